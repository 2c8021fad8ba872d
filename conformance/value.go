package main

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"tarn/internal/engine"
	"tarn/internal/query/format"
	"tarn/internal/schema"
)

// The canonical text of values. Two answers agree where their texts are the same.
//
//	NULL                         NULL
//	boolean, numbers             true, 42, 1.50, 1.0E10, NaN
//	varchar, char, json          'it''s', with \n, \t, \r, \\ and \u{1} for what cannot be seen
//	varbinary                    X'65AB'
//	dates and times              2022-01-11 00:27:12.000 Asia/Seoul
//	intervals                    1-2, 0 03:04:05.678
//	uuid, ipaddress, ipprefix    as they are
//	array, row                   [1, NULL], (1, 'a')
//	map                          {'a'=1, 'b'=2}, by the text of the keys
//
// Trino's side of it, from the JSON of its protocol, is in trinovalue.go.

const null = "NULL"

// text is the canonical text of a value as an engine gives it.
func text(t schema.Type, value any) string {
	switch v := value.(type) {
	case nil:
		return null
	case string:
		switch t.Kind {
		case schema.UUID, schema.IPAddress, schema.IPPrefix:
			return v
		}
		return quoted(v)
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float32:
		return number(float64(v), 32)
	case float64:
		return number(v, 64)
	case engine.Decimal:
		return v.String()
	case []byte:
		return octets(v)
	case engine.Date:
		return day(v.Time())
	case time.Time:
		s := day(v) + " " + clock(v, t.Precision)
		if t.Kind == schema.TimestampTZ {
			s += " " + v.Location().String()
		}
		return s
	case engine.TimeOfDay:
		return clock(time.UnixMicro(int64(v)).UTC(), t.Precision)
	case []any:
		return "[" + strings.Join(each(v, func(int) schema.Type { return of(t.Elem) }), ", ") + "]"
	case engine.Row:
		return "(" + strings.Join(each(v, func(i int) schema.Type { return field(t, i) }), ", ") + ")"
	case engine.Map:
		entries := make([]entry, len(v.Keys))
		for i := range entries {
			entries[i] = entry{text(of(t.Key), v.Keys[i]), text(of(t.Elem), v.Values[i])}
		}
		return mapText(entries)
	}
	return format.Text(t, value)
}

func each(values []any, at func(int) schema.Type) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = text(at(i), v)
	}
	return out
}

type entry struct{ key, value string }

func mapText(entries []entry) string {
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.value, b.value)) })
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = e.key + "=" + e.value
	}
	return "{" + strings.Join(out, ", ") + "}"
}

func of(t *schema.Type) schema.Type {
	if t == nil {
		return schema.Type{}
	}
	return *t
}

func field(t schema.Type, i int) schema.Type {
	if i < len(t.Fields) {
		return t.Fields[i].Type
	}
	return schema.Type{}
}

// quoted writes a text so that it ends where it ends, on one line.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\'':
			b.WriteString("''")
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ', r >= 0x7f && r <= 0xa0, r == 0xad, r >= 0x2000 && r <= 0x200f, r >= 0x2028 && r <= 0x202f, r == 0xfeff, r == 0xfffd:
			fmt.Fprintf(&b, `\u{%x}`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

func octets(b []byte) string { return "X'" + strings.ToUpper(hex.EncodeToString(b)) + "'" }

// number writes a double (64) or a real (32) as Java does: -0.0, 1.0E10, Infinity.
func number(f float64, bits int) string {
	if f == 0 && math.Signbit(f) {
		return "-0.0"
	}
	if bits == 32 {
		return format.Text(schema.Of(schema.Real), float32(f))
	}
	return format.Text(schema.Of(schema.Double), f)
}

// day writes years as Java does: four digits at least, and a sign where there are more.
func day(t time.Time) string {
	y := t.Year()
	sign := ""
	if y < 0 {
		sign, y = "-", -y
	} else if y > 9999 {
		sign = "+"
	}
	return fmt.Sprintf("%s%04d-%02d-%02d", sign, y, t.Month(), t.Day())
}

func clock(t time.Time, precision int) string {
	s := t.Format("15:04:05")
	if precision == 0 {
		return s
	}
	digits := fmt.Sprintf("%09d", t.Nanosecond()) + "000"
	return s + "." + digits[:precision]
}
