package imports

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"
)

// Options of a Service.
type Options struct {
	Store Store
	Run   Run
	Log   *slog.Logger
	// Now is the clock; time.Now by default.
	Now func() time.Time
}

// Service starts, stops and remembers imports.
type Service struct {
	o Options
	// mu is held while the list of imports changes.
	mu   sync.Mutex
	runs map[string]*run
	work sync.WaitGroup
	// ctx ends with the service.
	ctx  context.Context
	quit context.CancelCauseFunc
}

var (
	errStopped = errors.New("stopped by StopImport")
	errQuit    = errors.New("the server ends")
)

// New makes a service. Resume goes on with what an earlier one left.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{o: o, runs: map[string]*run{}}
	s.ctx, s.quit = context.WithCancelCause(context.Background())
	return s
}

// Resume goes on with the imports that were running when the last server ended: what they had read is known, and is not read
// again.
func (s *Service) Resume(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.o.Store.Imports(ctx)
	if err != nil {
		return err
	}
	for _, i := range all {
		if i.Status.Open() && s.runs[i.ID] == nil {
			s.o.Log.Info("an import goes on", "import", i.ID)
			s.begin(i)
		}
	}
	return nil
}

// Close interrupts what runs, which the next service's Resume goes on with, and waits for it.
func (s *Service) Close() {
	s.quit(errQuit)
	s.work.Wait()
}

// Start begins a new import, or fails with ErrBusy. ID, status and times are set here.
func (s *Service) Start(ctx context.Context, i Import) (Import, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i.ID = uuid.NewString()
	i.Created = s.o.Now().UTC()
	return s.start(ctx, i)
}

// start begins an import that does not run. mu is held.
func (s *Service) start(ctx context.Context, i Import) (Import, error) {
	all, err := s.o.Store.Imports(ctx)
	if err != nil {
		return i, err
	}
	for _, other := range all {
		if other.Status.Open() {
			return i, ErrBusy
		}
	}
	i.Status, i.Updated = Initializing, s.o.Now().UTC()
	if err := s.o.Store.PutImport(ctx, i); err != nil {
		return i, err
	}
	s.begin(i)
	return i, nil
}

// Retry runs an import again that failed or was stopped: files that failed are read again, and what was not read is.
func (s *Service) Retry(ctx context.Context, id string) (Import, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.find(ctx, id)
	if err != nil {
		return i, err
	}
	switch {
	case i.Status.Open():
		return i, ErrBusy
	case i.Status == Completed:
		return i, ErrEnded
	}
	failures, err := s.o.Store.Failures(ctx, id)
	if err != nil {
		return i, err
	}
	i.Again = nil
	for n, f := range failures {
		if f.Status != FailureSucceeded {
			i.Again = append(i.Again, f.Location)
			failures[n].Status, failures[n].Updated = FailureRetry, s.o.Now().UTC()
		}
	}
	if err := s.o.Store.PutFailures(ctx, id, failures); err != nil {
		return i, err
	}
	i.Statistics.FailedEntries = 0
	return s.start(ctx, i)
}

// Stop ends an import. What it had read stays.
func (s *Service) Stop(ctx context.Context, id string) (Import, error) {
	s.mu.Lock()
	i, err := s.find(ctx, id)
	r := s.runs[id]
	s.mu.Unlock()
	switch {
	case err != nil:
		return i, err
	case !i.Status.Open() || r == nil:
		return i, ErrEnded
	}
	r.stop(errStopped)
	select {
	case <-r.ended:
	case <-ctx.Done():
		return i, ctx.Err()
	}
	return s.Get(ctx, id)
}

// Get gives an import, with what it has done by now.
func (s *Service) Get(ctx context.Context, id string) (Import, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.find(ctx, id)
}

// List gives all imports, the oldest first.
func (s *Service) List(ctx context.Context) ([]Import, error) { return s.o.Store.Imports(ctx) }

// Failures lists what an import failed at.
func (s *Service) Failures(ctx context.Context, id string) ([]Failure, error) {
	return s.o.Store.Failures(ctx, id)
}

// Running reports whether an import into a store runs.
func (s *Service) Running(ctx context.Context, store string) (bool, error) {
	all, err := s.o.Store.Imports(ctx)
	for _, i := range all {
		if i.Store == store && i.Status.Open() {
			return true, err
		}
	}
	return false, err
}

func (s *Service) find(ctx context.Context, id string) (Import, error) {
	all, err := s.o.Store.Imports(ctx)
	if err != nil {
		return Import{}, err
	}
	for _, i := range all {
		if i.ID == id {
			if r := s.runs[id]; r != nil {
				i.Statistics = r.statistics(i.Statistics)
			}
			return i, nil
		}
	}
	return Import{}, ErrNotFound
}
