package lake

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/apache/iceberg-go"
)

// SmallFiles are small files of one partition that belong into one.
type SmallFiles struct {
	Partition   []any
	Paths       []string
	Rows, Bytes int64

	sizes map[string]int64
	// columns is the ID of the schema that the table had.
	columns int
}

// PlanSmall is the plan of a statement that reads such files.
func (m *Made) PlanSmall(g SmallFiles) (*MadePlan, error) {
	release, err := m.lake.Hold()
	if err != nil {
		return nil, err
	}
	return &MadePlan{Plan: Plan{Paths: g.Paths, Rows: g.Rows, Bytes: g.Bytes, Total: len(g.Paths), Release: release, table: m.Table, sizes: g.sizes}}, nil
}

// Small lists what is to be put together: the small files of each partition that has at least least of them and that wanted takes, as many as make
// one good file. They stay on disk until release is called.
func (m *Made) Small(ctx context.Context, least int, wanted func(partition []any) bool) (groups []SmallFiles, release func(), err error) {
	release, err = m.lake.Hold()
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			release()
		}
	}()
	if err = m.Refresh(ctx); err != nil {
		return nil, nil, err
	}
	var order []string
	of := map[string][]iceberg.DataFile{}
	err = m.each(ctx, m.ice.CurrentSnapshot(), func(d iceberg.DataFile) error {
		if d.Count() >= compactRows/2 || d.FileSizeBytes() >= compactBytes/2 || !wanted(m.partition(d)) {
			return nil
		}
		name := partitionKey(m.partition(d))
		if of[name] == nil {
			order = append(order, name)
		}
		of[name] = append(of[name], d)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	slices.Sort(order)
	for _, name := range order {
		if len(of[name]) >= least {
			groups = append(groups, m.together(of[name])...)
		}
	}
	return groups, release, nil
}

// together makes groups of a partition's small files, the smallest first.
func (m *Made) together(files []iceberg.DataFile) (groups []SmallFiles) {
	slices.SortFunc(files, func(a, b iceberg.DataFile) int {
		return cmp.Or(cmp.Compare(a.FileSizeBytes(), b.FileSizeBytes()), cmp.Compare(a.FilePath(), b.FilePath()))
	})
	g := SmallFiles{Partition: m.partition(files[0]), sizes: map[string]int64{}, columns: m.ice.Schema().ID}
	end := func() {
		if len(g.Paths) > 1 {
			groups = append(groups, g)
		}
		g = SmallFiles{Partition: g.Partition, sizes: map[string]int64{}, columns: g.columns}
	}
	for _, f := range files {
		path := m.lake.path(f.FilePath())
		g.Paths = append(g.Paths, path)
		g.sizes[path] = f.FileSizeBytes()
		g.Rows += f.Count()
		g.Bytes += f.FileSizeBytes()
		if g.Rows >= compactRows || g.Bytes >= compactBytes {
			end()
		}
	}
	end()
	return groups
}

// Replace puts a file in the place of small ones that have its rows, in one snapshot. It fails with ErrReplaced where a statement replaced
// one of them meanwhile, or changed the table's columns.
func (m *Made) Replace(ctx context.Context, small SmallFiles, by MadeFile) error {
	if by.Rows != small.Rows {
		return fmt.Errorf("compacting table %s: %d rows were read where the table counts %d; nothing was changed, run tarn verify", m.name, by.Rows, small.Rows)
	}
	unlock, err := m.lake.lockCommits(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := m.Refresh(ctx); err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, path := range small.Paths {
		wanted[path] = true
	}
	var removed []iceberg.DataFile
	err = m.each(ctx, m.ice.CurrentSnapshot(), func(d iceberg.DataFile) error {
		if wanted[m.lake.path(d.FilePath())] {
			removed = append(removed, d)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(removed) != len(wanted) || m.ice.Schema().ID != small.columns {
		return fmt.Errorf("table %s: %w", m.name, ErrReplaced)
	}
	added, err := m.added([]MadeFile{by})
	if err != nil {
		return err
	}
	return m.exchange(ctx, "", removed, added)
}
