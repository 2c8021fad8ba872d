package pack

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// lines gives each source as many rows as its number's remainder by five says, of a text, a list and a structure.
func lines(_ context.Context, s Source, yield func([]any) error) error {
	var n int
	fmt.Sscanf(s.URI, "s3://b/%d", &n)
	for i := range n % 5 {
		row := []any{s.URI, []any{int64(i), nil, int64(n)}, []any{fmt.Sprint(i), nil}}
		if i == 3 {
			row = []any{nil, []any{}, nil}
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}

const lineColumns = "name string; list array<int>; part struct<a:string,b:int>"

// fresh has the rows of sources as packs of a folder of their own have them.
func fresh(t *testing.T, all []Source) []string {
	t.Helper()
	s := &Store{Dir: t.TempDir(), Limit: 1 << 30}
	h, err := s.Bring(t.Context(), define(t, "d", lineColumns), all, lines, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Release()
	return sorted(read(t, h))
}

func sorted(rows []string) []string {
	slices.Sort(rows)
	return rows
}

func packsOf(t *testing.T, s *Store, name string) (packs, manifests int) {
	t.Helper()
	a, _ := filepath.Glob(filepath.Join(s.Dir, name, "*"+packSuffix))
	b, _ := filepath.Glob(filepath.Join(s.Dir, name, "*"+manifestSuffix))
	return len(a), len(b)
}

func TestSmallPacksArePutTogether(t *testing.T) {
	s, d, all := &Store{Dir: t.TempDir(), Limit: 1 << 30}, define(t, "d", lineColumns), sources(300)
	most := 0
	for n := 2; n <= len(all); n += 2 { // two files come at a time
		h, err := s.Bring(t.Context(), d, all[:n], lines, nil)
		if err != nil || h.Parsed != 2 {
			t.Fatalf("%+v %v", h, err)
		}
		if n%50 == 0 {
			if got := sorted(read(t, h)); !slices.Equal(got, fresh(t, all[:n])) {
				t.Fatalf("of %d files there are %d rows", n, len(got))
			}
		}
		h.Release()
		_, manifests := packsOf(t, s, "d")
		most = max(most, manifests)
	}
	if most > mergeFrom {
		t.Errorf("%d packs", most)
	}
	// Some of the files, in another order, one that was replaced, and none of those that are gone.
	some := slices.Clone(all[100:250])
	rand.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
	some[3].ETag = "another"
	h, err := s.Bring(t.Context(), d, some, lines, nil)
	if err != nil || h.Parsed != 1 {
		t.Fatalf("%+v %v", h, err)
	}
	defer h.Release()
	if got := sorted(read(t, h)); !slices.Equal(got, fresh(t, some)) {
		t.Errorf("%d rows", len(got))
	}
	for _, p := range h.Packs {
		for _, part := range p.Parts {
			rows := 0
			if lines(t.Context(), some[part.Source], func([]any) error { rows++; return nil }) != nil || int64(rows) != part.Rows {
				t.Errorf("%s has %d rows, not %d", some[part.Source].URI, part.Rows, rows)
			}
		}
	}
}

// Packs that somebody reads stay until the next who brings files finds them unused.
func TestPacksThatAreReadStayWhenTheyAreMerged(t *testing.T) {
	s, d, all := &Store{Dir: t.TempDir(), Limit: 1 << 30}, define(t, "d", lineColumns), sources(100)
	var held *Held
	for n := range mergeFrom - 1 {
		h, err := s.Bring(t.Context(), d, all[:5*(n+1)], lines, nil)
		if err != nil {
			t.Fatal(err)
		}
		if held != nil {
			held.Release()
		}
		held = h
	}
	want := sorted(read(t, held))
	bring := func(n int) {
		t.Helper()
		h, err := (&Store{Dir: s.Dir, Limit: s.Limit}).Bring(t.Context(), d, all[:n], lines, nil) // another process
		if err != nil {
			t.Fatal(err)
		}
		h.Release()
	}
	bring(80)
	if got := sorted(read(t, held)); !slices.Equal(got, want) {
		t.Errorf("%d rows, not %d", len(got), len(want))
	}
	if _, manifests := packsOf(t, s, "d"); manifests < mergeFrom {
		t.Errorf("%d packs while some are read", manifests)
	}
	held.Release()
	for n := 81; n <= 100; n++ {
		bring(n)
	}
	if _, manifests := packsOf(t, s, "d"); manifests > mergeFrom {
		t.Errorf("%d packs", manifests)
	}
}

// TestMergeElsewhere is what other processes run, which are this test's program.
func TestMergeElsewhere(t *testing.T) {
	dir := os.Getenv("TARN_TEST_MERGE")
	if dir == "" {
		t.Skip("it is run by the tests of several processes")
	}
	s, all := &Store{Dir: dir, Limit: 1 << 30}, sources(400)
	for n := 1; n <= len(all); n++ {
		h, err := s.Bring(t.Context(), define(t, "d", lineColumns), all[:n], lines, nil)
		if err != nil {
			t.Fatal(err)
		}
		if n%40 == 0 {
			if got, want := len(read(t, h)), 2*n; got != want {
				t.Errorf("of %d files there are %d rows, not %d", n, got, want)
			}
		}
		h.Release()
	}
}

func TestAMergeThatIsKilledLeavesEachRowOnce(t *testing.T) {
	dir := t.TempDir()
	elsewhere := func() *exec.Cmd {
		c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=TestMergeElsewhere$", "-test.v")
		c.Env = append(os.Environ(), "TARN_TEST_MERGE="+dir)
		return c
	}
	kills := 0
	for begun := time.Now(); ; kills++ {
		if time.Since(begun) > 2*time.Minute {
			t.Fatalf("not at the end after %d kills", kills)
		}
		done := make(chan string, 2)
		var group sync.WaitGroup
		for range 2 {
			c := elsewhere()
			group.Go(func() {
				timer := time.AfterFunc(time.Duration(100+rand.IntN(400)+100*kills)*time.Millisecond, func() {
					if c.Process != nil {
						c.Process.Kill()
					}
				})
				out, err := c.CombinedOutput()
				timer.Stop()
				switch {
				case err == nil:
					done <- ""
				case c.ProcessState.ExitCode() >= 0:
					done <- string(out)
				}
			})
		}
		group.Wait()
		close(done)
		ended := 0
		for out := range done {
			if ended++; out != "" {
				t.Fatal(out)
			}
		}
		if ended == 2 {
			break
		}
	}
	s, all := &Store{Dir: dir, Limit: 1 << 30}, sources(400)
	h, err := s.Bring(t.Context(), define(t, "d", lineColumns), all, lines, nil)
	if err != nil || h.Parsed != 0 {
		t.Fatalf("%+v %v", h, err)
	}
	defer h.Release()
	if got := sorted(read(t, h)); !slices.Equal(got, fresh(t, all)) {
		t.Errorf("%d rows", len(got))
	}
	if packs, manifests := packsOf(t, s, "d"); manifests > 2*mergeFrom || packs > manifests {
		t.Errorf("%d packs, %d manifests", packs, manifests)
	}
	entries, err := os.ReadDir(filepath.Join(dir, "d"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), partSuffix) || strings.HasSuffix(e.Name(), claimSuffix) {
			t.Error(e.Name())
		}
	}
	t.Logf("%d kills", kills)
}

// What is left of a definition that has no pack any more goes after a day, unless somebody is at it.
func TestWhatIsLeftOfDefinitionsGoes(t *testing.T) {
	s := &Store{Dir: t.TempDir(), Limit: 1 << 30}
	none := func(context.Context, Source, func([]any) error) error { return nil }
	for name, parse := range map[string]Parse{"empty": none, "rows": names} {
		h, err := s.Bring(t.Context(), define(t, name, "name string"), sources(3), parse, nil)
		if err != nil {
			t.Fatal(err)
		}
		h.Release()
	}
	there := func(want string) {
		t.Helper()
		entries, err := os.ReadDir(s.Dir)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range entries {
			if e.IsDir() {
				got = append(got, e.Name())
			}
		}
		if strings.Join(got, " ") != want {
			t.Error(got)
		}
	}
	if err := s.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	there("empty leases rows")
	old := time.Now().Add(-2 * sweepAfter)
	for _, name := range []string{"empty", "leases", "rows"} {
		if err := os.Chtimes(filepath.Join(s.Dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	there("leases rows")
	// Who comes back begins anew.
	if h, err := s.Bring(t.Context(), define(t, "empty", "name string"), sources(3), none, nil); err != nil || h.Parsed != 3 {
		t.Errorf("%+v %v", h, err)
	}
}
