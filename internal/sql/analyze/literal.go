package analyze

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

func (a *analyzer) literal(x syntax.Expr) Expr {
	at := span(x)
	lit := func(t schema.Type, v any) Expr { return &Literal{typed{t, at}, v} }
	switch x := x.(type) {
	case *syntax.Null:
		return lit(schema.Type{}, nil)
	case *syntax.Bool:
		return lit(boolean, x.Value)
	case *syntax.Text:
		return lit(schema.Type{Kind: schema.Varchar, Length: len([]rune(x.Value))}, x.Value)
	case *syntax.Binary:
		return lit(schema.Of(schema.Varbinary), x.Value)
	case *syntax.Number:
		return a.number(x)
	case *syntax.Interval:
		return a.interval(x)
	case *syntax.Current:
		return a.current(x)
	case *syntax.Typed:
		return a.typedLiteral(x)
	}
	return nil
}

func (a *analyzer) number(x *syntax.Number) Expr {
	at := x.Span
	switch x.Kind {
	case syntax.DoubleNumber:
		f, err := strconv.ParseFloat(strings.ReplaceAll(x.Value, "_", ""), 64)
		if err != nil && !math.IsInf(f, 0) {
			a.fail(at, syntax.InvalidLiteral, "Invalid numeric literal: %s", x.Value)
		}
		return &Literal{typed{schema.Of(schema.Double), at}, f}
	case syntax.DecimalNumber:
		return a.decimal(at, strings.ReplaceAll(x.Value, "_", ""))
	}
	return a.wholeNumber(at, x.Value)
}

func (a *analyzer) wholeNumber(at syntax.Span, text string) Expr {
	n, err := strconv.ParseInt(text, 0, 64)
	if !strings.ContainsAny(strings.TrimLeft(text, "-0"), "xXbBoO") {
		n, err = strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 10, 64)
	}
	if err != nil {
		a.fail(at, syntax.SyntaxError, "Invalid numeric literal: %s", text)
	}
	t := schema.Of(schema.Bigint)
	if n >= math.MinInt32 && n <= math.MaxInt32 {
		t = schema.Of(schema.Integer)
	}
	return &Literal{typed{t, at}, n}
}

func (a *analyzer) decimal(at syntax.Span, literal string) Expr {
	sign, s := "", literal
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "+") {
		sign, s = strings.TrimPrefix(s[:1], "+"), s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	bad := whole+frac == ""
	for _, c := range whole + frac {
		bad = bad || c < '0' || c > '9'
	}
	whole = strings.TrimLeft(whole, "0")
	p := max(1, len(whole)+len(frac))
	if bad || p > 38 {
		a.fail(at, syntax.InvalidLiteral, "'%s' is not a valid DECIMAL literal", literal)
	}
	text := sign + whole
	if whole == "" {
		text = sign + "0"
	}
	if frac != "" {
		text += "." + frac
	}
	return &Literal{typed{schema.DecimalOf(p, len(frac)), at}, text}
}

func (a *analyzer) current(x *syntax.Current) Expr {
	p := 3
	if x.Precision >= 0 {
		p = x.Precision
	}
	switch x.Name {
	case "CURRENT_DATE":
		return &Literal{typed{schema.Of(schema.Date), x.Span}, a.now.Truncate(24 * time.Hour)}
	case "CURRENT_TIMESTAMP":
		return &Literal{typed{schema.Type{Kind: schema.TimestampTZ, Precision: p}, x.Span}, a.now}
	case "LOCALTIME":
		return &Literal{typed{schema.Type{Kind: schema.Time, Precision: p}, x.Span}, a.now}
	case "CURRENT_USER":
		a.namesUser = true
		return &Literal{typed{schema.Of(schema.Varchar), x.Span}, a.opts.User}
	case "CURRENT_CATALOG", "CURRENT_SCHEMA":
		// Athena's, which is what names without one are looked up in.
		name := map[string]string{"CURRENT_CATALOG": "awsdatacatalog", "CURRENT_SCHEMA": "default"}[x.Name]
		return &Literal{typed{schema.Of(schema.Varchar), x.Span}, name}
	case "LOCALTIMESTAMP":
		return &Literal{typed{schema.TimestampOf(p), x.Span}, a.now}
	}
	if x.Name == "CURRENT_TIME" {
		a.fail(x.Span, syntax.NotSupported, "current_time is not in Tarn yet: it is a time with time zone; localtime is there")
	}
	now := a.now
	t := schema.Type{Kind: schema.Time, Precision: p}
	text := &Literal{typed{schema.TimestampOf(6), x.Span}, now}
	return &Cast{typed{t, x.Span}, text, false, false}
}

// typedLiteral is DATE '…', TIMESTAMP '…' and the like: a cast of the text that is done at once.
func (a *analyzer) typedLiteral(x *syntax.Typed) Expr {
	switch x.Type {
	case "TIMESTAMP":
		return a.timestampLiteral(x.Span, x.Value)
	case "DECIMAL":
		return a.decimal(x.Span, x.Value)
	}
	kind, err := schema.KindOf(x.Type, false)
	if err != nil {
		hint := ""
		if x.Type == "INTERVAL" {
			hint = "an interval's value is followed by YEAR, MONTH, WEEK, DAY, HOUR, MINUTE or SECOND: INTERVAL '1' DAY"
		}
		a.failHint(x.Span, syntax.TypeNotFound, hint, "Unknown resolvedType: %s", x.Type)
	}
	to := schema.Of(kind)
	switch kind {
	case schema.Char:
		to.Length = len([]rune(x.Value))
	case schema.Time:
		if strings.ContainsAny(x.Value, "+-") {
			a.fail(x.Span, syntax.NotSupported, "time with time zone is not in Tarn yet")
		}
		if _, fraction, ok := strings.Cut(x.Value, "."); ok {
			to.Precision = min(12, len(strings.TrimRight(fraction, " ")))
		} else {
			to.Precision = 0
		}
		if to.Precision > 6 {
			a.fail(x.Span, syntax.NotSupported, "%s is not in Tarn yet: the finest precision is 6", to)
		}
	}
	value, _, valid := textValue(x.Value, to)
	if !valid {
		a.fail(x.Span, syntax.InvalidLiteral, "'%s' is not a valid %s literal", x.Value, x.Type)
	}
	return &Literal{typed{to, x.Span}, value}
}

// timestampLiteral: the digits of the fraction are the precision, and a zone makes it a timestamp with time zone.
func (a *analyzer) timestampLiteral(at syntax.Span, s string) Expr {
	t, typ, err := parseTimestamp(s)
	if err != nil {
		a.fail(at, syntax.InvalidLiteral, "'%s' is not a valid TIMESTAMP literal", s)
	}
	if typ.Precision > 6 {
		a.fail(at, syntax.NotSupported, "%s is not in Tarn yet: the finest precision is 6", typ)
	}
	return &Literal{typed{typ, at}, t}
}

// parseTimestamp reads a text as Trino's TIMESTAMP literal does.
func parseTimestamp(s string) (time.Time, schema.Type, error) {
	z, precision, hasZone, ok := functions.ParseZoned(s, 6)
	if !ok {
		return time.Time{}, schema.Type{}, fmt.Errorf("no timestamp")
	}
	typ := schema.TimestampOf(precision)
	if hasZone {
		typ.Kind, typ.Zone = schema.TimestampTZ, z.Zone
	}
	return z.At, typ, nil
}

// parameter puts the expression that was given for `?` in its place.
func (a *analyzer) parameter(x *syntax.Param) Expr {
	if a.parameters != nil && x.Index < len(a.parameters) {
		l := &Literal{typed: typed{Span: x.Span}}
		a.unset[l] = x.Index
		return l
	}
	if x.Index >= len(a.opts.Parameters) {
		a.fail(x.Span, syntax.InvalidParameterUsage, "Incorrect number of parameters: expected at least %d but found %d", x.Index+1, len(a.opts.Parameters))
	}
	stmt, err := syntax.Parse("VALUES " + a.opts.Parameters[x.Index])
	if err != nil {
		a.fail(x.Span, syntax.InvalidParameterUsage, "parameter %d: %s", x.Index+1, err)
	}
	v, ok := stmt.(*syntax.Query).Body.(*syntax.Values)
	if !ok || len(v.Rows) != 1 {
		a.fail(x.Span, syntax.InvalidParameterUsage, "parameter %d is no expression", x.Index+1)
	}
	value := a.expr(v.Rows[0], nil)
	if l, ok := value.(*Literal); ok {
		l.Span = x.Span
	}
	a.plain = append(a.plain, Plain{Span: x.Span, Text: "(" + a.opts.Parameters[x.Index] + ")"})
	return value
}

// wanted notes the type that a parameter without a value is turned into.
func (a *analyzer) wanted(l *Literal, t schema.Type) {
	if i, ok := a.unset[l]; ok && a.parameters[i].Kind == schema.Unknown {
		a.parameters[i] = t
	}
}
