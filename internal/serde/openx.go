package serde

import (
	"strings"
	"unicode/utf8"

	"tarn/internal/schema"
)

// openX is the OpenX SerDe for JSON: https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html. A line that does not
// begin as an object or an array is a row of NULLs.
type openX struct {
	root            jsonCell
	ignoreMalformed bool
	foldCase, dots  bool
	mapping         map[string]string // a column's or a field's name to the key that it is read from
	formats         timestampFormats
}

func newOpenX(t *Table) (func() reader, error) {
	o := &openX{
		ignoreMalformed: t.flag("ignore.malformed.json", false),
		foldCase:        t.flag("case.insensitive", true),
		dots:            t.flag("dots.in.keys", false),
		mapping:         map[string]string{},
	}
	for _, from := range []map[string]string{t.Parameters, t.Properties} {
		for name, key := range from {
			field, ok := strings.CutPrefix(name, "mapping.")
			if !ok {
				continue
			}
			if o.foldCase {
				key = strings.ToLower(key)
			}
			o.mapping[strings.ToLower(field)] = key
		}
	}
	var err error
	if o.formats, err = newTimestampFormats(t, false); err != nil {
		return nil, err
	}
	o.root = o.cell(rowType(t))
	return newLineReader(t, func() func([]byte, []any) error {
		var doc tree
		return func(line []byte, row []any) error {
			src := trim(validText(string(line)))
			if !strings.HasPrefix(src, "{") && !strings.HasPrefix(src, "[") {
				return nil
			}
			if err := doc.readLenient(src); err != nil {
				if o.ignoreMalformed {
					return nil
				}
				return err
			}
			return o.row(&doc, 0, &o.root, row)
		}
	})
}

// rowType is the type of the table's rows.
func rowType(t *Table) schema.Type {
	out := schema.Type{Kind: schema.Row}
	for _, c := range t.Columns {
		out.Fields = append(out.Fields, schema.Field{Name: c.Name, Type: c.Type})
	}
	return out
}

// jsonCell reads the values of a type.
type jsonCell struct {
	typ    schema.Type
	key    *jsonCell
	fields []jsonCell // an array's element and a map's value are one
	names  []string   // of the fields
	places map[string][]int
}

// newJSONCell makes the reader of a type's values; key gives the key that a field is read from.
func newJSONCell(t schema.Type, key func(field string) string) jsonCell {
	c := jsonCell{typ: t}
	switch t.Kind {
	case schema.Array:
		c.fields = []jsonCell{newJSONCell(*t.Elem, key)}
	case schema.Map:
		k := newJSONCell(*t.Key, key)
		c.key, c.fields = &k, []jsonCell{newJSONCell(*t.Elem, key)}
	case schema.Row:
		c.places = map[string][]int{}
		for i, f := range t.Fields {
			name := strings.ToLower(f.Name)
			c.names = append(c.names, name)
			c.fields = append(c.fields, newJSONCell(f.Type, key))
			c.places[key(name)] = append(c.places[key(name)], i)
		}
	}
	return c
}

func (o *openX) cell(t schema.Type) jsonCell {
	return newJSONCell(t, func(field string) string {
		if key, ok := o.mapping[field]; ok {
			field = key
		}
		if o.foldCase {
			field = strings.ToLower(field)
		}
		return field
	})
}

// find gives the fields that a key is read into.
func (c *jsonCell) find(key string, foldCase bool) []int {
	if !foldCase {
		return c.places[key]
	}
	var short [64]byte
	lower := short[:0]
	if len(key) > len(short) {
		return c.places[strings.ToLower(key)]
	}
	for i := 0; i < len(key); i++ {
		b := key[i]
		if b >= utf8.RuneSelf {
			return c.places[strings.ToLower(key)]
		}
		if b >= 'A' && b <= 'Z' {
			b |= 0x20
		}
		lower = append(lower, b)
	}
	return c.places[string(lower)]
}

// row reads the fields of an object or, by their order, of an array.
func (o *openX) row(t *tree, n int32, c *jsonCell, row []any) error {
	self := t.nodes[n]
	if self.kind == jsonArray {
		child := self.first
		for i := 0; i < len(row) && child != 0; i++ {
			v, err := o.value(t, child, &c.fields[i])
			if err != nil {
				return err
			}
			row[i] = v
			child = t.nodes[child].next
		}
		return nil
	}
	// Of keys that are the same the last counts: nodes are noted first and read then.
	var few [64]int32
	found := few[:min(len(row), len(few))]
	if len(row) > len(few) {
		found = make([]int32, len(row))
	}
	for child := self.first; child != 0; child = t.nodes[child].next {
		for _, i := range c.find(t.nodes[child].name, o.foldCase) {
			found[i] = child
		}
	}
	for i, child := range found {
		if child == 0 && o.dots {
			child = o.dotted(t, self.first, c.names[i])
		}
		if child == 0 {
			continue
		}
		v, err := o.value(t, child, &c.fields[i])
		if err != nil {
			return err
		}
		row[i] = v
	}
	return nil
}

// dotted finds the first key with dots that is the field's name once they are underscores.
func (o *openX) dotted(t *tree, child int32, name string) int32 {
	if !strings.Contains(name, "_") {
		return 0
	}
	for ; child != 0; child = t.nodes[child].next {
		key := t.nodes[child].name
		if !strings.Contains(key, ".") {
			continue
		}
		key = strings.ReplaceAll(key, ".", "_")
		if key == name || o.foldCase && strings.EqualFold(key, name) {
			return child
		}
	}
	return 0
}

func (o *openX) value(t *tree, n int32, c *jsonCell) (any, error) {
	self := &t.nodes[n]
	if self.kind == jsonNull {
		return nil, nil
	}
	plain := self.kind == jsonString || self.kind == jsonLiteral
	switch c.typ.Kind {
	case schema.Varchar, schema.Char:
		return text(t.openXText(n, o.foldCase), c.typ), nil
	case schema.Array:
		if plain && self.text == "" {
			return nil, nil
		}
		if self.kind != jsonArray { // any other value is an array of one
			v, err := o.value(t, n, &c.fields[0])
			return []any{v}, err
		}
		out := make([]any, 0, self.count)
		for child := self.first; child != 0; child = t.nodes[child].next {
			v, err := o.value(t, child, &c.fields[0])
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		return out, nil
	case schema.Row:
		out := make([]any, len(c.fields))
		if !plain {
			return out, o.row(t, n, c, out)
		}
		if trim(self.text) != "" {
			return nil, badValue("Primitive can not be coerced to a ROW")
		}
		return out, nil
	case schema.Map:
		return o.entries(t, n, c)
	case schema.Boolean:
		return plain && strings.EqualFold(self.text, "true"), nil
	}
	if !plain {
		return nil, badValue("%s can not be coerced to a %s", map[nodeKind]string{jsonObject: "a JSON object", jsonArray: "a JSON array"}[self.kind], strings.ToUpper(c.typ.String()))
	}
	if c.typ.Kind == schema.Varbinary && self.kind == jsonLiteral {
		return nil, badValue("Unquoted JSON string is not allowed for VARBINARY")
	}
	return o.plain(self.text, c.typ)
}

func (o *openX) entries(t *tree, n int32, c *jsonCell) (any, error) {
	self := &t.nodes[n]
	switch self.kind {
	case jsonArray:
		return nil, badValue("a JSON array can not be coerced to a MAP")
	case jsonString, jsonLiteral:
		if trim(self.text) != "" {
			return nil, badValue("Primitive can not be coerced to a MAP")
		}
		return nil, nil
	}
	m := newMapBuilder(true)
	for _, child := range t.distinct(n, o.foldCase) {
		name := t.nodes[child].name
		var key any = text(name, c.key.typ)
		if c.key.typ.Kind != schema.Varchar && c.key.typ.Kind != schema.Char {
			var err error
			if key, err = o.key(name, c.key.typ); err != nil {
				return nil, err
			}
		}
		v, err := o.value(t, child, &c.fields[0])
		if err != nil {
			return nil, err
		}
		m.put(key, v)
	}
	return m.done(), nil
}

func (o *openX) key(name string, t schema.Type) (any, error) {
	switch t.Kind {
	case schema.Boolean:
		return strings.EqualFold(name, "true"), nil
	case schema.Array, schema.Map, schema.Row:
		return nil, badValue("a key can not be coerced to a %s", strings.ToUpper(t.String()))
	}
	return o.plain(name, t)
}
