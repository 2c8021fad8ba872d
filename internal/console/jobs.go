package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tarn/internal/auth"
	"tarn/internal/job"
	"tarn/internal/title"
)

func jobRoutes() []Route {
	const group = "Jobs"
	return []Route{
		route(Route{Method: "GET", Path: "/jobs", Group: group, Summary: "The jobs, their schedules and last runs", Access: auth.Query}, (*Console).listJobs),
		route(Route{Method: "GET", Path: "/jobs/{name}", Group: group, Summary: "A job with its definition", Access: auth.Query}, (*Console).oneJob),
		route(Route{Method: "GET", Path: "/jobs/{name}/runs", Group: group, Summary: "A job's runs, the youngest first", Access: auth.Query}, (*Console).jobRuns),
		route(Route{Method: "GET", Path: "/jobs/{name}/days", Group: group, Summary: "The days of a calendar, and what became of a job's intervals that begin on them", Access: auth.Query}, (*Console).jobDays),
		route(Route{Method: "POST", Path: "/jobs/{name}/run", Name: "RunJob", Group: group, Summary: "Run a job for an interval; the run goes on after the answer", Access: auth.Manage, Changes: true}, (*Console).runJob),
		route(Route{Method: "POST", Path: "/jobs/{name}/backfill", Name: "BackfillJob", Group: group, Summary: "Run a job for the intervals of days, one after another; it goes on after the answer", Access: auth.Manage, Changes: true}, (*Console).backfillJob),
		route(Route{Method: "DELETE", Path: "/jobs/{name}/backfill", Name: "EndBackfillJob", Group: group, Summary: "End what was begun by run or backfill; what is being written is undone", Access: auth.Manage, Changes: true}, (*Console).endBackfill),
		route(Route{Method: "PUT", Path: "/jobs/{name}/enabled", Name: "EnableJob", Group: group, Summary: "Have a job's schedule followed, or not", Access: auth.Manage, Changes: true}, (*Console).enableJob),
		route(Route{Method: "PUT", Path: "/jobs/{name}/bookmark", Name: "ResetJobBookmark", Group: group, Summary: "Have a job's schedule go on from another day", Access: auth.Manage, Changes: true}, (*Console).resetBookmark),
		route(Route{Method: "PUT", Path: "/jobs/{name}/bookmark/paused", Name: "PauseJobBookmark", Group: group, Summary: "Have a job's runs leave its bookmark where it is, or move it", Access: auth.Manage, Changes: true}, (*Console).pauseBookmark),
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
	Name        string      `json:"name"`
	Description title.Title `json:"description,omitempty"`
	Schedule    string      `json:"schedule,omitempty" doc:"cron(…) or rate(…); absent for one that runs on demand"`
	TimeZone    string      `json:"timeZone"`
	Target      string      `json:"target,omitempty"`
	BuiltIn     bool        `json:"builtIn"`
	Enabled     bool        `json:"enabled" doc:"its schedule is followed"`
	Next        string      `json:"next,omitempty"`
	Last        *JobRun     `json:"last,omitempty"`
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
	StartDate   string   `json:"startDate,omitempty" doc:"the first day"`
	Delay       int64    `json:"delay,omitempty" doc:"milliseconds from an interval's end to its run"`
	CatchUp     bool     `json:"catchUp,omitempty" doc:"intervals that were missed are run"`
	Retries     int      `json:"retries,omitempty"`
	// Parameters are its own, with the values that hold where a run gives none.
	Parameters map[string]string `json:"parameters,omitempty"`
	Bookmark   string            `json:"bookmark,omitempty" doc:"the end of the last interval that the schedule has done"`
	Paused     bool              `json:"paused,omitempty" doc:"runs leave the bookmark where it is"`
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
	if err != nil {
		return out, err
	}
	out.SQL, out.Before, out.PartitionBy, out.Mode, out.DependsOn, out.Export, out.Path = d.SQL, d.Before, d.PartitionBy, d.Mode, d.DependsOn, d.Export, d.Path
	out.StartDate, out.Delay, out.CatchUp, out.Retries = d.StartDate, time.Duration(d.Delay).Milliseconds(), d.CatchUp, d.Retries
	out.Parameters = texts(d.Parameters)
	settings, err := j.Store.JobSettings(c.ctx, d.Name)
	if !settings.Bookmark.IsZero() {
		out.Bookmark = settings.Bookmark.UTC().Format(time.RFC3339)
	}
	out.Paused = settings.Paused
	return out, err
}

type jobRunsInput struct {
	Name  string `path:"name" json:"name"`
	Limit int    `query:"limit" json:"limit,omitempty" doc:"at most 1000; 100 by default"`
	Day   string `query:"day" json:"day,omitempty" doc:"only those whose interval begins on this day, in the job's time zone"`
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
	limit := min(cmp.Or(in.Limit, 100), 1000)
	f := job.RunFilter{Job: d.Name, Max: limit}
	if in.Day != "" {
		day, err := time.Parse(time.DateOnly, in.Day)
		if err != nil {
			return out, notDay(in.Day)
		}
		// An interval that goes over midnight begins on one day, and lies in two.
		f.Over, f.Max = job.Interval{Start: dayIn(d, day, 0), End: dayIn(d, day, 1)}, 0
	}
	runs, err := j.Store.FindJobRuns(c.ctx, f)
	for _, r := range runs {
		if r := shownRun(d, r); len(out.Runs) < limit && (in.Day == "" || in.Day == r.Day) {
			out.Runs = append(out.Runs, r)
		}
	}
	return out, err
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

type resetInput struct {
	Name string `path:"name" json:"-"`
	To   string `json:"to,omitempty" doc:"the day that the schedule goes on with; from the beginning where it is left out"`
}

func (s *Console) resetBookmark(c *call, in resetInput) (none, error) {
	j, d, err := s.job(c, in.Name)
	if err != nil {
		return none{}, err
	}
	var to time.Time
	if in.To != "" {
		if to, err = time.ParseInLocation(time.DateOnly, in.To, d.Zone()); err != nil {
			return none{}, notDay(in.To)
		}
	}
	return none{}, j.ResetBookmark(c.ctx, d.Name, to)
}

type pauseInput struct {
	Name   string `path:"name" json:"-"`
	Paused bool   `json:"paused"`
}

func (s *Console) pauseBookmark(c *call, in pauseInput) (none, error) {
	j, d, err := s.job(c, in.Name)
	if err != nil {
		return none{}, err
	}
	return none{}, j.PauseBookmark(c.ctx, d.Name, in.Paused)
}

func notDay(text string) *Failure { return invalid("%q is not a day as in 2026-05-07.", text) }

// texts are the values of a file's parameters.
func texts(values map[string]any) map[string]string {
	out := map[string]string{}
	for name, value := range values {
		out[name] = fmt.Sprint(value)
	}
	return out
}
