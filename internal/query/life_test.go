package query

import (
	"context"
	"errors"
	"io"
	"os"
	"testing"
	"time"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

func limited(t *testing.T, e engine.Engine, limits map[string]Limit) *Service {
	t.Helper()
	s := New(Options{Engine: e, ResultDir: t.TempDir(), Limits: limits, Catalog: func(context.Context, Statement) (analyze.Catalog, error) { return oneTable{}, nil }})
	t.Cleanup(func() { s.Close() })
	return s
}

// oneTable is a catalog with the table logs.
type oneTable struct{ noTables }

func (oneTable) Lookup(parts []string) (*schema.Relation, error) {
	if parts[len(parts)-1] != "logs" {
		return nil, nil
	}
	return &schema.Relation{Catalog: "awsdatacatalog", Schema: "default", Name: "logs", Source: "logs", Columns: []schema.Column{{Name: "n", From: "n", Stored: schema.Of(schema.Bigint), Type: schema.Of(schema.Bigint)}}}, nil
}

// Who waits for a statement that the history leaves out learns how it ended.
func TestWhatIsNotNotedIsWaitedForAllTheSame(t *testing.T) {
	s := limited(t, &fake{}, nil)
	x, err := s.Start(t.Context(), Statement{SQL: one.SQL, Unnoted: true})
	if err != nil {
		t.Fatal(err)
	}
	if x, err := s.Wait(t.Context(), x.ID); err != nil || x.State != Finished {
		t.Errorf("%+v, %v", x, err)
	}
}

func TestAFaceRefusesOrQueuesWhatIsTooMuch(t *testing.T) {
	never := make(chan struct{})
	s := limited(t, &fake{step: never}, map[string]Limit{"cloudtrail": {Running: 2, Refuse: true}, "athena": {Running: 1}})
	ctx := t.Context()
	start := func(face string) (Execution, error) {
		return s.Start(ctx, Statement{SQL: one.SQL, Face: face})
	}
	first, _ := start("cloudtrail")
	start("cloudtrail")
	if _, err := start("cloudtrail"); !errors.Is(err, ErrTooMany) {
		t.Errorf("a third query: %v", err)
	}
	s.Cancel(ctx, first.ID)
	s.Wait(ctx, first.ID)
	if _, err := start("cloudtrail"); err != nil {
		t.Errorf("once one has ended: %v", err)
	}

	running, _ := start("athena")
	for {
		if x, _ := s.Get(ctx, running.ID); x.State == Running {
			break
		}
		time.Sleep(time.Millisecond)
	}
	queued, err := start("athena")
	time.Sleep(10 * time.Millisecond)
	if x, _ := s.Get(ctx, queued.ID); err != nil || x.State != Queued {
		t.Errorf("a second query: %+v, %v", x, err)
	}
	s.Cancel(ctx, queued.ID)
	if x, _ := s.Wait(ctx, queued.ID); x.State != Cancelled || !x.Started.IsZero() {
		t.Errorf("cancelled in the queue: %+v", x)
	}
	next, _ := start("athena")
	s.Cancel(ctx, running.ID)
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		if x, _ := s.Get(ctx, next.ID); x.State == Running {
			break
		} else if time.Now().After(deadline) {
			t.Fatalf("the next one waits on: %+v", x)
		}
	}
}

func TestAClientTokenStartsOneQuery(t *testing.T) {
	s := limited(t, &fake{batches: 1}, nil)
	ctx := t.Context()
	ask := Statement{SQL: one.SQL, Face: "athena", By: "k", ClientToken: "token"}
	var ids [8]string
	done := make(chan struct{})
	for i := range ids {
		go func() {
			x, err := s.Start(ctx, ask)
			if err != nil {
				t.Error(err)
			}
			ids[i] = x.ID
			done <- struct{}{}
		}()
	}
	for range ids {
		<-done
	}
	s.Wait(ctx, ids[0])
	again, err := s.Start(ctx, ask)
	if err != nil || again.State != Finished {
		t.Errorf("after its end: %+v, %v", again, err)
	}
	for _, id := range ids {
		if id != again.ID || id == "" {
			t.Errorf("another execution: %s and %s", id, again.ID)
		}
	}
	other := ask
	other.SQL = "SELECT 2"
	if _, err := s.Start(ctx, other); !errors.Is(err, ErrTokenReused) {
		t.Errorf("with another text: %v", err)
	}
	other.By = "another key"
	if x, err := s.Start(ctx, other); err != nil || x.ID == again.ID {
		t.Errorf("of another key: %v", err)
	}
}

// scanning says that a statement needs so many bytes, from the first or from a later batch on.
type scanning struct {
	fake
	bytes int64
}

type scanningRows struct {
	engine.Rows
	bytes int64
}

func (s *scanning) Run(ctx context.Context, q *analyze.Query, started func()) (engine.Rows, error) {
	r, err := s.fake.Run(ctx, q, started)
	return scanningRows{r, s.bytes}, err
}
func (r scanningRows) Stats() engine.Stats { return engine.Stats{Scanned: r.bytes} }

func TestTheCutoffStopsAQuery(t *testing.T) {
	s := limited(t, &scanning{fake: fake{batches: 1}, bytes: 1000}, nil)
	for limit, want := range map[int64]State{0: Finished, 1000: Finished, 999: Failed} {
		x, _ := s.Start(t.Context(), Statement{SQL: one.SQL, MaxBytes: limit})
		x, err := s.Wait(t.Context(), x.ID)
		if err != nil || x.State != want || x.Stats.Scanned != 1000 {
			t.Errorf("limit %d: %+v, %v", limit, x, err)
		}
		if want == Failed && (x.Error.Message != "Bytes scanned limit was exceeded" || x.Rows != 0) {
			t.Errorf("limit %d: %+v", limit, x.Error)
		}
	}
}

func TestAResultIsUsedAgain(t *testing.T) {
	s := limited(t, &fake{batches: 1}, nil)
	ctx := t.Context()
	ask := func(sql string, reuse time.Duration) Execution {
		x, err := s.Start(ctx, Statement{SQL: sql, Reuse: reuse, Face: "athena"})
		if err != nil {
			t.Fatal(err)
		}
		x, _ = s.Wait(ctx, x.ID)
		return x
	}
	const sql = "SELECT n, 'x' AS t FROM logs"
	first := ask(sql, time.Hour)
	if first.Reused != "" {
		t.Errorf("the first one: %+v", first)
	}
	again := ask(sql, time.Hour)
	if again.Reused != first.ID || again.ID == first.ID || again.Rows != 100 || again.State != Finished {
		t.Errorf("the second one: %+v", again)
	}
	if page, err := s.Results(ctx, again.ID, "", 10); err != nil || len(page.Rows) != 10 || page.Next == "" {
		t.Errorf("its result: %+v, %v", page, err)
	} else if page, err = s.Results(ctx, again.ID, page.Next, 1000); err != nil || len(page.Rows) != 90 {
		t.Errorf("its second page: %d rows, %v", len(page.Rows), err)
	}
	for name, x := range map[string]Execution{"unasked": ask(sql, 0), "too old": ask(sql, time.Nanosecond), "another text": ask(sql+" ", time.Hour), "no table": ask("SELECT 1 AS n", time.Hour)} {
		if x.Reused != "" {
			t.Errorf("%s: %+v", name, x)
		}
	}
}

func TestAResultThatNamesItsUserIsTheirsAlone(t *testing.T) {
	s := limited(t, &fake{batches: 1}, nil)
	ask := func(by, sql string) Execution {
		x, err := s.Start(t.Context(), Statement{SQL: sql, Reuse: time.Hour, Face: "athena", By: by})
		if err != nil {
			t.Fatal(err)
		}
		x, _ = s.Wait(t.Context(), x.ID)
		return x
	}
	const named, plain = "SELECT n, current_user AS u FROM logs", "SELECT n FROM logs"
	first := ask("ana", named)
	if x := ask("ben", named); x.State != Finished || x.Reused != "" {
		t.Errorf("another's: %+v", x)
	}
	if x := ask("ana", named); x.Reused != first.ID {
		t.Errorf("her own: %+v", x)
	}
	ask("ana", plain)
	if x := ask("ben", plain); x.Reused == "" {
		t.Errorf("one without a name in it: %+v", x)
	}
}

func TestAResultIsDeliveredBeforeTheEnd(t *testing.T) {
	s := limited(t, &fake{batches: 3}, nil)
	ctx := t.Context()
	rows := 0
	stmt := one
	stmt.Deliver = func(ctx context.Context, x Execution, r *Reader) error {
		if x.State.Final() || x.Rows != 300 {
			t.Errorf("at delivery: %+v", x)
		}
		for {
			batch, err := r.Next(ctx, 70)
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			rows += len(batch)
		}
	}
	x, _ := s.Start(ctx, stmt)
	if x, err := s.Wait(ctx, x.ID); err != nil || x.State != Finished || rows != 300 {
		t.Errorf("%+v, %d rows, %v", x, rows, err)
	}
	stmt.Deliver = func(context.Context, Execution, *Reader) error {
		return &Error{Kind: External, Code: "NO_BUCKET", Message: "The specified bucket does not exist"}
	}
	x, _ = s.Start(ctx, stmt)
	if x, err := s.Wait(ctx, x.ID); err != nil || x.State != Failed || x.Error.Code != "NO_BUCKET" {
		t.Errorf("%+v, %v", x, err)
	}
}

func TestAStrictStatementLeavesNothing(t *testing.T) {
	s := limited(t, &fake{}, nil)
	if x, err := s.Start(t.Context(), Statement{SQL: "SELECT x", Strict: true}); err == nil || x.ID != "" {
		t.Errorf("%+v, %v", x, err)
	}
	if list, _ := s.List(t.Context(), Filter{}); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

func TestAmend(t *testing.T) {
	s := limited(t, &fake{batches: 1}, nil)
	x, _ := s.Start(t.Context(), one)
	for _, name := range []string{"a", "b"} {
		if err := s.Amend(t.Context(), x.ID, func(d map[string]string) { d[name] = "1" }); err != nil {
			t.Fatal(err)
		}
	}
	if x, _ = s.Get(t.Context(), x.ID); len(x.Statement.Details) != 2 || x.State != Finished {
		t.Errorf("%+v", x)
	}
}

func TestSweepKeepsTheHistoryLonger(t *testing.T) {
	s := limited(t, &fake{batches: 1}, nil)
	x, _ := s.Start(t.Context(), one)
	s.Wait(t.Context(), x.ID)
	now := time.Now()
	for _, c := range []struct {
		after          time.Duration
		result, record bool
	}{{ResultsKept - time.Hour, true, true}, {ResultsKept + time.Hour, false, true}, {HistoryKept + time.Hour, false, false}} {
		if err := s.Sweep(t.Context(), now.Add(c.after)); err != nil {
			t.Fatal(err)
		}
		_, statErr := os.Stat(s.path(x.ID))
		_, err := s.Get(t.Context(), x.ID)
		if (statErr == nil) != c.result || (err == nil) != c.record {
			t.Errorf("after %v: %v, %v", c.after, statErr, err)
		}
	}
}

func TestWhatWasFoundBeforeTheTimeRanOutCanBeHad(t *testing.T) {
	step := make(chan struct{}, 1)
	step <- struct{}{} // one batch of 100 rows, and no more
	s := limited(t, &fake{step: step, batches: 2}, nil)
	ctx := t.Context()
	x, err := s.Start(ctx, Statement{SQL: one.SQL, Timeout: 200 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if x, err = s.Wait(ctx, x.ID); err != nil || x.State != TimedOut || x.Error == nil || x.Error.Code != "EXCEEDED_TIME_LIMIT" {
		t.Fatalf("%+v, %v", x, err)
	}
	page, err := s.Results(ctx, x.ID, "", 60)
	if err != nil || len(page.Rows) != 60 || page.Next == "" {
		t.Fatalf("%d rows, %q, %v", len(page.Rows), page.Next, err)
	}
	if page, err = s.Results(ctx, x.ID, page.Next, 60); err != nil || len(page.Rows) != 40 || page.Next != "" {
		t.Errorf("%d rows, %q, %v", len(page.Rows), page.Next, err)
	}
}

func TestAFaultEndsOneStatement(t *testing.T) {
	s := limited(t, &fake{batches: 1}, map[string]Limit{"athena": {Running: 1}})
	faulty := Statement{SQL: one.SQL, Face: "athena", Deliver: func(context.Context, Execution, *Reader) error {
		var none map[string]int
		none["a"] = 1
		return nil
	}}
	x, err := s.Start(t.Context(), faulty)
	if err == nil {
		x, err = s.Wait(t.Context(), x.ID)
	}
	if err != nil || x.State != Failed || x.Error.Kind != InternalError {
		t.Errorf("%+v %v", x, err)
	}
	x, err = s.Start(t.Context(), Statement{SQL: one.SQL, Face: "athena"})
	if err == nil {
		x, err = s.Wait(t.Context(), x.ID)
	}
	if err != nil || x.State != Finished {
		t.Errorf("the one after it: %+v %v", x, err)
	}
}
