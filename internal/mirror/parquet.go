package mirror

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// without gives a Parquet file without top-level columns, and its size. The pages stay as they are, those of the columns, too, to which
// nothing points any more: of a partition's column they are a few bytes. https://parquet.apache.org/docs/file-format/metadata/
func without(f *os.File, columns []string) (io.Reader, int64, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	size := info.Size()
	var tail [8]byte
	if size < 12 {
		return nil, 0, errNotParquet
	}
	if _, err := f.ReadAt(tail[:], size-8); err != nil {
		return nil, 0, err
	}
	length := int64(binary.LittleEndian.Uint32(tail[:4]))
	if string(tail[4:]) != "PAR1" || length > size-12 {
		return nil, 0, errNotParquet
	}
	text := make([]byte, length)
	if _, err := f.ReadAt(text, size-8-length); err != nil {
		return nil, 0, err
	}
	pages := io.NewSectionReader(f, 0, size-8-length)
	var protocol thrift.CompactProtocol
	var meta format.FileMetaData
	if err := thrift.Unmarshal(&protocol, text, &meta); err != nil {
		return nil, 0, fmt.Errorf("reading the footer: %w", err)
	}
	if err := drop(&meta, columns); err != nil {
		return nil, 0, err
	}
	footer, err := thrift.Marshal(&protocol, &meta)
	if err != nil {
		return nil, 0, fmt.Errorf("writing the footer: %w", err)
	}
	footer = append(binary.LittleEndian.AppendUint32(footer, uint32(len(footer))), "PAR1"...)
	return io.MultiReader(pages, bytes.NewReader(footer)), pages.Size() + int64(len(footer)), nil
}

var errNotParquet = errors.New("this is no Parquet file")

// drop takes top-level columns that have no parts out of a footer.
func drop(meta *format.FileMetaData, columns []string) error {
	if len(columns) == 0 {
		return nil
	}
	if len(meta.Schema) == 0 {
		return errNotParquet
	}
	root := &meta.Schema[0]
	kept := meta.Schema[:1:1]
	leaves := map[int]int32{} // of the leaves that stay: their numbers, old and new
	leaf, dropped := 0, int32(0)
	var walk func(i int, top bool) int
	walk = func(i int, top bool) int {
		e := meta.Schema[i]
		if top && slices.Contains(columns, e.Name) {
			dropped++
			leaf++
			return i + 1
		}
		kept = append(kept, e)
		i++
		if n := e.NumChildren.V; n > 0 {
			for range n {
				i = walk(i, false)
			}
			return i
		}
		leaves[leaf] = int32(len(leaves))
		leaf++
		return i
	}
	for i := 1; i < len(meta.Schema); {
		i = walk(i, true)
	}
	root.NumChildren.V -= dropped
	kept[0] = *root
	meta.Schema = kept
	for g := range meta.RowGroups {
		group := &meta.RowGroups[g]
		var chunks []format.ColumnChunk
		for i, c := range group.Columns {
			if _, ok := leaves[i]; ok {
				// Readers take the page indexes of a file for one piece.
				c.ColumnIndexOffset, c.ColumnIndexLength, c.OffsetIndexOffset, c.OffsetIndexLength = 0, 0, 0, 0
				chunks = append(chunks, c)
				continue
			}
			group.TotalByteSize -= c.MetaData.TotalUncompressedSize
			group.TotalCompressedSize -= c.MetaData.TotalCompressedSize
		}
		group.Columns = chunks
		group.SortingColumns = nil
	}
	if meta.ColumnOrders != nil {
		var orders []format.ColumnOrder
		for i, o := range meta.ColumnOrders {
			if _, ok := leaves[i]; ok {
				orders = append(orders, o)
			}
		}
		meta.ColumnOrders = orders
	}
	return nil
}
