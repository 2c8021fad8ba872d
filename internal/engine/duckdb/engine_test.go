package duckdb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/engine"
	"tarn/internal/query/format"
	"tarn/internal/rows"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

var events = &schema.Relation{Catalog: "aws:cloudtrail", Schema: "default", Name: "cloudtrail", Columns: schema.LakeColumns(schema.CloudTrail), Lake: true, Source: "events"}

type oneTable struct{}

func (oneTable) Lookup(parts []string) (*schema.Relation, error) {
	if parts[len(parts)-1] == "cloudtrail" {
		return events, nil
	}
	return nil, nil
}
func (oneTable) Names() []string { return []string{"cloudtrail"} }

// lakeFiles answers with files, and remembers what it was asked.
type lakeFiles struct {
	paths    []string
	columns  []string
	where    []schema.Predicate
	held     int
	fails    error
	released chan struct{}
}

func (f *lakeFiles) Plan(_ context.Context, rel *schema.Relation, columns []string, where []schema.Predicate) (*engine.FileSet, error) {
	if f.fails != nil {
		return nil, f.fails
	}
	f.columns, f.where = columns, where
	f.held++
	return &engine.FileSet{Paths: f.paths, Table: schema.CloudTrail, Rows: 10, Bytes: 1000, Total: 5, Release: func() { f.held-- }}, nil
}

func analysed(t *testing.T, sql string) *analyze.Query {
	t.Helper()
	stmt, err := syntax.Parse(sql)
	if err != nil {
		t.Fatal(err)
	}
	q, err := analyze.Analyze(stmt, oneTable{}, analyze.Options{Lake: true})
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return q
}

// csv runs a statement and writes its result.
func csv(t *testing.T, e *Engine, sql string) (string, engine.Stats, error) {
	t.Helper()
	return answer(t, e, analysed(t, sql))
}

// answer runs an analysed statement and writes its result, without the columns' names.
func answer(t *testing.T, e *Engine, q *analyze.Query) (string, engine.Stats, error) {
	t.Helper()
	r, err := e.Run(t.Context(), q, nil)
	if err != nil {
		return "", engine.Stats{}, err
	}
	defer r.Close()
	var b strings.Builder
	w, _ := format.NewCSV(&b, q.Columns)
	for {
		batch, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", r.Stats(), err
		}
		w.Rows(batch)
	}
	w.Close()
	_, rows, _ := strings.Cut(b.String(), "\n")
	return rows, r.Stats(), nil
}

func TestStatementsOverTheLakesFiles(t *testing.T) {
	dir := lakeDir(t)
	files := &lakeFiles{paths: []string{writeFile(t, dir, schema.CloudTrail, 4, 10, func(b *rows.Batch, i int) {
		l := b.Layout
		b.SetInt(l.Leaf("eventTime"), day.Add(time.Duration(i)*time.Hour+12*time.Second).UnixMicro())
		b.SetString(l.Leaf("eventName"), fmt.Appendf(nil, "Event%d", i%2))
		b.SetString(l.Leaf("eventID"), fmt.Appendf(nil, "id-%d", i))
		b.SetString(l.Leaf("responseElements"), fmt.Appendf(nil, `{"ConsoleLogin":"Failure","n":{"i":%d}}`, i))
		b.Present(l.Group("userIdentity"))
		b.SetString(l.Leaf("userIdentity.type"), []byte("IAMUser"))
	})}}
	e := openEngine(t, Options{AllowedDirs: []string{dir}, Files: files, Natives: map[string]func([]any) (any, error){
		"tarn_merge_overflow": func(a []any) (any, error) { return a[0], nil }}})
	for _, c := range []struct{ sql, want string }{
		{"SELECT eventTime, eventName FROM cloudtrail WHERE eventID = 'id-1'", "2022-01-11 01:00:12.000,Event1\n"},
		{"SELECT eventName, count(*) FROM cloudtrail GROUP BY 1 ORDER BY 1", "Event0,2\nEvent1,2\n"},
		{"SELECT responseElements, element_at(responseElements, 'ConsoleLogin') FROM cloudtrail WHERE eventTime < '2022-01-11 00:30:00'", "\"{ConsoleLogin=Failure, n={\"\"i\"\":0}}\",Failure\n"},
		{"SELECT userIdentity.type, max(eventTime) FROM cloudtrail GROUP BY 1", "IAMUser,2022-01-11 03:00:12.000\n"},
		{"SELECT count(*) FROM cloudtrail", "4\n"},
		{"SELECT 7/2, 1e10, CAST(NULL AS varchar), ARRAY[1, NULL], TIMESTAMP '2022-01-11 00:27:12 Asia/Seoul'", "3,1.0E10,,\"[1, null]\",2022-01-11 00:27:12 Asia/Seoul\n"},
	} {
		got, stats, err := csv(t, e, c.sql)
		if err != nil || got != c.want {
			t.Errorf("%s\n got %q, %v\nwant %q", c.sql, got, err, c.want)
		}
		if strings.Contains(c.sql, "FROM") && (stats.Files != 1 || stats.TotalFiles != 5 || stats.Bytes != 1000) {
			t.Errorf("%s: %+v", c.sql, stats)
		}
		if files.held != 0 {
			t.Errorf("%s: the files are not released", c.sql)
		}
	}
	csv(t, e, "SELECT eventName FROM cloudtrail WHERE eventTime > '2022-01-11 01:00:00' AND eventID = 'x'")
	if !slices.ContainsFunc(files.where, func(p schema.Predicate) bool { return p.Column == "eventTime" && p.Op == schema.Gt }) || !slices.Contains(files.columns, "eventName") {
		t.Errorf("the planner is told %v, %v", files.columns, files.where)
	}
	for sql, want := range map[string]string{
		"SELECT 1/(count(*) - 4) FROM cloudtrail":                   "DIVISION_BY_ZERO: Division by zero",
		"SELECT CAST(eventName AS bigint) FROM cloudtrail":          "INVALID_CAST_ARGUMENT: Cannot cast 'Event0' to BIGINT",
		"SELECT (SELECT eventName FROM cloudtrail)":                 "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows",
		"SELECT sum(9223372036854775807) FROM cloudtrail":           "NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow",
		"SELECT element_at(ARRAY[1], count(*) - 4) FROM cloudtrail": "INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1",
	} {
		if _, _, err := csv(t, e, sql); !strings.HasPrefix(code(err), want) {
			t.Errorf("%s\n got %s\nwant %s", sql, code(err), want)
		}
	}
	files.fails = errors.New("no plan")
	if _, _, err := csv(t, e, "SELECT count(*) FROM cloudtrail"); !errors.Is(err, files.fails) {
		t.Errorf("a failed plan gives %v", err)
	}
	e.Close()
	if left, _ := os.ReadDir(e.options.TempDir); len(left) > 0 {
		t.Errorf("the engine leaves %v", left)
	}
}

// What format writes as Parquet reads as the same values in DuckDB.
func TestParquetResultsReadBack(t *testing.T) {
	dir := t.TempDir()
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	sql := `SELECT n, true AS b, CAST(n AS smallint) AS s, CAST(n AS integer) AS i, CAST(1.5 AS real) AS r, 1e300 AS d, CAST(-12.34 AS decimal(10,2)) AS m,
		CAST('123456789012345678901234567890.12' AS decimal(38,2)) AS big, if(n > 1, '텍스트', NULL) AS t, X'00ff' AS x, DATE '1969-12-31' AS day,
		TIMESTAMP '2022-01-11 00:27:12.123456' AS at, if(n = 2, NULL, if(n = 3, ARRAY[], ARRAY['a', NULL, 'c'])) AS a,
		ARRAY[ARRAY[1, 2], NULL, ARRAY[], ARRAY[n]] AS nested, MAP(ARRAY['z', 'y'], ARRAY[ARRAY[n], NULL]) AS mp,
		CAST(ROW('IAMUser', if(n = 1, ROW(n, ARRAY['q']))) AS row(type varchar, part row(z bigint, y array(varchar)))) AS who, n AS n
		FROM (VALUES BIGINT '1', 2, 3) v(n)`
	q := analysed(t, sql)
	direct, err := e.Run(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(dir + "/result.parquet")
	if err != nil {
		t.Fatal(err)
	}
	w, err := format.NewParquet(f, q.Columns)
	if err != nil {
		t.Fatal(err)
	}
	var want []engine.Row
	for {
		batch, err := direct.Next()
		if err != nil {
			break
		}
		want = append(want, batch...)
		if err := w.Rows(batch); err != nil {
			t.Fatal(err)
		}
	}
	direct.Close()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	got := mustAll(t, e, "SELECT * FROM '"+f.Name()+"'")
	for i := range max(len(got), len(want)) {
		for c := range q.Columns {
			if g, w := fmt.Sprint(got[i][c]), fmt.Sprint(want[i][c]); g != w {
				t.Errorf("row %d, %s: %s, want %s", i, q.Columns[c].Name, g, w)
			}
		}
	}
	names := mustAll(t, e, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '"+f.Name()+"')")
	if s := fmt.Sprint(names[len(names)-1], names[6], names[11], names[15]); s != "[n_2 BIGINT] [m DECIMAL(10,2)] [at TIMESTAMP] [who STRUCT(\"type\" VARCHAR, part STRUCT(z BIGINT, y VARCHAR[]))]" {
		t.Error(s)
	}
}
