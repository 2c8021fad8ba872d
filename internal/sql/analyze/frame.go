package analyze

import (
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// frame checks a window's frame and types the values of its bounds.
func (a *analyzer) frame(x *syntax.Call, w *Window, s *scope) {
	f := w.Frame
	first, last := f.First.Kind, "CURRENT ROW"
	if f.Last != nil {
		last = f.Last.Kind
	}
	refuse := func(format string, args ...any) { a.fail(f.Span, syntax.InvalidWindowFrame, format, args...) }
	switch {
	case first == "UNBOUNDED FOLLOWING":
		refuse("Window frame start cannot be UNBOUNDED FOLLOWING")
	case last == "UNBOUNDED PRECEDING":
		refuse("Window frame end cannot be UNBOUNDED PRECEDING")
	case first == "CURRENT ROW" && last == "PRECEDING":
		refuse("Window frame starting from CURRENT ROW cannot end with PRECEDING")
	case first == "FOLLOWING" && last == "PRECEDING":
		refuse("Window frame starting from FOLLOWING cannot end with PRECEDING")
	case first == "FOLLOWING" && last == "CURRENT ROW":
		refuse("Window frame starting from FOLLOWING cannot end with CURRENT ROW")
	}
	w.First = a.bound(x, w, f.First, s)
	w.Last = a.bound(x, w, f.Last, s)
}

func (a *analyzer) bound(x *syntax.Call, w *Window, b *syntax.Bound, s *scope) Expr {
	if b == nil || b.Value == nil {
		return nil
	}
	unit := w.Frame.Unit
	v := a.expr(b.Value, s)
	if l, ok := v.(*Literal); ok && l.negative() {
		a.fail(span(b.Value), syntax.InvalidWindowFrame, "Window frame offset value must not be negative or null")
	}
	if unit != "ROWS" && w.Order == nil {
		a.fail(x.Over.Span, syntax.MissingOrderBy, "Window frame of type %s PRECEDING or FOLLOWING requires ORDER BY", unit)
	}
	if unit == "RANGE" {
		return a.rangeBound(x, w, b, v)
	}
	if !functions.IsInteger(v.Type()) {
		a.fail(span(b.Value), syntax.TypeMismatch, "Window frame %s value type must be exact numeric type with scale 0 (actual %s)", unit, v.Type())
	}
	return a.coerce(v, schema.Of(schema.Bigint))
}

func (l *Literal) negative() bool {
	switch v := l.Value.(type) {
	case int64:
		return v < 0
	case float64:
		return v < 0
	case string:
		return strings.HasPrefix(v, "-")
	case Interval:
		return v.Months < 0 || v.Micros < 0
	}
	return false
}

// rangeBound: the value is added to the key that the window is ordered by, or taken from it.
func (a *analyzer) rangeBound(x *syntax.Call, w *Window, b *syntax.Bound, v Expr) Expr {
	if len(w.Order) != 1 {
		a.fail(x.Over.Span, syntax.InvalidOrderBy, "Window frame of type RANGE PRECEDING or FOLLOWING requires single sort item in ORDER BY (actual: %d)", len(w.Order))
	}
	key, t := w.Order[0].X, v.Type()
	kt := key.Type()
	if !functions.IsNumeric(kt) && !isTime(kt) && kt.Kind != schema.Time && !isInterval(kt) {
		a.fail(key.At(), syntax.TypeMismatch, "Window frame of type RANGE PRECEDING or FOLLOWING requires that sort item type be numeric, datetime or interval (actual: %s)", kt)
	}
	mismatch := func() {
		a.fail(span(b.Value), syntax.TypeMismatch, "Window frame RANGE value type (%s) not compatible with sort item type (%s)", t, kt)
	}
	switch {
	case t.Kind == schema.Unknown:
		return a.coerce(v, kt)
	case functions.IsNumeric(kt):
		common, ok := functions.Common(kt, t)
		if !ok {
			mismatch()
		}
		w.Order[0].X = a.coerce(key, common)
		return a.coerce(v, common)
	case !isInterval(t):
		mismatch()
	case isInterval(kt) && kt.Kind != t.Kind:
		mismatch()
	}
	return v
}
