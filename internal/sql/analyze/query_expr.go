package analyze

import (
	"math"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// query analyses a query expression within the scope around it.
func (a *analyzer) query(q *syntax.Query, outer *scope) *Node {
	n := &Node{}
	for _, f := range q.Functions {
		a.define(f)
	}
	if q.With != nil {
		outer = &scope{parent: outer, ctes: map[string]*CTE{}}
		for _, t := range q.With.Tables {
			n.With = append(n.With, a.commonTable(t, q.With.Recursive, outer))
		}
	}
	switch body := q.Body.(type) {
	case *syntax.Select:
		a.selectBody(n, body, q.OrderBy, outer)
	case *syntax.TableBody:
		star := &syntax.Select{Span: body.Span, Items: []syntax.SelectItem{&syntax.SelectAll{Span: body.Span}}, From: []syntax.Relation{&syntax.Table{Span: body.Span, Name: body.Name}}}
		a.selectBody(n, star, q.OrderBy, outer)
	default:
		a.body(n, body, outer)
		a.orderOutput(n, q.OrderBy)
	}
	if q.Offset != nil {
		n.Offset = a.rowCount(q.Offset, "OFFSET")
	}
	if q.Limit != nil {
		n.Limit = a.rowCount(q.Limit, map[bool]string{true: "FETCH FIRST", false: "LIMIT"}[q.Fetch])
		switch rows, _ := n.Limit.(*Literal).integer(); {
		case q.Fetch && rows == 0:
			a.fail(span(q.Limit), syntax.NumericValueOutOfRange, "FETCH FIRST row count must be positive (actual value: 0)")
		case q.OrderBy != nil && rows > math.MaxInt32:
			a.fail(span(q.Limit), syntax.NotSupported, "ORDER BY LIMIT > 2147483647 is not supported")
		}
		if q.Ties {
			if q.OrderBy == nil {
				a.fail(span(q.Limit), syntax.MissingOrderBy, "FETCH FIRST WITH TIES clause requires ORDER BY")
			}
			n.Ties = true
		}
	}
	return n
}

func (a *analyzer) rowCount(x syntax.Expr, clause string) Expr {
	e := a.expr(x, nil)
	lit, ok := e.(*Literal)
	if _, unset := a.unset[lit]; unset {
		a.wanted(lit, schema.Of(schema.Bigint))
		return lit
	}
	n, isInt := lit.integer()
	if !ok || !isInt || n < 0 {
		a.fail(span(x), syntax.InvalidRowCount, "%s row count must be a non-negative integer", clause)
	}
	return lit
}

func (l *Literal) integer() (int64, bool) {
	if l == nil {
		return 0, false
	}
	n, ok := l.Value.(int64)
	return n, ok
}

// body analyses what is no SELECT.
func (a *analyzer) body(n *Node, body syntax.Body, outer *scope) {
	switch body := body.(type) {
	case *syntax.ParenQuery:
		inner := a.query(body.Query, outer)
		n.Body = &Nested{inner}
		for _, c := range inner.Columns {
			n.Columns = append(n.Columns, a.column(c.Name, c.T))
		}
	case *syntax.Values:
		a.values(n, body, outer)
	case *syntax.SetOperation:
		a.setOperation(n, body, outer)
	default:
		inner := a.query(&syntax.Query{Span: span(body), Body: body}, outer)
		*n = Node{With: n.With, Body: inner.Body, Columns: inner.Columns}
	}
}

func (a *analyzer) values(n *Node, v *syntax.Values, outer *scope) {
	body := &Values{}
	var types []schema.Type
	for i, r := range v.Rows {
		items := a.valuesRow(r, outer)
		if i > 0 && len(items) != len(types) {
			a.fail(span(r), syntax.TypeMismatch, "Values rows have mismatched sizes: %d vs %d", len(types), len(items))
		}
		var row []Expr
		for j, x := range items {
			if i == 0 {
				types = append(types, x.Type())
			} else if t, ok := functions.Common(types[j], x.Type()); ok {
				types[j] = t
			} else {
				a.fail(x.At(), syntax.TypeMismatch, "Values rows have mismatched types: %s vs %s", types[j], x.Type())
			}
			row = append(row, x)
		}
		body.Rows = append(body.Rows, row)
	}
	for _, row := range body.Rows {
		for j := range row {
			row[j] = a.coerce(row[j], types[j])
		}
	}
	n.Body = body
	for _, t := range types {
		n.Columns = append(n.Columns, a.column("", t))
	}
}

// valuesRow is a row of VALUES: a row, in whichever form, has its members for columns.
func (a *analyzer) valuesRow(r syntax.Expr, outer *scope) []Expr {
	var items []Expr
	if row, ok := r.(*syntax.Row); ok {
		for _, item := range row.Items {
			items = append(items, a.expr(item, outer))
		}
		return items
	}
	x := a.expr(r, outer)
	if x.Type().Kind != schema.Row {
		return []Expr{x}
	}
	for i, f := range x.Type().Fields {
		items = append(items, &Member{typed: typed{f.Type, x.At()}, X: x, Index: i})
	}
	return items
}

func (a *analyzer) setOperation(n *Node, s *syntax.SetOperation, outer *scope) {
	operand := func(b syntax.Body) *Node {
		if p, ok := b.(*syntax.ParenQuery); ok {
			return a.query(p.Query, outer)
		}
		return a.query(&syntax.Query{Span: span(b), Body: b}, outer)
	}
	left, right := operand(s.Left), operand(s.Right)
	if s.Corresponding {
		left, right = a.corresponding(s, left, right)
	}
	if len(left.Columns) != len(right.Columns) {
		a.fail(s.Span, syntax.TypeMismatch, "%s query has different number of fields: %d, %d", s.Op, len(left.Columns), len(right.Columns))
	}
	for i, l := range left.Columns {
		t, ok := functions.Common(l.T, right.Columns[i].T)
		if !ok {
			a.fail(s.Span, syntax.TypeMismatch, "column %d in %s query has incompatible types: %s, %s", i+1, s.Op, l.T, right.Columns[i].T)
		}
		n.Columns = append(n.Columns, a.column(l.Name, t))
	}
	n.Body = &SetOperation{Op: s.Op, All: s.All, Left: a.castColumns(left, n.Columns), Right: a.castColumns(right, n.Columns)}
}

// corresponding keeps the columns that both queries have a name of, in the left one's order.
func (a *analyzer) corresponding(s *syntax.SetOperation, left, right *Node) (*Node, *Node) {
	at := syntax.Span{From: s.Left.End(), To: s.Right.Pos()}
	at.From.Col++
	at.From.Offset++
	if s.By != nil {
		a.fail(at, syntax.NotSupported, "CORRESPONDING with columns is unsupported")
	}
	index := func(n *Node) map[string]int {
		of := map[string]int{}
		for i, c := range n.Columns {
			name := strings.ToLower(c.Name)
			if name == "" {
				a.fail(at, syntax.NotSupported, "Anonymous columns are not allowed in set operations with CORRESPONDING")
			}
			if _, twice := of[name]; twice {
				a.fail(at, syntax.AmbiguousName, "Duplicate columns found when using CORRESPONDING in set operations: %s", c.Name)
			}
			of[name] = i
		}
		return of
	}
	index(left)
	others := index(right)
	var from, to []int
	for i, c := range left.Columns {
		if j, ok := others[strings.ToLower(c.Name)]; ok {
			from, to = append(from, i), append(to, j)
		}
	}
	if from == nil {
		a.fail(at, syntax.MismatchedColumnAliases, "No corresponding columns")
	}
	return a.pick(left, from), a.pick(right, to)
}

// pick gives some columns of a query, in this order.
func (a *analyzer) pick(n *Node, columns []int) *Node {
	d := &Derived{ID: a.id(), Query: n}
	for _, c := range n.Columns {
		d.Columns = append(d.Columns, a.column(c.Name, c.T))
	}
	sel := &Select{From: d}
	out := &Node{Body: sel}
	for _, i := range columns {
		c := d.Columns[i]
		sel.Items = append(sel.Items, a.ref(c, syntax.Span{}))
		out.Columns = append(out.Columns, a.column(c.Name, c.T))
	}
	return out
}

// castColumns gives a query the types of these columns.
func (a *analyzer) castColumns(n *Node, to []*Column) *Node {
	same := true
	for i, c := range n.Columns {
		same = same && c.T.Equal(to[i].T) && functions.SameZones(c.T, to[i].T)
	}
	if same {
		return n
	}
	d := &Derived{ID: a.id(), Query: n}
	sel := &Select{From: d}
	out := &Node{Body: sel}
	for i, c := range n.Columns {
		inner := a.column(c.Name, c.T)
		d.Columns = append(d.Columns, inner)
		sel.Items = append(sel.Items, a.coerce(a.ref(inner, syntax.Span{}), to[i].T))
		out.Columns = append(out.Columns, a.column(c.Name, to[i].T))
	}
	return out
}

// orderOutput analyses an ORDER BY that sees nothing but the query's own columns.
func (a *analyzer) orderOutput(n *Node, items []*syntax.SortItem) {
	s := &scope{}
	for _, c := range n.Columns {
		s.fields = append(s.fields, field{name: c.Name, column: c})
	}
	for _, item := range items {
		var x Expr
		if i, ok := a.ordinal(item.X, len(n.Columns), "ORDER BY"); ok {
			x = a.ref(n.Columns[i], span(item.X))
		} else {
			x = a.expr(item.X, s)
		}
		n.Order = append(n.Order, a.sortKey(x, item))
	}
}

// ordinal reads a bare integer as a column's number, from 0.
func (a *analyzer) ordinal(x syntax.Expr, columns int, clause string) (int, bool) {
	if minus, ok := x.(*syntax.Unary); ok && minus.Op == "-" {
		if num, ok := minus.X.(*syntax.Number); ok && num.Kind == syntax.IntegerNumber {
			a.fail(minus.Span, syntax.InvalidColumnReference, "%s position -%s is not in select list", clause, num.Value)
		}
	}
	num, ok := x.(*syntax.Number)
	if !ok || num.Kind != syntax.IntegerNumber {
		return 0, false
	}
	lit, _ := a.expr(num, nil).(*Literal)
	i, _ := lit.integer()
	if i < 1 || i > int64(columns) {
		a.fail(num.Span, syntax.InvalidColumnReference, "%s position %d is not in select list", clause, i)
	}
	return int(i) - 1, true
}

func (a *analyzer) sortKey(x Expr, item *syntax.SortItem) SortKey {
	if !functions.Orderable(x.Type()) {
		a.fail(span(item.X), syntax.TypeMismatch, "Type %s is not orderable, and therefore cannot be used in ORDER BY: %s", x.Type(), syntax.Print(item.X))
	}
	return SortKey{X: x, Desc: item.Desc, NullsFirst: item.Nulls == "FIRST"}
}
