package trinojson

// Members calls f for each member of the object that a text is, until it returns false, with the value's text: a text's own, a
// number's and a nested value's as delivered. null is true for null. It reports false for a text that is no object, or broken
// before the end of what was read.
func Members(doc string, f func(name, text string, null bool) bool) bool {
	r := newReader(doc)
	if t, err := r.next(); err != nil || t != startObject {
		return false
	}
	for {
		t, err := r.next()
		if err != nil {
			return false
		}
		if t == endObject {
			return true
		}
		name := r.decoded()
		r.space()
		from := r.pos
		if t, err = r.next(); err != nil {
			return false
		}
		value := r.raw()
		switch t {
		case text:
			value = sqlText(r.decoded())
		case startObject, startArray:
			if r.skip() != nil {
				return false
			}
			value = r.s[from:r.pos]
		}
		if !f(name, value, t == null) {
			return true
		}
	}
}
