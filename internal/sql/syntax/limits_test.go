package syntax

import (
	"strings"
	"testing"
	"time"
)

// Whatever a statement looks like, the parser answers in time that grows with its length only.
func TestHostileStatements(t *testing.T) {
	for name, sql := range map[string]string{
		"parentheses": "SELECT " + strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000),
		"subqueries":  strings.Repeat("SELECT (", 5000) + "1" + strings.Repeat(")", 5000),
		"relations":   "SELECT 1 FROM " + strings.Repeat("(", 200000) + "a",
		"not":         "SELECT " + strings.Repeat("NOT ", 60000) + "a",
		"minus":       "SELECT " + strings.Repeat("- ", 130000) + "1",
		"plus":        "SELECT 1" + strings.Repeat("+1", 130000),
		"lambda":      "SELECT f(" + strings.Repeat("x->", 80000) + "1)",
		"case":        "SELECT " + strings.Repeat("CASE WHEN ", 25000),
		"types":       "SELECT CAST(1 AS " + strings.Repeat("array(", 40000),
		"hive types":  "CREATE EXTERNAL TABLE t (c " + strings.Repeat("array<", 40000),
		"structs":     "CREATE EXTERNAL TABLE t (c " + strings.Repeat("struct<a:", 25000) + "int" + strings.Repeat(">", 25000) + ")",
		"columns":     "CREATE EXTERNAL TABLE t (" + strings.Repeat("c int,", 40000) + ")",
		"partitions":  "ALTER TABLE t ADD" + strings.Repeat(" PARTITION (a = 1)", 14000) + " PARTITION",
		"backslashes": "ALTER TABLE t SET LOCATION '" + strings.Repeat("\\", 130000),
		"brackets":    "SELECT a" + strings.Repeat("[a", 100000),
		"members":     "SELECT a" + strings.Repeat(".a", 100000),
	} {
		start := time.Now()
		if _, err := Parse(sql); err == nil {
			t.Errorf("%s: parsed", name)
		}
		if d := time.Since(start); d > 30*time.Second {
			t.Errorf("%s: took %v", name, d)
		}
	}
	long := "SELECT 1 WHERE a = 1" + strings.Repeat(" AND a = 1", 26000)
	if _, err := Parse(long); err != nil {
		t.Error(err)
	}
}

func TestErrors(t *testing.T) {
	for sql, want := range map[string]string{
		"SELECT * FORM t":           "line 1:10: mismatched input 'FORM'. Expecting: <EOF>",
		"SELECT\n  1 +":             "line 2:6: mismatched input '<EOF>'. Expecting: <expression>",
		"SELECT 'abc":               "line 1:8: the quote is not closed",
		"SELECT a FROM 1abc":        "line 1:15: identifiers must not start with a digit; surround the identifier with double quotes",
		"SELECT `a`":                "line 1:8: backquoted identifiers are not supported; use double quotes to quote identifiers",
		"SELECT 1 LIMIT 5 OFFSET 2": "line 1:18: mismatched input 'OFFSET'. Expecting: <EOF>: OFFSET comes before LIMIT",
		"MERGE INTO x":              "line 1:1: MERGE statements are not in Tarn yet",
		"SELECT a – b":              "line 1:10: unexpected character '–' (U+2013, en dash): use -",
	} {
		_, err := Parse(sql)
		if err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", sql, err, want)
		}
	}
	_, err := Parse("SELECT")
	if e, ok := err.(*Error); !ok || !e.Incomplete {
		t.Error("a statement that ends too early is not marked incomplete")
	}
	sql := "SELECT a\nFROM t WHERE ’x’ = ‘it''s’"
	_, err = Parse(sql)
	if e := err.(*Error); e.Hint != "corrected statement:\nSELECT a\nFROM t WHERE 'x' = 'it''s'" || Caret(sql, e.Span) != "FROM t WHERE ’x’ = ‘it''s’\n             ^" {
		t.Errorf("%q\n%s", e.Hint, Caret(sql, e.Span))
	}
	// A comment's two dashes become one in articles.
	_, err = Parse("SELECT a – 1 — 2 FROM t")
	if e := err.(*Error); e.Hint != "corrected statement:\nSELECT a - 1 - 2 FROM t" {
		t.Errorf("%q", e.Hint)
	}
	_, err = Parse("SELECT a — what’s asked for\nFROM t WHERE b = ‘x’ – all of it")
	if e := err.(*Error); e.Hint != "corrected statement:\nSELECT a -- what’s asked for\nFROM t WHERE b = 'x' -- all of it" {
		t.Errorf("%q", e.Hint)
	}
}
