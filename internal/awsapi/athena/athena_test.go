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
	"tarn/internal/hive"
	"tarn/internal/objects"
	"tarn/internal/pack"
	"tarn/internal/query"
	"tarn/internal/sql/analyze"
	"tarn/internal/state"
	"tarn/internal/warehouse"
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
	s := &server{t: t, state: db, buckets: &objects.Buckets{Dir: filepath.Join(dir, "objects"), Index: db}, keys: map[string]auth.Key{}}
	tables := &hive.Tables{Data: db, Buckets: s.buckets, Temp: t.TempDir(), Packs: &pack.Store{Dir: filepath.Join(dir, "converted"), Limit: 1 << 30}}
	engine := duckdb.Open(duckdb.Options{MemoryLimit: 512 << 20, TempDir: t.TempDir(), Files: tables, AllowedDirs: []string{s.buckets.Dir, tables.Temp, tables.Packs.Dir}})
	tables.Engine = engine
	s.queries = query.New(query.Options{
		Engine: engine, Store: db, Prepared: db, Tables: db, Warehouse: &warehouse.Warehouse{Tables: tables}, ResultDir: filepath.Join(dir, "results"), Limits: map[string]query.Limit{"athena": {Running: 5, Timeout: time.Minute}},
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

func second[T any](_ T, err error) error { return err }

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
