package decode

import (
	"unicode/utf8"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// event reads one object into the row that b has begun; i is after its opening brace. It gives the index after the closing
// brace, or -1.
func (d *CloudTrail) event(s *scanner, b *rows.Batch, i int) int {
	d.over.reset()
	d.timed, d.again = false, false
	s.depth = 1
	i = d.row(s, b, d.root, i)
	s.depth = 0
	return i
}

// row reads the members of the event or of a row column; i is after the opening brace.
func (d *CloudTrail) row(s *scanner, b *rows.Batch, g *group, i int) int {
	t := s.b
	if t[i] <= ' ' {
		i = s.space(i)
	}
	if t[i] == '}' {
		return i + 1
	}
	var seen uint64
	last := 0
	for {
		start := i
		at := int(g.follow[last])
		m := &g.members[at]
		nameEnd := i + len(m.prefix) - 1
		if m.starts(t, i) {
			i = nameEnd + 1
			if t[i] <= ' ' {
				i = s.space(i)
			}
		} else {
			name, flags, next := s.name(i)
			if next < 0 {
				return -1
			}
			i, nameEnd = next, i+len(name)
			text := name[1 : len(name)-1]
			if flags != 0 {
				d.again = d.again || !utf8.Valid(text)
				d.scratch, _ = appendText(d.scratch[:0], text, asUTF8)
				text = d.scratch
			}
			if at = g.find(text); at < 0 {
				if g == d.root && t[i] == '[' && d.unwrap && !d.timed && isRecords(text) {
					s.at, s.fault = i, isWrapper
					return -1
				}
				if i = d.keep(s, name, i); i < 0 {
					return -1
				}
				goto next
			}
			g.follow[last] = uint8(at)
			m = &g.members[at]
		}
		last = at + 1
		if bit := uint64(1) << at; seen&bit == 0 {
			seen |= bit
		} else {
			d.again = true
		}
		switch {
		case m.kind == schema.Varchar && t[i] == '"':
			if n := b.Again(m.leaf, t[i+1:], '"'); n >= 0 {
				i += n + 2
				break
			}
			end, flags := s.str(i + 1)
			if end < 0 {
				return -1
			}
			if flags == 0 {
				b.Learn(m.leaf, t[i+1:end])
			} else if text, exact := d.text(t[i+1:end], flags); true {
				b.SetString(m.leaf, text)
				if !exact {
					d.over.add(t[start:nameEnd], t[i:end+1])
				}
			}
			i = end + 1
		case m.kind == schema.JSON:
			if i = d.json(s, b, m, t[start:nameEnd], i); i < 0 {
				return -1
			}
		case m.kind == schema.Row && t[i] == '{':
			b.Present(m.group.first, m.group.end, m.group.def)
			d.over.enter(m.name)
			s.depth++
			i = d.row(s, b, m.group, i+1)
			s.depth--
			if i < 0 {
				return -1
			}
			d.over.leave()
		case m.time && t[i] == '"' && t[i+21] == '"':
			micros, exact, ok := d.clock.read(t[i+1 : i+21])
			if !exact {
				if i = d.other(s, b, m, t[start:nameEnd], i); i < 0 {
					return -1
				}
				break
			}
			b.SetInt(m.leaf, micros)
			d.timed = d.timed || ok
			i += 22
		case m.kind == schema.Boolean && t[i] == 't' && string(t[i:i+4]) == "true":
			b.SetInt(m.leaf, 1)
			i += 4
		case m.kind == schema.Boolean && t[i] == 'f' && string(t[i:i+5]) == "false":
			b.SetInt(m.leaf, 0)
			i += 5
		case m.kind == schema.Array && t[i] == '[':
			if i = d.list(s, b, m, t[start:nameEnd], i); i < 0 {
				return -1
			}
		default:
			if i = d.other(s, b, m, t[start:nameEnd], i); i < 0 {
				return -1
			}
		}
	next:
		if t[i] <= ' ' {
			i = s.space(i)
		}
		if t[i] != ',' {
			if t[i] != '}' {
				return s.fail(i, "after a member")
			}
			return i + 1
		}
		i++
		if t[i] <= ' ' {
			i = s.space(i)
		}
	}
}

// text decodes a string that is not plain ASCII.
func (d *CloudTrail) text(inside []byte, flags uint64) (text []byte, exact bool) {
	if flags&highs != 0 && !utf8.Valid(inside) {
		d.again = true
	}
	if flags&escaped == 0 {
		return inside, true
	}
	d.scratch, exact = appendText(d.scratch[:0], inside, asUTF8)
	return d.scratch, exact
}

// keep puts a member that has no column into the overflow; i is where its value starts.
func (d *CloudTrail) keep(s *scanner, name []byte, i int) int {
	s.flags = 0
	end := s.value(i)
	if end < 0 {
		return -1
	}
	if s.flags&highs != 0 && !utf8.Valid(s.b[i:end]) {
		d.again = true
	}
	d.over.add(name, s.b[i:end])
	return end
}

// json keeps a free-form member's text.
func (d *CloudTrail) json(s *scanner, b *rows.Batch, m *member, name []byte, i int) int {
	s.flags = 0
	end := s.value(i)
	if end < 0 {
		return -1
	}
	raw := s.b[i:end]
	if s.flags&highs != 0 && !utf8.Valid(raw) {
		d.again = true
	}
	text := raw
	if s.flags&surrogate != 0 {
		if d.scratch = appendPaired(d.scratch[:0], raw); string(d.scratch) != string(raw) {
			text = d.scratch
			d.over.add(name, raw)
		}
	}
	b.SetString(m.leaf, text)
	return end
}

// other reads a value of a type that its column does not give back exactly, and timestamps.
func (d *CloudTrail) other(s *scanner, b *rows.Batch, m *member, name []byte, i int) int {
	t := s.b
	s.flags = 0
	end := s.value(i)
	if end < 0 {
		return -1
	}
	raw := t[i:end]
	exact := false
	switch c := t[i]; m.kind {
	case schema.Varchar:
		if c != 'n' && c != '{' && c != '[' {
			b.SetString(m.leaf, raw)
		}
	case schema.Boolean:
		switch string(raw) {
		case `"true"`:
			b.SetInt(m.leaf, 1)
		case `"false"`:
			b.SetInt(m.leaf, 0)
		}
	case schema.Timestamp:
		if c != '"' {
			break
		}
		text := raw[1 : len(raw)-1]
		if s.flags != 0 {
			text, _ = d.text(text, s.flags)
		}
		var micros int64
		var ok bool
		if micros, exact, ok = d.clock.read(text); ok {
			b.SetInt(m.leaf, micros)
			d.timed = d.timed || m.time
		}
	}
	if !exact {
		if s.flags&highs != 0 && !utf8.Valid(raw) {
			d.again = true
		}
		d.over.add(name, raw)
	}
	return end
}
