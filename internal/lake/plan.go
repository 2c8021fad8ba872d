package lake

import (
	"context"
	"sync"

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
	// Release is to be called when the files have been read.
	Release func()

	table *Table
	sizes map[string]int64 // of Paths

	mu      sync.Mutex
	fetched Fetched
}

// Plan returns the files of the current snapshot that may hold rows meeting the predicates. The event time's bounds and
// partition leave files out; other predicates are for the reader.
func (t *Table) Plan(ctx context.Context, where []schema.Predicate) (*Plan, error) {
	// The lease comes first: what the snapshot read after it holds cannot be swept.
	release, err := t.lake.Hold()
	if err != nil {
		return nil, err
	}
	files, total, err := t.files(ctx, where)
	if err != nil {
		release()
		return nil, err
	}
	p := &Plan{Total: total, Uniform: len(t.ice.Metadata().Schemas()) == 1, Release: release, table: t, sizes: map[string]int64{}}
	for _, f := range files {
		p.Paths = append(p.Paths, f.path)
		p.sizes[f.path] = f.bytes
		p.Rows += f.rows
		p.Bytes += f.bytes
	}
	return p, nil
}

// Days counts the rows and files of each day.
func (t *Table) Days(ctx context.Context) (map[int32]DayCount, error) {
	files, _, err := t.files(ctx, nil)
	if err != nil {
		return nil, err
	}
	out := map[int32]DayCount{}
	for _, f := range files {
		c := out[f.day]
		c.Rows += f.rows
		c.Files = append(c.Files, f.path)
		c.Bytes += f.bytes
		out[f.day] = c
	}
	return out, nil
}

// DayCount is what one day of a table holds.
type DayCount struct {
	Rows, Bytes int64
	Files       []string
}
