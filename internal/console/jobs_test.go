package console

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tarn/internal/auth"
	"tarn/internal/job"
	"tarn/internal/query"
)

// shelf keeps runs in memory, and answers statements: those that have "wrong" in them fail, those with "slow" wait for their end.
type shelf struct {
	mu       sync.Mutex
	runs     []job.Run
	settings map[string]job.Settings
}

func (s *shelf) JobRuns(_ context.Context, name string, most int) (out []job.Run, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.runs {
		if (name == "" || r.Job == name) && (most == 0 || len(out) < most) {
			out = append(out, r)
		}
	}
	return out, nil
}

func (s *shelf) FindJobRuns(_ context.Context, f job.RunFilter) (out []job.Run, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.runs {
		if f.Takes(r) && (f.Max == 0 || len(out) < f.Max) {
			out = append(out, r)
		}
	}
	return out, nil
}

func (s *shelf) PutJobRun(_ context.Context, r job.Run) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.runs, func(o job.Run) bool { return o.ID == r.ID }); i >= 0 {
		s.runs[i] = r
		return nil
	}
	s.runs = slices.Insert(s.runs, 0, r)
	return nil
}

func (s *shelf) JobSettings(_ context.Context, name string) (job.Settings, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings[name], nil
}

func (s *shelf) SetJobSettings(_ context.Context, name string, to job.Settings) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings[name] = to
	return nil
}

func (s *shelf) Do(ctx context.Context, q query.Statement) (query.Execution, error) {
	if strings.Contains(q.SQL, "2024-05-03") {
		return query.Execution{ID: "q2"}, errors.New("wrong: the day is the third")
	}
	if strings.Contains(q.SQL, "2024-06") {
		<-ctx.Done()
		return query.Execution{}, context.Cause(ctx)
	}
	return query.Execution{ID: "q1", Rows: 7}, nil
}

func jobsStarted(t *testing.T) (*Console, string) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"daily.yaml":  "name: daily\nschedule: cron(0 0 * * ? *)\ntime_zone: Asia/Seoul\nparameters: {least: 10}\nsql: SELECT @ds AS day, @least AS least\n",
		"broken.yaml": "name: broken\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	k, err := auth.NewKey("ann", auth.Admin, nil, nil, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Date(2024, 6, 20, 3, 0, 0, 0, time.UTC) }
	store := &shelf{settings: map[string]job.Settings{}}
	j := &job.Jobs{Folders: []string{dir}, Store: store, Locks: filepath.Join(dir, "locks"), Queries: store, Now: now}
	c := New(Options{Keys: keyring{k}, Journal: &notes{}, Now: now, Jobs: func(context.Context) (*job.Jobs, error) { return j, nil }})
	t.Cleanup(c.Close)
	return c, "Bearer " + k.Token()
}

func ask[T any](t *testing.T, c *Console, token, method, path, body string, status int) (out T) {
	t.Helper()
	w := send(c, method, "/api/v1"+path, body, "X-Tarn", "1", "Authorization", token)
	if w.Code != status {
		t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// idle waits until nothing that was begun goes on.
func idle(t *testing.T, c *Console) {
	t.Helper()
	for range 1000 {
		busy := false
		c.backfills.Range(func(any, any) bool { busy = true; return false })
		if !busy {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("it goes on and on")
}

// TestJobDays runs days of May of which one fails, and reads the calendar.
func TestJobDays(t *testing.T) {
	c, token := jobsStarted(t)
	begun := ask[Backfilling](t, c, token, "POST", "/jobs/daily/backfill", `{"from":"2024-05-02","to":"2024-05-05"}`, 200)
	if begun.Of != 4 {
		t.Errorf("of %d", begun.Of)
	}
	idle(t, c)
	ask[any](t, c, token, "POST", "/jobs/daily/run", `{"day":"2024-05-08","parameters":{"least":"3"}}`, 200)
	idle(t, c)
	days := ask[JobDays](t, c, token, "GET", "/jobs/daily/days?from=2024-05-01&to=2024-05-08", "", 200)
	var got []string
	for _, d := range days.Days {
		got = append(got, d.Day[8:]+" "+d.State)
	}
	if want := "01 open, 02 done, 03 failed, 04 done, 05 done, 06 missing, 07 missing, 08 done"; strings.Join(got, ", ") != want {
		t.Errorf("the days are %s", strings.Join(got, ", "))
	}
	// Today's interval is not over.
	days = ask[JobDays](t, c, token, "GET", "/jobs/daily/days?from=2024-06-19&to=2024-06-21", "", 200)
	if days.Days[0].State != "missing" || days.Days[1].State != "future" || days.Days[2].State != "future" {
		t.Errorf("around today: %+v", days.Days)
	}
	runs := ask[JobRuns](t, c, token, "GET", "/jobs/daily/runs?day=2024-05-03", "", 200)
	if len(runs.Runs) != 1 || runs.Runs[0].State != "failed" || !strings.Contains(runs.Runs[0].Error, "the third") || !slices.Equal(runs.Runs[0].Queries, []string{"q2"}) || runs.Runs[0].Start != "2024-05-02T15:00:00Z" {
		t.Errorf("the runs of the third: %+v", runs)
	}
	for path, status := range map[string]int{"/jobs/daily/days?from=x&to=2024-05-08": 400, "/jobs/daily/days?from=2024-05-01&to=2026-05-08": 400, "/jobs/none/days?from=2024-05-01&to=2024-05-08": 404, "/jobs/none": 404} {
		ask[any](t, c, token, "GET", path, "", status)
	}
	ask[any](t, c, token, "POST", "/jobs/daily/run", `{"parameters":{"most":"3"}}`, 400)
	ask[any](t, c, token, "POST", "/jobs/daily/run", `{"day":"May"}`, 400)
	ask[any](t, c, token, "POST", "/jobs/daily/backfill", `{"from":"2025-05-02","to":"2025-05-05"}`, 400)
}

// TestJobSettings ends runs that go on, moves a bookmark, and has a schedule followed or not.
func TestJobSettings(t *testing.T) {
	c, token := jobsStarted(t)
	ask[any](t, c, token, "DELETE", "/jobs/daily/backfill", "", 404)
	ask[any](t, c, token, "POST", "/jobs/daily/backfill", `{"from":"2024-06-02","to":"2024-06-05"}`, 200)
	ask[any](t, c, token, "POST", "/jobs/daily/run", `{}`, 409)
	if j := ask[Job](t, c, token, "GET", "/jobs/daily", "", 200); j.Backfilling == nil || j.Backfilling.Of != 4 || j.Parameters["least"] != "10" {
		t.Errorf("it goes on, and is %+v", j)
	}
	for len(ask[JobRuns](t, c, token, "GET", "/jobs/daily/runs", "", 200).Runs) == 0 {
		time.Sleep(time.Millisecond)
	}
	ask[any](t, c, token, "DELETE", "/jobs/daily/backfill", "", 200)
	idle(t, c)
	runs := ask[JobRuns](t, c, token, "GET", "/jobs/daily/runs", "", 200).Runs
	if len(runs) != 1 || !strings.Contains(runs[0].Error, "ended by ann") {
		t.Errorf("ended, the runs are %+v", runs)
	}

	ask[any](t, c, token, "PUT", "/jobs/daily/bookmark", `{"to":"2024-05-07"}`, 200)
	ask[any](t, c, token, "PUT", "/jobs/daily/bookmark/paused", `{"paused":true}`, 200)
	ask[any](t, c, token, "PUT", "/jobs/daily/bookmark", `{"to":"May"}`, 400)
	ask[any](t, c, token, "PUT", "/jobs/daily/enabled", `{"enabled":false}`, 200)
	if j := ask[Job](t, c, token, "GET", "/jobs/daily", "", 200); j.Bookmark != "2024-05-06T15:00:00Z" || !j.Paused || j.Enabled {
		t.Errorf("it is %+v", j)
	}
	list := ask[JobList](t, c, token, "GET", "/jobs", "", 200)
	if !slices.ContainsFunc(list.Jobs, func(j Job) bool { return j.Name == "daily" && !j.BuiltIn }) || len(list.Faults) != 1 || !strings.Contains(list.Faults[0], "broken.yaml") {
		t.Errorf("the list is %+v", list)
	}
}
