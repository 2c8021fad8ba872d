package athena_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/objects"
)

// A role's places hold for each partition that a statement reads or writes, wherever the table lies.
func TestPartitionsOutsideOfTheKeysPlaces(t *testing.T) {
	s := serve(t)
	admin, analyst := s.client("root", auth.Admin), s.client("kim", auth.Analyst)
	succeeds := func(text string) *types.QueryExecution {
		t.Helper()
		x := ask(t, admin, sql(text))
		if x.Status.State != types.QueryExecutionStateSucceeded {
			t.Fatalf("%s: %s", text, *x.Status.StateChangeReason)
		}
		return x
	}
	if err := s.state.AddDatabase(t.Context(), catalog.Database{Name: "d"}); err != nil {
		t.Fatal(err)
	}
	succeeds("CREATE TABLE d.team WITH (external_location = 's3://team/t/', partitioned_by = ARRAY['p']) AS SELECT 1 AS n, CAST('own' AS varchar) AS p")
	succeeds("CREATE TABLE d.secret WITH (external_location = 's3://secret/t/') AS SELECT 42 AS n")
	table, err := s.state.Table(t.Context(), "d", "team")
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := catalog.Partition{Values: []string{"elsewhere"}, Storage: table.Storage, Created: time.Now()}
	elsewhere.Storage.Location = "s3://secret/t/"
	if err := s.state.AddPartition(t.Context(), table, elsewhere); err != nil {
		t.Fatal(err)
	}
	s.buckets.Places = []objects.Place{{Prefix: "s3://team", Roles: []auth.Role{auth.Analyst}}, {Prefix: strings.TrimSuffix(output, "/"), Roles: []auth.Role{auth.Analyst}}}

	for text, want := range map[string]string{
		"SELECT n FROM d.team WHERE p = 'own'":                                                  "",
		"SELECT n FROM d.team WHERE p = 'elsewhere'":                                            "Cannot select from table d.team: not allowed: role analyst may not read s3://secret/t/",
		"SELECT count(*) FROM d.team":                                                           "Cannot select from table d.team",
		"EXPLAIN ANALYZE SELECT n FROM d.team":                                                  "Cannot select from table d.team",
		"CREATE TABLE d.copy WITH (external_location = 's3://team/c/') AS SELECT n FROM d.team": "Cannot select from table d.team",
		"UNLOAD (SELECT n FROM d.team) TO 's3://team/u/' WITH (format = 'PARQUET')":             "Cannot select from table d.team",
		"SELECT n FROM d.secret":                                                                "Cannot select from table d.secret",
		"INSERT INTO d.team VALUES (2, 'own')":                                                  "",
		"INSERT INTO d.team VALUES (2, 'elsewhere')":                                            "Cannot write partition p=elsewhere of table d.team",
	} {
		x := ask(t, analyst, sql(text))
		reason := ""
		if x.Status.StateChangeReason != nil {
			reason = *x.Status.StateChangeReason
		}
		if want == "" && x.Status.State != types.QueryExecutionStateSucceeded || want != "" && (!strings.Contains(reason, want) || !strings.HasPrefix(reason, "PERMISSION_DENIED: Access Denied: ")) {
			t.Errorf("%s: %s %s", text, x.Status.State, reason)
		}
	}
	if x := succeeds("SELECT n FROM d.team WHERE p = 'elsewhere'"); s.object(*x.ResultConfiguration.OutputLocation) != "\"n\"\n\"42\"\n" {
		t.Error("the admin reads it")
	}
}

// What a statement of a limited key writes is that key's over S3, too.
func TestFilesThatALimitedKeyWritesAreItsOwn(t *testing.T) {
	s := serve(t)
	if err := s.state.AddDatabase(t.Context(), catalog.Database{Name: "d"}); err != nil {
		t.Fatal(err)
	}
	s.buckets.Places = []objects.Place{{Prefix: "s3://team", Roles: []auth.Role{auth.Analyst}}, {Prefix: strings.TrimSuffix(output, "/"), Roles: []auth.Role{auth.Analyst}}}
	kim := s.client("kim", auth.Analyst)
	k := auth.Key{ID: "kim", Name: "kim", Role: auth.Analyst, Databases: []string{"d"}}
	s.keys["kim"] = k
	for _, text := range []string{
		"CREATE TABLE d.t WITH (external_location = 's3://team/t/') AS SELECT 1 AS n", "INSERT INTO d.t VALUES 2",
		"UNLOAD (SELECT n FROM d.t) TO 's3://team/u/' WITH (format = 'PARQUET')",
	} {
		if x := ask(t, kim, sql(text)); x.Status.State != types.QueryExecutionStateSucceeded {
			t.Fatalf("%s: %s", text, *x.Status.StateChangeReason)
		}
	}
	team, err := s.buckets.Open(t.Context(), "team")
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := team.List(t.Context(), "", "", 100)
	if err != nil || len(files) != 3 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if info, err := team.Head(t.Context(), f.Key); err != nil || !objects.Reaches(k, info) || objects.Reaches(auth.Key{ID: "lee", Role: auth.Analyst, Databases: []string{"d"}}, info) {
			t.Errorf("%s is of %q (%v)", f.Key, info.Writer, err)
		}
	}
}

// What was asked of the record of calls, and what it gave, is for those who may read that.
func TestStatementsOverTheRecordOfCalls(t *testing.T) {
	s := serve(t)
	admin, analyst := s.client("root", auth.Admin), s.client("kim", auth.Analyst)
	ctx := t.Context()
	plain := ask(t, admin, sql("SELECT 1"))
	x := ask(t, admin, sql("SELECT 'who did what'"))
	kept, err := s.state.Execution(ctx, *x.QueryExecutionId)
	if err != nil {
		t.Fatal(err)
	}
	// As if it had read the store, which is not in this world.
	kept.Sources = []string{catalog.AuditTable}
	kept.ID = "7f5a7e3c-0000-4000-8000-000000000000"
	if err := s.state.PutExecution(ctx, kept); err != nil {
		t.Fatal(err)
	}
	for who, c := range map[string]*sdk.Client{"admin": admin, "analyst": analyst} {
		_, err := c.GetQueryExecution(ctx, &sdk.GetQueryExecutionInput{QueryExecutionId: &kept.ID})
		if (err == nil) != (who == "admin") {
			t.Errorf("%s gets it: %v", who, err)
		}
		_, err = c.GetQueryResults(ctx, &sdk.GetQueryResultsInput{QueryExecutionId: &kept.ID})
		if refused := err != nil && strings.Contains(err.Error(), "was not found"); refused != (who == "analyst") {
			t.Errorf("%s gets its result: %v", who, err)
		}
		list, err := c.ListQueryExecutions(ctx, &sdk.ListQueryExecutionsInput{})
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(list.QueryExecutionIds, kept.ID); got != (who == "admin") || !slices.Contains(list.QueryExecutionIds, *plain.QueryExecutionId) {
			t.Errorf("%s is shown %v", who, list.QueryExecutionIds)
		}
	}

	// Nor is it read as a table's rows.
	b, err := s.buckets.Ensure(ctx, "results")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.state.AddDatabase(ctx, catalog.Database{Name: "d"}); err != nil {
		t.Fatal(err)
	}
	if x := ask(t, admin, sql("CREATE TABLE d.t WITH (external_location = 's3://results/t/') AS SELECT 1 AS n")); x.Status.State != types.QueryExecutionStateSucceeded {
		t.Fatal(*x.Status.StateChangeReason)
	}
	if _, err := b.Put(ctx, "t/admins.csv", strings.NewReader("who did what"), objects.PutOptions{Writer: "root", Audit: true}); err != nil {
		t.Fatal(err)
	}
	if x := ask(t, analyst, sql("SELECT * FROM d.t")); x.Status.State != types.QueryExecutionStateFailed || !strings.Contains(*x.Status.StateChangeReason, "Cannot read s3://results/t/admins.csv") {
		t.Errorf("%+v", x.Status)
	}
}
