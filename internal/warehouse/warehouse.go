// Package warehouse keeps the Iceberg tables that statements make, in the lake, beside the tables of files that hive has.
package warehouse

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/uuid"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/hive"
	"tarn/internal/lake"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// Warehouse has tables of both kinds. Its methods may be called from several goroutines.
type Warehouse struct {
	*hive.Tables
	Lake   *lake.Lake
	Copies Copies
	// OpenRuns are the runs whose rows may be in a table although that is not noted: VACUUM leaves their snapshots. It may be nil.
	OpenRuns func(ctx context.Context) (map[string]bool, error)
	// Origin tells this lake apart from others, in the copies of its tables.
	Origin string
}

// Write says what becomes of a query's rows.
type Write struct {
	// By are the columns that a new table is partitioned by.
	By []string
	// Overwrite has the rows stand in place of those that the partitions have in which the rows are, and of the partitions that Replace names,
	// as Hive names them: proc_ymd=20220111. Otherwise they are added.
	Overwrite bool
	Replace   []string
	// Run makes a second write of the same name do nothing; it may be empty.
	Run string
}

// Name is an Iceberg table's name in the lake: it stays when the table gets another.
func Name(t catalog.Table) string { return lake.MadePrefix + strings.ReplaceAll(t.ID, "-", "") }

// CreateIceberg makes an Iceberg table of a query's rows; of none where q is nil. The rows are there before the table is.
func (w *Warehouse) CreateIceberg(ctx context.Context, t catalog.Table, q *analyze.Query, o Write, started func()) (r hive.Result, err error) {
	rel, err := t.Relation()
	if err != nil {
		return r, err
	}
	columns := shown(rel)
	t.ID, t.Partitioning = uuid.NewString(), o.By
	m, err := w.Lake.CreateMade(ctx, Name(t), columns, o.By)
	if err != nil {
		return r, unsupported(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Lake.DropTable(context.WithoutCancel(ctx), Name(t)))
		}
	}()
	if q != nil {
		if r, err = w.write(ctx, m, compression(t), columns, q, o, started); err != nil {
			return r, err
		}
	}
	return r, w.Data.AddTable(ctx, t)
}

// Past gives the columns that an Iceberg table had at a moment, nil where there is no such moment in its history.
func (w *Warehouse) Past(ctx context.Context, t catalog.Table, at schema.AsOf) ([]schema.Column, error) {
	m, err := w.made(ctx, t)
	if err == nil {
		m, err = m.Past(ctx, at)
	}
	if errors.Is(err, lake.ErrNoSnapshot) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return m.Columns(), nil
}

// Snapshots lists an Iceberg table's snapshots, the oldest first.
func (w *Warehouse) Snapshots(ctx context.Context, t catalog.Table) ([]lake.Snapshot, error) {
	m, err := w.made(ctx, t)
	if err != nil {
		return nil, err
	}
	return m.Snapshots(ctx)
}

// Insert adds a query's rows to a table, all in one moment.
func (w *Warehouse) Insert(ctx context.Context, t catalog.Table, q *analyze.Query, started func()) (hive.Result, error) {
	if !t.Iceberg() {
		return w.Tables.Insert(ctx, t, q, started)
	}
	return w.WriteIceberg(ctx, t, q, Write{}, started)
}

// WriteIceberg brings a query's rows into an Iceberg table, all in one moment. The query's columns are the table's.
func (w *Warehouse) WriteIceberg(ctx context.Context, t catalog.Table, q *analyze.Query, o Write, started func()) (r hive.Result, err error) {
	m, err := w.made(ctx, t)
	if err != nil {
		return r, err
	}
	rel, err := t.Relation()
	if err != nil {
		return r, err
	}
	if o.Run != "" && m.Committed()[o.Run] {
		started()
		return r, nil
	}
	if !m.Has(shown(rel)) {
		return r, w.others(ctx, t)
	}
	return w.write(ctx, m, compression(t), shown(rel), q, o, started)
}

// Committed reports whether a run's write is in a table.
func (w *Warehouse) Committed(ctx context.Context, database, table, run string) (bool, error) {
	t, err := w.Data.Table(ctx, database, table)
	if errors.Is(err, catalog.ErrTableNotFound) || errors.Is(err, catalog.ErrDatabaseNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	m, err := w.made(ctx, t)
	if err != nil {
		return false, err
	}
	return m.Committed()[run], nil
}

func (w *Warehouse) made(ctx context.Context, t catalog.Table) (*lake.Made, error) {
	m, err := w.Lake.Made(ctx, Name(t))
	if errors.Is(err, lake.ErrNoTable) {
		return nil, &engine.Error{Code: "NOT_SUPPORTED", Message: fmt.Sprintf("table %s.%s is an Iceberg table that was not made here: Tarn reads those of its own lake", t.Database, t.Name)}
	}
	return m, err
}

// shown are a table's own columns.
func shown(rel *schema.Relation) []schema.Column {
	return slices.DeleteFunc(slices.Clone(rel.Columns), func(c schema.Column) bool { return c.Hidden })
}

// compression is that of an Iceberg table's data files.
func compression(t catalog.Table) string {
	if c := strings.ToUpper(t.Parameters["write_compression"]); slices.Contains(hive.Compressions("PARQUET"), c) {
		return c
	}
	return "ZSTD"
}

func (w *Warehouse) write(ctx context.Context, m *lake.Made, compression string, columns []schema.Column, q *analyze.Query, o Write, started func()) (r hive.Result, err error) {
	reads := func(s *analyze.Scan) bool { return s.Relation.Source == catalog.AuditTable }
	secret := &engine.Error{Code: "NOT_SUPPORTED", Message: "an Iceberg table cannot keep who may read the record of calls: make a table of files, which is for those who may read that"}
	k, _ := auth.From(ctx)
	if k.Role != "" && q != nil && slices.ContainsFunc(q.Scans, reads) {
		return r, secret
	}
	ctx, audit := hive.Watch(ctx)
	dir, err := os.MkdirTemp(w.Temp, "write-")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	if !m.Has(columns) {
		return r, errOthers
	}
	by := m.Partitioning()
	options := engine.WriteOptions{Dir: filepath.Join(dir, "rows"), Compression: compression, Iceberg: &engine.Iceberg{IDs: m.FieldIDs()}}
	types := make([]schema.Type, len(by))
	for _, c := range columns {
		options.Names = append(options.Names, c.Name)
	}
	for i, term := range m.Terms() {
		at := slices.Index(options.Names, term.Column)
		var ok bool
		if types[i], ok = term.Of(columns[at].Type); !ok {
			return r, &engine.Error{Code: "NOT_SUPPORTED", Message: fmt.Sprintf("partitions by %s are not in Tarn where the column is %s", term, columns[at].Type.Display())}
		}
		options.Iceberg.Keys = append(options.Iceberg.Keys, engine.Key{Column: at, Term: term})
	}
	if err := os.Mkdir(options.Dir, 0o700); err != nil {
		return r, err
	}
	files, stats, err := w.Engine.Write(ctx, q, options, started)
	r.Stats = stats
	if err == nil && k.Role != "" && audit.Load() {
		err = secret // one of the files that it read has it
	}
	if err != nil {
		return r, err
	}
	replaced := map[string]bool{}
	for _, name := range o.Replace {
		replaced[name] = true
	}
	release, err := w.Lake.Hold() // until they are committed, a sweep takes the files for nobody's
	if err != nil {
		return r, err
	}
	defer release()
	var add []lake.MadeFile
	defer func() {
		if err != nil {
			for _, f := range add {
				os.Remove(f.Path)
			}
		}
	}()
	for _, f := range files {
		values, err := keys(by, types, f.Values)
		if err != nil {
			return r, err
		}
		path, err := m.Take(ctx, f.Path)
		if err != nil {
			return r, err
		}
		add = append(add, lake.MadeFile{Path: path, Rows: f.Rows, Bytes: f.Bytes, Partition: values})
		r.Rows += f.Rows
		r.Files = append(r.Files, w.Lake.Relative(path))
		name := partitionName(by, values)
		if !slices.Contains(r.Partitions, name) {
			r.Partitions = append(r.Partitions, name)
		}
		replaced[name] = true
	}
	var gone func([]any) bool
	if o.Overwrite {
		gone = func(values []any) bool { return len(by) == 0 || replaced[partitionName(by, values)] }
	}
	// Where this fails, the files are the sweep's: a commit that gives an error may have come to pass.
	taken := add
	add = nil
	return r, m.Overwrite(ctx, o.Run, taken, gone)
}

// Plan answers which files hold a table's rows. It satisfies engine.Files for relations whose Origin is a catalog.Table.
func (w *Warehouse) Plan(ctx context.Context, rel *schema.Relation, columns []string, where []schema.Predicate) (*engine.FileSet, error) {
	if s, ok := rel.Origin.(some); ok {
		return w.planSome(ctx, s, rel, columns)
	}
	t, ok := rel.Origin.(catalog.Table)
	if !ok || !t.Iceberg() {
		return w.Tables.Plan(ctx, rel, columns, where)
	}
	m, err := w.made(ctx, t)
	if err != nil {
		return nil, err
	}
	if rel.AsOf != nil {
		if m, err = m.Past(ctx, *rel.AsOf); err != nil {
			return nil, err
		}
	}
	p, err := m.PlanMade(ctx, wanted(m, where))
	if err != nil {
		return nil, err
	}
	set, err := w.fileSet(ctx, m, p, rel, columns)
	if errors.Is(err, errOthers) && rel.AsOf == nil {
		err = w.others(ctx, t)
	}
	return set, err
}

// fileSet has the files of a plan read.
func (w *Warehouse) fileSet(ctx context.Context, m *lake.Made, p *lake.MadePlan, rel *schema.Relation, columns []string) (*engine.FileSet, error) {
	if m.Remote() {
		if err := p.Fetch(ctx, p.Paths); err != nil {
			p.Release()
			return nil, err
		}
	}
	set := &engine.FileSet{Paths: p.Paths, Bytes: p.Bytes, Total: p.Total, Release: p.Release, Found: &engine.Found{}}
	if len(m.Partitioning()) > 0 {
		set.Partitions, set.TotalPartitions = p.Partitions, p.Of
	}
	for _, path := range p.Paths {
		set.Found.Names = append(set.Found.Names, w.Lake.Relative(path)) // where the lake is on this machine is its owner's alone
	}
	for _, c := range rel.Columns {
		switch {
		case !slices.Contains(columns, c.From):
		case c.Hidden:
			set.Found.Constants = append(set.Found.Constants, c)
		default:
			id, ok := m.FieldID(c)
			if !ok {
				p.Release()
				return nil, errOthers
			}
			set.Found.Columns, set.Found.IDs = append(set.Found.Columns, c), append(set.Found.IDs, id)
		}
	}
	for i := range p.Paths {
		values := make([]*string, len(set.Found.Constants)) // "$path"
		for j := range values {
			values[j] = &set.Found.Names[i]
		}
		set.Found.Values = append(set.Found.Values, values)
	}
	return set, nil
}

func unsupported(err error) error {
	if u := (*lake.UnsupportedType)(nil); errors.As(err, &u) {
		return &engine.Error{Code: "NOT_SUPPORTED", Message: u.Error()}
	}
	return err
}
