package athena_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/athena"
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
	"tarn/internal/catalog"
	"tarn/internal/engine/duckdb"
	"tarn/internal/objects"
	"tarn/internal/query"
	"tarn/internal/sql/analyze"
	"tarn/internal/state"
)

// silence is a record of calls that keeps nothing.
type silence struct{}

func (silence) Before(context.Context, *awsapi.Call) error { return nil }
func (silence) After(context.Context, *awsapi.Call, wire.Shape, any, *wire.Error) error {
	return nil
}

// server is Athena's API over a data directory of its own.
type server struct {
	t       *testing.T
	url     string
	state   *state.DB
	queries *query.Service
	buckets *objects.Buckets
	// errors are the codes of the errors that were answered, by operation.
	keys map[string]auth.Key
}

const output = "s3://tarn-results-123456789012-us-east-1/"

func serve(t *testing.T) *server {
	t.Helper()
	dir := t.TempDir()
	db, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	cat := catalog.New(db)
	engine := duckdb.Open(duckdb.Options{MemoryLimit: 512 << 20, TempDir: t.TempDir()})
	s := &server{t: t, state: db, buckets: &objects.Buckets{Dir: filepath.Join(dir, "objects"), Index: db}, keys: map[string]auth.Key{}}
	s.queries = query.New(query.Options{
		Engine: engine, Store: db, Prepared: db, Tables: db, ResultDir: filepath.Join(dir, "results"), Limits: map[string]query.Limit{"athena": {Running: 5, Timeout: time.Minute}},
		Catalog: func(ctx context.Context, stmt query.Statement) (analyze.Catalog, error) {
			return cat.Snapshot(ctx, catalog.Scope{Catalog: stmt.Catalog, Database: stmt.Database, Athena: true})
		},
	})
	if err := s.queries.Recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	door := &awsapi.Door{
		Home: awsapi.Home{Account: "123456789012", Region: "us-east-1"}, Record: silence{}, Log: slog.New(slog.DiscardHandler),
		Services: []*awsapi.Service{athena.New(athena.Options{
			Queries: s.queries, Prepared: db, Saved: db, Buckets: s.buckets, Data: db, Output: output,
			Catalog: func(ctx context.Context, _ auth.Key) (*catalog.Snapshot, error) {
				return cat.Snapshot(ctx, catalog.Scope{Athena: true})
			},
		})},
		Verify: func(r *http.Request, _ []byte) (awsapi.Caller, error) {
			m := regexp.MustCompile(`Credential=([^/]+)/`).FindStringSubmatch(r.Header.Get("Authorization"))
			return awsapi.Caller{Key: s.keys[m[1]], Region: "us-east-1", Service: "athena"}, nil
		},
	}
	web := httptest.NewServer(door)
	s.url = web.URL
	t.Cleanup(func() {
		web.Close()
		s.queries.Close()
		engine.Close()
		db.Close()
	})
	return s
}

// client is the SDK's, with a key of a role.
func (s *server) client(name string, role auth.Role, stores ...string) *sdk.Client {
	s.keys[name] = auth.Key{ID: name, Name: name, Role: role, Stores: stores}
	return sdk.New(sdk.Options{Region: "us-east-1", BaseEndpoint: &s.url, Credentials: credentials.NewStaticCredentialsProvider(name, "secret", ""), Retryer: aws.NopRetryer{}})
}

// ask runs a statement to its end.
func ask(t *testing.T, c *sdk.Client, in *sdk.StartQueryExecutionInput) *types.QueryExecution {
	t.Helper()
	started, err := c.StartQueryExecution(t.Context(), in)
	if err != nil {
		t.Fatalf("%s: %v", *in.QueryString, err)
	}
	for {
		got, err := c.GetQueryExecution(t.Context(), &sdk.GetQueryExecutionInput{QueryExecutionId: started.QueryExecutionId})
		if err != nil {
			t.Fatal(err)
		}
		if x := got.QueryExecution; x.Status.State != types.QueryExecutionStateQueued && x.Status.State != types.QueryExecutionStateRunning {
			return x
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func sql(text string) *sdk.StartQueryExecutionInput {
	return &sdk.StartQueryExecutionInput{QueryString: &text}
}

// object reads an object of Tarn's own buckets.
func (s *server) object(uri string) string {
	s.t.Helper()
	bucket, key, _ := objects.Split(uri)
	b, err := s.buckets.Open(s.t.Context(), bucket)
	if err != nil {
		s.t.Fatal(err)
	}
	r, _, err := b.Get(s.t.Context(), key, 0, -1)
	if err != nil {
		s.t.Fatalf("%s: %v", uri, err)
	}
	defer r.Close()
	text, _ := io.ReadAll(r)
	return string(text)
}

// code is the error's name as the SDK sees it, and Athena's own code.
func code(err error) string {
	var invalid *types.InvalidRequestException
	var missing *types.ResourceNotFoundException
	var metadata *types.MetadataException
	var api interface{ ErrorCode() string }
	switch {
	case err == nil:
		return ""
	case errors.As(err, &invalid):
		return "InvalidRequestException " + aws.ToString(invalid.AthenaErrorCode)
	case errors.As(err, &missing):
		return "ResourceNotFoundException"
	case errors.As(err, &metadata):
		return "MetadataException"
	case errors.As(err, &api):
		return api.ErrorCode()
	}
	return err.Error()
}

func TestAQueryFromStartToItsFiles(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	x := ask(t, c, sql(`SELECT * FROM (VALUES
		(1, BIGINT '2', 'a"b', true, 1.5E0, DECIMAL '10.50', TIMESTAMP '2022-01-11 00:27:12.000', DATE '2022-01-11', MAP(ARRAY['a'], ARRAY['b']), CAST(ROW(1, 2) AS ROW(x integer, y integer)), ARRAY['a', 'b'], X'68690a'),
		(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) t(i, b, Name, f, d, dc, ts, dt, m, r, a, vb) ORDER BY i`))
	if x.Status.State != types.QueryExecutionStateSucceeded || x.StatementType != types.StatementTypeDml || *x.SubstatementType != "SELECT" || *x.WorkGroup != "primary" {
		t.Fatalf("%+v %+v", x, x.Status)
	}
	if *x.EngineVersion.EffectiveEngineVersion != "Athena engine version 3" || x.Status.SubmissionDateTime == nil || x.Status.CompletionDateTime == nil || x.Statistics.TotalExecutionTimeInMillis == nil {
		t.Errorf("%+v %+v", x, x.Statistics)
	}
	want := `"i","b","name","f","d","dc","ts","dt","m","r","a","vb"
"1","2","a""b","true","1.5","10.50","2022-01-11 00:27:12.000","2022-01-11","{a=b}","{x=1, y=2}","[a, b]","68 69 0a"
,,,,,,,,,,,
`
	if file := *x.ResultConfiguration.OutputLocation; file != output+*x.QueryExecutionId+".csv" {
		t.Errorf("the result is at %s", file)
	} else if got := s.object(file); got != want {
		t.Errorf("the file is\n%s\nwant\n%s", got, want)
	}
	got, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range got.ResultSet.Rows {
		line := ""
		for _, d := range row.Data {
			if d.VarCharValue == nil {
				line += "NULL|"
			} else {
				line += *d.VarCharValue + "|"
			}
		}
		lines = append(lines, line)
	}
	if want := []string{"i|b|name|f|d|dc|ts|dt|m|r|a|vb|", `1|2|a"b|true|1.5|10.50|2022-01-11 00:27:12.000|2022-01-11|{a=b}|{x=1, y=2}|[a, b]|68 69 0a|`, strings.Repeat("NULL|", 12)}; !slices.Equal(lines, want) {
		t.Errorf("the rows are\n%s", strings.Join(lines, "\n"))
	}
	var columns []string
	for _, info := range got.ResultSet.ResultSetMetadata.ColumnInfo {
		if *info.CatalogName != "hive" || info.Nullable != types.ColumnNullableUnknown || *info.Label != *info.Name {
			t.Errorf("%+v", info)
		}
		columns = append(columns, *info.Name+" "+*info.Type)
	}
	if want := "i integer, b bigint, name varchar, f boolean, d double, dc decimal, ts timestamp, dt date, m map, r row, a array, vb varbinary"; strings.Join(columns, ", ") != want {
		t.Errorf("the columns are %s", strings.Join(columns, ", "))
	}
	if info := got.ResultSet.ResultSetMetadata.ColumnInfo[5]; info.Precision != 4 || info.Scale != 2 {
		t.Errorf("the decimal is %+v", info)
	}
	checkMetadata(t, s.object(*x.ResultConfiguration.OutputLocation+".metadata"), *x.QueryExecutionId, got.ResultSet.ResultSetMetadata.ColumnInfo)

	statistics, err := c.GetQueryRuntimeStatistics(t.Context(), &sdk.GetQueryRuntimeStatisticsInput{QueryExecutionId: x.QueryExecutionId})
	if err != nil || *statistics.QueryRuntimeStatistics.Rows.OutputRows != 2 || statistics.QueryRuntimeStatistics.Timeline.TotalExecutionTimeInMillis == nil {
		t.Errorf("%+v, %v", statistics, err)
	}
}

func TestPagesOfAResult(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	x := ask(t, c, sql("SELECT n FROM UNNEST(sequence(1, 2500)) t(n) ORDER BY n"))
	for _, size := range []int32{0, 1000, 999, 7, 1} {
		in := &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId}
		if size > 0 {
			in.MaxResults = &size
		}
		var seen []string
		for pages := sdk.NewGetQueryResultsPaginator(c, in); pages.HasMorePages() && (size != 1 || len(seen) < 20); {
			page, err := pages.NextPage(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if n := len(page.ResultSet.Rows); n > 1000 || size > 0 && n > int(size) {
				t.Fatalf("%d rows in a page of %d", n, size)
			}
			for _, row := range page.ResultSet.Rows {
				seen = append(seen, *row.Data[0].VarCharValue)
			}
		}
		if size != 1 && len(seen) != 2501 || seen[0] != "n" || seen[1] != "1" || seen[len(seen)-1] != map[bool]string{true: "2500", false: "19"}[size != 1] {
			t.Errorf("pages of %d: %d rows, the last is %s", size, len(seen), seen[len(seen)-1])
		}
	}
	for _, in := range []*sdk.GetQueryResultsInput{{NextToken: aws.String("x")}, {MaxResults: aws.Int32(1001)}, {NextToken: aws.String("YQ")}} {
		in.QueryExecutionId = x.QueryExecutionId
		if _, err := c.GetQueryResults(t.Context(), in); code(err) != "InvalidRequestException INVALID_INPUT" {
			t.Errorf("%+v: %v", in, err)
		}
	}
	if _, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: aws.String("none")}); code(err) != "InvalidRequestException QUERY_EXECUTION_NOT_FOUND" {
		t.Errorf("an unknown execution: %v", err)
	}
}

func TestStatementsThatFail(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	for text, want := range map[string]struct {
		reason string
		typ    int32
	}{
		"SELECT foo":                        {"COLUMN_NOT_FOUND: line 1:8: Column 'foo' cannot be resolved", 1006},
		"SELECT * FROM nowhere":             {"TABLE_NOT_FOUND: line 1:15: Table 'nowhere' does not exist", 1301},
		"SELECT 1 + 'a'":                    {"TYPE_MISMATCH: line 1:10: Cannot apply operator: integer + varchar(1)", 1002},
		"SELECT 1 / n FROM (VALUES 0) t(n)": {"DIVISION_BY_ZERO: Division by zero", 1001},
		"SELECT nosuch(1)":                  {"FUNCTION_NOT_FOUND: line 1:8: Function 'nosuch' not registered", 1303},
	} {
		x := ask(t, c, sql(text))
		e := x.Status.AthenaError
		if x.Status.State != types.QueryExecutionStateFailed || aws.ToString(x.Status.StateChangeReason) != want.reason || e == nil || aws.ToInt32(e.ErrorType) != want.typ || aws.ToInt32(e.ErrorCategory) != 2 {
			t.Errorf("%s: %s %s %+v", text, x.Status.State, aws.ToString(x.Status.StateChangeReason), e)
		}
		if _, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId}); code(err) != "InvalidRequestException INVALID_QUERY_EXECUTION_STATE" {
			t.Errorf("%s: its results: %v", text, err)
		}
	}
	// What cannot be read is no execution.
	_, err := c.StartQueryExecution(t.Context(), sql("SELECT FROM"))
	if code(err) != "InvalidRequestException MALFORMED_QUERY" || !strings.Contains(err.Error(), "line 1:8: mismatched input 'FROM'") {
		t.Errorf("%v", err)
	}
}

func TestStoppingAQuery(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	long := sql("SELECT count(*) FROM UNNEST(sequence(1, 9999)) a(x), UNNEST(sequence(1, 9999)) b(y), UNNEST(sequence(1, 9999)) c(z) WHERE x + y = z * 3")
	started, err := c.StartQueryExecution(t.Context(), long)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: started.QueryExecutionId}); code(err) != "InvalidRequestException INVALID_QUERY_EXECUTION_STATE" {
		t.Errorf("results of what runs: %v", err)
	}
	if _, err := c.StopQueryExecution(t.Context(), &sdk.StopQueryExecutionInput{QueryExecutionId: started.QueryExecutionId}); err != nil {
		t.Fatal(err)
	}
	s.queries.Wait(t.Context(), *started.QueryExecutionId)
	got, err := c.GetQueryExecution(t.Context(), &sdk.GetQueryExecutionInput{QueryExecutionId: started.QueryExecutionId})
	if err != nil || got.QueryExecution.Status.State != types.QueryExecutionStateCancelled || *got.QueryExecution.Status.StateChangeReason != "Query cancelled by user" {
		t.Errorf("%+v, %v", got.QueryExecution.Status, err)
	}
	if _, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: started.QueryExecutionId}); code(err) != "InvalidRequestException RESULT_NOT_FOUND" {
		t.Errorf("results of what was stopped: %v", err)
	}
	// To stop what has ended is no error.
	if _, err := c.StopQueryExecution(t.Context(), &sdk.StopQueryExecutionInput{QueryExecutionId: started.QueryExecutionId}); err != nil {
		t.Error(err)
	}
}

func TestAClientTokenStartsOneQuery(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	in := sql("SELECT 1")
	in.ClientRequestToken = aws.String(strings.Repeat("t", 32))
	first, second := ask(t, c, in), ask(t, c, in)
	if *first.QueryExecutionId != *second.QueryExecutionId {
		t.Error("two executions")
	}
	in.QueryString = aws.String("SELECT 2")
	if _, err := c.StartQueryExecution(t.Context(), in); code(err) != "InvalidRequestException IDEMPOTENT_PARAMETER_MISMATCH" {
		t.Errorf("another text: %v", err)
	}
}

func TestParametersAndPreparedStatements(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	value := func(in *sdk.StartQueryExecutionInput) string {
		t.Helper()
		x := ask(t, c, in)
		if x.Status.State != types.QueryExecutionStateSucceeded {
			return *x.Status.StateChangeReason
		}
		got, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.ResultSet.Rows) < 2 {
			return ""
		}
		return *got.ResultSet.Rows[1].Data[0].VarCharValue
	}
	in := sql("SELECT concat(?, cast(? AS varchar))")
	in.ExecutionParameters = []string{"it is me", "1 + 1"}
	if got := value(in); got != "it is me2" {
		t.Errorf("parameters: %s", got)
	}
	in = sql("SELECT 'no parameter'")
	in.ExecutionParameters = []string{"1"}
	if got := value(in); got != "no parameter" {
		t.Errorf("parameters of a statement without: %s", got)
	}
	create := &sdk.CreatePreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary"), QueryStatement: aws.String("SELECT 2 * ?"), Description: aws.String("twice as much")}
	if _, err := c.CreatePreparedStatement(t.Context(), create); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CreatePreparedStatement(t.Context(), create); code(err) != "InvalidRequestException INVALID_INPUT" {
		t.Errorf("a second one of the name: %v", err)
	}
	if got := value(sql("EXECUTE twice USING 21")); got != "42" {
		t.Errorf("EXECUTE: %s", got)
	}
	if x := ask(t, c, sql("PREPARE thrice FROM SELECT 3 * ?")); x.Status.State != types.QueryExecutionStateSucceeded || x.StatementType != types.StatementTypeDdl {
		t.Errorf("PREPARE: %+v", x.Status)
	}
	got, err := c.GetPreparedStatement(t.Context(), &sdk.GetPreparedStatementInput{StatementName: aws.String("thrice"), WorkGroup: aws.String("primary")})
	if err != nil || *got.PreparedStatement.QueryStatement != "SELECT 3 * ?" || got.PreparedStatement.LastModifiedTime == nil {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := c.UpdatePreparedStatement(t.Context(), &sdk.UpdatePreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary"), QueryStatement: aws.String("SELECT ? + ?")}); err != nil {
		t.Error(err)
	}
	many, err := c.BatchGetPreparedStatement(t.Context(), &sdk.BatchGetPreparedStatementInput{WorkGroup: aws.String("primary"), PreparedStatementNames: []string{"twice", "none"}})
	if err != nil || len(many.PreparedStatements) != 1 || *many.PreparedStatements[0].QueryStatement != "SELECT ? + ?" || *many.PreparedStatements[0].Description != "twice as much" || len(many.UnprocessedPreparedStatementNames) != 1 {
		t.Errorf("%+v, %v", many, err)
	}
	list, err := c.ListPreparedStatements(t.Context(), &sdk.ListPreparedStatementsInput{WorkGroup: aws.String("primary"), MaxResults: aws.Int32(1)})
	if err != nil || len(list.PreparedStatements) != 1 || *list.PreparedStatements[0].StatementName != "thrice" || list.NextToken == nil {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := c.DeletePreparedStatement(t.Context(), &sdk.DeletePreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary")}); err != nil {
		t.Error(err)
	}
	for _, err := range []error{
		second(c.DeletePreparedStatement(t.Context(), &sdk.DeletePreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary")})),
		second(c.GetPreparedStatement(t.Context(), &sdk.GetPreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary")})),
		second(c.UpdatePreparedStatement(t.Context(), &sdk.UpdatePreparedStatementInput{StatementName: aws.String("twice"), WorkGroup: aws.String("primary"), QueryStatement: aws.String("SELECT 1")})),
	} {
		if code(err) != "ResourceNotFoundException" {
			t.Errorf("one that is not there: %v", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestWorkGroups(t *testing.T) {
	s := serve(t)
	c := s.client("root", auth.Admin)
	ctx := t.Context()
	got, err := c.GetWorkGroup(ctx, &sdk.GetWorkGroupInput{WorkGroup: aws.String("primary")})
	if err != nil {
		t.Fatal(err)
	}
	own := got.WorkGroup.Configuration
	if *own.EnforceWorkGroupConfiguration || *own.EngineVersion.EffectiveEngineVersion != "Athena engine version 3" || *own.ResultConfiguration.OutputLocation != output || *own.RequesterPaysEnabled || *own.PublishCloudWatchMetricsEnabled {
		t.Errorf("primary: %+v", own)
	}
	if err := s.buckets.Create(ctx, "team-results"); err != nil {
		t.Fatal(err)
	}
	create := &sdk.CreateWorkGroupInput{Name: aws.String("team"), Description: aws.String("the team's"), Tags: []types.Tag{{Key: aws.String("a"), Value: aws.String("1")}}, Configuration: &types.WorkGroupConfiguration{
		ResultConfiguration: &types.ResultConfiguration{OutputLocation: aws.String("s3://team-results/athena")}, BytesScannedCutoffPerQuery: aws.Int64(10_000_000),
	}}
	if _, err := c.CreateWorkGroup(ctx, create); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CreateWorkGroup(ctx, create); code(err) != "InvalidRequestException INVALID_INPUT" {
		t.Errorf("a second one of the name: %v", err)
	}
	// It insists on its own place.
	in := sql("SELECT 1")
	in.WorkGroup, in.ResultConfiguration = aws.String("team"), &types.ResultConfiguration{OutputLocation: aws.String(output)}
	x := ask(t, c, in)
	if want := "s3://team-results/athena/" + *x.QueryExecutionId + ".csv"; *x.ResultConfiguration.OutputLocation != want || s.object(want) != "\"_col0\"\n\"1\"\n" {
		t.Errorf("the result is at %s", *x.ResultConfiguration.OutputLocation)
	}
	if _, err := c.UpdateWorkGroup(ctx, &sdk.UpdateWorkGroupInput{WorkGroup: aws.String("team"), Description: aws.String("another"), ConfigurationUpdates: &types.WorkGroupConfigurationUpdates{
		EnforceWorkGroupConfiguration: aws.Bool(false), RemoveBytesScannedCutoffPerQuery: aws.Bool(true), ResultConfigurationUpdates: &types.ResultConfigurationUpdates{RemoveOutputLocation: aws.Bool(true)},
	}}); err != nil {
		t.Fatal(err)
	}
	got, err = c.GetWorkGroup(ctx, &sdk.GetWorkGroupInput{WorkGroup: aws.String("team")})
	if err != nil || *got.WorkGroup.Description != "another" || got.WorkGroup.Configuration.BytesScannedCutoffPerQuery != nil || got.WorkGroup.Configuration.ResultConfiguration.OutputLocation != nil || got.WorkGroup.CreationTime == nil {
		t.Errorf("%+v, %v", got.WorkGroup, err)
	}
	in.ResultConfiguration = nil
	if _, err := c.StartQueryExecution(ctx, in); err == nil || !strings.Contains(err.Error(), "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.") {
		t.Errorf("without a place: %v", err)
	}
	if _, err := c.UpdateWorkGroup(ctx, &sdk.UpdateWorkGroupInput{WorkGroup: aws.String("team"), State: types.WorkGroupStateDisabled}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.StartQueryExecution(ctx, in); err == nil || !strings.Contains(err.Error(), "WorkGroup team is disabled.") {
		t.Errorf("disabled: %v", err)
	}
	list, err := c.ListWorkGroups(ctx, &sdk.ListWorkGroupsInput{MaxResults: aws.Int32(1)})
	if err != nil || len(list.WorkGroups) != 1 || *list.WorkGroups[0].Name != "primary" || list.NextToken == nil {
		t.Fatalf("%+v, %v", list, err)
	}
	list, err = c.ListWorkGroups(ctx, &sdk.ListWorkGroupsInput{NextToken: list.NextToken})
	if err != nil || len(list.WorkGroups) != 1 || *list.WorkGroups[0].Name != "team" || list.NextToken != nil {
		t.Errorf("%+v, %v", list, err)
	}
	versions, err := c.ListEngineVersions(ctx, &sdk.ListEngineVersionsInput{})
	if err != nil || len(versions.EngineVersions) != 2 {
		t.Errorf("%+v, %v", versions, err)
	}
	arn := aws.String("arn:aws:athena:us-east-1:123456789012:workgroup/team")
	if _, err := c.TagResource(ctx, &sdk.TagResourceInput{ResourceARN: arn, Tags: []types.Tag{{Key: aws.String("b"), Value: aws.String("2")}}}); err != nil {
		t.Error(err)
	}
	if _, err := c.UntagResource(ctx, &sdk.UntagResourceInput{ResourceARN: arn, TagKeys: []string{"a"}}); err != nil {
		t.Error(err)
	}
	tags, err := c.ListTagsForResource(ctx, &sdk.ListTagsForResourceInput{ResourceARN: arn})
	if err != nil || len(tags.Tags) != 1 || *tags.Tags[0].Key != "b" {
		t.Errorf("%+v, %v", tags, err)
	}
	for name, err := range map[string]error{
		"not empty":       second(c.DeleteWorkGroup(ctx, &sdk.DeleteWorkGroupInput{WorkGroup: aws.String("team")})),
		"primary deleted": second(c.DeleteWorkGroup(ctx, &sdk.DeleteWorkGroupInput{WorkGroup: aws.String("primary")})),
		"none":            second(c.GetWorkGroup(ctx, &sdk.GetWorkGroupInput{WorkGroup: aws.String("none")})),
		"an odd version":  second(c.CreateWorkGroup(ctx, &sdk.CreateWorkGroupInput{Name: aws.String("v2"), Configuration: &types.WorkGroupConfiguration{EngineVersion: &types.EngineVersion{SelectedEngineVersion: aws.String("Athena engine version 2")}}})),
		"KMS": second(c.CreateWorkGroup(ctx, &sdk.CreateWorkGroupInput{Name: aws.String("kms"), Configuration: &types.WorkGroupConfiguration{ResultConfiguration: &types.ResultConfiguration{
			OutputLocation: aws.String(output), EncryptionConfiguration: &types.EncryptionConfiguration{EncryptionOption: types.EncryptionOptionSseKms, KmsKey: aws.String("k")}}}})),
		"managed results": second(c.CreateWorkGroup(ctx, &sdk.CreateWorkGroupInput{Name: aws.String("managed"), Configuration: &types.WorkGroupConfiguration{ManagedQueryResultsConfiguration: &types.ManagedQueryResultsConfiguration{Enabled: true}}})),
		"no place":        second(c.CreateWorkGroup(ctx, &sdk.CreateWorkGroupInput{Name: aws.String("place"), Configuration: &types.WorkGroupConfiguration{ResultConfiguration: &types.ResultConfiguration{OutputLocation: aws.String("/tmp/x")}}})),
		"an odd token":    second(c.ListWorkGroups(ctx, &sdk.ListWorkGroupsInput{NextToken: aws.String("x")})),
	} {
		if code(err) != "InvalidRequestException INVALID_INPUT" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.DeleteWorkGroup(ctx, &sdk.DeleteWorkGroupInput{WorkGroup: aws.String("team"), RecursiveDeleteOption: aws.Bool(true)}); err != nil {
		t.Error(err)
	}
	if _, err := c.ListTagsForResource(ctx, &sdk.ListTagsForResourceInput{ResourceARN: arn}); code(err) != "ResourceNotFoundException" {
		t.Errorf("the tags of what is gone: %v", err)
	}
}

func TestNamedQueries(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	ctx := t.Context()
	create := &sdk.CreateNamedQueryInput{Name: aws.String("logins"), Database: aws.String("default"), QueryString: aws.String("SELECT 1"), ClientRequestToken: aws.String(strings.Repeat("n", 32))}
	made, err := c.CreateNamedQuery(ctx, create)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.CreateNamedQuery(ctx, create); err != nil || *again.NamedQueryId != *made.NamedQueryId {
		t.Errorf("the same token: %v", err)
	}
	create.QueryString = aws.String("SELECT 2")
	if _, err := c.CreateNamedQuery(ctx, create); code(err) != "InvalidRequestException IDEMPOTENT_PARAMETER_MISMATCH" {
		t.Errorf("the same token for another: %v", err)
	}
	if _, err := c.UpdateNamedQuery(ctx, &sdk.UpdateNamedQueryInput{NamedQueryId: made.NamedQueryId, Name: aws.String("logins"), QueryString: aws.String("SELECT 3")}); err != nil {
		t.Error(err)
	}
	got, err := c.GetNamedQuery(ctx, &sdk.GetNamedQueryInput{NamedQueryId: made.NamedQueryId})
	if err != nil || *got.NamedQuery.QueryString != "SELECT 3" || *got.NamedQuery.WorkGroup != "primary" {
		t.Errorf("%+v, %v", got, err)
	}
	many, err := c.BatchGetNamedQuery(ctx, &sdk.BatchGetNamedQueryInput{NamedQueryIds: []string{*made.NamedQueryId, "none"}})
	if err != nil || len(many.NamedQueries) != 1 || len(many.UnprocessedNamedQueryIds) != 1 {
		t.Errorf("%+v, %v", many, err)
	}
	list, err := c.ListNamedQueries(ctx, &sdk.ListNamedQueriesInput{})
	if err != nil || !slices.Equal(list.NamedQueryIds, []string{*made.NamedQueryId}) {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := c.DeleteNamedQuery(ctx, &sdk.DeleteNamedQueryInput{NamedQueryId: made.NamedQueryId}); err != nil {
		t.Error(err)
	}
	if _, err := c.GetNamedQuery(ctx, &sdk.GetNamedQueryInput{NamedQueryId: made.NamedQueryId}); code(err) != "InvalidRequestException NAMED_QUERY_NOT_FOUND" {
		t.Errorf("after its deletion: %v", err)
	}
}

func TestExecutionsOfOthers(t *testing.T) {
	s := serve(t)
	kim, lee, bound := s.client("kim", auth.Analyst), s.client("lee", auth.Analyst), s.client("bound", auth.Analyst, "one-store")
	x := ask(t, kim, sql("SELECT 1"))
	mine := ask(t, bound, sql("SELECT 2"))
	for c, want := range map[*sdk.Client]struct {
		code  string
		count int
	}{kim: {"", 2}, lee: {"", 2}, bound: {"InvalidRequestException QUERY_EXECUTION_NOT_FOUND", 1}} {
		_, err := c.GetQueryExecution(t.Context(), &sdk.GetQueryExecutionInput{QueryExecutionId: x.QueryExecutionId})
		_, resultsErr := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId})
		if code(err) != want.code || code(resultsErr) != want.code {
			t.Errorf("%v, %v, want %s", err, resultsErr, want.code)
		}
		list, err := c.ListQueryExecutions(t.Context(), &sdk.ListQueryExecutionsInput{})
		if err != nil || len(list.QueryExecutionIds) != want.count || list.QueryExecutionIds[0] != *mine.QueryExecutionId {
			t.Errorf("%+v, %v", list, err)
		}
	}
	if _, err := lee.StopQueryExecution(t.Context(), &sdk.StopQueryExecutionInput{QueryExecutionId: x.QueryExecutionId}); code(err) != "AccessDeniedException" {
		t.Errorf("to stop another's: %v", err)
	}
	many, err := kim.BatchGetQueryExecution(t.Context(), &sdk.BatchGetQueryExecutionInput{QueryExecutionIds: []string{*x.QueryExecutionId, "none"}})
	if err != nil || len(many.QueryExecutions) != 1 || len(many.UnprocessedQueryExecutionIds) != 1 {
		t.Errorf("%+v, %v", many, err)
	}
	list, err := kim.ListQueryExecutions(t.Context(), &sdk.ListQueryExecutionsInput{MaxResults: aws.Int32(1)})
	if err != nil || len(list.QueryExecutionIds) != 1 || list.NextToken == nil {
		t.Fatalf("%+v, %v", list, err)
	}
	list, err = kim.ListQueryExecutions(t.Context(), &sdk.ListQueryExecutionsInput{NextToken: list.NextToken})
	if err != nil || !slices.Equal(list.QueryExecutionIds, []string{*x.QueryExecutionId}) || list.NextToken != nil {
		t.Errorf("%+v, %v", list, err)
	}
	// An auditor asks in the workgroup's place, and names none.
	auditor := s.client("audit", auth.Auditor)
	if x := ask(t, auditor, sql("SELECT 3")); x.Status.State != types.QueryExecutionStateSucceeded {
		t.Errorf("%+v", x.Status)
	}
	in := sql("SELECT 3")
	in.ResultConfiguration = &types.ResultConfiguration{OutputLocation: aws.String(output)}
	if _, err := auditor.StartQueryExecution(t.Context(), in); code(err) != "InvalidRequestException INVALID_INPUT" {
		t.Errorf("an auditor's place: %v", err)
	}
	for _, err := range []error{
		second(auditor.CreateWorkGroup(t.Context(), &sdk.CreateWorkGroupInput{Name: aws.String("x")})),
		second(kim.CreateWorkGroup(t.Context(), &sdk.CreateWorkGroupInput{Name: aws.String("x")})),
		second(auditor.CreateNamedQuery(t.Context(), &sdk.CreateNamedQueryInput{Name: aws.String("x"), Database: aws.String("d"), QueryString: aws.String("SELECT 1")})),
	} {
		if code(err) != "AccessDeniedException" {
			t.Errorf("%v", err)
		}
	}
}

func TestTheDataCatalog(t *testing.T) {
	s := serve(t)
	c := s.client("root", auth.Admin)
	ctx := t.Context()
	if err := s.state.AddDatabase(ctx, catalog.Database{Name: "logs", Description: "logs of all", Parameters: map[string]string{"p": "1"}}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"alb", "vpc_flow", "vpc_dns"} {
		err := s.state.AddTable(ctx, catalog.Table{Database: "logs", Name: name, ID: "id-" + name, Type: catalog.ExternalTable, Created: time.Now(), Parameters: map[string]string{"classification": "parquet"},
			Storage:       catalog.Storage{Location: "s3://b/" + name, Columns: []catalog.Column{{Name: "ip", Type: "string", Comment: "whence"}}, SerDe: catalog.SerDe{Library: catalog.ParquetSerDe}},
			PartitionKeys: []catalog.Column{{Name: "day", Type: "date"}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if x := ask(t, c, sql("CREATE VIEW one AS SELECT 1 AS n")); x.Status.State != types.QueryExecutionStateSucceeded || *x.SubstatementType != "CREATE_VIEW" {
		t.Fatalf("%+v", x.Status)
	}
	for name, federated := range map[string]bool{"trail": true, "apart": false} {
		store := catalog.NewStore(name, time.Now())
		store.Federation.Enabled = federated
		if err := s.state.AddStore(ctx, store); err != nil {
			t.Fatal(err)
		}
	}
	cat := aws.String("AwsDataCatalog")
	catalogs, err := c.ListDataCatalogs(ctx, &sdk.ListDataCatalogsInput{})
	if err != nil || len(catalogs.DataCatalogsSummary) != 1 || *catalogs.DataCatalogsSummary[0].CatalogName != *cat {
		t.Errorf("%+v, %v", catalogs, err)
	}
	if got, err := c.GetDataCatalog(ctx, &sdk.GetDataCatalogInput{Name: aws.String("awsdatacatalog")}); err != nil || got.DataCatalog.Type != types.DataCatalogTypeGlue {
		t.Errorf("%+v, %v", got, err)
	}
	databases, err := c.ListDatabases(ctx, &sdk.ListDatabasesInput{CatalogName: cat})
	var names []string
	for _, d := range databases.DatabaseList {
		names = append(names, *d.Name)
	}
	if err != nil || !slices.Equal(names, []string{"aws:cloudtrail", "default", "logs"}) {
		t.Errorf("%v, %v", names, err)
	}
	if got, err := c.GetDatabase(ctx, &sdk.GetDatabaseInput{CatalogName: cat, DatabaseName: aws.String("LOGS")}); err != nil || *got.Database.Description != "logs of all" || got.Database.Parameters["p"] != "1" {
		t.Errorf("%+v, %v", got, err)
	}
	table, err := c.GetTableMetadata(ctx, &sdk.GetTableMetadataInput{CatalogName: cat, DatabaseName: aws.String("logs"), TableName: aws.String("alb")})
	if err != nil || *table.TableMetadata.Columns[0].Name != "ip" || *table.TableMetadata.PartitionKeys[0].Type != "date" || table.TableMetadata.Parameters["location"] != "s3://b/alb" || *table.TableMetadata.TableType != "EXTERNAL_TABLE" {
		t.Errorf("%+v, %v", table, err)
	}
	tables := func(database, expression string) string {
		in := &sdk.ListTableMetadataInput{CatalogName: cat, DatabaseName: &database, MaxResults: aws.Int32(2)}
		if expression != "" {
			in.Expression = &expression
		}
		out := ""
		for pages := sdk.NewListTableMetadataPaginator(c, in); pages.HasMorePages(); {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return code(err)
			}
			for _, m := range page.TableMetadataList {
				out += *m.Name + ":" + *m.TableType + ":" + *m.Columns[0].Name + " " + *m.Columns[0].Type + ";"
			}
		}
		return out
	}
	if got, want := tables("logs", ""), "alb:EXTERNAL_TABLE:ip string;vpc_dns:EXTERNAL_TABLE:ip string;vpc_flow:EXTERNAL_TABLE:ip string;"; got != want {
		t.Errorf("%s", got)
	}
	for _, expression := range []string{"vpc_*", "vpc.*"} {
		if got := tables("logs", expression); strings.Count(got, ";") != 2 || strings.Contains(got, "alb") {
			t.Errorf("%s: %s", expression, got)
		}
	}
	if got := tables("default", ""); got != "one:VIRTUAL_VIEW:n int;" {
		t.Errorf("views: %s", got)
	}
	if got := tables("aws:cloudtrail", ""); strings.Count(got, ":EXTERNAL_TABLE:eventversion string;") != 1 {
		t.Errorf("stores: %s", got)
	}
	for name, err := range map[string]error{
		"database": second(c.GetDatabase(ctx, &sdk.GetDatabaseInput{CatalogName: cat, DatabaseName: aws.String("none")})),
		"table":    second(c.GetTableMetadata(ctx, &sdk.GetTableMetadataInput{CatalogName: cat, DatabaseName: aws.String("logs"), TableName: aws.String("none")})),
		"tables":   second(c.ListTableMetadata(ctx, &sdk.ListTableMetadataInput{CatalogName: cat, DatabaseName: aws.String("none")})),
	} {
		if code(err) != "MetadataException" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"another catalog":    second(c.ListDatabases(ctx, &sdk.ListDatabasesInput{CatalogName: aws.String("other")})),
		"its making":         second(c.CreateDataCatalog(ctx, &sdk.CreateDataCatalogInput{Name: aws.String("other"), Type: types.DataCatalogTypeLambda})),
		"the catalog's":      second(c.CreateDataCatalog(ctx, &sdk.CreateDataCatalogInput{Name: cat, Type: types.DataCatalogTypeGlue})),
		"its change":         second(c.UpdateDataCatalog(ctx, &sdk.UpdateDataCatalogInput{Name: cat, Type: types.DataCatalogTypeGlue})),
		"its deletion":       second(c.DeleteDataCatalog(ctx, &sdk.DeleteDataCatalogInput{Name: cat})),
		"an odd expression":  second(c.ListTableMetadata(ctx, &sdk.ListTableMetadataInput{CatalogName: cat, DatabaseName: aws.String("logs"), Expression: aws.String("(")})),
		"another's deletion": second(c.DeleteDataCatalog(ctx, &sdk.DeleteDataCatalogInput{Name: aws.String("other")})),
	} {
		if code(err) != "InvalidRequestException INVALID_INPUT" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestUtilityStatements(t *testing.T) {
	s := serve(t)
	c := s.client("kim", auth.Analyst)
	x := ask(t, c, sql("SHOW DATABASES"))
	file := *x.ResultConfiguration.OutputLocation
	if x.StatementType != types.StatementTypeUtility || *x.SubstatementType != "SHOW_DATABASES" || !strings.HasSuffix(file, ".txt") {
		t.Fatalf("%+v", x)
	}
	got, err := c.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryExecutionId: x.QueryExecutionId})
	if err != nil || *got.ResultSet.Rows[0].Data[0].VarCharValue == *got.ResultSet.ResultSetMetadata.ColumnInfo[0].Name || *got.ResultSet.ResultSetMetadata.ColumnInfo[0].Name != "database_name" {
		t.Errorf("%+v, %v", got, err)
	}
	var lines []string
	for _, r := range got.ResultSet.Rows {
		lines = append(lines, *r.Data[0].VarCharValue)
	}
	if text := s.object(file); text != strings.Join(lines, "\n") {
		t.Errorf("the file is %q", text)
	}
	x = ask(t, c, sql("CREATE OR REPLACE VIEW v AS SELECT 1 AS n"))
	if text := s.object(*x.ResultConfiguration.OutputLocation); text != "" || x.StatementType != types.StatementTypeDdl {
		t.Errorf("%q, %+v", text, x)
	}
}

// All operations of the model that are in Tarn are answered, and each error that they declare is one that was provoked above.
func TestEveryOperationIsThere(t *testing.T) {
	service := athena.New(athena.Options{})
	for name := range wireat.Operations {
		if _, ok := service.Operations[name]; !ok {
			t.Errorf("%s is not there", name)
		}
	}
	if n := len(service.Operations); n != 37 {
		t.Errorf("%d operations", n)
	}
}
