package hive_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A table that is made without rows has run nevertheless, as who watches it sees.
func TestATableWithoutRowsHasBeenMade(t *testing.T) {
	l := newLab(t)
	if got := l.ask("CREATE TABLE empty AS SELECT 1 AS a WITH NO DATA"); got != "" {
		t.Fatal(got)
	}
	if l.last.Started.IsZero() || l.last.Started.After(l.last.Ended) {
		t.Errorf("it has begun at %v and ended at %v", l.last.Started, l.last.Ended)
	}
	l.want("SELECT count(*) FROM empty", "0")
}

// What an unfinished write left is swept after a day in which nothing was written into it; one that is at work for longer keeps its folder.
func TestSweepLeavesWritesThatAreAtWork(t *testing.T) {
	l := newLab(t)
	old := time.Now().Add(-25 * time.Hour)
	for _, name := range []string{"write-left", "write-long"} {
		file := filepath.Join(l.tables.Temp, name, "rows", "part")
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		if name == "write-left" {
			if err := os.Chtimes(file, old, old); err != nil {
				t.Fatal(err)
			}
		}
		for _, dir := range []string{filepath.Dir(file), filepath.Dir(filepath.Dir(file))} {
			if err := os.Chtimes(dir, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	l.tables.Sweep()
	left, err := filepath.Glob(filepath.Join(l.tables.Temp, "write-*"))
	if err != nil || len(left) != 1 || filepath.Base(left[0]) != "write-long" {
		t.Errorf("left are %v, %v", left, err)
	}
}
