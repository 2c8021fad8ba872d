package state

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/job"
)

// TestFindJobRuns: the state file gives the runs that the filter itself takes, by its indexes.
func TestFindJobRuns(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	seoul := time.FixedZone("", 9*60*60)
	at := time.Date(2024, 5, 1, 0, 0, 0, 0, seoul)
	states := []job.State{job.Success, job.Success, job.Failed, job.Running, job.UpForRetry}
	var all []job.Run
	for i := range 200 {
		r := job.Run{ID: fmt.Sprintf("run-%03d", i), Job: []string{"daily", "hourly"}[i%2], State: states[i%5], Begun: at.Add(time.Duration(i) * time.Minute),
			Interval: job.Interval{Start: at.AddDate(0, 0, i%40), End: at.AddDate(0, 0, i%40+1)}}
		if i%3 == 0 { // the same instants by another clock
			r.Start, r.End = r.Start.UTC(), r.End.UTC()
		}
		if err := s.PutJobRun(ctx, r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	day := job.Interval{Start: at.AddDate(0, 0, 7), End: at.AddDate(0, 0, 8)}
	for _, f := range []job.RunFilter{
		{}, {Job: "daily"}, {ID: "run-017"}, {ID: "run-01", Job: "hourly"}, {Job: "daily", States: []job.State{job.Running}}, {States: []job.State{job.Failed, job.UpForRetry, job.Running}},
		{Job: "hourly", Over: day}, {Job: "daily", Over: job.Interval{Start: day.Start.Add(time.Hour), End: day.End.Add(time.Hour)}, States: []job.State{job.Success}},
		{Job: "nosuch"}, {Job: "daily", States: []job.State{job.Success}, Max: 1},
	} {
		got, err := s.FindJobRuns(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, r := range slices.Backward(all) {
			if f.Takes(r) && (f.Max == 0 || len(want) < f.Max) {
				want = append(want, r.ID)
			}
		}
		var ids []string
		for _, r := range got {
			ids = append(ids, r.ID)
		}
		if !slices.Equal(ids, want) {
			t.Errorf("%+v: got %v, want %v", f, ids, want)
		}
	}
	for text, index := range map[string]string{
		`SELECT content FROM job_runs WHERE job = 'daily' AND content ->> 'state' <> 'success' AND content ->> 'state' IN ('running')`:                     "job_runs_open",
		`SELECT content FROM job_runs WHERE job = 'daily' AND unixepoch(content ->> 'end') > 1 AND unixepoch(content ->> 'start') < 2 ORDER BY begun DESC`: "job_runs_end",
	} {
		var n int
		var plan string
		if err := s.sql.QueryRowContext(ctx, "EXPLAIN QUERY PLAN "+text).Scan(&n, &n, &n, &plan); err != nil {
			t.Fatal(err)
		}
		if want := "USING INDEX " + index; !strings.Contains(plan, want) {
			t.Errorf("the plan of %s is %s", text, plan)
		}
	}
}
