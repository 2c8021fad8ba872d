package emit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// node writes a query. Its columns go by position: whoever uses it names them.
func (e *emitter) node(n *analyze.Node) string {
	var b strings.Builder
	for i, c := range n.With {
		if i == 0 {
			b.WriteString("WITH ")
		} else {
			b.WriteString(", ")
		}
		if c.Recursive {
			b.WriteString(e.recursive(c))
			continue
		}
		fmt.Fprintf(&b, "w%d(%s) AS (%s)", c.ID, names(c.Columns), e.node(c.Query))
	}
	if n.With != nil {
		b.WriteByte(' ')
	}
	b.WriteString(e.body(n))
	return b.String()
}

func (e *emitter) body(n *analyze.Node) string {
	if s, ok := n.Body.(*analyze.Select); ok {
		return e.selectBody(n, s)
	}
	var text string
	switch body := n.Body.(type) {
	case *analyze.Nested:
		text = "(" + e.node(body.Query) + ")"
	case *analyze.Values:
		rows := make([]string, len(body.Rows))
		for i, r := range body.Rows {
			rows[i] = "(" + e.list(r) + ")"
		}
		text = "VALUES " + strings.Join(rows, ", ")
	case *analyze.SetOperation:
		all := ""
		if body.All {
			all = " ALL"
		}
		left, right := e.node(body.Left), e.node(body.Right)
		if (!body.All || body.Op != syntax.Union) && slices.ContainsFunc(n.Columns, func(c *analyze.Column) bool { return functions.HasMixedZones(c.T) }) {
			text = e.setOfInstants(body, left, right, n.Columns)
			break
		}
		if !body.All {
			left, right = e.canonicalRows(left, body.Left.Columns), e.canonicalRows(right, body.Right.Columns)
		}
		text = "(" + left + ") " + string(body.Op) + all + " (" + right + ")"
	}
	if n.Order == nil && !n.Ties {
		return text + e.limits(n) // whoever uses the query names its columns
	}
	alias := fmt.Sprintf("o%d", n.Columns[0].ID)
	e.bind(alias, n.Columns)
	items := make([]string, len(n.Columns))
	for i, c := range n.Columns {
		items[i] = e.columns[c]
	}
	from := "(" + text + ") AS " + alias + "(" + names(n.Columns) + ")"
	return e.finish(n, items, from, "", n.Order, false)
}

// setOfInstants is a set operation of rows with times whose zones differ: rows are the same where their instants are, and the first is taken. Each row
// of the left is told its number among its like, and how many the right has of them.
func (e *emitter) setOfInstants(s *analyze.SetOperation, left, right string, columns []*analyze.Column) string {
	keys := make([]string, len(columns))
	for i, c := range columns {
		keys[i] = e.canonical(functions.Instants(e.param, name(c), c.T), functions.WithoutZones(c.T))
	}
	by, list := strings.Join(keys, ", "), names(columns)
	wanted := "n = 1 AND m > 0"
	switch {
	case s.Op == syntax.Union:
		return "SELECT DISTINCT ON (" + by + ") * FROM ((" + left + ") UNION ALL (" + right + ")) AS u(" + list + ")"
	case s.Op == syntax.Intersect && s.All:
		wanted = "n <= m"
	case s.Op == syntax.Except && s.All:
		wanted = "n > m"
	case s.Op == syntax.Except:
		wanted = "n = 1 AND m = 0"
	}
	return fmt.Sprintf("SELECT %[1]s FROM (SELECT *, row_number() OVER (PARTITION BY %[2]s, side) AS n, count(*) FILTER (WHERE side = 2) OVER (PARTITION BY %[2]s) AS m"+
		" FROM (SELECT *, 1 AS side FROM (%[3]s) AS l(%[1]s) UNION ALL SELECT *, 2 FROM (%[4]s) AS r(%[1]s)) AS u) AS s WHERE side = 1 AND %[5]s", list, by, left, right, wanted)
}

// canonicalRows writes a query so that its equal rows are equal to DuckDB.
func (e *emitter) canonicalRows(text string, columns []*analyze.Column) string {
	if !slices.ContainsFunc(columns, func(c *analyze.Column) bool { return hasMap(c.T) }) {
		return text
	}
	items := make([]string, len(columns))
	for i, c := range columns {
		items[i] = e.canonical(name(c), c.T)
	}
	return "SELECT " + strings.Join(items, ", ") + " FROM (" + text + ") AS t(" + names(columns) + ")"
}

func (e *emitter) selectBody(n *analyze.Node, s *analyze.Select) string {
	from := ""
	if s.From != nil {
		from = e.relation(s.From)
	}
	where := ""
	if s.Where != nil {
		where = e.expr(s.Where)
	}
	if s.Group != nil {
		from, where = e.group(s.Group, from, where), ""
		if s.Having != nil {
			where = e.expr(s.Having)
		}
	}
	items := make([]string, len(s.Items))
	for i, x := range s.Items {
		items[i] = e.expr(x)
		if s.Distinct {
			items[i] = e.canonical(items[i], x.Type())
		}
	}
	return e.finish(n, items, from, where, s.Order, s.Distinct)
}

// finish writes SELECT items FROM from WHERE where with the node's order and limits. Order keys that are items go by number.
func (e *emitter) finish(n *analyze.Node, items []string, from, where string, order []analyze.SortKey, distinct bool) string {
	var b strings.Builder
	b.WriteString("SELECT ")
	on := ""
	if distinct {
		if on = e.distinctOn(n.Columns); on == "" {
			b.WriteString("DISTINCT ")
		}
	}
	for i, item := range items {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(item + " AS " + name(n.Columns[i]))
	}
	var ranked []string
	if n.Ties && !distinct { // a key may be a window function, which has no place in another one's order
		for i, k := range order {
			fmt.Fprintf(&b, ", %s AS key%d", e.guarded(e.orderText(k), k.X.Type(), k.NullsFirst), i)
			ranked = append(ranked, fmt.Sprintf("key%d %s", i, direction(k)))
		}
	}
	if from != "" {
		b.WriteString(" FROM " + from)
	}
	if where != "" {
		b.WriteString(" WHERE " + where)
	}
	if on != "" { // what may fail is not to be asked for twice
		text := e.sized(syntax.Span{}, b.String())
		b.Reset()
		b.WriteString("SELECT DISTINCT " + on + "* FROM (" + text + ") AS d")
	}
	if n.Ties {
		text := b.String()
		by := "ORDER BY " + strings.Join(ranked, ", ")
		if distinct { // one row of each, then the ranks
			by = e.orderNames(order, items, n.Columns)
		}
		text = "SELECT *" + e.ties(by) + " FROM (" + text + ")"
		text = "SELECT " + names(n.Columns) + " FROM (" + text + ") WHERE tie <= " + e.expr(n.Limit)
		if n.Offset != nil {
			text += " + " + e.expr(n.Offset) + " AND place > " + e.expr(n.Offset)
		}
		return e.sized(syntax.Span{}, text+" ORDER BY place")
	}
	if distinct && slices.ContainsFunc(order, func(k analyze.SortKey) bool { return !plainKey(k) }) { // a key that is no column is of another query
		text := e.sized(syntax.Span{}, b.String())
		b.Reset()
		fmt.Fprintf(&b, "SELECT * FROM (%s) AS d %s", text, e.orderTexts(order, e.columnTexts(order, items, n.Columns), nil))
	} else if order != nil {
		b.WriteString(" " + e.orderBy(order, items))
	}
	b.WriteString(e.limits(n))
	return e.sized(syntax.Span{}, b.String())
}

// ties writes what WITH TIES is decided by: each row's rank and place.
func (e *emitter) ties(order string) string {
	return ", rank() OVER (" + order + ") AS tie, row_number() OVER (" + order + ") AS place"
}

// columnTexts are the names of the columns that are keys.
func (e *emitter) columnTexts(keys []analyze.SortKey, items []string, columns []*analyze.Column) []string {
	texts := make([]string, len(keys))
	for i, k := range keys {
		text, t := e.order(k.X), k.X.Type()
		if functions.HasMixedZones(t) {
			text = e.expr(k.X)
		}
		for j, item := range items {
			if alike(item, text) {
				texts[i] = functions.Instants(e.param, name(columns[j]), t)
				break
			}
		}
	}
	return texts
}

// distinctOn: times whose zones differ are the same when their instants are.
func (e *emitter) distinctOn(columns []*analyze.Column) string {
	parts := make([]string, len(columns))
	some := false
	for i, c := range columns {
		parts[i] = name(c)
		if functions.HasMixedZones(c.T) {
			parts[i], some = functions.Instants(e.param, parts[i], c.T), true
		}
	}
	if !some {
		return ""
	}
	return "ON (" + strings.Join(parts, ", ") + ") "
}

func (e *emitter) limits(n *analyze.Node) string {
	text := ""
	if n.Limit != nil {
		text += " LIMIT " + e.expr(n.Limit)
	}
	if n.Offset != nil {
		text += " OFFSET " + e.expr(n.Offset)
	}
	return text
}

func direction(k analyze.SortKey) string {
	d, nulls := "ASC", "NULLS LAST"
	if k.Desc != (k.NullsFirst && functions.IsFloat(k.X.Type())) { // sortKey has turned those round
		d = "DESC"
	}
	if k.NullsFirst {
		nulls = "NULLS FIRST"
	}
	return d + " " + nulls
}

// group writes the aggregation as a relation of keys and aggregates.
func (e *emitter) group(g *analyze.Group, from, where string) string {
	var items []string
	keys := make([]string, len(g.Keys))
	mixed := map[int]string{}
	for i, k := range g.Keys {
		keys[i] = e.canonical(e.expr(k), k.Type())
		if functions.HasMixedZones(k.Type()) {
			mixed[i] = e.canonical(e.order(k), functions.WithoutZones(k.Type()))
			item := "first(" + keys[i] + ")"
			if g.Sets != nil {
				item = "(CASE WHEN grouping(" + mixed[i] + ") = 0 THEN " + item + " END)"
			}
			items = append(items, item+" AS "+name(g.KeyColumns[i]))
			continue
		}
		items = append(items, keys[i]+" AS "+name(g.KeyColumns[i]))
	}
	wanted := e.wanted
	e.wanted = wantedRows(g)
	defer func() { e.wanted = wanted }()
	for i, x := range g.Aggregates {
		items = append(items, e.aggregated(x, keys, g)+" AS "+name(g.AggColumns[i]))
	}
	if len(items) == 0 {
		items = []string{"count(*) AS n"}
	}
	var b strings.Builder
	b.WriteString("(SELECT " + strings.Join(items, ", "))
	if from != "" {
		b.WriteString(" FROM " + from)
	}
	if where != "" {
		b.WriteString(" WHERE " + where)
	}
	switch {
	case g.Sets != nil:
		sets := make([]string, len(g.Sets))
		for i, s := range g.Sets {
			sets[i] = "(" + numbers(s, mixed) + ")"
		}
		b.WriteString(" GROUP BY GROUPING SETS (" + strings.Join(sets, ", ") + ")")
	case len(g.Keys) > 0:
		all := make([]int, len(g.Keys))
		for i := range all {
			all[i] = i
		}
		b.WriteString(" GROUP BY " + numbers(all, mixed))
	}
	alias := "g"
	if len(g.KeyColumns) > 0 {
		alias += fmt.Sprint(g.KeyColumns[0].ID)
	} else if len(g.AggColumns) > 0 {
		alias += fmt.Sprint(g.AggColumns[0].ID)
	}
	e.bind(alias, g.KeyColumns)
	e.bind(alias, g.AggColumns)
	b.WriteString(") AS " + alias)
	return e.sized(syntax.Span{}, b.String())
}

// numbers writes a grouping set as positions in the SELECT list, or as the instants of times whose zones differ, each once.
func numbers(set []int, mixed map[int]string) string {
	var parts []string
	seen := map[int]bool{}
	for _, i := range set {
		if !seen[i] {
			seen[i] = true
			parts = append(parts, cmp.Or(mixed[i], fmt.Sprint(i+1)))
		}
	}
	return strings.Join(parts, ", ")
}

func (e *emitter) aggregated(x analyze.Expr, keys []string, g *analyze.Group) string {
	switch x := x.(type) {
	case *analyze.Grouping:
		args := make([]string, len(x.Args))
		for i, a := range x.Args {
			args[i] = e.expr(a)
		}
		if g.Sets == nil {
			return "CAST(0 AS INTEGER)"
		}
		return "CAST(grouping(" + strings.Join(args, ", ") + ") AS INTEGER)"
	case *analyze.Aggregate:
		return e.aggregate(x)
	}
	return e.expr(x)
}

// relation writes a FROM item and makes its columns known.
func (e *emitter) relation(r analyze.Relation) string {
	switch r := r.(type) {
	case *analyze.ScanRelation:
		return e.scanRelation(r)
	case *analyze.Derived:
		text := e.node(r.Query)
		alias := fmt.Sprintf("t%d", r.ID)
		e.bind(alias, r.Columns)
		return "(" + text + ") AS " + alias + "(" + names(r.Columns) + ")" + sample(r.Method, r.Sample)
	case *analyze.CTERelation:
		alias := fmt.Sprintf("t%d", r.ID)
		e.bind(alias, r.Columns)
		table := e.ctes[r.CTE]
		if table == "" {
			table = fmt.Sprintf("w%d", r.CTE.ID)
		}
		return table + " AS " + alias + "(" + names(r.Columns) + ")"
	case *analyze.Sequence:
		alias := fmt.Sprintf("t%d", r.ID)
		e.bind(alias, r.Columns)
		if r.Computed != nil {
			return e.computedSequence(r) + " AS " + alias + "(" + names(r.Columns) + ")"
		}
		return fmt.Sprintf("generate_series(CAST('%d' AS BIGINT), CAST('%d' AS BIGINT), CAST('%d' AS BIGINT)) AS %s(%s)", r.Start, r.Stop, r.Step, alias, names(r.Columns))
	case *analyze.Unnest:
		return e.unnest(r)
	case *analyze.Recognition:
		return e.recognition(r)
	case *analyze.Join:
		return e.join(r)
	}
	return ""
}

// computedSequence is a sequence of numbers that only DuckDB knows.
func (e *emitter) computedSequence(r *analyze.Sequence) string {
	t := r.Columns[0].T
	fail := func(text string) string { return e.failing(text, schema.ArrayOf(t), syntax.Span{}) }
	check := ""
	for i, name := range []string{"Start", "Stop", "Step"} {
		check += fmt.Sprintf(" WHEN %c IS NULL THEN %s", 'a'+i, fail("'INVALID_FUNCTION_ARGUMENT: "+name+" is null'"))
	}
	span := "'INVALID_FUNCTION_ARGUMENT: Step must be %s for sequence [' || a || ', ' || b || ']'"
	return fmt.Sprintf("(SELECT unnest(CASE%s WHEN b > a AND c <= 0 THEN %s WHEN b < a AND c >= 0 THEN %s WHEN a = b THEN [a] ELSE generate_series(a, b, c) END) FROM (SELECT %s AS a, %s AS b, %s AS c) AS s)",
		check, fail(fmt.Sprintf(span, "positive")), fail(fmt.Sprintf(span, "negative")), e.expr(r.Computed[0]), e.expr(r.Computed[1]), e.expr(r.Computed[2]))
}

func sample(method string, pct float64) string {
	if method == "" {
		return ""
	}
	return fmt.Sprintf(" TABLESAMPLE %s(%g%%)", strings.ToLower(method), pct)
}

func (e *emitter) scanRelation(r *analyze.ScanRelation) string {
	text, err := e.scan(r.Scan)
	if err != nil {
		panic(failure{err})
	}
	alias := fmt.Sprintf("t%d", r.ID)
	for _, c := range r.Columns {
		e.columns[c] = alias
	}
	return e.bounded(text, r.Scan) + " AS " + alias + sample(r.Method, r.Sample)
}

// bounded puts the bounds of a stored time where they leave row groups out.
func (e *emitter) bounded(text string, s *analyze.Scan) string {
	ops := map[schema.Op]string{schema.Eq: "=", schema.Lt: "<", schema.Le: "<=", schema.Gt: ">", schema.Ge: ">="}
	var conds []string
	for _, p := range s.Bounds {
		t, ok := p.Values[0].(time.Time)
		if op := ops[p.Op]; ok && op != "" && t.Year() > 0 && t.Year() < 10000 {
			conds = append(conds, functions.Quote(p.Column)+" "+op+" TIMESTAMP '"+t.Format("2006-01-02 15:04:05.999999")+"'")
		}
	}
	if conds == nil {
		return text
	}
	return "(SELECT * FROM " + text + " WHERE " + strings.Join(conds, " AND ") + ")"
}

func (e *emitter) join(j *analyze.Join) string {
	left := e.relation(j.Left)
	if j.On != nil && j.Kind != syntax.InnerJoin {
		left += e.bindSubqueries(j.On)
	}
	right := e.relation(j.Right)
	lateral := "LATERAL "
	switch j.Kind {
	case syntax.RightJoin, syntax.FullJoin:
		lateral = "" // nothing on the right uses the left there
	}
	switch r := j.Right.(type) {
	case *analyze.Unnest:
		right = lateral + right
	case *analyze.Derived:
		if r.Lateral {
			right = lateral + right
		}
	}
	if j.On == nil {
		return "(" + left + " CROSS JOIN " + right + ")"
	}
	return "(" + left + " " + string(j.Kind) + " JOIN " + right + " ON " + e.expr(j.On) + ")"
}

// unnest: all arrays side by side, the shorter ones filled up with NULL, then rows taken apart.
func (e *emitter) unnest(u *analyze.Unnest) string {
	var inner, outer, lengths []string
	for i, x := range u.Exprs {
		text := e.expr(x)
		t := x.Type()
		elem := fmt.Sprintf("u%d", i)
		if t.Kind == schema.Map {
			text = "map_entries(" + text + ")"
		}
		lengths = append(lengths, "coalesce(len("+text+"), 0)")
		inner = append(inner, "unnest("+text+") AS "+elem)
		switch {
		case t.Kind == schema.Map:
			outer = append(outer, "struct_extract_at(u."+elem+", 1)", "struct_extract_at(u."+elem+", 2)")
		case t.Elem.Kind == schema.Row && !u.Whole:
			for j := range t.Elem.Fields {
				outer = append(outer, fmt.Sprintf("struct_extract_at(u.%s, %d)", elem, j+1))
			}
		default:
			outer = append(outer, "u."+elem)
		}
	}
	if u.Ordinality {
		longest := lengths[0]
		if len(lengths) > 1 {
			longest = "greatest(" + strings.Join(lengths, ", ") + ")"
		}
		inner = append(inner, "unnest(range(1, "+longest+" + 1)) AS n")
		outer = append(outer, "u.n")
	}
	alias := fmt.Sprintf("t%d", u.ID)
	e.bind(alias, u.Columns)
	return "(SELECT " + strings.Join(outer, ", ") + " FROM (SELECT " + strings.Join(inner, ", ") + ") AS u) AS " + alias + "(" + names(u.Columns) + ")"
}
