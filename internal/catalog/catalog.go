package catalog

import (
	"context"
	"fmt"
	"strings"

	"tarn/internal/schema"
)

// The catalogs and schemas that statements may name.
const (
	// LakeCatalog holds the event data stores by ID, as Athena shows federated ones.
	LakeCatalog = "aws:cloudtrail"
	// SystemSchema holds what Tarn knows of itself.
	SystemSchema = "tarn"
	// DefaultCatalog and DefaultSchema are Athena's.
	DefaultCatalog = "awsdatacatalog"
	DefaultSchema  = "default"
)

// Snapshot is the catalog as of one moment.
type Snapshot struct {
	stores []EventDataStore
	views  []View
}

// Load reads what exists.
func Load(ctx context.Context, s interface {
	Stores
	Views
}) (*Snapshot, error) {
	stores, err := s.Stores(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the event data stores: %w", err)
	}
	views, err := s.Views(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the views: %w", err)
	}
	return &Snapshot{stores, views}, nil
}

// Lookup finds a table by the parts of its name: an event data store by its ID or its name, alone or in "aws:cloudtrail" and
// its schema "default", a view, or a table of the schemas tarn and information_schema. It returns nil for a name that nothing has.
func (c *Snapshot) Lookup(parts []string) (*schema.Relation, error) {
	name := parts[len(parts)-1]
	qualifier := strings.ToLower(strings.Join(parts[:len(parts)-1], "."))
	switch qualifier {
	case InformationSchema, DefaultCatalog + "." + InformationSchema:
		return informationOf(DefaultCatalog, name), nil
	case LakeCatalog + "." + InformationSchema:
		return informationOf(LakeCatalog, name), nil
	}
	if qualifier == SystemSchema || qualifier == DefaultCatalog+"."+SystemSchema {
		for _, r := range system {
			if strings.EqualFold(r.Name, name) {
				return r, nil
			}
		}
		return nil, nil
	}
	switch qualifier {
	case "", LakeCatalog, LakeCatalog + "." + DefaultSchema, DefaultSchema, DefaultCatalog + "." + DefaultSchema:
	default:
		return nil, nil
	}
	base, history := strings.CutSuffix(strings.ToLower(name), "$snapshots")
	if history {
		name = base
	}
	s, err := FindStore(c.stores, name)
	if err != nil || s.Status == PendingDeletion {
		if history || strings.HasPrefix(qualifier, LakeCatalog) {
			return nil, nil
		}
		return c.view(name), nil
	}
	if history {
		return &schema.Relation{Catalog: LakeCatalog, Schema: DefaultSchema, Name: s.ID + "$snapshots", Columns: schema.LakeColumns(Snapshots), Source: SnapshotsSource + s.Table}, nil
	}
	return &schema.Relation{
		Catalog: LakeCatalog, Schema: DefaultSchema, Name: s.ID, Columns: lakeColumns, Lake: true, Source: s.Table, Versioned: true,
	}, nil
}

var lakeColumns = schema.LakeColumns(schema.CloudTrail)

// Names lists what Lookup finds, for suggestions and completion.
func (c *Snapshot) Names() []string {
	var names []string
	for _, s := range c.stores {
		if s.Status != PendingDeletion {
			names = append(names, s.Name, s.ID)
		}
	}
	for _, v := range c.views {
		names = append(names, v.Name)
	}
	for _, r := range system {
		names = append(names, SystemSchema+"."+r.Name)
	}
	return names
}
