package catalog

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

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

// Catalog answers what exists. What it has read is kept until something changes.
type Catalog struct {
	data interface {
		Stores
		Data
	}
	// History gives the columns that an Iceberg table had at a moment, nil where there is no such moment in its history. It is set before the
	// first use; without, they are those of now.
	History func(ctx context.Context, t Table, at schema.AsOf) ([]schema.Column, error)

	mu   sync.Mutex
	last *kept
}

// kept is what was read as of a count of changes.
type kept struct {
	changes int64
	stores  []EventDataStore
	mu      sync.Mutex
	tables  map[string]*schema.Relation // nil for a name that nothing has
}

// maxKept bounds the tables that are kept.
const maxKept = 2000

// New makes a catalog.
func New(data interface {
	Stores
	Data
}) *Catalog {
	return &Catalog{data: data}
}

// Scope is whose eyes a snapshot is seen with. The zero value sees all.
type Scope struct {
	// Catalog and Database are what names without them mean; by default awsdatacatalog and default.
	Catalog, Database string
	// Reads says which event data stores are seen; Uses which tables of a database and, where table is empty, whether the database
	// is. nil is all.
	Reads func(EventDataStore) bool
	Uses  func(database, table string) bool
	// Limited says that the tables of the schema tarn are not seen: they tell of every store.
	Limited bool
	// Athena says that stores are seen in the catalog aws:cloudtrail only, under their IDs, and once they are federated.
	Athena bool
}

// Snapshot is the catalog as of one moment, for one statement.
type Snapshot struct {
	ctx   context.Context
	data  Data
	kept  *kept
	scope Scope
	past  func(ctx context.Context, t Table, at schema.AsOf) ([]schema.Column, error)
}

// Snapshot gives the catalog as of now. ctx is that of what asks the snapshot.
func (c *Catalog) Snapshot(ctx context.Context, scope Scope) (*Snapshot, error) {
	changes, err := c.data.Changes(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the catalog: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil || c.last.changes != changes {
		stores, err := c.data.Stores(ctx)
		if err != nil {
			return nil, fmt.Errorf("reading the event data stores: %w", err)
		}
		c.last = &kept{changes: changes, stores: stores, tables: map[string]*schema.Relation{}}
	}
	return &Snapshot{ctx: ctx, data: c.data, kept: c.last, scope: scope, past: c.History}, nil
}

// Load reads what exists, for one who asks once.
func Load(ctx context.Context, data interface {
	Stores
	Data
}) (*Snapshot, error) {
	return New(data).Snapshot(ctx, Scope{})
}

// stores are those of events.
func (c *Snapshot) stores() []EventDataStore {
	return c.seen(func(s EventDataStore) bool { return s.OfEvents() && (!c.scope.Athena || s.Federation.Enabled) })
}

// logs are the stores of log formats.
func (c *Snapshot) logs() []EventDataStore {
	return c.seen(func(s EventDataStore) bool { return !s.OfEvents() && schema.TableOf(s.Kind) != nil })
}

func (c *Snapshot) seen(wanted func(EventDataStore) bool) []EventDataStore {
	if c.kept == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(c.kept.stores), func(s EventDataStore) bool {
		return s.Status == PendingDeletion || !wanted(s) || c.scope.Reads != nil && !c.scope.Reads(s)
	})
}

func (c *Snapshot) uses(database, table string) bool {
	return c.scope.Uses == nil || c.scope.Uses(strings.ToLower(database), strings.ToLower(table))
}

// system are the tables of the schema tarn.
func (c *Snapshot) system() []*schema.Relation {
	if c.scope.Limited {
		return nil
	}
	return system
}

// Lookup finds a table by the parts of its name: an event data store by its ID or its name, alone or in "aws:cloudtrail" and
// its schema "default", a table or view of a database, a store of a log format by its name in the database default, or a table
// of the schemas tarn and information_schema. It returns nil for a name that nothing has.
func (c *Snapshot) Lookup(parts []string) (*schema.Relation, error) {
	catalog, sch := c.Session()
	name := parts[len(parts)-1]
	switch len(parts) {
	case 1:
	case 2:
		sch = strings.ToLower(parts[0])
		if sch == LakeCatalog {
			catalog, sch = LakeCatalog, DefaultSchema
		}
	case 3:
		catalog, sch = strings.ToLower(parts[0]), strings.ToLower(parts[1])
	default:
		return nil, nil
	}
	switch {
	case catalog != LakeCatalog && catalog != DefaultCatalog:
		return nil, nil
	case sch == InformationSchema:
		return c.information(catalog, name), nil
	case catalog == DefaultCatalog && sch == SystemSchema:
		for _, r := range c.system() {
			if strings.EqualFold(r.Name, name) {
				return r, nil
			}
		}
		return nil, nil
	}
	if sch == DefaultSchema || len(parts) == 1 {
		if r := c.store(catalog, name); r != nil {
			return r, nil
		}
	}
	if catalog == LakeCatalog {
		return nil, nil
	}
	r, err := c.table(sch, name)
	if r == nil && err == nil && sch == DefaultSchema {
		r = c.log(name)
	}
	return r, err
}

// store finds an event data store, by its ID or its name.
func (c *Snapshot) store(catalog, name string) *schema.Relation {
	if c.scope.Athena && catalog != LakeCatalog {
		return nil
	}
	base, history := strings.CutSuffix(strings.ToLower(name), "$snapshots")
	if history {
		name = base
	}
	s, err := FindStore(c.stores(), name)
	if err != nil || c.scope.Athena && !strings.EqualFold(s.ID, name) {
		return nil
	}
	if history {
		return &schema.Relation{Catalog: LakeCatalog, Schema: DefaultSchema, Name: s.ID + "$snapshots", Columns: schema.LakeColumns(Snapshots), Source: SnapshotsSource + s.Table, Origin: s}
	}
	return &schema.Relation{
		Catalog: LakeCatalog, Schema: DefaultSchema, Name: s.ID, Columns: columns[s.Kind], Lake: true, Source: s.Table, Origin: s, Versioned: true,
	}
}

// log finds a store of a log format, by its name or its ID.
func (c *Snapshot) log(name string) *schema.Relation {
	base, history := strings.CutSuffix(strings.ToLower(name), "$snapshots")
	s, err := FindStore(c.logs(), base)
	if err != nil {
		return nil
	}
	r := &schema.Relation{Catalog: DefaultCatalog, Schema: DefaultSchema, Name: strings.ToLower(s.Name), Columns: columns[s.Kind], Source: s.Table, Origin: s, Versioned: true}
	if history {
		r.Name, r.Columns, r.Source, r.Versioned = r.Name+"$snapshots", schema.LakeColumns(Snapshots), SnapshotsSource+s.Table, false
	}
	return r
}

// columns are those of the stores' relations, by kind.
var columns = func() map[string][]schema.Column {
	all := map[string][]schema.Column{}
	for _, t := range schema.Tables {
		all[t.Name] = schema.LogColumns(t)
	}
	for _, t := range []*schema.Table{schema.CloudTrail, schema.Activity} {
		all[t.Name] = schema.LakeColumns(t)
	}
	return all
}()

// table finds a table or view of a database.
func (c *Snapshot) table(database, name string) (*schema.Relation, error) {
	database, name = strings.ToLower(database), strings.ToLower(name)
	if name, ok := strings.CutSuffix(name, "$snapshots"); ok {
		return c.history(database, name)
	}
	if c.data == nil || !c.uses(database, name) {
		return nil, nil
	}
	key := database + "." + name
	c.kept.mu.Lock()
	r, known := c.kept.tables[key]
	c.kept.mu.Unlock()
	if known {
		return r, nil
	}
	t, err := c.data.Table(c.ctx, database, name)
	switch {
	case errors.Is(err, ErrTableNotFound), errors.Is(err, ErrDatabaseNotFound):
	case err != nil:
		return nil, fmt.Errorf("reading table %s: %w", key, err)
	default:
		if r, err = t.Relation(); err != nil {
			return nil, err
		}
	}
	c.kept.mu.Lock()
	defer c.kept.mu.Unlock()
	if len(c.kept.tables) >= maxKept {
		clear(c.kept.tables)
	}
	c.kept.tables[key] = r
	return r, nil
}

// history is what an Iceberg table's name with $snapshots behind it stands for.
func (c *Snapshot) history(database, name string) (*schema.Relation, error) {
	r, err := c.table(database, name)
	if r == nil || err != nil || !r.Versioned {
		return nil, err
	}
	return &schema.Relation{Catalog: r.Catalog, Schema: r.Schema, Name: r.Name + "$snapshots", Columns: schema.LakeColumns(Snapshots), Source: SnapshotsSource + r.Source, Origin: r.Origin}, nil
}

// Past gives the columns that a relation had at its AsOf; nil where they are those of now, or where it has no such moment.
func (c *Snapshot) Past(rel *schema.Relation) ([]schema.Column, error) {
	t, ok := rel.Origin.(Table)
	if !ok || c.past == nil {
		return nil, nil
	}
	columns, err := c.past(c.ctx, t, *rel.AsOf)
	if err != nil || columns == nil {
		return nil, err
	}
	return append(columns, hiddenColumns[0]), nil
}

// Names lists what Lookup finds by a name alone, for suggestions and completion.
func (c *Snapshot) Names() []string {
	var names []string
	for _, s := range c.stores() {
		if !c.scope.Athena {
			names = append(names, s.Name)
		}
		names = append(names, s.ID)
	}
	_, database := c.Session()
	if database == DefaultSchema {
		for _, s := range c.logs() {
			names = append(names, strings.ToLower(s.Name))
		}
	}
	if c.data != nil && c.uses(database, "") {
		tables, _ := c.data.TableNames(c.ctx, database) // a suggestion less is no fault
		for _, t := range tables {
			if c.uses(database, t.Name) {
				names = append(names, t.Name)
			}
		}
	}
	for _, r := range c.system() {
		names = append(names, SystemSchema+"."+r.Name)
	}
	return names
}
