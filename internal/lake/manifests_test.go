package lake

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

func manifestCount(t *testing.T, table *Table) int {
	t.Helper()
	fs, err := table.ice.FS(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	manifests, err := table.ice.CurrentSnapshot().Manifests(fs)
	if err != nil {
		t.Fatal(err)
	}
	return len(manifests)
}

func TestCompactionPutsManifestsTogether(t *testing.T) {
	dir := t.TempDir()
	table := newTable(t, open(t, dir, time.Nanosecond))
	for i := range 9 {
		put(t, table, fmt.Sprint(i), 10, i, i+200)
	}
	want := ids(t, table)
	if n := manifestCount(t, table); n != 9 {
		t.Fatalf("%d manifests after nine commits", n)
	}
	compact := func() {
		t.Helper()
		if _, err := table.Compact(t.Context(), Compaction{}); err != nil {
			t.Fatal(err)
		}
	}
	compact()
	// Days 0 to 8 are of one quarter, days 200 to 208 of another.
	if n := manifestCount(t, table); n != 2 {
		t.Errorf("%d manifests after a compaction", n)
	}
	if !table.Committed()["8"] {
		t.Error("no snapshot names the last batch")
	}
	snapshot := table.ice.CurrentSnapshot().SnapshotID
	if compact(); table.ice.CurrentSnapshot().SnapshotID != snapshot {
		t.Error("a compaction that has nothing to do commits")
	}
	// What a quarter has by itself is left as it is.
	fs, _ := table.ice.FS(t.Context())
	list, _ := table.ice.CurrentSnapshot().Manifests(fs)
	var older []string
	for _, m := range list {
		older = append(older, m.FilePath())
	}
	for i := range looseManifests {
		put(t, table, fmt.Sprint("later", i), 10, 400+i)
	}
	compact()
	list, _ = table.ice.CurrentSnapshot().Manifests(fs)
	kept := 0
	for _, m := range list {
		if slices.Contains(older, m.FilePath()) {
			kept++
		}
	}
	if len(list) != 3 || kept != 2 {
		t.Errorf("%d manifests, %d of them as they were", len(list), kept)
	}
	if _, err := table.Expire(t.Context(), Expiry{Keep: 1}, nil); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := table.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(ids(t, table)); n != len(want)+10*looseManifests {
		t.Errorf("%d events, %d before", n, len(want)+10*looseManifests)
	}
}

func TestQuarters(t *testing.T) {
	for day, want := range map[int32]int32{0: 0, 91: 0, 92: 1, -1: -1, -92: -1, -93: -2} {
		if got := quarter(day); got != want {
			t.Errorf("quarter(%d) = %d, want %d", day, got, want)
		}
	}
}
