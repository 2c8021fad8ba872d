package functions

import "unicode/utf8"

var textLikes = []Native{
	{Name: "tarn_like", Total: true, Args: []string{"VARCHAR", "VARCHAR"}, Result: "BOOLEAN", Doc: "LIKE without an escape character", Fn: func(a []any) (any, error) {
		pattern, err := likePattern(a[1].(string), noEscape)
		return like([]rune(a[0].(string)), pattern), err
	}},
	{Name: "tarn_like_escaped", Total: true, Args: []string{"VARCHAR", "VARCHAR", "VARCHAR"}, Result: "BOOLEAN", Doc: "LIKE with an escape character", Fn: func(a []any) (any, error) {
		escape, n := utf8.DecodeRuneInString(a[2].(string))
		if n == 0 || n != len(a[2].(string)) {
			return nil, badArgument("Escape string must be a single character")
		}
		pattern, err := likePattern(a[1].(string), escape)
		if err != nil {
			return nil, err
		}
		return like([]rune(a[0].(string)), pattern), nil
	}},
}

// The wildcards of a pattern, as characters that no text has.
const (
	anyText rune = -1 - iota
	anyChar
	noEscape
)

func likePattern(text string, escape rune) ([]rune, error) {
	var out []rune
	escaped := false
	for _, r := range text {
		switch {
		case escaped && r != '%' && r != '_' && r != escape:
			return nil, badEscape()
		case escaped:
			escaped = false
			out = append(out, r)
		case r == escape:
			escaped = true
		case r == '%':
			out = append(out, anyText)
		case r == '_':
			out = append(out, anyChar)
		default:
			out = append(out, r)
		}
	}
	if escaped {
		return nil, badEscape()
	}
	return out, nil
}

func badEscape() error {
	return badArgument("Escape character must be followed by '%%', '_' or the escape character itself")
}

// like goes back to the last % only: what was matched before it stays matched.
func like(s, pattern []rune) bool {
	i, j, star, from := 0, 0, -1, 0
	for i < len(s) {
		switch {
		case j < len(pattern) && pattern[j] == anyText:
			star, from = j, i
			j++
		case j < len(pattern) && (pattern[j] == anyChar || pattern[j] == s[i]):
			i++
			j++
		case star >= 0:
			from++
			i, j = from, star+1
		default:
			return false
		}
	}
	for j < len(pattern) && pattern[j] == anyText {
		j++
	}
	return j == len(pattern)
}
