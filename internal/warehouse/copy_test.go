package warehouse_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/pack"
	"tarn/internal/schema"
	"tarn/internal/state"
	"tarn/internal/warehouse"
)

// TestACopyFollowsItsFiles: the copy of a table of files has, for the partitions that are asked for, what the files have.
func TestACopyFollowsItsFiles(t *testing.T) {
	h := open(t)
	h.Copies = h.Data.(*state.DB)
	h.Packs = &pack.Store{Dir: filepath.Join(filepath.Dir(h.Temp), "converted"), Limit: 1 << 30, Workers: 1}
	files := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		path := filepath.Join(files, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	table := catalog.Table{Database: "default", Name: "raw", Type: catalog.ExternalTable, PartitionKeys: []catalog.Column{{Name: "day", Type: "int"}},
		Storage: catalog.Storage{Location: "file://" + files + "/", Columns: []catalog.Column{{Name: "n", Type: "tinyint"}}, InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
			SerDe: catalog.SerDe{Library: "org.openx.data.jsonserde.JsonSerDe"}},
		Parameters: map[string]string{"projection.enabled": "true", "projection.day.type": "integer", "projection.day.range": "1,9"}}
	if err := h.Data.AddTable(t.Context(), table); err != nil {
		t.Fatal(err)
	}
	bring := func(want string, where ...schema.Predicate) warehouse.Copy {
		t.Helper()
		table, err := h.Data.Table(t.Context(), "default", "raw")
		if err != nil {
			t.Fatal(err)
		}
		rel, err := table.Relation()
		if err != nil {
			t.Fatal(err)
		}
		c, err := h.Copy(auth.With(t.Context(), auth.Key{}), rel, where, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%s, all %v, %d written", strings.Join(c.Partitions, " "), c.All, c.Written); got != want {
			t.Errorf("%s, not %s", got, want)
		}
		return c
	}
	rowsOf := func(c warehouse.Copy) (n int64) {
		t.Helper()
		m, err := h.Lake.Made(t.Context(), c.Name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := m.PlanMade(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		p.Release()
		return p.Rows
	}
	two := schema.Predicate{Column: "day", Op: schema.Eq, Values: []any{int64(2)}}
	put("day=1/a.json", `{"n":1}`)
	put("day=2/a.json", `{"n":2}`)
	put("day=2/b.json", `{"n":2}`)
	bring("day=2, all false, 1 written", two)
	bring("day=2, all false, 0 written", two)
	if n := rowsOf(bring("day=1 day=2, all true, 1 written")); n != 3 {
		t.Errorf("%d rows", n)
	}
	put("day=2/b.json", `{"n":2}`+"\n"+`{"n":3}`)
	put("day=9/a.json", `{"n":9}`)
	if err := os.Remove(filepath.Join(files, "day=1/a.json")); err != nil {
		t.Fatal(err)
	}
	bring("day=2, all false, 1 written", two)
	last := bring("day=2 day=9, all true, 1 written")
	if n := rowsOf(last); n != 4 {
		t.Errorf("%d rows", n)
	}
	// Partitions beyond the range leave it, other columns make another copy, and the old one goes away.
	change := func(f func(*catalog.Table)) {
		t.Helper()
		table, err := h.Data.Table(t.Context(), "default", "raw")
		if err != nil {
			t.Fatal(err)
		}
		f(&table)
		if err := h.Data.SetTable(t.Context(), "raw", table, false); err != nil {
			t.Fatal(err)
		}
	}
	change(func(t *catalog.Table) { t.Parameters["projection.day.range"] = "1,5" })
	if n := rowsOf(bring("day=2, all true, 0 written")); n != 3 {
		t.Errorf("%d rows", n)
	}
	change(func(t *catalog.Table) {
		t.Storage.Columns = append(t.Storage.Columns, catalog.Column{Name: "m", Type: "int"})
	})
	if c := bring("day=2, all true, 1 written"); c.Name == last.Name {
		t.Error("other columns are in the same copy")
	}
	if err := h.Tidy(t.Context(), time.Now().Add(48*time.Hour), nil); err != nil {
		t.Fatal(err)
	}
	if err := h.Tidy(t.Context(), time.Now().Add(48*time.Hour), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Lake.Made(t.Context(), last.Name); err == nil {
		t.Error("the old copy is there")
	}
	if names, err := h.Copies.CopyNames(t.Context()); err != nil || len(names) != 1 {
		t.Error(names, err)
	}
	// A copy that is lost is made anew.
	c := bring("day=2, all true, 0 written")
	if err := h.Lake.DropTable(t.Context(), c.Name); err != nil {
		t.Fatal(err)
	}
	if n := rowsOf(bring("day=2, all true, 1 written")); n != 3 {
		t.Errorf("%d rows", n)
	}
}
