package warehouse_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/lake"
	"tarn/internal/schema"
	"tarn/internal/warehouse"
)

// addColumn gives days a column of texts, unless it has it.
func (h *house) addColumn(name string) error {
	ctx := context.Background()
	for {
		t, err := h.Data.Table(ctx, "default", "days")
		if err != nil || slices.ContainsFunc(t.Storage.Columns, func(c catalog.Column) bool { return c.Name == name }) {
			return err
		}
		to, was := t, map[string]string{}
		for _, c := range t.Storage.Columns {
			was[c.Name] = c.Name
		}
		to.Storage.Columns = append(slices.Clone(t.Storage.Columns), catalog.Column{Name: name, Type: "string"})
		if err := h.SetColumns(ctx, t, to, was); !errors.Is(err, catalog.ErrTableChanged) {
			return err
		}
	}
}

// columnRuns are n runs that give days a column, each with one before and one behind it that add rows.
func columnRuns(n int) (runs []string) {
	for i := range n {
		runs = append(runs, fmt.Sprintf("add%d", 2*i), fmt.Sprintf("column%d", i), fmt.Sprintf("add%d", 2*i+1))
	}
	return runs
}

// columned fails unless n runs of columnRuns have happened, each once: rows have what was in the columns that the table had when they came.
func (h *house) columned(n int) {
	h.t.Helper()
	t, err := h.Data.Table(h.t.Context(), "default", "days")
	if err != nil {
		h.t.Fatal(err)
	}
	m, err := h.Lake.Made(h.t.Context(), warehouse.Name(t))
	if err != nil {
		h.t.Fatal(err)
	}
	var have, made []string
	for _, c := range t.Storage.Columns {
		have = append(have, c.Name)
	}
	for _, c := range m.Columns() {
		made = append(made, c.Name)
	}
	if len(have) != n+2 || !slices.Equal(have, made) {
		h.t.Errorf("the columns are %s, in the lake %s", have, made)
	}
	if got, want := h.rows("SELECT count(*), sum(n) FROM days WHERE ymd = 'added'"), fmt.Sprintf("%d:%d", 20*n, 110*n); got != want {
		h.t.Errorf("%s, not %s", got, want)
	}
	for _, c := range have[2:] {
		if got := h.rows(fmt.Sprintf("SELECT count(*) FROM days WHERE %s <> '%[1]s' OR %[1]s IS NULL AND %s IS NOT NULL", c, have[len(have)-1])); got != "0" {
			h.t.Errorf("%s rows have something else in %s", got, c)
		}
	}
	if v, err := h.Verify(h.t.Context(), t, nil); err != nil || len(v.Faults) > 0 {
		h.t.Error(v.Faults, err)
	}
}

func TestColumnsThatAreAddedAndKilled(t *testing.T) {
	const n = 6
	dir := t.TempDir()
	h := openIn(t, dir)
	h.days("SELECT 1, 'first'")
	killed(t, dir, columnRuns(n))
	h.columned(n)
	h.tidied(dir)
	h.columned(n)
}

func TestColumnsThatAreAddedByTwoAtOnce(t *testing.T) {
	const n = 6
	dir := t.TempDir()
	h := openIn(t, dir)
	h.days("SELECT 1, 'first'")
	stop := h.compacting()
	var group sync.WaitGroup
	for i := range 2 {
		runs := columnRuns(n)
		rand.New(rand.NewPCG(uint64(i), 7)).Shuffle(len(runs), func(a, b int) { runs[a], runs[b] = runs[b], runs[a] })
		group.Go(func() {
			if out, err := elsewhere(t, dir, runs).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	group.Wait()
	stop()
	h.columned(n)
}

// A change of columns that was cut off when the lake had it and the data catalog had not comes to its end with the next statement that minds.
func TestAChangeOfColumnsThatWasCutOff(t *testing.T) {
	for name, next := range map[string]func(h *house, t catalog.Table) error{
		"a tidy": func(h *house, t catalog.Table) error {
			_, err := h.Settle(h.t.Context(), t)
			return err
		},
		"rows": func(h *house, t catalog.Table) error {
			_, err := h.WriteIceberg(h.t.Context(), t, h.analysed("SELECT 2, 'a'"), warehouse.Write{}, func() {})
			return again(err)
		},
		"a query": func(h *house, t catalog.Table) error {
			_, err := h.engine.Run(h.t.Context(), h.analysed("SELECT n FROM days"), nil)
			return again(err)
		},
		"a compaction": func(h *house, t catalog.Table) error {
			_, err := h.Compact(h.t.Context(), t, 2, nil)
			return again(err)
		},
		"another change": func(h *house, t catalog.Table) error { return h.addColumn("other") },
		"the same change": func(h *house, t catalog.Table) error {
			to := t
			to.Storage.Columns = []catalog.Column{{Name: "number", Type: "bigint"}, {Name: "ymd", Type: "string"}, {Name: "more", Type: "string"}}
			return h.SetColumns(h.t.Context(), t, to, map[string]string{"number": "n", "ymd": "ymd"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			table := h.days("SELECT 1, 'a'")
			m, err := h.Lake.Made(t.Context(), warehouse.Name(table))
			if err != nil {
				t.Fatal(err)
			}
			text := schema.Of(schema.Varchar)
			err = m.SetColumns(t.Context(), m.Columns(), []lake.MadeColumn{
				{Column: schema.Column{Name: "number", Type: schema.Of(schema.Bigint)}, Was: "n"}, {Column: schema.Column{Name: "ymd", Type: text}, Was: "ymd"}, {Column: schema.Column{Name: "more", Type: text}}})
			if err != nil {
				t.Fatal(err)
			}
			if err := next(h, table); err != nil {
				t.Fatal(err)
			}
			if got := h.rows("SELECT number, ymd, more FROM days"); got != "1:a:NULL" {
				t.Error(got)
			}
			if table, err = h.Data.Table(t.Context(), "default", "days"); err != nil {
				t.Fatal(err)
			}
			if names := fmt.Sprint(table.Storage.Columns); !strings.HasPrefix(names, "[{number bigint  map[]} {ymd string  map[]} {more string  map[]}") {
				t.Error(names)
			}
		})
	}
}

// again fails unless an error says that the table's columns were changed, and to ask again.
func again(err error) error {
	if e := (*engine.Error)(nil); !errors.As(err, &e) || e.Code != "ICEBERG_INVALID_METADATA" || !strings.Contains(e.Message, "ask again") {
		return fmt.Errorf("it went on: %v", err)
	}
	return nil
}

// A snapshot is read with the columns that the table had: Trino 476 gives these names and these rows for the same statements, and fails for those
// that fail here.
func TestASnapshotHasItsColumns(t *testing.T) {
	h := open(t)
	table := h.days("SELECT 1, 'x'")
	change := func(columns []catalog.Column, was map[string]string, row string) {
		t.Helper()
		to := table
		to.Storage.Columns = columns
		if err := h.SetColumns(t.Context(), table, to, was); err != nil {
			t.Fatal(err)
		}
		var err error
		if table, err = h.Data.Table(t.Context(), "default", "days"); err != nil {
			t.Fatal(err)
		}
		if row == "" {
			return
		}
		time.Sleep(2 * time.Millisecond) // snapshots are told apart by their milliseconds
		if _, err := h.WriteIceberg(t.Context(), table, h.analysed(row), warehouse.Write{}, func() {}); err != nil {
			t.Fatal(err)
		}
	}
	number, text := "int", "string"
	change([]catalog.Column{{Name: "n", Type: number}, {Name: "day", Type: text}, {Name: "c", Type: "bigint"}}, map[string]string{"n": "n", "day": "ymd"}, "SELECT 2, 'y', BIGINT '5'")
	change([]catalog.Column{{Name: "day", Type: text}, {Name: "c", Type: "bigint"}}, map[string]string{"day": "day", "c": "c"}, "")
	change([]catalog.Column{{Name: "day", Type: text}, {Name: "c", Type: "bigint"}, {Name: "n", Type: text}}, map[string]string{"day": "day", "c": "c"}, "SELECT 'z', BIGINT '7', 'new'")
	change([]catalog.Column{{Name: "day", Type: text}, {Name: "c", Type: "bigint"}, {Name: "n", Type: text}, {Name: "last", Type: number}}, map[string]string{"day": "day", "c": "c", "n": "n"}, "")
	snapshots, err := h.Snapshots(t.Context(), table)
	if err != nil || len(snapshots) != 3 {
		t.Fatal(snapshots, err)
	}
	for i, want := range []struct{ names, rows string }{
		{"n ymd", "1:x"}, {"n day c", "1:x:NULL 2:y:5"}, {"day c n", "x:NULL:NULL y:5:NULL z:7:new"},
	} {
		version := fmt.Sprintf("FOR VERSION AS OF BIGINT '%d'", snapshots[i].ID)
		at := fmt.Sprintf("FOR TIMESTAMP AS OF TIMESTAMP '%s UTC'", snapshots[i].Time.Format("2006-01-02 15:04:05.000"))
		for _, as := range []string{version, at} {
			sql := "SELECT * FROM days " + as + " ORDER BY 1"
			var names []string
			for _, c := range h.analysed(sql).Columns {
				names = append(names, c.Name)
			}
			if got := strings.Join(names, " "); got != want.names || h.rows(sql) != want.rows {
				t.Errorf("%s: %s: %s", sql, got, h.rows(sql))
			}
		}
	}
	// Conditions find files by what the columns were called.
	if got := h.rows(fmt.Sprintf("SELECT n FROM days FOR VERSION AS OF BIGINT '%d' WHERE ymd = 'x'", snapshots[0].ID)); got != "1" {
		t.Error(got)
	}
	if got := h.rows("SELECT * FROM days ORDER BY 1"); got != "x:NULL:NULL:NULL y:5:NULL:NULL z:7:new:NULL" {
		t.Error(got)
	}
}

func TestFilesAreCompressedAsTheTableSays(t *testing.T) {
	for said, want := range map[string]string{"": "ZSTD", "snappy": "SNAPPY", "GZIP": "GZIP", "none": "UNCOMPRESSED"} {
		dir := t.TempDir()
		h := openIn(t, dir)
		table := catalog.Table{Database: "default", Name: "t", Type: catalog.ExternalTable, Parameters: map[string]string{"table_type": "ICEBERG", "write_compression": said}}
		table.Storage.Columns = []catalog.Column{{Name: "n", Type: "int"}}
		if _, err := h.CreateIceberg(t.Context(), table, h.analysed("SELECT 1"), warehouse.Write{}, func() {}); err != nil {
			t.Fatal(err)
		}
		table, err := h.Data.Table(t.Context(), "default", "t")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Insert(t.Context(), table, h.analysed("SELECT 2"), func() {}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Compact(t.Context(), table, 2, nil); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "lake", "made_*", "data", "*.parquet"))
		if err != nil || len(files) != 3 {
			t.Fatal(files, err)
		}
		for _, path := range files {
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			info, err := f.Stat()
			if err != nil {
				t.Fatal(err)
			}
			p, err := parquet.OpenFile(f, info.Size())
			if err != nil {
				t.Fatal(err)
			}
			if got := p.Metadata().RowGroups[0].Columns[0].MetaData.Codec.String(); got != want {
				t.Errorf("%s: %s", said, got)
			}
		}
	}
}
