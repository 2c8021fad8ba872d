package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestJudge: what the judge of the public queries lets pass, and what not.
func TestJudge(t *testing.T) {
	for _, c := range []struct {
		name, sql, columns string
		want, got          []string
		cause              string // "" where the answers are the same
	}{
		{"rows with equal keys come in any order", "SELECT a, b FROM t ORDER BY b DESC", "a varchar|b bigint",
			[]string{"x|2", "y|2", "z|1"}, []string{"y|2", "x|2", "z|1"}, ""},
		{"keys come in the order that was asked for", "SELECT a, b FROM t ORDER BY b DESC", "a varchar|b bigint",
			[]string{"x|2", "z|1"}, []string{"z|1", "x|2"}, "another order"},
		{"a key may be an expression of a column", "SELECT a, count(*) AS n FROM t GROUP BY a ORDER BY COUNT(*) DESC", "a varchar|n bigint",
			[]string{"x|2", "z|1"}, []string{"z|1", "x|2"}, "another order"},
		{"a key may be an expression that is no column", "SELECT a FROM t GROUP BY a ORDER BY count(*) DESC", "a varchar",
			[]string{"x", "z"}, []string{"z", "x"}, unseenCause + "count(*)"},
		{"a key may be a name of another query's column", "SELECT * FROM t ORDER BY t.n", "a varchar|n bigint",
			[]string{"x|1", "z|2"}, []string{"z|2", "x|1"}, "another order"},
		{"an estimate may differ", "SELECT a, approx_distinct(b) AS n FROM t GROUP BY a", "a varchar|n bigint",
			[]string{"x|100", "z|7"}, []string{"x|102", "z|7"}, ""},
		{"an estimate may not differ much", "SELECT a, approx_distinct(b) AS n FROM t GROUP BY a", "a varchar|n bigint",
			[]string{"x|100"}, []string{"x|110"}, "other values"},
		{"a column beside an estimate may not differ", "SELECT count(*) AS c, approx_distinct(b) AS n FROM t", "c bigint|n bigint",
			[]string{"100|100"}, []string{"101|100"}, "other values"},
		{"an estimate keeps its name through queries", "WITH w (x, y) AS (SELECT a, approx_percentile(b, 0.5) FROM t GROUP BY a) SELECT x, z FROM (SELECT x, y AS z FROM w)", "x bigint|z double",
			[]string{"100|100.0"}, []string{"100|101.0"}, ""},
		{"a count beside it is exact through queries, too", "WITH w (x, y) AS (SELECT a, approx_percentile(b, 0.5) FROM t GROUP BY a) SELECT x, z FROM (SELECT x, y AS z FROM w)", "x bigint|z double",
			[]string{"100|100.0"}, []string{"101|100.0"}, "other values"},
		{"what array_agg collects has no order", "SELECT a, array_agg(b) AS l FROM t GROUP BY a", "a bigint|l array(bigint)",
			[]string{"1|[2, 3]"}, []string{"1|[3, 2]"}, ""},
		{"unless it is given one", "SELECT a, array_agg(b ORDER BY b) AS l FROM t GROUP BY a", "a bigint|l array(bigint)",
			[]string{"1|[2, 3]"}, []string{"1|[3, 2]"}, "other values"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := func(lines []string) (out [][]string) {
				for _, l := range lines {
					out = append(out, strings.Split(l, "|"))
				}
				return out
			}
			columns := strings.Split(c.columns, "|")
			j := judge(c.sql, &recorded{Columns: columns, Rows: rows(c.want)}, &answer{columns: columns, rows: rows(c.got)})
			if j.cause != c.cause || j.same != (c.cause == "") {
				t.Errorf("the judge says %q, want %q", j.cause, c.cause)
			}
		})
	}
}

// a statement whose order is by what it does not show is asked again with that shown.
func Example_keysShown() {
	fmt.Println(keysShown("SELECT a, b AS x FROM t GROUP BY a, b ORDER BY count(*) DESC, a, x, max(c) LIMIT 3"))
	// Output:
	// SELECT a, b AS x, count(*), max(c) FROM t GROUP BY a, b ORDER BY count(*) DESC, a, x, max(c) LIMIT 3
}
