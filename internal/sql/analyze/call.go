package analyze

import (
	"errors"
	"slices"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
	"tarn/internal/suggest"
)

// Fail is the name of a function for those who make text of their own: it fails with its argument, `CODE: message`.
const Fail = "$fail"

// call chooses the function that a call means.
func (a *analyzer) call(x *syntax.Call, s *scope) Expr {
	name := strings.ToLower(x.Name.Parts[len(x.Name.Parts)-1].Name)
	if e := a.patternCall(x, name, s); e != nil {
		return e
	}
	if name == "grouping" {
		g := &Grouping{typed: typed{schema.Of(schema.Integer), x.Span}}
		for _, arg := range x.Args {
			if id, ok := arg.(*syntax.Ident); ok && s.outputs && slices.ContainsFunc(s.fields, func(f field) bool { return strings.EqualFold(f.name, id.Name) }) {
				a.failAs(x.Span, syntax.InvalidArguments, errors.New("Invalid reference to output of SELECT clause from grouping() expression in ORDER BY"))
			}
			g.Args = append(g.Args, a.expr(arg, s))
		}
		return g
	}
	f := functions.Lookup(name)
	if own := a.inline(x, f, s); own != nil {
		return own
	}
	if name == Fail {
		f = functions.SQLJSON["fail"]
	}
	if f == nil || len(x.Name.Parts) > 1 && !builtin(x.Name) {
		var names []string
		for _, f := range functions.All() {
			names = append(names, f.Name)
		}
		hint := "docs/sql-functions.md lists the functions of Tarn"
		if why := functions.Missing(name); why != "" && (len(x.Name.Parts) == 1 || builtin(x.Name)) {
			a.failHint(x.Span, syntax.NotSupported, why, "the function %s is not in Tarn", name)
		}
		if near := suggest.Names(name, names); near != "" {
			hint += "; " + near
		}
		a.failHint(x.Span, syntax.FunctionNotFound, hint, "Function '%s' not registered", name)
	}
	if name == "concat" && len(x.Args) == 0 {
		a.fail(x.Span, syntax.AmbiguousFunctionCall, "Could not choose a best candidate operator. Explicit type casts must be added.\nCandidates are:\n\t * ():varchar\n\t * ():varbinary\n")
	}
	a.checkModifiers(x, f)
	if f.Special() {
		return a.special(x, name, s)
	}
	args, res := a.arguments(x, f, s)
	t := typed{res.Result, x.Span}
	switch {
	case f.Kind == functions.Scalar:
		if f.Volatile {
			a.volatile++
		}
		return a.fold(&Call{t, f, res.Overload, args})
	case x.Over != nil:
		w := &Window{typed: t, Function: f, Overload: res.Overload, Args: args, Distinct: x.Distinct, IgnoreNulls: x.Nulls == "IGNORE", Overflow: x.Overflow}
		w.Sort = a.argumentOrder(x, args, s)
		return a.window(x, w, s)
	}
	agg := &Aggregate{typed: t, Function: f, Overload: res.Overload, Args: args, Distinct: x.Distinct, Overflow: x.Overflow}
	if x.Filter != nil {
		agg.Filter = a.condition(x.Filter, s, "FILTER")
	}
	agg.Order = a.argumentOrder(x, args, s)
	a.ofLevel(agg, s)
	return agg
}

// argumentOrder is the order that an aggregate takes its arguments in.
func (a *analyzer) argumentOrder(x *syntax.Call, args []Expr, s *scope) (keys []SortKey) {
	order := x.OrderBy
	if x.WithinGroup != nil {
		order = x.WithinGroup
	}
	among := map[string]bool{}
	for _, arg := range args {
		among[key(uncast(arg))] = true
	}
	for _, item := range order {
		e := a.expr(item.X, s)
		if x.Distinct && !among[key(e)] {
			a.fail(span(item.X), syntax.ExpressionNotInDistinct, "For aggregate function with DISTINCT, ORDER BY expressions must appear in arguments")
		}
		keys = append(keys, a.sortKey(e, item))
	}
	return keys
}

func uncast(x Expr) Expr {
	for {
		c, ok := x.(*Cast)
		if !ok || !c.Implicit {
			return x
		}
		x = c.X
	}
}

// builtin reports whether a function's name has Trino's own catalog and schema of functions.
func builtin(n *syntax.Name) bool {
	return len(n.Parts) == 3 && strings.EqualFold(n.Parts[0].Name, "system") && strings.EqualFold(n.Parts[1].Name, "builtin")
}

func (a *analyzer) checkModifiers(x *syntax.Call, f *functions.Function) {
	switch {
	case f.Kind == functions.Window && x.Over == nil:
		a.fail(x.Span, syntax.MissingOver, "Window function %s requires an OVER clause", f.Name)
	case f.Kind == functions.Scalar && x.Over != nil:
		a.fail(x.Span, syntax.FunctionNotWindow, "Cannot use OVER with %s function", f.Name)
	case f.Kind == functions.Scalar && x.Distinct:
		a.fail(x.Span, syntax.FunctionNotAggregate, "DISTINCT is not supported for non-aggregation functions")
	case f.Kind == functions.Scalar && x.Filter != nil:
		a.fail(x.Span, syntax.FunctionNotAggregate, "Filter is only valid for aggregation functions, not scalar functions")
	case f.Kind == functions.Scalar && x.OrderBy != nil:
		a.fail(x.Span, syntax.FunctionNotAggregate, "ORDER BY is only valid for aggregation functions")
	case x.Nulls == "IGNORE" && !f.KeepsNulls:
		a.fail(x.Span, syntax.NullTreatmentNotAllowed, "Cannot specify null treatment clause for %s function", f.Name)
	case x.Star && f.Name != "count":
		a.fail(x.Span, syntax.FunctionNotFound, "%s(*) is not a function", f.Name)
	case x.Over != nil && x.Filter != nil:
		a.fail(x.Span, syntax.NotSupported, "FILTER is not yet supported for window functions")
	case f.Kind == functions.Window && x.Distinct:
		a.fail(x.Span, syntax.NotSupported, "DISTINCT in window function parameters not yet supported: %s", syntax.Print(x))
	case f.Kind == functions.Window && x.OrderBy != nil:
		a.fail(x.Span, syntax.NotSupported, "Window function with ORDER BY is not supported")
	case f.Name != "listagg" && x.WithinGroup != nil:
		a.fail(x.WithinGroup[0].Span, syntax.SyntaxError, "mismatched input '('. Expecting: 'BY': WITHIN GROUP goes with listagg only")
	case f.Name == "listagg" && len(x.Args) > 1 && !isText(x.Args[1]):
		a.fail(span(x.Args[1]), syntax.SyntaxError, "mismatched input '%s'. Expecting: <string>", syntax.Print(x.Args[1]))
	case f.Name == "listagg" && x.WithinGroup == nil && x.OrderBy == nil:
		a.fail(x.Span, syntax.SyntaxError, "listagg needs WITHIN GROUP (ORDER BY …)")
	}
}

func isText(x syntax.Expr) bool {
	_, ok := x.(*syntax.Text)
	return ok
}

// arguments analyses a call's arguments, lambdas with the types that the function gives their parameters.
func (a *analyzer) arguments(x *syntax.Call, f *functions.Function, s *scope) ([]Expr, *functions.Resolved) {
	args := make([]Expr, len(x.Args))
	types := make([]schema.Type, len(x.Args))
	lambdas := make([]*functions.Lambda, len(x.Args))
	for i, arg := range x.Args {
		l, ok := arg.(*syntax.Lambda)
		if !ok {
			args[i] = a.expr(arg, s)
			types[i] = args[i].Type()
			continue
		}
		lambdas[i] = &functions.Lambda{Params: len(l.Params), Body: func(params []schema.Type) (schema.Type, error) {
			args[i] = a.lambda(l, params, s)
			return args[i].(*Lambda).Body.Type(), nil
		}}
	}
	if f.Name == "array_join" && len(args) > 0 && args[0] != nil && types[0].Kind == schema.Array && types[0].Elem.Kind != schema.Varchar {
		if !castable(*types[0].Elem, schema.Of(schema.Varchar)) {
			a.fail(x.Span, syntax.Code("OPERATOR_NOT_FOUND"), "Cannot cast %s to varchar", *types[0].Elem)
		}
		args[0] = a.castTo(x.Span, args[0], schema.ArrayOf(schema.Of(schema.Varchar)), false)
		types[0] = args[0].Type()
	}
	if f.Name == "listagg" && len(args) > 0 && args[0] != nil && types[0].Kind != schema.Varchar && types[0].Kind != schema.Unknown {
		a.fail(x.Span, syntax.TypeMismatch, "Expected expression of varchar, but '%s' has %s type", syntax.Print(x.Args[0]), types[0])
	}
	res, err := functions.Resolve(f, types, lambdas)
	if err != nil {
		a.checkParams(x, f)
		a.failAs(x.Span, syntax.FunctionNotFound, err)
	}
	for i := range args {
		if l, ok := args[i].(*Lambda); ok {
			l.T = res.Args[i]
			l.Body = a.coerce(l.Body, l.T.Fields[len(l.T.Fields)-1].Type)
			continue
		}
		if res.Args[i].Kind != schema.Unknown {
			args[i] = a.coerce(args[i], res.Args[i])
		}
	}
	return args, res
}

// checkParams finds the lambda that has too many parameters, or too few.
func (a *analyzer) checkParams(x *syntax.Call, f *functions.Function) {
	for i, arg := range x.Args {
		if l, ok := arg.(*syntax.Lambda); ok {
			if want := f.LambdaParams(i, len(x.Args)); want >= 0 && want != len(l.Params) {
				a.fail(l.Span, syntax.InvalidParameterUsage, "Expected a lambda that takes %d argument(s) but got %d", want, len(l.Params))
			}
		}
	}
}

func (a *analyzer) lambda(x *syntax.Lambda, params []schema.Type, s *scope) *Lambda {
	if s.recognizer() != nil {
		a.fail(x.Span, syntax.NotSupported, "Lambda expression in pattern recognition context is not yet supported")
	}
	l := &Lambda{typed: typed{Span: x.Span}}
	inner := &scope{parent: s, lambda: true}
	for i, p := range x.Params {
		c := a.column(p.Name, params[i])
		l.Params = append(l.Params, c)
		inner.fields = append(inner.fields, field{name: p.Name, column: c})
	}
	l.Body = a.expr(x.Body, inner)
	a.refuseAggregates(l.Body, "Lambda expression")
	return l
}

// unexpected refuses the arguments of a form of its own as if it were a function.
func (a *analyzer) unexpected(x *syntax.Call, name string, args []Expr) {
	types := make([]string, len(args))
	for i, arg := range args {
		types[i] = arg.Type().String()
	}
	expected := map[string]string{"greatest": "greatest(E) E:orderable", "least": "least(E) E:orderable", "typeof": "typeof(t) T"}[name]
	if expected == "" {
		expected = name + "()"
	}
	a.fail(x.Span, syntax.FunctionNotFound, "Unexpected parameters (%s) for function %s. Expected: %s", strings.Join(types, ", "), name, expected)
}

// orderable refuses arguments of greatest and least that have no common type with an order.
func (a *analyzer) orderable(x *syntax.Call, name string, args []Expr) {
	t, ok := schema.Type{}, len(args) > 0
	for _, arg := range args {
		if ok {
			t, ok = functions.Common(t, arg.Type())
		}
	}
	if !ok || !functions.Orderable(t) {
		a.unexpected(x, name, args)
	}
}

// special analyses the functions that are forms of their own.
func (a *analyzer) special(x *syntax.Call, name string, s *scope) Expr {
	var args []Expr
	for _, arg := range x.Args {
		args = append(args, a.expr(arg, s))
	}
	count := func(low, high int) {
		if len(args) < low || len(args) > high {
			switch name {
			case "coalesce":
				a.fail(x.Span, syntax.SyntaxError, "The 'coalesce' function must have at least two arguments")
			case "try":
				a.fail(x.Span, syntax.SyntaxError, "The 'try' function must have exactly one argument")
			case "if", "nullif":
				a.fail(x.Span, syntax.SyntaxError, "Invalid number of arguments for '%s' function", name)
			}
			a.unexpected(x, name, args)
		}
	}
	at := x.Span
	if name == "greatest" || name == "least" {
		a.orderable(x, name, args)
	}
	switch name {
	case "if":
		count(2, 3)
		if args[0].Type().Kind != schema.Boolean && args[0].Type().Kind != schema.Unknown {
			a.fail(args[0].At(), syntax.TypeMismatch, "IF condition must evaluate to a boolean (actual: %s)", args[0].Type())
		}
		results := args[1:]
		if len(results) == 2 {
			if _, ok := functions.Common(results[0].Type(), results[1].Type()); !ok {
				a.fail(at, syntax.TypeMismatch, "Result types for IF must be the same: %s vs %s", results[0].Type(), results[1].Type())
			}
		}
		t := a.unify(at, results, "Result types for IF must be the same: %s vs %s")
		c := &Case{typed: typed{t, at}, Whens: []When{{a.coerce(args[0], boolean), results[0]}}}
		if len(results) == 2 {
			c.Else = results[1]
		}
		return c
	case "coalesce", "greatest", "least":
		count(map[string]int{"coalesce": 2}[name], 1<<20)
		if len(args) == 0 {
			count(1, 1)
		}
		t := a.unify(at, args, "All "+strings.ToUpper(name)+" operands must be the same type or coercible to a common type. Cannot find common type between %s and %s")
		return &Special{typed{t, at}, name, args}
	case "nullif":
		count(2, 2)
		cmp := a.compare(at, at, "=", args[0], args[1])
		return &Case{typed: typed{args[0].Type(), at}, Whens: []When{{cmp, &Literal{typed{args[0].Type(), at}, nil}}}, Else: args[0]}
	case "try":
		count(1, 1)
		return &Special{typed{args[0].Type(), at}, "try", args}
	case "typeof":
		count(1, 1)
		t := args[0].Type().Display()
		if contains(args[0], isAggregate) { // the query is one of groups all the same
			lit := &Literal{typed{schema.Of(schema.Varchar), at}, t}
			return &Case{typed: lit.typed, Whens: []When{{&IsNull{typed{boolean, at}, args[0]}, lit}}, Else: lit}
		}
		lit := &Literal{typed{schema.Of(schema.Varchar), at}, t}
		if contains(args[0], computes) { // and may fail
			return &Special{lit.typed, "typeof", []Expr{args[0], lit}}
		}
		return lit
	case "format":
		return a.format(at, args)
	case "version":
		count(0, 0)
		return &Literal{typed{schema.Of(schema.Varchar), at}, "tarn"}
	case "now":
		count(0, 0)
		return &Literal{typed{schema.Of(schema.TimestampTZ), at}, a.now}
	case "current_date":
		count(0, 0)
		return &Literal{typed{schema.Of(schema.Date), at}, a.now.Truncate(24 * time.Hour)}
	case "current_timezone":
		count(0, 0)
		return &Literal{typed{schema.Of(schema.Varchar), at}, "UTC"}
	}
	return nil
}

func (a *analyzer) extract(x *syntax.Extract, s *scope) Expr {
	name := map[string]string{"DOW": "day_of_week", "DOY": "day_of_year", "YOW": "year_of_week"}[x.Field]
	if name == "" {
		name = strings.ToLower(x.Field)
	}
	switch name {
	case "year", "quarter", "month", "week", "day", "day_of_month", "day_of_week", "day_of_year", "year_of_week", "hour", "minute", "second", "timezone_hour", "timezone_minute":
	default:
		a.fail(x.Span, syntax.SyntaxError, "Invalid EXTRACT field %s, valid fields are: YEAR, QUARTER, MONTH, WEEK, DAY, DAY_OF_MONTH, DAY_OF_WEEK, DOW, DAY_OF_YEAR, DOY, YEAR_OF_WEEK, YOW, HOUR, MINUTE, SECOND, TIMEZONE_MINUTE, TIMEZONE_HOUR", strings.ToLower(x.Field))
	}
	if t := a.expr(x.X, s).Type(); t.Kind != schema.Unknown && !slices.Contains(extractable(name), t.Kind) {
		a.fail(span(x.X), syntax.TypeMismatch, "Cannot extract %s from %s", strings.ToUpper(x.Field), t)
	}
	return a.function(x.Span, name, s, x.X)
}

// extractable are the types that have a field of this name.
func extractable(field string) []schema.Kind {
	switch field {
	case "year", "month":
		return []schema.Kind{schema.Date, schema.Timestamp, schema.TimestampTZ, schema.IntervalYearMonth}
	case "day", "day_of_month":
		return []schema.Kind{schema.Date, schema.Timestamp, schema.TimestampTZ, schema.IntervalDaySecond}
	case "hour", "minute", "second":
		return []schema.Kind{schema.Time, schema.Timestamp, schema.TimestampTZ, schema.IntervalDaySecond}
	case "timezone_hour", "timezone_minute":
		return []schema.Kind{schema.TimestampTZ}
	}
	return []schema.Kind{schema.Date, schema.Timestamp, schema.TimestampTZ}
}

// computes reports whether an expression's evaluation does something.
func computes(x Expr) bool {
	switch x.(type) {
	case *Call, *Cast, *Arith, *Negate, *Subscript, *Subquery:
		return true
	}
	return false
}

func (a *analyzer) trim(x *syntax.Trim, s *scope) Expr {
	name := map[string]string{"LEADING": "ltrim", "TRAILING": "rtrim"}[x.Where]
	if name == "" {
		name = "trim"
	}
	args := []syntax.Expr{x.X}
	if x.Chars != nil {
		args = append(args, x.Chars)
	}
	return a.function(x.Span, name, s, args...)
}

// function calls a function that the text has another form for.
func (a *analyzer) function(at syntax.Span, name string, s *scope, args ...syntax.Expr) Expr {
	return a.call(&syntax.Call{Span: at, Name: &syntax.Name{Span: at, Parts: []*syntax.Ident{{Span: at, Name: name}}}, Args: args}, s)
}
