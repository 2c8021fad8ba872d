package emit

import "tarn/internal/sql/analyze"

// like: DuckDB's LIKE is Trino's where the escape character is a known one of ASCII that is no wildcard. It does not look at
// escapes that it does not come to, and takes any character after one.
func (e *emitter) like(x *analyze.Like) string {
	text, pattern := e.expr(x.X), e.expr(x.Pattern)
	if x.Escape == nil {
		return "(" + text + " LIKE " + pattern + ")"
	}
	escape := e.expr(x.Escape)
	if _, ok := literalText(x.Pattern); ok {
		if s, ok := literalText(x.Escape); ok && len(s) == 1 && s != "%" && s != "_" {
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
