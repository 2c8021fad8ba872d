package rows

import (
	"math"
	"math/rand/v2"
	"unsafe"

	"github.com/zeebo/xxh3"

	"tarn/internal/schema"
)

// Batch is a set of rows in columns. A decoder adds rows one at a time: Begin, then Present and Set… for what is there; Drop
// takes the row back. A Batch is used again after Reset, which keeps its memory.
//
// Strings are kept once in the batch's arena and stay valid until Reset.
type Batch struct {
	*Layout
	// N is the number of rows.
	N      int
	Leaves []Leaf
	Lists  []List

	capacity int
	arena    arena
	beside   company
	// flat holds the Codes of all leaves outside arrays, stride apart.
	flat   []uint32
	stride int
}

// Leaf is one leaf column of a Batch.
type Leaf struct {
	// Codes has one entry a row; in an array, one an element. Below MaxDef it is a NULL's definition level. From MaxDef on
	// there is a value: for strings Dict[code-MaxDef], otherwise the code is MaxDef and Ints has the value.
	Codes []uint32
	Dict  []string
	// Ints are, a row each, timestamps in microseconds since 1970 UTC, dates in days since then, integers and bigints, booleans as
	// 0 and 1, or the bits of doubles.
	Ints []int64

	max    uint32
	plain  bool
	search bool
	last   uint32
	guess  *guess
	index  []uint32 // open addressing over Dict: 0 is free, otherwise index in Dict + 1
}

// List says how an array column's elements spread over the rows.
type List struct {
	// Ends has for each row the number of elements up to and with it.
	Ends []uint32
	// Defs has for each row 0 for a NULL array, 1 for an empty one, 2 for one with elements.
	Defs []uint8
	n    uint32
}

// NewBatch makes an empty batch with room for n rows to begin with.
func NewBatch(l *Layout, n int) *Batch {
	b := &Batch{Layout: l, Leaves: make([]Leaf, len(l.Leaves)), Lists: make([]List, len(l.Lists))}
	for i, info := range l.Leaves {
		b.Leaves[i].max = info.MaxDef
		b.Leaves[i].plain = info.Distinct
		b.Leaves[i].search = info.Search
		if info.Kind == schema.Varchar && !info.Distinct && info.List < 0 {
			b.Leaves[i].guess = new(guess)
		}
	}
	b.grow(max(n, 64))
	return b
}

// stagger is how many entries each column starts further into its cache set than the one before: a row writes to every column,
// and columns a power of two apart would push each other out of the cache.
const stagger = 80

func (b *Batch) grow(n int) {
	b.capacity = n
	b.stride = n + stagger
	b.flat = make([]uint32, b.stride*len(b.Leaves))
	for i := range b.Leaves {
		leaf, info := &b.Leaves[i], &b.Layout.Leaves[i]
		if info.List >= 0 {
			continue
		}
		at := i * b.stride
		copy(b.flat[at:], leaf.Codes)
		leaf.Codes = b.flat[at : at+n : at+n]
		if info.Kind != schema.Varchar {
			leaf.Ints = append(make([]int64, 0, n), leaf.Ints...)[:n]
		}
	}
	for i := range b.Lists {
		b.Lists[i].Ends = append(make([]uint32, 0, n), b.Lists[i].Ends...)[:n]
		b.Lists[i].Defs = append(make([]uint8, 0, n), b.Lists[i].Defs...)[:n]
	}
}

// Reset empties the batch and keeps its memory.
func (b *Batch) Reset() {
	for i := range b.Leaves {
		leaf := &b.Leaves[i]
		if b.Layout.Leaves[i].List >= 0 {
			leaf.Codes = leaf.Codes[:0]
		} else {
			clear(leaf.Codes[:b.N])
		}
		clear(leaf.Dict)
		leaf.Dict = leaf.Dict[:0]
		clear(leaf.index)
		leaf.last = 0
		if leaf.guess != nil {
			*leaf.guess = guess{}
		}
	}
	for i := range b.Lists {
		clear(b.Lists[i].Defs[:b.N])
		b.Lists[i].n = 0
	}
	b.N = 0
	b.arena.reset()
}

// Bytes is the memory that grows with what the rows hold: strings, and the elements of arrays.
func (b *Batch) Bytes() int {
	n := b.arena.used
	for _, l := range b.Layout.Lists {
		for i := l.First; i < l.End; i++ {
			n += 4 * len(b.Leaves[i].Codes)
		}
	}
	return n
}

// Begin adds a row in which everything is NULL.
func (b *Batch) Begin() {
	if b.N == b.capacity {
		b.grow(b.capacity * 2)
	}
	b.N++
	b.beside = company{}
	for i := range b.Lists {
		b.Lists[i].Ends[b.N-1] = b.Lists[i].n
	}
}

// Drop takes the last row back.
func (b *Batch) Drop() {
	row := b.N - 1
	for i := range b.Leaves {
		if b.Layout.Leaves[i].List < 0 {
			b.Leaves[i].Codes[row] = 0
		}
	}
	for i := range b.Lists {
		b.ClearList(i)
	}
	b.N--
}

// Present says that the row whose leaves are [first, end) is there in the last row, at definition level def: its leaves become
// NULL members of it. Call it before the members are set.
func (b *Batch) Present(first, end int, def uint32) {
	at := first*b.stride + b.N - 1
	for range end - first {
		b.flat[at] = def
		at += b.stride
	}
}

// SetString sets a leaf of the last row, outside arrays. The bytes are copied where they are new.
func (b *Batch) SetString(leaf int, v []byte) {
	l := &b.Leaves[leaf]
	l.Codes[b.N-1] = l.max + b.code(l, v)
}

// SetInt sets a boolean, integer, bigint, date or timestamp leaf of the last row.
func (b *Batch) SetInt(leaf int, v int64) {
	l := &b.Leaves[leaf]
	l.Codes[b.N-1] = l.max
	l.Ints[b.N-1] = v
}

// SetDouble sets a double leaf of the last row.
func (b *Batch) SetDouble(leaf int, v float64) { b.SetInt(leaf, int64(math.Float64bits(v))) }

// OpenList says that array i is there in the last row, without elements as yet.
func (b *Batch) OpenList(i int) { b.Lists[i].Defs[b.N-1] = 1 }

// AddElement adds an element with NULL members to array i of the last row. null makes the element itself NULL.
func (b *Batch) AddElement(i int, null bool) {
	list, info := &b.Lists[i], &b.Layout.Lists[i]
	list.Defs[b.N-1] = 2
	list.n++
	list.Ends[b.N-1] = list.n
	def := uint32(3)
	if null {
		def = 2
	}
	for j := info.First; j < info.End; j++ {
		b.Leaves[j].Codes = append(b.Leaves[j].Codes, def)
	}
}

// SetElement sets a string member of the element added last.
func (b *Batch) SetElement(leaf int, v []byte) {
	l := &b.Leaves[leaf]
	l.Codes[len(l.Codes)-1] = l.max + b.code(l, v)
}

// ClearList makes array i of the last row NULL and forgets its elements.
func (b *Batch) ClearList(i int) {
	list, info := &b.Lists[i], &b.Layout.Lists[i]
	var before uint32
	if b.N > 1 {
		before = list.Ends[b.N-2]
	}
	for j := info.First; j < info.End; j++ {
		b.Leaves[j].Codes = b.Leaves[j].Codes[:before]
	}
	list.n = before
	list.Ends[b.N-1] = before
	list.Defs[b.N-1] = 0
}

// String returns a string leaf's value in a row outside arrays, and whether it is there.
func (b *Batch) String(leaf, row int) (string, bool) {
	l := &b.Leaves[leaf]
	if c := l.Codes[row]; c >= l.max {
		return l.Dict[c-l.max], true
	}
	return "", false
}

// Int returns a leaf's number in a row, and whether it is there.
func (b *Batch) Int(leaf, row int) (int64, bool) {
	l := &b.Leaves[leaf]
	return l.Ints[row], l.Codes[row] >= l.max
}

// Double returns a double leaf's number in a row, and whether it is there.
func (b *Batch) Double(leaf, row int) (float64, bool) {
	v, ok := b.Int(leaf, row)
	return math.Float64frombits(uint64(v)), ok
}

// code returns the index in Dict of a value, and adds it where it is new.
func (b *Batch) code(l *Leaf, v []byte) uint32 {
	if l.plain {
		l.Dict = append(l.Dict, b.arena.keep(v))
		return uint32(len(l.Dict) - 1)
	}
	if int(l.last) < len(l.Dict) && l.Dict[l.last] == string(v) {
		return l.last
	}
	if len(l.Dict)*2 >= len(l.index) {
		l.rehash()
	}
	mask := uint64(len(l.index) - 1)
	for i := xxh3.HashSeed(v, seed) & mask; ; i = (i + 1) & mask {
		c := l.index[i]
		if c == 0 {
			l.Dict = append(l.Dict, b.arena.keep(v))
			l.index[i] = uint32(len(l.Dict))
			l.last = uint32(len(l.Dict) - 1)
			return l.last
		}
		if l.Dict[c-1] == string(v) {
			l.last = c - 1
			return c - 1
		}
	}
}

func (l *Leaf) rehash() {
	l.index = make([]uint32, max(64, len(l.index)*2))
	mask := uint64(len(l.index) - 1)
	for n, s := range l.Dict {
		i := xxh3.HashStringSeed(s, seed) & mask
		for l.index[i] != 0 {
			i = (i + 1) & mask
		}
		l.index[i] = uint32(n + 1)
	}
}

// seed keeps those who write log records from choosing values that collide.
var seed = rand.Uint64()

// arena keeps strings in large blocks.
type arena struct {
	blocks [][]byte
	block  int
	used   int
}

const arenaBlock = 1 << 20

func (a *arena) keep(v []byte) string {
	if len(v) == 0 {
		return ""
	}
	a.used += len(v)
	if len(v) > arenaBlock/4 {
		return string(v)
	}
	for {
		if a.block == len(a.blocks) {
			a.blocks = append(a.blocks, make([]byte, 0, arenaBlock))
		}
		if blk := a.blocks[a.block]; len(blk)+len(v) <= cap(blk) {
			a.blocks[a.block] = append(blk, v...)
			kept := a.blocks[a.block][len(blk):]
			return unsafe.String(unsafe.SliceData(kept), len(kept))
		}
		a.block++
	}
}

func (a *arena) reset() {
	for i := range a.blocks {
		a.blocks[i] = a.blocks[i][:0]
	}
	a.block, a.used = 0, 0
}
