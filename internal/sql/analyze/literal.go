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
	"tarn/internal/sql/trinojson"
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
		f, err := strconv.ParseFloat(x.Value, 64)
		if err != nil {
			a.fail(at, syntax.InvalidLiteral, "Invalid numeric literal: %s", x.Value)
		}
		return &Literal{typed{schema.Of(schema.Double), at}, f}
	case syntax.DecimalNumber:
		return a.decimal(at, x.Value)
	}
	n, err := strconv.ParseInt(x.Value, 10, 64)
	if err != nil {
		a.fail(at, syntax.InvalidLiteral, "Invalid numeric literal: %s", x.Value)
	}
	t := schema.Of(schema.Bigint)
	if n <= math.MaxInt32 {
		t = schema.Of(schema.Integer)
	}
	return &Literal{typed{t, at}, n}
}

func (a *analyzer) decimal(at syntax.Span, s string) Expr {
	sign := ""
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "+") {
		sign, s = strings.TrimPrefix(s[:1], "+"), s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	for _, c := range whole + frac {
		if c < '0' || c > '9' {
			a.fail(at, syntax.InvalidLiteral, "Invalid decimal literal '%s'", s)
		}
	}
	whole = strings.TrimLeft(whole, "0")
	p := max(1, len(whole)+len(frac))
	if p > 38 {
		a.fail(at, syntax.InvalidLiteral, "Decimal literal has more than 38 digits: %s", s)
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

var unitMicros = map[string]int64{"WEEK": 7 * 86400e6, "DAY": 86400e6, "HOUR": 3600e6, "MINUTE": 60e6, "SECOND": 1e6}

func (a *analyzer) interval(x *syntax.Interval) Expr {
	bad := func() { a.fail(x.Span, syntax.InvalidLiteral, "Invalid INTERVAL %s value: %s", x.From, x.Value) }
	if x.To != "" {
		a.fail(x.Span, syntax.NotSupported, "INTERVAL … %s TO %s is not in Tarn yet", x.From, x.To)
	}
	v := Interval{}
	t := schema.Of(schema.IntervalDaySecond)
	if x.From == "YEAR" || x.From == "MONTH" {
		n, err := strconv.ParseInt(x.Value, 10, 32)
		if err != nil {
			bad()
		}
		t = schema.Of(schema.IntervalYearMonth)
		v.Months = n
		if x.From == "YEAR" {
			v.Months *= 12
		}
	} else {
		f, err := strconv.ParseFloat(x.Value, 64)
		if err != nil || x.From != "SECOND" && f != math.Trunc(f) {
			bad()
		}
		v.Micros = int64(math.Round(f*1000)) * (unitMicros[x.From] / 1000)
	}
	if x.Negative {
		v.Months, v.Micros = -v.Months, -v.Micros
	}
	return &Literal{typed{t, x.Span}, v}
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
	case "LOCALTIMESTAMP":
		return &Literal{typed{schema.TimestampOf(p), x.Span}, a.now}
	}
	a.fail(x.Span, syntax.NotSupported, "%s is not in Tarn yet", strings.ToLower(x.Name))
	return nil
}

// typedLiteral is DATE '…', TIMESTAMP '…' and the like: a cast of the text that is done at once.
func (a *analyzer) typedLiteral(x *syntax.Typed) Expr {
	t := &syntax.Type{Span: x.Span, Name: x.Type}
	if x.Type == "TIMESTAMP" {
		return a.timestampLiteral(x.Span, x.Value)
	}
	if x.Type == "DECIMAL" {
		return a.decimal(x.Span, x.Value)
	}
	to := a.typeOf(t)
	if to.Kind == schema.JSON {
		text, err := trinojson.Parse(x.Value)
		if err != nil {
			a.fail(x.Span, syntax.InvalidLiteral, "'%s' is not a valid JSON literal", x.Value)
		}
		return &Literal{typed{to, x.Span}, text}
	}
	text := &Literal{typed{schema.Of(schema.Varchar), x.Span}, x.Value}
	e := a.castTo(x.Span, text, to, false)
	if l, ok := e.(*Literal); ok {
		return l
	}
	switch to.Kind {
	case schema.Date, schema.Time:
		a.fail(x.Span, syntax.InvalidLiteral, "'%s' is not a valid %s literal", x.Value, strings.ToUpper(to.Kind.Name()))
	}
	return e
}

// timestampLiteral: the digits of the fraction are the precision, and a zone makes it a timestamp with time zone.
func (a *analyzer) timestampLiteral(at syntax.Span, s string) Expr {
	t, typ, err := parseTimestamp(s)
	if err != nil {
		a.fail(at, syntax.InvalidLiteral, "'%s' is not a valid TIMESTAMP literal", s)
	}
	return &Literal{typed{typ, at}, t}
}

// parseTimestamp reads a text as Trino's TIMESTAMP literal does.
func parseTimestamp(s string) (time.Time, schema.Type, error) {
	s = strings.TrimSpace(s)
	body, zone := s, ""
	if len(s) > 10 {
		clock := s[11:]
		if i := strings.IndexAny(clock, " +-ZabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY"); i >= 0 {
			body, zone = s[:11+i], strings.TrimSpace(clock[i:])
		}
	}
	var t time.Time
	err := fmt.Errorf("no timestamp")
	for _, layout := range []string{"2006-1-2 15:4:5.999999999", "2006-1-2 15:4", "2006-1-2"} {
		if t, err = time.Parse(layout, strings.TrimSpace(body)); err == nil {
			break
		}
	}
	if err != nil || len(body) > 10 && body[10] == 'T' {
		return t, schema.Type{}, fmt.Errorf("no timestamp")
	}
	typ := schema.TimestampOf(0)
	if i := strings.IndexByte(body, '.'); i >= 0 {
		typ.Precision = len(strings.TrimSpace(body)) - i - 1
	}
	if zone != "" {
		z, err := functions.Zone(zone)
		if err != nil {
			return t, typ, err
		}
		typ.Kind, typ.Zone = schema.TimestampTZ, z
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), functions.Location(z)).UTC()
	}
	return t, typ, nil
}

// parameter puts the expression that was given for `?` in its place.
func (a *analyzer) parameter(x *syntax.Param) Expr {
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
