package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestRecorded replays the recorded statements on Tarn. It needs no Trino.
func TestRecorded(t *testing.T) {
	ts, err := readTables()
	if err != nil {
		t.Fatal(err)
	}
	tarn, err := newTarn(ts)
	if err != nil {
		t.Fatal(err)
	}
	defer tarn.close()
	files, err := testFiles("testdata")
	if err != nil || len(files) == 0 {
		t.Fatal("no test files", err)
	}
	known, err := readKnown("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for id, k := range known {
		if k.reason == "" || k.reason == notLookedAt || strings.HasPrefix(knownHead[2:], k.reason[:min(len(k.reason), 40)]) {
			t.Errorf("known.txt: %s has no reason", id)
		}
	}
	all, err := replay(t.Context(), tarn, files)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		id := v.block.id(v.file)
		_, listed := known[id]
		delete(known, id)
		switch {
		case listed && v.agree:
			t.Errorf("%s agrees now: go run ./conformance known takes it out of known.txt\n%s", id, v.block.statement)
		case !listed && !v.agree:
			t.Error(v)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(known)) {
		t.Errorf("known.txt: there is no statement %s %s", id, known[id].words)
	}
	t.Log(count(all))
}

func TestAcceptedDifferences(t *testing.T) {
	if len(accepted) > 20 {
		t.Errorf("%d accepted differences; at most 20 are meant to be", len(accepted))
	}
	for _, d := range accepted {
		if d.reason == "" {
			t.Errorf("%s has no reason", d.name)
		}
	}
}

func TestTestFilesAreAsWritten(t *testing.T) {
	files, _ := testFiles("testdata")
	for _, path := range files {
		f, err := readTestFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if f.blocks[0].remarks == nil || f.blocks[0].remarks[0] != head {
			t.Errorf("%s does not begin with %q", path, head)
		}
		for _, b := range f.blocks {
			if b.statement != "" && b.want == nil {
				t.Errorf("%s: no answer has been recorded: go run ./conformance record %s\n%s", path, path, b.statement)
			}
		}
	}
}
