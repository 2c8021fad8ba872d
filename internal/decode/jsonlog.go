package decode

import (
	"bytes"
	"fmt"
	"io"

	"tarn/internal/rows"
)

// jsonLog decodes objects of JSON records into rows of a log table: records one a line, one after another, or in an array,
// and records in a list inside an object. A member goes to the column of its name in small letters, as Hive's SerDes have it;
// what has no column, or is not of the column's type, goes to _more, one JSON object by the members' names.
type jsonLog struct {
	jsonShape
	win  window
	scan scanner
	max  int
	err  error

	number, record, offset int64
	raw                    []byte
	// depth counts the arrays that are open, around what the object around the list says, in the list whether it is open, and
	// after whether its object goes on behind it.
	depth      int
	around     []jsonMember
	in, behind bool
	// start is how the first record begins, up to its first colon: reading goes on there after a broken one.
	start []byte

	root    *jsonGroup
	more    int
	time    int
	over    []byte
	scratch []byte
	inner   []byte
	inside  *scanner
}

// jsonShape is what tells the formats apart.
type jsonShape struct {
	// title is what people call the records.
	title string
	// list is the member of an object around records that holds them, empty where there is none. The other members before it
	// are taken as members of each record.
	list string
	// wrap is the member that a record may be wrapped in, as in EventBridge's detail.
	wrap string
	// settle completes the row: it gives the event time, in microseconds, or says what is missing.
	settle func(b *rows.Batch) (micros int64, missing string)
}

type jsonMember struct{ name, value []byte }

func newJSONLog(l *rows.Layout, r io.Reader, o Options, s jsonShape) *jsonLog {
	d := &jsonLog{jsonShape: s, max: o.maxRecord(), root: newJSONGroup(l, "", l.Table.Columns), more: l.Leaf("_more"), time: l.Leaf("_time")}
	d.win.start = windowStart
	d.Reset(r)
	return d
}

// Reset implements Decoder.
func (d *jsonLog) Reset(r io.Reader) {
	d.win.reset(r, d.win.start, d.max)
	d.number, d.record, d.offset, d.raw, d.err = 0, 0, 0, nil, nil
	d.depth, d.around, d.in, d.behind, d.start = 0, d.around[:0], false, false, nil
}

// Raw, Record and Offset implement Decoder.
func (d *jsonLog) Raw() []byte   { return d.raw }
func (d *jsonLog) Record() int64 { return d.record }
func (d *jsonLog) Offset() int64 { return d.offset }

// Next implements Decoder.
func (d *jsonLog) Next(b *rows.Batch) error {
	if d.err != nil {
		return d.err
	}
	err := d.next(b)
	if _, reject := err.(*Reject); err != nil && !reject {
		d.err = err
	}
	return err
}

func (d *jsonLog) begin() {
	d.record, d.offset = d.number, d.win.offset()
	d.number++
	d.raw = nil
}

func (d *jsonLog) peek() (byte, bool) {
	w := &d.win
	for {
		for _, c := range w.buf[w.pos:w.end] {
			if c != ' ' && c != '\n' && c != '\r' && c != '\t' {
				return c, true
			}
			w.pos++
		}
		if !w.more() {
			return 0, false
		}
	}
}

// next finds the next record. Commas between records may be there or not.
func (d *jsonLog) next(b *rows.Batch) error {
	w := &d.win
	if w.base == 0 && w.end == 0 && w.more() && bytes.HasPrefix(w.buf[:w.end], []byte("\xef\xbb\xbf")) {
		w.pos = 3
	}
	w.shrink()
	for {
		c, ok := d.peek()
		if !ok {
			return d.finish()
		}
		switch {
		case d.behind && c == '"':
			if !d.aside() {
				return d.broken("corrupt JSON: behind the list of records")
			}
		case d.behind && c == '}':
			w.pos++
			d.behind = false
		case c == ',':
			w.pos++
		case c == '[' && !d.in && d.depth < maxFrames:
			w.pos++
			d.depth++
		case c == ']' && d.in:
			w.pos++
			d.in, d.behind = false, true
		case c == ']' && d.depth > 0:
			w.pos++
			d.depth--
		case c == '{' && !d.in && d.list != "":
			opened, err := d.open(b)
			if opened {
				continue
			}
			return err
		case c == '{':
			return d.object(b)
		default:
			d.begin()
			reason := fmt.Sprintf("corrupt JSON: %q where a record of %s should be", c, d.title)
			if d.number == 1 {
				for w.end-w.pos < 60 && w.more() {
				}
				reason = "not JSON: " + guess(w.buf[w.pos:w.end])
			}
			return d.skip(reason)
		}
	}
}

// finish tells how the object ended.
func (d *jsonLog) finish() error {
	if err := d.win.err; err != io.EOF {
		return &ReadError{Record: d.number, Offset: d.win.offset(), Err: err}
	}
	if d.in || d.behind || d.depth > 0 {
		d.in, d.behind, d.depth = false, false, 0
		d.begin()
		return &Reject{Reason: "truncated: the object ends before its list of records does", Record: d.record, Offset: d.offset}
	}
	return io.EOF
}

// whole returns where the value at the position ends. Where there is no whole one, reason says why.
func (d *jsonLog) whole() (end int, reason string) {
	w, s := &d.win, &d.scan
	for {
		s.set(w.buf, w.end)
		s.flags = 0
		if end = s.value(w.pos); end >= 0 {
			return end, ""
		}
		switch {
		case !s.short():
			return -1, "corrupt JSON: " + s.describe(w)
		case w.more():
		case w.err == nil:
			return -1, fmt.Sprintf("larger than %d bytes", d.max)
		default:
			return -1, "truncated: the object ends in the middle of this record"
		}
	}
}

// object reads the record at the position.
func (d *jsonLog) object(b *rows.Batch) error {
	w := &d.win
	end, reason := d.whole()
	d.begin()
	if i := bytes.IndexByte(w.buf[w.pos:w.end], ':'); i > 0 && i < 100 && len(d.start) == 0 {
		d.start = append(d.start, w.buf[w.pos:w.pos+i+1]...)
	}
	if end < 0 {
		return d.skip(reason)
	}
	text := w.buf[w.pos:end]
	if len(text) > d.max {
		w.pos = end
		return d.reject(fmt.Sprintf("larger than %d bytes", d.max), text)
	}
	w.pos = end
	return d.row(b, &d.scan, text, end-len(text))
}

// row reads the members of the record text, which is valid and begins at i of the scanner's.
func (d *jsonLog) row(b *rows.Batch, s *scanner, text []byte, i int) error {
	if d.wrap != "" {
		if at := s.member(i, d.wrap); at >= 0 && s.b[at] == '{' && s.member(i, "detail-type") >= 0 {
			i = at
		}
	}
	b.Begin()
	d.over = d.over[:0]
	d.root.turn++ // what is around the list gives way to the record's own
	for _, m := range d.around {
		d.outer(b, m)
	}
	d.members(s, b, d.root, "", i)
	micros, missing := d.settle(b)
	if missing != "" {
		b.Drop()
		return d.reject(fmt.Sprintf("not a record of %s: %s; it begins with %s", d.title, missing, clip(text)), text)
	}
	b.SetInt(d.time, micros)
	if len(d.over) > 0 {
		b.SetString(d.more, append(d.over, '}'))
	}
	d.raw = text
	return nil
}

// outer takes a member of the object around the list as one of the record.
func (d *jsonLog) outer(b *rows.Batch, m jsonMember) {
	d.inner = append(append(d.inner[:0], m.value...), make([]byte, slack)...)
	if d.inside == nil {
		d.inside = new(scanner)
	}
	d.inside.set(d.inner, len(m.value))
	d.member(d.inside, b, d.root, "", m.name, 0)
}

// open reads the object around a list of records up to the list. One without a list is a record itself.
func (d *jsonLog) open(b *rows.Batch) (opened bool, err error) {
	w, s := &d.win, &d.scan
	for {
		s.set(w.buf, w.end)
		d.around = d.around[:0]
		i := s.space(w.pos + 1)
		for i >= 0 && s.b[i] == '"' {
			var name []byte
			if name, _, i = s.name(i); i < 0 {
				break
			}
			if string(name[1:len(name)-1]) == d.list && s.b[i] == '[' {
				for k := range d.around { // the window moves on
					m := &d.around[k]
					m.name, m.value = bytes.Clone(m.name), bytes.Clone(m.value)
				}
				w.pos, d.in = i+1, true
				return true, nil
			}
			from := i
			if i = s.value(i); i < 0 {
				break
			}
			d.around = append(d.around, jsonMember{name[1 : len(name)-1], s.b[from:i]})
			if i = s.space(i); s.b[i] == ',' {
				i = s.space(i + 1)
			}
		}
		if i >= 0 || !s.short() || !w.more() {
			d.around = d.around[:0]
			return false, d.object(b)
		}
	}
}

// aside passes over a member behind the list of records.
func (d *jsonLog) aside() bool {
	w, s := &d.win, &d.scan
	for {
		s.set(w.buf, w.end)
		_, _, i := s.name(w.pos)
		if i >= 0 {
			i = s.value(i)
		}
		if i >= 0 && i < w.end {
			w.pos = i
			return true
		}
		if !w.more() {
			return false
		}
	}
}

func (d *jsonLog) reject(reason string, text []byte) *Reject {
	return &Reject{Reason: reason, Record: d.record, Offset: d.offset, Length: int64(len(text)), Raw: append([]byte(nil), text[:min(len(text), MaxRejectRaw)]...)}
}

// broken rejects what is at the position.
func (d *jsonLog) broken(reason string) error {
	d.begin()
	return d.skip(reason)
}

// skip passes over what is at the position, up to where a record begins: an object on a line of its own, or one that begins as
// the first did.
func (d *jsonLog) skip(reason string) error {
	w := &d.win
	var k skipped
	for first := true; ; first = false {
		text := w.buf[w.pos:w.end]
		from := 0
		if first {
			from = min(1, len(text))
		}
		if next := d.next1(text[from:]); next >= 0 {
			k.take(w, w.pos+from+next)
			return &Reject{Reason: reason, Record: d.record, Offset: d.offset, Length: k.length, Raw: k.raw}
		}
		if w.err != nil {
			k.take(w, w.end)
			d.in, d.behind, d.depth = false, false, 0
			return &Reject{Reason: reason, Record: d.record, Offset: d.offset, Length: k.length, Raw: k.raw}
		}
		k.take(w, w.end-min(w.end-w.pos, overlap))
		w.shrink()
		if !w.more() && w.err == nil {
			k.take(w, w.end)
		}
	}
}

// next1 finds where a record plausibly begins in text; -1 where nothing does.
func (d *jsonLog) next1(text []byte) int {
	at := -1
	if i := bytes.Index(text, []byte("\n{")); i >= 0 {
		at = i + 1
	}
	if len(d.start) > 0 {
		if i := bytes.Index(text, d.start); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	return at
}
