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
		to := w.pos
		for to < w.end && bytes.IndexByte([]byte("}] \t\r\n"), w.buf[to]) >= 0 {
			if len(d.frames) > 0 && w.buf[to] == ']' {
				break
			}
			to++
		}
		k.take(w, to)
		return k.reject(d, fmt.Sprintf("corrupt JSON: %q at offset %d, where a record should be", c, d.offset))
	}
	if len(d.frames) > 0 {
		s := &d.scan
		s.set(w.buf, w.end)
		if end := s.scalar(w.pos); end >= 0 {
			if after := s.b[s.space(end)]; after == ',' || after == ']' {
				k.take(w, end)
				return k.reject(d, "not a CloudTrail event: "+clip(k.raw)+" instead of an object")
			}
		}
	}
	reason := fmt.Sprintf("corrupt JSON: %q at offset %d, where a record should be", c, d.offset)
	if d.number == 1 {
		reason = "not JSON: " + guess(w.buf[w.pos:w.end])
	}
	d.seek(&k)
	return k.reject(d, reason)
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
	if line, _, _ := bytes.Cut(text, []byte("\n")); len(line) < len(text) || len(text) < windowStart {
		text = line
	}
	return fmt.Sprintf("begins with %.60q", text[:min(len(text), 60)])
}
