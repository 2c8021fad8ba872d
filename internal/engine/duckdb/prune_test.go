package duckdb

import (
	"fmt"
	"os"
	"testing"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/engine"
)

// spoil writes over the values of every row group but those named, so that a statement succeeds only where it leaves them out.
func spoil(t *testing.T, path string, keep ...int) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, _ := f.Stat()
	pq, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
groups:
	for i, g := range pq.Metadata().RowGroups {
		for _, k := range keep {
			if k == i {
				continue groups
			}
		}
		for _, c := range g.Columns {
			m := c.MetaData
			at := m.DataPageOffset
			if m.DictionaryPageOffset > 0 {
				at = min(at, m.DictionaryPageOffset)
			}
			if _, err := f.WriteAt(make([]byte, m.TotalCompressedSize), at); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestPredicatesLeaveRowGroupsOut(t *testing.T) {
	dir := lakeDir(t)
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	const n, group = 50_000, 10_000
	old := writeFile(t, dir, small, n, group, fillSmall)
	now := writeFile(t, dir, grown, n, group, fillGrown)
	// The third row group holds 05:33:20 to 08:20:00.
	spoil(t, old, 2)
	spoil(t, now, 2)
	uniform, err := from(&engine.FileSet{Paths: []string{now}, Table: grown, Uniform: true}, []string{"moment"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{
		mustFrom(t, grown, []string{"moment", "name"}, old, now), mustFrom(t, grown, []string{"moment", "name", "who"}, old, now),
		mustFrom(t, grown, []string{"moment", "name", "who"}, now, old), uniform,
	} {
		for predicate, want := range map[string]string{
			"moment >= TIMESTAMP '2022-01-11 06:00:00' AND moment < TIMESTAMP '2022-01-11 07:00:00'": "7200",
			"moment > TIMESTAMP '2023-01-11 01:00:00'":                                               "0",
			"name = 'absent'":                                           "0",
			"moment = TIMESTAMP '2022-01-11 06:00:00'":                  "2",
			"name = '" + fmt.Sprintf("name-%d'", 25_000*7919%1_000_003): "2",
		} {
			if source == uniform && want != "0" {
				want = fmt.Sprint(map[string]int{"7200": 3600, "2": 1}[want])
			}
			got, err := all(t.Context(), e, "SELECT count(*), max(name) FROM "+source+" WHERE "+predicate)
			if err != nil {
				t.Errorf("%s reads row groups that it need not: %v\n%s", predicate, err, source)
			} else if fmt.Sprint(got[0][0]) != want {
				t.Errorf("%s gives %v rows, want %s", predicate, got[0][0], want)
			}
		}
	}
	// Members' statistics count only where nested columns are read by member; DuckDB asks no bloom filter of a member.
	for _, source := range []string{mustFrom(t, grown, []string{"who"}, old, now), uniform} {
		if got := mustAll(t, e, "SELECT count(*) FROM "+source+" WHERE who.session.mfa = 'false'"); got[0][0] != int64(0) {
			t.Errorf("got %v", got)
		}
	}
	if _, err := all(t.Context(), e, "SELECT count(*), max(name) FROM "+uniform); err == nil {
		t.Error("the spoilt row groups can be read: this test proves nothing")
	}
}
