package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// randomTables are the test tables, and three small ones for joins: few values, which come again and again, and many NULLs.
func randomTables() (*tables, error) {
	ts, err := readTables()
	if err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(11, 11))
	for i, rows := range []int{40, 25, 6} {
		t := &table{name: fmt.Sprintf("r%d", i)}
		for _, c := range []string{"id integer", "i integer", "b bigint", "s smallint", "d double", "m decimal(10,2)", "l decimal(25,5)", "v varchar", "w varchar(3)", "f boolean", "dt date", "ts timestamp(3)", "t6 timestamp(6)", "tz timestamp(3) with time zone",
			"x varbinary", "a array(integer)", "n array(varchar)", "p map(varchar, integer)", "o row(k varchar, q integer)", "js varchar", "tm time(3)"} {
			var name, typ string
			fmt.Sscanf(c, "%s", &name)
			typ = c[len(name)+1:]
			parsed, err := analyze.ParseType(typ)
			if err != nil {
				return nil, err
			}
			t.columns = append(t.columns, column{name, parsed})
		}
		for id := range rows {
			row := make([]any, len(t.columns))
			row[0] = json.Number(fmt.Sprint(id))
			for j, c := range t.columns[1:] {
				if r.IntN(5) > 0 {
					row[j+1] = skewed(r, c.typ, c.name)
				}
			}
			t.rows = append(t.rows, row)
		}
		ts.add(t)
	}
	ts.hash += "r1"
	return ts, nil
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// skewed is a value of few.
func skewed(r *rand.Rand, t schema.Type, name string) any {
	switch t.Kind {
	case schema.Boolean:
		return r.IntN(2) == 0
	case schema.Integer, schema.Bigint, schema.Smallint:
		return json.Number(pick(r, "0", "1", "1", "2", "3", "-1", "10", "100", "-7", "365"))
	case schema.Double:
		return pick(r, "0", "1", "1.5", "-2.25", "0.1", "100.125", "-0.5", "1e6", "3")
	case schema.Decimal:
		return pick(r, "0", "1", "1.5", "-2.25", "0.10", "100.12", "-0.05", "99999.99")
	case schema.Varchar:
		switch name {
		case "w":
			return pick(r, "", "a", "b", "ab", "abc", "A", "é", "1", "x y")
		case "js":
			return pick(r, `{"a":1,"b":"x"}`, `{"a":{"b":[1,2,{"c":null}]}}`, `[1,"two",3.50,true,null]`, `"text"`, `12.5`, `null`, `{}`, `{"b":"\u00fc\n","a":-1e3}`, `not json`, ``)
		}
		return pick(r, "", "a", "abc", "Abc", "hello world", "日本", "é", "  x ", "10", "-1.5", "2022-01-11", "a,b,c", "true", "%_", "arn:aws:iam::111122223333:user/alice", "192.0.2.1", "😀")
	case schema.Date:
		return pick(r, "2022-01-11", "2022-01-11", "2020-02-29", "1970-01-01", "1969-12-31", "2024-12-31", "2000-06-15")
	case schema.Timestamp, schema.TimestampTZ:
		s := pick(r, "2022-01-11 00:27:12.123", "2022-01-11 00:27:12.123", "2020-02-29 23:59:59.999", "1970-01-01 00:00:00.000", "1969-12-31 23:59:59.500", "2024-03-31 02:30:00.000", "2000-06-15 12:00:00.000")
		if t.Kind == schema.TimestampTZ {
			s += " UTC"
		}
		if t.Precision == 6 {
			s += pick(r, "000", "456", "001")
		}
		return s
	case schema.Time:
		return pick(r, "00:00:00.000", "12:34:56.789", "23:59:59.999")
	case schema.Varbinary:
		return pick(r, "", "00", "616263", "FFFE", "C3A9")
	case schema.Array, schema.Map, schema.Row:
		return skewedNested(r, t)
	}
	return nil
}

func skewedNested(r *rand.Rand, t schema.Type) any {
	some := func(e schema.Type) any {
		if r.IntN(6) == 0 {
			return nil
		}
		return skewed(r, e, "w")
	}
	switch t.Kind {
	case schema.Array:
		out := make([]any, r.IntN(5))
		for i := range out {
			out[i] = some(*t.Elem)
		}
		return out
	case schema.Map:
		out := map[string]any{}
		for range r.IntN(4) {
			out[pick(r, "a", "b", "k", "")] = some(*t.Elem)
		}
		return out
	}
	out := make([]any, len(t.Fields))
	for i, f := range t.Fields {
		out[i] = some(f.Type)
	}
	return out
}
