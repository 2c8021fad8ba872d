package duckdb

import (
	"os"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/engine"
	"tarn/internal/schema"
)

// sizes has the bytes of a file's column chunks by top-level column and row group, as another reader of Parquet has them.
func sizes(t *testing.T, path string) map[string][]int64 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, _ := f.Stat()
	pq, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]int64{}
	for i, g := range pq.Metadata().RowGroups {
		for _, c := range g.Columns {
			name := c.MetaData.PathInSchema[0]
			if out[name] == nil {
				out[name] = make([]int64, len(pq.Metadata().RowGroups))
			}
			out[name][i] += c.MetaData.TotalCompressedSize
		}
	}
	return out
}

func TestScannedCountsTheColumnChunksNeeded(t *testing.T) {
	dir := lakeDir(t)
	a, b := writeFile(t, dir, grown, 50_000, 10_000, fillGrown), writeFile(t, dir, grown, 20_000, 10_000, fillGrown)
	first, second := sizes(t, a), sizes(t, b)
	sum := func(sizes map[string][]int64, column string, groups ...int) (n int64) {
		for i, size := range sizes[column] {
			if groups == nil {
				n += size
			}
			for _, g := range groups {
				if g == i {
					n += size
				}
			}
		}
		return n
	}
	at := func(hour int) []any { return []any{time.Date(2022, 1, 11, hour, 0, 0, 0, time.UTC)} }
	for _, c := range []struct {
		name    string
		columns []string
		where   []schema.Predicate
		want    int64
	}{
		{"no column", nil, nil, 0},
		{"one column", []string{"name"}, nil, sum(first, "name") + sum(second, "name")},
		{"a column of rows", []string{"who", "moment"}, nil, sum(first, "who") + sum(second, "who") + sum(first, "moment") + sum(second, "moment")},
		{"an hour of the third group", []string{"name"}, []schema.Predicate{{Column: "moment", Op: schema.Ge, Values: at(6)}, {Column: "moment", Op: schema.Lt, Values: at(7)}}, sum(first, "name", 2)},
		{"from the third group on", []string{"name"}, []schema.Predicate{{Column: "moment", Op: schema.Gt, Values: at(6)}}, sum(first, "name", 2, 3, 4)},
		{"one moment", []string{"name"}, []schema.Predicate{{Column: "moment", Op: schema.Eq, Values: at(6)}}, sum(first, "name", 2)},
		{"text leaves nothing out", []string{"name"}, []schema.Predicate{{Column: "name", Op: schema.Eq, Values: []any{"absent"}}}, sum(first, "name") + sum(second, "name")},
	} {
		got := newSieve().scanned(t.Context(), &engine.FileSet{Paths: []string{a, b}, Table: grown}, c.columns, c.where)
		if got != c.want || c.want == 0 && c.columns != nil {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}
