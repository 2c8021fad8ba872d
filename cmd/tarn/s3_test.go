package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tarn/internal/blob/blobtest"
	"tarn/internal/demo"
	"tarn/internal/ingest"
)

// s3Lake is a small demonstration in a bucket, behind a proxy that makes faults, and what an import of it gives.
type s3Lake struct {
	*testing.T
	server *blobtest.Server
	proxy  *blobtest.Proxy
	bucket string
	truth  *demo.Truth
	rows   string
}

const signature = "4a1f"

func startS3(t *testing.T) *s3Lake {
	s := blobtest.StartS3(t)
	s.Setenv(t)
	dir := t.TempDir()
	truth, err := demo.Write(t.Context(), dir, demo.Options{Events: 600, Days: 3})
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		key, _ := filepath.Rel(dir, path)
		content, err := os.ReadFile(path)
		var metadata map[string]string
		if strings.Contains(key, "/CloudTrail-Digest/") {
			metadata = map[string]string{"signature": signature, "signature-algorithm": "SHA256withRSA"}
		}
		s.Put(t, "trail", key, content, metadata)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	l := &s3Lake{T: t, server: s, bucket: "trail", truth: truth, proxy: blobtest.StartProxy(t, s.Endpoint)}
	l.rows = l.rowsOf(l.load(t, filepath.Join(t.TempDir(), "lake"), "s3://trail"))
	return l
}

// load imports into a data directory, which it returns.
func (l *s3Lake) load(t *testing.T, dir string, args ...string) string {
	t.Helper()
	l.report(t, dir, args...)
	return dir
}

// report imports through the proxy, and gives the report.
func (l *s3Lake) report(t *testing.T, dir string, args ...string) (r ingest.Report) {
	t.Helper()
	args = append([]string{"import", "--endpoint-url", l.proxy.Endpoint, "-o", "json"}, args...)
	code, out, talk := tarn(t.Context(), dir, "", args...)
	if code != exitOK && code != exitIncomplete {
		t.Fatalf("%v ends with %d: %s", args, code, talk)
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return r
}

// rowsOf is all of a store's events that tell one from the other, in order.
func (l *s3Lake) rowsOf(dir string) string {
	l.Helper()
	return ask(l.T, dir, "SELECT eventID, eventTime, eventName, awsRegion, recipientAccountId, eventCategory FROM cloudtrail ORDER BY 1, 6")
}

// ask is a statement's answer as CSV, without the names of its columns.
func ask(t *testing.T, dir, sql string) string {
	t.Helper()
	code, out, talk := tarn(t.Context(), dir, "", "query", "-o", "csv", sql)
	if code != exitOK {
		t.Fatalf("%s ends with %d: %s", sql, code, talk)
	}
	_, rows, _ := strings.Cut(out, "\n")
	return strings.TrimSuffix(rows, "\n")
}

func event(id, at string) string {
	return fmt.Sprintf(`{"eventVersion":"1.08","eventTime":%q,"eventID":%q,"eventName":"E"}`, at, id)
}

func TestS3(t *testing.T) {
	l := startS3(t)
	t.Run("again", l.again)
	t.Run("late", l.late)
	t.Run("faults", l.faults)
	t.Run("refused", l.refused)
	t.Run("digests", l.digests)
	t.Run("versions", l.versions)
	t.Run("source", l.source)
	t.Run("killed", l.killed)
	t.Run("interrupted", l.interrupted)
}

func (l *s3Lake) again(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	l.proxy.Set()
	first := l.report(t, dir, "s3://trail/")
	if n := int(first.Events.Records); n != l.truth.Records+l.truth.Insights {
		t.Errorf("%d records read, want %d and %d of insights", n, l.truth.Records, l.truth.Insights)
	}
	if first.Events.Duplicates != int64(l.truth.Duplicates) || first.Events.Conflicts != int64(l.truth.Conflicts) || first.Objects.Digests != int64(l.truth.DigestFiles) {
		t.Errorf("%+v %+v, want as in %+v", first.Objects, first.Events, l.truth)
	}
	l.proxy.Set(blobtest.Fault{Kind: "GET"})
	again := l.report(t, dir, "s3://trail/")
	if again.Objects.New+again.Objects.Digests+again.Objects.Failed > 0 || l.proxy.Hits() > 0 {
		t.Errorf("%+v, %d objects read", again.Objects, l.proxy.Hits())
	}
	code, out, _ := tarn(t.Context(), dir, "", "import", "--endpoint-url", l.proxy.Endpoint, "s3://trail", "--dry-run", "--full", "--again")
	if code != exitOK || !strings.Contains(out, "GET to come") || l.proxy.Hits() > 0 {
		t.Errorf("%d: %s, %d objects read", code, out, l.proxy.Hits())
	}
}

// late objects lie in folders of days that were listed before; those within the look-back are found by every import.
func (l *s3Lake) late(t *testing.T) {
	series := func(account, day string) string {
		return "AWSLogs/" + l.truth.Organisation + "/" + account + "/CloudTrail/us-east-1/" + day + "/" + account + "_CloudTrail_us-east-1_" + strings.ReplaceAll(day, "/", "") + "T0000Z_"
	}
	for day, ids := range map[string]string{"2026/10/10": "first", "2026/10/30": "second", "2026/10/31": "third"} {
		l.server.Put(t, "late", series("111122223333", day)+"m.json", []byte(event(ids, "2026-10-10T00:00:00Z")), nil)
	}
	dir := filepath.Join(t.TempDir(), "lake")
	l.load(t, dir, "s3://late/AWSLogs/")
	put := func(key string, events ...string) {
		l.server.Put(t, "late", key, []byte(`{"Records":[`+strings.Join(events, ",")+`]}`), nil)
	}
	put(series("111122223333", "2026/10/29")+"a.json", event("late", "2026-10-29T00:00:00Z"))
	put(series("111122223333", "2026/10/11")+"a.json", event("too late", "2026-10-11T00:00:00Z"))
	put(series("111122223333", "2026/10/30")+"m.json", event("second", "2026-10-10T00:00:00Z"), event("replaced", "2026-10-30T00:00:00Z"))
	put(series("111122223333", "2026/10/10")+"m.json", event("first", "2026-10-10T00:00:00Z"), event("replaced long ago", "2026-10-10T00:00:00Z"))
	put(series("444455556666", "2026/10/11")+"a.json", event("another account", "2026-10-11T00:00:00Z"))
	const ids = "SELECT array_join(array_sort(array_agg(eventID)), ' ') FROM cloudtrail"
	if r := l.report(t, dir, "s3://late/AWSLogs/"); r.Events.In != 3 || r.Events.Duplicates != 1 {
		t.Errorf("%+v", r.Events)
	}
	if got := ask(t, dir, ids); got != "another account first late replaced second third" {
		t.Errorf("after an import there are %s", got)
	}
	l.load(t, dir, "s3://late/AWSLogs/", "--full")
	if got := ask(t, dir, ids); got != "another account first late replaced replaced long ago second third too late" {
		t.Errorf("after a full import there are %s", got)
	}
}

func (l *s3Lake) faults(t *testing.T) {
	l.proxy.Set(
		blobtest.Fault{Kind: "LIST", Status: 503, Code: "SlowDown", Times: 2, Every: 3},
		blobtest.Fault{Kind: "GET", Status: 503, Code: "SlowDown", Times: 2, Every: 7},
		blobtest.Fault{Kind: "GET", Status: 500, Code: "InternalError", Times: 1, Every: 11},
		blobtest.Fault{Kind: "GET", Cut: 300, Times: 5, Every: 5},
		blobtest.Fault{Kind: "LIST", Twice: true, Every: 2},
		blobtest.Fault{Delay: 30 * time.Millisecond, Every: 9},
	)
	defer l.proxy.Set()
	dir := filepath.Join(t.TempDir(), "lake")
	r := l.report(t, dir, "s3://trail")
	if r.Objects.Failed > 0 || l.proxy.Hits() < 20 {
		t.Errorf("%+v after %d faults", r.Objects, l.proxy.Hits())
	}
	if rows := l.rowsOf(dir); rows != l.rows {
		t.Errorf("other rows than without faults:\n%s", rows)
	}
}

// refused asks for what cannot be had: one sentence each, which names the thing.
func (l *s3Lake) refused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	says := func(want string, args ...string) {
		t.Helper()
		code, _, talk := tarn(t.Context(), dir, "", append([]string{"import", "--endpoint-url", l.proxy.Endpoint}, args...)...)
		if code != exitFailed || !strings.HasPrefix(talk, "tarn: ") || strings.Count(talk, "\n") != 1 || !strings.Contains(talk, want) {
			t.Errorf("%v ends with %d: %s", args, code, talk)
		}
	}
	says("there is no bucket nowhere;", "s3://nowhere/AWSLogs/")
	says("s3://trail/nothing.json", "s3://trail/nothing.json")
	blobtest.Setenv(t, l.server.AccessKey, "another secret")
	says("SignatureDoesNotMatch", "s3://trail")
}

// digests are kept byte for byte with the metadata that holds their signature.
func (l *s3Lake) digests(t *testing.T) {
	dir := l.load(t, filepath.Join(t.TempDir(), "lake"), "s3://trail")
	db := openState(t, dir)
	var n, signed int
	err := db.QueryRow(`SELECT count(*), count(*) FILTER (WHERE metadata LIKE '%"signature":"`+signature+`"%' AND length(content) > 0) FROM digests`).Scan(&n, &signed)
	if err != nil || n != l.truth.DigestFiles || signed != n {
		t.Errorf("%d digests, %d of them with a signature, want %d: %v", n, signed, l.truth.DigestFiles, err)
	}
	var uri string
	var content []byte
	if err := db.QueryRow(`SELECT uri, content FROM digests ORDER BY uri LIMIT 1`).Scan(&uri, &content); err != nil {
		t.Fatal(err)
	}
	was, err := os.ReadFile(filepath.Join(l.server.Dir, strings.TrimPrefix(uri, "s3://")))
	if err != nil || !bytes.Equal(was, content) {
		t.Errorf("%s was kept in other bytes: %v", uri, err)
	}
}

func (l *s3Lake) versions(t *testing.T) {
	l.server.KeepVersions(t, "kept")
	dir := filepath.Join(t.TempDir(), "lake")
	for i, id := range []string{"a", "b"} {
		l.server.Put(t, "kept", "AWSLogs/x.json", []byte(event(id, "2024-05-07T00:00:00Z")+"\n{}"), nil)
		if r := l.report(t, dir, "s3://kept/AWSLogs/"); r.Events.In != 1 || r.Events.Quarantined != 1 {
			t.Errorf("version %d: %+v", i, r.Events)
		}
	}
	if got := ask(t, dir, `SELECT count(DISTINCT "_version") FROM cloudtrail`); got != "2" {
		t.Errorf("the events come from %s versions", got)
	}
	if got := ask(t, dir, `SELECT count(DISTINCT version) FROM tarn.quarantine`); got != "2" {
		t.Errorf("the records in quarantine come from %s versions", got)
	}
}

func (l *s3Lake) source(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	code, id, talk := tarn(t.Context(), dir, "", "source", "add", "s3://trail/AWSLogs/", "--endpoint-url", l.proxy.Endpoint, "--region", "us-east-1")
	if code != exitOK {
		t.Fatalf("%d: %s", code, talk)
	}
	code, out, talk := tarn(t.Context(), dir, "", "import")
	if code != exitOK && code != exitIncomplete {
		t.Fatalf("%d: %s", code, talk)
	}
	if got := ask(t, dir, "SELECT array_join(array_agg(DISTINCT awsRegion), ' ') FROM cloudtrail WHERE \"$path\" LIKE '%/us-east-1/%'"); !strings.Contains(got, "us-east-1") || strings.Contains(out, " 0 new") {
		t.Errorf("%s\n%s", got, out)
	}
	if _, out, _ := tarn(t.Context(), dir, "", "import"); !strings.Contains(out, " 0 new") {
		t.Errorf("the second import reads again: %s", out)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "source", "remove", strings.TrimSpace(id)); code != exitOK {
		t.Errorf("%d: %s", code, talk)
	}
}

// child starts tarn import as a process of its own, waits until it has read some objects, and sends it a signal.
func (l *s3Lake) child(t *testing.T, dir string, objects int, signal os.Signal) (code int, stderr string) {
	t.Helper()
	l.proxy.Set(blobtest.Fault{Kind: "GET", Delay: 10 * time.Millisecond})
	begun := l.proxy.Hits()
	cmd := exec.Command("tarn", "--data", dir, "import", "--endpoint-url", l.proxy.Endpoint, "s3://trail")
	var talk strings.Builder
	cmd.Stderr = &talk
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for l.proxy.Hits()-begun < objects {
		select {
		case err := <-ended:
			t.Fatalf("it ended after %d objects: %v\n%s", l.proxy.Hits()-begun, err, talk.String())
		case <-time.After(2 * time.Millisecond):
		}
	}
	cmd.Process.Signal(signal)
	select {
	case err := <-ended:
		l.proxy.Set()
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return exit.ExitCode(), talk.String()
		}
		return 0, talk.String()
	case <-time.After(20 * time.Second):
		cmd.Process.Kill()
		t.Fatal("it does not end")
		return 0, ""
	}
}

func (l *s3Lake) killed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	for _, objects := range []int{3, 20, 40} {
		l.child(t, dir, objects, syscall.SIGKILL)
	}
	l.load(t, dir, "s3://trail")
	l.whole(t, dir)
}

func (l *s3Lake) interrupted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	for range 2 {
		code, talk := l.child(t, dir, 15, os.Interrupt)
		if code != exitInterrupted || !strings.Contains(talk, "tarn: interrupted; what was read is in, and the same command goes on from there\n") {
			t.Fatalf("%d: %s", code, talk)
		}
	}
	r := l.report(t, dir, "s3://trail")
	if r.Objects.Skipped < 20 || r.Objects.New == 0 {
		t.Errorf("what was read before the interruptions is read again: %+v", r.Objects)
	}
	l.whole(t, dir)
}

// whole checks that a lake has every row once, and is sound.
func (l *s3Lake) whole(t *testing.T, dir string) {
	t.Helper()
	if rows := l.rowsOf(dir); rows != l.rows {
		t.Errorf("other rows than of an import that was left alone:\n%s", rows)
	}
	if code, out, talk := tarn(t.Context(), dir, "", "verify"); code != exitOK {
		t.Errorf("verify ends with %d: %s%s", code, out, talk)
	}
}
