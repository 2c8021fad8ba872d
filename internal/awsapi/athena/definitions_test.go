package athena_test

import (
	"strings"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"

	"tarn/internal/auth"
)

// Hive's DDL through Athena's API, as its clients send it.
func TestDefinitionsThroughTheAPI(t *testing.T) {
	s := serve(t)
	c := s.client("admin", auth.Admin)
	if err := s.buckets.Create(t.Context(), "logs"); err != nil {
		t.Fatal(err)
	}
	lines := func(text string) string {
		t.Helper()
		x := ask(t, c, sql(text))
		if x.Status.State != types.QueryExecutionStateSucceeded {
			return *x.Status.StateChangeReason
		}
		page, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, row := range page.ResultSet.Rows {
			if len(row.Data) != 1 {
				t.Errorf("%s: a row of %d values", text, len(row.Data))
			}
			out = append(out, *row.Data[0].VarCharValue)
		}
		file := strings.Join(out, "\n")
		if got := s.object(*x.ResultConfiguration.OutputLocation); got != file {
			t.Errorf("%s: the file has %q, the rows %q", text, got, file)
		}
		return file
	}
	for _, c := range []struct{ text, want string }{
		{"CREATE EXTERNAL TABLE default.t (a int COMMENT 'one') PARTITIONED BY (dt string) LOCATION 's3://logs/t/'", ""},
		{"ALTER TABLE default.t ADD PARTITION (dt='2024-01-01')", ""},
		{"SHOW PARTITIONS default.t", "dt=2024-01-01"},
		{"DESCRIBE default.t", "a                   \tint                 \tone                 \ndt                  \tstring              \t                    \n" +
			"                    \t                    \t                    \n# Partition Information\t                    \t                    \n# col_name          \tdata_type           \tcomment             \n" +
			"                    \t                    \t                    \ndt                  \tstring              \t                    "},
		{"SHOW COLUMNS IN default.t", "a\ndt"},
		{"SHOW TBLPROPERTIES default.t('EXTERNAL')", "EXTERNAL\tTRUE"},
		{"CREATE EXTERNAL TABLE default.t (a int) LOCATION 's3://logs/t/'", "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException(message:Table t already exists)"},
		{"MSCK REPAIR TABLE default.t", "Partitions missing from filesystem:\tt:dt=2024-01-01"},
	} {
		if got := lines(c.text); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
	if got := lines("SHOW CREATE TABLE default.t"); !strings.HasPrefix(got, "CREATE EXTERNAL TABLE `default`.`t`(\n  `a` int COMMENT 'one')\nPARTITIONED BY ( \n  `dt` string)\nROW FORMAT SERDE \n") {
		t.Errorf("%q", got)
	}
	got := ask(t, c, sql("SHOW CREATE TABLE default.t"))
	if got.StatementType != types.StatementTypeUtility || *got.SubstatementType != "SHOW_CREATE_TABLE" {
		t.Errorf("%s %s", got.StatementType, *got.SubstatementType)
	}
	if x := ask(t, c, sql("ALTER TABLE default.t DROP PARTITION (dt='2024-01-01')")); x.StatementType != types.StatementTypeDdl {
		t.Errorf("%s", x.StatementType)
	}
	// What cannot be read never becomes an execution. Athena's words say little of DDL: the reason stands beside them.
	_, err := c.StartQueryExecution(t.Context(), sql("CREATE EXTERNAL TABLE u (a int,) LOCATION 's3://logs/t/'"))
	want := "line 1:8: mismatched input 'EXTERNAL'. Expecting: 'MATERIALIZED', 'OR', 'ROLE', 'SCHEMA', 'TABLE', 'VIEW' (line 1:32: mismatched input ')'. Expecting: <identifier>: there is a comma too many before this)"
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Error(err)
	}
}
