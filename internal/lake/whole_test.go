package lake

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"tarn/internal/blob/blobtest"
	"tarn/internal/schema"
)

// What a power cut leaves of a copy that was not synced: its name, with nothing, a part, or zeros in it. The bucket has it whole.
func TestACopyThatIsNotWholeIsFetchedAgain(t *testing.T) {
	s := blobtest.StartS3(t)
	s.Setenv(t)
	s.Put(t, "lake", "keep/me", nil, nil)
	dir := t.TempDir()
	put(t, newTable(t, openInBucket(t, dir, s.Endpoint)), "a", 1000, 0, 1, 2)
	for what, cut := range map[string]func(path string, size int64) error{
		"empty": func(path string, _ int64) error { return os.Truncate(path, 0) },
		"half":  func(path string, size int64) error { return os.Truncate(path, size/2) },
		"zeros": func(path string, size int64) error { return os.WriteFile(path, make([]byte, size), 0o600) },
	} {
		n := 0
		err := filepath.WalkDir(filepath.Join(dir, "events"), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			n++
			return cut(path, info.Size())
		})
		if err != nil || n < 6 {
			t.Fatal(n, err)
		}
		table, err := openInBucket(t, dir, s.Endpoint).Table(t.Context(), "events", schema.CloudTrail)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if n := len(ids(t, table)); n != 3000 {
			t.Errorf("%s: %d rows of 3000", what, n)
		}
	}
}

// Of copies that are whole, none is fetched again: also not the list of a table that has no files any more.
func TestACopyThatIsWholeIsNotFetchedAgain(t *testing.T) {
	s := blobtest.StartS3(t)
	s.Setenv(t)
	s.Put(t, "lake", "keep/me", nil, nil)
	proxy := blobtest.StartProxy(t, s.Endpoint, blobtest.Fault{}) // counts requests
	dir := t.TempDir()
	l := openInBucket(t, dir, proxy.Endpoint)
	table := newTable(t, l)
	for look := range 2 {
		if look == 0 {
			put(t, table, "a", 10, 0, 1)
		} else if _, err := table.Truncate(t.Context(), 30_000); err != nil {
			t.Fatal(err)
		}
		before := proxy.Hits()
		again, err := openInBucket(t, dir, proxy.Endpoint).Table(t.Context(), "events", schema.CloudTrail)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(ids(t, again)); n != 20*(1-look) || proxy.Hits() != before {
			t.Errorf("%d rows, after %d requests", n, proxy.Hits()-before)
		}
	}
}
