package hive_test

import "testing"

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
