package serde

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

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

// validText gives text as Java decodes it: what is not UTF-8 becomes U+FFFD, one for each longest piece that could have begun a
// character.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	out, _ := unicode.UTF8.NewDecoder().String(s) // fails at nothing
	return out
}
