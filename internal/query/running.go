package query

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"time"

	"tarn/internal/auth"
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
	doing  engine.Progress // what is made ready before the source is there
	why    error           // a cancel that came before stop was known
	timer  *time.Timer
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
	switch {
	case x.State.Final():
	case r.source != nil:
		x.Stats, x.Fraction = r.source.Stats(), r.source.Progress().Fraction
	case r.doing.Doing != "":
		x.Doing, x.Fraction = r.doing.Doing, r.doing.Fraction
	}
	return x
}

// run is the statement's goroutine.
func (r *running) run(w *work) {
	ctx, stop := context.WithCancelCause(auth.With(r.service.ctx, r.x.Statement.Key))
	defer stop(nil)
	ctx = engine.Watched(ctx, func(p engine.Progress) {
		r.mu.Lock()
		r.doing = p
		r.mu.Unlock()
	})
	ctx = engine.Bounded(ctx, r.x.Statement.MaxBytes)
	r.mu.Lock()
	r.stop = stop
	if r.why != nil {
		stop(r.why)
	}
	r.mu.Unlock()

	err := r.wait(ctx)
	if err == nil {
		err = r.work(ctx, w)
		r.leave()
	}
	if err != nil && context.Cause(ctx) != nil {
		err = context.Cause(ctx)
	}
	r.end(err)
}

// work does what the statement is about. A fault in it ends this statement alone, not the process with all others.
func (r *running) work(ctx context.Context, w *work) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			r.service.options.Log.Error("a statement had a fault of Tarn's", "id", r.x.ID, "fault", fault, "stack", string(debug.Stack()))
			err = &Error{Kind: InternalError, Code: "GENERIC_INTERNAL_ERROR", Message: "the statement met a fault of Tarn's; the log says where"}
		}
	}()
	err = r.copy(ctx, w)
	if err == nil && r.x.Statement.Deliver != nil {
		err = r.deliver(ctx)
	}
	return err
}

// wait is for a place among those that its face has.
func (r *running) wait(ctx context.Context) error {
	places := r.service.places[r.x.Statement.Face]
	if places == nil {
		return nil
	}
	select {
	case places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (r *running) leave() {
	if places := r.service.places[r.x.Statement.Face]; places != nil {
		<-places
	}
}

// begun notes that the statement has left the queue: its time begins to count.
func (r *running) begun() {
	r.mu.Lock()
	r.x.State, r.x.Started = Running, time.Now().UTC()
	x := r.x
	if limit := r.timeout(); limit > 0 {
		r.timer = time.AfterFunc(limit, func() { r.cancel(errTimeout) })
	}
	r.mu.Unlock()
	r.put(x)
}

// waited is begun for what is done without having waited for anything.
func (r *running) waited() {
	r.mu.Lock()
	begun := !r.x.Started.IsZero()
	r.mu.Unlock()
	if !begun {
		r.begun()
	}
}

func (r *running) timeout() time.Duration {
	if t := r.x.Statement.Timeout; t > 0 {
		return t
	}
	return r.service.options.Limits[r.x.Statement.Face].Timeout
}

// deliver has the result, which is complete, brought to where it is wanted.
func (r *running) deliver(ctx context.Context) error {
	if err := r.rows.end(nil); err != nil {
		return err
	}
	return r.x.Statement.Deliver(ctx, r.snapshot(), &Reader{rows: r.rows, close: func() {}})
}

// do is the work that is done here, not by the engine.
func (r *running) do(ctx context.Context, w *work) error {
	if w.write != nil {
		out, err := w.write(ctx, r.begun)
		r.mu.Lock()
		r.x.Rows, r.x.Stats, r.x.Written, r.x.Partitions = out.Rows, out.Stats, out.Files, out.Partitions
		r.mu.Unlock()
		if err == nil {
			r.waited()
		}
		return err
	}
	rows, stats, err := w.do(ctx, r.begun)
	if err != nil {
		return err
	}
	r.waited()
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
	watched := r.watch(source)
	defer func() {
		watched()
		r.mu.Lock()
		r.x.Stats, r.source = source.Stats(), nil
		r.mu.Unlock()
		err = errors.Join(err, source.Close())
	}()
	for {
		if r.exceeds(source) {
			return errBytes
		}
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

// exceeds reports whether the statement needs more of the data files than it may.
func (r *running) exceeds(source engine.Rows) bool {
	limit := r.x.Statement.MaxBytes
	return limit > 0 && source.Stats().Scanned > limit
}

// watch ends a statement that is found to need too much while it runs, as on an engine that does not know it before.
func (r *running) watch(source engine.Rows) (end func()) {
	if r.x.Statement.MaxBytes <= 0 {
		return func() {}
	}
	done := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		tick := time.NewTicker(bytesEvery)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				if r.exceeds(source) {
					r.cancel(errBytes)
					return
				}
			}
		}
	})
	return func() { close(done); watching.Wait() }
}

// bytesEvery is how often a running statement's bytes are looked at.
const bytesEvery = 200 * time.Millisecond

// ExceededScan is the code of a statement that needs more than its MaxBytes.
const ExceededScan = engine.ExceededScan

// errBytes is engine.Exceeds', of a statement that is found to need too much while it runs.
var errBytes error = &Error{Kind: UserError, Code: ExceededScan, Message: "Bytes scanned limit was exceeded"}

// end settles the execution: the result first, then the store, then who waits.
func (r *running) end(err error) {
	r.mu.Lock()
	if r.timer != nil {
		r.timer.Stop()
	}
	r.x.Ended = time.Now().UTC()
	switch {
	case err == nil:
		r.x.State, r.x.Fraction = Finished, 1
	case errors.Is(err, errCancelled):
		r.x.State = Cancelled
		err = &Error{Kind: UserError, Code: "USER_CANCELED", Message: "Query was canceled"}
	case errors.Is(err, errTimeout):
		r.x.State = TimedOut
		err = &Error{Kind: InsufficientResources, Code: "EXCEEDED_TIME_LIMIT", Message: fmt.Sprintf("Query exceeded maximum time limit of %v", r.timeout())}
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
	if x.Statement.Unnoted {
		return
	}
	if err := r.service.options.Store.PutExecution(context.WithoutCancel(r.service.ctx), x); err != nil {
		r.service.options.Log.Error("the execution cannot be remembered", "id", x.ID, "error", err)
	}
}
