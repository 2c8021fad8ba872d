package analyze

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// query analyses a query expression within the scope around it.
func (a *analyzer) query(q *syntax.Query, outer *scope) *Node {
	n := &Node{}
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
		items := []syntax.Expr{r}
		if row, ok := r.(*syntax.Row); ok {
			items = row.Items
		}
		if i > 0 && len(items) != len(types) {
			a.fail(span(r), syntax.TypeMismatch, "Values rows have mismatched sizes: %d vs %d", len(types), len(items))
		}
		var row []Expr
		for j, item := range items {
			x := a.expr(item, outer)
			if i == 0 {
				types = append(types, x.Type())
			} else if t, ok := functions.Common(types[j], x.Type()); ok {
				types[j] = t
			} else {
				a.fail(span(item), syntax.TypeMismatch, "Values rows have mismatched types: %s vs %s", types[j], x.Type())
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
	for i, t := range types {
		n.Columns = append(n.Columns, a.column(fmt.Sprintf("_col%d", i), t))
	}
}

func (a *analyzer) setOperation(n *Node, s *syntax.SetOperation, outer *scope) {
	operand := func(b syntax.Body) *Node {
		if p, ok := b.(*syntax.ParenQuery); ok {
			return a.query(p.Query, outer)
		}
		return a.query(&syntax.Query{Span: span(b), Body: b}, outer)
	}
	left, right := operand(s.Left), operand(s.Right)
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

// castColumns gives a query the types of these columns.
func (a *analyzer) castColumns(n *Node, to []*Column) *Node {
	same := true
	for i, c := range n.Columns {
		same = same && c.T.Equal(to[i].T)
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

// commonTable analyses a query of a WITH clause and makes it known in s.
func (a *analyzer) commonTable(t *syntax.CommonTable, recursive bool, s *scope) *CTE {
	name := strings.ToLower(t.Name.Name)
	if s.ctes[name] != nil {
		a.fail(t.Span, syntax.DuplicateNamedQuery, "WITH query name '%s' specified more than once", t.Name.Name)
	}
	c := &CTE{ID: a.id(), Name: t.Name.Name}
	if recursive && a.recursiveTable(c, t, s) {
		return c
	}
	c.Query = a.query(t.Query, s)
	a.nameColumns(c, t)
	s.ctes[name] = c
	return c
}

func (a *analyzer) nameColumns(c *CTE, t *syntax.CommonTable) {
	if t.Columns != nil && len(t.Columns) != len(c.Query.Columns) {
		a.fail(t.Span, syntax.MismatchedColumnAliases, "Column alias list has %d entries but WITH query(%s) has %d columns", len(t.Columns), t.Name.Name, len(c.Query.Columns))
	}
	for i, col := range c.Query.Columns {
		name := col.Name
		if t.Columns != nil {
			name = t.Columns[i].Name
		}
		c.Columns = append(c.Columns, a.column(name, col.T))
	}
}

// recursiveTable analyses `anchor UNION ALL step`, where the step uses the table itself. It reports false for a query that
// is not of this form: that one is like any other.
func (a *analyzer) recursiveTable(c *CTE, t *syntax.CommonTable, s *scope) bool {
	union, ok := t.Query.Body.(*syntax.SetOperation)
	if !ok || union.Op != syntax.Union || !mentions(union.Right, t.Name.Name) {
		return false
	}
	if t.Columns == nil {
		a.fail(t.Span, syntax.MissingColumnAliases, "missing column aliases in recursive WITH query")
	}
	anchor := a.query(&syntax.Query{Span: span(union.Left), Body: union.Left}, s)
	c.Recursive, c.Query = true, anchor
	a.nameColumns(c, t)
	s.ctes[strings.ToLower(t.Name.Name)] = c
	step := a.query(&syntax.Query{Span: span(union.Right), Body: union.Right}, s)
	if len(step.Columns) != len(anchor.Columns) {
		a.fail(union.Span, syntax.TypeMismatch, "%s query has different number of fields: %d, %d", union.Op, len(anchor.Columns), len(step.Columns))
	}
	for i, col := range step.Columns {
		if !functions.Coerces(col.T, c.Columns[i].T) {
			a.fail(union.Span, syntax.TypeMismatch, "recursion step relation output type (%s) is not coercible to recursion base relation output type (%s) at column %d", col.T, c.Columns[i].T, i+1)
		}
	}
	c.Query = &Node{Body: &SetOperation{Op: union.Op, All: union.All, Left: anchor, Right: a.castColumns(step, c.Columns)}, Columns: anchor.Columns}
	return true
}

func mentions(n syntax.Node, table string) bool {
	found := false
	syntax.Walk(n, func(n syntax.Node) bool {
		if t, ok := n.(*syntax.Table); ok && len(t.Name.Parts) == 1 && strings.EqualFold(t.Name.Parts[0].Name, table) {
			found = true
		}
		return !found
	})
	return found
}
