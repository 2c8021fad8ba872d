package analyze

import (
	"fmt"
	"strings"

	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// window completes a window function with its window: https://trino.io/docs/current/functions/window.html.
func (a *analyzer) window(x *syntax.Call, w *Window, s *scope) Expr {
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
		a.frame(x, w, s)
	}
	for _, o := range operands(w) {
		a.refuseNested(*o, "window function arguments")
	}
	switch w.Function.Name {
	case "rank", "dense_rank", "percent_rank", "cume_dist", "lag", "lead", "ntile", "row_number":
		if w.Frame != nil {
			a.afterItems = append(a.afterItems, &syntax.Error{Span: w.Frame.Span, Code: syntax.InvalidWindowFrame, Msg: fmt.Sprintf("Cannot specify window frame for %s function", w.Function.Name)})
		}
		if w.Order == nil && (strings.HasPrefix(w.Function.Name, "la") || strings.HasPrefix(w.Function.Name, "le")) {
			a.fail(x.Span, syntax.MissingOrderBy, "%s function requires an ORDER BY window clause", w.Function.Name)
		}
	}
	a.ofLevel(w, s)
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
	if base.Frame != nil {
		a.fail(name.Span, syntax.InvalidWindowReference, "Cannot reference named WINDOW containing frame specification")
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
