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
		if n, ok := x.X.(*analyze.Negate); ok { // which Trino leaves out, together: the least number has no negative
			return e.expr(n.X)
		}
		return "(- " + e.expr(x.X) + ")"
	case *analyze.Compare:
		return e.compare(x)
	case *analyze.Between:
		return e.between(x)
	case *analyze.In:
		return e.in(x)
	case *analyze.Like:
		return e.like(x)
	case *analyze.IsNull:
		return "(" + e.expr(x.X) + " IS NULL)"
	case *analyze.Not:
		if n, ok := x.X.(*analyze.IsNull); ok {
			return "(" + e.expr(n.X) + " IS NOT NULL)"
		}
		return "(NOT " + e.expr(x.X) + ")"
	case *analyze.Logic:
		return e.logic(x)
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
		return e.instant(x.X)
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
		switch l.T.Kind {
		case schema.Date:
			if v.Year() < 1 || v.Year() > 9999 {
				return fmt.Sprintf("(DATE '1970-01-01' + %d)", v.Unix()/86400)
			}
			return "DATE '" + v.Format("2006-01-02") + "'"
		case schema.Time:
			return "TIME '" + v.Format("15:04:05.999999") + "'"
		}
		if v.Year() < 1 || v.Year() > 9999 {
			return fmt.Sprintf("make_timestamp(%d)", v.UnixMicro())
		}
		return "TIMESTAMP '" + v.Format("2006-01-02 15:04:05.999999") + "'"
	case analyze.Interval:
		if l.T.Kind == schema.IntervalYearMonth {
			return fmt.Sprintf("to_months(%d)", v.Months)
		}
		return fmt.Sprintf("to_microseconds(%d)", v.Micros)
	case string:
		if l.T.Kind == schema.Varchar || l.T.Kind == schema.Char || l.T.Kind == schema.JSON {
			return functions.QuoteText(v)
		}
		return "CAST(" + functions.QuoteText(v) + " AS " + e.duckType(l.Span, l.T) + ")"
	}
	return ""
}

// failing writes an expression of a type that fails when it is evaluated.
func (e *emitter) failing(msg string, t schema.Type, at syntax.Span) string {
	if e.trying == 0 {
		return "CAST(error(" + msg + ") AS " + e.duckType(at, t) + ")"
	}
	return "CAST(tarn_fail(" + msg + ") AS " + e.duckType(at, t) + ")"
}

func (e *emitter) caseExpr(x *analyze.Case) string {
	var b strings.Builder
	b.WriteString("CASE")
	operand := ""
	if x.Operand != nil {
		operand = e.order(x.Operand)
		if !odd(x.Operand.Type()) {
			b.WriteString(" " + operand)
			operand = ""
		}
	}
	for _, w := range x.Whens {
		cond := ""
		if x.Operand != nil {
			cond = e.order(w.Cond)
		} else {
			cond = e.expr(w.Cond)
		}
		if operand != "" {
			cond = e.compared("=", operand, cond, x.Operand.Type(), false, plainNumber(w.Cond))
		}
		b.WriteString(" WHEN " + cond + " THEN " + e.expr(w.Result))
	}
	if x.Else != nil {
		b.WriteString(" ELSE " + e.expr(x.Else))
	}
	return "(" + b.String() + " END)"
}

func (e *emitter) special(x *analyze.Special) string {
	switch x.Name {
	case "try":
		return e.try(x.Args[0])
	case "typeof":
		name := e.expr(x.Args[1])
		return "(CASE WHEN (" + e.expr(x.Args[0]) + ") IS NULL THEN " + name + " ELSE " + name + " END)"
	case "coalesce":
		return "coalesce(" + e.list(x.Args) + ")"
	}
	if t := x.T; t.Kind == schema.Double || t.Kind == schema.Real {
		return e.extreme(x)
	}
	if functions.Nested(x.T) {
		return e.let([]string{"[" + e.list(x.Args) + "]"}, func(n []string) string {
			return e.comparer().ExtremeOf(n[0], x.T, x.Name == "greatest")
		})
	}
	if x.T.Zone == functions.MixedZones { // the instants count; of equal ones, the first is taken
		op := map[string]string{"greatest": ">", "least": "<"}[x.Name]
		return e.let([]string{"[" + e.list(x.Args) + "]"}, func(n []string) string {
			v, w := e.param(), e.param()
			return fmt.Sprintf("(CASE WHEN list_count(%[1]s) = len(%[1]s) THEN list_reduce(%[1]s, lambda %[2]s, %[3]s: CASE WHEN struct_extract(%[3]s, 't') %[4]s struct_extract(%[2]s, 't') THEN %[3]s ELSE %[2]s END) END)", n[0], v, w, op)
		})
	}
	var nulls []string
	for _, a := range x.Args {
		nulls = append(nulls, e.expr(a)+" IS NULL")
	}
	pick := x.Name + "(" + e.list(x.Args) + ")"
	if x.T.Kind == schema.Char {
		var keys []string
		for _, a := range x.Args {
			keys = append(keys, functions.CharKey(e.expr(a), x.T, e.param))
		}
		pick = functions.CharOf(x.Name+"("+strings.Join(keys, ", ")+")", x.T, e.param)
	}
	return "(CASE WHEN " + strings.Join(nulls, " OR ") + " THEN NULL ELSE " + pick + " END)"
}

// extreme is greatest and least of floating-point numbers, where NaN counts for nothing unless there is nothing else.
func (e *emitter) extreme(x *analyze.Special) string {
	list := "[" + e.list(x.Args) + "]"
	pick := map[string]string{"greatest": "list_max", "least": "list_min"}[x.Name]
	v := e.param()
	return fmt.Sprintf("(CASE WHEN list_count(%[1]s) = len(%[1]s) THEN coalesce(%[2]s(list_filter(%[1]s, lambda %[3]s: NOT isnan(%[3]s))), CAST('nan' AS %[4]s)) END)", list, pick, v, e.duckType(x.Span, x.T))
}

// subscript fails where there is no such element or key, as Trino's does.
func (e *emitter) subscript(x *analyze.Subscript) string {
	index := e.expr(x.Index)
	if x.X.Type().Kind == schema.Array {
		a := e.expr(x.X)
		return fmt.Sprintf("(CASE WHEN %[2]s BETWEEN 1 AND len(%[1]s) THEN list_extract(%[1]s, %[2]s) WHEN %[1]s IS NULL OR %[2]s IS NULL THEN NULL WHEN %[2]s = 0 THEN %[3]s WHEN %[2]s < 0 THEN %[4]s ELSE %[5]s END)", a, index,
			e.failing("'SQL array indices start at 1'", x.T, x.Span), e.failing("'Array subscript is negative: ' || "+index, x.T, x.Span),
			e.failing("'Array subscript must be less than or equal to array length: ' || "+index+" || ' > ' || len("+a+")", x.T, x.Span))
	}
	missing := e.failing("'Key not present in map: ' || CAST("+index+" AS VARCHAR)", x.T, x.Span)
	if doc, key, ok := e.jsonMember(x.X, x.Index); ok {
		return fmt.Sprintf("(CASE WHEN %[1]s IS NULL OR json_type(%[1]s) <> 'OBJECT' THEN NULL WHEN list_contains(json_keys(%[1]s), %[2]s) THEN %[3]s ELSE %[4]s END)", doc, functions.QuoteText(key), functions.JSONMember(doc, key), missing)
	}
	if hasMap(x.Index.Type()) {
		e.fail(x.Span, fmt.Errorf("the value of a key that is a map is not in Tarn yet"))
	}
	m := e.expr(x.X)
	found := ""
	if functions.IsFloat(x.Index.Type()) { // NaN is no key
		found = "NOT isnan(" + index + ") AND "
	}
	return fmt.Sprintf("(CASE WHEN %[1]s IS NULL OR %[2]s IS NULL THEN NULL WHEN %[4]smap_contains(%[1]s, %[2]s) THEN map_extract_value(%[1]s, %[2]s) ELSE %[3]s END)", m, index, missing, found)
}
