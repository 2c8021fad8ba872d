package format

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

var (
	text   = schema.Of(schema.Varchar)
	bigint = schema.Of(schema.Bigint)
	double = schema.Of(schema.Double)
	user   = schema.RowOf(schema.Field{Name: "type", Type: text}, schema.Field{Name: "mfa", Type: schema.Of(schema.Boolean)})
	at     = time.Date(2022, 1, 11, 0, 27, 12, 123456000, time.UTC)
)

func zoned(t schema.Type, zone string) schema.Type {
	t.Zone = zone
	return t
}

var texts = []struct {
	t    schema.Type
	v    any
	want string
	json string
}{
	{text, nil, ``, `null`},
	{text, "", ``, `""`},
	{text, "say \"hi\"\n\x1b[2J\u0085\xff", "say \"hi\"\n\x1b[2J\u0085\xff", `"say \"hi\"\n\u001b[2J\u0085\ufffd"`},
	{schema.Of(schema.Boolean), true, `true`, `true`},
	{bigint, int64(math.MinInt64), `-9223372036854775808`, `-9223372036854775808`},
	{bigint, int64(9007199254740993), `9007199254740993`, `9007199254740993`},
	{double, 1.0, `1.0`, `1`}, {double, 0.1, `0.1`, `0.1`}, {double, 1e10, `1.0E10`, `10000000000`}, {double, 1e7, `1.0E7`, `10000000`}, {double, 9999999.5, `9999999.5`, `9999999.5`},
	{double, 0.001, `0.001`, `0.001`}, {double, 0.00012, `1.2E-4`, `0.00012`}, {double, -1.5e300, `-1.5E300`, `-1.5e+300`}, {double, 0.0, `0.0`, `0`},
	{double, math.NaN(), `NaN`, `"NaN"`}, {double, math.Inf(-1), `-Infinity`, `"-Infinity"`},
	{schema.Of(schema.Real), float32(0.1), `0.1`, `0.1`}, {schema.Of(schema.Real), float32(3.4e38), `3.4E38`, `3.4e+38`},
	{schema.DecimalOf(38, 2), engine.Decimal{Unscaled: big.NewInt(-5), Scale: 2}, `-0.05`, `-0.05`},
	{schema.Of(schema.Varbinary), []byte("eh?\x00"), `65 68 3f 00`, `"ZWg/AA=="`},
	{schema.Of(schema.Date), engine.Date(19003), `2022-01-11`, `"2022-01-11"`},
	{schema.Of(schema.Time), engine.TimeOfDay(3723500000), `01:02:03.500`, `"01:02:03.500"`},
	{schema.Of(schema.Timestamp), at, `2022-01-11 00:27:12.123`, `"2022-01-11 00:27:12.123"`},
	{schema.TimestampOf(0), at, `2022-01-11 00:27:12`, `"2022-01-11 00:27:12"`}, {schema.TimestampOf(6), at, `2022-01-11 00:27:12.123456`, `"2022-01-11 00:27:12.123456"`},
	{schema.Of(schema.TimestampTZ), at, `2022-01-11 00:27:12.123 UTC`, `"2022-01-11 00:27:12.123 UTC"`},
	{zoned(schema.Of(schema.TimestampTZ), "+09:00"), at.In(time.FixedZone("+09:00", 9*3600)), `2022-01-11 09:27:12.123 +09:00`, `"2022-01-11 09:27:12.123 +09:00"`},
	{schema.Of(schema.IntervalYearMonth), engine.Interval{Months: -14}, `-1-2`, `"-1-2"`},
	{schema.Of(schema.IntervalDaySecond), engine.Interval{Days: 3, Micros: 1_500_000}, `3 00:00:01.500`, `"3 00:00:01.500"`},
	{schema.ArrayOf(text), []any{"a", nil, "b"}, `[a, null, b]`, `["a",null,"b"]`}, {schema.ArrayOf(text), []any{}, `[]`, `[]`},
	{schema.MapOf(text, text), engine.Map{Keys: []any{"ConsoleLogin", "x"}, Values: []any{"Failure", nil}}, `{ConsoleLogin=Failure, x=null}`, `{"ConsoleLogin":"Failure","x":null}`},
	{schema.MapOf(bigint, schema.ArrayOf(double)), engine.Map{Keys: []any{int64(1)}, Values: []any{[]any{1.0}}}, `{1=[1.0]}`, `{"1":[1]}`},
	{user, engine.Row{"IAMUser", nil}, `{type=IAMUser, mfa=null}`, `{"type":"IAMUser","mfa":null}`},
	{schema.RowOf(schema.Field{Type: bigint}), engine.Row{int64(1)}, `{field0=1}`, `{"field0":1}`},
	{schema.Of(schema.JSON), `{"a": 1.50}`, `{"a": 1.50}`, `{"a": 1.50}`}, {schema.Of(schema.JSON), `{"a"`, `{"a"`, `"{\"a\""`},
}

func TestTexts(t *testing.T) {
	for _, c := range texts {
		if got := Text(c.t, c.v); got != c.want {
			t.Errorf("%v as %s is %s, want %s", c.v, c.t, got, c.want)
		}
		got := string(appendJSON(nil, c.t, c.v))
		if got != c.json || !json.Valid([]byte(got)) {
			t.Errorf("%v as %s is JSON %s, want %s", c.v, c.t, got, c.json)
		}
	}
}

// table is a result with every kind of value as columns.
func table() (columns []analyze.Output, row engine.Row) {
	for range 2 {
		for _, c := range texts {
			columns = append(columns, analyze.Output{Name: c.t.Kind.Name(), Type: c.t})
			row = append(row, c.v)
		}
	}
	return columns, row
}

func encode(t *testing.T, format string, columns []analyze.Output, rows ...engine.Row) []byte {
	t.Helper()
	var b bytes.Buffer
	e, err := New(format, &b, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := e.Rows([]engine.Row{row}); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCSVReadsBack(t *testing.T) {
	columns, row := table()
	records, err := csv.NewReader(bytes.NewReader(encode(t, "csv", columns, row, row))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for r, record := range records[1:] {
		for i, got := range record {
			if want := Text(columns[i].Type, row[i]); got != strings.ReplaceAll(want, "\r\n", "\n") {
				t.Errorf("row %d, column %d: %q, want %q", r, i, got, want)
			}
		}
	}
	two := []analyze.Output{{Name: "a", Type: text}, {Name: "a b,c", Type: text}}
	if got, want := string(encode(t, "csv", two, engine.Row{nil, ""}, engine.Row{"x,y", " z"}, engine.Row{nil, nil})), "a,\"a b,c\"\n,\"\"\n\"x,y\",\" z\"\n,\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestJSONReadsBack(t *testing.T) {
	columns, row := table()
	for _, c := range []struct {
		rows []engine.Row
		n    int
	}{{nil, 0}, {[]engine.Row{row}, 1}, {[]engine.Row{row, row, row}, 3}} {
		var got []map[string]any
		if err := json.Unmarshal(encode(t, "json", columns, c.rows...), &got); err != nil {
			t.Fatal(err)
		}
		if len(got) != c.n || c.n > 0 && len(got[0]) != len(columns) {
			t.Errorf("%d objects, want %d; %d members", len(got), c.n, len(columns))
		}
		lines := bytes.Split(bytes.TrimSuffix(encode(t, "jsonl", columns, c.rows...), []byte("\n")), []byte("\n"))
		for _, line := range lines {
			if c.n > 0 && !json.Valid(line) {
				t.Errorf("not JSON: %s", line)
			}
		}
	}
	one := []analyze.Output{{Name: "a", Type: bigint}, {Name: "a", Type: bigint}}
	if got, want := string(encode(t, "json", one, engine.Row{int64(1), int64(2)})), "[\n{\"a\":1,\"a_2\":2}\n]\n"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestTable(t *testing.T) {
	var b bytes.Buffer
	table := NewTable(&b, []analyze.Output{{Name: "eventName", Type: text}, {Name: "n", Type: bigint}, {Name: "who", Type: user}}, 0, false)
	table.Rows([]engine.Row{{"ConsoleLogin", int64(12), engine.Row{"Root", nil}}, {nil, int64(3), nil}})
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	want := "eventName    |  n | who\n-------------+----+----------------------\nConsoleLogin | 12 | {type=Root, mfa=null}\nNULL         |  3 | NULL\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// TestASheetRunsNoFormula: a spreadsheet is given the texts of a log as texts, and numbers as they are.
func TestASheetRunsNoFormula(t *testing.T) {
	columns := []analyze.Output{{Name: "agent", Type: schema.Type{Kind: schema.Varchar}}, {Name: "=n", Type: schema.Type{Kind: schema.Bigint}}}
	var b bytes.Buffer
	c, err := NewSheet(&b, columns)
	if err != nil {
		t.Fatal(err)
	}
	rows := []engine.Row{{"=HYPERLINK(\"http://evil.example\")", int64(-5)}, {"+1", int64(1)}, {"@x", nil}, {"-", int64(0)}, {"curl/8", int64(2)}, {nil, nil}, {"", int64(3)}}
	if err := errors.Join(c.Rows(rows), c.Close()); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffagent,'=n\n\"'=HYPERLINK(\"\"http://evil.example\"\")\",-5\n'+1,1\n'@x,\n'-,0\ncurl/8,2\n,\n\"\",3\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
