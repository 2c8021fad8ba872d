package catalog

import (
	"slices"
	"strings"
)

// Session is what names without a catalog and a schema mean.
func (c *Snapshot) Session() (catalog, schema string) { return DefaultCatalog, DefaultSchema }

// Catalogs lists the catalogs.
func (c *Snapshot) Catalogs() []string { return []string{LakeCatalog, DefaultCatalog} }

// Schemas lists a catalog's schemas; nil where there is no such catalog.
func (c *Snapshot) Schemas(catalog string) []string {
	switch strings.ToLower(catalog) {
	case DefaultCatalog:
		return []string{DefaultSchema, InformationSchema, SystemSchema}
	case LakeCatalog:
		return []string{DefaultSchema, InformationSchema}
	}
	return nil
}

// Tables lists a schema's tables and views; ok is false where there is no such schema.
func (c *Snapshot) Tables(catalog, schema string) (tables, views []string, ok bool) {
	catalog, schema = strings.ToLower(catalog), strings.ToLower(schema)
	if !slices.Contains(c.Schemas(catalog), schema) {
		return nil, nil, false
	}
	switch schema {
	case InformationSchema:
		for _, t := range information {
			tables = append(tables, t.Name)
		}
	case SystemSchema:
		for _, r := range system {
			tables = append(tables, r.Name)
		}
	default:
		for _, s := range c.stores {
			switch {
			case s.Status == PendingDeletion:
			case catalog == LakeCatalog:
				tables = append(tables, s.ID)
			default:
				tables = append(tables, s.Name)
			}
		}
		for _, v := range c.views {
			if catalog == DefaultCatalog {
				views = append(views, v.Name)
			}
		}
	}
	slices.Sort(tables)
	slices.Sort(views)
	return tables, views, true
}
