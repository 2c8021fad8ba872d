package lake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

func open(t *testing.T, dir string, grace time.Duration) *Lake {
	t.Helper()
	l, err := Open(dir, Options{Grace: grace})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// openMoved opens a lake that is not where it was made.
func openMoved(t *testing.T, dir string) *Lake {
	t.Helper()
	l, err := Open(dir, Options{Moved: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func newTable(t *testing.T, l *Lake) *Table {
	t.Helper()
	table, err := l.CreateTable(t.Context(), "events", schema.CloudTrail)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

const day0 = int64(19_800) * microsPerDay

// put commits one batch with n events on each of the given days.
func put(t *testing.T, table *Table, batch string, n int, days ...int) []DataFile {
	t.Helper()
	b := rows.NewBatch(table.Layout(), n)
	for _, day := range days {
		for i := range n {
			b.Begin()
			b.SetInt(b.Leaf("eventTime"), day0+int64(day)*microsPerDay+int64(n-i)*1_000_000)
			b.SetString(b.Leaf("eventID"), fmt.Appendf(nil, "%s-%d-%d", batch, day, i))
			b.SetString(b.Leaf("eventName"), []byte("GetObject"))
		}
	}
	files, err := table.NewWriter().Write(b, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Commit(t.Context(), batch, files); err != nil {
		t.Fatal(err)
	}
	return files
}

// ids reads every eventID of the table's current snapshot through its files.
func ids(t *testing.T, table *Table) []string {
	t.Helper()
	p, err := table.Plan(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Release()
	var out []string
	b := rows.NewBatch(table.Layout(), 100)
	for _, path := range p.Paths {
		err := table.ReadGroups(t.Context(), path, b, "", nil, func() error {
			for row := range b.N {
				id, _ := b.String(b.Leaf("eventID"), row)
				out = append(out, strings.Clone(id))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(out)
	return out
}

func at(day int, hour int) time.Time {
	return time.UnixMicro(day0 + int64(day)*microsPerDay).UTC().Add(time.Duration(hour) * time.Hour)
}

func TestPlanLeavesOutFilesByEventTime(t *testing.T) {
	table := newTable(t, open(t, t.TempDir(), 0))
	put(t, table, "a", 100, 0, 1, 2, 3)
	put(t, table, "b", 100, 2)
	for _, c := range []struct {
		where []schema.Predicate
		files int
	}{
		{nil, 5},
		{[]schema.Predicate{{Column: "eventTime", Op: schema.Ge, Values: []any{at(2, 0)}}, {Column: "eventTime", Op: schema.Lt, Values: []any{at(3, 0)}}}, 2},
		{[]schema.Predicate{{Column: "eventTime", Op: schema.Eq, Values: []any{at(1, 0).Add(5 * time.Second)}}}, 1},
		{[]schema.Predicate{{Column: "eventTime", Op: schema.Gt, Values: []any{at(1, 12)}}, {Column: "eventTime", Op: schema.Lt, Values: []any{at(1, 13)}}}, 0},
		{[]schema.Predicate{{Column: "eventName", Op: schema.Eq, Values: []any{"x"}}}, 5},
	} {
		p, err := table.Plan(t.Context(), c.where)
		if err != nil {
			t.Fatal(err)
		}
		p.Release()
		if len(p.Paths) != c.files || p.Total != 5 {
			t.Errorf("%v: %d of %d files, want %d of 5", c.where, len(p.Paths), p.Total, c.files)
		}
	}
}

func TestCompactionKeepsEveryRowAndSorts(t *testing.T) {
	table := newTable(t, open(t, t.TempDir(), 0))
	for i := range 6 {
		put(t, table, fmt.Sprint("batch", i), 500, 0, 1)
	}
	put(t, table, "alone", 10, 9)
	want := ids(t, table)
	c, err := table.Compact(t.Context(), Compaction{})
	if err != nil {
		t.Fatal(err)
	}
	if c.Days != 2 || c.FilesBefore != 12 || c.FilesAfter != 2 || c.Rows != 6000 {
		t.Errorf("%+v", c)
	}
	if got := ids(t, table); !slices.Equal(got, want) {
		t.Errorf("%d rows after the compaction, %d before it", len(got), len(want))
	}
	days, err := table.Days(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := rows.NewBatch(table.Layout(), 100)
	for _, d := range days {
		last := int64(0)
		for _, f := range d.Files {
			table.ReadGroups(t.Context(), f, b, "", nil, func() error {
				for row := range b.N {
					v, _ := b.Int(b.Leaf("eventTime"), row)
					if v < last {
						t.Fatalf("%s is not sorted", f)
					}
					last = v
				}
				return nil
			})
		}
	}
	if again, err := table.Compact(t.Context(), Compaction{}); err != nil || again.Days != 0 {
		t.Errorf("compacting again did %+v, %v", again, err)
	}
}

func TestTwoCompactionsAtOnce(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, 0)
	table := newTable(t, l)
	for i := range 5 {
		put(t, table, fmt.Sprint("batch", i), 50, 0)
	}
	want := ids(t, table)
	other, err := open(t, dir, 0).Table(t.Context(), "events", schema.CloudTrail)
	if err != nil {
		t.Fatal(err)
	}
	_, err = table.Compact(t.Context(), Compaction{Written: func([]DataFile) error {
		_, err := other.Compact(t.Context(), Compaction{})
		return err
	}})
	if !errors.Is(err, ErrReplaced) {
		t.Errorf("the compaction that came second said %v", err)
	}
	if got := ids(t, table); !slices.Equal(got, want) {
		t.Errorf("%d rows, want %d", len(got), len(want))
	}
}

func TestSweepWaitsForGraceAndForQueries(t *testing.T) {
	table := newTable(t, open(t, t.TempDir(), time.Millisecond))
	for i := range 5 {
		put(t, table, fmt.Sprint("batch", i), 50, 0)
	}
	held, err := table.Plan(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := table.Compact(t.Context(), Compaction{}); err != nil {
		t.Fatal(err)
	}
	sweep := func() Swept {
		t.Helper()
		if _, err := table.Expire(t.Context(), Expiry{OlderThan: 0, Keep: 1}, nil); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Millisecond)
		s, err := table.Sweep(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	sweep()
	sweep()
	for _, path := range held.Paths {
		if _, err := os.Stat(path); err != nil {
			t.Fatalf("a file that a query holds is gone: %v", err)
		}
	}
	held.Release()
	if s := sweep(); s.Files < 5 {
		t.Errorf("after the query %+v was swept", s)
	}
	for _, path := range held.Paths {
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s is still there", path)
		}
	}
	if n := len(ids(t, table)); n != 250 {
		t.Errorf("%d rows, want 250", n)
	}
}

func TestExpiryKeepsTheSnapshotOfAStagedBatch(t *testing.T) {
	table := newTable(t, open(t, t.TempDir(), 0))
	for i := range 8 {
		put(t, table, fmt.Sprint("batch", i), 1, 0)
	}
	if _, err := table.Expire(t.Context(), Expiry{Keep: 2}, map[string]bool{"batch3": true}); err != nil {
		t.Fatal(err)
	}
	if c := table.Committed(); !c["batch3"] || c["batch2"] {
		t.Errorf("batches that are still named: %v", c)
	}
}

func TestRetentionDropsDaysAndCountsThem(t *testing.T) {
	table := newTable(t, open(t, t.TempDir(), 0))
	put(t, table, "a", 10, 0, 1, 2)
	n, err := table.Truncate(t.Context(), int32(19_802))
	if err != nil || n != 20 || table.Dropped() != 20 {
		t.Errorf("%d rows dropped, %d counted, %v", n, table.Dropped(), err)
	}
	if got := ids(t, table); len(got) != 10 {
		t.Errorf("%d rows left", len(got))
	}
}

func TestAMovedLakeIsRelocated(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "here lake é")
	l := open(t, dir, 0)
	table := newTable(t, l)
	put(t, table, "a", 10, 0, 1)
	put(t, table, "b", 10, 1)
	want := ids(t, table)
	l.Close()
	there := filepath.Join(t.TempDir(), "there")
	if err := os.Rename(dir, there); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(there, Options{}); !errors.Is(err, ErrMoved) || !strings.Contains(err.Error(), there) {
		t.Errorf("a moved lake was opened: %v", err)
	}
	l = openMoved(t, there)
	for range 2 {
		if _, err := l.Relocate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	table, err := l.Table(t.Context(), "events", schema.CloudTrail)
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(t, table); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if c := table.Committed(); !c["a"] || !c["b"] {
		t.Errorf("the batches are forgotten: %v", c)
	}
	put(t, table, "c", 10, 1)
	if got := ids(t, table); len(got) != 40 {
		t.Errorf("%d rows after another commit", len(got))
	}
}

func TestAnOlderTableGetsTheNewColumns(t *testing.T) {
	l := open(t, t.TempDir(), 0)
	older := *schema.CloudTrail
	older.Columns = slices.DeleteFunc(slices.Clone(older.Columns), func(c schema.Stored) bool { return c.Name == "tlsDetails" || c.Name == "errorCode" })
	for i, c := range older.Columns {
		if c.Name == "userIdentity" || c.Name == "resources" {
			older.Columns[i].Members = c.Members[:len(c.Members)-1]
		}
	}
	if _, err := l.CreateTable(t.Context(), "events", &older); err != nil {
		t.Fatal(err)
	}
	table, err := l.Table(t.Context(), "events", schema.CloudTrail)
	if err != nil {
		t.Fatal(err)
	}
	put(t, table, "old", 5, 0)
	before, err := l.Table(t.Context(), "events", schema.CloudTrail)
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Upgrade(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := before.Compact(t.Context(), Compaction{}); !errors.Is(err, ErrNewer) {
		t.Errorf("one that does not know the new columns compacts: %v", err)
	}
	if err := before.Upgrade(t.Context()); err != nil {
		t.Errorf("the second to upgrade: %v", err)
	}
	if len(missingColumns(nil, schema.CloudTrail.Columns, table.Schema().Columns)) > 0 {
		t.Error("columns are still missing")
	}
	put(t, table, "new", 5, 0)
	if got := ids(t, table); len(got) != 10 {
		t.Errorf("%d rows", len(got))
	}
}

func TestVerifyFindsWhatWasChanged(t *testing.T) {
	table := newTable(t, open(t, t.TempDir(), 0))
	files := put(t, table, "a", 1000, 0, 1, 2)
	sums := map[string]string{}
	for _, f := range files {
		sums[table.lake.Relative(f.Path)] = f.SHA256
	}
	verify := func() []Fault {
		t.Helper()
		v, err := table.Verify(context.Background(), func(p string) (string, bool, error) { s, ok := sums[p]; return s, ok, nil }, nil)
		if err != nil {
			t.Fatal(err)
		}
		return v.Faults
	}
	if f := verify(); len(f) != 0 {
		t.Fatalf("faults in a good lake: %v", f)
	}
	b, _ := os.ReadFile(files[0].Path)
	b[len(b)/2] ^= 1
	os.WriteFile(files[0].Path, b, 0o600)
	os.Remove(files[1].Path)
	delete(sums, table.lake.Relative(files[2].Path))
	faulty := map[string]bool{}
	for _, f := range verify() {
		faulty[f.Path] = true
	}
	if len(faulty) != 3 {
		t.Errorf("faults in %v", faulty)
	}
}

func TestBackupWhileOthersCommit(t *testing.T) {
	dir := t.TempDir()
	table := newTable(t, open(t, dir, 0))
	put(t, table, "a", 10, 0)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 10 {
			put(t, table, fmt.Sprint("more", i), 10, 0)
		}
	}()
	to := t.TempDir()
	if _, err := open(t, dir, 0).Backup(t.Context(), filepath.Join(to, "lake"), true, nil); err != nil {
		t.Fatal(err)
	}
	<-done
	l := openMoved(t, filepath.Join(to, "lake"))
	if _, err := l.Relocate(t.Context()); err != nil {
		t.Fatal(err)
	}
	copied, err := l.Table(t.Context(), "events", schema.CloudTrail)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(ids(t, copied)); n < 10 || n%10 != 0 {
		t.Errorf("%d rows in the copy", n)
	}
}

// Text that compresses well is larger in memory than in files: what is sorted at a time is bounded.
func TestCompactionOfTextThatCompressesWell(t *testing.T) {
	table := newTable(t, open(t, t.TempDir(), 0))
	pad := strings.Repeat("x", 100_000)
	want := 0
	for file := range 30 {
		b := rows.NewBatch(table.Layout(), 128)
		for i := range 100 {
			b.Begin()
			b.SetInt(b.Leaf("eventTime"), day0+int64(i*30+file))
			b.SetString(b.Leaf("eventID"), fmt.Appendf(nil, "%d-%d", file, i))
			b.SetString(b.Leaf("userAgent"), fmt.Appendf(nil, "%d-%d-%s", file, i, pad))
			want++
		}
		files, err := table.NewWriter().Write(b, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := table.Commit(t.Context(), fmt.Sprint(file), files); err != nil {
			t.Fatal(err)
		}
	}
	groups := 0
	done, err := table.Compact(t.Context(), Compaction{Written: func(files []DataFile) error {
		groups = len(files[0].Splits)
		return nil
	}})
	if err != nil || done.FilesBefore != 30 || done.FilesAfter != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	if groups < 2 {
		t.Error("300 MB were sorted at a time")
	}
	if got := ids(t, table); len(slices.Compact(got)) != want {
		t.Errorf("%d rows, want %d", len(got), want)
	}
}

func TestAFolderOfAnyName(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "100%41 #1?")
	table := newTable(t, open(t, dir, time.Nanosecond))
	put(t, table, "a", 3, 0)
	put(t, table, "b", 3, 0)
	if _, err := table.Compact(t.Context(), Compaction{MinFiles: 2}); err != nil {
		t.Fatal(err)
	}
	again, err := open(t, dir, 0).Table(t.Context(), "events", schema.CloudTrail)
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(t, again); len(got) != 6 {
		t.Errorf("%d rows, want 6", len(got))
	}
	if beside, _ := os.ReadDir(filepath.Dir(dir)); len(beside) != 1 {
		t.Errorf("something was written beside the lake: %v", beside)
	}
	filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if info, err := d.Info(); err == nil && strings.Contains(path, "metadata") && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is open to others: %v", path, info.Mode())
		}
		return err
	})
}
