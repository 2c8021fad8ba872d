package athena

import (
	"encoding/hex"
	"testing"

	wireat "tarn/internal/awsapi/wire/athena"
)

// What Athena says of each statement: https://github.com/aoyagikouhei/athena-local, measured in September 2026.
func TestKindsOfStatements(t *testing.T) {
	for sql, want := range map[string]kind{
		"SELECT 1": {dml, "SELECT"}, "(\n SELECT 1) UNION (SELECT 2)": {dml, "SELECT"}, "with a as (select 1) select * from a": {dml, "SELECT"}, "VALUES 1": {dml, "SELECT"}, "TABLE t": {dml, "SELECT"},
		"-- c\nSELECT 1": {dml, "SELECT"}, "/* c */ SHOW TABLES IN db": {utility, "SHOW_TABLES"}, "EXPLAIN SELECT 1": {dml, "EXPLAIN"},
		"INSERT INTO t SELECT 1": {dml, "INSERT"}, "UNLOAD (SELECT 1) TO 's3://b/' WITH (format = 'PARQUET')": {dml, "UNLOAD"}, "DELETE FROM t": {dml, "DELETE"}, "MERGE INTO t USING s ON x": {dml, "MERGE"},
		"CREATE TABLE t (id string)": {ddl, "CREATE_TABLE"}, "CREATE EXTERNAL TABLE t (id string) LOCATION 's3://b/'": {ddl, "CREATE_TABLE"}, "CREATE TABLE t AS SELECT 1 AS n": {ddl, "CREATE_TABLE_AS_SELECT"},
		"CREATE TABLE t WITH (format='PARQUET') AS (SELECT 1 AS n)": {ddl, "CREATE_TABLE_AS_SELECT"}, "CREATE /* c */ TABLE t AS /* c */ WITH a AS (SELECT 1) SELECT * FROM a": {ddl, "CREATE_TABLE_AS_SELECT"},
		"CREATE OR REPLACE VIEW v AS SELECT 1 AS n": {ddl, "CREATE_VIEW"}, "DROP VIEW v": {ddl, "DROP_VIEW"}, "DROP TABLE IF EXISTS t": {ddl, "DROP_TABLE"}, "CREATE SCHEMA s": {ddl, "CREATE_DATABASE"}, "DROP DATABASE d CASCADE": {ddl, "DROP_DATABASE"},
		"DESCRIBE t": {utility, "DESCRIBE_TABLE"}, "SHOW SCHEMAS": {utility, "SHOW_DATABASES"}, "SHOW CREATE TABLE t": {utility, "SHOW_CREATE_TABLE"}, "SHOW COLUMNS IN db.t": {utility, "SHOW_COLUMNS"}, "SHOW FUNCTIONS": {utility, "SHOW_FUNCTIONS"},
		"": {utility, ""}, "--": {utility, ""}, "/*": {utility, ""}, "SET SESSION a = 1": {utility, ""},
	} {
		if got := kindOf(sql); got != want {
			t.Errorf("%s: %v, want %v", sql, got, want)
		}
	}
}

// The bytes of .metadata files that Athena wrote for three statements, recorded by https://github.com/aoyagikouhei/athena-local.
func TestMetadataIsByteForByteAthenas(t *testing.T) {
	column := func(name, typ string, precision, scale int32, sensitive bool) wireat.ColumnInfo {
		return wireat.ColumnInfo{CatalogName: new("hive"), Name: &name, Label: &name, Type: &typ, Precision: &precision, Scale: &scale, CaseSensitive: &sensitive}
	}
	for _, c := range []struct {
		id, update string
		count      int64
		columns    []wireat.ColumnInfo
		want       string
	}{
		{"20260917_085516_00349_2tzvk", "", 0, []wireat.ColumnInfo{column("i", "integer", 10, 0, false)}, "0a1b32303236303931375f3038353531365f30303334395f32747a766b221d0a04686976652201692a01693207696e7465676572380a400048035000"},
		{"20260917_085915_00133_pqi84", "UPDATE", 2, []wireat.ColumnInfo{column("rows", "bigint", 19, 0, false)}, "0a1b32303236303931375f3038353931355f30303133335f707169383412065550444154451802" +
			"22220a04686976652204726f77732a04726f77733206626967696e74381340004803500" + "0"},
		{"6f0ab452-01a7-4d24-9128-216ba996b760", "", 0, []wireat.ColumnInfo{column("col_name", "string", 0, 0, false)}, "0a2436663061623435322d303161372d346432342d393132382d32313662613939366237363022240a04686976652208636f6c5f6e616d652a08636f6c5f6e616d653206737472696e674803"},
	} {
		if got := hex.EncodeToString(metadata(c.id, c.update, c.count, c.columns)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.id, got, c.want)
		}
	}
}
