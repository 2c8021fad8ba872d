package trinojson

import (
	bytes "encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode reads bytes as the text that they are in SQL/JSON's encodings UTF8, UTF16 and UTF32, which have their lowest byte
// first. What is no text becomes U+FFFD.
func Decode(b []byte, encoding string) string {
	switch encoding {
	case "UTF16":
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = bytes.LittleEndian.Uint16(b[2*i:])
		}
		return string(utf16.Decode(units))
	case "UTF32":
		var s strings.Builder
		for ; len(b) >= 4; b = b[4:] {
			s.WriteRune(rune(bytes.LittleEndian.Uint32(b)))
		}
		return s.String()
	}
	return strings.ToValidUTF8(string(b), "\ufffd")
}

// Encode is Decode's opposite.
func Encode(s, encoding string) []byte {
	switch encoding {
	case "UTF16":
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			b = bytes.LittleEndian.AppendUint16(b, u)
		}
		return b
	case "UTF32":
		b := make([]byte, 0, 4*utf8.RuneCountInString(s))
		for _, r := range s {
			b = bytes.LittleEndian.AppendUint32(b, uint32(r))
		}
		return b
	}
	return []byte(s)
}
