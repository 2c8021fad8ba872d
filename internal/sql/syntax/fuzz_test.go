package syntax

import (
	"reflect"
	"testing"
)

// same reports whether two trees are equal but for their places in the text.
func same(a, b any) bool { return sameValue(reflect.ValueOf(a), reflect.ValueOf(b)) }

var spanType = reflect.TypeOf(Span{})

func sameValue(a, b reflect.Value) bool {
	if a.IsValid() != b.IsValid() {
		return false
	}
	if !a.IsValid() {
		return true
	}
	if a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return sameValue(a.Elem(), b.Elem())
	case reflect.Struct:
		if a.Type() == spanType {
			return true
		}
		for i := range a.NumField() {
			if !sameValue(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !sameValue(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	}
	return a.Equal(b)
}

var seeds = []string{
	`WITH FUNCTION f(x varchar(3), y row(a integer)) RETURNS bigint NOT DETERMINISTIC RETURNS NULL ON NULL INPUT COMMENT 'c' RETURN (x = 'a'), FUNCTION g() RETURNS integer RETURN 1 + 2 * 3 WITH RECURSIVE t (n) AS (SELECT 1) SELECT f(n), g() FROM t`,
	`SELECT * FROM t, JSON_TABLE(t.doc FORMAT JSON, 'lax $[*]' AS p PASSING 1 AS x COLUMNS (n FOR ORDINALITY, a varchar(3) PATH 'lax $.a' DEFAULT 'x' ON EMPTY ERROR ON ERROR, b varchar FORMAT JSON WITH CONDITIONAL ARRAY WRAPPER OMIT QUOTES ON SCALAR STRING EMPTY ARRAY ON EMPTY, NESTED PATH 'lax $.c' AS q COLUMNS (c integer)) PLAN DEFAULT (INNER, CROSS) ERROR ON ERROR) AS j (a, b, c, d)`,
	`SELECT * FROM TABLE(exclude_columns(input => TABLE(SELECT a, b FROM t) AS u (x, y), columns => DESCRIPTOR(x))), TABLE(sequence(1, length('a')))`,
	`SELECT 1`,
	`SELECT * FROM a AS b MATCH_RECOGNIZE (PARTITION BY x, b.y ORDER BY z DESC MEASURES FINAL LAST(A.x, 2) AS m, RUNNING count(A.*) AS "n", CLASSIFIER(U) AS c, MATCH_NUMBER() AS d ALL ROWS PER MATCH WITH UNMATCHED ROWS AFTER MATCH SKIP TO LAST A SEEK PATTERN (^ (A | B | ())*? C{2,} (C{,3}?)+ PERMUTE(A, B C) {- D{1} E{1,2} -}?? (F (G H)) $) SUBSET U = (A, B), V = (C) DEFINE A AS PREV(x, 2) < NEXT(A.x) AND count(*) < 3, "B" AS TRUE) AS t (p, q) TABLESAMPLE SYSTEM (10)`,
	`SELECT running, final FROM (SELECT 1) MATCH_RECOGNIZE (ONE ROW PER MATCH AFTER MATCH SKIP TO FIRST PATTERN (first first) DEFINE first AS TRUE) MATCH_RECOGNIZE, a MATCH_RECOGNIZE (ALL ROWS PER MATCH OMIT EMPTY MATCHES AFTER MATCH SKIP PAST LAST ROW PATTERN (A) DEFINE A AS x)`,
	`SELECT json_value(a FORMAT JSON ENCODING UTF8, 'lax $.a' PASSING 1 AS "x", b FORMAT JSON AS y RETURNING varchar(5) NULL ON EMPTY DEFAULT 'x' ON ERROR), json_exists(a, 'lax $' UNKNOWN ON ERROR), json_query(a, 'lax $' AS p RETURNING varchar FORMAT JSON WITH CONDITIONAL WRAPPER KEEP QUOTES ON SCALAR STRING EMPTY ARRAY ON EMPTY ERROR ON ERROR)`,
	`PREPARE p FROM SELECT ? + 1`, `EXECUTE p USING 1, 'a' || 'b'`, `EXECUTE IMMEDIATE 'SELECT ?' USING 1`, `DEALLOCATE PREPARE p`, `DESCRIBE INPUT p`, `DESCRIBE OUTPUT p`,
	`CREATE OR REPLACE VIEW a.b COMMENT 'c' SECURITY INVOKER AS SELECT 1 x`, `DROP VIEW IF EXISTS a.b`, `SHOW STATS FOR a.b`, `SHOW DATABASES LIKE 'a*'`, `SHOW SESSION`,
	`CREATE TABLE IF NOT EXISTS a.b (x, y) COMMENT 'c' WITH (format = 'PARQUET', partitioned_by = ARRAY['y']) AS (SELECT 1, 2) WITH NO DATA`, `CREATE TABLE a WITH (x = 1) AS SELECT 1 a`,
	`INSERT INTO a.b (x, y) VALUES (1, 2)`, `INSERT INTO a (SELECT 1)`, `UNLOAD (SELECT 1 a) TO 's3://b/c/' WITH (format = 'JSON')`, "DROP TABLE IF EXISTS `a`.`b c`",
	`CREATE DATABASE IF NOT EXISTS a COMMENT 'c' LOCATION 's3://b/' WITH DBPROPERTIES ('a' = 'b')`, `DROP DATABASE IF EXISTS a CASCADE`, `ALTER TABLE a SET TBLPROPERTIES ('a' = 'b')`,
	`DESCRIBE FORMATTED a`, `EXPLAIN (TYPE SQL) SELECT 1`,
	`SELECT json_object(), json_object('a' : 1, KEY b VALUE (2) FORMAT JSON ABSENT ON NULL WITHOUT UNIQUE KEYS), json_array(RETURNING varbinary FORMAT JSON ENCODING UTF16), json_array(1, 'x' FORMAT JSON NULL ON NULL)`,
	`SELECT eventTime, userIdentity.username FROM dd9b02cd-cf28-4ad1-9e01-0123456789ab WHERE eventTime > '2022-01-10 04:26:59.713433' AND awsRegion IN ('us-east-1', 'it''s')`,
	`SELECT a FROM 28e502cd-1e28-4ad1-9e01-0123456789ab AS t LIMIT 10`,
	`WITH RECURSIVE t (n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT sum(n) FROM t`,
	`SELECT * FROM (a CROSS JOIN b) LEFT JOIN c USING (x, y) JOIN d JOIN e ON d.x = e.x ON TRUE`,
	`((SELECT 1) UNION ALL (SELECT 2 ORDER BY 1 LIMIT 1)) INTERSECT VALUES (1, 'a'), ROW(2, U&'\0041') ORDER BY 1 DESC NULLS FIRST OFFSET 2 ROWS FETCH FIRST 3 ROWS WITH TIES`,
	`SELECT count(*) FILTER (WHERE x > 1), sum(DISTINCT y) OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING), lag(z) IGNORE NULLS OVER w FROM t WINDOW w AS (ORDER BY q) GROUP BY GROUPING SETS ((), (a), (a, b)), ROLLUP (c, (d, e)), CUBE (f)`,
	`SELECT filter(a, x -> x > 1), reduce(a, 0, (s, x) -> s + x, s -> s), transform(b, () -> 1) FROM t CROSS JOIN UNNEST (a, b) WITH ORDINALITY AS u (x, y, n)`,
	`SELECT CAST(x AS row(a bigint, b array(varchar(10)))), TRY_CAST(y AS timestamp(3) with time zone), CAST(m AS MAP<varchar, ARRAY<bigint>>), CAST(z AS double precision array)`,
	`SELECT - - 1, -x * 2, a || b + c, NOT NOT a, x AT TIME ZONE 'UTC', date '2020-01-01' + interval '1' day, EXTRACT(year FROM d), (a, b) IN (SELECT 1, 2), x = ALL (SELECT 1), (1).a`,
	`SELECT CASE x WHEN 1 THEN 'a' ELSE NULL END, CASE WHEN a OR b AND NOT c THEN X'65' END, a.b['c'][1].d, "quoted ""x""", trim(LEADING 'x' FROM y), position('a' IN b), substring(a FROM 1 FOR 2), CURRENT_TIMESTAMP(3)`,
	`SELECT listagg(x, ',' ON OVERFLOW TRUNCATE '...' WITHOUT COUNT) WITHIN GROUP (ORDER BY x) FROM t TABLESAMPLE BERNOULLI (10) FOR`,
	`EXPLAIN (TYPE LOGICAL, FORMAT JSON) SELECT a.* FROM t FOR TIMESTAMP AS OF TIMESTAMP '2020-01-01' a`,
	`SELECT a FROM t UNION ALL CORRESPONDING BY (a, b) SELECT b FROM u INTERSECT CORRESPONDING SELECT [1, 2][1], grouping(a.b) FROM TABLE(f.sequence(1, stop => 2)) AS s GROUP BY AUTO, a`,
	`SHOW TABLES FROM x LIKE 'a%' ESCAPE '!'`, `SHOW CREATE TABLE a.b`, `DESCRIBE a`,
	"CREATE EXTERNAL TABLE IF NOT EXISTS `a`.b (c int COMMENT 'it\\'s', `d e` struct<x:array<map<string,decimal(5,2)>>, `y`:date COMMENT \"z\">, 1f varchar(3)) COMMENT \"q\" PARTITIONED BY (p string, timestamp bigint) CLUSTERED BY (c) SORTED BY (c DESC, d) INTO 4 BUCKETS ROW FORMAT SERDE 'x.Y' WITH SERDEPROPERTIES ('input.regex' = '(\\\\d+) \\\"(.*)\\\"', \"e\"='\\u0001\\t\\101\\%') STORED AS INPUTFORMAT 'i' OUTPUTFORMAT 'o' LOCATION 's3://b/c/' TBLPROPERTIES ('a'='b''c');",
	`CREATE EXTERNAL TABLE t (a int) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t' ESCAPED BY '\\' COLLECTION ITEMS TERMINATED BY '|' MAP KEYS TERMINATED BY ':' LINES TERMINATED BY '\n' NULL DEFINED AS '' STORED AS TEXTFILE WITH SERDEPROPERTIES ('a'='b') LOCATION 's3://b/'`,
	`CREATE EXTERNAL TABLE t STORED AS PARQUET WITH SERDEPROPERTIES ('a'='b')`, `CREATE TABLE t (id bigint, ts timestamp) PARTITIONED BY (day(ts), bucket(16, id), id) LOCATION 's3://b/' TBLPROPERTIES ('table_type' = 'ICEBERG')`,
	"ALTER TABLE a.b ADD IF NOT EXISTS PARTITION (x = 'y', z = 05) LOCATION 's3://b/' PARTITION (x = -1.5, z = true)", "ALTER TABLE `a.b` DROP IF EXISTS PARTITION (x = date '2020-01-01'), PARTITION (x = 'b')",
	`ALTER TABLE a PARTITION (x = 1) RENAME TO PARTITION (x = 2)`, `ALTER TABLE a PARTITION (x = 1) SET LOCATION 's3://b/'`, `ALTER TABLE a REPLACE COLUMNS (x int, y array<string>)`, `ALTER TABLE a ADD COLUMNS (x int)`,
	`ALTER TABLE a CHANGE COLUMN x y string COMMENT 'z' AFTER w`, `ALTER TABLE a CHANGE column column int FIRST`, `ALTER TABLE a DROP COLUMN x`, `ALTER TABLE a RENAME TO b.c`, `ALTER TABLE a UNSET TBLPROPERTIES IF EXISTS ('x', "y")`,
	`ALTER DATABASE a SET DBPROPERTIES ('x' = "it's")`, "MSCK REPAIR TABLE `a-b`.c", `SHOW PARTITIONS a.b PARTITION (x = 'it''s')`, `SHOW TBLPROPERTIES a ('x')`, "SHOW COLUMNS IN `a` FROM 1b", `DESCRIBE FORMATTED a PARTITION (x = 1) c.d.'$elem$'`,
	"OPTIMIZE `a`.b REWRITE DATA USING BIN_PACK WHERE x = 'it''s' AND y > DATE '2024-01-01'", `VACUUM a.b`,
	"SELECT ‘x’ -- y\n/* z */",
}

func FuzzParsePrint(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, sql string) {
		first, err := Parse(sql)
		if err != nil {
			return
		}
		printed := Print(first)
		second, err := Parse(printed)
		if err != nil {
			t.Fatalf("printed statement does not parse: %v\n%s\n%s", err, sql, printed)
		}
		if !same(first, second) {
			t.Fatalf("printed statement parses to another tree:\n%s\n%s\n%s", sql, printed, Print(second))
		}
		Walk(first, func(n Node) bool {
			if n.Pos().Offset > n.End().Offset || n.End().Offset > len(sql) {
				t.Fatalf("%T spans %d to %d", n, n.Pos().Offset, n.End().Offset)
			}
			return true
		})
	})
}
