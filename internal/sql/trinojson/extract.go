package trinojson

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Step is one step of json_extract's paths: an object's member, or an array's element where the name is a number.
type Step struct {
	Key string
	// Index is the element; negative for a name that is no number.
	Index int
}

// ParsePath reads the paths of json_extract and its kin: $.name, $["name"], $[0].
// https://trino.io/docs/current/functions/json.html#json_extract
func ParsePath(path string) ([]Step, error) {
	invalid := fmt.Errorf("INVALID_FUNCTION_ARGUMENT: Invalid JSON path: '%s'", path)
	s, ok := strings.CutPrefix(path, "$")
	if !ok {
		return nil, invalid
	}
	var steps []Step
	for s != "" {
		var key string
		switch {
		case s[0] == '.':
			key = s[1 : 1+nameLength(s[1:], true)]
			s = s[1+len(key):]
			ok = key != ""
		case strings.HasPrefix(s, `["`):
			key, s, ok = quotedKey(s[2:])
		case s[0] == '[':
			key = s[1 : 1+nameLength(s[1:], false)]
			s, ok = strings.CutPrefix(s[1+len(key):], "]")
			ok = ok && key != ""
		default:
			ok = false
		}
		if !ok {
			return nil, invalid
		}
		steps = append(steps, Step{key, indexOf(key)})
	}
	return steps, nil
}

// nameLength is the number of bytes of a name without quotes.
func nameLength(s string, colon bool) int {
	for i, c := range s {
		if c != '_' && !(c == ':' && colon) && (c > 0xffff || c == utf8.RuneError || !unicode.IsLetter(c) && !unicode.IsDigit(c)) {
			return i
		}
	}
	return len(s)
}

func quotedKey(s string) (key, rest string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			rest, ok = strings.CutPrefix(s[i+1:], "]")
			return b.String(), rest, ok
		case '\\':
			i++
			if i == len(s) || s[i] != '"' && s[i] != '\\' {
				return "", "", false
			}
		}
		b.WriteByte(s[i])
	}
	return "", "", false
}

func indexOf(key string) int {
	n, err := strconv.ParseInt(key, 10, 32)
	if err != nil {
		return -1
	}
	return int(n)
}

// find moves a reader from the start of a text to the value at a path. It reports false where there is none, or where the text
// is broken before it.
func (r *reader) find(steps []Step) bool {
	t, err := r.next()
	if err != nil || t == end {
		return false
	}
	for _, s := range steps {
		switch {
		case t == startObject:
			if !r.member(s.Key) {
				return false
			}
		case t == startArray:
			if s.Index < 0 || !r.element(s.Index) {
				return false
			}
		default:
			return false
		}
		t = r.tok
	}
	return true
}

func (r *reader) member(key string) bool {
	for {
		t, err := r.next()
		if err != nil || t == endObject {
			return false
		}
		found := r.named(key)
		if _, err := r.next(); err != nil {
			return false
		}
		if found {
			return true
		}
		if r.skip() != nil {
			return false
		}
	}
}

func (r *reader) element(index int) bool {
	for i := 0; ; i++ {
		t, err := r.next()
		if err != nil || t == endArray {
			return false
		}
		if i == index {
			return true
		}
		if r.skip() != nil {
			return false
		}
	}
}

// Scalar is json_extract_scalar: the text of the scalar at a path, false for NULL.
func Scalar(doc string, steps []Step) (string, bool) {
	r := newReader(doc)
	if !r.find(steps) || !r.tok.scalar() || r.tok == null {
		return "", false
	}
	if r.tok == text {
		return sqlText(r.decoded()), true
	}
	return r.raw(), true
}

// Extract is json_extract: the value at a path as JSON, false for NULL.
func Extract(doc string, steps []Step) (string, bool) {
	r := newReader(doc)
	if !r.find(steps) {
		return "", false
	}
	out, err := copyValue(nil, r)
	return string(out), err == nil
}

// Size is json_size: how many members or elements there are at a path, 0 for a scalar, false for NULL.
func Size(doc string, steps []Step) (int64, bool) {
	r := newReader(doc)
	if !r.find(steps) {
		return 0, false
	}
	return r.count()
}

func (r *reader) count() (int64, bool) {
	if r.tok != startObject && r.tok != startArray {
		return 0, true
	}
	for n := int64(0); ; n++ {
		t, err := r.next()
		if err != nil {
			return 0, false
		}
		switch t {
		case endObject, endArray:
			return n, true
		case field:
			if _, err := r.next(); err != nil {
				return 0, false
			}
		}
		if r.skip() != nil {
			return 0, false
		}
	}
}

// IsScalar is is_json_scalar.
func IsScalar(doc string) (bool, error) {
	invalid := fmt.Errorf("INVALID_FUNCTION_ARGUMENT: Invalid JSON value: %s", doc)
	r := newReader(doc)
	t, err := r.next()
	if err != nil || t == end || r.skip() != nil {
		return false, invalid
	}
	if after, err := r.next(); err != nil || after != end {
		return false, invalid
	}
	return t.scalar(), nil
}
