package alert

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/account"
	"tarn/internal/query"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// lake answers every statement with the rows that it has, the columns id, who, n and at; a time before the statement's @from is not asked for.
type lake struct {
	rows  []query.Row
	err   error
	asked []query.Statement
}

func (l *lake) put(id, who string, n int64, at time.Time) {
	l.rows = append(l.rows, query.Row{id, who, n, at})
}

func (l *lake) Ask(_ context.Context, s query.Statement, _ int) (Answer, error) {
	l.asked = append(l.asked, s)
	a := Answer{Columns: []analyze.Output{{Name: "eventID", Type: schema.Type{Kind: schema.Varchar}}, {Name: "Who", Type: schema.Type{Kind: schema.Varchar}}, {Name: "n", Type: schema.Type{Kind: schema.Bigint}}, {Name: "eventTime", Type: schema.Type{Kind: schema.Timestamp}}}}
	_, rest, _ := strings.Cut(s.SQL, "FROM TIMESTAMP '")
	from, err := time.Parse("2006-01-02 15:04:05.000", rest[:23])
	_, rest, _ = strings.Cut(s.SQL, "TO TIMESTAMP '")
	to, err2 := time.Parse("2006-01-02 15:04:05.000", rest[:23])
	if err := errors.Join(err, err2, l.err); err != nil {
		return a, err
	}
	for _, r := range l.rows {
		if at := r[3].(time.Time); !at.Before(from) && at.Before(to) {
			a.Rows = append(a.Rows, r)
		}
	}
	return a, nil
}

var noon = time.Date(2024, 5, 7, 12, 0, 0, 0, time.UTC)

// bench is a rule with its lake and its store.
type bench struct {
	t      *testing.T
	alerts *Alerts
	lake   *lake
	memory *Memory
	now    time.Time
}

// rule makes a rule of a few lines besides its name and its statement.
func rule(t *testing.T, lines string) *bench {
	t.Helper()
	dir := t.TempDir()
	text := "name: r\nsql: SELECT FROM @from TO @to\n" + lines
	if err := os.WriteFile(filepath.Join(dir, "r.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, lake: &lake{}, memory: &Memory{}, now: noon}
	b.alerts = &Alerts{Folders: []string{dir}, Store: b.memory, Queries: b.lake, Notifiers: []string{"team"}, Locks: filepath.Join(dir, "locks"), Now: func() time.Time { return b.now }}
	return b
}

// after lets time pass, evaluates the rule, and gives its messages, a line each: state, labels, rows.
func (b *bench) after(d time.Duration) string {
	b.t.Helper()
	b.now = b.now.Add(d)
	r, err := b.alerts.Find("r")
	if err != nil {
		b.t.Fatal(err)
	}
	messages, err := b.alerts.Run(b.t.Context(), r, b.now)
	if err != nil {
		return err.Error()
	}
	return told(messages)
}

func told(messages []Message) string {
	var out []string
	for _, m := range messages {
		line := string(m.State)
		if who := m.Labels["who"]; who != "" {
			line += " " + who
		}
		for _, r := range m.Rows {
			line += " " + r[0]
		}
		if m.More > 0 {
			line += fmt.Sprintf(" and %d", m.More)
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func (b *bench) expect(d time.Duration, want string) {
	b.t.Helper()
	if got := b.after(d); got != want {
		b.t.Errorf("%s: %q, want %q", b.now.Format("15:04"), got, want)
	}
}

// A row is announced once, however often it is read; one that comes late is announced when it comes.
func TestEachRowIsAnnouncedOnce(t *testing.T) {
	b := rule(t, "group_by: [who]\n")
	b.expect(0, "")
	b.lake.put("a", "kim", 1, noon.Add(time.Minute))
	b.expect(5*time.Minute, "firing kim a")
	b.expect(5*time.Minute, "")
	b.lake.put("b", "kim", 1, noon.Add(6*time.Minute))
	b.lake.put("c", "lee", 1, noon.Add(7*time.Minute))
	b.lake.put("late", "kim", 1, noon.Add(-3*time.Hour))
	b.expect(0, "") // the same time again changes nothing
	b.expect(5*time.Minute, "firing kim b late; firing lee c")
	for range 600 {
		b.expect(5*time.Minute, "")
	}
	if groups, _ := b.memory.Groups(t.Context(), ""); len(groups) != 0 {
		t.Errorf("after two days there are %+v", groups)
	}
	if n := len(b.memory.seen["r"]); n != 0 {
		t.Errorf("%d rows are remembered after two days", n)
	}
	if len(b.memory.Messages) != 3 || b.memory.Messages[0].Notifier != "team" {
		t.Errorf("the outbox has %+v", b.memory.Messages)
	}
}

// What is older than max_age is announced to nobody, however it comes in.
func TestHistoryNotifiesNobody(t *testing.T) {
	b := rule(t, "max_age: 2h\nwindow: 72h\n")
	for i := range 1000 {
		b.lake.put(fmt.Sprint("old", i), "kim", 1, noon.Add(-3*time.Hour-time.Duration(i)*time.Minute))
	}
	b.expect(0, "")
	b.lake.put("young", "kim", 1, noon.Add(-time.Hour))
	b.expect(time.Minute, "firing young")
	if events, _ := b.memory.AlertEvents(t.Context(), "r", 0); len(events) != 1 {
		t.Errorf("%d events", len(events))
	}
}

// A condition is pending until it has held for a while, fires, is repeated, and is resolved; when it comes back it is told anew.
func TestACondition(t *testing.T) {
	b := rule(t, "threshold: n >= @least\nparameters: {least: 5}\ngroup_by: [who]\nwindow: 10m\nfor: 10m\nrepeat_interval: 1h\nsend_resolved: true\nkeep_firing_for: 5m\n")
	holds := func(n int64) {
		b.lake.rows = nil
		b.lake.put("x", "kim", n, b.now)
	}
	state := func(want State) {
		t.Helper()
		list, err := b.alerts.Rules(t.Context())
		i := slices.IndexFunc(list, func(s Status) bool { return s.Name == "r" })
		if err != nil || list[i].State != want {
			t.Errorf("%s: the rule is %s, want %s: %v", b.now.Format("15:04"), list[i].State, want, err)
		}
	}
	holds(4)
	b.expect(time.Minute, "")
	state(Inactive)
	holds(5)
	b.expect(time.Minute, "")
	state(Pending)
	holds(4)
	b.expect(time.Minute, "")
	state(Inactive) // it did not hold long enough
	for range 10 {
		holds(7)
		b.expect(time.Minute, "")
	}
	holds(7)
	b.expect(time.Minute, "firing kim x")
	state(Firing)
	for range 59 {
		holds(9)
		b.expect(time.Minute, "")
	}
	holds(9)
	b.expect(time.Minute, "firing kim x") // repeated
	b.lake.rows = nil
	b.expect(time.Minute, "")
	b.expect(time.Minute, "")
	b.expect(5*time.Minute, "resolved kim")
	state(Inactive)
	for range 10 {
		holds(7)
		b.expect(time.Minute, "")
	}
	holds(7)
	b.expect(time.Minute, "firing kim x")
	var states []string
	events, _ := b.alerts.History(t.Context(), "r", 0)
	for _, e := range events {
		states = append(states, string(e.State))
	}
	if strings.Join(states, " ") != "firing resolved firing firing" {
		t.Errorf("the history is %v", states)
	}
}

// A statement that fails leaves everything as it is, and is noted once.
func TestAFailureResolvesNothing(t *testing.T) {
	b := rule(t, "threshold: n > 0\nsend_resolved: true\nwindow: 1h\n")
	b.lake.put("x", "kim", 1, noon.Add(-time.Minute))
	b.expect(0, "firing x")
	b.lake.err = errors.New("the disk is gone")
	b.expect(time.Minute, "the disk is gone")
	b.expect(time.Minute, "the disk is gone")
	b.lake.err = nil
	b.expect(time.Minute, "")
	events, _ := b.alerts.History(t.Context(), "r", 0)
	if len(events) != 2 || events[0].Error != "the disk is gone" {
		t.Errorf("%+v", events)
	}
}

// A group waits for group_interval between two messages, and forgets nothing meanwhile.
func TestMessagesAboutAGroupAreGathered(t *testing.T) {
	b := rule(t, "group_interval: 1h\n")
	want := []string{"firing"}
	for i := range 60 {
		id := fmt.Sprintf("e%02d", i)
		b.lake.put(id, "kim", 1, b.now)
		if i == 0 {
			b.expect(time.Minute, "firing e00")
			continue
		}
		if i <= 20 {
			want = append(want, id)
		}
		if i < 59 {
			b.expect(time.Minute, "")
		}
	}
	b.expect(2*time.Minute, strings.Join(want, " ")+" and 39")
}

// Silenced events are told to nobody, later neither; a condition that outlasts its silence is.
func TestSilences(t *testing.T) {
	silence := func(b *bench, labels map[string]string, d time.Duration) string {
		t.Helper()
		id, err := b.alerts.Silence(t.Context(), Silence{Rule: "r", Labels: labels, Ends: b.now.Add(d)})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	b := rule(t, "group_by: [who]\n")
	silence(b, map[string]string{"who": "kim"}, time.Hour)
	b.lake.put("a", "kim", 1, noon)
	b.lake.put("b", "lee", 1, noon)
	b.expect(time.Minute, "firing lee b")
	b.expect(2*time.Hour, "")
	b.lake.put("c", "kim", 1, b.now)
	b.expect(time.Minute, "firing kim c")
	if events, _ := b.memory.AlertEvents(t.Context(), "r", 0); len(events) != 3 || (events[1].Silence == "") == (events[2].Silence == "") {
		t.Errorf("%+v", events)
	}

	b = rule(t, "threshold: n > 0\nwindow: 24h\n")
	b.lake.put("x", "kim", 1, noon)
	id := silence(b, nil, time.Hour)
	for range 50 {
		b.expect(time.Minute, "")
	}
	if events, _ := b.memory.AlertEvents(t.Context(), "r", 0); len(events) != 1 || events[0].Silence != id {
		t.Errorf("%+v", events)
	}
	b.expect(11*time.Minute, "firing x")
	if err := b.alerts.Unsilence(t.Context(), "none"); !errors.Is(err, ErrSilenceNotFound) {
		t.Error(err)
	}
	if _, err := b.alerts.Silence(t.Context(), Silence{Ends: b.now.Add(time.Hour)}); err == nil {
		t.Error("a silence of everything is taken")
	}
}

// A storm is told in a bounded number of messages, and none of its rows is lost.
func TestAStorm(t *testing.T) {
	b := rule(t, "group_by: [who]\n")
	for i := range 500 {
		b.lake.put(fmt.Sprint("e", i), fmt.Sprint("user", i), 1, noon)
	}
	b.expect2(time.Minute, maxMessages+1)
	b.expect(time.Minute, "")
	events, _ := b.memory.AlertEvents(t.Context(), "r", 0)
	if len(events) != 500 || slices.ContainsFunc(events, func(e Event) bool { return e.Message == "" }) {
		t.Errorf("%d events", len(events))
	}
}

// expect2 expects a number of messages.
func (b *bench) expect2(d time.Duration, n int) {
	b.t.Helper()
	if got := strings.Count(b.after(d), ";") + 1; got != n {
		b.t.Errorf("%d messages, want %d", got, n)
	}
}

// Each of many groups has its own times: all are repeated, and none is told again before.
func TestManyGroupsAreRepeated(t *testing.T) {
	b := rule(t, "group_by: [who]\nkey: [who]\nrepeat_interval: 1h\nwindow: 24h\nsend_resolved: true\n")
	for i := range 9 {
		b.lake.put("x", fmt.Sprint("user", i), 1, noon)
	}
	b.expect2(time.Minute, 9)
	b.lake.put("x", "user9", 1, noon)
	b.expect(time.Minute, "firing user9 x")
	b.expect(50*time.Minute, "")
	b.expect2(9*time.Minute, 9)
	b.expect(time.Minute, "firing user9 x")
	for i := 10; i < 100; i++ {
		b.lake.put("x", fmt.Sprint("user", i), 1, noon)
	}
	b.expect2(time.Minute, maxMessages+1)
	b.lake.rows = nil
	b.expect2(time.Minute, maxMessages+1)
	groups, _ := b.memory.Groups(t.Context(), "")
	if last := b.memory.Messages[len(b.memory.Messages)-1].Message; len(groups) != 0 || last.Text != "80 groups are firing no longer." {
		t.Errorf("%d groups, %+v", len(groups), last)
	}
}

// A rehearsal gives what would have been sent, and remembers nothing.
func TestARehearsal(t *testing.T) {
	b := rule(t, "group_by: [who]\nmessage: '{{.Row.who}} {{.Count}} {{.Row.nothing}}'\n")
	b.lake.put("a", "kim", 1, noon.AddDate(0, -1, 0).Add(time.Minute))
	b.lake.put("b", "kim", 1, noon.AddDate(0, -1, 0).Add(2*time.Minute))
	b.lake.put("c", "kim", 1, noon.AddDate(0, -1, 0).Add(12*time.Minute))
	messages, err := b.alerts.Test(t.Context(), "r", noon.AddDate(0, -1, 0), noon.AddDate(0, -1, 1))
	if err != nil || told(messages) != "firing kim a b; firing kim c" || messages[0].Text != "kim 2" {
		t.Errorf("%v %+v", err, messages)
	}
	if len(b.memory.Messages)+len(b.memory.events)+len(b.memory.seen) > 0 {
		t.Error("the rehearsal is remembered")
	}
	if _, err := b.alerts.Test(t.Context(), "r", noon.AddDate(-10, 0, 0), noon); err == nil {
		t.Error("a rehearsal of ten years begins")
	}
}

func TestBuiltInRulesCanBeRead(t *testing.T) {
	f := (&Alerts{}).Load()
	for _, err := range f.Faults {
		t.Error(err)
	}
	if len(f.Rules) != 20 {
		t.Errorf("%d rules", len(f.Rules))
	}
	for _, r := range f.Rules {
		if r.Title["en"] == "" || r.Title["ko"] == "" || r.Title["ja"] == "" || r.Description["en"] == "" || r.Description["ko"] == "" || r.Description["ja"] == "" || r.Message == "" {
			t.Errorf("%s lacks a title in a language, a description, or a message", r.Name)
		}
	}
}

func TestRulesThatAreWrong(t *testing.T) {
	for text, want := range map[string]string{
		"sql: SELECT @from": "name", "name: a": "there is no sql", "name: a\nsql: SELECT 1": "rows of any age",
		"name: a\nsql: SELECT @from, @x": "there is no parameter @x", "name: a\nsql: SELECT @from\nseverity: bad": "severity",
		"name: a\nsql: SELECT @from\nschedule: hourly": "schedule", "name: a\nsql: SELECT @from\nthreshold: many": "threshold",
		"name: a\nsql: SELECT @from\nthreshold: n > @m": "no parameter @m", "name: a\nsql: SELECT @from\nmessage: '{{'": "message",
		"name: a\nsql: SELECT @from\nurl: http://x": "url", "name: a\nsql: SELECT @from\nparameters: {now: 1}": "parameter",
		"name: a\nsql: SELECT @from\nneeds: [x]": "needs", "name: a\nsql: SELECT @from\nfor: 1 hour": "duration",
		"name: a\nsql: SELECT @from\nwindow: 20000h": "window",
	} {
		if _, err := Parse([]byte(text), "f.yaml", nil); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "f.yaml: ") {
			t.Errorf("%q: %v, want an error with %q", text, err, want)
		}
	}
}

func TestAMessageKnowsTheNamesOfTheAccountsThatItSpeaksOf(t *testing.T) {
	b := rule(t, "group_by: [who]\nmessage: '{{.Row.who}} again'\n")
	b.alerts.Names = func(context.Context) (account.Names, error) {
		return account.Names{"111122223333": "prod", "444455556666": "staging"}, nil
	}
	b.lake.put("a", "111122223333", 1, noon)
	b.now = noon.Add(time.Minute)
	r, err := b.alerts.Find("r")
	if err != nil {
		t.Fatal(err)
	}
	messages, err := b.alerts.Run(t.Context(), r, b.now)
	if err != nil || len(messages) != 1 {
		t.Fatal(messages, err)
	}
	if got, want := messages[0].Accounts, (account.Names{"111122223333": "prod"}); !maps.Equal(got, want) {
		t.Errorf("the message has the names %v, want %v", got, want)
	}
	if text := messages[0].Plain(); !strings.Contains(text, "prod (111122223333) again") {
		t.Errorf("the text has no name: %s", text)
	}
}
