package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tarn/internal/schema"
)

// answer is what a statement gives: columns and rows, or an error.
type answer struct {
	// columns are the types, as Trino names them; before each its name, where it is not the _col0 of a column without one.
	columns []string
	types   []schema.Type
	rows    [][]string

	// code is Trino's name of the error: DIVISION_BY_ZERO.
	code, message string

	// notes are what Tarn says beside it.
	notes []string

	// emitted is DuckDB's text, on Tarn's side.
	emitted string
}

const separator = " | "

var plainName = regexp.MustCompile(`^[a-z_$][a-z0-9_$]*$`)

// columnText is one column of the first line of a result. Names are compared in lower case, as Trino has them in its catalogs.
func columnText(i int, name, typ string) string {
	name, typ = strings.ToLower(name), strings.ToLower(typ)
	if name == fmt.Sprintf("_col%d", i) {
		return typ
	}
	if !plainName.MatchString(name) {
		name = `"` + strings.Trim(quoted(strings.ReplaceAll(name, `"`, `""`)), "'") + `"`
	}
	return name + " " + typ
}

// lines are the answer as a test file has it. Rows are sorted unless the statement orders them.
func (a *answer) lines(ordered bool) []string {
	if a.code != "" {
		return []string{strings.TrimRight(strings.ReplaceAll(strings.ReplaceAll("error: "+a.code+": "+a.message, `\`, `\\`), "\n", `\n`), " ")}
	}
	out := []string{strings.Join(a.columns, separator)}
	for _, r := range a.rows {
		out = append(out, strings.Join(r, separator))
	}
	if !ordered {
		slices.Sort(out[1:])
	}
	return out
}

// ordered reports whether a statement's rows come in an order: whether ORDER BY stands outside of all parentheses. It looks at
// the text only, so that it does not depend on the parser that is tested.
func ordered(sql string) bool {
	depth := 0
	flat := strings.Builder{}
	for i := 0; i < len(sql); i++ {
		switch c := sql[i]; {
		case c == '\'' || c == '"':
			if end := strings.IndexByte(sql[i+1:], c); end >= 0 {
				i += end + 1
			}
			flat.WriteByte(' ')
		case strings.HasPrefix(sql[i:], "--"):
			end := strings.IndexByte(sql[i:], '\n')
			if end < 0 {
				end = len(sql) - i
			}
			i += end
			flat.WriteByte(' ')
		case strings.HasPrefix(sql[i:], "/*"):
			if end := strings.Index(sql[i:], "*/"); end >= 0 {
				i += end + 1
			}
		case c == '(':
			depth++
		case c == ')':
			depth--
		case depth == 0:
			flat.WriteByte(c)
		}
	}
	return orderBy.MatchString(flat.String())
}

var orderBy = regexp.MustCompile(`(?i)\bORDER\s+BY\b`)
