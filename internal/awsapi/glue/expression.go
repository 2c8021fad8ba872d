package glue

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/sql/syntax"
)

// condition is a partition expression, as GetPartitions takes it: comparisons of partition keys with constants, IN, BETWEEN, LIKE
// and IS NULL, joined by AND, OR and NOT.
// https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html#Glue-GetPartitions-request-Expression
type condition func(values []string) truth

// truth is what SQL's conditions are; unknown is that of a comparison with NULL.
type truth int8

const (
	no truth = iota - 1
	unknown
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// parseCondition reads an expression over a table's partition keys. An empty one takes all partitions.
func parseCondition(text string, t catalog.Table) (condition, error) {
	if strings.TrimSpace(text) == "" {
		return func([]string) truth { return yes }, nil
	}
	stmt, err := syntax.Parse("SELECT " + text)
	if err != nil {
		return nil, invalid("Unsupported expression '%s': %v", text, err)
	}
	q, _ := stmt.(*syntax.Query)
	var item *syntax.SelectExpr
	if q != nil && q.With == nil && q.OrderBy == nil && q.Limit == nil && q.Offset == nil {
		if sel, ok := q.Body.(*syntax.Select); ok && !sel.Distinct && len(sel.Items) == 1 && sel.From == nil && sel.Where == nil && sel.GroupBy == nil && sel.Having == nil && sel.Windows == nil {
			item, _ = sel.Items[0].(*syntax.SelectExpr)
		}
	}
	if item == nil || item.Alias != nil {
		return nil, invalid("Unsupported expression '%s'", text)
	}
	c, err := partitionReader{t.PartitionKeys}.condition(item.X)
	if err != nil {
		return nil, invalid("Unsupported expression '%s': %v", text, err)
	}
	return c, nil
}

type partitionReader struct{ keys []catalog.Column }

func (r partitionReader) condition(x syntax.Expr) (condition, error) {
	switch x := x.(type) {
	case *syntax.Logic:
		return r.logic(x)
	case *syntax.Not:
		inner, err := r.condition(x.X)
		return func(v []string) truth { return -inner(v) }, err
	case *syntax.Compare:
		return r.compare(x)
	case *syntax.Between:
		low, err := r.compared(x.X, ">=", x.Low)
		if err != nil {
			return nil, err
		}
		high, err := r.compared(x.X, "<=", x.High)
		return negated(x.Not, func(v []string) truth { return min(low(v), high(v)) }), err
	case *syntax.InList:
		var all []condition
		for _, item := range x.List {
			c, err := r.compared(x.X, "=", item)
			if err != nil {
				return nil, err
			}
			all = append(all, c)
		}
		return negated(x.Not, func(v []string) truth {
			t := no
			for _, c := range all {
				t = max(t, c(v))
			}
			return t
		}), nil
	case *syntax.Like:
		return r.like(x)
	case *syntax.IsNull:
		i, err := r.key(x.X)
		return negated(x.Not, func(v []string) truth { return truthOf(v[i] == catalog.HiveNull) }), err
	}
	return nil, fmt.Errorf("a condition compares partition keys with constants")
}

func negated(not bool, c condition) condition {
	if !not {
		return c
	}
	return func(v []string) truth { return -c(v) }
}

func (r partitionReader) logic(x *syntax.Logic) (condition, error) {
	var all []condition
	for _, term := range x.Terms {
		c, err := r.condition(term)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return func(v []string) truth {
		t := all[0](v)
		for _, c := range all[1:] {
			if x.And {
				t = min(t, c(v))
			} else {
				t = max(t, c(v))
			}
		}
		return t
	}, nil
}

var turned = map[string]string{"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

func (r partitionReader) compare(x *syntax.Compare) (condition, error) {
	if _, err := r.key(x.Left); err == nil {
		return r.compared(x.Left, x.Op, x.Right)
	}
	return r.compared(x.Right, turned[x.Op], x.Left)
}

// key is the place of a partition key among them.
func (r partitionReader) key(x syntax.Expr) (int, error) {
	id, ok := x.(*syntax.Ident)
	if !ok {
		return 0, fmt.Errorf("a condition compares partition keys with constants")
	}
	for i, k := range r.keys {
		if strings.EqualFold(k.Name, id.Name) {
			return i, nil
		}
	}
	return 0, fmt.Errorf("there is no partition key %s", id.Name)
}

func (r partitionReader) compared(key syntax.Expr, op string, constant syntax.Expr) (condition, error) {
	i, err := r.key(key)
	if err != nil {
		return nil, err
	}
	want, err := constantOf(constant)
	if err != nil {
		return nil, err
	}
	order := func(have string) (int, bool) { return strings.Compare(have, want), true }
	if numeric(r.keys[i].Type) {
		n, ok := new(big.Rat).SetString(want)
		if !ok {
			return nil, fmt.Errorf("'%s' is no number, as key %s of type %s is", want, r.keys[i].Name, r.keys[i].Type)
		}
		order = func(have string) (int, bool) {
			h, ok := new(big.Rat).SetString(have)
			if !ok {
				return 0, false
			}
			return h.Cmp(n), true
		}
	}
	return func(v []string) truth {
		if v[i] == catalog.HiveNull {
			return unknown
		}
		o, ok := order(v[i])
		if !ok {
			return unknown
		}
		switch op {
		case "=":
			return truthOf(o == 0)
		case "<>":
			return truthOf(o != 0)
		case "<":
			return truthOf(o < 0)
		case "<=":
			return truthOf(o <= 0)
		case ">":
			return truthOf(o > 0)
		}
		return truthOf(o >= 0)
	}, nil
}

func numeric(hive string) bool {
	base, _, _ := strings.Cut(strings.ToLower(hive), "(")
	switch base {
	case "tinyint", "smallint", "int", "integer", "bigint", "long", "decimal", "float", "double":
		return true
	}
	return false
}

// constantOf is a constant as text. Numbers stand in either form.
func constantOf(x syntax.Expr) (string, error) {
	switch x := x.(type) {
	case *syntax.Text:
		return x.Value, nil
	case *syntax.Number:
		return x.Value, nil
	case *syntax.Typed:
		return x.Value, nil
	case *syntax.Bool:
		return fmt.Sprint(x.Value), nil
	case *syntax.Unary:
		if n, ok := x.X.(*syntax.Number); ok {
			return strings.TrimPrefix(x.Op, "+") + n.Value, nil
		}
	}
	return "", fmt.Errorf("a condition compares partition keys with constants")
}

func (r partitionReader) like(x *syntax.Like) (condition, error) {
	i, err := r.key(x.X)
	if err != nil {
		return nil, err
	}
	text, err := constantOf(x.Pattern)
	if err != nil || x.Escape != nil {
		return nil, fmt.Errorf("LIKE takes a text, and no ESCAPE")
	}
	var b strings.Builder
	for _, c := range text {
		switch c {
		case '%':
			b.WriteString(".*")
		case '_':
			b.WriteString(".")
		default:
			b.WriteString(regexp.QuoteMeta(string(c)))
		}
	}
	re, err := regexp.Compile(`(?s)\A` + b.String() + `\z`)
	return negated(x.Not, func(v []string) truth {
		if v[i] == catalog.HiveNull {
			return unknown
		}
		return truthOf(re.MatchString(v[i]))
	}), err
}
