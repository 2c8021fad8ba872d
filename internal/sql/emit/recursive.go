package emit

import (
	"fmt"
	"strings"

	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// maxRecursion is how often Trino repeats the step of a recursive query, unless the session says otherwise.
const maxRecursion = 10

// recursive writes a recursive query as Trino runs it: the anchor, ten steps, and a failure where the eleventh gives a row.
// DuckDB's own recursion ends when there are no more rows, or never.
func (e *emitter) recursive(c *analyze.CTE) string {
	if e.recursions++; e.recursions > 2 { // each is written out a dozen times
		panic(failure{&syntax.Error{Code: syntax.NotSupported, Msg: "recursive queries that are nested this deep are not in Tarn yet"}})
	}
	defer func() { e.recursions-- }()
	union := c.Query.Body.(*analyze.SetOperation)
	columns := names(c.Columns)
	var b strings.Builder
	all := make([]string, maxRecursion+1)
	for i := range all {
		part := union.Right
		if i == 0 {
			part = union.Left
		}
		text := e.node(part)
		e.ctes[c] = fmt.Sprintf("w%d_%d", c.ID, i)
		fmt.Fprintf(&b, "%s(%s) AS MATERIALIZED (%s), ", e.ctes[c], columns, text)
		all[i] = "SELECT * FROM " + e.ctes[c]
	}
	more := e.node(union.Right)
	kind := " UNION "
	if union.All {
		kind = " UNION ALL "
	}
	delete(e.ctes, c)
	fmt.Fprintf(&b, "w%d(%s) AS MATERIALIZED (SELECT * FROM (%s) WHERE (SELECT CASE WHEN count(*) > 0 THEN error('NOT_SUPPORTED: Recursion depth limit exceeded (%d). Use ''max_recursion_depth'' session property to modify the limit.') ELSE TRUE END FROM (%s)))",
		c.ID, columns, strings.Join(all, kind), maxRecursion, more)
	return e.sized(syntax.Span{}, b.String())
}
