package ingest_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"tarn/internal/ingest"
	"tarn/internal/lake"
	"tarn/internal/schema"
	"tarn/internal/state"
)

// setup is a data directory with one store.
type setup struct {
	t     testing.TB
	dir   string
	lake  *lake.Lake
	table *lake.Table
	state *state.DB
}

func newSetup(t testing.TB) *setup {
	t.Helper()
	return openSetup(t, t.TempDir(), true)
}

func openSetup(t testing.TB, dir string, create bool) *setup {
	t.Helper()
	ctx := t.Context()
	l, err := lake.Open(filepath.Join(dir, "lake"), lake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	db, err := state.Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var table *lake.Table
	if create {
		table, err = l.CreateTable(ctx, "events", schema.CloudTrail)
	} else {
		table, err = l.Table(ctx, "events", schema.CloudTrail)
	}
	if err != nil {
		t.Fatal(err)
	}
	return &setup{t, dir, l, table, db}
}

func (s *setup) run(o ingest.Options, walk ingest.Walk) ingest.Report {
	s.t.Helper()
	r, err := s.try(s.t.Context(), o, walk)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *setup) try(ctx context.Context, o ingest.Options, walk ingest.Walk) (ingest.Report, error) {
	return ingest.New(s.dir, s.lake, s.table, "store", s.state, o).Run(ctx, walk)
}

// rows is the number of rows that the table counts.
func (s *setup) rows() int64 {
	s.t.Helper()
	days, err := s.table.Days(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	var n int64
	for _, d := range days {
		n += d.Rows
	}
	return n
}

// folder walks the files of a folder.
func folder(dir string) ingest.Walk {
	return func(ctx context.Context, yield func(ingest.Found) error) error {
		return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), "LICENSE") {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			return yield(ingest.Found{
				Object: ingest.Object{URI: path, ETag: fmt.Sprint(info.ModTime().UnixNano()), Size: info.Size()},
				Open: func(context.Context) (ingest.Body, error) {
					f, err := os.Open(path)
					return ingest.Body{ReadCloser: f}, err
				},
			})
		})
	}
}

// texts walks objects given by name and content, in the order given.
func texts(pairs ...string) ingest.Walk {
	return func(ctx context.Context, yield func(ingest.Found) error) error {
		for i := 0; i < len(pairs); i += 2 {
			name, content := pairs[i], pairs[i+1]
			err := yield(ingest.Found{
				Object: ingest.Object{URI: name, ETag: fmt.Sprint(len(content)), Size: int64(len(content))},
				Open: func(context.Context) (ingest.Body, error) {
					return ingest.Body{ReadCloser: io.NopCloser(strings.NewReader(content))}, nil
				},
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
}

func sharedData(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "data", name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the sample data %s is not here", name)
	}
	return dir
}

func event(id, name string, extra ...string) string {
	return fmt.Sprintf(`{"eventVersion":"1.08","eventTime":"2024-05-06T07:08:09Z","eventID":%q,"eventName":%q%s}`, id, name, strings.Join(extra, ""))
}

func TestInvictusTwiceIsInvictusOnce(t *testing.T) {
	dir := sharedData(t, "s3layout-invictus")
	s := newSetup(t)
	for _, workers := range []int{2, 1} {
		r := s.run(ingest.Options{Workers: workers, BatchRows: 700}, folder(dir))
		if n := s.rows(); n != 2900 {
			t.Fatalf("%d rows, want 2900; report %+v", n, r)
		}
		if r.Events.Quarantined != 0 || r.Events.Duplicates != 0 {
			t.Errorf("report %+v", r)
		}
	}
	again := s.run(ingest.Options{Again: true}, folder(dir))
	if s.rows() != 2900 || again.Events.Duplicates != 2900 || again.Events.In != 0 {
		t.Errorf("reading everything again: %d rows, report %+v", s.rows(), again)
	}
}

func TestCopiesAreDroppedAndForgeriesSetAside(t *testing.T) {
	s := newSetup(t)
	a := event("11111111-1111-1111-1111-111111111111", "GetObject")
	spaced := strings.Replace(a, `,"eventName"`, ` , "eventName"`, 1)
	forged := event("11111111-1111-1111-1111-111111111111", "PutObject")
	b := event("22222222-2222-2222-2222-222222222222", "GetObject")
	nameless := `{"eventTime":"2024-05-06T07:08:09Z","eventName":"NoID"}`

	r := s.run(ingest.Options{}, texts("one", `{"Records":[`+strings.Join([]string{a, spaced, forged, b, nameless, nameless}, ",")+`]}`))
	if r.Events.Records != 6 || r.Events.In != 3 || r.Events.Duplicates != 2 || r.Events.Conflicts != 1 || r.Events.Quarantined != 1 {
		t.Errorf("in one object: %+v", r.Events)
	}
	r = s.run(ingest.Options{}, texts("two", a+"\n"+spaced+"\n"+forged+"\n"+nameless+"\n"+strings.Replace(nameless, ",", " ,", 1)))
	if r.Events.Records != 5 || r.Events.In != 0 || r.Events.Duplicates != 4 || r.Events.Conflicts != 1 {
		t.Errorf("against the store: %+v", r.Events)
	}
	// Without its index the store tells the same.
	if err := os.RemoveAll(filepath.Join(s.dir, "index")); err != nil {
		t.Fatal(err)
	}
	r = s.run(ingest.Options{}, texts("three", a+"\n"+spaced+"\n"+forged+"\n"+nameless+"\n"+b))
	if r.Events.In != 0 || r.Events.Duplicates != 4 || r.Events.Conflicts != 1 {
		t.Errorf("with the index made anew: %+v", r.Events)
	}
	if s.rows() != 3 {
		t.Errorf("%d rows, want 3", s.rows())
	}
}

func TestCorruptObjectsKeepWhatCanBeRead(t *testing.T) {
	s := newSetup(t)
	r := s.run(ingest.Options{}, texts(
		"middle", `{"Records":[`+event("a", "A")+`,{"eventTime":"2024-05-06T07:08:09Z","eventID":"x",},`+event("b", "B")+`]}`,
		"cut", `{"Records":[`+event("c", "C")+`,{"eventTime":"2024-05-0`,
		"empty", ``,
		"none", `{"Records":[]}`,
		"text", `hello`,
	))
	if s.rows() != 3 || r.Events.In != 3 {
		t.Errorf("%d rows, report %+v", s.rows(), r)
	}
	if r.Events.Records != r.Events.In+r.Events.Duplicates+r.Events.Quarantined {
		t.Errorf("records are not accounted for: %+v", r.Events)
	}
	again := s.run(ingest.Options{}, texts("empty", ``, "none", `{"Records":[]}`))
	if again.Objects.Skipped != 2 {
		t.Errorf("objects without events are read again: %+v", again.Objects)
	}
}

func TestManySmallBatchesOfTheSameDay(t *testing.T) {
	s := newSetup(t)
	var pairs []string
	for i := range 40 {
		var lines []string
		for j := range 50 {
			lines = append(lines, event(fmt.Sprintf("id-%d", (i*25+j)), "E"))
		}
		pairs = append(pairs, fmt.Sprint("object", i), strings.Join(lines, "\n"))
	}
	r := s.run(ingest.Options{Workers: 2, BatchRows: 50, CommitEvery: 1}, texts(pairs...))
	if want := int64(39*25 + 50); s.rows() != want || r.Events.In != want || r.Events.Duplicates != 2000-want {
		t.Errorf("%d rows, want %d; report %+v", s.rows(), want, r.Events)
	}
	again := s.run(ingest.Options{Again: true}, texts(pairs...))
	if again.Events.In != 0 || again.Events.Duplicates != 2000 {
		t.Errorf("again: %+v", again.Events)
	}
}

func TestLowDiskHoldsTheImport(t *testing.T) {
	s := newSetup(t)
	ctx, cancel := context.WithCancel(t.Context())
	said := make(chan string, 10)
	go func() {
		<-said
		cancel()
	}()
	r, err := s.try(ctx, ingest.Options{MinFree: 1 << 60, Say: func(m string) { said <- m }}, texts("one", event("a", "A")))
	if err != nil || !r.Interrupted || s.rows() != 0 {
		t.Errorf("%d rows, report %+v, %v", s.rows(), r, err)
	}
	if r = s.run(ingest.Options{}, texts("one", event("a", "A"))); r.Events.In != 1 {
		t.Errorf("with enough disk: %+v", r.Events)
	}
}

// A gz file of a few megabytes may hold gigabytes. What an import holds at a time stays bounded.
func TestMemoryStaysBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 600 MB of text")
	}
	s := newSetup(t)
	pad := strings.Repeat("x", 20_000)
	n := 30_000
	walk := func(ctx context.Context, yield func(ingest.Found) error) error {
		return yield(ingest.Found{Object: ingest.Object{URI: "large"}, Open: func(context.Context) (ingest.Body, error) {
			r, w := io.Pipe()
			go func() {
				z := gzip.NewWriter(w)
				for i := range n {
					fmt.Fprintln(z, event(fmt.Sprint("id-", i), "E", `,"requestParameters":"`, pad, `"`))
				}
				z.Close()
				w.Close()
			}()
			return ingest.Body{ReadCloser: r}, nil
		}})
	}
	peak := peakHeap()
	r := s.run(ingest.Options{}, walk)
	if r.Events.In != int64(n) {
		t.Errorf("report %+v", r)
	}
	if grown := peak(); grown > 300<<20 {
		t.Errorf("the heap grew to %d MB for %d MB of text", grown>>20, r.DecodedBytes>>20)
	}
}

// peakHeap watches how large the heap gets until what it returns is called.
func peakHeap() func() uint64 {
	stop, peak := make(chan struct{}), make(chan uint64)
	go func() {
		var m runtime.MemStats
		var most uint64
		for {
			select {
			case <-stop:
				peak <- most
				return
			case <-time.After(10 * time.Millisecond):
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse)
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-peak
	}
}

// Where an import goes on in a large object, it keeps nothing of what it skips.
func TestGoingOnInALargeObject(t *testing.T) {
	s := newSetup(t)
	const n = 8_000
	pad := strings.Repeat("x", 40_000) + `"}`
	large := ingest.Object{URI: "large"}
	begun := ingest.Batch{ID: "an earlier one", Store: "store", Parts: []ingest.Part{{Object: large, Records: n - 1}}}
	for _, err := range []error{s.state.Begin(t.Context(), "store", begun.ID), s.state.Stage(t.Context(), begun), s.state.Done(t.Context(), begun.ID)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	peak := peakHeap()
	r := s.run(ingest.Options{BatchBytes: 4 << 20}, func(ctx context.Context, yield func(ingest.Found) error) error {
		return yield(ingest.Found{Object: large, Open: func(context.Context) (ingest.Body, error) {
			r, w := io.Pipe()
			go func() {
				for i := range n {
					head, _ := strings.CutSuffix(event(fmt.Sprint("id-", i), "E", `,"requestParameters":{"n":"`, fmt.Sprint(i)), "}")
					io.WriteString(w, head)
					io.WriteString(w, pad)
					io.WriteString(w, "}\n")
				}
				w.Close()
			}()
			return ingest.Body{ReadCloser: r}, nil
		}})
	})
	if r.Events.In != 1 || r.Objects.New != 1 {
		t.Errorf("report %+v", r)
	}
	if grown := peak(); grown > 150<<20 {
		t.Errorf("the heap grew to %d MB for %d MB of text", grown>>20, r.DecodedBytes>>20)
	}
}
