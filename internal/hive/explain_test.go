package hive_test

import (
	"strings"
	"testing"
)

// TestExplainCountsPartitions: a plan says how many partitions are read, without a file being looked for.
func TestExplainCountsPartitions(t *testing.T) {
	l := newLab(t)
	l.table("t", "s3://logs/t/", openX, "n int", "day string", "projection.enabled=true", "projection.day.type=date", "projection.day.format=yyyy/MM/dd",
		"projection.day.range=2024/01/01,2024/12/31", "storage.location.template=s3://logs/t/${day}/")
	l.table("whole", "s3://logs/w/", openX, "n int", "")
	for sql, want := range map[string]string{
		"SELECT n FROM t WHERE day BETWEEN '2024/02/01' AND '2024/02/29'": "d.t: partitions 29 of 366",
		"SELECT n FROM t": "d.t: partitions 366 of 366",
		"SELECT t.n FROM t JOIN whole ON t.n = whole.n WHERE day = '2024'": "d.t: partitions 0 of 366",
	} {
		got := l.ask("EXPLAIN " + sql)
		lines := strings.Split(strings.TrimSpace(got), "\n")
		if last := lines[len(lines)-1]; last != want {
			t.Errorf("%s\n%s", sql, got)
		}
	}
	if got := l.ask("EXPLAIN SELECT n FROM whole"); strings.Contains(got, "partitions") {
		t.Error(got)
	}
	if got := l.last.Stats.Converted; got != 0 {
		t.Errorf("%d files were converted", got)
	}
}
