package duckdb

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tarn/internal/sql/functions"
)

func TestNatives(t *testing.T) {
	one := "1"
	e := openEngine(t, Options{
		Functions: []functions.Native{
			{Name: "tarn_upper", Args: []string{"VARCHAR"}, Result: "VARCHAR", Fn: func(a []any) (any, error) { return strings.ToUpper(a[0].(string)), nil }},
			{Name: "tarn_coalesce", Args: []string{"VARCHAR", "BIGINT"}, Result: "VARCHAR", Nulls: true, Fn: func(a []any) (any, error) { return fmt.Sprint(a...), nil }},
			{Name: "tarn_pairs", Args: []string{"VARCHAR"}, Result: "MAP(VARCHAR, VARCHAR)", Fn: func(a []any) (any, error) {
				return functions.Pairs{Keys: []string{"z", a[0].(string)}, Values: []*string{&one, nil}}, nil
			}},
			{Name: "tarn_split", Args: []string{"VARCHAR"}, Result: "VARCHAR[]", Fn: func(a []any) (any, error) { return strings.Split(a[0].(string), ","), nil }},
			{Name: "tarn_later", Args: []string{"TIMESTAMP", "BIGINT"}, Result: "TIMESTAMP", Fn: func(a []any) (any, error) {
				return a[0].(time.Time).Add(time.Duration(a[1].(int64)) * time.Second), nil
			}},
			{Name: "tarn_fails", Args: []string{"VARCHAR"}, Result: "BIGINT", Fn: func(a []any) (any, error) { return nil, errors.New("INVALID_FUNCTION_ARGUMENT: no " + a[0].(string)) }},
			{Name: "tarn_panics", Args: []string{"VARCHAR"}, Result: "BIGINT", Fn: func(a []any) (any, error) { return a[0].(int64), nil }},
			{Name: "tarn_elsewhere", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR"},
			{Name: "tarn_nowhere", Args: []string{"VARCHAR"}, Result: "VARCHAR"},
		},
		Natives: map[string]func([]any) (any, error){"tarn_elsewhere": func(a []any) (any, error) { return a[0].(string) + a[1].(string), nil }},
		Macros:  []string{"CREATE MACRO tarn_twice(x) AS tarn_upper(x) || tarn_upper(x)"},
	})
	got := fmt.Sprint(mustAll(t, e, `SELECT tarn_upper('a long text that is not inlined ' || i), tarn_upper(NULL), tarn_coalesce(NULL, i), tarn_pairs('k'),
		tarn_split('a,,b'), tarn_later(TIMESTAMP '2022-01-11 00:00:00', i), tarn_elsewhere('x', 'y'), tarn_twice('q') FROM range(2) t(i)`))
	want := "[[A LONG TEXT THAT IS NOT INLINED 0 <nil> <nil> 0 {[z k] [1 <nil>]} [a  b] 2022-01-11 00:00:00 +0000 UTC xy QQ] " +
		"[A LONG TEXT THAT IS NOT INLINED 1 <nil> <nil> 1 {[z k] [1 <nil>]} [a  b] 2022-01-11 00:00:01 +0000 UTC xy QQ]]"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if n := mustAll(t, e, "SELECT count(*), sum(length(tarn_upper(CASE WHEN i % 2 = 0 THEN 'x' || i END))) FROM range(100000) t(i)"); fmt.Sprint(n) != "[[100000 294445]]" {
		t.Errorf("got %v", n)
	}
	if _, err := all(t.Context(), e, "SELECT tarn_fails('way')"); code(err) != "INVALID_FUNCTION_ARGUMENT: no way" {
		t.Errorf("got %v", code(err))
	}
	if _, err := all(t.Context(), e, "SELECT tarn_panics('way')"); !strings.HasPrefix(code(err), "GENERIC_INTERNAL_ERROR: tarn_panics: interface conversion") {
		t.Errorf("got %v", code(err))
	}
}

// TestResultsOfNativesAreBounded: what our functions make for a batch of rows counts against the memory limit, of which DuckDB knows nothing.
func TestResultsOfNativesAreBounded(t *testing.T) {
	e := openEngine(t, Options{MemoryLimit: 64 << 20, Macros: []string{"CREATE MACRO tarn_none() AS 1"}, Functions: []functions.Native{
		{Name: "tarn_long", Args: []string{"BIGINT"}, Result: "VARCHAR", Fn: func(a []any) (any, error) { return strings.Repeat("x", int(a[0].(int64))), nil }},
	}})
	if _, err := all(t.Context(), e, "SELECT sum(length(tarn_long(100000 + i))) FROM range(2000) t(i)"); code(err) != "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node memory limit of 64MB" {
		t.Errorf("got %v", code(err))
	}
	if got := mustAll(t, e, "SELECT sum(length(tarn_long(1000))) FROM range(100000)"); fmt.Sprint(got) != "[[100000000]]" {
		t.Errorf("got %v", got)
	}
}
