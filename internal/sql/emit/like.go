package emit

import (
	"strings"

	"tarn/internal/sql/analyze"
)

// like: DuckDB's LIKE is Trino's where the escape character is a known one of ASCII that is no wildcard. It does not look at
// escapes that it does not come to, and takes any character after one.
func (e *emitter) like(x *analyze.Like) string {
	text, pattern := e.expr(x.X), e.expr(x.Pattern)
	p, known := literalText(x.Pattern)
	if x.Escape == nil {
		if known && likesSoon(p) || isNull(x.Pattern) {
			return "(" + text + " LIKE " + pattern + ")"
		}
		return "tarn_like(" + text + ", " + pattern + ")"
	}
	escape := e.expr(x.Escape)
	if s, ok := literalText(x.Escape); known && ok && len(s) == 1 && s != "%" && s != "_" && escapesWell(p, rune(s[0])) && strings.Count(p, "%") <= fewWildcards {
		return "(" + text + " LIKE " + pattern + " ESCAPE " + escape + ")"
	}
	return "tarn_like_escaped(" + text + ", " + pattern + ", " + escape + ")"
}

// fewWildcards is how many % a pattern may have before DuckDB is not asked: it tries each % again for every place of those before it.
const fewWildcards = 2

// likesSoon reports whether DuckDB matches a pattern in good time: it takes the parts between % one after the other, unless there is
// a _ among them.
func likesSoon(pattern string) bool {
	return !strings.Contains(pattern, "_") || strings.Count(pattern, "%") <= fewWildcards
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
