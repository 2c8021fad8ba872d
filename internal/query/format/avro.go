package format

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
	"github.com/twmb/avro"
	"github.com/twmb/avro/ocf"

	"tarn/internal/engine"
	"tarn/internal/hive"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// avroFile writes an object container file whose records are the rows, with the types that Hive's AvroSerDe gives columns:
// https://cwiki.apache.org/confluence/display/Hive/AvroSerDe. Every value can be null.
type avroFile struct {
	w       *ocf.Writer
	columns []analyze.Output
}

// avroPlain has values handed over as they lie in a file, not as Go's times and rationals.
var avroPlain = []avro.SchemaOpt{avro.CustomType{LogicalType: "date"}, avro.CustomType{LogicalType: "decimal"}, avro.CustomType{LogicalType: "timestamp-millis"}}

func newAvro(f hive.Form, w io.Writer, columns []analyze.Output) (*avroFile, error) {
	text, err := avroSchema(columns)
	if err != nil {
		return nil, err
	}
	s, err := avro.Parse(text, avroPlain...)
	if err != nil { // a name that Avro does not have
		return nil, &engine.Error{Code: "NOT_SUPPORTED", Message: "the columns cannot be written as AVRO: " + err.Error()}
	}
	o := []ocf.WriterOpt{}
	switch f.Compression {
	case "DEFLATE":
		o = append(o, ocf.WithCodec(ocf.DeflateCodec(flate.DefaultCompression)))
	case "SNAPPY":
		o = append(o, ocf.WithCodec(ocf.SnappyCodec()))
	case "ZSTD":
		o = append(o, ocf.WithCodec(zstdBlocks{f}))
	}
	out := &avroFile{columns: columns}
	out.w, err = ocf.NewWriter(w, s, o...)
	return out, err
}

// zstdBlocks compresses a file's blocks by a compressor that is free: one for each file that is open would take megabytes each.
type zstdBlocks struct{ form hive.Form }

var compressors [23]sync.Pool // by level

// Name, Compress, Decompress and Close are ocf.Codec's.
func (zstdBlocks) Name() string { return "zstandard" }

func (z zstdBlocks) Compress(block []byte) ([]byte, error) {
	free := &compressors[z.form.Level]
	c, ok := free.Get().(*zstd.Encoder)
	if !ok {
		var err error
		if c, err = zstd.NewWriter(nil, z.form.Zstd()...); err != nil {
			return nil, err
		}
	}
	defer free.Put(c)
	return c.EncodeAll(block, nil), nil
}

func (zstdBlocks) Decompress([]byte) ([]byte, error) { return nil, errors.ErrUnsupported }

func (zstdBlocks) Close() error { return nil }

// Rows is Encoder's.
func (f *avroFile) Rows(rows []engine.Row) error {
	for _, row := range rows {
		record := make(map[string]any, len(row))
		for i, v := range row {
			record[f.columns[i].Name] = avroValue(f.columns[i].Type, v)
		}
		if err := f.w.Encode(record); err != nil {
			return err
		}
	}
	return nil
}

// Close is Encoder's.
func (f *avroFile) Close() error { return f.w.Close() }

// avroSchema is the JSON of the records' schema.
func avroSchema(columns []analyze.Output) (string, error) {
	row := schema.Type{Kind: schema.Row}
	for _, c := range columns {
		row.Fields = append(row.Fields, schema.Field{Name: c.Name, Type: c.Type})
	}
	records := 0
	top, err := avroType(row, &records)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(top)
	return string(text), err
}

// avroType is a type of Avro's. records counts the types of records: each has a name of its own.
func avroType(t schema.Type, records *int) (any, error) {
	part := func(t schema.Type) (any, error) {
		p, err := avroType(t, records)
		return []any{"null", p}, err
	}
	switch t.Kind {
	case schema.Boolean:
		return "boolean", nil
	case schema.Tinyint, schema.Smallint, schema.Integer:
		return "int", nil
	case schema.Bigint:
		return "long", nil
	case schema.Real:
		return "float", nil
	case schema.Double:
		return "double", nil
	case schema.Varchar, schema.Char:
		return "string", nil
	case schema.Varbinary:
		return "bytes", nil
	case schema.Date:
		return map[string]any{"type": "int", "logicalType": "date"}, nil
	case schema.Timestamp:
		return map[string]any{"type": "long", "logicalType": "timestamp-millis"}, nil
	case schema.Decimal:
		return map[string]any{"type": "bytes", "logicalType": "decimal", "precision": t.Precision, "scale": t.Scale}, nil
	case schema.Array:
		items, err := part(*t.Elem)
		return map[string]any{"type": "array", "items": items}, err
	case schema.Map:
		values, err := part(*t.Elem)
		return map[string]any{"type": "map", "values": values}, err
	case schema.Row:
		name := "row"
		if *records++; *records > 1 {
			name = fmt.Sprint("row", *records)
		}
		fields := make([]any, len(t.Fields))
		for i, f := range t.Fields {
			typ, err := part(f.Type)
			if err != nil {
				return nil, err
			}
			fields[i] = map[string]any{"name": f.Name, "type": typ, "default": nil}
		}
		return map[string]any{"type": "record", "name": name, "fields": fields}, nil
	}
	return nil, &engine.Error{Code: "NOT_SUPPORTED", Message: "Avro has no type for " + t.Display()}
}

// avroValue is a value as the library takes it.
func avroValue(t schema.Type, value any) any {
	switch v := value.(type) {
	case int64:
		if t.Kind != schema.Bigint {
			return int32(v)
		}
	case engine.Date:
		return int32(v)
	case time.Time:
		return v.UnixMilli()
	case engine.Decimal:
		return twosComplement(v.Unscaled, decimalBytes(t.Precision))
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = avroValue(*t.Elem, e)
		}
		return out
	case engine.Map:
		out := make(map[string]any, len(v.Keys))
		for i, k := range v.Keys {
			out[Text(*t.Key, k)] = avroValue(*t.Elem, v.Values[i])
		}
		return out
	case engine.Row:
		out := make(map[string]any, len(v))
		for i, m := range v {
			out[t.Fields[i].Name] = avroValue(t.Fields[i].Type, m)
		}
		return out
	}
	return value
}
