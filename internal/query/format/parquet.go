package format

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"math/big"
	"time"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// groupRows is the number of rows of a row group.
const groupRows = 120_000

// Parquet writes typed columns, every one optional, zstd. Timestamps are microseconds, those with a zone as instants; intervals
// and times of day beyond Parquet's own are text.
type Parquet struct {
	w       *parquet.Writer
	columns []analyze.Output
	leaves  []leaf
	rows    int
	buf     []parquet.Row
}

// NewParquet makes an encoder. Columns of the same name get a number.
func NewParquet(w io.Writer, columns []analyze.Output) (*Parquet, error) {
	names := unique(columns)
	root := make(ordered, len(columns))
	for i, c := range columns {
		n, err := nodeOf(c.Type)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", names[i], err)
		}
		root[i] = member{Node: n, name: names[i]}
	}
	p := &Parquet{columns: columns}
	p.w = parquet.NewWriter(w, parquet.NewSchema("result", root.node()), parquet.Compression(&parquet.Zstd), parquet.CreatedBy("tarn", "", ""))
	at := 0
	for _, c := range columns {
		p.leaves = append(p.leaves, leafOf(c.Type, &at, 0))
	}
	return p, nil
}

// Rows is Encoder's.
func (p *Parquet) Rows(rows []engine.Row) error {
	p.buf = p.buf[:0]
	for _, row := range rows {
		var values parquet.Row
		for i, value := range row {
			values = p.leaves[i].add(values, value, 0, 0)
		}
		p.buf = append(p.buf, values)
	}
	if _, err := p.w.WriteRows(p.buf); err != nil {
		return err
	}
	if p.rows += len(rows); p.rows >= groupRows {
		p.rows = 0
		return p.w.Flush()
	}
	return nil
}

// Close is Encoder's.
func (p *Parquet) Close() error { return p.w.Close() }

// leaf writes one column, or a nested one with those below it, in order of depth.
type leaf struct {
	t        schema.Type
	column   int
	depth    int // the number of lists and maps down to this one
	children []leaf
}

func leafOf(t schema.Type, at *int, depth int) leaf {
	l := leaf{t: t, depth: depth}
	switch t.Kind {
	case schema.Array:
		l.depth++
		l.children = []leaf{leafOf(*t.Elem, at, l.depth)}
	case schema.Map:
		l.depth++
		l.children = []leaf{leafOf(*t.Key, at, l.depth), leafOf(*t.Elem, at, l.depth)}
	case schema.Row:
		for _, f := range t.Fields {
			l.children = append(l.children, leafOf(f.Type, at, depth))
		}
	default:
		l.column = *at
		*at++
	}
	return l
}

// add appends a value's leaves; rep and def are the levels above it.
func (l *leaf) add(out parquet.Row, value any, rep, def int) parquet.Row {
	if value == nil {
		return l.null(out, rep, def)
	}
	switch v := value.(type) {
	case []any:
		return l.repeated(out, len(v), rep, def, func(out parquet.Row, i, rep int) parquet.Row {
			return l.children[0].add(out, v[i], rep, def+2)
		})
	case engine.Map:
		// A map's key is required: it has one level less than the value.
		return l.repeated(out, len(v.Keys), rep, def, func(out parquet.Row, i, rep int) parquet.Row {
			out = l.children[0].add(out, v.Keys[i], rep, def+1)
			return l.children[1].add(out, v.Values[i], rep, def+2)
		})
	case engine.Row:
		for i := range l.children {
			out = l.children[i].add(out, v[i], rep, def+1)
		}
		return out
	}
	return append(out, leafValue(l.t, value).Level(rep, def+1, l.column))
}

// null marks every leaf below as missing from the level def on.
func (l *leaf) null(out parquet.Row, rep, def int) parquet.Row {
	if l.children == nil {
		return append(out, parquet.Value{}.Level(rep, def, l.column))
	}
	for i := range l.children {
		out = l.children[i].null(out, rep, def)
	}
	return out
}

// repeated adds elements column by column: first those of the first leaf, and so on, as Parquet's rows have them.
func (l *leaf) repeated(out parquet.Row, n, rep, def int, at func(parquet.Row, int, int) parquet.Row) parquet.Row {
	if n == 0 {
		return l.null(out, rep, def+1)
	}
	var all parquet.Row
	for i := range n {
		r := rep
		if i > 0 {
			r = l.depth
		}
		all = at(all, i, r)
	}
	return append(out, byColumn(all)...)
}

// byColumn orders values by column, and leaves each column's own order.
func byColumn(values parquet.Row) parquet.Row {
	out := make(parquet.Row, 0, len(values))
	low, high := math.MaxInt, -1
	for _, v := range values {
		low, high = min(low, v.Column()), max(high, v.Column())
	}
	for c := low; c <= high; c++ {
		for _, v := range values {
			if v.Column() == c {
				out = append(out, v)
			}
		}
	}
	return out
}

func leafValue(t schema.Type, value any) parquet.Value {
	switch v := value.(type) {
	case bool:
		return parquet.BooleanValue(v)
	case int64:
		if t.Kind != schema.Bigint {
			return parquet.Int32Value(int32(v))
		}
		return parquet.Int64Value(v)
	case float32:
		return parquet.FloatValue(v)
	case float64:
		return parquet.DoubleValue(v)
	case engine.Decimal:
		return parquet.FixedLenByteArrayValue(twosComplement(v.Unscaled, decimalBytes(t.Precision)))
	case []byte:
		return parquet.ByteArrayValue(v)
	case engine.Date:
		return parquet.Int32Value(int32(v))
	case engine.TimeOfDay:
		return parquet.Int64Value(int64(v))
	case time.Time:
		return parquet.Int64Value(v.UnixMicro())
	}
	return parquet.ByteArrayValue([]byte(Text(t, value)))
}

// decimalBytes is the least number of bytes that holds so many digits.
func decimalBytes(precision int) int {
	n := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(precision)), nil)
	return n.BitLen()/8 + 1
}

func twosComplement(n *big.Int, size int) []byte {
	if n.Sign() < 0 {
		n = new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), uint(size*8)))
	}
	b := n.Bytes()
	return append(bytes.Repeat([]byte{0}, max(size-len(b), 0)), b...)
}
