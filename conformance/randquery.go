package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"tarn/internal/schema"
)

// querier makes whole queries up.
type querier struct {
	maker
	tables *tables
	names  int
}

func newQuerier(r *rand.Rand, ts *tables, calls []call) *querier {
	return &querier{maker: maker{r: r, calls: calls}, tables: ts}
}

func (q *querier) alias() string {
	q.names++
	return fmt.Sprintf("t%d", q.names)
}

// sources are the tables that queries read.
var sources = []string{"r0", "r1", "r1", "r2", "r2", "people", "depts", "numbers", "nothing_in"}

// from makes a relation, and the columns that it brings.
func (q *querier) from(depth int) (*node, []reference) {
	if depth > 0 {
		switch q.r.IntN(7) {
		case 0, 1:
			return q.join(depth)
		case 2:
			return q.derived(depth)
		case 3:
			return q.unnest(depth)
		}
	}
	a := q.alias()
	t := q.tables.byName[pick(q.r, sources...)]
	var columns []reference
	for _, i := range t.known() {
		columns = append(columns, reference{a + "." + t.columns[i].name, t.columns[i].typ})
	}
	return clause(t.name + " AS " + a), columns
}

func (q *querier) join(depth int) (*node, []reference) {
	left, lc := q.from(depth - 1)
	right, rc := q.from(depth - 1)
	both := append(append([]reference{}, lc...), rc...)
	if q.r.IntN(8) == 0 {
		return clause("%s CROSS JOIN %s", left, right), both
	}
	on := q.equal(lc, rc)
	if on == nil {
		return clause("%s CROSS JOIN %s", left, right), both
	}
	if q.r.IntN(3) == 0 {
		old := q.columns
		q.columns = both
		on = expression(on.typ, "(%s AND %s)", on, q.condition(1))
		q.columns = old
	}
	return clause("%s "+pick(q.r, "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "JOIN")+" %s ON %s", left, right, on), both
}

// equal compares a column of one side with one of the other; nil where no two have a type in common.
func (q *querier) equal(lc, rc []reference) *node {
	for range 20 {
		l, r := pick(q.r, lc...), pick(q.r, rc...)
		if l.typ.Equal(r.typ) && orderable(l.typ) {
			return expression(schema.Of(schema.Boolean), "(%s = %s)", leaf(l.typ, l.text), leaf(r.typ, r.text))
		}
	}
	return nil
}

func (q *querier) derived(depth int) (*node, []reference) {
	types := make([]schema.Type, 1+q.r.IntN(4))
	for i := range types {
		types[i] = q.orderable()
	}
	inner := q.selecting(types, depth-1)
	a := q.alias()
	var columns []reference
	var names []string
	for i, t := range types {
		name := fmt.Sprintf("c%d", i)
		names = append(names, name)
		columns = append(columns, reference{"CAST(" + a + "." + name + " AS " + sqlType(t) + ")", t}) // the type may be near it only
	}
	return clause("(%s) AS "+a+" ("+strings.Join(names, ", ")+")", inner), columns
}

func (q *querier) unnest(depth int) (*node, []reference) {
	rel, columns := q.from(depth - 1)
	var lists []reference
	for _, c := range columns {
		if c.typ.Kind == schema.Array && c.typ.Elem.Kind != schema.Row || c.typ.Kind == schema.Map {
			lists = append(lists, c)
		}
	}
	if len(lists) == 0 {
		return rel, columns
	}
	l, a := pick(q.r, lists...), q.alias()
	names := []string{"x"}
	types := []schema.Type{*l.typ.Elem}
	if l.typ.Kind == schema.Map {
		names, types = []string{"x", "y"}, []schema.Type{*l.typ.Key, *l.typ.Elem}
	}
	ordinality := ""
	if q.r.IntN(3) == 0 {
		ordinality = " WITH ORDINALITY"
		names, types = append(names, "n"), append(types, schema.Of(schema.Bigint))
	}
	for i, n := range names {
		columns = append(columns, reference{a + "." + n, types[i]})
	}
	form := "%s CROSS JOIN UNNEST(" + l.text + ")" + ordinality + " AS " + a + " (" + strings.Join(names, ", ") + ")"
	if q.r.IntN(3) == 0 {
		form = "%s LEFT JOIN UNNEST(" + l.text + ")" + ordinality + " AS " + a + " (" + strings.Join(names, ", ") + ") ON true"
	}
	return clause(form, rel), columns
}

// selecting is a SELECT that gives these types.
func (q *querier) selecting(types []schema.Type, depth int) *node {
	rel, columns := q.from(depth)
	old := q.columns
	defer func() { q.columns = old }()
	q.columns = columns
	where := optional(clause(" WHERE %s", q.filter()))
	if q.r.IntN(3) == 0 {
		return q.grouped(types, rel, where)
	}
	var items []*node
	for _, t := range types {
		if q.r.IntN(8) == 0 {
			if w := q.windowed(t); w != nil {
				items = append(items, w)
				continue
			}
		}
		items = append(items, q.expr(t, 2))
	}
	distinct := "SELECT "
	if q.r.IntN(6) == 0 {
		distinct = "SELECT DISTINCT "
	}
	return clause("%s FROM %s%s", listOf(distinct, ", ", "", items...), rel, where)
}

// filter is a condition, at times with a subquery.
func (q *querier) filter() *node {
	boolean := schema.Of(schema.Boolean)
	if q.r.IntN(4) > 0 {
		return q.condition(2)
	}
	name := pick(q.r, "r1", "r2", "people", "numbers")
	t, a := q.tables.byName[name], q.alias()
	var inner []reference
	for _, i := range t.known() {
		inner = append(inner, reference{a + "." + t.columns[i].name, t.columns[i].typ})
	}
	on := q.equal(q.columns, inner)
	if on == nil {
		return q.condition(2)
	}
	outer, theirs := on.kids[0], on.kids[1]
	switch q.r.IntN(4) {
	case 0:
		return expression(boolean, "(%s "+pick(q.r, "", "NOT ")+"IN (SELECT %s FROM "+name+" AS "+a+"))", outer, theirs)
	case 1:
		return expression(boolean, pick(q.r, "", "NOT ")+"EXISTS (SELECT 1 FROM "+name+" AS "+a+" WHERE %s)", on)
	case 2:
		return expression(boolean, "(%s "+pick(q.r, "=", ">", "<=")+" (SELECT "+pick(q.r, "max", "min")+"(%s) FROM "+name+" AS "+a+"))", outer, theirs)
	}
	return expression(boolean, "(%s "+pick(q.r, "=", ">", "<", "<>")+" "+pick(q.r, "ALL", "ANY")+" (SELECT %s FROM "+name+" AS "+a+"))", outer, theirs)
}

// grouped is an aggregation: some of the types come from keys.
func (q *querier) grouped(types []schema.Type, rel, where *node) *node {
	var keys, items []*node
	for i, t := range types {
		if orderable(t) && q.r.IntN(3) == 0 {
			k := q.leaf(t)
			if i := strings.IndexByte(k.String(), '.'); i > 0 && len(k.kids) == 0 && strings.HasPrefix(k.String(), "t") {
				keys = append(keys, k)
				items = append(items, expression(t, "%s", leaf(t, k.String())))
				continue
			}
		}
		_ = i
		items = append(items, q.aggregate(t))
	}
	if len(keys) == 0 {
		return clause("%s FROM %s%s", listOf("SELECT ", ", ", "", items...), rel, where)
	}
	form := pick(q.r, "", "", "", "ROLLUP (", "CUBE (")
	if strings.Contains(where.String(), "SELECT ") {
		form = "" // Trino takes a column of a query around for a row there
	}
	end := ""
	if form != "" {
		end = ")"
	}
	having := optional(clause(" HAVING %s", pick(q.r, clause("count(*) > 1"), clause("count(*) >= 1"))))
	if q.r.IntN(2) == 0 {
		having.gone = true
	}
	return clause("%s FROM %s%s%s%s", listOf("SELECT ", ", ", "", items...), rel, where, listOf(" GROUP BY "+form, ", ", end, keys...), having)
}

func (q *querier) aggregate(t schema.Type) *node {
	n := q.call(t, 2, "aggregate")
	if n == nil {
		if !orderable(t) {
			return expression(t, "CAST(NULL AS "+sqlType(t)+")")
		}
		n = expression(t, pick(q.r, "max", "min")+"(%s)", q.expr(t, 1))
	}
	n.bare = true
	if q.r.IntN(5) == 0 {
		return bareExpression(t, "%s%s", n, optional(clause(" FILTER (WHERE %s)", q.condition(1))))
	}
	return n
}

// windowed is a window function over an order without equal rows; nil where there is none.
func (q *querier) windowed(t schema.Type) *node {
	n := q.call(t, 2, pick(q.r, "window", "aggregate"))
	var order []string
	without := map[string]bool{}
	for _, c := range q.columns {
		table, name, _ := strings.Cut(c.text, ".")
		if name == "id" {
			order = append(order, c.text)
			without[table] = false
		} else if _, known := without[table]; !known {
			without[table] = true
		}
	}
	for _, missing := range without {
		if missing {
			return nil
		}
	}
	if n == nil || len(order) == 0 {
		return nil
	}
	over := " OVER ("
	if c := pick(q.r, q.columns...); orderable(c.typ) && q.r.IntN(2) == 0 {
		over += "PARTITION BY " + c.text + " "
	}
	over += "ORDER BY " + strings.Join(order, ", ") + pick(q.r, "", " DESC")
	over += pick(q.r, "", "", " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING", " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW", " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING", " RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW", " ROWS 2 PRECEDING") + ")"
	n.bare = true
	return bareExpression(t, "%s"+over, n)
}

// query is a whole query.
func (q *querier) query() *node {
	types := make([]schema.Type, 1+q.r.IntN(4))
	for i := range types {
		types[i] = q.orderable()
	}
	q.columns = nil
	body := q.selecting(types, 2)
	if q.r.IntN(6) == 0 {
		body = clause("(%s) "+pick(q.r, "UNION", "UNION ALL", "INTERSECT", "EXCEPT", "UNION ALL")+" (%s)", body, q.selecting(types, 1))
	}
	if q.r.IntN(3) > 0 {
		return body
	}
	var keys []string
	for i := range types {
		keys = append(keys, fmt.Sprint(i+1)+pick(q.r, "", " DESC", " ASC NULLS FIRST", " DESC NULLS LAST"))
	}
	limit := optional(clause(pick(q.r, " LIMIT 3", " LIMIT 10", " OFFSET 2 LIMIT 5", " FETCH FIRST 4 ROWS WITH TIES")))
	return clause("%s%s", body, optional(clause(" ORDER BY "+strings.Join(keys, ", ")+"%s", limit)))
}
