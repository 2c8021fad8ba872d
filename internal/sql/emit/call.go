package emit

import (
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

func (e *emitter) call(x *analyze.Call) string {
	switch x.Function.Name {
	case "element_at":
		if doc, key, ok := e.jsonMember(x.Args[0], x.Args[1]); ok {
			return functions.JSONMember(doc, key)
		}
	case "from_iso8601_timestamp":
		// The text of a stored time, read back, is the time: no work, and files can be left out.
		if text, stored, ok := e.stored(uncast(x.Args[0])); ok && stored.Kind == schema.Timestamp {
			return text
		}
	}
	return e.form(x.Function, x.Overload, x.T, x.Args, x.Span)
}

// form writes a function's form for its arguments.
func (e *emitter) form(f *functions.Function, o *functions.Overload, t schema.Type, args []analyze.Expr, at syntax.Span) string {
	c := &functions.Call{Name: f.Name, Result: t, Fail: func(msg string) string { return e.failing(functions.QuoteText(msg), t, at) }}
	for _, a := range args {
		arg := functions.Arg{Text: e.expr(a), Type: a.Type()}
		if l, ok := a.(*analyze.Literal); ok {
			arg.Const, arg.Value = true, l.Value
		}
		if _, stored, ok := e.stored(uncast(a)); ok && stored.Kind == schema.JSON {
			arg.ValidJSON = true
		}
		if a.Type().Zone == functions.MixedZones {
			e.fail(at, errMixedZones)
		}
		c.Args = append(c.Args, arg)
	}
	text, err := o.Form(c)
	if err != nil {
		e.fail(at, err)
	}
	return text
}

var errMixedZones = &syntax.Error{Code: syntax.NotSupported, Msg: "times of several zones in one column are not in Tarn yet"}

func uncast(x analyze.Expr) analyze.Expr {
	for {
		c, ok := x.(*analyze.Cast)
		if !ok || !c.Implicit {
			return x
		}
		x = c.X
	}
}

func (e *emitter) aggregate(x *analyze.Aggregate) string {
	order := ""
	if x.Order != nil {
		order = " " + e.orderBy(x.Order, nil)
	}
	tail := ""
	if x.Filter != nil {
		tail = " FILTER (WHERE " + e.expr(x.Filter) + ")"
	}
	if x.Function.Name == "map_agg" { // a NULL key counts for nothing
		cond := e.expr(x.Args[0]) + " IS NOT NULL"
		if x.Filter != nil {
			cond += " AND " + e.expr(x.Filter)
		}
		tail = " FILTER (WHERE " + cond + ")"
	}
	distinct := ""
	if x.Distinct {
		distinct = "DISTINCT "
	}
	return mark(e.form(x.Function, x.Overload, x.T, x.Args, x.Span), distinct, order, "", tail)
}

func (e *emitter) window(x *analyze.Window) string {
	tail := ""
	if x.Filter != nil {
		tail = " FILTER (WHERE " + e.expr(x.Filter) + ")"
	}
	var parts []string
	if x.Partition != nil {
		parts = append(parts, "PARTITION BY "+e.list(x.Partition))
	}
	if x.Order != nil {
		parts = append(parts, e.orderBy(x.Order, nil))
	}
	if f := x.Frame; f != nil {
		frame := f.Unit + " "
		if f.Last == nil {
			frame += e.bound(f.First, x.First)
		} else {
			frame += "BETWEEN " + e.bound(f.First, x.First) + " AND " + e.bound(f.Last, x.Last)
		}
		parts = append(parts, frame)
	}
	nulls := ""
	if x.IgnoreNulls {
		nulls = " IGNORE NULLS"
	}
	return mark(e.form(x.Function, x.Overload, x.T, x.Args, x.Span), "", "", nulls, tail+" OVER ("+strings.Join(parts, " ")+")")
}

func (e *emitter) bound(b *syntax.Bound, value analyze.Expr) string {
	if value == nil {
		return b.Kind
	}
	return e.expr(value) + " " + b.Kind
}

// mark puts what belongs to an aggregate or a window function at the marks of its form: see functions.Overload.
func mark(form, distinct, order, nulls, tail string) string {
	if strings.Contains(form, "{d}") {
		form = strings.ReplaceAll(form, "{d}", distinct)
	} else if distinct != "" {
		form = strings.Replace(form, "(", "("+distinct, 1)
	}
	if strings.Contains(form, "{o}") {
		form = strings.ReplaceAll(form, "{o}", order)
	}
	form = strings.ReplaceAll(form, "{n}", nulls)
	if strings.Contains(form, "{t}") {
		return strings.ReplaceAll(form, "{t}", tail)
	}
	return form + tail
}
