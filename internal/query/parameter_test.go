package query

import "testing"

func TestParameter(t *testing.T) {
	for value, want := range map[string]string{
		"1": "1", "'abc'": "'abc'", "1 + 1": "1 + 1", "DATE '2020-01-01'": "DATE '2020-01-01'", "NULL": "NULL", "now()": "now()", " 5 ": " 5 ",
		"nosuchfunc(1)": "nosuchfunc(1)", "1 OR 1=1": "1 OR 1=1", "CAST('1' AS integer)": "CAST('1' AS integer)",
		"abc": "'abc'", "abc def": "'abc def'", "it's": "'it''s'", "123e4567-e89b-12d3-a456-426614174000": "'123e4567-e89b-12d3-a456-426614174000'",
		"x + 1": "'x + 1'", "t.x": "'t.x'", "": "''", "1, 2": "'1, 2'", "1 LIMIT 1": "'1 LIMIT 1'", "1 -- x": "'1 -- x'", "1) UNION (SELECT 2": "'1) UNION (SELECT 2'",
		"(SELECT 1)": "'(SELECT 1)'", "2022-01-11": "2022-01-11",
	} {
		if got := Parameter(value); got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
}
