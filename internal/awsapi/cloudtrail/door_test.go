package cloudtrail

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/smithy-go"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	"tarn/internal/dashboard"
	"tarn/internal/state"
)

var home = awsapi.Home{Account: "123456789012", Region: "us-east-1"}

// world is a service behind a door, over a state file, with a clock that the test moves.
type world struct {
	*cloudtrail.Client
	db   *state.DB
	door *awsapi.Door
	url  string

	mu  sync.Mutex
	now time.Time
	key auth.Key
}

func newWorld(t *testing.T, set func(*world, *Options)) *world {
	t.Helper()
	db, err := state.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w := &world{db: db, now: time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC), key: auth.Key{ID: "TARNADMIN", Name: "kim", Role: auth.Admin}}
	o := Options{Stores: db, Channels: db, Dashboards: db, Boards: dashboard.Boards{Folder: t.TempDir()}, Tags: db, Policies: db, Now: w.clock}
	if set != nil {
		set(w, &o)
	}
	w.door = &awsapi.Door{
		Services: []*awsapi.Service{New(o)}, Home: home, Record: silent{}, Log: slog.New(slog.DiscardHandler), Now: w.clock,
		Verify: func(*http.Request, []byte) (awsapi.Caller, error) {
			w.mu.Lock()
			defer w.mu.Unlock()
			return awsapi.Caller{Key: w.key, Region: "us-east-1", Service: "cloudtrail"}, nil
		},
	}
	server := httptest.NewServer(w.door)
	t.Cleanup(server.Close)
	w.url = server.URL
	w.Client = cloudtrail.New(cloudtrail.Options{
		BaseEndpoint: aws.String(server.URL), Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("TARNADMIN", "secret", ""),
		RetryMaxAttempts: 1,
	})
	return w
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) as(k auth.Key) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.key = k
}

type silent struct{}

func (silent) Before(context.Context, *awsapi.Call) error { return nil }
func (silent) After(context.Context, *awsapi.Call, wire.Shape, any, *wire.Error) error {
	return nil
}

// code is the name of an API's error, "" for none.
func code(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var api smithy.APIError
	if !errors.As(err, &api) {
		t.Fatalf("not an error of the API: %v", err)
	}
	return api.ErrorCode()
}

// want checks that a call failed with an error of the API, which its operation has to declare.
func want(t *testing.T, what, wanted string, err error) {
	t.Helper()
	if got := code(t, err); got != wanted {
		t.Errorf("%s: %q, not %q: %v", what, got, wanted, err)
	}
}

func TestEveryOperationIsKnown(t *testing.T) {
	s := New(Options{})
	for name, op := range s.Operations {
		if op.Do == nil || op.Model.Output == nil {
			t.Errorf("%s has no function or no model", name)
		}
		if slices.Contains([]string{"Get", "Lis", "Des"}, name[:3]) && !op.ReadOnly {
			t.Errorf("%s reads, and is not marked so", name)
		}
	}
}
