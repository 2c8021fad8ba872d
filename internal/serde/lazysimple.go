package serde

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"tarn/internal/schema"
)

// textOptions are the properties of LazySimpleSerDe.
type textOptions struct {
	null       string
	separators []byte // by depth
	escape     int    // -1 if there is none
	takesRest  bool   // the last column has all that is left of the line
	formats    timestampFormats
}

// defaultSeparators are Hive's, but for those that would end a line or a cell: ^A to ^H, ^K, ^N to ^Z, ^\ to ^_, and all bytes
// above 127.
func defaultSeparators() []byte {
	var out []byte
	for b := 1; b < 256; b++ {
		if b <= 8 || b == 11 || b >= 14 && b <= 26 || b >= 28 && b <= 31 || b >= 128 {
			out = append(out, byte(b))
		}
	}
	return out
}

func newTextOptions(t *Table) (*textOptions, error) {
	o := &textOptions{null: `\N`, separators: defaultSeparators(), escape: -1}
	levels := 8
	if t.flag("hive.serialization.extend.additional.nesting.levels", false) {
		levels = len(o.separators)
	} else if t.flag("hive.serialization.extend.nesting.levels", false) {
		levels = 24
	}
	o.separators = o.separators[:levels]
	for i, names := range [][]string{{"field.delim", "serialization.format"}, {"collection.delim", "colelction.delim"}, {"mapkey.delim"}} {
		for _, name := range names {
			if v, ok := t.property(name); ok {
				o.separators[i] = delimiter(v, o.separators[i])
				break
			}
		}
	}
	if v, ok := t.property("escape.delim"); ok {
		o.escape = int(delimiter(v, '\\'))
	}
	if v, ok := t.property("serialization.null.format"); ok {
		o.null = v
	}
	if v, ok := t.property("line.delim"); ok && v != "" && v != "\n" && v != "10" {
		return nil, metadata("line.delim is %q; only a line feed ends a line", v)
	}
	o.takesRest = t.flag("serialization.last.column.takes.rest", false)
	var err error
	o.formats, err = newTimestampFormats(t, true)
	return o, err
}

// delimiter reads a property that is one byte: its number, or the first byte of it.
func delimiter(v string, otherwise byte) byte {
	if v == "" {
		return otherwise
	}
	if n, err := strconv.ParseInt(v, 10, 8); err == nil {
		return byte(n)
	}
	return v[0]
}

func newText(t *Table) (func() reader, error) {
	o, err := newTextOptions(t)
	if err != nil {
		return nil, err
	}
	columns := make([]textCell, len(t.Columns))
	for i, c := range t.Columns {
		if columns[i], err = o.cell(c.Type, 1); err != nil {
			return nil, err
		}
	}
	if v, _ := t.property("field.delim"); len(v) > 1 {
		if _, err := strconv.ParseInt(v, 10, 8); err != nil {
			return nil, metadata("field.delim is %q; LazySimpleSerDe takes one byte, MultiDelimitSerDe several", v)
		}
	}
	return newLineReader(t, func() func([]byte, []any) error {
		return func(line []byte, row []any) error {
			return o.row(string(line), o.separators[0], columns, row)
		}
	})
}

// textCell reads the values of a type.
type textCell struct {
	typ       schema.Type
	separator byte // of elements, of fields, of a map's entries
	key       *textCell
	keyEnd    byte
	fields    []textCell // an array's element and a map's value are one
}

// cell makes the reader of a type's values, whose separators begin at a depth.
func (o *textOptions) cell(t schema.Type, depth int) (textCell, error) {
	c := textCell{typ: t}
	need := depth
	if t.Kind == schema.Map {
		need++
	}
	if need >= len(o.separators) && (t.Kind == schema.Map || t.Kind == schema.Array || t.Kind == schema.Row) {
		return c, metadata("Number of levels of nesting supported for LazySimpleSerde is %d, Unable to work with level %d. Use hive.serialization.extend.nesting.levels serde property for tables using LazySimpleSerde.", len(o.separators)-1, need)
	}
	var err error
	switch t.Kind {
	case schema.Array:
		c.separator = o.separators[depth]
		c.fields = make([]textCell, 1)
		c.fields[0], err = o.cell(*t.Elem, depth+1)
	case schema.Map:
		c.separator, c.keyEnd = o.separators[depth], o.separators[depth+1]
		key, e := o.cell(*t.Key, depth+2)
		if e != nil {
			return c, e
		}
		c.key = &key
		c.fields = make([]textCell, 1)
		c.fields[0], err = o.cell(*t.Elem, depth+2)
	case schema.Row:
		c.separator = o.separators[depth]
		c.fields = make([]textCell, len(t.Fields))
		for i, f := range t.Fields {
			if c.fields[i], err = o.cell(f.Type, depth+1); err != nil {
				return c, fmt.Errorf("%w", err)
			}
		}
	}
	return c, err
}

// cut gives what is before the first separator, and what is after it.
func (o *textOptions) cut(s string, separator byte) (before, after string, found bool) {
	if o.escape < 0 {
		i := strings.IndexByte(s, separator)
		if i < 0 {
			return s, "", false
		}
		return s[:i], s[i+1:], true
	}
	for i := 0; i < len(s); i++ {
		if s[i] == separator {
			return s[:i], s[i+1:], true
		}
		if int(s[i]) == o.escape {
			i++
		}
	}
	return s, "", false
}

// row reads the columns of a line or the fields of a struct. What is missing is NULL, what is too much is left.
func (o *textOptions) row(s string, separator byte, cells []textCell, row []any) error {
	more := true
	for i := 0; i < len(cells) && more; i++ {
		cell := s
		if more = !(o.takesRest && i == len(cells)-1); more {
			cell, s, more = o.cut(s, separator)
		}
		v, err := o.value(cell, &cells[i])
		if err != nil {
			return err
		}
		row[i] = v
	}
	return nil
}

func (o *textOptions) value(s string, c *textCell) (any, error) {
	if s == o.null {
		return nil, nil
	}
	switch c.typ.Kind {
	case schema.Row:
		out := make([]any, len(c.fields))
		return out, o.row(s, c.separator, c.fields, out)
	case schema.Array:
		out := []any{}
		for more := s != ""; more; {
			var one string
			one, s, more = o.cut(s, c.separator)
			v, err := o.value(one, &c.fields[0])
			if err != nil {
				return nil, err
			}
			if out = append(out, v); len(out) > maxValues {
				return nil, errTooMany
			}
		}
		return out, nil
	case schema.Map:
		return o.entries(s, c)
	case schema.Varchar, schema.Char:
		return text(validText(o.unescape(s)), c.typ), nil
	}
	return textValue(s, c.typ, o.formats)
}

// entries reads a map. Of two equal keys the first counts.
func (o *textOptions) entries(s string, c *textCell) (any, error) {
	m := newMapBuilder(false)
	for more := s != ""; more; {
		var one string
		one, s, more = o.cut(s, c.separator)
		name, rest, has := o.cut(one, c.keyEnd)
		key, err := o.value(name, c.key)
		if err != nil {
			return nil, err
		}
		var v any
		if has {
			if v, err = o.value(rest, &c.fields[0]); err != nil {
				return nil, err
			}
		}
		if m.put(key, v); len(m.entries) > maxValues {
			return nil, errTooMany
		}
	}
	return m.done(), nil
}

func (o *textOptions) unescape(s string) string {
	if o.escape < 0 || strings.IndexByte(s, byte(o.escape)) < 0 {
		return s
	}
	var out bytes.Buffer
	for i := 0; i < len(s); i++ {
		if int(s[i]) == o.escape && i+1 < len(s) {
			i++
		}
		out.WriteByte(s[i])
	}
	return out.String()
}
