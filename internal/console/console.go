// Package console serves the console: a page for people, embedded in the program, and the JSON API that it speaks, which others may
// speak, too.
//
// The routes of the API stand in one table, one file a group of them; docs/openapi.json is made from it.
package console

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"tarn/internal/account"
	"tarn/internal/alert"
	"tarn/internal/audit"
	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/dashboard"
	"tarn/internal/job"
	"tarn/internal/query"
)

// Options is what the console works with.
type Options struct {
	Version string
	// Demo says that the data directory holds the demonstration.
	Demo bool
	// Account and Region are those that Tarn stands for in AWS.
	Account, Region string
	// Secure says that the console is reached with TLS: cookies are sent through it only.
	Secure bool
	// Queries runs statements.
	Queries *query.Service
	// Keys finds keys.
	Keys auth.Finder
	// Expected are the accounts and the regions whose logs are to come.
	Expected Expected
	// Sessions keeps the sessions.
	Sessions SessionStore
	// Catalog says what a key sees, with names within a database.
	Catalog func(ctx context.Context, k auth.Key, database string) (*catalog.Snapshot, error)
	// Stores lists the event data stores.
	Stores  func(ctx context.Context) ([]catalog.EventDataStore, error)
	Figures Figures
	// Calls answers the operations of AWS's APIs.
	Calls Calls
	// Jobs gives the jobs; nil where there are none.
	Jobs func(ctx context.Context) (*job.Jobs, error)
	// Alerts gives the rules that watch the lake; nil where there are none.
	Alerts func(ctx context.Context) (*alert.Alerts, error)
	// Boards are the dashboards.
	Boards dashboard.Boards
	// Accounts are the names of accounts.
	Accounts account.Book
	// Shown is the time at which dashboards' ranges end; Now by default.
	Shown func() time.Time
	// Journal is the record of calls.
	Journal Journal
	Log     *slog.Logger
	// Now is the clock; time.Now by default.
	Now func() time.Time
}

// Figures tells of what came in and what it takes.
type Figures interface {
	// Totals are the objects that were read into a store, and the events that came of them.
	Totals(ctx context.Context, store string) (objects, events int64, err error)
	// QuarantineCount is what could not be read of a store's.
	QuarantineCount(ctx context.Context, store string) (int64, error)
	// Disk is the space where the data directory is, and what its folders take, in bytes.
	Disk(ctx context.Context) (Disk, error)
}

// Calls answers operations of AWS's APIs as if they had been signed with a key: roles hold, and they are recorded.
type Calls interface {
	// Call fails with a *Failure as the API fails. The answer is the API's JSON.
	Call(r *http.Request, k auth.Key, service, operation string, body json.RawMessage) (json.RawMessage, error)
}

// Journal keeps events: audit.Journal does.
type Journal interface {
	Ready() error
	Append(ctx context.Context, e audit.Event, durable bool) error
}

// Console is the handler.
type Console struct {
	Options
	sessions *sessions
	arrivals arrivals
	answers  *dashboard.Answers
	mux      *http.ServeMux
	app      *app

	// work is what goes on after its call: backfills of jobs, by the job's name. It ends with Close.
	ctx       context.Context
	stop      context.CancelFunc
	work      sync.WaitGroup
	backfills sync.Map
}

// New makes the console.
func New(o Options) *Console {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Shown == nil {
		o.Shown = o.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Console{Options: o, sessions: newSessions(o.Sessions, o.Now), mux: http.NewServeMux(), app: newApp()}
	s.answers = &dashboard.Answers{Queries: o.Queries, Stores: o.Stores, Now: o.Shown}
	s.ctx, s.stop = context.WithCancel(context.Background())
	for _, r := range Routes() {
		s.mux.Handle(r.Method+" "+Prefix+r.Path, s.handler(r))
	}
	s.mux.HandleFunc(Prefix+"/", func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, &Failure{Status: http.StatusNotFound, Code: "NotFound", Message: "There is no " + r.Method + " " + r.URL.Path + "; docs/openapi.json lists what there is."})
	})
	s.mux.Handle("/", s.app)
	return s
}

// Close ends what goes on after its call, and waits for it.
func (s *Console) Close() {
	s.stop()
	s.work.Wait()
}

// ServeHTTP implements http.Handler.
func (s *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }
