package duckdb

import (
	"testing"
	"time"

	"tarn/internal/engine"
	"tarn/internal/schema"
)

func TestBloomFiltersLeaveFilesOut(t *testing.T) {
	dir := lakeDir(t)
	var paths []string
	for i := range 90 {
		paths = append(paths, writeFile(t, dir, schema.CloudTrail, 100, 50, keyed(i)))
	}
	old := writeFile(t, dir, small, 100, 100, fillSmall)
	for _, c := range []struct {
		where []schema.Predicate
		want  int
	}{
		{[]schema.Predicate{{Column: "userIdentity.accessKeyId", Op: schema.Eq, Values: []any{"AKIA7"}}}, 1},
		{[]schema.Predicate{{Column: "userIdentity.accessKeyId", Op: schema.Eq, Values: []any{"absent"}}}, 0},
		{[]schema.Predicate{{Column: "userIdentity.accessKeyId", Op: schema.In, Values: []any{"AKIA7", "AKIA8", "absent"}}}, 2},
		{[]schema.Predicate{{Column: "eventID", Op: schema.In, Values: []any{"id-3-7", "absent"}}}, 1},
		{[]schema.Predicate{{Column: "eventID", Op: schema.Eq, Values: []any{"absent"}}}, 0},
		// What is not searched, not text, or not one of a few values leaves nothing out.
		{[]schema.Predicate{{Column: "eventID", Op: schema.Eq, Values: []any{int64(1)}}}, 90},
		{[]schema.Predicate{{Column: "eventName", Op: schema.In, Values: []any{"absent"}}}, 90},
		{[]schema.Predicate{{Column: "userIdentity.accessKeyId", Op: schema.Lt, Values: []any{"A"}}}, 90},
		{[]schema.Predicate{{Column: "userIdentity.accessKeyId", Op: schema.IsNull}}, 90},
		{[]schema.Predicate{{Column: "userIdentity", Op: schema.Eq, Values: []any{"x"}}}, 90},
		{[]schema.Predicate{{Column: "no.such", Op: schema.Eq, Values: []any{"x"}}}, 90},
	} {
		files := &engine.FileSet{Paths: paths, Table: schema.CloudTrail, Rows: 9000, Bytes: 1 << 30}
		began := time.Now()
		newSieve().sift(t.Context(), files, c.where)
		t.Logf("%v: %v", c.where, time.Since(began))
		// A filter takes one value in a hundred for one that it has.
		if n := len(files.Paths); n < c.want || n > c.want+10 || files.Rows != int64(n)*100 {
			t.Errorf("%v leaves %d files with %d rows, want %d", c.where, len(files.Paths), files.Rows, c.want)
		}
	}
	// Files that lack the column, or are none, stay.
	files := &engine.FileSet{Paths: []string{old, dir + "/gone.parquet"}, Table: schema.CloudTrail}
	newSieve().sift(t.Context(), files, []schema.Predicate{{Column: "userIdentity.accessKeyId", Op: schema.Eq, Values: []any{"absent"}}})
	if len(files.Paths) != 2 {
		t.Errorf("left %v", files.Paths)
	}
}
