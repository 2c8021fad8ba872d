package analyze

import (
	"math"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
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
		t, ok := functions.Common(lt, rt)
		if !ok {
			refuse()
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

// timeInterval is time ± interval. Literals are computed at once, so that they can leave out files.
func (a *analyzer) timeInterval(x *syntax.Arith, t, i Expr) Expr {
	typ := t.Type()
	if typ.Kind != schema.Date && i.Type().Kind == schema.IntervalDaySecond {
		typ.Precision = max(3, typ.Precision)
	}
	lit, ok := i.(*Literal)
	if v, known := lit.interval(); typ.Kind == schema.Date && isLiteral(t) && ok && known && v.Micros%86400e6 != 0 {
		a.fail(x.Span, syntax.InvalidFunctionArgument, "Cannot add hour, minutes or seconds to a date")
	} else if tl, isLit := t.(*Literal); isLit && ok && known {
		if when, isTime := tl.Value.(time.Time); isTime && (typ.Zone == "" || v.Months == 0 && v.Micros%86400e6 != 0) {
			if x.Op == "-" {
				v = Interval{-v.Months, -v.Micros}
			}
			return &Literal{typed{typ, x.Span}, addMonths(when, v.Months).Add(time.Duration(v.Micros) * time.Microsecond)}
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

// addMonths keeps the day within the month, as Trino does: 31 January and a month is the last of February.
func addMonths(t time.Time, n int64) time.Time {
	if n == 0 {
		return t
	}
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// concat is || of texts, binaries, or arrays with arrays and elements.
func (a *analyzer) concat(x *syntax.Arith, l, r Expr) Expr {
	lt, rt := l.Type(), r.Type()
	out := func(t schema.Type, l, r Expr) Expr { return &Arith{typed{t, x.Span}, "||", l, r} }
	if lt.Kind != schema.Unknown && rt.Kind != schema.Unknown && (lt.Kind == schema.Array || rt.Kind == schema.Array) {
		if t, ok := functions.Common(lt, rt); ok {
			return out(t, a.coerce(l, t), a.coerce(r, t))
		}
		if lt.Kind == schema.Array {
			if e, ok := functions.Common(*lt.Elem, rt); ok {
				one := &Array{typed{schema.ArrayOf(e), r.At()}, []Expr{a.coerce(r, e)}}
				return out(schema.ArrayOf(e), a.coerce(l, schema.ArrayOf(e)), one)
			}
		} else if e, ok := functions.Common(lt, *rt.Elem); ok {
			one := &Array{typed{schema.ArrayOf(e), l.At()}, []Expr{a.coerce(l, e)}}
			return out(schema.ArrayOf(e), one, a.coerce(r, schema.ArrayOf(e)))
		}
	}
	array := func(t schema.Type) bool { return t.Kind == schema.Array }
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

// atZone is x AT TIME ZONE zone and at_timezone(x, zone).
func (a *analyzer) atZone(at syntax.Span, x Expr, zone *Literal) Expr {
	name, _ := zone.Value.(string)
	if v, ok := zone.interval(); ok {
		m := v.Micros / 60e6
		sign := "+"
		if m < 0 {
			sign, m = "-", -m
		}
		name = sign + time.Date(0, 1, 1, 0, int(m), 0, 0, time.UTC).Format("15:04")
	}
	z, err := functions.Zone(name)
	if err != nil {
		a.failAs(zone.Span, syntax.InvalidLiteral, err)
	}
	t := x.Type()
	switch t.Kind {
	case schema.Timestamp:
		t = schema.Type{Kind: schema.TimestampTZ, Precision: t.Precision}
		x = a.coerce(x, t)
	case schema.TimestampTZ:
	default:
		a.fail(at, syntax.TypeMismatch, "Type of value must be a time or timestamp with or without time zone (actual %s)", t)
	}
	t.Zone = z
	if l, ok := x.(*Literal); ok {
		return &Literal{typed{t, at}, l.Value}
	}
	return &AtZone{typed{t, at}, x}
}
