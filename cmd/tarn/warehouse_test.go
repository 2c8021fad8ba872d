package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tarn/internal/blob/blobtest"
	"tarn/internal/demo"
	"tarn/internal/query"
)

// bucketLake is a data directory whose tables keep their files in a bucket.
type bucketLake struct {
	*testing.T
	server *blobtest.Server
	proxy  *blobtest.Proxy
	logs   string
	truth  *demo.Truth
}

func newBucketLake(t *testing.T, events int) *bucketLake {
	s := blobtest.StartS3(t)
	s.Setenv(t)
	l := &bucketLake{T: t, server: s, logs: filepath.Join(t.TempDir(), "logs"), proxy: blobtest.StartProxy(t, s.Endpoint)}
	var err error
	if l.truth, err = demo.Write(t.Context(), l.logs, demo.Options{Events: events, Days: 5}); err != nil {
		t.Fatal(err)
	}
	s.Put(t, "lake", "keep/me", []byte("not the lake's"), nil)
	return l
}

// dir makes an empty data directory with a tarn.yaml that names the bucket.
func (l *bucketLake) dir(cache string) string {
	l.Helper()
	dir := l.TempDir()
	text := fmt.Sprintf("lake:\n  warehouse: s3://lake/tables\n  endpoint_url: %s\n  cache: %s\n", l.proxy.Endpoint, cache)
	if err := os.WriteFile(filepath.Join(dir, "tarn.yaml"), []byte(text), 0o600); err != nil {
		l.Fatal(err)
	}
	return dir
}

// day is the demonstration's n-th day.
func (l *bucketLake) day(n int) string {
	first, err := time.Parse(time.DateOnly, l.truth.FirstDay)
	if err != nil {
		l.Fatal(err)
	}
	return first.AddDate(0, 0, n).Format(time.DateOnly)
}

func (l *bucketLake) run(dir string, want int, args ...string) (string, string) {
	l.Helper()
	code, out, talk := tarn(l.Context(), dir, "", args...)
	if code != want {
		l.Fatalf("%v ends with %d: %s%s", args, code, out, talk)
	}
	return out, talk
}

// parquet lists the data files of a folder, by their sizes.
func parquet(t *testing.T, dir string) map[string]int64 {
	t.Helper()
	files := map[string]int64{}
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".parquet") {
			info, err := e.Info()
			if err == nil {
				files[path] = info.Size()
			}
		}
		return nil
	})
	return files
}

// forget removes the copies of data files, as a new machine has none.
func forget(t *testing.T, dir string) {
	t.Helper()
	for path := range parquet(t, filepath.Join(dir, "lake")) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func sum(files map[string]int64) (n int64) {
	for _, size := range files {
		n += size
	}
	return n
}

func TestALakeInABucket(t *testing.T) {
	l := newBucketLake(t, 900)
	local := filepath.Join(t.TempDir(), "local")
	l.run(local, exitIncomplete, "import", l.logs, "--workers", "1") // two may find the forged copy of an event first
	dir := l.dir("100MB")
	l.run(dir, exitIncomplete, "import", l.logs, "--workers", "1")
	const all = "SELECT eventID, eventTime, eventJson FROM cloudtrail ORDER BY eventID"
	want := ask(t, local, all)
	if got := ask(t, dir, all); got != want {
		t.Fatal("other rows than from a lake on disk")
	}
	inBucket := parquet(t, filepath.Join(l.server.Dir, "lake"))
	if len(inBucket) == 0 {
		t.Fatal("no data file is in the bucket")
	}

	// Nothing is on this machine but the catalog: all comes from the bucket, once.
	forget(t, dir)
	if err := os.RemoveAll(filepath.Join(dir, "lake", "leases")); err != nil {
		t.Fatal(err)
	}
	stats := func(sql string) (x query.Execution) {
		t.Helper()
		before := sum(parquet(t, filepath.Join(dir, "lake")))
		_, talk := l.run(dir, exitOK, "query", sql)
		x.Stats.FetchedBytes = sum(parquet(t, filepath.Join(dir, "lake"))) - before
		if (x.Stats.FetchedBytes > 0) != strings.Contains(talk, "of it from the bucket") {
			t.Errorf("%s: %d bytes came: %s", sql, x.Stats.FetchedBytes, talk)
		}
		return x
	}
	day := fmt.Sprintf("SELECT count(*) FROM cloudtrail WHERE eventTime < '%s'", l.day(1))
	if n := stats(day).Stats.FetchedBytes; n == 0 || n >= sum(inBucket) {
		t.Errorf("%d bytes of %d come for some days", n, sum(inBucket))
	}
	if n := stats(day).Stats.FetchedBytes; n != 0 {
		t.Errorf("%d bytes come again", n)
	}
	if got := ask(t, dir, all); got != want {
		t.Error("other rows from the bucket")
	}

	forget(t, dir)
	if got := ask(t, dir, strings.Replace(all, "cloudtrail", "cloudtrail FOR VERSION AS OF 'main'", 1)); got != want {
		t.Error("other rows as of the snapshot")
	}

	// An ID that is not there is found absent by bloom filters, without a file.
	forget(t, dir)
	l.run(dir, exitOK, "query", "SELECT eventName FROM cloudtrail WHERE eventID = '00000000-0000-4000-8000-000000000000'")
	if files := parquet(t, filepath.Join(dir, "lake")); len(files) != 0 {
		t.Errorf("%d files come for an ID that is not there", len(files))
	}

	// The same import changes nothing; compaction, expiry, verification and a backup work on the bucket.
	l.run(dir, exitOK, "import", l.logs)
	forget(t, dir)
	l.run(dir, exitOK, "compact", "--min-files", "2")
	l.run(dir, exitOK, "expire", "--older-than", "0s", "--keep", "1")
	out, _ := l.run(dir, exitOK, "verify", "-o", "json")
	var verified []struct{ Faults []any }
	if err := json.Unmarshal([]byte(out), &verified); err != nil || len(verified) != 1 || len(verified[0].Faults) != 0 {
		t.Errorf("%v: %s", err, out)
	}
	if got := ask(t, dir, all); got != want {
		t.Error("other rows after compaction")
	}
	backup := filepath.Join(t.TempDir(), "backup")
	l.run(dir, exitOK, "backup", backup)

	// A directory that was moved needs nothing: the files are where they were.
	moved := filepath.Join(t.TempDir(), "moved")
	if err := os.Rename(dir, moved); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, moved, all); got != want {
		t.Error("other rows after a move")
	}

	// Damage in the bucket is found, whatever the copy says.
	for path := range parquet(t, filepath.Join(l.server.Dir, "lake")) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		content[len(content)/2] ^= 1
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, _ := l.run(moved, exitIncomplete, "verify"); !strings.Contains(out, "SHA-256") {
		t.Error(out)
	}

	// A deleted store's files go; others' stay.
	l.run(moved, exitOK, "store", "update", "cloudtrail", "--termination-protection=false")
	l.run(moved, exitOK, "store", "delete", "cloudtrail")
	if _, err := openState(t, moved).Exec(`UPDATE stores SET delete_after = '2020-01-01T00:00:00.000000Z'`); err != nil {
		t.Fatal(err)
	}
	l.run(moved, exitOK, "expire")
	if files := parquet(t, filepath.Join(l.server.Dir, "lake")); len(files) != 0 {
		t.Errorf("%d files of a deleted store are left", len(files))
	}
	if _, err := os.Stat(filepath.Join(l.server.Dir, "lake", "keep", "me")); err != nil {
		t.Error(err)
	}
}

func TestABucketsCopiesAreBounded(t *testing.T) {
	l := newBucketLake(t, 9000)
	dir := l.dir("1MB")
	l.run(dir, exitIncomplete, "import", l.logs, "--no-compact")
	const byDay = "SELECT count(*) FROM cloudtrail WHERE eventTime >= '%s' AND eventTime < '%s'"
	var work sync.WaitGroup
	for i := range 4 {
		work.Go(func() {
			for n := range 6 {
				sql := fmt.Sprintf(byDay, l.day((i+n)%5), l.day((i+n)%5+1))
				if code, out, talk := tarn(t.Context(), dir, "", "query", "-o", "csv", sql); code != exitOK {
					t.Errorf("%s: %s%s", sql, out, talk)
				}
			}
		})
	}
	work.Wait()
	if n := sum(parquet(t, filepath.Join(l.server.Dir, "lake"))); n < 1_200_000 {
		t.Fatalf("%d bytes in the bucket are too few for this test", n)
	}
	if n := sum(parquet(t, filepath.Join(dir, "lake"))); n > 1_000_000 {
		t.Errorf("copies have %d bytes where a million may be", n)
	}
}

func TestABucketThatFails(t *testing.T) {
	l := newBucketLake(t, 900)
	dir := l.dir("100MB")
	l.proxy.Set(blobtest.Fault{Status: 503, Code: "SlowDown", Every: 5, Times: 20}, blobtest.Fault{Kind: "GET", Cut: 3000, Every: 4, Times: 10})
	l.run(dir, exitIncomplete, "import", l.logs)
	forget(t, dir)
	if got := ask(t, dir, "SELECT count(*), count(DISTINCT eventID) FROM cloudtrail"); got != fmt.Sprintf("%d,%d", l.truth.Events+l.truth.Insights, l.truth.Events+l.truth.Insights) {
		t.Error(got)
	}
	// A tarn.yaml that has lost the bucket is told so.
	if err := os.Remove(filepath.Join(dir, "tarn.yaml")); err != nil {
		t.Fatal(err)
	}
	if _, talk := l.run(dir, exitFailed, "store", "list"); !strings.Contains(talk, "lake.warehouse in tarn.yaml") {
		t.Error(talk)
	}
}
