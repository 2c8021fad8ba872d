package rows

// Extend adds n rows in which everything is NULL, to be filled leaf by leaf with the Put methods, and returns the first one's
// index. Arrays are filled with PutList and PutElement, rows in ascending order.
func (b *Batch) Extend(n int) int {
	first := b.N
	if b.N+n > b.capacity {
		b.grow(max(b.N+n, b.capacity*2))
	}
	b.N += n
	return first
}

// PutString sets a leaf outside arrays in a row.
func (b *Batch) PutString(leaf, row int, v []byte) {
	l := &b.Leaves[leaf]
	l.Codes[row] = l.max + b.code(l, v)
}

// PutInt sets a boolean, bigint or timestamp leaf in a row.
func (b *Batch) PutInt(leaf, row int, v int64) {
	l := &b.Leaves[leaf]
	l.Codes[row] = l.max
	l.Ints[row] = v
}

// PutNull makes a leaf NULL at definition level def in a row.
func (b *Batch) PutNull(leaf, row int, def uint32) { b.Leaves[leaf].Codes[row] = def }

// PutList sets array i of a row: def as in List.Defs, and the number of elements. Rows must come in ascending order, every one.
func (b *Batch) PutList(i, row int, def uint8, elements int) {
	l := &b.Lists[i]
	l.Defs[row] = def
	l.n += uint32(elements)
	l.Ends[row] = l.n
}

// PutElement adds the next element's member to a leaf of an array: a value, or, where there is none, NULL at level def.
func (b *Batch) PutElement(leaf int, v []byte, def uint32) {
	l := &b.Leaves[leaf]
	if def < l.max {
		l.Codes = append(l.Codes, def)
		return
	}
	l.Codes = append(l.Codes, l.max+b.code(l, v))
}
