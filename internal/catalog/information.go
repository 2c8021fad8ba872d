package catalog

import (
	"errors"
	"strings"

	"tarn/internal/schema"
)

// InformationSchema is the schema that tells of all others: https://trino.io/docs/current/connector/system.html and the SQL
// standard's.
const InformationSchema = "information_schema"

var information = []*schema.Table{
	informationTable("columns", "table_catalog", "table_schema", "table_name", "column_name", "ordinal_position", "column_default", "is_nullable", "data_type"),
	informationTable("schemata", "catalog_name", "schema_name"),
	informationTable("tables", "table_catalog", "table_schema", "table_name", "table_type"),
	informationTable("views", "table_catalog", "table_schema", "table_name", "view_definition"),
}

func informationTable(name string, columns ...string) *schema.Table {
	t := &schema.Table{Name: name, Version: 1}
	for i, c := range columns {
		kind := schema.Varchar
		if c == "ordinal_position" {
			kind = schema.Bigint
		}
		t.Columns = append(t.Columns, schema.Stored{ID: i + 1, Name: c, Kind: kind})
	}
	return t
}

// information finds a table of a catalog's information schema. Its source names the catalog that it tells of, its origin is the
// snapshot.
func (c *Snapshot) information(catalog, name string) *schema.Relation {
	for _, t := range information {
		if strings.EqualFold(t.Name, name) {
			return &schema.Relation{Catalog: catalog, Schema: InformationSchema, Name: t.Name, Columns: schema.LakeColumns(t),
				Source: SystemSource + InformationSchema + "." + t.Name + "@" + catalog, Origin: c}
		}
	}
	return nil
}

// Information gives the table that a relation's source names, and calls row for each of its rows: texts, an int64 for a number,
// "" for NULL. table is nil for any other source.
func (c *Snapshot) Information(source string) (table *schema.Table, rows func(row func(...any) error) error) {
	rest, ok := strings.CutPrefix(source, SystemSource+InformationSchema+".")
	name, catalog, _ := strings.Cut(rest, "@")
	if !ok {
		return nil, nil
	}
	for _, t := range information {
		if t.Name == name {
			return t, func(row func(...any) error) error { return c.describe(name, catalog, row) }
		}
	}
	return nil, nil
}

func (c *Snapshot) describe(name, catalog string, row func(...any) error) error {
	schemas, err := c.Schemas(catalog)
	if err != nil {
		return err
	}
	for _, s := range schemas {
		if name == "schemata" {
			if err := row(catalog, s); err != nil {
				return err
			}
			continue
		}
		tables, views, _, err := c.Tables(catalog, s)
		if err != nil {
			return err
		}
		for _, t := range append(tables, views...) {
			if err := c.describeTable(name, []string{catalog, s, t}, row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *Snapshot) describeTable(name string, parts []string, row func(...any) error) error {
	full := []any{parts[0], parts[1], parts[2]}
	r, err := c.Lookup(parts)
	switch {
	case errors.Is(err, ErrUnreadable) && name == "tables":
		return row(append(full, "BASE TABLE")...)
	case errors.Is(err, ErrUnreadable):
		return nil
	case err != nil || r == nil:
		return err
	}
	switch name {
	case "tables":
		if r.View != nil {
			return row(append(full, "VIEW")...)
		}
		return row(append(full, "BASE TABLE")...)
	case "views":
		if r.View != nil {
			return row(append(full, r.View.SQL)...)
		}
		return nil
	}
	n := int64(0)
	column := func(name, kind string) error {
		n++
		return row(append(full[:3:3], name, n, "", "YES", kind)...)
	}
	if r.View != nil {
		for _, v := range r.View.Columns {
			if err := column(strings.ToLower(v.Name), v.Type); err != nil {
				return err
			}
		}
	}
	for _, col := range r.Columns {
		if col.Hidden {
			continue
		}
		if err := column(strings.ToLower(col.Name), col.Type.Display()); err != nil {
			return err
		}
	}
	return nil
}
