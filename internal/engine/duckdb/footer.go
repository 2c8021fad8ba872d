package duckdb

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go/bloom"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// footer is what a data file's footer says of its bloom filters and column chunks. Data files never change, so that one is read
// once.
type footer struct {
	rows, size int64
	// groups counts the row groups; filters has, by a leaf's dotted path, the place of each row group's filter.
	groups  int
	filters map[string][]place
	// bytes has, by a top-level column's name, the bytes of its column chunks in each row group; spans, by a leaf's dotted path,
	// the least and greatest of its 64-bit integers there.
	bytes map[string][]int64
	spans map[string][]span
	// schema is the file's, and schemaText tells it from others', of files that anyone wrote.
	schema     []format.SchemaElement
	schemaText string
}

type span struct{ min, max int64 }

// place is where a filter begins, header and all, and how many bytes it has; 0 where its writer did not say.
type place struct{ offset, length int64 }

// footerGuess is how much of a file's end is read at first: most footers are shorter.
const footerGuess = 64 << 10

var errFooter = errors.New("not a Parquet file")

// The parts of Parquet's footer that are of use here; the rest of it is passed over, which takes a third of the time.
// https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
type (
	footerText struct {
		NumRows   int64                   `thrift:"3,required"`
		RowGroups thrift.Slice[groupText] `thrift:"4,required"`
	}
	groupText struct {
		Columns thrift.Slice[chunkText] `thrift:"1,required"`
	}
	chunkText struct {
		MetaData columnText `thrift:"3,optional"`
	}
	columnText struct {
		Type                int32                `thrift:"1,required"`
		PathInSchema        thrift.Slice[string] `thrift:"3,required"`
		TotalCompressedSize int64                `thrift:"7,required"`
		Statistics          statisticsText       `thrift:"12,optional"`
		BloomFilterOffset   int64                `thrift:"14,optional"`
		BloomFilterLength   int32                `thrift:"15,optional"`
	}
	statisticsText struct {
		MaxValue []byte `thrift:"5,optional"`
		MinValue []byte `thrift:"6,optional"`
	}
)

// int64Type is INT64 in Parquet's list of types.
const int64Type = 2

// top is the top-level column of a leaf.
func top(path string) string {
	name, _, _ := strings.Cut(path, ".")
	return name
}

func readFooter(f io.ReaderAt, size int64) (*footer, error) {
	var text footerText
	if err := readEnd(f, size, &text); err != nil {
		return nil, err
	}
	out := &footer{rows: text.NumRows, size: size, groups: len(text.RowGroups), filters: map[string][]place{}, bytes: map[string][]int64{}, spans: map[string][]span{}}
	for i, g := range text.RowGroups {
		for _, c := range g.Columns {
			path := strings.Join(c.MetaData.PathInSchema, ".")
			sizes := out.bytes[top(path)]
			if sizes == nil {
				sizes = make([]int64, len(text.RowGroups))
				out.bytes[top(path)] = sizes
			}
			sizes[i] += c.MetaData.TotalCompressedSize
			if least, greatest := c.MetaData.Statistics.MinValue, c.MetaData.Statistics.MaxValue; c.MetaData.Type == int64Type && len(least) == 8 && len(greatest) == 8 {
				out.spans[path] = append(out.spans[path], span{int64(binary.LittleEndian.Uint64(least)), int64(binary.LittleEndian.Uint64(greatest))})
			}
			if c.MetaData.BloomFilterOffset > 0 {
				out.filters[path] = append(out.filters[path], place{c.MetaData.BloomFilterOffset, int64(c.MetaData.BloomFilterLength)})
			}
		}
	}
	return out, nil
}

// readSchema reads the columns that a footer lists.
func readSchema(f io.ReaderAt, size int64) ([]format.SchemaElement, error) {
	var text struct {
		Schema thrift.Slice[format.SchemaElement] `thrift:"2,required"`
	}
	err := readEnd(f, size, &text)
	if err == nil && len(text.Schema) == 0 {
		err = errFooter
	}
	return text.Schema, err
}

// readEnd reads what is wanted of a file's footer.
func readEnd(f io.ReaderAt, size int64, text any) error {
	end := make([]byte, min(size, footerGuess))
	if _, err := f.ReadAt(end, size-int64(len(end))); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if len(end) < 12 || string(end[len(end)-4:]) != "PAR1" {
		return errFooter
	}
	length := int64(binary.LittleEndian.Uint32(end[len(end)-8:]))
	switch {
	case length > size-12:
		return errFooter
	case length > int64(len(end))-8:
		end = make([]byte, length+8)
		if _, err := f.ReadAt(end, size-int64(len(end))); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	}
	return thrift.Unmarshal(new(thrift.CompactProtocol), end[int64(len(end))-8-length:len(end)-8], text)
}

// may reports whether the filter at a place takes one of the hashes for one that it has. It reads the filter's header and, for
// each hash, the one block that tells.
func may(f io.ReaderAt, at place, hashes []uint64) (bool, error) {
	head := make([]byte, 64) // a header has some 20 bytes
	if n, err := f.ReadAt(head, at.offset); err != nil && n == 0 {
		return true, err
	}
	var h format.BloomFilterHeader
	if err := thrift.NewDecoder(new(thrift.CompactProtocol).NewReader(bytes.NewReader(head))).Decode(&h); err != nil {
		return true, err
	}
	bits := int64(h.NumBytes)
	if bits <= 0 || bits%bloom.BlockSize != 0 {
		return true, errFooter
	}
	start := at.offset + at.length - bits
	if at.length == 0 {
		header, err := thrift.Marshal(new(thrift.CompactProtocol), &h)
		if err != nil {
			return true, err
		}
		start = at.offset + int64(len(header))
	}
	r := io.NewSectionReader(f, start, bits)
	for _, hash := range hashes {
		if found, err := bloom.CheckSplitBlock(r, bits, hash); err != nil || found {
			return true, err
		}
	}
	return false, nil
}
