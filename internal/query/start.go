package query

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/catalog"
	"tarn/internal/sql/analyze"
)

// Start begins a statement, which goes on when ctx ends. One that has no meaning gives an *Error, and an execution that has
// failed, with its ID. ErrTooMany and ErrTokenReused leave no execution behind.
func (s *Service) Start(ctx context.Context, stmt Statement) (Execution, error) {
	ctx = context.WithoutCancel(ctx)
	if stmt.ClientToken == "" {
		return s.start(ctx, stmt)
	}
	v, err, _ := s.tokens.Do(stmt.Face+"/"+stmt.By+"/"+stmt.ClientToken, func() (any, error) {
		old, err := s.options.Store.Executions(ctx, Filter{Face: stmt.Face, By: stmt.By, Token: stmt.ClientToken, Limit: 1})
		if err != nil {
			return Execution{}, err
		}
		if len(old) == 1 {
			if r := s.find(old[0].ID); r != nil {
				return r.snapshot(), nil
			}
			return old[0], nil
		}
		return s.start(ctx, stmt)
	})
	x := v.(Execution)
	if x.ID != "" && !x.Statement.same(stmt) {
		return Execution{}, ErrTokenReused
	}
	return x, err
}

func (s *Service) start(ctx context.Context, stmt Statement) (Execution, error) {
	x := Execution{ID: uuid.NewString(), Statement: stmt, State: Queued, Submitted: time.Now().UTC(), Fraction: -1}
	w, err := s.settle(ctx, stmt, x.ID)
	if err != nil && stmt.Strict {
		return Execution{}, err
	}
	if err != nil {
		x.State, x.Ended, x.Error = Failed, time.Now().UTC(), translate(err)
		return x, errors.Join(err, s.options.Store.PutExecution(ctx, x))
	}
	x.Columns, x.Sources = w.columns, sources(w.query)
	for _, n := range w.notes {
		x.Notes = append(x.Notes, Note{From: n.From.Offset, To: n.To.Offset, Text: n.Text})
	}
	if old, ok, err := s.reusable(ctx, stmt, w); err != nil {
		return x, err
	} else if ok {
		x.Reused, x.Rows, x.Columns = cmp.Or(old.Reused, old.ID), old.Rows, old.Columns
		x.State, x.Started, x.Ended, x.Fraction = Finished, x.Submitted, time.Now().UTC(), 1
		return x, s.options.Store.PutExecution(ctx, x)
	}
	return s.launch(ctx, x, w)
}

// launch lets a statement run that has a meaning.
func (s *Service) launch(ctx context.Context, x Execution, w *work) (_ Execution, err error) {
	r := &running{service: s, x: x, done: make(chan struct{})}
	if !s.admit(r) {
		return Execution{}, ErrTooMany
	}
	defer func() {
		if err != nil {
			s.forget(x.ID)
		}
	}()
	if x.Statement.Once {
		r.rows = newPipe()
	} else if r.rows, err = s.keep(x.ID); err != nil {
		return x, err
	}
	if !x.Statement.Unnoted {
		if err = s.options.Store.PutExecution(ctx, x); err != nil {
			return x, err
		}
	}
	s.group.Go(func() { r.run(w) })
	return r.snapshot(), nil
}

// admit notes a statement among those that run, unless its face has as many as may.
func (s *Service) admit(r *running) bool {
	face := r.x.Statement.Face
	l := s.options.Limits[face]
	s.mu.Lock()
	defer s.mu.Unlock()
	if l.Refuse && l.Running > 0 {
		n := 0
		for _, other := range s.running {
			if other.x.Statement.Face == face {
				n++
			}
		}
		if n >= l.Running {
			return false
		}
	}
	s.running[r.x.ID] = r
	return true
}

func (s *Service) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.running, id)
}

// reusable finds the execution whose result a statement may answer with.
func (s *Service) reusable(ctx context.Context, stmt Statement, w *work) (Execution, bool, error) {
	if stmt.Reuse <= 0 || w.query == nil || !lasting(w.query) {
		return Execution{}, false, nil
	}
	now := time.Now()
	list, err := s.options.Store.Executions(ctx, Filter{Question: stmt.Question(), States: []State{Finished}, Since: now.Add(-stmt.Reuse), Limit: 20})
	if err != nil {
		return Execution{}, false, err
	}
	for _, x := range list {
		// A result that was used again is as old as it was the first time. A limited key reads no files of others, and what a role
		// may read of databases' tables shows only where they are read. current_user is another one for another key.
		if x.Reused != "" || x.Statement.By != stmt.By && (stmt.Key.Limited() || readsTables(w.query) || w.query.NamesUser) {
			continue
		}
		if _, err := os.Stat(s.path(x.ID)); err == nil {
			return x, true, nil
		}
	}
	return Execution{}, false, nil
}

// lasting reports whether a query's answer is the same a little later, and the same for everyone who may ask it: one that reads
// tables of logs only.
func lasting(q *analyze.Query) bool {
	return len(q.Scans) > 0 && !slices.ContainsFunc(q.Scans, func(s *analyze.Scan) bool { return strings.HasPrefix(s.Relation.Source, catalog.SystemSource) })
}

// readsTables reports whether a query reads tables of databases, whose files lie in places.
func readsTables(q *analyze.Query) bool {
	return slices.ContainsFunc(q.Scans, func(s *analyze.Scan) bool { return strings.HasPrefix(s.Relation.Source, catalog.TableSource) })
}

// sources are what a query reads.
func sources(q *analyze.Query) []string {
	if q == nil {
		return nil
	}
	var out []string
	for _, s := range q.Scans {
		if s.Relation.Source != "" && !slices.Contains(out, s.Relation.Source) {
			out = append(out, s.Relation.Source)
		}
	}
	return out
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
