package decode

import (
	"bytes"
	"fmt"
)

// tooLarge is the reason why a record over the limit is rejected.
func (d *CloudTrail) tooLarge() string { return fmt.Sprintf("larger than %d bytes", d.max) }

// junk rejects what is neither a record nor part of a container: c is its first byte.
func (d *CloudTrail) junk(c byte) error {
	w := &d.win
	d.begin()
	var k skipped
	switch {
	case c == '[':
		return d.skipRecord("not a CloudTrail event: lists nested deeper than 8")
	case c == '}' || c == ']':
		for {
			i := w.pos
			for i < w.end && d.stray(w.buf[i]) {
				i++
			}
			k.take(w, i)
			if w.pos < w.end || !w.more() {
				return k.reject(d, fmt.Sprintf("corrupt JSON: %q at offset %d, where a record should be", c, d.offset))
			}
		}
	}
	if len(d.frames) > 0 {
		if end := d.scalarElement(); end >= 0 {
			k.take(w, end)
			return k.reject(d, "not a CloudTrail event: "+clip(k.raw)+" instead of an object")
		}
	}
	reason := fmt.Sprintf("corrupt JSON: %q at offset %d, where a record should be", c, d.offset)
	if d.number == 1 {
		for w.end-w.pos < 60 && w.more() {
		}
		reason = "not JSON: " + guess(w.buf[w.pos:w.end])
	}
	d.seek(&k, true)
	return k.reject(d, reason)
}

// stray says whether a byte goes on a run of brackets that close nothing.
func (d *CloudTrail) stray(c byte) bool {
	return c == '}' || c <= ' ' || c == ']' && len(d.frames) == 0
}

// scalarElement returns the index after the scalar at the position if it is an element of the array that is open, or -1.
func (d *CloudTrail) scalarElement() int {
	w, s := &d.win, &d.scan
	for {
		s.set(w.buf, w.end)
		end := s.scalar(w.pos)
		if end >= 0 {
			switch after := s.space(end); {
			case s.b[after] == ',' || s.b[after] == ']':
				return end
			case after < w.end:
				return -1
			}
		} else if !s.short() {
			return -1
		}
		if !w.more() {
			return -1
		}
	}
}

// guess says what text that is not JSON may be.
func guess(text []byte) string {
	for _, m := range []struct{ magic, is string }{
		{"PK\x03\x04", "a zip archive, which must be unpacked first"},
		{"\x1f\x8b", "gzip inside gzip"},
		{"\x28\xb5\x2f\xfd", "zstd inside another compression"},
		{"BZh", "bzip2, which must be unpacked first"},
		{"\xfd7zXZ", "xz, which must be unpacked first"},
		{"PAR1", "a Parquet file"},
		{"Obj\x01", "an Avro file"},
		{"\xff\xfe", "UTF-16 text, which must be converted to UTF-8"},
		{"\xfe\xff", "UTF-16 text, which must be converted to UTF-8"},
		{"<", "XML or HTML"},
	} {
		if bytes.HasPrefix(text, []byte(m.magic)) {
			return m.is
		}
	}
	line, _, _ := bytes.Cut(text[:min(len(text), 60)], []byte("\n"))
	return fmt.Sprintf("begins with %q", line)
}
