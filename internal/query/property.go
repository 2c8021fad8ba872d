package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tarn/internal/hive"
	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// properties are what CREATE TABLE AS and UNLOAD say of files.
type properties struct {
	location      string
	form          hive.Form
	partitionedBy []string
	// iceberg says that the table is one of Iceberg.
	iceberg bool
	// upkeep are those that say how an Iceberg table is looked after.
	upkeep map[string]string
}

// keep notes a property for OPTIMIZE or VACUUM; VACUUM follows the numbers of snapshots and their age:
// https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-creating-tables.html#querying-iceberg-table-properties. Examples there have the age
// in milliseconds, under another name.
func (p *properties) keep(x *syntax.Property) error {
	name := strings.ToLower(x.Name.Name)
	text := ""
	switch v := x.Value.(type) {
	case *syntax.Number:
		text = v.Value
	case *syntax.Text:
		text = v.Value
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return refused(x.Value, invalidProperty, "the property %s takes a number", name)
	}
	if name == "vacuum_max_snapshot_age_ms" {
		name, n = "vacuum_max_snapshot_age_seconds", (n+999)/1000
	}
	if p.upkeep == nil {
		p.upkeep = map[string]string{}
	}
	p.upkeep[name] = strconv.FormatInt(n, 10)
	return nil
}

// tableProperties reads the WITH of CREATE TABLE AS.
func tableProperties(list []*syntax.Property) (p properties, err error) {
	var form formProperties
	managed := false
	for _, x := range list {
		name := strings.ToLower(x.Name.Name)
		switch name {
		case "external_location", "location":
			p.location, err = placeOf(x)
		case "partitioned_by":
			p.partitionedBy, err = namesOf(x)
		case "bucketed_by", "bucket_count":
			err = refused(x, syntax.NotSupported, "%s is not in Tarn, where rows are not put into files by Hive's hash: leave bucketed_by and bucket_count out, or take partitioned_by", name)
		case "table_type":
			var kind string
			if kind, err = textOf(x); err == nil && !strings.EqualFold(kind, "HIVE") && !strings.EqualFold(kind, "ICEBERG") {
				err = refused(x, syntax.NotSupported, "table_type = '%s' is not in Tarn: tables are of table_type = 'HIVE' or 'ICEBERG'", kind)
			}
			p.iceberg = strings.EqualFold(kind, "ICEBERG")
		case "partitioning":
			var texts []string
			if texts, err = namesOf(x); err == nil {
				for _, text := range texts {
					t, failed := schema.ParseTerm(strings.ToLower(text))
					if failed != nil || t.Column == "" {
						err = refused(x, invalidProperty, "partitioning: %s is nothing to partition by: %v", text, failed)
						break
					}
					p.partitionedBy = append(p.partitionedBy, t.String())
				}
			}
		case "vacuum_min_snapshots_to_keep", "vacuum_max_snapshot_age_seconds", "vacuum_max_snapshot_age_ms", "vacuum_max_metadata_files_to_keep",
			"optimize_rewrite_data_file_threshold", "optimize_rewrite_delete_file_threshold", "write_target_data_file_size_bytes":
			err = p.keep(x)
		case "is_external":
			b, ok := x.Value.(*syntax.Bool)
			if !ok {
				err = refused(x, invalidProperty, "is_external is true or false")
			} else {
				managed = !b.Value
			}
		default:
			var known bool
			if known, err = form.read(x); err == nil && !known {
				err = refused(x, invalidProperty, "Catalog 'awsdatacatalog' table property '%s' does not exist", name)
			}
		}
		if err != nil {
			return p, err
		}
	}
	if p.form, err = form.form(); err != nil {
		return p, err
	}
	p.form.Strict = true
	if p.iceberg && p.form.Format != "PARQUET" {
		return p, refused(form.format, syntax.NotSupported, icebergFormat, p.form.Format)
	}
	switch {
	case p.iceberg && form.level != nil:
		return p, refused(form.level, syntax.NotSupported, "compression_level is not in Tarn for table_type = 'ICEBERG'")
	case p.iceberg && form.compression == nil:
		p.form.Compression = icebergCompression
	}
	if p.upkeep != nil && !p.iceberg {
		return p, refused(list[0], invalidProperty, "properties for OPTIMIZE and VACUUM are for table_type = 'ICEBERG'")
	}
	if managed && !p.iceberg {
		return p, refused(list[0], syntax.NotSupported, "is_external = false is not in Tarn for table_type = 'HIVE': those tables are external")
	}
	return p, nil
}

// unloadProperties reads the WITH of UNLOAD: https://docs.aws.amazon.com/athena/latest/ug/unload.html.
func unloadProperties(u *syntax.Unload) (p properties, err error) {
	var form formProperties
	for _, x := range u.Properties {
		known := true
		if name := strings.ToLower(x.Name.Name); name == "partitioned_by" {
			p.partitionedBy, err = namesOf(x)
		} else if known, err = form.read(x); err == nil && !known {
			err = refused(x, invalidProperty, "Unknown property '%s' in UNLOAD", name)
		}
		if err != nil {
			return p, err
		}
	}
	if form.format == nil {
		return p, refused(u, invalidProperty, "UNLOAD needs WITH (format = '…'): %s", strings.Join(hive.Formats, ", "))
	}
	p.form, err = form.form()
	return p, err
}

// icebergCompression is what Athena compresses an Iceberg table's files with where a statement says nothing.
const icebergCompression = "ZSTD"

// icebergFormat refuses a format of Iceberg tables.
const icebergFormat = "an Iceberg table of format = '%s' is not in Tarn, which writes Parquet: leave the property out"

// formProperties are those that say how rows lie in files. Which of them go together is known when all are read.
type formProperties struct{ format, compression, level, delimiter *syntax.Property }

// read takes a property; known is false for one that says something else.
func (f *formProperties) read(x *syntax.Property) (known bool, err error) {
	switch strings.ToLower(x.Name.Name) {
	case "format", "storage_format":
		f.format = x
	case "compression", "write_compression", "parquet_compression", "orc_compression":
		f.compression = x
	case "compression_level":
		f.level = x
		return true, nil
	case "field_delimiter":
		f.delimiter = x
	default:
		return false, nil
	}
	_, err = textOf(x)
	return true, err
}

// form puts the properties together. Without a format it is Parquet, which is what Athena writes.
func (f *formProperties) form() (out hive.Form, err error) {
	out.Format = "PARQUET"
	if f.format != nil {
		text, _ := textOf(f.format)
		out.Format = strings.ToUpper(text)
		if !slices.Contains(hive.Formats, out.Format) {
			return out, refused(f.format, syntax.NotSupported, "format = '%s' is not in Tarn, which writes %s", text, strings.Join(hive.Formats, ", "))
		}
	}
	choice := hive.Compressions(out.Format)
	out.Compression = choice[0]
	if f.compression != nil {
		text, _ := textOf(f.compression)
		out.Compression = strings.ToUpper(text)
		if of, ok := strings.CutSuffix(strings.ToLower(f.compression.Name.Name), "_compression"); ok && of != "write" && !strings.EqualFold(of, out.Format) {
			return out, refused(f.compression, invalidProperty, "%s is not for %s: write_compression is for all formats", strings.ToLower(f.compression.Name.Name), out.Format)
		}
		if !slices.Contains(choice, out.Compression) {
			return out, refused(f.compression.Value, invalidProperty, "there is no compression '%s' of %s in Tarn: choose of %s", text, out.Format, strings.Join(choice, ", "))
		}
	}
	if f.level != nil {
		if out.Level, err = levelOf(f.level); err != nil {
			return out, err
		}
		if out.Compression != "ZSTD" {
			return out, refused(f.level, invalidProperty, "compression_level is for ZSTD")
		}
	}
	if f.delimiter != nil {
		out.Delimiter, _ = textOf(f.delimiter)
		if out.Format != "TEXTFILE" {
			return out, refused(f.delimiter, invalidProperty, "field_delimiter is for TEXTFILE")
		}
		if len(out.Delimiter) != 1 || strings.ContainsAny(out.Delimiter, "\n\r\x00") || out.Delimiter[0] >= utf8.RuneSelf {
			return out, refused(f.delimiter, invalidProperty, "field_delimiter must be a single character of ASCII that ends no line")
		}
	}
	return out, nil
}

// levelOf is a level of ZSTD: https://docs.aws.amazon.com/athena/latest/ug/compression-support-zstd-levels.html.
func levelOf(x *syntax.Property) (int, error) {
	text := ""
	switch v := x.Value.(type) {
	case *syntax.Text:
		text = v.Value
	case *syntax.Number:
		text = v.Value
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 22 {
		return 0, refused(x.Value, invalidProperty, "compression_level is a number from 1 to 22")
	}
	return n, nil
}

func textOf(x *syntax.Property) (string, error) {
	t, ok := x.Value.(*syntax.Text)
	if !ok {
		return "", refused(x.Value, invalidProperty, "the property %s takes a text in single quotes", strings.ToLower(x.Name.Name))
	}
	return t.Value, nil
}

func placeOf(x *syntax.Property) (string, error) {
	text, err := textOf(x)
	if err == nil {
		err = checkPlace(x.Value, text)
	}
	return text, err
}

func checkPlace(at syntax.Node, text string) error {
	err := hive.CheckPlace(text)
	if err == nil && !hive.IsPlace(text) {
		err = fmt.Errorf("'%s' is no place: give s3://bucket/prefix/", text)
	}
	if err != nil {
		return refused(at, "HIVE_INVALID_METADATA", "%v", err)
	}
	return nil
}

// namesOf reads ARRAY['a', 'b'].
func namesOf(x *syntax.Property) ([]string, error) {
	list, ok := x.Value.(*syntax.Array)
	var names []string
	if ok {
		for _, item := range list.Items {
			t, isText := item.(*syntax.Text)
			if !isText {
				ok = false
				break
			}
			names = append(names, strings.ToLower(t.Value))
		}
	}
	if !ok {
		return nil, refused(x.Value, invalidProperty, "the property %s takes names: ARRAY['a', 'b']", strings.ToLower(x.Name.Name))
	}
	return names, nil
}
