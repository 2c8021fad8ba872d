package hive_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tarn/internal/blob"
	"tarn/internal/catalog"
	"tarn/internal/hive"
)

// A table that is made without rows has run nevertheless, as who watches it sees.
func TestATableWithoutRowsHasBeenMade(t *testing.T) {
	l := newLab(t)
	if got := l.ask("CREATE TABLE empty AS SELECT 1 AS a WITH NO DATA"); got != "" {
		t.Fatal(got)
	}
	if l.last.Started.IsZero() || l.last.Started.After(l.last.Ended) {
		t.Errorf("it has begun at %v and ended at %v", l.last.Started, l.last.Ended)
	}
	l.want("SELECT count(*) FROM empty", "0")
}

// A partition's value may be longer than a folder's name can be, by whichever writer.
func TestRowsComeToPartitionsOfLongValues(t *testing.T) {
	l := newLab(t)
	values := []string{strings.Repeat("Seoul ", 60) + ".", "arn:aws:iam::123456789012:role/" + strings.Repeat("r", 169)}
	for _, format := range []string{"PARQUET", "JSON"} {
		if got := l.ask("CREATE TABLE long_" + format + " WITH (format = '" + format + "', partitioned_by = ARRAY['k']) AS SELECT * FROM (VALUES (1, '" + values[0] + "'), (2, '" + values[1] + "')) v(n, k)"); got != "" {
			t.Fatal(got)
		}
		l.want("SELECT n, k FROM long_"+format+" ORDER BY n", "1|"+values[0]+"\n2|"+values[1])
	}
}

// Rows of a table whose partitions are projected go where they are read: into the folder that the projection gives, and nowhere else.
func TestRowsComeWherePartitionsAreProjected(t *testing.T) {
	l := newLab(t)
	l.table("p", "s3://own/p/", hive.LazySimpleSerDe, "a int", "month int; day string; kind string", "projection.enabled=true",
		"projection.month.type=integer", "projection.month.range=1,12", "projection.month.digits=2",
		"projection.day.type=date", "projection.day.range=2024/01/01,2024/12/31", "projection.day.format=yyyy/MM/dd",
		"projection.kind.type=enum", "projection.kind.values=x,y")
	if got := l.ask("INSERT INTO p VALUES (1, 7, '2024/07/01', 'x'), (2, 12, '2024/12/31', 'y')"); got != "" {
		t.Fatal(got)
	}
	l.want("SELECT a, month, day, kind FROM p ORDER BY a", "1|7|2024/07/01|x\n2|12|2024/12/31|y")
	for _, row := range []string{"(9, 13, '2024/07/01', 'x')", "(9, 7, '2025/07/01', 'x')", "(9, 7, '2024/07/01', 'z')", "(9, NULL, '2024/07/01', 'x')"} {
		if got := l.ask("INSERT INTO p VALUES " + row); !strings.HasPrefix(got, "HIVE_INVALID_PARTITION_VALUE: partition month=") {
			t.Errorf("%s: %s", row, got)
		}
	}
	l.want("SELECT count(*) FROM p", "2")
}

// A partition may be read in another way than its table: then nothing is written into it that would be read as something else.
func TestRowsComeToPartitionsThatAreReadAsTheirTable(t *testing.T) {
	l := newLab(t)
	l.put("s3://own/t/k=x/old", "1|2\n")
	table := l.table("t", "s3://own/t/", hive.LazySimpleSerDe, "a int; b int", "k string", "field.delim=,")
	l.partition(table, "s3://own/t/k=y/", "y")
	p := catalog.Partition{Values: []string{"x"}, Storage: table.Storage, Created: time.Now()}
	p.Storage.Location = "s3://own/t/k=x/"
	p.Storage.SerDe.Parameters = map[string]string{"field.delim": "|"}
	if err := l.db.AddPartition(t.Context(), table, p); err != nil {
		t.Fatal(err)
	}
	if got := l.ask("INSERT INTO t VALUES (3, 4, 'x')"); !strings.HasPrefix(got, "NOT_SUPPORTED: partition k=x of table d.t is read by a SerDe or delimiters of its own") {
		t.Error(got)
	}
	if got := l.ask("INSERT INTO t VALUES (5, 6, 'y')"); got != "" {
		t.Error(got)
	}
	l.want("SELECT a, b, k FROM t ORDER BY a", "1|2|x\n5|6|y")
}

// Statements keep whole numbers without zeros in front, and folders may have them: MSCK finds that the folder is a partition's already.
func TestRepairKnowsAPartitionByItsPlace(t *testing.T) {
	l := newLab(t)
	l.put("s3://own/t/year=2024/month=01/a", "1\n2\n")
	l.put("s3://own/t/year=2024/month=02/a", "3\n")
	l.table("t", "s3://own/t/", hive.LazySimpleSerDe, "a int", "year int; month int")
	for _, sql := range []string{"ALTER TABLE t ADD PARTITION (year='2024', month='01') LOCATION 's3://own/t/year=2024/month=01/'", "MSCK REPAIR TABLE t", "MSCK REPAIR TABLE t"} {
		l.ask(sql)
	}
	l.want("SELECT month, count(*) FROM t GROUP BY month ORDER BY month", "1|2\n2|1")
}

// A bucket from which nothing can be removed keeps nobody from the rest: what was written stays noted, and is removed when it can be.
func TestRecoverGoesOnWhereAPlaceCannotBeReached(t *testing.T) {
	l := newLab(t)
	l.buckets.S3 = map[string]blob.S3Options{"gone": {EndpointURL: "http://127.0.0.1:9", Region: "us-east-1", Anonymous: true, MaxAttempts: 1}}
	l.put("s3://own/u/part", "x")
	for _, w := range []hive.Write{
		{ID: "a", Begun: time.Now(), Place: "s3://gone/u/", Files: []string{"s3://gone/u/part"}},
		{ID: "b", Begun: time.Now(), Place: "s3://own/u/", Files: []string{"s3://own/u/part"}},
	} {
		if err := l.db.BeginWrite(t.Context(), w, false); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := l.tables.Recover(ctx); err == nil || !strings.Contains(err.Error(), "s3://gone/u/") {
		t.Errorf("%v", err)
	}
	left, err := l.db.Writes(t.Context())
	if err != nil || len(left) != 1 || left[0].ID != "a" {
		t.Errorf("%+v, %v", left, err)
	}
}

// What an unfinished write left is swept after a day in which nothing was written into it; one that is at work for longer keeps its folder.
func TestSweepLeavesWritesThatAreAtWork(t *testing.T) {
	l := newLab(t)
	old := time.Now().Add(-25 * time.Hour)
	for _, name := range []string{"write-left", "write-long"} {
		file := filepath.Join(l.tables.Temp, name, "rows", "part")
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		if name == "write-left" {
			if err := os.Chtimes(file, old, old); err != nil {
				t.Fatal(err)
			}
		}
		for _, dir := range []string{filepath.Dir(file), filepath.Dir(filepath.Dir(file))} {
			if err := os.Chtimes(dir, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	l.tables.Sweep()
	left, err := filepath.Glob(filepath.Join(l.tables.Temp, "write-*"))
	if err != nil || len(left) != 1 || filepath.Base(left[0]) != "write-long" {
		t.Errorf("left are %v, %v", left, err)
	}
}

// Rows of a bucketed table lie where Hive's hash has them, so that none are added: https://docs.aws.amazon.com/athena/latest/ug/insert-into.html.
func TestNoRowsComeToBucketedTables(t *testing.T) {
	l := newLab(t)
	l.put("s3://own/t/000000_0", "1|2\n")
	l.put("s3://own/t/000001_0", "3|4\n")
	table := l.table("t", "s3://own/t/", hive.LazySimpleSerDe, "a int; b int", "", "field.delim=|")
	table, err := l.db.Table(t.Context(), table.Database, table.Name)
	if err != nil {
		t.Fatal(err)
	}
	table.Storage.Buckets, table.Storage.BucketColumns = 2, []string{"a"}
	if err := l.db.SetTable(t.Context(), table.Name, table, false); err != nil {
		t.Fatal(err)
	}
	if got := l.ask("INSERT INTO t VALUES (5, 6)"); got != "table d.t is CLUSTERED BY (a): rows come to no bucketed table, as on Athena" {
		t.Error(got)
	}
	l.want("SELECT a FROM t ORDER BY a", "1\n3")
}
