package pack

import (
	"io"
	"os"
	"path/filepath"

	"tarn/internal/disk"

	"github.com/parquet-go/parquet-go"
	parquetzstd "github.com/parquet-go/parquet-go/compress/zstd"
)

const (
	// A row group ends when it has this many rows, or values of about this many bytes.
	groupRows  = 122_880
	groupBytes = 64 << 20
	// batchRows is the number of rows that are gathered before they go to the columns.
	batchRows = 256
	// maxDictionary is the size from which a column's texts have no dictionary.
	maxDictionary = 1 << 20
)

// file writes a pack's Parquet.
type file struct {
	form   *form
	w      *parquet.Writer
	leaves [][]parquet.Value
	before []int // the leaves' lengths before the row that is being added
	source int64

	gathered, group, bytes int
	rows                   int64
	// broken is why nothing can be written any more: what is in the file may be half of a row.
	broken error
}

func newFile(f *form, out io.Writer) *file {
	return &file{form: f, leaves: make([][]parquet.Value, f.leaves), before: make([]int, f.leaves), w: parquet.NewWriter(out, f.schema,
		parquet.Compression(&parquetzstd.Codec{Level: parquetzstd.SpeedFastest}), parquet.DictionaryMaxBytes(maxDictionary), parquet.CreatedBy("tarn", "", ""))}
}

// row adds a row of the source.
func (f *file) row(values []any) error {
	for i, l := range f.leaves {
		f.before[i] = len(l)
	}
	for i, n := range f.form.columns {
		if err := n.put(f.leaves, values[i], 0); err != nil {
			for j, n := range f.before {
				f.leaves[j] = f.leaves[j][:n]
			}
			return err
		}
	}
	f.leaves[f.form.source] = append(f.leaves[f.form.source], parquet.Int64Value(f.source).Level(0, 0, f.form.source))
	for i, n := range f.before {
		f.bytes += bytesOf(f.leaves[i][n:])
	}
	f.gathered++
	f.group++
	f.rows++
	switch {
	case f.group >= groupRows || f.bytes >= groupBytes:
		f.broken = f.endGroup()
	case f.gathered >= batchRows:
		f.broken = f.endBatch()
	}
	return f.broken
}

func bytesOf(values []parquet.Value) (n int) {
	for _, v := range values {
		n += 8
		if v.Kind() == parquet.ByteArray {
			n += len(v.ByteArray())
		}
	}
	return n
}

func (f *file) endBatch() error {
	for i, c := range f.w.ColumnWriters() {
		if len(f.leaves[i]) == 0 {
			continue
		}
		if _, err := c.WriteRowValues(f.leaves[i]); err != nil {
			return err
		}
		clear(f.leaves[i])
		f.leaves[i] = f.leaves[i][:0]
	}
	f.gathered = 0
	return nil
}

func (f *file) endGroup() error {
	if f.group == 0 {
		return nil
	}
	if err := f.endBatch(); err != nil {
		return err
	}
	f.group, f.bytes = 0, 0
	return f.w.Flush()
}

// end ends the file and gives it the pack's name, durably. The manifest has its size then.
func (f *file) end(out *os.File, m *manifest) error {
	if err := f.close(); err != nil {
		return err
	}
	if err := out.Sync(); err != nil {
		return err
	}
	info, err := out.Stat()
	if err != nil {
		return err
	}
	m.Bytes = info.Size()
	if err := os.Rename(out.Name(), m.path); err != nil {
		return err
	}
	return disk.SyncFolder(filepath.Dir(m.path))
}

func (f *file) close() error {
	if f.broken != nil {
		return f.broken
	}
	if err := f.endGroup(); err != nil {
		return err
	}
	return f.w.Close()
}
