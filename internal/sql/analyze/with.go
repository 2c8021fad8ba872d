package analyze

import (
	"strings"

	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// commonTable analyses a query of a WITH clause and makes it known in s.
func (a *analyzer) commonTable(t *syntax.CommonTable, recursive bool, s *scope) *CTE {
	name := strings.ToLower(t.Name.Name)
	if s.ctes[name] != nil {
		a.fail(t.Span, syntax.DuplicateNamedQuery, "WITH query name '%s' specified more than once", t.Name.Name)
	}
	c := &CTE{ID: a.id(), Name: t.Name.Name}
	if recursive {
		if a.recursiveTable(c, t, s) {
			return c
		}
		if refs := references(t.Query, t.Name.Name); refs != nil {
			a.fail(refs[0].Span, syntax.InvalidRecursiveReference, "recursive reference not allowed in this context")
		}
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
	seen := map[string]bool{}
	for _, col := range t.Columns {
		name := strings.ToLower(col.Name)
		if seen[name] {
			a.fail(col.Span, syntax.DuplicateColumnName, "Column name '%s' specified more than once", col.Name)
		}
		seen[name] = true
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
	if t.Columns == nil {
		a.fail(t.Span, syntax.MissingColumnAliases, "missing column aliases in recursive WITH query")
	}
	union, ok := t.Query.Body.(*syntax.SetOperation)
	if !ok || union.Op != syntax.Union {
		return false
	}
	name := t.Name.Name
	if refs := references(union.Left, name); refs != nil {
		a.fail(refs[0].Span, syntax.InvalidRecursiveReference, "WITH table name is referenced in the base relation of recursion")
	}
	refs := references(union.Right, name)
	if refs == nil {
		return false
	}
	syntax.Walk(t.Query, func(n syntax.Node) bool {
		if m, ok := n.(*syntax.MatchRecognize); ok {
			a.fail(m.Span, syntax.NestedRowPattern, "nested row pattern recognition in recursive query")
		}
		return true
	})
	a.checkRecursion(t, union, refs)
	anchor := a.query(&syntax.Query{Span: span(union.Left), Body: union.Left}, s)
	c.Recursive, c.Query = true, anchor
	a.nameColumns(c, t)
	s.ctes[strings.ToLower(name)] = c
	step := a.query(&syntax.Query{Span: span(union.Right), Body: union.Right}, s)
	if len(step.Columns) != len(anchor.Columns) {
		a.fail(union.Span, syntax.TypeMismatch, "%s query has different number of fields: %d, %d", union.Op, len(anchor.Columns), len(step.Columns))
	}
	for i, col := range step.Columns {
		if !functions.Coerces(col.T, c.Columns[i].T) {
			a.fail(union.Span, syntax.TypeMismatch, "recursion step relation output type (%s) is not coercible to recursion base relation output type (%s) at column %d", col.T, c.Columns[i].T, i+1)
		}
		if !functions.SameZones(col.T, c.Columns[i].T) {
			a.failHint(union.Span, syntax.NotSupported, "write AT TIME ZONE in both parts", "a recursive query whose parts have times of different zones is not in Tarn yet (column %d)", i+1)
		}
	}
	c.Query = &Node{Body: &SetOperation{Op: union.Op, All: union.All, Left: anchor, Right: a.castColumns(step, c.Columns)}, Columns: anchor.Columns}
	return true
}

// checkRecursion holds a recursive query to the form that Trino runs.
func (a *analyzer) checkRecursion(t *syntax.CommonTable, union *syntax.SetOperation, refs []*syntax.Table) {
	q := t.Query
	for _, immediate := range []struct {
		node   syntax.Node
		there  bool
		clause string
	}{
		{q.With, q.With != nil, "WITH"},
		{first(q.OrderBy), q.OrderBy != nil, "ORDER BY"},
		{q.Offset, q.Offset != nil, "OFFSET"},
		{q.Limit, q.Limit != nil, "FETCH FIRST / LIMIT"},
	} {
		if immediate.there {
			a.fail(span(immediate.node), syntax.NotSupported, "immediate %s clause in recursive query", immediate.clause)
		}
	}
	if len(refs) > 1 {
		a.fail(refs[1].Span, syntax.InvalidRecursiveReference, "multiple recursive references in the step relation of recursion")
	}
	if !a.inFrom(union.Right, refs[0]) {
		a.fail(refs[0].Span, syntax.InvalidRecursiveReference, "recursive reference outside of FROM clause of the step relation of recursion")
	}
}

func first(items []*syntax.SortItem) syntax.Node {
	if len(items) > 0 {
		return items[0]
	}
	return nil
}

// inFrom reports whether the reference is a relation of the query's FROM clause, or of one within it.
func (a *analyzer) inFrom(body syntax.Body, ref *syntax.Table) bool {
	switch body := body.(type) {
	case *syntax.ParenQuery:
		return a.inFrom(body.Query.Body, ref)
	case *syntax.TableBody:
		return body.Name == ref.Name
	case *syntax.SetOperation:
		return body.Op == syntax.Union && body.All && (a.inFrom(body.Left, ref) || a.inFrom(body.Right, ref))
	case *syntax.Select:
		for _, r := range body.From {
			if a.inRelation(r, ref) {
				return true
			}
		}
	}
	return false
}

func (a *analyzer) inRelation(r syntax.Relation, ref *syntax.Table) bool {
	switch r := r.(type) {
	case *syntax.Table:
		return r.Name == ref.Name
	case *syntax.Aliased:
		return a.inRelation(r.Relation, ref)
	case *syntax.Sampled:
		return a.inRelation(r.Relation, ref)
	case *syntax.ParenRelation:
		return a.inRelation(r.Relation, ref)
	case *syntax.Derived:
		return a.inFrom(r.Query.Body, ref)
	case *syntax.Lateral:
		return a.inFrom(r.Query.Body, ref)
	case *syntax.Join:
		left, right := a.inRelation(r.Left, ref), a.inRelation(r.Right, ref)
		side := ""
		switch {
		case right && r.Kind == syntax.LeftJoin:
			side = "right"
		case left && r.Kind == syntax.RightJoin:
			side = "left"
		case (left || right) && r.Kind == syntax.FullJoin:
			side = map[bool]string{true: "left", false: "right"}[left]
		}
		if side != "" {
			a.fail(ref.Span, syntax.InvalidRecursiveReference, "recursive reference in %s source of %s join", side, r.Kind)
		}
		return left || right
	}
	return false
}

// references are the uses of a table's bare name.
func references(n syntax.Node, name string) []*syntax.Table {
	var refs []*syntax.Table
	syntax.Walk(n, func(n syntax.Node) bool {
		switch t := n.(type) {
		case *syntax.Table:
			if len(t.Name.Parts) == 1 && strings.EqualFold(t.Name.Parts[0].Name, name) {
				refs = append(refs, t)
			}
		case *syntax.TableBody:
			if len(t.Name.Parts) == 1 && strings.EqualFold(t.Name.Parts[0].Name, name) {
				refs = append(refs, &syntax.Table{Span: t.Span, Name: t.Name})
			}
		}
		return true
	})
	return refs
}
