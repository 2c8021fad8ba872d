package decode

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// eitherForm decodes logs in either form that they are delivered in: lines, or Parquet.
type eitherForm struct {
	Decoder // of the present object
	lines   Decoder
	parquet *parquetLog
	in      *bufio.Reader
}

var parquetMagic = []byte("PAR1")

func newEitherForm(r io.Reader, lines Decoder, parquet *parquetLog) *eitherForm {
	d := &eitherForm{lines: lines, parquet: parquet, in: bufio.NewReaderSize(nil, 64<<10)}
	d.Reset(r)
	return d
}

// Reset implements Decoder.
func (d *eitherForm) Reset(r io.Reader) {
	d.in.Reset(r)
	if head, _ := d.in.Peek(len(parquetMagic)); bytes.Equal(head, parquetMagic) {
		d.Decoder = d.parquet
	} else {
		d.Decoder = d.lines // what is wrong with r is said when it is read
	}
	d.Decoder.Reset(d.in)
}

// parquetLog decodes logs in Parquet. Columns are found by their names; a column that the table lacks goes to _more, as
// name=value. An object is read whole; it has as many rows as its footer says.
type parquetLog struct {
	// lines are what the same logs are as lines: they say what a record is, and read numbers that are text.
	lines *ordered
	// column is the table's column of a field, times those that tell a record's time, and noTime what is said of files without.
	column func(field string) string
	times  []string
	noTime error
	// strict says that a value of another type makes a row no record; without, it goes to _more.
	strict bool
	// check looks at a row's values and sets its time, or says why it is no record.
	check func(*rows.Batch) string

	layout *rows.Layout
	err    error
	number int64
	record int64
	max    int

	columns []slot
	groups  []parquet.RowGroup
	reader  parquet.Rows
	buffer  []parquet.Row
	rows    []parquet.Row
}

// maxParquet is how large an object in Parquet may be: AWS's are some tens of megabytes.
const maxParquet = 128 << 20

// Reset implements Decoder.
func (d *parquetLog) Reset(r io.Reader) {
	d.close()
	d.number, d.record, d.err, d.groups, d.rows = 0, 0, nil, nil, nil
	if err := d.open(r); err != nil {
		d.err = &ReadError{Err: err}
	}
}

func (d *parquetLog) open(r io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(r, maxParquet+1))
	if err != nil {
		return err
	}
	if len(data) > maxParquet {
		return fmt.Errorf("a Parquet file of more than %d MB, which is read as a whole", maxParquet>>20)
	}
	f, err := openParquet(data)
	if err != nil {
		return fmt.Errorf("not a Parquet file that can be read: %w", err)
	}
	timed := false
	var names []string
	for _, path := range f.Schema().Columns() {
		if len(path) != 1 {
			return fmt.Errorf("column %s of the Parquet file is nested, which no log's is", strings.Join(path, "."))
		}
		names = append(names, path[0])
		timed = timed || slices.Contains(d.times, d.column(path[0]))
	}
	if !timed {
		return d.noTime
	}
	d.columns = named(d.layout, names, d.column, d.strict)
	d.groups = f.RowGroups()
	return nil
}

// openParquet opens a file; the library panics at some that are damaged.
func openParquet(data []byte) (f *parquet.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return parquet.OpenFile(bytes.NewReader(data), int64(len(data)), parquet.SkipBloomFilters(true), parquet.SkipPageIndex(true))
}

func (d *parquetLog) close() {
	if d.reader != nil {
		d.reader.Close()
		d.reader = nil
	}
}

// Raw, Record and Offset implement Decoder. A row in Parquet has no bytes of its own, and no place in the file.
func (d *parquetLog) Raw() []byte   { return nil }
func (d *parquetLog) Record() int64 { return d.record }
func (d *parquetLog) Offset() int64 { return 0 }

// Next implements Decoder.
func (d *parquetLog) Next(b *rows.Batch) error {
	for d.err == nil && len(d.rows) == 0 {
		d.err = d.read()
	}
	if d.err != nil {
		d.close()
		return d.err
	}
	row := d.rows[0]
	d.rows = d.rows[1:]
	d.record = d.number
	d.number++
	size := 0
	for _, v := range row {
		if isText(v) {
			size += len(v.ByteArray())
		}
	}
	if size > d.max {
		return &Reject{Reason: fmt.Sprintf("larger than %d bytes", d.max), Record: d.record}
	}
	b.Begin()
	d.lines.rest = d.lines.rest[:0]
	why := ""
	for _, v := range row {
		if c := &d.columns[v.Column()]; !v.IsNull() && why == "" {
			why = d.value(b, c, v)
		}
	}
	if len(d.lines.rest) > 0 {
		b.SetString(d.lines.more, bytes.ToValidUTF8(d.lines.rest, []byte("\ufffd")))
	}
	if why == "" {
		why = d.check(b)
	}
	if why != "" {
		b.Drop()
		raw := fmt.Appendf(nil, "%v", row)
		return &Reject{Reason: why, Record: d.record, Raw: raw[:min(len(raw), MaxRejectRaw)]}
	}
	return nil
}

func isText(v parquet.Value) bool {
	return v.Kind() == parquet.ByteArray || v.Kind() == parquet.FixedLenByteArray
}

// value sets a column of the row, or says why it cannot.
func (d *parquetLog) value(b *rows.Batch, c *slot, v parquet.Value) string {
	text := isText(v)
	switch {
	case text && string(v.ByteArray()) == "-":
		return ""
	case c.leaf < 0:
	case c.kind == schema.Varchar:
		s := v.ByteArray()
		if !text {
			s = []byte(v.String())
		}
		b.SetString(c.leaf, bytes.ToValidUTF8(s, []byte("\ufffd")))
		return ""
	case v.Kind() == parquet.Int32 && (c.kind == schema.Integer || c.kind == schema.Bigint):
		b.SetInt(c.leaf, int64(v.Int32()))
		return ""
	case v.Kind() == parquet.Int64 && (c.kind == schema.Bigint || c.kind == schema.Integer && small(v.Int64())):
		b.SetInt(c.leaf, v.Int64())
		return ""
	case text && d.lines.set(b, c, v.ByteArray()):
		return ""
	case d.strict:
		return fmt.Sprintf("not %s: %s is %.40s, which is no %s", d.lines.what, c.name, v.String(), c.kind.Name())
	}
	d.lines.keep(c.name, []byte(v.String()))
	return ""
}

// read brings the next rows.
func (d *parquetLog) read() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &ReadError{Record: d.number, Err: fmt.Errorf("the Parquet file is damaged: %v", p)}
		}
	}()
	if d.reader == nil {
		if len(d.groups) == 0 {
			return io.EOF
		}
		d.reader, d.groups = d.groups[0].Rows(), d.groups[1:]
	}
	n, err := d.reader.ReadRows(d.buffer)
	d.rows = d.buffer[:n]
	switch {
	case errors.Is(err, io.EOF):
		d.close()
	case err != nil:
		return &ReadError{Record: d.number, Err: fmt.Errorf("the Parquet file is damaged: %w", err)}
	}
	return nil
}
