package decode

import (
	"errors"

	"tarn/internal/schema"
)

// overflow writes the members of one event that its columns do not give back: a JSON object, with the objects around nested
// members opened only where there is something to put in them.
type overflow struct {
	buf   []byte
	names []string
	open  int
}

func (o *overflow) reset() { o.buf, o.names, o.open = o.buf[:0], o.names[:0], 0 }

func (o *overflow) enter(name string) { o.names = append(o.names, name) }

func (o *overflow) leave() {
	if o.open == len(o.names) {
		o.buf = append(o.buf, '}')
		o.open--
	}
	o.names = o.names[:len(o.names)-1]
}

// add takes a member's name with its quotes, and its value, both as delivered.
func (o *overflow) add(name, value []byte) {
	if len(o.buf) == 0 {
		o.buf = append(o.buf, '{')
	}
	for ; o.open < len(o.names); o.open++ {
		o.comma()
		o.buf = append(o.buf, '"')
		o.buf = append(o.buf, o.names[o.open]...)
		o.buf = append(o.buf, `":{`...)
	}
	o.comma()
	o.buf = append(o.buf, name...)
	o.buf = append(o.buf, ':')
	o.buf = append(o.buf, value...)
}

func (o *overflow) comma() {
	if o.buf[len(o.buf)-1] != '{' {
		o.buf = append(o.buf, ',')
	}
}

// text returns the object, or nil where there is nothing in it.
func (o *overflow) text() []byte {
	if len(o.buf) == 0 {
		return nil
	}
	o.buf = append(o.buf, '}')
	return o.buf
}

// MergeOverflow puts the members that the columns could not hold back into an event: a member of overflow replaces the
// event's member of that name, or joins the event. Where both are objects and the member is a row column of CloudTrail's
// table, the two are merged member by member instead.
func MergeOverflow(event, overflow string) (string, error) {
	if overflow == "" {
		return event, nil
	}
	merged, err := mergeObjects(nil, []byte(event), []byte(overflow), schema.CloudTrail.Columns)
	return string(merged), err
}

var errMerge = errors.New("decode: the event or its overflow is not a JSON object")

func mergeObjects(dst, event, overflow []byte, columns []schema.Stored) ([]byte, error) {
	mine, ok1 := listMembers(event)
	over, ok2 := listMembers(overflow)
	if !ok1 || !ok2 {
		return nil, errMerge
	}
	// Where a name comes more than once, the last one counts.
	place := make(map[string]int, len(over))
	for i := range over {
		place[string(over[i].name)] = i
	}
	dst = append(dst, '{')
	used := make([]bool, len(over))
	for _, m := range mine {
		if dst[len(dst)-1] != '{' {
			dst = append(dst, ',')
		}
		dst = append(dst, m.raw...)
		dst = append(dst, ':')
		i, replaced := place[string(m.name)]
		if !replaced {
			dst = append(dst, m.value...)
			continue
		}
		used[i] = true
		row := rowMembers(columns, m.name)
		if row == nil || m.value[0] != '{' || over[i].value[0] != '{' {
			dst = append(dst, over[i].value...)
			continue
		}
		var err error
		if dst, err = mergeObjects(dst, m.value, over[i].value, row); err != nil {
			return nil, err
		}
	}
	for i, m := range over {
		if used[i] || place[string(m.name)] != i {
			continue
		}
		if dst[len(dst)-1] != '{' {
			dst = append(dst, ',')
		}
		dst = append(dst, m.raw...)
		dst = append(dst, ':')
		dst = append(dst, m.value...)
	}
	return append(dst, '}'), nil
}

// rowMembers returns the members of a row column, or nil where there is none of that name.
func rowMembers(columns []schema.Stored, name []byte) []schema.Stored {
	for _, c := range columns {
		if c.Kind == schema.Row && c.Name == string(name) {
			return c.Members
		}
	}
	return nil
}

// part is one member of an object's text: its name as delivered and decoded, and its value's text.
type part struct {
	raw, name, value []byte
}

// listMembers takes an object's text apart; ok is false where it is not one valid object.
func listMembers(text []byte) (parts []part, ok bool) {
	var s scanner
	s.setText(text)
	i := s.space(0)
	if s.b[i] != '{' {
		return nil, false
	}
	i = s.space(i + 1)
	if s.b[i] == '}' {
		return nil, s.space(i+1) == s.end
	}
	for {
		raw, flags, next := s.name(i)
		if next < 0 {
			return nil, false
		}
		end := s.value(next)
		if end < 0 {
			return nil, false
		}
		name := raw[1 : len(raw)-1]
		if flags != 0 {
			name, _ = appendText(nil, name, asWTF8)
		}
		parts = append(parts, part{raw: raw, name: name, value: s.b[next:end]})
		switch i = s.space(end); s.b[i] {
		case ',':
			i = s.space(i + 1)
		case '}':
			return parts, s.space(i+1) == s.end
		default:
			return nil, false
		}
	}
}

// setText makes the scanner work on a copy of text with slack behind it.
func (s *scanner) setText(text []byte) {
	s.set(append(append(make([]byte, 0, len(text)+slack), text...), make([]byte, slack)...), len(text))
}
