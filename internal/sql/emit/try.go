package emit

import (
	"regexp"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
)

// try writes TRY. DuckDB's costs some twenty microseconds for each row that fails: where only the last step can fail and has a form
// that gives NULL, that form does.
func (e *emitter) try(x analyze.Expr) string {
	switch x := x.(type) {
	case *analyze.Subquery: // its own failures are none that TRY catches
		return e.expr(x)
	case *analyze.Cast:
		if !x.Implicit && !canFail(e.expr(x.X)) {
			c := *x
			c.Try = true
			return e.expr(&c)
		}
	case *analyze.Arith:
		if division := x.Op == "/" || x.Op == "%"; division && (functions.IsInteger(x.T) || x.T.Kind == schema.Decimal) {
			r := e.expr(x.Right)
			if !canFail(e.expr(x.Left)) && !canFail(r) {
				return "(CASE WHEN " + r + " <> 0 THEN " + e.tryForm(func() string { return e.expr(x) }) + " END)"
			}
		}
	case *analyze.Call:
		text := e.trial(func() string { return e.expr(x) })
		if m := oneNative.FindStringSubmatch(text); m != nil && functions.HasTry(m[1]) && !canFail(m[2]) && strings.Count(m[2], "(") == strings.Count(m[2], ")") {
			return native(m[1], true) + "(" + m[2] + ")"
		}
		return e.tried(text)
	}
	return e.tryForm(func() string { return e.expr(x) })
}

// tryForm writes TRY around a form. In a lambda it is TRY's alone: what is written twice in a SELECT, DuckDB computes once, outside of
// TRY. Nor does coalesce's result reach TRY as it is, with which DuckDB 1.5 crashes: docs/decisions/2026-11-25-try.md.
func (e *emitter) tryForm(form func() string) string { return e.tried(e.trial(form)) }

// trial writes what TRY is to be around.
func (e *emitter) trial(form func() string) string {
	e.trying++
	defer func() { e.trying-- }()
	return form()
}

func (e *emitter) tried(text string) string {
	if strings.Contains(text, " OVER (") || strings.Contains(text, "(SELECT ") { // no lambda takes these
		return "TRY(list_extract([" + text + "], 1))"
	}
	// Of one column with a dictionary, DuckDB asks a function, which is what a lambda's call is to it, for all values of the dictionary
	// together: one that fails would fail them all. Of two things it does not.
	beside := "0"
	if column := aColumn.FindString(text); column != "" {
		beside = column
	}
	return "TRY(list_transform([" + beside + "], lambda " + e.param() + ": " + text + ")[1])"
}

var aColumn = regexp.MustCompile(`\b[a-z]\d+\."(?:[^"]|"")+"`)

// oneNative is a call of a function of ours and nothing else.
var oneNative = regexp.MustCompile(`^(tarn_\w+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)$`)
