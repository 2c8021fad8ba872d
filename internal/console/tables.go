package console

import (
	"fmt"
	"slices"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/catalog"
)

func tableRoutes() []Route {
	const group = "Catalog"
	return []Route{
		route(Route{Method: "GET", Path: "/catalog", Group: group, Summary: "What tables exist, by catalog and schema", Access: auth.List}, (*Console).tables),
		route(Route{Method: "GET", Path: "/catalog/table", Group: group, Summary: "A table's columns", Access: auth.List}, (*Console).table),
		route(Route{Method: "GET", Path: "/catalog/values", Name: "GetColumnValues", Group: group, Summary: "A column's commonest values among some rows of the table", Access: auth.Query}, (*Console).values),
	}
}

// Tables are what tables exist.
type Tables struct {
	Schemas []Schema `json:"schemas"`
}

// Schema is one with its tables.
type Schema struct {
	Catalog string      `json:"catalog"`
	Name    string      `json:"name"`
	Tables  []TableName `json:"tables"`
}

// TableName is a table.
type TableName struct {
	Name string `json:"name"`
	Kind string `json:"kind" doc:"store, log, table, view or system"`
	// SQL is what stands for it in a statement.
	SQL string `json:"sql"`
	// Store is the ID of the event data store.
	Store string `json:"store,omitempty"`
}

func (s *Console) tables(c *call, _ none) (Tables, error) {
	out := Tables{Schemas: []Schema{}}
	snapshot, err := s.Catalog(c.ctx, c.key, "")
	if err != nil {
		return out, err
	}
	stores, err := s.stores(c)
	if err != nil {
		return out, err
	}
	names, err := snapshot.Schemas(catalog.DefaultCatalog)
	if err != nil {
		return out, err
	}
	for _, name := range names {
		tables, views, ok, err := snapshot.Tables(catalog.DefaultCatalog, name)
		if err != nil {
			return out, err
		}
		if !ok {
			continue
		}
		schema := Schema{Catalog: catalog.DefaultCatalog, Name: name, Tables: []TableName{}}
		for _, t := range tables {
			n := TableName{Name: t, Kind: "table", SQL: quote(t)}
			switch i := slices.IndexFunc(stores, func(e catalog.EventDataStore) bool { return strings.EqualFold(e.Name, t) }); {
			case name == catalog.InformationSchema || name == catalog.SystemSchema:
				n.Kind = "system"
			case name == catalog.DefaultSchema && i >= 0 && stores[i].OfEvents():
				n.Kind, n.Store = "store", stores[i].ID
			case name == catalog.DefaultSchema && i >= 0:
				n.Kind, n.Store = "log", stores[i].ID
			}
			schema.Tables = append(schema.Tables, n)
		}
		for _, v := range views {
			schema.Tables = append(schema.Tables, TableName{Name: v, Kind: "view", SQL: quote(v)})
		}
		if name != catalog.DefaultSchema {
			for i := range schema.Tables {
				schema.Tables[i].SQL = quote(name) + "." + schema.Tables[i].SQL
			}
		}
		out.Schemas = append(out.Schemas, schema)
	}
	return out, nil
}

// quote writes a name as SQL has it: in quotation marks where it needs them.
func quote(name string) string {
	plain := name != ""
	for i, r := range name {
		if !(r == '_' || r >= 'a' && r <= 'z' || i > 0 && r >= '0' && r <= '9') {
			plain = false
		}
	}
	if plain {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

type tableInput struct {
	Schema string `query:"schema" json:"schema"`
	Name   string `query:"name" json:"name"`
}

// Table is one with its columns.
type Table struct {
	Schema  string        `json:"schema"`
	Name    string        `json:"name"`
	View    bool          `json:"view"`
	Columns []TableColumn `json:"columns"`
}

// TableColumn is a column of a table.
type TableColumn struct {
	Name   string `json:"name"`
	Type   string `json:"type" doc:"Trino's name of it"`
	Doc    string `json:"doc,omitempty"`
	Hidden bool   `json:"hidden,omitempty" doc:"not part of SELECT *"`
}

func (s *Console) table(c *call, in tableInput) (Table, error) {
	out := Table{Schema: in.Schema, Name: in.Name, Columns: []TableColumn{}}
	snapshot, err := s.Catalog(c.ctx, c.key, "")
	if err != nil {
		return out, err
	}
	parts := []string{in.Name}
	if in.Schema != "" && in.Schema != catalog.DefaultSchema {
		parts = []string{in.Schema, in.Name}
	}
	r, err := snapshot.Lookup(parts)
	if err != nil {
		return out, err
	}
	if r == nil {
		return out, notFound("table " + strings.Join(parts, "."))
	}
	out.View = r.View != nil
	for _, column := range r.Columns {
		out.Columns = append(out.Columns, TableColumn{Name: column.Name, Type: column.Type.String(), Doc: column.Doc, Hidden: column.Hidden})
	}
	return out, nil
}

type valuesInput struct {
	Schema string `query:"schema" json:"schema"`
	Name   string `query:"name" json:"name"`
	Column string `query:"column" json:"column" doc:"a column, or a member of one, as in userIdentity.arn"`
}

// Values are some of a column's.
type Values struct {
	// Values are the commonest first; long ones are cut.
	Values []string `json:"values"`
}

// sampled is how many rows are looked at for a column's values, shownValues how many of them are told, and maxValue the length of one in characters.
const (
	sampled     = 1000
	shownValues = 6
	maxValue    = 200
)

func (s *Console) values(c *call, in valuesInput) (Values, error) {
	out := Values{Values: []string{}}
	if in.Name == "" || in.Column == "" {
		return out, invalid("Give a table and a column.")
	}
	table := quote(in.Name)
	if in.Schema != "" && in.Schema != catalog.DefaultSchema {
		table = quote(in.Schema) + "." + table
	}
	var path []string
	for _, part := range strings.Split(in.Column, ".") {
		path = append(path, quote(part))
	}
	column := strings.Join(path, ".")
	rows, err := s.ask(c, fmt.Sprintf("SELECT v, count(*) FROM (SELECT %[1]s AS v FROM %[2]s WHERE %[1]s IS NOT NULL LIMIT %[3]d) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %[4]d", column, table, sampled, shownValues))
	for _, r := range rows {
		if text := []rune(r[0]); len(text) > maxValue {
			r[0] = string(text[:maxValue]) + "…"
		}
		out.Values = append(out.Values, r[0])
	}
	return out, err
}
