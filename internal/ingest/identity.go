package ingest

import (
	"encoding/binary"

	"tarn/internal/decode"
	"tarn/internal/rows"
	"tarn/internal/schema"
)

// identity tells records apart. One with an ID of its own goes by that, wherever it lies. Where the table has no such column,
// a record goes by its place and its values: an object that grew brings its new records only, equal lines of one object both
// stay, and a line that was replaced is a new one.
type identity struct {
	index *Index
	// key is the leaf of the records' own IDs; -1 where they have none.
	key int
	// object and record are a record's place, values the leaves that hold what it says.
	object, record int
	values         []valueLeaf
	text           []byte
}

type valueLeaf struct {
	leaf   int
	id     uint32
	string bool
}

func newIdentity(l *rows.Layout, x *Index) identity {
	d := identity{index: x, key: -1, object: l.Leaf("_object"), record: l.Leaf("_record")}
	if key := l.Table.Key; key != "" {
		d.key = l.Leaf(key)
		return d
	}
	if len(l.Lists) > 0 {
		panic("ingest: a table without a key has no arrays of rows: " + l.Table.Name)
	}
	for i, leaf := range l.Leaves {
		if name := leaf.Path[0]; name[0] == '_' && name != "_more" && name != "_time" {
			continue // where the record comes from, and what follows from the others
		}
		d.values = append(d.values, valueLeaf{i, uint32(leaf.ID), leaf.Kind == schema.Varchar})
	}
	return d
}

// identify is the entry of a row whose record as delivered is raw.
func (d *identity) identify(b *rows.Batch, row int, raw []byte) Entry {
	if d.key < 0 {
		return d.place(b, row)
	}
	if id, ok := b.String(d.key, row); ok && id != "" {
		return Entry{ID: d.index.Identify([]byte(id)), Content: d.index.HashContent(raw)}
	}
	// Without an ID the content is the identity, and equal identities mean equal content.
	sum := decode.ContentHash(raw)
	return Entry{ID: d.index.Identify(sum[:]), Content: contentIsIdentity}
}

// stored is the entry of a row of the table, whose record as delivered is not known.
func (d *identity) stored(b *rows.Batch, row int) Entry {
	if d.key < 0 {
		return d.place(b, row)
	}
	if id, ok := b.String(d.key, row); ok && id != "" {
		return Entry{ID: d.index.Identify([]byte(id))}
	}
	sum := decode.ContentHash(decode.EventJSON(b, row))
	return Entry{ID: d.index.Identify(sum[:]), Content: contentIsIdentity}
}

// place is the entry of a record without an ID. Columns that a row lacks leave no trace, so that a table may gain some.
func (d *identity) place(b *rows.Batch, row int) Entry {
	uri, _ := b.String(d.object, row)
	record, _ := b.Int(d.record, row)
	t := append(append(d.text[:0], uri...), 0)
	t = binary.LittleEndian.AppendUint64(t, uint64(record))
	for _, v := range d.values {
		if v.string {
			if s, ok := b.String(v.leaf, row); ok {
				t = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(t, v.id), uint32(len(s)))
				t = append(t, s...)
			}
		} else if n, ok := b.Int(v.leaf, row); ok {
			t = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint32(t, v.id), uint64(n))
		}
	}
	d.text = t
	return Entry{ID: d.index.Identify(t), Content: contentIsIdentity}
}
