package functions

import (
	"strings"
	"unicode"
)

var textDistances = []Native{
	{Name: "tarn_levenshtein", Args: []string{"VARCHAR", "VARCHAR"}, Result: "BIGINT", Doc: "levenshtein_distance", Fn: func(a []any) (any, error) {
		return levenshtein([]rune(a[0].(string)), []rune(a[1].(string)))
	}},
	{Name: "tarn_hamming", Args: []string{"VARCHAR", "VARCHAR"}, Result: "BIGINT", Doc: "hamming_distance", Fn: func(a []any) (any, error) {
		x, y := []rune(a[0].(string)), []rune(a[1].(string))
		if len(x) != len(y) {
			return nil, badArgument("The input strings to hamming_distance function must have the same length")
		}
		n := int64(0)
		for i := range x {
			if x[i] != y[i] {
				n++
			}
		}
		return n, nil
	}},
	{Name: "tarn_luhn", Args: []string{"VARCHAR"}, Result: "BOOLEAN", Doc: "luhn_check", Fn: func(a []any) (any, error) { return luhn(a[0].(string)) }},
	{Name: "tarn_word_stem", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "word_stem", Fn: func(a []any) (any, error) { return wordStem(a[0].(string), a[1].(string)) }},
	{Name: "tarn_soundex", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "soundex", Fn: func(a []any) (any, error) { return soundex(a[0].(string)) }},
}

func levenshtein(x, y []rune) (any, error) {
	if len(x) < len(y) {
		x, y = y, x
	}
	if len(y) == 0 {
		return int64(len(x)), nil
	}
	if len(x)*(len(y)-1) > 1_000_000 {
		return nil, badArgument("The combined inputs for Levenshtein distance are too large")
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			next := diagonal
			if x[i] != y[j] {
				next = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return int64(row[len(y)]), nil
}

func luhn(s string) (any, error) {
	if s == "" {
		return false, nil
	}
	sum, double := 0, false
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] < '0' || s[i] > '9' {
			return nil, badArgument("Input contains non-digit character")
		}
		d := int(s[i] - '0')
		if double {
			d *= 2
		}
		sum += d/10 + d%10
		double = !double
	}
	return sum%10 == 0, nil
}

// soundexCodes are the letters' digits.
const soundexCodes = "01230120022455012623010202"

// soundex is that of Apache Commons Codec, which Trino calls: https://commons.apache.org/proper/commons-codec/
func soundex(s string) (any, error) {
	var letters []rune
	for _, r := range s {
		if r <= 0xFFFF && unicode.IsLetter(r) {
			letters = append(letters, []rune(upperFull(r))...)
		}
	}
	if len(letters) == 0 {
		return "", nil
	}
	code := func(r rune) (byte, error) {
		if r < 'A' || r > 'Z' {
			return 0, badArgument("The character is not mapped: %c (index=%d)", r, r-'A')
		}
		return soundexCodes[r-'A'], nil
	}
	last, err := code(letters[0])
	if err != nil {
		return nil, err
	}
	out := []byte(string(letters[0]))
	for _, r := range letters[1:] {
		if len(out) == 4 {
			break
		}
		if r == 'H' || r == 'W' {
			continue
		}
		c, err := code(r)
		if err != nil {
			return nil, err
		}
		if c != '0' && c != last {
			out = append(out, c)
		}
		last = c
	}
	return string(out) + strings.Repeat("0", 4-len(out)), nil
}

// capitals are the letters that become several where Java writes a text in upper case.
var capitals = map[rune]string{'ß': "SS", 'ﬀ': "FF", 'ﬁ': "FI", 'ﬂ': "FL", 'ﬃ': "FFI", 'ﬄ': "FFL", 'ﬅ': "ST", 'ﬆ': "ST"}

func upperFull(r rune) string {
	if s, ok := capitals[r]; ok {
		return s
	}
	return string(toUpper(r))
}
