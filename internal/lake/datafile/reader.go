package datafile

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// Reader reads a data file back into batches. Columns are found by field ID: one that the file lacks is NULL, as is a column
// that the layout lacks left out.
type Reader struct {
	layout *rows.Layout
	file   *os.File
	pq     *parquet.File
	// columns has for each leaf of the layout the file's column index, or -1.
	columns []int
	values  []parquet.Value
}

// OpenReader opens a data file.
func OpenReader(path string, l *rows.Layout) (*Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	pq, err := parquet.OpenFile(f, info.Size(), parquet.SkipBloomFilters(true), parquet.SkipPageIndex(true))
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s is not a readable data file: %w", path, err)
	}
	r := &Reader{layout: l, file: f, pq: pq, values: make([]parquet.Value, 4096)}
	ids := map[int]int{}
	for _, c := range leafColumns(pq.Root(), nil) {
		ids[c.ID()] = c.Index()
	}
	for _, leaf := range l.Leaves {
		i, ok := ids[leaf.ID]
		if !ok {
			i = -1
		}
		r.columns = append(r.columns, i)
	}
	return r, nil
}

func leafColumns(c *parquet.Column, out []*parquet.Column) []*parquet.Column {
	if c.Leaf() {
		return append(out, c)
	}
	for _, child := range c.Columns() {
		out = leafColumns(child, out)
	}
	return out
}

// Groups is the number of row groups, Rows the number of rows in all.
func (r *Reader) Groups() int { return len(r.pq.RowGroups()) }
func (r *Reader) Rows() int64 { return r.pq.NumRows() }

// Size is how large a row group is.
type Size struct {
	Rows int64
	// Bytes on disk, and about how many its text and arrays take in a batch.
	Bytes, Memory int64
}

// Size tells how large a row group is, without reading it.
func (r *Reader) Size(group int) Size {
	g := r.pq.Metadata().RowGroups[group]
	s := Size{Rows: g.NumRows, Bytes: g.TotalCompressedSize, Memory: g.TotalByteSize}
	for _, c := range g.Columns {
		if elements := c.MetaData.NumValues - g.NumRows; elements > 0 {
			s.Memory += 4 * elements
		}
	}
	return s
}

// ReadGroup adds the rows of a row group to b.
func (r *Reader) ReadGroup(group int, b *rows.Batch) error {
	g := r.pq.RowGroups()[group]
	n := int(g.NumRows())
	first := b.Extend(n)
	chunks := g.ColumnChunks()
	listed := make([]bool, len(r.layout.Lists))
	for leaf, column := range r.columns {
		if column < 0 {
			continue
		}
		if err := r.readColumn(chunks[column], b, leaf, first, listed); err != nil {
			return fmt.Errorf("%s: column %v: %w", r.file.Name(), r.layout.Leaves[leaf].Path, err)
		}
	}
	for leaf, column := range r.columns {
		if column < 0 {
			r.missing(b, leaf, first, n, listed)
		}
	}
	return nil
}

func (r *Reader) readColumn(chunk parquet.ColumnChunk, b *rows.Batch, leaf, first int, listed []bool) error {
	pages := chunk.Pages()
	defer pages.Close()
	info := &r.layout.Leaves[leaf]
	list := listFiller{batch: b, leaf: leaf, list: info.List, row: first - 1}
	if info.List >= 0 {
		list.bounds = !listed[info.List]
		listed[info.List] = true
	}
	row := first
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		values := page.Values()
		for {
			n, err := values.ReadValues(r.values)
			for _, v := range r.values[:n] {
				if info.List >= 0 {
					list.add(v)
					continue
				}
				put(b, info, leaf, row, v)
				row++
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
		}
		parquet.Release(page)
	}
	list.end()
	return nil
}

func put(b *rows.Batch, info *rows.LeafInfo, leaf, row int, v parquet.Value) {
	switch {
	case v.IsNull():
		b.PutNull(leaf, row, uint32(v.DefinitionLevel()))
	case info.Kind == schema.Varchar:
		b.PutString(leaf, row, v.ByteArray())
	case info.Kind == schema.Boolean:
		n := int64(0)
		if v.Boolean() {
			n = 1
		}
		b.PutInt(leaf, row, n)
	case info.Kind == schema.Integer || info.Kind == schema.Date:
		b.PutInt(leaf, row, int64(v.Int32()))
	case info.Kind == schema.Double:
		b.PutInt(leaf, row, int64(math.Float64bits(v.Double())))
	default:
		b.PutInt(leaf, row, v.Int64())
	}
}

// listFiller puts one leaf of an array back; the first leaf that the file has also says how many elements each row has.
type listFiller struct {
	batch      *rows.Batch
	leaf, list int
	bounds     bool
	row        int
	def        uint8
	elements   int
	begun      bool
}

func (f *listFiller) add(v parquet.Value) {
	if v.RepetitionLevel() == 0 {
		f.end()
		f.begun, f.elements = true, 0
		f.row++
	}
	def := uint32(v.DefinitionLevel())
	f.def = uint8(min(def, 2))
	if def >= 2 {
		f.elements++
		f.batch.PutElement(f.leaf, v.ByteArray(), def)
	}
}

func (f *listFiller) end() {
	if f.begun && f.bounds {
		f.batch.PutList(f.list, f.row, f.def, f.elements)
	}
	f.begun = false
}

// missing fills a leaf that the file was written without: NULL, within the rows that are there as its siblings tell.
func (r *Reader) missing(b *rows.Batch, leaf, first, n int, listed []bool) {
	info := &r.layout.Leaves[leaf]
	if info.List >= 0 {
		r.missingElements(b, leaf, first, n, listed)
		return
	}
	// The leaf that shares the longest path tells how much of it is there.
	best, depth := -1, 0
	for other := range r.layout.Leaves {
		if r.columns[other] < 0 || r.layout.Leaves[other].List >= 0 {
			continue
		}
		if d := shared(info.Path, r.layout.Leaves[other].Path); d > depth {
			best, depth = other, d
		}
	}
	if best < 0 {
		return
	}
	for row := first; row < first+n; row++ {
		b.PutNull(leaf, row, min(b.Leaves[best].Codes[row], uint32(depth)))
	}
}

func (r *Reader) missingElements(b *rows.Batch, leaf, first, n int, listed []bool) {
	i := r.layout.Leaves[leaf].List
	for sibling := r.layout.Lists[i].First; sibling < r.layout.Lists[i].End; sibling++ {
		if r.columns[sibling] < 0 {
			continue
		}
		for _, code := range b.Leaves[sibling].Codes[len(b.Leaves[leaf].Codes):] {
			b.PutElement(leaf, nil, min(code, 3))
		}
		return
	}
	if !listed[i] {
		listed[i] = true
		for row := first; row < first+n; row++ {
			b.PutList(i, row, 0, 0)
		}
	}
}

func shared(a, b []string) int {
	n := 0
	for n < len(a)-1 && n < len(b)-1 && a[n] == b[n] {
		n++
	}
	return n
}

// Close closes the file.
func (r *Reader) Close() error { return r.file.Close() }

// Rows counts the rows of a Parquet file, as its footer does.
func Rows(path string) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	pq, err := parquet.OpenFile(f, info.Size(), parquet.SkipBloomFilters(true), parquet.SkipPageIndex(true))
	if err != nil {
		return 0, fmt.Errorf("%s is not a readable data file: %w", path, err)
	}
	return pq.NumRows(), nil
}
