package hive

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"

	"tarn/internal/catalog"
	"tarn/internal/schema"
	"tarn/internal/serde"
)

// Form is how rows lie in the files that statements write.
type Form struct {
	// Format is PARQUET, JSON, TEXTFILE or AVRO.
	Format string
	// Compression is one of Compressions(Format); Level is ZSTD's, 0 for its own choice.
	Compression string
	Level       int
	// Delimiter is what stands between a TEXTFILE's values, Hive's own, the character 1, where it is empty.
	Delimiter string
	// Strict has values refused that the SerDe of the files' table would not give back as they were.
	Strict bool
}

// Formats are those that statements can name.
var Formats = []string{"PARQUET", "AVRO", "JSON", "TEXTFILE"}

// Compressions are those of a format's files that statements may name; the first is Athena's own choice:
// https://docs.aws.amazon.com/athena/latest/ug/compression-formats.html.
func Compressions(format string) []string {
	switch format {
	case "AVRO":
		return []string{"DEFLATE", "SNAPPY", "ZSTD", "NONE"}
	case "JSON", "TEXTFILE":
		return []string{"GZIP", "SNAPPY", "LZ4", "DEFLATE", "ZSTD", "NONE"}
	}
	return []string{"GZIP", "SNAPPY", "ZSTD", "LZ4", "NONE"}
}

// ending is that of the files' names: it tells readers the compression.
func (f Form) ending() string {
	switch f.Format {
	case "PARQUET":
		return ".parquet"
	case "AVRO":
		return ".avro"
	}
	return map[string]string{"GZIP": ".gz", "SNAPPY": ".snappy", "LZ4": ".lz4", "DEFLATE": ".deflate", "ZSTD": ".zst"}[f.Compression]
}

// Zstd are the options of its ZSTD.
func (f Form) Zstd() []zstd.EOption {
	o := []zstd.EOption{zstd.WithEncoderConcurrency(1)}
	if f.Level > 0 {
		o = append(o, zstd.WithEncoderLevel(zstd.EncoderLevelFromZstd(f.Level)))
	}
	return o
}

// hiveJSONSerDe reads and writes JSON on Athena.
const hiveJSONSerDe = "org.apache.hive.hcatalog.data.JsonSerDe"

// Storage is how files of the form are told in the data catalog, as Athena does.
func (f Form) Storage(location string, columns []catalog.Column) catalog.Storage {
	s := formats[f.Format]
	if f.Format == "JSON" {
		s = formats["TEXTFILE"]
		s.SerDe.Library = hiveJSONSerDe
	}
	s.Location, s.Columns = location, columns
	s.SerDe.Parameters = map[string]string{Serialization: "1"}
	if f.Delimiter != "" {
		// LazySimpleSerDe takes digits for a character's number.
		d := f.Delimiter
		if len(d) == 1 && d >= "0" && d <= "9" {
			d = strconv.Itoa(int(d[0]))
		}
		s.SerDe.Parameters = map[string]string{FieldDelim: d, Serialization: d}
	}
	return s
}

// Parameters are those of a table of files of the form.
func (f Form) Parameters() map[string]string {
	class := map[string]string{"TEXTFILE": "csv"}[f.Format]
	if class == "" {
		class = strings.ToLower(f.Format)
	}
	p := map[string]string{"EXTERNAL": "TRUE", "has_encrypted_data": "false", "classification": class}
	if f.Format == "PARQUET" {
		p["parquet.compression"] = f.Compression
	} else {
		p["write.compression"] = f.Compression
	}
	return p
}

// FormOf is the form in which rows come to a table that is there: that of its files. The error says why none can.
func FormOf(t catalog.Table) (Form, error) {
	f := Form{Compression: "SNAPPY", Strict: true}
	if len(t.Storage.BucketColumns) > 0 && t.Storage.Buckets > 0 {
		return f, userError("NOT_SUPPORTED", fmt.Sprintf("table %s.%s is CLUSTERED BY (%s): rows come to no bucketed table, as on Athena", t.Database, t.Name, strings.Join(t.Storage.BucketColumns, ", ")))
	}
	switch s := t.Storage; {
	case s.Parquet():
		f.Format = "PARQUET"
	case s.SerDe.Library == formats["AVRO"].SerDe.Library && s.InputFormat == formats["AVRO"].InputFormat:
		f.Format = "AVRO"
	case s.InputFormat != "" && s.InputFormat != textInput:
	case s.SerDe.Library == hiveJSONSerDe:
		f.Format = "JSON"
	case s.SerDe.Library == LazySimpleSerDe, s.SerDe.Library == "" && s.InputFormat != "":
		f.Format = "TEXTFILE"
	}
	if f.Format == "" {
		return f, userError("NOT_SUPPORTED", fmt.Sprintf("table %s.%s has %s: rows come to tables of Parquet, Avro, Hive's JSON and delimited text only", t.Database, t.Name, t.Form()))
	}
	if f.Format != "PARQUET" {
		f.Compression = Compressions(f.Format)[0]
	}
	for _, p := range []map[string]string{t.Parameters, t.Storage.SerDe.Parameters} {
		for _, name := range []string{"parquet.compression", "parquet.compress", "write.compression"} {
			if c := strings.ToUpper(strings.TrimSpace(p[name])); slices.Contains(Compressions(f.Format), c) {
				f.Compression = c
			}
		}
	}
	return f, f.follow(t)
}

// hiveDelimiter is what stands between values where nothing is said.
const hiveDelimiter = "\x01"

// fits reports whether files of a table's form are read in one of its partitions as they are in the table.
func (f Form) fits(t catalog.Table, partition catalog.Storage) bool {
	if partition.SerDe.Library == "" {
		return true
	}
	t.Storage = partition
	own, err := FormOf(t)
	return err == nil && own.Format == f.Format && cmp.Or(own.Delimiter, hiveDelimiter) == cmp.Or(f.Delimiter, hiveDelimiter)
}

// follow takes over how a table's lines are read, or says what of it is not written.
func (f *Form) follow(t catalog.Table) error {
	if f.Format == "PARQUET" {
		return nil
	}
	properties := maps.Clone(t.Parameters)
	if properties == nil {
		properties = map[string]string{}
	}
	maps.Copy(properties, t.Storage.SerDe.Parameters)
	for _, name := range unwritten {
		v, ok := properties[name]
		if !ok || name == NullFormat && v == `\N` || strings.HasSuffix(name, ".line.count") && strings.Trim(v, "0") == "" {
			continue
		}
		return userError("NOT_SUPPORTED", fmt.Sprintf("table %s.%s has the property %s: rows come only to tables without it", t.Database, t.Name, name))
	}
	if f.Format != "TEXTFILE" {
		return nil
	}
	for _, name := range []string{FieldDelim, Serialization} {
		if v := properties[name]; v != "" {
			f.Delimiter = v
			if n, err := strconv.ParseInt(v, 10, 8); err == nil {
				f.Delimiter = string(rune(n))
			}
			break
		}
	}
	return nil
}

// unwritten are the properties that change how a line is read, and that are not followed in writing.
var unwritten = []string{
	EscapeDelim, ItemDelim, "collection.delim", KeyDelim, NullFormat, "skip.header.line.count", "skip.footer.line.count", "timestamp.formats",
	"hive.serialization.extend.nesting.levels", "hive.serialization.extend.additional.nesting.levels", "avro.schema.literal",
}

var avroName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// check fails where rows of a table would not be read as they are written.
func (f Form) check(t catalog.Table) error {
	if f.Format == "PARQUET" {
		return nil
	}
	s := serde.Table{SerDe: t.Storage.SerDe.Library, InputFormat: t.Storage.InputFormat, Properties: t.Storage.SerDe.Parameters, Parameters: t.Parameters}
	for _, c := range t.Storage.Columns {
		typ, err := schema.ParseHive(c.Type)
		if err != nil {
			return err
		}
		if why := f.refuses(c.Name, typ); why != "" {
			return userError("NOT_SUPPORTED", fmt.Sprintf("column %s cannot be written as %s: %s; PARQUET can", c.Name, f.Format, why))
		}
		s.Columns = append(s.Columns, serde.Column{Name: c.Name, Type: typ})
	}
	_, err := serde.New(s)
	return definitionError(t, err)
}

// refuses says what of a column the format does not have.
func (f Form) refuses(name string, t schema.Type) string {
	if f.Format == "AVRO" && !avroName.MatchString(name) {
		return fmt.Sprintf("the name %q has other characters than letters, digits and underscores", name)
	}
	switch t.Kind {
	case schema.Array:
		return f.refuses("element", *t.Elem)
	case schema.Map:
		switch t.Key.Kind {
		case schema.Varchar:
		case schema.Array, schema.Map, schema.Row:
			return "a map's keys are " + t.Key.Display()
		default:
			if f.Format == "AVRO" {
				return "a map's keys are " + t.Key.Display()
			}
		}
		return f.refuses("value", *t.Elem)
	case schema.Row:
		for _, m := range t.Fields {
			if why := f.refuses(m.Name, m.Type); why != "" {
				return why
			}
		}
	}
	return ""
}
