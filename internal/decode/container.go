package decode

import (
	"bytes"
	"errors"
	"io"

	"tarn/internal/rows"
)

// frame is a container that is open around the position.
type frame uint8

const (
	inArray   frame = iota // the elements are records
	inWrapper              // an object whose array of records has been read
)

// maxFrames is how deep containers may be nested: arrays of {"Records":[…]} occur.
const maxFrames = 8

// isRecords says whether an array under this name holds records.
func isRecords(name []byte) bool {
	switch string(name) {
	case "Records", "Events", "events", "logEvents":
		return true
	}
	return false
}

// peek skips white space and returns the next byte; false at the end of the text.
func (d *CloudTrail) peek() (byte, bool) {
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

func (d *CloudTrail) top() (f frame, open bool) {
	if len(d.frames) == 0 {
		return 0, false
	}
	return d.frames[len(d.frames)-1], true
}

func (d *CloudTrail) pop() { d.frames = d.frames[:len(d.frames)-1] }

// next finds the next record. Commas between records may be there or not.
func (d *CloudTrail) next(b *rows.Batch) error {
	w := &d.win
	if w.base == 0 && w.end == 0 && w.more() {
		if bytes.HasPrefix(w.buf[:w.end], []byte("\xef\xbb\xbf")) {
			w.pos = 3
		}
	}
	w.shrink()
	for {
		c, ok := d.peek()
		if !ok {
			return d.finish()
		}
		f, open := d.top()
		if open && f == inWrapper {
			if reject := d.wrapperMember(c); reject != nil {
				return reject
			}
			continue
		}
		switch {
		case c == '{':
			err := d.object(b)
			if err == errOpened {
				continue
			}
			return err
		case c == ',':
			w.pos++
		case c == '[' && len(d.frames) < maxFrames:
			d.frames = append(d.frames, inArray)
			w.pos++
		case c == ']' && open:
			d.pop()
			w.pos++
		default:
			return d.junk(c)
		}
	}
}

// finish tells how the object ended.
func (d *CloudTrail) finish() error {
	if err := d.win.err; err != io.EOF {
		return &ReadError{Record: d.number, Offset: d.win.offset(), Err: err}
	}
	if len(d.frames) > 0 && !d.closed {
		d.closed = true
		d.begin()
		return &Reject{Reason: "truncated: the object ends before its list of records does", Record: d.record, Offset: d.offset}
	}
	return io.EOF
}

// wrapperMember takes one step in an object whose array of records has been read: c is what is next.
func (d *CloudTrail) wrapperMember(c byte) error {
	w := &d.win
	switch c {
	case ',':
		w.pos++
		return nil
	case '}':
		w.pos++
		d.pop()
		return nil
	case '{', '[':
		d.pop()
		d.begin()
		return d.reject("corrupt JSON: the object around the records before this one is not closed", nil)
	}
	s := &d.scan
	reason := "truncated: the object ends in a member after its list of records"
	for {
		s.set(w.buf, w.end)
		name, _, i := s.name(w.pos)
		if i >= 0 && i < w.end {
			if s.b[i] == '[' && isRecords(name[1:len(name)-1]) {
				w.pos = i + 1
				d.frames = append(d.frames, inArray)
				return nil
			}
			w.pos = i
			d.skip()
			return nil
		}
		if i < 0 && !s.short() {
			reason = "corrupt JSON: " + s.describe(w)
			break
		}
		if !w.more() {
			break
		}
	}
	d.pop()
	d.begin()
	return d.resync(reason)
}

var errOpened = errors.New("a container, not a record")

// object reads the object at the position: a record, or a container of records.
func (d *CloudTrail) object(b *rows.Batch) error {
	w, s := &d.win, &d.scan
	for {
		s.set(w.buf, w.end)
		d.unwrap = true
		for _, f := range d.frames {
			d.unwrap = d.unwrap && f == inArray
		}
		b.Begin()
		end := d.event(s, b, w.pos+1)
		if end >= 0 {
			d.begin()
			text := s.b[w.pos:end]
			w.pos = end
			if len(text) > d.max {
				b.Drop()
				return d.reject(d.tooLarge(), text)
			}
			return d.settle(b, text)
		}
		b.Drop()
		if s.fault == isWrapper {
			w.pos = s.at + 1
			d.frames = append(d.frames, inWrapper, inArray)
			return errOpened
		}
		if s.short() {
			if w.more() {
				continue
			}
			d.begin()
			if w.err == nil {
				return d.skipRecord(d.tooLarge())
			}
			return d.resync("truncated: the object ends in the middle of this record")
		}
		d.begin()
		if s.fault == tooDeep {
			return d.skipRecord(s.why)
		}
		return d.resync("corrupt JSON: " + s.describe(w))
	}
}
