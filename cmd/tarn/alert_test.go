package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tarn/internal/notify"
)

// pager is an HTTP server that keeps the messages that it gets.
type pager struct {
	*httptest.Server
	mu  sync.Mutex
	got []notify.Message
}

func newPager(t *testing.T) *pager {
	p := &pager{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Data notify.Message }
		text, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(text, &body); err != nil || body.Data.ID != r.Header.Get("webhook-id") {
			t.Errorf("%v: %s", err, text)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		p.got = append(p.got, body.Data)
	}))
	t.Cleanup(p.Close)
	return p
}

// told are the IDs of the events that messages told of, in order.
func (p *pager) told() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for _, m := range p.got {
		for _, row := range m.Rows {
			out = append(out, row[1])
		}
	}
	return strings.Join(out, " ")
}

// alarmed is a data directory with a rule about events named Alarm, whose messages go to a pager; address is the file with the pager's.
func alarmed(t *testing.T) (dir, address string, p *pager) {
	t.Helper()
	p = newPager(t)
	dir, address = filepath.Join(t.TempDir(), "lake"), filepath.Join(t.TempDir(), "address")
	alarm(t, dir, "history", time.Now().AddDate(-1, 0, 0))
	files := map[string]string{
		address: p.URL + "\n",
		filepath.Join(dir, "tarn.yaml"): "notifiers:\n- {name: pager, type: webhook, url_file: " + address + ", allow: [127.0.0.1]}\n" +
			"alerts: {notifiers: [pager], console: 'https://tarn.example.com'}\n",
		filepath.Join(dir, "alerts", "alarm.yaml"): "name: alarm\nschedule: rate(1 minute)\nsql: SELECT eventTime, eventID FROM @cloudtrail WHERE eventTime >= @from AND eventTime < @to AND eventName = 'Alarm' ORDER BY eventTime\n",
	}
	for path, text := range files {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir, address, p
}

// alarm imports an event named Alarm.
func alarm(t *testing.T, dir, id string, at time.Time) {
	t.Helper()
	path := filepath.Join(t.TempDir(), id+".json")
	text := fmt.Sprintf(`{"Records":[{"eventTime":%q,"eventID":%q,"eventName":"Alarm"}]}`, at.UTC().Format(time.RFC3339), id)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "import", path); code != exitOK {
		t.Fatal(talk)
	}
}

// TestAnAlertIsToldOnce: each event once, whatever evaluates it how often, while its receiver is down, and over a server that is killed.
func TestAnAlertIsToldOnce(t *testing.T) {
	dir, address, p := alarmed(t)
	evaluate := func() string {
		t.Helper()
		code, out, talk := tarn(t.Context(), dir, "", "alert", "run", "alarm")
		if code != exitOK {
			t.Fatal(talk)
		}
		return out
	}
	expect := func(want string) {
		t.Helper()
		if got := p.told(); got != want {
			t.Fatalf("told of %q, want %q", got, want)
		}
	}
	evaluate()
	expect("") // history
	alarm(t, dir, "one", time.Now().Add(-3*time.Hour))
	for range 3 {
		evaluate()
	}
	expect("one")
	if m := p.got[0]; m.Rule != "alarm" || !strings.HasPrefix(m.Link, "https://tarn.example.com/query?sql=SELECT+eventTime") || m.State != notify.Firing {
		t.Errorf("%+v", m)
	}
	alarm(t, dir, "two", time.Now().Add(-time.Minute))
	var work sync.WaitGroup
	for range 4 {
		work.Go(func() {
			if out, err := exec.Command("tarn", "--data", dir, "alert", "run", "alarm").CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	work.Wait()
	evaluate()
	expect("one two")

	// The receiver is down.
	if err := os.WriteFile(address, []byte("http://127.0.0.1:1"), 0o600); err != nil {
		t.Fatal(err)
	}
	alarm(t, dir, "three", time.Now().Add(-time.Minute))
	evaluate()
	evaluate()
	var entries []notify.Entry
	code, out, talk := tarn(t.Context(), dir, "", "alert", "outbox", "-o", "json")
	if err := json.Unmarshal([]byte(out), &entries); code != exitOK || err != nil || len(entries) != 3 || entries[0].Progress != notify.Waiting || !strings.Contains(entries[0].Error, "refused") {
		t.Errorf("%s%v: %s", talk, err, out)
	}
	if err := os.WriteFile(address, []byte(p.URL), 0o600); err != nil {
		t.Fatal(err)
	}
	for begun := time.Now(); p.told() == "one two" && time.Since(begun) < 30*time.Second; time.Sleep(500 * time.Millisecond) {
		evaluate()
	}
	evaluate()
	expect("one two three")

	// A server evaluates by the schedule, and is killed once it has told.
	s := up(t, dir)
	alarm(t, dir, "four", time.Now().Add(-time.Minute))
	for begun := time.Now(); p.told() == "one two three" && time.Since(begun) < 100*time.Second; time.Sleep(100 * time.Millisecond) {
	}
	expect("one two three four")
	time.Sleep(300 * time.Millisecond) // for its note of the answer
	s.cmd.Process.Kill()
	s.cmd.Wait()
	s = up(t, dir)
	evaluate()
	time.Sleep(3 * time.Second)
	expect("one two three four")
	if strings.Contains(s.talk.String(), "alert") {
		t.Error(s.talk)
	}
	code, out, _ = tarn(t.Context(), dir, "", "alert", "history", "alarm")
	if code != exitOK || strings.Count(out, "firing") != 4 || strings.Contains(out, "resolved") {
		t.Error(out)
	}
}

// TestAnEvaluationThatIsKilled: kill -9 at random instants. Every event is told, in one message; a message that arrives twice does so under its ID.
func TestAnEvaluationThatIsKilled(t *testing.T) {
	dir, _, p := alarmed(t)
	const n = 12
	for i := range n {
		alarm(t, dir, fmt.Sprint("e", i), time.Now().Add(-time.Hour))
		cmd := exec.Command("tarn", "--data", dir, "alert", "run", "alarm")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(50+rand.IntN(500)) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
	}
	events := map[string]string{} // the message that told of it
	for begun := time.Now(); ; time.Sleep(time.Second) {
		if code, _, talk := tarn(t.Context(), dir, "", "alert", "run", "alarm"); code != exitOK {
			t.Fatal(talk)
		}
		code, out, talk := tarn(t.Context(), dir, "", "alert", "outbox", "-o", "json")
		if code != exitOK {
			t.Fatal(talk)
		}
		if !strings.Contains(out, `"progress": "waiting"`) {
			break
		}
		if time.Since(begun) > 2*time.Minute {
			t.Fatal(out)
		}
	}
	for _, m := range p.got {
		for _, row := range m.Rows {
			if other, ok := events[row[1]]; ok && other != m.ID {
				t.Errorf("%s is in two messages", row[1])
			}
			events[row[1]] = m.ID
		}
	}
	if len(events) != n {
		t.Errorf("%d events were told, want %d", len(events), n)
	}
}

// TestAlertCommands walks through what a person does at a terminal.
func TestAlertCommands(t *testing.T) {
	dir, address, p := alarmed(t)
	must := func(args ...string) string {
		t.Helper()
		code, out, talk := tarn(t.Context(), dir, "", args...)
		if code != exitOK {
			t.Fatalf("%v: %s", args, talk)
		}
		return out
	}
	says := func(out string, want ...string) {
		t.Helper()
		for _, w := range want {
			if !strings.Contains(out, w) {
				t.Errorf("no %q in:\n%s", w, out)
			}
		}
	}
	alarm(t, dir, "one", time.Now().Add(-time.Minute))
	id := strings.TrimSpace(must("alert", "silence", "alarm", "--for", "1h", "--comment", "release"))
	must("alert", "run", "alarm")
	if p.told() != "" {
		t.Errorf("a silenced rule told of %s", p.told())
	}
	says(must("alert", "list"), "console_signin_not_allowed", "needs allowed_addresses")
	says(must("alert", "show", "alarm"), "firing", "release", "FROM @cloudtrail")
	says(must("alert", "silences"), id, "release")
	says(must("alert", "history", "alarm"), "silenced")
	must("alert", "unsilence", id)
	if code, _, talk := tarn(t.Context(), dir, "", "alert", "unsilence", id); code != exitFailed || !strings.Contains(talk, "no such silence") {
		t.Error(code, talk)
	}
	says(must("alert", "send-test", "pager"), "pager took the message")
	if len(p.got) != 1 || p.got[0].State != notify.Test {
		t.Errorf("%+v", p.got)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "alert", "send-test", "nobody"); code != exitFailed || !strings.Contains(talk, "[pager]") {
		t.Error(code, talk)
	}
	must("alert", "disable", "alarm")
	says(must("alert", "list"), "disabled")
	must("alert", "enable", "alarm")
	must("alert", "validate", filepath.Join(dir, "alerts", "alarm.yaml"))
	if code, _, talk := tarn(t.Context(), dir, "", "alert", "run", "console_signin_not_allowed"); code != exitFailed || !strings.Contains(talk, "alerts.parameters.console_signin_not_allowed") {
		t.Error(code, talk)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "alert", "test", "alarm"); code != exitUsage || !strings.Contains(talk, "--from") {
		t.Error(code, talk)
	}
	// An address of the inside that nobody allowed.
	config := filepath.Join(dir, "tarn.yaml")
	for text, want := range map[string]string{
		"notifiers: [{name: a, type: pigeon}]": "choose slack", "notifiers: [{name: a, type: slack}]": "url_env", "alerts: {notifiers: [a]}": "alerts.notifiers names a",
		"notifiers: [{name: a, type: webhook, url: 'http://x'}]": "unknown field", "alerts: {language: fr}": "alerts.language",
	} {
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, _, talk := tarn(t.Context(), dir, "", "alert", "list"); code != exitUsage || !strings.Contains(talk, want) {
			t.Errorf("%s: %d %s", text, code, talk)
		}
	}
	if err := os.WriteFile(config, []byte("notifiers: [{name: inside, type: webhook, url_file: "+address+"}]"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "alert", "send-test", "inside"); code != exitFailed || !strings.Contains(talk, "not of the open internet") {
		t.Error(code, talk)
	}
}

// A rule sees what its key may read, and no more.
func TestARuleReadsWhatItsKeyMay(t *testing.T) {
	dir, _, p := alarmed(t)
	for _, args := range [][]string{
		{"store", "create", "other"}, {"key", "create", "elsewhere", "--role", "analyst", "--store", "other"}, {"key", "create", "here", "--role", "analyst", "--store", "cloudtrail"},
	} {
		if code, _, talk := tarn(t.Context(), dir, "", args...); code != exitOK {
			t.Fatal(args, talk)
		}
	}
	alarm(t, dir, "one", time.Now().Add(-time.Hour))
	path := filepath.Join(dir, "alerts", "alarm.yaml")
	rule, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// The key elsewhere reads an empty store, in which there is nothing to tell.
	for _, tt := range []struct{ key, told string }{{"elsewhere", ""}, {"here", "one"}} {
		if err := os.WriteFile(path, append([]byte("as: "+tt.key+"\n"), rule...), 0o600); err != nil {
			t.Fatal(err)
		}
		code, _, talk := tarn(t.Context(), dir, "", "alert", "run", "alarm")
		if got := p.told(); got != tt.told || code != exitOK {
			t.Errorf("as %s: %d, told of %q, want %q: %s", tt.key, code, got, tt.told, talk)
		}
	}
	if err := os.WriteFile(path, append([]byte("as: nobody\n"), rule...), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "alert", "run", "alarm"); code != exitFailed || !strings.Contains(talk, "no such key: nobody") {
		t.Errorf("%d: %s", code, talk)
	}
}
