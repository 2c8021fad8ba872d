package imports

import (
	"context"
	"errors"
	"sync"
	"time"
)

// run is an import that runs in this process.
type run struct {
	stop  context.CancelCauseFunc
	ended chan struct{}
	now   func() time.Time

	mu       sync.Mutex
	counted  Statistics
	counting bool
	failures []Failure
	next     int
	earlier  int64 // failures of a server before, which nobody has asked to be tried again
}

// Counted implements Watcher.
func (r *run) Counted(c Statistics) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counted, r.counting = c, true
}

// Failed implements Watcher.
func (r *run) Failed(location, kind, reason string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, Failure{Number: r.next, Location: location, Status: FailureFailed, Type: kind, Message: reason, Updated: r.now().UTC()})
	r.next++
}

// statistics are those of now; otherwise where the run has not counted yet.
func (r *run) statistics(otherwise Statistics) Statistics {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.counting {
		return otherwise
	}
	n := r.counted
	n.FailedEntries += r.earlier
	return n
}

// resume takes on what an import failed at before.
func (r *run) resume(old []Failure) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next = len(old)
	for _, f := range old {
		if f.Status == FailureFailed {
			r.earlier++
		}
	}
}

// take gives the failures that are not kept yet.
func (r *run) take() []Failure {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.failures
	r.failures = nil
	return f
}

// begin runs an import on the side. mu is held.
func (s *Service) begin(i Import) {
	r := &run{ended: make(chan struct{}), now: s.o.Now}
	ctx, stop := context.WithCancelCause(s.ctx)
	r.stop = stop
	s.runs[i.ID] = r
	s.work.Go(func() {
		defer close(r.ended)
		defer stop(nil)
		s.run(ctx, r, i)
		s.mu.Lock()
		delete(s.runs, i.ID)
		s.mu.Unlock()
	})
}

// keepEvery is how often the state hears of an import's progress.
const keepEvery = time.Second

func (s *Service) run(ctx context.Context, r *run, i Import) {
	old, err := s.o.Store.Failures(ctx, i.ID)
	if err == nil {
		r.resume(old)
		i.Status = InProgress
		err = s.keep(&i, r)
	}
	if err == nil {
		err = s.watch(ctx, r, &i)
	}
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errQuit):
		// It goes on with the next server, to which the files that failed are known and so are not read again.
		if err := s.keep(&i, r); err != nil {
			s.o.Log.Error("the progress of an import could not be kept", "import", i.ID, "err", err)
		}
		return
	case errors.Is(cause, errStopped) && err != nil:
		i.Status = Stopped
	case err != nil:
		s.o.Log.Error("an import failed", "import", i.ID, "err", err)
		r.Failed(i.URI, "ImportFailed", err.Error())
		i.Status = Failed
	case r.statistics(i.Statistics).FailedEntries > 0:
		i.Status = Failed
	default:
		i.Status = Completed
	}
	if i.Status != Stopped {
		s.settle(r, old)
		i.Again = nil
	}
	if err := s.keep(&i, r); err != nil {
		s.o.Log.Error("the end of an import could not be kept", "import", i.ID, "err", err)
	}
}

// watch runs the import, and keeps its progress meanwhile.
func (s *Service) watch(ctx context.Context, r *run, i *Import) error {
	done := make(chan error, 1)
	go func() { done <- s.o.Run(ctx, *i, r) }()
	tick := time.NewTicker(keepEvery)
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-tick.C:
			if err := s.keep(i, r); err != nil {
				s.o.Log.Warn("an import's progress could not be kept", "import", i.ID, "err", err)
			}
		}
	}
}

// settle marks the earlier failures as overcome; those that came again are in the list anew.
func (s *Service) settle(r *run, old []Failure) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for n, f := range old {
		if f.Status == FailureRetry {
			old[n].Status, old[n].Updated = FailureSucceeded, s.o.Now().UTC()
		}
	}
	r.failures = append(old, r.failures...)
}

// keep writes an import down as it is now. It does so when ctx has ended, too.
func (s *Service) keep(i *Import, r *run) error {
	ctx := context.Background()
	if f := r.take(); len(f) > 0 {
		if err := s.o.Store.PutFailures(ctx, i.ID, f); err != nil {
			return err
		}
	}
	i.Statistics, i.Updated = r.statistics(i.Statistics), s.o.Now().UTC()
	return s.o.Store.PutImport(ctx, *i)
}
