package state_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"tarn/internal/engine"
	"tarn/internal/query"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/state"
)

func openState(t *testing.T) *state.DB {
	t.Helper()
	db, err := state.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestAnExecutionIsKeptWhole(t *testing.T) {
	db := openState(t)
	at := time.Date(2026, 1, 2, 3, 4, 5, 600000, time.UTC)
	want := query.Execution{
		ID: "x",
		Statement: query.Statement{SQL: "SELECT ?", Parameters: []string{"1"}, Face: "athena", Workgroup: "primary", By: "TARN1", ClientToken: "t", OutputLocation: "s3://b/p/",
			Details: map[string]string{"a": "b"}, Timeout: time.Hour, MaxBytes: 5, Catalog: "AwsDataCatalog", Database: "default", Alias: "alias", Lake: true, Reuse: time.Minute},
		State: query.Failed, Submitted: at, Started: at.Add(time.Second), Ended: at.Add(time.Minute), Sources: []string{"store_a"}, Reused: "y",
		Columns: []analyze.Output{{Name: "n", Type: schema.DecimalOf(20, 2)}}, Rows: 7, Stats: engine.Stats{Files: 1, TotalFiles: 2, Rows: 3, Bytes: 4, Scanned: 5, Fetched: 6, FetchedBytes: 7},
		Fraction: -1, Notes: []query.Note{{From: 1, To: 2, Text: "note"}}, Error: &query.Error{Kind: query.UserError, Code: "C", Message: "m", Line: 1, Column: 8},
	}
	if err := db.PutExecution(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got, err := db.Execution(t.Context(), "x")
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v, %v", got, want, err)
	}
	if _, err := db.Execution(t.Context(), "y"); !errors.Is(err, query.ErrNotFound) {
		t.Errorf("another one: %v", err)
	}
}

// The state file and the Memory are asked the same questions.
func TestExecutionsAreFoundAsInMemory(t *testing.T) {
	db, memory := openState(t), &query.Memory{}
	ctx := t.Context()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	states := []query.State{query.Queued, query.Running, query.Finished, query.Failed, query.Cancelled, query.TimedOut}
	for i := range 60 {
		x := query.Execution{ID: fmt.Sprintf("id-%02d", i), State: states[i%6], Submitted: at.Add(time.Duration(i/2) * time.Minute), Fraction: -1,
			Statement: query.Statement{SQL: fmt.Sprint("SELECT ", i%4), Face: []string{"athena", "cloudtrail", ""}[i%3], Workgroup: []string{"primary", "w"}[i%2], By: fmt.Sprint("k", i%5)}}
		if i%7 == 0 {
			x.Statement.ClientToken, x.Sources = fmt.Sprint("t", i%14), []string{"store_a", "store_b"}
		}
		if x.State == query.Finished {
			x.Fraction = 1
		}
		for _, s := range []query.Store{db, memory} {
			if err := s.PutExecution(ctx, x); err != nil {
				t.Fatal(err)
			}
		}
	}
	ids := func(s query.Store, f query.Filter) string {
		list, err := s.Executions(ctx, f)
		if err != nil {
			return err.Error()
		}
		out := ""
		for _, x := range list {
			out += x.ID + " "
		}
		return out
	}
	for _, f := range []query.Filter{
		{}, {Face: "athena"}, {Face: "cloudtrail", States: []query.State{query.Finished, query.Failed}}, {Workgroup: "w", Limit: 3}, {By: "k1"}, {Token: "t0"},
		{Source: "store_b"}, {Source: "store_"}, {Since: at.Add(10 * time.Minute), Until: at.Add(12 * time.Minute)}, {After: "id-31", Limit: 4}, {After: "none"},
		{Question: query.Statement{SQL: "SELECT 2", Face: "", Workgroup: "primary"}.Question(), States: []query.State{query.Finished}},
		{States: []query.State{query.Queued, query.Running}},
	} {
		if got, want := ids(db, f), ids(memory, f); got != want {
			t.Errorf("%+v:\ngot  %s\nwant %s", f, got, want)
		}
	}
	for _, s := range []query.Store{db, memory} {
		if err := s.Forget(ctx, at.Add(20*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := ids(db, query.Filter{}), ids(memory, query.Filter{}); got != want {
		t.Errorf("after Forget:\ngot  %s\nwant %s", got, want)
	}
}

func TestAPageIsFoundAmongManyExecutions(t *testing.T) {
	if testing.Short() {
		t.Skip("it writes 20,000 executions")
	}
	db := openState(t)
	ctx := t.Context()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 20_000 {
		x := query.Execution{ID: fmt.Sprintf("id-%06d", i), State: query.Finished, Submitted: at.Add(time.Duration(i) * time.Second), Statement: query.Statement{SQL: "SELECT 1", Face: "athena", Workgroup: fmt.Sprint("w", i%50)}}
		if err := db.PutExecution(ctx, x); err != nil {
			t.Fatal(err)
		}
	}
	begin := time.Now()
	for range 20 {
		list, err := db.Executions(ctx, query.Filter{Face: "athena", Workgroup: "w0", After: "id-010000", Limit: 50})
		if err != nil || len(list) != 50 || list[0].ID != "id-009950" {
			t.Fatalf("%d, %v", len(list), err)
		}
		open, err := db.Executions(ctx, query.Filter{States: []query.State{query.Queued, query.Running}})
		if err != nil || len(open) != 0 {
			t.Fatal(open, err)
		}
	}
	if took := time.Since(begin) / 20; took > 50*time.Millisecond {
		t.Errorf("a page took %v", took)
	} else {
		t.Logf("a page took %v", took)
	}
}

func BenchmarkPutExecution(b *testing.B) {
	db, err := state.Open(context.Background(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	x := query.Execution{ID: "x", State: query.Running, Submitted: time.Now(), Statement: query.Statement{SQL: "SELECT 1"}}
	for b.Loop() {
		if err := db.PutExecution(b.Context(), x); err != nil {
			b.Fatal(err)
		}
	}
}
