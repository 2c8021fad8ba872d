package query_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tarn/internal/auth"
	"tarn/internal/objects"
)

// What SHOW CREATE TABLE gives makes the same table.
func TestShowCreateTableMakesTheSameTable(t *testing.T) {
	l := newLake(t)
	l.ask("CREATE DATABASE d")
	for _, sql := range []string{
		"CREATE EXTERNAL TABLE t (a int) LOCATION 's3://logs/t/'",
		"CREATE EXTERNAL TABLE t (`a b` int COMMENT 'it\\'s \\\\ \"x\"\\n', `select` struct<`from`:string,b:map<string,array<decimal(5)>>>) COMMENT 'c\\td' PARTITIONED BY (`date` date, n bigint COMMENT 'n') LOCATION 's3://logs/t'",
		"CREATE EXTERNAL TABLE t (a string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://logs/t/' TBLPROPERTIES ('skip.header.line.count'='1', 'a\\'b'='c\\\\d\\u0001')",
		"CREATE EXTERNAL TABLE t (a string) ROW FORMAT DELIMITED COLLECTION ITEMS TERMINATED BY '\\002' NULL DEFINED AS '' LOCATION 's3://logs/t/'",
		"CREATE EXTERNAL TABLE t (a string) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' MAP KEYS TERMINATED BY ':' LINES TERMINATED BY '\\n' STORED AS SEQUENCEFILE LOCATION 's3://logs/t/'",
		"CREATE EXTERNAL TABLE t (a string) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' WITH SERDEPROPERTIES ('serialization.format'=',','field.delim'=',','collection.delim'='|') LOCATION 's3://logs/t/'",
		"CREATE EXTERNAL TABLE t (a string) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe' WITH SERDEPROPERTIES ('input.regex'='^(?!#)([^ ]+)\\\\s+\\\"(.*)\\\"\\%20$') LOCATION 's3://logs/t/'",
		"CREATE EXTERNAL TABLE t (a string) CLUSTERED BY (a) SORTED BY (a) INTO 3 BUCKETS STORED AS AVRO LOCATION 's3://logs/t/' TBLPROPERTIES ('avro.schema.literal'='{\n \"type\": \"record\"}')",
		"CREATE EXTERNAL TABLE t (a string) STORED AS ION LOCATION 's3://logs/t/'",
	} {
		if out := l.ask(sql); out != "" {
			t.Fatalf("%s: %s", sql, out)
		}
		first := l.table("d", "t")
		shown := l.ask("SHOW CREATE TABLE t")
		l.ask("DROP TABLE t")
		if out := l.ask(shown); out != "" {
			t.Errorf("%s\n%s", shown, out)
			continue
		}
		if second := l.table("d", "t"); first != second {
			t.Errorf("%s\n%s\nwas  %s\nis   %s", sql, shown, first, second)
		}
		l.ask("DROP TABLE t")
	}
}

// table is a table as text, without what is of its moment.
func (l *lake) table(database, name string) string {
	l.t.Helper()
	t, err := l.db.Table(l.t.Context(), database, name)
	if err != nil {
		l.t.Fatal(err)
	}
	t.Created, t.Updated = time.Time{}, time.Time{}
	delete(t.Parameters, "transient_lastDdlTime")
	text, err := json.Marshal(t)
	if err != nil {
		l.t.Fatal(err)
	}
	return string(text)
}

// A table is made where a key's role may read, and by who may write.
func TestWhoMayDefineWhat(t *testing.T) {
	l := newLake(t)
	l.buckets.Places = []objects.Place{{Prefix: "s3://logs/team/", Roles: []auth.Role{auth.Analyst}, ReadOnly: true}}
	for _, sql := range []string{
		"CREATE DATABASE d", "CREATE DATABASE other", "CREATE EXTERNAL TABLE other.t (a int) PARTITIONED BY (p string) LOCATION 's3://logs/other/'",
		"CREATE EXTERNAL TABLE mine (a int) PARTITIONED BY (p string) LOCATION 's3://logs/team/mine/'",
	} {
		if out := l.ask(sql); out != "" {
			t.Fatal(out)
		}
	}
	analyst := auth.Key{ID: "a", Role: auth.Analyst, Databases: []string{"d"}}
	for _, c := range []struct {
		key       auth.Key
		sql, want string
	}{
		{analyst, "CREATE EXTERNAL TABLE t (a int) LOCATION 's3://logs/team/t/'", ""},
		{analyst, "CREATE EXTERNAL TABLE u (a int) LOCATION 's3://logs/secret/'", "PERMISSION_DENIED"},
		{analyst, "CREATE EXTERNAL TABLE u (a int) LOCATION 's3://other-logs/'", "PERMISSION_DENIED"},
		{analyst, "CREATE EXTERNAL TABLE u (a int) LOCATION 's3://not-there-at-all/'", "PERMISSION_DENIED"},
		{analyst, "CREATE EXTERNAL TABLE u (a int) LOCATION 's3://logs/team/../secret/'", "HIVE_INVALID_METADATA"},
		{analyst, "CREATE EXTERNAL TABLE u (a int) LOCATION 'file:///etc/'", "PERMISSION_DENIED"},
		{analyst, "CREATE EXTERNAL TABLE u (a int) LOCATION '/etc'", "PERMISSION_DENIED"},
		{analyst, "CREATE EXTERNAL TABLE other.u (a int) LOCATION 's3://logs/team/t/'", "SCHEMA_NOT_FOUND"},
		{analyst, "ALTER TABLE mine SET LOCATION 's3://logs/secret/'", "PERMISSION_DENIED"},
		{analyst, "ALTER TABLE mine SET TBLPROPERTIES ('projection.enabled'='true', 'storage.location.template'='s3://logs/secret/${p}')", "PERMISSION_DENIED"},
		{analyst, "ALTER TABLE mine SET TBLPROPERTIES ('storage.location.template'='s3://logs/team${p}/')", "PERMISSION_DENIED"},
		{analyst, "ALTER TABLE mine SET TBLPROPERTIES ('storage.location.template'='s3://logs/team/mine/${p}')", ""},
		{analyst, "CREATE EXTERNAL TABLE u (a int) PARTITIONED BY (p string) LOCATION 's3://logs/team/t/' TBLPROPERTIES ('storage.location.template'='${p}')", "PERMISSION_DENIED"},
		{analyst, "ALTER TABLE mine ADD PARTITION (p = 'a') LOCATION 's3://logs/secret/'", "PERMISSION_DENIED"},
		{analyst, "ALTER TABLE mine ADD PARTITION (p = 'a') LOCATION 's3://logs/team/x/'", ""},
		{analyst, "ALTER TABLE other.t ADD PARTITION (p = 'a')", "SCHEMA_NOT_FOUND"},
		{analyst, "ALTER TABLE other.t SET TBLPROPERTIES ('a'='b')", "SCHEMA_NOT_FOUND"},
		{analyst, "ALTER TABLE mine RENAME TO other.mine", "SCHEMA_NOT_FOUND"},
		{analyst, "MSCK REPAIR TABLE other.t", "SCHEMA_NOT_FOUND"},
		{analyst, "ALTER DATABASE other SET DBPROPERTIES ('a'='b')", "PERMISSION_DENIED"},
		{analyst, "SHOW PARTITIONS other.t", "TABLE_NOT_FOUND"},
		{analyst, "SHOW CREATE TABLE other.t", "TABLE_NOT_FOUND"},
		{analyst, "SHOW TBLPROPERTIES other.t", "TABLE_NOT_FOUND"},
		{auth.Key{ID: "r", Role: auth.Auditor}, "CREATE EXTERNAL TABLE v (a int) LOCATION 's3://logs/team/v/'", "PERMISSION_DENIED"},
		{auth.Key{ID: "r", Role: auth.Auditor}, "ALTER TABLE mine DROP PARTITION (p = 'a')", "PERMISSION_DENIED"},
		{auth.Key{ID: "r", Role: auth.Auditor}, "SHOW PARTITIONS mine", "p=a"},
		{analyst, "UNLOAD (SELECT 1 AS n) TO 's3://logs/team/../secret/' WITH (format = 'JSON')", "HIVE_INVALID_METADATA"},
		{auth.Key{ID: "r", Role: auth.Admin}, "CREATE DATABASE e LOCATION 's3://logs/./e/'", "HIVE_INVALID_METADATA"},
	} {
		l.key = c.key
		if got := l.ask(c.sql); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s as %s: %s", c.sql, c.key.Role, got)
		}
	}
}

// On one's own command line a folder of this machine is a place, too.
func TestTablesOverFoldersOfThisMachine(t *testing.T) {
	l := newLake(t)
	l.ask("CREATE DATABASE d")
	folder := filepath.Join(t.TempDir(), "my logs")
	for _, name := range []string{"year=2023/a.json", "year=2024/a.json", "other/a.json"} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/etc", filepath.Join(folder, "year=2025")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ sql, want string }{
		{"CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (year int) LOCATION '" + folder + "'", ""},
		{"MSCK REPAIR TABLE t", "Partitions not in metastore:\tt:year=2023\tt:year=2024\nRepair: Added partition to metastore t:year=2023\nRepair: Added partition to metastore t:year=2024\n" +
			"Folders that are not in Hive's style (key=value, key by key): other. ALTER TABLE t ADD PARTITION (…) LOCATION '…' adds them one by one\n"},
		{"CREATE EXTERNAL TABLE p (a int) STORED AS PARQUET LOCATION '" + folder + "'", ""},
		{"INSERT INTO p VALUES 1", "NOT_SUPPORTED: table d.p lies in a folder of this machine, file://" + strings.ReplaceAll(folder, " ", "%20") + "/: rows come only to tables in buckets\n"},
		{"CREATE TABLE v WITH (external_location = 'file:///tmp/v/') AS SELECT 1 AS n", "HIVE_INVALID_METADATA: line 1:42: 'file:///tmp/v/' is no place: give s3://bucket/prefix/\n"},
		{"CREATE EXTERNAL TABLE u (a int) LOCATION 'file://" + folder + "/nothere'", "HIVE_INVALID_METADATA: FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. MetaException(message:there is no folder " + folder + "/nothere/)\n"},
		{"CREATE EXTERNAL TABLE u (a int) LOCATION '" + folder + "/../x'", "HIVE_INVALID_METADATA: line 1:42: 'file://" + strings.ReplaceAll(folder, " ", "%20") + "/../x/' is no place: a folder of this machine is file:///path/, without . and .. between slashes\n"},
		{"CREATE EXTERNAL TABLE u (a int) LOCATION './x'", "HIVE_INVALID_METADATA: line 1:42: './x' is no place: give s3://bucket/prefix/, or a folder by its full path\n"},
	} {
		if got := l.ask(c.sql); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.sql, got, c.want)
		}
	}
	table, err := l.db.Table(t.Context(), "d", "t")
	if want := "file://" + strings.ReplaceAll(folder, " ", "%20") + "/"; err != nil || table.Storage.Location != want {
		t.Errorf("%s, not %s: %v", table.Storage.Location, want, err)
	}
	l.key = auth.Key{ID: "a", Role: auth.Admin}
	if got := l.ask("CREATE EXTERNAL TABLE v (a int) LOCATION 'file://" + folder + "/'"); !strings.HasPrefix(got, "PERMISSION_DENIED") {
		t.Error(got)
	}
	if got := l.ask("MSCK REPAIR TABLE t"); !strings.HasPrefix(got, "PERMISSION_DENIED") {
		t.Error(got)
	}
}
