package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// TestCorpusNotes: what Tarn says beside the public queries is in testdata/corpus/notes.txt, where each note was read and found right.
func TestCorpusNotes(t *testing.T) {
	r, err := newCorpusRun("..")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the corpus is not there: " + corpusFile)
	} else if err != nil {
		t.Fatal(err)
	}
	defer r.tarn.close()
	raw, err := os.ReadFile(filepath.Join("testdata", "corpus", "notes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]bool{}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			read[line] = true
		}
	}
	for _, p := range r.statements {
		stmt, err := syntax.Parse(p.filled)
		if err != nil {
			continue
		}
		q, err := analyze.Analyze(stmt, r.tarn, analyze.Options{Parameters: p.params})
		if err != nil {
			continue
		}
		for _, n := range q.Notes {
			line := p.ID + ": " + n.Text
			if !read[line] {
				t.Errorf("%s\n%s", line, p.filled)
			}
			delete(read, line)
		}
	}
	for line := range read {
		t.Errorf("notes.txt: nothing says %s", line)
	}
}

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
