package query

import (
	"context"
	"errors"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// Tables keeps the databases, tables and views that statements make.
type Tables interface {
	Table(ctx context.Context, database, name string) (catalog.Table, error)
	AddTable(ctx context.Context, t catalog.Table, partitions ...catalog.Partition) error
	SetTable(ctx context.Context, name string, t catalog.Table, archive bool) error
	MoveTable(ctx context.Context, t catalog.Table, database string) error
	RemoveTable(ctx context.Context, database, name string) error
	Partition(ctx context.Context, t catalog.Table, values []string) (catalog.Partition, error)
	Partitions(ctx context.Context, t catalog.Table, prefix, after []string, f func(catalog.Partition) (more bool, err error)) error
	AddPartition(ctx context.Context, t catalog.Table, p ...catalog.Partition) error
	SetPartition(ctx context.Context, t catalog.Table, values []string, p catalog.Partition) error
	RemovePartition(ctx context.Context, t catalog.Table, values []string) error
	Database(ctx context.Context, name string) (catalog.Database, error)
	AddDatabase(ctx context.Context, d catalog.Database) error
	SetDatabase(ctx context.Context, d catalog.Database) error
	RemoveDatabase(ctx context.Context, name string, tables bool) error
}

const (
	tableExists   syntax.Code = "TABLE_ALREADY_EXISTS"
	missingColumn syntax.Code = "MISSING_COLUMN_NAME"
)

// target is the name of a table or view that a statement makes or removes: its database and name as they are kept, and in full
// for people.
type target struct{ database, name, full string }

// target checks that there can be such a table: tables and views are in databases.
func (s *session) target(n *syntax.Name) (t target, err error) {
	l, err := s.lister(n)
	if err != nil {
		return t, err
	}
	if s.service.options.Tables == nil {
		return t, refused(n, syntax.NotSupported, "tables and views are kept in a data directory, and there is none yet")
	}
	cat, sch, name := s.qualified(l, n)
	t = target{strings.ToLower(sch), strings.ToLower(name), strings.ToLower(cat + "." + sch + "." + name)}
	if err := s.known(l, n, cat, sch); err != nil {
		return t, err
	}
	if !strings.EqualFold(cat, catalog.DefaultCatalog) || catalog.Reserved(t.database) {
		return t, refused(n, syntax.NotSupported, "tables and views are made in databases of %s only", catalog.DefaultCatalog)
	}
	if _, ok := catalog.DataName(name); !ok {
		return t, refused(n, syntax.GenericUserError, "%s is no name for a table: it has 1 to 255 characters, and no period, slash or quote", syntax.QuoteName(name))
	}
	return t, nil
}

// lookup finds what a target names so far.
func (s *session) lookup(t target) (*schema.Relation, error) {
	return s.catalog.Lookup([]string{catalog.DefaultCatalog, t.database, t.name})
}

// mayWriteView fails where the statement's key may not keep views, or none of this name.
func (s *session) mayWriteView(at syntax.Node, what string, to target) error {
	k := s.stmt.Key
	if k.Role == "" || k.Role.Allows(auth.Save) && k.MayUse(to.database, to.name) {
		return nil
	}
	return refused(at, permissionDenied, "Access Denied: Cannot %s: the key may not", what)
}

// hiveType is a type for those who read the data catalog as Hive does; what Hive has no type for is shown as text.
func hiveType(t schema.Type) string {
	if t.Kind == schema.Timestamp || t.Kind == schema.TimestampTZ {
		return "timestamp"
	}
	if text, ok := t.Hive(); ok {
		return text
	}
	return "string"
}

func (s *session) createView(v *syntax.CreateView, t text) (*work, error) {
	to, err := s.target(v.Name)
	if err != nil {
		return nil, err
	}
	if err := s.mayWriteView(v, "create view "+to.full, to); err != nil {
		return nil, err
	}
	old, err := s.lookup(to)
	full := to.full
	switch {
	case err != nil:
		return nil, err
	case old != nil && old.View == nil:
		return nil, refused(v, tableExists, "Table already exists: '%s'", full)
	case old != nil && !v.Replace:
		return nil, refused(v, tableExists, "View already exists: '%s'", full)
	}
	q, err := s.analyse(v.Query, t, analyze.Options{View: full})
	if err != nil {
		return nil, err
	}
	view := schema.View{SQL: t.sql[v.Query.Pos().Offset:v.Query.End().Offset], Security: v.Security, Created: s.now.UTC()}
	if l, ok := s.catalog.(Lister); ok {
		view.Catalog, view.Schema = s.home(l)
	}
	table := catalog.Table{Database: to.database, Name: to.name, Version: -1, Type: catalog.VirtualView, View: &view, Owner: s.stmt.By, CreatedBy: s.stmt.By, Created: view.Created, Updated: view.Created}
	if view.Security == "" {
		view.Security = "DEFINER"
	}
	if v.Comment != nil {
		view.Comment, table.Description = v.Comment.Value, v.Comment.Value
	}
	seen := map[string]bool{}
	for i, c := range q.Columns {
		lower := strings.ToLower(c.Name)
		switch {
		case q.Unnamed(i):
			return nil, refused(v, missingColumn, "Column name not specified at position %d", i+1)
		case seen[lower]:
			return nil, refused(v, syntax.DuplicateColumnName, "Column name '%s' specified more than once", lower)
		case c.Type.Kind == schema.Unknown:
			return nil, refused(v, syntax.ColumnTypeUnknown, "Column type is unknown: %s", lower)
		}
		seen[lower] = true
		view.Columns = append(view.Columns, schema.ViewColumn{Name: c.Name, Type: c.Type.String()})
		table.Storage.Columns = append(table.Storage.Columns, catalog.Column{Name: lower, Type: hiveType(c.Type)})
	}
	return act(func(ctx context.Context) error {
		tables := s.service.options.Tables
		err := tables.AddTable(ctx, table)
		if errors.Is(err, catalog.ErrTableExists) && v.Replace {
			// What was there when the statement was read was a view. A table that came meanwhile stays.
			was, err := tables.Table(ctx, to.database, to.name)
			if err != nil {
				return err
			}
			if was.Type != catalog.VirtualView {
				return refused(v, tableExists, "Table already exists: '%s'", full)
			}
			table.Created, table.Version = was.Created, was.Version
			return tables.SetTable(ctx, to.name, table, true)
		}
		if errors.Is(err, catalog.ErrTableExists) {
			err = refused(v, tableExists, "View already exists: '%s'", full)
		}
		return err
	}), nil
}

func (s *session) dropView(v *syntax.DropView) (*work, error) {
	to, err := s.target(v.Name)
	full := to.full
	var known *Error
	var place *syntax.Error
	if err != nil {
		if v.IfExists && (errors.As(err, &known) || errors.As(err, &place) && place.Code == syntax.SchemaNotFound) {
			return act(func(context.Context) error { return nil }), nil
		}
		return nil, err
	}
	if err := s.mayWriteView(v, "drop view "+full, to); err != nil {
		return nil, err
	}
	old, err := s.lookup(to)
	switch {
	case err != nil && !errors.Is(err, catalog.ErrUnreadable):
		return nil, err
	case old != nil && old.View == nil:
		return nil, refused(v, syntax.GenericUserError, "View '%s' does not exist, but a table with that name exists. Did you mean DROP TABLE %s?", full, full)
	case err == nil && old == nil && v.IfExists:
		return act(func(context.Context) error { return nil }), nil
	case err == nil && old == nil:
		return nil, refused(v, syntax.GenericUserError, "View '%s' does not exist", full)
	}
	return act(func(ctx context.Context) error {
		return s.service.options.Tables.RemoveTable(ctx, to.database, to.name)
	}), nil
}
