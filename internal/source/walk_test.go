package source

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/blob"
	"tarn/internal/blob/blobtest"
)

const a, b = "111111111111", "222222222222"

var now = time.Date(2024, 3, 20, 12, 0, 0, 0, time.UTC)

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestDaysComeTogether(t *testing.T) {
	keys := []string{
		key(a, "eu-west-1", "2024-03-01", "1"), key(a, "us-east-1", "2024-03-01", "1"), key(b, "us-east-1", "2024-03-01", "1"),
		key(a, "eu-west-1", "2024-03-02", "1"), key(a, "eu-west-1", "2024-03-02", "2"),
		key(b, "us-east-1", "2024-03-05", "1"),
		"0first.json", "AWSLogs/111111111111/loose.json", "AWSLogs/note.txt", "notes/2/readme", "zlast.json",
	}
	found, w := walked(t, bucketOf(keys...), "", Plan{Now: now})
	expect(t, found, keys...)
	if w.Series != 3 || !w.Full || w.State.Days["AWSLogs/"+a+"/CloudTrail/eu-west-1/"] != "2024-03-02" || len(w.State.Days) != 3 {
		t.Errorf("%+v", w)
	}
}

func TestResume(t *testing.T) {
	m := bucketOf(key(a, "us-east-1", "2024-03-01", "1"), key(a, "us-east-1", "2024-03-10", "1"), key(a, "us-east-1", "2024-03-18", "z"))
	_, w := walked(t, m, "", Plan{Now: now})

	// A late object of an old day, one of yesterday whose name sorts first, a new account, and something loose.
	late := key(a, "us-east-1", "2024-03-02", "late")
	fresh := []string{key(a, "us-east-1", "2024-03-18", "a"), key(b, "us-east-1", "2024-01-01", "1"), "loose.json"}
	m = bucketOf(append(slices.Clone(m.keys), append(fresh, late)...)...)
	hour := Plan{Now: now.Add(time.Hour), State: w.State}
	found, w2 := walked(t, m, "", hour)
	expect(t, found, fresh[1], key(a, "us-east-1", "2024-03-18", "a"), key(a, "us-east-1", "2024-03-18", "z"), "loose.json")
	if w2.Full || !w2.State.Full.Equal(now) {
		t.Errorf("%+v", w2)
	}
	hour.LookBack = 9
	found, _ = walked(t, m, "", hour)
	if !slices.Contains(found, key(a, "us-east-1", "2024-03-10", "1")) || slices.Contains(found, late) {
		t.Errorf("%q", found)
	}
	// A day later, or when it is asked for, everything is listed.
	for _, p := range []Plan{{Now: now.Add(24 * time.Hour), State: w2.State}, {Now: now.Add(time.Hour), State: w2.State, Full: true}} {
		if found, w := walked(t, m, "", p); !slices.Contains(found, late) || len(found) != 7 || !w.State.Full.Equal(p.Now) {
			t.Errorf("%q %+v", found, w)
		}
	}
}

func TestLimits(t *testing.T) {
	var keys []string
	for d := Day("2024-03-01"); d <= "2024-03-12"; d = d.Add(1) {
		keys = append(keys, key(a, "us-east-1", d, "1"), key(b, "eu-west-1", d, "1"))
	}
	m := bucketOf(append(keys, "loose.json")...)
	_, all := walked(t, m, "", Plan{Now: now})
	p := Plan{Now: now, From: time.Date(2024, 3, 5, 10, 0, 0, 0, time.UTC), To: time.Date(2024, 3, 6, 0, 0, 0, 0, time.UTC), Accounts: []string{a}}
	for _, state := range []State{{}, all.State} {
		p.State = state
		found, w := walked(t, m, "", p)
		if w.Unplaced != 1 {
			t.Errorf("%+v", w)
		}
		if state.Full.IsZero() {
			expect(t, found, key(a, "us-east-1", "2024-03-04", "1"), key(a, "us-east-1", "2024-03-05", "1"),
				key(a, "us-east-1", "2024-03-06", "1"), key(a, "us-east-1", "2024-03-07", "1"))
			if w.State.Limits == "" {
				t.Error("a limited walk's state looks like an unlimited one's")
			}
			// It says nothing to an unlimited walk.
			if found, w := walked(t, m, "", Plan{Now: now, State: w.State}); len(found) != 25 || !w.Full {
				t.Errorf("%d of 25 found", len(found))
			}
		} else if len(w.State.Days) != 2 || w.State.Limits != "" {
			t.Errorf("a limited walk replaced the state: %+v", w.State)
		}
	}
	found, _ := walked(t, m, "", Plan{Now: now, Regions: []string{"eu-west-1"}})
	if len(found) != 12 {
		t.Errorf("%q", found)
	}
	found, _ = walked(t, bucketOf("AWSLogs/"+a+"/vpcflowlogs/us-east-1/2024/03/01/x", keys[0], "y"), "", Plan{Now: now, Kinds: []string{"CloudTrail"}})
	expect(t, found, keys[0], "y")
}

func TestFutureDayHidesNothing(t *testing.T) {
	m := bucketOf(key(a, "us-east-1", "2024-03-19", "1"), key(a, "us-east-1", "2099-01-01", "1"))
	_, w := walked(t, m, "", Plan{Now: now})
	found, _ := walked(t, m, "", Plan{Now: now.Add(time.Minute), State: w.State})
	if len(found) != 2 {
		t.Errorf("%q", found)
	}
}

func TestRootWithinTheLayout(t *testing.T) {
	keys := []string{key(a, "us-east-1", "2024-03-01", "1"), key(a, "us-east-1", "2024-03-02", "1"), key(a, "us-east-1", "2024-04-02", "1")}
	m := bucketOf(append(keys, key(b, "us-east-1", "2024-03-02", "1"))...)
	for root, want := range map[string][]string{
		"AWSLogs/" + a + "/CloudTrail/us-east-1/2024/03/":    keys[:2],
		"AWSLogs/" + a + "/CloudTrail/us-east-1/2024/03/02/": keys[1:2],
		"AWSLogs/" + a + "/CloudTrail/us-east-1/":            keys,
		"AWSLogs/" + a + "/CloudTrail/":                      keys,
		"AWSLogs/" + a + "/":                                 keys,
		"AWSLogs/":                                           m.keys,
		keys[0]:                                              keys[:1],
	} {
		found, w := walked(t, m, root, Plan{Now: now})
		slices.Sort(found)
		expect(t, found, want...)
		if strings.HasSuffix(root, "/") && w.Series == 0 {
			t.Errorf("%s: no series", root)
		}
		found, _ = walked(t, m, root, Plan{Now: now, From: time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC)})
		if strings.HasSuffix(root, "/03/") && len(found) != 0 {
			t.Errorf("%s: %q", root, found)
		}
	}
}

// TestOtherTrees: folders of days that are not AWS's come by day, too; deep and wide trees come all the same.
func TestOtherTrees(t *testing.T) {
	found, w := walked(t, bucketOf("x/2024/01/02/1", "x/2024/01/01/1", "y/2024/01/01/2", "y/2024/01/02/2"), "", Plan{Now: now})
	expect(t, found, "x/2024/01/01/1", "y/2024/01/01/2", "x/2024/01/02/1", "y/2024/01/02/2")
	if w.Series != 2 {
		t.Errorf("%+v", w)
	}
	var keys []string
	for i := range 500 {
		keys = append(keys, fmt.Sprintf("wide/%03d/a/b", i), fmt.Sprintf("deep/1/2/3/4/5/6/7/%03d/x", i), fmt.Sprintf("half/%02d/%d", i%50, i))
	}
	m := bucketOf(keys...)
	found, _ = walked(t, m, "", Plan{Now: now})
	expect(t, found, m.keys...)
	if m.list > 170 {
		t.Errorf("%d requests for 1,500 objects", m.list)
	}
}

// TestManySeries finds everything once, by day, with few requests and few listings open, whatever the shape of the bucket.
func TestManySeries(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var keys []string
	for series := range 400 {
		account := fmt.Sprintf("%012d", series/4)
		region := []string{"us-east-1", "us-west-2", "eu-west-1", "sa-east-1"}[series%4]
		for range 1 + r.IntN(60) {
			keys = append(keys, key(account, region, Day("2024-01-01").Add(r.IntN(70)), fmt.Sprint(r.IntN(1e6))))
		}
		if r.IntN(20) == 0 {
			keys = append(keys, "AWSLogs/"+account+"/CloudTrail/"+region+"/2024/odd.json", "AWSLogs/"+account+"/CloudTrail/"+region+"/undated.json")
		}
	}
	for range 1500 { // more than a page
		keys = append(keys, key("999999999999", "us-east-1", "2024-01-05", fmt.Sprint(r.IntN(1e9))))
	}
	m := bucketOf(keys...)
	day, n := Day(""), 0
	seen := map[string]bool{}
	w, err := Walk(t.Context(), m, "", Plan{Now: now}, func(f Found) error {
		if n++; seen[f.Key] {
			t.Errorf("%s comes twice", f.Key)
		}
		seen[f.Key] = true
		if f.Place.Day != "" && f.Place.Day < day {
			t.Errorf("%s after %s", f.Key, day)
		}
		day = max(day, f.Place.Day)
		return nil
	})
	if err != nil || n != len(m.keys) || w.Series != 401 {
		t.Errorf("%d of %d objects in %d series: %v", n, len(m.keys), w.Series, err)
	}
	if m.most > 2*parallel || m.open != 0 || m.list > 1000 {
		t.Errorf("%d requests, %d listings open at a time, %d at the end", m.list, m.most, m.open)
	}
	t.Logf("%d objects, %d requests, %d listings open", n, m.list, m.most)
}

func TestWalkEndsWithTheCallersError(t *testing.T) {
	m := bucketOf(key(a, "us-east-1", "2024-03-01", "1"), key(b, "us-east-1", "2024-03-01", "1"), "x")
	stop := errors.New("stop")
	for n := range 3 {
		i := 0
		w, err := Walk(t.Context(), m, "", Plan{Now: now}, func(Found) error {
			if i++; i > n {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) || i != n+1 || m.open != 0 || !w.State.Full.IsZero() {
			t.Errorf("%d: %v, %d calls, %d open, %+v", n, err, i, m.open, w)
		}
	}
}

// TestBuckets walks the same tree as a folder, on an S3 server, and on one that fails now and then.
func TestBuckets(t *testing.T) {
	keys := []string{
		key(a, "us-east-1", "2024-03-01", "1.json.gz"), key(b, "eu-west-1", "2024-03-01", "1.json.gz"),
		key(a, "us-east-1", "2024-03-02", "1.json.gz"), key(a, "us-east-1", "2024-03-02", "2.json.gz"), "AWSLogs/readme.md", "other/x.json",
	}
	dir := t.TempDir()
	for _, k := range append(keys, "AWSLogs/.DS_Store") {
		path := filepath.Join(dir, k)
		os.MkdirAll(filepath.Dir(path), 0o755)
		if err := os.WriteFile(path, []byte(k), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	check := func(t *testing.T, uri string, o blob.S3Options) {
		source := Source{URI: uri, S3: o}
		bucket, root, err := source.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		skipped := 0
		_, err = Walk(t.Context(), bucket, root, source.Plan(State{}), func(f Found) error {
			if f.Skip != "" {
				skipped++
				return nil
			}
			found = append(found, strings.TrimPrefix(f.Key, root))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		expect(t, found, keys...)
		e, err := Measure(t.Context(), bucket, root, source.Plan(State{}), nil)
		if err != nil || e.New.Objects != 6 || e.Accounts[a].Objects != 3 || e.Days["2024-03-02"].Objects != 2 || e.Regions[""].Objects != 2 ||
			e.Done.List == 0 || e.Done.Get != 0 || e.ToCome.Get != 6 || e.Skipped != int64(skipped) {
			t.Errorf("%+v %v", e, err)
		}
	}
	t.Run("folder", func(t *testing.T) { check(t, dir, blob.S3Options{}) })
	t.Run("S3", func(t *testing.T) {
		s := blobtest.StartS3(t)
		s.Setenv(t)
		for _, k := range keys {
			s.Put(t, "logs", "lake/"+k, []byte(k), nil)
		}
		check(t, "s3://logs/lake", blobtest.Options(s.Endpoint))
		proxy := blobtest.StartProxy(t, s.Endpoint, blobtest.Fault{Every: 3, Status: 503, Code: "SlowDown"}, blobtest.Fault{Kind: "LIST", Twice: true})
		check(t, "s3://logs/lake", blobtest.Options(proxy.Endpoint))
		if proxy.Hits() == 0 {
			t.Error("nothing went wrong")
		}
	})
}
