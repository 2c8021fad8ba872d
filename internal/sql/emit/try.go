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
		text := e.tryForm(func() string { return e.expr(x) })
		if m := oneNative.FindStringSubmatch(text); m != nil && functions.HasTry(m[1]) && !canFail(m[2]) && strings.Count(m[2], "(") == strings.Count(m[2], ")") {
			return native(m[1], true) + "(" + m[2] + ")"
		}
		return text
	}
	return e.tryForm(func() string { return e.expr(x) })
}

// oneNative is TRY around a call of a function of ours and nothing else.
var oneNative = regexp.MustCompile(`^TRY\((tarn_\w+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)\)$`)
