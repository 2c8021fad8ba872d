package emit

import (
	"fmt"
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

func (e *emitter) aggregate(x *analyze.Aggregate) string {
	tail := ""
	if x.Filter != nil {
		tail = " FILTER (WHERE " + e.expr(x.Filter) + ")"
	}
	if x.Distinct {
		if text, ok := e.distinctTimes(x); ok {
			return mark(text, true, "", "", tail)
		}
	}
	form := e.aggregateForm(x.Function, x.Overload, x.T, x.Args, x.Overflow, x.Distinct, x.Span)
	if e.wanted != nil && canFail(form) {
		form = e.aggregateForm(x.Function, x.Overload, x.T, filtered(x.Args, e.wanted), x.Overflow, x.Distinct, x.Span)
	}
	if x.Distinct && x.Order != nil && len(x.Args) > 1 && x.Function.Name != "listagg" {
		e.fail(x.Span, fmt.Errorf("%s with DISTINCT and ORDER BY is not in Tarn yet", x.Function.Name))
	}
	return mark(form, x.Distinct, e.sorted(x.Order), "", tail)
}

// wantedRows is what holds for the rows that an aggregation without groups looks at, if each aggregate has a filter; nil for all rows. Trino leaves
// the others out before it evaluates the arguments.
func wantedRows(g *analyze.Group) analyze.Expr {
	if len(g.Keys) > 0 || g.Sets != nil || len(g.Aggregates) == 0 {
		return nil
	}
	var filters []analyze.Expr
	for _, x := range g.Aggregates {
		a, ok := x.(*analyze.Aggregate)
		if !ok || a.Filter == nil {
			return nil
		}
		filters = append(filters, a.Filter)
	}
	if len(filters) == 1 {
		return filters[0]
	}
	either := &analyze.Logic{Terms: filters}
	either.T = schema.Of(schema.Boolean)
	return either
}

// filtered are the arguments of an aggregate in the rows that are wanted: DuckDB evaluates them in all rows, and one may fail there.
func filtered(args []analyze.Expr, filter analyze.Expr) []analyze.Expr {
	out := slices.Clone(args)
	for i, x := range out {
		switch x.(type) {
		case *analyze.Literal, *analyze.Lambda:
			continue
		}
		c := &analyze.Case{Whens: []analyze.When{{Cond: filter, Result: x}}}
		c.T, c.Span = x.Type(), x.At()
		out[i] = c
	}
	return out
}

// distinctTimes is count(DISTINCT …) of times whose zones differ: their instants count.
func (e *emitter) distinctTimes(x *analyze.Aggregate) (string, bool) {
	for _, arg := range x.Args {
		if !functions.HasMixedZones(arg.Type()) {
			continue
		}
		if x.Function.Name != "count" {
			e.fail(x.Span, &syntax.Error{Span: x.Span, Code: syntax.NotSupported, Msg: x.Function.Name + "(DISTINCT …) of times whose zones differ is not in Tarn yet"})
		}
		return "count({d}" + hide(e.order(arg)) + "){t}", true
	}
	return "", false
}

func (e *emitter) sorted(keys []analyze.SortKey) string {
	if keys == nil {
		return ""
	}
	return " " + e.orderWithin(keys)
}

func (e *emitter) window(x *analyze.Window) string {
	var parts []string
	if x.Partition != nil {
		parts = append(parts, e.partitionBy(x.Partition))
	}
	if x.Order != nil {
		parts = append(parts, e.orderWithin(x.Order))
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
	form := e.aggregateForm(x.Function, x.Overload, x.T, x.Args, x.Overflow, x.Distinct, x.Span)
	if x.Filter != nil && canFail(form) {
		form = e.aggregateForm(x.Function, x.Overload, x.T, filtered(x.Args, x.Filter), x.Overflow, x.Distinct, x.Span)
	}
	return mark(form, x.Distinct, e.sorted(x.Sort), nulls, " OVER ("+strings.Join(parts, " ")+")")
}

// partitionBy writes the PARTITION BY of a window.
func (e *emitter) partitionBy(keys []analyze.Expr) string {
	by := make([]string, len(keys))
	for i, p := range keys {
		if by[i] = e.order(p); hasMap(p.Type()) {
			by[i] = e.canonical(by[i], p.Type())
			continue
		}
		by[i] = e.guarded(by[i], p.Type(), false)
	}
	return "PARTITION BY " + strings.Join(by, ", ")
}

// bound writes an end of a frame; its value must not be negative or NULL.
func (e *emitter) bound(b *syntax.Bound, value analyze.Expr) string {
	if value == nil {
		return b.Kind
	}
	text := e.expr(value)
	bad := e.failing("'Window frame offset value must not be negative or null'", value.Type(), value.At())
	zero := "0"
	if k := value.Type().Kind; k == schema.IntervalDaySecond || k == schema.IntervalYearMonth {
		zero = "to_microseconds(0)"
	}
	if l, ok := value.(*analyze.Literal); ok {
		switch v := l.Value.(type) {
		case int64:
			if v >= 0 {
				return text + " " + b.Kind
			}
		case string:
			if !strings.HasPrefix(v, "-") {
				return text + " " + b.Kind
			}
		case float64:
			if v >= 0 {
				return text + " " + b.Kind
			}
		case analyze.Interval:
			if v.Months >= 0 && v.Micros >= 0 {
				return text + " " + b.Kind
			}
		}
	}
	return fmt.Sprintf("(CASE WHEN %[1]s >= %[2]s THEN %[1]s ELSE %[3]s END) %[4]s", text, zero, bad, b.Kind)
}

// aggregateForm is the form of a call with its marks, and with braces of the statement's own hidden from them.
func (e *emitter) aggregateForm(f *functions.Function, o *functions.Overload, t schema.Type, args []analyze.Expr, overflow *syntax.Overflow, distinct bool, at syntax.Span) string {
	e.hiding++
	defer func() { e.hiding-- }()
	e.comparing = distinct
	form := e.form(f, o, t, args, at)
	if f.Name != "listagg" {
		return form
	}
	if overflow != nil && overflow.Truncate {
		sep := "''"
		if len(args) > 1 {
			sep = hide(e.expr(args[1]))
		}
		filler := "..."
		if overflow.Filler != nil {
			filler = overflow.Filler.Value
		}
		return fmt.Sprintf("tarn_listagg(array_agg({d}%s{o}){t}, %s, %s, %t)", hide(e.expr(args[0])), sep, hide(functions.QuoteText(filler)), overflow.Count)
	}
	return fmt.Sprintf("(CASE WHEN strlen(%[1]s{t}) > %[2]d THEN %[3]s ELSE %[1]s{t} END)", form, functions.MaxListagg, e.failing(fmt.Sprintf("'Concatenated string has the length in bytes larger than the maximum output length %d'", functions.MaxListagg), t, at))
}

// brace stands for a brace of the statement's own: emitted text has no NUL.
const brace = "\x00"

func hide(s string) string { return strings.ReplaceAll(s, "{", brace) }

// mark puts what belongs to an aggregate or a window function at the marks of its form: see functions.Overload.
func mark(form string, distinct bool, order, nulls, tail string) string {
	word := ""
	if distinct {
		word = "DISTINCT "
	}
	if !strings.Contains(form, "{d}") && !strings.Contains(form, "(DISTINCT ") {
		form = strings.Replace(form, "(", "({d}", 1)
	}
	if !strings.Contains(form, "{t}") {
		form += "{t}"
	}
	return strings.ReplaceAll(strings.NewReplacer("{d}", word, "{o}", order, "{n}", nulls, "{t}", tail).Replace(form), brace, "{")
}
