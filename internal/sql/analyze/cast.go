package analyze

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// coerce turns x into a type that its own coerces to.
func (a *analyzer) coerce(x Expr, to schema.Type) Expr {
	if x.Type().Equal(to) && functions.SameZones(x.Type(), to) {
		return x
	}
	if l, ok := x.(*Literal); ok {
		a.wanted(l, to)
		if folded := foldCast(l, to); folded != nil {
			return folded
		}
	}
	return &Cast{typed{to, x.At()}, x, false, true}
}

// castTo is CAST or TRY_CAST.
func (a *analyzer) castTo(at syntax.Span, x Expr, to schema.Type, try bool) Expr {
	from := x.Type()
	if !castable(from, to) {
		a.fail(at, syntax.TypeMismatch, "Cannot cast %s to %s", from.Display(), to.Display())
	}
	if bad, found := jsonKeyed(from); found && to.Kind == schema.JSON {
		a.fail(at, syntax.InvalidCastArgument, "Cannot cast %s to JSON", bad.Display())
	}
	if from.Kind == schema.Time && (to.Kind == schema.Timestamp || to.Kind == schema.TimestampTZ) {
		// A time of day is one of the day on which the statement runs.
		today := &Literal{typed{schema.Of(schema.Date), at}, a.now.Truncate(24 * time.Hour)}
		return a.castTo(at, &Arith{typed{schema.TimestampOf(from.Precision), at}, "+", today, x}, to, try)
	}
	to = inZones(from, to)
	if from.Equal(to) && functions.SameZones(from, to) {
		return x
	}
	if l, ok := x.(*Literal); ok {
		if folded := foldCast(l, to); folded != nil {
			c := *folded
			c.Span = at
			return &c
		}
	}
	return &Cast{typed{to, at}, x, try, false}
}

// inZones is the type of a cast with the zones that its times have: those that they had, at any depth.
func inZones(from, to schema.Type) schema.Type {
	switch {
	case from.Kind != to.Kind:
		if to.Kind == schema.TimestampTZ && isTextType(from) {
			to.Zone = functions.MixedZones
		}
	case to.Kind == schema.TimestampTZ:
		to.Zone = from.Zone
	case to.Kind == schema.Array:
		return schema.ArrayOf(inZones(*from.Elem, *to.Elem))
	case to.Kind == schema.Map:
		return schema.MapOf(inZones(*from.Key, *to.Key), inZones(*from.Elem, *to.Elem))
	case to.Kind == schema.Row:
		to.Fields = slices.Clone(to.Fields)
		for i, f := range from.Fields {
			to.Fields[i].Type = inZones(f.Type, to.Fields[i].Type)
		}
	}
	return to
}

// castable reports whether Trino has a cast between two types.
func castable(from, to schema.Type) bool {
	if from.Kind == schema.Unknown || from.Kind == to.Kind && from.Elem == nil && from.Fields == nil {
		return true
	}
	in := func(kinds ...schema.Kind) bool { return slices.Contains(kinds, to.Kind) }
	switch from.Kind {
	case schema.Array:
		return to.Kind == schema.JSON && jsonable(from) || to.Kind == schema.Array && castable(*from.Elem, *to.Elem)
	case schema.Map:
		return to.Kind == schema.JSON && jsonable(from) || to.Kind == schema.Map && castable(*from.Key, *to.Key) && castable(*from.Elem, *to.Elem)
	case schema.Row:
		if to.Kind == schema.JSON {
			return jsonable(from)
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
	case schema.Varchar:
		return !in(schema.Array, schema.Map, schema.Row, schema.IntervalDaySecond, schema.IntervalYearMonth)
	case schema.Char, schema.IntervalDaySecond, schema.IntervalYearMonth:
		return to.Kind == schema.Varchar
	case schema.Varbinary:
		return in(schema.IPAddress, schema.UUID)
	case schema.JSON:
		if to.Kind == schema.Array || to.Kind == schema.Map || to.Kind == schema.Row {
			return fromJSON(to)
		}
		return functions.IsNumeric(to) || in(schema.Boolean, schema.Varchar)
	case schema.Date:
		return in(schema.Varchar, schema.JSON, schema.Timestamp, schema.TimestampTZ)
	case schema.Time, schema.TimeTZ:
		return in(schema.Varchar, schema.Time, schema.TimeTZ, schema.Timestamp, schema.TimestampTZ)
	case schema.Timestamp:
		return in(schema.Varchar, schema.JSON, schema.Date, schema.Time, schema.TimeTZ, schema.TimestampTZ)
	case schema.TimestampTZ:
		return in(schema.Varchar, schema.Date, schema.Time, schema.TimeTZ, schema.Timestamp)
	case schema.UUID, schema.IPAddress:
		return to.Kind == schema.Varbinary || to.Kind == schema.Varchar && to.Length == schema.Unbounded
	}
	return (functions.IsNumeric(from) || from.Kind == schema.Boolean) && (functions.IsNumeric(to) || in(schema.Boolean, schema.Varchar, schema.JSON))
}

// jsonable reports whether a type's values can be cast to json, fromJSON whether they can be made of it.
func jsonable(t schema.Type) bool {
	switch t.Kind {
	case schema.Array:
		return jsonable(*t.Elem)
	case schema.Map:
		return jsonable(*t.Elem)
	case schema.Row:
		for _, f := range t.Fields {
			if !jsonable(f.Type) {
				return false
			}
		}
		return true
	}
	return t.Kind == schema.JSON || castable(t, schema.Of(schema.JSON))
}

func fromJSON(t schema.Type) bool {
	switch t.Kind {
	case schema.Array:
		return fromJSON(*t.Elem)
	case schema.Map:
		return fromJSON(*t.Key) && fromJSON(*t.Elem)
	case schema.Row:
		for _, f := range t.Fields {
			if !fromJSON(f.Type) {
				return false
			}
		}
		return true
	}
	return t.Kind == schema.JSON || castable(schema.Of(schema.JSON), t)
}

// jsonKeyed finds a map within a type whose keys cannot be the names of a JSON object.
func jsonKeyed(t schema.Type) (bad schema.Type, found bool) {
	switch t.Kind {
	case schema.Array:
		return jsonKeyed(*t.Elem)
	case schema.Map:
		if k := *t.Key; !functions.IsNumeric(k) && k.Kind != schema.Boolean && k.Kind != schema.Varchar && k.Kind != schema.Unknown {
			return t, true
		}
		return jsonKeyed(*t.Elem)
	case schema.Row:
		for _, f := range t.Fields {
			if bad, found := jsonKeyed(f.Type); found {
				return bad, true
			}
		}
	}
	return t, false
}

// foldCast casts a literal at once, where that is plain; nil leaves it to the engine, errors included.
func foldCast(l *Literal, to schema.Type) *Literal {
	lit := func(v any) *Literal { return &Literal{typed{to, l.Span}, v} }
	if l.Value == nil {
		return lit(nil)
	}
	if to.Zone == functions.MixedZones && !isTextType(l.T) {
		return nil // a cast puts the zone beside the value
	}
	switch v := l.Value.(type) {
	case string:
		switch l.T.Kind {
		case schema.Varchar:
			return foldText(l, v, to)
		case schema.Decimal:
			switch {
			case to.Kind == schema.Double:
				f, _ := strconv.ParseFloat(v, 64)
				return lit(f)
			case to.Kind == schema.Decimal && to.Scale >= l.T.Scale && to.Precision-to.Scale >= l.T.Precision-l.T.Scale:
				if text, ok := functions.ParseDecimal(v, to.Precision, to.Scale); ok {
					return lit(text)
				}
			}
		}
	case int64:
		switch to.Kind {
		case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
			if functions.InRange(v, to.Kind) {
				return lit(v)
			}
		case schema.Double:
			return lit(float64(v))
		case schema.Decimal:
			if to.Scale == 0 && len(strings.TrimPrefix(strconv.FormatInt(v, 10), "-")) <= to.Precision {
				return lit(strconv.FormatInt(v, 10))
			}
		}
	case time.Time:
		switch {
		case l.T.Kind == schema.Date && to.Kind == schema.Timestamp, l.T.Kind == schema.Timestamp && to.Kind == schema.TimestampTZ && to.Precision >= l.T.Precision, l.T.Kind == schema.Date && to.Kind == schema.TimestampTZ:
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

func isTextType(t schema.Type) bool { return t.Kind == schema.Varchar || t.Kind == schema.Char }

func foldText(l *Literal, v string, to schema.Type) *Literal {
	if to.Kind == schema.Timestamp || to.Kind == schema.TimestampTZ {
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
		return nil
	}
	if to.Kind == schema.JSON {
		return nil
	}
	value, _, valid := textValue(v, to)
	if !valid {
		return nil
	}
	return &Literal{typed{to, l.Span}, value}
}
