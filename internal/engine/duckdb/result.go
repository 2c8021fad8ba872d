package duckdb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	duck "github.com/duckdb/duckdb-go-bindings"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// interruptEvery is how often DuckDB is told to stop: it may lose a single word while it goes from one step to the next.
const interruptEvery = 50 * time.Millisecond

// result is a running statement with its rows.
type result struct {
	ctx       context.Context
	engine    *Engine
	statement *statement
	columns   []vector
	chunk     duck.DataChunk
	stats     engine.Stats
	release   []func()
	failed    error
	stop      func()

	mu       sync.Mutex // guards instance against Progress and the interrupter after Close
	instance *instance
}

func (r *result) prepare(around dressing, sql string, kind duck.StatementType, columns []analyze.Output) error {
	r.watch()
	s, err := r.instance.prepareAs(around, sql, kind)
	if err != nil {
		return err
	}
	r.statement = s
	if columns != nil && len(columns) != s.width() {
		return fmt.Errorf("the engine gives %d columns for %d", s.width(), len(columns))
	}
	r.columns = make([]vector, s.width())
	for i := range r.columns {
		var want schema.Type
		if columns != nil {
			want = columns[i].Type
		}
		t := s.columnType(i)
		r.columns[i], err = newVector(t, want)
		duck.DestroyLogicalType(&t)
		if err != nil {
			return err
		}
	}
	return nil
}

// watch interrupts DuckDB once the context ends, until Close.
func (r *result) watch() {
	in, closed := r.instance, make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		select {
		case <-closed:
			return
		case <-r.ctx.Done():
		}
		tick := time.NewTicker(interruptEvery)
		defer tick.Stop()
		for {
			duck.Interrupt(in.c)
			select {
			case <-closed:
				return
			case <-tick.C:
			}
		}
	})
	r.stop = func() { close(closed); done.Wait() }
}

// Next is engine.Rows'.
func (r *result) Next() ([]engine.Row, error) {
	if r.failed != nil {
		return nil, r.translated(r.failed)
	}
	batch, err := r.next()
	if err != nil {
		r.failed = err
		return nil, r.translated(err)
	}
	return batch, nil
}

func (r *result) next() ([]engine.Row, error) {
	if err := r.ctx.Err(); err != nil {
		return nil, err
	}
	n, err := r.statement.next(&r.chunk)
	if err != nil {
		return nil, err
	}
	width := len(r.columns)
	values := make([]any, n*width)
	batch := make([]engine.Row, n)
	for i := range batch {
		batch[i] = values[i*width : (i+1)*width : (i+1)*width]
	}
	for c := range r.columns {
		v := &r.columns[c]
		v.bind(duck.DataChunkGetVector(r.chunk, duck.IdxT(c)))
		for i := range batch {
			if batch[i][c], err = v.value(i); err != nil {
				return nil, err
			}
		}
	}
	return batch, nil
}

// translated puts an error in Trino's words; one that the context's end brought about is the context's.
func (r *result) translated(err error) error {
	if err == io.EOF {
		return err
	}
	if cause := context.Cause(r.ctx); cause != nil {
		return cause
	}
	return translate(err, r.engine.options.share())
}

// Progress is engine.Rows'.
func (r *result) Progress() engine.Progress {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.instance == nil {
		return engine.Progress{Fraction: 1}
	}
	p := duck.QueryProgress(r.instance.c)
	percent, _, _ := duck.QueryProgressTypeMembers(&p)
	return engine.Progress{Fraction: percent / 100}
}

// Stats is engine.Rows'.
func (r *result) Stats() engine.Stats { return r.stats }

// Close is engine.Rows'.
func (r *result) Close() error {
	r.mu.Lock()
	in := r.instance
	r.instance = nil
	r.mu.Unlock()
	if in == nil {
		return nil
	}
	if r.stop != nil {
		r.stop()
	}
	// DuckDB's threads may have begun a statement whose rows nobody asked for: to close it waits for them, and they look at this.
	duck.Interrupt(in.c)
	duck.DestroyDataChunk(&r.chunk)
	if r.statement != nil {
		r.statement.close()
	}
	r.engine.pool.put(in, !broken(r.failed))
	for _, release := range r.release {
		release()
	}
	if r.failed == nil {
		r.failed = errors.New("the result is closed")
	}
	return nil
}
