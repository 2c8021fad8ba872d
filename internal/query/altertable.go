package query

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// setProperties is ALTER TABLE … SET TBLPROPERTIES.
func (s *session) setProperties(a *syntax.SetProperties) (*work, error) {
	return s.alter(a, a.Name, "set table properties of", func(_ context.Context, t *catalog.Table) error {
		if t.Parameters == nil {
			t.Parameters = map[string]string{}
		}
		template := t.Parameters[catalog.LocationTemplate]
		for _, p := range a.Pairs {
			if t.Iceberg() {
				if err := icebergProperty(p); err != nil {
					return err
				}
			}
			t.Parameters[p.Name.Value] = p.Value.Value
			if p.Name.Value == "comment" {
				t.Description = p.Value.Value
			}
		}
		if t.Parameters[catalog.LocationTemplate] == template {
			return nil
		}
		return s.mayProject(a, "set table properties of "+t.Database+"."+t.Name, *t)
	})
}

// unsetProperties is ALTER TABLE … UNSET TBLPROPERTIES.
func (s *session) unsetProperties(u *syntax.UnsetProperties) (*work, error) {
	return s.alter(u, u.Name, "set table properties of", func(_ context.Context, t *catalog.Table) error {
		for _, n := range u.Names {
			if _, ok := t.Parameters[n.Value]; !ok && !u.IfExists {
				return failed(n, syntax.NotFound, semantic+"Please use the following syntax if not sure whether the property existed or not: ALTER TABLE tableName UNSET TBLPROPERTIES IF EXISTS (key1, key2, ...): %s is none of the table's properties", n.Value)
			}
			delete(t.Parameters, n.Value)
			if n.Value == "comment" {
				t.Description = ""
			}
		}
		return nil
	})
}

// setLocation is ALTER TABLE … SET LOCATION.
func (s *session) setLocation(ctx context.Context, a *syntax.SetLocation) (*work, error) {
	place, err := s.place(ctx, a.Location, a.Location.Value)
	if err != nil {
		return nil, err
	}
	if a.Partition != nil {
		return s.setPartitionLocation(a, place)
	}
	return s.alter(a, a.Name, "set the location of", func(_ context.Context, t *catalog.Table) error {
		t.Storage.Location = place
		return nil
	})
}

// alterColumns gives a table the columns that change makes of it, and its partitions, too: Athena reads a column of the table that a partition has
// not as NULL. was has the names so far of columns that were there before. An Iceberg table keeps its files:
// https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-evolving-table-schema.html.
func (s *session) alterColumns(at syntax.Node, n *syntax.Name, change func(t catalog.Table) (columns []catalog.Column, was map[string]string, err error)) (*work, error) {
	house, err := s.writer(at)
	if err != nil {
		return nil, err
	}
	return s.set(at, n, "change columns of", func(ctx context.Context, t catalog.Table) error {
		columns, was, err := change(t)
		if err != nil {
			return err
		}
		to := t
		to.Storage.Columns = columns
		if t.Iceberg() {
			if to.Partitioning, err = renamedTerms(t.Partitioning, was); err != nil {
				return err
			}
			return house.SetColumns(ctx, t, to, was)
		}
		if err := s.columnsOfPartitions(ctx, to); err != nil {
			return err
		}
		return s.service.options.Tables.SetTable(ctx, t.Name, to, true)
	})
}

// renamedTerms are the terms of a table's partitions with the names that columns have now.
func renamedTerms(terms []string, was map[string]string) ([]string, error) {
	out := slices.Clone(terms)
	for i, text := range terms {
		term, err := schema.ParseTerm(text)
		if err != nil {
			return nil, err
		}
		for now, before := range was {
			if before == term.Column && now != before {
				term.Column = now
				out[i] = term.String()
				break
			}
		}
	}
	return out, nil
}

// sameNames has each column called what it was.
func sameNames(columns []catalog.Column) map[string]string {
	was := map[string]string{}
	for _, c := range columns {
		was[c.Name] = c.Name
	}
	return was
}

// addColumns is ALTER TABLE … ADD COLUMNS and REPLACE COLUMNS.
func (s *session) addColumns(a *syntax.AddColumns) (*work, error) {
	if a.Partition != nil {
		return nil, refused(a.Partition, syntax.NotSupported, "Queries of this type are not supported: Athena has no PARTITION (…) ADD COLUMNS")
	}
	seen := map[string]bool{}
	columns, err := hiveColumns(a.Columns, seen, "[Error 10036]: Duplicate column name: ")
	if err != nil {
		return nil, err
	}
	return s.alterColumns(a, a.Name, func(t catalog.Table) ([]catalog.Column, map[string]string, error) {
		if t.Iceberg() && a.Replace {
			return nil, nil, refused(a, syntax.NotSupported, "REPLACE COLUMNS is not for Iceberg tables, as on Athena: ADD COLUMNS, DROP COLUMN and CHANGE COLUMN are")
		}
		others := t.PartitionKeys
		if !a.Replace {
			others = slices.Concat(t.Storage.Columns, t.PartitionKeys)
		}
		for _, c := range others {
			if seen[c.Name] {
				return nil, nil, failed(a, syntax.DuplicateColumnName, semantic+"[Error 10036]: Duplicate column name: %s", c.Name)
			}
		}
		if a.Replace {
			return columns, nil, nil
		}
		return slices.Concat(t.Storage.Columns, columns), sameNames(t.Storage.Columns), nil
	})
}

// columnsOfPartitions gives a table's partitions its columns.
func (s *session) columnsOfPartitions(ctx context.Context, t catalog.Table) error {
	return s.eachPartition(ctx, t, func(p *catalog.Partition) {
		if p.Storage.Columns != nil {
			p.Storage.Columns = t.Storage.Columns
		}
	})
}

// changeColumn is ALTER TABLE … CHANGE COLUMN.
func (s *session) changeColumn(c *syntax.ChangeColumn) (*work, error) {
	columns, err := hiveColumns([]*syntax.HiveColumn{c.Column}, map[string]bool{}, "")
	if err != nil {
		return nil, err
	}
	to, old := columns[0], strings.ToLower(c.Old.Name)
	named := func(name string) func(catalog.Column) bool {
		return func(c catalog.Column) bool { return c.Name == name }
	}
	return s.alterColumns(c, c.Name, func(t catalog.Table) ([]catalog.Column, map[string]string, error) {
		all := slices.Clone(t.Storage.Columns)
		at := slices.IndexFunc(all, named(old))
		switch {
		case at < 0 && slices.ContainsFunc(t.PartitionKeys, named(old)):
			return nil, nil, failed(c.Old, syntax.NotSupported, semantic+"%s is a partition key: it cannot be changed", old)
		case at < 0:
			return nil, nil, failed(c.Old, syntax.ColumnNotFound, semantic+"[Error 10002]: Invalid column reference %s", old)
		case to.Name != old && slices.ContainsFunc(slices.Concat(all, t.PartitionKeys), named(to.Name)):
			return nil, nil, failed(c.Column, syntax.DuplicateColumnName, semantic+"[Error 10036]: Duplicate column name: %s", to.Name)
		}
		if to.Comment == "" {
			to.Comment = all[at].Comment
		}
		to.Parameters = all[at].Parameters
		all[at] = to
		if c.First || c.After != nil {
			all = slices.Delete(all, at, at+1)
			place := 0
			if c.After != nil {
				after := strings.ToLower(c.After.Name)
				if place = slices.IndexFunc(all, named(after)) + 1; place == 0 {
					return nil, nil, failed(c.After, syntax.ColumnNotFound, semantic+"[Error 10002]: Invalid column reference %s", after)
				}
			}
			all = slices.Insert(all, place, to)
		}
		was := sameNames(t.Storage.Columns)
		delete(was, old)
		was[to.Name] = old
		return all, was, nil
	})
}

// dropColumn is ALTER TABLE … DROP COLUMN, which Athena has for Iceberg tables.
func (s *session) dropColumn(d *syntax.DropColumn) (*work, error) {
	return s.alterColumns(d, d.Name, func(t catalog.Table) ([]catalog.Column, map[string]string, error) {
		if !t.Iceberg() {
			return nil, nil, refused(d, syntax.NotSupported, "DROP COLUMN is for Iceberg tables: ALTER TABLE … REPLACE COLUMNS (…) gives %s.%s other columns", t.Database, t.Name)
		}
		name := strings.ToLower(d.Column.Name)
		rest := slices.DeleteFunc(slices.Clone(t.Storage.Columns), func(c catalog.Column) bool { return c.Name == name })
		switch len(rest) {
		case len(t.Storage.Columns):
			return nil, nil, failed(d.Column, syntax.ColumnNotFound, semantic+"[Error 10002]: Invalid column reference %s", name)
		case 0:
			return nil, nil, refused(d, syntax.NotSupported, "Cannot drop the only column in a table")
		}
		return rest, sameNames(rest), nil
	})
}

// renameTable is ALTER TABLE … RENAME TO, also into another database. The files stay.
func (s *session) renameTable(r *syntax.RenameTable) (*work, error) {
	from, err := s.hiveTarget(r.Name)
	if err != nil {
		return nil, err
	}
	name := r.To
	if len(name.Parts) == 1 { // in the table's own database
		name = &syntax.Name{Span: name.Span, Parts: append(slices.Clone(r.Name.Parts[:len(r.Name.Parts)-1]), name.Parts[0])}
	}
	to, err := s.hiveTarget(name)
	if err != nil {
		return nil, err
	}
	for _, t := range []target{from, to} {
		if err := s.mayWrite(r, "rename table "+from.full, t.database, t.name, ""); err != nil {
			return nil, err
		}
	}
	if _, err := s.taken(r.To, to, false); err != nil {
		return nil, err
	}
	return act(func(ctx context.Context) error {
		tables := s.service.options.Tables
		t, err := s.stored(ctx, r, from)
		if err != nil {
			return err
		}
		t.Name, t.Updated = to.name, s.now.UTC()
		if to.database == from.database {
			err = tables.SetTable(ctx, from.name, t, true)
		} else {
			err = tables.MoveTable(ctx, t, to.database)
		}
		if errors.Is(err, catalog.ErrTableExists) {
			err = tableTaken(r.To, to)
		}
		return err
	}), nil
}

// alterSchema is ALTER DATABASE … SET DBPROPERTIES.
func (s *session) alterSchema(a *syntax.AlterSchema) (*work, error) {
	name, err := s.database(a.Name)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(a, "alter schema "+name, name, "", ""); err != nil {
		return nil, err
	}
	return act(func(ctx context.Context) error {
		d, err := s.service.options.Tables.Database(ctx, name)
		if errors.Is(err, catalog.ErrDatabaseNotFound) {
			return failed(a, syntax.SchemaNotFound, semantic+"[Error 10072]: Database does not exist: %s", name)
		}
		if err != nil {
			return err
		}
		if d.Parameters == nil {
			d.Parameters = map[string]string{}
		}
		for _, p := range a.Pairs {
			d.Parameters[p.Name.Value] = p.Value.Value
		}
		return s.service.options.Tables.SetDatabase(ctx, d)
	}), nil
}
