package serde

import (
	"strings"
	"unicode/utf8"
)

// A tree is a JSON text that was read: its nodes, the root first. It is used again for the next text.
type tree struct {
	nodes []node
	src   string
	pos   int
	depth int
}

type node struct {
	kind nodeKind
	name string // the key, of a member of an object
	text string // of a string and of a literal
	// first is the first child, next the next child of the parent; 0 is none, because the root is nobody's child.
	first, next int32
	count       int32 // of children
}

type nodeKind uint8

const (
	jsonNull nodeKind = iota
	jsonLiteral
	jsonString
	jsonObject
	jsonArray
)

// maxJSONDepth is Jackson's.
const maxJSONDepth = 1000

// maxValues bounds the memory that one row can cause: the values of a JSON text, the elements of a list.
const maxValues = 4 << 20

// full tells that a text has too many values.
func (t *tree) full() bool { return len(t.nodes) >= maxValues }

var errTooMany = &Error{Code: codeBadData, Message: "a row holds more than 4194304 values"}

func (t *tree) reset(src string) {
	clear(t.nodes) // the texts can go
	t.nodes, t.src, t.pos, t.depth = t.nodes[:0], src, 0, 0
}

func (t *tree) add(n node) int32 {
	t.nodes = append(t.nodes, n)
	return int32(len(t.nodes) - 1)
}

// adopt makes a node the next child of parent, after last.
func (t *tree) adopt(parent, last, child int32) {
	if last == 0 {
		t.nodes[parent].first = child
	} else {
		t.nodes[last].next = child
	}
	t.nodes[parent].count++
}

// unescape reads the inside of a string, whose escapes are whole. extra are escapes that JSON does not have.
func unescapeJSON(s string, extra bool) (string, bool) {
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			j := strings.IndexByte(s[i:], '\\')
			if j < 0 {
				j = len(s) - i
			}
			out.WriteString(s[i : i+j])
			i += j
			continue
		}
		if i+1 >= len(s) {
			return "", false
		}
		c := s[i+1]
		i += 2
		switch c {
		case 'b':
			c = '\b'
		case 'f':
			c = '\f'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		case '"', '\\', '/':
		case 'u':
			r, ok := hex4(s[i:])
			if !ok {
				return "", false
			}
			i += 4
			if r >= 0xd800 && r < 0xdc00 && strings.HasPrefix(s[i:], `\u`) {
				if low, ok := hex4(s[i+2:]); ok && low >= 0xdc00 && low < 0xe000 {
					r = (r-0xd800)<<10 | (low - 0xdc00) + 0x10000
					i += 6
				}
			}
			if r >= 0xd800 && r < 0xe000 {
				r = '?' // as Java encodes half a surrogate pair
			}
			out.WriteRune(r)
			continue
		default:
			if !extra {
				return "", false
			}
			switch c {
			case 'a':
				c = 7
			case 'v':
				c = 9 // as the OpenX SerDe has it
			}
			if c >= utf8.RuneSelf {
				i--
				r, n := utf8.DecodeRuneInString(s[i:])
				i += n
				out.WriteRune(r)
				continue
			}
		}
		out.WriteByte(c)
	}
	return out.String(), true
}

func hex4(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	var r rune
	for i := range 4 {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
