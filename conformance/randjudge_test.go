package main

import (
	"fmt"
	"testing"

	"tarn/internal/schema"
)

// TestSame: which two answers to a made-up statement are the same.
func TestSame(t *testing.T) {
	const about = "SELECT a, sqrt(b) FROM t"
	for _, c := range []struct {
		name, sql string
		want, got [][]string
		same      bool
	}{
		{"a last digit of what functions give", about, [][]string{{"1", "1.4142135623730951"}}, [][]string{{"1", "1.414213562373095"}}, true},
		{"no more than that", about, [][]string{{"1", "1.4142135623730951"}}, [][]string{{"1", "1.4142135623"}}, false},
		{"nor of other statements", "SELECT a, b FROM t", [][]string{{"1", "1.4142135623730951"}}, [][]string{{"1", "1.414213562373095"}}, false},
		{"nor of whole numbers", about, [][]string{{"9007199254740993", "1.0"}}, [][]string{{"9007199254740992", "1.0"}}, false},
		{"nor of other texts", about, [][]string{{"'a'", "1.0"}}, [][]string{{"'b'", "1.0"}}, false},
		{"rows are found by what they have, whatever the digits sort them by", about,
			[][]string{{"2", "-0.1"}, {"1", "0.10000000000000002"}, {"1", "0.1"}}, [][]string{{"1", "0.1"}, {"2", "-0.10000000000000002"}, {"1", "0.1"}}, true},
		{"each once", about, [][]string{{"1", "0.1"}, {"1", "0.1"}, {"2", "0.1"}}, [][]string{{"1", "0.1"}, {"2", "0.1"}, {"2", "0.1"}}, false},
		{"but where the statement orders them", about + " ORDER BY 1", [][]string{{"1", "0.1"}, {"2", "0.1"}}, [][]string{{"2", "0.1"}, {"1", "0.1"}}, false},
	} {
		columns := []string{"integer", "double"}
		if got := same(c.sql, &answer{columns: columns, rows: c.want}, &answer{columns: columns, rows: c.got}); got != c.same {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestZeroesAreTied(t *testing.T) {
	for _, c := range []struct {
		want, got []string
		tied      bool
	}{
		{[]string{"double", "0.0", "-0.0"}, []string{"double", "-0.0", "0.0"}, true},
		{[]string{"double", "0.0", "0.0"}, []string{"double", "-0.0", "0.0"}, false},
		{[]string{"double", "1.0", "0.0"}, []string{"double", "0.0", "1.0"}, false},
	} {
		if zeroesTied(c.want, c.got) != c.tied {
			t.Errorf("%v %v", c.want, c.got)
		}
	}
}

// A count that is another in each row is judged with one that is the same.
func Example_countsOfTwo() {
	fmt.Println(countsOfTwo("SELECT max(d, t1.id), min_by(a, b, 3), max_by(a, b, greatest(id, 1)) FILTER (WHERE f), max(d) FROM t1"))
	// Output:
	// SELECT max(d, 2), min_by(a, b, 3), max_by(a, b, 2) FILTER (WHERE f), max(d) FROM t1
}

// What makes a last digit a great difference is left out.
func Example_plain() {
	query := clause("SELECT %s FROM r0 ORDER BY 1%s", expression(literalDouble.typ, "(%s % %s)", literalDouble, expression(literalDouble.typ, "mod(%s, %s)", literalDouble, literalDouble)),
		optional(clause(" FETCH FIRST 4 ROWS WITH TIES")))
	fmt.Println(query)
	fmt.Println(query.plain())
	// Output:
	// SELECT (1e0 % mod(1e0, 1e0)) FROM r0 ORDER BY 1 FETCH FIRST 4 ROWS WITH TIES
	// SELECT (1e0 + (1e0 + 1e0)) FROM r0 ORDER BY 1
}

var literalDouble = leaf(schema.Of(schema.Double), "1e0")
