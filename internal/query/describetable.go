package query

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// hiveDescribed are the columns of Hive's DESCRIBE.
var hiveDescribed = []analyze.Output{column("col_name"), column("data_type"), column("comment")}

// describeTable is DESCRIBE of a table of files, laid out as Hive does: https://docs.aws.amazon.com/athena/latest/ug/describe-table.html.
func (s *session) describeTable(ctx context.Context, d *syntax.Describe, t catalog.Table) (*work, error) {
	var partition *catalog.Partition
	if d.Partition != nil {
		values, err := partitionValues(d.Partition, t)
		if err != nil {
			return nil, err
		}
		p, err := s.service.options.Tables.Partition(ctx, t, values)
		if err != nil {
			return nil, noPartition(d.Partition, err)
		}
		partition = &p
	}
	if d.Column != nil {
		return describeColumn(d, t)
	}
	lines := &table{}
	if d.Form == "FORMATTED" {
		lines.add("# col_name", "data_type", "comment")
		lines.add()
		lines.columns(t.Storage.Columns)
	} else {
		lines.columns(slices.Concat(t.Storage.Columns, t.PartitionKeys))
	}
	if len(t.PartitionKeys) > 0 {
		lines.add()
		lines.add("# Partition Information")
		lines.add("# col_name", "data_type", "comment")
		lines.add()
		lines.columns(t.PartitionKeys)
	}
	switch d.Form {
	case "FORMATTED":
		lines.formatted(t, partition)
	case "EXTENDED":
		lines.add()
		if partition != nil {
			lines.add("Detailed Partition Information", fmt.Sprintf("Partition(values:[%s], dbName:%s, tableName:%s, createTime:%s, %s, parameters:{%s})", strings.Join(partition.Values, ", "),
				t.Database, t.Name, unix(partition.Created), descriptor(partition.Storage), mapped(partition.Parameters)))
		} else {
			lines.add("Detailed Table Information", fmt.Sprintf("Table(tableName:%s, dbName:%s, owner:%s, createTime:%s, lastAccessTime:%s, retention:%d, %s, partitionKeys:[%s], parameters:{%s}, tableType:%s)",
				t.Name, t.Database, t.Owner, unix(t.Created), unix(t.Accessed), t.Retention, descriptor(t.Storage), fieldSchemas(t.PartitionKeys), mapped(t.Parameters), t.Type))
		}
	}
	return rows(hiveDescribed, lines.rows), nil
}

// table gathers the lines of a description.
type table struct{ rows []engine.Row }

func (w *table) add(cells ...string) {
	row := engine.Row{"", "", ""}
	for i, c := range cells {
		row[i] = c
	}
	w.rows = append(w.rows, row)
}

func (w *table) columns(columns []catalog.Column) {
	for _, c := range columns {
		w.add(c.Name, c.Type, c.Comment)
	}
}

func (w *table) pairs(m map[string]string) {
	for _, name := range sortedNames(m) {
		w.add("", name, m[name])
	}
}

func (w *table) formatted(t catalog.Table, p *catalog.Partition) {
	w.add()
	storage := t.Storage
	if p != nil {
		storage = p.Storage
		w.add("# Detailed Partition Information")
		w.add("Partition Value:", "["+strings.Join(p.Values, ", ")+"]")
		w.add("Database:", t.Database)
		w.add("Table:", t.Name)
		w.add("CreateTime:", at(p.Created))
		w.add("LastAccessTime:", at(p.Accessed))
		w.add("Location:", storage.Location)
		w.add("Partition Parameters:")
		w.pairs(p.Parameters)
	} else {
		w.add("# Detailed Table Information")
		w.add("Database:", t.Database)
		w.add("Owner:", t.Owner)
		w.add("CreateTime:", at(t.Created))
		w.add("LastAccessTime:", at(t.Accessed))
		w.add("Protect Mode:", "None")
		w.add("Retention:", strconv.Itoa(t.Retention))
		w.add("Location:", storage.Location)
		w.add("Table Type:", t.Type)
		w.add("Table Parameters:")
		w.pairs(t.Parameters)
	}
	w.add()
	w.add("# Storage Information")
	w.add("SerDe Library:", storage.SerDe.Library)
	w.add("InputFormat:", storage.InputFormat)
	w.add("OutputFormat:", storage.OutputFormat)
	w.add("Compressed:", map[bool]string{true: "Yes", false: "No"}[storage.Compressed])
	w.add("Num Buckets:", strconv.Itoa(buckets(storage)))
	w.add("Bucket Columns:", "["+strings.Join(storage.BucketColumns, ", ")+"]")
	w.add("Sort Columns:", "["+strings.Join(orders(storage), ", ")+"]")
	w.add("Storage Desc Params:")
	w.pairs(storage.SerDe.Parameters)
}

func buckets(s catalog.Storage) int {
	if s.Buckets == 0 {
		return -1
	}
	return s.Buckets
}

func orders(s catalog.Storage) []string {
	var out []string
	for _, o := range s.SortColumns {
		out = append(out, fmt.Sprintf("Order(col:%s, order:%d)", o.Column, o.Order))
	}
	return out
}

func at(t time.Time) string {
	if t.IsZero() {
		return "UNKNOWN"
	}
	return t.UTC().Format("Mon Jan 02 15:04:05 MST 2006")
}

func unix(t time.Time) string {
	if t.IsZero() {
		return "0"
	}
	return strconv.FormatInt(t.Unix(), 10)
}

func mapped(m map[string]string) string {
	var out []string
	for _, name := range sortedNames(m) {
		out = append(out, name+"="+m[name])
	}
	return strings.Join(out, ", ")
}

func fieldSchemas(columns []catalog.Column) string {
	var out []string
	for _, c := range columns {
		comment := c.Comment
		if comment == "" {
			comment = "null"
		}
		out = append(out, fmt.Sprintf("FieldSchema(name:%s, type:%s, comment:%s)", c.Name, c.Type, comment))
	}
	return strings.Join(out, ", ")
}

func descriptor(s catalog.Storage) string {
	return fmt.Sprintf("sd:StorageDescriptor(cols:[%s], location:%s, inputFormat:%s, outputFormat:%s, compressed:%t, numBuckets:%d, serdeInfo:SerDeInfo(name:%s, serializationLib:%s, parameters:{%s}), bucketCols:[%s], sortCols:[%s], parameters:{%s}, storedAsSubDirectories:%t)",
		fieldSchemas(s.Columns), s.Location, s.InputFormat, s.OutputFormat, s.Compressed, buckets(s), s.SerDe.Name, s.SerDe.Library, mapped(s.SerDe.Parameters), strings.Join(s.BucketColumns, ", "), strings.Join(orders(s), ", "), mapped(s.Parameters), s.SubDirectories)
}

// describeColumn is DESCRIBE table column.member: of an array .$elem$, of a map .$key$ and .$value$.
func describeColumn(d *syntax.Describe, t catalog.Table) (*work, error) {
	name := strings.ToLower(d.Column[0].Name)
	for _, c := range slices.Concat(t.Storage.Columns, t.PartitionKeys) {
		if c.Name != name {
			continue
		}
		if len(d.Column) == 1 {
			return rows(hiveDescribed, []engine.Row{{c.Name, c.Type, c.Comment}}), nil
		}
		typ, err := schema.ParseHive(c.Type)
		if err != nil {
			return nil, err
		}
		for _, part := range d.Column[1:] {
			if typ, err = member(part, typ); err != nil {
				return nil, err
			}
		}
		last := d.Column[len(d.Column)-1].Name
		if typ.Kind == schema.Row {
			var out []engine.Row
			for _, f := range typ.Fields {
				out = append(out, engine.Row{f.Name, hiveType(f.Type), "from deserializer"})
			}
			return rows(hiveDescribed, out), nil
		}
		return rows(hiveDescribed, []engine.Row{{last, hiveType(typ), "from deserializer"}}), nil
	}
	return nil, failed(d.Column[0], syntax.ColumnNotFound, semantic+"[Error 10002]: Invalid column reference %s", name)
}

func member(part *syntax.Ident, typ schema.Type) (schema.Type, error) {
	name := strings.ToLower(part.Name)
	switch {
	case typ.Kind == schema.Array && name == "$elem$", typ.Kind == schema.Map && name == "$value$":
		return *typ.Elem, nil
	case typ.Kind == schema.Map && name == "$key$":
		return *typ.Key, nil
	case typ.Kind == schema.Row:
		for _, f := range typ.Fields {
			if f.Name == name {
				return f.Type, nil
			}
		}
	}
	return typ, failed(part, syntax.ColumnNotFound, semantic+"[Error 10002]: Invalid column reference %s", name)
}
