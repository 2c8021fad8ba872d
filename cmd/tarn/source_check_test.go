package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tarn/internal/arrival"
	"tarn/internal/blob/blobtest"
)

// trailFile is a log file with one record, and its key below AWSLogs/.
func trailFile(account, region, event, more string, at time.Time) (key string, content []byte) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	fmt.Fprintf(z, `{"Records":[{"eventVersion":"1.09","eventTime":%q,"eventID":"%s-%s-%d","eventName":%q,"eventSource":"cloudtrail.amazonaws.com","awsRegion":%q,"recipientAccountId":%q,`+
		`"sourceIPAddress":"198.51.100.7","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::%s:user/mallory"}%s}]}`, at.UTC().Format(time.RFC3339), account, region, at.Unix(), event, region, account, account, more)
	z.Close()
	return fmt.Sprintf("AWSLogs/%s/CloudTrail/%s/%s/%s_CloudTrail_%s_%sZ_%d.json.gz", account, region, at.UTC().Format("2006/01/02"), account, region, at.UTC().Format("20060102T1504"), at.Unix()), b.Bytes()
}

// checked runs tarn source check, and gives its lines by account and region.
func checked(t *testing.T, dir string, code int, args ...string) map[string]arrival.Line {
	t.Helper()
	got, out, talk := tarn(t.Context(), dir, "", append([]string{"source", "check", "-o", "json"}, args...)...)
	if got != code {
		t.Fatalf("source check %v ended with %d, not %d: %s%s", args, got, code, out, talk)
	}
	var lines []arrival.Line
	if err := json.Unmarshal([]byte(out), &lines); err != nil {
		t.Fatal(err)
	}
	all := map[string]arrival.Line{}
	for _, l := range lines {
		all[strings.TrimSpace(l.Account+" "+l.Region)] = l
	}
	return all
}

// TestSourceCheck: an account whose trail somebody stopped, one of which nothing can be read, one that never came.
func TestSourceCheck(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	now := time.Now()
	put := func(key string, content []byte, at time.Time) {
		t.Helper()
		path := filepath.Join(logs, filepath.FromSlash(key))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	add := func(account, region, event, more string, at time.Time) {
		t.Helper()
		key, content := trailFile(account, region, event, more, at)
		put(key, content, at)
	}
	stopped := now.Add(-50 * time.Hour)
	add("111122223333", "us-east-1", "ListBuckets", "", now.Add(-10*time.Minute))
	add("111122223333", "eu-west-1", "ListBuckets", "", now.Add(-20*24*time.Hour)) // before the days that are listed
	add("444455556666", "us-east-1", "ListBuckets", "", stopped.Add(-time.Hour))
	add("444455556666", "us-east-1", "StopLogging", `,"requestParameters":{"name":"audit"}`, stopped)
	key, _ := trailFile("777788889999", "us-east-1", "ListBuckets", "", now.Add(-time.Hour))
	put(key, []byte("this is not gzip"), now.Add(-time.Hour))

	if code, _, talk := tarn(t.Context(), dir, "", "source", "add", logs); code != exitOK {
		t.Fatal(talk)
	}
	before := checked(t, dir, exitIncomplete)
	if l := before["111122223333 us-east-1"]; l.State != arrival.Waiting {
		t.Errorf("before the import: %+v", l)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "import"); code != exitIncomplete {
		t.Fatal(talk)
	}
	config := filepath.Join(t.TempDir(), "tarn.yaml")
	if err := os.WriteFile(config, []byte("delivery:\n  accounts: ['111122223333', '444455556666', '777788889999', '000011112222']\n  regions: [us-east-1]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := checked(t, dir, exitIncomplete, "--config", config)
	for place, want := range map[string]struct {
		state  arrival.State
		reason string
	}{
		"111122223333 us-east-1": {arrival.OK, ""},
		"111122223333 eu-west-1": {arrival.Stopped, "the lake has no call that ended it"},
		"444455556666 us-east-1": {arrival.Stopped, "StopLogging of audit at " + stopped.UTC().Format(time.RFC3339) + " by arn:aws:iam::444455556666:user/mallory from 198.51.100.7"},
		"777788889999 us-east-1": {arrival.Quarantined, "all of the last 1 are in quarantine"},
		"000011112222 us-east-1": {arrival.Never, "the bucket's policy does not list it"},
	} {
		if l := lines[place]; l.State != want.state || !strings.Contains(l.Reason, want.reason) {
			t.Errorf("%s: got %+v, want %s, %q", place, l, want.state, want.reason)
		}
	}
	if l := lines["444455556666 us-east-1"]; l.Since.Unix() != stopped.Unix() || l.LastEvent.Unix() != stopped.Unix() || l.Lag < 50*3600 || l.Lag > 51*3600 {
		t.Errorf("got %+v, want since %v", l, stopped)
	}
	if l := lines["111122223333 eu-west-1"]; now.Sub(l.Since).Round(24*time.Hour) != 20*24*time.Hour {
		t.Errorf("since %v: the ledger knows the object that is not listed any more", l.Since)
	}
	if code, out, _ := tarn(t.Context(), dir, "", "source", "check", "--late", "1000h", "--days", "30"); code != exitIncomplete || !strings.Contains(out, "quarantined") {
		t.Errorf("got %d\n%s", code, out)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "source", "check", "nowhere"); code != exitUsage {
		t.Errorf("got %d %s", code, talk)
	}
}

// TestSourceCheckS3: a prefix that is wrong, and permissions that are missing, for listing and for reading.
func TestSourceCheckS3(t *testing.T) {
	s := blobtest.StartS3(t)
	s.Setenv(t)
	proxy := blobtest.StartProxy(t, s.Endpoint)
	if err := os.Mkdir(filepath.Join(s.Dir, "trails"), 0o755); err != nil {
		t.Fatal(err)
	}
	key, content := trailFile("111122223333", "us-east-1", "ListBuckets", "", time.Now().Add(-time.Minute))
	s.Put(t, "trails", "team/"+key, content, nil)
	dir := filepath.Join(t.TempDir(), "lake")
	for _, prefix := range []string{"AWSLogs/", "team/AWSLogs/"} {
		if code, _, talk := tarn(t.Context(), dir, "", "source", "add", "s3://trails/"+prefix, "--endpoint-url", proxy.Endpoint, "--bucket-region", "us-east-1"); code != exitOK {
			t.Fatal(talk)
		}
	}
	if l := checked(t, dir, exitIncomplete, "s3://trails/AWSLogs/")[""]; l.State != arrival.Never || !strings.Contains(l.Reason, "logs do below s3://trails/team/AWSLogs/") {
		t.Errorf("a wrong prefix: %+v", l)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "import"); code != exitOK {
		t.Fatal(talk)
	}
	checked(t, dir, exitOK, "s3://trails/team/AWSLogs/")
	for action, fault := range map[string]blobtest.Fault{
		"s3:ListBucket": {Kind: "LIST", Status: 403, Code: "AccessDenied"},
		"s3:GetObject":  {Kind: "GET", Status: 403, Code: "AccessDenied"},
	} {
		proxy.Set(fault)
		if l := checked(t, dir, exitIncomplete, "s3://trails/team/AWSLogs/")[""]; l.State != arrival.Unreadable || !strings.Contains(l.Reason, action+" on arn:aws:s3:::trails") {
			t.Errorf("without %s: %+v", action, l)
		}
	}
}
