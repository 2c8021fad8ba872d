package decode

import (
	"tarn/internal/rows"
	"tarn/internal/schema"
)

// EventJSON gives the event in a row of b back from its columns: equal as JSON to the event delivered.
func EventJSON(b *rows.Batch, row int) []byte {
	w := eventWriter{b: b, row: row}
	w.object(b.Layout.Table.Columns, true)
	over, ok := b.String(b.Layout.Leaf("_overflow"), row)
	if !ok {
		return w.out
	}
	merged, err := mergeObjects(make([]byte, 0, len(w.out)+len(over)), w.out, []byte(over), b.Layout.Table.Columns)
	if err != nil {
		panic("decode: a row's columns do not make a JSON object: " + err.Error())
	}
	return merged
}

// eventWriter walks a table's columns in the order of their leaves.
type eventWriter struct {
	b    *rows.Batch
	row  int
	out  []byte
	leaf int
	list int
}

func (w *eventWriter) name(n string) {
	if w.out[len(w.out)-1] != '{' {
		w.out = append(w.out, ',')
	}
	w.out = append(w.out, '"')
	w.out = append(w.out, n...)
	w.out = append(w.out, '"', ':')
}

func (w *eventWriter) object(columns []schema.Stored, top bool) {
	w.out = append(w.out, '{')
	for _, c := range columns {
		switch {
		case top && c.Name[0] == '_':
			w.leaf++
		case c.Kind == schema.Row:
			w.member(c)
		case c.Kind == schema.Array:
			w.array(c)
		default:
			w.value(c)
		}
	}
	w.out = append(w.out, '}')
}

func (w *eventWriter) member(c schema.Stored) {
	first := w.leaf
	end := first + leafCount(c)
	depth := leafDepth(w.b.Layout, first, c.Name)
	for i := first; i < end; i++ {
		if w.b.Leaves[i].Codes[w.row] >= depth {
			w.name(c.Name)
			w.object(c.Members, false)
			return
		}
	}
	w.leaf = end
}

// leafDepth is the definition level at which the row of this name, which holds the leaf, is there.
func leafDepth(l *rows.Layout, leaf int, name string) uint32 {
	for i, n := range l.Leaves[leaf].Path {
		if n == name {
			return uint32(i + 1)
		}
	}
	panic("decode: leaf outside its row")
}

func leafCount(c schema.Stored) int {
	if c.Kind != schema.Row && c.Kind != schema.Array {
		return 1
	}
	n := 0
	for _, m := range c.Members {
		n += leafCount(m)
	}
	return n
}

func (w *eventWriter) value(c schema.Stored) {
	leaf := w.leaf
	w.leaf++
	switch c.Kind {
	case schema.Varchar, schema.JSON:
		v, ok := w.b.String(leaf, w.row)
		if !ok {
			return
		}
		w.name(c.Name)
		if c.Kind == schema.JSON {
			w.out = append(w.out, v...)
		} else {
			w.out = appendQuoted(w.out, v)
		}
	default:
		v, ok := w.b.Int(leaf, w.row)
		if !ok {
			return
		}
		w.name(c.Name)
		switch {
		case c.Kind == schema.Timestamp:
			w.out = append(w.out, '"')
			w.out = appendTime(w.out, v)
			w.out = append(w.out, '"')
		case v != 0:
			w.out = append(w.out, "true"...)
		default:
			w.out = append(w.out, "false"...)
		}
	}
}

func (w *eventWriter) array(c schema.Stored) {
	list, info := &w.b.Lists[w.list], w.b.Layout.Lists[w.list]
	w.list++
	w.leaf = info.End
	if list.Defs[w.row] == 0 {
		return
	}
	from := uint32(0)
	if w.row > 0 {
		from = list.Ends[w.row-1]
	}
	w.name(c.Name)
	w.out = append(w.out, '[')
	for e := from; e < list.Ends[w.row]; e++ {
		if e > from {
			w.out = append(w.out, ',')
		}
		w.element(c, info.First, e)
	}
	w.out = append(w.out, ']')
}

func (w *eventWriter) element(c schema.Stored, first int, e uint32) {
	if w.b.Leaves[first].Codes[e] == 2 { // the element itself is NULL
		w.out = append(w.out, "null"...)
		return
	}
	w.out = append(w.out, '{')
	for i, m := range c.Members {
		leaf := &w.b.Leaves[first+i]
		most := w.b.Layout.Leaves[first+i].MaxDef
		if code := leaf.Codes[e]; code >= most {
			w.name(m.Name)
			w.out = appendQuoted(w.out, leaf.Dict[code-most])
		}
	}
	w.out = append(w.out, '}')
}
