package analyze

import (
	"math"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
	"tarn/internal/sql/trinotime"
)

func (a *analyzer) unary(x *syntax.Unary, s *scope) Expr {
	if n, ok := x.X.(*syntax.Number); ok && x.Op == "-" && n.Kind == syntax.IntegerNumber {
		return a.wholeNumber(x.Span, "-"+n.Value)
	}
	e := a.expr(x.X, s)
	t := e.Type()
	if !functions.IsNumeric(t) && t.Kind != schema.IntervalDaySecond && t.Kind != schema.IntervalYearMonth {
		a.fail(x.Span, syntax.TypeMismatch, "Cannot negate %s", t)
	}
	if x.Op == "+" {
		return e
	}
	if l, ok := e.(*Literal); ok {
		switch v := l.Value.(type) {
		case int64:
			if v != math.MinInt64 && functions.InRange(-v, t.Kind) {
				return &Literal{typed{t, x.Span}, -v}
			}
		case float64:
			return &Literal{typed{t, x.Span}, -v}
		case Interval:
			return &Literal{typed{t, x.Span}, Interval{-v.Months, -v.Micros}}
		case string:
			if rest, ok := strings.CutPrefix(v, "-"); ok {
				return &Literal{typed{t, x.Span}, rest}
			}
			return &Literal{typed{t, x.Span}, "-" + v}
		}
	}
	return &Negate{typed{t, x.Span}, e}
}

// arith types an operator: https://trino.io/docs/current/functions/math.html, …/datetime.html, …/decimal.html.
func (a *analyzer) arith(x *syntax.Arith, l, r Expr) Expr {
	refuse := func() {
		a.fail(x.OpSpan, syntax.TypeMismatch, "Cannot apply operator: %s %s %s", l.Type(), x.Op, r.Type())
	}
	out := func(t schema.Type, l, r Expr) Expr { return &Arith{typed{t, x.Span}, x.Op, l, r} }
	lt, rt := l.Type(), r.Type()
	if x.Op == "||" {
		return a.concat(x, l, r)
	}
	if lt.Kind == schema.Unknown && rt.Kind == schema.Unknown {
		a.fail(x.OpSpan, syntax.AmbiguousFunctionCall, "Could not choose a best candidate operator. Explicit type casts must be added.")
	}
	if lt.Kind == schema.Unknown && functions.IsNumeric(rt) {
		l, lt = a.coerce(l, rt), rt
	}
	if rt.Kind == schema.Unknown && functions.IsNumeric(lt) {
		r, rt = a.coerce(r, lt), lt
	}
	switch {
	case functions.IsNumeric(lt) && functions.IsNumeric(rt):
		t, ok := functions.Common(lt, rt)
		if !ok {
			refuse()
		}
		if t.Kind == schema.Decimal {
			l, r = a.coerce(l, functions.AsDecimal(lt)), a.coerce(r, functions.AsDecimal(rt))
			if scale := l.Type().Scale + r.Type().Scale; x.Op == "*" && scale > 38 {
				a.fail(x.OpSpan, syntax.InvalidFunctionArgument, "DECIMAL scale must be in range [0, precision (38)]: %d", scale)
			}
			return out(decimalResult(x.Op, l.Type(), r.Type()), l, r)
		}
		return out(t, a.coerce(l, t), a.coerce(r, t))
	case isInterval(rt) && isTime(lt) && (x.Op == "+" || x.Op == "-"):
		return a.timeInterval(x, l, r)
	case isInterval(lt) && isTime(rt) && x.Op == "+":
		return a.timeInterval(x, r, l)
	case lt.Kind == schema.Time && rt.Kind == schema.IntervalDaySecond && (x.Op == "+" || x.Op == "-"):
		lt.Precision = max(3, lt.Precision)
		return out(lt, l, r)
	case lt.Kind == schema.IntervalDaySecond && rt.Kind == schema.Time && x.Op == "+":
		rt.Precision = max(3, rt.Precision)
		return out(rt, r, l)
	case (isTime(lt) && isTime(rt) || lt.Kind == schema.Time && rt.Kind == schema.Time) && x.Op == "-":
		t, ok := functions.Compared(lt, rt)
		if !ok {
			refuse()
		}
		if t.Zone == functions.MixedZones { // the instants count, whatever the zones
			return out(schema.Of(schema.IntervalDaySecond), a.zoned(l, t), a.zoned(r, t))
		}
		return out(schema.Of(schema.IntervalDaySecond), a.coerce(l, t), a.coerce(r, t))
	case isInterval(lt) && lt.Kind == rt.Kind && (x.Op == "+" || x.Op == "-"):
		return out(lt, l, r)
	case isInterval(lt) && functions.IsNumeric(rt) && (x.Op == "*" || x.Op == "/"):
		return out(lt, l, a.coerce(r, schema.Of(schema.Double)))
	case functions.IsNumeric(lt) && isInterval(rt) && x.Op == "*":
		return out(rt, r, a.coerce(l, schema.Of(schema.Double)))
	}
	refuse()
	return nil
}

func isInterval(t schema.Type) bool {
	return t.Kind == schema.IntervalDaySecond || t.Kind == schema.IntervalYearMonth
}

func isTime(t schema.Type) bool {
	return t.Kind == schema.Date || t.Kind == schema.Timestamp || t.Kind == schema.TimestampTZ
}

// decimalResult gives the type of decimal arithmetic: https://trino.io/docs/current/functions/decimal.html.
func decimalResult(op string, a, b schema.Type) schema.Type {
	p, s := 0, 0
	switch op {
	case "+", "-":
		s = max(a.Scale, b.Scale)
		p = s + max(a.Precision-a.Scale, b.Precision-b.Scale) + 1
	case "*":
		p, s = a.Precision+b.Precision, a.Scale+b.Scale
	case "/":
		s = max(a.Scale, b.Scale)
		p = a.Precision + b.Scale + max(0, b.Scale-a.Scale)
	case "%":
		s = max(a.Scale, b.Scale)
		p = min(b.Precision-b.Scale, a.Precision-a.Scale) + s
	}
	return schema.DecimalOf(max(1, min(38, p)), s)
}

// zoned gives a time the type of one with a zone, in a zone of its own.
func (a *analyzer) zoned(x Expr, t schema.Type) Expr {
	t.Zone = x.Type().Zone
	return a.coerce(x, t)
}

// timeInterval is time ± interval. Literals are computed at once, so that they can leave out files.
func (a *analyzer) timeInterval(x *syntax.Arith, t, i Expr) Expr {
	typ := t.Type()
	days := i.Type().Kind == schema.IntervalDaySecond
	if typ.Kind != schema.Date && days && typ.Precision < 3 { // an interval has milliseconds
		typ.Precision = 3
		t = a.zoned(t, typ)
	}
	lit, ok := i.(*Literal)
	if v, known := lit.interval(); typ.Kind == schema.Date && isLiteral(t) && ok && known && v.Micros%86400e6 != 0 {
		a.fail(x.Span, syntax.InvalidFunctionArgument, "Cannot add hour, minutes or seconds to a date")
	} else if tl, isLit := t.(*Literal); isLit && ok && known && typ.Kind != schema.Time && typ.Zone != functions.MixedZones {
		when, isTime := tl.Value.(time.Time)
		if x.Op == "-" {
			v = Interval{-v.Months, -v.Micros}
		}
		const most = 9e15 // of microseconds, more than a duration of nanoseconds has
		if isTime && v.Micros < most && v.Micros > -most && v.Months < 1e6 && v.Months > -1e6 {
			if v.Months != 0 {
				when = trinotime.InstantNear(trinotime.AddMonths(trinotime.Wall(when, typ.Zone), v.Months), typ.Zone, when)
			}
			return &Literal{typed{typ, x.Span}, when.Add(time.Duration(v.Micros) * time.Microsecond)}
		}
	}
	return &Arith{typed{typ, x.Span}, x.Op, t, i}
}

func isLiteral(x Expr) bool {
	l, ok := x.(*Literal)
	return ok && l.Value != nil
}

func (l *Literal) interval() (Interval, bool) {
	if l == nil {
		return Interval{}, false
	}
	v, ok := l.Value.(Interval)
	return v, ok
}

// concat is || of texts, binaries, or arrays with arrays and elements.
func (a *analyzer) concat(x *syntax.Arith, l, r Expr) Expr {
	lt, rt := l.Type(), r.Type()
	out := func(t schema.Type, l, r Expr) Expr { return &Arith{typed{t, x.Span}, "||", l, r} }
	array := func(t schema.Type) bool { return t.Kind == schema.Array }
	if array(lt) && array(rt) && (lt.Elem.Kind == schema.Unknown) != (rt.Elem.Kind == schema.Unknown) {
		a.fail(x.OpSpan, syntax.AmbiguousFunctionCall, "Could not choose a best candidate operator. Explicit type casts must be added.")
	}
	if lt.Kind != schema.Unknown && rt.Kind != schema.Unknown && (lt.Kind == schema.Array || rt.Kind == schema.Array) {
		if t, ok := functions.Common(lt, rt); ok {
			return out(t, a.coerce(l, t), a.coerce(r, t))
		}
		if lt.Kind == schema.Array {
			if e, ok := functions.Common(*lt.Elem, rt); ok {
				return out(schema.ArrayOf(e), a.coerce(l, schema.ArrayOf(e)), a.coerce(r, e))
			}
		}
		if rt.Kind == schema.Array {
			if e, ok := functions.Common(lt, *rt.Elem); ok {
				return out(schema.ArrayOf(e), a.coerce(l, e), a.coerce(r, schema.ArrayOf(e)))
			}
		}
	}
	switch {
	case lt.Kind == schema.Unknown && rt.Kind == schema.Unknown, array(lt) && rt.Kind == schema.Unknown, array(rt) && lt.Kind == schema.Unknown:
		a.fail(x.OpSpan, syntax.AmbiguousFunctionCall, "Could not choose a best candidate operator. Explicit type casts must be added.")
	case lt.Kind == schema.Unknown || rt.Kind == schema.Unknown:
		// To Trino, NULL is an array here.
		if lt.Kind == schema.Unknown {
			lt = rt
		}
		return &Literal{typed{schema.ArrayOf(lt), x.Span}, nil}
	}
	t, ok := functions.Common(lt, rt)
	if !ok || t.Kind != schema.Varchar && t.Kind != schema.Varbinary && t.Kind != schema.Char {
		a.fail(x.OpSpan, syntax.FunctionNotFound, "Unexpected parameters (%s, %s) for function concat. Expected: concat(E, array(E)) E, concat(array(E)) E, concat(array(E), E) E, concat(char(x), char(y)), concat(varbinary), concat(varchar)", lt, rt)
	}
	switch t.Kind {
	case schema.Varchar:
		t = schema.Of(schema.Varchar)
	case schema.Char:
		l, r = a.asChar(l), a.asChar(r)
		t.Length = min(65536, l.Type().Length+r.Type().Length)
		return out(t, l, r)
	}
	return out(t, a.coerce(l, t), a.coerce(r, t))
}

// asChar turns a text into a char of its length.
func (a *analyzer) asChar(x Expr) Expr {
	t := x.Type()
	if t.Kind == schema.Char {
		return x
	}
	length := t.Length
	if length == schema.Unbounded || length > 65536 {
		length = 65536
	}
	return a.coerce(x, schema.Type{Kind: schema.Char, Length: length})
}

// atZone is x AT TIME ZONE zone.
func (a *analyzer) atZone(at syntax.Span, x Expr, zone *Literal) Expr {
	name, _ := zone.Value.(string)
	z, err := functions.Zone(name)
	if v, ok := zone.interval(); ok {
		if v.Micros%60e6 != 0 {
			a.fail(at, syntax.InvalidFunctionArgument, "Invalid time zone offset interval: interval contains seconds")
		}
		z, err = trinotime.OffsetZone(v.Micros / 60e6)
	}
	if err != nil {
		a.failAs(at, syntax.InvalidFunctionArgument, err)
	}
	t := x.Type()
	switch t.Kind {
	case schema.Timestamp:
		t = schema.Type{Kind: schema.TimestampTZ, Precision: t.Precision}
		x = a.coerce(x, t)
	case schema.TimestampTZ:
	case schema.Time, schema.TimeTZ:
		a.fail(at, syntax.NotSupported, "time with time zone is not in Tarn yet")
	default:
		a.fail(at, syntax.TypeMismatch, "Type of value must be a time or timestamp with or without time zone (actual %s)", t)
	}
	t.Zone = z
	if l, ok := x.(*Literal); ok {
		return &Literal{typed{t, at}, l.Value}
	}
	return &AtZone{typed{t, at}, x}
}
