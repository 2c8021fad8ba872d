package dashboard_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/dashboard"
	"tarn/internal/query"
)

// asked are the statements that were run; each answers with its number.
type asked struct {
	mu    sync.Mutex
	stmts []query.Statement
	gone  bool
	slow  chan struct{}
	at    time.Time
}

func (a *asked) Start(_ context.Context, stmt query.Statement) (query.Execution, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stmts = append(a.stmts, stmt)
	return query.Execution{ID: fmt.Sprint(len(a.stmts)), State: query.Running}, nil
}

func (a *asked) Get(_ context.Context, id string) (query.Execution, error) {
	return query.Execution{ID: id, State: query.Finished}, nil
}

func (a *asked) Wait(ctx context.Context, id string) (query.Execution, error) {
	if a.slow != nil {
		<-a.slow
	}
	return query.Execution{ID: id, State: query.Finished, Submitted: a.at}, nil
}

func (a *asked) Results(_ context.Context, id, _ string, _ int) (query.Page, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.gone {
		a.gone = false
		return query.Page{}, query.ErrExpired
	}
	return query.Page{Rows: []query.Row{{id}}}, nil
}

var now = time.Date(2026, 11, 26, 3, 7, 0, 0, time.UTC)

// world is a page with one panel over the store "trails".
func world(t *testing.T) (*asked, *dashboard.Answers, dashboard.Definition) {
	t.Helper()
	d, err := dashboard.Parse([]byte(small), "small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	store := catalog.NewStore("trails", now)
	store.ID = "a"
	q := &asked{at: now}
	return q, &dashboard.Answers{Queries: q, Now: func() time.Time { return now }, Stores: func(context.Context) ([]catalog.EventDataStore, error) {
		return []catalog.EventDataStore{store}, nil
	}}, d
}

var admin = auth.Key{ID: "TARNADMIN", Role: auth.Admin}

func TestAStatementGetsWhatTheViewerChose(t *testing.T) {
	q, a, d := world(t)
	seoul, err := time.LoadLocation("Asia/Seoul")
	if err != nil {
		t.Fatal(err)
	}
	ask := dashboard.Ask{Range: "7d", Zone: seoul, Filters: map[string]string{"least": "12"}}
	got, err := a.Panel(t.Context(), admin, d, "one", ask)
	if err != nil {
		t.Fatal(err)
	}
	// It is the 26th, 12:07 in Seoul: seven days begin there at midnight of the 20th, and end with the quarter of an hour.
	want := `SELECT eventName, count(*) AS n
FROM "trails"
WHERE eventTime >= TIMESTAMP '2026-11-19 15:00:00.000' AND eventTime < TIMESTAMP '2026-11-26 03:15:00.000' AND eventName <> '@not'
GROUP BY 1
HAVING count(*) >= 12
`
	if q.stmts[0].SQL != want || got.SQL != want {
		t.Errorf("%s", q.stmts[0].SQL)
	}
	ask.Mark = &dashboard.Mark{X: "it's"}
	if got, err := a.Drill(t.Context(), admin, d, "one", ask); err != nil || got.SQL != `SELECT eventID FROM "trails" WHERE eventName = 'it''s'` {
		t.Errorf("%s, %v", got.SQL, err)
	}
	for _, tt := range []struct {
		ask  dashboard.Ask
		want string
	}{
		{dashboard.Ask{Filters: map[string]string{"least": "1 OR true"}}, "is of another kind than 5"},
		{dashboard.Ask{Filters: map[string]string{"most": "1"}}, "there is no filter most"},
		{dashboard.Ask{Range: "7 days"}, `range "7 days"`},
		{dashboard.Ask{Span: dashboard.Span{From: now, To: now}}, "the range ends before it begins"},
		{dashboard.Ask{Stores: map[string]string{"cloudtrail": "other"}}, "there is no store other"},
	} {
		if _, err := a.Panel(t.Context(), admin, d, "one", tt.ask); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: %v", tt.ask, err)
		}
	}
	// A key that may not read the store has none to read.
	var missing *dashboard.MissingError
	if _, err := a.Panel(t.Context(), auth.Key{ID: "TARNB", Role: auth.Analyst, Stores: []string{"b"}}, d, "one", dashboard.Ask{}); !errors.As(err, &missing) || missing.Kind != "cloudtrail" {
		t.Error(err)
	}
}

// Who writes a dashboard must not have those who look at it change something for them.
func TestADashboardOnlyAsks(t *testing.T) {
	q, a, d := world(t)
	for _, sql := range []string{"DROP TABLE t", "INSERT INTO t SELECT 1", "UNLOAD (SELECT 1 AS n) TO 's3://b/u/' WITH (format = 'JSON')", "EXECUTE mine", "CREATE VIEW v AS SELECT 1 AS n"} {
		d.Panels[0].SQL, d.Panels[0].Drill = sql, sql
		if _, err := a.Panel(t.Context(), admin, d, "one", dashboard.Ask{}); !errors.Is(err, dashboard.ErrNoQuery) {
			t.Errorf("%s: %v", sql, err)
		}
		if _, err := a.Drill(t.Context(), admin, d, "one", dashboard.Ask{Mark: &dashboard.Mark{}}); !errors.Is(err, dashboard.ErrNoQuery) {
			t.Errorf("%s: %v", sql, err)
		}
		text, err := d.Text()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := dashboard.Parse(text, "x.yaml"); !errors.Is(err, dashboard.ErrNoQuery) {
			t.Errorf("%s: %v", sql, err)
		}
	}
	if len(q.stmts) > 0 {
		t.Errorf("%+v", q.stmts)
	}
}

func TestTenViewersCostOneQuery(t *testing.T) {
	q, a, d := world(t)
	q.slow = make(chan struct{})
	var group sync.WaitGroup
	for range 10 {
		group.Go(func() {
			if got, err := a.Panel(t.Context(), admin, d, "one", dashboard.Ask{}); err != nil || got.Rows[0][0] != "1" {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	// One of them leaves while the statement runs.
	ctx, leave := context.WithCancel(t.Context())
	group.Go(func() {
		if _, err := a.Panel(ctx, admin, d, "one", dashboard.Ask{}); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	leave()
	time.Sleep(50 * time.Millisecond)
	close(q.slow)
	group.Wait()
	runs := func(want int, key auth.Key, ask dashboard.Ask) {
		t.Helper()
		if _, err := a.Panel(t.Context(), key, d, "one", ask); err != nil || len(q.stmts) != want {
			t.Errorf("%d statements, want %d; %v", len(q.stmts), want, err)
		}
	}
	runs(1, admin, dashboard.Ask{})
	runs(1, auth.Key{ID: "TARNOTHER", Role: auth.Admin}, dashboard.Ask{})
	// Who may read less has a statement of their own; so has who asks for a fresh answer, and whoever comes when it is too old.
	runs(2, auth.Key{ID: "TARNA", Role: auth.Analyst, Stores: []string{"a"}}, dashboard.Ask{})
	runs(3, admin, dashboard.Ask{Fresh: true})
	later := now.Add(16 * time.Minute)
	q.at, a.Now = later, func() time.Time { return later }
	runs(4, admin, dashboard.Ask{})
	// A page that is kept outlives its result; a result that was swept away before a server starts is asked for again.
	q.gone = true
	runs(4, admin, dashboard.Ask{})
	a = &dashboard.Answers{Queries: q, Now: a.Now, Stores: a.Stores}
	runs(6, admin, dashboard.Ask{})
}
