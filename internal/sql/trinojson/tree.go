package trinojson

import (
	"fmt"
	"sort"
	"unicode/utf16"
)

// value is a JSON value in memory. Of members of one name the last counts, at the place of the first.
type value struct {
	kind token // startObject, startArray, or a scalar's
	// text is a decoded text, or a number's or word's own text.
	text    string
	keys    []string
	members map[string]*value
	elems   []*value
}

// maxDepth bounds how deep a value in memory nests.
const maxDepth = 10_000

// readTree reads the value that the reader has come to.
func readTree(r *reader) (*value, error) {
	v := &value{kind: r.tok}
	if len(r.open) > maxDepth {
		return v, errMalformed
	}
	switch r.tok {
	case startObject:
		v.members = map[string]*value{}
		for {
			t, err := r.next()
			if err != nil || t == endObject {
				return v, err
			}
			key := r.decoded()
			if _, err := r.next(); err != nil {
				return v, err
			}
			m, err := readTree(r)
			if err != nil {
				return v, err
			}
			v.set(key, m)
		}
	case startArray:
		for {
			t, err := r.next()
			if err != nil || t == endArray {
				return v, err
			}
			e, err := readTree(r)
			if err != nil {
				return v, err
			}
			v.elems = append(v.elems, e)
		}
	case text:
		v.text = r.decoded()
	default:
		v.text = r.raw()
	}
	return v, nil
}

func (v *value) set(key string, m *value) {
	if v.members[key] == nil {
		v.keys = append(v.keys, key)
	}
	v.members[key] = m
}

// append writes a value. Members are in their order; see appendText for plain.
func (v *value) append(out []byte, plain bool) []byte {
	switch v.kind {
	case startObject:
		out = append(out, '{')
		for i, k := range v.keys {
			if i > 0 {
				out = append(out, ',')
			}
			out = append(appendText(out, k, plain), ':')
			out = v.members[k].append(out, plain)
		}
		return append(out, '}')
	case startArray:
		out = append(out, '[')
		for i, e := range v.elems {
			if i > 0 {
				out = append(out, ',')
			}
			out = e.append(out, plain)
		}
		return append(out, ']')
	case text:
		return appendText(out, v.text, plain)
	case integer, float:
		return append(out, normal(v.kind, v.text)...)
	}
	return append(out, v.text...)
}

// sort puts the members in the order of their names, at every depth.
func (v *value) sort() {
	sort.Slice(v.keys, func(i, j int) bool { return javaLess(v.keys[i], v.keys[j]) })
	for _, m := range v.members {
		m.sort()
	}
	for _, e := range v.elems {
		e.sort()
	}
}

// javaLess compares as Java compares strings: by UTF-16 code units.
func javaLess(a, b string) bool {
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] == b[i] {
			continue
		}
		if a[i] < 0x80 || b[i] < 0x80 || a[i] >= 0xf0 == (b[i] >= 0xf0) {
			return a[i] < b[i]
		}
		x, y := utf16.Encode([]rune(a)), utf16.Encode([]rune(b))
		for i := range x {
			if i == len(y) || x[i] != y[i] {
				return i < len(y) && x[i] < y[i]
			}
		}
		return len(x) < len(y)
	}
	return len(a) < len(b)
}

// Parse is json_parse: the one value of a text, members sorted by name.
func Parse(doc string) (string, error) {
	r := newReader(doc)
	if t, err := r.next(); err == nil && t != end {
		v, err := readTree(r)
		if err == nil {
			if t, err := r.next(); err == nil && t == end {
				v.sort()
				return string(v.append(nil, false)), nil
			}
		}
	}
	return "", fmt.Errorf("INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: '%s'", doc)
}
