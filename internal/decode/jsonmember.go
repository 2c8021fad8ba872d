package decode

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// jsonGroup is a log table, or a row column of one, with the columns that a record's members go to.
type jsonGroup struct {
	columns    []jsonColumn
	first, end int
	def        uint32
	// names finds a column by a member's name as it was met: a record spells its names as the one before it does.
	names map[string]int
	// turn counts the objects that were read into the columns, met has the last one that had each.
	turn int64
	met  []int64
}

type jsonColumn struct {
	name  string
	kind  schema.Kind
	leaf  int
	group *jsonGroup
}

// maxNames bounds the spellings that are remembered.
const maxNames = 500

func newJSONGroup(l *rows.Layout, path string, columns []schema.Stored) *jsonGroup {
	g := &jsonGroup{names: map[string]int{}}
	if path != "" {
		g.first, g.end, g.def = l.Group(path)
		path += "."
	}
	for _, c := range columns {
		if c.Name[0] == '_' {
			continue
		}
		one := jsonColumn{name: c.Name, kind: c.Kind}
		if c.Kind == schema.Row {
			one.group = newJSONGroup(l, path+c.Name, c.Members)
		} else {
			one.leaf = l.Leaf(path + c.Name)
		}
		g.names[strings.ToLower(c.Name)] = len(g.columns)
		g.columns = append(g.columns, one)
	}
	g.met = make([]int64, len(g.columns))
	return g
}

// find returns the column of a member's name, -1 where there is none.
func (g *jsonGroup) find(name []byte) int {
	if i, ok := g.names[string(name)]; ok {
		return i
	}
	i, ok := g.names[strings.ToLower(string(name))]
	if !ok {
		i = -1
	}
	if len(g.names) < maxNames && len(name) < 100 {
		g.names[string(name)] = i
	}
	return i
}

// members reads the members of the valid object at i of s into the columns of g.
func (d *jsonLog) members(s *scanner, b *rows.Batch, g *jsonGroup, path string, i int) {
	g.turn++
	for i = s.space(i + 1); s.b[i] == '"'; {
		name, flags, next := s.name(i)
		if name = name[1 : len(name)-1]; flags != 0 {
			name, _ = appendText(nil, name, asUTF8)
		}
		i = s.space(d.member(s, b, g, path, name, next))
		if s.b[i] == ',' {
			i = s.space(i + 1)
		}
	}
}

// member reads a member whose value is at i and returns the index after it.
func (d *jsonLog) member(s *scanner, b *rows.Batch, g *jsonGroup, path string, name []byte, i int) int {
	at := g.find(name)
	s.flags = 0
	end := s.value(i)
	value := s.b[i:end]
	if string(value) == "null" {
		return end // NULL, as if it were not there
	}
	if at < 0 || g.met[at] == g.turn { // or the column has a member of the object already, of this name or in other letters
		d.keep(path, name, value)
		return end
	}
	g.met[at] = g.turn
	c := &g.columns[at]
	ok := true
	switch c.kind {
	case schema.Varchar:
		b.SetString(c.leaf, d.text(value, s.flags))
	case schema.JSON:
		b.SetString(c.leaf, d.json(value, s.flags))
	case schema.Row:
		if ok = value[0] == '{'; ok {
			b.Present(c.group.first, c.group.end, c.group.def)
			d.members(s, b, c.group, path+string(name)+".", i)
		}
	default:
		bits := 64
		if c.kind == schema.Integer {
			bits = 32
		}
		v, err := strconv.ParseInt(string(bytes.Trim(value, `"`)), 10, bits)
		if ok = err == nil; ok {
			b.SetInt(c.leaf, v)
		}
	}
	if !ok {
		d.keep(path, name, value)
	}
	return end
}

// text is a value for a text column: a string's own, otherwise the JSON.
func (d *jsonLog) text(value []byte, flags uint64) []byte {
	if value[0] != '"' {
		return d.json(value, flags)
	}
	value = value[1 : len(value)-1]
	if flags == 0 || flags == flags&highs && utf8.Valid(value) {
		return value
	}
	d.scratch, _ = appendText(d.scratch[:0], value, asUTF8)
	return d.scratch
}

// json is a value's text, as strict readers take it: valid UTF-8 without halves of surrogate pairs.
func (d *jsonLog) json(value []byte, flags uint64) []byte {
	if flags&highs != 0 && !utf8.Valid(value) {
		value = bytes.ToValidUTF8(value, []byte("\ufffd"))
	}
	if flags&surrogate != 0 {
		d.scratch = appendPaired(d.scratch[:0], value)
		return d.scratch
	}
	return value
}

// keep adds a member that no column holds to _more.
func (d *jsonLog) keep(path string, name, value []byte) {
	if len(d.over) == 0 {
		d.over = append(d.over, '{')
	} else {
		d.over = append(d.over, ',')
	}
	d.over = appendQuoted(d.over, path+string(bytes.ToValidUTF8(name, []byte("\ufffd"))))
	d.over = append(d.over, ':')
	d.over = append(d.over, d.json(value, escaped|surrogate|highs)...)
}
