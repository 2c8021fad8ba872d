package query

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// Store remembers executions.
type Store interface {
	// PutExecution adds an execution, or replaces the one of its ID.
	PutExecution(ctx context.Context, x Execution) error
	// Execution gives one by its ID, or ErrNotFound.
	Execution(ctx context.Context, id string) (Execution, error)
	// Executions lists those that a filter takes, the youngest first.
	Executions(ctx context.Context, f Filter) ([]Execution, error)
	// Forget removes those that were submitted before a time and have ended.
	Forget(ctx context.Context, before time.Time) error
}

// Filter says which executions a list has. The zero value takes all.
type Filter struct {
	// States, where there are any, are those wanted.
	States []State
	// Face, Workgroup and By, where they are not empty, are the only ones wanted.
	Face, Workgroup, By string
	// Source, where it is not empty, is one of what is read, and Without none of it.
	Source, Without string
	// Since and Until, where they are not zero, are the first moment of a submission and the one after the last.
	Since, Until time.Time
	// Token is a client's token.
	Token string
	// Question is what is asked, as Statement.Question has it.
	Question string
	// After is the ID of the last execution of the page before.
	After string
	// Limit is the most there may be; 0 is no limit.
	Limit int
}

// Takes reports whether a filter takes an execution; After and Limit are the list's.
func (f Filter) Takes(x Execution) bool {
	s := x.Statement
	only := func(want, is string) bool { return want == "" || want == is }
	return (len(f.States) == 0 || slices.Contains(f.States, x.State)) &&
		only(f.Face, s.Face) && only(f.Workgroup, s.Workgroup) && only(f.By, s.By) && only(f.Token, s.ClientToken) &&
		(f.Source == "" || slices.Contains(x.Sources, f.Source)) && (f.Without == "" || !slices.Contains(x.Sources, f.Without)) && (f.Question == "" || f.Question == s.Question()) &&
		!x.Submitted.Before(f.Since) && (f.Until.IsZero() || x.Submitted.Before(f.Until))
}

// ErrNotFound says that there is no such execution.
var ErrNotFound = errors.New("there is no such query execution")

// Memory is a Store that forgets with its process.
type Memory struct {
	mu  sync.Mutex
	all []Execution
}

// PutExecution is Store's.
func (m *Memory) PutExecution(_ context.Context, x Execution) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := m.index(x.ID); i >= 0 {
		m.all[i] = x
		return nil
	}
	m.all = append(m.all, x)
	return nil
}

func (m *Memory) index(id string) int {
	return slices.IndexFunc(m.all, func(x Execution) bool { return x.ID == id })
}

// Execution is Store's.
func (m *Memory) Execution(_ context.Context, id string) (Execution, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := m.index(id)
	if i < 0 {
		return Execution{}, ErrNotFound
	}
	return m.all[i], nil
}

// Executions is Store's.
func (m *Memory) Executions(_ context.Context, f Filter) ([]Execution, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	from := len(m.all) - 1
	if f.After != "" {
		i := m.index(f.After)
		if i < 0 {
			return nil, ErrNotFound
		}
		from = i - 1
	}
	var out []Execution
	for i := from; i >= 0 && (f.Limit == 0 || len(out) < f.Limit); i-- {
		if f.Takes(m.all[i]) {
			out = append(out, m.all[i])
		}
	}
	return out, nil
}

// Forget is Store's.
func (m *Memory) Forget(_ context.Context, before time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all = slices.DeleteFunc(m.all, func(x Execution) bool { return x.State.Final() && x.Submitted.Before(before) })
	return nil
}
