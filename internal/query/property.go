package query

import (
	"fmt"
	"slices"
	"strings"

	"tarn/internal/hive"
	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// properties are what CREATE TABLE AS and UNLOAD say of files.
type properties struct {
	location, compression, format, delimiter string
	partitionedBy                            []string
	// iceberg says that the table is one of Iceberg.
	iceberg bool
}

// tableProperties reads the WITH of CREATE TABLE AS.
func tableProperties(list []*syntax.Property) (p properties, err error) {
	p.compression = "GZIP" // Athena's own choice where there is none
	managed := false
	for _, x := range list {
		name := strings.ToLower(x.Name.Name)
		switch name {
		case "external_location", "location":
			p.location, err = placeOf(x)
		case "format", "storage_format":
			var format string
			if format, err = textOf(x); err == nil && !strings.EqualFold(format, "PARQUET") {
				err = refused(x, syntax.NotSupported, "%s = '%s' is not in Tarn yet: it writes PARQUET", name, format)
			}
		case "parquet_compression", "write_compression":
			p.compression, err = compressionOf(x)
		case "compression_level":
			err = refused(x, syntax.NotSupported, "compression_level is not in Tarn: leave it out")
		case "partitioned_by":
			p.partitionedBy, err = namesOf(x)
		case "bucketed_by", "bucket_count":
			err = refused(x, syntax.NotSupported, "%s is not in Tarn: partitioned_by is", name)
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
		case "is_external":
			b, ok := x.Value.(*syntax.Bool)
			if !ok {
				err = refused(x, invalidProperty, "is_external is true or false")
			} else {
				managed = !b.Value
			}
		case "orc_compression", "field_delimiter":
			err = refused(x, syntax.NotSupported, "%s is not for PARQUET, which is what Tarn writes", name)
		default:
			err = refused(x, invalidProperty, "Catalog 'awsdatacatalog' table property '%s' does not exist", name)
		}
		if err != nil {
			return p, err
		}
	}
	if managed && !p.iceberg {
		return p, refused(list[0], syntax.NotSupported, "is_external = false is not in Tarn for table_type = 'HIVE': those tables are external")
	}
	return p, nil
}

// unloadProperties reads the WITH of UNLOAD: https://docs.aws.amazon.com/athena/latest/ug/unload.html.
func unloadProperties(u *syntax.Unload) (p properties, err error) {
	compressed := false
	for _, x := range u.Properties {
		name := strings.ToLower(x.Name.Name)
		switch name {
		case "format":
			p.format, err = textOf(x)
			p.format = strings.ToUpper(p.format)
		case "compression":
			compressed = true
			p.compression, err = compressionOf(x)
		case "partitioned_by":
			p.partitionedBy, err = namesOf(x)
		case "field_delimiter":
			p.delimiter, err = textOf(x)
			if err == nil && len([]rune(p.delimiter)) != 1 {
				err = refused(x, invalidProperty, "field_delimiter must be a single character")
			}
		case "compression_level":
			err = refused(x, syntax.NotSupported, "compression_level is not in Tarn: leave it out")
		default:
			err = refused(x, invalidProperty, "Unknown property '%s' in UNLOAD", name)
		}
		if err != nil {
			return p, err
		}
	}
	switch p.format {
	case "PARQUET":
	case "TEXTFILE", "JSON":
		if compressed && p.compression != "GZIP" && p.compression != "NONE" {
			return p, refused(u, syntax.NotSupported, "compression %s of %s is not in Tarn: GZIP and NONE are", p.compression, p.format)
		}
	case "":
		return p, refused(u, invalidProperty, "UNLOAD needs WITH (format = '…'): PARQUET, TEXTFILE or JSON")
	default:
		return p, refused(u, syntax.NotSupported, "format = '%s' is not in Tarn yet: UNLOAD writes PARQUET, TEXTFILE and JSON", p.format)
	}
	if p.delimiter != "" && p.format != "TEXTFILE" {
		return p, refused(u, invalidProperty, "field_delimiter is for TEXTFILE")
	}
	if !compressed {
		p.compression = "GZIP"
	}
	return p, nil
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

func compressionOf(x *syntax.Property) (string, error) {
	text, err := textOf(x)
	text = strings.ToUpper(text)
	if err == nil && !slices.Contains(hive.Compressions, text) {
		err = refused(x.Value, invalidProperty, "there is no compression '%s' in Tarn: choose of %s", text, strings.Join(hive.Compressions, ", "))
	}
	return text, err
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
