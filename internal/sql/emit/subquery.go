package emit

import (
	"fmt"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
)

func (e *emitter) subquery(x *analyze.Subquery) string {
	if text := e.beside[x]; text != "" {
		return text
	}
	// What is written within must not change what the columns around are called.
	e.inner++
	text := "(" + e.node(x.Query) + ")"
	e.inner--
	if x.X != nil && functions.HasMixedZones(x.X.Type()) {
		text = "(SELECT " + functions.Instants(e.param, "x", x.X.Type()) + " FROM " + text + " AS t(x))"
	}
	switch x.Kind {
	case analyze.ExistsQuery:
		return "EXISTS " + text
	case analyze.InQuery:
		return e.inQuery(x, text)
	case analyze.QuantifiedQuery:
		switch t := x.X.Type(); {
		case x.Op == "=" && !x.All:
			return e.inQuery(x, text)
		case x.Op == "<>" && x.All:
			not := *x
			not.Strict = false // as of NOT IN
			return "(NOT " + e.inQuery(&not, text) + ")"
		case functions.IsFloat(t), functions.Nested(t) && x.Op != "=" && x.Op != "<>":
			return e.boundedBy(x, text)
		}
		if l, ok := x.X.(*analyze.Literal); !ok || l.Value == nil {
			if x.Op == "=" && x.All {
				return e.equalsAll(x, text)
			}
			if x.Op == "<>" && !x.All {
				return "(NOT " + e.equalsAll(x, text) + ")"
			}
		}
		q := "ANY"
		if x.All {
			q = "ALL"
		}
		return "(" + e.order(x.X) + " " + x.Op + " " + q + " " + text + ")"
	}
	return text
}

// inQuery writes x IN (query). In a condition of WHERE, NaN, and an array or a row with a NULL in it, are in no query.
func (e *emitter) inQuery(x *analyze.Subquery, query string) string {
	t := x.X.Type()
	value := e.order(x.X)
	if hasMap(t) {
		value = e.canonical(value, t)
		query = "(SELECT " + e.canonical("x", t) + " FROM " + query + " AS t(x))"
	}
	in := "(" + value + " IN " + query + ")"
	if !x.Strict {
		return in
	}
	if functions.IsFloat(t) {
		in += " AND isnan(" + value + ") IS NOT TRUE"
	}
	if holds := functions.NullWithin(e.param, value, t); holds != "" {
		in += " AND (" + holds + ") IS NOT TRUE"
	}
	return "(" + in + ")"
}

// extremes are the least and the greatest value of v, as Trino's aggregates find them.
func (e *emitter) extremes(v string, t schema.Type) (least, greatest string) {
	switch {
	case functions.Nested(t) && !hasMap(t):
		inner := e.inner
		e.inner = 0 // the keys are in a list of the query's own rows
		defer func() { e.inner = inner }()
		return e.comparer().Extreme(v, t, "min"), e.comparer().Extreme(v, t, "max")
	case functions.IsFloat(t):
		return "min(" + v + ")", "coalesce(max(nullif(" + v + ", CAST('nan' AS DOUBLE))), max(" + v + "))"
	}
	return "min(" + v + ")", "max(" + v + ")"
}

// equalsAll is x = ALL (query) as Trino plans it: of different values in the query, none is equal to all of them, even if x
// is NULL.
func (e *emitter) equalsAll(x *analyze.Subquery, query string) string {
	t := x.X.Type()
	alias := fmt.Sprintf("q%d", x.Query.Columns[0].ID)
	least, greatest := e.extremes(alias+".v", t)
	e.inner++ // aggregates and the value from around stay outside of lambdas
	defer func() { e.inner-- }()
	return fmt.Sprintf("(SELECT CASE WHEN count(*) = 0 THEN TRUE ELSE %[2]s AND %[3]s AND CASE WHEN count(*) = count(%[1]s.v) THEN TRUE END END FROM %[4]s AS %[1]s(v))",
		alias, e.compared("=", least, greatest, t, false, false), e.compared("=", e.order(x.X), greatest, t, plainNumber(x.X), false), query)
}

// boundedBy is x op ALL|ANY (query) of floating-point numbers, arrays and rows as Trino plans it: only the query's extreme counts, which NaN is not.
func (e *emitter) boundedBy(x *analyze.Subquery, query string) string {
	t := x.X.Type()
	switch {
	case x.Op == "=":
		return e.equalsAll(x, query)
	case x.Op == "<>":
		return "(NOT " + e.equalsAll(x, query) + ")"
	}
	alias := fmt.Sprintf("q%d", x.Query.Columns[0].ID)
	bound, greatest := e.extremes(alias+".v", t)
	e.inner++ // as in equalsAll
	defer func() { e.inner-- }()
	if (x.Op[0] == '>') == x.All {
		bound = greatest
	}
	empty, join, whole := "FALSE", "OR", "FALSE"
	if x.All {
		empty, join, whole = "TRUE", "AND", "TRUE"
	}
	return fmt.Sprintf("(SELECT CASE WHEN count(*) = 0 THEN %[2]s ELSE %[3]s %[4]s CASE WHEN count(*) = count(%[1]s.v) THEN %[5]s END END FROM %[6]s AS %[1]s(v))",
		alias, empty, e.compared(x.Op, e.order(x.X), bound, t, plainNumber(x.X), false), join, whole, query)
}

// bindSubqueries writes the subqueries of an outer join's condition that look at no more than its left side beside that: DuckDB takes none
// in the condition itself. Only the left side's columns are known yet.
func (e *emitter) bindSubqueries(on analyze.Expr) string {
	text := ""
	analyze.Each(on, func(x analyze.Expr) {
		q, ok := x.(*analyze.Subquery)
		if !ok || q.Correlated() {
			return
		}
		lateral := ""
		if q.X != nil {
			lateral = "LATERAL "
			known := true
			analyze.Each(q.X, func(x analyze.Expr) {
				if r, ok := x.(*analyze.Ref); ok {
					known = known && e.columns[r.Column] != ""
				}
			})
			if !known {
				return
			}
		}
		alias := fmt.Sprintf("s%d", q.Query.Columns[0].ID)
		text += " CROSS JOIN " + lateral + "(SELECT " + e.subquery(q) + " AS v) AS " + alias
		e.beside[q] = alias + ".v"
	})
	return text
}
