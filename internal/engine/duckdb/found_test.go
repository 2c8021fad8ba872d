package duckdb

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// table is one table of files that anyone wrote, declared by Hive's types.
type table struct {
	columns, keys string // name type, name type
	paths         []string
	values        [][]*string
	rel           *schema.Relation
}

func declare(t *testing.T, list string) (out []schema.Column) {
	t.Helper()
	for _, c := range strings.Split(list, "; ") {
		name, hive, ok := strings.Cut(c, " ")
		if !ok {
			continue
		}
		typ, err := schema.ParseHive(hive)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, schema.Column{Name: name, From: name, Type: typ, Stored: typ})
	}
	return out
}

func (f *table) Lookup([]string) (*schema.Relation, error) { return f.rel, nil }
func (f *table) Names() []string                           { return []string{"t"} }

func (f *table) Plan(_ context.Context, rel *schema.Relation, columns []string, _ []schema.Predicate) (*engine.FileSet, error) {
	found := &engine.Found{Values: f.values, Names: f.paths}
	for _, c := range rel.Columns {
		used := false
		for _, name := range columns {
			used = used || name == c.From
		}
		switch {
		case c.Hidden: // the keys, here
			found.Constants = append(found.Constants, c)
		case used:
			found.Columns = append(found.Columns, c)
		}
	}
	return &engine.FileSet{Paths: f.paths, Found: found, Total: len(f.paths)}, nil
}

func (f *table) read(t *testing.T, e *Engine, sql string) (string, engine.Stats, error) {
	t.Helper()
	f.rel = &schema.Relation{Catalog: "c", Schema: "s", Name: "t", Columns: declare(t, f.columns), Source: "t"}
	for _, k := range declare(t, f.keys) {
		k.Hidden = true
		f.rel.Columns = append(f.rel.Columns, k)
	}
	stmt, err := syntax.Parse(sql)
	if err != nil {
		t.Fatal(err)
	}
	q, err := analyze.Analyze(stmt, f, analyze.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return answer(t, e, q)
}

// write writes a statement's rows, and gives the files.
func write(t *testing.T, e *Engine, dir, sql string, partitions int) []engine.Written {
	t.Helper()
	q := analysed(t, sql)
	dir, err := os.MkdirTemp(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	o := engine.WriteOptions{Dir: dir, Partitions: partitions, Compression: "SNAPPY"}
	for _, c := range q.Columns {
		o.Names = append(o.Names, strings.ToLower(c.Name))
	}
	files, _, err := e.Write(t.Context(), q, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

const everyType = `SELECT true AS a, CAST(1 AS tinyint) AS b, CAST(2 AS smallint) AS c, 3 AS d, BIGINT '4' AS e, REAL '1.5' AS f, DOUBLE '2.5' AS g,
	CAST(1.25 AS decimal(10,2)) AS h, CAST('123456789012345678901234567890.12' AS decimal(38,2)) AS i, 'text' AS j, CAST('ab' AS varchar(5)) AS k, CAST('ab' AS char(3)) AS l,
	X'00ff' AS m, DATE '2024-02-29' AS n, TIMESTAMP '2024-02-29 12:34:56.789' AS o, ARRAY[1, NULL] AS p, MAP(ARRAY['x'], ARRAY[1]) AS q,
	CAST(ROW(1, ROW('y', TIMESTAMP '1969-12-31 23:59:59.999')) AS ROW(Ab integer, cd ROW(e varchar, f timestamp(3)))) AS r, CAST(NULL AS varchar) AS s`

const everyColumn = `a boolean; b tinyint; c smallint; d int; e bigint; f float; g double; h decimal(10,2); i decimal(38,2); j string; k varchar(5); l char(3); m binary; ` +
	`n date; o timestamp; p array<int>; q map<string,int>; r struct<ab:int,cd:struct<e:string,f:timestamp>>; s string`

func TestWhatIsWrittenIsRead(t *testing.T) {
	dir := t.TempDir()
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	files := write(t, e, dir, everyType, 0)
	if len(files) != 1 || files[0].Rows != 1 {
		t.Fatalf("%+v", files)
	}
	f := &table{columns: everyColumn, paths: []string{files[0].Path}}
	e.options.Files = f
	for sql, want := range map[string]string{
		"SELECT a, b, c, d, e, f, g, h, i FROM t": "true,1,2,3,4,1.5,2.5,1.25,123456789012345678901234567890.12\n",
		"SELECT j, k, l, m, n, o FROM t":          "text,ab,\"ab \",00 ff,2024-02-29,2024-02-29 12:34:56.789\n",
		"SELECT p, q, r, r.cd.e, s FROM t":        "\"[1, null]\",{x=1},\"{ab=1, cd={e=y, f=1969-12-31 23:59:59.999}}\",y,\n",
		"SELECT count(*), count(s) FROM t":        "1,0\n",
		"SELECT count(*) FROM t":                  "1\n",
	} {
		got, _, err := f.read(t, e, sql)
		if err != nil || strings.ReplaceAll(got, `""`, "") != want {
			t.Errorf("%s:\n%s%v\nnot\n%s", sql, got, err, want)
		}
	}
}

func TestFilesOfDifferentShapeAreOneTable(t *testing.T) {
	dir := t.TempDir()
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	f := &table{columns: "id bigint; name varchar(3); at timestamp; who struct<arn:string,added:int>; n decimal(10,1)", keys: "day date; part string"}
	for i, sql := range []string{
		"SELECT 1 AS id, 'Anna' AS Name, TIMESTAMP '2024-01-01 00:00:00.123' AS at, CAST(ROW('a') AS ROW(arn varchar)) AS who, 7 AS n",
		"SELECT BIGINT '2' AS ID, CAST(ROW(5, 'b') AS ROW(added integer, ARN varchar)) AS who, X'616263646566' AS name, CAST(1.25 AS decimal(5,2)) AS n",
		"SELECT CAST(3 AS smallint) AS id, 9 AS other",
	} {
		f.paths = append(f.paths, write(t, e, dir, sql, 0)[0].Path)
		f.values = append(f.values, []*string{new(fmt.Sprintf("2024-01-0%d", i+1)), nil})
	}
	f.values[1][1] = new("it's")
	e.options.Files = f
	for sql, want := range map[string]string{
		"SELECT id, name, at, who, n FROM t ORDER BY id":       "1,Ann,2024-01-01 00:00:00.123,\"{arn=a, added=null}\",7.0\n2,abc,,\"{arn=b, added=5}\",1.3\n3,,,,\n",
		"SELECT id, day, part FROM t ORDER BY 2":               "1,2024-01-01,\n2,2024-01-02,it's\n3,2024-01-03,\n",
		"SELECT count(*) FROM t WHERE day > DATE '2024-01-01'": "2\n",
		"SELECT name FROM t WHERE part IS NOT NULL":            "abc\n",
	} {
		got, _, err := f.read(t, e, sql)
		if err != nil || strings.ReplaceAll(got, `""`, "") != want {
			t.Errorf("%s:\n%s%v\nnot\n%s", sql, got, err, want)
		}
	}
	_, stats, err := f.read(t, e, "SELECT id FROM t")
	if err != nil || stats.Files != 3 || stats.Rows != 3 || stats.Scanned == 0 {
		t.Errorf("%+v %v", stats, err)
	}
}

func TestColumnsThatTheFilesHaveOtherwise(t *testing.T) {
	dir := t.TempDir()
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	path := write(t, e, dir, everyType, 0)[0].Path
	for column, want := range map[string]string{
		"j int":       "Unsupported Trino column type (integer) for Parquet column ([j] optional binary j (STRING)), in file " + path,
		"g float":     "Unsupported Trino column type (real) for Parquet column ([g] optional double g), in file " + path,
		"n timestamp": "Unsupported Trino column type (timestamp(3)) for Parquet column ([n] optional int32 n (DATE)), in file " + path,
	} {
		f := &table{columns: column, paths: []string{path}}
		e.options.Files = f
		if got, _, err := f.read(t, e, "SELECT * FROM t"); err == nil || err.Error() != want {
			t.Errorf("%s: %s%v", column, got, err)
		}
	}
	f := &table{columns: "d string; f double; e int", paths: []string{path}}
	e.options.Files = f
	if got, _, err := f.read(t, e, "SELECT * FROM t"); err != nil || got != "3,1.5,4\n" { // as Trino 476 reads them
		t.Errorf("%s%v", got, err)
	}
	f = &table{columns: "a int", paths: []string{dir + "/none.parquet"}}
	e.options.Files = f
	if _, _, err := f.read(t, e, "SELECT a FROM t"); err == nil || !strings.Contains(err.Error(), "Failed reading Parquet file") {
		t.Errorf("a file that is gone: %v", err)
	}
	f.paths = nil
	if got, _, err := f.read(t, e, "SELECT a FROM t"); err != nil || got != "" {
		t.Errorf("no files: %q %v", got, err)
	}
}

func TestPartitionsOfWhatIsWritten(t *testing.T) {
	dir := t.TempDir()
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	got := map[string]int64{}
	for _, w := range write(t, e, dir, `SELECT i, nullif(s, 'x') AS s, TIMESTAMP '2024-01-01 00:00:00.120' AS at
		FROM (VALUES (1, 'a/b=c'), (2, 'x'), (3, '서울 %'), (4, ''), (5, 'a/b=c'), (6, 'n')) t(i, s)`, 2) {
		key := "NULL"
		if w.Values[0] != nil {
			key = *w.Values[0]
		}
		got[key+"|"+*w.Values[1]] += w.Rows
	}
	want := map[string]int64{"a/b=c|2024-01-01 00:00:00.120": 2, "NULL|2024-01-01 00:00:00.120": 1, "서울 %|2024-01-01 00:00:00.120": 1, "|2024-01-01 00:00:00.120": 1, "n|2024-01-01 00:00:00.120": 1}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v\nnot\n%v", got, want)
	}
}

// A folder's name has at most 255 bytes; a key has as many as it likes.
func TestPartitionsOfLongKeys(t *testing.T) {
	dir := t.TempDir()
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	for _, round := range []string{"a", "b"} { // one engine, one statement after another
		want := map[string]int64{}
		var rows []string
		for _, key := range []string{"short", strings.Repeat("서울", 30), "arn:aws:iam::123456789012:role/" + strings.Repeat("r", 169), strings.Repeat("x", 100), strings.Repeat("x", 101),
			strings.Repeat("y/=%", 2000), strings.Repeat("y/=%", 2000) + "z"} {
			want[round+key] = 2
			rows = append(rows, "(1, '"+round+key+"')", "(2, '"+round+key+"')")
		}
		want["NULL"] = 1
		got := map[string]int64{}
		for _, w := range write(t, e, dir, "SELECT i, s FROM (VALUES (3, NULL), "+strings.Join(rows, ", ")+") t(i, s)", 1) {
			key := "NULL"
			if w.Values[0] != nil {
				key = *w.Values[0]
			}
			got[key] += w.Rows
		}
		if !maps.Equal(got, want) {
			t.Errorf("%v\nnot\n%v", got, want)
		}
	}
}

// testdata/trino476.parquet is what Trino 476 writes of the rows of everyType: CREATE TABLE … AS in its Hive connector, with times
// as INT96.
func TestAFileThatTrinoWroteReadsAsTarns(t *testing.T) {
	dir := t.TempDir()
	theirs, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	e := openEngine(t, Options{AllowedDirs: []string{dir, theirs}})
	f := &table{columns: everyColumn, paths: []string{write(t, e, dir, everyType, 0)[0].Path}}
	e.options.Files = f
	ours, _, err := f.read(t, e, "SELECT * FROM t")
	if err != nil {
		t.Fatal(err)
	}
	f.paths = []string{filepath.Join(theirs, "trino476.parquet")}
	if got, _, err := f.read(t, e, "SELECT * FROM t"); err != nil || got != ours {
		t.Errorf("%s%v\nnot\n%s", got, err, ours)
	}
}

// TestBloomFiltersHideNothing: files that DuckDB wrote have bloom filters, which it asks for the wrong value where a varbinary is not
// plain text, or a float is a zero.
func TestBloomFiltersHideNothing(t *testing.T) {
	dir := t.TempDir()
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	files := write(t, e, dir, `SELECT X'fffe' AS a, IF(n = 1, DOUBLE '-0.0', 1e0) AS b, IF(n = 1, REAL '-0.0', REAL '1') AS c, CAST(ROW(X'fffe') AS ROW(x varbinary)) AS d FROM UNNEST(sequence(1, 5000)) AS v(n)`, 0)
	f := &table{columns: "a binary; b double; c float; d struct<x:binary>", paths: []string{files[0].Path}}
	e.options.Files = f
	for where, want := range map[string]string{
		"a = X'fffe'": "5000", "a IN (X'fffe', X'00')": "5000", "d.x = X'fffe'": "5000", "a = (SELECT max(a) FROM t)": "5000", "a IN (SELECT a FROM t)": "5000",
		"b = 0e0": "1", "c = REAL '0'": "1",
	} {
		got, _, err := f.read(t, e, "SELECT count(*) FROM t WHERE "+where)
		if err != nil || got != want+"\n" {
			t.Errorf("%s: %q %v", where, got, err)
		}
	}
}

// TestFunctionsAreAskedForRowsOnly: of a column with a dictionary, DuckDB asks a function for each value of the dictionary, unless the
// function fails at values. Values that are in no row that is wanted would fail the statement, or be NULL under TRY.
func TestFunctionsAreAskedForRowsOnly(t *testing.T) {
	dir := t.TempDir()
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	files := write(t, e, dir, `SELECT IF(n % 2 = 0, '18', 'x') AS a, n FROM UNNEST(sequence(1, 5000)) AS v(n)`, 0)
	f := &table{columns: "a string; n int", paths: []string{files[0].Path}}
	e.options.Files = f
	for sql, want := range map[string]string{
		"SELECT luhn_check(a) FROM t WHERE n = 2":                                                          "true\n",
		"SELECT try(luhn_check(a)) FROM t WHERE n = 4":                                                     "true\n",
		"SELECT count_if(luhn_check(a)) FROM t WHERE a <> 'x'":                                             "2500\n",
		"SELECT count(*) FROM t WHERE a <> 'x' AND luhn_check(a)":                                          "2500\n",
		"SELECT count(json_extract_scalar(a, '$')), count(regexp_extract(a, '.', 0)) FROM t WHERE n < 101": "50,100\n",
	} {
		got, _, err := f.read(t, e, sql)
		if err != nil || got != want {
			t.Errorf("%s: %q %v", sql, got, err)
		}
	}
	_, _, err := f.read(t, e, "SELECT luhn_check(a) FROM t WHERE n = 1")
	if failed := new(engine.Error); !errors.As(err, &failed) || failed.Code != "INVALID_FUNCTION_ARGUMENT" {
		t.Errorf("%v", err)
	}
}
