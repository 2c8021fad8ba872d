package query

import (
	"strings"

	"tarn/internal/sql/syntax"
)

// Parameter makes an expression of a parameter's value as clients of Athena give it: a text that is no expression, or one that
// names a column, is taken for what it says, as was measured by https://github.com/aoyagikouhei/athena-local.
func Parameter(value string) string {
	quoted := "'" + strings.ReplaceAll(value, "'", "''") + "'"
	text := "VALUES " + value
	tree, err := syntax.Parse(text)
	q, ok := tree.(*syntax.Query)
	if err != nil || !ok {
		return quoted
	}
	v, ok := q.Body.(*syntax.Values)
	if !ok || len(v.Rows) != 1 || v.Rows[0].End().Offset != len(strings.TrimRight(text, " \t\r\n")) || constant(v.Rows[0]) != nil {
		return quoted
	}
	return value
}
