package query

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/google/uuid"

	"tarn/internal/engine"
	"tarn/internal/sql/analyze"
)

// Options set a service up.
type Options struct {
	Engine engine.Engine
	// Catalog answers what names mean to a statement.
	Catalog func(ctx context.Context, s Statement) (analyze.Catalog, error)
	// Store remembers executions; a Memory by default.
	Store Store
	// Prepared keeps prepared statements; by default they go with the service.
	Prepared PreparedStore
	// Views keeps views; nil where none can be made.
	Views ViewStore
	// ResultDir is where results are kept; a temporary folder that goes with the service by default.
	ResultDir string
	// Timeout ends statements that set none of their own; none by default.
	Timeout time.Duration
	Log     *slog.Logger
}

// Service runs statements. Its methods may be called from several goroutines.
type Service struct {
	options Options
	ctx     context.Context
	stop    context.CancelCauseFunc
	group   sync.WaitGroup

	mu      sync.Mutex
	running map[string]*running
	dir     string
	own     bool // dir is to be removed
}

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
	s := &Service{options: o, running: map[string]*running{}, dir: o.ResultDir}
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

// Recover settles what a process that is gone left running. It is to be called before the first Start.
func (s *Service) Recover(ctx context.Context) error {
	left, err := s.options.Store.Executions(ctx, Filter{States: []State{Queued, Running}})
	if err != nil {
		return err
	}
	for _, x := range left {
		x.State, x.Ended = Failed, time.Now().UTC()
		x.Error = &Error{Kind: InternalError, Code: "SERVER_SHUTTING_DOWN", Message: "The server ended while the query ran"}
		if err := s.options.Store.PutExecution(ctx, x); err != nil {
			return err
		}
	}
	return nil
}

// Check gives a statement its meaning without running it: its columns and notes, and the typed tree of a query. The error is an
// *Error.
func (s *Service) Check(ctx context.Context, stmt Statement) (*analyze.Query, error) {
	w, err := s.settle(ctx, stmt)
	if err != nil {
		return nil, err
	}
	if w.query == nil {
		return &analyze.Query{Columns: w.columns, Notes: w.notes}, nil
	}
	return w.query, nil
}

// Start begins a statement, which goes on when ctx ends. One that has no meaning gives an *Error, and an execution that has
// failed, with its ID.
func (s *Service) Start(ctx context.Context, stmt Statement) (Execution, error) {
	x := Execution{ID: uuid.NewString(), Statement: stmt, State: Queued, Submitted: time.Now().UTC(), Fraction: -1}
	w, err := s.settle(ctx, stmt)
	if err != nil {
		x.State, x.Ended, x.Error = Failed, time.Now().UTC(), translate(err)
		return x, errors.Join(err, s.options.Store.PutExecution(ctx, x))
	}
	x.Columns = w.columns
	for _, n := range w.notes {
		x.Notes = append(x.Notes, Note{From: n.From.Offset, To: n.To.Offset, Text: n.Text})
	}
	r := &running{service: s, x: x, done: make(chan struct{})}
	if stmt.Once {
		r.rows = newPipe()
	} else if r.rows, err = s.keep(x.ID); err != nil {
		return x, err
	}
	if err := s.options.Store.PutExecution(ctx, x); err != nil {
		return x, err
	}
	s.mu.Lock()
	s.running[x.ID] = r
	s.mu.Unlock()
	s.group.Go(func() { r.run(w) })
	return r.snapshot(), nil
}

func (s *Service) keep(id string) (*spool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir == "" {
		dir, err := os.MkdirTemp("", "tarn-results-")
		if err != nil {
			return nil, fmt.Errorf("keeping results: %w", err)
		}
		s.dir, s.own = dir, true
	}
	return newSpool(s.path(id))
}

func (s *Service) path(id string) string { return filepath.Join(s.dir, id+".rows") }

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
	}
	return s.options.Store.Execution(ctx, id)
}
