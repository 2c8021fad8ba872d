package emit

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
)

// arith writes an operator.
func (e *emitter) arith(x *analyze.Arith) string {
	if x.Op == "||" && x.T.Kind == schema.Varchar {
		if parts := e.concatenated(x, nil); len(parts) > 8 {
			return e.balanced(parts)
		}
	}
	l, r := e.expr(x.Left), e.expr(x.Right)
	plain := "(" + l + " " + x.Op + " " + r + ")"
	switch {
	case x.Op == "||":
		return e.concat(x, l, r, plain)
	case x.T.Kind == schema.Decimal:
		return e.decimalArith(x, l, r, plain)
	case functions.IsInteger(x.T) && (x.Op == "/" || x.Op == "%"):
		return e.divide(x, l, r)
	case functions.IsNumeric(x.T):
		if x.Op == "%" {
			return "(CASE WHEN " + r + " <> 0 THEN " + plain + " WHEN " + l + " IS NOT NULL AND " + r + " IS NOT NULL THEN CAST('nan' AS " + e.duckType(x.Span, x.T) + ") END)"
		}
		return plain
	}
	return e.timeArith(x, l, r, plain)
}

// concat: an element that is NULL makes the array NULL.
func (e *emitter) concat(x *analyze.Arith, l, r, plain string) string {
	switch {
	case x.T.Kind == schema.Array && (isNull(x.Left) || isNull(x.Right)):
		return "CAST(NULL AS " + e.duckType(x.Span, x.T) + ")" // of two of them, DuckDB forgets the type
	case x.T.Kind == schema.Array && x.Right.Type().Equal(*x.T.Elem):
		return e.let([]string{r}, func(n []string) string {
			there := n[0] + " IS NOT NULL"
			if canFail(l) { // and comes before the element
				there = l + " IS NOT NULL AND " + there
			}
			return "(CASE WHEN " + there + " THEN " + l + " || [" + n[0] + "] END)"
		})
	case x.T.Kind == schema.Array && x.Left.Type().Equal(*x.T.Elem):
		return e.let([]string{l}, func(n []string) string {
			return "(CASE WHEN " + n[0] + " IS NOT NULL THEN [" + n[0] + "] || " + r + " END)"
		})
	case x.T.Kind == schema.Array && strings.Contains(plain, "NULL"): // DuckDB forgets the type of NULL within, too
		return "CAST(" + plain + " AS " + e.duckType(x.Span, x.T) + ")"
	case x.T.Kind != schema.Char:
		return plain
	}
	return "rtrim(" + padded(l, x.Left.Type()) + " || " + r + ", ' ')"
}

// divide is / and % of integers. The remainder of the least number and -1 is 0, which DuckDB calls an overflow.
func (e *emitter) divide(x *analyze.Arith, l, r string) string {
	form := "CAST(" + l + " " + map[string]string{"/": "//", "%": "%"}[x.Op] + " " + r + " AS " + e.duckType(x.Span, x.T) + ")"
	if lit, ok := x.Right.(*analyze.Literal); ok && lit.Value != nil && lit.Value != int64(0) && lit.Value != int64(-1) {
		return form
	}
	minus := ""
	if x.Op == "%" {
		minus = " WHEN " + r + " = -1 THEN " + l + " - " + l
	}
	return "(CASE WHEN " + r + " = 0 AND " + l + " IS NOT NULL THEN " + e.failing("'Division by zero'", x.T, x.Span) + minus + " ELSE " + form + " END)"
}

// decimalArith: where 38 digits may not do, and where DuckDB has no such operator, a function of ours computes.
func (e *emitter) decimalArith(x *analyze.Arith, l, r, plain string) string {
	duck := e.duckType(x.Span, x.T)
	lt, rt := x.Left.Type(), x.Right.Type()
	scale := max(lt.Scale, rt.Scale)
	digits := scale + max(lt.Precision-lt.Scale, rt.Precision-rt.Scale) + 1
	switch x.Op {
	case "*":
		digits = lt.Precision + rt.Precision
	case "/":
		digits = 39
	}
	if form, ok := decimalDivide(x, l, r, duck); ok {
		return "(CASE WHEN " + r + " = 0 AND " + l + " IS NOT NULL THEN " + e.failing("'Division by zero'", x.T, x.Span) + " ELSE " + form + " END)"
	}
	if digits > 38 {
		return fmt.Sprintf("CAST(tarn_decimal_arith(CAST(%s AS VARCHAR), CAST(%s AS VARCHAR), '%s', %d) AS %s)", l, r, x.Op, x.T.Scale, duck)
	}
	if x.Op == "%" {
		return "(CASE WHEN " + r + " = 0 AND " + l + " IS NOT NULL THEN " + e.failing("'Division by zero'", x.T, x.Span) + " ELSE CAST(" + plain + " AS " + duck + ") END)"
	}
	if digits > 18 && lt.Precision <= 18 && rt.Precision <= 18 {
		// DuckDB computes in 18 digits unless one side has more.
		plain = fmt.Sprintf("(CAST(%s AS DECIMAL(19, %d)) %s %s)", l, lt.Scale, x.Op, r)
	}
	return "CAST(" + plain + " AS " + duck + ")"
}

// decimalDivide divides by whole numbers of 38 digits, where all that is met has no more.
func decimalDivide(x *analyze.Arith, l, r, duck string) (string, bool) {
	lt, rt, t := x.Left.Type(), x.Right.Type(), x.T
	shift := t.Scale - lt.Scale + rt.Scale
	if x.Op != "/" || lt.Precision+lt.Scale > 37 || rt.Precision+rt.Scale > 37 || lt.Precision+shift > 37 || t.Precision+t.Scale > 38 {
		return "", false
	}
	whole := func(text string, scale int) string {
		if scale == 0 {
			return "CAST(" + text + " AS HUGEINT)"
		}
		return fmt.Sprintf("CAST(CAST(%s AS DECIMAL(38, %d)) * CAST('1%s' AS DECIMAL(%d, 0)) AS HUGEINT)", text, scale, strings.Repeat("0", scale), scale+1)
	}
	n := whole(l, lt.Scale)
	if shift > 0 {
		n = fmt.Sprintf("(%s * CAST('1%s' AS HUGEINT))", n, strings.Repeat("0", shift))
	}
	q := fmt.Sprintf("CAST(tarn_half_up(%s, %s) AS DECIMAL(%d, 0))", n, whole(r, rt.Scale), t.Precision)
	if t.Scale > 0 {
		q = fmt.Sprintf("%s * CAST('0.%s1' AS DECIMAL(%d, %d))", q, strings.Repeat("0", t.Scale-1), t.Scale, t.Scale)
	}
	return "CAST(" + q + " AS " + duck + ")", true
}

func (e *emitter) timeArith(x *analyze.Arith, l, r, plain string) string {
	lt, rt := x.Left.Type(), x.Right.Type()
	scaled := func(form string) string {
		if lit, ok := x.Right.(*analyze.Literal); ok && plainNumber(lit) && lit.Value != float64(0) {
			return form
		}
		bad, verb := "isnan("+r+")", "multiply"
		if x.Op == "/" {
			bad, verb = "("+r+" = 0 OR "+bad+")", "divide"
		}
		return "(CASE WHEN " + bad + " AND " + l + " IS NOT NULL THEN " + e.failing("'INVALID_FUNCTION_ARGUMENT: Cannot "+verb+" by double ' || tarn_java_double("+r+")", x.T, x.Span) + " ELSE " + form + " END)"
	}
	switch {
	case lt.Kind == rt.Kind && lt.Kind == schema.Date:
		return "to_microseconds((" + l + " - " + r + ") * 86400000000)"
	case lt.Kind == rt.Kind && (lt.Kind == schema.Timestamp || lt.Kind == schema.TimestampTZ || lt.Kind == schema.Time):
		micros := "epoch_us(" + functions.InstantOf(l, lt.Zone) + ") - epoch_us(" + functions.InstantOf(r, rt.Zone) + ")"
		if lt.Precision > 3 {
			micros = "tarn_millis(" + micros + ")"
		}
		return "to_microseconds(" + micros + ")"
	case lt.Kind == schema.Date && rt.Kind == schema.Time:
		return plain
	case lt.Kind == schema.Date && rt.Kind == schema.IntervalDaySecond:
		days := "CAST(epoch_us(" + r + ") // 86400000000 AS INTEGER)"
		if lit, ok := x.Right.(*analyze.Literal); ok && wholeDays(lit) {
			return "(" + l + " " + x.Op + " " + days + ")"
		}
		return "(CASE WHEN epoch_us(" + r + ") % 86400000000 = 0 THEN " + l + " " + x.Op + " " + days + " WHEN " + l + " IS NOT NULL AND " + r + " IS NOT NULL THEN " +
			e.failing("'INVALID_FUNCTION_ARGUMENT: Cannot add hour, minutes or seconds to a date'", x.T, x.Span) + " END)"
	case lt.Kind == schema.Date:
		return "CAST(" + plain + " AS DATE)"
	case lt.Kind == schema.TimestampTZ && rt.Kind == schema.IntervalYearMonth:
		return functions.Rezoned("("+functions.Local(l, lt.Zone)+" "+x.Op+" "+r+")", l, lt.Zone)
	case lt.Zone == functions.MixedZones:
		return "tarn_zoned(" + functions.InstantOf(l, lt.Zone) + " " + x.Op + " " + r + ", struct_extract(" + l + ", 'z'))"
	case x.T.Kind == schema.IntervalDaySecond && (x.Op == "*" || x.Op == "/"):
		return scaled("to_microseconds(CAST(trunc(epoch_us(" + l + ") / 1000 " + x.Op + " " + r + ") AS BIGINT) * 1000)")
	case x.T.Kind == schema.IntervalYearMonth && (x.Op == "*" || x.Op == "/"):
		return scaled("to_months(CAST(trunc(tarn_months(" + l + ") " + x.Op + " " + r + ") AS INTEGER))")
	}
	return plain
}

func wholeDays(l *analyze.Literal) bool {
	v, ok := l.Value.(analyze.Interval)
	return ok && v.Micros%86400e6 == 0
}

// concatenated are the operands of a chain of || in their order.
func (e *emitter) concatenated(x analyze.Expr, parts []analyze.Expr) []analyze.Expr {
	if a, ok := x.(*analyze.Arith); ok && a.Op == "||" && a.T.Kind == schema.Varchar {
		return e.concatenated(a.Right, e.concatenated(a.Left, parts))
	}
	return append(parts, x)
}

// balanced writes a long chain of || as a tree: DuckDB's time to read one grows with far more than its depth.
func (e *emitter) balanced(parts []analyze.Expr) string {
	if len(parts) == 1 {
		return e.expr(parts[0])
	}
	half := len(parts) / 2
	return "(" + e.balanced(parts[:half]) + " || " + e.balanced(parts[half:]) + ")"
}

// isNull reports whether an expression is a NULL, whatever it is cast to.
func isNull(x analyze.Expr) bool {
	for {
		c, ok := x.(*analyze.Cast)
		if !ok {
			break
		}
		x = c.X
	}
	l, ok := x.(*analyze.Literal)
	return ok && l.Value == nil
}
