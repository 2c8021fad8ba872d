package analyze

import (
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// compare types a comparison; opAt is where Trino points when the types do not fit.
func (a *analyzer) compare(opAt, at syntax.Span, op string, left, right Expr) Expr {
	pair := []Expr{left, right}
	a.lakeTimes(pair)
	t, ok := functions.Compared(pair[0].Type(), pair[1].Type())
	ordered := op != "=" && op != "<>" && op != "IS DISTINCT FROM"
	if !ok || !functions.Comparable(t) || ordered && !functions.Orderable(t) {
		// Trino turns what is greater around before it looks at the types, whose order it keeps.
		operator := op
		if strings.HasPrefix(op, ">") {
			operator = "<" + op[1:]
		}
		a.failHint(opAt, syntax.TypeMismatch, a.typeHint(pair), "Cannot apply operator: %s %s %s", pair[0].Type(), operator, pair[1].Type())
	}
	return &Compare{typed{boolean, at}, op, a.coerce(pair[0], t), a.coerce(pair[1], t)}
}

// typeHint tells how to compare what was meant.
func (a *analyzer) typeHint(pair []Expr) string {
	for i, x := range pair {
		other := pair[1-i]
		if _, text := textLiteral(x); !text {
			continue
		}
		switch k := other.Type().Kind; {
		case k == schema.Timestamp || k == schema.TimestampTZ:
			return "write TIMESTAMP '…', or from_iso8601_timestamp('…'), for a time"
		case k == schema.Date:
			return "write DATE '…' for a date"
		case functions.IsNumeric(other.Type()):
			return "write the number without quotes"
		}
	}
	return ""
}

func textLiteral(x Expr) (string, bool) {
	l, ok := x.(*Literal)
	if !ok || l.T.Kind != schema.Varchar {
		return "", false
	}
	s, ok := l.Value.(string)
	return s, ok
}

func (a *analyzer) between(x *syntax.Between, s *scope) Expr {
	items := []Expr{a.expr(x.X, s), a.expr(x.Low, s), a.expr(x.High, s)}
	a.lakeTimes(items)
	t := schema.Type{}
	for _, e := range items {
		common, ok := functions.Compared(t, e.Type())
		if !ok || !functions.Orderable(common) {
			a.failHint(x.Span, syntax.TypeMismatch, a.typeHint(items[:2]), "Cannot check if %s is BETWEEN %s and %s", items[0].Type(), items[1].Type(), items[2].Type())
		}
		t = common
	}
	b := &Between{typed{boolean, x.Span}, a.coerce(items[0], t), a.coerce(items[1], t), a.coerce(items[2], t)}
	return a.negateIf(x.Not, x.Span, b)
}

func (a *analyzer) inList(x *syntax.InList, s *scope) Expr {
	items := []Expr{a.expr(x.X, s)}
	for _, l := range x.List {
		items = append(items, a.expr(l, s))
	}
	a.lakeTimes(items)
	a.unify(x.Span, items, "IN value and list items must be the same type or coercible to a common type. Cannot find common type between %s and %s")
	return a.negateIf(x.Not, x.Span, &In{typed{boolean, x.Span}, items[0], items[1:]})
}

func (a *analyzer) like(x *syntax.Like, s *scope) Expr {
	text := func(e syntax.Expr, what string) Expr {
		v := a.expr(e, s)
		if k := v.Type().Kind; k != schema.Varchar && k != schema.Unknown && (k != schema.Char || e != x.X) {
			a.fail(span(e), syntax.TypeMismatch, "%s LIKE expression must evaluate to a varchar (actual: %s)", what, v.Type())
		}
		if v.Type().Kind == schema.Char {
			return &Cast{typed{schema.Type{Kind: schema.Varchar, Length: v.Type().Length}, v.At()}, v, false, true}
		}
		return a.coerce(v, schema.Of(schema.Varchar))
	}
	l := &Like{typed: typed{boolean, x.Span}, X: text(x.X, "Left side of"), Pattern: text(x.Pattern, "Pattern for")}
	if x.Escape != nil {
		l.Escape = text(x.Escape, "Escape for")
	}
	return a.negateIf(x.Not, x.Span, l)
}
