package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"testing"
)

// TestDefinitions runs the public statements about tables and databases: each works, or is refused for Athena's reason; a
// table of the core logs gives rows of matching data, or is not read for Athena's reason.
func TestDefinitions(t *testing.T) {
	all, err := readDefinitions("..")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the corpus is not there: " + corpusFile)
	} else if err != nil {
		t.Fatal(err)
	}
	known, err := readCorpusKnown(filepath.Join("testdata", "corpus", "definitions-known.txt"))
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int{}
	for _, d := range all {
		if err := d.try(t.Context()); err != nil {
			t.Error(err)
			continue
		}
		switch n[d.fate]++; {
		case d.fate == "differs" && !known[d.ID]:
			t.Errorf("%s: %s\n%s", d.ID, d.answer, cut(d.filled, 1000))
		case d.fate != "differs" && known[d.ID]:
			t.Errorf("%s: it %s: take it out of definitions-known.txt", d.ID, d.fate)
		}
	}
	tables, err := fillTables(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range tables {
		if f.values == 0 && !f.refused() {
			t.Errorf("%s: %d rows, %v", f.id, f.rows, f.err)
		}
	}
	t.Logf("of %d statements %d work, %d are refused as on Athena, %d need tables that nobody describes, %d differ", len(all), n["works"], n["refused"], n["needs"], n["differs"])
}
