package trinojson

import (
	"errors"
	"math"
	"strconv"
)

// elements calls f for each element of an array, which has read no more than its first token, until f returns false. It
// reports false where the text is no array, or broken before the end of what was read.
func elements(doc string, f func(r *reader) (more bool, err error)) bool {
	r := newReader(doc)
	if t, err := r.next(); err != nil || t != startArray {
		return false
	}
	for {
		t, err := r.next()
		if err != nil {
			return false
		}
		if t == endArray {
			return true
		}
		if more, err := f(r); err != nil || !more {
			return err == nil
		}
	}
}

// Length is json_array_length; false for NULL.
func Length(doc string) (n int64, ok bool) {
	ok = elements(doc, func(r *reader) (bool, error) {
		n++
		return true, r.skip()
	})
	return n, ok
}

// Contains is json_array_contains of a bool, int64, float64 or string; ok is false for NULL.
func Contains(doc string, v any) (found, ok bool) {
	if f, isDouble := v.(float64); isDouble && (math.IsNaN(f) || math.IsInf(f, 0)) {
		return false, true // whatever the document is
	}
	ok = elements(doc, func(r *reader) (bool, error) {
		switch v := v.(type) {
		case bool:
			found = v && r.tok == yes || !v && r.tok == no
		case int64:
			if r.tok == integer {
				n, err := strconv.ParseInt(r.raw(), 10, 64)
				found = err == nil && n == v
			}
		case float64:
			if r.tok == float {
				f, _ := strconv.ParseFloat(r.raw(), 64)
				found = f == v && !math.IsInf(f, 0)
			}
		case string:
			found = r.tok == text && sqlText(r.decoded()) == v
		}
		return !found, r.skip()
	})
	return found, ok
}

// Get is json_array_get: an element as JSON (and a text without its quotes, as Trino has it); a negative index counts from the
// end. It gives false for NULL. Trino fails where a null is found from the end.
func Get(doc string, index int64) (string, bool, error) {
	if index == math.MinInt64 {
		return "", false, nil
	}
	type element struct {
		text string
		ok   bool
	}
	var last []element
	count, found := int64(0), element{}
	ok := elements(doc, func(r *reader) (bool, error) {
		var e element
		switch r.tok {
		case startObject, startArray:
			v, err := readTree(r)
			if err != nil {
				return false, err
			}
			e = element{string(v.append(nil, true)), true}
		case text:
			e = element{sqlText(r.decoded()), true}
		case null:
		default:
			e = element{r.raw(), true}
		}
		if index >= 0 && count == index {
			found = e
			return false, nil
		}
		if index < 0 {
			if last = append(last, e); int64(len(last)) > -index {
				last = last[1:]
			}
		}
		count++
		return true, nil
	})
	if ok && index < 0 && count >= -index {
		found = last[0]
		if !found.ok {
			return "", false, errors.New("GENERIC_INTERNAL_ERROR: string is null")
		}
	}
	return found.text, ok && found.ok, nil
}
