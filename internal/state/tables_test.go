package state

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/catalog"
)

func opened(t *testing.T) *DB {
	t.Helper()
	s, err := Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// A table that goes to another database stays the same: it keeps its ID, its partitions and its versions.
func TestATableMoves(t *testing.T) {
	s, ctx := opened(t), t.Context()
	for _, d := range []string{"a", "b"} {
		if err := s.AddDatabase(ctx, catalog.Database{Name: d}); err != nil {
			t.Fatal(err)
		}
	}
	table := catalog.Table{Database: "a", Name: "t", PartitionKeys: []catalog.Column{{Name: "y", Type: "int"}}}
	if err := errors.Join(s.AddTable(ctx, table, catalog.Partition{Values: []string{"2024"}}), s.AddTable(ctx, catalog.Table{Database: "b", Name: "taken"})); err != nil {
		t.Fatal(err)
	}
	was, err := s.Table(ctx, "a", "t")
	if err != nil {
		t.Fatal(err)
	}
	moved := was
	for _, c := range []struct {
		database, name string
		version        int64
		want           error
	}{{"c", "t", 0, catalog.ErrDatabaseNotFound}, {"b", "taken", 0, catalog.ErrTableExists}, {"b", "u", 7, catalog.ErrTableChanged}, {"b", "u", 0, nil}} {
		moved.Name, moved.Version = c.name, c.version
		if err := s.MoveTable(ctx, moved, c.database); !errors.Is(err, c.want) {
			t.Errorf("to %s.%s: %v, not %v", c.database, c.name, err, c.want)
		}
	}
	if _, err := s.Table(ctx, "a", "t"); !errors.Is(err, catalog.ErrTableNotFound) {
		t.Error(err)
	}
	is, err := s.Table(ctx, "b", "u")
	if err != nil || is.ID != was.ID || is.Version != 1 {
		t.Errorf("%+v: %v", is, err)
	}
	if _, err := s.Partition(ctx, is, []string{"2024"}); err != nil {
		t.Error(err)
	}
	if versions, err := s.Versions(ctx, "b", "u", 0, 0); err != nil || len(versions) != 2 {
		t.Errorf("%v %v", versions, err)
	}
}

func TestTheLifeOfATable(t *testing.T) {
	s, ctx := opened(t), t.Context()
	fails := func(err, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Errorf("%v, not %v", err, want)
		}
	}
	fails(s.AddDatabase(ctx, catalog.Database{Name: "default"}), catalog.ErrDatabaseExists)
	fails(s.AddTable(ctx, catalog.Table{Database: "logs", Name: "a"}), catalog.ErrDatabaseNotFound)
	fails(s.AddDatabase(ctx, catalog.Database{Name: "logs", Location: "s3://b/logs"}), nil)
	fails(s.AddDatabase(ctx, catalog.Database{Name: "logs"}), catalog.ErrDatabaseExists)
	if all, err := s.Databases(ctx, "", 0); err != nil || len(all) != 2 || all[0].Name != "default" || all[1].Location != "s3://b/logs" {
		t.Errorf("databases: %v %v", all, err)
	}
	a := catalog.Table{Database: "logs", Name: "a", Type: catalog.ExternalTable, PartitionKeys: []catalog.Column{{Name: "y", Type: "int"}, {Name: "m", Type: "string"}}}
	fails(s.AddTable(ctx, a, catalog.Partition{Values: []string{"2024", "01"}}), nil)
	fails(s.AddTable(ctx, a), catalog.ErrTableExists)
	_, err := s.Table(ctx, "logs", "b")
	fails(err, catalog.ErrTableNotFound)
	_, err = s.Table(ctx, "nowhere", "b")
	fails(err, catalog.ErrDatabaseNotFound)

	a, err = s.Table(ctx, "logs", "a")
	fails(err, nil)
	a.Description = "second"
	fails(s.SetTable(ctx, "a", a, true), nil)
	fails(s.SetTable(ctx, "a", a, true), catalog.ErrTableChanged)
	a.Version, a.Name = -1, "b"
	fails(s.SetTable(ctx, "a", a, false), nil)
	versions, err := s.Versions(ctx, "logs", "b", 0, 0)
	if err != nil || len(versions) != 2 || versions[0].Version != 2 || versions[1].Version != 0 || versions[1].Description != "" {
		t.Errorf("versions: %v %v", versions, err)
	}
	fails(s.RemoveVersion(ctx, "logs", "b", 2), catalog.ErrTableChanged)
	fails(s.RemoveVersion(ctx, "logs", "b", 1), catalog.ErrVersionNotFound)
	fails(s.RemoveVersion(ctx, "logs", "b", 0), nil)

	b := versions[0]
	if p, err := s.Partition(ctx, b, []string{"2024", "01"}); err != nil || p.Values[1] != "01" {
		t.Errorf("after a change of name: %v %v", p, err)
	}
	fails(s.RemoveDatabase(ctx, "logs", false), catalog.ErrDatabaseNotEmpty)
	fails(s.RemoveDatabase(ctx, "logs", true), nil)
	fails(s.RemoveDatabase(ctx, "logs", true), catalog.ErrDatabaseNotFound)
	fails(s.AddPartition(ctx, b, catalog.Partition{Values: []string{"2024", "02"}}), catalog.ErrTableNotFound)
}

func TestPartitionsAreFoundByTheirFirstValues(t *testing.T) {
	s, ctx := opened(t), t.Context()
	if err := s.AddTable(ctx, catalog.Table{Database: "default", Name: "a"}); err != nil {
		t.Fatal(err)
	}
	a, _ := s.Table(ctx, "default", "a")
	all := [][]string{{"", "x"}, {"2023", "12"}, {"2024", "01"}, {"2024", "02"}, {"20241", "01"}, {"a\x01b", "\x02"}, {"서울", "/=%"}}
	for _, v := range all {
		if err := s.AddPartition(ctx, a, catalog.Partition{Values: v}); err != nil {
			t.Fatal(err)
		}
	}
	list := func(prefix, after []string) (got []string) {
		if err := s.Partitions(ctx, a, prefix, after, func(p catalog.Partition) (bool, error) {
			got = append(got, strings.Join(p.Values, "|"))
			return true, nil
		}); err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := list(nil, nil); len(got) != len(all) {
		t.Errorf("all: %q", got)
	}
	if got := list([]string{"2024"}, nil); !slices.Equal(got, []string{"2024|01", "2024|02"}) {
		t.Errorf("of 2024: %q", got)
	}
	if got := list([]string{"2024"}, []string{"2024", "01"}); !slices.Equal(got, []string{"2024|02"}) {
		t.Errorf("of 2024 after January: %q", got)
	}
	for _, v := range all {
		if err := s.RemovePartition(ctx, a, v); err != nil {
			t.Errorf("%q: %v", v, err)
		}
		if err := s.RemovePartition(ctx, a, v); !errors.Is(err, catalog.ErrPartitionNotFound) {
			t.Errorf("%q again: %v", v, err)
		}
	}
}

// A statement must not pay for what it does not name: 10,000 tables, and one of 100,000 partitions.
func TestALargeCatalog(t *testing.T) {
	if testing.Short() {
		t.Skip("10,000 tables and 100,000 partitions")
	}
	s, ctx := opened(t), t.Context()
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for i := range 10_000 {
			if err := addTable(ctx, tx, catalog.Table{Database: "default", Name: fmt.Sprintf("t%05d", i), Type: catalog.ExternalTable, Storage: catalog.Storage{Columns: []catalog.Column{{Name: "a", Type: "int"}}}}, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	table, err := s.Table(ctx, "default", "t00000")
	if err != nil {
		t.Fatal(err)
	}
	many := make([]catalog.Partition, 100_000)
	for i := range many {
		many[i] = catalog.Partition{Values: []string{fmt.Sprint(2000 + i/1000), fmt.Sprint(i % 1000)}, Storage: catalog.Storage{Location: fmt.Sprintf("s3://bucket/t/y=%d/n=%d", 2000+i/1000, i%1000)}}
	}
	if err := s.AddPartition(ctx, table, many...); err != nil {
		t.Fatal(err)
	}
	c := catalog.New(s)
	within := func(what string, limit time.Duration, f func() error) {
		t.Helper()
		begun := time.Now()
		if err := f(); err != nil {
			t.Fatal(err)
		}
		took := time.Since(begun)
		t.Logf("%s: %v", what, took)
		if took > limit {
			t.Errorf("%s took %v, more than %v", what, took, limit)
		}
	}
	lookup := func() error {
		snapshot, err := c.Snapshot(ctx, catalog.Scope{})
		if err != nil {
			return err
		}
		r, err := snapshot.Lookup([]string{"T05000"})
		if r == nil {
			return fmt.Errorf("there is no t05000: %v", err)
		}
		return err
	}
	within("the first lookup", 50*time.Millisecond, lookup)
	within("another", 20*time.Millisecond, lookup)
	within("the partitions of one year", 100*time.Millisecond, func() error {
		n := 0
		err := s.Partitions(ctx, table, []string{"2050"}, nil, func(catalog.Partition) (bool, error) { n++; return true, nil })
		if n != 1000 {
			return fmt.Errorf("%d partitions", n)
		}
		return err
	})
	within("a page of tables", 50*time.Millisecond, func() error { _, err := s.Tables(ctx, "default", "t05000", 100); return err })
}

func TestViewsOfAnOlderFormatAreTables(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	db, err := sql.Open("sqlite", filepath.Join(dir, "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("format3.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{string(text), `INSERT INTO meta VALUES ('format', 3), ('key', 'k')`,
		`INSERT INTO views VALUES ('gets', 'Gets', 'SELECT 1 AS n', 'a comment', 'DEFINER', '[{"name":"n","type":"integer"}]', '2026-11-01T10:00:00.000000Z')`} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	db.Close()
	s, err := Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	v, err := s.Table(ctx, "default", "gets")
	if err != nil {
		t.Fatal(err)
	}
	if v.View == nil || v.View.SQL != "SELECT 1 AS n" || v.View.Columns[0].Type != "integer" || v.Description != "a comment" || v.Type != catalog.VirtualView || v.View.Created.Year() != 2026 {
		t.Errorf("%+v", v)
	}
}
