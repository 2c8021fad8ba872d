package syntax

import (
	"encoding/hex"
	"strconv"
	"strings"
)

// How close operators bind, from the loosest. A lambda's body takes all it can.
const (
	precLambda = iota
	precOr
	precAnd
	precNot
	precPredicate
	precConcat
	precAdd
	precMultiply
	precSign
	precZone
	precPrimary
)

func precedence(x Expr) int {
	switch x := x.(type) {
	case *Lambda:
		return precLambda
	case *Logic:
		if x.And {
			return precAnd
		}
		return precOr
	case *Not:
		return precNot
	case *Compare, *Quantified, *Between, *InList, *InQuery, *Like, *IsNull, *IsDistinct:
		return precPredicate
	case *Arith:
		switch x.Op {
		case "||":
			return precConcat
		case "+", "-":
			return precAdd
		}
		return precMultiply
	case *Unary:
		return precSign
	case *AtZone:
		return precZone
	}
	return precPrimary
}

// Quote writes a name in double quotes.
func Quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// QuoteName writes a name, in quotes where it needs them.
func QuoteName(name string) string {
	if plainWord(strings.ToUpper(name)) {
		return name
	}
	return Quote(name)
}

func quoteText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// expr writes x, in parentheses if it binds less closely than floor.
func (w *printer) expr(x Expr, floor int) {
	if precedence(x) < floor {
		w.put("(")
		defer w.put(")")
	}
	switch x := x.(type) {
	case *Ident:
		switch {
		case x.Quoted && w.hive:
			w.put(HiveQuote(x.Name))
		case x.Quoted:
			w.put(Quote(x.Name))
		default:
			w.put(x.Name)
		}
	case *Null:
		w.put("NULL")
	case *Bool:
		w.put(strings.ToUpper(strconv.FormatBool(x.Value)))
	case *Text:
		if w.hive {
			w.put(HiveText(x.Value))
		} else {
			w.put(quoteText(x.Value))
		}
	case *Binary:
		w.put("X'", strings.ToUpper(hex.EncodeToString(x.Value)), "'")
	case *Number:
		w.put(x.Value)
	case *Typed:
		w.put(x.Type, " ", quoteText(x.Value))
	case *Interval:
		w.put("INTERVAL ")
		if x.Negative {
			w.put("- ")
		}
		w.put(quoteText(x.Value), " ", x.From)
		if x.To != "" {
			w.put(" TO ", x.To)
		}
	case *Param:
		w.put("?")
	case *Deref:
		if _, ok := x.Base.(*Number); ok {
			w.paren(x.Base)
		} else {
			w.expr(x.Base, precPrimary)
		}
		w.put(".")
		w.node(x.Field)
	case *Subscript:
		w.expr(x.Base, precPrimary)
		w.put("[")
		w.expr(x.Index, precConcat)
		w.put("]")
	case *Unary:
		w.put(x.Op, " ")
		w.expr(x.X, precSign)
	case *Arith:
		prec := precedence(x)
		w.expr(x.Left, prec)
		w.put(" ", x.Op, " ")
		w.expr(x.Right, prec+1)
	case *AtZone:
		w.expr(x.X, precZone)
		w.put(" AT TIME ZONE ")
		w.node(x.Zone)
	case *Not:
		w.put("NOT ")
		w.expr(x.X, precNot)
	case *Logic:
		op, prec := " OR ", precedence(x)
		if x.And {
			op = " AND "
		}
		for i, t := range x.Terms {
			if i > 0 {
				w.put(op)
			}
			w.expr(t, prec+1)
		}
	case *Compare, *Quantified, *Between, *InList, *InQuery, *Like, *IsNull, *IsDistinct:
		w.predicate(x)
	case *Exists:
		w.put("EXISTS ")
		w.paren(x.Query)
	case *Subquery:
		w.paren(x.Query)
	case *Case:
		w.put("CASE")
		if x.Operand != nil {
			w.put(" ")
			w.node(x.Operand)
		}
		for _, when := range x.Whens {
			w.node(when)
		}
		if x.Else != nil {
			w.put(" ELSE ")
			w.node(x.Else)
		}
		w.put(" END")
	case *Cast:
		if x.Try {
			w.put("TRY_")
		}
		w.put("CAST(")
		w.node(x.X)
		w.put(" AS ")
		w.node(x.Type)
		w.put(")")
	case *Lambda:
		w.put("(")
		list(w, x.Params)
		w.put(") -> ")
		w.node(x.Body)
	case *Row:
		if x.Explicit {
			w.put("ROW")
		}
		w.put("(")
		list(w, x.Items)
		w.put(")")
	case *Array:
		w.put("ARRAY[")
		list(w, x.Items)
		w.put("]")
	case *JSON:
		w.json(x)
	case *Extract:
		w.put("EXTRACT(", x.Field, " FROM ")
		w.expr(x.X, precConcat)
		w.put(")")
	case *Trim:
		w.trim(x)
	case *Normalize:
		w.put("NORMALIZE(")
		w.expr(x.X, precConcat)
		if x.Form != "" {
			w.put(", ", x.Form)
		}
		w.put(")")
	case *Current:
		w.put(x.Name)
		if x.Precision >= 0 {
			w.put("(", strconv.Itoa(x.Precision), ")")
		}
	case *Call:
		w.call(x)
	}
}

func (w *printer) predicate(x Expr) {
	not := func(set bool) {
		if set {
			w.put(" NOT")
		}
	}
	value := func(v Expr) { w.expr(v, precConcat) }
	switch x := x.(type) {
	case *Compare:
		value(x.Left)
		w.put(" ", x.Op, " ")
		value(x.Right)
	case *Quantified:
		value(x.X)
		w.put(" ", x.Op, map[bool]string{true: " ALL ", false: " ANY "}[x.All])
		w.paren(x.Query)
	case *Between:
		value(x.X)
		not(x.Not)
		w.put(" BETWEEN ")
		value(x.Low)
		w.put(" AND ")
		value(x.High)
	case *InList:
		value(x.X)
		not(x.Not)
		w.put(" IN (")
		list(w, x.List)
		w.put(")")
	case *InQuery:
		value(x.X)
		not(x.Not)
		w.put(" IN ")
		w.paren(x.Query)
	case *Like:
		value(x.X)
		not(x.Not)
		w.put(" LIKE ")
		value(x.Pattern)
		if x.Escape != nil {
			w.put(" ESCAPE ")
			value(x.Escape)
		}
	case *IsNull:
		value(x.X)
		w.put(" IS")
		not(x.Not)
		w.put(" NULL")
	case *IsDistinct:
		value(x.Left)
		w.put(" IS")
		not(x.Not)
		w.put(" DISTINCT FROM ")
		value(x.Right)
	}
}

func (w *printer) trim(t *Trim) {
	w.put("trim(")
	if t.Where != "" {
		w.put(t.Where, " ")
	}
	if t.Chars != nil {
		w.expr(t.Chars, precConcat)
		w.put(" ")
	}
	w.put("FROM ")
	w.expr(t.X, precConcat)
	w.put(")")
}

func (w *printer) call(c *Call) {
	if c.Mode != "" {
		w.put(c.Mode, " ")
	}
	w.node(c.Name)
	w.put("(")
	if c.Star {
		if c.Label != nil {
			w.node(c.Label)
			w.put(".")
		}
		w.put("*")
	}
	if c.Distinct {
		w.put("DISTINCT ")
	}
	list(w, c.Args)
	if c.OrderBy != nil {
		if c.Args != nil {
			w.put(" ")
		}
		w.put("ORDER BY ")
		list(w, c.OrderBy)
	}
	if o := c.Overflow; o != nil {
		w.put(" ON OVERFLOW ")
		if !o.Truncate {
			w.put("ERROR")
		} else {
			w.put("TRUNCATE ")
			if o.Filler != nil {
				w.node(o.Filler)
			}
			w.put(map[bool]string{true: " WITH COUNT", false: " WITHOUT COUNT"}[o.Count])
		}
	}
	w.put(")")
	if c.WithinGroup != nil {
		w.put(" WITHIN GROUP (ORDER BY ")
		list(w, c.WithinGroup)
		w.put(")")
	}
	if c.Filter != nil {
		w.put(" FILTER (WHERE ")
		w.node(c.Filter)
		w.put(")")
	}
	if c.Nulls != "" {
		w.put(" ", c.Nulls, " NULLS")
	}
	if c.Over != nil {
		w.put(" OVER ")
		w.node(c.Over)
	}
}

func (w *printer) window(n *Window) {
	if n.Name != nil {
		w.node(n.Name)
		return
	}
	w.put("(")
	space := ""
	if n.Base != nil {
		w.node(n.Base)
		space = " "
	}
	if n.PartitionBy != nil {
		w.put(space, "PARTITION BY ")
		list(w, n.PartitionBy)
		space = " "
	}
	if n.OrderBy != nil {
		w.put(space, "ORDER BY ")
		list(w, n.OrderBy)
		space = " "
	}
	if n.Frame != nil {
		w.put(space)
		w.node(n.Frame)
	}
	w.put(")")
}
