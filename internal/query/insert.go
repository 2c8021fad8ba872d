package query

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/hive"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// insert is INSERT INTO. The query's columns become the table's as far as Trino has them assigned: https://trino.io/docs/current/sql/insert.html.
func (s *session) insert(i *syntax.Insert, t text) (*work, error) {
	warehouse, err := s.writer(i)
	if err != nil {
		return nil, err
	}
	to, err := s.target(i.Name)
	var place *syntax.Error
	if errors.As(err, &place) && place.Code == syntax.SchemaNotFound {
		return nil, refused(i, syntax.TableNotFound, "Table '%s' does not exist", to.full)
	}
	if err != nil {
		return nil, err
	}
	r, err := s.lookup(to)
	if err != nil {
		return nil, err
	}
	if r == nil {
		return nil, refused(i, syntax.TableNotFound, "Table '%s' does not exist", to.full)
	}
	if r.View != nil {
		return nil, refused(i, syntax.NotSupported, "Inserting into views is not supported")
	}
	table, ok := r.Origin.(catalog.Table)
	if !ok {
		return nil, refused(i, syntax.NotSupported, "rows come to '%s' by import only", to.full)
	}
	if !table.Iceberg() {
		if _, err := hive.FormOf(table); err != nil {
			return nil, err
		}
	}
	if err := s.mayWrite(i, "insert into table "+to.full, to.database, to.name, table.Storage.Location); err != nil {
		return nil, err
	}
	if err := hive.CheckInsert(table); err != nil {
		return nil, err
	}
	columns, err := insertColumns(i, r)
	if err != nil {
		return nil, err
	}
	q, err := s.assigned(i, columns, r, t)
	if err != nil {
		return nil, err
	}
	return &work{notes: q.Notes, write: func(ctx context.Context, started func()) (hive.Result, error) {
		return warehouse.Insert(ctx, table, q, started)
	}}, nil
}

// insertColumns are the columns that are written: those that the statement names, or all.
func insertColumns(i *syntax.Insert, r *schema.Relation) ([]*schema.Column, error) {
	var all []*schema.Column
	byName := map[string]*schema.Column{}
	for j := range r.Columns {
		if c := &r.Columns[j]; !c.Hidden {
			all = append(all, c)
			byName[strings.ToLower(c.Name)] = c
		}
	}
	if i.Columns == nil {
		return all, nil
	}
	var named []*schema.Column
	seen := map[string]bool{}
	for _, id := range i.Columns {
		name := strings.ToLower(id.Name)
		switch {
		case byName[name] == nil:
			return nil, refused(i, syntax.ColumnNotFound, "Insert column name does not exist in target table: %s", name)
		case seen[name]:
			return nil, refused(i, syntax.DuplicateColumnName, "Insert column name is specified more than once: %s", name)
		}
		seen[name] = true
		named = append(named, byName[name])
	}
	return named, nil
}

// assigned is the query with its columns in the table's order and types; a column that gets nothing is NULL.
func (s *session) assigned(i *syntax.Insert, columns []*schema.Column, r *schema.Relation, t text) (*analyze.Query, error) {
	q, err := s.analyse(i.Query, t, analyze.Options{})
	if err != nil {
		return nil, err
	}
	var have, want []string
	ok := len(q.Columns) == len(columns)
	for n, c := range q.Columns {
		have = append(have, c.Type.Display())
		ok = ok && assignable(c.Type, columns[n].Type)
	}
	for _, c := range columns {
		want = append(want, c.Type.Display())
	}
	if !ok {
		return nil, refused(i, syntax.TypeMismatch, "Insert query has mismatched column types: Table: [%s], Query: [%s]", strings.Join(want, ", "), strings.Join(have, ", "))
	}
	names := make([]*syntax.Ident, len(columns))
	for n := range names {
		names[n] = &syntax.Ident{Span: spanOf(i), Name: fmt.Sprintf("column%d", n), Quoted: true}
	}
	items := []string{}
	for _, c := range r.Columns {
		if c.Hidden {
			continue
		}
		item := "CAST(NULL AS " + c.Type.String() + ")"
		for n, to := range columns {
			if to.Name == c.Name {
				item = assignment(syntax.Quote(names[n].Name), q.Columns[n].Type, c.Type)
			}
		}
		items = append(items, item+" AS "+syntax.Quote(c.Name))
	}
	frame, err := syntax.Parse("SELECT " + strings.Join(items, ", ") + " FROM q")
	if err != nil {
		return nil, err
	}
	outer := frame.(*syntax.Query)
	outer.Body.(*syntax.Select).From = []syntax.Relation{&syntax.Aliased{Span: spanOf(i), Alias: &syntax.Ident{Span: spanOf(i), Name: "q"}, Columns: names,
		Relation: &syntax.Derived{Span: spanOf(i), Query: i.Query}}}
	return s.analyse(outer, t, analyze.Options{})
}

// assignment casts a value to a column's type. A text that is longer than the column only by spaces fits.
func assignment(x string, from, to schema.Type) string {
	cast := "CAST(" + x + " AS " + to.String() + ")"
	longer := (to.Kind == schema.Varchar || to.Kind == schema.Char) && to.Length != schema.Unbounded && (from.Length == schema.Unbounded || from.Length > to.Length)
	if from.Kind == schema.Unknown || !longer {
		return cast
	}
	return fmt.Sprintf("IF(length(rtrim(CAST(%s AS varchar))) > %d, %s('INVALID_CAST_ARGUMENT: Cannot truncate non-space characters when casting from %s to %s on INSERT'), %s)", x, to.Length, syntax.Quote(analyze.Fail), from.Display(), to.Display(), cast)
}

var families = map[schema.Kind]int{
	schema.Tinyint: 1, schema.Smallint: 1, schema.Integer: 1, schema.Bigint: 1, schema.Real: 1, schema.Double: 1, schema.Decimal: 1,
	schema.Varchar: 2, schema.Char: 2, schema.Date: 3, schema.Timestamp: 3, schema.TimestampTZ: 3,
}

// assignable reports whether Trino assigns a value to a column: within numbers, within texts, and within dates and times.
func assignable(from, to schema.Type) bool {
	switch {
	case from.Kind == schema.Unknown:
		return true
	case families[from.Kind] != 0 || families[to.Kind] != 0:
		return families[from.Kind] == families[to.Kind]
	case from.Kind != to.Kind:
		return false
	}
	switch to.Kind {
	case schema.Array:
		return assignable(*from.Elem, *to.Elem)
	case schema.Map:
		return assignable(*from.Key, *to.Key) && assignable(*from.Elem, *to.Elem)
	case schema.Row:
		if len(from.Fields) != len(to.Fields) {
			return false
		}
		for i := range to.Fields {
			if !assignable(from.Fields[i].Type, to.Fields[i].Type) {
				return false
			}
		}
	}
	return true
}
