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

// validText gives text as Java decodes it: what is not UTF-8 becomes U+FFFD, one for each longest piece that could have begun a
// character.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var out strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			n = begun(s)
		}
		out.WriteRune(r)
		s = s[n:]
	}
	return out.String()
}

// begun is how many bytes of a text that is not UTF-8 could have begun a character.
func begun(s string) int {
	low, high, need := byte(0x80), byte(0xbf), 0
	switch c := s[0]; {
	case c >= 0xc2 && c <= 0xdf:
		need = 1
	case c >= 0xe0 && c <= 0xef:
		need = 2
	case c >= 0xf0 && c <= 0xf4:
		need = 3
	}
	switch s[0] {
	case 0xe0:
		low = 0xa0
	case 0xed:
		high = 0x9f
	case 0xf0:
		low = 0x90
	case 0xf4:
		high = 0x8f
	}
	n := 1
	for n <= need && n < len(s) && s[n] >= low && s[n] <= high {
		low, high = 0x80, 0xbf
		n++
	}
	return n
}
