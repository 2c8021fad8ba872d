package emit

import (
	"fmt"
	"regexp"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// param is a name for a lambda's parameter that no lambda around has.
func (e *emitter) param() string {
	e.params++
	return fmt.Sprintf("tarn_x%d", e.params)
}

// alike reports whether two texts are the same but for the parameters of lambdas.
func alike(a, b string) bool {
	return a == b || len(a) > len("tarn_x") && params.ReplaceAllString(a, "$1") == params.ReplaceAllString(b, "$1")
}

var params = regexp.MustCompile(`\b(tarn_x)\d+\b`)

// each writes a list whose elements are those of another, converted.
func (e *emitter) each(list string, form func(x string) string) string {
	x := e.param()
	inner := form(x)
	if inner == x {
		return list
	}
	return "list_transform(" + list + ", lambda " + x + ": " + inner + ")"
}

// convertNested casts arrays, maps and rows element by element.
func (e *emitter) convertNested(text string, from, to schema.Type, at syntax.Span) string {
	switch from.Kind {
	case schema.Array:
		return e.each(text, func(x string) string { return e.convert(x, *from.Elem, *to.Elem, false, at) })
	case schema.Map:
		keys := e.each("map_keys("+text+")", func(x string) string { return e.convert(x, *from.Key, *to.Key, false, at) })
		values := e.each("map_values("+text+")", func(x string) string { return e.convert(x, *from.Elem, *to.Elem, false, at) })
		if keys == "map_keys("+text+")" && values == "map_values("+text+")" {
			return text
		}
		if keys == "map_keys("+text+")" {
			return "(CASE WHEN " + text + " IS NOT NULL THEN map(" + keys + ", " + values + ") END)"
		}
		twice := e.failing("'INVALID_CAST_ARGUMENT: duplicate keys'", to, at)
		return "(CASE WHEN " + text + " IS NULL THEN NULL WHEN len(list_distinct(" + keys + ")) < len(" + keys + ") THEN " + twice + " ELSE map(" + keys + ", " + values + ") END)"
	}
	same := true
	row := func(text string) string {
		parts := make([]string, len(to.Fields))
		for i, f := range to.Fields {
			member := fmt.Sprintf("struct_extract_at(%s, %d)", text, i+1)
			inner := e.convert(member, from.Fields[i].Type, f.Type, false, at)
			same = same && inner == member && functions.Member(from, i) == functions.Member(to, i)
			parts[i] = functions.Quote(functions.Member(to, i)) + " := " + inner
		}
		return "(CASE WHEN " + text + " IS NOT NULL THEN struct_pack(" + strings.Join(parts, ", ") + ") END)"
	}
	whole := row(text)
	switch {
	case same:
		return text
	case len(text) > long:
		return e.let([]string{text}, func(n []string) string { return row(n[0]) })
	}
	return whole
}

// toJSON writes a value as JSON text.
func (e *emitter) toJSON(text string, from schema.Type, at syntax.Span) string {
	inner := func(x string, t schema.Type) string {
		if t.Kind == schema.JSON {
			return "coalesce(" + x + ", 'null')"
		}
		if t.Kind == schema.Unknown {
			return "'null'"
		}
		return "coalesce(" + e.toJSON(x, t, at) + ", 'null')"
	}
	switch from.Kind {
	case schema.JSON:
		return text
	case schema.Boolean, schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint, schema.Decimal:
		return "CAST(" + text + " AS VARCHAR)"
	case schema.Double:
		return "tarn_json_double(" + text + ")"
	case schema.Real:
		return "tarn_json_double(CAST(CAST(" + text + " AS VARCHAR) AS DOUBLE))"
	case schema.Varchar, schema.Char:
		return "tarn_json_quote(" + text + ")"
	case schema.Date, schema.Timestamp:
		return "tarn_json_quote(" + e.convert(text, from, schema.Of(schema.Varchar), false, at) + ")"
	case schema.Array:
		x := e.param()
		return "('[' || array_to_string(list_transform(" + text + ", lambda " + x + ": " + inner(x, *from.Elem) + "), ',') || ']')"
	case schema.Map:
		x := e.param()
		key := e.jsonKey(x+".key", *from.Key, at)
		entries := fmt.Sprintf("list_sort(list_transform(map_entries(%s), lambda %s: {'k': %s, 'v': %s}))", text, x, key, inner(x+".value", *from.Elem))
		return "('{' || array_to_string(list_transform(" + entries + ", lambda " + x + ": tarn_json_quote(" + x + ".k) || ':' || " + x + ".v), ',') || '}')"
	case schema.Row:
		parts := make([]string, len(from.Fields))
		for i, f := range from.Fields {
			parts[i] = "tarn_json_quote(" + functions.QuoteText(f.Name) + ") || ':' || " + inner(fmt.Sprintf("struct_extract_at(%s, %d)", text, i+1), f.Type)
		}
		return "(CASE WHEN " + text + " IS NOT NULL THEN '{' || " + strings.Join(parts, " || ',' || ") + " || '}' END)"
	}
	e.fail(at, fmt.Errorf("the cast from %s to json is not in Tarn yet", from))
	return ""
}

// jsonKey is a map's key as the name of a member.
func (e *emitter) jsonKey(text string, t schema.Type, at syntax.Span) string {
	switch t.Kind {
	case schema.Varchar, schema.Char, schema.Unknown:
		return text
	case schema.Double:
		return "tarn_java_double(" + text + ")"
	case schema.Real:
		return "tarn_java_double(CAST(CAST(" + text + " AS VARCHAR) AS DOUBLE))"
	}
	return e.convert(text, t, schema.Of(schema.Varchar), false, at)
}

// fromJSON reads JSON text as a type; whole is the type of the cast, which messages name.
func (e *emitter) fromJSON(text string, to, whole schema.Type, try bool, at syntax.Span) string {
	duck := e.duckType(at, to)
	target := functions.QuoteText(whole.Display())
	switch to.Kind {
	case schema.JSON:
		return text
	case schema.Array:
		return e.each("tarn_json_elements("+text+", "+target+")", func(x string) string { return e.fromJSON(x, *to.Elem, whole, false, at) })
	case schema.Map:
		keys := e.each("tarn_json_keys("+text+", "+target+")", func(x string) string { return e.fromJSON(x, *to.Key, whole, false, at) })
		values := e.each("tarn_json_values("+text+", "+target+")", func(x string) string { return e.fromJSON(x, *to.Elem, whole, false, at) })
		return "(CASE WHEN trim(" + text + ") <> 'null' THEN map(" + keys + ", " + values + ") END)"
	case schema.Row:
		names, parts := make([]string, len(to.Fields)), make([]string, len(to.Fields))
		x := e.param()
		for i, f := range to.Fields {
			names[i] = functions.QuoteText(f.Name)
			parts[i] = functions.Quote(functions.Member(to, i)) + " := " + e.fromJSON(fmt.Sprintf("%s[%d]", x, i+1), f.Type, whole, false, at)
		}
		fields := "tarn_json_fields(" + text + ", " + target + ", [" + strings.Join(names, ", ") + "])"
		return "list_transform([" + fields + "], lambda " + x + ": (CASE WHEN " + x + " IS NOT NULL THEN struct_pack(" + strings.Join(parts, ", ") + ") END))[1]"
	}
	call := fmt.Sprintf("%s(%s, '%s', %d, %d)", native("tarn_json_cast", try), text, to.Kind.Name(), to.Precision, to.Scale)
	if to.Kind == schema.Varchar {
		return e.limited(call, call, to, false, at)
	}
	return "CAST(" + call + " AS " + duck + ")"
}
