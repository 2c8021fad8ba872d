package decode

import (
	"unicode/utf8"

	"tarn/internal/schema"
)

// normalise returns an event's text without what keeps it from columns: of members that share a name only the last stays, in
// the event and in its row columns; a byte that is not UTF-8 becomes the escape \udcXX, half a pair that no text means
// otherwise (Python's surrogateescape). The result is equal to the text as EqualJSON sees it.
func normalise(text []byte, columns []schema.Stored) []byte {
	if !utf8.Valid(text) {
		text = escapeBytes(text)
	}
	return dedupe(nil, text, columns)
}

func escapeBytes(text []byte) []byte {
	out := make([]byte, 0, len(text)+64)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r != utf8.RuneError || n != 1 {
			out = append(out, text[i:i+n]...)
			i += n
			continue
		}
		if afterHighHalf(out) {
			// The escape would complete the pair.
			out = append(out, "\ufffd"...)
		} else {
			c := text[i]
			out = append(out, '\\', 'u', 'd', 'c', hexDigits[c>>4], hexDigits[c&15])
		}
		i++
	}
	return out
}

// afterHighHalf says whether text ends in the escape of a pair's first half.
func afterHighHalf(text []byte) bool {
	n := len(text)
	if n < 6 || text[n-6] != '\\' || text[n-5] != 'u' || text[n-4]|0x20 != 'd' || hexDigit[text[n-3]] == 0 {
		return false
	}
	if r := hexDigit[text[n-3]] - 1; r < 8 || r > 11 {
		return false
	}
	slashes := 0
	for i := n - 6; i >= 0 && text[i] == '\\'; i-- {
		slashes++
	}
	return slashes%2 == 1
}

// dedupe appends an object's text without the members that a later one of the same name replaces.
func dedupe(dst, text []byte, columns []schema.Stored) []byte {
	parts, ok := listMembers(text)
	if !ok {
		return append(dst, text...)
	}
	place := make(map[string]int, len(parts))
	for i := range parts {
		place[string(parts[i].name)] = i
	}
	dst = append(dst, '{')
	for i, p := range parts {
		if place[string(p.name)] != i {
			continue
		}
		if dst[len(dst)-1] != '{' {
			dst = append(dst, ',')
		}
		dst = append(dst, p.raw...)
		dst = append(dst, ':')
		if row := rowMembers(columns, p.name); row != nil && p.value[0] == '{' {
			dst = dedupe(dst, p.value, row)
		} else {
			dst = append(dst, p.value...)
		}
	}
	return append(dst, '}')
}
