package emit

import (
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

func (e *emitter) call(x *analyze.Call) string {
	switch x.Function.Name {
	case "element_at":
		if doc, key, ok := e.jsonMember(x.Args[0], x.Args[1]); ok {
			return functions.JSONMember(doc, key)
		}
	case "from_iso8601_timestamp":
		// The text of a stored time, read back, is the time: no work, and files can be left out.
		if text, stored, ok := e.stored(uncast(x.Args[0])); ok && stored.Kind == schema.Timestamp {
			return text
		}
	}
	return e.form(x.Function, x.Overload, x.T, x.Args, x.Span)
}

// form writes a function's form for its arguments.
func (e *emitter) form(f *functions.Function, o *functions.Overload, t schema.Type, args []analyze.Expr, at syntax.Span) string {
	c := &functions.Call{Name: f.Name, Result: t, Param: e.param}
	c.FailAs = func(msg string, t schema.Type) string { return e.failing(functions.QuoteText(msg), t, at) }
	c.FailText = func(text string) string { return e.failing(text, t, at) }
	c.Fail = func(msg string) string { return c.FailAs(msg, t) }
	for _, a := range args {
		arg := functions.Arg{Type: a.Type()}
		if l, ok := a.(*analyze.Lambda); ok && o.Emit != nil {
			arg.Body = e.lambda(l)
		} else {
			arg.Text = e.expr(a)
		}
		if e.hiding > 0 {
			arg.Text = hide(arg.Text)
			if body := arg.Body; body != nil {
				arg.Body = func(params ...string) string { return hide(body(params...)) }
			}
		}
		if l, ok := a.(*analyze.Literal); ok {
			arg.Const, arg.Value = true, l.Value
		}
		if _, stored, ok := e.stored(uncast(a)); ok && stored.Kind == schema.JSON {
			arg.ValidJSON = true
		}
		if a.Type().Zone == functions.MixedZones {
			e.fail(at, errMixedZones)
		}
		c.Args = append(c.Args, arg)
	}
	text, err := o.Form(c)
	if err != nil {
		e.fail(at, err)
	}
	return text
}

// lambda writes a lambda's body with texts of the caller for its parameters.
func (e *emitter) lambda(l *analyze.Lambda) func(params ...string) string {
	return func(params ...string) string {
		for i, p := range l.Params {
			e.columns[p] = params[i]
		}
		return e.expr(l.Body)
	}
}

var errMixedZones = &syntax.Error{Code: syntax.NotSupported, Msg: "times of several zones in one column are not in Tarn yet"}

func uncast(x analyze.Expr) analyze.Expr {
	for {
		c, ok := x.(*analyze.Cast)
		if !ok || !c.Implicit {
			return x
		}
		x = c.X
	}
}
