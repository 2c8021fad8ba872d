package query

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// fake is an engine that gives so many batches of 100 rows, and waits before each where it is told to.
type fake struct {
	batches int
	step    chan struct{}
	fails   error
}

func (f *fake) Run(ctx context.Context, _ *analyze.Query, started func()) (engine.Rows, error) {
	started()
	return &fakeRows{ctx: ctx, fake: f}, nil
}
func (f *fake) Close() error { return nil }

type fakeRows struct {
	ctx  context.Context
	fake *fake
	n    int
}

func (r *fakeRows) Next() ([]engine.Row, error) {
	if r.fake.step != nil {
		select {
		case <-r.fake.step:
		case <-r.ctx.Done():
			return nil, context.Cause(r.ctx)
		}
	}
	if r.n == r.fake.batches {
		if r.fake.fails != nil {
			return nil, r.fake.fails
		}
		return nil, io.EOF
	}
	batch := make([]engine.Row, 100)
	for i := range batch {
		batch[i] = engine.Row{int64(r.n*100 + i), fmt.Sprintf("row %d", r.n*100+i)}
	}
	r.n++
	return batch, nil
}
func (r *fakeRows) Progress() engine.Progress {
	return engine.Progress{Fraction: float64(r.n) / float64(r.fake.batches)}
}
func (r *fakeRows) Stats() engine.Stats { return engine.Stats{Files: 3, Bytes: 1000} }
func (r *fakeRows) Close() error        { return nil }

type noTables struct{}

func (noTables) Lookup([]string) (*schema.Relation, error) { return nil, nil }
func (noTables) Names() []string                           { return nil }

func open(t *testing.T, e engine.Engine, dir string, store Store) *Service {
	t.Helper()
	s := New(Options{Engine: e, ResultDir: dir, Store: store, Catalog: func(context.Context, Statement) (analyze.Catalog, error) { return noTables{}, nil }})
	t.Cleanup(func() { s.Close() })
	return s
}

var one = Statement{SQL: "SELECT 1 AS n"}

func TestLifeOfAnExecution(t *testing.T) {
	dir, store, step := t.TempDir(), &Memory{}, make(chan struct{})
	s := open(t, &fake{batches: 25, step: step}, dir, store)
	ctx := t.Context()
	x, err := s.Start(ctx, one)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Results(ctx, x.ID, "", 10); !errors.Is(err, ErrRunning) {
		t.Errorf("results of what runs: %v", err)
	}
	r, err := s.Stream(ctx, x.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	step <- struct{}{}
	if rows, err := r.Next(ctx, 7); err != nil || len(rows) != 7 || rows[6][1] != "row 6" {
		t.Errorf("the first rows while it runs: %v, %v", rows, err)
	}
	if now, _ := s.Get(ctx, x.ID); now.State != Running || now.Stats.Files != 3 || now.Fraction <= 0 {
		t.Errorf("while it runs: %+v", now)
	}
	close(step)
	x, err = s.Wait(ctx, x.ID)
	if err != nil || x.State != Finished || x.Rows != 2500 || x.Ended.Before(x.Started) || x.Started.Before(x.Submitted) {
		t.Fatalf("at the end: %+v, %v", x, err)
	}
	seen := 7
	for {
		rows, err := r.Next(ctx, 1000)
		if err == io.EOF {
			break
		}
		if err != nil || rows[0][0] != int64(seen) {
			t.Fatalf("row %d: %v, %v", seen, rows, err)
		}
		seen += len(rows)
	}
	if seen != 2500 {
		t.Errorf("%d rows streamed", seen)
	}
	s.Close()

	// Another process reads the same pages.
	s = open(t, &fake{}, dir, store)
	token, pages, next := "", 0, int64(0)
	for {
		page, err := s.Results(ctx, x.ID, token, 999)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Rows {
			if row[0] != next {
				t.Fatalf("row %d is %v", next, row)
			}
			next++
		}
		if token = page.Next; token == "" {
			break
		}
		pages++
	}
	if next != 2500 || pages < 2 {
		t.Errorf("%d rows in %d pages", next, pages)
	}
	for _, token := range []string{"x", x.ID + ".2501", x.ID + ".-1", x.ID + ".x", "other.5"} {
		if _, err := s.Results(ctx, x.ID, token, 10); !errors.Is(err, ErrToken) {
			t.Errorf("token %s: %v", token, err)
		}
	}
	if err := s.Sweep(ctx, time.Now().Add(ResultsKept+time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Results(ctx, x.ID, "", 10); !errors.Is(err, ErrExpired) {
		t.Errorf("after the sweep: %v", err)
	}
	if _, err := s.Get(ctx, "no-such"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an unknown execution: %v", err)
	}
}

func TestEndsOfAnExecution(t *testing.T) {
	ctx := t.Context()
	never := make(chan struct{})
	for name, c := range map[string]struct {
		engine *fake
		stmt   Statement
		do     func(s *Service, id string)
		state  State
		code   string
		kind   Kind
	}{
		"cancelled": {engine: &fake{step: never}, stmt: one, do: func(s *Service, id string) { s.Cancel(ctx, id) }, state: Cancelled, code: "USER_CANCELED", kind: UserError},
		"timed out": {engine: &fake{step: never}, stmt: Statement{SQL: one.SQL, Timeout: time.Millisecond}, state: TimedOut, code: "EXCEEDED_TIME_LIMIT", kind: InsufficientResources},
		"closed":    {engine: &fake{step: never}, stmt: one, do: func(s *Service, _ string) { s.Close() }, state: Failed, code: "SERVER_SHUTTING_DOWN", kind: InternalError},
		"failed": {engine: &fake{batches: 1, fails: &engine.Error{Code: "DIVISION_BY_ZERO", Message: "Division by zero"}}, stmt: one, state: Failed,
			code: "DIVISION_BY_ZERO", kind: UserError},
		"memory": {engine: &fake{fails: &engine.Error{Code: "EXCEEDED_LOCAL_MEMORY_LIMIT"}}, stmt: one, state: Failed, code: "EXCEEDED_LOCAL_MEMORY_LIMIT", kind: InsufficientResources},
		"fault":  {engine: &fake{fails: errors.New("oops")}, stmt: one, state: Failed, code: "GENERIC_INTERNAL_ERROR", kind: InternalError},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, c.engine, t.TempDir(), nil)
			x, err := s.Start(ctx, c.stmt)
			if err != nil {
				t.Fatal(err)
			}
			if c.do != nil {
				c.do(s, x.ID)
			}
			x, err = s.Wait(ctx, x.ID)
			if err != nil || x.State != c.state || x.Error == nil || x.Error.Code != c.code || x.Error.Kind != c.kind {
				t.Errorf("%+v, %+v, %v", x, x.Error, err)
			}
			var e *Error
			// One that ran out of time has the rows that it had by then.
			if _, err := s.Results(ctx, x.ID, "", 10); c.state != TimedOut && (!errors.As(err, &e) || e.Code != c.code) || c.state == TimedOut && err != nil {
				t.Errorf("results: %v", err)
			}
		})
	}
}

func TestStatementsWithoutMeaning(t *testing.T) {
	s := open(t, &fake{}, t.TempDir(), nil)
	for sql, want := range map[string]string{
		"SELECT FROM":           "SYNTAX_ERROR",
		"SELECT x":              "COLUMN_NOT_FOUND",
		"SELECT * FROM nowhere": "TABLE_NOT_FOUND",
		"SELECT nofunction(1)":  "FUNCTION_NOT_FOUND",
		"SELECT 1 + 'a'":        "TYPE_MISMATCH",
		"SELECT a, count(*) FROM (VALUES 1) t(a)": "EXPRESSION_NOT_AGGREGATE",
	} {
		x, err := s.Start(t.Context(), Statement{SQL: sql})
		var e *Error
		if !errors.As(err, &e) || e.Code != want || x.State != Failed || e.Line == 0 {
			t.Errorf("%s: %+v (%v)", sql, e, err)
			continue
		}
		if kept, err := s.Get(t.Context(), x.ID); err != nil || kept.Error.Code != want {
			t.Errorf("%s is not in the history: %v", sql, err)
		}
	}
}

func TestRowsReadOnceWaitForTheirReader(t *testing.T) {
	dir := t.TempDir()
	s := open(t, &fake{batches: 50}, dir, nil)
	ctx := t.Context()
	stmt := one
	stmt.Once = true
	x, err := s.Start(ctx, stmt)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Stream(ctx, x.ID)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for {
		rows, err := r.Next(ctx, 30)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		n += len(rows)
	}
	r.Close()
	if n != 5000 {
		t.Errorf("%d rows", n)
	}
	if x, err := s.Wait(ctx, x.ID); err != nil || x.State != Finished {
		t.Errorf("%+v, %v", x, err)
	}
	// A reader that leaves ends the statement.
	x, _ = s.Start(ctx, stmt)
	r, _ = s.Stream(ctx, x.ID)
	r.Next(ctx, 1)
	r.Close()
	if x, _ := s.Wait(ctx, x.ID); x.State != Cancelled {
		t.Errorf("after its reader left: %s", x.State)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("rows were kept: %v", left)
	}
}

func TestRecover(t *testing.T) {
	store := &Memory{}
	store.PutExecution(t.Context(), Execution{ID: "a", State: Running})
	store.PutExecution(t.Context(), Execution{ID: "b", State: Finished})
	s := open(t, &fake{}, t.TempDir(), store)
	if err := s.Recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	all, _ := s.List(t.Context(), Filter{})
	if len(all) != 2 || all[0].State != Finished || all[1].State != Failed || all[1].Ended.IsZero() {
		t.Errorf("%+v", all)
	}
	if page, _ := s.List(t.Context(), Filter{After: "b", Limit: 5}); len(page) != 1 || page[0].ID != "a" {
		t.Errorf("%+v", page)
	}
}

var values = engine.Row{nil, true, false, int64(math.MinInt64), float32(1.5), -0.0, engine.Decimal{Unscaled: big.NewInt(-12345), Scale: 2}, "", "텍스트", []byte{0, 255},
	engine.Date(-1), engine.TimeOfDay(5), time.Date(2022, 1, 11, 0, 27, 12, 123456789, time.UTC), engine.Interval{Months: -1, Days: 2, Micros: 3},
	[]any{int64(1), nil, []any{}}, engine.Map{Keys: []any{"a"}, Values: []any{nil}}, engine.Row{"x", engine.Row{}}}

func TestValuesReadBack(t *testing.T) {
	d := decoder{b: appendValues(nil, values)}
	if got := engine.Row(d.values()); d.err != nil || !reflect.DeepEqual(fmt.Sprintf("%#v", got), fmt.Sprintf("%#v", values)) {
		t.Errorf("got  %#v\nwant %#v, %v", got, values, d.err)
	}
	zoned := time.Date(2022, 1, 11, 9, 0, 0, 0, time.FixedZone("+09:00", 9*3600))
	d = decoder{b: appendValue(nil, zoned)}
	if got := d.value().(time.Time); !got.Equal(zoned) || got.Location().String() != "+09:00" {
		t.Errorf("got %v", got)
	}
}

func FuzzKeptValues(f *testing.F) {
	f.Add(appendValues(nil, values))
	f.Fuzz(func(t *testing.T, b []byte) {
		d := decoder{b: b}
		d.values()
	})
}

func TestADamagedResultIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.rows")
	s, err := newSpool(path)
	if err != nil {
		t.Fatal(err)
	}
	s.add(t.Context(), []engine.Row{values, values})
	s.end(nil)
	good, _ := os.ReadFile(path)
	for i := range good {
		bad := append([]byte{}, good...)
		bad[i] ^= 0x55
		os.WriteFile(path, bad, 0o600)
		s, err := openSpool(path)
		if err != nil {
			continue
		}
		s.read(t.Context(), 0, 10)
		s.close()
	}
}

func TestPreparedStatements(t *testing.T) {
	s := open(t, &fake{batches: 1}, t.TempDir(), nil)
	ctx := t.Context()
	ask := func(sql, workgroup string, parameters ...string) (Execution, error) {
		x, err := s.Start(ctx, Statement{SQL: sql, Workgroup: workgroup, Parameters: parameters})
		if err != nil {
			return x, err
		}
		return s.Wait(ctx, x.ID)
	}
	if x, err := ask("PREPARE p FROM SELECT ? AS n", "a"); err != nil || x.State != Finished || len(x.Columns) != 0 {
		t.Fatalf("%+v, %v", x, err)
	}
	for _, c := range []struct {
		sql, workgroup string
		parameters     []string
		want           string
	}{
		{"EXECUTE p USING 'x'", "a", nil, "varchar(1)"},
		{"EXECUTE P", "a", []string{"1.5"}, "decimal(2,1)"}, // values beside the statement
		{"EXECUTE p USING 'x'", "b", nil, "NOT_FOUND"},
		{"EXECUTE p", "a", nil, "INVALID_PARAMETER_USAGE"},
		{"EXECUTE p USING y", "a", nil, "EXPRESSION_NOT_CONSTANT"},
		{"EXECUTE IMMEDIATE 'SELECT ? AS n' USING 1", "b", nil, "integer"},
		{"EXECUTE IMMEDIATE 'EXECUTE p'", "a", nil, "NOT_SUPPORTED"},
		{"DEALLOCATE PREPARE p", "b", nil, "NOT_FOUND"},
	} {
		x, err := ask(c.sql, c.workgroup, c.parameters...)
		var e *Error
		got := ""
		if errors.As(err, &e) {
			got = e.Code
		} else if len(x.Columns) == 1 {
			got = x.Columns[0].Type.String()
		}
		if got != c.want {
			t.Errorf("%s: %s (%v), want %s", c.sql, got, err, c.want)
		}
	}
}
