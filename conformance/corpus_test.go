package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"testing"
)

// TestCorpus runs the public queries on Tarn, where they are there and Trino's answers to them have been kept.
func TestCorpus(t *testing.T) {
	r, err := newCorpusRun("..")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the corpus is not there: " + corpusFile)
	} else if err != nil {
		t.Fatal(err)
	}
	defer r.tarn.close()
	r.trino = nil
	if err := r.ask(t.Context(), false); errors.Is(err, errNoTrino) {
		t.Skip("Trino's answers are not there: make trino, then go run ./conformance corpus, keeps them")
	} else if err != nil {
		t.Fatal(err)
	}
	r.answer(t.Context())
	known, err := readCorpusKnown(filepath.Join("testdata", corpusKnown))
	if err != nil {
		t.Fatal(err)
	}
	agreed := 0
	for _, p := range r.statements {
		switch {
		case p.judged.same:
			agreed++
		case !known[p.ID]:
			t.Errorf("%s: %s", p.ID, p.judged.cause)
		}
	}
	t.Logf("%d of %d statements agree", agreed, len(r.statements))
}
