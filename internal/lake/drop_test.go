package lake

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tarn/internal/blob"
	"tarn/internal/blob/blobtest"
	"tarn/internal/schema"
)

// openInBucket opens a lake whose tables are in s3://lake/t of a server.
func openInBucket(t *testing.T, dir, endpoint string) *Lake {
	t.Helper()
	l, err := Open(dir, Options{Grace: time.Millisecond, Warehouse: &Warehouse{URI: "s3://lake/t", Open: func(ctx context.Context) (blob.Storage, error) {
		storage, _, err := blob.OpenStorage(ctx, "s3://lake/t", blobtest.Options(endpoint))
		return storage, err
	}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// A table of a bucket that could not be removed as a whole is removed when one asks again, in few requests.
func TestADropThatFailedHalfWayIsEnded(t *testing.T) {
	s := blobtest.StartS3(t)
	s.Setenv(t)
	proxy := blobtest.StartProxy(t, s.Endpoint)
	s.Put(t, "lake", "keep/me", nil, nil)
	l := openInBucket(t, t.TempDir(), proxy.Endpoint)
	for _, name := range []string{"events", MadePrefix + "0"} {
		table, err := l.CreateTable(t.Context(), name, schema.CloudTrail)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 5 {
			put(t, table, fmt.Sprint("b", i), 1, i)
		}
		left := func() (n int) {
			if err := l.eachRemote(t.Context(), l.dir+"/"+name, func(string, int64) error { n++; return nil }); err != nil {
				t.Fatal(err)
			}
			return n
		}
		if left() < 10 {
			t.Fatalf("%s: only %d objects", name, left())
		}
		proxy.Set(blobtest.Fault{Kind: "POST", Status: 403, Code: "AccessDenied", Times: 1})
		if err := l.DropTable(t.Context(), name); err == nil {
			t.Errorf("%s: no word of what could not be removed", name)
		}
		proxy.Set(blobtest.Fault{}) // counts requests
		before := proxy.Hits()
		if name == "events" {
			err = l.DropTable(t.Context(), name)
		} else {
			nobody := func(string) bool { return false }
			if err = l.SweepMade(t.Context(), nobody, time.Now()); err == nil {
				err = l.SweepMade(t.Context(), nobody, time.Now().Add(100*time.Hour))
			}
		}
		if err != nil || left() != 0 {
			t.Errorf("%s: %v, %d objects left", name, err, left())
		}
		if n := proxy.Hits() - before; n == 0 || n > 6 {
			t.Errorf("%s: %d requests", name, n)
		}
	}
}
