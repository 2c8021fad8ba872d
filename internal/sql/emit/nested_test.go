package emit_test

import (
	"strings"
	"testing"

	"tarn/internal/sql/analyze"
	"tarn/internal/sql/emit"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// A row that is compared or cast is written once, not once for each of its members and theirs. A level more doubles the text, since each part is looked
// at twice: whether it differs, and how.
func TestRowsAreWrittenOnce(t *testing.T) {
	text := func(level int) int {
		row, typ := "x", "integer"
		for range level {
			row, typ = "CAST(ROW("+row+", TIMESTAMP '2022-06-11 00:27:12 Asia/Seoul') AS row("+typ+", timestamp(3) with time zone))", "row("+typ+", timestamp(3) with time zone)"
		}
		sql := "SELECT greatest(" + row + ") BETWEEN " + row + " AND " + strings.ReplaceAll(row, "Asia/Seoul", "UTC") + " FROM (VALUES 1) t (x)"
		stmt, err := syntax.Parse(sql)
		if err != nil {
			t.Fatal(err)
		}
		q, err := analyze.Analyze(stmt, catalog{}, analyze.Options{Now: now, Text: sql})
		if err != nil {
			t.Fatal(err)
		}
		out, err := emit.DuckDB(q, func(s *analyze.Scan) (string, error) { return functions.Quote(s.Relation.Name), nil })
		if err != nil {
			t.Fatal(err)
		}
		return len(out)
	}
	sizes := []int{text(1), text(2), text(3), text(4)}
	if sizes[0] > 40_000 || sizes[3] > 5*sizes[2]/2 {
		t.Errorf("texts of %d bytes", sizes)
	}
	t.Log(sizes)
}
