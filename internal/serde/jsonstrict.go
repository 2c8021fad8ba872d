package serde

import (
	"fmt"
	"unicode/utf8"
)

// readStrict reads JSON as Jackson does. What follows the value is not looked at.
func (t *tree) readStrict(src string) error {
	t.reset(src)
	if !utf8.ValidString(src) {
		return t.invalid("Invalid UTF-8")
	}
	t.space()
	_, err := t.strictValue()
	return err
}

func (t *tree) invalid(format string, args ...any) error {
	return &Error{Code: codeCursor, Message: fmt.Sprintf(format, args...) + fmt.Sprintf(" (column %d)", t.pos+1)}
}

func (t *tree) space() {
	for t.pos < len(t.src) {
		switch t.src[t.pos] {
		case ' ', '\t', '\n', '\r':
			t.pos++
		default:
			return
		}
	}
}

func (t *tree) strictValue() (int32, error) {
	if t.depth++; t.depth > maxJSONDepth {
		return 0, t.invalid("Document nesting depth (%d) exceeds the maximum allowed (%d)", t.depth, maxJSONDepth)
	}
	defer func() { t.depth-- }()
	if t.full() {
		return 0, errTooMany
	}
	if t.pos == len(t.src) {
		return 0, t.invalid("Unexpected end-of-input")
	}
	switch c := t.src[t.pos]; {
	case c == '{':
		return t.strictObject()
	case c == '[':
		return t.strictArray()
	case c == '"':
		s, err := t.strictString()
		return t.add(node{kind: jsonString, text: s}), err
	case c == '-' || c >= '0' && c <= '9':
		s, err := t.strictNumber()
		return t.add(node{kind: jsonLiteral, text: s}), err
	}
	from := t.pos
	for t.pos < len(t.src) && (t.src[t.pos]|0x20 >= 'a' && t.src[t.pos]|0x20 <= 'z') {
		t.pos++
	}
	switch word := t.src[from:t.pos]; word {
	case "null":
		return t.add(node{kind: jsonNull}), nil
	case "true", "false":
		return t.add(node{kind: jsonLiteral, text: word}), nil
	case "":
		return 0, t.invalid("Unexpected character (%q): expected a valid value", t.src[t.pos])
	default:
		return 0, t.invalid("Unrecognized token '%s': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')", word)
	}
}

func (t *tree) strictString() (string, error) {
	t.pos++
	from, escaped := t.pos, false
	for t.pos < len(t.src) {
		c := t.src[t.pos]
		t.pos++
		switch {
		case c == '"':
			s := t.src[from : t.pos-1]
			if !escaped {
				return s, nil
			}
			s, ok := unescapeJSON(s, false)
			if !ok {
				return "", t.invalid("Unrecognized character escape")
			}
			return s, nil
		case c == '\\':
			escaped = true
			t.pos++
		case c < ' ':
			return "", t.invalid("Illegal unquoted character ((CTRL-CHAR, code %d)): has to be escaped using backslash to be included in string value", c)
		}
	}
	t.pos = len(t.src)
	return "", t.invalid("Unexpected end-of-input: was expecting closing quote for a string value")
}

func (t *tree) strictNumber() (string, error) {
	from := t.pos
	if t.src[t.pos] == '-' {
		t.pos++
	}
	whole := t.digits()
	if whole == 0 || whole > 1 && t.src[t.pos-whole] == '0' {
		return "", t.invalid("Invalid numeric value: %s", t.src[from:t.pos])
	}
	if t.pos < len(t.src) && t.src[t.pos] == '.' {
		t.pos++
		if t.digits() == 0 {
			return "", t.invalid("Decimal point not followed by a digit")
		}
	}
	if t.pos < len(t.src) && t.src[t.pos]|0x20 == 'e' {
		t.pos++
		if t.pos < len(t.src) && (t.src[t.pos] == '+' || t.src[t.pos] == '-') {
			t.pos++
		}
		if t.digits() == 0 {
			return "", t.invalid("Exponent indicator not followed by a digit")
		}
	}
	return t.src[from:t.pos], nil
}

func (t *tree) digits() int {
	from := t.pos
	for t.pos < len(t.src) && t.src[t.pos] >= '0' && t.src[t.pos] <= '9' {
		t.pos++
	}
	return t.pos - from
}

// closing takes the end of an object or an array, or what separates its members; first says that none was read yet.
func (t *tree) closing(end byte, first bool) (done bool, err error) {
	t.space()
	if t.pos == len(t.src) {
		return false, t.invalid("Unexpected end-of-input: expected close marker for %s", map[byte]string{'}': "Object", ']': "Array"}[end])
	}
	switch c := t.src[t.pos]; {
	case c == end:
		t.pos++
		return true, nil
	case first:
	case c == ',':
		t.pos++
		t.space()
	default:
		return false, t.invalid("Unexpected character (%q): was expecting comma to separate entries", c)
	}
	return false, nil
}

func (t *tree) strictObject() (int32, error) {
	self := t.add(node{kind: jsonObject})
	t.pos++
	for last := int32(0); ; {
		done, err := t.closing('}', last == 0)
		if done || err != nil {
			return self, err
		}
		if t.pos == len(t.src) || t.src[t.pos] != '"' {
			return 0, t.invalid("was expecting double-quote to start field name")
		}
		name, err := t.strictString()
		if err != nil {
			return 0, err
		}
		t.space()
		if t.pos == len(t.src) || t.src[t.pos] != ':' {
			return 0, t.invalid("was expecting a colon to separate field name and value")
		}
		t.pos++
		t.space()
		child, err := t.strictValue()
		if err != nil {
			return 0, err
		}
		t.nodes[child].name = name
		t.adopt(self, last, child)
		last = child
	}
}

func (t *tree) strictArray() (int32, error) {
	self := t.add(node{kind: jsonArray})
	t.pos++
	for last := int32(0); ; {
		done, err := t.closing(']', last == 0)
		if done || err != nil {
			return self, err
		}
		child, err := t.strictValue()
		if err != nil {
			return 0, err
		}
		t.adopt(self, last, child)
		last = child
	}
}
