package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// browser speaks the console's API as its page does.
type browser struct {
	t    *testing.T
	base string
	http *http.Client
}

func (b browser) call(method, path string, body, out any) (status int, text string) {
	b.t.Helper()
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			b.t.Fatal(err)
		}
		content = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.base+"/api/v1"+path, content)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("X-Tarn", "1")
	r.Header.Set("Origin", b.base)
	answer, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	content2, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if out != nil {
		if err := json.Unmarshal(content2, out); err != nil {
			b.t.Fatalf("%s %s: %s", method, path, content2)
		}
	}
	return answer.StatusCode, string(content2)
}

// TestConsole signs in with the link that tarn up prints, asks, and reads what the record of calls has of it.
func TestConsole(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	os.WriteFile(filepath.Join(logs, "a.json"), []byte(event("one", "2024-05-07T00:00:00Z")), 0o600)
	for _, args := range [][]string{{"import", logs}, {"key", "create", "ann", "--role", "admin"}} {
		if code, _, talk := tarn(t.Context(), dir, "", args...); code != exitOK {
			t.Fatal(args, talk)
		}
	}
	os.WriteFile(filepath.Join(dir, "tarn.yaml"), []byte("delivery: {accounts: ['444455556666'], regions: [eu-west-1]}\n"), 0o600)
	s := up(t, dir)
	address, err := url.Parse(s.console)
	if err != nil || !strings.HasPrefix(address.Fragment, "link=") {
		t.Fatalf("the console is at %q", s.console)
	}
	jar, _ := cookiejar.New(nil)
	b := browser{t, "http://" + address.Host, &http.Client{Jar: jar}}
	if status, _ := b.call("GET", "/overview", nil, nil); status != 401 {
		t.Errorf("before signing in: %d", status)
	}
	if status, text := b.call("POST", "/session", map[string]string{"link": strings.TrimPrefix(address.Fragment, "link=")}, nil); status != 200 {
		t.Fatalf("the link: %d %s", status, text)
	}
	var overview struct {
		Stores []struct {
			Name   string
			Events int
		}
	}
	if b.call("GET", "/overview", nil, &overview); len(overview.Stores) != 2 || overview.Stores[0].Name != "cloudtrail" || overview.Stores[0].Events != 1 {
		t.Errorf("the overview has %v", overview)
	}

	var some struct{ Values []string }
	if b.call("GET", "/catalog/values?name=cloudtrail&column=eventName", nil, &some); strings.Join(some.Values, " ") != "E" {
		t.Errorf("values of eventName: %v", some)
	}
	if b.call("GET", "/catalog/values?name=cloudtrail&column=userIdentity.arn", nil, &some); len(some.Values) != 0 {
		t.Errorf("values of a member that no event has: %v", some)
	}
	if status, text := b.call("GET", "/catalog/values?name=cloudtrail&column=x%22%20OR%201", nil, nil); status != 400 {
		t.Errorf("a column that is none: %d %s", status, text)
	}
	var arrivals struct {
		Newest string
		Places []struct {
			Account, Region, Newest, Arrived string
			Gap                              bool
		}
	}
	if b.call("GET", "/overview/arrivals", nil, &arrivals); arrivals.Newest != "2024-05-07T00:00:00Z" || len(arrivals.Places) != 2 {
		t.Fatalf("what came in: %+v", arrivals)
	}
	if came, silent := arrivals.Places[0], arrivals.Places[1]; came.Newest != arrivals.Newest || came.Arrived < "2026" || came.Gap ||
		silent.Account != "444455556666" || silent.Region != "eu-west-1" || silent.Newest != "" || !silent.Gap {
		t.Errorf("what came in, and what was expected: %+v", arrivals.Places)
	}

	var x struct {
		ID, State string
		Error     *struct {
			Message, Hint          string
			Line, Column, From, To int
		}
	}
	b.call("POST", "/queries", map[string]any{"sql": "SELECT 9007199254740993 AS n, eventID, map(array['a'], array[9007199254740993]) AS m FROM cloudtrail WHERE eventName = ?", "parameters": []string{"'E'"}}, &x)
	for deadline := time.Now().Add(20 * time.Second); x.State != "FINISHED" && time.Now().Before(deadline); {
		b.call("GET", "/queries/"+x.ID+"?wait=1000", nil, &x)
	}
	if _, text := b.call("GET", "/queries/"+x.ID+"/rows", nil, nil); !strings.Contains(text, `"rows":[["9007199254740993","one","{\"a\":9007199254740993}"]],"total":1`) {
		t.Errorf("the rows: %s", text)
	}
	if _, text := b.call("GET", "/queries/"+x.ID+"/download?format=csv&bom=true", nil, nil); text != "\ufeffn,eventID,m\n9007199254740993,one,{a=9007199254740993}\n" {
		t.Errorf("the file: %q", text)
	}

	// An error is at its place, which counts as browsers count.
	b.call("POST", "/queries", map[string]any{"sql": "SELECT '감사 😀', evntName FROM cloudtrail"}, &x)
	if x.State != "FAILED" || x.Error == nil || x.Error.From != 16 || x.Error.To != 24 || x.Error.Line != 1 {
		t.Errorf("the error: %+v", x.Error)
	}
	var a struct{ Error *struct{ Hint string } }
	if b.call("POST", "/analyse", map[string]any{"sql": "SELECT evntName FROM cloudtrail"}, &a); a.Error == nil || !strings.Contains(a.Error.Hint, "eventName") {
		t.Errorf("the hint: %+v", a.Error)
	}

	var events struct {
		Events []struct{ ID, Name, Time string }
	}
	for _, search := range []map[string]any{
		{}, {"text": "ONE"}, {"from": "2024-05-07T00:00:00Z", "to": "2024-05-07T00:00:01Z"}, {"filters": []map[string]string{{"field": "eventName", "value": "E"}}},
		{"filters": []map[string]string{{"field": "resourceName", "op": "not", "value": "x"}, {"field": "userName", "op": "absent"}}},
	} {
		if status, text := b.call("POST", "/events", search, &events); status != 200 || len(events.Events) != 1 || events.Events[0].ID != "one" {
			t.Errorf("%v: %d %s", search, status, text)
		}
	}
	for _, search := range []map[string]any{{"text": "two"}, {"to": "2024-05-07T00:00:00Z"}, {"filters": []map[string]string{{"field": "eventName", "op": "not", "value": "E"}}}} {
		if status, text := b.call("POST", "/events", search, &events); status != 200 || len(events.Events) != 0 {
			t.Errorf("%v: %d %s", search, status, text)
		}
	}
	if status, text := b.call("POST", "/events", map[string]any{"filters": []map[string]string{{"field": "eventName' OR true --"}}}, nil); status != 400 {
		t.Errorf("a field that is not one: %d %s", status, text)
	}
	var whole struct {
		JSON   string
		Origin struct{ Object string }
	}
	if b.call("GET", "/events/one", nil, &whole); !strings.Contains(whole.JSON, `"eventID":"one"`) || whole.Origin.Object != filepath.Join(logs, "a.json") {
		t.Errorf("the event: %+v", whole)
	}
	var bars struct {
		Total   int
		Buckets []struct{ Events int }
	}
	if b.call("POST", "/events/histogram", map[string]any{}, &bars); bars.Total != 1 || len(bars.Buckets) != 1 {
		t.Errorf("the histogram: %+v", bars)
	}

	var saved struct {
		Queries []struct{ ID, Name, SQL string }
	}
	b.call("POST", "/saved", map[string]any{"name": "Mine", "sql": "SELECT 1"}, nil)
	if b.call("GET", "/saved", nil, &saved); len(saved.Queries) != 1 || saved.Queries[0].Name != "Mine" {
		t.Errorf("saved: %+v", saved)
	}
	if status, text := b.call("POST", "/aws/cloudtrail/CreateEventDataStore", map[string]any{"Name": "second"}, nil); status != 200 || !strings.Contains(text, `"Name":"second"`) {
		t.Errorf("a store: %d %s", status, text)
	}
	if status, text := b.call("POST", "/aws/cloudtrail/CreateEventDataStore", map[string]any{"Name": "x"}, nil); status != 400 || !strings.Contains(text, "Invalid") {
		t.Errorf("a name that is too short: %d %s", status, text)
	}
	for _, path := range []string{"/catalog", "/catalog/table?name=cloudtrail", "/functions", "/samples", "/samples?search=root", "/overview/arrivals", "/jobs", "/jobs/cloudtrail_daily", "/jobs/cloudtrail_daily/runs", "/queries"} {
		if status, text := b.call("GET", path, nil, nil); status != 200 {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}

	// What was done is in the record of calls.
	_, text := b.call("POST", "/queries", map[string]any{"sql": "SELECT DISTINCT eventName FROM \"tarn-audit\" WHERE userIdentity.userName = 'ann'"}, &x)
	for deadline := time.Now().Add(20 * time.Second); x.State != "FINISHED" && time.Now().Before(deadline); {
		_, text = b.call("GET", "/queries/"+x.ID+"?wait=1000", nil, &x)
	}
	_, rows := b.call("GET", "/queries/"+x.ID+"/rows", nil, nil)
	for _, name := range []string{"ConsoleLogin", "StartQuery", "GetQueryRows", "DownloadQueryResults", "SearchEvents", "GetEvent", "CreateEventDataStore", "CreateNamedQuery"} {
		if !strings.Contains(rows, `"`+name+`"`) {
			t.Errorf("the record of calls has no %s: %s %s", name, text, rows)
		}
	}
}
