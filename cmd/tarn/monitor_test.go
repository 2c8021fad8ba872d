package main

import (
	"compress/gzip"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/alert"
	"tarn/internal/demo"
)

// filterPattern is a filter pattern for JSON of CloudWatch Logs, as far as the benchmark uses it: comparisons with = and !=, * in texts,
// NOT EXISTS, &&, || and parentheses (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).
type filterPattern struct {
	tokens []string
	at     int
}

var patternToken = regexp.MustCompile(`\(|\)|&&|\|\||!=|=|"[^"]*"|NOT EXISTS|[^\s()=!&|"]+`)

// takes reports whether an event matches.
func (f filterPattern) takes(event map[string]any) bool { return f.or(event) }

func (f *filterPattern) next(want string) bool {
	if f.at < len(f.tokens) && f.tokens[f.at] == want {
		f.at++
		return true
	}
	return false
}

func (f *filterPattern) or(event map[string]any) bool {
	out := f.and(event)
	for f.next("||") {
		out = f.and(event) || out
	}
	return out
}

func (f *filterPattern) and(event map[string]any) bool {
	out := f.term(event)
	for f.next("&&") {
		out = f.term(event) && out
	}
	return out
}

func (f *filterPattern) term(event map[string]any) bool {
	if f.next("(") {
		out := f.or(event)
		f.next(")")
		return out
	}
	var value any = event
	for _, member := range strings.Split(strings.TrimPrefix(f.tokens[f.at], "$."), ".") {
		inner, _ := value.(map[string]any)
		value = inner[member]
	}
	f.at++
	if f.next("NOT EXISTS") {
		return value == nil
	}
	equal := f.next("=")
	if !equal {
		f.next("!=")
	}
	want := strings.Trim(f.tokens[f.at], `"`)
	f.at++
	text, ok := value.(string)
	matches, _ := path.Match(want, text)
	return ok && matches == equal
}

// eventsBelow are the distinct events of the log files in a folder, by ID, as their JSON has them.
func eventsBelow(t *testing.T, dir string) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !strings.Contains(path, "/CloudTrail/") || !strings.HasSuffix(path, ".json.gz") {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			return err
		}
		var file struct{ Records []map[string]any }
		d := json.NewDecoder(z)
		d.UseNumber()
		if err := d.Decode(&file); err != nil {
			return err
		}
		for _, r := range file.Records {
			if id := r["eventID"].(string); out[id] == nil {
				out[id] = r
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestMonitorsFindWhatTheirPatternsTake compares what the built-in rules would have told about the demonstration with what the benchmark's
// patterns take of the events' own JSON: each event, once, and no other.
func TestMonitorsFindWhatTheirPatternsTake(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	if code, _, talk := tarn(t.Context(), dir, "", "demo", logs, "--logs", "none", "--events", "3000", "--days", "3"); code != exitOK {
		t.Fatal(talk)
	}
	truth, err := demo.ReadTruth(logs)
	if err != nil {
		t.Fatal(err)
	}
	importFolder(t, dir, logs)
	config := "alerts:\n  parameters:\n    console_signin_not_allowed: {allowed_addresses: [203.0.113.0/24]}\n"
	if err := os.WriteFile(filepath.Join(dir, "tarn.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	rehearse := func(rule string) (list []alert.Message) {
		t.Helper()
		code, out, talk := tarn(t.Context(), dir, "", "alert", "test", rule, "--from", truth.FirstDay, "--to", dayAfter(t, truth.LastDay), "--step", "6h", "-o", "json")
		if err := json.Unmarshal([]byte(out), &list); code != exitOK || err != nil {
			t.Fatalf("%s: %s%v", rule, talk, err)
		}
		return list
	}
	events := eventsBelow(t, logs)
	text, err := os.ReadFile("testdata/monitors/cis.txt")
	if err != nil {
		t.Fatal(err)
	}
	tested := []string{"console_signin_failures", "delivery_gap"} // which count, and have tests of their own
	for line := range strings.Lines(string(text)) {
		rule, pattern, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || rule == "#" {
			continue
		}
		tested = append(tested, rule)
		want := map[string]bool{}
		for id, event := range events {
			if (filterPattern{tokens: patternToken.FindAllString(strings.Trim(pattern, "{}"), -1)}).takes(event) {
				want[id] = true
			}
		}
		if len(want) == 0 {
			t.Errorf("%s: nothing in the demonstration fires it", rule)
		}
		told := map[string]int{}
		n := 0
		for _, m := range rehearse(rule) {
			n += len(m.Rows) + m.More
			id := slices.Index(m.Columns, "eventID")
			for _, row := range m.Rows {
				if told[row[id]]++; told[row[id]] > 1 || !want[row[id]] {
					t.Errorf("%s tells %d times of %s: %v", rule, told[row[id]], row[id], events[row[id]])
				}
			}
		}
		if n != len(want) {
			t.Errorf("%s tells of %d events, the pattern takes %d of %d", rule, n, len(want), len(events))
		}
	}
	for _, r := range (&alert.Alerts{}).Load().Rules {
		if !slices.Contains(tested, r.Name) {
			t.Errorf("%s is not compared with anything", r.Name)
		}
	}

	burst := rehearse("console_signin_failures")
	if len(burst) != 1 || burst[0].State != "firing" || !strings.Contains(burst[0].Text, "8 failed sign-ins from 198.51.100.203 in us-east-1") || !strings.Contains(burst[0].Text, "newest event is 19 seconds old") {
		t.Errorf("failed sign-ins: %+v", burst)
	}
}

func dayAfter(t *testing.T, day string) string {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return at.AddDate(0, 0, 1).Format(time.DateOnly)
}

// TestCountingMonitorsStayQuiet: four failures are none, nor are five over eleven minutes; a region that delivered now and then is not missed.
func TestCountingMonitorsStayQuiet(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	var events []string
	failed := func(at string) {
		events = append(events, `{"eventTime":"`+at+`","eventID":"f`+at+`","eventType":"AwsConsoleSignIn","eventName":"ConsoleLogin","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.7","responseElements":{"ConsoleLogin":"Failure"}}`)
	}
	event := func(region, at string) {
		events = append(events, `{"eventTime":"`+at+`","eventID":"`+region+at+`","eventName":"GetObject","awsRegion":"`+region+`","recipientAccountId":"111122223333"}`)
	}
	for _, minute := range []string{"00", "03", "06", "09", "12", "15", "18", "21"} { // four in any ten minutes
		failed("2024-05-07T12:" + minute + ":00Z")
	}
	for _, day := range []string{"01", "02", "03", "04", "05", "06", "07"} {
		for _, hour := range []string{"00", "04", "08", "12", "16", "20"} {
			event("eu-west-1", "2024-05-"+day+"T"+hour+":30:00Z")
			if day < "07" || hour < "08" {
				event("eu-north-1", "2024-05-"+day+"T"+hour+":30:00Z") // falls silent on the 7th at 4:30
			}
		}
	}
	event("us-east-1", "2024-05-03T00:00:00Z")
	if err := os.WriteFile(filepath.Join(logs, "a.json"), []byte(`{"Records":[`+strings.Join(events, ",")+`]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	importFolder(t, dir, logs)
	rehearse := func(rule, from, to, step string) (list []alert.Message) {
		t.Helper()
		code, out, talk := tarn(t.Context(), dir, "", "alert", "test", rule, "--from", from, "--to", to, "--step", step, "-o", "json")
		if err := json.Unmarshal([]byte(out), &list); code != exitOK || err != nil {
			t.Fatalf("%s: %s%v", rule, talk, err)
		}
		return list
	}
	if list := rehearse("console_signin_failures", "2024-05-07T11:00:00Z", "2024-05-07T14:00:00Z", "5m"); len(list) != 0 {
		t.Errorf("it fires for four: %+v", list)
	}
	// It fires once six hours have passed, for the one region, and once.
	gap := rehearse("delivery_gap", "2024-05-07T00:00:00Z", "2024-05-08T00:00:00Z", "15m")
	if len(gap) != 1 || gap[0].Labels["awsRegion"] != "eu-north-1" || gap[0].Time.Format("15:04") != "11:00" || !strings.Contains(gap[0].Text, "since 2024-05-07 04:30:00") {
		t.Errorf("gaps: %+v", gap)
	}
}
