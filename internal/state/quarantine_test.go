package state

import (
	"testing"
	"time"

	"tarn/internal/ingest"
)

func TestResolveTakesWhatALaterReadingDidNotFind(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	begun := time.Now()
	entry := func(object string, record int64, at time.Time) ingest.Quarantined {
		return ingest.Quarantined{ID: object + string(rune('0'+record)), Object: ingest.Object{URI: object}, Record: record, Kind: "record", Time: at}
	}
	settle := func(id string, b ingest.Batch) {
		t.Helper()
		b.ID, b.Store = id, "store"
		for _, err := range []error{s.Begin(t.Context(), "store", id), s.Stage(t.Context(), b), s.Done(t.Context(), id)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	before, after := begun.Add(-time.Hour), begun.Add(time.Second)
	settle("first", ingest.Batch{Quarantine: []ingest.Quarantined{
		entry("read", 0, before), entry("read", 1, before), entry("half", 0, before), entry("broken", 0, before), entry("never", 0, before),
	}})
	settle("again", ingest.Batch{
		Parts: []ingest.Part{
			{Object: ingest.Object{URI: "read"}, Complete: true, Kind: "events"},
			{Object: ingest.Object{URI: "half"}, Kind: "events"},
			{Object: ingest.Object{URI: "broken"}, Complete: true, Kind: "failed"},
		},
		Quarantine: []ingest.Quarantined{entry("read", 1, after)},
	})
	for object, want := range map[string]int64{"read": 1, "half": 0, "broken": 0, "never": 0} {
		if n, err := s.Resolve(t.Context(), "store", object, begun); err != nil || n != want {
			t.Errorf("%s: %d entries resolved, want %d (%v)", object, n, want, err)
		}
	}
}

func TestFileHashOfABatchThatIsNotDone(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Begin(t.Context(), "store", "begun"); err != nil {
		t.Fatal(err)
	}
	if err := s.Begin(t.Context(), "store", "staged"); err != nil {
		t.Fatal(err)
	}
	if err := s.Stage(t.Context(), ingest.Batch{ID: "staged", Store: "store", Files: []ingest.File{{Path: "a", SHA256: "1"}, {Path: "b", SHA256: "2"}}}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if sum, known, err := s.FileHash(t.Context(), "b"); sum != "2" || !known || err != nil {
			t.Errorf("%q %t %v", sum, known, err)
		}
		if _, known, err := s.FileHash(t.Context(), "c"); known || err != nil {
			t.Errorf("%t %v", known, err)
		}
		if err := s.Done(t.Context(), "staged"); err != nil {
			t.Fatal(err)
		}
	}
}
