package trinojson

import (
	"unicode/utf8"
)

const hexDigits = "0123456789ABCDEF"

// appendText writes a text in quotes as Jackson does: into bytes, characters beyond the first plane are escaped; into a string
// (plain), they are not.
func appendText(out []byte, s string, plain bool) []byte {
	out = append(out, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			v, n := utf8.DecodeRuneInString(s[i:])
			h := half(s[i:])
			switch {
			case h >= 0:
				out = escape(append(out, s[from:i]...), h)
				i += 3
			case v > 0xffff && !plain:
				out = append(out, s[from:i]...)
				out = escape(out, 0xd800+(v-0x10000)>>10)
				out = escape(out, 0xdc00+(v-0x10000)&0x3ff)
				i += n
			default:
				i += n
				continue
			}
			from = i
			continue
		}
		out = append(out, s[from:i]...)
		switch c {
		case '"', '\\':
			out = append(out, '\\', c)
		case '\b':
			out = append(out, '\\', 'b')
		case '\t':
			out = append(out, '\\', 't')
		case '\n':
			out = append(out, '\\', 'n')
		case '\f':
			out = append(out, '\\', 'f')
		case '\r':
			out = append(out, '\\', 'r')
		default:
			out = escape(out, rune(c))
		}
		i++
		from = i
	}
	return append(append(out, s[from:]...), '"')
}

func escape(out []byte, v rune) []byte {
	return append(out, '\\', 'u', hexDigits[v>>12&15], hexDigits[v>>8&15], hexDigits[v>>4&15], hexDigits[v&15])
}

// copyValue writes the value that the reader has come to, without spaces, members in their order, duplicates and all.
func copyValue(out []byte, r *reader) ([]byte, error) {
	depth := len(r.open)
	if r.tok != startObject && r.tok != startArray {
		return appendScalar(out, r, false), nil
	}
	out = append(out, r.open[depth-1])
	comma := false
	for len(r.open) >= depth {
		t, err := r.next()
		if err != nil {
			return out, err
		}
		switch t {
		case endObject:
			out, comma = append(out, '}'), true
			continue
		case endArray:
			out, comma = append(out, ']'), true
			continue
		}
		if comma {
			out = append(out, ',')
		}
		comma = true
		switch t {
		case field:
			out = append(appendText(out, r.decoded(), false), ':')
			comma = false
		case startObject, startArray:
			out = append(out, r.open[len(r.open)-1])
			comma = false
		default:
			out = appendScalar(out, r, false)
		}
	}
	return out, nil
}

func appendScalar(out []byte, r *reader, plain bool) []byte {
	switch r.tok {
	case text:
		return appendText(out, r.decoded(), plain)
	case integer, float:
		return append(out, normal(r.tok, r.raw())...)
	}
	return append(out, r.raw()...)
}
