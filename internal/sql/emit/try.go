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

// repeats reports whether a call or a cast, but for those of literals, is written twice in a text.
func repeats(text string) bool {
	seen := map[string]bool{}
	var open []int // where the calls that are open begin
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\'', '"':
			for q := text[i]; i+1 < len(text); {
				if i++; text[i] == q {
					break
				}
			}
		case '(':
			from := i
			for from > 0 && (text[from-1] == '_' || text[from-1] >= 'a' && text[from-1] <= 'z' || text[from-1] >= 'A' && text[from-1] <= 'Z' || text[from-1] >= '0' && text[from-1] <= '9') {
				from--
			}
			open = append(open, from)
		case ')':
			if len(open) == 0 {
				return false
			}
			call := text[open[len(open)-1] : i+1]
			open = open[:len(open)-1]
			if !harmless.MatchString(call) {
				if seen[call] {
					return true
				}
				seen[call] = true
			}
		}
	}
	return false
}

// harmless are the forms of literals, and what takes a value apart.
var harmless = regexp.MustCompile(`^(?:CAST\('[^']*' AS [A-Z0-9_(), ]+\)|CAST\(NULL AS .*\)|[A-Z]+\(\d+(?:,\d+)?\)|\(\d+(?:,\d+)?\)|(?:struct_extract|struct_extract_at|len|length|unhex)\((?:[^()]|\(\))*\))$`)
