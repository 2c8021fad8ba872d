package catalog

import (
	"errors"
	"fmt"
	"strings"

	"tarn/internal/schema"
)

// A store's relation has the EventDataStore as its Origin.

// TableSource begins the Source of a relation of the data catalog; its database and its name follow, with a
// period between. Its Origin is the Table.
const TableSource = "table:"

// The hidden columns of a table of files, as Trino's Hive connector has them.
const (
	PathColumn      = "$path"
	SizeColumn      = "$file_size"
	ModifiedColumn  = "$file_modified_time"
	PartitionColumn = "$partition"
)

var hiddenColumns = []schema.Column{
	{Name: PathColumn, From: PathColumn, Type: schema.Of(schema.Varchar), Stored: schema.Of(schema.Varchar), Hidden: true},
	{Name: SizeColumn, From: SizeColumn, Type: schema.Of(schema.Bigint), Stored: schema.Of(schema.Bigint), Hidden: true},
	{Name: ModifiedColumn, From: ModifiedColumn, Type: schema.Of(schema.TimestampTZ), Stored: schema.Of(schema.TimestampTZ), Hidden: true},
}

// ErrUnreadable says that a table of the data catalog has no meaning in SQL.
var ErrUnreadable = errors.New("the table cannot be read")

// Relation is the table as SQL sees it.
func (t Table) Relation() (*schema.Relation, error) {
	r := &schema.Relation{Catalog: DefaultCatalog, Schema: t.Database, Name: t.Name}
	if t.View != nil {
		r.View = t.View
		return r, nil
	}
	if t.Type == VirtualView {
		return nil, fmt.Errorf("%w: view %s.%s is not one of Athena's: Tarn cannot read views that Hive or Spark made", ErrUnreadable, t.Database, t.Name)
	}
	for _, c := range append(t.Storage.Columns[:len(t.Storage.Columns):len(t.Storage.Columns)], t.PartitionKeys...) {
		typ, err := schema.ParseHive(c.Type)
		if err != nil {
			return nil, fmt.Errorf("%w: column %s of table %s.%s: %w", ErrUnreadable, c.Name, t.Database, t.Name, err)
		}
		if t.Iceberg() {
			typ = inIceberg(typ)
		}
		r.Columns = append(r.Columns, schema.Column{Name: c.Name, From: c.Name, Type: typ, Stored: typ, Doc: c.Comment})
	}
	if t.Iceberg() {
		r.Columns = append(r.Columns, hiddenColumns[0])
		r.Source, r.Origin, r.Versioned = TableSource+t.Database+"."+t.Name, t, true
		return r, nil
	}
	r.Columns = append(r.Columns, hiddenColumns...)
	if len(t.PartitionKeys) > 0 {
		r.Columns = append(r.Columns, schema.Column{Name: PartitionColumn, From: PartitionColumn, Type: schema.Of(schema.Varchar), Stored: schema.Of(schema.Varchar), Hidden: true})
	}
	r.Source, r.Origin = TableSource+t.Database+"."+t.Name, t
	return r, nil
}

// The names of Parquet's classes in Hive.
const (
	ParquetInput  = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
	ParquetOutput = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"
	ParquetSerDe  = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
)

// Parquet reports whether the rows are in Parquet files.
func (s Storage) Parquet() bool {
	return strings.EqualFold(s.SerDe.Library, ParquetSerDe) || s.SerDe.Library == "" && s.InputFormat == ParquetInput
}

// Form names the form of a table's files for people: the SerDe, as far as it is known.
func (t Table) Form() string {
	switch {
	case t.Iceberg():
		return "Iceberg"
	case t.Storage.SerDe.Library != "":
		return "the SerDe " + t.Storage.SerDe.Library
	case t.Storage.InputFormat != "":
		return "the input format " + t.Storage.InputFormat
	}
	return "no SerDe and no input format"
}

// Iceberg reports whether it is an Iceberg table, as Glue says it.
func (t Table) Iceberg() bool { return strings.EqualFold(t.Parameters["table_type"], "ICEBERG") }

// inIceberg is a type of Hive's as Iceberg has it: times have microseconds.
func inIceberg(t schema.Type) schema.Type {
	return t.Each(func(t schema.Type) schema.Type {
		if t.Kind == schema.Timestamp {
			return schema.TimestampOf(6)
		}
		return t
	})
}
