package duckdb

import (
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/engine"
	"tarn/internal/schema"
)

// sought are values that a row must have one of in a column with bloom filters.
type sought struct {
	path   []string
	values []parquet.Value
}

// soughtIn picks the predicates that bloom filters can answer. DuckDB asks the filters itself only for a single value in a flat
// column, and opens one file after another for it.
func soughtIn(t *schema.Table, where []schema.Predicate) []sought {
	var out []sought
	for _, p := range where {
		path := strings.Split(p.Column, ".")
		if p.Op != schema.In && p.Op != schema.Eq || !searched(t.Columns, path) {
			continue
		}
		s := sought{path: path}
		for _, v := range p.Values {
			if text, ok := v.(string); ok {
				s.values = append(s.values, parquet.ByteArrayValue([]byte(text)))
			}
		}
		if len(s.values) == len(p.Values) {
			out = append(out, s)
		}
	}
	return out
}

func searched(columns []schema.Stored, path []string) bool {
	for _, c := range columns {
		if c.Name != path[0] {
			continue
		}
		if len(path) == 1 {
			return c.Search && c.Kind == schema.Varchar
		}
		return c.Kind == schema.Row && searched(c.Members, path[1:])
	}
	return false
}

// sift leaves out the files whose bloom filters say that no row has what is sought. A file that cannot be read stays: DuckDB
// will say so.
func sift(files *engine.FileSet, where []schema.Predicate) {
	wanted := soughtIn(files.Table, where)
	if len(wanted) == 0 {
		return
	}
	out := make([]bool, len(files.Paths))
	var next atomic.Int64
	var rows, bytes atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files.Paths)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(files.Paths); i = int(next.Add(1)) - 1 {
				if n, size, absent := lacks(files.Paths[i], wanted); absent {
					out[i] = true
					rows.Add(n)
					bytes.Add(size)
				}
			}
		})
	}
	workers.Wait()
	kept := make([]string, 0, len(files.Paths))
	for i, path := range files.Paths {
		if !out[i] {
			kept = append(kept, path)
		}
	}
	files.Paths = kept
	files.Rows -= rows.Load()
	files.Bytes -= bytes.Load()
}

// lacks reports whether a file has, for some of what is sought, none of the values in any row group.
func lacks(path string, wanted []sought) (rows, size int64, absent bool) {
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, 0, false
	}
	pq, err := parquet.OpenFile(f, info.Size(), parquet.SkipPageIndex(true), parquet.OptimisticRead(true))
	if err != nil {
		return 0, 0, false
	}
	for _, s := range wanted {
		if leaf := leafOf(pq.Root(), s.path); leaf >= 0 && absentIn(pq, leaf, s.values) {
			return pq.NumRows(), info.Size(), true
		}
	}
	return 0, 0, false
}

func leafOf(c *parquet.Column, path []string) int {
	for _, name := range path {
		if c = c.Column(name); c == nil {
			return -1
		}
	}
	if !c.Leaf() {
		return -1
	}
	return c.Index()
}

func absentIn(pq *parquet.File, leaf int, values []parquet.Value) bool {
	for _, g := range pq.RowGroups() {
		filter := g.ColumnChunks()[leaf].BloomFilter()
		if filter == nil {
			return false
		}
		for _, v := range values {
			if found, err := filter.Check(v); err != nil || found {
				return false
			}
		}
	}
	return true
}
