package duckdb

import (
	"fmt"
	"testing"

	"tarn/internal/engine"
)

func TestMeasure(t *testing.T) {
	e := Open(Options{TempDir: t.TempDir()})
	defer e.Close()
	p, err := e.Measure(t.Context(), analysed(t, "SELECT k, count(*) FROM (VALUES 1, 2, 2, 3) v(k) WHERE k > 1 GROUP BY k ORDER BY 2 DESC"), false, nil)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int64{}
	var walk func(s *engine.Step, depth int)
	walk = func(s *engine.Step, depth int) {
		fmt.Printf("%*s%s %s rows %d %v\n", depth*2, "", s.Name, s.About, s.Rows, s.Time)
		seen[s.Name] = s.Rows
		for _, c := range s.Children {
			walk(c, depth+1)
		}
	}
	walk(p.Top, 0)
	if seen["Sort"] != 2 || seen["Aggregate"] != 2 {
		t.Errorf("%v", seen)
	}
}
