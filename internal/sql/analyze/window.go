package analyze

import (
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// window completes a window function with its window: https://trino.io/docs/current/functions/window.html.
func (a *analyzer) window(x *syntax.Call, w *Window, s *scope) Expr {
	if x.Filter != nil {
		w.Filter = a.condition(x.Filter, s, "FILTER")
	}
	if w.Distinct {
		a.fail(x.Span, syntax.NotSupported, "DISTINCT in window function parameters not yet supported: %s", syntax.Print(x))
	}
	spec := a.windowSpec(x.Over, 0)
	for _, p := range spec.PartitionBy {
		e := a.expr(p, s)
		if !functions.Comparable(e.Type()) {
			a.fail(span(p), syntax.TypeMismatch, "%s is not comparable, and therefore cannot be used in window function PARTITION BY", e.Type())
		}
		a.refuseNested(e, "window specification")
		w.Partition = append(w.Partition, e)
	}
	for _, item := range spec.OrderBy {
		a.refuseNested(a.expr(item.X, s), "window specification")
		w.Order = append(w.Order, a.sortKey(a.expr(item.X, s), item))
	}
	w.Frame = spec.Frame
	if f := spec.Frame; f != nil {
		w.First = a.bound(f.First, f.Unit, s)
		w.Last = a.bound(f.Last, f.Unit, s)
	}
	for _, arg := range w.Args {
		a.refuseNested(arg, "window function arguments")
	}
	switch w.Function.Name {
	case "rank", "dense_rank", "percent_rank", "cume_dist", "lag", "lead", "ntile", "row_number":
		if w.Frame != nil {
			a.fail(w.Frame.Span, syntax.InvalidWindowFrame, "Cannot specify window frame for %s function", w.Function.Name)
		}
		if w.Order == nil && (strings.HasPrefix(w.Function.Name, "la") || strings.HasPrefix(w.Function.Name, "le")) {
			a.fail(x.Span, syntax.MissingOrderBy, "%s function requires an ORDER BY window clause", w.Function.Name)
		}
	}
	return w
}

// windowSpec follows names: OVER w, and OVER (w ORDER BY …).
func (a *analyzer) windowSpec(w *syntax.Window, depth int) *syntax.Window {
	name := w.Name
	if name == nil {
		name = w.Base
	}
	if name == nil {
		return w
	}
	base := a.windows[strings.ToLower(name.Name)]
	if base == nil || depth > len(a.windows) {
		a.fail(name.Span, syntax.InvalidWindowReference, "Cannot resolve WINDOW name %s", name.Name)
	}
	base = a.windowSpec(base, depth+1)
	if w.Name != nil {
		return base
	}
	merged := *w
	if w.PartitionBy != nil {
		a.fail(w.Span, syntax.InvalidPartitionBy, "WINDOW specification with named WINDOW reference cannot specify PARTITION BY")
	}
	if w.OrderBy != nil && base.OrderBy != nil {
		a.fail(w.Span, syntax.InvalidOrderBy, "Cannot specify ORDER BY if it is specified in referenced named WINDOW")
	}
	merged.PartitionBy = base.PartitionBy
	if w.OrderBy == nil {
		merged.OrderBy = base.OrderBy
	}
	return &merged
}

func (a *analyzer) bound(b *syntax.Bound, unit string, s *scope) Expr {
	if b == nil || b.Value == nil {
		return nil
	}
	v := a.expr(b.Value, s)
	if unit == "RANGE" {
		return v
	}
	if !functions.IsInteger(v.Type()) {
		a.fail(span(b.Value), syntax.TypeMismatch, "Window frame %s %s value must be exact numeric type with scale 0 (actual %s)", unit, strings.ToUpper(b.Kind), v.Type())
	}
	return a.coerce(v, schema.Of(schema.Bigint))
}
