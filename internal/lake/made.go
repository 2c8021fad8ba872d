package lake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/apache/iceberg-go"
	"github.com/apache/iceberg-go/catalog"
	"github.com/apache/iceberg-go/table"
	"github.com/google/uuid"

	"tarn/internal/disk"
	"tarn/internal/schema"
)

// MadePrefix begins the names of the tables that statements make.
const MadePrefix = "made_"

// Made is a table whose columns a statement gave. Its data files are Parquet with the table's field IDs, each of one partition.
type Made struct {
	*Table
	past *past
}

// past is a moment of a table's history.
type past struct {
	at      schema.AsOf
	columns *iceberg.Schema
}

// Past is the table as it was: its plans have the files of then, and its columns are those of then. It is for reading alone.
func (m *Made) Past(ctx context.Context, at schema.AsOf) (*Made, error) {
	if err := m.Refresh(ctx); err != nil {
		return nil, err
	}
	snapshot := m.snapshotAt(at)
	if snapshot == nil {
		return nil, ErrNoSnapshot
	}
	p := &past{at, m.ice.Schema()}
	for _, s := range m.ice.Metadata().Schemas() {
		if snapshot.SchemaID != nil && s.ID == *snapshot.SchemaID {
			p.columns = s
		}
	}
	return &Made{m.Table, p}, nil
}

// columns are the table's, of the moment that it is read as of.
func (m *Made) columns() *iceberg.Schema {
	if m.past != nil {
		return m.past.columns
	}
	return m.ice.Schema()
}

// MadeFile is a data file that was written for a Made, and is no part of it yet.
type MadeFile struct {
	Path        string
	Rows, Bytes int64
	// Partition has the value of each of the table's partition columns: a string, int32, int64 or iceberg's Date; nil for NULL.
	Partition []any
}

// CreateMade makes a table of columns, in a partition for each value of the terms of by, as schema.ParseTerm reads them.
func (l *Lake) CreateMade(ctx context.Context, name string, columns []schema.Column, by []string) (*Made, error) {
	fields, err := madeFields(columns)
	if err != nil {
		return nil, err
	}
	s := iceberg.NewSchema(0, fields...)
	var parts []iceberg.PartitionField
	for i, text := range by {
		field, err := partitionField(s, text)
		if err != nil {
			return nil, err
		}
		field.FieldID = 1000 + i
		parts = append(parts, field)
	}
	spec := iceberg.NewPartitionSpec(parts...)
	unlock, err := l.lockCommits(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	ice, err := l.cat.CreateTable(ctx, ident(name), s, catalog.WithLocation(l.newLocation(name)), catalog.WithPartitionSpec(&spec),
		catalog.WithProperties(iceberg.Properties{
			"format-version":                          "2",
			table.ManifestMergeEnabledKey:             "true",
			table.ManifestMinMergeCountKey:            "30",
			"write.metadata.previous-versions-max":    "20",
			table.MetadataDeleteAfterCommitEnabledKey: "true",
		}))
	if err != nil {
		return nil, fmt.Errorf("creating table %s: %w", name, err)
	}
	return l.made(name, ice), nil
}

func madeFields(columns []schema.Column) ([]iceberg.NestedField, error) {
	next := len(columns)
	fields := make([]iceberg.NestedField, len(columns))
	for i, c := range columns {
		t, err := madeType(c.Type, &next)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", c.Name, err)
		}
		fields[i] = iceberg.NestedField{ID: i + 1, Name: c.Name, Type: t, Doc: c.Doc}
	}
	return fields, nil
}

// Made loads a table that a statement made; ErrNoTable where there is none.
func (l *Lake) Made(ctx context.Context, name string) (*Made, error) {
	ice, err := l.cat.LoadTable(ctx, ident(name))
	if errors.Is(err, catalog.ErrNoSuchTable) {
		return nil, fmt.Errorf("%w: %s", ErrNoTable, name)
	}
	if err != nil {
		return nil, fmt.Errorf("loading table %s: %w", name, err)
	}
	return l.made(name, ice), nil
}

func (l *Lake) made(name string, ice *table.Table) *Made {
	return &Made{Table: &Table{lake: l, name: name, kind: &schema.Table{Name: name}, ice: ice}}
}

// madeType is the Iceberg type of a column, and gives its parts field IDs after next. It fails as Trino does for types that Iceberg has not:
// https://trino.io/docs/current/connector/iceberg.html#trino-to-iceberg-type-mapping.
func madeType(t schema.Type, next *int) (iceberg.Type, error) {
	id := func() int { *next++; return *next }
	switch t.Kind {
	case schema.Array:
		n := id()
		e, err := madeType(*t.Elem, next)
		return &iceberg.ListType{ElementID: n, Element: e}, err
	case schema.Map:
		k, v := id(), id()
		key, err := madeType(*t.Key, next)
		if err != nil {
			return nil, err
		}
		value, err := madeType(*t.Elem, next)
		return &iceberg.MapType{KeyID: k, KeyType: key, ValueID: v, ValueType: value}, err
	case schema.Row:
		s := &iceberg.StructType{}
		for _, f := range t.Fields {
			if f.Name == "" {
				return nil, &UnsupportedType{"Row type field does not have a name: " + t.Display()}
			}
			s.FieldList = append(s.FieldList, iceberg.NestedField{ID: id(), Name: f.Name})
		}
		for i, f := range t.Fields {
			var err error
			if s.FieldList[i].Type, err = madeType(f.Type, next); err != nil {
				return nil, err
			}
		}
		return s, nil
	case schema.Decimal:
		return iceberg.DecimalTypeOf(t.Precision, t.Scale), nil
	}
	if p, ok := primitives[t.Kind]; ok {
		return p, nil
	}
	return nil, &UnsupportedType{"Type not supported for Iceberg: " + t.Display()}
}

var primitives = map[schema.Kind]iceberg.Type{
	schema.Boolean: iceberg.PrimitiveTypes.Bool, schema.Integer: iceberg.PrimitiveTypes.Int32, schema.Bigint: iceberg.PrimitiveTypes.Int64,
	schema.Real: iceberg.PrimitiveTypes.Float32, schema.Double: iceberg.PrimitiveTypes.Float64, schema.Varchar: iceberg.PrimitiveTypes.String,
	schema.Varbinary: iceberg.PrimitiveTypes.Binary, schema.Date: iceberg.PrimitiveTypes.Date, schema.Timestamp: iceberg.PrimitiveTypes.Timestamp,
}

// UnsupportedType says that Iceberg has no such type.
type UnsupportedType struct{ words string }

func (u *UnsupportedType) Error() string { return u.words }

// Has reports whether the table's columns are these, in this order: by their names and types.
func (m *Made) Has(columns []schema.Column) bool {
	fields, err := madeFields(columns)
	return err == nil && sameFields(fields, m.ice.Schema().Fields())
}

// sameFields compares names and types; IDs are the table's own.
func sameFields(a, b []iceberg.NestedField) bool {
	return slices.EqualFunc(a, b, func(a, b iceberg.NestedField) bool { return a.Name == b.Name && sameType(a.Type, b.Type) })
}

func sameType(a, b iceberg.Type) bool {
	switch a := a.(type) {
	case *iceberg.StructType:
		b, ok := b.(*iceberg.StructType)
		return ok && sameFields(a.FieldList, b.FieldList)
	case *iceberg.ListType:
		b, ok := b.(*iceberg.ListType)
		return ok && sameType(a.Element, b.Element)
	case *iceberg.MapType:
		b, ok := b.(*iceberg.MapType)
		return ok && sameType(a.KeyType, b.KeyType) && sameType(a.ValueType, b.ValueType)
	}
	return a.Equals(b)
}

// FieldIDs are those of the table's columns.
func (m *Made) FieldIDs() []schema.FieldID { return fieldIDs(m.ice.Schema().Fields()) }

func fieldIDs(fields []iceberg.NestedField) []schema.FieldID {
	out := make([]schema.FieldID, len(fields))
	for i, f := range fields {
		out[i].ID = f.ID
		switch t := f.Type.(type) {
		case *iceberg.StructType:
			out[i].Parts = fieldIDs(t.FieldList)
		case *iceberg.ListType:
			out[i].Parts = fieldIDs([]iceberg.NestedField{t.ElementField()})
		case *iceberg.MapType:
			out[i].Parts = fieldIDs([]iceberg.NestedField{t.KeyField(), t.ValueField()})
		}
	}
	return out
}

// Partitioning names the fields of the table's partitions: a column's name where they are by the column as it is.
func (m *Made) Partitioning() (names []string) {
	for _, t := range m.Terms() {
		names = append(names, t.Name())
	}
	return names
}

// Take moves a file that a statement wrote to the table's own, synced. It belongs to no snapshot until it is committed. Its name ends in its
// SHA-256, for Verify.
func (m *Made) Take(ctx context.Context, path string) (string, error) {
	sum, _, err := hashFile(path)
	if err != nil {
		return "", err
	}
	to := filepath.Join(m.dir(), "data", uuid.NewString()+"-"+sum+".parquet")
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return "", err
	}
	if err := os.Rename(path, to); err != nil {
		return "", err
	}
	if err := m.put(ctx, to, f); err != nil {
		os.Remove(to)
		return "", err
	}
	return to, disk.SyncFolder(filepath.Dir(to))
}

// Overwrite makes files part of the table, and takes those of the partitions that gone wants out, in one snapshot that names the run. It is
// all or nothing. A run that the table's snapshots name already is not done again; one that changes nothing makes no snapshot.
func (m *Made) Overwrite(ctx context.Context, run string, add []MadeFile, gone func(partition []any) bool) error {
	unlock, err := m.lake.lockCommits(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := m.Refresh(ctx); err != nil {
		return err
	}
	if run != "" && m.Committed()[run] {
		return nil
	}
	added, err := m.added(add)
	if err != nil {
		return err
	}
	var removed []iceberg.DataFile
	if gone != nil {
		err := m.each(ctx, m.ice.CurrentSnapshot(), func(d iceberg.DataFile) error {
			if gone(m.partition(d)) {
				removed = append(removed, d)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if len(added)+len(removed) == 0 {
		return nil
	}
	return m.exchange(ctx, run, removed, added)
}

// exchange takes files out and puts others in, in one snapshot that names the run. The caller holds the lake's lock.
func (m *Made) exchange(ctx context.Context, run string, removed, added []iceberg.DataFile) (err error) {
	props := iceberg.Properties{}
	if run != "" {
		props[batchProperty] = run
	}
	tx := m.ice.NewTransaction()
	if len(removed) == 0 {
		err = tx.AddDataFiles(ctx, added, props)
	} else {
		err = tx.ReplaceDataFilesWithDataFiles(ctx, removed, added, props)
	}
	if err != nil {
		return fmt.Errorf("committing to table %s: %w", m.name, err)
	}
	ice, err := tx.Commit(ctx)
	if err != nil {
		return fmt.Errorf("committing to table %s: %w", m.name, err)
	}
	m.ice = ice
	m.lake.commits.Add(1)
	return nil
}

// added describes files that a commit puts in.
func (m *Made) added(add []MadeFile) (out []iceberg.DataFile, err error) {
	for _, f := range add {
		d, err := m.describe(f)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
		// A sweep may have found it before it was committed. From now on it is needed.
		if err := os.Remove(m.mark(f.Path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return out, nil
}

func (m *Made) describe(f MadeFile) (iceberg.DataFile, error) {
	spec := m.ice.Spec()
	values, dates := map[int]any{}, map[int]string{}
	for i, v := range f.Partition {
		id := spec.Field(i).FieldID
		values[id] = v
		if _, ok := v.(iceberg.Date); ok {
			dates[id] = "date"
		}
	}
	b, err := iceberg.NewDataFileBuilder(spec, iceberg.EntryContentData, m.locate(f.Path), iceberg.ParquetFile, values, dates, nil, f.Rows, f.Bytes)
	if err != nil {
		return nil, fmt.Errorf("describing data file %s: %w", f.Path, err)
	}
	return b.Build(), nil
}

// partition gives a file's values of the partition columns, as MadeFile has them.
func (m *Made) partition(d iceberg.DataFile) []any {
	spec := m.ice.Spec()
	out := make([]any, spec.NumFields())
	for i := range out {
		out[i] = d.Partition()[spec.Field(i).FieldID]
		if n, ok := out[i].(int32); ok {
			if f, found := m.ice.Schema().FindFieldByID(spec.Field(i).SourceIDs[0]); found && spec.Field(i).Transform.ResultType(f.Type).Equals(iceberg.PrimitiveTypes.Date) {
				out[i] = iceberg.Date(n)
			}
		}
	}
	return out
}

// partitionKey tells a table's partitions apart by their values: texts are quoted.
func partitionKey(values []any) string { return fmt.Sprintf("%#v", values) }

// each calls f for the data files of a snapshot.
func (m *Made) each(ctx context.Context, snapshot *table.Snapshot, f func(iceberg.DataFile) error) error {
	if snapshot == nil {
		return nil
	}
	io, err := m.ice.FS(ctx)
	if err != nil {
		return err
	}
	manifests, err := snapshot.Manifests(io)
	if err != nil {
		return fmt.Errorf("reading the manifests of table %s: %w", m.name, err)
	}
	for _, manifest := range manifests {
		if manifest.ManifestContent() != iceberg.ManifestContentData {
			continue
		}
		for e, err := range manifest.Entries(io, true) {
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				err = f(e.DataFile())
			}
			if err != nil {
				return fmt.Errorf("reading the manifests of table %s: %w", m.name, err)
			}
		}
	}
	return nil
}

// MadePlan is the list of a table's data files that a statement reads, held on disk until Release.
type MadePlan struct {
	Plan
	// Partitions counts the partitions of the files; Of the table's.
	Partitions, Of int
}

// PlanMade returns the files of partitions that wanted takes; nil takes all.
func (m *Made) PlanMade(ctx context.Context, wanted func(partition []any) bool) (*MadePlan, error) {
	release, err := m.lake.Hold()
	if err != nil {
		return nil, err
	}
	p := &MadePlan{Plan: Plan{Release: release, table: m.Table, sizes: map[string]int64{}}}
	if err := m.plan(ctx, p, wanted); err != nil {
		release()
		return nil, err
	}
	return p, nil
}

func (m *Made) plan(ctx context.Context, p *MadePlan, wanted func(partition []any) bool) error {
	if err := m.Refresh(ctx); err != nil {
		return err
	}
	snapshot := m.ice.CurrentSnapshot()
	if m.past != nil {
		if snapshot = m.snapshotAt(m.past.at); snapshot == nil {
			return ErrNoSnapshot
		}
	}
	all, read := map[string]bool{}, map[string]bool{}
	err := m.each(ctx, snapshot, func(d iceberg.DataFile) error {
		values := m.partition(d)
		name := partitionKey(values)
		all[name] = true
		p.Total++
		if wanted != nil && !wanted(values) {
			return nil
		}
		read[name] = true
		path := m.lake.path(d.FilePath())
		p.Paths = append(p.Paths, path)
		p.sizes[path] = d.FileSizeBytes()
		p.Rows += d.Count()
		p.Bytes += d.FileSizeBytes()
		return nil
	})
	p.Partitions, p.Of = len(read), len(all)
	return err
}

// SweepMade drops the tables that known does not know: those that statements began to make, and those that were dropped from their database. They
// stay for a day from the sweep on that finds them first, and as long as a query may read them that began before.
func (l *Lake) SweepMade(ctx context.Context, known func(name string) bool, now time.Time) error {
	names, err := l.Tables(ctx)
	if err != nil {
		return err
	}
	// Folders that have no table any more are of a drop that failed half way.
	folders, err := os.ReadDir(l.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, f := range folders {
		if f.IsDir() && !slices.Contains(names, f.Name()) {
			names = append(names, f.Name())
		}
	}
	oldest, held, err := l.oldestLease()
	if err != nil {
		return err
	}
	for _, name := range names {
		if !strings.HasPrefix(name, MadePrefix) || known(name) {
			continue
		}
		dir := filepath.Join(l.dir, name)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
		since, err := unneededSince(filepath.Join(dir, "dropped"), now) // a table that is known again has it swept as any other file
		if err != nil {
			return err
		}
		if now.Sub(since) < 24*time.Hour || held && !oldest.After(since) {
			continue
		}
		if err := l.DropTable(ctx, name); err != nil {
			return err
		}
	}
	return nil
}
