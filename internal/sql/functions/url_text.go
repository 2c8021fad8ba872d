package functions

import (
	"strings"

	"tarn/internal/schema"
)

var urlTexts = []Native{
	{Name: "tarn_url_part", Total: true, Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "url_extract_host and its kind", Fn: func(a []any) (any, error) {
		u, ok := parseURI(a[0].(string))
		if !ok {
			return nil, nil
		}
		switch a[1].(string) {
		case "host":
			return u.host, nil
		case "path":
			return unescape(u.path), nil
		case "protocol":
			return u.scheme, nil
		case "query":
			return unescape(u.query), nil
		}
		return unescape(u.fragment), nil
	}},
	{Name: "tarn_url_port", Total: true, Args: []string{"VARCHAR"}, Result: "BIGINT", Doc: "url_extract_port", Fn: func(a []any) (any, error) {
		u, ok := parseURI(a[0].(string))
		if !ok || u.port < 0 {
			return nil, nil
		}
		return u.port, nil
	}},
	{Name: "tarn_url_parameter", Total: true, Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "url_extract_parameter", Fn: func(a []any) (any, error) {
		u, ok := parseURI(a[0].(string))
		if !ok || !u.hasQuery {
			return nil, nil
		}
		for _, pair := range strings.Split(u.query, "&") {
			if key, value, _ := strings.Cut(pair, "="); key == a[1].(string) {
				return decodeForm(value)
			}
		}
		return nil, nil
	}},
	{Name: "tarn_url_encode", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "url_encode", Fn: func(a []any) (any, error) {
		const digits = "0123456789ABCDEF"
		s := a[0].(string)
		out := make([]byte, 0, len(s)+16)
		for i := range len(s) {
			switch b := s[i]; {
			case 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || strings.IndexByte("-_.*", b) >= 0:
				out = append(out, b)
			case b == ' ':
				out = append(out, '+')
			default:
				out = append(out, '%', digits[b>>4], digits[b&15])
			}
		}
		return string(out), nil
	}},
	{Name: "tarn_url_decode", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "url_decode", Fn: func(a []any) (any, error) { return decodeForm(a[0].(string)) }},
}

func encodedLength(args []schema.Type, _ schema.Type) schema.Type {
	return textOf(length(args[0]) * 12)
}

// decodeForm is java.net.URLDecoder's.
func decodeForm(s string) (any, error) {
	if !strings.ContainsAny(s, "+%") {
		return s, nil
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if s[i] != '%' {
			b := s[i]
			if b == '+' {
				b = ' '
			}
			out = append(out, b)
			i++
			continue
		}
		var run []byte
		for ; i < len(s) && s[i] == '%'; i += 3 {
			if i+2 >= len(s) {
				return nil, badArgument("URLDecoder: Incomplete trailing escape (%%) pattern")
			}
			for j := i + 1; j <= i+2; j++ {
				if !isHex(s[j]) {
					return nil, badArgument("URLDecoder: Illegal hex characters in escape (%%) pattern - not a hexadecimal digit: \"%c\" = %d", s[j], s[j])
				}
			}
			run = append(run, unhex(s[i+1])<<4|unhex(s[i+2]))
		}
		out = append(out, decodedText(run)...)
	}
	return string(out), nil
}

func isHex(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b && b <= 'f' || 'A' <= b && b <= 'F'
}

func unhex(b byte) byte {
	switch {
	case b <= '9':
		return b - '0'
	case b <= 'F':
		return b - 'A' + 10
	}
	return b - 'a' + 10
}
