package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTrinoReadsTablesOfDatabases asks a real Trino, by engine: trino, what DuckDB is asked, of tables over files, which it reads as copies
// that are brought up to date first, and of Iceberg tables of databases.
func TestTrinoReadsTablesOfDatabases(t *testing.T) {
	if os.Getenv("TARN_ENGINES") == "" {
		t.Skip("scripts/engines.sh installs the engines, and runs this")
	}
	l := newBucketLake(t, 3000)
	dir := l.dir("100MB")
	l.run(dir, exitIncomplete, "import", l.logs)
	var key createdKey
	out, _ := l.run(dir, exitOK, "key", "create", "engines", "--role", "admin", "-o", "json")
	if err := json.Unmarshal([]byte(out), &key); err != nil {
		t.Fatal(err)
	}
	files := filepath.Join(t.TempDir(), "files")
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
	for day := 1; day <= 9; day++ {
		put(fmt.Sprintf("2024/05/%02d/a.json", day), fmt.Sprintf(`{"n":%d,"small":%d,"name":"naïve %d","at":"2024-05-%02d 01:02:03","parts":[{"k":"a","v":%d}],"pad":"x"}`+"\n"+`{"n":null}`+"\n", day, day, day, day, day))
	}
	put("../csv/a.csv", "1,one\n2,two\n")
	ddl := func(sql string) { l.run(dir, exitOK, "query", sql) }
	ddl("CREATE DATABASE logs")
	ddl(`CREATE EXTERNAL TABLE logs.raw (n int, small tinyint, name string, at timestamp, parts array<struct<k:string,v:smallint>>, pad varchar(3)) PARTITIONED BY (day string)
		ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION '` + files + `/'
		TBLPROPERTIES ('projection.enabled'='true', 'projection.day.type'='date', 'projection.day.format'='yyyy/MM/dd', 'projection.day.range'='2024/05/01,2024/05/31', 'storage.location.template'='file://` + files + "/${day}')")
	ddl(`CREATE EXTERNAL TABLE logs.flat (n int, name string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION '` + filepath.Join(files, "../csv") + `/'`)
	ddl("CREATE TABLE logs.daily WITH (table_type = 'ICEBERG', is_external = false, location = 's3://any/daily/', partitioning = ARRAY['day']) AS SELECT eventname, date_format(eventtime, '%Y%m%d') AS day, count(*) AS n FROM cloudtrail GROUP BY 1, 2")
	ddl("CREATE VIEW logs.both AS SELECT r.day, r.n, f.name FROM logs.raw r JOIN logs.flat f ON r.n = f.n")
	s := up(t, dir)
	config := onTrino(t, l, dir, s.url, key.Token, "8094")

	trino := func(sql string) string {
		t.Helper()
		out, _ := l.run(dir, exitOK, "--config", config, "query", "-o", "csv", sql)
		return out
	}
	same := func(sql string) string {
		t.Helper()
		own, _ := l.run(dir, exitOK, "query", "-o", "csv", sql)
		if got := trino(sql); got != own {
			t.Errorf("%s\nTrino gives\n%s\nDuckDB\n%s", sql, got, own)
		}
		return own
	}
	contains := func(got, want string) {
		t.Helper()
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	// A day's partition alone is brought up to date for a day.
	contains(same("SELECT day, n, small, name, at, parts[1].v AS v, pad FROM logs.raw WHERE day = '2024/05/03' ORDER BY n"), "2024/05/03,3,3,naïve 3,2024-05-03 01:02:03.000,3,x")
	contains(trino(`SELECT count(*) FROM logs.raw WHERE day BETWEEN '2024/05/03' AND '2024/05/04'`), "\n4\n")
	same("SELECT count(*), sum(n), count(DISTINCT day), max(small), min(at) FROM logs.raw")
	same(`SELECT "$path", "$file_size", "$partition", typeof(small), typeof(at), typeof(pad), n FROM logs.raw ORDER BY 1, n`)
	same("SELECT * FROM logs.flat ORDER BY n")
	same(`SELECT *, "$path" FROM logs.raw ORDER BY n, "$path"`)
	same("SELECT logs.raw.n, logs.flat.* FROM logs.raw JOIN logs.flat ON logs.raw.n = logs.flat.n ORDER BY 1")
	same("SELECT day, count(*), sum(n) FROM logs.daily GROUP BY 1 ORDER BY 1")
	same("SELECT count(*) FROM logs.daily WHERE day > '20240101' AND eventname LIKE 'A%'")
	same("SELECT d.day, count(*) FROM logs.daily d JOIN cloudtrail c ON d.eventname = c.eventName GROUP BY 1 ORDER BY 1")
	same("SELECT * FROM logs.both ORDER BY n")

	// EXPLAIN ANALYZE has the cluster's plan, and what it read.
	plan := trino("EXPLAIN ANALYZE SELECT day, count(*) FROM logs.daily GROUP BY 1")
	for _, want := range []string{"Execution: ", "Trino version: ", "Fragment 1 [", "Aggregate[type = FINAL, keys = [day]]", "Physical input: "} {
		contains(plan, want)
	}

	// What is replaced, added and removed is in the next answer.
	put("2024/05/03/a.json", `{"n":33}`)
	put("2024/05/20/b.json", `{"n":20}`)
	if err := os.Remove(filepath.Join(files, "2024/05/09/a.json")); err != nil {
		t.Fatal(err)
	}
	contains(same("SELECT count(*), sum(n) FROM logs.raw"), "\n16,86\n")
	contains(same("SELECT n FROM logs.raw WHERE day IN ('2024/05/03', '2024/05/09', '2024/05/10')"), "\n33\n")
	ddl("INSERT INTO logs.daily VALUES ('Now', '20300101', 7)")
	contains(same("SELECT n FROM logs.daily WHERE day = '20300101'"), "\n7\n")
	ddl("ALTER TABLE logs.flat CHANGE COLUMN name label string")
	contains(same("SELECT label, n FROM logs.flat ORDER BY n"), "one,1")

	// A whole copy is shown to others, as of its last time.
	if got := listing(t, s.url, key.Token, "logs"); got != "daily" {
		t.Errorf("others see %s", got)
	}
	out, _ = l.run(dir, exitOK, "table", "materialise", "logs.raw")
	contains(out, "9 partitions, 0 of them written")
	if got := listing(t, s.url, key.Token, "logs"); got != "daily raw" {
		t.Errorf("others see %s", got)
	}
}

// listing gives the names of the tables in a namespace of the Iceberg REST catalog.
func listing(t *testing.T, url, token, namespace string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/v1/namespaces/"+namespace+"/tables", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var list struct{ Identifiers []struct{ Name string } }
	if err := json.NewDecoder(answer.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, i := range list.Identifiers {
		names = append(names, i.Name)
	}
	return strings.Join(names, " ")
}
