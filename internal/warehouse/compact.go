package warehouse

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/lake"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
)

// Compact puts the small files of each partition of an Iceberg table together, where a partition has at least least of them and may have rows that
// meet the conditions. Each new file is a snapshot of its own. Files that a statement replaces meanwhile are left to it, and so are all where it changes the columns.
func (w *Warehouse) Compact(ctx context.Context, t catalog.Table, least int, where []schema.Predicate) (done lake.Compacted, err error) {
	m, err := w.made(ctx, t)
	if err != nil {
		return done, err
	}
	rel, err := t.Relation()
	if err != nil {
		return done, err
	}
	if !m.Has(shown(rel)) { // the rows would be without what the data catalog does not name
		return done, w.others(ctx, t)
	}
	groups, release, err := m.Small(ctx, least, wanted(m, where))
	if err != nil {
		return done, err
	}
	defer release()
	partitions := map[string]bool{}
	for _, g := range groups {
		by, err := w.together(ctx, m, t, g)
		if err == nil {
			err = m.Replace(ctx, g, by)
		}
		if errors.Is(err, lake.ErrReplaced) || errors.Is(err, errOthers) {
			os.Remove(by.Path) // after any other error it may be the table's: a commit that gives one may have come to pass
			continue
		}
		if err != nil {
			return done, fmt.Errorf("table %s.%s: %w", t.Database, t.Name, err)
		}
		partitions[fmt.Sprint(g.Partition)] = true
		done.FilesBefore += len(g.Paths)
		done.FilesAfter++
		done.Rows += g.Rows
		done.BytesBefore += g.Bytes
		done.BytesAfter += by.Bytes
	}
	done.Days = len(partitions)
	return done, nil
}

// some are those files of a table that a compaction reads.
type some struct {
	table catalog.Table
	files lake.SmallFiles
}

// together writes the rows of several files into one.
func (w *Warehouse) together(ctx context.Context, m *lake.Made, t catalog.Table, g lake.SmallFiles) (f lake.MadeFile, err error) {
	q, names, err := rowsOf(t, g)
	if err != nil {
		return f, err
	}
	dir, err := os.MkdirTemp(w.Temp, "write-")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(dir)
	o := engine.WriteOptions{Dir: filepath.Join(dir, "rows"), Names: names, Compression: compression(t), Iceberg: &engine.Iceberg{IDs: m.FieldIDs()}}
	if err := os.Mkdir(o.Dir, 0o700); err != nil {
		return f, err
	}
	files, _, err := w.Engine.Write(ctx, q, o, func() {})
	if err != nil {
		return f, err
	}
	if len(files) != 1 {
		return f, fmt.Errorf("compacting: %d files were written where one was wanted", len(files))
	}
	f = lake.MadeFile{Rows: files[0].Rows, Bytes: files[0].Bytes, Partition: g.Partition}
	f.Path, err = m.Take(ctx, files[0].Path)
	return f, err
}

// rowsOf is the query for all rows of some files of a table.
func rowsOf(t catalog.Table, files lake.SmallFiles) (q *analyze.Query, names []string, err error) {
	rel, err := t.Relation()
	if err != nil {
		return nil, nil, err
	}
	rel.Origin = some{t, files}
	quoted := []string{}
	for _, c := range rel.Columns {
		if !c.Hidden {
			names, quoted = append(names, c.Name), append(quoted, functions.Quote(c.Name))
		}
	}
	q, err = allRows(rel, quoted)
	return q, names, err
}

// oneRelation is a catalog in which every name is one relation's.
type oneRelation struct{ rel *schema.Relation }

func (o oneRelation) Lookup([]string) (*schema.Relation, error) { return o.rel, nil }
func (o oneRelation) Names() []string                           { return nil }

// planSome is Plan for files that are named.
func (w *Warehouse) planSome(ctx context.Context, s some, rel *schema.Relation, columns []string) (*engine.FileSet, error) {
	m, err := w.made(ctx, s.table)
	if err != nil {
		return nil, err
	}
	p, err := m.PlanSmall(s.files)
	if err != nil {
		return nil, err
	}
	return w.fileSet(ctx, m, p, rel, columns)
}
