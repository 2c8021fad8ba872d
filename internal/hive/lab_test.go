package hive_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/engine/duckdb"
	"tarn/internal/hive"
	"tarn/internal/objects"
	"tarn/internal/pack"
	"tarn/internal/query"
	"tarn/internal/query/format"
	"tarn/internal/sql/analyze"
	"tarn/internal/state"
	"tarn/internal/warehouse"
)

// lab is a data directory with databases, and what runs statements over them.
type lab struct {
	*testing.T
	dir     string
	db      *state.DB
	buckets *objects.Buckets
	tables  *hive.Tables
	queries *query.Service
	key     auth.Key
	last    query.Execution
}

func newLab(t *testing.T) *lab { return openLab(t, t.TempDir()) }

// openLab opens a data directory, as another process does.
func openLab(t *testing.T, dir string) *lab {
	t.Helper()
	db, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	l := &lab{T: t, dir: dir, db: db, buckets: &objects.Buckets{Dir: filepath.Join(dir, "objects"), Index: db}}
	l.tables = &hive.Tables{Data: db, Buckets: l.buckets, Temp: t.TempDir(), Packs: &pack.Store{Dir: filepath.Join(dir, "converted"), Limit: 1 << 30, Workers: 2}, Encoder: format.NewHive, Text: format.Text}
	engine := duckdb.Open(duckdb.Options{MemoryLimit: 512 << 20, TempDir: t.TempDir(), Files: l.tables, AllowedDirs: []string{l.buckets.Dir, l.tables.Temp, l.tables.Packs.Dir}})
	l.tables.Engine = engine
	cat := catalog.New(db)
	l.queries = query.New(query.Options{Engine: engine, Store: db, Tables: db, Warehouse: &warehouse.Warehouse{Tables: l.tables}, Catalog: func(ctx context.Context, s query.Statement) (analyze.Catalog, error) {
		return cat.Snapshot(ctx, catalog.Scope{Database: s.Database, Athena: true})
	}})
	if err := db.AddDatabase(t.Context(), catalog.Database{Name: "d"}); err != nil && !strings.Contains(err.Error(), "exists") {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		l.queries.Close()
		engine.Close()
		db.Close()
	})
	return l
}

// table makes a table: columns and keys are written "a int; b string".
func (l *lab) table(name, location, serde, columns, keys string, properties ...string) catalog.Table {
	l.Helper()
	t := catalog.Table{Database: "d", Name: name, Type: catalog.ExternalTable, Created: time.Now(), PartitionKeys: columnsOf(keys), Parameters: map[string]string{},
		Storage: catalog.Storage{Location: location, Columns: columnsOf(columns), InputFormat: "org.apache.hadoop.mapred.TextInputFormat", SerDe: catalog.SerDe{Library: serde}}}
	for _, p := range properties {
		name, value, _ := strings.Cut(p, "=")
		t.Parameters[name] = value
	}
	if err := l.db.AddTable(l.Context(), t); err != nil {
		l.Fatal(err)
	}
	t, err := l.db.Table(l.Context(), "d", name)
	if err != nil {
		l.Fatal(err)
	}
	return t
}

func columnsOf(list string) (out []catalog.Column) {
	for _, c := range strings.Split(list, "; ") {
		if name, hive, ok := strings.Cut(c, " "); ok {
			out = append(out, catalog.Column{Name: name, Type: hive})
		}
	}
	return out
}

// partition adds a partition, in its own folder of the table's where location is empty.
func (l *lab) partition(t catalog.Table, location string, values ...string) {
	l.Helper()
	p := catalog.Partition{Values: values, Created: time.Now()}
	if location != "" {
		p.Storage = t.Storage
		p.Storage.Location = location
	}
	if err := l.db.AddPartition(l.Context(), t, p); err != nil {
		l.Fatal(err)
	}
}

// put puts an object; its bucket is made.
func (l *lab) put(uri, content string) {
	l.Helper()
	bucket, key, _ := objects.Split(uri)
	b, err := l.buckets.Ensure(l.Context(), bucket)
	if err != nil {
		l.Fatal(err)
	}
	if _, err := b.Put(l.Context(), key, strings.NewReader(content), objects.PutOptions{}); err != nil {
		l.Fatal(err)
	}
}

func (l *lab) remove(uri string) {
	l.Helper()
	bucket, key, _ := objects.Split(uri)
	b, err := l.buckets.Open(l.Context(), bucket)
	if err == nil {
		err = b.Delete(l.Context(), key)
	}
	if err != nil {
		l.Fatal(err)
	}
}

// ask gives a statement's rows, a line each, or its error.
func (l *lab) ask(sql string) string {
	l.Helper()
	x, err := l.queries.Start(l.Context(), query.Statement{SQL: sql, Database: "d", Key: l.key})
	if err == nil {
		x, err = l.queries.Wait(l.Context(), x.ID)
	}
	if err != nil {
		return err.Error()
	}
	l.last = x
	if x.Error != nil {
		return x.Error.Code + ": " + x.Error.Message
	}
	rows, err := l.queries.Rows(l.Context(), x.ID, 0, 1_000_000)
	if err != nil {
		l.Fatal(err)
	}
	var lines []string
	for _, r := range rows {
		var cells []string
		for i, v := range r {
			text := "NULL"
			if v != nil {
				text = format.Text(x.Columns[i].Type, v)
			}
			cells = append(cells, text)
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n")
}

// want asks, and compares.
func (l *lab) want(sql, rows string) {
	l.Helper()
	if got := l.ask(sql); got != rows {
		l.Errorf("%s\ngives\n%s\nnot\n%s", sql, got, rows)
	}
}

// converted is what the last statement parsed, and the partitions that it read.
func (l *lab) converted(want string) {
	l.Helper()
	s := l.last.Stats
	if got := fmt.Sprintf("%d of %d files, %d converted, partitions %d of %d", s.Files, s.TotalFiles, s.Converted, s.Partitions, s.TotalPartitions); got != want {
		l.Errorf("%s, not %s", got, want)
	}
}

func (l *lab) write(path, content string) {
	l.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		l.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		l.Fatal(err)
	}
}
