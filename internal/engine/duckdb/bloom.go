package duckdb

import (
	"context"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/parquet-go/parquet-go/bloom"

	"tarn/internal/engine"
	"tarn/internal/schema"
)

// sieve asks data files' bloom filters, and keeps their footers.
type sieve struct{ footers *lru.Cache[string, *footer] }

// sieveFiles is the number of files whose footers are kept, some kilobytes each.
const sieveFiles = 4096

func newSieve() *sieve {
	footers, err := lru.New[string, *footer](sieveFiles)
	if err != nil {
		panic(err) // the size is a constant
	}
	return &sieve{footers}
}

// sought are values, by their hashes, that a row must have one of in a column with bloom filters.
type sought struct {
	path   string
	hashes []uint64
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
		s := sought{path: p.Column}
		for _, v := range p.Values {
			if text, ok := v.(string); ok {
				s.hashes = append(s.hashes, bloom.XXH64{}.Sum64([]byte(text)))
			}
		}
		if len(s.hashes) == len(p.Values) {
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
func (s *sieve) sift(ctx context.Context, files *engine.FileSet, where []schema.Predicate) {
	wanted := soughtIn(files.Table, where)
	if len(wanted) == 0 {
		return
	}
	out := make([]bool, len(files.Paths))
	var next atomic.Int64
	var rows, bytes atomic.Int64
	var workers sync.WaitGroup
	at := runtime.GOMAXPROCS(0)
	if files.Remote != nil {
		at = max(at, remoteAtOnce)
	}
	for range min(at, len(files.Paths)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(files.Paths); i = int(next.Add(1)) - 1 {
				if n, size, absent := s.lacks(ctx, files, files.Paths[i], wanted); absent {
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
func (s *sieve) lacks(ctx context.Context, files *engine.FileSet, path string, wanted []sought) (rows, size int64, absent bool) {
	f, size, done, err := open(ctx, files, path)
	if err != nil {
		return 0, 0, false
	}
	defer done()
	foot, err := s.footer(f, path, size)
	if err != nil {
		return 0, 0, false
	}
	for _, w := range wanted {
		if absentIn(f, foot, w) {
			return foot.rows, foot.size, true
		}
	}
	return 0, 0, false
}

// footer is a file's, read once.
func (s *sieve) footer(f io.ReaderAt, path string, size int64) (*footer, error) {
	if foot, ok := s.footers.Get(path); ok {
		return foot, nil
	}
	foot, err := readFooter(f, size)
	if err != nil {
		return nil, err
	}
	s.footers.Add(path, foot)
	return foot, nil
}

// remoteAtOnce is how many files are asked at a time where each question is a request.
const remoteAtOnce = 16

// open gives access to a file, wherever it is kept.
func open(ctx context.Context, files *engine.FileSet, path string) (io.ReaderAt, int64, func(), error) {
	if files.Remote != nil {
		return files.Remote.Part(ctx, path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, nil, err
	}
	return f, info.Size(), func() { f.Close() }, nil
}

// absentIn reports whether every row group has a filter for what is sought, and none of them may have it.
func absentIn(f io.ReaderAt, foot *footer, w sought) bool {
	filters := foot.filters[w.path]
	if len(filters) == 0 || len(filters) < foot.groups {
		return false
	}
	for _, at := range filters {
		if found, err := may(f, at, w.hashes); err != nil || found {
			return false
		}
	}
	return true
}
