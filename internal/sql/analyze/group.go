package analyze

import (
	"fmt"
	"slices"
	"strings"

	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

const maxGroupingSets = 2048

// group settles a SELECT's aggregation: it reads GROUP BY, takes the aggregates out of the items, HAVING and ORDER BY, and checks
// that nothing else is left but keys.
func (a *analyzer) group(b *block) {
	if len(a.afterItems) > 0 {
		panic(a.afterItems[0])
	}
	exprs := make([]*Expr, 0, len(b.Items)+len(b.Order)+1)
	for i := range b.Items {
		exprs = append(exprs, &b.Items[i])
	}
	if b.Having != nil {
		exprs = append(exprs, &b.Having)
	}
	for i := range b.Order {
		exprs = append(exprs, &b.Order[i].X)
	}
	aggregated := b.syntax.GroupBy != nil || b.Having != nil
	for _, x := range exprs {
		aggregated = aggregated || contains(*x, isAggregate)
	}
	if !aggregated {
		return
	}
	g := &Group{}
	if b.syntax.GroupBy != nil {
		a.groupKeys(b, g)
	}
	for _, k := range g.Keys {
		g.KeyColumns = append(g.KeyColumns, a.column("", k.Type()))
	}
	b.Group = g
	up := &regroup{a: a, g: g, keys: map[string]int{}, aggs: map[string]int{}, local: map[*Column]bool{}, plain: b.syntax.GroupBy == nil}
	for i, k := range g.Keys {
		up.keys[key(k)] = i
	}
	for _, f := range b.scope.fields {
		up.local[f.column] = true
	}
	done := map[Expr]Expr{}
	for _, x := range exprs {
		if got, ok := done[*x]; ok { // an item that ORDER BY names is one expression
			*x = got
			continue
		}
		was := *x
		*x = up.expr(was, was)
		done[was] = *x
	}
}

func isAggregate(x Expr) bool {
	switch x.(type) {
	case *Aggregate, *Grouping:
		return true
	}
	return false
}

func (a *analyzer) groupKeys(b *block, g *Group) {
	index := map[string]int{}
	addExpr := func(x syntax.Node, e Expr) int {
		if contains(e, isAggregate) {
			a.fail(span(x), syntax.ExpressionNotScalar, "GROUP BY clause cannot contain aggregations, window functions or grouping operations: [%s]", syntax.Print(x))
		}
		a.refuseWindows(e, "GROUP BY clause")
		if !functions.Comparable(e.Type()) {
			a.fail(span(x), syntax.TypeMismatch, "%s is not comparable, and therefore cannot be used in GROUP BY", e.Type())
		}
		k := key(e)
		if i, ok := index[k]; ok {
			return i
		}
		index[k] = len(g.Keys)
		g.Keys = append(g.Keys, e)
		return len(g.Keys) - 1
	}
	add := func(x syntax.Expr) int {
		if i, ok := a.ordinal(x, len(b.Items), "GROUP BY"); ok {
			return addExpr(x, b.Items[i])
		}
		return addExpr(x, a.expr(x, b.scope))
	}
	// column adds what GROUPING SETS, ROLLUP and CUBE take: columns only.
	column := func(xs []syntax.Expr) []int {
		set := []int{}
		for _, x := range xs {
			e, ok := Expr(nil), nameParts(x) != nil
			if ok {
				e = a.expr(x, b.scope)
				_, ok = e.(*Ref)
			}
			if !ok {
				a.fail(span(x), syntax.InvalidColumnReference, "GROUP BY expression must be a column reference: %s", syntax.Print(x))
			}
			set = append(set, addExpr(x, e))
		}
		return set
	}
	sets := [][]int{{}}
	plain := true
	for _, el := range b.syntax.GroupBy.Elements {
		var options [][]int
		each := func(xs []syntax.Expr) []int {
			set := []int{}
			for _, x := range xs {
				set = append(set, add(x))
			}
			return set
		}
		switch el.Kind {
		case syntax.GroupPlain:
			options = [][]int{each(el.Sets[0])}
			plain = plain && len(el.Sets[0]) > 0
		case syntax.GroupSets:
			plain = false
			for _, s := range el.Sets {
				options = append(options, column(s))
			}
		case syntax.GroupAuto:
			options = [][]int{{}}
			for _, item := range b.Items {
				if _, aggregate := item.(*Aggregate); !aggregate {
					options[0] = append(options[0], addExpr(el, item))
				}
			}
		default:
			plain = false
			options = combinations(a, el, column)
		}
		var next [][]int
		for _, s := range sets {
			for _, o := range options {
				next = append(next, append(s[:len(s):len(s)], o...))
			}
		}
		if len(next) > maxGroupingSets {
			a.fail(el.Span, syntax.TooManyGroupingSets, "GROUP BY has more than %d grouping sets but can contain at most %d", maxGroupingSets, maxGroupingSets)
		}
		sets = next
	}
	if b.syntax.GroupBy.Distinct {
		sets = distinctSets(sets)
	}
	if !plain {
		g.Sets = sets
	}
}

// distinctSets leaves out the grouping sets that have the keys of one before.
func distinctSets(sets [][]int) [][]int {
	var out [][]int
	seen := map[string]bool{}
	for _, s := range sets {
		keys := slices.Compact(slices.Sorted(slices.Values(s)))
		if k := fmt.Sprint(keys); !seen[k] {
			seen[k] = true
			out = append(out, keys)
		}
	}
	return out
}

// combinations are the sets of a ROLLUP (its starts, longest first) or a CUBE (its subsets).
func combinations(a *analyzer, el *syntax.GroupElement, each func([]syntax.Expr) []int) [][]int {
	parts := make([][]int, len(el.Sets))
	for i, s := range el.Sets {
		parts[i] = each(s)
	}
	var out [][]int
	if el.Kind == syntax.GroupCube {
		parts = distinctSets(parts) // a cube is of a set of sets: CUBE (a, a) is CUBE (a)
	}
	if el.Kind == syntax.GroupRollup {
		for n := len(parts); n >= 0; n-- {
			set := []int{}
			for _, p := range parts[:n] {
				set = append(set, p...)
			}
			out = append(out, set)
		}
		return out
	}
	if len(parts) > 11 {
		a.fail(el.Span, syntax.TooManyGroupingSets, "GROUP BY has more than %d grouping sets but can contain at most %d", maxGroupingSets, maxGroupingSets)
	}
	for mask := 1<<len(parts) - 1; mask >= 0; mask-- {
		set := []int{}
		for i, p := range parts {
			if mask&(1<<i) != 0 {
				set = append(set, p...)
			}
		}
		out = append(out, set)
	}
	return out
}

// regroup rewrites expressions from above the relations to above the group.
type regroup struct {
	a     *analyzer
	g     *Group
	keys  map[string]int
	aggs  map[string]int
	local map[*Column]bool
	// plain is an aggregation without GROUP BY.
	plain bool
}

func (r *regroup) expr(x, whole Expr) Expr {
	k := key(x)
	if i, ok := r.keys[k]; ok {
		if _, constant := x.(*Literal); !constant || r.g.Sets != nil {
			return &Ref{typed{x.Type(), x.At()}, r.g.KeyColumns[i]}
		}
	}
	if isAggregate(x) {
		i, ok := r.aggs[k]
		if !ok {
			r.check(x)
			i = len(r.g.Aggregates)
			r.aggs[k] = i
			r.g.Aggregates = append(r.g.Aggregates, x)
			r.g.AggColumns = append(r.g.AggColumns, r.a.column("", x.Type()))
		}
		return &Ref{typed{x.Type(), x.At()}, r.g.AggColumns[i]}
	}
	switch x := x.(type) {
	case *Ref:
		if r.local[x.Column] {
			r.refuse(whole)
		}
	case *Subquery:
		for _, ref := range x.outer {
			if !r.local[ref.Column] {
				continue
			}
			i, ok := r.keys[key(ref)]
			if !ok {
				r.refuse(whole)
			}
			ref.Column = r.g.KeyColumns[i]
		}
	}
	c := shallow(x)
	for _, o := range operands(c) {
		*o = r.expr(*o, whole)
	}
	return c
}

// check: an aggregate's arguments hold no aggregate, and grouping() only keys.
func (r *regroup) check(x Expr) {
	for _, o := range operands(x) {
		if contains(*o, isAggregate) {
			r.a.fail(x.At(), syntax.NestedAggregation, "Cannot nest aggregations inside aggregation '%s'", r.a.text(x))
		}
		r.a.refuseNested(*o, "aggregation")
	}
	if g, ok := x.(*Grouping); ok {
		if r.plain {
			r.a.fail(x.At(), syntax.MissingGroupBy, "A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause")
		}
		for _, arg := range g.Args {
			if _, ok := r.keys[key(arg)]; !ok {
				r.a.fail(arg.At(), syntax.InvalidArguments, "The arguments to GROUPING() must be expressions referenced by the GROUP BY at line %d:%d", arg.At().From.Line, arg.At().From.Col)
			}
		}
	}
}

func (r *regroup) refuse(x Expr) {
	r.a.fail(x.At(), syntax.ExpressionNotAggregate, "'%s' must be an aggregate expression or appear in GROUP BY clause", r.a.text(x))
}

func (a *analyzer) refuseAggregates(x Expr, where string) {
	if contains(x, isAggregate) {
		a.fail(x.At(), syntax.ExpressionNotScalar, "%s cannot contain aggregations, window functions or grouping operations: %s", where, a.text(x))
	}
	a.refuseWindows(x, where)
}

// refuseNested refuses window functions within other functions and within windows.
func (a *analyzer) refuseNested(x Expr, where string) {
	if contains(x, func(x Expr) bool { _, ok := x.(*Window); return ok }) {
		a.fail(x.At(), syntax.NestedWindow, "Cannot nest window functions or row pattern measures inside %s", where)
	}
}

func (a *analyzer) refuseWindows(x Expr, where string) {
	if contains(x, func(x Expr) bool { _, ok := x.(*Window); return ok }) {
		a.fail(x.At(), syntax.ExpressionNotScalar, "%s cannot contain aggregations, window functions or grouping operations: %s", where, a.text(x))
	}
}

// text is an expression's text as the statement has it.
func (a *analyzer) text(x Expr) string {
	if n, ok := a.origin[x]; ok {
		return strings.ToLower(syntax.Print(n))
	}
	return fmt.Sprintf("expression at %s", x.At().From)
}
