package console

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tarn/internal/auth"
	"tarn/internal/job"
)

func jobRoutes() []Route {
	const group = "Jobs"
	return []Route{
		route(Route{Method: "GET", Path: "/jobs", Group: group, Summary: "The jobs, their schedules and last runs", Access: auth.Query}, (*Console).listJobs),
		route(Route{Method: "GET", Path: "/jobs/{name}", Group: group, Summary: "A job with its definition", Access: auth.Query}, (*Console).oneJob),
		route(Route{Method: "GET", Path: "/jobs/{name}/runs", Group: group, Summary: "A job's runs, the youngest first", Access: auth.Query}, (*Console).jobRuns),
		route(Route{Method: "POST", Path: "/jobs/{name}/run", Name: "RunJob", Group: group, Summary: "Run a job for an interval; the run goes on after the answer", Access: auth.Manage, Changes: true}, (*Console).runJob),
		route(Route{Method: "POST", Path: "/jobs/{name}/backfill", Name: "BackfillJob", Group: group, Summary: "Run a job for the intervals of days, one after another; it goes on after the answer", Access: auth.Manage, Changes: true}, (*Console).backfillJob),
		route(Route{Method: "PUT", Path: "/jobs/{name}/enabled", Name: "EnableJob", Group: group, Summary: "Have a job's schedule followed, or not", Access: auth.Manage, Changes: true}, (*Console).enableJob),
	}
}

// JobList are the jobs.
type JobList struct {
	Jobs []Job `json:"jobs"`
	// Faults say which files could not be read.
	Faults []string `json:"faults"`
}

// Job is a job with what became of it.
type Job struct {
	Name        string  `json:"name"`
	Description string  `json:"description,omitempty"`
	Schedule    string  `json:"schedule,omitempty" doc:"cron(…) or rate(…); absent for one that runs on demand"`
	TimeZone    string  `json:"timeZone"`
	Target      string  `json:"target,omitempty"`
	BuiltIn     bool    `json:"builtIn"`
	Enabled     bool    `json:"enabled" doc:"its schedule is followed"`
	Next        string  `json:"next,omitempty"`
	Last        *JobRun `json:"last,omitempty"`
	// Backfilling tells how far a backfill that the console began is.
	Backfilling *Backfilling `json:"backfilling,omitempty"`

	// What follows is there for one job only.
	SQL         string   `json:"sql,omitempty"`
	Before      []string `json:"before,omitempty"`
	PartitionBy []string `json:"partitionBy,omitempty"`
	Mode        string   `json:"mode,omitempty"`
	DependsOn   []string `json:"dependsOn,omitempty"`
	Export      string   `json:"export,omitempty"`
	Path        string   `json:"path,omitempty" doc:"its file"`
}

// JobRun is one run of a job for an interval.
type JobRun struct {
	ID         string   `json:"id"`
	Start      string   `json:"start"`
	End        string   `json:"end"`
	Day        string   `json:"day" doc:"of the interval's beginning, in the job's time zone"`
	State      string   `json:"state"`
	By         string   `json:"by"`
	Attempt    int      `json:"attempt"`
	Begun      string   `json:"begun"`
	Took       int64    `json:"took" doc:"milliseconds"`
	Rows       int64    `json:"rows"`
	Bytes      int64    `json:"bytes"`
	Partitions []string `json:"partitions,omitempty"`
	Queries    []string `json:"queries,omitempty" doc:"IDs of the statements that it ran"`
	Error      string   `json:"error,omitempty"`
}

// Backfilling is how far a backfill is.
type Backfilling struct {
	Done   int `json:"done"`
	Failed int `json:"failed"`
	Of     int `json:"of"`
}

func (s *Console) jobs(ctx context.Context) (*job.Jobs, error) {
	if s.Jobs == nil {
		return nil, notFound("job")
	}
	return s.Jobs(ctx)
}

func (s *Console) job(c *call, name string) (*job.Jobs, job.Definition, error) {
	j, err := s.jobs(c.ctx)
	if err != nil {
		return nil, job.Definition{}, err
	}
	d, err := j.Find(name)
	if errors.Is(err, job.ErrNotFound) {
		err = notFound("job " + name)
	}
	return j, d, err
}

func (s *Console) shownJob(c *call, j *job.Jobs, d job.Definition) (Job, error) {
	out := Job{Name: d.Name, Description: d.Description, Schedule: d.Schedule, TimeZone: cmp.Or(d.TimeZone, "UTC"), Target: d.Target, BuiltIn: d.BuiltIn}
	var err error
	if out.Enabled, err = j.Enabled(c.ctx, d); err != nil {
		return out, err
	}
	out.Enabled = out.Enabled && d.Schedule != ""
	if next := d.Next(s.Now()); !next.IsZero() {
		out.Next = next.Format(time.RFC3339)
	}
	runs, err := j.Store.JobRuns(c.ctx, d.Name, 1)
	if len(runs) > 0 {
		r := shownRun(d, runs[0])
		out.Last = &r
	}
	if b, ok := s.backfills.Load(d.Name); ok {
		now := b.(*backfill).progress()
		out.Backfilling = &now
	}
	return out, err
}

func shownRun(d job.Definition, r job.Run) JobRun {
	out := JobRun{
		ID: r.ID, Start: r.Start.UTC().Format(time.RFC3339), End: r.End.UTC().Format(time.RFC3339), Day: r.Start.In(d.Zone()).Format(time.DateOnly), State: string(r.State), By: r.By,
		Attempt: r.Attempt, Begun: r.Begun.UTC().Format(time.RFC3339), Rows: r.Rows, Bytes: r.Bytes, Partitions: r.Partitions, Queries: r.Queries, Error: r.Error,
	}
	if !r.Ended.IsZero() {
		out.Took = r.Ended.Sub(r.Begun).Milliseconds()
	}
	return out
}

func (s *Console) listJobs(c *call, _ none) (JobList, error) {
	out := JobList{Jobs: []Job{}, Faults: []string{}}
	j, err := s.jobs(c.ctx)
	if err != nil {
		return out, err
	}
	files := j.Load()
	for _, d := range files.Jobs {
		shown, err := s.shownJob(c, j, d)
		if err != nil {
			return out, err
		}
		out.Jobs = append(out.Jobs, shown)
	}
	for _, fault := range files.Faults {
		out.Faults = append(out.Faults, fault.Error())
	}
	slices.SortStableFunc(out.Jobs, func(a, b Job) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

type jobInput struct {
	Name string `path:"name" json:"name"`
}

func (s *Console) oneJob(c *call, in jobInput) (Job, error) {
	j, d, err := s.job(c, in.Name)
	if err != nil {
		return Job{}, err
	}
	out, err := s.shownJob(c, j, d)
	out.SQL, out.Before, out.PartitionBy, out.Mode, out.DependsOn, out.Export, out.Path = d.SQL, d.Before, d.PartitionBy, d.Mode, d.DependsOn, d.Export, d.Path
	return out, err
}

type jobRunsInput struct {
	Name  string `path:"name" json:"name"`
	Limit int    `query:"limit" json:"limit,omitempty" doc:"at most 1000; 100 by default"`
}

// JobRuns are a job's runs.
type JobRuns struct {
	Runs []JobRun `json:"runs"`
}

func (s *Console) jobRuns(c *call, in jobRunsInput) (JobRuns, error) {
	out := JobRuns{Runs: []JobRun{}}
	j, d, err := s.job(c, in.Name)
	if err != nil {
		return out, err
	}
	runs, err := j.Store.JobRuns(c.ctx, d.Name, min(cmp.Or(in.Limit, 100), 1000))
	for _, r := range runs {
		out.Runs = append(out.Runs, shownRun(d, r))
	}
	return out, err
}

type runJobInput struct {
	Name string `path:"name" json:"-"`
	Day  string `json:"day,omitempty" doc:"the interval's day, as in 2026-05-07, in the job's time zone; the last one that is over by default"`
	// Again runs an interval that has succeeded a second time.
	Again bool `json:"again,omitempty"`
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
			return none{}, invalid("%q is not a day as in 2026-05-07.", in.Day)
		}
		var ok bool
		if i, ok = d.On(day); !ok {
			return none{}, invalid("The schedule %s has no interval that begins on %s.", d.Schedule, in.Day)
		}
	}
	return none{}, s.backfill(j, d, []job.Interval{i}, "manual", in.Again)
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
	return Backfilling{Of: len(intervals)}, s.backfill(j, d, intervals, "backfill", in.Again)
}

func (s *Console) backfill(j *job.Jobs, d job.Definition, intervals []job.Interval, by string, again bool) error {
	b := &backfill{of: len(intervals)}
	if _, busy := s.backfills.LoadOrStore(d.Name, b); busy {
		return &Failure{Status: 409, Code: "Running", Message: "Runs of " + d.Name + " that were begun here have not ended."}
	}
	s.work.Go(func() {
		defer s.backfills.Delete(d.Name)
		for _, i := range intervals {
			_, err := j.Run(s.ctx, job.Request{Job: d, Interval: i, By: by, Again: again})
			if s.ctx.Err() != nil {
				return
			}
			b.add(err != nil)
			if err != nil {
				s.Log.Error("a job failed", "job", d.Name, "interval", i.String(), "err", err)
			}
		}
	})
	return nil
}

type enableInput struct {
	Name    string `path:"name" json:"-"`
	Enabled bool   `json:"enabled"`
}

func (s *Console) enableJob(c *call, in enableInput) (none, error) {
	j, d, err := s.job(c, in.Name)
	if err != nil {
		return none{}, err
	}
	return none{}, j.Enable(c.ctx, d.Name, in.Enabled)
}
