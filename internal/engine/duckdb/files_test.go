package duckdb

import (
	"fmt"
	"testing"
	"time"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// small is a table as it was first, grown as it is later: columns, members of a row at two depths, a row, and members of an
// array's element were added.
var small = &schema.Table{Name: "small", Version: 1, Time: "moment", Columns: []schema.Stored{
	{ID: 1, Name: "moment", Kind: schema.Timestamp},
	{ID: 2, Name: "name", Kind: schema.Varchar, Search: true},
	{ID: 3, Name: "who", Kind: schema.Row, Members: []schema.Stored{
		{ID: 31, Name: "arn", Kind: schema.Varchar, Search: true},
		{ID: 32, Name: "session", Kind: schema.Row, Members: []schema.Stored{{ID: 33, Name: "mfa", Kind: schema.Varchar}}},
	}},
	{ID: 4, Name: "things", Kind: schema.Array, Elem: 40, Members: []schema.Stored{{ID: 41, Name: "kind", Kind: schema.Varchar}}},
}}

var grown = &schema.Table{Name: "small", Version: 2, Time: "moment", Columns: []schema.Stored{
	small.Columns[0],
	{ID: 5, Name: "added", Kind: schema.Bigint},
	small.Columns[1],
	{ID: 3, Name: "who", Kind: schema.Row, Members: []schema.Stored{
		{ID: 35, Name: "account", Kind: schema.Varchar},
		{ID: 31, Name: "arn", Kind: schema.Varchar, Search: true},
		{ID: 32, Name: "session", Kind: schema.Row, Members: []schema.Stored{
			{ID: 33, Name: "mfa", Kind: schema.Varchar}, {ID: 34, Name: "source", Kind: schema.Varchar}}},
		{ID: 36, Name: "scope", Kind: schema.Row, Members: []schema.Stored{{ID: 37, Name: "arn", Kind: schema.Varchar}}},
	}},
	{ID: 4, Name: "things", Kind: schema.Array, Elem: 40, Members: []schema.Stored{
		{ID: 41, Name: "kind", Kind: schema.Varchar}, {ID: 42, Name: "id", Kind: schema.Varchar}}},
	{ID: 6, Name: "more", Kind: schema.Row, Members: []schema.Stored{{ID: 61, Name: "x", Kind: schema.Varchar}}},
}}

var day = time.Date(2022, 1, 11, 0, 0, 0, 0, time.UTC)

// fillSmall gives every tenth row no `who`, every seventh no `things`.
func fillSmall(b *rows.Batch, i int) {
	l := b.Layout
	b.SetInt(l.Leaf("moment"), day.Add(time.Duration(i)*time.Second).UnixMicro())
	b.SetString(l.Leaf("name"), fmt.Appendf(nil, "name-%d", i*7919%1_000_003))
	if i%10 > 0 {
		b.Present(l.Group("who"))
		b.SetString(l.Leaf("who.arn"), fmt.Appendf(nil, "arn-%d", i))
		b.Present(l.Group("who.session"))
		b.SetString(l.Leaf("who.session.mfa"), []byte("true"))
	}
	if i%7 > 0 {
		b.OpenList(0)
		b.AddElement(0, false)
		b.SetElement(l.Lists[0].First, []byte("bucket"))
	}
}

func fillGrown(b *rows.Batch, i int) {
	fillSmall(b, i)
	l := b.Layout
	b.SetInt(l.Leaf("added"), int64(i))
	if i%10 > 0 {
		b.SetString(l.Leaf("who.account"), []byte("123"))
		b.SetString(l.Leaf("who.session.source"), []byte("sso"))
		b.Present(l.Group("who.scope"))
		b.SetString(l.Leaf("who.scope.arn"), []byte("scope"))
	}
	if i%7 > 0 {
		b.SetElement(l.Lists[0].First+1, []byte("b-1"))
	}
	b.Present(l.Group("more"))
	b.SetString(l.Leaf("more.x"), []byte("x"))
}

func TestOldFilesReadAsTheTableIsNow(t *testing.T) {
	dir := lakeDir(t)
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	old := writeFile(t, dir, small, 2, 10, fillSmall)
	now := writeFile(t, dir, grown, 2, 10, fillGrown)
	every := []string{"moment", "added", "name", "who", "things", "more"}
	for _, paths := range [][]string{{old, now}, {now, old}, {old}, {now}} {
		got := mustAll(t, e, "SELECT moment, added, name, who, things, more FROM "+mustFrom(t, grown, every, paths...)+" ORDER BY moment, added NULLS FIRST")
		want := map[string][]string{
			old: {"[2022-01-11 00:00:00 +0000 UTC <nil> name-0 <nil> <nil> <nil>]",
				"[2022-01-11 00:00:01 +0000 UTC <nil> name-7919 [<nil> arn-1 [true <nil>] <nil>] [[bucket <nil>]] <nil>]"},
			now: {"[2022-01-11 00:00:00 +0000 UTC 0 name-0 <nil> <nil> [x]]",
				"[2022-01-11 00:00:01 +0000 UTC 1 name-7919 [123 arn-1 [true sso] [scope]] [[bucket b-1]] [x]]"},
		}
		var wanted []string
		for i := range 2 {
			for _, file := range []string{old, now} {
				for _, p := range paths {
					if p == file {
						wanted = append(wanted, want[p][i])
					}
				}
			}
		}
		if len(got) != len(wanted) {
			t.Fatalf("%d rows, want %d", len(got), len(wanted))
		}
		for i := range got {
			if s := fmt.Sprint(got[i]); s != wanted[i] {
				t.Errorf("%d files, row %d\n got %s\nwant %s", len(paths), i, s, wanted[i])
			}
		}
		// Members alone, and as predicates, also where a column is the only one and the file lacks it.
		for _, sql := range []string{"SELECT who.scope.arn FROM %s WHERE who.account IS NULL", "SELECT who.arn FROM %s WHERE who.arn = 'arn-1'", "SELECT things[1].id FROM %s"} {
			mustAll(t, e, fmt.Sprintf(sql, mustFrom(t, grown, []string{"who", "things"}, paths...)))
		}
		count := func(where string, columns ...string) int64 {
			return mustAll(t, e, "SELECT count(*) FROM "+mustFrom(t, grown, columns, paths...)+where)[0][0].(int64)
		}
		n := int64(len(paths))
		if got := count(""); got != 2*n {
			t.Errorf("count(*) is %d", got)
		}
		if got := count(" WHERE who.arn = 'arn-1'", "who"); got != n {
			t.Errorf("%d rows with the ARN in %d files", got, n)
		}
		if got := count(" WHERE who.scope.arn IS NULL AND added IS NULL", "who", "added"); n == 2 && got != 2 {
			t.Errorf("%d old rows", got)
		}
		if got := count(" WHERE more.x = 'x'", "more"); n == 2 && got != 2 {
			t.Errorf("%d new rows", got)
		}
	}
}

func TestNoFilesGiveATypedEmptyTable(t *testing.T) {
	e := openEngine(t, Options{})
	if got := mustAll(t, e, "SELECT count(*), max(moment), max(who.session.source), max(len(things)) FROM "+mustFrom(t, grown, []string{"moment", "who", "things"})); fmt.Sprint(got) != "[[0 <nil> <nil> <nil>]]" {
		t.Errorf("got %v", got)
	}
}

func TestHundredsOfFiles(t *testing.T) {
	dir := lakeDir(t)
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	var paths []string
	for i := range 400 {
		table, fill := small, fillSmall
		if i%2 == 0 {
			table, fill = grown, fillGrown
		}
		paths = append(paths, writeFile(t, dir, table, 10, 10, fill))
	}
	began := time.Now()
	got := mustAll(t, e, "SELECT count(*), count(added), count(who.session.mfa) FROM "+mustFrom(t, grown, []string{"added", "who"}, paths...))
	if fmt.Sprint(got) != "[[4000 2000 3600]]" {
		t.Errorf("got %v", got)
	}
	t.Logf("400 files of two ages: %v", time.Since(began))
}

// keyed gives rows of a file an access key of the file's own, and event IDs of their own.
func keyed(file int) func(b *rows.Batch, i int) {
	return func(b *rows.Batch, i int) {
		l := b.Layout
		b.SetInt(l.Leaf("eventTime"), day.Add(time.Duration(i)*time.Second).UnixMicro())
		b.SetString(l.Leaf("eventID"), fmt.Appendf(nil, "id-%d-%d", file, i))
		b.Present(l.Group("userIdentity"))
		b.SetString(l.Leaf("userIdentity.accessKeyId"), fmt.Appendf(nil, "AKIA%d", file))
	}
}
