package decode

import (
	"bytes"
	"crypto/sha256"
	"slices"
)

// EqualJSON reports whether two JSON texts are equal: the same members (null is not absent), types, number text and decoded
// strings. The order of members, white space and escapes may differ; of members that share a name the last counts. A text
// that is not valid JSON, or nested deeper than 10,000, equals nothing.
func EqualJSON(a, b []byte) bool {
	var ta, tb tree
	return ta.parse(a) && tb.parse(b) && equalNodes(&ta, &tb, 0, 0)
}

// ContentHash is the SHA-256 of a form that all texts equal to raw as EqualJSON sees it share; for a text that is not valid
// JSON, of the text itself. It identifies an event without an eventID.
func ContentHash(raw []byte) [32]byte {
	var t tree
	if !t.parse(raw) {
		return sha256.Sum256(raw)
	}
	return sha256.Sum256(t.canonical(make([]byte, 0, len(raw)), 0))
}

// tree is a JSON text taken apart: the nodes lie in the order of the text, each before its children.
type tree struct {
	s     scanner
	nodes []node
}

// node is one value. Objects have their children sorted by name, without those that a later one replaces.
type node struct {
	name []byte // decoded, for an object's member
	kind byte   // the value's first byte: { [ " or a scalar's
	text []byte // a string's decoded inside, a scalar's text
	kids []int32
}

func (t *tree) parse(text []byte) bool {
	t.s.setText(text)
	i := t.s.space(0)
	if end := t.s.value(i); end < 0 || t.s.space(end) != t.s.end {
		return false
	}
	t.add(i)
	return true
}

func (t *tree) add(i int) (index int32, next int) {
	s := &t.s
	index = int32(len(t.nodes))
	t.nodes = append(t.nodes, node{kind: s.b[i]})
	var kids []int32
	switch c := s.b[i]; c {
	case '{', '[':
		for i = s.space(i + 1); s.b[i] != c+2; {
			var name []byte
			if c == '{' {
				var flags uint64
				var raw []byte
				raw, flags, i = s.name(i)
				if name = raw[1 : len(raw)-1]; flags != 0 {
					name, _ = appendText(nil, name, asWTF8)
				}
			}
			var kid int32
			kid, i = t.add(i)
			t.nodes[kid].name = name
			kids = append(kids, kid)
			if i = s.space(i); s.b[i] == ',' {
				i = s.space(i + 1)
			}
		}
		if c == '{' {
			kids = t.sorted(kids)
		}
		t.nodes[index].kids = kids
		return index, i + 1
	case '"':
		end, flags := s.str(i + 1)
		text := s.b[i+1 : end]
		if flags != 0 {
			text, _ = appendText(nil, text, asWTF8)
		}
		t.nodes[index].text = text
		return index, end + 1
	}
	end := s.value(i)
	t.nodes[index].text = s.b[i:end]
	return index, end
}

func (t *tree) sorted(kids []int32) []int32 {
	slices.SortStableFunc(kids, func(a, b int32) int { return bytes.Compare(t.nodes[a].name, t.nodes[b].name) })
	last := kids[:0]
	for i, k := range kids {
		if i+1 == len(kids) || !bytes.Equal(t.nodes[k].name, t.nodes[kids[i+1]].name) {
			last = append(last, k)
		}
	}
	return last
}

func equalNodes(ta, tb *tree, a, b int32) bool {
	x, y := &ta.nodes[a], &tb.nodes[b]
	if !bytes.Equal(x.text, y.text) || len(x.kids) != len(y.kids) || class(x.kind) != class(y.kind) {
		return false
	}
	for i := range x.kids {
		if !bytes.Equal(ta.nodes[x.kids[i]].name, tb.nodes[y.kids[i]].name) || !equalNodes(ta, tb, x.kids[i], y.kids[i]) {
			return false
		}
	}
	return true
}

// class tells objects, arrays and strings from each other and from what its text alone identifies.
func class(kind byte) byte {
	switch kind {
	case '{', '[', '"':
		return kind
	}
	return 0
}

func (t *tree) canonical(dst []byte, at int32) []byte {
	n := &t.nodes[at]
	switch n.kind {
	case '{', '[':
		dst = append(dst, n.kind)
		for i, k := range n.kids {
			if i > 0 {
				dst = append(dst, ',')
			}
			if n.kind == '{' {
				dst = appendQuoted(dst, t.nodes[k].name)
				dst = append(dst, ':')
			}
			dst = t.canonical(dst, k)
		}
		return append(dst, n.kind+2)
	case '"':
		return appendQuoted(dst, n.text)
	}
	return append(dst, n.text...)
}
