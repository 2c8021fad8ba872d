package query

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// Options set a service up.
type Options struct {
	Engine engine.Engine
	// Catalog answers what names mean to a statement.
	Catalog func(ctx context.Context, s Statement) (analyze.Catalog, error)
	// Size is how many bytes a relation's data files have, 0 where nobody knows; it may be nil.
	Size func(*schema.Relation) int64
	// Store remembers executions; a Memory by default.
	Store Store
	// Prepared keeps prepared statements; by default they go with the service.
	Prepared PreparedStore
	// Tables keeps databases, tables and views; nil where none can be made.
	Tables Tables
	// Warehouse writes the rows of tables; nil where none can be made.
	Warehouse Warehouse
	// ResultDir is where results are kept; a temporary folder that goes with the service by default.
	ResultDir string
	// Limits are those of each face.
	Limits map[string]Limit
	Log    *slog.Logger
}

// Limit bounds the statements of a face.
type Limit struct {
	// Running is how many run at a time; 0 is no limit. More are queued or, with Refuse, refused with ErrTooMany: then those that
	// wait count, too.
	Running int
	Refuse  bool
	// Timeout ends statements that set none of their own; 0 is never.
	Timeout time.Duration
}

// Service runs statements. Its methods may be called from several goroutines.
type Service struct {
	options Options
	ctx     context.Context
	stop    context.CancelCauseFunc
	group   sync.WaitGroup

	tokens singleflight.Group
	places map[string]chan struct{} // by face

	amending sync.Mutex

	mu      sync.Mutex
	running map[string]*running
	dir     string
	own     bool // dir is to be removed
}

// ErrTooMany says that as many statements of the face run as may.
var ErrTooMany = errors.New("too many queries run at the same time")

// ErrTokenReused says that a client token came with another statement before.
var ErrTokenReused = errors.New("the client token was used with another statement")

// Why a statement's context ended.
var (
	errCancelled = errors.New("the query was cancelled")
	errClosing   = errors.New("the server is shutting down")
	errTimeout   = errors.New("the query ran out of time")
)

// New makes a service.
func New(o Options) *Service {
	if o.Store == nil {
		o.Store = &Memory{}
	}
	if o.Prepared == nil {
		o.Prepared = &preparedMemory{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{options: o, running: map[string]*running{}, places: map[string]chan struct{}{}, dir: o.ResultDir}
	for face, l := range o.Limits {
		if l.Running > 0 && !l.Refuse {
			s.places[face] = make(chan struct{}, l.Running)
		}
	}
	s.ctx, s.stop = context.WithCancelCause(context.Background())
	return s
}

// Close cancels what runs and waits for it. The engine is its owner's to close, after this.
func (s *Service) Close() error {
	s.stop(errClosing)
	s.group.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.own {
		return os.RemoveAll(s.dir)
	}
	return nil
}

// Active counts the statements that wait and those that run.
func (s *Service) Active() (queued, running int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.running {
		if r.snapshot().State == Queued {
			queued++
		} else {
			running++
		}
	}
	return queued, running
}

// Drain waits until no statement waits or runs, or ctx ends.
func (s *Service) Drain(ctx context.Context) {
	for tick := time.NewTicker(20 * time.Millisecond); ; {
		if queued, running := s.Active(); queued+running == 0 {
			tick.Stop()
			return
		}
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
	}
}

// Check gives a statement its meaning without running it: its columns and notes, and the typed tree of a query. The error is an
// *Error.
func (s *Service) Check(ctx context.Context, stmt Statement) (*analyze.Query, error) {
	w, err := s.settle(ctx, stmt, "")
	if err != nil {
		return nil, err
	}
	if w.query == nil {
		return &analyze.Query{Columns: w.columns, Notes: w.notes}, nil
	}
	return w.query, nil
}

func (s *Service) find(id string) *running {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.running[id]
}

// Get gives an execution as it stands, or ErrNotFound.
func (s *Service) Get(ctx context.Context, id string) (Execution, error) {
	if r := s.find(id); r != nil {
		return r.snapshot(), nil
	}
	return s.options.Store.Execution(ctx, id)
}

// List gives executions, the youngest first.
func (s *Service) List(ctx context.Context, f Filter) ([]Execution, error) {
	list, err := s.options.Store.Executions(ctx, f)
	for i, x := range list {
		if r := s.find(x.ID); r != nil {
			list[i] = r.snapshot()
		}
	}
	return list, err
}

// Cancel ends a statement. It is no error when that has ended already; Wait tells when it has.
func (s *Service) Cancel(ctx context.Context, id string) error {
	if r := s.find(id); r != nil {
		r.cancel(errCancelled)
		return nil
	}
	_, err := s.options.Store.Execution(ctx, id)
	return err
}

// Wait gives an execution once its state is final.
func (s *Service) Wait(ctx context.Context, id string) (Execution, error) {
	if r := s.find(id); r != nil {
		select {
		case <-r.done:
		case <-ctx.Done():
			return r.snapshot(), context.Cause(ctx)
		}
		if r.x.Statement.Unnoted {
			return r.snapshot(), nil
		}
	}
	return s.options.Store.Execution(ctx, id)
}
