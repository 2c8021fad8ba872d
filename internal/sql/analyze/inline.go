package analyze

import (
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// inlineFunction is a function that the statement brings along. A call of it is its body, with the arguments in the place of the parameters.
type inlineFunction struct {
	*syntax.InlineFunction
	params  []schema.Type
	returns schema.Type
}

// define checks a function and makes it known to those after it and to the query.
func (a *analyzer) define(f *syntax.InlineFunction) {
	own := &inlineFunction{InlineFunction: f, returns: a.typeOf(f.Returns.Span, f.Returns)}
	s := &scope{lambda: true}
	for i, p := range f.Params {
		for _, before := range f.Params[:i] {
			if strings.EqualFold(before.Name.Name, p.Name.Name) {
				a.fail(p.Span, syntax.InvalidArguments, "Duplicate function parameter name: %s", p.Name.Name)
			}
		}
		t := a.typeOf(p.Type.Span, p.Type)
		own.params = append(own.params, t)
		s.fields = append(s.fields, field{name: p.Name.Name, column: a.column(p.Name.Name, t)})
	}
	syntax.Walk(f.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Query:
			a.fail(span(f.Body), syntax.NotSupported, "Queries are not allowed in functions")
		case *syntax.Call:
			if name := n.Name.Parts[0].Name; len(n.Name.Parts) == 1 && strings.EqualFold(name, f.Name.Name) && functions.Lookup(strings.ToLower(name)) == nil && a.ownFunctions(name) == nil {
				a.fail(f.Span, syntax.NotSupported, "Recursive language functions are not supported: %s%s:%s", strings.ToLower(f.Name.Name), own.signature(), own.returns)
			}
		}
		return true
	})
	body := a.expr(f.Body, s)
	if contains(body, isAggregate) || contains(body, func(x Expr) bool { _, ok := x.(*Window); return ok }) {
		a.fail(span(f.Body), syntax.GenericInternalError, "an aggregate or a window function is not a scalar function")
	}
	if !f.Varies && contains(body, func(x Expr) bool { c, ok := x.(*Call); return ok && c.Function.Volatile }) {
		a.fail(f.Span, syntax.InvalidArguments, "Non-deterministic function declared DETERMINISTIC")
	}
	a.returned(own, body)
	a.functions = append(a.functions, own)
}

// returned is a body in the type that its function declares.
func (a *analyzer) returned(f *inlineFunction, body Expr) Expr {
	if !functions.Coerces(body.Type(), f.returns) {
		a.fail(body.At(), syntax.TypeMismatch, "Value of RETURN must evaluate to %s (actual: %s)", f.returns, body.Type())
	}
	return a.coerce(body, f.returns)
}

func (f *inlineFunction) signature() string {
	parts := make([]string, len(f.params))
	for i, t := range f.params {
		parts[i] = t.String()
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// ownFunctions are the functions of a name that the statement brings along.
func (a *analyzer) ownFunctions(name string) (list []*inlineFunction) {
	for _, f := range a.functions {
		if strings.EqualFold(f.Name.Name, name) {
			list = append(list, f)
		}
	}
	return list
}

// inline is a call of a function that the statement brings along, nil for a call of another one. builtin is Trino's function of the name, which is meant
// where no own one takes the arguments.
func (a *analyzer) inline(x *syntax.Call, builtin *functions.Function, s *scope) Expr {
	if len(x.Name.Parts) != 1 {
		return nil
	}
	all := a.ownFunctions(x.Name.Parts[0].Name)
	if all == nil || slices.ContainsFunc(x.Args, func(arg syntax.Expr) bool { _, ok := arg.(*syntax.Lambda); return ok }) {
		return nil
	}
	args := make([]Expr, len(x.Args))
	for i, arg := range x.Args {
		args[i] = a.expr(arg, s)
	}
	f := a.chosen(x, all, args)
	switch {
	case f == nil && builtin != nil:
		return nil
	case f == nil:
		types, forms := make([]string, len(args)), make([]string, len(all))
		for i, arg := range args {
			types[i] = arg.Type().String()
		}
		for i, g := range all {
			forms[i] = strings.ToLower(g.Name.Name) + g.signature()
		}
		a.fail(x.Span, syntax.FunctionNotFound, "Unexpected parameters (%s) for function %s. Expected: %s", strings.Join(types, ", "), strings.ToLower(all[0].Name.Name), strings.Join(forms, ", "))
	case x.Over != nil:
		a.fail(x.Span, syntax.FunctionNotWindow, "Not a window function: %s", strings.ToLower(f.Name.Name))
	}
	a.checkModifiers(x, &functions.Function{Name: f.Name.Name, Kind: functions.Scalar})
	body := &scope{lambda: true}
	for i, p := range f.Params {
		first := args[i]
		body.fields = append(body.fields, field{name: p.Name.Name, column: &Column{T: f.params[i]}, argument: func() Expr {
			arg := first
			if first = nil; arg == nil { // each place has an expression of its own
				arg = a.expr(x.Args[i], s)
			}
			return a.coerce(arg, f.params[i])
		}})
	}
	known := a.functions // the body knows those before it
	a.functions = known[:slices.Index(known, f)]
	result := a.returned(f, a.expr(f.Body, body))
	a.functions = known
	if !f.NullOnNull || len(args) == 0 {
		return result
	}
	var absent []Expr
	for i := range args {
		absent = append(absent, &IsNull{typed{boolean, x.Span}, a.coerce(a.expr(x.Args[i], s), f.params[i])})
	}
	var none Expr = absent[0]
	if len(absent) > 1 {
		none = &Logic{typed{boolean, x.Span}, false, absent}
	}
	return &Case{typed: typed{f.returns, x.Span}, Whens: []When{{none, &Literal{typed{f.returns, x.Span}, nil}}}, Else: result}
}

// chosen is the function that takes the arguments: as they are, or else after coercion, the most specific one.
func (a *analyzer) chosen(x *syntax.Call, all []*inlineFunction, args []Expr) *inlineFunction {
	var fits []*inlineFunction
	for _, f := range all {
		if len(f.params) != len(args) {
			continue
		}
		exact, fit := true, true
		for i, t := range f.params {
			exact = exact && args[i].Type().Equal(t)
			fit = fit && functions.Coerces(args[i].Type(), t)
		}
		if exact {
			return f
		}
		if fit {
			fits = append(fits, f)
		}
	}
	if len(fits) < 2 {
		return append(fits, nil)[0]
	}
	for _, f := range fits {
		if !slices.ContainsFunc(fits, func(g *inlineFunction) bool {
			for i, t := range f.params {
				if !functions.Coerces(t, g.params[i]) {
					return true
				}
			}
			return false
		}) {
			return f
		}
	}
	forms := ""
	for _, f := range fits {
		forms += "\n\t * " + f.signature() + ":" + f.returns.String()
	}
	a.fail(x.Span, syntax.AmbiguousFunctionCall, "Could not choose a best candidate operator. Explicit type casts must be added.\nCandidates are:%s\n", forms)
	return nil
}
