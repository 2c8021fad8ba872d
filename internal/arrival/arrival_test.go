package arrival

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tarn/internal/source"
)

var now = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

func ago(d time.Duration) time.Time { return now.Add(-d) }

// look is a trails' bucket of two accounts.
func look() *Look {
	return &Look{ID: "s1", URI: "s3://trails/AWSLogs/", Bucket: "trails", Kind: "CloudTrail", Seen: map[Place]*Seen{
		{"CloudTrail", "111122223333", "eu-west-1"}: {LastObject: ago(5 * time.Minute), Read: 10, LastEvent: ago(10 * time.Minute)},
		{"CloudTrail", "111122223333", "us-east-1"}: {LastObject: ago(72 * time.Hour), LastEvent: ago(73 * time.Hour)},
	}}
}

// TestJudge: one look at a time, and the line of one place.
func TestJudge(t *testing.T) {
	at := Place{"CloudTrail", "111122223333", "us-east-1"}
	stop := Stop{Time: ago(71 * time.Hour), Event: "StopLogging", Account: "111122223333", Region: "eu-west-1", Target: "audit", By: "arn:aws:iam::111122223333:user/mallory", Address: "198.51.100.7"}
	for name, c := range map[string]struct {
		change func(*Look)
		at     Place
		state  State
		reason string
	}{
		"what comes":               {func(*Look) {}, Place{"CloudTrail", "111122223333", "eu-west-1"}, OK, ""},
		"a trail that was stopped": {func(l *Look) { l.Stops = []Stop{stop} }, at, Stopped, "StopLogging of audit at 2026-11-23T13:00:00Z by arn:aws:iam::111122223333:user/mallory from 198.51.100.7"},
		"one that was started again": {func(l *Look) {
			l.Stops = []Stop{stop, {Time: ago(70 * time.Hour), Event: "StartLogging", Account: stop.Account, Target: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit"}}
		}, at, Stopped, "the lake has no call that ended it"},
		"one of another account": {func(l *Look) { l.Stops = []Stop{{Time: stop.Time, Event: "StopLogging", Account: "999999999999"}} }, at, Stopped, "the lake has no call that ended it"},
		"one long before": {func(l *Look) {
			l.Stops = []Stop{{Time: ago(100 * time.Hour), Event: "StopLogging", Account: stop.Account}}
		}, at, Stopped, "the lake has no call that ended it"},
		"a policy that was changed": {func(l *Look) {
			l.Stops = []Stop{{Time: stop.Time, Event: "PutBucketPolicy", Account: "999999999999", Target: "trails"}}
		}, at, Stopped, "PutBucketPolicy of trails at"},
		"a policy of another bucket": {func(l *Look) {
			l.Stops = []Stop{{Time: stop.Time, Event: "PutBucketPolicy", Account: stop.Account, Target: "photos"}}
		}, at, Stopped, "the lake has no call that ended it"},
		"a stop weighs more": {func(l *Look) {
			l.Stops = []Stop{stop, {Time: ago(time.Hour), Event: "PutBucketPolicy", Target: "trails"}}
		}, at, Stopped, "StopLogging of audit"},
		"a region where nothing goes": {func(l *Look) { l.Seen[at].Digest = ago(time.Hour) }, at, Quiet, "digest files come"},
		"a region that never came":    {func(*Look) {}, Place{"CloudTrail", "111122223333", "ap-northeast-2"}, Never, "delivers for eu-west-1, us-east-1 and not for here"},
		"an account that never came":  {func(*Look) {}, Place{"CloudTrail", "444455556666", "eu-west-1"}, Never, "the bucket's policy does not list it"},
		"what cannot be read": {func(l *Look) { l.Seen[at] = &Seen{LastObject: ago(time.Hour), Read: 3, Broken: 3, Why: "not gzip"} }, at, Quarantined,
			"all of the last 3 are in quarantine: not gzip"},
		"what can be read in part": {func(l *Look) { l.Seen[at] = &Seen{LastObject: ago(time.Hour), Read: 3, Broken: 1, Why: "not gzip"} }, at, OK, "1 of the last 3"},
		"what waits":               {func(l *Look) { l.Seen[at] = &Seen{LastObject: ago(time.Hour), Waiting: 7} }, at, Waiting, "7 objects came"},
	} {
		l := look()
		c.change(l)
		found := false
		for _, line := range l.Judge(Expected{Accounts: []string{"111122223333", "444455556666"}, Regions: []string{"ap-northeast-2", "eu-west-1", "us-east-1"}, Late: 24 * time.Hour, Now: now}) {
			if (Place{line.Logs, line.Account, line.Region}) != c.at {
				continue
			}
			found = true
			if line.State != c.state || !strings.Contains(line.Reason, c.reason) || c.reason == "" && line.Reason != "" {
				t.Errorf("%s: got %s, %q; want %s, %q", name, line.State, line.Reason, c.state, c.reason)
			}
			if c.state == Stopped && !line.Since.Equal(ago(72*time.Hour)) {
				t.Errorf("%s: since %v", name, line.Since)
			}
		}
		if !found {
			t.Errorf("%s: there is no line of %v", name, c.at)
		}
	}
}

// TestExpected: without a list what was seen is expected, and nothing else.
func TestExpected(t *testing.T) {
	e := Expected{Late: 24 * time.Hour, Now: now}
	if lines := look().Judge(e); len(lines) != 2 {
		t.Errorf("got %v", lines)
	}
	e.Accounts = []string{"444455556666"}
	lines := look().Judge(e)
	if len(lines) != 3 || lines[2].Account != "444455556666" || lines[2].State != Never {
		t.Errorf("got %v", lines)
	}
	e.Regions = []string{"eu-west-1"} // us-east-1 was seen, and has stopped
	if lines := look().Judge(e); len(lines) != 3 {
		t.Errorf("got %v", lines)
	}
	// Logs of S3 tell neither account nor region.
	l := &Look{Seen: map[Place]*Seen{{}: {LastObject: ago(time.Hour), Read: 1}}}
	if lines := l.Judge(e); len(lines) != 1 || lines[0].State != OK {
		t.Errorf("got %v", lines)
	}
}

// TestWholeSource: what is said of a source that has nothing, or cannot be read.
func TestWholeSource(t *testing.T) {
	e := Expected{Late: 24 * time.Hour, Now: now}
	l := &Look{URI: "s3://trails/logs/", Err: errors.New("s3:ListBucket is missing")}
	if lines := l.Judge(e); len(lines) != 1 || lines[0].State != Unreadable || lines[0].Reason != "s3:ListBucket is missing" {
		t.Errorf("got %v", lines)
	}
	l = &Look{URI: "s3://trails/logs/", Elsewhere: "s3://trails/team/AWSLogs/"}
	if lines := l.Judge(e); len(lines) != 1 || lines[0].State != Never || !strings.Contains(lines[0].Reason, "s3://trails/team/AWSLogs/") {
		t.Errorf("got %v", lines)
	}
	if s, digest := l.At(source.Parse("AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/11/26/x.json.gz")); s == nil || !digest {
		t.Error("a digest is its trail's")
	}
	if lines := l.Judge(e); len(lines) != 1 || lines[0].Logs != "CloudTrail" {
		t.Errorf("got %v", lines)
	}
}
