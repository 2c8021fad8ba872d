package analyze

import (
	"strconv"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// coerce turns x into a type that its own coerces to.
func (a *analyzer) coerce(x Expr, to schema.Type) Expr {
	if x.Type().Equal(to) {
		return x
	}
	if l, ok := x.(*Literal); ok {
		if folded := foldCast(l, to); folded != nil {
			return folded
		}
	}
	return &Cast{typed{to, x.At()}, x, false, true}
}

// sameZone refuses values whose zones differ from row to row.
func (a *analyzer) sameZone(at syntax.Span, t schema.Type) {
	if t.Zone == functions.MixedZones {
		a.fail(at, syntax.NotSupported, "times of several zones in one column are not in Tarn yet: use AT TIME ZONE to choose one")
	}
}

// castTo is CAST or TRY_CAST.
func (a *analyzer) castTo(at syntax.Span, x Expr, to schema.Type, try bool) Expr {
	from := x.Type()
	if from.Equal(to) {
		return x
	}
	if !castable(from, to) {
		a.fail(at, syntax.TypeMismatch, "Cannot cast %s to %s", from, to)
	}
	if l, ok := x.(*Literal); ok {
		if folded := foldCast(l, to); folded != nil {
			c := *folded
			c.Span = at
			return &c
		}
	}
	if to.Kind == schema.TimestampTZ && from.Kind == schema.TimestampTZ {
		to.Zone = from.Zone
	}
	return &Cast{typed{to, at}, x, try, false}
}

// castable reports whether Trino has a cast between two types.
func castable(from, to schema.Type) bool {
	if from.Kind == schema.Unknown || from.Kind == to.Kind && from.Elem == nil && from.Fields == nil {
		return true
	}
	text := func(t schema.Type) bool { return t.Kind == schema.Varchar || t.Kind == schema.Char }
	switch from.Kind {
	case schema.Array:
		return to.Kind == schema.JSON || to.Kind == schema.Array && castable(*from.Elem, *to.Elem)
	case schema.Map:
		return to.Kind == schema.JSON || to.Kind == schema.Map && castable(*from.Key, *to.Key) && castable(*from.Elem, *to.Elem)
	case schema.Row:
		if to.Kind == schema.JSON {
			return true
		}
		if to.Kind != schema.Row || len(from.Fields) != len(to.Fields) {
			return false
		}
		for i := range from.Fields {
			if !castable(from.Fields[i].Type, to.Fields[i].Type) {
				return false
			}
		}
		return true
	case schema.Varchar, schema.Char:
		switch to.Kind {
		case schema.Varbinary, schema.Array, schema.Map, schema.Row, schema.IntervalDaySecond, schema.IntervalYearMonth:
			return false
		}
		return true
	case schema.Boolean:
		return functions.IsNumeric(to) || text(to) || to.Kind == schema.JSON
	case schema.Date, schema.Timestamp, schema.TimestampTZ:
		switch to.Kind {
		case schema.Date, schema.Timestamp, schema.TimestampTZ:
			return true
		case schema.Time, schema.TimeTZ:
			return from.Kind != schema.Date
		}
		return text(to) || to.Kind == schema.JSON
	case schema.Time, schema.TimeTZ, schema.IntervalDaySecond, schema.IntervalYearMonth, schema.UUID, schema.IPAddress, schema.IPPrefix:
		return text(to)
	case schema.JSON:
		return to.Kind != schema.Varbinary
	}
	return functions.IsNumeric(from) && (functions.IsNumeric(to) || text(to) || to.Kind == schema.Boolean || to.Kind == schema.JSON)
}

// foldCast casts a literal at once, where that is plain; nil leaves it to the engine, errors included.
func foldCast(l *Literal, to schema.Type) *Literal {
	lit := func(v any) *Literal { return &Literal{typed{to, l.Span}, v} }
	if l.Value == nil {
		return lit(nil)
	}
	switch v := l.Value.(type) {
	case string:
		switch l.T.Kind {
		case schema.Varchar:
			return foldText(l, v, to)
		case schema.Decimal:
			if to.Kind == schema.Double {
				f, _ := strconv.ParseFloat(v, 64)
				return lit(f)
			}
		}
	case int64:
		switch to.Kind {
		case schema.Bigint:
			return lit(v)
		case schema.Double:
			return lit(float64(v))
		case schema.Decimal:
			if to.Scale == 0 && len(strings.TrimPrefix(strconv.FormatInt(v, 10), "-")) <= to.Precision {
				return lit(strconv.FormatInt(v, 10))
			}
		}
	case time.Time:
		switch {
		case l.T.Kind == schema.Date && to.Kind == schema.Timestamp, l.T.Kind == schema.Timestamp && to.Kind == schema.TimestampTZ, l.T.Kind == schema.Date && to.Kind == schema.TimestampTZ:
			to.Zone = ""
			return &Literal{typed{to, l.Span}, v}
		case l.T.Kind == to.Kind && to.Precision >= l.T.Precision:
			to.Zone = l.T.Zone
			return &Literal{typed{to, l.Span}, v}
		case l.T.Kind == schema.TimestampTZ && l.T.Zone == "" && to.Kind == schema.Timestamp && to.Precision >= l.T.Precision:
			return lit(v)
		case l.T.Kind != schema.Date && l.T.Zone == "" && to.Kind == schema.Date:
			return lit(v.Truncate(24 * time.Hour))
		}
	}
	return nil
}

func foldText(l *Literal, v string, to schema.Type) *Literal {
	lit := func(v any) *Literal { return &Literal{typed{to, l.Span}, v} }
	switch to.Kind {
	case schema.Varchar:
		if rs := []rune(v); to.Length != schema.Unbounded && len(rs) > to.Length {
			v = string(rs[:to.Length])
		}
		return lit(v)
	case schema.Date:
		if t, err := time.Parse("2006-1-2", strings.TrimSpace(v)); err == nil {
			return lit(t)
		}
	case schema.Timestamp, schema.TimestampTZ:
		t, typ, err := parseTimestamp(v)
		if err == nil && typ.Kind == to.Kind || err == nil && to.Kind == schema.TimestampTZ {
			to.Zone = typ.Zone
			unit := time.Second
			for range to.Precision {
				unit /= 10
			}
			if unit > 0 {
				t = t.Add(unit / 2).Truncate(unit)
			}
			return &Literal{typed{to, l.Span}, t}
		}
	case schema.Integer, schema.Bigint:
		bits := map[schema.Kind]int{schema.Integer: 32, schema.Bigint: 64}[to.Kind]
		if n, err := strconv.ParseInt(v, 10, bits); err == nil {
			return lit(n)
		}
	}
	return nil
}
