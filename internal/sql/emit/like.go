package emit

import (
	"strings"

	"tarn/internal/sql/analyze"
)

// like: DuckDB's LIKE is Trino's where the escape character is a known one of ASCII that is no wildcard. It does not look at
// escapes that it does not come to, and takes any character after one.
func (e *emitter) like(x *analyze.Like) string {
	text, pattern := e.expr(x.X), e.expr(x.Pattern)
	if x.Escape == nil {
		return "(" + text + " LIKE " + pattern + ")"
	}
	escape := e.expr(x.Escape)
	if p, ok := literalText(x.Pattern); ok {
		if s, ok := literalText(x.Escape); ok && len(s) == 1 && s != "%" && s != "_" && escapesWell(p, rune(s[0])) {
			return "(" + text + " LIKE " + pattern + " ESCAPE " + escape + ")"
		}
	}
	return "tarn_like(" + text + ", " + pattern + ", " + escape + ")"
}

func literalText(x analyze.Expr) (string, bool) {
	l, ok := x.(*analyze.Literal)
	if !ok {
		return "", false
	}
	s, ok := l.Value.(string)
	return s, ok
}

// escapesWell reports whether a pattern escapes only what there is to escape.
func escapesWell(pattern string, escape rune) bool {
	rs := []rune(pattern)
	for i := 0; i < len(rs); i++ {
		if rs[i] != escape {
			continue
		}
		i++
		if i == len(rs) || !strings.ContainsRune("%_", rs[i]) && rs[i] != escape {
			return false
		}
	}
	return true
}
