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

// TestChannelJournalOfSeveralStores keeps a call for all its stores or for none, also where it is made again, or a process ended
// within.
func TestChannelJournalOfSeveralStores(t *testing.T) {
	ctx := t.Context()
	a := &app{stdout: io.Discard, stderr: io.Discard, dataDir: t.TempDir(), log: slog.New(slog.DiscardHandler)}
	d, err := a.open(ctx, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	var stores []string
	for _, name := range []string{"one", "two"} {
		s := catalog.NewStore(name, time.Now()).Select(selector.Selectors{{FieldSelectors: []selector.Field{{Field: "eventCategory", Equals: []string{selector.ActivityAuditLog}}}}})
		if err := (keptStores{d}).AddStore(ctx, s); err != nil {
			t.Fatal(err)
		}
		stores = append(stores, s.ID)
	}
	j := newChannelJournal(d)
	event := func(came, name string) []byte {
		return []byte(`{"eventVersion":"1.08","eventCategory":"ActivityAuditLog","eventType":"ActivityLog","eventID":"a","eventTime":"2026-11-01T00:00:00Z","metadata":{"ingestionTime":"` + came + `","channelARN":"c"},"eventData":{"UID":"u","eventName":"` + name + `","userIdentity":{"type":"Person","principalId":"ann"}}}`)
	}
	check := func(quarantined int64) {
		t.Helper()
		if err := j.drain(ctx, a); err != nil {
			t.Fatal(err)
		}
		for _, id := range stores {
			_, table, err := d.store(ctx, id, false)
			if err != nil {
				t.Fatal(err)
			}
			days, err := table.Days(ctx)
			n := int64(0)
			for _, day := range days {
				n += day.Rows
			}
			if err != nil || n != 1 {
				t.Errorf("%d rows, %v", n, err)
			}
			if aside, err := d.state.QuarantineCount(ctx, id); err != nil || aside != quarantined {
				t.Errorf("%d set aside, not %d: %v", aside, quarantined, err)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(j.dir, "*", "*")); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	}
	keep := func(e []byte) {
		t.Helper()
		if err := j.Keep(ctx, stores, [][]byte{e}); err != nil {
			t.Fatal(err)
		}
	}
	keep(event("2026-11-01T00:00:01Z", "Login"))
	if files, _ := filepath.Glob(filepath.Join(j.dir, "*", "*.json")); len(files) != 1 {
		t.Errorf("a call is kept in %v", files)
	}
	check(0)
	// The reply was lost, and the client asks again.
	keep(event("2026-11-01T00:00:09Z", "Login"))
	check(0)
	// A process ended after the first of the stores had its file.
	keep(event("2026-11-01T00:00:19Z", "Login"))
	files, _ := filepath.Glob(filepath.Join(j.dir, several, "*.json"))
	if err := j.write(stores[0], filepath.Base(files[0]), event("2026-11-01T00:00:19Z", "Login")); err != nil {
		t.Fatal(err)
	}
	check(0)
	keep(event("2026-11-01T00:00:29Z", "Logout"))
	check(1)
}
