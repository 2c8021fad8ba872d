package duckdb

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The text that reaches the engine is our own; should one ever be another's, this is what holds.
func TestStatementsCannotLeaveTheSandbox(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(t.TempDir(), "secret.csv")
	if err := os.WriteFile(secret, []byte("a,b\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	e := openEngine(t, Options{AllowedDirs: []string{dir}})
	for _, sql := range []string{
		"SELECT * FROM read_text('/etc/passwd')",
		"SELECT * FROM '/etc/passwd'",
		"SELECT * FROM read_csv('" + secret + "')",
		"SELECT * FROM read_blob('" + dir + "/../../../../../../etc/passwd')",
		"SELECT * FROM read_blob('" + dir + "../" + filepath.Base(filepath.Dir(secret)) + "/secret.csv')",
		"SELECT * FROM glob('/etc/*')",
		"SELECT * FROM read_parquet('http://127.0.0.1:1/x.parquet')",
		"SELECT * FROM read_parquet('s3://bucket/x.parquet')",
		"COPY (SELECT 1) TO '/tmp/tarn-sandbox.csv'",
		"COPY (SELECT 1) TO '" + dir + "/x.csv'",
		"SELECT 1; COPY (SELECT 1) TO '" + dir + "/x.csv'",
		"EXPORT DATABASE '" + dir + "/x'",
		"ATTACH '" + dir + "/x.db'",
		"ATTACH ':memory:' AS other",
		"INSTALL httpfs", "LOAD httpfs", "LOAD '" + dir + "/x.duckdb_extension'", "FORCE INSTALL inet FROM community",
		"SET memory_limit = '100GB'", "RESET memory_limit", "PRAGMA memory_limit = '100GB'", "SET enable_external_access = true",
		"SET lock_configuration = false", "SET allowed_directories = ['/']", "SET temp_directory = '/tmp'", "SET VARIABLE x = 1",
		"PRAGMA enable_profiling = 'json'", "CALL pragma_version()", "CALL enable_logging()",
		"SELECT getenv('HOME')",
		"CREATE TABLE t AS SELECT 1", "CREATE MACRO m() AS 1", "CREATE SECRET (TYPE s3)", "DROP MACRO IF EXISTS m", "CHECKPOINT", "BEGIN",
		"EXPLAIN SELECT 1", "PREPARE p AS SELECT 1", "", ";",
	} {
		rows, err := all(t.Context(), e, sql)
		if err == nil {
			t.Errorf("%s gave %v", sql, rows)
		} else if strings.Contains(err.Error(), "root:") {
			t.Errorf("%s: the error tells the content: %v", sql, err)
		}
	}
	if left, _ := filepath.Glob(dir + "/*"); len(left) > 0 {
		t.Errorf("the sandbox was written to: %v", left)
	}
	mustAll(t, e, "SELECT 1")
}
