package query

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"tarn/internal/engine"
)

// keeper takes a statement's rows and gives them to who reads them.
type keeper interface {
	add(ctx context.Context, rows []engine.Row) error
	// end is called once, after the last add.
	end(err error) error
	read(ctx context.Context, from int64, max int) ([]engine.Row, error)
}

// running is an execution that has not ended.
type running struct {
	service *Service
	rows    keeper
	done    chan struct{}

	mu     sync.Mutex
	x      Execution
	source engine.Rows
	stop   context.CancelCauseFunc
	why    error // a cancel that came before stop was known
}

func (r *running) cancel(why error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.why == nil {
		r.why = why
	}
	if r.stop != nil {
		r.stop(why)
	}
}

func (r *running) snapshot() Execution {
	r.mu.Lock()
	defer r.mu.Unlock()
	x := r.x
	if r.source != nil && !x.State.Final() {
		x.Stats, x.Fraction = r.source.Stats(), r.source.Progress().Fraction
	}
	return x
}

// run is the statement's goroutine.
func (r *running) run(w *work) {
	ctx, stop := context.WithCancelCause(r.service.ctx)
	defer stop(nil)
	timeout := r.x.Statement.Timeout
	if timeout == 0 {
		timeout = r.service.options.Timeout
	}
	if timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, timeout, errTimeout)
		defer cancel()
	}
	r.mu.Lock()
	r.stop = stop
	if r.why != nil {
		stop(r.why)
	}
	r.mu.Unlock()

	err := r.copy(ctx, w)
	if err != nil && context.Cause(ctx) != nil {
		err = context.Cause(ctx)
	}
	r.end(err, timeout)
}

// begun notes that the statement has left the queue.
func (r *running) begun() {
	r.mu.Lock()
	r.x.State, r.x.Started = Running, time.Now().UTC()
	x := r.x
	r.mu.Unlock()
	r.put(x)
}

// do is the work that is done here, not by the engine.
func (r *running) do(ctx context.Context, w *work) error {
	rows, stats, err := w.do(ctx, r.begun)
	if err != nil {
		return err
	}
	r.mu.Lock()
	begun := !r.x.Started.IsZero()
	r.mu.Unlock()
	if !begun {
		r.begun()
	}
	if len(rows) > 0 {
		if err := r.rows.add(ctx, rows); err != nil {
			return err
		}
	}
	r.mu.Lock()
	r.x.Rows, r.x.Stats = int64(len(rows)), stats
	r.mu.Unlock()
	return nil
}

func (r *running) copy(ctx context.Context, w *work) (err error) {
	if w.query == nil {
		return r.do(ctx, w)
	}
	source, err := r.service.options.Engine.Run(ctx, w.query, r.begun)
	if err != nil {
		return err
	}
	r.mu.Lock()
	r.source = source
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		r.x.Stats, r.source = source.Stats(), nil
		r.mu.Unlock()
		err = errors.Join(err, source.Close())
	}()
	for {
		batch, err := source.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.rows.add(ctx, batch); err != nil {
			return err
		}
		r.mu.Lock()
		r.x.Rows += int64(len(batch))
		r.mu.Unlock()
	}
}

// end settles the execution: the result first, then the store, then who waits.
func (r *running) end(err error, timeout time.Duration) {
	r.mu.Lock()
	r.x.Ended = time.Now().UTC()
	switch {
	case err == nil:
		r.x.State, r.x.Fraction = Finished, 1
	case errors.Is(err, errCancelled):
		r.x.State = Cancelled
		err = &Error{Kind: UserError, Code: "USER_CANCELED", Message: "Query was canceled"}
	case errors.Is(err, errTimeout):
		r.x.State = TimedOut
		err = &Error{Kind: InsufficientResources, Code: "EXCEEDED_TIME_LIMIT", Message: fmt.Sprintf("Query exceeded maximum time limit of %v", timeout)}
	case errors.Is(err, errClosing):
		r.x.State = Failed
		err = &Error{Kind: InternalError, Code: "SERVER_SHUTTING_DOWN", Message: "The server is shutting down"}
	default:
		r.x.State = Failed
	}
	if err != nil {
		r.x.Error = translate(err)
		err = r.x.Error
		r.service.options.Log.Info("query failed", "id", r.x.ID, "code", r.x.Error.Code, "cause", r.x.Error.cause)
	}
	x := r.x
	r.mu.Unlock()
	if keepErr := r.rows.end(err); keepErr != nil {
		r.service.options.Log.Error("the result cannot be kept", "id", x.ID, "error", keepErr)
	}
	r.put(x)
	// Once others find the execution in the store, its rows are read from the file.
	if _, kept := r.rows.(*spool); kept {
		r.service.mu.Lock()
		delete(r.service.running, x.ID)
		r.service.mu.Unlock()
	}
	close(r.done)
}

// put tells the store. A statement does not fail because it cannot be remembered.
func (r *running) put(x Execution) {
	if err := r.service.options.Store.PutExecution(context.WithoutCancel(r.service.ctx), x); err != nil {
		r.service.options.Log.Error("the execution cannot be remembered", "id", x.ID, "error", err)
	}
}
