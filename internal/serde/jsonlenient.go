package serde

import (
	"fmt"
	"strings"
)

// readLenient reads JSON as org.json does, which the OpenX SerDe reads by: it allows comments (// # /* */), strings without
// quotes or in single ones, = and => for :, ; for commas, and empty places in arrays, which are null. What follows the value is
// not looked at.
func (t *tree) readLenient(src string) error {
	t.reset(src)
	_, err := t.lenientValue()
	return err
}

// malformed is a JSONException of org.json.
func (t *tree) malformed(format string, args ...any) error {
	at := t.pos
	if at == len(t.src) {
		at++ // org.json counts the end, too
	}
	what := fmt.Sprintf(format, args...)
	return &Error{Code: codeCursor, Message: fmt.Sprintf("Row is not a valid JSON Object - JSONException: %s at %d [character %d line 1]", what, at, at+1)}
}

// seek gives the first byte that is neither space nor comment, or -1 at the end.
func (t *tree) seek() (int, error) {
	for t.pos < len(t.src) {
		c := t.src[t.pos]
		t.pos++
		switch c {
		case ' ', '\t', '\n', '\r':
		case '#':
			t.skipLine()
		case '/':
			rest := t.src[t.pos:]
			switch {
			case strings.HasPrefix(rest, "*"):
				end := strings.Index(rest[1:], "*/")
				if end < 0 {
					return 0, t.malformed("Unclosed comment")
				}
				t.pos += end + 3
			case strings.HasPrefix(rest, "/"):
				t.skipLine()
			default:
				return int(c), nil
			}
		default:
			return int(c), nil
		}
	}
	return -1, nil
}

func (t *tree) skipLine() {
	if i := strings.IndexAny(t.src[t.pos:], "\r\n"); i >= 0 {
		t.pos += i + 1
	} else {
		t.pos = len(t.src)
	}
}

func (t *tree) lenientValue() (int32, error) {
	if t.depth++; t.depth > maxJSONDepth {
		return 0, t.malformed("the text is nested deeper than %d", maxJSONDepth)
	}
	defer func() { t.depth-- }()
	if t.full() {
		return 0, errTooMany
	}
	c, err := t.seek()
	if err != nil {
		return 0, err
	}
	switch {
	case c < 0:
		return 0, t.malformed("Missing value")
	case c == '{':
		return t.lenientObject()
	case c == '[':
		return t.lenientArray()
	case c == '"' || c == '\'':
		s, err := t.lenientString(byte(c))
		return t.add(node{kind: jsonString, text: s}), err
	}
	t.pos--
	from := t.pos
	for t.pos < len(t.src) && strings.IndexByte(" \r\n\t\f{}[]/\\:,=;#", t.src[t.pos]) < 0 {
		t.pos++
	}
	s := t.src[from:t.pos]
	if s == "" {
		return 0, t.malformed("Missing value")
	}
	if strings.EqualFold(s, "null") {
		return t.add(node{kind: jsonNull}), nil
	}
	return t.add(node{kind: jsonLiteral, text: s}), nil
}

func (t *tree) lenientString(quote byte) (string, error) {
	from, escaped := t.pos, false
	for t.pos < len(t.src) {
		c := t.src[t.pos]
		t.pos++
		switch c {
		case quote:
			s := t.src[from : t.pos-1]
			if !escaped {
				return s, nil
			}
			s, ok := unescapeJSON(s, true)
			if !ok {
				return "", t.malformed("Illegal escape")
			}
			return s, nil
		case '\\':
			escaped = true
			t.pos++
		}
	}
	t.pos = len(t.src)
	return "", t.malformed("Unterminated string")
}

func (t *tree) lenientObject() (int32, error) {
	self := t.add(node{kind: jsonObject})
	c, err := t.seek()
	if err != nil {
		return 0, err
	}
	if c == '}' {
		return self, nil
	}
	if c >= 0 {
		t.pos--
	} else {
		return 0, t.malformed("A JSONObject text must end with '}'")
	}
	last := int32(0)
	for {
		mark := len(t.nodes)
		key, err := t.lenientValue()
		if err != nil {
			return 0, err
		}
		k := t.nodes[key]
		if k.kind != jsonString && k.kind != jsonLiteral {
			return 0, t.malformed("A JSONObject's key must be a string")
		}
		t.nodes = t.nodes[:mark]
		c, err := t.seek()
		if err != nil {
			return 0, err
		}
		if c != ':' && c != '=' {
			return 0, t.malformed("Expected a ':' after a key")
		}
		if c == '=' && strings.HasPrefix(t.src[t.pos:], ">") {
			t.pos++
		}
		child, err := t.lenientValue()
		if err != nil {
			return 0, err
		}
		t.nodes[child].name = k.text
		t.adopt(self, last, child)
		last = child
		if c, err = t.seek(); err != nil {
			return 0, err
		}
		switch c {
		case '}':
			return self, nil
		case ',', ';':
		case -1:
			return 0, t.malformed("A JSONObject text must end with '}'")
		default:
			return 0, t.malformed("Expected a ',' or '}'")
		}
	}
}

func (t *tree) lenientArray() (int32, error) {
	self := t.add(node{kind: jsonArray})
	last, trailing := int32(0), false
	for {
		c, err := t.seek()
		if err != nil {
			return 0, err
		}
		var child int32
		switch c {
		case -1:
			return 0, t.malformed("Expected a ',' or ']'")
		case ']':
			if trailing {
				t.adopt(self, last, t.add(node{kind: jsonNull}))
			}
			return self, nil
		case ',', ';':
			if t.full() {
				return 0, errTooMany
			}
			child = t.add(node{kind: jsonNull})
			t.adopt(self, last, child)
			last, trailing = child, true
			continue
		}
		t.pos--
		if child, err = t.lenientValue(); err != nil {
			return 0, err
		}
		t.adopt(self, last, child)
		last = child
		if c, err = t.seek(); err != nil {
			return 0, err
		}
		if c == ']' {
			return self, nil
		}
		if c != ',' && c != ';' {
			return 0, t.malformed("Expected a ',' or ']'")
		}
		trailing = true
	}
}
