package emit

import (
	"regexp"

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
	case "date":
		if isText(x.Args[0].Type()) {
			c := analyze.Cast{X: x.Args[0]}
			c.T, c.Span = x.T, x.Span
			return e.expr(&c)
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
	return e.formOf(f, o, t, args, at, false)
}

func (e *emitter) formOf(f *functions.Function, o *functions.Overload, t schema.Type, args []analyze.Expr, at syntax.Span, instant bool) string {
	compares := e.comparing || comparesArgs.MatchString(o.Signature)
	e.comparing = false
	c := &functions.Call{Name: f.Name, Result: t, Param: e.param, Instant: instant, Trying: e.trying > 0}
	c.Less = func(a, b string, t schema.Type) string { return e.ordered("<", a, b, t) }
	c.Equal = func(a, b string, t schema.Type) string { return e.compared("=", a, b, t, false, false) }
	c.FailAs = func(msg string, t schema.Type) string { return e.failing(functions.QuoteText(msg), t, at) }
	c.FailText = func(text string) string { return e.failing(text, t, at) }
	c.Fail = func(msg string) string { return c.FailAs(msg, t) }
	mixed := false
	for _, a := range args {
		arg := functions.Arg{Type: a.Type()}
		if l, ok := a.(*analyze.Lambda); ok && o.Emit != nil {
			arg.Body = e.lambda(l)
		} else {
			arg.Text = e.expr(a)
			if compares && hasMap(a.Type()) {
				arg.Text = e.canonical(arg.Text, a.Type())
			}
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
		mixed = mixed || functions.HasMixedZones(a.Type()) && f.Section != "datetime" && !(keepsZones[f.Name] && !mixedKey(a.Type()))
		c.Args = append(c.Args, arg)
	}
	if mixed {
		text, ok, err := o.ByInstants(f, c)
		if !ok {
			e.fail(at, &syntax.Error{Span: at, Code: syntax.NotSupported, Msg: f.Name + " of times whose zones differ is not in Tarn yet: use AT TIME ZONE to choose one"})
		} else if err != nil {
			e.fail(at, err)
		}
		return text
	}
	text, err := o.Form(c)
	if err != nil {
		e.fail(at, err)
	}
	return text
}

// comparesArgs matches the signatures whose arguments are compared for equality.
var comparesArgs = regexp.MustCompile(`\bE\b`)

// lambda writes a lambda's body with texts of the caller for its parameters.
func (e *emitter) lambda(l *analyze.Lambda) func(params ...string) string {
	return func(params ...string) string {
		for i, p := range l.Params {
			e.columns[p] = params[i]
		}
		return e.expr(l.Body)
	}
}

// keepsZones are the functions that hand values on, or count or order them, as they are with their zones.
var keepsZones = map[string]bool{"count": true, "min": true, "max": true, "arbitrary": true, "any_value": true, "array_agg": true, "max_by": true, "min_by": true, "element_at": true, "cardinality": true,
	"filter": true, "transform": true, "first_value": true, "last_value": true, "nth_value": true, "lag": true, "lead": true, "count_if": true, "reverse": true, "slice": true,
	"concat": true, "flatten": true, "trim_array": true, "repeat": true, "zip": true, "zip_with": true, "all_match": true, "any_match": true, "none_match": true, "find_first": true, "reduce": true,
	"map": true, "map_concat": true, "map_from_entries": true, "map_entries": true, "map_keys": true, "map_values": true, "map_filter": true, "transform_keys": true, "transform_values": true, "map_agg": true}

// mixedKey reports whether a type is a map, or an array of rows, whose keys are times with zones that differ: those are compared.
func mixedKey(t schema.Type) bool { return t.Kind == schema.Map && functions.HasMixedZones(*t.Key) }

// order writes a value that is compared: of times whose zones differ from row to row, the instants.
func (e *emitter) order(x analyze.Expr) string {
	t := x.Type()
	if t.Zone == functions.MixedZones {
		return e.instant(x)
	}
	return functions.Instants(e.param, e.expr(x), t)
}

// readsZone are the functions that have a form for the instant alone.
var readsZone = map[string]bool{"at_timezone": true, "with_timezone": true, "parse_datetime": true, "from_iso8601_timestamp": true, "from_unixtime": true}

// instant writes the instant of a time with time zone.
func (e *emitter) instant(x analyze.Expr) string {
	if x.Type().Zone != functions.MixedZones {
		return e.expr(x)
	}
	switch x := x.(type) {
	case *analyze.Cast:
		from := x.X.Type()
		if !isText(from) && from.Kind != schema.Unknown && from.Precision <= x.T.Precision {
			if from.Kind == schema.TimestampTZ {
				return e.instant(x.X)
			}
			return e.convertMoment(e.expr(x.X), from, schema.TimestampOf(x.T.Precision))
		}
	case *analyze.Call:
		if readsZone[x.Function.Name] {
			return e.formOf(x.Function, x.Overload, x.T, x.Args, x.Span, true)
		}
	}
	return functions.InstantOf(e.expr(x), functions.MixedZones)
}

func uncast(x analyze.Expr) analyze.Expr {
	for {
		c, ok := x.(*analyze.Cast)
		if !ok || !c.Implicit {
			return x
		}
		x = c.X
	}
}
