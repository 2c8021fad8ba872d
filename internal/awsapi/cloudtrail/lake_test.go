package cloudtrail_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	ct "github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/smithy-go"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/cloudtrail"
	"tarn/internal/awsapi/wire"
	"tarn/internal/catalog"
	"tarn/internal/dashboard"
	"tarn/internal/decode"
	"tarn/internal/engine"
	"tarn/internal/engine/duckdb"
	"tarn/internal/ingest"
	"tarn/internal/lake"
	"tarn/internal/query"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/state"
)

const account = "123456789012"

// world is a lake with one store, and CloudTrail's API before it.
type world struct {
	t       *testing.T
	dir     string
	lake    *lake.Lake
	state   *state.DB
	queries *query.Service
	store   catalog.EventDataStore
	options cloudtrail.Options
	// key is who asks next.
	key    auth.Key
	server *httptest.Server
}

// limits let two queries run at a time.
var limits = map[string]query.Limit{"cloudtrail": {Running: 2, Refuse: true}, "dashboard": {Running: 2}}

// newWorld makes a world whose store has the events, and changes the options before the API is there.
func newWorld(t *testing.T, events []string, change ...func(*world)) *world {
	t.Helper()
	ctx := t.Context()
	w := &world{t: t, dir: t.TempDir(), key: auth.Key{ID: "TARNADMIN", Name: "kim", Role: auth.Admin}}
	var err error
	if w.lake, err = lake.Open(filepath.Join(w.dir, "lake"), lake.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.lake.Close() })
	if w.state, err = state.Open(ctx, w.dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.state.Close() })
	w.store = w.addStore(catalog.DefaultStore, events)

	tables := catalog.New(w.state)
	e := duckdb.Open(duckdb.Options{MemoryLimit: 256 << 20, Threads: 1, Files: files{w.lake}, AllowedDirs: []string{w.lake.Dir()}, TempDir: t.TempDir(),
		Natives: map[string]func([]any) (any, error){"tarn_merge_overflow": func(args []any) (any, error) {
			event, ok1 := args[0].(string)
			overflow, ok2 := args[1].(string)
			if !ok1 || !ok2 {
				return nil, nil
			}
			return decode.MergeOverflow(event, overflow)
		}}})
	t.Cleanup(func() { e.Close() })
	w.queries = query.New(query.Options{
		Engine: e, Store: w.state, ResultDir: filepath.Join(w.dir, "results"), Limits: limits,
		Catalog: func(ctx context.Context, s query.Statement) (analyze.Catalog, error) {
			return tables.Snapshot(ctx, catalog.Scope{Reads: func(e catalog.EventDataStore) bool { return s.Key.Role == "" || s.Key.MayRead(e.ID) }})
		},
	})
	if err := w.queries.Recover(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.queries.Close() })
	w.options = cloudtrail.Options{Stores: w.state, Channels: w.state, Dashboards: w.state, Boards: dashboard.Boards{Folder: filepath.Join(w.dir, "dashboards")}, Tags: w.state, Policies: w.state, Queries: w.queries}
	for _, c := range change {
		c(w)
	}
	door := &awsapi.Door{
		Services: []*awsapi.Service{cloudtrail.New(w.options)}, Home: awsapi.Home{Account: account, Region: "us-east-1"}, Record: unrecorded{}, Log: slog.New(slog.DiscardHandler),
		Verify: func(*http.Request, []byte) (awsapi.Caller, error) {
			return awsapi.Caller{Key: w.key, Region: "us-east-1", Service: "cloudtrail"}, nil
		},
	}
	w.server = httptest.NewServer(door)
	t.Cleanup(w.server.Close)
	return w
}

type unrecorded struct{}

func (unrecorded) Before(context.Context, *awsapi.Call) error { return nil }
func (unrecorded) After(context.Context, *awsapi.Call, wire.Shape, any, *wire.Error) error {
	return nil
}

// files answers the engine from the lake.
type files struct{ lake *lake.Lake }

func (f files) Plan(ctx context.Context, rel *schema.Relation, _ []string, where []schema.Predicate) (*engine.FileSet, error) {
	t, err := f.lake.Table(ctx, rel.Source, schema.CloudTrail)
	if err != nil {
		return nil, err
	}
	p, err := t.Plan(ctx, where)
	if err != nil {
		return nil, err
	}
	return &engine.FileSet{Paths: p.Paths, Table: t.Schema(), Uniform: p.Uniform, Rows: p.Rows, Bytes: p.Bytes, Total: p.Total, Release: func() { p.Release() }}, nil
}

// addStore makes a store of events.
func (w *world) addStore(name string, events []string) catalog.EventDataStore {
	w.t.Helper()
	ctx := w.t.Context()
	s := catalog.NewStore(name, time.Now())
	if err := w.state.AddStore(ctx, s); err != nil {
		w.t.Fatal(err)
	}
	table, err := w.lake.CreateTable(ctx, s.Table, schema.CloudTrail)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(events) == 0 {
		return s
	}
	content := `{"Records":[` + strings.Join(events, ",") + `]}`
	report, err := ingest.New(w.dir, w.lake, table, s.ID, w.state, ingest.Options{}).Run(ctx, func(ctx context.Context, yield func(ingest.Found) error) error {
		return yield(ingest.Found{
			Object: ingest.Object{URI: "events-" + name + ".json", ETag: "1", Size: int64(len(content))},
			Open: func(context.Context) (ingest.Body, error) {
				return ingest.Body{ReadCloser: io.NopCloser(strings.NewReader(content))}, nil
			},
		})
	})
	if err != nil {
		w.t.Fatal(err)
	}
	if int(report.Events.In) != len(events) {
		w.t.Fatalf("%+v of %d events", report, len(events))
	}
	return s
}

// client is the Go SDK's.
func (w *world) client() *ct.Client {
	return ct.New(ct.Options{
		BaseEndpoint: aws.String(w.server.URL), Region: "us-east-1", RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("TARN", "secret", ""),
	})
}

// as asks as another key from now on.
func (w *world) as(role auth.Role, stores ...string) {
	w.key = auth.Key{ID: "TARN" + strings.ToUpper(string(role)) + strings.Join(stores, ""), Name: string(role), Role: role, Stores: stores}
}

// refused checks that an error has the name, and words.
func refused(t *testing.T, err error, code, words string) {
	t.Helper()
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code || !strings.Contains(api.ErrorMessage(), words) {
		t.Errorf("%v, want %s with %q", err, code, words)
	}
}

// event is an event as a trail delivers it; more is JSON that is put into it.
func event(n int, at, source, name, more string) string {
	e := map[string]any{
		"eventVersion": "1.08", "eventID": fmt.Sprintf("00000000-0000-0000-0000-%012d", n), "eventTime": at, "eventSource": source, "eventName": name,
		"awsRegion": "us-east-1", "sourceIPAddress": "192.0.2.7", "recipientAccountId": account, "eventCategory": "Management", "managementEvent": true, "readOnly": false,
		"eventType": "AwsApiCall", "userIdentity": map[string]any{"type": "IAMUser", "userName": "alice", "accessKeyId": "AKIAIOSFODNN7EXAMPLE", "arn": "arn:aws:iam::123456789012:user/alice"},
	}
	var m map[string]any
	if err := json.Unmarshal([]byte("{"+more+"}"), &m); err != nil {
		panic(err)
	}
	for k, v := range m {
		if v == nil {
			delete(e, k)
			continue
		}
		e[k] = v
	}
	text, _ := json.Marshal(e)
	return string(text)
}
