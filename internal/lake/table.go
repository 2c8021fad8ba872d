package lake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/apache/iceberg-go"
	"github.com/apache/iceberg-go/catalog"
	"github.com/apache/iceberg-go/table"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// Table is one of the lake's tables, as it was when it was loaded; Commit and Refresh move it on.
type Table struct {
	lake   *Lake
	name   string
	kind   *schema.Table
	ice    *table.Table
	layout *rows.Layout
}

// CreateTable makes a table partitioned by day of its event time.
func (l *Lake) CreateTable(ctx context.Context, name string, kind *schema.Table) (*Table, error) {
	s := icebergSchema(kind)
	time, ok := s.FindFieldByName(kind.Time)
	if !ok {
		return nil, fmt.Errorf("table %s has no column %s to partition by", kind.Name, kind.Time)
	}
	day := "day"
	if _, taken := s.FindFieldByName(day); taken {
		day = kind.Time + "_day" // a partition's field may not be called as a column is
	}
	spec := iceberg.NewPartitionSpec(iceberg.PartitionField{SourceIDs: []int{time.ID}, FieldID: 1000, Name: day, Transform: iceberg.DayTransform{}})
	order, err := table.NewSortOrder(1, []table.SortField{{SourceIDs: []int{time.ID}, Transform: iceberg.IdentityTransform{}, Direction: table.SortASC, NullOrder: table.NullsFirst}})
	if err != nil {
		return nil, err
	}
	unlock, err := l.lockCommits(ctx) // an import may make the tables of several formats at once
	if err != nil {
		return nil, err
	}
	defer unlock()
	ice, err := l.cat.CreateTable(ctx, ident(name), s,
		catalog.WithLocation(l.newLocation(name)),
		catalog.WithPartitionSpec(&spec), catalog.WithSortOrder(order),
		catalog.WithProperties(iceberg.Properties{
			"format-version":                          "2",
			table.ManifestMergeEnabledKey:             "true",
			table.ManifestMinMergeCountKey:            "30",
			"write.parquet.compression-codec":         "zstd",
			"write.metadata.previous-versions-max":    "20",
			table.MetadataDeleteAfterCommitEnabledKey: "true",
		}))
	if err != nil {
		return nil, fmt.Errorf("creating table %s: %w", name, err)
	}
	return l.wrap(name, kind, ice), nil
}

// Table loads a table. kind says what its rows are; columns that kind has and the table lacks are added to it by Upgrade.
func (l *Lake) Table(ctx context.Context, name string, kind *schema.Table) (*Table, error) {
	ice, err := l.cat.LoadTable(ctx, ident(name))
	if errors.Is(err, catalog.ErrNoSuchTable) {
		return nil, fmt.Errorf("%w: %s", ErrNoTable, name)
	}
	if err != nil {
		return nil, fmt.Errorf("loading table %s: %w", name, err)
	}
	return l.wrap(name, kind, ice), nil
}

// newLocation is where a new table's files go.
func (l *Lake) newLocation(name string) string {
	if l.remote != nil {
		return l.remote.uri + name
	}
	return locate(filepath.Join(l.dir, name))
}

func (l *Lake) wrap(name string, kind *schema.Table, ice *table.Table) *Table {
	t := &Table{lake: l, name: name, kind: kind, ice: ice}
	t.layout = rows.NewLayout(withFieldIDs(kind, ice.Schema()))
	return t
}

// Name is the table's name in the lake.
func (t *Table) Name() string { return t.name }

// Lake is the lake that the table is in.
func (t *Table) Lake() *Lake { return t.lake }

// Layout is what batches for this table are made with.
func (t *Table) Layout() *rows.Layout { return t.layout }

// Schema gives the columns with the table's own field IDs.
func (t *Table) Schema() *schema.Table { return t.layout.Table }

// Refresh loads the newest snapshot. It costs a look into the catalog where nothing was committed.
func (t *Table) Refresh(ctx context.Context) error {
	location, err := t.lake.location(ctx, t.name)
	if err == nil && location == t.ice.MetadataLocation() {
		return nil
	}
	if err := t.ice.Refresh(ctx); err != nil {
		return fmt.Errorf("loading table %s: %w", t.name, err)
	}
	return nil
}

func (t *Table) dir() string { return t.lake.path(t.ice.Location()) }

// Upgrade adds the columns and members that the table was made without. Older files answer NULL for them.
func (t *Table) Upgrade(ctx context.Context) error {
	missing := missingColumns(nil, t.kind.Columns, t.Schema().Columns)
	if len(missing) == 0 {
		return nil
	}
	unlock, err := t.lake.lockCommits(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := t.Refresh(ctx); err != nil {
		return err
	}
	// Another process may have been first.
	*t = *t.lake.wrap(t.name, t.kind, t.ice)
	if missing = missingColumns(nil, t.kind.Columns, t.Schema().Columns); len(missing) == 0 {
		return nil
	}
	tx := t.ice.NewTransaction()
	update := tx.UpdateSchema(true, false)
	for _, m := range missing {
		update = update.AddColumn(m.path, icebergType(m.column), m.column.Doc, false, nil)
	}
	if err := update.Commit(); err != nil {
		return fmt.Errorf("adding columns to table %s: %w", t.name, err)
	}
	ice, err := tx.Commit(ctx)
	if err != nil {
		return fmt.Errorf("adding columns to table %s: %w", t.name, err)
	}
	*t = *t.lake.wrap(t.name, t.kind, ice)
	return nil
}

// ErrNewer says that a table has columns that this Tarn does not know, and would lose if it wrote the rows again.
var ErrNewer = errors.New("a newer Tarn wrote the table; use that one")

// checkColumns fails with ErrNewer where the table has a column that the layout lacks.
func (t *Table) checkColumns() error {
	known := map[int]bool{}
	for _, l := range t.layout.Leaves {
		known[l.ID] = true
	}
	return unknownColumn(t.ice.Schema().Fields(), known)
}

func unknownColumn(fields []iceberg.NestedField, known map[int]bool) error {
	for _, f := range fields {
		var err error
		switch typ := f.Type.(type) {
		case *iceberg.StructType:
			err = unknownColumn(typ.FieldList, known)
		case *iceberg.ListType:
			err = unknownColumn([]iceberg.NestedField{typ.ElementField()}, known)
		default:
			if !known[f.ID] {
				err = fmt.Errorf("column %s: %w", f.Name, ErrNewer)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Read is the table as those read it who know the present columns: with the ones that it was made without and has not been given yet,
// which no file has. whole says that there are none.
func (t *Table) Read() (table *schema.Table, whole bool) {
	own := t.Schema()
	most := 0
	for _, l := range t.layout.Table.Columns {
		most = max(most, highestID(l))
	}
	var missing []schema.Stored
	for _, m := range missingColumns(nil, t.kind.Columns, own.Columns) {
		if len(m.path) == 1 {
			most++
			m.column.ID = most
			missing = append(missing, m.column)
		}
	}
	if len(missing) == 0 {
		return own, true
	}
	wide := *own
	wide.Columns = append(slices.Clone(own.Columns), missing...)
	return &wide, false
}

// highestID is the highest field ID of a column and what is in it.
func highestID(c schema.Stored) int {
	most := max(c.ID, c.Elem)
	for _, m := range c.Members {
		most = max(most, highestID(m))
	}
	return most
}

type missingColumn struct {
	path   []string
	column schema.Stored
}

func missingColumns(parent []string, want, have []schema.Stored) []missingColumn {
	byName := map[string]schema.Stored{}
	for _, c := range have {
		byName[c.Name] = c
	}
	var out []missingColumn
	for _, c := range want {
		path := append(append([]string(nil), parent...), c.Name)
		old, ok := byName[c.Name]
		if !ok {
			out = append(out, missingColumn{path, c})
			continue
		}
		if c.Kind == schema.Array {
			path = append(path, "element")
		}
		out = append(out, missingColumns(path, c.Members, old.Members)...)
	}
	return out
}

// DropTable removes a table and its files for good. One that failed half way is ended by asking again.
func (l *Lake) DropTable(ctx context.Context, name string) error {
	unlock, err := l.lockCommits(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	defer l.known.forget(name)
	if err := l.cat.DropTable(ctx, ident(name)); err != nil && !errors.Is(err, catalog.ErrNoSuchTable) {
		return fmt.Errorf("dropping table %s: %w", name, err)
	}
	dir := filepath.Join(l.dir, name)
	if l.remote != nil {
		var paths []string
		err := l.eachRemote(ctx, dir, func(path string, _ int64) error {
			paths = append(paths, path)
			return nil
		})
		if err == nil {
			err = l.removeRemote(ctx, paths...)
		}
		if err != nil {
			return fmt.Errorf("removing the files of table %s: %w", name, err)
		}
	}
	return os.RemoveAll(dir)
}
