package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func event(id string) Event {
	return Event{EventVersion: Version, EventID: id, RequestParameters: Part(nil), ResponseElements: Part(nil)}
}

// ids are those of the events in whole segments.
func ids(t *testing.T, dir string) map[string]int {
	t.Helper()
	files, err := Segments(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(text) {
			var e Event
			if err := json.Unmarshal(line, &e); err != nil {
				t.Fatalf("%v in %q", err, line)
			}
			out[e.EventID]++
		}
	}
	return out
}

// TestNothingIsLostOrDoubled writes from many goroutines while segments are ended.
func TestNothingIsLostOrDoubled(t *testing.T) {
	dir := t.TempDir()
	j, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	const clients, calls = 50, 20
	for c := range clients {
		all.Go(func() {
			for i := range calls {
				if err := j.Append(t.Context(), event(fmt.Sprint(c, "-", i)), i%2 == 0); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 20 {
		if err := j.Rotate(); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Millisecond)
	}
	all.Wait()
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	got := ids(t, dir)
	if len(got) != clients*calls {
		t.Errorf("%d events", len(got))
	}
	for id, n := range got {
		if n != 1 {
			t.Errorf("%s is there %d times", id, n)
		}
	}
	if err := j.Append(t.Context(), event("late"), true); !errors.Is(err, ErrJournal) {
		t.Errorf("a closed journal: %v", err)
	}
}

// TestManyTogether: events that come together wait for the disk together.
func TestManyTogether(t *testing.T) {
	j, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	const n = 400
	var all sync.WaitGroup
	begun := time.Now()
	for i := range n {
		all.Go(func() { j.Append(t.Context(), event(fmt.Sprint(i)), true) })
	}
	all.Wait()
	if took := time.Since(begun); took > n*together {
		t.Errorf("%d durable events took %v: each waited by itself", n, took)
	}
}

// TestAKilledProcess leaves a segment with half an event at its end: what is whole is kept, and no other process's is touched.
func TestAKilledProcess(t *testing.T) {
	dir := t.TempDir()
	line, _ := json.Marshal(event("whole"))
	torn := filepath.Join(dir, "20260101T000000.000Z-a"+open)
	os.WriteFile(torn, append(append(line, '\n'), `{"eventVersion":"1.1`...), 0o600)
	os.WriteFile(filepath.Join(dir, "20260101T000000.000Z-b"+open), []byte(`{"even`), 0o600)
	j, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	j.Append(t.Context(), event("in writing"), true)
	if got := ids(t, dir); len(got) != 1 || got["whole"] != 1 {
		t.Errorf("%v", got)
	}
	if n, _ := j.Pending(); n != 1 {
		t.Errorf("%d events wait", n)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(left) != 2 || strings.HasSuffix(left[0], open) == strings.HasSuffix(left[1], open) {
		t.Errorf("%v", left)
	}
}

// TestAJournalThatFails says so, and goes on once it can be written again.
func TestAJournalThatFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "audit")
	j, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	now := time.Now()
	j.now = func() time.Time { return now }
	if err := j.Append(t.Context(), event("before"), true); err != nil {
		t.Fatal(err)
	}
	j.file.Close() // the disk is gone
	os.Rename(dir, dir+"-away")
	for range 3 {
		if err := j.Append(t.Context(), event("lost"), true); !errors.Is(err, ErrJournal) {
			t.Error(err)
		}
		if err := j.Ready(); !errors.Is(err, ErrJournal) {
			t.Error(err)
		}
		now = now.Add(2 * retryEvery)
	}
	os.Rename(dir+"-away", dir)
	if err := j.Ready(); err != nil {
		t.Error(err)
	}
	if err := j.Append(t.Context(), event("after"), true); err != nil {
		t.Error(err)
	}
	if err := j.Rotate(); err != nil {
		t.Error(err)
	}
	if got := ids(t, dir); got["before"] != 1 || got["after"] != 1 || len(got) != 2 {
		t.Errorf("%v", got)
	}
}

func TestLongPartsAreLeftOut(t *testing.T) {
	if got := string(Part(json.RawMessage(`"` + strings.Repeat("a", maxPart) + `"`))); got != `{"omitted":true,"originalSize":65538,"reason":"longer than 64 KB"}` {
		t.Error(got)
	}
}
