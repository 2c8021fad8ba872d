package decode

import "unicode/utf8"

// A string's text can be decoded two ways. As UTF-8, a surrogate without its other half and a byte that is not UTF-8 become
// U+FFFD, as in encoding/json. As WTF-8 (https://simonsapin.github.io/wtf-8/) nothing is lost: a lone surrogate keeps its
// number in three bytes, and a byte that is not UTF-8 becomes U+DC00 plus the byte.
type textForm uint8

const (
	asUTF8 textForm = iota
	asWTF8
)

// appendText appends the decoded text of a string's inside, which a scanner has passed. exact says that the UTF-8 form
// loses nothing.
func appendText(dst, src []byte, form textForm) (out []byte, exact bool) {
	exact = true
	for i := 0; i < len(src); {
		c := src[i]
		if c < utf8.RuneSelf && c != '\\' {
			dst = append(dst, c)
			i++
			continue
		}
		if c != '\\' {
			r, n := utf8.DecodeRune(src[i:])
			if r == utf8.RuneError && n == 1 {
				exact = false
				dst = appendRune(dst, 0xdc00+rune(c), form)
			} else {
				dst = append(dst, src[i:i+n]...)
			}
			i += n
			continue
		}
		c = src[i+1]
		if c != 'u' {
			dst = append(dst, unescaped(c))
			i += 2
			continue
		}
		r := hex4(src[i+2:])
		i += 6
		if r >= 0xd800 && r < 0xdc00 && i+6 <= len(src) && src[i] == '\\' && src[i+1] == 'u' {
			if low := hex4(src[i+2:]); low >= 0xdc00 && low < 0xe000 {
				r = (r-0xd800)<<10 | (low - 0xdc00) + 0x10000
				i += 6
			}
		}
		if r >= 0xd800 && r < 0xe000 {
			exact = false
		}
		dst = appendRune(dst, r, form)
	}
	return dst, exact
}

func appendRune(dst []byte, r rune, form textForm) []byte {
	if form == asWTF8 && r >= 0xd800 && r < 0xe000 {
		return append(dst, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
	}
	return utf8.AppendRune(dst, r)
}

func unescaped(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

func hex4(b []byte) rune {
	var r rune
	for _, c := range b[:4] {
		r = r<<4 | rune(hexDigit[c]-1)
	}
	return r
}

const hexDigits = "0123456789abcdef"

// appendQuoted appends text as a JSON string. Only what must be escaped is.
func appendQuoted[T string | []byte](dst []byte, text T) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, text[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	dst = append(dst, text[from:]...)
	return append(dst, '"')
}

// appendPaired appends JSON text in which a \u escape that is half a surrogate pair without the other half becomes \ufffd:
// text that strict readers (yyjson in DuckDB) accept.
func appendPaired(dst, src []byte) []byte {
	for i := 0; i < len(src); i++ {
		if src[i] != '\\' {
			dst = append(dst, src[i])
			continue
		}
		if src[i+1] != 'u' {
			dst = append(dst, src[i], src[i+1])
			i++
			continue
		}
		r := hex4(src[i+2:])
		switch {
		case r < 0xd800 || r >= 0xe000:
			dst = append(dst, src[i:i+6]...)
			i += 5
		case r < 0xdc00 && i+12 <= len(src) && src[i+6] == '\\' && src[i+7] == 'u' && isLow(hex4(src[i+8:])):
			dst = append(dst, src[i:i+12]...)
			i += 11
		default:
			dst = append(dst, `\ufffd`...)
			i += 5
		}
	}
	return dst
}

func isLow(r rune) bool { return r >= 0xdc00 && r < 0xe000 }
