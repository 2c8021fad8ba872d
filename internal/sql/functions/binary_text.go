package functions

import (
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"unicode/utf8"
)

var binaryTexts = []Native{
	{Name: "tarn_from_hex", Args: []string{"BLOB"}, Result: "BLOB", Doc: "from_hex", Fn: fromHex},
	{Name: "tarn_from_base64", Args: []string{"BLOB"}, Result: "BLOB", Doc: "from_base64", Fn: func(a []any) (any, error) { return fromBase64(a[0].([]byte), '+', '/') }},
	{Name: "tarn_from_base64url", Args: []string{"BLOB"}, Result: "BLOB", Doc: "from_base64url", Fn: func(a []any) (any, error) { return fromBase64(a[0].([]byte), '-', '_') }},
	{Name: "tarn_to_base32", Args: []string{"BLOB"}, Result: "VARCHAR", Doc: "to_base32", Fn: func(a []any) (any, error) { return base32.StdEncoding.EncodeToString(a[0].([]byte)), nil }},
	{Name: "tarn_from_base32", Args: []string{"BLOB"}, Result: "BLOB", Doc: "from_base32", Fn: func(a []any) (any, error) { return fromBase32(string(a[0].([]byte))) }},
}

func fromHex(a []any) (any, error) {
	in := a[0].([]byte)
	if len(in)%2 != 0 {
		return nil, badArgument("invalid input length %d", len(in))
	}
	out := make([]byte, len(in)/2)
	if _, err := hex.Decode(out, in); err != nil {
		var bad hex.InvalidByteError
		if b, ok := err.(hex.InvalidByteError); ok {
			bad = b
		}
		return nil, notHexadecimal(byte(bad))
	}
	return out, nil
}

func notHexadecimal(b byte) error {
	return badArgument("not a hexadecimal digit: \"%c\" = %d", b, b)
}

// fromBase64 reads what java.util.Base64 reads: the padding may be missing as a whole, and bits that are left over are not
// looked at. https://docs.oracle.com/en/java/javase/24/docs/api/java.base/java/util/Base64.html
func fromBase64(in []byte, c62, c63 byte) (any, error) {
	if len(in) == 1 {
		return nil, badArgument("Input byte[] should at least have 2 bytes for base64 bytes")
	}
	out := make([]byte, 0, len(in)/4*3+2)
	bits, have, at := 0, 0, 0
digits:
	for at < len(in) {
		b := in[at]
		at++
		v := 0
		switch {
		case 'A' <= b && b <= 'Z':
			v = int(b - 'A')
		case 'a' <= b && b <= 'z':
			v = int(b-'a') + 26
		case '0' <= b && b <= '9':
			v = int(b-'0') + 52
		case b == c62:
			v = 62
		case b == c63:
			v = 63
		case b == '=':
			v = -1
		default:
			return nil, badArgument("Illegal base64 character %s", javaHex(b))
		}
		if v < 0 {
			ended := false
			if have == 2 {
				ended = at == len(in) || in[at] != '='
				at++
			}
			if ended || have == 0 {
				return nil, badArgument("Input byte array has wrong 4-byte ending unit")
			}
			break digits
		}
		bits = bits<<6 | v
		if have++; have == 4 {
			out = append(out, byte(bits>>16), byte(bits>>8), byte(bits))
			bits, have = 0, 0
		}
	}
	switch have {
	case 1:
		return nil, badArgument("Last unit does not have enough valid bits")
	case 2:
		out = append(out, byte(bits>>4))
	case 3:
		out = append(out, byte(bits>>10), byte(bits>>2))
	}
	if at < len(in) {
		return nil, badArgument("Input byte array has incorrect ending byte at %d", at)
	}
	return out, nil
}

// javaHex is a byte in hexadecimal with Java's sign.
func javaHex(b byte) string { return fmt.Sprintf("%x", int8(b)) }

// fromBase32 reads what Guava's BaseEncoding reads.
func fromBase32(s string) (any, error) {
	for s != "" && s[len(s)-1] == '=' {
		s = s[:len(s)-1]
	}
	length := 0
	for _, r := range s {
		if length++; r > 0xFFFF {
			length++
		}
	}
	switch length % 8 {
	case 1, 3, 6:
		return nil, badArgument("Invalid input length %d", length)
	}
	out := make([]byte, 0, len(s)*5/8)
	bits, have := 0, 0
	for _, r := range s {
		v := 0
		switch {
		case 'A' <= r && r <= 'Z':
			v = int(r - 'A')
		case '2' <= r && r <= '7':
			v = int(r-'2') + 26
		case r <= ' ' || r >= 0x7F && r <= utf8.MaxRune:
			return nil, badArgument("Unrecognized character: 0x%x", r)
		default:
			return nil, badArgument("Unrecognized character: %c", r)
		}
		bits = (bits<<5 | v) & 0xFFFF
		if have += 5; have >= 8 {
			have -= 8
			out = append(out, byte(bits>>have))
		}
	}
	return out, nil
}
