package main

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/demo"
	"tarn/internal/imports"
	"tarn/internal/objects"
	"tarn/internal/selector"
)

// watched keeps what an import told last.
type watched struct {
	mu       sync.Mutex
	counted  imports.Statistics
	failures []string
}

func (w *watched) Counted(s imports.Statistics) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.counted = s
}

func (w *watched) Failed(location, _, _ string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failures = append(w.failures, location)
}

// TestImportOfATrail brings the demonstration's logs from a bucket of Tarn's own into a store of management events, once, however
// often it is asked for, and a broken file once it was mended.
func TestImportOfATrail(t *testing.T) {
	ctx := t.Context()
	logs := t.TempDir()
	truth, err := demo.Write(ctx, logs, demo.Options{Seed: 1, Days: 6, Events: 900})
	if err != nil {
		t.Fatal(err)
	}
	a := &app{stdout: io.Discard, stderr: io.Discard, dataDir: t.TempDir(), log: slog.New(slog.DiscardHandler)}
	d, err := a.open(ctx, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	buckets := &objects.Buckets{Dir: filepath.Join(d.dir, "objects"), Index: d.state}
	bucket, err := buckets.Ensure(ctx, "trail-logs")
	if err != nil {
		t.Fatal(err)
	}
	put := func(key, content string) {
		t.Helper()
		if _, err := bucket.Put(ctx, key, strings.NewReader(content), objects.PutOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	files := 0
	err = filepath.WalkDir(logs, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		key, _ := filepath.Rel(logs, path)
		put(filepath.ToSlash(key), string(content))
		if strings.Contains(key, "/CloudTrail/") {
			files++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const broken = "AWSLogs/111122223333/CloudTrail/us-east-1/2026/10/30/111122223333_CloudTrail_us-east-1_20261030T0000Z_x.json.gz"
	put(broken, "not gzip")

	s := catalog.NewStore("copies", time.Now())
	s = s.Select(selector.Default())
	if err := (keptStores{d}).AddStore(ctx, s); err != nil {
		t.Fatal(err)
	}
	run := func(i imports.Import) *watched {
		t.Helper()
		w := &watched{}
		i.ID, i.Store, i.URI = "x", s.ID, "s3://trail-logs/AWSLogs"
		if err := a.importTrail(d, buckets)(ctx, i, w); err != nil {
			t.Fatal(err)
		}
		return w
	}
	rows := func() (n int64) {
		t.Helper()
		_, n, err := d.state.Totals(context.Background(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	first := run(imports.Import{})
	if len(first.failures) == 0 || first.failures[len(first.failures)-1] == "" {
		t.Errorf("the broken file is no failure: %+v", first)
	}
	if first.counted.PrefixesFound == 0 || first.counted.PrefixesCompleted >= first.counted.PrefixesFound || first.counted.FailedEntries != int64(len(first.failures)) {
		t.Errorf("%+v with %d failures", first.counted, len(first.failures))
	}
	in := rows()
	if in == 0 || in >= int64(truth.Events) {
		t.Errorf("%d events of %d are in: not the management events alone", in, truth.Events)
	}
	// Again nothing is new, and the count is the same.
	second := run(imports.Import{})
	if rows() != in || len(second.failures) != 0 || second.counted.FilesCompleted != first.counted.FilesCompleted || second.counted.EventsCompleted != first.counted.EventsCompleted {
		t.Errorf("%+v after %+v: %d events after %d", second.counted, first.counted, rows(), in)
	}
	// The broken file is mended, and a retry reads it.
	put(broken, `{"Records":[{"eventTime":"2026-10-30T00:00:00Z","eventID":"mended","eventCategory":"Management","eventName":"X","eventSource":"ec2.amazonaws.com"}]}`)
	again := run(imports.Import{Again: []string{"s3://trail-logs/" + broken}})
	if rows() != in+1 || len(again.failures) != 0 {
		t.Errorf("%d events after %d, %v", rows(), in, again.failures)
	}
	// A time bounds the folders of days.
	other := catalog.NewStore("two-days", time.Now())
	if err := (keptStores{d}).AddStore(ctx, other); err != nil {
		t.Fatal(err)
	}
	s = other
	day := time.Date(2026, 10, 30, 12, 0, 0, 0, time.UTC)
	bounded := run(imports.Import{From: day, To: day.Add(time.Hour)})
	if bounded.counted.FilesCompleted == 0 || bounded.counted.FilesCompleted >= int64(files) {
		t.Errorf("%+v of %d files", bounded.counted, files)
	}
	stop, cancel := context.WithCancel(ctx)
	cancel()
	w := &watched{}
	if err := a.importTrail(d, buckets)(stop, imports.Import{Store: s.ID, URI: "s3://trail-logs/"}, w); err != nil && stop.Err() == nil {
		t.Errorf("stopped: %v", err)
	}
}
