package trino_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tarn/internal/engine"
	"tarn/internal/engine/trino"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// cluster answers every statement with one page of the protocol, after it was asked for it.
func cluster(t *testing.T, page string) (*trino.Engine, *atomic.Int32) {
	t.Helper()
	ended := &atomic.Int32{}
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.Method == http.MethodDelete:
			ended.Add(1)
			w.WriteHeader(http.StatusNoContent)
		case r.Method == http.MethodPost:
			fmt.Fprintf(w, `{"id":"q","infoUri":"x","nextUri":"%s/v1/statement/executing/q/1","stats":{"state":"RUNNING"}}`, server.URL)
		case page == "":
			select {
			case <-r.Context().Done():
			case <-time.After(300 * time.Millisecond):
			}
			fmt.Fprintf(w, `{"id":"q","infoUri":"x","nextUri":"%s/v1/statement/executing/q/1","stats":{"state":"RUNNING","totalSplits":4,"progressPercentage":25}}`, server.URL)
		default:
			io.WriteString(w, page)
		}
	}))
	t.Cleanup(server.Close)
	e, err := trino.Open(trino.Options{URL: strings.Replace(server.URL, "http://", "http://tarn@", 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e, ended
}

func column(name, raw, arguments string) string {
	return fmt.Sprintf(`{"name":"%s","type":"%s","typeSignature":{"rawType":"%s","arguments":[%s]}}`, name, raw, raw, arguments)
}

func TestValues(t *testing.T) {
	number := func(n int) string { return fmt.Sprintf(`{"kind":"LONG","value":%d}`, n) }
	of := func(raw, arguments string) string {
		return fmt.Sprintf(`{"kind":"TYPE","value":{"rawType":"%s","arguments":[%s]}}`, raw, arguments)
	}
	seoul, _ := time.LoadLocation("Asia/Seoul")
	text := schema.Of(schema.Varchar)
	for _, c := range []struct {
		column, value string
		typ           schema.Type
		want          any
	}{
		{column("x", "bigint", ""), `9007199254740993`, schema.Of(schema.Bigint), int64(9007199254740993)},
		{column("x", "double", ""), `"NaN"`, schema.Of(schema.Double), nil},
		{column("x", "double", ""), `1.5E300`, schema.Of(schema.Double), 1.5e300},
		{column("x", "real", ""), `0.1`, schema.Of(schema.Real), float32(0.1)},
		{column("x", "boolean", ""), `true`, schema.Of(schema.Boolean), true},
		{column("x", "decimal", number(38)+","+number(2)), `"-123456789012345678901234567890.50"`, schema.DecimalOf(38, 2), "-123456789012345678901234567890.50"},
		{column("x", "varbinary", ""), `"AP8="`, schema.Of(schema.Varbinary), []byte{0, 255}},
		{column("x", "date", ""), `"1969-12-31"`, schema.Of(schema.Date), engine.Date(-1)},
		{column("x", "date", ""), `"+12020-01-01"`, schema.Of(schema.Date), engine.Date(3670687)},
		{column("x", "timestamp", number(0)), `"-0001-01-01 00:00:01"`, schema.TimestampOf(0), time.Date(-1, 1, 1, 0, 0, 1, 0, time.UTC)},
		{column("x", "row", `{"kind":"NAMED_TYPE","value":{"typeSignature":{"rawType":"timestamp","arguments":[`+number(0)+`]}}}`), `["+12020-01-01 00:00:01"]`,
			schema.RowOf(schema.Field{Type: schema.TimestampOf(0)}), engine.Row{time.Date(12020, 1, 1, 0, 0, 1, 0, time.UTC)}},
		{column("x", "time", number(3)), `"01:02:03.004"`, schema.Of(schema.Time), engine.TimeOfDay(3723004000)},
		{column("x", "timestamp", number(6)), `"2022-03-27 02:30:00.123456"`, schema.TimestampOf(6), time.Date(2022, 3, 27, 2, 30, 0, 123456000, time.UTC)},
		{column("x", "timestamp with time zone", number(3)), `"2022-01-11 09:27:12.000 Asia/Seoul"`, schema.Type{Kind: schema.TimestampTZ, Precision: 3}, time.Date(2022, 1, 11, 9, 27, 12, 0, seoul)},
		{column("x", "interval day to second", ""), `"-2 03:00:00.500"`, schema.Of(schema.IntervalDaySecond), engine.Interval{Micros: -(51*3600e6 + 500000)}},
		{column("x", "interval year to month", ""), `"1-2"`, schema.Of(schema.IntervalYearMonth), engine.Interval{Months: 14}},
		{column("x", "array", of("bigint", "")), `[1,null,9007199254740993]`, schema.ArrayOf(schema.Of(schema.Bigint)), []any{int64(1), nil, int64(9007199254740993)}},
		{column("x", "map", of("bigint", "")+","+of("array", of("varchar", number(1<<31-1)))), `{"7":["a"]}`, schema.MapOf(schema.Of(schema.Bigint), schema.ArrayOf(text)),
			engine.Map{Keys: []any{int64(7)}, Values: []any{[]any{"a"}}}},
		{column("x", "row", `{"kind":"NAMED_TYPE","value":{"fieldName":{"name":"a"},"typeSignature":{"rawType":"date","arguments":[]}}},{"kind":"NAMED_TYPE","value":{"typeSignature":{"rawType":"varchar","arguments":[`+number(1<<31-1)+`]}}}`),
			`["2020-02-29",null]`, schema.RowOf(schema.Field{Name: "a", Type: schema.Of(schema.Date)}, schema.Field{Type: text}), engine.Row{engine.Date(18321), nil}},
		{column("x", "ipaddress", ""), `"10.0.0.1"`, schema.Of(schema.IPAddress), "10.0.0.1"},
		{column("x", "varchar", number(1<<31-1)), `null`, text, nil},
	} {
		e, _ := cluster(t, `{"id":"q","infoUri":"x","columns":[`+c.column+`],"data":[[`+c.value+`]],"stats":{"state":"FINISHED"}}`)
		rows, err := e.Run(t.Context(), &analyze.Query{Text: "SELECT x", Columns: []analyze.Output{{Name: "x", Type: c.typ}}}, nil)
		if err != nil {
			t.Errorf("%s: %v", c.value, err)
			continue
		}
		batch, err := rows.Next()
		if err != nil || len(batch) != 1 {
			t.Errorf("%s: %v %v", c.value, batch, err)
			continue
		}
		got := batch[0][0]
		if d, ok := got.(engine.Decimal); ok {
			if want, _ := new(big.Int).SetString("-12345678901234567890123456789050", 10); d.Unscaled.Cmp(want) != 0 {
				t.Errorf("%v", d)
			}
			got = d.String()
		}
		if w, ok := c.want.(time.Time); ok && got.(time.Time).Equal(w) && got.(time.Time).Format(time.DateTime) == w.Format(time.DateTime) {
			continue
		}
		if f, ok := got.(float64); ok && c.want == nil && f != f {
			continue
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s of %s: %#v, want %#v", c.value, c.typ, got, c.want)
		}
		if _, err := rows.Next(); err != io.EOF {
			t.Error(err)
		}
		rows.Close()
	}
}

func TestMeasureHasTheClustersPlan(t *testing.T) {
	const plan = "Trino version: 476\nFragment 1 [SINGLE]\n    CPU: 1.00ms, Input: 3 rows (42B), Output: 3 rows (42B)\n"
	asked := make(chan string, 1)
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodPost {
			text, _ := io.ReadAll(r.Body)
			asked <- string(text)
			fmt.Fprintf(w, `{"id":"q","infoUri":"x","nextUri":"%s/v1/statement/executing/q/1","stats":{"state":"RUNNING"}}`, server.URL)
			return
		}
		fmt.Fprintf(w, `{"id":"q","infoUri":"x","columns":[%s],"data":[[%q]],"stats":{"state":"FINISHED","processedRows":18,"physicalInputBytes":75}}`, column("Query Plan", "varchar", ""), plan)
	}))
	defer server.Close()
	e, err := trino.Open(trino.Options{URL: strings.Replace(server.URL, "http://", "http://tarn@", 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	p, err := e.Measure(t.Context(), &analyze.Query{Text: "SELECT 1", Columns: []analyze.Output{{Name: "x", Type: schema.Of(schema.Bigint)}}}, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := <-asked; got != "EXPLAIN ANALYZE VERBOSE SELECT 1" {
		t.Errorf("the cluster is asked %q", got)
	}
	if p.Text != plan || p.Took <= 0 {
		t.Errorf("%+v", p)
	}
}

func TestAnErrorIsTrinos(t *testing.T) {
	e, _ := cluster(t, `{"id":"q","infoUri":"x","error":{"message":"line 7:9: Division by zero","errorCode":8,"errorName":"DIVISION_BY_ZERO","errorType":"USER_ERROR","failureInfo":{}},"stats":{"state":"FAILED"}}`)
	_, err := run(t.Context(), e)
	var failed *engine.Error
	if !errors.As(err, &failed) || failed.Code != "DIVISION_BY_ZERO" || failed.Message != "Division by zero" {
		t.Errorf("%v", err)
	}
}

func TestAStatementThatIsCancelledEndsOnTheCluster(t *testing.T) {
	e, ended := cluster(t, "")
	why := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(200*time.Millisecond, func() { cancel(why) })
	if _, err := run(ctx, e); !errors.Is(err, why) {
		t.Errorf("%v", err)
	}
	for deadline := time.Now().Add(10 * time.Second); ended.Load() == 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the cluster is not told")
		}
	}
}

func TestAClusterThatIsNotThere(t *testing.T) {
	e, err := trino.Open(trino.Options{URL: "http://tarn@127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	_, err = run(ctx, e)
	var failed *engine.Error
	if !errors.As(err, &failed) || failed.Code != "GENERIC_EXTERNAL" {
		t.Errorf("%v", err)
	}
}

func run(ctx context.Context, e *trino.Engine) ([]engine.Row, error) {
	rows, err := e.Run(ctx, &analyze.Query{Text: "SELECT 1", Columns: []analyze.Output{{Name: "x", Type: schema.Of(schema.Bigint)}}}, nil)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return rows.Next()
}
