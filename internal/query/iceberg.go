package query

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/hive"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
	"tarn/internal/warehouse"
)

// Into says that a query's rows go into an Iceberg table, which is made where there is none.
type Into struct {
	Database string `json:"database"`
	Table    string `json:"table"`
	Comment  string `json:"comment,omitempty"`
	// PartitionBy are the columns that a table which is made is partitioned by.
	PartitionBy []string `json:"partitionBy,omitempty"`
	// Overwrite has the rows stand in place of those of the partitions that they come into, and of those that Replace names, as Hive names
	// them: proc_ymd=20220111. Otherwise they are added.
	Overwrite bool     `json:"overwrite,omitempty"`
	Replace   []string `json:"replace,omitempty"`
	// Run makes the write happen once, however often a statement with it is run.
	Run string `json:"run,omitempty"`
}

// into brings a query's rows into a table.
func (s *session) into(tree *syntax.Query, t text) (*work, error) {
	i := *s.stmt.Into
	house, err := s.writer(tree)
	if err != nil {
		return nil, err
	}
	name := &syntax.Name{Span: spanOf(tree), Parts: []*syntax.Ident{{Span: spanOf(tree), Name: i.Database, Quoted: true}, {Span: spanOf(tree), Name: i.Table, Quoted: true}}}
	to, err := s.target(name)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(tree, "write to table "+to.full, to.database, to.name, ""); err != nil {
		return nil, err
	}
	r, err := s.lookup(to)
	if err != nil {
		return nil, err
	}
	write := warehouse.Write{By: lower(i.PartitionBy), Overwrite: i.Overwrite, Replace: i.Replace, Run: i.Run}
	if r == nil {
		q, err := s.analyse(tree, t, analyze.Options{})
		if err != nil {
			return nil, err
		}
		columns, err := icebergColumns(tree, nil, q, write.By)
		if err != nil {
			return nil, err
		}
		table := s.icebergTable(to, columns, i.Comment, "")
		return &work{notes: q.Notes, write: func(ctx context.Context, started func()) (hive.Result, error) {
			return house.CreateIceberg(ctx, table, q, write, started)
		}}, nil
	}
	table, ok := r.Origin.(catalog.Table)
	if !ok || r.View != nil || !table.Iceberg() {
		return nil, refused(tree, syntax.NotSupported, "'%s' is no Iceberg table that rows can be written into: choose another name", to.full)
	}
	insert := &syntax.Insert{Span: spanOf(tree), Name: name, Query: tree}
	columns, err := insertColumns(insert, r)
	if err != nil {
		return nil, err
	}
	q, err := s.assigned(insert, columns, r, t)
	if err != nil {
		return nil, err
	}
	return &work{notes: q.Notes, write: func(ctx context.Context, started func()) (hive.Result, error) {
		return house.WriteIceberg(ctx, table, q, write, started)
	}}, nil
}

func lower(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strings.ToLower(n)
	}
	return out
}

const writeCompression = "write_compression"

// icebergProperty refuses a property of an Iceberg table that would not be followed.
func icebergProperty(p *syntax.Pair) error {
	choice := hive.Compressions("PARQUET")
	switch {
	case p.Name.Value == "format" && !strings.EqualFold(p.Value.Value, "parquet"):
		return refused(p.Value, syntax.NotSupported, icebergFormat, p.Value.Value)
	case p.Name.Value == writeCompression && !slices.Contains(choice, strings.ToUpper(p.Value.Value)):
		return refused(p.Value, invalidProperty, "there is no compression '%s' of Iceberg tables in Tarn: choose of %s", p.Value.Value, strings.Join(choice, ", "))
	}
	return nil
}

// icebergTable is a table of Tarn's lake.
func (s *session) icebergTable(to target, columns []catalog.Column, comment, said string) catalog.Table {
	t := catalog.Table{
		Database: to.database, Name: to.name, Type: catalog.ExternalTable, Owner: s.stmt.By, CreatedBy: s.stmt.By, Description: comment,
		Storage: catalog.Storage{Columns: columns}, Parameters: map[string]string{"table_type": "ICEBERG", "format": "parquet", writeCompression: strings.ToLower(icebergCompression)},
		Created: s.now.UTC(), Updated: s.now.UTC(), Said: said,
	}
	if comment != "" {
		t.Parameters["comment"] = comment
	}
	return t
}

// icebergColumns are those of an Iceberg table of a query's rows.
func icebergColumns(at syntax.Node, aliases []*syntax.Ident, q *analyze.Query, by []string) ([]catalog.Column, error) {
	var columns []catalog.Column
	for i, col := range q.Columns {
		name := strings.ToLower(col.Name)
		if aliases != nil {
			name = strings.ToLower(aliases[i].Name)
		} else if q.Unnamed(i) {
			return nil, refused(at, missingColumn, "Column name not specified at position %d", i+1)
		}
		switch {
		case slices.ContainsFunc(columns, func(c catalog.Column) bool { return c.Name == name }):
			return nil, refused(at, syntax.DuplicateColumnName, "Column name '%s' specified more than once", name)
		case col.Type.Kind == schema.Unknown:
			return nil, refused(at, syntax.ColumnTypeUnknown, "Column type is unknown: %s", name)
		}
		text, ok := inIceberg(col.Type).Hive()
		if !ok {
			return nil, refused(at, syntax.NotSupported, "Type not supported for Iceberg: %s (column %s)", col.Type.Display(), name)
		}
		columns = append(columns, catalog.Column{Name: name, Type: text})
	}
	return columns, partitionedBy(at, columns, by)
}

// partitionedBy fails where columns cannot be partitioned by terms.
func partitionedBy(at syntax.Node, columns []catalog.Column, by []string) error {
	seen := map[string]bool{}
	for _, text := range by {
		t, err := schema.ParseTerm(text)
		if err != nil {
			return refused(at, invalidProperty, "%v", err)
		}
		i := slices.IndexFunc(columns, func(c catalog.Column) bool { return c.Name == t.Column })
		if i < 0 {
			return refused(at, invalidProperty, "Partition column %s is not one of the table's", t.Column)
		}
		typ, err := schema.ParseHive(columns[i].Type)
		if err != nil {
			return err
		}
		switch _, ok := t.Of(typ); {
		case !ok && t.Transform == "":
			return refused(at, syntax.NotSupported, "partitions by %s, which is %s, are not in Tarn: string, int, bigint and date are", t.Column, columns[i].Type)
		case !ok:
			return refused(at, syntax.NotSupported, "partitions by %s are not in Tarn where the column is %s", t, columns[i].Type)
		case seen[t.Name()] || t.Transform != "" && slices.ContainsFunc(columns, func(c catalog.Column) bool { return c.Name == t.Name() }):
			return refused(at, syntax.NotSupported, "partitions by %s are called %s, as another column or partition is", t, t.Name())
		}
		seen[t.Name()] = true
	}
	return nil
}

// inIceberg is a type as it comes back from an Iceberg table, in the form that Hive's names have.
func inIceberg(t schema.Type) schema.Type {
	return t.Each(func(t schema.Type) schema.Type {
		switch t.Kind {
		case schema.Varchar:
			return schema.Of(schema.Varchar)
		case schema.Timestamp:
			return schema.TimestampOf(3)
		}
		return t
	})
}

// ofPlace is a word about a location, which Athena asks for and Tarn's lake needs none of.
func ofPlace(at syntax.Node) analyze.Note {
	return analyze.Note{Span: spanOf(at), Text: "an Iceberg table lies in Tarn's own lake: the location is not used"}
}

// createIceberg is CREATE TABLE … TBLPROPERTIES ('table_type' = 'ICEBERG'):
// https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-creating-tables.html.
func (s *session) createIceberg(c *syntax.CreateTable) (*work, error) {
	house, err := s.writer(c)
	if err != nil {
		return nil, err
	}
	to, err := s.hiveTarget(c.Name)
	if err != nil {
		return nil, err
	}
	if there, err := s.taken(c, to, c.IfNotExists); there || err != nil {
		return act(nothing), err
	}
	columns, err := hiveColumns(c.Columns, map[string]bool{}, "[Error 10036]: Duplicate column name: ")
	if err != nil {
		return nil, err
	}
	var by []string
	for _, term := range c.Terms {
		by = append(by, schema.Term{Transform: term.Transform, Number: term.Number, Column: strings.ToLower(term.Column.Name)}.String())
	}
	if err := partitionedBy(c, columns, by); err != nil {
		return nil, err
	}
	if err := s.mayWrite(c, "create table "+to.full, to.database, to.name, ""); err != nil {
		return nil, err
	}
	comment := ""
	if c.Comment != nil {
		comment = c.Comment.Value
	}
	said := ""
	if c.Location != nil {
		said = c.Location.Value
	}
	table := s.icebergTable(to, columns, comment, said)
	for _, p := range c.Properties {
		if err := icebergProperty(p); err != nil {
			return nil, err
		}
		table.Parameters[p.Name.Value] = p.Value.Value
	}
	w := act(func(ctx context.Context) error {
		_, err := house.CreateIceberg(ctx, table, nil, warehouse.Write{By: by}, nil)
		switch {
		case errors.Is(err, catalog.ErrTableExists) && c.IfNotExists:
			return nil
		case errors.Is(err, catalog.ErrTableExists):
			return tableTaken(c, to)
		}
		return err
	})
	if c.Location != nil {
		w.notes = append(w.notes, ofPlace(c.Location))
	}
	return w, nil
}

// createIcebergAs is CREATE TABLE AS with table_type = 'ICEBERG'.
func (s *session) createIcebergAs(c *syntax.CreateTableAs, to target, p properties, q *analyze.Query) (*work, error) {
	if c.Columns != nil && len(c.Columns) != len(q.Columns) {
		return nil, refused(c.Columns[0], mismatchedAliases, "Column alias list has %d entries but relation has %d columns", len(c.Columns), len(q.Columns))
	}
	columns, err := icebergColumns(c, c.Columns, q, p.partitionedBy)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(c, "create table "+to.full, to.database, to.name, ""); err != nil {
		return nil, err
	}
	comment := ""
	if c.Comment != nil {
		comment = c.Comment.Value
	}
	table := s.icebergTable(to, columns, comment, p.location)
	maps.Copy(table.Parameters, p.upkeep)
	table.Parameters[writeCompression] = strings.ToLower(p.form.Compression)
	rows := q
	if c.NoData {
		rows = nil
	}
	w := &work{notes: q.Notes, write: func(ctx context.Context, started func()) (hive.Result, error) {
		r, err := s.service.options.Warehouse.CreateIceberg(ctx, table, rows, warehouse.Write{By: p.partitionedBy}, started)
		if errors.Is(err, catalog.ErrTableExists) {
			if c.IfNotExists {
				return hive.Result{}, nil
			}
			err = refused(c, tableExists, "Table '%s' already exists", to.full)
		}
		return r, err
	}}
	if p.location != "" {
		w.notes = append(w.notes, ofPlace(c))
	}
	return w, nil
}
