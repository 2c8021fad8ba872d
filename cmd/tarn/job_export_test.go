package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	goparquet "github.com/parquet-go/parquet-go"

	"tarn/internal/blob/blobtest"
)

// exportJob writes the file of a job that takes the events of dailyFiles apart by day, as the round that is given, with a copy at a place.
func exportJob(t *testing.T, dir, name, place string, round int) {
	t.Helper()
	job := fmt.Sprintf(`name: %s
schedule: cron(0 0 * * ? *)
start_date: 2024-04-01
parameters: {round: %d}
sql: SELECT eventid, CAST(@round AS integer) AS round, @ds AS day FROM cloudtrail WHERE eventTime >= @data_interval_start AND eventTime < @data_interval_end
target: default.%[1]s
partition_by: [day]
export: %[3]s
`, name, round, place)
	if err := os.WriteFile(filepath.Join(dir, "jobs", name+".yaml"), []byte(job), 0o600); err != nil {
		t.Fatal(err)
	}
}

// roundsOf reads a copy as any reader of Parquet files in folders does: how many of each day's events are of each round.
func roundsOf(t *testing.T, place string) map[string]map[int]int {
	t.Helper()
	days := map[string]map[int]int{}
	paths, _ := filepath.Glob(filepath.Join(place, "day=*", "*.parquet"))
	for _, path := range paths {
		rows, err := goparquet.ReadFile[struct {
			EventID string `parquet:"eventid"`
			Round   int32  `parquet:"round"`
		}](path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		day := strings.TrimPrefix(filepath.Base(filepath.Dir(path)), "day=")
		if days[day] == nil {
			days[day] = map[int]int{}
		}
		for _, r := range rows {
			days[day][int(r.Round)]++
		}
	}
	return days
}

// TestACopyThatIsKilledIsEndedByTheNextRun: kill -9 at random instants of runs that replace a table's partitions and bring its copy up to
// date. At no instant is an event missing from the copy, and the run that is let end leaves what the table has. TARN_KILLS says how many.
func TestACopyThatIsKilledIsEndedByTheNextRun(t *testing.T) {
	kills := 3
	if n, err := strconv.Atoi(os.Getenv("TARN_KILLS")); err == nil {
		kills = n
	}
	t.Run("folder", func(t *testing.T) {
		place := filepath.Join(t.TempDir(), "copy") // a link to a folder: what is replaced goes there, too
		if err := os.Symlink(t.TempDir(), place); err != nil {
			t.Fatal(err)
		}
		killExports(t, dailyFiles(t), place, place, kills)
	})
	t.Run("bucket", func(t *testing.T) {
		s := blobtest.StartS3(t)
		s.Setenv(t)
		s.Put(t, "team", "else.txt", []byte("x"), nil)
		// A bucket far away: most instants are between two requests of a copy.
		far := blobtest.StartProxy(t, s.Endpoint, blobtest.Fault{Delay: 60 * time.Millisecond})
		dir := dailyFiles(t)
		config := "s3:\n- bucket: team\n  endpoint_url: " + far.Endpoint + "\n  region: us-east-1\n"
		if err := os.WriteFile(filepath.Join(dir, "tarn.yaml"), []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
		killExports(t, dir, "s3://team/daily", filepath.Join(s.Dir, "team", "daily"), kills)
	})
}

// killExports has a job keep a copy at a place, which is a folder that can be looked into.
func killExports(t *testing.T, dir, place, folder string, kills int) {
	const days = 6
	backfill := func(round int) *exec.Cmd {
		exportJob(t, dir, "daily", place, round)
		return exec.Command("tarn", "--data", dir, "job", "backfill", "daily", "--from", "2024-04-01", "--to", fmt.Sprintf("2024-04-%02d", days), "--rerun")
	}
	whole := func(days map[string]map[int]int, day int) bool {
		return slices.Contains(slices.Collect(maps.Values(days[fmt.Sprintf("2024-04-%02d", day)])), day)
	}
	begun := time.Now()
	if out, err := backfill(0).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	life := time.Since(begun)
	both := 0
	for round := 1; round <= kills; round++ {
		cmd := backfill(round)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(life))))
		cmd.Process.Kill()
		cmd.Wait()
		now := roundsOf(t, folder)
		for day := 1; day <= days; day++ {
			if !whole(now, day) {
				t.Errorf("round %d was killed, and the copy has of day %d %v", round, day, now[fmt.Sprintf("2024-04-%02d", day)])
			}
			if len(now[fmt.Sprintf("2024-04-%02d", day)]) > 1 {
				both++
			}
		}
	}
	t.Logf("%d kills, after %d of which old and new rows were beside each other", kills, both)
	if out, err := backfill(kills + 1).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := map[string]map[int]int{}
	for day := 1; day <= days; day++ {
		want[fmt.Sprintf("2024-04-%02d", day)] = map[int]int{kills + 1: day}
	}
	if got := roundsOf(t, folder); !maps.EqualFunc(got, want, maps.Equal) {
		t.Errorf("the copy has %v", got)
	}
	paths, _ := filepath.Glob(filepath.Join(folder, "*", "*"))
	hidden, _ := filepath.Glob(filepath.Join(folder, "*", ".tarn-*"))
	if len(paths) != days || len(hidden) > 0 {
		t.Errorf("the copy has the files %v, %v", paths, hidden)
	}
	if got := ask(t, dir, "SELECT count(*), count(DISTINCT eventid), min(round), max(round) FROM daily"); got != fmt.Sprintf("21,21,%d,%[1]d", kills+1) {
		t.Errorf("the table has %s", got)
	}
}

// TestTwoJobsDoNotShareACopy: the second is refused before it removes what is the first's.
func TestTwoJobsDoNotShareACopy(t *testing.T) {
	dir, place := dailyFiles(t), filepath.Join(t.TempDir(), "copy")
	exportJob(t, dir, "one", place, 1)
	exportJob(t, dir, "two", place+"/", 2)
	if code, out, talk := tarn(t.Context(), dir, "", "job", "run", "one", "--date", "2024-04-03"); code != exitOK {
		t.Fatal(out, talk)
	}
	code, _, talk := tarn(t.Context(), dir, "", "job", "run", "two", "--date", "2024-04-03")
	if want := "is not for the copy of default.two: the place has files of another table: _tarn_copy.json says that it is the copy of default.one"; code != exitFailed || !strings.Contains(talk, want) {
		t.Errorf("%d: %s", code, talk)
	}
	if got := roundsOf(t, place); len(got) != 1 || got["2024-04-03"][1] != 3 {
		t.Errorf("the first's copy has %v", got)
	}
	if code, out, talk := tarn(t.Context(), dir, "", "job", "list"); code != exitOK || !strings.Contains(talk, "two.yaml: export: "+place+"/ is where one exports to") {
		t.Errorf("%d: %s%s", code, out, talk)
	}
	// A table that is no more leaves its place.
	if code, _, talk := tarn(t.Context(), dir, "", "query", "DROP TABLE one"); code != exitOK {
		t.Fatal(talk)
	}
	if code, out, talk := tarn(t.Context(), dir, "", "job", "run", "two", "--date", "2024-04-03", "--rerun"); code != exitOK {
		t.Fatal(out, talk)
	}
	if got := roundsOf(t, place); len(got) != 1 || got["2024-04-03"][2] != 3 {
		t.Errorf("the second's copy has %v", got)
	}
}
