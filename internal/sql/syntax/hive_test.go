package syntax

import (
	"strings"
	"testing"
)

func TestHiveStatementsAreRead(t *testing.T) {
	for sql, want := range map[string]string{
		"CREATE EXTERNAL TABLE `logs.elb` (\n  Timestamp STRING, -- when\n  `Date` Date COMMENT \"the day\", /* a\n comment */\n  r STRUCT <A: STRING, b:ARRAY < MAP<string,INT> >>\n)\nSTORED AS orc\nLOCATION 's3://b/elb/';": "CREATE EXTERNAL TABLE `logs`.`elb` (Timestamp string, `Date` date COMMENT 'the day', r struct<A:string, b:array<map<string, int>>>) STORED AS ORC LOCATION 's3://b/elb/'",
		`create external table t (a string) partitioned by (p string) row format serde 'x' with serdeproperties ("input.regex" = "^(\\S+) \"(.*)\" \[(\d+)\] \%20$") location "s3://b/"`:                                        `CREATE EXTERNAL TABLE t (a string) PARTITIONED BY (p string) ROW FORMAT SERDE 'x' WITH SERDEPROPERTIES ('input.regex' = '^(\\S+) "(.*)" [(d+)] \\%20$') LOCATION 's3://b/'`,
		`CREATE EXTERNAL TABLE t (a string) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001' ESCAPED BY '\\' LINES TERMINATED BY '\n'`:                                                                                          "CREATE EXTERNAL TABLE t (a string) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\x01' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n'",
		`ALTER TABLE orders SET TBLPROPERTIES ('notes'="Please don't drop this.", 'a'='it''s')`:                                                                                                                                 `ALTER TABLE orders SET TBLPROPERTIES ('notes' = 'Please don\'t drop this.', 'a' = 'its')`,
		"ALTER TABLE x ADD PARTITION (`date`='2020-01-01', hour = 05) LOCATION 's3://b/' PARTITION (`date`=date '2020-01-02')":                                                                                                  "ALTER TABLE x ADD PARTITION (`date` = '2020-01-01', hour = 05) LOCATION 's3://b/' PARTITION (`date` = '2020-01-02')",
		"ALTER TABLE iceberg CHANGE comment blog_comment string AFTER id":                                                                                                                                                       "ALTER TABLE iceberg CHANGE COLUMN comment blog_comment string AFTER id",
		"alter table 2020_logs change column a b int": "ALTER TABLE 2020_logs CHANGE COLUMN a b int",
		"SHOW PARTITIONS `my-logs`.`_t`":              `SHOW PARTITIONS "my-logs"."_t"`,
		"SHOW TBLPROPERTIES t('EXTERNAL')":            "SHOW TBLPROPERTIES t ('EXTERNAL')",
		"DESCRIBE EXTENDED `t` col.`member`":          `DESCRIBE EXTENDED "t" col."member"`,
		"SHOW TABLES IN sampledb '*flights*'":         "SHOW TABLES FROM sampledb '*flights*'",
		"DROP TABLE `my-database-01.my-table`":        `DROP TABLE "my-database-01"."my-table"`,
		"CREATE DATABASE d COMMENT 'it\\'s'":          `CREATE SCHEMA d COMMENT 'it\'s'`,
	} {
		got, err := Parse(sql)
		if err != nil {
			t.Errorf("%s\n%v", sql, err)
		} else if text := Print(got); text != want {
			t.Errorf("%s\n got %s\nwant %s", sql, text, want)
		}
	}
}

// Athena reads what is not Hive's DDL as Trino's SQL, and has Trino's words for what is wrong with it: seen in
// https://github.com/OvertureMaps/data/issues/32 and https://github.com/DyfanJones/noctua/issues/190.
func TestHiveStatementsAreRefusedInAthenasWords(t *testing.T) {
	external := "line 1:8: mismatched input 'EXTERNAL'. Expecting: 'MATERIALIZED', 'OR', 'ROLE', 'SCHEMA', 'TABLE', 'VIEW'"
	for _, c := range []struct{ sql, want, hint string }{
		{"CREATE EXTERNAL TABLE t (\n  a int,\n  b string,\n) LOCATION 's3://b/'", external, "line 4:1: mismatched input ')'. Expecting: <identifier>: there is a comma too many before this"},
		{"CREATE EXTERNAL TABLE t (a int) TBLPROPERTIES ('a' = 'b',)", external, "line 1:58: mismatched input ')'. Expecting: <string>: there is a comma too many before this"},
		{"CREATE EXTERNAL TABLE t (a int) LOCATION 's3://b/' PARTITIONED BY (p int)", external, "line 1:52: mismatched input 'PARTITIONED'. Expecting: <EOF>: the clauses come in this order: COMMENT, PARTITIONED BY, CLUSTERED BY, ROW FORMAT, STORED AS, LOCATION, TBLPROPERTIES"},
		{"CREATE EXTERNAL TABLE t (a strin)", external, "line 1:28: mismatched input 'strin'. Expecting: <type>: there is no type strin: https://docs.aws.amazon.com/athena/latest/ug/data-types.html lists them"},
		{"CREATE EXTERNAL TABLE t (a int) LOCATION s3://b/", external, "line 1:42: mismatched input 's3'. Expecting: <string>"},
		{"CREATE EXTERNAL TABLE t (a int)\nLOCATION 's3://b/';\nTBLPROPERTIES ('a'='b');", "line 3:1: Only one sql statement is allowed. Got: CREATE EXTERNAL TABLE t (a int)\nLOCATION 's3://b/';\nTBLPROPERTIES ('a'='b');", "the semicolon before TBLPROPERTIES ends the statement: leave it out"},
		{"SELECT 1; SELECT 2", "line 1:11: Only one sql statement is allowed. Got: SELECT 1; SELECT 2", "the semicolon before this ends the statement: leave out what follows, or run it by itself"},
		{"MSCK REPAIR t", "line 1:1: mismatched input 'MSCK'. Expecting: 'ALTER', 'ANALYZE', 'CALL', 'COMMENT', 'COMMIT', 'CREATE', 'DEALLOCATE', 'DELETE', 'DENY', 'DESC', 'DESCRIBE', 'DROP', 'EXECUTE', 'EXPLAIN', 'GRANT', 'INSERT', 'MERGE', 'PREPARE', 'REFRESH', 'RESET', 'REVOKE', 'ROLLBACK', 'SET', 'SHOW', 'START', 'TRUNCATE', 'UNLOAD', 'UPDATE', 'USE', <query>", "line 1:13: mismatched input 't'. Expecting: 'TABLE'"},
		{"ALTER TABLE t ADD PARTITION (dt '2020')", "line 1:19: mismatched input 'PARTITION'. Expecting: 'COLUMN'", "line 1:33: mismatched input ''2020''. Expecting: '='"},
		{"ALTER TABLE `t` ADD PARTITION ()", "line 1:13: backquoted identifiers are not supported; use double quotes to quote identifiers", "line 1:32: mismatched input ')'. Expecting: <identifier>"},
		{"ALTER DATABASE d SET x", "line 1:7: mismatched input 'DATABASE'. Expecting: 'MATERIALIZED', 'SCHEMA', 'TABLE', 'VIEW'", "line 1:22: mismatched input 'x'. Expecting: 'DBPROPERTIES'"},
		{"DROP TABLE my-database-01.my-table", "FAILED: ParseException line 1:13 missing EOF at '-' near 'my'", "a name with a hyphen takes back quotes: `my-table`"},
		{"SHOW PARTITIONS logs.alb-logs", "FAILED: ParseException line 1:24 missing EOF at '-' near 'alb'", "a name with a hyphen takes back quotes: `my-table`"},
		{"EXPLAIN MSCK REPAIR TABLE t", "line 1:9: Queries of this type are not supported: a statement about tables cannot be explained or prepared", ""},
		{"ALTER TABLE t TOUCH", "line 1:1: Queries of this type are not supported", ""},
		{"CREATE EXTERNAL TABLE t LIKE u", "line 1:1: CREATE TABLE LIKE is not in Athena: SHOW CREATE TABLE gives a statement to begin from", ""},
		{"CREATE EXTERNAL TABLE t (a ‘int’)", "line 1:28: unexpected character '‘' (U+2018, left single quotation mark): use '", "corrected statement:\nCREATE EXTERNAL TABLE t (a 'int')"},
	} {
		_, err := Parse(c.sql)
		e, ok := err.(*Error)
		if !ok {
			t.Errorf("%s: %v", c.sql, err)
			continue
		}
		if e.Error() != c.want || e.Hint != c.hint {
			t.Errorf("%s\n got %s\n     %s\nwant %s\n     %s", c.sql, e, e.Hint, c.want, c.hint)
		}
	}
	for _, sql := range []string{"CREATE EXTERNAL TABLE t (a int", "ALTER TABLE t ADD", "MSCK REPAIR TABLE", "CREATE EXTERNAL TABLE t (a int) LOCATION 's3:", "SHOW PARTITIONS"} {
		if _, err := Parse(sql); err == nil || !err.(*Error).Incomplete {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

// Every statement of the corpus that is not about rows is read, or refused for what is wrong in it on Athena, too.
func TestCorpusOfDefinitions(t *testing.T) {
	bad := map[string]string{
		"docs-athena-user-guide/148-data-types-in-amazon-athena-note":                              "TABLE is there twice",
		"docs-athena-user-guide/161-ddl-statements":                                                "a synopsis",
		"docs-athena-user-guide/558-synopsis":                                                      "a synopsis",
		"docs-athena-user-guide/014-synopsis":                                                      "a synopsis",
		"streamalert/005-main-add-partitions-query":                                                "a blank for a whole clause",
		"cloudtrail-athena-automation/001-cloudtraillogspartitionedallaccounts-update-table-query": "a blank without quotes",
	}
	for _, s := range readCorpus(t) {
		switch {
		case s.Kind == "CREATE EXTERNAL TABLE", strings.HasPrefix(s.Kind, "ALTER"), s.Kind == "MSCK", s.Kind == "SHOW", s.Kind == "DESCRIBE", strings.HasPrefix(s.Kind, "DROP"), s.Kind == "CREATE DATABASE", strings.HasPrefix(s.Kind, "CREATE TABLE"):
		default:
			continue
		}
		text := s.SQL
		for _, blank := range []string{"{year}", "{month}", "{day}"} {
			text = strings.ReplaceAll(text, blank, "20")
		}
		text = strings.ReplaceAll(text, "[TABLE_NAME]", "x1")
		_, err := Parse(text)
		if err != nil {
			for _, tpl := range templates {
				text = tpl.re.ReplaceAllString(text, tpl.with)
			}
			_, err = Parse(text)
		}
		wrong := s.Wrong != nil || bad[s.ID] != ""
		if (err != nil) != wrong {
			t.Errorf("%s (wrong: %v): %v\n%s", s.ID, wrong, err, text[:min(len(text), 300)])
			if e, ok := err.(*Error); ok {
				t.Log(e.Hint)
			}
		}
	}
}
