package decode

import (
	"unicode/utf8"

	"tarn/internal/rows"
)

// list reads an array of rows. What its elements do not give back exactly puts the whole array into the overflow.
func (d *CloudTrail) list(s *scanner, b *rows.Batch, m *member, name []byte, i int) int {
	t := s.b
	start := i
	exact := true
	b.OpenList(m.list)
	s.depth++
	s.flags = 0
	i = s.space(i + 1)
	if t[i] == ']' {
		s.depth--
		return i + 1
	}
	for {
		switch t[i] {
		case '{':
			b.AddElement(m.list, false)
			if i = d.element(s, b, m.group, i+1, &exact); i < 0 {
				return -1
			}
		default:
			b.AddElement(m.list, true)
			exact = exact && t[i] == 'n'
			if i = s.value(i); i < 0 {
				return -1
			}
		}
		i = s.space(i)
		if t[i] == ',' {
			i = s.space(i + 1)
			continue
		}
		if t[i] != ']' {
			return s.fail(i, "after an element")
		}
		i++
		break
	}
	s.depth--
	if s.flags&highs != 0 && !utf8.Valid(t[start:i]) {
		d.again = true
	}
	if !exact {
		d.over.add(name, t[start:i])
	}
	return i
}

// element reads one row of an array; i is after its opening brace.
func (d *CloudTrail) element(s *scanner, b *rows.Batch, g *group, i int, exact *bool) int {
	t := s.b
	i = s.space(i)
	if t[i] == '}' {
		return i + 1
	}
	last := 0
	for {
		at := int(g.follow[last])
		m := &g.members[at]
		if end := i + len(m.prefix); string(t[i:end]) == m.prefix {
			i = s.space(end)
		} else {
			name, flags, next := s.name(i)
			if next < 0 {
				return -1
			}
			s.flags |= flags
			i = next
			text := name[1 : len(name)-1]
			if flags != 0 {
				d.scratch, _ = appendText(d.scratch[:0], text, asUTF8)
				text = d.scratch
			}
			if at = g.find(text); at < 0 {
				*exact = false
				s.depth++
				i = s.value(i)
				s.depth--
				if i < 0 {
					return -1
				}
				goto next
			}
			g.follow[last] = uint8(at)
			m = &g.members[at]
		}
		last = at + 1
		if t[i] == '"' {
			end, flags := s.str(i + 1)
			if end < 0 {
				return -1
			}
			s.flags |= flags
			if flags == 0 {
				b.SetElement(m.leaf, t[i+1:end])
			} else {
				text, same := d.text(t[i+1:end], flags)
				b.SetElement(m.leaf, text)
				*exact = *exact && same
			}
			i = end + 1
		} else {
			*exact = false
			from := i
			s.depth++
			i = s.value(i)
			s.depth--
			if i < 0 {
				return -1
			}
			if c := t[from]; c != 'n' && c != '{' && c != '[' {
				b.SetElement(m.leaf, t[from:i])
			}
		}
	next:
		i = s.space(i)
		if t[i] != ',' {
			if t[i] != '}' {
				return s.fail(i, "after a member")
			}
			return i + 1
		}
		i = s.space(i + 1)
	}
}
