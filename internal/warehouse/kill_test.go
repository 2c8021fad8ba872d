package warehouse_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/lake"
	"tarn/internal/warehouse"
)

const (
	elsewhereDir  = "TARN_TEST_WAREHOUSE"
	elsewhereRuns = "TARN_TEST_RUNS"
)

// TestRunsElsewhere is what other processes run, which are this test's program.
func TestRunsElsewhere(t *testing.T) {
	dir := os.Getenv(elsewhereDir)
	if dir == "" {
		t.Skip("it is run by the tests of several processes")
	}
	h := openIn(t, dir)
	for _, run := range strings.Fields(os.Getenv(elsewhereRuns)) {
		if err := h.do(run); err != nil {
			t.Fatal(err)
		}
	}
}

func elsewhere(t *testing.T, dir string, runs []string) *exec.Cmd {
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=TestRunsElsewhere$", "-test.v")
	c.Env = append(os.Environ(), elsewhereDir+"="+dir, elsewhereRuns+"="+strings.Join(runs, " "))
	return c
}

// do is what a job does for a run: add3 adds ten rows to the partition added of days, over3 replaces the partition over3 by three rows, and
// make3 makes a table made3 of two rows. A run that is done is not done again.
func (h *house) do(run string) error {
	ctx := context.Background()
	write := warehouse.Write{Run: run, By: []string{"ymd"}}
	table, rows := "days", ""
	switch what := strings.TrimRight(run, "0123456789"); what {
	case "add":
		rows = "SELECT n, 'added' FROM UNNEST(sequence(1, 10)) AS v(n)"
	case "over":
		rows, write.Overwrite = "SELECT n, '"+run+"' FROM UNNEST(sequence(1, 3)) AS v(n)", true
	case "make":
		rows, table = "SELECT n, 'a' FROM UNNEST(sequence(1, 2)) AS v(n)", run
	case "column":
		return h.addColumn(run)
	default:
		return fmt.Errorf("there is no run %s", run)
	}
	if done, err := h.Committed(ctx, "default", table, run); err != nil || done {
		return err
	}
	t, err := h.Data.Table(ctx, "default", table)
	if errors.Is(err, catalog.ErrTableNotFound) {
		t = catalog.Table{Database: "default", Name: table, Type: catalog.ExternalTable, Parameters: map[string]string{"table_type": "ICEBERG"}}
		t.Storage.Columns = []catalog.Column{{Name: "n", Type: "int"}, {Name: "ymd", Type: "string"}}
		_, err = h.CreateIceberg(ctx, t, h.analysed(rows), write, func() {})
		if errors.Is(err, catalog.ErrTableExists) {
			return nil // another process was first
		}
		return err
	}
	for err == nil {
		more := ""
		for _, c := range t.Storage.Columns[2:] {
			more += ", '" + c.Name + "'"
		}
		_, err = h.WriteIceberg(ctx, t, h.analysed(strings.Replace(rows, " FROM", more+" FROM", 1)), write, func() {})
		if e := (*engine.Error)(nil); !errors.As(err, &e) || e.Code != "ICEBERG_INVALID_METADATA" {
			break
		}
		t, err = h.Data.Table(ctx, "default", table) // its columns were changed meanwhile
	}
	return err
}

func allRuns(n int) (runs []string) {
	for i := range n {
		runs = append(runs, fmt.Sprintf("add%d", i), fmt.Sprintf("over%d", i), fmt.Sprintf("make%d", i))
	}
	return runs
}

// once fails unless n runs of each kind have happened, each once.
func (h *house) once(n int) {
	h.t.Helper()
	for sql, want := range map[string]string{
		"SELECT count(*), sum(n) FROM days WHERE ymd = 'added'":                                                                          fmt.Sprintf("%d:%d", 10*n, 55*n),
		"SELECT count(*), count(DISTINCT ymd), sum(n) FROM days WHERE ymd LIKE 'over%'":                                                  fmt.Sprintf("%d:%d:%d", 3*n, n, 6*n),
		"SELECT count(*) FROM (SELECT ymd FROM days WHERE ymd LIKE 'over%' GROUP BY ymd HAVING count(*) <> 3 OR count(DISTINCT n) <> 3)": "0",
	} {
		if got := h.rows(sql); got != want {
			h.t.Errorf("%s: %s, not %s", sql, got, want)
		}
	}
	for i := range n {
		if got := h.rows(fmt.Sprintf("SELECT count(*), sum(n) FROM make%d", i)); got != "2:3" {
			h.t.Errorf("make%d: %s", i, got)
		}
	}
	tables, err := h.Data.Tables(h.t.Context(), "default", "", 0)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, t := range tables {
		if v, err := h.Verify(h.t.Context(), t, nil); err != nil || len(v.Faults) > 0 {
			h.t.Errorf("%s: %v %v", t.Name, v.Faults, err)
		}
	}
}

// tidied fails unless what is left on disk is what the tables need, after what killed writers left has become old.
func (h *house) tidied(dir string) {
	h.t.Helper()
	// A lease of a minute ago may be one whose process has not locked it yet.
	leases, err := filepath.Glob(filepath.Join(dir, "lake", "leases", "*"))
	if err != nil {
		h.t.Fatal(err)
	}
	for _, path := range leases {
		old := time.Now().Add(-time.Hour)
		if err := os.Chtimes(path, old, old); err != nil {
			h.t.Fatal(err)
		}
	}
	for _, later := range []time.Duration{0, 48 * time.Hour} {
		if err := h.Tidy(h.t.Context(), time.Now().Add(later), nil); err != nil {
			h.t.Fatal(err)
		}
	}
	names, err := h.Lake.Tables(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	tables, err := h.Data.Tables(h.t.Context(), "default", "", 0)
	if err != nil || len(tables) != len(names) {
		h.t.Errorf("%d tables are in the lake where %d are in the database (%v)", len(names), len(tables), err)
	}
}

// killed has runs done by a process that is killed again and again, until one comes to the end.
func killed(t *testing.T, dir string, runs []string) {
	t.Helper()
	kills := 0
	for begun := time.Now(); ; kills++ {
		if time.Since(begun) > 2*time.Minute {
			t.Fatalf("not at the end after %d kills", kills)
		}
		c := elsewhere(t, dir, runs)
		var out strings.Builder
		c.Stdout, c.Stderr = &out, &out
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- c.Wait() }()
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("%v: %s", err, out.String())
			}
		case <-time.After(time.Duration(150+rand.IntN(350)+20*kills) * time.Millisecond):
			c.Process.Kill()
			<-ended
			continue
		}
		break
	}
	t.Logf("%d kills", kills)
}

func TestRunsThatAreKilledHappenOnce(t *testing.T) {
	const n = 8
	dir := t.TempDir()
	h := openIn(t, dir)
	h.days("SELECT 1, 'first'")
	killed(t, dir, allRuns(n))
	h.once(n)
	h.tidied(dir)
	h.once(n)
}

// compacting puts the files of days together again and again, until it is stopped.
func (h *house) compacting() (stop func()) {
	end, ended := make(chan bool), make(chan int)
	go func() {
		total := 0
		for {
			select {
			case <-end:
				ended <- total
				return
			case <-time.After(20 * time.Millisecond):
			}
			table, err := h.Data.Table(context.Background(), "default", "days")
			if err == nil {
				var c lake.Compacted
				c, err = h.Compact(context.Background(), table, 2, nil)
				total += c.FilesBefore
			}
			if e := (*engine.Error)(nil); err != nil && (!errors.As(err, &e) || e.Code != "ICEBERG_INVALID_METADATA") {
				h.t.Error(err)
			}
		}
	}()
	return func() {
		close(end)
		h.t.Logf("%d files were put together meanwhile", <-ended)
	}
}

func TestTwoWritersAtOnce(t *testing.T) {
	const n = 6
	dir := t.TempDir()
	h := openIn(t, dir)
	h.days("SELECT 1, 'first'")
	var group sync.WaitGroup
	for i := range 2 {
		runs := allRuns(n)
		rand.New(rand.NewPCG(uint64(i), 7)).Shuffle(len(runs), func(a, b int) { runs[a], runs[b] = runs[b], runs[a] })
		group.Go(func() {
			if out, err := elsewhere(t, dir, runs).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	stop := h.compacting() // a third
	group.Wait()
	stop()
	h.once(n)
}

func TestCompactionLeavesRowsAndVersions(t *testing.T) {
	h := open(t)
	table := h.days("SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c')) AS v(n, ymd)")
	for i := range 5 {
		if _, err := h.Insert(t.Context(), table, h.analysed(fmt.Sprintf("SELECT %d, 'b'", 4+i)), func() {}); err != nil {
			t.Fatal(err)
		}
	}
	c, err := h.Compact(t.Context(), table, 3, nil)
	if err != nil || c.Days != 1 || c.FilesBefore != 6 || c.FilesAfter != 1 || c.Rows != 6 {
		t.Errorf("%+v %v", c, err)
	}
	if got := h.rows("SELECT n, ymd FROM days ORDER BY n"); got != "1:a 2:b 3:c 4:b 5:b 6:b 7:b 8:b" {
		t.Error(got)
	}
	if c, err = h.Compact(t.Context(), table, 3, nil); err != nil || c.FilesBefore != 0 {
		t.Errorf("%+v %v", c, err)
	}
	// A run that is in a snapshot before is still known.
	if _, err := h.WriteIceberg(t.Context(), table, h.analysed("SELECT 9, 'c'"), warehouse.Write{Run: "nine"}, func() {}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Compact(t.Context(), table, 2, nil); err != nil {
		t.Fatal(err)
	}
	if done, err := h.Committed(t.Context(), "default", "days", "nine"); err != nil || !done {
		t.Error(done, err)
	}
}

// Partitions are told apart by each of their values, whatever is in them.
func TestCompactionKeepsPartitionsApart(t *testing.T) {
	h := open(t)
	table := catalog.Table{Database: "default", Name: "two", Type: catalog.ExternalTable, Parameters: map[string]string{"table_type": "ICEBERG"}}
	table.Storage.Columns = []catalog.Column{{Name: "n", Type: "int"}, {Name: "a", Type: "string"}, {Name: "b", Type: "string"}}
	if _, err := h.CreateIceberg(t.Context(), table, h.analysed("SELECT 1, 'x y', 'z'"), warehouse.Write{By: []string{"a", "b"}}, func() {}); err != nil {
		t.Fatal(err)
	}
	table, err := h.Data.Table(t.Context(), "default", "two")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Insert(t.Context(), table, h.analysed("SELECT 2, 'x', 'y z'"), func() {}); err != nil {
		t.Fatal(err)
	}
	if c, err := h.Compact(t.Context(), table, 2, nil); err != nil || c.FilesBefore != 0 {
		t.Errorf("%+v %v", c, err)
	}
	if got := h.rows("SELECT n FROM two WHERE a = 'x y'") + " " + h.rows("SELECT n FROM two WHERE a = 'x'"); got != "1 2" {
		t.Error(got)
	}
	changed := table
	changed.Storage.Columns = table.Storage.Columns[1:]
	if _, err := h.Compact(t.Context(), changed, 2, nil); err == nil {
		t.Error("rows were written again without a column")
	}
}

func TestDamageIsFound(t *testing.T) {
	dir := t.TempDir()
	h := openIn(t, dir)
	table := h.days("SELECT 1, 'a' UNION ALL SELECT 2, 'b'")
	files, err := filepath.Glob(filepath.Join(dir, "lake", "made_*", "data", "*.parquet"))
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	content, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	content[8] ^= 1
	if err := errors.Join(os.WriteFile(files[0], content, 0o600), os.Remove(files[1])); err != nil {
		t.Fatal(err)
	}
	v, err := h.Verify(t.Context(), table, nil)
	if err != nil || len(v.Faults) != 2 {
		t.Fatalf("%+v %v", v, err)
	}
	for _, f := range v.Faults {
		if want := map[bool]string{true: "its SHA-256 is ", false: "it cannot be read: "}[f.Path == files[0]]; !strings.HasPrefix(f.Reason, want) {
			t.Error(f)
		}
	}
}
