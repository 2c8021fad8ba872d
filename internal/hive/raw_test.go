package hive_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const openX = "org.openx.data.jsonserde.JsonSerDe"

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.String()
}

func TestRawFilesAreReadAndAreFastTheSecondTime(t *testing.T) {
	l := newLab(t)
	l.put("s3://logs/t/a.json.gz", zipped(`{"n":1,"s":"one"}`+"\n"+`{"n":2,"s":null}`+"\n"))
	l.put("s3://logs/t/b.json", `{"N":3,"s":"three"}`)
	l.put("s3://logs/t/empty.json", "")
	l.put("s3://logs/t/_hidden.json", "{{{")
	l.table("t", "s3://logs/t", openX, "n int; s string", "")
	l.want("SELECT n, s FROM t ORDER BY n", "1|one\n2|NULL\n3|three")
	l.converted("2 of 2 files, 2 converted, partitions 0 of 0")
	if l.last.Stats.Scanned <= l.last.Stats.ConvertedBytes || l.last.Stats.ConvertedBytes != int64(19+len(zipped(`{"n":1,"s":"one"}`+"\n"+`{"n":2,"s":null}`+"\n"))) {
		t.Errorf("%+v", l.last.Stats)
	}
	l.want("SELECT count(*), sum(n) FROM t", "3|6")
	l.converted("2 of 2 files, 0 converted, partitions 0 of 0")
	l.want(`SELECT n, regexp_extract("$path", '[^/]+$'), "$file_size" > 0, "$file_modified_time" > current_timestamp - interval '1' hour FROM t ORDER BY 1`, "1|a.json.gz|true|true\n2|a.json.gz|true|true\n3|b.json|true|true")
	l.want(`SELECT "$path", "$file_size" FROM t WHERE n = 3`, "s3://logs/t/b.json|19")
	// One that is replaced, one that comes, one that goes.
	l.put("s3://logs/t/b.json", `{"n":4}`)
	l.put("s3://logs/t/c.json", `{"n":5}`)
	l.remove("s3://logs/t/a.json.gz")
	l.want("SELECT n FROM t ORDER BY n", "4\n5")
	l.converted("2 of 2 files, 2 converted, partitions 0 of 0")
	// Other columns are read anew; other parameters that mean nothing are not.
	table, err := l.db.Table(t.Context(), "d", "t")
	if err != nil {
		t.Fatal(err)
	}
	table.Parameters = map[string]string{"comment": "x", "projection.enabled": "false"}
	if err := l.db.SetTable(t.Context(), "t", table, false); err != nil {
		t.Fatal(err)
	}
	l.want("SELECT sum(n) FROM t", "9")
	l.converted("2 of 2 files, 0 converted, partitions 0 of 0")
	table.Storage.Columns = columnsOf("n string; m int")
	table.Version++
	if err := l.db.SetTable(t.Context(), "t", table, false); err != nil {
		t.Fatal(err)
	}
	l.want("SELECT n, m FROM t ORDER BY n", "4|NULL\n5|NULL")
	l.converted("2 of 2 files, 2 converted, partitions 0 of 0")
}

func TestPartitionsOfRawFiles(t *testing.T) {
	l := newLab(t)
	table := l.table("t", "s3://logs/t/", openX, "n int", "day string; hour int")
	for day := range 10 {
		for hour := range 24 {
			l.partition(table, "", fmt.Sprintf("2024-01-%02d", day+1), fmt.Sprint(hour))
			l.put(fmt.Sprintf("s3://logs/t/day=2024-01-%02d/hour=%d/x.json", day+1, hour), fmt.Sprintf(`{"n":%d}`, 100*day+hour))
		}
	}
	l.partition(table, "s3://logs/none/", "2024-02-01", "0")
	l.partition(table, "s3://nowhere/at/all/", "2024-02-02", "0")
	l.want("SELECT n, day, hour FROM t WHERE day = '2024-01-03' AND hour > 21 ORDER BY n", "222|2024-01-03|22\n223|2024-01-03|23")
	l.converted("2 of 2 files, 2 converted, partitions 2 of 242")
	l.want("SELECT n FROM t WHERE day > '2024-01-31'", "")
	l.converted("0 of 0 files, 0 converted, partitions 2 of 242")
	l.want("SELECT count(*), count(DISTINCT day), sum(n), max(hour) FROM t", "240|10|110760|23")
	l.converted("240 of 240 files, 238 converted, partitions 242 of 242")
	// Of the packs there are, only the wanted rows are read: what others have is left out.
	l.want("SELECT n FROM t WHERE day = '2024-01-03' AND hour > 21 ORDER BY n", "222\n223")
	l.want(`SELECT day, count(*), min("$partition") FROM t WHERE hour = 7 GROUP BY 1 HAVING sum(n) > 800 ORDER BY 1`, "2024-01-09|1|day=2024-01-09/hour=7\n2024-01-10|1|day=2024-01-10/hour=7")
	l.converted("10 of 10 files, 0 converted, partitions 10 of 242")
	// More files than a statement's text lists, and a folder that is two partitions.
	for i := range 400 {
		l.put(fmt.Sprintf("s3://logs/many/%d.json", i), fmt.Sprintf(`{"n":%d}`, i))
	}
	l.partition(table, "s3://logs/many/", "2024-03-01", "1")
	l.partition(table, "s3://logs/many/", "2024-03-02", "2")
	l.want("SELECT day, hour, count(*), sum(n) FROM t WHERE day > '2024-02-31' GROUP BY 1, 2 ORDER BY 1", "2024-03-01|1|400|79800\n2024-03-02|2|400|79800")
	l.converted("800 of 800 files, 400 converted, partitions 2 of 244")
	if got := l.ask("EXPLAIN ANALYZE SELECT count(*) FROM t WHERE day = '2024-01-03'"); !strings.Contains(got, "24 of 24 files") || !strings.Contains(got, "partitions 24 of 244") {
		t.Error(got)
	}
}

func TestAFileThatCannotBeReadIsNamed(t *testing.T) {
	l := newLab(t)
	l.put("s3://logs/t/good.json", `{"n":1}`)
	l.put("s3://logs/t/x/bad.json", `{"n":2}`+"\n"+`{"n":`+"\n")
	l.table("t", "s3://logs/t/", openX, "n int", "")
	if got := l.ask("SELECT n FROM t"); !strings.HasPrefix(got, "HIVE_CURSOR_ERROR: ") || !strings.Contains(got, "(s3://logs/t/x/bad.json, line 2)") {
		t.Error(got)
	}
	l.put("s3://logs/t/x/bad.json", `{"n":2}`)
	l.want("SELECT n FROM t ORDER BY n", "1\n2")
	l.converted("2 of 2 files, 1 converted, partitions 0 of 0") // the good one was kept
	whole := zipped(strings.Repeat(`{"n":3}`+"\n", 10_000))
	l.put("s3://logs/cut/x.json.gz", whole[:len(whole)/2])
	l.table("cut", "s3://logs/cut/", openX, "n int", "")
	if got := l.ask("SELECT n FROM cut"); !strings.HasPrefix(got, "HIVE_CURSOR_ERROR: ") || !strings.Contains(got, "s3://logs/cut/x.json.gz") {
		t.Error(got)
	}
	l.table("unknown", "s3://logs/t/", "org.example.SerDe", "n int", "")
	if got := l.ask("SELECT n FROM unknown"); !strings.HasPrefix(got, "HIVE_UNSUPPORTED_FORMAT: table d.unknown: the SerDe org.example.SerDe is not known") {
		t.Error(got)
	}
	l.table("nowhere", "s3://no-such-bucket/t/", openX, "n int", "")
	l.want("SELECT count(*) FROM nowhere", "0")
	// What its Parquet takes does not fit.
	l.tables.Packs.Limit = 100
	if got := l.ask("SELECT n FROM t"); !strings.HasPrefix(got, "GENERIC_INSUFFICIENT_RESOURCES: ") || !strings.Contains(got, "converted.limit") {
		t.Error(got)
	}
}

func TestNestedTypesOfRawFiles(t *testing.T) {
	l := newLab(t)
	l.put("s3://logs/t/a.json", `{"a":[{"x":1,"Y":["p",null]},null],"m":{"k":[1,2]},"d":"12.50","t":"2024-01-02 03:04:05.678","s":{"a":{"b":1.5}},"b":true}`+"\n{}")
	l.table("t", "s3://logs/t/", openX, "a array<struct<x:int,y:array<string>>>; m map<string,array<int>>; d decimal(10,2); t timestamp; s struct<A:struct<b:double>>; b boolean", "")
	l.want("SELECT a, m, d, t, s, b FROM t WHERE b", "[{x=1, y=[p, null]}, null]|{k=[1, 2]}|12.50|2024-01-02 03:04:05.678|{a={b=1.5}}|true")
	l.want("SELECT a[1].y[1], element_at(m, 'k')[2], s.a.b, cardinality(a) FROM t WHERE b", "p|2|1.5|2")
	l.want("SELECT count(*) FROM t WHERE a IS NULL AND m IS NULL AND d IS NULL AND t IS NULL AND s IS NULL AND b IS NULL", "1")
}

// Files that come one at a time, each followed by a statement, are put together into few packs, and every answer stays what the files say.
func TestRowsOfPacksThatWerePutTogether(t *testing.T) {
	l := newLab(t)
	table := l.table("t", "s3://own/t/", openX, "n int", "day string")
	for _, day := range []string{"1", "2"} {
		l.partition(table, "s3://own/t/day="+day+"/", day)
	}
	var want []string
	sum, count, first := 0, 0, 0
	for i := range 40 {
		text, day := fmt.Sprintf(`{"n":%d}`, i)+strings.Repeat("\n"+`{"n":0}`, i%3), 1+i%2
		uri := fmt.Sprintf("s3://own/t/day=%d/%02d.json", day, i)
		l.put(uri, text)
		sum += i
		if day == 1 {
			count, first = count+1+i%3, first+i
		}
		l.want("SELECT sum(n) FROM t", fmt.Sprint(sum))
		if i != 17 {
			want = append(want, fmt.Sprintf("%s|%d|day=%d|%d|%d", uri, len(text), day, 1+i%3, i))
		}
	}
	packs, err := filepath.Glob(filepath.Join(l.dir, "converted", "*", "*.parquet"))
	if err != nil || len(packs) > 16 {
		t.Errorf("%d packs, %v", len(packs), err)
	}
	b, err := l.buckets.Open(t.Context(), "own")
	if err == nil {
		err = b.Delete(t.Context(), "t/day=2/17.json")
	}
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	l.want(`SELECT "$path", "$file_size", "$partition", count(*), max(n) FROM t GROUP BY 1, 2, 3 ORDER BY 1`, strings.Join(want, "\n"))
	l.want("SELECT count(*), sum(n) FROM t WHERE day = '1'", fmt.Sprintf("%d|%d", count, first))
}
