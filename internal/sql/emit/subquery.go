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
	text := "(" + e.node(x.Query) + ")"
	if x.X != nil && x.X.Type().Zone == functions.MixedZones {
		text = "(SELECT " + functions.InstantOf("x", functions.MixedZones) + " FROM " + text + " AS t(x))"
	}
	switch x.Kind {
	case analyze.ExistsQuery:
		return "EXISTS " + text
	case analyze.InQuery:
		if t := x.X.Type(); t.Kind == schema.Double || t.Kind == schema.Real { // NaN is in no set
			text = fmt.Sprintf("(SELECT x FROM %s AS t(x) WHERE isnan(x) IS NOT TRUE)", text)
		}
		in := "(" + e.order(x.X) + " IN " + text + ")"
		if x.Strict {
			for i := range x.X.Type().Fields {
				in += fmt.Sprintf(" AND struct_extract_at(%s, %d) IS NOT NULL", e.expr(x.X), i+1)
			}
			in = "(" + in + ")"
		}
		return in
	case analyze.QuantifiedQuery:
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

// equalsAll is x = ALL (query) as Trino plans it: of different values in the query, none is equal to all of them, even if x
// is NULL.
func (e *emitter) equalsAll(x *analyze.Subquery, query string) string {
	alias := fmt.Sprintf("q%d", x.Query.Columns[0].ID)
	return fmt.Sprintf("(SELECT CASE WHEN count(*) = 0 THEN TRUE ELSE min(%[1]s.v) = max(%[1]s.v) AND %[2]s = max(%[1]s.v) AND CASE WHEN count(*) = count(%[1]s.v) THEN TRUE END END FROM %[3]s AS %[1]s(v))",
		alias, e.order(x.X), query)
}

// bindScalars writes the scalar subqueries of an outer join's condition beside its left side: DuckDB takes none in the
// condition itself.
func (e *emitter) bindScalars(on analyze.Expr) string {
	text := ""
	analyze.Each(on, func(x analyze.Expr) {
		q, ok := x.(*analyze.Subquery)
		if !ok || q.Kind != analyze.ScalarQuery || q.Correlated() {
			return
		}
		alias := fmt.Sprintf("s%d", q.Query.Columns[0].ID)
		text += " CROSS JOIN (SELECT " + e.subquery(q) + " AS v) AS " + alias
		e.beside[q] = alias + ".v"
	})
	return text
}
