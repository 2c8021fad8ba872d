package serde

import (
	"errors"
	"io"
	"math/big"
	"slices"
	"strings"

	"github.com/twmb/avro"
	"github.com/twmb/avro/ocf"

	"tarn/internal/schema"
)

// avroFile is Hive's AvroSerDe: https://docs.aws.amazon.com/athena/latest/ug/avro-serde.html. Columns are met by their names, in any
// case; those that a file does not have are NULL, or what avro.schema.literal has for them.
type avroFile struct {
	columns []Column
	// schema is the table's, nil if it tells none. Of it count the defaults of columns that a file does not have, and their
	// other names.
	schema *avro.SchemaNode
}

// avroRaw has values come as they lie there, not as Go's times and rationals.
var avroRaw = []avro.SchemaOpt{
	avro.CustomType{LogicalType: "date"}, avro.CustomType{LogicalType: "decimal"}, avro.CustomType{LogicalType: "uuid"},
	avro.CustomType{LogicalType: "timestamp-millis"}, avro.CustomType{LogicalType: "timestamp-micros"}, avro.CustomType{LogicalType: "timestamp-nanos"},
	avro.CustomType{LogicalType: "local-timestamp-millis"}, avro.CustomType{LogicalType: "local-timestamp-micros"}, avro.CustomType{LogicalType: "local-timestamp-nanos"},
	avro.CustomType{LogicalType: "time-millis"}, avro.CustomType{LogicalType: "time-micros"},
}

func newAvro(t *Table) (func() reader, error) {
	a := &avroFile{columns: t.Columns}
	if literal, ok := t.property("avro.schema.literal"); ok && literal != "" && literal != "none" {
		s, err := avro.Parse(literal, avroRaw...)
		if err != nil {
			return nil, metadata("avro.schema.literal cannot be read: %v", err)
		}
		if a.schema = s.Root(); a.schema.Type != "record" {
			return nil, metadata("avro.schema.literal is no record")
		}
	}
	return func() reader { return a }, nil
}

func (a *avroFile) read(in io.Reader, yield func(row []any) error) error {
	if b, ok := in.(interface{ Peek(int) ([]byte, error) }); ok {
		if _, err := b.Peek(1); err == io.EOF {
			return nil
		}
	}
	r, err := ocf.NewReader(in, ocf.WithSchemaOpts(avroRaw...))
	if err != nil {
		return avroError(err)
	}
	defer r.Close()
	root := r.Schema().Root()
	if root.Type != "record" {
		return badValue("the Avro file holds %s, not records", root.Type)
	}
	fields, absent, err := a.fields(root)
	if err != nil {
		return err
	}
	row := make([]any, len(a.columns))
	for {
		var record map[string]any
		if err := r.Decode(&record); err == io.EOF {
			return nil
		} else if err != nil {
			return avroError(err)
		}
		copy(row, absent)
		for i, f := range fields {
			if f == nil {
				continue
			}
			if row[i], err = avroValue(record[f.Name], &f.Type, a.columns[i].Type); err != nil {
				return err
			}
		}
		if err := yield(row); err != nil {
			return err
		}
	}
}

// fields gives the file's field of each column, and the values of the columns that it does not have.
func (a *avroFile) fields(root *avro.SchemaNode) ([]*avro.SchemaField, []any, error) {
	fields, absent := make([]*avro.SchemaField, len(a.columns)), make([]any, len(a.columns))
	for i, c := range a.columns {
		fields[i] = avroField(root, c.Name)
		if fields[i] != nil || a.schema == nil {
			continue
		}
		own := avroField(a.schema, c.Name)
		if own == nil {
			continue
		}
		for _, alias := range own.Aliases {
			if fields[i] == nil {
				fields[i] = avroField(root, alias)
			}
		}
		if fields[i] == nil && own.HasDefault {
			var err error
			if absent[i], err = avroValue(own.Default, &own.Type, c.Type); err != nil {
				return nil, nil, err
			}
		}
	}
	return fields, absent, nil
}

func avroError(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return &Error{Code: codeCursor, Message: "the Avro file is cut off: its end is missing", Err: io.ErrUnexpectedEOF}
	}
	return &Error{Code: codeBadData, Message: "the Avro file cannot be read: " + err.Error(), Err: err}
}

func avroField(record *avro.SchemaNode, name string) *avro.SchemaField {
	for i := range record.Fields {
		if strings.EqualFold(record.Fields[i].Name, name) {
			return &record.Fields[i]
		}
	}
	return nil
}

// avroValue makes a value of a type of what the library decodes.
func avroValue(v any, n *avro.SchemaNode, t schema.Type) (any, error) {
	if v == nil {
		return nil, nil
	}
	if n.Type == "union" {
		var some []int
		for i := range n.Branches {
			if n.Branches[i].Type != "null" {
				some = append(some, i)
			}
		}
		if len(some) != 1 {
			return nil, badValue("an Avro union of several types is not read")
		}
		n = &n.Branches[some[0]]
	}
	refuse := func() (any, error) {
		return nil, badValue("an Avro %s can not be read as %s", strings.TrimSpace(n.Type+" "+n.LogicalType), t.Display())
	}
	switch v := v.(type) {
	case map[string]any:
		if n.Values != nil {
			return avroMap(v, n, t)
		}
		if t.Kind != schema.Row || len(n.Fields) == 0 {
			return refuse()
		}
		out := make([]any, len(t.Fields))
		for i, f := range t.Fields {
			field := avroField(n, f.Name)
			if field == nil {
				continue
			}
			var err error
			if out[i], err = avroValue(v[field.Name], &field.Type, f.Type); err != nil {
				return nil, err
			}
		}
		return out, nil
	case []any:
		if t.Kind != schema.Array || n.Items == nil {
			return refuse()
		}
		out := make([]any, len(v))
		for i, e := range v {
			var err error
			if out[i], err = avroValue(e, n.Items, *t.Elem); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	if out := avroPlain(v, n, t); out != nil {
		return out, nil
	}
	return refuse()
}

// avroMap gives a map by the order of its keys: the file's is not kept by the library.
func avroMap(v map[string]any, n *avro.SchemaNode, t schema.Type) (any, error) {
	if t.Kind != schema.Map || t.Key.Kind != schema.Varchar {
		return nil, badValue("an Avro map can not be read as %s", t.Display())
	}
	keys := make([]string, 0, len(v))
	for k := range v {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out := make(Map, len(keys))
	for i, k := range keys {
		e, err := avroValue(v[k], n.Values, *t.Elem)
		if err != nil {
			return nil, err
		}
		out[i] = [2]any{text(k, *t.Key), e}
	}
	return out, nil
}

// avroPlain makes a value that is not nested, or nil where it is of another type.
func avroPlain(v any, n *avro.SchemaNode, t schema.Type) any {
	switch v := v.(type) {
	case bool:
		if t.Kind == schema.Boolean {
			return v
		}
	case int32:
		return avroInteger(int64(v), n, t)
	case int64:
		return avroInteger(v, n, t)
	case float32:
		switch t.Kind {
		case schema.Real:
			return v
		case schema.Double:
			return float64(v)
		}
	case float64:
		if t.Kind == schema.Double {
			return v
		}
	case string:
		switch t.Kind {
		case schema.Varchar, schema.Char:
			return text(validText(v), t)
		case schema.Varbinary:
			return []byte(v)
		}
	case []byte:
		switch t.Kind {
		case schema.Varbinary:
			return slices.Clone(v)
		case schema.Varchar, schema.Char:
			return text(validText(string(v)), t)
		case schema.Decimal:
			if n.LogicalType == "decimal" {
				if d, ok := rescale(signed(v), int64(n.Scale), int64(t.Scale)); ok && d.CmpAbs(pow10(int64(t.Precision))) < 0 {
					return d
				}
			}
		}
	}
	return nil
}

// signed reads a number of bytes, the highest first, in two's complement.
func signed(b []byte) *big.Int {
	v := new(big.Int).SetBytes(b)
	if len(b) > 0 && b[0] >= 0x80 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return v
}

func avroInteger(v int64, n *avro.SchemaNode, t schema.Type) any {
	switch t.Kind {
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		if bits := intBits[t.Kind]; v == v<<(64-bits)>>(64-bits) {
			return v
		}
	case schema.Real:
		return float32(v)
	case schema.Double:
		return float64(v)
	case schema.Date:
		if n.LogicalType == "date" {
			return int32(v)
		}
	case schema.Timestamp:
		var at instant
		switch strings.TrimPrefix(n.LogicalType, "local-") {
		case "timestamp-millis":
			at = ofMillis(v)
		case "timestamp-micros":
			at = ofMillis(v / 1000)
			at.nanos += v % 1000 * 1000
		case "timestamp-nanos":
			at = instant{v / 1_000_000_000, v % 1_000_000_000}
		default:
			return nil
		}
		if m, ok := at.micros(t); ok {
			return m
		}
	}
	return nil
}
