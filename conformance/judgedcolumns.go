package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tarn/internal/sql/syntax"
)

// judged is what a statement's text says about its result's columns: which of them order the rows, and which hold what Trino does not promise.
type judged struct {
	// keys are the columns that rows are ordered by, one after another; unseen is the first key that is no column of the result, "" for none.
	keys   []int
	unseen string
	// estimates hold numbers that a sketch estimates, unordered arrays whose elements come in any order.
	estimates, unordered map[int]bool
}

var (
	estimating  = regexp.MustCompile(`(?i)^(approx_\w+|numeric_histogram)$`)
	collecting  = regexp.MustCompile(`(?i)^(array_agg|map_agg|set_agg|multimap_agg|histogram)$`)
	trailingBig = regexp.MustCompile(`^\d+$`)
)

// judgedColumns reads a statement, for an answer that has these columns.
func judgedColumns(sql string, columns []string) *judged {
	j := &judged{estimates: map[int]bool{}, unordered: map[int]bool{}}
	stmt, err := syntax.Parse(sql)
	if err != nil {
		return j
	}
	q, ok := stmt.(*syntax.Query)
	if !ok {
		return j
	}
	names := func(function *regexp.Regexp) func(syntax.Expr) bool {
		known := carried(q, func(c *syntax.Call) bool {
			return function.MatchString(lastPart(c.Name)) && c.OrderBy == nil
		})
		return known
	}
	estimated, collected := names(estimating), names(collecting)
	items, plain := outermost(q)
	for i, c := range columns {
		var x syntax.Expr = &syntax.Ident{Name: columnName(c)}
		if plain && i < len(items) {
			x = items[i].X
		}
		j.estimates[i], j.unordered[i] = estimated(x), collected(x)
	}
	for inner := q; inner != nil; inner = parenthesised(inner) {
		for _, k := range inner.OrderBy {
			i := keyColumn(k.X, items, plain, columns)
			if i < 0 {
				j.unseen = syntax.Print(k.X)
				return j
			}
			j.keys = append(j.keys, i)
		}
		if inner.OrderBy != nil {
			break
		}
	}
	return j
}

// keysShown gives a statement the keys that its rows are ordered by as columns, after its own; "" where they all are, or cannot be.
func keysShown(sql string) string {
	stmt, err := syntax.Parse(sql)
	if err != nil {
		return ""
	}
	q, ok := stmt.(*syntax.Query)
	if !ok {
		return ""
	}
	s, ok := q.Body.(*syntax.Select)
	if !ok || s.Distinct {
		return ""
	}
	items, plain := outermost(q)
	columns := make([]string, len(items))
	for i, it := range items {
		if columns[i] = "any"; it.Alias != nil {
			columns[i] = strings.ToLower(it.Alias.Name) + " any"
		}
	}
	more := ""
	for _, k := range q.OrderBy {
		_, name := k.X.(*syntax.Ident)
		if _, member := k.X.(*syntax.Deref); !plain && (name || member) || keyColumn(k.X, items, plain, columns) >= 0 {
			continue
		}
		more += ", " + sql[k.X.Pos().Offset:k.X.End().Offset]
	}
	if more == "" {
		return ""
	}
	at := s.Items[len(s.Items)-1].End().Offset
	return sql[:at] + more + sql[at:]
}

// parenthesised is the query that another one is nothing but parentheses around.
func parenthesised(q *syntax.Query) *syntax.Query {
	if p, ok := q.Body.(*syntax.ParenQuery); ok {
		return p.Query
	}
	return nil
}

// outermost are the items that make the result's columns; plain says that each is one column.
func outermost(q *syntax.Query) (items []*syntax.SelectExpr, plain bool) {
	body := q.Body
	for {
		switch b := body.(type) {
		case *syntax.ParenQuery:
			body = b.Query.Body
			continue
		case *syntax.SetOperation:
			body = b.Left
			continue
		case *syntax.Select:
			for _, it := range b.Items {
				x, ok := it.(*syntax.SelectExpr)
				if !ok {
					return items, false
				}
				items = append(items, x)
			}
			return items, true
		}
		return nil, false
	}
}

// keyColumn is the column that a key of ORDER BY is, -1 for none.
func keyColumn(x syntax.Expr, items []*syntax.SelectExpr, plain bool, columns []string) int {
	if n, ok := x.(*syntax.Number); ok && trailingBig.MatchString(n.Value) {
		if i, err := strconv.Atoi(n.Value); err == nil && i >= 1 && i <= len(columns) {
			return i - 1
		}
		return -1
	}
	text := syntax.Print(x)
	if id, ok := x.(*syntax.Ident); ok {
		if i := slices.IndexFunc(columns, func(c string) bool { return columnName(c) == strings.ToLower(id.Name) }); i >= 0 {
			return i
		}
	}
	for i, it := range items {
		if plain && strings.EqualFold(syntax.Print(it.X), text) {
			return i
		}
	}
	if d, ok := x.(*syntax.Deref); ok && !plain {
		return slices.IndexFunc(columns, func(c string) bool { return columnName(c) == strings.ToLower(d.Field.Name) })
	}
	return -1
}

// columnName is the name in a column's text, "" where it has none.
func columnName(column string) string {
	head, _, ok := strings.Cut(column, " ")
	if !ok {
		return ""
	}
	return strings.Trim(head, `"`)
}

func lastPart(n *syntax.Name) string { return n.Parts[len(n.Parts)-1].Name }

// carried tells which expressions hold what some calls give: those that have such a call, or a name that a query of the statement gives to such an
// expression. Names are taken by their last part, wherever they stand.
func carried(q *syntax.Query, origin func(*syntax.Call) bool) func(syntax.Expr) bool {
	named := map[string]bool{}
	holds := func(x syntax.Expr) bool {
		found := false
		syntax.Walk(x, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Call:
				found = found || origin(n)
			case *syntax.Deref:
				found = found || named[strings.ToLower(n.Field.Name)]
			case *syntax.Ident:
				found = found || named[strings.ToLower(n.Name)]
			}
			return !found
		})
		return found
	}
	name := func(id *syntax.Ident) bool {
		if id == nil || named[strings.ToLower(id.Name)] {
			return false
		}
		named[strings.ToLower(id.Name)] = true
		return true
	}
	listed := func(columns []*syntax.Ident, inner *syntax.Query) (more bool) {
		items, plain := outermost(inner)
		for i, it := range items {
			if plain && i < len(columns) && holds(it.X) {
				more = name(columns[i]) || more
			}
		}
		return more
	}
	for more := true; more; {
		more = false
		syntax.Walk(q, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.SelectExpr:
				if n.Alias != nil && holds(n.X) {
					more = name(n.Alias) || more
				}
			case *syntax.CommonTable:
				more = listed(n.Columns, n.Query) || more
			case *syntax.Aliased:
				if d, ok := n.Relation.(*syntax.Derived); ok {
					more = listed(n.Columns, d.Query) || more
				}
			}
			return true
		})
	}
	return holds
}
