package hive_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"tarn/internal/objects"
)

// ofAllTypes are rows of every type that a table can have, NULL among them.
const ofAllTypes = `SELECT * FROM (VALUES
  (1, true, TINYINT '-128', SMALLINT '7', BIGINT '9223372036854775807', REAL '1.5', DOUBLE '-2.5E-9', CAST('-12345.67' AS decimal(9,2)), CAST('9999999999999999999999999999.1234567890' AS decimal(38,10)),
   'žluťoučký 한국어 "quoted" \ {}', CAST('ab' AS char(4)), to_utf8('bytes'), DATE '1969-12-31', TIMESTAMP '2024-02-29 23:59:59.987',
   ARRAY['a', NULL, ''], MAP(ARRAY['k', 'l'], ARRAY[1, NULL]), CAST(ROW(5, ARRAY[DATE '2024-01-02', NULL]) AS ROW(x integer, y array(date)))),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (3, false, TINYINT '0', SMALLINT '-1', BIGINT '0', REAL '-0.25', DOUBLE '1E300', CAST('0.00' AS decimal(9,2)), CAST('-0.0000000001' AS decimal(38,10)),
   '', CAST('' AS char(4)), to_utf8(''), DATE '9999-12-31', TIMESTAMP '1900-01-01 00:00:00.000', CAST(ARRAY[] AS array(varchar)), CAST(MAP() AS map(varchar, integer)), CAST(ROW(NULL, NULL) AS ROW(x integer, y array(date))))
) AS t(id, b, ti, si, bi, re, do, de, big, s, c, bin, d, ts, a, m, r)`

// What CREATE TABLE AS and INSERT write in a format is what the table's SerDe gives back.
func TestTablesOfOtherFormatsGiveBackWhatWasWritten(t *testing.T) {
	for _, form := range []string{
		"format = 'JSON'", "format = 'JSON', write_compression = 'NONE'", "format = 'JSON', write_compression = 'ZSTD', compression_level = 19", "format = 'TEXTFILE'", "format = 'TEXTFILE', field_delimiter = ','", "format = 'TEXTFILE', field_delimiter = '|', write_compression = 'ZSTD'",
		"format = 'JSON', write_compression = 'SNAPPY'", "format = 'TEXTFILE', write_compression = 'LZ4'", "format = 'TEXTFILE', write_compression = 'DEFLATE'",
		"format = 'AVRO'", "format = 'AVRO', write_compression = 'SNAPPY'", "format = 'AVRO', write_compression = 'ZSTD'", "format = 'AVRO', write_compression = 'NONE'",
		"format = 'PARQUET', write_compression = 'ZSTD', compression_level = '4'",
	} {
		t.Run(form, func(t *testing.T) {
			l := newLab(t)
			want := l.ask(ofAllTypes + " ORDER BY id")
			l.want("CREATE TABLE w WITH ("+form+", external_location = 's3://lake/w/') AS "+ofAllTypes, "")
			l.want("SELECT * FROM w ORDER BY id", want)
			l.want("INSERT INTO w SELECT * FROM w", "")
			l.want("SELECT DISTINCT * FROM w ORDER BY id", want)
			l.want("SELECT count(*) FROM w", "6")
			// In partitions, and with one of NULL.
			l.want("CREATE TABLE p WITH ("+form+", external_location = 's3://lake/p/', partitioned_by = ARRAY['day', 'n']) AS SELECT id, s, a, if(id < 3, DATE '2024-01-01') AS day, id % 2 AS n FROM w", "")
			l.want("SELECT day, n, id, s, count(*) FROM p GROUP BY 1, 2, 3, 4 ORDER BY id", strings.ReplaceAll("2024-01-01|1|1|S|2\n2024-01-01|0|2|NULL|2\nNULL|1|3||2", "S", `žluťoučký 한국어 "quoted" \ {}`))
			l.want(`SELECT count(*) FROM p WHERE "$path" LIKE 's3://lake/p/day=2024-01-01/n=1/%'`, "2")
		})
	}
}

// contents are the objects' under an address, without their gzip.
func (l *lab) contents(uri string) (out []byte) {
	l.Helper()
	bucket, prefix, _ := objects.Split(uri)
	b, err := l.buckets.Open(l.Context(), bucket)
	if err != nil {
		l.Fatal(err)
	}
	list, _, err := b.List(l.Context(), prefix, "", 100)
	if err != nil {
		l.Fatal(err)
	}
	for _, o := range list {
		f, _, err := b.Get(l.Context(), o.Key, 0, -1)
		if err != nil {
			l.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			l.Fatal(err)
		}
		text, err := io.ReadAll(z)
		if err != nil {
			l.Fatal(err)
		}
		f.Close()
		out = append(out, text...)
	}
	return out
}

// The files are what other readers of JSON and of delimited text read.
func TestFilesOfOtherFormatsAreReadByOthers(t *testing.T) {
	l := newLab(t)
	const rows = `SELECT * FROM (VALUES (1, 'a"b', 0.5e0, ARRAY['x', NULL]), (2, NULL, NULL, NULL)) AS t(ID, Name, f, a)`
	l.want("CREATE TABLE j WITH (format = 'JSON', external_location = 's3://lake/j/') AS "+rows, "")
	var all []map[string]any
	for d := json.NewDecoder(bytes.NewReader(l.contents("s3://lake/j/"))); d.More(); {
		var row map[string]any
		if err := d.Decode(&row); err != nil {
			t.Fatal(err)
		}
		all = append(all, row)
	}
	if text, _ := json.Marshal(all); string(text) != `[{"a":["x",null],"f":0.5,"id":1,"name":"a\"b"},{"a":null,"f":null,"id":2,"name":null}]` {
		t.Errorf("%s", text)
	}
	l.want("CREATE TABLE c WITH (format = 'TEXTFILE', field_delimiter = ',', external_location = 's3://lake/c/') AS "+rows, "")
	if text := string(l.contents("s3://lake/c/")); text != "1,a\"b,0.5,x\x02\\N\n2,\\N,\\N,\\N\n" {
		t.Errorf("%q", text)
	}
}

// A value that would be read as another is refused, and so is the whole statement: nothing of it is left.
func TestValuesThatAFormatDoesNotHaveAreRefused(t *testing.T) {
	for _, c := range []struct{ form, value, says string }{
		{"format = 'TEXTFILE', field_delimiter = ','", "'a,b'", "field delimiter"},
		{"format = 'TEXTFILE'", "'a' || chr(10) || 'b'", "a line's end"},
		{"format = 'TEXTFILE'", `'\N'`, "stands for NULL"},
		{"format = 'TEXTFILE'", `ARRAY[CAST('' AS varchar)]`, "one empty value"},
		{"format = 'TEXTFILE'", `ARRAY['a' || chr(2)]`, "within an array"},
		{"format = 'TEXTFILE'", `CAST(ROW(NULL) AS ROW(x integer))`, "one empty value"},
		{"format = 'JSON'", "nan()", "no number in JSON"},
		{"format = 'JSON'", "X'FF'", "no UTF-8"},
		{"format = 'AVRO'", "MAP(ARRAY[1], ARRAY[2])", "a map's keys are integer"},
		{"format = 'AVRO'", `CAST(ROW(1) AS ROW("a-b" integer))`, "other characters than letters, digits and underscores"},
		{"format = 'ORC'", "1", "format = 'ORC' is not in Tarn, which writes PARQUET, AVRO, JSON, TEXTFILE"},
		{"format = 'ION'", "1", "format = 'ION' is not in Tarn"},
		{"format = 'JSON', write_compression = 'BZIP2'", "1", "choose of GZIP, SNAPPY, LZ4, DEFLATE, ZSTD, NONE"},
		{"format = 'JSON', parquet_compression = 'GZIP'", "1", "parquet_compression is not for JSON"},
		{"format = 'JSON', field_delimiter = ','", "1", "field_delimiter is for TEXTFILE"},
		{"format = 'TEXTFILE', field_delimiter = 'ab'", "1", "a single character"},
		{"compression_level = 3", "1", "compression_level is for ZSTD"},
	} {
		l := newLab(t)
		if got := l.ask("CREATE TABLE w WITH (" + c.form + ", external_location = 's3://lake/w/') AS SELECT 1 AS id, " + c.value + " AS v"); !strings.Contains(got, c.says) {
			t.Errorf("%s of %s: %s", c.form, c.value, got)
		}
		l.want("CREATE TABLE w WITH (external_location = 's3://lake/w/') AS SELECT 1 AS id", "")
	}
}

// Rows come to tables of delimited text and of JSON that were declared, unless a property is not followed.
func TestRowsComeToDeclaredTablesOfText(t *testing.T) {
	l := newLab(t)
	l.put("s3://lake/other", "")
	l.want("CREATE EXTERNAL TABLE c (n int, s string) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' STORED AS TEXTFILE LOCATION 's3://lake/c/'", "")
	l.want("INSERT INTO c VALUES (1, 'a'), (2, NULL)", "")
	l.want("SELECT n, s FROM c ORDER BY n", "1|a\n2|NULL")
	if text := string(l.contents("s3://lake/c/")); text != "1\ta\n2\t\\N\n" {
		t.Errorf("%q", text)
	}
	l.want("CREATE EXTERNAL TABLE j (n int, s string) ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe' LOCATION 's3://lake/j/'", "")
	l.want("INSERT INTO j VALUES (1, 'a,b')", "")
	l.want("SELECT n, s FROM j", "1|a,b")
	l.want("CREATE EXTERNAL TABLE h (n int) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/h/' TBLPROPERTIES ('skip.header.line.count' = '1')", "")
	if got := l.ask("INSERT INTO h VALUES 1"); !strings.Contains(got, "skip.header.line.count") {
		t.Error(got)
	}
	l.want("CREATE EXTERNAL TABLE x (n int) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' LOCATION 's3://lake/x/'", "")
	if got := l.ask("INSERT INTO x VALUES 1"); !strings.Contains(got, "rows come to tables of Parquet, Avro, Hive's JSON and delimited text only") {
		t.Error(got)
	}
	// A partition that has a SerDe of its own would not read what the table's writes.
	l.want("CREATE EXTERNAL TABLE p (n int) PARTITIONED BY (k string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/p/'", "")
	table, err := l.db.Table(t.Context(), "d", "p")
	if err != nil {
		t.Fatal(err)
	}
	table.Storage.SerDe.Library = openX
	l.partition(table, "s3://lake/p/k=a/", "a")
	if got := l.ask("INSERT INTO p VALUES (1, 'a')"); !strings.Contains(got, "partition k=a of table d.p is read by a SerDe or delimiters of its own, "+openX) {
		t.Error(got)
	}
	l.want("INSERT INTO p VALUES (1, 'b')", "")
	l.want("SELECT n, k FROM p", "1|b")
}
