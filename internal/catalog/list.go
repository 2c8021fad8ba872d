package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Session is what names without a catalog and a schema mean.
func (c *Snapshot) Session() (catalog, schema string) {
	return strings.ToLower(cmp.Or(c.scope.Catalog, DefaultCatalog)), strings.ToLower(cmp.Or(c.scope.Database, DefaultSchema))
}

// Catalogs lists the catalogs.
func (c *Snapshot) Catalogs() []string { return []string{LakeCatalog, DefaultCatalog} }

// Schemas lists a catalog's schemas; nil where there is no such catalog.
func (c *Snapshot) Schemas(catalog string) ([]string, error) {
	switch strings.ToLower(catalog) {
	case DefaultCatalog:
		names := []string{DefaultSchema, InformationSchema, SystemSchema}
		if c.data != nil {
			list, err := c.data.Databases(c.ctx, "", 0)
			if err != nil {
				return nil, err
			}
			for _, d := range list {
				if d.Name != DefaultSchema && c.uses(d.Name, "") {
					names = append(names, d.Name)
				}
			}
		}
		slices.Sort(names)
		return names, nil
	case LakeCatalog:
		return []string{DefaultSchema, InformationSchema}, nil
	}
	return nil, nil
}

// StoreTables are the event data stores that stand as tables in the schema default of a catalog.
func (c *Snapshot) StoreTables(catalog string) []EventDataStore {
	if strings.EqualFold(catalog, LakeCatalog) {
		return c.stores()
	}
	if c.scope.Athena {
		return c.logs()
	}
	return append(c.stores(), c.logs()...)
}

// HasSchema reports whether there is a schema.
func (c *Snapshot) HasSchema(catalog, schema string) (bool, error) {
	catalog, schema = strings.ToLower(catalog), strings.ToLower(schema)
	all, err := c.Schemas(catalog)
	return slices.Contains(all, schema), err
}

// Tables lists a schema's tables and views; ok is false where there is no such schema.
func (c *Snapshot) Tables(catalog, schema string) (tables, views []string, ok bool, err error) {
	catalog, schema = strings.ToLower(catalog), strings.ToLower(schema)
	if ok, err := c.HasSchema(catalog, schema); !ok {
		return nil, nil, false, err
	}
	switch {
	case schema == InformationSchema:
		for _, t := range information {
			tables = append(tables, t.Name)
		}
	case schema == SystemSchema && catalog == DefaultCatalog:
		for _, r := range c.system() {
			tables = append(tables, r.Name)
		}
	case catalog == LakeCatalog:
		for _, s := range c.stores() {
			tables = append(tables, s.ID)
		}
	default:
		if schema == DefaultSchema && !c.scope.Athena {
			for _, s := range c.stores() {
				tables = append(tables, s.Name)
			}
		}
		if schema == DefaultSchema {
			for _, s := range c.logs() {
				tables = append(tables, strings.ToLower(s.Name))
			}
		}
		if c.data == nil {
			break
		}
		names, err := c.data.TableNames(c.ctx, schema)
		if err != nil {
			return nil, nil, false, err
		}
		for _, t := range names {
			if !c.uses(schema, t.Name) {
				continue
			}
			if t.Type == VirtualView {
				views = append(views, t.Name)
			} else {
				tables = append(tables, t.Name)
			}
		}
	}
	slices.Sort(tables)
	tables = slices.Compact(tables) // a table of the name of a log format's store hides that
	slices.Sort(views)
	return tables, views, true, nil
}
