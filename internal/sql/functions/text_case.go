package functions

import (
	"fmt"
	"slices"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var textCases = []Native{
	{Name: "tarn_lower_other", Total: true, Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "lower, of more than ASCII", Fn: mapped(toLower)},
	{Name: "tarn_upper_other", Total: true, Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "upper, of more than ASCII", Fn: mapped(toUpper)},
	{Name: "tarn_reverse_other", Total: true, Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "reverse, of more than ASCII", Fn: func(a []any) (any, error) {
		rs := []rune(a[0].(string))
		slices.Reverse(rs)
		return string(rs), nil
	}},
	{Name: "tarn_normalize", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "normalize", Fn: normalize},
}

func mapped(to func(rune) rune) func([]any) (any, error) {
	return func(a []any) (any, error) {
		s := a[0].(string)
		out := make([]byte, 0, len(s)+8)
		for _, r := range s {
			out = append(out, string(to(r))...)
		}
		return string(out), nil
	}
}

// newCase are the letters of Unicode 16 that have a case, which Trino's Java knows and Go does not: the upper ones' lower ones.
// https://www.unicode.org/Public/16.0.0/ucd/UnicodeData.txt
var newCase = map[rune]rune{0x1C89: 0x1C8A, 0xA7CB: 0x264, 0xA7CC: 0xA7CD, 0xA7DA: 0xA7DB, 0xA7DC: 0x19B}

func init() {
	for r := rune(0x10D50); r <= 0x10D65; r++ {
		newCase[r] = r + 0x20
	}
	for upper, lower := range newCase {
		newUpper[lower] = upper
	}
}

var newUpper = map[rune]rune{}

// toLower and toUpper are Java's: one character for one.
func toLower(r rune) rune {
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if l, ok := newCase[r]; ok {
		return l
	}
	return unicode.ToLower(r)
}

func toUpper(r rune) rune {
	if r < 0x80 {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	if u, ok := newUpper[r]; ok {
		return u
	}
	return unicode.ToUpper(r)
}

var forms = map[string]norm.Form{"NFC": norm.NFC, "NFD": norm.NFD, "NFKC": norm.NFKC, "NFKD": norm.NFKD}

func normalize(a []any) (any, error) {
	s := a[0].(string)
	form, ok := forms[a[1].(string)]
	if !ok {
		return nil, badArgument("Normalization form must be one of [NFD, NFC, NFKD, NFKC]")
	}
	for _, r := range s {
		if r >= 0x1000 && !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.C) {
			return nil, fmt.Errorf("the normal form of U+%04X, which is newer than Unicode 15, is not in Tarn yet", r)
		}
	}
	return form.String(s), nil
}
