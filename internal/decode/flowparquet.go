package decode

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// flowFile decodes VPC flow logs in either form that they are delivered in: lines, or Parquet
// (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html#flow-logs-s3-path).
type flowFile struct {
	Decoder // of the present object
	lines   *vpcFlowLog
	parquet *flowParquet
	in      *bufio.Reader
}

var parquetMagic = []byte("PAR1")

func newFlowFile(l *rows.Layout, r io.Reader, o Options) *flowFile {
	d := &flowFile{lines: newVPCFlow(l, nil, o), parquet: newFlowParquet(l, o), in: bufio.NewReaderSize(nil, 64<<10)}
	d.Reset(r)
	return d
}

// Reset implements Decoder.
func (d *flowFile) Reset(r io.Reader) {
	d.in.Reset(r)
	if head, _ := d.in.Peek(len(parquetMagic)); bytes.Equal(head, parquetMagic) {
		d.Decoder = d.parquet
	} else {
		d.Decoder = d.lines // what is wrong with r is said when it is read
	}
	d.Decoder.Reset(d.in)
}

// flowParquet decodes flow logs in Parquet. Columns are found by their names; a column that the table lacks goes to _more, as
// name=value. An object is read whole; it has as many rows as its footer says.
type flowParquet struct {
	check  *vpcFlowLog
	layout *rows.Layout
	more   int
	err    error
	number int64
	record int64
	max    int

	columns []flowLeaf
	groups  []parquet.RowGroup
	reader  parquet.Rows
	buffer  []parquet.Row
	rows    []parquet.Row
	extra   []byte
}

type flowLeaf struct {
	name string
	leaf int // -1 for a column that the table lacks
	kind schema.Kind
}

// maxParquet is how large an object in Parquet may be: AWS's are some tens of megabytes.
const maxParquet = 128 << 20

func newFlowParquet(l *rows.Layout, o Options) *flowParquet {
	check := newVPCFlow(l, nil, o)
	check.headed = true
	return &flowParquet{check: check, layout: l, more: l.Leaf("_more"), max: o.maxRecord(), buffer: make([]parquet.Row, 256)}
}

// Reset implements Decoder.
func (d *flowParquet) Reset(r io.Reader) {
	d.close()
	d.number, d.record, d.err, d.groups, d.rows = 0, 0, nil, nil, nil
	if err := d.open(r); err != nil {
		d.err = &ReadError{Err: err}
	}
}

func (d *flowParquet) open(r io.Reader) error {
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
	d.columns = d.columns[:0]
	for _, path := range f.Schema().Columns() {
		if len(path) != 1 {
			return fmt.Errorf("column %s of the Parquet file is nested, which no flow log's is", strings.Join(path, "."))
		}
		c := flowLeaf{name: path[0], leaf: -1}
		if name := strings.ReplaceAll(path[0], "-", "_"); name[0] != '_' && name != "date" && d.layout.Has(name) {
			c.leaf = d.layout.Leaf(name)
			c.kind = d.layout.Leaves[c.leaf].Kind
			timed = timed || name == "start" || name == "end"
		}
		d.columns = append(d.columns, c)
	}
	if !timed {
		return errNoTime
	}
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

func (d *flowParquet) close() {
	if d.reader != nil {
		d.reader.Close()
		d.reader = nil
	}
}

// Raw, Record and Offset implement Decoder. A row in Parquet has no bytes of its own, and no place in the file.
func (d *flowParquet) Raw() []byte   { return nil }
func (d *flowParquet) Record() int64 { return d.record }
func (d *flowParquet) Offset() int64 { return 0 }

// Next implements Decoder.
func (d *flowParquet) Next(b *rows.Batch) error {
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
	d.extra = d.extra[:0]
	why := ""
	for _, v := range row {
		if c := &d.columns[v.Column()]; !v.IsNull() && why == "" {
			why = d.value(b, c, v)
		}
	}
	if len(d.extra) > 0 {
		b.SetString(d.more, d.extra)
	}
	if why == "" {
		why = d.check.check(b)
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
func (d *flowParquet) value(b *rows.Batch, c *flowLeaf, v parquet.Value) string {
	text := isText(v)
	switch {
	case text && string(v.ByteArray()) == "-":
	case c.leaf < 0:
		if len(d.extra) > 0 {
			d.extra = append(d.extra, ' ')
		}
		d.extra = bytes.ToValidUTF8(fmt.Appendf(d.extra, "%s=%s", c.name, v.String()), []byte("\ufffd"))
	case c.kind == schema.Varchar:
		s := v.ByteArray()
		if !text {
			s = []byte(v.String())
		}
		b.SetString(c.leaf, bytes.ToValidUTF8(s, []byte("\ufffd")))
	case v.Kind() == parquet.Int32:
		b.SetInt(c.leaf, int64(v.Int32()))
	case v.Kind() == parquet.Int64 && (c.kind == schema.Bigint || v.Int64() == int64(int32(v.Int64()))):
		b.SetInt(c.leaf, v.Int64())
	default:
		return fmt.Sprintf("not a flow log record: %s is %.40s, which is no %s", c.name, v.String(), c.kind.Name())
	}
	return ""
}

// read brings the next rows.
func (d *flowParquet) read() (err error) {
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
