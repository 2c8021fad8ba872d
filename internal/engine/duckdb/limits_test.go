package duckdb

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"tarn/internal/engine"
)

// endless is a statement that nobody waits for.
const endless = "SELECT count(*) FROM range(10000000000) a(i) WHERE hash(i) % 7 = 9"

func TestCancelReturnsWithinHalfASecond(t *testing.T) {
	e := openEngine(t, Options{})
	mustAll(t, e, "SELECT 1")
	for _, sql := range []string{
		endless,
		"SELECT * FROM range(100000000000)",
		"SELECT i, count(*) FROM range(10000000000) t(i) GROUP BY i",
		"SELECT * FROM range(1000000000) t(i) ORDER BY hash(i)",
		"SELECT count(*) FROM range(100000) a(i), range(1000000) b(j) WHERE hash(i + j) = 5",
		"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
	} {
		ctx, cancel := context.WithCancelCause(t.Context())
		reason := errors.New("enough")
		var cancelled time.Time
		time.AfterFunc(300*time.Millisecond, func() { cancelled = time.Now(); cancel(reason) })
		_, err := all(ctx, e, sql)
		if !errors.Is(err, reason) {
			t.Errorf("%s\nended with %v", sql, err)
		}
		if d := time.Since(cancelled); d > 500*time.Millisecond {
			t.Errorf("%s\nended after %v", sql, d)
		}
	}
	if got := mustAll(t, e, "SELECT 42"); got[0][0] != int64(42) {
		t.Errorf("after cancelling, SELECT 42 gives %v", got)
	}
}

func TestMemoryLimit(t *testing.T) {
	e := openEngine(t, Options{MemoryLimit: 64 << 20})
	_, err := all(t.Context(), e, "SELECT list(i) FROM range(100000000) t(i)")
	if got, want := code(err), "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node memory limit of 64MB"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	// What can go to disk does.
	if got := mustAll(t, e, "SELECT count(*) FROM (SELECT DISTINCT 'a longer text to fill the memory ' || i FROM range(2000000) t(i))"); got[0][0] != int64(2000000) {
		t.Errorf("got %v", got)
	}
}

// TestMemoryOfNeighbours: an aggregation that needs far more than there is spills or ends with Trino's words, and the statements
// beside it and after it do not.
func TestMemoryOfNeighbours(t *testing.T) {
	e := openEngine(t, Options{MemoryLimit: 128 << 20, Slots: 2})
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		_, err := all(ctx, e, "SELECT i, list(j), count(DISTINCT j) FROM range(1000000000) a(i), range(8) b(j) GROUP BY i")
		ended <- err
	}()
	for {
		if got := mustAll(t, e, "SELECT count(DISTINCT i % 1000) FROM range(100000) t(i)"); got[0][0] != int64(1000) {
			t.Fatalf("a neighbour got %v", got)
		}
		select {
		case err := <-ended:
			// It may still be spilling when its time is up: a table of that size takes the disk minutes.
			if got := code(err); !errors.Is(err, context.DeadlineExceeded) && got != "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node memory limit of 64MB" {
				t.Errorf("ended with %v", got)
			}
			if got := mustAll(t, e, "SELECT 42"); got[0][0] != int64(42) {
				t.Errorf("after it, got %v", got)
			}
			return
		default:
		}
	}
}

func TestResultsStream(t *testing.T) {
	e := openEngine(t, Options{MemoryLimit: 256 << 20})
	began := time.Now()
	r, err := begin(t.Context(), e, "SELECT i, 'text ' || i FROM range(1000000000) t(i)")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	if d := time.Since(began); d > 2*time.Second {
		t.Errorf("the first of a billion rows came after %v", d)
	}
}

func TestStatementsWaitTheirTurn(t *testing.T) {
	e := openEngine(t, Options{Slots: 1})
	first, err := begin(t.Context(), e, "SELECT 1")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := begin(ctx, e, "SELECT 2"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the second statement did not wait: %v", err)
	}
	second := make(chan error)
	go func() {
		_, err := all(t.Context(), e, "SELECT 2")
		second <- err
	}()
	first.Close()
	if err := <-second; err != nil {
		t.Error(err)
	}
}

func TestProgressGoesUp(t *testing.T) {
	e := openEngine(t, Options{})
	dir := t.TempDir()
	e.options.AllowedDirs = []string{dir}
	path := writeFile(t, dir, small, 800_000, 50_000, fillSmall)
	r, err := begin(t.Context(), e, "SELECT count(DISTINCT md5(md5(md5(md5(name)))||md5(md5(md5(name))))) FROM "+mustFrom(t, small, []string{"name"}, path))
	if err != nil {
		t.Fatal(err)
	}
	seen := make(chan engine.Progress, 1000)
	stop := make(chan struct{})
	go func() {
		defer close(seen)
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				seen <- r.Progress()
			}
		}
	}()
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	close(stop)
	distinct, last := 0, -1.0
	for p := range seen {
		if p.Fraction < last || p.Fraction > 1 {
			t.Errorf("progress went from %v to %v", last, p.Fraction)
		}
		if p.Fraction > last {
			distinct++
		}
		last = p.Fraction
	}
	if distinct < 3 {
		t.Errorf("%d different values of progress", distinct)
	}
	r.Close()
	r.Progress()
	runtime.KeepAlive(r)
}

func TestFaultsInTrinosWords(t *testing.T) {
	e := openEngine(t, Options{})
	for sql, want := range map[string]string{
		"SELECT 9223372036854775807::BIGINT + i FROM range(1, 2) t(i)":  "NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow: 9223372036854775807 + 1",
		"SELECT 2147483647::INTEGER * i::INTEGER FROM range(2, 3) t(i)": "NUMERIC_VALUE_OUT_OF_RANGE: integer multiplication overflow: 2147483647 * 2",
		"SELECT ('x' || i)::BIGINT FROM range(1) t(i)":                  "INVALID_CAST_ARGUMENT: Cannot cast 'x0' to BIGINT",
		"SELECT ('x' || i)::DOUBLE FROM range(1) t(i)":                  "INVALID_CAST_ARGUMENT: Cannot cast 'x0' to DOUBLE",
		"SELECT ('2020-13-0' || i)::DATE FROM range(1) t(i)":            "INVALID_CAST_ARGUMENT: Value cannot be cast to date: 2020-13-00",
		"SELECT (300 + i)::TINYINT FROM range(1) t(i)":                  "NUMERIC_VALUE_OUT_OF_RANGE: Out of range for tinyint: 300",
		"SELECT error('Key not present in map: x')":                     "INVALID_FUNCTION_ARGUMENT: Key not present in map: x",
		"SELECT error('Division by zero')":                              "DIVISION_BY_ZERO: Division by zero",
		"SELECT (SELECT i FROM range(3) t(i))":                          "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows",
		"SELECT * FROM read_parquet('/nowhere/x.parquet')":              `GENERIC_INTERNAL_ERROR: The engine failed: Permission Error: Cannot access file "/nowhere/x.parquet" - file system operations are disabled by configuration`,
	} {
		if _, err := all(t.Context(), e, sql); code(err) != want {
			t.Errorf("%s\n got %s\nwant %s", sql, code(err), want)
		}
	}
}
