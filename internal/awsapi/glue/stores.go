package glue

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	"tarn/internal/catalog"
)

// stores are the event data stores that stand in a database as tables, in the order of their names: those of log formats in default,
// federated ones in aws:cloudtrail. The data catalog does not keep them: they are read, and not changed here.
func (s *service) stores(ctx context.Context, c *awsapi.Call, database string) ([]catalog.Table, error) {
	where := []string{catalog.DefaultCatalog, database}
	switch {
	case s.Catalog == nil:
		return nil, nil
	case database == catalog.LakeCatalog:
		where = []string{catalog.LakeCatalog, catalog.DefaultSchema}
	case database != catalog.DefaultSchema:
		return nil, nil
	}
	snapshot, err := s.Catalog(ctx, c.Key)
	if err != nil {
		return nil, err
	}
	var out []catalog.Table
	for _, e := range snapshot.StoreTables(where[0]) {
		r, err := snapshot.Lookup(append(where, e.ID))
		if err != nil {
			return nil, err
		}
		if r == nil {
			continue // it went this moment
		}
		t := catalog.Table{Database: database, Name: strings.ToLower(r.Name), Type: catalog.ExternalTable, Created: e.Created, Updated: e.Updated, Description: "The event data store " + e.Name}
		for _, column := range r.Columns {
			if column.Hidden {
				continue
			}
			hive, ok := column.Type.Hive()
			if !ok {
				hive = column.Type.String() // Hive has none
			}
			t.Storage.Columns = append(t.Storage.Columns, catalog.Column{Name: strings.ToLower(column.Name), Type: hive, Comment: column.Doc})
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b catalog.Table) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// store is one of stores.
func (s *service) store(ctx context.Context, c *awsapi.Call, database, name string) (catalog.Table, bool, error) {
	all, err := s.stores(ctx, c, database)
	i := slices.IndexFunc(all, func(t catalog.Table) bool { return t.Name == name })
	if i < 0 {
		return catalog.Table{}, false, err
	}
	return all[i], true, err
}

// readable finds a table or an event data store that the key sees.
func (s *service) readable(ctx context.Context, c *awsapi.Call, id, database, table *string) (catalog.Table, error) {
	d, n, err := names(c, id, database, table)
	if err != nil {
		return catalog.Table{}, err
	}
	if reaches(c, d, n) == nil {
		if t, err := s.Data.Table(ctx, d, n); err == nil || !errors.Is(err, catalog.ErrTableNotFound) && !errors.Is(err, catalog.ErrDatabaseNotFound) {
			return t, err
		}
	}
	if t, ok, err := s.store(ctx, c, d, n); ok || err != nil {
		return t, err
	}
	return s.table(ctx, c, id, database, table) // which says what is missing
}

// readableDatabase finds a database that the key sees, or that has event data stores which it sees.
func (s *service) readableDatabase(ctx context.Context, c *awsapi.Call, id, p *string) (catalog.Database, error) {
	d, err := s.database(ctx, c, id, p)
	if err == nil || own(c, id) != nil {
		return d, err
	}
	n := strings.ToLower(wire.Value(p))
	if stores, failed := s.stores(ctx, c, n); failed != nil || len(stores) == 0 {
		return d, errors.Join(failed, err)
	}
	if n == catalog.DefaultSchema {
		return s.Data.Database(ctx, n)
	}
	return lake, nil
}

// lake is the database of federated event data stores.
var lake = catalog.Database{Name: catalog.LakeCatalog, Description: "The event data stores of CloudTrail Lake"}

// readableDatabases are those after one in the order of their names.
func (s *service) readableDatabases(ctx context.Context, c *awsapi.Call, after string) ([]catalog.Database, error) {
	all, err := s.Data.Databases(ctx, "", 0)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(all, func(d catalog.Database) bool { return d.Name == lake.Name }) {
		all = append(all, lake)
	}
	slices.SortFunc(all, func(a, b catalog.Database) int { return strings.Compare(a.Name, b.Name) })
	var out []catalog.Database
	for _, d := range all {
		if d.Name <= after {
			continue
		}
		seen := d.Name != lake.Name && c.Key.MayUse(d.Name, "")
		if !seen {
			stores, err := s.stores(ctx, c, d.Name)
			if err != nil {
				return nil, err
			}
			seen = len(stores) > 0
		}
		if seen {
			out = append(out, d)
		}
	}
	return out, nil
}

// readableTables calls f for the tables of a database that the key sees, its event data stores among them, in the order of their
// names, those after one only. f may say to stop.
func (s *service) readableTables(ctx context.Context, c *awsapi.Call, database, after string, f func(catalog.Table) (more bool)) error {
	stores, err := s.stores(ctx, c, database)
	if err != nil {
		return err
	}
	stores = slices.DeleteFunc(stores, func(t catalog.Table) bool { return t.Name <= after })
	for {
		page, err := s.Data.Tables(ctx, database, after, 200)
		if err != nil {
			return err
		}
		for _, t := range page {
			after = t.Name
			if !c.Key.MayUse(database, t.Name) {
				continue
			}
			for len(stores) > 0 && stores[0].Name <= t.Name {
				if stores[0].Name < t.Name && !f(stores[0]) {
					return nil
				}
				stores = stores[1:]
			}
			if !f(t) {
				return nil
			}
		}
		if len(page) < 200 {
			break
		}
	}
	for _, t := range stores {
		if !f(t) {
			break
		}
	}
	return nil
}
