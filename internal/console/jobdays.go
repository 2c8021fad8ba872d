package console

import (
	"time"

	"tarn/internal/job"
)

type jobDaysInput struct {
	Name string `path:"name" json:"name"`
	From string `query:"from" json:"from" doc:"the first day, as in 2026-05-01, in the job's time zone"`
	To   string `query:"to" json:"to" doc:"the last day; at most 400 days"`
}

// JobDays are the days of a calendar.
type JobDays struct {
	Days []JobDay `json:"days"`
}

// JobDay is what became of the intervals that begin on a day.
type JobDay struct {
	Day   string `json:"day"`
	State string `json:"state" doc:"done, failed, running, partly (some intervals are done, none failed), missing (between the first run or start_date and now), open (before that) or future; none where no interval begins"`
	// Of are the day's intervals that are over.
	Of     int   `json:"of"`
	Done   int   `json:"done"`
	Failed int   `json:"failed"`
	Rows   int64 `json:"rows"`
}

// maxJobDays bounds a calendar.
const maxJobDays = 400

func (s *Console) jobDays(c *call, in jobDaysInput) (JobDays, error) {
	out := JobDays{Days: []JobDay{}}
	j, d, err := s.job(c, in.Name)
	if err != nil {
		return out, err
	}
	from, err := time.Parse(time.DateOnly, in.From)
	if err != nil {
		return out, notDay(in.From)
	}
	to, err := time.Parse(time.DateOnly, in.To)
	if err != nil {
		return out, notDay(in.To)
	}
	if to.Before(from) || to.Sub(from) >= maxJobDays*24*time.Hour {
		return out, invalid("Give the first and the last of at most %d days.", maxJobDays)
	}
	over := job.Interval{Start: dayIn(d, from, 0), End: dayIn(d, to, 1)}
	runs, err := j.Store.FindJobRuns(c.ctx, job.RunFilter{Job: d.Name, Over: over})
	if err != nil {
		return out, err
	}
	begin := d.StartDate
	if begin == "" {
		before, err := j.Store.FindJobRuns(c.ctx, job.RunFilter{Job: d.Name, Over: job.Interval{Start: time.Unix(0, 0), End: over.Start}, Max: 1})
		if err != nil {
			return out, err
		}
		if len(before) > 0 {
			begin = in.From
		}
	}
	return JobDays{daysOf(d, runs, begin, from, to, s.Now())}, nil
}

// dayIn is the beginning of a day in a job's time zone, or of one so many days later.
func dayIn(d job.Definition, day time.Time, later int) time.Time {
	y, m, n := day.Date()
	return time.Date(y, m, n+later, 0, 0, 0, 0, d.Zone())
}

// outcome is what became of an interval in its runs.
type outcome struct {
	done, failed, running bool
	rows                  int64
}

// daysOf are the days of a calendar; from begin on what was not run is missing, and where that is empty, from the first of the runs on.
func daysOf(d job.Definition, runs []job.Run, begin string, from, to, now time.Time) (out []JobDay) {
	dayOf := func(t time.Time) string { return t.In(d.Zone()).Format(time.DateOnly) }
	outcomes := map[[2]int64]*outcome{}
	byDay := map[string][]*outcome{}
	given := begin != ""
	for _, r := range runs { // the youngest first
		key, day := [2]int64{r.Start.Unix(), r.End.Unix()}, dayOf(r.Start)
		o := outcomes[key]
		if o == nil {
			o = &outcome{}
			outcomes[key] = o
			byDay[day] = append(byDay[day], o)
		}
		switch r.State {
		case job.Success:
			if !o.done {
				o.rows = r.Rows
			}
			o.done = true
		case job.Running, job.UpForRetry:
			o.running = true
		case job.Failed:
			o.failed = true
		}
		if !given && (begin == "" || day < begin) {
			begin = day
		}
	}
	wanted := map[string][]*outcome{}
	for _, i := range d.Between(from, to, now) {
		o := outcomes[[2]int64{i.Start.Unix(), i.End.Unix()}]
		if o == nil {
			o = &outcome{}
		}
		wanted[dayOf(i.Start)] = append(wanted[dayOf(i.Start)], o)
	}
	today := dayOf(now)
	for t := from; !t.After(to); t = t.AddDate(0, 0, 1) {
		day := JobDay{Day: t.Format(time.DateOnly)}
		all := wanted[day.Day]
		if all == nil {
			all = byDay[day.Day] // of another schedule that it had
		}
		day.Of = len(all)
		running := false
		for _, o := range all {
			running = running || o.running
			day.Rows += o.rows
			if o.done {
				day.Done++
			} else if o.failed {
				day.Failed++
			}
		}
		switch {
		case running:
			day.State = "running"
		case day.Of == 0 && day.Day >= today:
			day.State = "future"
		case day.Of == 0:
			day.State = "none"
		case day.Failed > 0:
			day.State = "failed"
		case day.Done == day.Of:
			day.State = "done"
		case day.Done > 0:
			day.State = "partly"
		case begin != "" && day.Day >= begin:
			day.State = "missing"
		default:
			day.State = "open"
		}
		out = append(out, day)
	}
	return out
}
