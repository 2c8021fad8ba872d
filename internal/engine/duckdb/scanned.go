package duckdb

import (
	"context"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"tarn/internal/engine"
	"tarn/internal/schema"
)

// scanned counts the bytes of the column chunks that a scan needs: those of its columns, in the row groups whose statistics do
// not rule out every wanted row. A column of rows counts whole, though a statement may read some of its members only. The files are on this machine. One that cannot be read counts nothing: DuckDB will say so.
func (s *sieve) scanned(ctx context.Context, files *engine.FileSet, columns []string, where []schema.Predicate) int64 {
	if len(columns) == 0 { // rows are counted by the footers alone
		return 0
	}
	var total, next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files.Paths)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(files.Paths) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if foot := s.localFooter(files.Paths[i]); foot != nil {
					total.Add(foot.needed(columns, where))
				}
			}
		})
	}
	workers.Wait()
	return total.Load()
}

func (s *sieve) localFooter(path string) *footer {
	if foot, ok := s.footers.Get(path); ok {
		return foot
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil
	}
	foot, err := s.footer(f, path, info.Size())
	if err != nil {
		return nil
	}
	return foot
}

// needed counts the bytes of top-level columns in the row groups that may have wanted rows.
func (f *footer) needed(columns []string, where []schema.Predicate) int64 {
	out := make([]bool, f.groups)
	for _, p := range where {
		spans := f.spans[p.Column]
		if len(spans) != f.groups {
			continue
		}
		for i, s := range spans {
			out[i] = out[i] || !p.MayHold(s.min, s.max)
		}
	}
	var n int64
	for _, c := range columns {
		for i, size := range f.bytes[c] {
			if !out[i] {
				n += size
			}
		}
	}
	return n
}
