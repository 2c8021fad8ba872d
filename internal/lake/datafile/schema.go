// Package datafile writes and reads the lake's data files: Parquet, sorted, with bloom filters.
package datafile

import (
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"tarn/internal/schema"
)

// elements lists a table's Parquet schema, flattened depth first. Every member is optional and carries its Iceberg field ID
// (https://iceberg.apache.org/spec/#parquet).
func elements(t *schema.Table) []format.SchemaElement {
	root := format.SchemaElement{Name: t.Name, NumChildren: thrift.New(int32(len(t.Columns)))}
	out := []format.SchemaElement{root}
	for _, c := range t.Columns {
		out = appendElement(out, c)
	}
	return out
}

func appendElement(out []format.SchemaElement, c schema.Stored) []format.SchemaElement {
	e := format.SchemaElement{Name: c.Name, FieldID: int32(c.ID), RepetitionType: thrift.New(format.Optional)}
	switch c.Kind {
	case schema.Row:
		e.NumChildren = thrift.New(int32(len(c.Members)))
		out = append(out, e)
	case schema.Array:
		e.NumChildren = thrift.New(int32(1))
		e.ConvertedType = thrift.New(deprecated.List)
		e.LogicalType.Value = &format.ListType{}
		out = append(out, e,
			format.SchemaElement{Name: "list", RepetitionType: thrift.New(format.Repeated), NumChildren: thrift.New(int32(1))},
			format.SchemaElement{Name: "element", FieldID: int32(c.Elem), RepetitionType: thrift.New(format.Optional), NumChildren: thrift.New(int32(len(c.Members)))})
	case schema.Boolean:
		e.Type = thrift.New(format.Boolean)
		return append(out, e)
	case schema.Integer:
		e.Type = thrift.New(format.Int32)
		return append(out, e)
	case schema.Bigint:
		e.Type = thrift.New(format.Int64)
		return append(out, e)
	case schema.Double:
		e.Type = thrift.New(format.Double)
		return append(out, e)
	case schema.Date:
		e.Type = thrift.New(format.Int32)
		e.ConvertedType = thrift.New(deprecated.Date)
		e.LogicalType.Value = &format.DateType{}
		return append(out, e)
	case schema.Timestamp:
		e.Type = thrift.New(format.Int64)
		// Without the converted type: TIMESTAMP_MICROS would say that the time is adjusted to UTC, which Iceberg's timestamp is not.
		e.LogicalType.Value = &format.TimestampType{Unit: format.TimeUnit{Value: &format.MicroSeconds{}}}
		return append(out, e)
	default:
		e.Type = thrift.New(format.ByteArray)
		e.ConvertedType = thrift.New(deprecated.UTF8)
		e.LogicalType.Value = &format.StringType{}
		return append(out, e)
	}
	for _, m := range c.Members {
		out = appendElement(out, m)
	}
	return out
}

// parquetPath is a leaf's path in the file, with the levels that Parquet puts into a list.
func parquetPath(path []string, list bool) []string {
	if !list {
		return path
	}
	return append([]string{path[0], "list", "element"}, path[1:]...)
}
