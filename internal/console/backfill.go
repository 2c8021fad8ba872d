package console

import (
	"context"
	"fmt"
	"sync"
	"time"

	"tarn/internal/job"
)

// backfill is runs of a job that the console began.
type backfill struct {
	mu               sync.Mutex
	done, failed, of int
	end              context.CancelCauseFunc
}

func (b *backfill) add(failed bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done++
	if failed {
		b.failed++
	}
}

func (b *backfill) progress() Backfilling {
	b.mu.Lock()
	defer b.mu.Unlock()
	return Backfilling{Done: b.done, Failed: b.failed, Of: b.of}
}

type runJobInput struct {
	Name string `path:"name" json:"-"`
	Day  string `json:"day,omitempty" doc:"the interval's day, as in 2026-05-07, in the job's time zone; the last one that is over by default"`
	// Again runs an interval that has succeeded a second time.
	Again bool `json:"again,omitempty"`
	// Parameters take the place of the file's.
	Parameters map[string]string `json:"parameters,omitempty"`
}

func (s *Console) runJob(c *call, in runJobInput) (none, error) {
	j, d, err := s.job(c, in.Name)
	if err != nil {
		return none{}, err
	}
	i := d.Recent(s.Now())
	if in.Day != "" {
		day, err := time.Parse(time.DateOnly, in.Day)
		if err != nil {
			return none{}, notDay(in.Day)
		}
		var ok bool
		if i, ok = d.On(day); !ok {
			return none{}, invalid("The schedule %s has no interval that begins on %s.", d.Schedule, in.Day)
		}
	}
	if err := d.Check(in.Parameters); err != nil {
		return none{}, invalid("%v.", err)
	}
	return none{}, s.backfill(j, job.Request{Job: d, By: "manual", Again: in.Again, Parameters: in.Parameters}, []job.Interval{i})
}

type backfillInput struct {
	Name  string `path:"name" json:"-"`
	From  string `json:"from" doc:"the first day, as in 2026-05-01"`
	To    string `json:"to" doc:"the last day"`
	Again bool   `json:"again,omitempty"`
}

func (s *Console) backfillJob(c *call, in backfillInput) (Backfilling, error) {
	j, d, err := s.job(c, in.Name)
	if err != nil {
		return Backfilling{}, err
	}
	from, err1 := time.Parse(time.DateOnly, in.From)
	to, err2 := time.Parse(time.DateOnly, in.To)
	if err1 != nil || err2 != nil || to.Before(from) {
		return Backfilling{}, invalid("Give the first and the last day, as in 2026-05-01.")
	}
	intervals := d.Between(from, to, s.Now())
	if len(intervals) == 0 {
		return Backfilling{}, invalid("No interval of the job lies between %s and %s and is over.", in.From, in.To)
	}
	if len(intervals) == job.MaxIntervals {
		return Backfilling{}, invalid("From %s to %s there are %d intervals or more: give fewer days.", in.From, in.To, job.MaxIntervals)
	}
	return Backfilling{Of: len(intervals)}, s.backfill(j, job.Request{Job: d, By: "backfill", Again: in.Again}, intervals)
}

// backfill runs a job for intervals, one after another, after its call has been answered.
func (s *Console) backfill(j *job.Jobs, q job.Request, intervals []job.Interval) error {
	ctx, end := context.WithCancelCause(s.ctx)
	b := &backfill{of: len(intervals), end: end}
	name := q.Job.Name
	if _, busy := s.backfills.LoadOrStore(name, b); busy {
		end(nil)
		return &Failure{Status: 409, Code: "Running", Message: "Runs of " + name + " that were begun here have not ended."}
	}
	s.work.Go(func() {
		defer end(nil)
		defer s.backfills.Delete(name)
		for _, i := range intervals {
			q.Interval = i
			_, err := j.Run(ctx, q)
			if ctx.Err() != nil {
				return
			}
			b.add(err != nil)
			if err != nil {
				s.Log.Error("a job failed", "job", name, "interval", i.String(), "err", err)
			}
		}
	})
	return nil
}

func (s *Console) endBackfill(c *call, in jobInput) (none, error) {
	_, d, err := s.job(c, in.Name)
	if err != nil {
		return none{}, err
	}
	b, ok := s.backfills.Load(d.Name)
	if !ok {
		return none{}, notFound("run of " + d.Name + " that was begun here")
	}
	b.(*backfill).end(fmt.Errorf("ended by %s in the console", c.key.Name))
	return none{}, nil
}
