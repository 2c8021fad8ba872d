package lake

import (
	"context"
	"path/filepath"

	"tarn/internal/lake/datafile"
	"tarn/internal/rows"
	"tarn/internal/schema"
)

// ReadGroups reads a data file's row groups into batch, one after another, and calls do for each. With a column given, only
// groups that have a value in it which wanted approves are read; the others cost that column alone.
func (t *Table) ReadGroups(ctx context.Context, path string, batch *rows.Batch, column string, wanted func(string) bool, do func() error) error {
	_, release, err := t.fetch(ctx, []string{path})
	if err != nil {
		return err
	}
	defer release()
	r, err := datafile.OpenReader(path, t.layout)
	if err != nil {
		return err
	}
	defer r.Close()
	var probe *datafile.Reader
	var one *rows.Batch
	if column != "" {
		narrow := rows.NewLayout(only(t.Schema(), column))
		if probe, err = datafile.OpenReader(path, narrow); err != nil {
			return err
		}
		defer probe.Close()
		one = rows.NewBatch(narrow, 1024)
	}
	for g := range r.Groups() {
		if probe != nil {
			one.Reset()
			if err := probe.ReadGroup(g, one); err != nil {
				return err
			}
			if !anyOf(one.Leaves[0].Dict, wanted) {
				continue
			}
		}
		batch.Reset()
		if err := r.ReadGroup(g, batch); err != nil {
			return err
		}
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

func anyOf(values []string, wanted func(string) bool) bool {
	for _, v := range values {
		if wanted(v) {
			return true
		}
	}
	return false
}

func only(t *schema.Table, column string) *schema.Table {
	narrow := &schema.Table{Name: t.Name}
	for _, c := range t.Columns {
		if c.Name == column {
			narrow.Columns = []schema.Stored{c}
		}
	}
	return narrow
}

// Relative is a data file's path within the lake, which a move of the lake does not change.
func (l *Lake) Relative(path string) string {
	rel, err := filepath.Rel(l.dir, path)
	if err != nil {
		return path
	}
	return rel
}
