package functions

import (
	"slices"
	"strconv"

	"tarn/internal/schema"
)

// overloadsOfChar are the overloads that functions of texts have for char(n), which is kept without the spaces at its end: a varchar
// does not become one by itself where a function is called.
var overloadsOfChar = map[string][]*Overload{
	"length": {by("(char(n)) -> bigint", func(c *Call) (string, error) {
		return Fill("(CASE WHEN $1 IS NOT NULL THEN CAST("+strconv.Itoa(c.Args[0].Type.Length)+" AS BIGINT) END)", c)
	})},
	"lower":            {on("(char(n)) -> char(n)", "lower($1)")},
	"upper":            {on("(char(n)) -> char(n)", "upper($1)")},
	"trim":             {on("(char(n)) -> varchar(n)", "trim($1, "+whiteSpace+")")},
	"ltrim":            {on("(char(n)) -> varchar(n)", "ltrim($1, "+whiteSpace+")")},
	"rtrim":            {on("(char(n)) -> varchar(n)", "rtrim($1, "+whiteSpace+")")},
	"substr substring": {by("(char(n), bigint) -> varchar(n)", substrOfChar), by("(char(n), bigint, bigint) -> varchar(n)", substrOfChar)},
	"concat": {by("(char(x), char(y)) -> char(1)", func(c *Call) (string, error) {
		return Fill("rtrim(rpad($1, "+strconv.Itoa(c.Args[0].Type.Length)+", ' ') || $2, ' ')", c)
	}).typed(func(args []schema.Type, t schema.Type) schema.Type {
		t.Length = min(longestChar, args[0].Length+args[1].Length)
		return t
	}),
		on("(array(T), T) -> array(T)", "list_append($1, $2)"), on("(T, array(T)) -> array(T)", "list_prepend($1, $2)")},
}

// substrOfChar counts the spaces at the end.
func substrOfChar(c *Call) (string, error) {
	padded := *c
	padded.Args = slices.Clone(c.Args)
	padded.Args[0].Text = "rpad(" + c.Args[0].Text + ", " + strconv.Itoa(c.Args[0].Type.Length) + ", ' ')"
	return substr(&padded)
}
