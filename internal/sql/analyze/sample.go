package analyze

import (
	"strconv"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// sampled is relation TABLESAMPLE method (percentage).
func (a *analyzer) sampled(r *syntax.Sampled, outer *scope, before []field) (Relation, []field) {
	rel, fields := a.relation(r.Relation, outer, before)
	pct := a.percentage(r.Percentage)
	switch rel := rel.(type) {
	case *ScanRelation:
		rel.Sample, rel.Method = pct, r.Method
		return rel, fields
	case *Derived:
		rel.Sample, rel.Method = pct, r.Method
		return rel, fields
	}
	// Any other relation becomes a query first.
	sel := &Select{From: rel}
	n := &Node{Body: sel}
	d := &Derived{ID: a.id(), Query: n, Sample: pct, Method: r.Method}
	_, d.Lateral = rel.(*Unnest)
	out := make([]field, len(fields))
	for i := range fields {
		f := &fields[i]
		x := a.fieldExpr(f, nil, r.Span)
		sel.Items = append(sel.Items, x)
		n.Columns = append(n.Columns, a.column(f.name, x.Type()))
		c := a.column(f.name, x.Type())
		d.Columns = append(d.Columns, c)
		out[i] = field{qualifier: f.qualifier, name: f.name, column: c, hidden: f.hidden}
	}
	return d, out
}

// percentage is a number from 0 to 100 that is known before any row is.
func (a *analyzer) percentage(x syntax.Expr) float64 {
	syntax.Walk(x, func(n syntax.Node) bool {
		if _, name := n.(*syntax.Ident); name {
			a.fail(span(x), syntax.ExpressionNotConstant, "Sample percentage cannot contain column references")
		}
		return true
	})
	e := a.expr(x, nil)
	if l, ok := e.(*Literal); ok && l.Value == nil {
		a.fail(span(x), syntax.InvalidArguments, "Sample percentage cannot be NULL")
	}
	if !functions.IsNumeric(e.Type()) {
		a.fail(span(x), syntax.TypeMismatch, "Sample percentage should be a numeric expression")
	}
	pct, ok := constant(x)
	switch {
	case !ok:
		if l, isLit := a.coerce(e, schema.Of(schema.Double)).(*Literal); isLit {
			pct, ok = l.Value.(float64)
		}
		if !ok {
			a.fail(span(x), syntax.NotSupported, "TABLESAMPLE with a percentage that is computed is not in Tarn yet")
		}
	case pct < 0:
		a.fail(span(x), syntax.NumericValueOutOfRange, "Sample percentage must be greater than or equal to 0")
	}
	if pct < 0 || pct > 100 {
		a.fail(span(x), syntax.NumericValueOutOfRange, "Sample percentage must be less than or equal to 100")
	}
	return pct
}

// constant computes sums and products of numbers.
func constant(x syntax.Expr) (float64, bool) {
	switch x := x.(type) {
	case *syntax.Number:
		f, err := strconv.ParseFloat(x.Value, 64)
		return f, err == nil
	case *syntax.Unary:
		v, ok := constant(x.X)
		if x.Op == "-" {
			v = -v
		}
		return v, ok
	case *syntax.Arith:
		l, ok := constant(x.Left)
		r, ok2 := constant(x.Right)
		switch x.Op {
		case "+":
			return l + r, ok && ok2
		case "-":
			return l - r, ok && ok2
		case "*":
			return l * r, ok && ok2
		}
	}
	return 0, false
}
