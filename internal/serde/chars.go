package serde

import (
	"strings"
	"unicode/utf8"

	"tarn/internal/schema"
)

// text makes a string fit varchar, varchar(n) or char(n): what is too long is cut, and a char has no spaces at its end.
func text(s string, t schema.Type) string {
	if t.Length >= 0 && len(s) > t.Length {
		n := 0
		for i := range s {
			if n == t.Length {
				s = s[:i]
				break
			}
			n++
		}
	}
	if t.Kind == schema.Char {
		s = strings.TrimRight(s, " ")
	}
	return s
}

// validText gives text as Java decodes it: what is not UTF-8 becomes U+FFFD.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		out.WriteRune(r)
	}
	return out.String()
}
