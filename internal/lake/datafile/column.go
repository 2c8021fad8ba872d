package datafile

import (
	"encoding/binary"
	"math"
	"unsafe"

	"github.com/parquet-go/parquet-go/bloom"
	"github.com/parquet-go/parquet-go/encoding/delta"
	"github.com/parquet-go/parquet-go/encoding/rle"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

const (
	// A page ends when it has this many values or bytes.
	pageValues = 20_000
	pageBytes  = 1 << 20
	// A dictionary larger than this costs readers more than it saves.
	maxDictionary = 1 << 20
	// boundBytes is the length up to which strings go into the statistics; longer ones say nothing there.
	boundBytes = 64
	// bloomBits a value give about one false positive in a thousand. Each one costs a query a column chunk, some 30 ms, and a
	// store of 90 days has a hundred filters to ask; 10 bits, one in a hundred, save one byte in a hundred.
	bloomBits = 16
)

// columnEncoder turns one leaf of a batch into the pages of a column chunk. Its buffers live on from chunk to chunk.
type columnEncoder struct {
	leaf *rows.Leaf
	info *rows.LeafInfo

	// entries are the leaf's codes in file order, one a value or NULL; reps their repetition levels in a list.
	entries []uint32
	ints    []int64
	reps    []uint8
	values  int
	nulls   int

	// With a dictionary: its page, and for each code of the batch its index there (-1: not in this chunk).
	dictionary []byte
	distinct   int
	remap      []int32
	used       []uint32

	encoding   format.Encoding
	page       []byte
	pageValues int
	next       int
	compressed []byte

	levels  []uint8
	small   []int32
	indexes []int32
	numbers []int64
	scratch []byte
	hashes  []uint64
}

// encode takes the rows' entries and decides on the encoding.
func (c *columnEncoder) encode(b *rows.Batch, leaf int, order []int32) {
	c.leaf, c.info = &b.Leaves[leaf], &b.Layout.Leaves[leaf]
	c.entries, c.ints, c.reps, c.next, c.nulls = c.entries[:0], c.ints[:0], c.reps[:0], 0, 0
	c.dictionary, c.distinct, c.used = nil, 0, c.used[:0]
	if c.info.List >= 0 {
		c.gatherList(&b.Lists[c.info.List], order)
	} else {
		for _, row := range order {
			c.entries = append(c.entries, c.leaf.Codes[row])
		}
	}
	c.values = len(c.entries)
	for _, e := range c.entries {
		if e < c.info.MaxDef {
			c.nulls++
		}
	}
	switch c.info.Kind {
	case schema.Varchar:
		c.encoding = format.Plain
		c.buildDictionary()
	case schema.Boolean, schema.Double:
		c.encoding = format.Plain
	default:
		c.encoding = format.DeltaBinaryPacked
	}
	if c.info.Kind != schema.Varchar {
		for _, row := range order {
			c.ints = append(c.ints, c.leaf.Ints[row])
		}
	}
}

func (c *columnEncoder) gatherList(l *rows.List, order []int32) {
	for _, row := range order {
		if l.Defs[row] < 2 {
			c.entries = append(c.entries, uint32(l.Defs[row]))
			c.reps = append(c.reps, 0)
			continue
		}
		var first uint32
		if row > 0 {
			first = l.Ends[row-1]
		}
		for i := first; i < l.Ends[row]; i++ {
			c.entries = append(c.entries, c.leaf.Codes[i])
			c.reps = append(c.reps, uint8(min(i-first, 1)))
		}
	}
}

// buildDictionary numbers the values that occur in the order of their first occurrence, unless that would not pay.
func (c *columnEncoder) buildDictionary() {
	if c.info.Distinct {
		return
	}
	if n := len(c.leaf.Dict); cap(c.remap) < n {
		c.remap = make([]int32, n)
	}
	c.remap = c.remap[:len(c.leaf.Dict)]
	for i := range c.remap {
		c.remap[i] = -1
	}
	size := 0
	for _, e := range c.entries {
		if e < c.info.MaxDef || c.remap[e-c.info.MaxDef] >= 0 {
			continue
		}
		c.remap[e-c.info.MaxDef] = int32(len(c.used))
		c.used = append(c.used, e-c.info.MaxDef)
		size += 4 + len(c.leaf.Dict[e-c.info.MaxDef])
	}
	if size > maxDictionary && len(c.used)*2 > c.values-c.nulls {
		return
	}
	if size > 8*maxDictionary {
		return
	}
	c.distinct = len(c.used)
	c.dictionary = make([]byte, 0, size)
	for _, code := range c.used {
		c.dictionary = appendPlain(c.dictionary, c.leaf.Dict[code])
	}
	c.encoding = format.RLEDictionary
}

func appendPlain(dst []byte, s string) []byte {
	return append(binary.LittleEndian.AppendUint32(dst, uint32(len(s))), s...)
}

// nextPage encodes the next page into c.page; a page ends at a row's end.
func (c *columnEncoder) nextPage() bool {
	first := c.next
	if first == len(c.entries) {
		return false
	}
	size := 0
	for c.next < len(c.entries) {
		full := c.next-first >= pageValues || size >= pageBytes
		if full && (len(c.reps) == 0 || c.reps[c.next] == 0) {
			break
		}
		if e := c.entries[c.next]; e >= c.info.MaxDef && c.encoding == format.Plain && c.info.Kind == schema.Varchar {
			size += len(c.leaf.Dict[e-c.info.MaxDef])
		}
		c.next++
	}
	c.pageValues = c.next - first
	c.page = c.page[:0]
	if len(c.reps) > 0 {
		c.appendLevels(1, c.reps[first:c.next])
	}
	c.levels = c.levels[:0]
	for _, e := range c.entries[first:c.next] {
		c.levels = append(c.levels, uint8(min(e, c.info.MaxDef)))
	}
	c.appendLevels(bitWidth(c.info.MaxDef), c.levels)
	c.appendValues(first, c.next)
	return true
}

func bitWidth(v uint32) int {
	n := 0
	for ; v > 0; v >>= 1 {
		n++
	}
	return n
}

func (c *columnEncoder) appendLevels(width int, levels []uint8) {
	c.scratch, _ = (&rle.Encoding{BitWidth: width}).EncodeLevels(c.scratch, levels)
	c.page = binary.LittleEndian.AppendUint32(c.page, uint32(len(c.scratch)))
	c.page = append(c.page, c.scratch...)
}

func (c *columnEncoder) appendValues(first, end int) {
	switch {
	case c.encoding == format.RLEDictionary:
		c.indexes = c.indexes[:0]
		for _, e := range c.entries[first:end] {
			if e >= c.info.MaxDef {
				c.indexes = append(c.indexes, c.remap[e-c.info.MaxDef])
			}
		}
		c.scratch, _ = (&rle.DictionaryEncoding{}).EncodeInt32(c.scratch, c.indexes)
		c.page = append(c.page, c.scratch...)
	case c.info.Kind == schema.Varchar:
		for _, e := range c.entries[first:end] {
			if e >= c.info.MaxDef {
				c.page = appendPlain(c.page, c.leaf.Dict[e-c.info.MaxDef])
			}
		}
	case c.info.Kind == schema.Boolean:
		n := 0
		for i := first; i < end; i++ {
			if c.entries[i] < c.info.MaxDef {
				continue
			}
			if n%8 == 0 {
				c.page = append(c.page, 0)
			}
			c.page[len(c.page)-1] |= byte(c.ints[i]) << (n % 8)
			n++
		}
	case c.info.Kind == schema.Double:
		for i := first; i < end; i++ {
			if c.entries[i] >= c.info.MaxDef {
				c.page = binary.LittleEndian.AppendUint64(c.page, uint64(c.ints[i]))
			}
		}
	case c.info.Kind == schema.Integer || c.info.Kind == schema.Date:
		c.small = c.small[:0]
		for i := first; i < end; i++ {
			if c.entries[i] >= c.info.MaxDef {
				c.small = append(c.small, int32(c.ints[i]))
			}
		}
		c.scratch, _ = (&delta.BinaryPackedEncoding{}).EncodeInt32(c.scratch, c.small)
		c.page = append(c.page, c.scratch...)
	default:
		c.numbers = c.numbers[:0]
		for i := first; i < end; i++ {
			if c.entries[i] >= c.info.MaxDef {
				c.numbers = append(c.numbers, c.ints[i])
			}
		}
		c.scratch, _ = (&delta.BinaryPackedEncoding{}).EncodeInt64(c.scratch, c.numbers)
		c.page = append(c.page, c.scratch...)
	}
}

// bloomFilter returns the chunk's filter with its header, or nil
// (https://parquet.apache.org/docs/file-format/bloomfilter/).
func (c *columnEncoder) bloomFilter(info *rows.LeafInfo) ([]byte, error) {
	if !info.Search || c.values == c.nulls {
		return nil, nil
	}
	c.hashes = c.hashes[:0]
	if c.dictionary != nil {
		for _, code := range c.used {
			c.hashes = append(c.hashes, hashOf(c.leaf.Dict[code]))
		}
	} else {
		for _, e := range c.entries {
			if e >= info.MaxDef {
				c.hashes = append(c.hashes, hashOf(c.leaf.Dict[e-info.MaxDef]))
			}
		}
	}
	filter := make(bloom.SplitBlockFilter, bloom.NumSplitBlocksOf(int64(len(c.hashes)), bloomBits))
	filter.InsertBulk(c.hashes)
	header, err := thrift.Marshal(new(thrift.CompactProtocol), &format.BloomFilterHeader{
		NumBytes:    int32(len(filter.Bytes())),
		Algorithm:   format.BloomFilterAlgorithm{Value: &format.SplitBlockAlgorithm{}},
		Hash:        format.BloomFilterHash{Value: &format.XxHash{}},
		Compression: format.BloomFilterCompression{Value: &format.BloomFilterUncompressed{}},
	})
	return append(header, filter.Bytes()...), err
}

func hashOf(s string) uint64 {
	return bloom.XXH64{}.Sum64(unsafe.Slice(unsafe.StringData(s), len(s)))
}

func physicalType(k schema.Kind) format.Type {
	switch k {
	case schema.Varchar:
		return format.ByteArray
	case schema.Boolean:
		return format.Boolean
	case schema.Integer, schema.Date:
		return format.Int32
	case schema.Double:
		return format.Double
	}
	return format.Int64
}

// statistics gives the chunk's bounds where they can leave out a row group.
func (c *columnEncoder) statistics(info *rows.LeafInfo) format.Statistics {
	s := format.Statistics{NullCount: int64(c.nulls)}
	if c.values == c.nulls {
		return s
	}
	switch info.Kind {
	case schema.Varchar:
		if c.dictionary == nil {
			return s
		}
		lo, hi := c.leaf.Dict[c.used[0]], c.leaf.Dict[c.used[0]]
		for _, code := range c.used {
			v := c.leaf.Dict[code]
			lo, hi = min(lo, v), max(hi, v)
		}
		if len(lo) <= boundBytes && len(hi) <= boundBytes {
			s.MinValue, s.MaxValue = []byte(lo), []byte(hi)
		}
	case schema.Boolean:
	case schema.Double:
		lo, hi := math.Inf(1), math.Inf(-1)
		for i, e := range c.entries {
			if e < info.MaxDef {
				continue
			}
			v := math.Float64frombits(uint64(c.ints[i]))
			if math.IsNaN(v) {
				return s
			}
			lo, hi = min(lo, v), max(hi, v)
		}
		// A zero's sign is not told by comparison: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift.
		if lo == 0 {
			lo = math.Copysign(0, -1)
		}
		if hi == 0 {
			hi = math.Copysign(0, 1)
		}
		s.MinValue = binary.LittleEndian.AppendUint64(nil, math.Float64bits(lo))
		s.MaxValue = binary.LittleEndian.AppendUint64(nil, math.Float64bits(hi))
	default:
		var lo, hi int64
		seen := false
		for i, e := range c.entries {
			if e < info.MaxDef {
				continue
			}
			if v := c.ints[i]; !seen {
				lo, hi, seen = v, v, true
			} else {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
		if physicalType(info.Kind) == format.Int32 {
			s.MinValue = binary.LittleEndian.AppendUint32(nil, uint32(lo))
			s.MaxValue = binary.LittleEndian.AppendUint32(nil, uint32(hi))
			break
		}
		s.MinValue = binary.LittleEndian.AppendUint64(nil, uint64(lo))
		s.MaxValue = binary.LittleEndian.AppendUint64(nil, uint64(hi))
	}
	return s
}
