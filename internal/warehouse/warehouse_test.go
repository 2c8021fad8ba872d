package warehouse_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/blob"
	"tarn/internal/blob/blobtest"
	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/engine/duckdb"
	"tarn/internal/hive"
	"tarn/internal/lake"
	"tarn/internal/mirror"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
	"tarn/internal/state"
	"tarn/internal/warehouse"
)

// house is a warehouse in a folder, with its engine.
type house struct {
	*warehouse.Warehouse
	t      *testing.T
	engine *duckdb.Engine
}

func open(t *testing.T) *house { return openIn(t, t.TempDir()) }

func openIn(t *testing.T, dir string) *house { return openWith(t, dir, lake.Options{}) }

func openWith(t *testing.T, dir string, o lake.Options) *house {
	t.Helper()
	data, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { data.Close() })
	l, err := lake.Open(filepath.Join(dir, "lake"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	temp := filepath.Join(dir, "tmp")
	if err := os.MkdirAll(temp, 0o700); err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, Warehouse: &warehouse.Warehouse{Tables: &hive.Tables{Data: data, Temp: temp}, Lake: l}}
	h.engine = duckdb.Open(duckdb.Options{Files: h, AllowedDirs: []string{dir, h.Temp}, TempDir: h.Temp, Threads: 1})
	t.Cleanup(func() { h.engine.Close() })
	h.Engine = h.engine
	return h
}

func (h *house) analysed(sql string) *analyze.Query {
	h.t.Helper()
	stmt, err := syntax.Parse(sql)
	if err != nil {
		h.t.Fatal(err)
	}
	all := catalog.New(h.Data.(*state.DB))
	all.History = h.Past
	names, err := all.Snapshot(h.t.Context(), catalog.Scope{})
	if err != nil {
		h.t.Fatal(err)
	}
	q, err := analyze.Analyze(stmt, names, analyze.Options{})
	if err != nil {
		h.t.Fatal(err)
	}
	return q
}

// days makes a table of days with a row each, in partitions of ymd.
func (h *house) days(rows string) catalog.Table {
	h.t.Helper()
	t := catalog.Table{Database: "default", Name: "days", Type: catalog.ExternalTable, Parameters: map[string]string{"table_type": "ICEBERG"}}
	t.Storage.Columns = []catalog.Column{{Name: "n", Type: "int"}, {Name: "ymd", Type: "string"}}
	if _, err := h.CreateIceberg(h.t.Context(), t, h.analysed(rows), warehouse.Write{By: []string{"ymd"}}, func() {}); err != nil {
		h.t.Fatal(err)
	}
	t, err := h.Data.Table(h.t.Context(), "default", "days")
	if err != nil {
		h.t.Fatal(err)
	}
	return t
}

func (h *house) rows(sql string) string {
	h.t.Helper()
	r, err := h.engine.Run(h.t.Context(), h.analysed(sql), nil)
	if err != nil {
		h.t.Fatal(err)
	}
	defer r.Close()
	var out []string
	for {
		batch, err := r.Next()
		for _, row := range batch {
			var cells []string
			for _, v := range row {
				cells = append(cells, text(v))
			}
			out = append(out, strings.Join(cells, ":"))
		}
		if err != nil {
			return strings.Join(out, " ")
		}
	}
}

func text(v any) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case string:
		return v
	}
	return fmt.Sprint(v)
}

func TestOverwriteReplacesThePartitionsThatItWrites(t *testing.T) {
	h := open(t)
	table := h.days("SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c')) AS v(n, ymd)")
	write := func(rows string, w warehouse.Write) hive.Result {
		t.Helper()
		r, err := h.WriteIceberg(t.Context(), table, h.analysed(rows), w, func() {})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := write("SELECT 5, 'b'", warehouse.Write{Overwrite: true, Run: "one"})
	if r.Rows != 1 || !slices.Equal(r.Partitions, []string{"ymd=b"}) {
		t.Errorf("%+v", r)
	}
	const all = "SELECT n, ymd FROM days ORDER BY ymd, n"
	if got := h.rows(all); got != "1:a 5:b 3:c" {
		t.Error(got)
	}
	// The same run again does nothing; another one adds.
	write("SELECT 6, 'b'", warehouse.Write{Overwrite: true, Run: "one"})
	write("SELECT 7, 'b'", warehouse.Write{Run: "two"})
	if got := h.rows(all); got != "1:a 5:b 7:b 3:c" {
		t.Error(got)
	}
	// A partition that is named is emptied where no row comes.
	write("SELECT 8, 'a' WHERE false", warehouse.Write{Overwrite: true, Replace: []string{"ymd=b"}, Run: "three"})
	if got := h.rows(all); got != "1:a 3:c" {
		t.Error(got)
	}
	// NULL is a partition, too. A run that changes nothing leaves no trace.
	write("SELECT 9, CAST(NULL AS varchar)", warehouse.Write{Overwrite: true})
	write("SELECT 9, 'z' WHERE false", warehouse.Write{Overwrite: true, Run: "empty"})
	if got := h.rows(all); got != "1:a 3:c 9:NULL" {
		t.Error(got)
	}
	for run, want := range map[string]bool{"one": true, "three": true, "empty": false, "four": false} {
		if got, err := h.Committed(t.Context(), "default", "days", run); err != nil || got != want {
			t.Errorf("%s: %v %v", run, got, err)
		}
	}
}

// What others do to a table in the data catalog costs none of its rows, and puts none in a wrong place.
func TestTablesThatTheDataCatalogHasOtherwise(t *testing.T) {
	h, ctx := open(t), t.Context()
	table := h.days("SELECT 1, 'a'")
	for _, columns := range [][]catalog.Column{
		{{Name: "n", Type: "int"}},
		{{Name: "ymd", Type: "string"}, {Name: "n", Type: "int"}},
		{{Name: "n", Type: "bigint"}, {Name: "ymd", Type: "string"}},
		{{Name: "n", Type: "int"}, {Name: "ymd", Type: "string"}, {Name: "more", Type: "string"}},
	} {
		changed := table
		changed.Storage.Columns = columns
		var e *engine.Error
		if _, err := h.WriteIceberg(ctx, changed, h.analysed("SELECT 2, 'b'"), warehouse.Write{}, func() {}); !errors.As(err, &e) || e.Code != "ICEBERG_INVALID_METADATA" {
			t.Errorf("%v: %v", columns, err)
		}
	}
	nested := catalog.Table{Database: "default", Name: "nested", Type: catalog.ExternalTable, Parameters: table.Parameters}
	nested.Storage.Columns = []catalog.Column{{Name: "a", Type: "array<struct<x:int,y:map<string,array<int>>>>"}, {Name: "b", Type: "struct<z:string>"}}
	if _, err := h.CreateIceberg(ctx, nested, h.analysed("SELECT CAST(NULL AS array(row(x integer, y map(varchar, array(integer))))), CAST(row('z') AS row(z varchar))"), warehouse.Write{}, func() {}); err != nil {
		t.Errorf("columns with parts: %v", err)
	}
	plain := table
	plain.Parameters = nil
	if err := h.Data.SetTable(ctx, "days", plain, false); err != nil {
		t.Fatal(err)
	}
	if err := h.Tidy(ctx, time.Now().Add(72*time.Hour), nil); err != nil {
		t.Fatal(err)
	}
	table.Version = -1
	if err := h.Data.SetTable(ctx, "days", table, false); err != nil {
		t.Fatal(err)
	}
	if got := h.rows("SELECT n, ymd FROM days"); got != "1:a" {
		t.Error(got)
	}
	// It may get another name in another database.
	if err := h.Data.AddDatabase(ctx, catalog.Database{Name: "other"}); err != nil {
		t.Fatal(err)
	}
	if table, err := h.Data.Table(ctx, "default", "days"); err != nil {
		t.Fatal(err)
	} else if err := h.Data.MoveTable(ctx, table, "other"); err != nil {
		t.Fatal(err)
	}
	if got := h.rows("SELECT n, ymd FROM other.days"); got != "1:a" {
		t.Error(got)
	}
}

// A table that is dropped is on disk for a day, and as long as a query reads it.
func TestADroppedTableIsReadToTheEnd(t *testing.T) {
	h, ctx := open(t), t.Context()
	table := h.days("SELECT 1, 'a'")
	rel, err := table.Relation()
	if err != nil {
		t.Fatal(err)
	}
	set, err := h.Plan(ctx, rel, []string{"n"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Data.RemoveTable(ctx, "default", "days"); err != nil {
		t.Fatal(err)
	}
	tables := func(after time.Duration, want int) {
		t.Helper()
		if err := h.Tidy(ctx, time.Now().Add(after), nil); err != nil {
			t.Fatal(err)
		}
		if names, err := h.Lake.Tables(ctx); err != nil || len(names) != want {
			t.Errorf("%v later: %v %v", after, names, err)
		}
	}
	tables(0, 1)
	tables(23*time.Hour, 1)
	tables(25*time.Hour, 1)
	set.Release()
	tables(25*time.Hour, 0)
}

// A copy of a table follows it: what was replaced goes.
func TestTheCopyOfATableFollowsIt(t *testing.T) {
	h, to := open(t), t.TempDir()
	table := h.days("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(n, ymd)")
	export := func(want mirror.Result) {
		t.Helper()
		r, err := h.Export(t.Context(), "default", "days", to)
		if r.Bytes = 0; err != nil || r != want {
			t.Errorf("%+v %v", r, err)
		}
	}
	export(mirror.Result{Written: 2})
	if _, err := h.WriteIceberg(t.Context(), table, h.analysed("SELECT 3, 'b'"), warehouse.Write{Overwrite: true}, func() {}); err != nil {
		t.Fatal(err)
	}
	export(mirror.Result{Written: 1, Removed: 1, Kept: 1})
	export(mirror.Result{Kept: 2})
}

// The data directory has other files, by whichever name one comes to it.
func TestNoCopyGoesIntoTheDataDirectory(t *testing.T) {
	dir := t.TempDir()
	h := openIn(t, dir)
	h.days("SELECT * FROM (VALUES (1, 'a')) AS v(n, ymd)")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{dir, filepath.Join(dir, "copies", "days"), link, filepath.Join(link, "copies", "days")} {
		if _, err := h.Export(t.Context(), "default", "days", place); err == nil || !strings.Contains(err.Error(), "is in the data directory") {
			t.Errorf("%s: %v", place, err)
		}
	}
}

func TestPartitionsOfLongValues(t *testing.T) {
	h, value := open(t), strings.Repeat("서울", 30)
	h.days("SELECT * FROM (VALUES (1, '" + value + "'), (2, 'b')) AS v(n, ymd)")
	if got := h.rows("SELECT n, ymd FROM days WHERE ymd = '" + value + "'"); got != "1:"+value {
		t.Error(got)
	}
}

// A table in a bucket may be larger than what is kept of it here: a copy fetches file by file, and only those that it lacks.
func TestTheCopyOfATableInABucketFetchesWhatItLacks(t *testing.T) {
	s := blobtest.StartS3(t)
	s.Setenv(t)
	s.Put(t, "lake", "keep/me", nil, nil)
	proxy := blobtest.StartProxy(t, s.Endpoint, blobtest.Fault{Kind: "GET", Key: ".parquet"}) // counts these
	dir, to := t.TempDir(), t.TempDir()
	h := openWith(t, dir, lake.Options{Warehouse: &lake.Warehouse{URI: "s3://lake/t", Cache: 1, Open: func(ctx context.Context) (blob.Storage, error) {
		storage, _, err := blob.OpenStorage(ctx, "s3://lake/t", blobtest.Options(proxy.Endpoint))
		return storage, err
	}}})
	table := h.days("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(n, ymd)")
	export := func(want mirror.Result) {
		t.Helper()
		here, _ := filepath.Glob(filepath.Join(dir, "lake", "*", "data", "*.parquet"))
		for _, path := range here {
			os.Remove(path)
		}
		before := proxy.Hits()
		r, err := h.Export(t.Context(), "default", "days", to)
		if r.Bytes = 0; err != nil || r != want || proxy.Hits()-before != want.Written {
			t.Errorf("%+v %v, %d files fetched", r, err, proxy.Hits()-before)
		}
	}
	export(mirror.Result{Written: 2})
	if _, err := h.WriteIceberg(t.Context(), table, h.analysed("SELECT 3, 'b'"), warehouse.Write{Overwrite: true}, func() {}); err != nil {
		t.Fatal(err)
	}
	export(mirror.Result{Written: 1, Removed: 1, Kept: 1})
	export(mirror.Result{Kept: 2})
}

func TestPartitionsThatNoPredicateWantsAreNotRead(t *testing.T) {
	h := open(t)
	h.days("SELECT n, CAST(n % 3 AS varchar) FROM UNNEST(sequence(1, 9)) AS v(n)")
	rel, err := h.Data.Table(t.Context(), "default", "days")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rel.Relation()
	if err != nil {
		t.Fatal(err)
	}
	for want, where := range map[int][]schema.Predicate{
		1: {{Column: "ymd", Op: schema.Eq, Values: []any{"1"}}},
		2: {{Column: "ymd", Op: schema.Gt, Values: []any{"0"}}},
		3: nil,
		0: {{Column: "ymd", Op: schema.IsNull}},
	} {
		set, err := h.Plan(context.Background(), r, []string{"n"}, where)
		if err != nil {
			t.Fatal(err)
		}
		if len(set.Paths) != want || set.Total != 3 || set.Partitions != want || set.TotalPartitions != 3 {
			t.Errorf("%v: %d of %d files, %d of %d partitions", where, len(set.Paths), set.Total, set.Partitions, set.TotalPartitions)
		}
		set.Release()
	}
}

var _ engine.Files = (*house)(nil)
