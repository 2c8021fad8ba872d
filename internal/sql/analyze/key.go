package analyze

import (
	"fmt"
	"slices"
	"strings"
)

// key is a text that two expressions share if and only if they mean the same.
func key(x Expr) string {
	var b strings.Builder
	writeKey(&b, x, nil)
	return b.String()
}

// writeKey knows the parameters of lambdas around by their place: they have other columns in each lambda.
func writeKey(b *strings.Builder, x Expr, params []*Column) {
	if x == nil {
		b.WriteString("-")
		return
	}
	fmt.Fprintf(b, "%T(", x)
	switch x := x.(type) {
	case *Literal:
		fmt.Fprintf(b, "%s %s %#v", x.T, x.T.Zone, x.Value)
	case *Ref:
		if i := slices.Index(params, x.Column); i >= 0 {
			fmt.Fprintf(b, "λ%d", i)
		} else {
			fmt.Fprintf(b, "%d", x.Column.ID)
		}
	case *Member:
		fmt.Fprintf(b, "%d %v", x.Index, x.Quoted)
	case *Call:
		b.WriteString(x.Function.Name)
		if x.Function.Volatile {
			fmt.Fprintf(b, "%p", x)
		}
	case *Aggregate:
		fmt.Fprintf(b, "%s %v %d", x.Function.Name, x.Distinct, len(x.Args))
		for _, o := range x.Order {
			fmt.Fprintf(b, " %v%v", o.Desc, o.NullsFirst)
		}
		if o := x.Overflow; o != nil {
			fmt.Fprintf(b, "%v %p", o.Truncate, o)
		}
	case *Subquery:
		text := x.text()
		if text == "" {
			fmt.Fprintf(b, "%p", x)
			break
		}
		b.WriteString(text)
		for _, r := range x.outer {
			fmt.Fprintf(b, " %d", r.Column.ID)
		}
	case *Window:
		fmt.Fprintf(b, "%p", x) // each is itself only
	case *Cast:
		fmt.Fprintf(b, "%s %s %v", x.T, x.T.Zone, x.Try)
	case *Arith:
		b.WriteString(x.Op)
	case *Compare:
		b.WriteString(x.Op)
	case *Logic:
		fmt.Fprintf(b, "%v", x.And)
	case *Case:
		fmt.Fprintf(b, "%v %v", x.Operand != nil, x.Else != nil)
	case *Special:
		b.WriteString(x.Name)
	case *AtZone:
		b.WriteString(x.T.Zone)
	case *Lambda:
		fmt.Fprintf(b, "%d", len(x.Params))
		params = append(params[:len(params):len(params)], x.Params...)
	}
	for _, o := range operands(x) {
		b.WriteByte(',')
		writeKey(b, *o, params)
	}
	b.WriteByte(')')
}

// shallow copies an expression, so that its operands can be replaced without touching the original.
func shallow(x Expr) Expr {
	switch x := x.(type) {
	case *Member:
		c := *x
		return &c
	case *Call:
		c := *x
		c.Args = append([]Expr(nil), x.Args...)
		return &c
	case *Window:
		c := *x
		c.Args = append([]Expr(nil), x.Args...)
		c.Partition = append([]Expr(nil), x.Partition...)
		c.Order = append([]SortKey(nil), x.Order...)
		c.Sort = append([]SortKey(nil), x.Sort...)
		return &c
	case *Cast:
		c := *x
		return &c
	case *Arith:
		c := *x
		return &c
	case *Negate:
		c := *x
		return &c
	case *Compare:
		c := *x
		return &c
	case *Between:
		c := *x
		return &c
	case *In:
		c := *x
		c.List = append([]Expr(nil), x.List...)
		return &c
	case *Like:
		c := *x
		return &c
	case *IsNull:
		c := *x
		return &c
	case *Not:
		c := *x
		return &c
	case *Logic:
		c := *x
		c.Terms = append([]Expr(nil), x.Terms...)
		return &c
	case *Case:
		c := *x
		c.Whens = append([]When(nil), x.Whens...)
		return &c
	case *Special:
		c := *x
		c.Args = append([]Expr(nil), x.Args...)
		return &c
	case *Lambda:
		c := *x
		return &c
	case *Row:
		c := *x
		c.Items = append([]Expr(nil), x.Items...)
		return &c
	case *Array:
		c := *x
		c.Items = append([]Expr(nil), x.Items...)
		return &c
	case *Subscript:
		c := *x
		return &c
	case *AtZone:
		c := *x
		return &c
	case *Subquery:
		c := *x
		return &c
	}
	return x
}
