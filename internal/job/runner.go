package job

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/disk"
	"tarn/internal/parameter"
	"tarn/internal/query"
)

// Queries runs statements to their end.
type Queries interface {
	Do(ctx context.Context, s query.Statement) (query.Execution, error)
}

// Request asks for a run.
type Request struct {
	Job Definition
	Interval
	By         string
	Parameters map[string]string
	// Again runs an interval that has succeeded a second time. What succeeded before After counts for nothing, unless the job's mode is append.
	Again bool
	After time.Time
}

// Run runs a job for an interval, with its retries, and gives the run as it ended. An interval that has succeeded is not run again unless
// that is asked for: the run that succeeded is given. One job has one run at a time, in whatever process; another waits. A run that fails
// gives its error; where a statement is refused as it is written, it is not tried again.
func (j *Jobs) Run(ctx context.Context, q Request) (Run, error) {
	if err := q.Job.Check(q.Parameters); err != nil {
		return Run{}, err
	}
	unlock, err := j.lock(ctx, q.Job.Name)
	if err != nil {
		return Run{}, err
	}
	defer unlock()
	if err := j.settle(ctx, q.Job); err != nil {
		return Run{}, err
	}
	old, err := j.Store.FindJobRuns(ctx, RunFilter{Job: q.Job.Name, Over: q.Interval})
	if err != nil {
		return Run{}, err
	}
	r := Run{ID: uuid.NewString(), Job: q.Job.Name, Interval: q.Interval, By: q.By, Parameters: q.Parameters}
	appends := q.Job.Mode == Append
	for _, o := range old {
		if !o.Start.Equal(q.Start) || !o.End.Equal(q.End) {
			continue
		}
		switch {
		case o.State == Success && appends && q.Again:
			return o, fmt.Errorf("the interval has been run, and its rows would be there twice: the job's mode is append")
		case o.State == Success && !q.Again && (appends || !o.Begun.Before(q.After)):
			return o, nil
		case o.State == Failed && appends, o.State == UpForRetry && !q.Again:
			r.ID, r.Attempt = o.ID, o.Attempt // its rows may be there: under its name they come once
		}
	}
	for tries := 1; ; tries++ {
		r.Attempt++
		r.State, r.Begun, r.Ended, r.Retry, r.Error = Running, j.now().UTC(), time.Time{}, time.Time{}, ""
		if err := j.Store.PutJobRun(ctx, r); err != nil {
			return r, err
		}
		err := j.attempt(ctx, q.Job, &r)
		r.Ended = j.now().UTC()
		r.State = Success
		if err != nil {
			r.State, r.Error = Failed, err.Error()
		}
		again := err != nil && tries <= q.Job.Retries && ctx.Err() == nil && !asWritten(err)
		if again {
			r.State, r.Retry = UpForRetry, r.Ended.Add(time.Duration(q.Job.RetryDelay))
		}
		if putErr := j.Store.PutJobRun(context.WithoutCancel(ctx), r); putErr != nil {
			return r, errors.Join(err, putErr)
		}
		if !again {
			return r, err
		}
		j.say("%s: attempt %d failed: %v; again in %v", r.Job, r.Attempt, err, time.Duration(q.Job.RetryDelay))
		select {
		case <-ctx.Done():
			return r, context.Cause(ctx)
		case <-time.After(time.Duration(q.Job.RetryDelay)):
		}
	}
}

// asWritten reports whether a statement is refused as it is written: waiting does not mend it.
func asWritten(err error) bool {
	e := (*query.Error)(nil)
	return errors.As(err, &e) && e.AsWritten()
}

// settle notes runs that ended with their process as failed, or as done where their rows are in the target. The caller has the job's lock: what
// is noted as running is not.
func (j *Jobs) settle(ctx context.Context, d Definition) error {
	runs, err := j.Store.FindJobRuns(ctx, RunFilter{Job: d.Name, States: []State{Running}})
	if err != nil {
		return err
	}
	for _, r := range runs {
		r.State, r.Error, r.Ended = Failed, "the process that ran it ended", j.now().UTC()
		if database, table, ok := strings.Cut(d.Target, "."); ok && j.Committed != nil {
			done, err := j.Committed(ctx, database, table, r.ID)
			if err != nil {
				return err
			}
			if done {
				r.State, r.Error = Success, ""
				if err := j.export(ctx, d); err != nil {
					r.State, r.Error = Failed, err.Error()
				}
			}
		}
		if err := j.Store.PutJobRun(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// attempt runs the job's statements once.
func (j *Jobs) attempt(ctx context.Context, d Definition, r *Run) error {
	for _, name := range d.DependsOn {
		if err := j.depends(ctx, name, r.Interval); err != nil {
			return err
		}
	}
	if d.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, time.Duration(d.Timeout), fmt.Errorf("the attempt took longer than %v", time.Duration(d.Timeout)))
		defer cancel()
	}
	v := d.values(r.Interval, r.Parameters)
	do := func(s query.Statement) error {
		s.By = "job/" + d.Name
		x, err := j.Do(ctx, s)
		if x.ID != "" {
			r.Queries = append(r.Queries, x.ID)
		}
		r.Rows += x.Rows
		r.Bytes += x.Stats.Bytes
		r.Partitions = append(r.Partitions, x.Partitions...)
		if err != nil && context.Cause(ctx) != nil {
			err = context.Cause(ctx)
		}
		return err
	}
	r.Queries, r.Rows, r.Bytes, r.Partitions = nil, 0, 0, nil
	for _, sql := range d.Before {
		sql, err := parameter.Bind(sql, v)
		if err != nil {
			return err
		}
		if err := do(query.Statement{SQL: sql}); err != nil {
			return err
		}
	}
	sql, err := parameter.Bind(d.SQL, v)
	if err != nil {
		return err
	}
	s := query.Statement{SQL: strings.TrimRight(strings.TrimSpace(sql), ";")}
	if database, table, ok := strings.Cut(d.Target, "."); ok {
		into := &query.Into{Database: database, Table: table, PartitionBy: d.PartitionBy, Overwrite: d.Mode == Overwrite, Run: r.ID, Comment: d.Description.In("en")}
		for _, text := range d.Replace {
			name, err := parameter.BindText(text, v)
			if err != nil {
				return err
			}
			into.Replace = append(into.Replace, name)
		}
		s.Into = into
	}
	if err := do(s); err != nil {
		return err
	}
	return j.export(ctx, d)
}

// export brings the copy of a job's target up to date, where it has one.
func (j *Jobs) export(ctx context.Context, d Definition) error {
	if d.Export == "" {
		return nil
	}
	database, table, _ := strings.Cut(d.Target, ".")
	if err := j.Export(ctx, database, table, d.Export); err != nil {
		return fmt.Errorf("the rows are in %s, and the copy at %s is not up to date: %w", d.Target, d.Export, err)
	}
	return nil
}

// depends fails unless a job's runs that have succeeded are about all of an interval.
func (j *Jobs) depends(ctx context.Context, name string, i Interval) error {
	runs, err := j.Store.FindJobRuns(ctx, RunFilter{Job: name, States: []State{Success}, Over: i})
	if err != nil {
		return err
	}
	slices.SortFunc(runs, func(a, b Run) int { return a.Start.Compare(b.Start) })
	at := i.Start
	for _, r := range runs {
		if !r.Start.After(at) && r.End.After(at) {
			at = r.End
		}
	}
	if !at.Before(i.End) {
		return nil
	}
	return fmt.Errorf("%w: %s, %s", ErrDependency, name, i)
}

// lock holds a job's lock: it falls with the process.
func (j *Jobs) lock(ctx context.Context, name string) (func(), error) {
	if err := os.MkdirAll(j.Locks, 0o700); err != nil {
		return nil, err
	}
	return disk.LockFile(ctx, filepath.Join(j.Locks, name+".lock"), func() {
		j.say("%s: another run is under way; waiting for it to end", name)
	})
}
