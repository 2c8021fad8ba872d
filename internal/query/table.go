package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/hive"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
	"tarn/internal/warehouse"
)

// Warehouse writes what queries give: into tables, and into files.
type Warehouse interface {
	// Create makes a table of a query's rows, which come to its location; a nil query makes one without rows.
	Create(ctx context.Context, t catalog.Table, q *analyze.Query, f hive.Form, started func()) (hive.Result, error)
	Insert(ctx context.Context, t catalog.Table, q *analyze.Query, started func()) (hive.Result, error)
	Unload(ctx context.Context, u hive.Unload, started func()) (hive.Result, error)
	// CreateIceberg makes an Iceberg table of a query's rows, or without rows; WriteIceberg brings rows into one that is there.
	CreateIceberg(ctx context.Context, t catalog.Table, q *analyze.Query, w warehouse.Write, started func()) (hive.Result, error)
	WriteIceberg(ctx context.Context, t catalog.Table, q *analyze.Query, w warehouse.Write, started func()) (hive.Result, error)
	// SetColumns gives an Iceberg table the columns of to in place of those of from, in the lake and in the data catalog; was has the names so far of
	// those that both have. It fails with catalog.ErrTableChanged where from is not what there is any more.
	SetColumns(ctx context.Context, from, to catalog.Table, was map[string]string) error
	// Optimize puts the small files of an Iceberg table's partitions together, of those that may have rows that meet the conditions.
	Optimize(ctx context.Context, t catalog.Table, where []schema.Predicate) error
	// Vacuum drops an Iceberg table's old snapshots, and the files that nobody needs.
	Vacuum(ctx context.Context, t catalog.Table) error
	// Allowed fails where a key may not read or write a place, s3://bucket/prefix.
	Allowed(k auth.Key, write bool, place string) error
	// Named fails where a key may not make a place a table's or a database's, or unload to it.
	Named(k auth.Key, write bool, place string) error
	// There fails where nothing can lie at a place, because its bucket is not there.
	There(ctx context.Context, place string) error
	// Repair adds the partitions to a table that its location has folders for.
	Repair(ctx context.Context, t catalog.Table) (hive.Repaired, error)
	// Home is a place for a new table that was given none.
	Home(database, table string) string
}

// Codes of errors that statements about tables have.
const (
	schemaExists      syntax.Code = "SCHEMA_ALREADY_EXISTS"
	schemaNotEmpty    syntax.Code = "SCHEMA_NOT_EMPTY"
	permissionDenied  syntax.Code = "PERMISSION_DENIED"
	invalidProperty   syntax.Code = "INVALID_TABLE_PROPERTY"
	columnOrder       syntax.Code = "HIVE_COLUMN_ORDER_MISMATCH"
	mismatchedAliases syntax.Code = "MISMATCHED_COLUMN_ALIASES"
)

// mayWrite fails where the statement's key may not write to a table, or database, or to a place; an empty one is none.
func (s *session) mayWrite(at syntax.Node, what, database, table, place string) error {
	k := s.stmt.Key
	if k.Role == "" {
		return nil
	}
	if !k.Role.Allows(auth.Write) {
		return refused(at, permissionDenied, "Access Denied: Cannot %s: role %s may not write", what, k.Role)
	}
	if database != "" && (table == "" && !k.MayOwn(database) || table != "" && !k.MayUse(database, table)) {
		return refused(at, permissionDenied, "Access Denied: Cannot %s: the key does not reach it", what)
	}
	if place == "" || s.service.options.Warehouse == nil {
		return nil
	}
	if err := s.service.options.Warehouse.Allowed(k, true, place); err != nil {
		return refused(at, permissionDenied, "Access Denied: Cannot %s: %v", what, err)
	}
	return nil
}

// mayName fails where the statement's key may not make a place that it names a table's or a database's, or unload to it.
func (s *session) mayName(at syntax.Node, what, place string) error {
	if s.stmt.Key.Role == "" || place == "" || s.service.options.Warehouse == nil {
		return nil
	}
	if err := s.service.options.Warehouse.Named(s.stmt.Key, true, place); err != nil {
		return refused(at, permissionDenied, "Access Denied: Cannot %s: %v", what, err)
	}
	return nil
}

// mayRead fails where a query reads a table that lies in a place which the statement's key may not read.
func (s *session) mayRead(q *analyze.Query) error {
	if s.stmt.Key.Role == "" {
		return nil
	}
	for _, scan := range q.Scans {
		if t, ok := scan.Relation.Origin.(catalog.Table); ok && !t.Iceberg() {
			if err := s.service.options.Warehouse.Allowed(s.stmt.Key, false, t.Storage.Location); err != nil {
				return &Error{Kind: UserError, Code: string(permissionDenied), Message: fmt.Sprintf("Access Denied: Cannot select from table %s.%s: %v", t.Database, t.Name, err)}
			}
		}
	}
	return nil
}

func (s *session) writer(at syntax.Node) (Warehouse, error) {
	if s.service.options.Warehouse == nil || s.service.options.Tables == nil {
		return nil, refused(at, syntax.NotSupported, "tables are kept in a data directory, and there is none yet")
	}
	return s.service.options.Warehouse, nil
}

func nothing(context.Context) error { return nil }

// createTable is CREATE TABLE AS, with Athena's properties:
// https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html.
func (s *session) createTable(c *syntax.CreateTableAs, t text) (*work, error) {
	warehouse, err := s.writer(c)
	if err != nil {
		return nil, err
	}
	to, err := s.target(c.Name)
	if err != nil {
		return nil, err
	}
	switch old, err := s.lookup(to); {
	case err != nil && !errors.Is(err, catalog.ErrUnreadable):
		return nil, err
	case (old != nil || err != nil) && c.IfNotExists:
		return act(nothing), nil
	case old != nil || err != nil:
		return nil, refused(c, tableExists, "Table '%s' already exists", to.full)
	}
	p, err := tableProperties(c.Properties)
	if err != nil {
		return nil, err
	}
	q, err := s.analyse(c.Query, t, analyze.Options{})
	if err != nil {
		return nil, err
	}
	if p.iceberg {
		return s.createIcebergAs(c, to, p, q)
	}
	columns, err := createdColumns(c, q, p.partitionedBy)
	if err != nil {
		return nil, err
	}
	location := p.location
	switch {
	case location != "":
	case s.stmt.OutputLocation != "":
		location = strings.TrimSuffix(s.stmt.OutputLocation, "/") + "/tables/" + s.id + "/"
	default:
		location = warehouse.Home(to.database, to.name)
	}
	if err := s.mayWrite(c, "create table "+to.full, to.database, to.name, location); err != nil {
		return nil, err
	}
	if err := s.mayName(c, "create table "+to.full, p.location); err != nil {
		return nil, err
	}
	data := len(columns) - len(p.partitionedBy)
	table := catalog.Table{
		Database: to.database, Name: to.name, Type: catalog.ExternalTable, Owner: s.stmt.By, CreatedBy: s.stmt.By,
		Storage: p.form.Storage(location, columns[:data]), PartitionKeys: columns[data:],
		Parameters: p.form.Parameters(),
		Created:    s.now.UTC(), Updated: s.now.UTC(),
	}
	if c.Comment != nil {
		table.Description = c.Comment.Value
		table.Parameters["comment"] = c.Comment.Value
	}
	if c.NoData {
		q = nil
	}
	return &work{write: func(ctx context.Context, started func()) (hive.Result, error) {
		r, err := warehouse.Create(ctx, table, q, p.form, started)
		if errors.Is(err, catalog.ErrTableExists) {
			if c.IfNotExists {
				return hive.Result{}, nil
			}
			err = refused(c, tableExists, "Table '%s' already exists", to.full)
		}
		return r, err
	}}, nil
}

// createdColumns are those of a table of a query's rows, the partition keys last.
func createdColumns(c *syntax.CreateTableAs, q *analyze.Query, keys []string) ([]catalog.Column, error) {
	if c.Columns != nil && len(c.Columns) != len(q.Columns) {
		return nil, refused(c.Columns[0], mismatchedAliases, "Column alias list has %d entries but relation has %d columns", len(c.Columns), len(q.Columns))
	}
	var columns []catalog.Column
	seen := map[string]bool{}
	for i, col := range q.Columns {
		name := strings.ToLower(col.Name)
		if c.Columns != nil {
			name = strings.ToLower(c.Columns[i].Name)
		} else if q.Unnamed(i) {
			return nil, refused(c, missingColumn, "Column name not specified at position %d", i+1)
		}
		switch {
		case seen[name]:
			return nil, refused(c, syntax.DuplicateColumnName, "Column name '%s' specified more than once", name)
		case col.Type.Kind == schema.Unknown:
			return nil, refused(c, syntax.ColumnTypeUnknown, "Column type is unknown: %s", name)
		}
		seen[name] = true
		hive, err := kept(name, col.Type)
		if err != nil {
			return nil, err
		}
		columns = append(columns, catalog.Column{Name: name, Type: hive})
	}
	if len(keys) == 0 {
		return columns, nil
	}
	var absent []string
	for _, k := range keys {
		if !seen[k] {
			absent = append(absent, k)
		}
	}
	data := len(columns) - len(keys)
	switch {
	case absent != nil:
		return nil, refused(c, invalidProperty, "Partition columns [%s] not present in schema", strings.Join(absent, ", "))
	case data <= 0:
		return nil, refused(c, invalidProperty, "Table contains only partition columns")
	case !slices.EqualFunc(columns[data:], keys, func(c catalog.Column, k string) bool { return c.Name == k }):
		return nil, refused(c, columnOrder, "Partition keys must be the last columns in the table and in the same order as the table properties: [%s]", strings.Join(keys, ", "))
	}
	for _, k := range columns[data:] {
		if strings.ContainsAny(k.Type, "<") || k.Type == "binary" {
			return nil, refused(c, syntax.NotSupported, "Unsupported type [%s] for partition column: %s", k.Type, k.Name)
		}
	}
	return columns, nil
}

// kept is the Hive type that a column is kept with.
func kept(name string, t schema.Type) (string, error) {
	if text, ok := t.Hive(); ok {
		return text, nil
	}
	message := "Unsupported Hive type: " + t.Display()
	switch {
	case t.Kind == schema.Timestamp:
		message = fmt.Sprintf("Incorrect timestamp precision for %s; the configured precision is MILLISECONDS; column name: %s", t.Display(), name)
	case t.Kind == schema.Row && slices.ContainsFunc(t.Fields, func(f schema.Field) bool { return f.Name == "" }):
		message = "Anonymous row type is not supported in Hive. Please give each field a name: " + t.Display()
	}
	return "", &Error{Kind: UserError, Code: string(syntax.NotSupported), Message: message}
}

// dropTable is DROP TABLE. The files stay, as those of an external table do.
func (s *session) dropTable(d *syntax.DropTable) (*work, error) {
	to, err := s.target(d.Name)
	var place *syntax.Error
	var known *Error
	switch {
	case err != nil && d.IfExists && (errors.As(err, &place) && place.Code == syntax.SchemaNotFound || errors.As(err, &known)):
		return act(nothing), nil
	case errors.As(err, &place) && place.Code == syntax.SchemaNotFound:
		return nil, refused(d, syntax.TableNotFound, "Table '%s' does not exist", to.full)
	case err != nil:
		return nil, err
	}
	old, err := s.lookup(to)
	broken := errors.Is(err, catalog.ErrUnreadable)
	switch {
	case err != nil && !broken:
		return nil, err
	case old == nil && !broken && d.IfExists:
		return act(nothing), nil
	case old == nil && !broken:
		return nil, refused(d, syntax.TableNotFound, "Table '%s' does not exist", to.full)
	case old != nil && old.View != nil:
		return nil, refused(d, syntax.GenericUserError, "Table '%s' does not exist, but a view with that name exists. Did you mean DROP VIEW %s?", to.full, to.full)
	case old != nil && !strings.HasPrefix(old.Source, catalog.TableSource):
		return nil, refused(d, syntax.NotSupported, "'%s' is an event data store: 'tarn store delete' deletes it", to.full)
	}
	if err := s.mayWrite(d, "drop table "+to.full, to.database, to.name, ""); err != nil {
		return nil, err
	}
	return act(func(ctx context.Context) error {
		err := s.service.options.Tables.RemoveTable(ctx, to.database, to.name)
		if errors.Is(err, catalog.ErrTableNotFound) && d.IfExists {
			return nil
		}
		return err
	}), nil
}
