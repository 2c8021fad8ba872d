package main

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/selector"
)

// TestChannelJournal brings kept events in once, also where the file was left behind by a process that ended too early.
func TestChannelJournal(t *testing.T) {
	ctx := t.Context()
	a := &app{stdout: io.Discard, stderr: io.Discard, dataDir: t.TempDir(), log: slog.New(slog.DiscardHandler)}
	d, err := a.open(ctx, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	s := catalog.NewStore("outside", time.Now()).Select(selector.Selectors{{FieldSelectors: []selector.Field{{Field: "eventCategory", Equals: []string{selector.ActivityAuditLog}}}}})
	if err := (keptStores{d}).AddStore(ctx, s); err != nil {
		t.Fatal(err)
	}
	j := newChannelJournal(d)
	keep := func(ids ...string) {
		t.Helper()
		var events [][]byte
		for _, id := range ids {
			events = append(events, []byte(`{"eventVersion":"1.08","eventCategory":"ActivityAuditLog","eventType":"ActivityLog","eventID":"`+id+`","eventTime":"2026-11-01T00:00:00Z","eventData":{"UID":"u","eventName":"Login","userIdentity":{"type":"Person","principalId":"ann"}}}`))
		}
		if err := j.Keep(ctx, []string{s.ID}, events); err != nil {
			t.Fatal(err)
		}
	}
	held := func() []string {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(j.dir, s.ID, "*.json"))
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	rows := func(want int64) {
		t.Helper()
		if err := j.drain(ctx, a); err != nil {
			t.Fatal(err)
		}
		_, table, err := d.store(ctx, s.ID, false)
		if err != nil {
			t.Fatal(err)
		}
		days, err := table.Days(ctx)
		if err != nil {
			t.Fatal(err)
		}
		n := int64(0)
		for _, day := range days {
			n += day.Rows
		}
		if left := held(); n != want || len(left) > 0 {
			t.Errorf("%d rows, not %d; files left: %v", n, want, left)
		}
	}
	keep("a", "b")
	file := held()[0]
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows(2)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	rows(2)
	keep("c")
	keep("d", "e")
	rows(5)
}
