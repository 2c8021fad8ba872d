package job

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"tarn/internal/term"
)

// Follow runs jobs when their schedules say so, until ctx ends: once each, whatever other processes do. look is how often it looks.
func (j *Jobs) Follow(ctx context.Context, look time.Duration) {
	faults := map[string]bool{}
	busy := map[string]int{} // how many runs of each job go on, or wait for another to end
	done := make(chan string)
	since, seen := j.now(), map[string]string{}
	for ctx.Err() == nil {
		f := j.Load()
		for _, err := range f.Faults {
			if text := err.Error(); !faults[text] {
				faults[text] = true
				j.say("%s", text)
			}
		}
		start := func(d Definition, run func(context.Context) error) {
			busy[d.Name]++
			go func() {
				if err := run(ctx); err != nil && ctx.Err() == nil {
					j.say("job %s: %v", d.Name, err)
				}
				done <- d.Name
			}()
		}
		for _, d := range f.Jobs {
			if busy[d.Name] > 0 {
				continue
			}
			due, err := j.due(ctx, d)
			if err != nil && ctx.Err() == nil {
				j.say("job %s: %v", d.Name, err)
			}
			if len(due) > 0 {
				start(d, func(ctx context.Context) error { return j.scheduled(ctx, d, due) })
			}
		}
		now := j.now()
		for _, t := range f.Triggers {
			at, ok := t.due(ctx, j, since, now, seen)
			if !ok {
				continue
			}
			for _, s := range t.Jobs {
				if d, ok := f.job(s.Job); ok {
					start(d, func(ctx context.Context) error {
						_, err := j.Run(ctx, Request{Job: d, Interval: d.Recent(at), By: t.Name, Parameters: s.Parameters, Again: d.Mode != Append})
						return err
					})
				}
			}
		}
		since = later(since, now)
		wait := time.NewTimer(look)
	waiting:
		for {
			select {
			case name := <-done:
				if busy[name]--; busy[name] == 0 {
					delete(busy, name)
				}
			case <-wait.C:
				break waiting
			case <-ctx.Done():
				break waiting
			}
		}
	}
	for _, n := range busy {
		for range n {
			<-done
		}
	}
}

// clockBack is how far a clock may be set back without triggers coming again, as in Vixie's cron
// (https://manpages.debian.org/bookworm/cron/cron.8.en.html): one that is set back further was wrong.
const clockBack = 3 * time.Hour

// later is up to when triggers have been looked for.
func later(since, now time.Time) time.Time {
	since, now = since.Round(0), now.Round(0) // what clocks on walls show
	if now.Before(since) && since.Sub(now) < clockBack {
		return since
	}
	return now
}

// due are the intervals that a job's schedule wants run: with catch-up all that were missed, otherwise the last one.
func (j *Jobs) due(ctx context.Context, d Definition) ([]Interval, error) {
	if d.Schedule == "" {
		return nil, nil
	}
	if on, err := j.Enabled(ctx, d); err != nil || !on {
		return nil, err
	}
	s, err := j.Store.JobSettings(ctx, d.Name)
	if err != nil {
		return nil, err
	}
	now := j.now().Add(-time.Duration(d.Delay))
	last, ok := d.Last(now)
	if !ok || !last.End.After(s.Bookmark) {
		return nil, nil
	}
	out := []Interval{last}
	if d.CatchUp && !(s.Bookmark.IsZero() && d.start.IsZero()) {
		from := s.Bookmark
		if from.Before(d.start) {
			from = d.start
		}
		out = nil
		for i, ok := d.after(from.Add(-time.Nanosecond)); ok && !i.End.After(now) && len(out) < MaxIntervals; i, ok = d.after(i.Start) {
			out = append(out, i)
		}
	}
	if !s.Paused || len(out) == 0 {
		return out, nil
	}
	// The bookmark stays where it is: what the schedule has done since is known by its runs.
	runs, err := j.Store.FindJobRuns(ctx, RunFilter{Job: d.Name, States: []State{Success, Failed}, Over: Interval{out[0].Start, out[len(out)-1].End}})
	return slices.DeleteFunc(out, func(i Interval) bool {
		return slices.ContainsFunc(runs, func(r Run) bool {
			return r.Start.Equal(i.Start) && r.End.Equal(i.End) && !r.Begun.Before(s.Reset)
		})
	}), err
}

// scheduled runs intervals one after another, and moves the bookmark. One that fails, after its retries, has failed: those after it come at
// the next look.
func (j *Jobs) scheduled(ctx context.Context, d Definition, due []Interval) error {
	for _, i := range due {
		for _, name := range d.DependsOn {
			if err := j.depends(ctx, name, i); errors.Is(err, ErrDependency) {
				return nil // its turn comes
			}
		}
		s, err := j.Store.JobSettings(ctx, d.Name)
		if err != nil {
			return err
		}
		begun := j.now()
		r, err := j.Run(ctx, Request{Job: d, Interval: i, By: "schedule", After: s.Reset})
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			err = fmt.Errorf("%s: %w", i, err)
		} else if !r.Begun.Before(begun) {
			j.say("job %s: %s: %s in %v", d.Name, i, term.Things(r.Rows, "row", "rows"), r.Ended.Sub(r.Begun).Round(time.Millisecond))
		}
		reset := s.Reset
		s, settingsErr := j.Store.JobSettings(ctx, d.Name)
		if settingsErr == nil && !s.Paused && i.End.After(s.Bookmark) && s.Reset.Equal(reset) {
			s.Bookmark = i.End
			settingsErr = j.Store.SetJobSettings(ctx, d.Name, s)
		}
		if err := errors.Join(err, settingsErr); err != nil {
			return err
		}
	}
	return nil
}

// due reports whether a trigger starts its jobs, and for what time: its schedule came between two looks, or the jobs that it is after have all
// succeeded, one of them by a run that is not among those seen before.
func (t Trigger) due(ctx context.Context, j *Jobs, since, now time.Time, seen map[string]string) (time.Time, bool) {
	switch {
	case t.Schedule != "":
		at, ok := t.schedule.Next(since)
		return at, ok && !at.After(now)
	case t.After != nil:
		var ids []string
		for _, name := range t.After {
			runs, err := j.Store.JobRuns(ctx, name, 1)
			if err != nil || len(runs) > 0 && runs[0].State != Success {
				return now, false
			}
			if len(runs) > 0 {
				ids = append(ids, runs[0].ID)
			}
		}
		is := strings.Join(ids, " ")
		was, looked := seen[t.Name]
		seen[t.Name] = is
		return now, looked && is != was && len(ids) == len(t.After)
	}
	return now, false
}

// Trigger starts a trigger's jobs at once, and waits for them. It gives their runs, in the trigger's order, and the errors of those that
// failed, joined; a run that could not begin has no ID.
func (j *Jobs) Trigger(ctx context.Context, name string) ([]Run, error) {
	f := j.Load()
	t, err := f.Trigger(name)
	if err != nil {
		return nil, err
	}
	for _, s := range t.Jobs {
		d, ok := f.job(s.Job)
		if !ok {
			return nil, fmt.Errorf("%w: %s", ErrNotFound, s.Job)
		}
		if err := d.Check(s.Parameters); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", t.Path, s.Job, err)
		}
	}
	runs, faults := make([]Run, len(t.Jobs)), make([]error, len(t.Jobs))
	var all sync.WaitGroup
	for n, s := range t.Jobs {
		d, _ := f.job(s.Job)
		all.Go(func() {
			r, err := j.Run(ctx, Request{Job: d, Interval: d.Recent(j.now()), By: t.Name, Parameters: s.Parameters, Again: d.Mode != Append})
			if err != nil {
				err = fmt.Errorf("job %s: %w", s.Job, err)
			}
			runs[n], faults[n] = r, err
		})
	}
	all.Wait()
	return runs, errors.Join(faults...)
}
