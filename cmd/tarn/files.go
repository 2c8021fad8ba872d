package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/lake"
	"tarn/internal/lake/datafile"
	"tarn/internal/rows"
	"tarn/internal/schema"
	"tarn/internal/state"
)

// lakeFiles answers the engine's question for files from the lake, and from the state for the tables of the schema tarn.
type lakeFiles struct {
	d  *dataDir
	mu sync.Mutex
	// tables are kept open: loading one reads its metadata.
	tables map[string]*lake.Table
	audit  *auditLog
}

var _ engine.Files = (*lakeFiles)(nil)

// Plan implements engine.Files.
func (f *lakeFiles) Plan(ctx context.Context, rel *schema.Relation, columns []string, where []schema.Predicate) (*engine.FileSet, error) {
	if strings.HasPrefix(rel.Source, catalog.SystemSource+catalog.InformationSchema+".") {
		return f.information(rel)
	}
	if strings.HasPrefix(rel.Source, catalog.TableSource) {
		set, err := f.d.warehouse.Plan(ctx, rel, columns, where)
		if errors.Is(err, lake.ErrNoSnapshot) {
			err = noSnapshot(rel)
		}
		return set, err
	}
	if rel.Name == auth.AuditStore {
		// Who asks for the record of calls sees those of this moment, too.
		if err := f.audit.refresh(ctx); err != nil {
			return nil, err
		}
	}
	if strings.HasPrefix(rel.Source, catalog.SnapshotsSource) {
		return f.snapshots(ctx, rel)
	}
	if name, ok := strings.CutPrefix(rel.Source, catalog.SystemSource); ok {
		return f.system(ctx, name)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	t, err := f.table(ctx, rel)
	if err != nil {
		return nil, err
	}
	var p *lake.Plan
	if rel.AsOf != nil {
		p, err = t.PlanAt(ctx, *rel.AsOf, where)
	} else {
		p, err = t.Plan(ctx, where)
	}
	if errors.Is(err, lake.ErrNoSnapshot) {
		return nil, noSnapshot(rel)
	}
	if err != nil {
		return nil, err
	}
	read, whole := t.Read()
	set := &engine.FileSet{Paths: p.Paths, Table: read, Uniform: p.Uniform && whole, Rows: p.Rows, Bytes: p.Bytes, Total: p.Total, Release: func() { p.Release() }}
	if t.Remote() {
		set.Remote = remoteFiles{p}
	}
	return set, nil
}

// table gives a store's table. The caller holds the lock.
func (f *lakeFiles) table(ctx context.Context, rel *schema.Relation) (*lake.Table, error) {
	s, ok := rel.Origin.(catalog.EventDataStore)
	if !ok {
		return nil, fmt.Errorf("there is no table %s", rel.Source)
	}
	if t := f.tables[s.Table]; t != nil {
		return t, nil
	}
	kind, err := s.Schema()
	if err != nil {
		return nil, err
	}
	t, err := f.d.lake.Table(ctx, s.Table, kind)
	if err != nil {
		return nil, err
	}
	f.tables[s.Table] = t
	return t, nil
}

// size is how many bytes a relation's data files have, for what is said beside a result: 0 where that cannot be told.
func (f *lakeFiles) size(rel *schema.Relation) int64 {
	if rel.Source == "" || strings.HasPrefix(rel.Source, catalog.SystemSource) || strings.HasPrefix(rel.Source, catalog.TableSource) || strings.HasPrefix(rel.Source, catalog.SnapshotsSource) {
		return 0
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	ctx := context.Background()
	t, err := f.table(ctx, rel)
	if err != nil {
		return 0
	}
	n, err := t.Size(ctx)
	if err != nil {
		return 0
	}
	return n
}

// remoteFiles has a plan's files fetched from the lake's bucket.
type remoteFiles struct{ *lake.Plan }

// Fetched implements engine.Remote.
func (r remoteFiles) Fetched() (int, int64) {
	f := r.Plan.Fetched()
	return f.Files, f.Bytes
}

// system writes a table of the state into a file that goes when the statement ends.
func (f *lakeFiles) system(ctx context.Context, name string) (*engine.FileSet, error) {
	var table *schema.Table
	var fill func(context.Context, *rows.Batch, func() error) error
	switch name {
	case catalog.Quarantine.Name:
		table, fill = catalog.Quarantine, f.quarantine
	case catalog.Objects.Name:
		table, fill = catalog.Objects, f.objects
	default:
		return nil, fmt.Errorf("there is no table tarn.%s", name)
	}
	return f.made(name, table, func(b *rows.Batch, added func() error) error { return fill(ctx, b, added) })
}

// made writes rows into a file that goes when the statement ends.
func (f *lakeFiles) made(name string, table *schema.Table, fill func(*rows.Batch, func() error) error) (*engine.FileSet, error) {
	dir := filepath.Join(f.d.dir, "tmp")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	out, err := os.CreateTemp(dir, name+"-*.parquet")
	if err != nil {
		return nil, err
	}
	stats, err := writeRows(out, table, fill)
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	set := &engine.FileSet{Table: table, Uniform: true, Release: func() {}}
	if err != nil || stats.Rows == 0 {
		os.Remove(out.Name())
		return set, err
	}
	set.Paths, set.Rows, set.Bytes, set.Total = []string{out.Name()}, stats.Rows, stats.Bytes, 1
	set.Release = func() { os.Remove(out.Name()) }
	return set, nil
}

// history lists a table's snapshots.
func (f *lakeFiles) history(ctx context.Context, rel *schema.Relation) ([]lake.Snapshot, error) {
	if t, ok := rel.Origin.(catalog.Table); ok {
		return f.d.warehouse.Snapshots(ctx, t)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	t, err := f.table(ctx, rel)
	if err != nil {
		return nil, err
	}
	return t.Snapshots(ctx)
}

// snapshots writes a table's history.
func (f *lakeFiles) snapshots(ctx context.Context, rel *schema.Relation) (*engine.FileSet, error) {
	list, err := f.history(ctx, rel)
	if err != nil {
		return nil, err
	}
	return f.made("snapshots", catalog.Snapshots, func(b *rows.Batch, added func() error) error {
		for _, s := range list {
			b.Begin()
			b.SetInt(b.Leaf("committed_at"), s.Time.UnixMicro())
			b.SetInt(b.Leaf("snapshot_id"), s.ID)
			if s.Parent != 0 {
				b.SetInt(b.Leaf("parent_id"), s.Parent)
			}
			put(b, "operation", s.Operation)
			if err := added(); err != nil {
				return err
			}
		}
		return nil
	})
}

// information writes a table of the information schema, as the statement's catalog has it.
func (f *lakeFiles) information(rel *schema.Relation) (*engine.FileSet, error) {
	snapshot, ok := rel.Origin.(*catalog.Snapshot)
	if !ok {
		return nil, fmt.Errorf("there is no table %s", rel.Source)
	}
	table, each := snapshot.Information(rel.Source)
	if table == nil {
		return nil, fmt.Errorf("there is no table %s", rel.Source)
	}
	return f.made(table.Name, table, func(b *rows.Batch, added func() error) error {
		return each(func(values ...any) error {
			b.Begin()
			for i, v := range values {
				switch v := v.(type) {
				case string:
					put(b, table.Columns[i].Name, v)
				case int64:
					b.SetInt(b.Leaf(table.Columns[i].Name), v)
				}
			}
			return added()
		})
	})
}

// noSnapshot words the want of a snapshot as Trino does.
func noSnapshot(rel *schema.Relation) error {
	name := rel.Schema + "." + rel.Name
	if rel.AsOf.Time.IsZero() {
		return &engine.Error{Code: "INVALID_ARGUMENTS", Message: fmt.Sprintf("Iceberg snapshot ID does not exists: %d (it never was, or has expired)", rel.AsOf.Snapshot)}
	}
	return &engine.Error{Code: "INVALID_ARGUMENTS", Message: fmt.Sprintf("No version history table %s at or before %s (there was none yet, or it has expired)", name, rel.AsOf.Time.UTC().Format("2006-01-02T15:04:05.999Z"))}
}

// writeRows writes the rows that fill adds to a batch, some at a time: fill calls added after each.
func writeRows(out io.Writer, table *schema.Table, fill func(b *rows.Batch, added func() error) error) (datafile.Stats, error) {
	layout := rows.NewLayout(table)
	b := rows.NewBatch(layout, 1024)
	w := datafile.NewWriter(layout)
	w.Reset(out)
	var order []int32
	flush := func() error {
		order = order[:0]
		for i := range b.N {
			order = append(order, int32(i))
		}
		err := w.WriteRowGroup(b, order)
		b.Reset()
		return err
	}
	err := fill(b, func() error {
		if b.N < 50_000 && b.Bytes() < 32<<20 {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return datafile.Stats{}, err
	}
	return w.Close()
}

func (f *lakeFiles) quarantine(ctx context.Context, b *rows.Batch, added func() error) error {
	return f.d.state.Quarantine(ctx, "", false, func(e state.QuarantineEntry) error {
		b.Begin()
		for name, v := range map[string]string{
			"id": e.ID, "store": e.Store, "object": e.Object.URI, "version": e.Object.Version, "etag": e.Object.ETag,
			"kind": e.Kind, "reason": e.Reason, "event_id": e.EventID, "raw": strings.ToValidUTF8(string(e.Raw), "�"),
		} {
			put(b, name, v)
		}
		b.SetInt(b.Leaf("record"), e.Record)
		b.SetInt(b.Leaf("byte_offset"), e.Offset)
		b.SetInt(b.Leaf("time"), e.Time.UnixMicro())
		return added()
	})
}

func (f *lakeFiles) objects(ctx context.Context, b *rows.Batch, added func() error) error {
	return f.d.state.Objects(ctx, func(o state.LedgerObject) error {
		b.Begin()
		for name, v := range map[string]string{
			"store": o.Store, "object": o.Object.URI, "version": o.Object.Version, "etag": o.Object.ETag, "sha256": o.SHA256, "kind": o.Kind,
		} {
			put(b, name, v)
		}
		for name, v := range map[string]int64{
			"bytes": o.Object.Size, "records": o.Records, "events": o.Events, "duplicates": o.Duplicates, "quarantined": o.Quarantined,
			"imported": o.Imported.UnixMicro(),
		} {
			b.SetInt(b.Leaf(name), v)
		}
		return added()
	})
}

// put sets a text column; an empty text is NULL.
func put(b *rows.Batch, column, v string) {
	if v != "" {
		b.SetString(b.Leaf(column), []byte(v))
	}
}

// tidyTemp removes the tables that a killed process left in the folder for temporary files.
func (d *dataDir) tidyTemp() {
	dir := filepath.Join(d.dir, "tmp")
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && !e.IsDir() && strings.HasSuffix(e.Name(), ".parquet") && time.Since(info.ModTime()) > 24*time.Hour {
			os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}
