package decode

import "unicode/utf8"

// escapeText is text of a line for a column. A byte that is not UTF-8 becomes \xHH, which is how AWS's own logs write bytes that
// they cannot keep; valid says that there was none, and the text is the line's own.
func escapeText(dst, text []byte) (out []byte, valid bool) {
	if utf8.Valid(text) {
		return text, true
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			c := text[i]
			dst = append(dst, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
		} else {
			dst = append(dst, text[i:i+n]...)
		}
		i += n
	}
	return dst, false
}
