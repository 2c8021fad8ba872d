package analyze

import (
	"encoding/json"
	"errors"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
	"tarn/internal/sql/trinojson"
)

var varchar = schema.Of(schema.Varchar)

// json gives a SQL/JSON function its meaning: a function over texts, with its clauses in a constant.
func (a *analyzer) json(x *syntax.JSON, s *scope) Expr {
	if x.Name == "JSON_OBJECT" || x.Name == "JSON_ARRAY" {
		return a.jsonBuild(x, s)
	}
	spec := &trinojson.Spec{Path: x.Path.Value, OnEmpty: x.OnEmpty, OnError: x.OnError, Omit: x.Quotes == "OMIT"}
	if x.PathName != nil {
		a.fail(x.PathName.Span, syntax.InvalidPath, "JSON path name is not allowed in %s function", x.Name)
	}
	input := a.jsonInput(x.Input, s)
	var params []Expr
	seen := map[string]bool{}
	for _, p := range x.Passing {
		name := p.Name.Name
		if !p.Name.Quoted {
			name = strings.ToUpper(name)
		}
		if seen[name] {
			a.fail(p.Name.Span, "DUPLICATE_PARAMETER_NAME", "%s JSON path parameter is specified more than once", name)
		}
		seen[name] = true
		value, kind := a.jsonText(p.Value, s, func(t schema.Type) {
			a.fail(x.Span, syntax.NotSupported, "Unsupported type of JSON path parameter: %s", t)
		})
		params = append(params, value)
		spec.Params = append(spec.Params, trinojson.Param{Name: name, Type: kind})
	}
	a.jsonPath(x, spec, seen)
	if x.Wrapper == "CONDITIONAL" || x.Wrapper == "UNCONDITIONAL" {
		if spec.Wrapper = x.Wrapper; x.Quotes != "" {
			a.fail(x.Span, syntax.InvalidFunctionArgument, "%s QUOTES behavior specified with WITH %s ARRAY WRAPPER behavior", x.Quotes, x.Wrapper)
		}
	}
	call := func(name string, t schema.Type) Expr {
		return a.jsonCall(name, t, x.Span, input, a.jsonSpec(spec, x.Span), &Array{typed{schema.ArrayOf(varchar), x.Span}, params})
	}
	switch x.Name {
	case "JSON_EXISTS":
		return call("exists", boolean)
	case "JSON_ROWS": // which only JSON_TABLE makes
		return call("rows", schema.ArrayOf(varchar))
	case "JSON_QUERY":
		return a.jsonOutput(x, call("query", varchar))
	}
	return a.jsonReturned(x, spec, call, s)
}

func (a *analyzer) jsonCall(name string, t schema.Type, at syntax.Span, args ...Expr) Expr {
	f := functions.SQLJSON[name]
	return &Call{typed{t, at}, f, f.Overloads[0], args}
}

func (a *analyzer) jsonSpec(spec *trinojson.Spec, at syntax.Span) Expr {
	text, _ := json.Marshal(spec)
	return &Literal{typed{varchar, at}, string(text)}
}

// jsonPath reads the path, whose faults have their place in the text, and looks its variables up.
func (a *analyzer) jsonPath(x *syntax.JSON, spec *trinojson.Spec, names map[string]bool) {
	path, err := trinojson.ParseSQLPath(spec.Path)
	var fault *trinojson.PathError
	if errors.As(err, &fault) {
		at := x.Path.Span
		switch {
		case fault.Offset >= 0:
			at.From.Col += fault.Offset + 1
			at.From.Offset = min(at.From.Offset+1+fault.Offset, at.To.Offset)
		case fault.Offset == -2:
			at.From = syntax.Pos{Line: 1, Col: 1, Offset: at.From.Offset}
		}
		a.fail(at, syntax.Code(fault.Code), "%s", fault.Msg)
	}
	for _, v := range path.Variables {
		if names[v] {
			continue
		}
		for name := range names {
			if strings.EqualFold(name, v) {
				a.fail(x.Path.Span, syntax.InvalidPath, "no value passed for parameter %s. Try quoting \"%s\" in the PASSING clause to match case", v, v)
			}
		}
		a.fail(x.Path.Span, syntax.InvalidPath, "no value passed for parameter %s", v)
	}
}

// jsonInput is a value that is read as JSON: a text, or bytes in an encoding.
func (a *analyzer) jsonInput(v *syntax.JSONValue, s *scope) Expr {
	x := a.expr(v.X, s)
	switch t := x.Type(); {
	case t.Kind == schema.Unknown, (t.Kind == schema.Varchar || t.Kind == schema.Char) && v.Encoding == "":
		return a.coerce(x, varchar)
	case t.Kind == schema.Varbinary:
		encoding := v.Encoding
		if encoding == "" {
			encoding = "UTF8"
		}
		return a.jsonCall("input", varchar, v.Span, x, &Literal{typed{varchar, v.Span}, encoding})
	default:
		format := "JSON"
		if v.Encoding != "" {
			format += " ENCODING " + v.Encoding
		}
		a.fail(span(v.X), syntax.TypeMismatch, "Cannot read input of type %s as JSON using formatting %s", t, format)
		return nil
	}
}

// jsonText is a value that goes into a path, an object or an array, as text, with the name of its type.
func (a *analyzer) jsonText(v *syntax.JSONValue, s *scope, unsupported func(schema.Type)) (Expr, string) {
	if j, ok := v.X.(*syntax.JSON); v.Format || ok && j.Name != "JSON_VALUE" && j.Name != "JSON_EXISTS" {
		return a.jsonInput(v, s), "json"
	}
	x := a.expr(v.X, s)
	switch t := x.Type(); t.Kind {
	case schema.Unknown, schema.Varchar:
		return a.coerce(x, varchar), "varchar"
	case schema.Char:
		return a.castTo(x.At(), x, varchar, false), "varchar"
	case schema.Array, schema.Map, schema.Row, schema.Varbinary, schema.Function:
		unsupported(t)
		return nil, ""
	case schema.JSON:
		return a.castTo(x.At(), x, varchar, false), "varchar"
	case schema.Time, schema.TimeTZ, schema.Timestamp, schema.TimestampTZ:
		return a.castTo(x.At(), x, varchar, false), t.String()
	case schema.Real: // as JSON it keeps the digits that its cast to varchar rounds off
		return a.castTo(x.At(), x, schema.Of(schema.JSON), false), t.Kind.Name()
	default:
		return a.castTo(x.At(), x, varchar, false), t.Kind.Name()
	}
}

// jsonOutput gives JSON in the type that RETURNING asks for.
func (a *analyzer) jsonOutput(x *syntax.JSON, text Expr) Expr {
	if x.Returning == nil {
		return text
	}
	switch t := a.typeOf(x.Span, x.Returning); {
	case (t.Kind == schema.Varchar || t.Kind == schema.Char) && x.Encoding == "":
		return a.castTo(x.Span, text, t, false)
	case t.Kind == schema.Varbinary:
		encoding := x.Encoding
		if encoding == "" {
			encoding = "UTF8"
		}
		return a.jsonCall("output", t, x.Span, text, &Literal{typed{varchar, x.Span}, encoding})
	default:
		format := "JSON"
		if x.Encoding != "" {
			format += " ENCODING " + x.Encoding
		}
		a.fail(x.Span, syntax.TypeMismatch, "Cannot output JSON value as %s using formatting %s", t, format)
		return nil
	}
}

// jsonReturned is json_value's result. Its text casts to the type; what Trino cannot cast has gone the way of ON ERROR before.
func (a *analyzer) jsonReturned(x *syntax.JSON, spec *trinojson.Spec, call func(string, schema.Type) Expr, s *scope) Expr {
	t := varchar
	if x.Returning != nil {
		t = a.typeOf(x.Span, x.Returning)
	}
	temporal := false
	switch {
	case t.Kind == schema.Varchar, t.Kind == schema.Char, t.Kind == schema.Boolean, functions.IsNumeric(t):
	case t.Kind == schema.Date, t.Kind == schema.Time, t.Kind == schema.TimeTZ, t.Kind == schema.Timestamp, t.Kind == schema.TimestampTZ:
		temporal = true
	default:
		a.fail(x.Span, syntax.TypeMismatch, "Invalid return type of function JSON_VALUE: %s", t)
	}
	spec.Returning = t.Kind.Name()
	switch t.Kind {
	case schema.Varchar, schema.Char:
		spec.Size = max(t.Length, 0)
	case schema.Decimal:
		spec.Size, spec.Scale = t.Precision, t.Scale
	}
	otherwise := func(x syntax.Expr, on string) Expr {
		e := a.expr(x, s)
		if !functions.Coerces(e.Type(), t) {
			a.fail(span(x), syntax.TypeMismatch, "Function JSON_VALUE default ON %s result must evaluate to a %s (actual: %s)", on, t, e.Type())
		}
		return a.coerce(e, t)
	}
	text := call("value", varchar)
	var value Expr = text
	if !t.Equal(varchar) {
		value = a.castTo(x.Span, text, t, temporal)
	}
	var whens []When
	is := func(state string) Expr {
		return &Compare{typed{boolean, x.Span}, "=", call("state", varchar), &Literal{typed{varchar, x.Span}, state}}
	}
	if x.EmptyDefault != nil {
		whens = append(whens, When{is(trinojson.StateEmpty), otherwise(x.EmptyDefault, "EMPTY")})
	}
	if x.ErrorDefault != nil {
		whens = append(whens, When{is(trinojson.StateError), otherwise(x.ErrorDefault, "ERROR")})
	}
	if temporal && x.OnError != "" && x.OnError != "NULL" {
		var instead Expr
		if x.ErrorDefault != nil {
			instead = otherwise(x.ErrorDefault, "ERROR")
		} else {
			msg := "JSON_VALUE_RESULT_ERROR: cannot extract SQL scalar from JSON: Cannot cast value of type varchar to declared return type of function JSON_VALUE: " + t.String()
			instead = a.jsonCall("fail", t, x.Span, &Literal{typed{varchar, x.Span}, msg})
		}
		bad := &Logic{typed{boolean, x.Span}, true, []Expr{&IsNull{typed{boolean, x.Span}, value}, &Not{typed{boolean, x.Span}, &IsNull{typed{boolean, x.Span}, text}}}}
		whens = append(whens, When{bad, instead})
	}
	if whens == nil {
		return value
	}
	return &Case{typed: typed{t, x.Span}, Whens: whens, Else: value}
}

// jsonBuild is json_object and json_array.
func (a *analyzer) jsonBuild(x *syntax.JSON, s *scope) Expr {
	object := x.Name == "JSON_OBJECT"
	spec := &trinojson.Spec{Unique: x.Unique == "WITH", Absent: x.Nulls == "ABSENT" || !object && x.Nulls == ""}
	keys := &Array{typed: typed{schema.ArrayOf(varchar), x.Span}}
	values := &Array{typed: typed{schema.ArrayOf(varchar), x.Span}}
	for _, m := range x.Members {
		if object {
			k := a.expr(m.Key, s)
			if k.Type().Kind != schema.Varchar {
				a.fail(span(m.Key), syntax.InvalidFunctionArgument, "Invalid type of JSON object key: %s", k.Type())
			}
			keys.Items = append(keys.Items, a.coerce(k, varchar))
		}
		v, kind := a.jsonText(m.Value, s, func(t schema.Type) {
			at := x.Span
			if !object {
				at = span(m.Value.X)
			}
			a.fail(at, syntax.NotSupported, "Unsupported type of value passed to %s function: %s", x.Name, t)
		})
		values.Items = append(values.Items, v)
		spec.Params = append(spec.Params, trinojson.Param{Type: kind})
	}
	if object {
		return a.jsonOutput(x, a.jsonCall("object", varchar, x.Span, a.jsonSpec(spec, x.Span), keys, values))
	}
	return a.jsonOutput(x, a.jsonCall("array", varchar, x.Span, a.jsonSpec(spec, x.Span), values))
}
