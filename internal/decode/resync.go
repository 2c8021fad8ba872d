package decode

import (
	"bytes"
	"fmt"
)

// describe says what is wrong at s.at.
func (s *scanner) describe(w *window) string {
	return fmt.Sprintf("%q at offset %d, %s", s.b[s.at], w.base+int64(s.at), s.why)
}

// skipped collects what a Reject says about text that is passed over.
type skipped struct {
	raw    []byte
	length int64
}

// take passes over the window's text up to index to.
func (k *skipped) take(w *window, to int) {
	text := w.buf[w.pos:to]
	k.length += int64(len(text))
	k.raw = append(k.raw, text[:min(len(text), MaxRejectRaw-len(k.raw))]...)
	w.pos = to
}

func (k *skipped) reject(d *CloudTrail, reason string) *Reject {
	return &Reject{Reason: reason, Record: d.record, Offset: d.offset, Length: k.length, Raw: k.raw}
}

// resync passes over the broken record at the position, up to where the next one plausibly starts or, if its brackets can
// still be matched, to its end.
func (d *CloudTrail) resync(reason string) error {
	w := &d.win
	var k skipped
	for {
		text := w.buf[w.pos:w.end]
		start := d.plausible(text, false)
		end := matching(text)
		if start < 0 && end < 0 || end >= 0 && start < 0 && d.follows(text[end:]) == maybe {
			if w.more() {
				continue
			}
			text = w.buf[w.pos:w.end]
		}
		switch {
		case start >= 0 && (end < 0 || start < end || d.follows(text[end:]) == no):
			k.take(w, w.pos+start)
		case end >= 0 && d.follows(text[end:]) != no:
			k.take(w, w.pos+end)
		case w.err != nil:
			k.take(w, w.end)
			d.closed = true
		default:
			// As much as one record may be is in hand, and no start in it.
			k.take(w, w.end-min(w.end-w.pos, overlap))
			d.seek(&k, false)
		}
		return k.reject(d, reason)
	}
}

// overlap is the text kept in hand while seeking, so that a start that spans two windows is found.
const overlap = 1 << 10

// seek passes over text of any length up to the next plausible start of a record.
func (d *CloudTrail) seek(k *skipped, strict bool) {
	w := &d.win
	for {
		if start := d.plausible(w.buf[w.pos:w.end], strict); start >= 0 {
			k.take(w, w.pos+start)
			return
		}
		if w.err != nil {
			k.take(w, w.end)
			d.closed = true
			return
		}
		k.take(w, w.end-min(w.end-w.pos, overlap))
		w.shrink()
		w.more()
	}
}

// plausible returns where in text, after its first byte, a record plausibly starts; -1 for nowhere. strict is for text that
// is no part of a record, from which nothing has been lost.
func (d *CloudTrail) plausible(text []byte, strict bool) int {
	best := startBefore(text, `"eventVersion"`, strict)
	if first := d.root.members[d.first].name; first != "eventVersion" {
		if i := startBefore(text, `"`+first+`"`, true); i >= 0 && (best < 0 || i < best) {
			best = i
		}
	}
	if len(d.frames) == 0 {
		// Between containers a line that begins with an object, or with an array, is one.
		for from := 1; from < len(text); {
			i := bytes.IndexByte(text[from:], '\n')
			if i < 0 {
				break
			}
			if from += i + 1; from < len(text) && (text[from] == '{' || text[from] == '[') {
				if best < 0 || from < best {
					best = from
				}
				break
			}
		}
	}
	return best
}

// startBefore looks for an object whose first member has this name, in quotes. strict asks for what separates records
// before it.
func startBefore(text []byte, name string, strict bool) int {
	for from := 1; from < len(text); {
		i := bytes.Index(text[from:], []byte(name))
		if i < 0 {
			return -1
		}
		i += from
		from = i + len(name)
		brace := before(text, i)
		if brace < 1 || text[brace] != '{' {
			continue
		}
		if after := bytes.TrimLeft(text[from:], " \t\r\n"); len(after) == 0 || after[0] != ':' {
			continue
		}
		switch prev := before(text, brace); {
		case prev >= 0 && text[prev] == ':':
		case !strict, prev < 0, text[prev] == '}', text[prev] == '[', text[prev] == ',', text[brace-1] == '\n':
			return brace
		}
	}
	return -1
}

// before returns the index of the last byte before i that is neither white space nor a control byte (files that a crash
// left with a hole have NULs), or -1.
func before(text []byte, i int) int {
	for i--; i >= 0 && text[i] <= ' '; i-- {
	}
	return i
}

// matching returns the index after the bracket that closes the object at the start of text; -1 where the brackets do not
// match, or text ends before.
func matching(text []byte) int {
	if len(text) == 0 || text[0] != '{' {
		return -1
	}
	var open []byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			open = append(open, c+2)
		case '}', ']':
			if open[len(open)-1] != c {
				return -1
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// verdict is whether text can follow a record.
type verdict uint8

const (
	no verdict = iota
	maybe
	yes
)

func (d *CloudTrail) follows(text []byte) verdict {
	text = bytes.TrimLeft(text, " \t\r\n")
	if len(text) == 0 {
		return maybe
	}
	switch text[0] {
	case ',', '{':
		return yes
	case ']', '[':
		return yes
	}
	return no
}

// skipRecord passes over the object at the position, whatever its size and depth.
func (d *CloudTrail) skipRecord(reason string) error {
	var k skipped
	d.closed = !d.pass(&k) || d.closed
	return k.reject(d, reason)
}

// skip passes over the value at the position.
func (d *CloudTrail) skip() {
	var k skipped
	k.raw = make([]byte, MaxRejectRaw) // full: nothing is kept
	d.pass(&k)
}

// pass goes over one value of any size, by its brackets and strings alone. It reports whether the value came to an end.
func (d *CloudTrail) pass(k *skipped) bool {
	w := &d.win
	depth, inString, skipNext := 0, false, false
	for {
		for i := w.pos; i < w.end; i++ {
			c := w.buf[i]
			switch {
			case skipNext:
				skipNext = false
			case inString:
				if c == '\\' {
					skipNext = true
				} else if c == '"' {
					inString = false
					if depth == 0 {
						k.take(w, i+1)
						return true
					}
				}
			case c == '"':
				inString = true
			case c == '{' || c == '[':
				depth++
			case (c == '}' || c == ']') && depth == 0, c == ',' && depth == 0:
				k.take(w, i)
				return true
			case c == '}' || c == ']':
				if depth--; depth == 0 {
					k.take(w, i+1)
					return true
				}
			}
		}
		k.take(w, w.end)
		w.shrink()
		if !w.more() {
			return depth == 0 && !inString
		}
	}
}
