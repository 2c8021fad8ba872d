package lake

import (
	"context"
	"fmt"
	"time"

	"github.com/apache/iceberg-go"
	"github.com/apache/iceberg-go/table"

	"tarn/internal/schema"
)

// Plan is the list of data files that a statement reads, held on disk until Release.
type Plan struct {
	Paths []string
	// Rows and Bytes count what Paths hold; Total is the number of files in the table.
	Rows, Bytes int64
	Total       int
	// Uniform says that every file was written with all of the table's columns.
	Uniform bool
	Release func()
}

// Plan returns the files of the current snapshot that may hold rows meeting the predicates. The event time's bounds and
// partition leave files out; other predicates are for the reader.
func (t *Table) Plan(ctx context.Context, where []schema.Predicate) (*Plan, error) {
	// The lease comes first: what the snapshot read after it holds cannot be swept.
	release, err := t.lake.Hold()
	if err != nil {
		return nil, err
	}
	tasks, total, err := t.tasks(ctx, where)
	if err != nil {
		release()
		return nil, err
	}
	p := &Plan{Total: total, Uniform: len(t.ice.Metadata().Schemas()) == 1, Release: release}
	for _, f := range tasks {
		p.Paths = append(p.Paths, localPath(f.FilePath()))
		p.Rows += f.Count()
		p.Bytes += f.FileSizeBytes()
	}
	return p, nil
}

func (t *Table) tasks(ctx context.Context, where []schema.Predicate) ([]iceberg.DataFile, int, error) {
	if err := t.Refresh(ctx); err != nil {
		return nil, 0, err
	}
	snapshot := t.ice.CurrentSnapshot()
	if snapshot == nil {
		return nil, 0, nil
	}
	total := 0
	if snapshot.Summary != nil {
		fmt.Sscan(snapshot.Summary.Properties["total-data-files"], &total)
	}
	var opts []table.ScanOption
	if filter := t.timeFilter(where); filter != nil {
		opts = append(opts, table.WithRowFilter(filter))
	}
	planned, err := t.ice.Scan(opts...).PlanFiles(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("planning table %s: %w", t.name, err)
	}
	files := make([]iceberg.DataFile, len(planned))
	for i, task := range planned {
		files[i] = task.File
	}
	return files, total, nil
}

// timeFilter turns the predicates on event time into Iceberg's terms.
func (t *Table) timeFilter(where []schema.Predicate) iceberg.BooleanExpression {
	var filter iceberg.BooleanExpression
	add := func(e iceberg.BooleanExpression) {
		if filter == nil {
			filter = e
			return
		}
		filter = iceberg.NewAnd(filter, e)
	}
	ref := iceberg.Reference(t.kind.Time)
	for _, p := range where {
		if p.Column != t.kind.Time || len(p.Values) == 0 {
			continue
		}
		var at []iceberg.Timestamp
		for _, v := range p.Values {
			if tm, ok := v.(time.Time); ok {
				at = append(at, iceberg.Timestamp(tm.UnixMicro()))
			}
		}
		if len(at) != len(p.Values) {
			continue
		}
		switch p.Op {
		case schema.Eq:
			add(iceberg.EqualTo(ref, at[0]))
		case schema.In:
			add(iceberg.IsIn(ref, at...))
		case schema.Lt:
			add(iceberg.LessThan(ref, at[0]))
		case schema.Le:
			add(iceberg.LessThanEqual(ref, at[0]))
		case schema.Gt:
			add(iceberg.GreaterThan(ref, at[0]))
		case schema.Ge:
			add(iceberg.GreaterThanEqual(ref, at[0]))
		}
	}
	return filter
}

// Days counts the rows and files of each day.
func (t *Table) Days(ctx context.Context) (map[int32]DayCount, error) {
	files, _, err := t.tasks(ctx, nil)
	if err != nil {
		return nil, err
	}
	out := map[int32]DayCount{}
	for _, f := range files {
		day := partitionDay(f)
		c := out[day]
		c.Rows += f.Count()
		c.Files = append(c.Files, localPath(f.FilePath()))
		c.Bytes += f.FileSizeBytes()
		out[day] = c
	}
	return out, nil
}

// DayCount is what one day of a table holds.
type DayCount struct {
	Rows, Bytes int64
	Files       []string
}

func partitionDay(f iceberg.DataFile) int32 {
	for _, v := range f.Partition() {
		switch v := v.(type) {
		case iceberg.Date:
			return int32(v)
		case int32:
			return v
		case int:
			return int32(v)
		}
	}
	return 0
}
