package emit

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

func (e *emitter) list(xs []analyze.Expr) string {
	parts := make([]string, len(xs))
	for i, x := range xs {
		parts[i] = e.expr(x)
	}
	return strings.Join(parts, ", ")
}

// expr writes an expression, in parentheses where it is an operator.
func (e *emitter) expr(x analyze.Expr) string { return e.sized(x.At(), e.expression(x)) }

func (e *emitter) expression(x analyze.Expr) string {
	switch x := x.(type) {
	case *analyze.Literal:
		return e.literal(x)
	case *analyze.Ref, *analyze.Member:
		return e.value(x)
	case *analyze.Call:
		return e.call(x)
	case *analyze.Aggregate:
		return e.aggregate(x)
	case *analyze.Window:
		return e.window(x)
	case *analyze.Cast:
		return e.cast(x)
	case *analyze.Arith:
		return e.arith(x)
	case *analyze.Negate:
		return "(- " + e.expr(x.X) + ")"
	case *analyze.Compare:
		return "(" + e.expr(x.Left) + " " + x.Op + " " + e.expr(x.Right) + ")"
	case *analyze.Between:
		return "(" + e.expr(x.X) + " BETWEEN " + e.expr(x.Low) + " AND " + e.expr(x.High) + ")"
	case *analyze.In:
		return "(" + e.expr(x.X) + " IN (" + e.list(x.List) + "))"
	case *analyze.Like:
		text := "(" + e.expr(x.X) + " LIKE " + e.expr(x.Pattern)
		if x.Escape != nil {
			text += " ESCAPE " + e.expr(x.Escape)
		}
		return text + ")"
	case *analyze.IsNull:
		return "(" + e.expr(x.X) + " IS NULL)"
	case *analyze.Not:
		if n, ok := x.X.(*analyze.IsNull); ok {
			return "(" + e.expr(n.X) + " IS NOT NULL)"
		}
		return "(NOT " + e.expr(x.X) + ")"
	case *analyze.Logic:
		op := " OR "
		if x.And {
			op = " AND "
		}
		parts := make([]string, len(x.Terms))
		for i, t := range x.Terms {
			parts[i] = e.expr(t)
		}
		return "(" + strings.Join(parts, op) + ")"
	case *analyze.Case:
		return e.caseExpr(x)
	case *analyze.Special:
		return e.special(x)
	case *analyze.Lambda:
		parts := make([]string, len(x.Params))
		for i, p := range x.Params {
			parts[i] = name(p)
			e.columns[p] = name(p)
		}
		return "lambda " + strings.Join(parts, ", ") + ": " + e.expr(x.Body)
	case *analyze.Row:
		parts := make([]string, len(x.Items))
		for i, item := range x.Items {
			parts[i] = functions.Quote(functions.Member(x.T, i)) + " := " + e.expr(item)
		}
		return "struct_pack(" + strings.Join(parts, ", ") + ")"
	case *analyze.Array:
		return "CAST([" + e.list(x.Items) + "] AS " + e.duckType(x.Span, x.T) + ")"
	case *analyze.Subscript:
		return e.subscript(x)
	case *analyze.AtZone:
		return e.expr(x.X)
	case *analyze.Subquery:
		return e.subquery(x)
	}
	e.fail(x.At(), fmt.Errorf("this expression is not in Tarn yet"))
	return ""
}

func (e *emitter) literal(l *analyze.Literal) string {
	switch v := l.Value.(type) {
	case nil:
		if l.T.Kind == schema.Unknown {
			return "NULL"
		}
		return "CAST(NULL AS " + e.duckType(l.Span, l.T) + ")"
	case bool:
		return strings.ToUpper(strconv.FormatBool(v))
	case int64:
		if l.T.Kind == schema.Integer && v >= 0 {
			return strconv.FormatInt(v, 10)
		}
		return "CAST(" + functions.QuoteText(strconv.FormatInt(v, 10)) + " AS " + e.duckType(l.Span, l.T) + ")"
	case float64:
		return "CAST(" + functions.QuoteText(strconv.FormatFloat(v, 'g', -1, 64)) + " AS " + e.duckType(l.Span, l.T) + ")"
	case []byte:
		return "unhex('" + hex.EncodeToString(v) + "')"
	case time.Time:
		if l.T.Kind == schema.Date {
			return "DATE '" + v.Format("2006-01-02") + "'"
		}
		return "TIMESTAMP '" + v.Format("2006-01-02 15:04:05.999999") + "'"
	case analyze.Interval:
		if l.T.Kind == schema.IntervalYearMonth {
			return fmt.Sprintf("to_months(%d)", v.Months)
		}
		return fmt.Sprintf("to_microseconds(%d)", v.Micros)
	case string:
		if l.T.Kind == schema.Varchar {
			return functions.QuoteText(v)
		}
		return "CAST(" + functions.QuoteText(v) + " AS " + e.duckType(l.Span, l.T) + ")"
	}
	return ""
}

// failing writes an expression of a type that fails when it is evaluated.
func (e *emitter) failing(msg string, t schema.Type, at syntax.Span) string {
	if e.trying == 0 {
		return "error(" + msg + ")"
	}
	return "CAST(tarn_fail(" + msg + ") AS " + e.duckType(at, t) + ")"
}

func (e *emitter) caseExpr(x *analyze.Case) string {
	var b strings.Builder
	b.WriteString("CASE")
	if x.Operand != nil {
		b.WriteString(" " + e.expr(x.Operand))
	}
	for _, w := range x.Whens {
		b.WriteString(" WHEN " + e.expr(w.Cond) + " THEN " + e.expr(w.Result))
	}
	if x.Else != nil {
		b.WriteString(" ELSE " + e.expr(x.Else))
	}
	return "(" + b.String() + " END)"
}

func (e *emitter) special(x *analyze.Special) string {
	switch x.Name {
	case "try":
		e.trying++
		defer func() { e.trying-- }()
		return "TRY(" + e.expr(x.Args[0]) + ")"
	case "coalesce":
		return "coalesce(" + e.list(x.Args) + ")"
	}
	var nulls []string
	for _, a := range x.Args {
		nulls = append(nulls, e.expr(a)+" IS NULL")
	}
	return "(CASE WHEN " + strings.Join(nulls, " OR ") + " THEN NULL ELSE " + x.Name + "(" + e.list(x.Args) + ") END)"
}

func (e *emitter) subquery(x *analyze.Subquery) string {
	// What is written within must not change what the columns around are called.
	text := "(" + e.node(x.Query) + ")"
	switch x.Kind {
	case analyze.ExistsQuery:
		return "EXISTS " + text
	case analyze.InQuery:
		return "(" + e.expr(x.X) + " IN " + text + ")"
	case analyze.QuantifiedQuery:
		q := "ANY"
		if x.All {
			q = "ALL"
		}
		return "(" + e.expr(x.X) + " " + x.Op + " " + q + " " + text + ")"
	}
	return text
}

// subscript fails where there is no such element or key, as Trino's does.
func (e *emitter) subscript(x *analyze.Subscript) string {
	index := e.expr(x.Index)
	if x.X.Type().Kind == schema.Array {
		a := e.expr(x.X)
		return fmt.Sprintf("(CASE WHEN %[2]s BETWEEN 1 AND len(%[1]s) THEN list_extract(%[1]s, %[2]s) WHEN %[1]s IS NULL OR %[2]s IS NULL THEN NULL WHEN %[2]s < 1 THEN %[3]s ELSE %[4]s END)", a, index,
			e.failing("'SQL array indices start at 1'", x.T, x.Span), e.failing("'Array subscript must be less than or equal to array length'", x.T, x.Span))
	}
	missing := e.failing("'Key not present in map: ' || CAST("+index+" AS VARCHAR)", x.T, x.Span)
	if doc, key, ok := e.jsonMember(x.X, x.Index); ok {
		return fmt.Sprintf("(CASE WHEN %[1]s IS NULL OR json_type(%[1]s) <> 'OBJECT' THEN NULL WHEN list_contains(json_keys(%[1]s), %[2]s) THEN %[3]s ELSE %[4]s END)", doc, functions.QuoteText(key), functions.JSONMember(doc, key), missing)
	}
	m := e.expr(x.X)
	return fmt.Sprintf("(CASE WHEN %[1]s IS NULL OR %[2]s IS NULL THEN NULL WHEN map_contains(%[1]s, %[2]s) THEN map_extract_value(%[1]s, %[2]s) ELSE %[3]s END)", m, index, missing)
}

func (e *emitter) arith(x *analyze.Arith) string {
	l, r := e.expr(x.Left), e.expr(x.Right)
	lt, rt := x.Left.Type(), x.Right.Type()
	at := x.Span
	plain := "(" + l + " " + x.Op + " " + r + ")"
	switch {
	case x.Op == "||":
		return plain
	case x.T.Kind == schema.Decimal && x.Op == "/":
		return fmt.Sprintf("CAST(tarn_decimal_divide(CAST(%s AS VARCHAR), CAST(%s AS VARCHAR), %d) AS %s)", l, r, x.T.Scale, e.duckType(at, x.T))
	case (functions.IsInteger(x.T) || x.T.Kind == schema.Decimal) && (x.Op == "/" || x.Op == "%"):
		op := map[string]string{"/": "//", "%": "%"}[x.Op]
		form := "CAST(" + l + " " + op + " " + r + " AS " + e.duckType(at, x.T) + ")"
		if lit, ok := x.Right.(*analyze.Literal); ok && lit.Value != nil && lit.Value != int64(0) && x.T.Kind != schema.Decimal {
			return form
		}
		return "(CASE WHEN " + r + " = 0 THEN " + e.failing("'Division by zero'", x.T, at) + " ELSE " + form + " END)"
	case functions.IsNumeric(x.T):
		if x.T.Kind == schema.Decimal {
			return "CAST(" + plain + " AS " + e.duckType(at, x.T) + ")"
		}
		if x.Op == "%" {
			return "(CASE WHEN " + r + " = 0 THEN CAST('nan' AS " + e.duckType(at, x.T) + ") ELSE " + plain + " END)"
		}
		return plain
	case lt.Kind == rt.Kind && lt.Kind == schema.Date:
		return "to_microseconds((" + l + " - " + r + ") * 86400000000)"
	case lt.Kind == rt.Kind && (lt.Kind == schema.Timestamp || lt.Kind == schema.TimestampTZ):
		return "to_microseconds(epoch_us(" + l + ") - epoch_us(" + r + "))"
	case lt.Kind == schema.Date:
		return "CAST(" + plain + " AS DATE)"
	case lt.Kind == schema.TimestampTZ && rt.Kind == schema.IntervalYearMonth:
		return functions.Instant("("+functions.Local(l, lt.Zone)+" "+x.Op+" "+r+")", lt.Zone)
	case x.T.Kind == schema.IntervalDaySecond && (x.Op == "*" || x.Op == "/"):
		return "to_microseconds(CAST(round(epoch_us(" + l + ") / 1000 " + x.Op + " " + r + ") AS BIGINT) * 1000)"
	case x.T.Kind == schema.IntervalYearMonth && (x.Op == "*" || x.Op == "/"):
		return "to_months(CAST(trunc(datepart('year', " + l + ") * 12 + datepart('month', " + l + ") " + x.Op + " " + r + ") AS INTEGER))"
	}
	return plain
}
