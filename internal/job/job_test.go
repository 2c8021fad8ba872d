package job

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tarn/internal/query"
)

// memory keeps runs and settings.
type memory struct {
	mu       sync.Mutex
	runs     []Run
	settings map[string]Settings
}

func (m *memory) JobRuns(_ context.Context, job string, max int) (out []Run, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range slices.Backward(m.runs) {
		if (job == "" || r.Job == job) && (max == 0 || len(out) < max) {
			out = append(out, r)
		}
	}
	return out, nil
}

func (m *memory) FindJobRuns(_ context.Context, f RunFilter) (out []Run, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range slices.Backward(m.runs) {
		if f.Takes(r) && (f.Max == 0 || len(out) < f.Max) {
			out = append(out, r)
		}
	}
	return out, nil
}

func (m *memory) PutJobRun(_ context.Context, r Run) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := slices.IndexFunc(m.runs, func(o Run) bool { return o.ID == r.ID }); i >= 0 {
		m.runs[i] = r
	} else {
		m.runs = append(m.runs, r)
	}
	return nil
}

func (m *memory) JobSettings(_ context.Context, job string) (Settings, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.settings[job], nil
}

func (m *memory) SetJobSettings(_ context.Context, job string, s Settings) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.settings[job] = s
	return nil
}

// asked remembers the statements that it was given, and fails those that it is told to.
type asked struct {
	mu    sync.Mutex
	all   []query.Statement
	fails int
	err   error // what they fail with
}

func (a *asked) Do(_ context.Context, s query.Statement) (query.Execution, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.all = append(a.all, s)
	if a.fails > 0 {
		a.fails--
		return query.Execution{ID: "q"}, cmp.Or(a.err, errors.New("no luck"))
	}
	return query.Execution{ID: "q", Rows: 3}, nil
}

func newJobs(t *testing.T, files map[string]string) (*Jobs, *asked) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a := &asked{}
	return &Jobs{Folders: []string{dir}, Store: &memory{settings: map[string]Settings{}}, Locks: filepath.Join(dir, "locks"), Queries: a}, a
}

func find(t *testing.T, j *Jobs, name string) Definition {
	t.Helper()
	d, err := j.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const daily = `
name: daily
schedule: cron(0 0 * * ? *)
time_zone: Asia/Seoul
start_date: 2024-05-01
catch_up: true
retries: 1
retry_delay: 1ms
parameters: {limit: 10, names: [a, "b'c"], day: 2024-05-01}
before: ["CREATE DATABASE IF NOT EXISTS kept"]
sql: SELECT '@ds', "@x", ymd /* @y */ FROM t WHERE at >= @data_interval_start AND at < @data_interval_end AND d = @ds_nodash AND n IN (@limit) AND a = @names
target: kept.daily
partition_by: [ymd]
replace: ["ymd=@ds_nodash"]
`

func day(t *testing.T, text string) time.Time {
	t.Helper()
	out, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestARunIsOfAnInterval(t *testing.T) {
	j, a := newJobs(t, map[string]string{"daily.yaml": daily})
	d := find(t, j, "daily")
	i, ok := d.On(day(t, "2024-05-07T00:00:00Z"))
	if !ok || i.String() != "2024-05-06T15:00:00Z to 2024-05-07T15:00:00Z" {
		t.Fatal(i, ok)
	}
	r, err := j.Run(t.Context(), Request{Job: d, Interval: i, By: "manual"})
	if err != nil || r.State != Success || r.Rows != 6 || len(a.all) != 2 {
		t.Fatalf("%+v %v %+v", r, err, a.all)
	}
	want := `SELECT '@ds', "@x", ymd /* @y */ FROM t WHERE at >= TIMESTAMP '2024-05-06 15:00:00.000' AND at < TIMESTAMP '2024-05-07 15:00:00.000' AND d = '20240507' AND n IN (10) AND a = ARRAY['a', 'b''c']`
	if a.all[1].SQL != want {
		t.Error(a.all[1].SQL)
	}
	into := a.all[1].Into
	if into == nil || into.Database != "kept" || into.Table != "daily" || !into.Overwrite || !slices.Equal(into.Replace, []string{"ymd=20240507"}) || into.Run != r.ID {
		t.Errorf("%+v", into)
	}
	// It is not run again, unless that is asked for, and then under another name.
	again, err := j.Run(t.Context(), Request{Job: d, Interval: i})
	if err != nil || again.ID != r.ID || len(a.all) != 2 {
		t.Errorf("%+v %v", again, err)
	}
	again, err = j.Run(t.Context(), Request{Job: d, Interval: i, Again: true})
	if err != nil || again.ID == r.ID || len(a.all) != 4 {
		t.Errorf("%+v %v", again, err)
	}
}

func TestARunThatFailsIsTriedAgain(t *testing.T) {
	j, a := newJobs(t, map[string]string{"daily.yaml": daily})
	d := find(t, j, "daily")
	i, _ := d.On(day(t, "2024-05-07T00:00:00Z"))
	a.fails = 1
	r, err := j.Run(t.Context(), Request{Job: d, Interval: i})
	if err != nil || r.State != Success || r.Attempt != 2 {
		t.Errorf("%+v %v", r, err)
	}
	i, _ = d.On(day(t, "2024-05-08T00:00:00Z"))
	a.fails = 2
	if r, err = j.Run(t.Context(), Request{Job: d, Interval: i}); err == nil || r.State != Failed || r.Error != "no luck" || r.Attempt != 2 {
		t.Errorf("%+v %v", r, err)
	}
}

// A statement that is refused as it is written is not tried again: the store that it names is not there in five minutes, either.
func TestWhatIsRefusedIsNotTriedAgain(t *testing.T) {
	j, a := newJobs(t, map[string]string{"daily.yaml": daily})
	d := find(t, j, "daily")
	i, _ := d.On(day(t, "2024-05-07T00:00:00Z"))
	a.fails, a.err = 5, &query.Error{Kind: query.UserError, Code: "TABLE_NOT_FOUND", Line: 1, Column: 15, Message: "Table 'none' does not exist"}
	if r, err := j.Run(t.Context(), Request{Job: d, Interval: i}); err == nil || r.State != Failed || r.Attempt != 1 {
		t.Errorf("%+v %v", r, err)
	}
	a.err = &query.Error{Kind: query.UserError, Code: "DIVISION_BY_ZERO", Message: "Division by zero"} // other rows may come
	if r, err := j.Run(t.Context(), Request{Job: d, Interval: i}); err == nil || r.Attempt != 2 {
		t.Errorf("%+v %v", r, err)
	}
}

func TestCirclesAreFaults(t *testing.T) {
	on := func(name, needs string) string {
		return "name: " + name + "\nschedule: rate(1 day)\nsql: SELECT 1\ndepends_on: [" + needs + "]\n"
	}
	starts := func(name, after, job string) string {
		return "trigger: " + name + "\nafter: [" + after + "]\njobs: [{job: " + job + "}]\n"
	}
	j, _ := newJobs(t, map[string]string{
		"a.yaml": on("a", "b"), "b.yaml": on("b", "c"), "c.yaml": on("c", "a"), "d.yaml": on("d", "a"), "e.yaml": "name: e\nsql: SELECT 1\n",
		"t.yaml": starts("t", "a", "b"), "u.yaml": starts("u", "b", "a"), "v.yaml": starts("v", "a", "e"), "w.yaml": starts("w", "e", "e"),
	})
	f := j.Load()
	var faults []string
	for _, err := range f.Faults {
		_, text, _ := strings.Cut(err.Error(), ".yaml: ")
		faults = append(faults, text)
	}
	slices.Sort(faults)
	want := []string{
		"depends_on goes in a circle, and none of its jobs ever runs: a waits for b waits for c waits for a",
		"depends_on goes in a circle, and none of its jobs ever runs: b waits for c waits for a waits for b",
		"depends_on goes in a circle, and none of its jobs ever runs: c waits for a waits for b waits for c",
		"the trigger is left out, because what it starts starts it again: a starts b starts a",
		"the trigger is left out, because what it starts starts it again: b starts a starts b",
		"the trigger is left out, because what it starts starts it again: e starts e",
	}
	if !slices.Equal(faults, want) {
		t.Error(strings.Join(faults, "\n"))
	}
	if _, err := f.Trigger("v"); err != nil || len(f.Triggers) != 2 { // and raw_to_columnar
		t.Error(err)
	}
}

// What a trigger is after is looked for by its runs, whatever the clock says, and once.
func TestATriggerComesAfterJobs(t *testing.T) {
	j, _ := newJobs(t, map[string]string{
		"a.yaml": "name: a\nsql: SELECT 1\n", "b.yaml": "name: b\nsql: SELECT 1\n", "t.yaml": "trigger: t\nafter: [a, b]\njobs: [{job: raw_to_columnar_alb}]\n",
	})
	f := j.Load()
	trigger, err := f.Trigger("t")
	if err != nil {
		t.Fatal(err)
	}
	now, seen := day(t, "2024-05-07T12:00:00Z"), map[string]string{}
	ends := func(job, id string, state State) {
		t.Helper()
		if err := j.Store.PutJobRun(t.Context(), Run{ID: id, Job: job, State: state, Ended: now}); err != nil {
			t.Fatal(err)
		}
	}
	look := func(want bool, when string) {
		t.Helper()
		if _, ok := trigger.due(t.Context(), j, now, now, seen); ok != want {
			t.Errorf("%s: %v", when, ok)
		}
	}
	ends("a", "1", Success)
	look(false, "b was never run")
	ends("b", "2", Running)
	look(false, "b runs")
	now = now.Add(-time.Hour) // the clock is set back
	ends("b", "2", Success)
	look(true, "both have succeeded")
	look(false, "nothing is new")
	ends("a", "3", Failed)
	look(false, "a has failed")
	ends("a", "4", Success)
	look(true, "a has succeeded again")
	seen = map[string]string{}
	look(false, "what a server finds when it begins is not made up for")
}

func TestAClockThatIsSetBack(t *testing.T) {
	noon := day(t, "2024-05-07T12:00:00Z")
	for back, want := range map[time.Duration]time.Time{
		-time.Minute: noon.Add(time.Minute), time.Hour: noon, 2 * time.Hour: noon, 24 * time.Hour: noon.Add(-24 * time.Hour),
	} {
		if got := later(noon, noon.Add(-back)); !got.Equal(want) {
			t.Errorf("%v: %v", back, got)
		}
	}
}

// A job's file, with its statement in it, is the job.
func TestSourceOfABuiltInJob(t *testing.T) {
	j, _ := newJobs(t, nil)
	for _, d := range j.Load().Jobs {
		text := bytes.Replace(d.Source(), []byte("name: "), []byte("name: my_"), 1)
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "mine.yaml"), text, 0o600); err != nil {
			t.Fatal(err)
		}
		mine := find(t, &Jobs{Folders: []string{dir}}, "my_"+d.Name)
		mine.Name, mine.Path, mine.BuiltIn, mine.text, mine.File, mine.SQL = d.Name, d.Path, d.BuiltIn, d.text, d.File, mine.SQL+"\n"
		if strings.TrimSpace(mine.SQL) != strings.TrimSpace(d.SQL) {
			t.Errorf("%s:\n%s", d.Name, mine.SQL)
		}
		mine.SQL = d.SQL
		if !reflect.DeepEqual(mine, d) {
			t.Errorf("%+v\n%+v", mine, d)
		}
	}
}

func TestWhatEndedWithItsProcess(t *testing.T) {
	for committed, want := range map[bool]State{true: Success, false: Failed} {
		j, a := newJobs(t, map[string]string{"daily.yaml": daily})
		d := find(t, j, "daily")
		i, _ := d.On(day(t, "2024-05-07T00:00:00Z"))
		j.Committed = func(_ context.Context, database, table, run string) (bool, error) {
			return committed && database == "kept" && table == "daily" && run == "gone", nil
		}
		if err := j.Store.PutJobRun(t.Context(), Run{ID: "gone", Job: "daily", Interval: i, State: Running, Attempt: 1}); err != nil {
			t.Fatal(err)
		}
		if _, err := j.Run(t.Context(), Request{Job: d, Interval: i}); err != nil {
			t.Fatal(err)
		}
		runs, _ := j.Store.JobRuns(t.Context(), "daily", 0)
		old := runs[len(runs)-1]
		if old.ID != "gone" || old.State != want || (len(a.all) == 0) != committed {
			t.Errorf("%v: %+v, %d statements", committed, old, len(a.all))
		}
	}
}

func TestTheScheduleCatchesUp(t *testing.T) {
	now := day(t, "2024-05-04T00:00:00Z")
	for _, c := range []struct {
		text string
		want []string
	}{
		{daily, []string{"2024-04-30T15:00:00Z", "2024-05-01T15:00:00Z", "2024-05-02T15:00:00Z"}},
		{strings.Replace(daily, "catch_up: true", "catch_up: false", 1), []string{"2024-05-02T15:00:00Z"}},
		{daily + "delay: 10h\n", []string{"2024-04-30T15:00:00Z", "2024-05-01T15:00:00Z"}},
	} {
		j, _ := newJobs(t, map[string]string{"daily.yaml": c.text})
		j.Now = func() time.Time { return now }
		d := find(t, j, "daily")
		due, err := j.due(t.Context(), d)
		var got []string
		for _, i := range due {
			got = append(got, i.Start.UTC().Format(time.RFC3339))
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%v %v, not %v", got, err, c.want)
		}
		if err := j.scheduled(t.Context(), d, due); err != nil {
			t.Fatal(err)
		}
		if due, err := j.due(t.Context(), d); len(due) > 0 || err != nil {
			t.Errorf("%v %v", due, err)
		}
	}
}

func TestAJobWaitsForThoseItDependsOn(t *testing.T) {
	j, a := newJobs(t, map[string]string{"daily.yaml": daily, "second.yaml": "name: second\nschedule: cron(0 0 * * ? *)\ntime_zone: Asia/Seoul\nsql: SELECT 1\ndepends_on: [daily]\n"})
	j.Now = func() time.Time { return day(t, "2024-05-04T00:00:00Z") }
	first, second := find(t, j, "daily"), find(t, j, "second")
	due, err := j.due(t.Context(), second)
	if err != nil || len(due) != 1 {
		t.Fatal(due, err)
	}
	if err := j.scheduled(t.Context(), second, due); err != nil || len(a.all) != 0 {
		t.Errorf("%v, %d statements", err, len(a.all))
	}
	if _, err := j.Run(t.Context(), Request{Job: second, Interval: due[0]}); !errors.Is(err, ErrDependency) {
		t.Errorf("%v", err)
	}
	if _, err := j.Run(t.Context(), Request{Job: first, Interval: due[0]}); err != nil {
		t.Fatal(err)
	}
	if due, _ = j.due(t.Context(), second); len(due) != 1 {
		t.Fatal("its interval is gone")
	}
	if err := j.scheduled(t.Context(), second, due); err != nil || len(a.all) != 3 {
		t.Errorf("%v, %d statements", err, len(a.all))
	}
}

func TestOneRunAtATime(t *testing.T) {
	j, a := newJobs(t, map[string]string{"daily.yaml": daily})
	d := find(t, j, "daily")
	i, _ := d.On(day(t, "2024-05-07T00:00:00Z"))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := j.Run(t.Context(), Request{Job: d, Interval: i}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(a.all) != 2 {
		t.Errorf("%d statements", len(a.all))
	}
}

func TestTriggers(t *testing.T) {
	j, a := newJobs(t, map[string]string{
		"daily.yaml": daily,
		"other.yaml": "name: other\nsql: SELECT @n\nparameters: {n: 1}\n",
		"both.yaml":  "trigger: both\njobs:\n- job: daily\n- job: other\n  parameters: {n: \"5\"}\n",
	})
	if f := j.Load(); len(f.Faults) > 0 || len(f.Triggers) != 2 { // raw_to_columnar is brought
		t.Fatalf("%+v", f)
	}
	runs, err := j.Trigger(t.Context(), "both")
	if err != nil || len(runs) != 2 || runs[0].Job != "daily" || runs[1].By != "both" {
		t.Fatalf("%+v %v", runs, err)
	}
	if !slices.ContainsFunc(a.all, func(s query.Statement) bool { return s.SQL == "SELECT 5" }) {
		t.Errorf("%+v", a.all)
	}
}

func TestWhatIsNoJob(t *testing.T) {
	for text, want := range map[string]string{
		"name: x\nsql: SELECT 1\nshedule: rate(1 day)\n": "x.yaml: [3:1] unknown field \"shedule\"; did you mean schedule?",
		"name: x\nsql: SELECT 1\n---\nname: y\n":         "x.yaml: there is a second document, after ---: give each a file of its own",
		"":                                               `x.yaml: name ""`,
		"name: X\nsql: SELECT 1\n":                       `x.yaml: name "X": small letters, digits and underscores, 128 at most, beginning with a letter`,
		"name: x\n":                                      "x.yaml: there is no sql, and no file",
		"name: x\nsql: SELECT @nothing\n":                "x.yaml: there is no parameter @nothing: there are @data_interval_end, @data_interval_start, @ds, @ds_nodash, @logical_date, @time_zone",
		"name: x\nsql: SELECT 1\nmode: append\n":         "x.yaml: mode, partition_by, replace and export are about a target, and there is none",
		"name: x\nsql: SELECT 1\ntime_zone: Moon\n":      `x.yaml: time_zone "Moon" is not known: give one as in Asia/Seoul`,
		"name: x\nsql: SELECT 1\nschedule: daily\n":      `x.yaml: schedule "daily" is neither cron(minutes hours day-of-month month day-of-week year) nor rate(value unit), as in cron(0 15 * * ? *) and rate(5 minutes)`,
		"name: x\nsql: SELECT 1\nretry_delay: soon\n":    "no duration, as in 30s, 5m or 1h",
		"trigger: x\njobs: []\n":                         "x.yaml: the trigger starts no jobs",
	} {
		if err := Check([]byte(text), "x.yaml"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestBuiltInJobsAreRead(t *testing.T) {
	j, _ := newJobs(t, nil)
	f := j.Load()
	if len(f.Faults) > 0 || len(f.Jobs) == 0 {
		t.Fatal(f.Faults)
	}
	for _, d := range f.Jobs {
		if d.Description["en"] == "" || d.Description["ko"] == "" || d.Description["ja"] == "" {
			t.Errorf("%s is not described in all languages: %v", d.Name, d.Description)
		}
		if on, err := j.Enabled(t.Context(), d); on || err != nil || !d.BuiltIn {
			t.Errorf("%s: %v %v", d.Name, on, err)
		}
	}
}

func TestABookmarkThatIsResetHasIntervalsRunAgain(t *testing.T) {
	j, a := newJobs(t, map[string]string{"daily.yaml": daily})
	now := day(t, "2024-05-04T00:00:00Z")
	j.Now = func() time.Time { now = now.Add(time.Second); return now }
	d := find(t, j, "daily")
	look := func() {
		t.Helper()
		due, err := j.due(t.Context(), d)
		if err == nil {
			err = j.scheduled(t.Context(), d, due)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	look()
	if err := j.ResetBookmark(t.Context(), "daily", day(t, "2024-05-01T15:00:00Z")); err != nil {
		t.Fatal(err)
	}
	a.all = nil
	look()
	if len(a.all) != 4 { // two intervals of two statements
		t.Errorf("%d statements", len(a.all))
	}
	// Paused, the bookmark stays, and each interval is run once.
	if err := j.PauseBookmark(t.Context(), "daily", true); err != nil {
		t.Fatal(err)
	}
	if err := j.ResetBookmark(t.Context(), "daily", time.Time{}); err != nil {
		t.Fatal(err)
	}
	a.all = nil
	look()
	look()
	s, err := j.Store.JobSettings(t.Context(), "daily")
	if err != nil || len(a.all) != 6 || !s.Bookmark.IsZero() {
		t.Errorf("%d statements, %+v %v", len(a.all), s, err)
	}
}

func TestADependencyIsOfTheInterval(t *testing.T) {
	j, _ := newJobs(t, nil)
	put := func(from, to string) {
		t.Helper()
		r := Run{ID: from, Job: "first", Interval: Interval{day(t, from), day(t, to)}, State: Success}
		if err := j.Store.PutJobRun(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	want := Interval{day(t, "2024-05-01T00:00:00Z"), day(t, "2024-05-02T00:00:00Z")}
	put("2024-05-30T00:00:00Z", "2024-05-31T00:00:00Z")
	put("2024-05-01T12:00:00Z", "2024-05-02T00:00:00Z")
	if err := j.depends(t.Context(), "first", want); !errors.Is(err, ErrDependency) {
		t.Errorf("%v", err)
	}
	put("2024-05-01T00:00:00Z", "2024-05-01T12:00:00Z")
	if err := j.depends(t.Context(), "first", want); err != nil {
		t.Error(err)
	}
}

func TestParametersThatAreNone(t *testing.T) {
	j, a := newJobs(t, map[string]string{
		"other.yaml": "name: other\nsql: SELECT @n\nparameters: {n: 1}\n",
		"both.yaml":  "trigger: both\njobs:\n- job: other\n  parameters: {m: \"5\"}\n",
	})
	want := "there is no parameter m: the job's parameters are n"
	if f := j.Load(); len(f.Faults) != 1 || !strings.Contains(f.Faults[0].Error(), want) {
		t.Errorf("%v", f.Faults)
	}
	if _, err := j.Trigger(t.Context(), "both"); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v", err)
	}
	d := find(t, j, "other")
	_, err := j.Run(t.Context(), Request{Job: d, Interval: d.Recent(time.Now()), Parameters: map[string]string{"n": "five"}})
	if err == nil || err.Error() != `parameter n: "five" is of another kind than 1` || len(a.all) != 0 {
		t.Errorf("%v", err)
	}
}

func TestAnAppendThatFailedGoesOnUnderItsName(t *testing.T) {
	j, a := newJobs(t, map[string]string{"log.yaml": "name: log\nsql: SELECT 1 AS a\ntarget: kept.log\nmode: append\n"})
	d := find(t, j, "log")
	i := d.Recent(time.Now())
	a.fails = 1
	failed, err := j.Run(t.Context(), Request{Job: d, Interval: i})
	if err == nil {
		t.Fatal("no error")
	}
	r, err := j.Run(t.Context(), Request{Job: d, Interval: i})
	if err != nil || r.ID != failed.ID || a.all[1].Into.Run != failed.ID {
		t.Errorf("%+v %v", r, err)
	}
	if _, err := j.Run(t.Context(), Request{Job: d, Interval: i, Again: true}); err == nil || len(a.all) != 2 {
		t.Errorf("%v, %d statements", err, len(a.all))
	}
}

// The snapshots of runs that are open are kept: what has been made good is not, or a job that failed once would have them all kept.
func TestOpenRuns(t *testing.T) {
	day := Interval{time.Unix(0, 0), time.Unix(86400, 0)}
	next := Interval{time.Unix(86400, 0), time.Unix(2*86400, 0)}
	open := Open([]Run{
		{ID: "good", Job: "a", Interval: day, State: Success}, {ID: "made good", Job: "a", Interval: day, State: Failed}, {ID: "again", Job: "a", Interval: day, State: Running},
		{ID: "failed", Job: "a", Interval: next, State: Failed}, {ID: "another's", Job: "b", Interval: day, State: Failed}, {ID: "waits", Job: "b", Interval: next, State: UpForRetry},
	})
	if got := slices.Sorted(maps.Keys(open)); !slices.Equal(got, []string{"again", "another's", "failed", "waits"}) {
		t.Error(got)
	}
}
