package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// dailyFiles writes thirty days of events, day n with n, and a job that takes them apart by day.
func dailyFiles(t *testing.T) (dir string) {
	t.Helper()
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	var events []string
	for day := 1; day <= 30; day++ {
		for n := range day {
			events = append(events, fmt.Sprintf(`{"eventTime":"2024-04-%02dT12:00:%02dZ","eventID":"%d-%d","eventName":"GetObject"}`, day, n, day, n))
		}
	}
	if err := os.WriteFile(filepath.Join(logs, "a.json"), []byte(`{"Records":[`+strings.Join(events, ",")+`]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "import", logs); code != exitOK {
		t.Fatal(talk)
	}
	if err := os.MkdirAll(filepath.Join(dir, "jobs"), 0o700); err != nil {
		t.Fatal(err)
	}
	job := `name: daily
schedule: cron(0 0 * * ? *)
start_date: 2024-04-01
catch_up: true
sql: SELECT eventid, @ds AS day FROM cloudtrail WHERE eventTime >= @data_interval_start AND eventTime < @data_interval_end
target: default.daily
partition_by: [day]
replace: ["day=@ds"]
`
	if err := os.WriteFile(filepath.Join(dir, "jobs", "daily.yaml"), []byte(job), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// exactly fails unless the job's table has each day's events, once.
func exactly(t *testing.T, dir string) {
	t.Helper()
	var want strings.Builder
	want.WriteString("day,n,d\n")
	for day := 1; day <= 30; day++ {
		fmt.Fprintf(&want, "2024-04-%02d,%d,%d\n", day, day, day)
	}
	code, out, talk := tarn(t.Context(), dir, "", "query", "SELECT day, count(*) AS n, count(DISTINCT eventid) AS d FROM daily GROUP BY 1 ORDER BY 1", "-o", "csv")
	if code != exitOK || out != want.String() {
		t.Errorf("%s%s", out, talk)
	}
}

// TestABackfillThatIsKilledGoesOn: kill -9 at random instants, until a backfill comes to its end.
func TestABackfillThatIsKilledGoesOn(t *testing.T) {
	dir := dailyFiles(t)
	kills := 0
	for begun := time.Now(); ; kills++ {
		if time.Since(begun) > 2*time.Minute {
			t.Fatalf("not at the end after %d kills", kills)
		}
		cmd := exec.Command("tarn", "--data", dir, "job", "backfill", "daily", "--from", "2024-04-01", "--to", "2024-04-30")
		var talk strings.Builder
		cmd.Stderr = &talk
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		life := time.Duration(100+rand.IntN(1200)+200*(kills/10)) * time.Millisecond
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("%v: %s", err, talk.String())
			}
		case <-time.After(life):
			cmd.Process.Kill()
			<-ended
			continue
		}
		break
	}
	t.Logf("%d kills", kills)
	exactly(t, dir)
	code, out, talk := tarn(t.Context(), dir, "", "query", "SELECT count(*) FROM daily", "-o", "csv")
	if code != exitOK || !strings.HasSuffix(out, "\n465\n") {
		t.Error(out, talk)
	}
}

// TestAServerAndACommandRunAnIntervalOnce: the schedule of a server and two backfills beside it.
func TestAServerAndACommandRunAnIntervalOnce(t *testing.T) {
	dir := dailyFiles(t)
	s := up(t, dir)
	var work sync.WaitGroup
	for range 2 {
		work.Go(func() {
			if out, err := exec.Command("tarn", "--data", dir, "job", "backfill", "daily", "--from", "2024-04-01", "--to", "2024-04-30").CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	work.Wait()
	exactly(t, dir)
	code, out, talk := tarn(t.Context(), dir, "", "job", "runs", "daily", "--max", "100000", "-o", "json")
	if code != exitOK {
		t.Fatal(talk)
	}
	for day := 1; day <= 30; day++ {
		if n := strings.Count(out, fmt.Sprintf(`"start": "2024-04-%02dT00:00:00Z"`, day)); n != 1 {
			t.Errorf("day %d has %d runs", day, n)
		}
	}
	if strings.Contains(s.talk.String(), "failed") {
		t.Error(s.talk)
	}
}
