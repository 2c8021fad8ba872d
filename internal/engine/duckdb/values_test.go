package duckdb

import (
	"fmt"
	"strings"
	"testing"
)

func TestValues(t *testing.T) {
	e := openEngine(t, Options{})
	for _, c := range []struct{ sql, want string }{
		{"NULL, true, 1::TINYINT, (-2)::SMALLINT, 3, 9007199254740993", "<nil> | bool true | int64 1 | int64 -2 | int64 3 | int64 9007199254740993"},
		{"1.5::FLOAT, 0.1::DOUBLE", "float32 1.5 | float64 0.1"},
		{"(-1.50)::DECIMAL(4,2), 0.05::DECIMAL(9,2), 12345678901234.5::DECIMAL(18,1), (-123456789012345678901234567890.12)::DECIMAL(38,2)",
			"engine.Decimal -1.50 | engine.Decimal 0.05 | engine.Decimal 12345678901234.5 | engine.Decimal -123456789012345678901234567890.12"},
		{"170141183460469231731687303715884105727::HUGEINT, (-1)::HUGEINT", "engine.Decimal 170141183460469231731687303715884105727 | engine.Decimal -1"},
		{"'', 'short', 'longer than twelve bytes', '日本'", `string  | string short | string longer than twelve bytes | string 日本`},
		{`'\x00\xFF'::BLOB, uuid '12345678-1234-8234-9234-123456789012'`, "[]uint8 [0 255] | string 12345678-1234-8234-9234-123456789012"},
		{"DATE '1969-12-31', TIME '01:02:03.5'", "engine.Date -1 | engine.TimeOfDay 3723500000"},
		{"TIMESTAMP '2022-01-11 00:27:12.123456', TIMESTAMPTZ '2022-01-11 00:27:12+01:00', TIMESTAMP_NS '2022-01-11 00:27:12.123456789', TIMESTAMP_S '1960-01-01 00:00:01'",
			"time.Time 2022-01-11 00:27:12.123456 +0000 UTC | time.Time 2022-01-10 23:27:12 +0000 UTC | time.Time 2022-01-11 00:27:12.123456789 +0000 UTC | time.Time 1960-01-01 00:00:01 +0000 UTC"},
		{"INTERVAL '14' MONTH, INTERVAL '3' DAY + INTERVAL '1' SECOND", "engine.Interval {14 0 0} | engine.Interval {0 3 1000000}"},
		{"[1, NULL, 3], []::INTEGER[], NULL::VARCHAR[]", "[]interface {} [1 <nil> 3] | []interface {} [] | <nil>"},
		{"MAP {'z': 1, 'a': NULL}, {'type': 'IAMUser', 'n': [{'k': NULL}]}", "engine.Map {[z a] [1 <nil>]} | engine.Row [IAMUser [[<nil>]]]"},
		{"[1,2,3]::INTEGER[3], '{\"a\": 1}'::JSON", "[]interface {} [1 2 3] | string {\"a\": 1}"},
	} {
		row := mustAll(t, e, "SELECT "+c.sql)[0]
		got := make([]string, len(row))
		for i, v := range row {
			if got[i] = fmt.Sprintf("%T %v", v, v); v == nil {
				got[i] = "<nil>"
			}
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("SELECT %s\n got %s\nwant %s", c.sql, s, c.want)
		}
	}
}

func TestManyRowsComeInOrderAndBatches(t *testing.T) {
	e := openEngine(t, Options{})
	next := int64(0)
	r, err := begin(t.Context(), e, "SELECT i, CASE WHEN i % 3 > 0 THEN [i, i + 1] END, {'i': i, 'text': 'number ' || i} FROM range(200000) t(i)")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		batch, err := r.Next()
		if err != nil {
			break
		}
		for _, row := range batch {
			want := fmt.Sprintf("[%d [%d %d] [%d number %[1]d]]", next, next, next+1, next)
			if next%3 == 0 {
				want = fmt.Sprintf("[%d <nil> [%[1]d number %[1]d]]", next)
			}
			if got := fmt.Sprint(row); got != want {
				t.Fatalf("got %s, want %s", got, want)
			}
			next++
		}
	}
	if next != 200000 {
		t.Errorf("%d rows", next)
	}
}
