package analyze

import (
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// prune gathers, for every scan, the conditions that each row it is wanted for meets: top-level conjuncts of WHERE and ON over
// plain stored columns. They go down through subqueries and common tables as far as no row that is left out could have
// mattered: never past a LIMIT, a window function or the side of an outer join that is filled up with NULL.
func prune(n *Node) {
	for _, c := range n.With {
		prune(c.Query)
	}
	switch b := n.Body.(type) {
	case *Nested:
		prune(b.Query)
	case *SetOperation:
		prune(b.Left)
		prune(b.Right)
	case *Select:
		for _, c := range conjuncts(b.Where) {
			pushCondition(b.From, c)
		}
		pruneRelation(b.From)
		pruneSubqueries(b)
	}
}

func pruneRelation(r Relation) {
	switch r := r.(type) {
	case *Derived:
		prune(r.Query)
	case *Recognition:
		pruneRelation(r.Input)
	case *Join:
		for _, c := range conjuncts(r.On) {
			if r.Kind == syntax.InnerJoin || r.Kind == syntax.RightJoin {
				pushCondition(r.Left, c)
			}
			if r.Kind == syntax.InnerJoin || r.Kind == syntax.LeftJoin {
				pushCondition(r.Right, c)
			}
		}
		pruneRelation(r.Left)
		pruneRelation(r.Right)
	}
}

func pruneSubqueries(s *Select) {
	exprs := append([]Expr{s.Where, s.Having}, s.Items...)
	if s.Group != nil {
		exprs = append(append(exprs, s.Group.Keys...), s.Group.Aggregates...)
	}
	for _, x := range exprs {
		if x == nil {
			continue
		}
		contains(x, func(x Expr) bool {
			if q, ok := x.(*Subquery); ok {
				prune(q.Query)
			}
			return false
		})
	}
}

// condition is a conjunct over one column, or a member of it.
type condition struct {
	column *Column
	path   []string
	op     schema.Op
	values []*Literal
	// iso says that the column's text was read as a time first.
	iso bool
	// derived says that DuckDB cannot tell from the statement's own condition.
	derived bool
}

// unzoned takes off the cast that puts a time's zone beside it: the instant is what counts.
func unzoned(x Expr) Expr {
	if c, ok := x.(*Cast); ok && c.Implicit && c.T.Zone == functions.MixedZones && c.X.Type().Kind == schema.TimestampTZ && c.T.Precision >= c.X.Type().Precision {
		return c.X
	}
	return x
}

func pushCondition(r Relation, x Expr) {
	for _, c := range conditions(x) {
		push(r, c)
	}
}

var compareOps = map[string]schema.Op{"=": schema.Eq, "<": schema.Lt, "<=": schema.Le, ">": schema.Gt, ">=": schema.Ge}
var turned = map[schema.Op]schema.Op{schema.Eq: schema.Eq, schema.Lt: schema.Gt, schema.Le: schema.Ge, schema.Gt: schema.Lt, schema.Ge: schema.Le}

// conditions reads a conjunct; what it cannot read it leaves out.
func conditions(x Expr) []condition {
	switch x := x.(type) {
	case *Compare:
		op, ok := compareOps[x.Op]
		if !ok {
			return nil
		}
		if l, isLit := unzoned(x.Right).(*Literal); isLit {
			return onColumn(x.Left, op, l)
		}
		if l, isLit := unzoned(x.Left).(*Literal); isLit {
			return onColumn(x.Right, turned[op], l)
		}
	case *Between:
		low, ok := unzoned(x.Low).(*Literal)
		high, ok2 := unzoned(x.High).(*Literal)
		if ok && ok2 {
			return append(onColumn(x.X, schema.Ge, low), onColumn(x.X, schema.Le, high)...)
		}
	case *In:
		var values []*Literal
		for _, v := range x.List {
			l, ok := unzoned(v).(*Literal)
			if !ok {
				return nil
			}
			if l.Value != nil {
				values = append(values, l)
			}
		}
		if len(values) > 0 {
			return onColumn(x.X, schema.In, values...)
		}
	case *IsNull:
		return onColumn(x.X, schema.IsNull)
	case *Like:
		return prefixed(x)
	case *Not:
		if n, ok := x.X.(*IsNull); ok {
			return onColumn(n.X, schema.NotNull)
		}
	}
	return nil
}

func onColumn(x Expr, op schema.Op, values ...*Literal) []condition {
	for _, v := range values {
		if v.Value == nil {
			return nil
		}
	}
	whole := x
	c := condition{op: op, values: values}
	x = plain(x)
	if call, ok := x.(*Call); ok && call.Function.Name == "from_iso8601_timestamp" {
		x, c.iso = plain(call.Args[0]), true
	}
	for {
		switch y := x.(type) {
		case *Member:
			c.path = append([]string{y.X.Type().Fields[y.Index].Name}, c.path...)
			x = y.X
			continue
		case *Ref:
			c.column = y.Column
			return []condition{c}
		}
		return derived(whole, op, values)
	}
}

// plain takes off the casts that change no value.
func plain(x Expr) Expr {
	for {
		c, ok := x.(*Cast)
		if !ok || !c.Implicit {
			return x
		}
		from, to := c.X.Type().Kind, c.T.Kind
		if from != to && !(from == schema.Timestamp && to == schema.TimestampTZ) && !(whole[from] && whole[to]) {
			return x
		}
		x = c.X
	}
}

// push takes a condition down to the scan that its column comes from.
func push(r Relation, c condition) {
	switch r := r.(type) {
	case *ScanRelation:
		for _, col := range r.Columns {
			if col == c.column {
				r.Scan.where(c)
			}
		}
	case *Join:
		if r.Kind != syntax.RightJoin && r.Kind != syntax.FullJoin {
			push(r.Left, c)
		}
		if r.Kind != syntax.LeftJoin && r.Kind != syntax.FullJoin {
			push(r.Right, c)
		}
	case *Recognition: // a condition on a key leaves whole partitions out
		if x := r.key(c.column); x != nil {
			for _, inner := range onColumn(x, c.op, c.values...) {
				inner.path = append(inner.path[:len(inner.path):len(inner.path)], c.path...)
				inner.iso, inner.derived = inner.iso || c.iso, inner.derived || c.derived
				push(r.Input, inner)
			}
		}
	case *Derived:
		if r.Sample == 0 {
			pushColumns(r.Columns, r.Query, c)
		}
	case *CTERelation:
		if r.CTE.refs == 1 && !r.CTE.Recursive {
			pushColumns(r.Columns, r.CTE.Query, c)
		}
	}
}

func pushColumns(columns []*Column, q *Node, c condition) {
	for i, col := range columns {
		if col == c.column {
			pushQuery(q, i, c)
		}
	}
}

func pushQuery(q *Node, i int, c condition) {
	if q.Limit != nil || q.Offset != nil {
		return
	}
	switch b := q.Body.(type) {
	case *Nested:
		pushQuery(b.Query, i, c)
	case *SetOperation:
		if b.Op == syntax.Union {
			pushQuery(b.Left, i, c)
			pushQuery(b.Right, i, c)
		}
	case *Select:
		if hasWindow(b) {
			return
		}
		for _, inner := range onColumn(b.Items[i], c.op, c.values...) {
			inner.path = append(inner.path[:len(inner.path):len(inner.path)], c.path...)
			inner.iso, inner.derived = inner.iso || c.iso, inner.derived || c.derived
			if b.Group != nil {
				pushGroup(b, inner)
				continue
			}
			push(b.From, inner)
		}
	}
}

// pushGroup: a condition on a key leaves whole groups out.
func pushGroup(b *Select, c condition) {
	if b.Group.Sets != nil {
		return
	}
	for i, k := range b.Group.KeyColumns {
		if k != c.column {
			continue
		}
		for _, inner := range onColumn(b.Group.Keys[i], c.op, c.values...) {
			inner.path = append(inner.path[:len(inner.path):len(inner.path)], c.path...)
			push(b.From, inner)
		}
	}
}

func hasWindow(s *Select) bool {
	isWindow := func(x Expr) bool { _, ok := x.(*Window); return ok }
	for _, x := range s.Items {
		if contains(x, isWindow) {
			return true
		}
	}
	for _, k := range s.Order {
		if contains(k.X, isWindow) {
			return true
		}
	}
	return false
}

// where adds a condition on a declared column as a predicate on the stored one, as far as the one says anything about the
// other.
func (s *Scan) where(c condition) {
	src := c.column.Source
	if src.From == "" {
		return
	}
	name, stored, declared := src.From, src.Stored, src.Type
	for _, m := range c.path {
		i, j := memberIndex(stored, m), memberIndex(declared, m)
		if i < 0 || j < 0 {
			return
		}
		name += "." + stored.Fields[i].Name
		stored, declared = stored.Fields[i].Type, declared.Fields[j].Type
	}
	for _, p := range predicates(c, stored, declared) {
		p.Column = name
		s.Where = append(s.Where, p)
		if len(p.Values) > 0 && stored.Kind == schema.Timestamp && (c.derived || declared.Kind != schema.Timestamp) && len(c.path) == 0 {
			s.Bounds = append(s.Bounds, p)
		}
	}
}

func memberIndex(t schema.Type, name string) int {
	if t.Kind == schema.Row {
		for i, f := range t.Fields {
			if strings.EqualFold(f.Name, name) {
				return i
			}
		}
	}
	return -1
}
