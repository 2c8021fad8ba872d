package analyze

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"tarn/internal/schema"
)

// expr writes an expression for a plan: SQL, near enough for a reader.
func (p *planner) expr(x Expr) string {
	switch x := x.(type) {
	case *Literal:
		return literalText(x)
	case *Ref:
		return p.column(x.Column)
	case *Member:
		name := ""
		if t := x.X.Type(); x.Index < len(t.Fields) {
			name = t.Fields[x.Index].Name
		}
		if name == "" {
			return fmt.Sprintf("%s[%d]", p.expr(x.X), x.Index+1)
		}
		return p.expr(x.X) + "." + strings.ToLower(name)
	case *Call:
		return x.Function.Name + "(" + p.list(x.Args) + ")"
	case *Aggregate:
		return p.aggregate(x)
	case *Grouping:
		return "grouping(" + p.list(x.Args) + ")"
	case *Window:
		return p.window(x)
	case *Cast:
		if x.Implicit {
			return "CAST(" + p.expr(x.X) + " AS " + x.T.String() + ")"
		}
		return map[bool]string{true: "TRY_CAST(", false: "CAST("}[x.Try] + p.expr(x.X) + " AS " + x.T.String() + ")"
	case *Arith:
		return "(" + p.expr(x.Left) + " " + x.Op + " " + p.expr(x.Right) + ")"
	case *Negate:
		return "(- " + p.expr(x.X) + ")"
	case *Compare:
		return "(" + p.expr(x.Left) + " " + x.Op + " " + p.expr(x.Right) + ")"
	case *Between:
		return "(" + p.expr(x.X) + " BETWEEN " + p.expr(x.Low) + " AND " + p.expr(x.High) + ")"
	case *In:
		return "(" + p.expr(x.X) + " IN (" + p.list(x.List) + "))"
	case *Like:
		escape := ""
		if x.Escape != nil {
			escape = " ESCAPE " + p.expr(x.Escape)
		}
		return "(" + p.expr(x.X) + " LIKE " + p.expr(x.Pattern) + escape + ")"
	case *IsNull:
		return "(" + p.expr(x.X) + " IS NULL)"
	case *Not:
		return "(NOT " + p.expr(x.X) + ")"
	case *Logic:
		op := " OR "
		if x.And {
			op = " AND "
		}
		parts := make([]string, len(x.Terms))
		for i, t := range x.Terms {
			parts[i] = p.expr(t)
		}
		return "(" + strings.Join(parts, op) + ")"
	case *Case:
		return p.caseText(x)
	case *Special:
		return x.Name + "(" + p.list(x.Args) + ")"
	case *Lambda:
		names := make([]string, len(x.Params))
		for i, c := range x.Params {
			names[i] = p.column(c)
		}
		return "(" + strings.Join(names, ", ") + ") -> " + p.expr(x.Body)
	case *Row:
		return "ROW(" + p.list(x.Items) + ")"
	case *Array:
		return "ARRAY[" + p.list(x.Items) + "]"
	case *Subscript:
		return p.expr(x.X) + "[" + p.expr(x.Index) + "]"
	case *AtZone:
		return p.expr(x.X) + " AT TIME ZONE '" + x.T.Zone + "'"
	case *Subquery:
		return p.subquery(x)
	}
	return "…"
}

func (p *planner) list(xs []Expr) string {
	parts := make([]string, len(xs))
	for i, x := range xs {
		parts[i] = p.expr(x)
	}
	return strings.Join(parts, ", ")
}

func (p *planner) aggregate(x *Aggregate) string {
	args := p.list(x.Args)
	if args == "" {
		args = "*"
	}
	if x.Distinct {
		args = "DISTINCT " + args
	}
	if x.Order != nil {
		args += " ORDER BY " + p.keys(x.Order)
	}
	text := x.Function.Name + "(" + args + ")"
	if x.Filter != nil {
		text += " FILTER (WHERE " + p.expr(x.Filter) + ")"
	}
	return text
}

func (p *planner) window(x *Window) string {
	var parts []string
	if x.Partition != nil {
		parts = append(parts, "PARTITION BY "+p.list(x.Partition))
	}
	if x.Order != nil {
		parts = append(parts, "ORDER BY "+p.keys(x.Order))
	}
	return x.Function.Name + "(" + p.list(x.Args) + ") OVER (" + strings.Join(parts, " ") + ")"
}

func (p *planner) caseText(x *Case) string {
	var b strings.Builder
	b.WriteString("(CASE")
	if x.Operand != nil {
		b.WriteString(" " + p.expr(x.Operand))
	}
	for _, w := range x.Whens {
		b.WriteString(" WHEN " + p.expr(w.Cond) + " THEN " + p.expr(w.Result))
	}
	if x.Else != nil {
		b.WriteString(" ELSE " + p.expr(x.Else))
	}
	return b.String() + " END)"
}

func (p *planner) subquery(x *Subquery) string {
	inner := p.node(x.Query)
	text := "(subquery " + strings.ReplaceAll(strings.TrimSpace(inner.title()), "\n", " ") + ")"
	switch x.Kind {
	case ExistsQuery:
		return "EXISTS " + text
	case InQuery:
		return "(" + p.expr(x.X) + " IN " + text + ")"
	case QuantifiedQuery:
		return "(" + p.expr(x.X) + " " + x.Op + map[bool]string{true: " ALL ", false: " ANY "}[x.All] + text + ")"
	}
	return text
}

func literalText(l *Literal) string {
	if l.Value == nil {
		return "null"
	}
	if t, ok := l.Value.(time.Time); ok && l.T.Kind == schema.Date {
		return "date '" + t.Format("2006-01-02") + "'"
	}
	return l.T.String() + " " + constantText(l.Value)
}

func constantText(v any) string {
	switch v := v.(type) {
	case string:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	case time.Time:
		return "'" + v.Format("2006-01-02 15:04:05.999999") + "'"
	case []byte:
		return "X'" + hex.EncodeToString(v) + "'"
	case Interval:
		if v.Months != 0 {
			return fmt.Sprintf("'%d months'", v.Months)
		}
		return "'" + (time.Duration(v.Micros) * time.Microsecond).String() + "'"
	}
	return fmt.Sprintf("'%v'", v)
}
