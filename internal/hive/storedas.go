package hive

import (
	"slices"
	"strings"

	"tarn/internal/catalog"
)

// The class of Hive that reads and writes lines of text with delimiters: what a table has that names none.
const LazySimpleSerDe = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"

// The properties in which LazySimpleSerDe has what ROW FORMAT DELIMITED says. The third is misspelt in Hive.
const (
	FieldDelim    = "field.delim"
	EscapeDelim   = "escape.delim"
	ItemDelim     = "colelction.delim"
	KeyDelim      = "mapkey.delim"
	LineDelim     = "line.delim"
	NullFormat    = "serialization.null.format"
	Serialization = "serialization.format"
)

const (
	textInput  = "org.apache.hadoop.mapred.TextInputFormat"
	textOutput = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"
)

// formats are the file formats of STORED AS: https://docs.aws.amazon.com/athena/latest/ug/create-table.html.
var formats = map[string]catalog.Storage{
	"TEXTFILE":     {InputFormat: textInput, OutputFormat: textOutput, SerDe: catalog.SerDe{Library: LazySimpleSerDe}},
	"SEQUENCEFILE": {InputFormat: "org.apache.hadoop.mapred.SequenceFileInputFormat", OutputFormat: "org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat", SerDe: catalog.SerDe{Library: LazySimpleSerDe}},
	"RCFILE":       {InputFormat: "org.apache.hadoop.hive.ql.io.RCFileInputFormat", OutputFormat: "org.apache.hadoop.hive.ql.io.RCFileOutputFormat", SerDe: catalog.SerDe{Library: "org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe"}},
	"ORC":          {InputFormat: "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat", OutputFormat: "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat", SerDe: catalog.SerDe{Library: "org.apache.hadoop.hive.ql.io.orc.OrcSerde"}},
	"PARQUET":      {InputFormat: catalog.ParquetInput, OutputFormat: catalog.ParquetOutput, SerDe: catalog.SerDe{Library: catalog.ParquetSerDe}},
	"AVRO":         {InputFormat: "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat", OutputFormat: "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat", SerDe: catalog.SerDe{Library: "org.apache.hadoop.hive.serde2.avro.AvroSerDe"}},
	"ION":          {InputFormat: "com.amazon.ionhiveserde.formats.IonInputFormat", OutputFormat: "com.amazon.ionhiveserde.formats.IonOutputFormat", SerDe: catalog.SerDe{Library: "com.amazon.ionhiveserde.IonHiveSerDe"}},
}

// StoredAs gives the classes of a file format, by its name in capitals. ok is false where Athena has none of that name.
func StoredAs(name string) (s catalog.Storage, ok bool) {
	s, ok = formats[name]
	return s, ok
}

// serdes are the SerDes that Athena reads: https://docs.aws.amazon.com/athena/latest/ug/supported-serdes.html.
var serdes = []string{
	LazySimpleSerDe, "org.apache.hadoop.hive.serde2.OpenCSVSerde", "org.apache.hadoop.hive.serde2.RegexSerDe", "org.apache.hadoop.hive.contrib.serde2.RegexSerDe",
	"org.apache.hive.hcatalog.data.JsonSerDe", "org.openx.data.jsonserde.JsonSerDe", "com.amazon.emr.hive.serde.CloudTrailSerde", "com.amazonaws.glue.serde.GrokSerDe",
	"org.apache.hadoop.hive.ql.io.orc.OrcSerde", catalog.ParquetSerDe, "org.apache.hadoop.hive.serde2.avro.AvroSerDe", "com.amazon.ionhiveserde.IonHiveSerDe",
	"org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe", "org.apache.hadoop.hive.serde2.columnar.ColumnarSerDe",
}

// KnownSerDe reports whether Athena reads rows of a SerDe. A table can be made of any.
func KnownSerDe(library string) bool {
	return slices.ContainsFunc(serdes, func(s string) bool { return strings.EqualFold(s, library) })
}
