package duckdb

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"tarn/internal/lake/datafile"
	"tarn/internal/rows"
	"tarn/internal/schema"
)

// templates are data files without rows that have a table's columns as they are now: read first, beside older files, they say
// which columns there are, and in which order members come.
type templates struct {
	dir string
	mu  sync.Mutex
	of  map[string]string // by the columns
}

// path gives a table's template, written when first asked for.
func (ts *templates) path(t *schema.Table) (string, error) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	layout := fieldMap(t.Columns)
	if path, ok := ts.of[layout]; ok {
		return path, nil
	}
	path := filepath.Join(ts.dir, fmt.Sprintf("%d.parquet", len(ts.of)))
	if err := writeTemplate(path, t); err != nil {
		return "", fmt.Errorf("writing the layout of table %s: %w", t.Name, err)
	}
	if ts.of == nil {
		ts.of = map[string]string{}
	}
	ts.of[layout] = path
	return path, nil
}

func writeTemplate(path string, t *schema.Table) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	w := datafile.NewWriter(rows.NewLayout(t))
	w.Reset(f)
	if _, err := w.Close(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
