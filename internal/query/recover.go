package query

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"
)

// How long a result and an execution are kept: CloudTrail Lake has results for 7 days, Athena its history for 45.
const (
	ResultsKept = 7 * 24 * time.Hour
	HistoryKept = 45 * 24 * time.Hour
)

// Recover settles what a process that is gone left running. It is to be called before the first Start, by a process that no other
// shares the executions with.
func (s *Service) Recover(ctx context.Context) error {
	if s.options.ResultDir != "" {
		if err := os.MkdirAll(s.options.ResultDir, 0o700); err != nil {
			return err
		}
	}
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

// Sweep removes the results and executions that are kept no longer. An execution whose result is gone stays in the history.
func (s *Service) Sweep(ctx context.Context, now time.Time) error {
	if err := s.options.Store.Forget(ctx, now.Add(-HistoryKept)); err != nil {
		return err
	}
	s.mu.Lock()
	dir := s.dir
	s.mu.Unlock()
	if dir == "" {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	before := now.Add(-ResultsKept)
	for _, e := range entries {
		id, ok := strings.CutSuffix(e.Name(), ".rows")
		if info, err := e.Info(); !ok || err != nil || !info.ModTime().Before(before) || s.find(id) != nil {
			continue
		}
		if err := os.Remove(s.path(id)); err != nil {
			return err
		}
	}
	return nil
}

// Amend changes what the face keeps with an execution that has ended.
func (s *Service) Amend(ctx context.Context, id string, change func(details map[string]string)) error {
	if _, err := s.Wait(ctx, id); err != nil {
		return err
	}
	s.amending.Lock()
	defer s.amending.Unlock()
	x, err := s.options.Store.Execution(ctx, id)
	if err != nil {
		return err
	}
	details := map[string]string{}
	for k, v := range x.Statement.Details {
		details[k] = v
	}
	change(details)
	x.Statement.Details = details
	return s.options.Store.PutExecution(ctx, x)
}
