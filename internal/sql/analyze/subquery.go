package analyze

import (
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// subquery analyses (query), EXISTS (query), x IN (query) and x op ALL|ANY (query).
func (a *analyzer) subquery(x syntax.Expr, s *scope) Expr {
	for o := s; o != nil; o = o.parent {
		if o.lambda {
			a.fail(span(x), syntax.NotSupported, "Lambda expression cannot contain subqueries")
		}
	}
	q := &Subquery{typed: typed{boolean, span(x)}}
	inner := &scope{parent: s, boundary: &q.outer}
	volatile := a.volatile
	defer func() {
		if a.volatile == volatile {
			q.source = x
		}
	}()
	switch x := x.(type) {
	case *syntax.Subquery:
		q.Query = a.query(x.Query, inner)
		return a.scalar(q)
	case *syntax.Exists:
		q.Kind = ExistsQuery
		q.Query = a.query(x.Query, inner)
	case *syntax.InQuery:
		q.Kind = InQuery
		left := a.expr(x.X, s)
		q.Query = a.query(x.Query, inner)
		at := syntax.Span{From: x.X.End(), To: x.Query.Pos()}
		at.From.Col++
		at.From.Offset++
		a.match(q, left, "=", at)
		return a.negateIf(x.Not, x.Span, q)
	case *syntax.Quantified:
		q.Kind, q.Op, q.All = QuantifiedQuery, x.Op, x.All
		left := a.expr(x.X, s)
		q.Query = a.query(x.Query, inner)
		a.match(q, left, x.Op, x.OpSpan)
	}
	return q
}

// text is the same for subqueries that have the same answer, which is not so of what is random or given from outside; empty for those.
func (x *Subquery) text() string {
	if x.source == nil {
		return ""
	}
	text := syntax.Print(x.source)
	if strings.Contains(text, "?") || strings.Contains(text, "TABLESAMPLE") {
		return ""
	}
	return text
}

// ofLevel fails for an aggregate of a subquery whose columns are all from around it: it would be one of the query around, which Trino does
// not have; and for a window function with any such column, which DuckDB does not have, either.
func (a *analyzer) ofLevel(x Expr, s *scope) {
	for s != nil && s.boundary == nil {
		s = s.parent
	}
	if s == nil {
		return
	}
	around, own := false, false
	Each(x, func(x Expr) {
		if r, ok := x.(*Ref); ok {
			outer := slices.Contains(*s.boundary, r)
			around, own = around || outer, own || !outer
		}
	})
	if _, window := x.(*Window); around && (window || !own) {
		a.fail(x.At(), syntax.NotSupported, "Given correlated subquery is not supported")
	}
}

// scalar completes a subquery that is a value: one column is that value, several are a row, whose members are NULL where there
// is no row.
func (a *analyzer) scalar(q *Subquery) Expr {
	if len(q.Query.Columns) == 1 {
		q.T = q.Query.Columns[0].T
		return q
	}
	none := &Row{}
	for _, c := range q.Query.Columns {
		none.Items = append(none.Items, &Literal{typed{c.T, q.Span}, nil})
	}
	q.Query = a.asRow(q.Query)
	q.T = q.Query.Columns[0].T
	none.typed = q.typed
	return &Special{q.typed, "coalesce", []Expr{q, none}}
}

// match gives both sides of IN and of a comparison with a query one type. A row is compared with all of the query's columns.
func (a *analyzer) match(q *Subquery, left Expr, op string, at syntax.Span) {
	t := left.Type()
	row := schema.Type{Kind: schema.Row}
	for _, c := range q.Query.Columns {
		row.Fields = append(row.Fields, schema.Field{Name: c.Name, Type: c.T})
	}
	fits := len(row.Fields) == 1
	if t.Kind == schema.Row {
		fits = len(row.Fields) == len(t.Fields)
	} else {
		t = schema.Type{Kind: schema.Row, Fields: []schema.Field{{Type: t}}}
	}
	if fits {
		_, fits = functions.Common(t, row)
	}
	if !fits {
		a.fail(at, syntax.TypeMismatch, "Value expression and result of subquery must be of the same type: %s vs %s", t, row)
	}
	if left.Type().Kind == schema.Row {
		q.Query = a.asRow(q.Query)
	}
	common, _ := functions.Compared(left.Type(), q.Query.Columns[0].T)
	if ordered := op != "=" && op != "<>"; !functions.Comparable(common) || ordered && !functions.Orderable(common) {
		a.fail(at, syntax.TypeMismatch, "Type [%s] must be orderable in order to be used in quantified comparison", common)
	}
	q.X = a.coerce(left, common)
	q.Query = a.castColumns(q.Query, []*Column{{T: common}})
}

// asRow gives a query's columns as one column that is a row.
func (a *analyzer) asRow(n *Node) *Node {
	d := &Derived{ID: a.id(), Query: n}
	row := &Row{typed: typed{T: schema.Type{Kind: schema.Row}}}
	for _, c := range n.Columns {
		inner := a.column(c.Name, c.T)
		d.Columns = append(d.Columns, inner)
		row.Items = append(row.Items, a.ref(inner, syntax.Span{}))
		row.T.Fields = append(row.T.Fields, schema.Field{Name: c.Name, Type: c.T})
	}
	return &Node{Body: &Select{From: d, Items: []Expr{row}}, Columns: []*Column{a.column("", row.T)}}
}

// strictFilters marks the filters of the form x IN (query): as a filter Trino makes a join of it, in which NaN, an array or
// a row with a NULL equal none; elsewhere it asks whether the set has the very same value.
func strictFilters(where Expr) {
	for _, c := range conjuncts(where) {
		if q, ok := c.(*Subquery); ok && (q.Kind == InQuery || q.Kind == QuantifiedQuery) && (functions.Nested(q.X.Type()) || functions.IsFloat(q.X.Type())) {
			q.Strict = true
		}
	}
}
