package decode

import (
	"bytes"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

const smallKind = schema.Integer

// settle reads the first n fields of a line, which has been cut, into the row that b has begun. It gives the index of the
// field that is not what it must be, or -1.
func (d *delimited) settle(b *rows.Batch, line []byte, n int) int {
	for k := range n {
		if !d.set(b, &d.columns[k], line, d.spans[k]) {
			return k
		}
	}
	b.SetInt(d.at, d.time)
	if d.part >= 0 {
		b.SetString(d.part, d.day.text(d.time, wholeDay, "2006/01/02"))
	}
	return -1
}

func (d *delimited) set(b *rows.Batch, c *column, line []byte, s span) bool {
	t := line[s.from:s.to]
	absent := len(t) == 1 && t[0] == '-'
	switch c.value {
	case number:
		n, ok := integer(t)
		if !ok || c.small && !small(n) {
			return absent || len(t) == 0
		}
		b.SetInt(c.leaf, n)
		return true
	case seconds:
		f, ok := decimal(t)
		if !ok {
			return absent
		}
		b.SetDouble(c.leaf, f)
		return true
	}
	if !c.fits(line, s) {
		return false
	}
	switch c.value {
	case moment, logTime:
		var ok bool
		if c.value == moment {
			d.time, ok = d.clock.stamp(t)
		} else {
			d.time, ok = d.logClock.read(t)
		}
		if !ok {
			return false
		}
		d.text(b, c.leaf, line, s)
	case address:
		if absent {
			break
		}
		colon := bytes.LastIndexByte(t, ':')
		if colon > 0 {
			d.text(b, c.leaf, line, span{s.from, s.from + colon})
		}
		if port, ok := integer(t[colon+1:]); ok {
			b.SetInt(c.leaf+1, port)
		}
	case request:
		d.request(b, c.leaf, line, s)
	default:
		if !absent && !(c.value == inside && string(t) == `"-"`) {
			d.text(b, c.leaf, line, s)
		}
	}
	return true
}

// fits reports whether a field has what its column takes, without the time's.
func (c *column) fits(line []byte, s span) bool {
	t := line[s.from:s.to]
	absent := len(t) == 1 && t[0] == '-'
	switch c.value {
	case number:
		n, ok := integer(t)
		return ok && (!c.small || small(n)) || absent || len(t) == 0
	case seconds:
		_, ok := decimal(t)
		return ok || absent
	case address:
		if absent {
			return true
		}
		colon := bytes.LastIndexByte(t, ':')
		if colon < 0 || bytes.IndexByte(t, '"') >= 0 {
			return false
		}
		port, ok := integer(t[colon+1:])
		return ok && port >= 0 && small(port) || colon == len(t)-1 || string(t[colon+1:]) == "-"
	}
	switch c.form {
	case word:
		if len(t) == 0 || bytes.IndexByte(t, '"') >= 0 {
			return false
		}
	case square, quoted, free:
		if c.value == inside {
			if !absent && (len(t) < 2 || t[0] != '"') {
				return false
			}
		} else if mark := line[s.from-1]; mark != '"' && mark != '[' {
			return false
		}
	}
	return absent || c.like == nil || c.like(t)
}

// text sets a varchar column.
func (d *delimited) text(b *rows.Batch, leaf int, line []byte, s span) {
	t := line[s.from:s.to]
	// What follows the line is its end, or a zero byte.
	if s.to > s.from && b.Again(leaf, line[s.from:s.to+1], line[:s.to+1][s.to]) == len(t) {
		return
	}
	if text, valid := escapeText(d.scratch[:0], t); valid {
		b.Learn(leaf, text)
	} else {
		b.SetString(leaf, text)
		d.scratch = text
	}
}

// request sets a request line's three columns: the method is up to the first space, the protocol after the last.
func (d *delimited) request(b *rows.Batch, leaf int, line []byte, s span) {
	t := line[s.from:s.to]
	if first := bytes.IndexByte(t, ' '); first >= 0 {
		last := bytes.LastIndexByte(t, ' ')
		if t[0] == '-' && len(bytes.TrimRight(t, " -")) == 0 {
			return // "- - - ": there was none
		}
		d.known(b, leaf, line, span{s.from, s.from + first})
		if last > first {
			d.known(b, leaf+1, line, span{s.from + first + 1, s.from + last})
			d.known(b, leaf+2, line, span{s.from + last + 1, s.to})
			return
		}
		d.known(b, leaf+1, line, span{s.from + first + 1, s.to})
		return
	}
	d.known(b, leaf+1, line, s)
}

// known sets a varchar column unless the text is empty or `-`.
func (d *delimited) known(b *rows.Batch, leaf int, line []byte, s span) {
	if n := s.to - s.from; n > 1 || n == 1 && line[s.from] != '-' {
		d.text(b, leaf, line, s)
	}
}
