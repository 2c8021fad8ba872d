package duckdb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"tarn/internal/engine"
	"tarn/internal/lake/datafile"
	"tarn/internal/rows"
	"tarn/internal/schema"
)

func openEngine(t *testing.T, o Options) *Engine {
	t.Helper()
	o.TempDir = t.TempDir()
	if o.Threads == 0 {
		o.Threads = 2
	}
	e := Open(o)
	t.Cleanup(func() { e.Close() })
	return e
}

// begin runs a text of DuckDB's own.
func begin(ctx context.Context, e *Engine, sql string) (engine.Rows, error) {
	return e.begin(ctx, nil, nil, func(*result) (string, error) { return sql, nil })
}

func all(ctx context.Context, e *Engine, sql string) ([]engine.Row, error) {
	r, err := begin(ctx, e, sql)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out []engine.Row
	for {
		batch, err := r.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, batch...)
	}
}

func mustAll(t *testing.T, e *Engine, sql string) []engine.Row {
	t.Helper()
	out, err := all(t.Context(), e, sql)
	if err != nil {
		t.Fatalf("%s\n%v", sql, err)
	}
	return out
}

// writeFile writes a data file of the lake with n rows.
func writeFile(t *testing.T, dir string, table *schema.Table, n, group int, fill func(b *rows.Batch, i int)) string {
	t.Helper()
	f, err := os.CreateTemp(dir, "*.parquet")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := datafile.NewWriter(rows.NewLayout(table))
	w.Reset(f)
	for from := 0; from < n; from += group {
		b := rows.NewBatch(rows.NewLayout(table), group)
		var order []int32
		for i := from; i < min(n, from+group); i++ {
			b.Begin()
			fill(b, i)
			order = append(order, int32(i-from))
		}
		if err := w.WriteRowGroup(b, order); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return f.Name()
}

func code(err error) string {
	var e *engine.Error
	if errors.As(err, &e) {
		return e.Code + ": " + e.Message
	}
	return fmt.Sprint(err)
}

func mustFrom(t *testing.T, table *schema.Table, columns []string, paths ...string) string {
	t.Helper()
	ts := templates{dir: t.TempDir()}
	if len(paths) > 0 {
		ts.dir = filepath.Dir(paths[0])
	}
	sql, err := from(&engine.FileSet{Paths: paths, Table: table}, columns, ts.path)
	if err != nil {
		t.Fatal(err)
	}
	return sql
}

func lakeDir(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "the lake's [x] *{日本}? files", "k=5")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}
