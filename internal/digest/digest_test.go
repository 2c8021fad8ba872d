package digest_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tarn/internal/account"
	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/dashboard"
	"tarn/internal/digest"
	"tarn/internal/notify"
	"tarn/internal/query"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/state"
)

// answers gives every statement the same rows, and notes as whom it was asked.
type answers struct {
	keys  sync.Map
	fails atomic.Bool
}

func (a *answers) Start(_ context.Context, s query.Statement) (query.Execution, error) {
	a.keys.Store(s.Key.ID, true)
	if a.fails.Load() {
		return query.Execution{}, errors.New("the lake is dry")
	}
	return query.Execution{ID: "x", State: query.Finished}, nil
}
func (a *answers) Get(context.Context, string) (query.Execution, error) {
	return query.Execution{ID: "x", State: query.Finished}, nil
}
func (a *answers) Wait(ctx context.Context, id string) (query.Execution, error) {
	return a.Get(ctx, id)
}
func (a *answers) Results(context.Context, string, string, int) (query.Page, error) {
	return query.Page{Columns: []analyze.Output{{Name: "account", Type: schema.Type{Kind: schema.Varchar}}, {Name: "n", Type: schema.Type{Kind: schema.Bigint}}},
		Rows: []query.Row{{"111122223333", int64(1234567)}}}, nil
}

type silent struct{}

func (silent) Send(context.Context, notify.Message) error { return nil }

// world is a dashboard that is sent every Monday at nine, in Seoul, and a clock.
func world(t *testing.T) (*digest.Digests, dashboard.Definition, *answers, func(text string)) {
	t.Helper()
	db, err := state.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	folder := t.TempDir()
	text := `name: weekly
title: {en: Week, ja: 週報}
as: kim
filters:
- {name: account, title: Account, default: ""}
report: {schedule: cron(0 9 ? * MON *), time_zone: Asia/Seoul, notifiers: [team, boss], language: ja, range: 7d, filters: {account: "111122223333"}}
panels:
- {name: top, title: Top, chart: {type: bar, x: account, y: [n]}, sql: "SELECT account, n FROM t WHERE account = @account"}
`
	if err := os.WriteFile(filepath.Join(folder, "weekly.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := dashboard.Boards{Folder: folder}.Find("weekly")
	if err != nil {
		t.Fatal(err)
	}
	var now time.Time
	a := &answers{}
	clock := func() time.Time { return now }
	return &digest.Digests{
			Boards: dashboard.Boards{Folder: folder}, Store: db, Now: clock, Console: "https://tarn.example.com/",
			Answers: &dashboard.Answers{Queries: a, Stores: func(context.Context) ([]catalog.EventDataStore, error) { return nil, nil }, Now: clock},
			Outbox:  &notify.Outbox{Store: db, Notifiers: map[string]notify.Notifier{"team": silent{}, "boss": &notify.Email{}}},
			KeyNamed: func(_ context.Context, name string) (auth.Key, error) {
				return auth.Key{ID: "KEY-" + name, Role: auth.Analyst}, nil
			},
			Names: func(context.Context) (account.Names, error) {
				return account.Names{"111122223333": "결제"}, nil
			},
		}, b, a, func(text string) {
			at, err := time.Parse(time.DateTime, text)
			if err != nil {
				t.Fatal(err)
			}
			now = at
		}
}

// Nine on Monday in Seoul is midnight of UTC. The first look sends nothing of the past; each time is sent once, whoever looks how often; of what
// was missed, the last time is sent, and none that is older than a day.
func TestEachTimeIsSentOnce(t *testing.T) {
	d, b, a, at := world(t)
	sent := func() int {
		t.Helper()
		list, err := d.Outbox.Store.OutboxEntries(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	for _, tt := range []struct {
		at   string
		want int
	}{
		{"2026-11-22 12:00:00", 0}, {"2026-11-22 23:59:59", 0}, {"2026-11-23 00:00:00", 2}, {"2026-11-23 00:00:05", 2}, {"2026-11-29 23:59:59", 2}, {"2026-11-30 00:00:20", 4},
		{"2026-12-15 06:00:00", 4}, {"2026-12-15 07:00:00", 4}, {"2026-12-28 20:00:00", 6},
	} {
		at(tt.at)
		var work sync.WaitGroup
		for range 4 {
			work.Go(func() {
				if _, err := d.Look(t.Context(), b); err != nil {
					t.Error(err)
				}
			})
		}
		work.Wait()
		if got := sent(); got != tt.want {
			t.Errorf("at %s: %d messages, want %d", tt.at, got, tt.want)
		}
	}
	a.keys.Range(func(key, _ any) bool {
		if key != "KEY-kim" {
			t.Errorf("it was asked as %v", key)
		}
		return true
	})
}

func TestWhatAReportSays(t *testing.T) {
	d, b, a, at := world(t)
	at("2026-11-22 12:00:00")
	d.Look(t.Context(), b)
	at("2026-11-23 00:00:00")
	if _, err := d.Look(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	list, err := d.Outbox.Store.WaitingEntries(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatalf("%v, %v", list, err)
	}
	for _, e := range list {
		m := e.Message
		if m.Title != "週報" || m.Text != "2026-11-17 00:00 – 2026-11-23 09:00 (Asia/Seoul)" || m.Sections[0].Rows[0][1] != "1,234,567" || m.Accounts["111122223333"] != "결제" ||
			m.Link != "https://tarn.example.com/dashboards/weekly?f.account=111122223333&from=2026-11-16T15%3A00%3A00Z&to=2026-11-23T00%3A00%3A00Z" {
			t.Errorf("%+v", m)
		}
		// Files are for mail alone.
		if want := map[string]int{"team": 0, "boss": 2}[e.Notifier]; len(m.Files) != want {
			t.Errorf("%s gets %d files", e.Notifier, len(m.Files))
		}
	}
	// What cannot be asked is told.
	a.fails.Store(true)
	at("2026-11-30 00:00:00")
	if _, err := d.Look(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	list, _ = d.Outbox.Store.OutboxEntries(t.Context(), 1)
	if note := list[0].Message.Sections[0].Note; note != "照会できませんでした: the lake is dry" {
		t.Error(note)
	}
}

func TestReportsThatCannotBe(t *testing.T) {
	for text, want := range map[string]string{
		"schedule: cron(0 9 * * *)": "schedule", "schedule: rate(1 day)": "notifiers names nobody", "schedule: rate(1 day), notifiers: [a], time_zone: Moon": "Moon",
		"schedule: rate(1 day), notifiers: [a], language: fr": "fr", "schedule: rate(1 day), notifiers: [a], range: long": "range", "schedule: rate(1 day), notifiers: [a], panels: [b]": "no panel b",
		"schedule: rate(1 day), notifiers: [a], filters: {b: c}": "no filter b",
	} {
		if _, err := dashboard.Parse([]byte("name: x\nreport: {"+text+"}\npanels: [{name: a, sql: SELECT 1}]\n"), "x.yaml"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
