package serde

import (
	"strconv"
	"strings"
)

// distinct gives the children of an object without those that a later one of the same key replaces.
func (t *tree) distinct(n int32, foldCase bool) []int32 {
	self := t.nodes[n]
	all := make([]int32, 0, self.count)
	seen := make(map[string]bool, self.count)
	for child := self.first; child != 0; child = t.nodes[child].next {
		all = append(all, child)
	}
	for i := len(all) - 1; i >= 0; i-- {
		key := t.nodes[all[i]].name
		if foldCase {
			key = strings.ToLower(key)
		}
		if seen[key] {
			all = append(all[:i], all[i+1:]...)
		}
		seen[key] = true
	}
	return all
}

// openXText is a value in a column of text: a string's own text, and JSON of anything nested.
func (t *tree) openXText(n int32, foldCase bool) string {
	self := &t.nodes[n]
	switch self.kind {
	case jsonString:
		return self.text
	case jsonLiteral:
		if s, ok := canonical(self.text); ok {
			return s
		}
		return self.text
	}
	return string(t.appendOpenX(nil, n, foldCase))
}

// canonical writes a text without quotes that is a boolean or a number.
func canonical(s string) (string, bool) {
	if strings.EqualFold(s, "true") || strings.EqualFold(s, "false") {
		return strings.ToLower(s), true
	}
	if c := s[0]; c != '-' && c != '+' && c != '.' && (c < '0' || c > '9') {
		return "", false
	}
	if n, ok := javaInteger(s); ok {
		return strconv.FormatInt(n, 10), true
	}
	digits, scale, ok := bigDecimal(s)
	if !ok {
		return "", false
	}
	return javaBigDecimal(digits.String(), scale), true
}

// javaBigDecimal writes a number as BigDecimal.toString does.
func javaBigDecimal(digits string, scale int64) string {
	if scale == 0 {
		return digits
	}
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	n := int64(len(digits))
	exponent := n - 1 - scale
	if scale > 0 && exponent >= -6 {
		if n <= scale {
			digits = strings.Repeat("0", int(scale-n)+1) + digits
			n = int64(len(digits))
		}
		return sign + digits[:n-scale] + "." + digits[n-scale:]
	}
	if n > 1 {
		digits = digits[:1] + "." + digits[1:]
	}
	out := sign + digits + "E"
	if exponent >= 0 {
		out += "+"
	}
	return out + strconv.FormatInt(exponent, 10)
}

func (t *tree) appendOpenX(out []byte, n int32, foldCase bool) []byte {
	self := &t.nodes[n]
	switch self.kind {
	case jsonNull:
		return append(out, "null"...)
	case jsonLiteral:
		if s, ok := canonical(self.text); ok {
			return append(out, s...)
		}
		return appendOrgString(out, self.text)
	case jsonString:
		return appendOrgString(out, self.text)
	case jsonArray:
		out = append(out, '[')
		for child := self.first; child != 0; child = t.nodes[child].next {
			if child != self.first {
				out = append(out, ',')
			}
			out = t.appendOpenX(out, child, foldCase)
		}
		return append(out, ']')
	}
	out = append(out, '{')
	for i, child := range t.distinct(n, foldCase) {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(appendOrgString(out, t.nodes[child].name), ':')
		out = t.appendOpenX(out, child, foldCase)
	}
	return append(out, '}')
}

// appendOrgString writes a string as org.json does, which guards </ for pages of HTML.
func appendOrgString(out []byte, s string) []byte {
	out = append(out, '"')
	for i := 0; i < len(s); i++ {
		if s[i] == '/' && i > 0 && s[i-1] == '<' {
			out = append(out, '\\')
		}
		out = appendJSONByte(out, s[i], "0123456789abcdef")
	}
	return append(out, '"')
}

// appendJSONByte writes a byte of a string; digits are those of \u.
func appendJSONByte(out []byte, c byte, digits string) []byte {
	switch c {
	case '"', '\\':
		return append(out, '\\', c)
	case '\b':
		return append(out, `\b`...)
	case '\f':
		return append(out, `\f`...)
	case '\n':
		return append(out, `\n`...)
	case '\r':
		return append(out, `\r`...)
	case '\t':
		return append(out, `\t`...)
	}
	if c < ' ' {
		return append(out, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
	}
	return append(out, c)
}
