package ingest_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/ingest"
	"tarn/internal/lake"
	"tarn/internal/rows"
	"tarn/internal/schema"
	"tarn/internal/state"
)

// The test kills a process that imports, compacts, expires and sweeps: this test binary, told by its environment to do just
// that.
const killedDir, killedLogs = "TARN_TEST_KILLED_DIR", "TARN_TEST_KILLED_LOGS"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killedDir); dir != "" {
		if err := importAndMaintain(context.Background(), dir, os.Getenv(killedLogs)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if dir := os.Getenv(killedGroup); dir != "" {
		if err := importGroup(context.Background(), dir, os.Getenv(killedLogs)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func importAndMaintain(ctx context.Context, dir, logs string) error {
	l, err := lake.Open(filepath.Join(dir, "lake"), lake.Options{Grace: time.Nanosecond})
	if err != nil {
		return err
	}
	defer l.Close()
	db, err := state.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer db.Close()
	table, err := l.Table(ctx, "events", schema.CloudTrail)
	if err != nil {
		if table, err = l.CreateTable(ctx, "events", schema.CloudTrail); err != nil {
			return err
		}
	}
	m := ingest.New(dir, l, table, "store", db, ingest.Options{Workers: 2, BatchRows: 150, CommitEvery: time.Nanosecond, MinFree: -1})
	if _, err := m.Run(ctx, folder(logs)); err != nil {
		return err
	}
	_, err = ingest.Maintain(ctx, table, "store", db, ingest.Maintenance{Compaction: lake.Compaction{MinFiles: 2}, Expiry: lake.Expiry{Keep: 1}})
	return err
}

// writeLogs makes objects whose events overlap: each event is in two objects, on one of three days.
func writeLogs(t *testing.T, dir string, objects, each int) (want []string) {
	t.Helper()
	for i := range objects {
		var lines []string
		for j := range each {
			n := (i*each/2 + j)
			id := fmt.Sprintf("event-%06d", n)
			lines = append(lines, fmt.Sprintf(`{"eventTime":"2024-05-%02dT07:%02d:09Z","eventID":%q,"eventName":"E","requestParameters":{"n":%d,"pad":%q}}`, 6+n%3, n%60, id, n, strings.Repeat("x", n%500)))
			want = append(want, id)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("object-%04d.json", i)), []byte(`{"Records":[`+strings.Join(lines, ",")+`]}`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(want)
	return slices.Compact(want)
}

func TestKilledAtAnyInstant(t *testing.T) {
	kills := 200
	if testing.Short() {
		kills = 20
	}
	logs := t.TempDir()
	want := writeLogs(t, logs, 40, 200)
	for n := range 2 { // most of the time is waiting
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			killImports(t, logs, want, kills/2)
		})
	}
}

// killImports kills imports at random instants, and lets one end whenever it does.
func killImports(t *testing.T, logs string, want []string, kills int) {
	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	var slowest time.Duration
	rounds := 0
	for killed := 0; killed < kills; rounds++ {
		dir := t.TempDir()
		for finished := false; !finished; {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), killedDir+"="+dir, killedLogs+"="+logs)
			var stderr strings.Builder
			cmd.Stderr = &stderr
			begun := time.Now()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			delay := time.Duration(rnd.IntN(600)) * time.Millisecond
			if killed >= kills {
				delay = time.Minute
			}
			select {
			case err := <-ended:
				if err != nil {
					t.Fatalf("after %d kills: %v\n%s", killed, err, stderr.String())
				}
				finished = true
				slowest = max(slowest, time.Since(begun))
			case <-time.After(delay):
				cmd.Process.Kill()
				<-ended
				killed++
			}
		}
		checkStore(t, dir, want)
		os.RemoveAll(dir)
	}
	t.Logf("%d kills in %d stores; the slowest restart that ran to its end took %v", kills, rounds, slowest)
	if slowest > 10*time.Second {
		t.Logf("a restart took longer than ten seconds")
	}
}

// checkStore compares the store with what must be in it, and the files with what was recorded.
func checkStore(t *testing.T, dir string, want []string) {
	t.Helper()
	s := openSetup(t, dir, false)
	defer s.lake.Close()
	defer s.state.Close()
	if got := s.ids(); !slices.Equal(got, want) {
		t.Fatalf("%d events in the store, %d distinct, want %d", len(got), len(slices.Compact(slices.Clone(got))), len(want))
	}
	v, err := s.table.Verify(t.Context(), func(p string) (string, bool, error) { return s.state.FileHash(t.Context(), p) }, nil)
	if err != nil || len(v.Faults) > 0 {
		t.Fatalf("verification: %v %v", v.Faults, err)
	}
	if open, err := s.state.Open(t.Context(), "store"); err != nil || len(open) > 0 {
		t.Fatalf("open batches: %v %v", open, err)
	}
	if _, events, err := s.state.Totals(t.Context(), "store"); err != nil || events != int64(len(want)) {
		t.Fatalf("the ledger counts %d events, want %d (%v)", events, len(want), err)
	}
}

func (s *setup) ids() []string {
	s.t.Helper()
	p, err := s.table.Plan(s.t.Context(), nil)
	if err != nil {
		s.t.Fatal(err)
	}
	defer p.Release()
	b := rows.NewBatch(s.table.Layout(), 100)
	var out []string
	for _, path := range p.Paths {
		err := s.table.ReadGroups(s.t.Context(), path, b, "", nil, func() error {
			for row := range b.N {
				id, _ := b.String(b.Leaf("eventID"), row)
				out = append(out, strings.Clone(id))
			}
			return nil
		})
		if err != nil {
			s.t.Fatal(err)
		}
	}
	slices.Sort(out)
	return out
}

func TestTwoImportsAtOnce(t *testing.T) {
	t.Parallel()
	logs := t.TempDir()
	want := writeLogs(t, logs, 20, 100)
	dir := t.TempDir()
	newer := openSetup(t, dir, true)
	newer.lake.Close()
	newer.state.Close()
	ended := make(chan error, 3)
	for range 3 {
		go func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), killedDir+"="+dir, killedLogs+"="+logs)
			out, err := cmd.CombinedOutput()
			if err != nil {
				err = fmt.Errorf("%w: %s", err, out)
			}
			ended <- err
		}()
	}
	for range 3 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	checkStore(t, dir, want)
}

func TestInterruptedImportCommitsWhatItRead(t *testing.T) {
	logs := t.TempDir()
	want := writeLogs(t, logs, 30, 100)
	s := newSetup(t)
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	walk := folder(logs)
	r, err := s.try(ctx, ingest.Options{BatchRows: 70}, func(ctx context.Context, yield func(ingest.Found) error) error {
		return walk(ctx, func(f ingest.Found) error {
			if n++; n == 10 {
				cancel()
			}
			return yield(f)
		})
	})
	if err != nil || !r.Interrupted || s.rows() != r.Events.In {
		t.Fatalf("%d rows, report %+v, %v", s.rows(), r, err)
	}
	s.run(ingest.Options{}, walk)
	if got := s.ids(); !slices.Equal(got, want) {
		t.Errorf("%d events after going on, want %d", len(got), len(want))
	}
}
