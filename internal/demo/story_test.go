package demo

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// told returns the records of a chapter of the default demonstration, the first
// delivery of each, in the story's order.
func told(t *testing.T, name string) (chapter []delivered) {
	t.Helper()
	_, truth := written()
	c := truth.Chapter(name)
	if c == nil {
		t.Fatalf("no chapter %s", name)
	}
	kind := "CloudTrail"
	if name == "insights" {
		kind = "CloudTrail-Insight"
	}
	byID := map[string]delivered{}
	for _, r := range records(t, kind) {
		if _, again := byID[r.EventID]; !again {
			byID[r.EventID] = r
		}
	}
	for _, id := range c.Events {
		r, found := byID[id]
		if !found {
			t.Fatalf("chapter %s: no event %s", name, id)
		}
		chapter = append(chapter, r)
	}
	if len(chapter) == 0 {
		t.Fatalf("chapter %s is empty", name)
	}
	return chapter
}

func TestEveryChapterIsThere(t *testing.T) {
	_, truth := written()
	if len(truth.Chapters) != 21 {
		t.Errorf("%d chapters", len(truth.Chapters))
	}
	ids := map[string]bool{}
	for _, kind := range []string{"CloudTrail", "CloudTrail-Insight"} {
		for _, r := range records(t, kind) {
			ids[r.EventID] = true
		}
	}
	for _, c := range truth.Chapters {
		if len(c.Events) == 0 || c.Title == "" {
			t.Errorf("chapter %s is empty", c.Name)
		}
		for _, id := range c.Events {
			if !ids[id] {
				t.Errorf("chapter %s: no event %s", c.Name, id)
			}
		}
	}
}

func TestBurstEndsAtTheNewestEvent(t *testing.T) {
	_, truth := written()
	newest, err := time.Parse(time.RFC3339, truth.NewestEvent)
	if err != nil {
		t.Fatal(err)
	}
	before := 0
	for _, r := range told(t, "failed-sign-in-burst") {
		if r.EventType != "AwsConsoleSignIn" || string(r.ResponseElements) != signInFailure || r.ErrorMessage != "Failed authentication" || r.AwsRegion != "us-east-1" {
			t.Errorf("not a failed sign-in: %s", r.text)
		}
		if at := r.time(t); at.Before(newest) && at.After(newest.Add(-10*time.Minute)) {
			before++
		}
	}
	if before < 5 {
		t.Errorf("%d failed sign-ins in the ten minutes before %s", before, newest)
	}
}

func TestOnlyTheStorySignsInFromElsewhere(t *testing.T) {
	_, truth := written()
	known := map[string]bool{}
	for _, name := range []string{"foreign-sign-ins", "failed-sign-in-burst", "root-activity"} {
		for _, id := range truth.Chapter(name).Events {
			known[id] = true
		}
	}
	for _, r := range records(t, "CloudTrail") {
		if r.EventName == "ConsoleLogin" && r.SourceIPAddress != truth.AllowedAddress && !known[r.EventID] {
			t.Errorf("sign-in from %s: %s", r.SourceIPAddress, r.text)
		}
	}
}

func TestRoleChain(t *testing.T) {
	var key string
	hops := 0
	for _, r := range told(t, "role-chain") {
		if r.EventName != "AssumeRole" || r.UserIdentity.Type == "AWSAccount" {
			continue
		}
		if key != "" && r.UserIdentity.AccessKeyID != key {
			t.Errorf("hop %d uses %s, issued was %s", hops, r.UserIdentity.AccessKeyID, key)
		}
		var response struct{ Credentials struct{ AccessKeyID string } }
		if err := json.Unmarshal(r.ResponseElements, &response); err != nil {
			t.Fatal(err)
		}
		key = response.Credentials.AccessKeyID
		hops++
	}
	if hops != 3 {
		t.Errorf("%d hops", hops)
	}
}

// Each key that begins with ASIA belongs to a session: outside consoles and the
// story it is issued before it is used.
func TestSessionKeysAreIssuedFirst(t *testing.T) {
	issued := map[string]string{}
	all := records(t, "CloudTrail")
	for _, r := range all {
		var response struct{ Credentials struct{ AccessKeyID string } }
		if strings.HasPrefix(r.EventName, "AssumeRole") && json.Unmarshal(r.ResponseElements, &response) == nil {
			issued[response.Credentials.AccessKeyID] = r.EventTime
		}
	}
	used := 0
	for _, r := range all {
		if r.UserIdentity.Type != "AssumedRole" || issued[r.UserIdentity.AccessKeyID] == "" {
			continue
		}
		used++
		if issued[r.UserIdentity.AccessKeyID] > r.EventTime {
			t.Fatalf("used before it was issued: %s", r.text)
		}
	}
	if used < 10000 {
		t.Errorf("%d events with an issued key", used)
	}
}

func TestStoryFitsAnyNumberOfDays(t *testing.T) {
	for _, o := range []Options{{Days: 1, Events: 1}, {Days: 2, Events: 1500}, {Days: 45, Events: 1}} {
		_, truth := write(t, o)
		if truth.Events < o.Events || truth.Conflicts != 1 || !strings.HasSuffix(truth.NewestEvent, "T23:59:41Z") {
			t.Errorf("%+v: %d events, %d conflicts, newest %s", o, truth.Events, truth.Conflicts, truth.NewestEvent)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	var truth *Truth
	for b.Loop() {
		var err error
		if truth, err = Write(context.Background(), b.TempDir(), Options{Events: 300000}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(truth.Events)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(truth.Objects), "objects")
	b.ReportMetric(float64(truth.JSONBytes)/1e6, "MB-json")
}
