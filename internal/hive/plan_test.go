package hive_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/hive"
	"tarn/internal/objects"
	"tarn/internal/state"
)

// between is the data catalog, in which something happens after a list was taken of what is being written.
type between struct {
	*state.DB
	happens []func()
}

func (b *between) Writes(ctx context.Context) ([]hive.Write, error) {
	list, err := b.DB.Writes(ctx)
	if len(b.happens) > 0 {
		do := b.happens[0]
		b.happens = b.happens[1:]
		do()
	}
	return list, err
}

func TestAnInsertIsReadAsAWholeOrNotAtAll(t *testing.T) {
	ctx := auth.With(t.Context(), auth.Key{})
	db, err := state.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	buckets := &objects.Buckets{Dir: t.TempDir(), Index: db}
	if err := buckets.Create(ctx, "lake"); err != nil {
		t.Fatal(err)
	}
	bucket, err := buckets.Open(ctx, "lake")
	if err != nil {
		t.Fatal(err)
	}
	put := func(key string) {
		t.Helper()
		if _, err := bucket.Put(ctx, key, strings.NewReader(key), objects.PutOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.AddDatabase(ctx, catalog.Database{Name: "sales"}); err != nil {
		t.Fatal(err)
	}
	table := catalog.Table{Database: "sales", Name: "orders", Type: catalog.ExternalTable, Created: time.Now(), Storage: hive.Form{Format: "PARQUET"}.Storage("s3://lake/orders/", []catalog.Column{{Name: "n", Type: "int"}})}
	if err := db.AddTable(ctx, table); err != nil {
		t.Fatal(err)
	}
	if table, err = db.Table(ctx, "sales", "orders"); err != nil {
		t.Fatal(err)
	}
	put("orders/0.parquet")
	write := hive.Write{ID: "w", Begun: time.Now(), Place: "s3://lake/orders/", Files: []string{"s3://lake/orders/1.parquet", "s3://lake/orders/2.parquet"}}
	begins := func() {
		if err := db.BeginWrite(ctx, write, false); err != nil {
			t.Fatal(err)
		}
		put("orders/1.parquet")
	}
	ends := func() {
		put("orders/2.parquet")
		if err := db.CommitWrite(ctx, write.ID, table, false, nil); err != nil {
			t.Fatal(err)
		}
	}
	relation, err := table.Relation()
	if err != nil {
		t.Fatal(err)
	}
	data := &between{DB: db}
	tables := &hive.Tables{Data: data, Buckets: buckets}
	files := func() string {
		t.Helper()
		set, err := tables.Plan(ctx, relation, []string{"n"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(strings.Join(set.Found.Names, " "), "s3://lake/orders/", "")
	}
	// The statement begins, and puts the first of its two files, while the files are listed.
	data.happens = []func(){begins}
	if got := files(); got != "0.parquet" {
		t.Errorf("one that has not ended: %s", got)
	}
	// It ends while they are listed.
	data.happens = []func(){ends}
	if got := files(); got != "0.parquet 1.parquet 2.parquet" {
		t.Errorf("one that has ended: %s", got)
	}
	// Something is written whenever one looks.
	for range 100 {
		data.happens = append(data.happens, func() {
			w := write
			w.ID = time.Now().Format(time.RFC3339Nano)
			if err := errors.Join(db.BeginWrite(ctx, w, false), db.CommitWrite(ctx, w.ID, table, false, nil)); err != nil {
				t.Fatal(err)
			}
		})
	}
	if _, err := tables.Plan(ctx, relation, []string{"n"}, nil); err == nil || !strings.Contains(err.Error(), "ask again") {
		t.Errorf("written to without a pause: %v", err)
	}
}
