package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	cttypes "github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func (s *serving) athenaClient(k createdKey) *athena.Client {
	return athena.New(athena.Options{BaseEndpoint: sdk.String(s.aws), Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider(k.ID, k.Secret, ""), RetryMaxAttempts: 1})
}

func (s *serving) s3Client(k createdKey) *s3.Client {
	return s3.New(s3.Options{BaseEndpoint: sdk.String(s.aws), Region: "us-east-1", UsePathStyle: true, Credentials: credentials.NewStaticCredentialsProvider(k.ID, k.Secret, "")})
}

// endOf waits for the end of a query of Athena's.
func endOf(ctx context.Context, c *athena.Client, id *string) (*types.QueryExecution, error) {
	for {
		x, err := c.GetQueryExecution(ctx, &athena.GetQueryExecutionInput{QueryExecutionId: id})
		if err != nil {
			return nil, err
		}
		switch x.QueryExecution.Status.State {
		case types.QueryExecutionStateQueued, types.QueryExecutionStateRunning:
			time.Sleep(5 * time.Millisecond)
		default:
			return x.QueryExecution, nil
		}
	}
}

// endless is a statement that outlives a test.
const endless = "SELECT count(*) FROM UNNEST(sequence(1, 9000)) a(x), UNNEST(sequence(1, 9000)) b(y), UNNEST(sequence(1, 9000)) c(z) WHERE x + y = z * 3"

// TestAKilledServer leaves queries that ran and a journal that was being written. The next one has them failed, with the reason,
// the calls in the record, and the results that there were; those of eight days ago it has no more.
func TestAKilledServer(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	os.WriteFile(filepath.Join(logs, "a.json"), []byte(event("one", "2024-05-07T00:00:00Z")), 0o600)
	if code, _, talk := tarn(t.Context(), dir, "", "import", logs); code != exitOK {
		t.Fatal(talk)
	}
	_, out, talk := tarn(t.Context(), dir, "", "key", "create", "-o", "json", "one", "--role", "admin")
	k := created(t, out, talk)
	s := up(t, dir)
	ctx := t.Context()
	lake, at := s.lakeClient(k), s.athenaClient(k)
	finished := func(sql string) *string {
		q, err := lake.StartQuery(ctx, &cloudtrail.StartQueryInput{QueryStatement: &sql})
		if err != nil {
			t.Fatal(err)
		}
		for {
			d, err := lake.DescribeQuery(ctx, &cloudtrail.DescribeQueryInput{QueryId: q.QueryId})
			if err != nil {
				t.Fatal(err)
			}
			if d.QueryStatus == cttypes.QueryStatusFinished {
				return q.QueryId
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	recent, old := finished("SELECT eventID FROM cloudtrail"), finished("SELECT eventName FROM cloudtrail")
	start := func(sql string) *string {
		q, err := at.StartQueryExecution(ctx, &athena.StartQueryExecutionInput{QueryString: &sql})
		if err != nil {
			t.Fatal(err)
		}
		return q.QueryExecutionId
	}
	done := start("SELECT 7 AS n")
	x, err := endOf(ctx, at, done)
	if err != nil || x.Status.State != types.QueryExecutionStateSucceeded {
		t.Fatalf("%+v %v", x, err)
	}
	running := start(endless)
	lakeRunning, err := lake.StartQuery(ctx, &cloudtrail.StartQueryInput{QueryStatement: sdk.String("SELECT count(*) FROM cloudtrail CROSS JOIN (" + strings.Replace(endless, "count(*)", "x", 1) + ")")})
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"the calls' journal"} {
		if open, _ := filepath.Glob(filepath.Join(dir, "audit", "*.open")); len(open) != 1 {
			t.Fatalf("%s: %v", what, open)
		}
	}
	s.cmd.Process.Kill()
	s.cmd.Wait()
	// Eight days go by for one of the results.
	past := time.Now().AddDate(0, 0, -8)
	if err := os.Chtimes(filepath.Join(dir, "results", *old+".rows"), past, past); err != nil {
		t.Fatal(err)
	}

	s = up(t, dir)
	lake, at = s.lakeClient(k), s.athenaClient(k)
	d, err := lake.DescribeQuery(ctx, &cloudtrail.DescribeQueryInput{QueryId: lakeRunning.QueryId})
	if err != nil || d.QueryStatus != cttypes.QueryStatusFailed || !strings.Contains(sdk.ToString(d.ErrorMessage), "The server ended while the query ran") {
		t.Errorf("the query that ran: %+v %v", d, err)
	}
	x, err = endOf(ctx, at, running)
	if err != nil || x.Status.State != types.QueryExecutionStateFailed || sdk.ToString(x.Status.StateChangeReason) != "SERVER_SHUTTING_DOWN: The server ended while the query ran" {
		t.Errorf("the query execution that ran: %+v %v", x, err)
	}
	rows, err := lake.GetQueryResults(ctx, &cloudtrail.GetQueryResultsInput{QueryId: recent})
	if err != nil || len(rows.QueryResultRows) != 1 || rows.QueryResultRows[0][0]["eventID"] != "one" {
		t.Errorf("the result: %+v %v", rows, err)
	}
	page, err := at.GetQueryResults(ctx, &athena.GetQueryResultsInput{QueryExecutionId: done})
	if err != nil || len(page.ResultSet.Rows) != 2 || *page.ResultSet.Rows[1].Data[0].VarCharValue != "7" {
		t.Errorf("the result: %+v %v", page, err)
	}
	x, _ = endOf(ctx, at, done)
	bucket, key, _ := strings.Cut(strings.TrimPrefix(sdk.ToString(x.ResultConfiguration.OutputLocation), "s3://"), "/")
	file, err := s.s3Client(k).GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(file.Body); err != nil || string(text) != "\"n\"\n\"7\"\n" {
		t.Errorf("the result's file: %q %v", text, err)
	}
	// The results of eight days ago go with the first tidying.
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		_, err = lake.GetQueryResults(ctx, &cloudtrail.GetQueryResultsInput{QueryId: old})
		var gone *cttypes.QueryIdNotFoundException
		if errors.As(err, &gone) && strings.Contains(gone.ErrorMessage(), "results are kept for 7 days") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("a result of eight days ago: %v", err)
		}
	}
	if d, err := lake.DescribeQuery(ctx, &cloudtrail.DescribeQueryInput{QueryId: old}); err != nil || d.QueryStatus != cttypes.QueryStatusFinished {
		t.Errorf("its query: %+v %v", d, err)
	}
	calls, err := askLake(ctx, lake, fmt.Sprintf(`SELECT eventName FROM "tarn-audit" WHERE element_at(responseElements, 'queryExecutionId') = '%s' OR element_at(responseElements, 'queryId') = '%s'`, *running, *lakeRunning.QueryId))
	if got := strings.Join(calls, " "); err != nil || len(calls) != 2 || !strings.Contains(got, "StartQueryExecution") || !strings.Contains(got, "StartQuery") {
		t.Errorf("the record of the last calls: %q %v", got, err)
	}
	s.end(t)
}

// TestACutoff has a workgroup's statements stopped that need too many bytes, before they give or write anything.
func TestACutoff(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	_, out, talk := tarn(t.Context(), dir, "", "key", "create", "-o", "json", "one", "--role", "admin")
	k := created(t, out, talk)
	s := up(t, dir)
	ctx, at := t.Context(), s.athenaClient(k)
	run := func(group, sql string) *types.QueryExecution {
		t.Helper()
		q, err := at.StartQueryExecution(ctx, &athena.StartQueryExecutionInput{QueryString: &sql, WorkGroup: &group, ResultConfiguration: &types.ResultConfiguration{OutputLocation: sdk.String("s3://cutoff-results/")}})
		if err != nil {
			t.Fatal(sql, err)
		}
		x, err := endOf(ctx, at, q.QueryExecutionId)
		if err != nil {
			t.Fatal(sql, err)
		}
		return x
	}
	if _, err := s.s3Client(k).CreateBucket(ctx, &s3.CreateBucketInput{Bucket: sdk.String("cutoff-results")}); err != nil {
		t.Fatal(err)
	}
	x := run("primary", "CREATE TABLE wide AS SELECT x * 1000 + y AS n, to_hex(sha512(to_utf8(CAST(x * 1000 + y AS varchar)))) AS text FROM UNNEST(sequence(1, 300)) a(x), UNNEST(sequence(1, 1000)) b(y)")
	if x.Status.State != types.QueryExecutionStateSucceeded {
		t.Fatal(sdk.ToString(x.Status.StateChangeReason))
	}
	whole := run("primary", "SELECT count(DISTINCT text) FROM wide")
	if n := sdk.ToInt64(whole.Statistics.DataScannedInBytes); n < 11_000_000 {
		t.Fatalf("the table has %d bytes, too few for this test", n)
	}
	_, err := at.CreateWorkGroup(ctx, &athena.CreateWorkGroupInput{Name: sdk.String("small"), Configuration: &types.WorkGroupConfiguration{
		BytesScannedCutoffPerQuery: sdk.Int64(10_000_000), ResultConfiguration: &types.ResultConfiguration{OutputLocation: sdk.String("s3://cutoff-results/small/")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{
		"SELECT count(DISTINCT text) FROM wide", "SELECT text FROM wide", "CREATE TABLE copy AS SELECT * FROM wide", "UNLOAD (SELECT text FROM wide) TO 's3://cutoff-results/unloaded/' WITH (format = 'PARQUET')",
		"INSERT INTO wide SELECT * FROM wide",
	} {
		x := run("small", sql)
		if x.Status.State != types.QueryExecutionStateCancelled || sdk.ToString(x.Status.StateChangeReason) != "Bytes scanned limit was exceeded" {
			t.Errorf("%s: %s %s", sql, x.Status.State, sdk.ToString(x.Status.StateChangeReason))
		}
	}
	if x := run("small", "SELECT count(DISTINCT n) FROM wide"); x.Status.State != types.QueryExecutionStateSucceeded {
		t.Errorf("one that needs less: %s %s", x.Status.State, sdk.ToString(x.Status.StateChangeReason))
	}
	if x := run("primary", "SELECT * FROM copy"); x.Status.State != types.QueryExecutionStateFailed {
		t.Errorf("the copy is there: %s", x.Status.State)
	}
	if list, err := s.s3Client(k).ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: sdk.String("cutoff-results"), Prefix: sdk.String("unloaded/")}); err != nil || len(list.Contents) != 0 {
		t.Errorf("files of the UNLOAD: %+v %v", list, err)
	}
	if n := sdk.ToInt64(run("primary", "SELECT count(DISTINCT text) FROM wide").Statistics.DataScannedInBytes); n != sdk.ToInt64(whole.Statistics.DataScannedInBytes) {
		t.Errorf("the table grew to %d bytes", n)
	}
	s.end(t)
}
