package query

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/hive"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// createHiveTable is CREATE EXTERNAL TABLE: https://docs.aws.amazon.com/athena/latest/ug/create-table.html.
func (s *session) createHiveTable(ctx context.Context, c *syntax.CreateTable) (*work, error) {
	iceberg := strings.EqualFold(pairOf(c.Properties, "table_type"), "ICEBERG")
	switch {
	case iceberg && c.External:
		return nil, told(c, syntax.NotSupported, "leave EXTERNAL out", "an Iceberg table is made by CREATE TABLE without the EXTERNAL keyword")
	case iceberg:
		return s.createIceberg(c)
	case !c.External:
		return nil, told(c, syntax.NotSupported, "write CREATE EXTERNAL TABLE; CREATE TABLE … AS SELECT makes a table of a query's rows", "only tables with the EXTERNAL keyword can be created")
	case c.Terms != nil:
		return nil, told(c.Terms[0], syntax.SyntaxError, "give each partition key its type", "partition key %s has no type", c.Terms[0].Column.Name)
	}
	if _, err := s.writer(c); err != nil {
		return nil, err
	}
	to, err := s.hiveTarget(c.Name)
	if err != nil {
		return nil, err
	}
	if there, err := s.taken(c, to, c.IfNotExists); there || err != nil {
		return act(nothing), err
	}
	t := catalog.Table{
		Database: to.database, Name: to.name, Type: catalog.ExternalTable, Owner: s.stmt.By, CreatedBy: s.stmt.By, Created: s.now.UTC(), Updated: s.now.UTC(),
		Parameters: map[string]string{},
	}
	for _, p := range c.Properties {
		t.Parameters[p.Name.Value] = p.Value.Value
	}
	t.Parameters["EXTERNAL"], t.Parameters["transient_lastDdlTime"] = "TRUE", strconv.FormatInt(s.now.Unix(), 10)
	if c.Comment != nil {
		t.Description, t.Parameters["comment"] = c.Comment.Value, c.Comment.Value
	}
	if t.Storage, err = storageOf(c); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	if t.Storage.Columns, err = hiveColumns(c.Columns, seen, "[Error 10036]: Duplicate column name: "); err != nil {
		return nil, err
	}
	if t.PartitionKeys, err = hiveColumns(c.PartitionedBy, seen, "[Error 10035]: Column repeated in partitioning columns: "); err != nil {
		return nil, err
	}
	if len(t.Storage.Columns) == 0 {
		return nil, failed(c, syntax.SyntaxError, semantic+"[Error 10043]: Either list of columns or a custom serializer should be specified")
	}
	if c.Clustered != nil {
		if err := clustered(c.Clustered, &t); err != nil {
			return nil, err
		}
	}
	if t.Storage.Location, err = s.locationOf(ctx, c, t); err != nil {
		return nil, err
	}
	if err := s.mayWrite(c, "create table "+to.full, to.database, to.name, ""); err != nil {
		return nil, err
	}
	if err := s.mayReadFrom(c, "create table "+to.full, t.Storage.Location); err != nil {
		return nil, err
	}
	if err := s.mayProject(c, "create table "+to.full, t); err != nil {
		return nil, err
	}
	w := act(func(ctx context.Context) error {
		err := s.service.options.Tables.AddTable(ctx, t)
		switch {
		case errors.Is(err, catalog.ErrTableExists) && c.IfNotExists:
			return nil
		case errors.Is(err, catalog.ErrTableExists):
			return tableTaken(c, to)
		}
		return err
	})
	w.notes = remarks(c, t)
	return w, nil
}

// taken reports whether there is a table of that name, which is an error unless it may be.
func (s *session) taken(at syntax.Node, to target, may bool) (bool, error) {
	old, err := s.lookup(to)
	broken := errors.Is(err, catalog.ErrUnreadable)
	switch {
	case err != nil && !broken:
		return false, err
	case old == nil && !broken:
		return false, nil
	case may:
		return true, nil
	}
	return true, tableTaken(at, to)
}

func tableTaken(at syntax.Node, to target) error {
	return failed(at, tableExists, ddlTask+"AlreadyExistsException(message:Table %s already exists)", to.name)
}

func pairOf(pairs []*syntax.Pair, name string) string {
	for _, p := range pairs {
		if strings.EqualFold(p.Name.Value, name) {
			return p.Value.Value
		}
	}
	return ""
}

// hiveColumns are columns as the data catalog keeps them.
func hiveColumns(in []*syntax.HiveColumn, seen map[string]bool, twice string) ([]catalog.Column, error) {
	var out []catalog.Column
	for _, c := range in {
		name := strings.ToLower(c.Name.Name)
		if seen[name] {
			return nil, failed(c, syntax.DuplicateColumnName, semantic+"%s%s", twice, name)
		}
		seen[name] = true
		text := c.Type.Text()
		if _, err := schema.ParseHive(text); err != nil {
			return nil, refused(c.Type, syntax.TypeNotFound, "%v", err)
		}
		column := catalog.Column{Name: name, Type: text}
		if c.Comment != nil {
			column.Comment = c.Comment.Value
		}
		out = append(out, column)
	}
	return out, nil
}

// storageOf is how a statement says that rows are kept, without columns and location.
func storageOf(c *syntax.CreateTable) (catalog.Storage, error) {
	out, _ := hive.StoredAs("TEXTFILE")
	if st := c.Stored; st != nil && st.Name != "" {
		var ok bool
		if out, ok = hive.StoredAs(st.Name); !ok {
			return out, told(st, syntax.SyntaxError, "choose of TEXTFILE, PARQUET, ORC, AVRO, ION, SEQUENCEFILE and RCFILE, or name an INPUTFORMAT", semantic+"Unrecognized file format in STORED AS clause: '%s'", st.Name)
		}
	} else if st != nil {
		out.InputFormat, out.OutputFormat = st.Input.Value, st.Output.Value
	}
	out.SerDe.Parameters = map[string]string{}
	f := c.Format
	if f == nil {
		f = &syntax.RowFormat{}
	}
	if f.SerDe != nil {
		out.SerDe.Library = f.SerDe.Value
	}
	if f.Delimited {
		out.SerDe.Library = hive.LazySimpleSerDe
		if f.Lines != nil && f.Lines.Value != "\n" && f.Lines.Value != "10" {
			return out, failed(f.Lines, syntax.NotSupported, semantic+`%d:%d LINES TERMINATED BY only supports newline '\n' right now`, f.Lines.From.Line, f.Lines.From.Col-1)
		}
		for name, text := range map[string]*syntax.Text{hive.FieldDelim: f.Fields, hive.EscapeDelim: f.Escaped, hive.ItemDelim: f.Items, hive.KeyDelim: f.Keys, hive.LineDelim: f.Lines, hive.NullFormat: f.Null} {
			if text != nil {
				out.SerDe.Parameters[name] = text.Value
			}
		}
		if f.Fields != nil {
			out.SerDe.Parameters[hive.Serialization] = f.Fields.Value
		}
	}
	for _, p := range f.Properties {
		out.SerDe.Parameters[p.Name.Value] = p.Value.Value
	}
	if _, ok := out.SerDe.Parameters[hive.Serialization]; !ok {
		out.SerDe.Parameters[hive.Serialization] = "1"
	}
	return out, nil
}

func clustered(c *syntax.Clustered, t *catalog.Table) error {
	has := func(id *syntax.Ident) (string, error) {
		name := strings.ToLower(id.Name)
		for _, col := range t.Storage.Columns {
			if col.Name == name {
				return name, nil
			}
		}
		return "", failed(id, syntax.ColumnNotFound, semantic+"[Error 10002]: Invalid column reference %s", name)
	}
	t.Storage.Buckets = c.Buckets
	for _, id := range c.By {
		name, err := has(id)
		if err != nil {
			return err
		}
		t.Storage.BucketColumns = append(t.Storage.BucketColumns, name)
	}
	for _, o := range c.Sorted {
		name, err := has(o.Name)
		if err != nil {
			return err
		}
		t.Storage.SortColumns = append(t.Storage.SortColumns, catalog.Sort{Column: name, Order: map[bool]int{true: 0, false: 1}[o.Desc]})
	}
	return nil
}

// locationOf is where a table lies: where the statement says, or in its database's place.
func (s *session) locationOf(ctx context.Context, c *syntax.CreateTable, t catalog.Table) (string, error) {
	if c.Location != nil {
		return s.place(ctx, c.Location, c.Location.Value)
	}
	d, err := s.service.options.Tables.Database(ctx, t.Database)
	if err != nil && !errors.Is(err, catalog.ErrDatabaseNotFound) {
		return "", err
	}
	if d.Location == "" {
		return "", told(c, "HIVE_INVALID_METADATA", "give LOCATION 's3://bucket/prefix/', or make the database with one", ddlTask+"MetaException(message:java.lang.IllegalArgumentException: Can not create a Path from an empty string)")
	}
	return strings.TrimSuffix(d.Location, "/") + "/" + t.Name, nil
}

// place is a location as it is kept. On one's own command line it may be a folder of this machine, by its full path.
func (s *session) place(ctx context.Context, at syntax.Node, text string) (string, error) {
	if path, ok := localFolder(text); ok {
		if s.stmt.Key.Role != "" {
			return "", refused(at, permissionDenied, "Access Denied: '%s' is a folder of the server's machine: give s3://bucket/prefix/", text)
		}
		if !filepath.IsAbs(path) {
			return "", refused(at, "HIVE_INVALID_METADATA", "'%s' is no place: give s3://bucket/prefix/, or a folder by its full path", text)
		}
		text = "file://" + (&url.URL{Path: strings.TrimSuffix(path, "/") + "/"}).EscapedPath()
	}
	if err := hive.CheckPlace(text); err != nil {
		return "", refused(at, "HIVE_INVALID_METADATA", "%v", err)
	}
	// A key that may not name the place does not learn what is there.
	if err := s.mayReadFrom(at, "use the location "+text, text); err != nil {
		return "", err
	}
	if err := s.service.options.Warehouse.There(ctx, text); err != nil {
		return "", failed(at, "HIVE_INVALID_METADATA", ddlTask+"MetaException(message:%v)", err)
	}
	return text, nil
}

// localFolder is the path of a text that names a folder of a machine.
func localFolder(text string) (string, bool) {
	if path, ok := strings.CutPrefix(text, "file:"); ok {
		if path, err := url.PathUnescape(path); err == nil {
			return "/" + strings.TrimLeft(path, "/"), true
		}
	}
	return text, strings.HasPrefix(text, "/") || strings.HasPrefix(text, "./") || strings.HasPrefix(text, "../") || strings.HasPrefix(text, "~")
}

// mayReadFrom fails where the statement's key may not make a place a table's to be read from.
func (s *session) mayReadFrom(at syntax.Node, what, place string) error {
	if s.stmt.Key.Role == "" || place == "" || s.service.options.Warehouse == nil {
		return nil
	}
	if err := s.service.options.Warehouse.Named(s.stmt.Key, false, place); err != nil {
		return refused(at, permissionDenied, "Access Denied: Cannot %s: %v", what, err)
	}
	return nil
}

// mayProject fails where the statement's key may not make the places a table's that its template names. Whose key is not limited is asked
// when the table is read, partition by partition.
func (s *session) mayProject(at syntax.Node, what string, t catalog.Table) error {
	place, ok := t.TemplatePlace()
	if !ok || !s.stmt.Key.Limited() {
		return nil
	}
	return s.mayReadFrom(at, what, place)
}

// remarks is what there is to say of a table that can be made, and not be used.
func remarks(c *syntax.CreateTable, t catalog.Table) []analyze.Note {
	var out []analyze.Note
	if !hive.KnownSerDe(t.Storage.SerDe.Library) {
		at := spanOf(c)
		if c.Format != nil {
			at = spanOf(c.Format)
		}
		out = append(out, analyze.Note{Span: at, Text: "Athena has no SerDe " + t.Storage.SerDe.Library + ": the table is made, and cannot be read"})
	}
	if err := hive.CheckProjection(t, t.Created); err != nil {
		at := spanOf(c.Name)
		for _, p := range c.Properties {
			if strings.Contains(err.Error(), "the property "+p.Name.Value+" ") {
				at = spanOf(p.Value)
			}
		}
		out = append(out, analyze.Note{Span: at, Text: "the table is made, and cannot be read: " + err.Error()})
	}
	return out
}
