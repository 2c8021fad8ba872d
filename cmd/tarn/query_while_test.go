package main

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tarn/internal/ingest"
	"tarn/internal/lake"
	"tarn/internal/schema"
	"tarn/internal/state"
)

// TestQueryWhileFilesAreReplaced reads half of a result, lets compaction and expiry replace every file that the statement
// reads, with no grace at all, and reads the other half.
func TestQueryWhileFilesAreReplaced(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	tarn(t.Context(), dir, "", "demo", logs, "--logs", "none", "--events", "1500", "--days", "2")
	importFolder(t, dir, filepath.Join(logs, "trail2"), "--no-compact")
	importFolder(t, dir, logs, "--no-compact")
	events := count(t, dir, "SELECT count(*) FROM cloudtrail")

	out, in := io.Pipe()
	ended := make(chan int, 1)
	var talk bytes.Buffer
	go func() {
		code := run(t.Context(), []string{"--data", dir, "query", "-o", "csv", "SELECT n, eventID, userAgent FROM cloudtrail CROSS JOIN UNNEST(sequence(1, 200)) AS s(n)"}, strings.NewReader(""), in, &talk)
		in.Close()
		ended <- code
	}()
	lines := 0
	buffer := make([]byte, 64<<10)
	read := func() error {
		n, err := out.Read(buffer)
		lines += bytes.Count(buffer[:n], []byte("\n"))
		return err
	}
	if err := read(); err != nil {
		t.Fatalf("%v: %s", err, talk.String())
	}

	before, after := replaceFiles(t, dir)
	for _, path := range before {
		if strings.Contains(strings.Join(after, "\n"), path) {
			t.Errorf("%s was not replaced", path)
		}
	}
	for err := error(nil); err == nil; {
		err = read()
	}
	if code := <-ended; code != exitOK || lines != 1+200*events {
		t.Errorf("the query ends with %d and %d lines, want %d: %s", code, lines, 1+200*events, talk.String())
	}
	replaceFiles(t, dir)
	for _, path := range before {
		if left, _ := filepath.Glob(path); len(left) > 0 {
			t.Errorf("%s is still there, and nobody needs it", path)
		}
	}
	if n := count(t, dir, "SELECT count(*) FROM cloudtrail"); n != events {
		t.Errorf("%d events afterwards, want %d", n, events)
	}
}

// replaceFiles compacts, and removes at once what no snapshot needs. It returns the data files before and after.
func replaceFiles(t *testing.T, dir string) (before, after []string) {
	t.Helper()
	l, err := lake.Open(filepath.Join(dir, "lake"), lake.Options{Grace: time.Nanosecond})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	db, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	stores, err := db.Stores(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	table, err := l.Table(t.Context(), stores[0].Table, schema.CloudTrail)
	if err != nil {
		t.Fatal(err)
	}
	before, _ = filepath.Glob(filepath.Join(dir, "lake", table.Name(), "data", "*", "*.parquet"))
	m := ingest.Maintenance{Compaction: lake.Compaction{MinFiles: 2}, Expiry: lake.Expiry{Keep: 1}}
	if _, err := ingest.Maintain(t.Context(), table, stores[0].ID, db, m); err != nil {
		t.Fatal(err)
	}
	p, err := table.Plan(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Release()
	return before, p.Paths
}
