package functions

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

var textUTF8s = []Native{
	{Name: "tarn_utf16_hex", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "char2hexint", Fn: func(a []any) (any, error) {
		var out strings.Builder
		for _, unit := range utf16.Encode([]rune(a[0].(string))) {
			fmt.Fprintf(&out, "%04X", unit)
		}
		return out.String(), nil
	}},
	{Name: "tarn_from_utf8", Args: []string{"BLOB"}, Result: "VARCHAR", Doc: "from_utf8", Fn: func(a []any) (any, error) { return fromUTF8(a[0].([]byte), "\uFFFD"), nil }},
	{Name: "tarn_from_utf8_text", Args: []string{"BLOB", "VARCHAR"}, Result: "VARCHAR", Doc: "from_utf8 with a replacement", Fn: func(a []any) (any, error) {
		with := a[1].(string)
		if utf8.RuneCountInString(with) > 1 {
			return nil, badArgument("Replacement character string must empty or a single character")
		}
		return fromUTF8(a[0].([]byte), with), nil
	}},
	{Name: "tarn_from_utf8_code", Args: []string{"BLOB", "BIGINT"}, Result: "VARCHAR", Doc: "from_utf8 with a replacement's code point", Fn: func(a []any) (any, error) {
		n := a[1].(int64)
		switch {
		case n < 0 && !slices.ContainsFunc(a[0].([]byte), func(b byte) bool { return b > 0x7f }): // Trino looks at the number when there is more than ASCII
			return string(a[0].([]byte)), nil
		case n < 0:
			return nil, fault("GENERIC_INTERNAL_ERROR", "Invalid code point 0x%X", uint32(n))
		case n > utf8.MaxRune || !utf8.ValidRune(rune(n)):
			return nil, badArgument("Invalid replacement character")
		}
		return fromUTF8(a[0].([]byte), string(rune(n))), nil
	}},
}

// fromUTF8 puts with in the place of each sequence that is no character, where the bytes that belong together by their form are
// one, also those of the five and six that were once allowed.
func fromUTF8(b []byte, with string) string {
	if utf8.Valid(b) {
		return string(b)
	}
	out := make([]byte, 0, len(b)+8)
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r != utf8.RuneError || n > 1 {
			out = append(out, b[:n]...)
			b = b[n:]
			continue
		}
		out = append(out, with...)
		b = b[brokenLength(b):]
	}
	return string(out)
}

// brokenLength is how many bytes at the start of b stand for one broken character.
func brokenLength(b []byte) int {
	want := 1
	for _, least := range []byte{0xC0, 0xE0, 0xF0, 0xF8, 0xFC} {
		if b[0] >= least {
			want++
		}
	}
	if b[0] >= 0xFE {
		want = 1
	}
	n := 1
	for n < want && n < len(b) && b[n]&0xC0 == 0x80 {
		n++
	}
	return n
}
