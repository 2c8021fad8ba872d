package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"tarn/internal/job"
	"tarn/internal/query"
)

// jobs are those of the data directory, and of the folder that tarn.yaml names.
func (a *app) jobs(ctx context.Context) (*job.Jobs, error) {
	d, err := a.open(ctx, false)
	if err != nil {
		return nil, err
	}
	s, err := a.queries(ctx)
	if err != nil {
		return nil, err
	}
	own := filepath.Join(d.dir, "jobs")
	j := &job.Jobs{Folders: []string{own}, Store: d.state, Locks: filepath.Join(own, "locks"), Queries: statements{s}, Committed: d.warehouse.Committed, Say: a.say,
		Export: func(ctx context.Context, database, table, place string) error {
			_, err := d.warehouse.Export(ctx, database, table, place)
			return err
		}}
	if a.config.Jobs != "" {
		j.Folders = append(j.Folders, a.config.Jobs)
	}
	return j, nil
}

// job gives a job by its name.
func (a *app) job(ctx context.Context, name string) (*job.Jobs, job.Definition, error) {
	j, err := a.jobs(ctx)
	if err != nil {
		return nil, job.Definition{}, err
	}
	d, err := j.Find(name)
	return j, d, err
}

// statements runs statements to their end.
type statements struct{ *query.Service }

// Do implements job.Queries.
func (s statements) Do(ctx context.Context, stmt query.Statement) (query.Execution, error) {
	x, err := s.Start(ctx, stmt)
	if err != nil {
		return x, coded(err)
	}
	ended, err := s.Wait(ctx, x.ID)
	if err != nil {
		// Whoever waited is gone: the statement is not to go on without them.
		s.Cancel(context.WithoutCancel(ctx), x.ID)
		ending, stop := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer stop()
		s.Wait(ending, x.ID)
		return x, err
	}
	if ended.Error != nil {
		return ended, coded(ended.Error)
	}
	return ended, nil
}

// coded says a statement's error with Trino's name of it before it.
func coded(err error) error {
	if e := (*query.Error)(nil); errors.As(err, &e) && e.Code != "" {
		return fmt.Errorf("%s: %w", e.Code, e)
	}
	return err
}
