package lake

import (
	"os"
	"testing"

	"tarn/internal/blob/blobtest"
	"tarn/internal/schema"
)

// The copies of a bucket's files are bounded: the one that was used longest ago goes first, and none that another process reads.
func TestTheCopyUsedLongestAgoGoesFirst(t *testing.T) {
	s := blobtest.StartS3(t)
	s.Setenv(t)
	s.Put(t, "lake", "keep/me", nil, nil)
	dir := t.TempDir()
	table := newTable(t, openInBucket(t, dir, s.Endpoint))
	put(t, table, "a", 1000, 0, 1, 2, 3)
	plan, err := table.Plan(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Release()
	var size int64
	for _, path := range plan.Paths {
		size = max(size, plan.sizes[path])
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if len(plan.Paths) != 4 {
		t.Fatalf("%d files", len(plan.Paths))
	}
	use := func(table *Table, i int) (release func()) {
		table.lake.remote.Cache = size*7/2 + 100 // three and a half
		_, release, err := table.fetch(t.Context(), plan.Paths[i:i+1])
		if err != nil {
			t.Fatal(err)
		}
		return release
	}
	other, err := openInBucket(t, dir, s.Endpoint).Table(t.Context(), "events", schema.CloudTrail)
	if err != nil {
		t.Fatal(err)
	}
	read := use(other, 0) // goes on
	defer read()
	for _, i := range []int{1, 2, 1, 3} {
		use(table, i)()
	}
	there := ""
	for i, path := range plan.Paths {
		if _, err := os.Stat(path); err == nil {
			there += string(rune('0' + i))
		}
	}
	if there != "013" {
		t.Errorf("the copies %s are left: 0 is read, and 2 was used longest ago", there)
	}
}
