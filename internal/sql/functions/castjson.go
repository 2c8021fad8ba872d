package functions

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/trinojson"
)

// The casts to and from json. Nested types go element by element: emit takes a JSON text apart with these, and puts it together.
var castJSONs = []Native{
	{Name: "tarn_json_quote", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "a text as JSON", Fn: func(a []any) (any, error) {
		return trinojson.Quote(a[0].(string)), nil
	}},
	{Name: "tarn_json_double", Args: []string{"DOUBLE"}, Result: "VARCHAR", Doc: "a double as JSON", Fn: func(a []any) (any, error) {
		return jsonNumber(schema.JavaText(a[0].(float64), 64)), nil
	}},
	{Name: "tarn_json_cast", Args: []string{"VARCHAR", "VARCHAR", "INTEGER", "INTEGER"}, Result: "VARCHAR", Doc: "json to a scalar type, as the text of a value", Fn: jsonCast},
	{Name: "tarn_try_json_cast", Args: []string{"VARCHAR", "VARCHAR", "INTEGER", "INTEGER"}, Result: "VARCHAR", Doc: "json to a scalar type, NULL where it fails", Fn: func(a []any) (any, error) {
		if v, err := jsonCast(a); err == nil {
			return v, nil
		}
		return nil, nil
	}},
	{Name: "tarn_json_elements", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR[]", Doc: "the elements of a JSON array", Fn: func(a []any) (any, error) {
		return jsonElements(a[0].(string), a[1].(string))
	}},
	{Name: "tarn_json_keys", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR[]", Doc: "the keys of a JSON object, as JSON", Fn: func(a []any) (any, error) {
		keys, _, err := jsonEntries(a[0].(string), a[1].(string), "Expected a json object")
		return keys, err
	}},
	{Name: "tarn_json_values", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR[]", Doc: "the values of a JSON object, as JSON", Fn: func(a []any) (any, error) {
		_, values, err := jsonEntries(a[0].(string), a[1].(string), "Expected a json object")
		return values, err
	}},
	{Name: "tarn_json_fields", Args: []string{"VARCHAR", "VARCHAR", "VARCHAR[]"}, Result: "VARCHAR[]", Doc: "a JSON array or object as the members of a row", Fn: func(a []any) (any, error) {
		names := make([]string, len(a[2].([]any)))
		for i, n := range a[2].([]any) {
			names[i], _ = n.(string)
		}
		return jsonFields(a[0].(string), a[1].(string), names)
	}},
}

func jsonNumber(text string) string {
	if text == "NaN" || strings.HasSuffix(text, "Infinity") {
		return `"` + text + `"`
	}
	return text
}

// scalarOf is a JSON scalar's text, nil for null; ok is false for an array and an object.
func scalarOf(raw json.RawMessage) (text any, ok bool) {
	switch {
	case len(raw) == 0, raw[0] == '{', raw[0] == '[':
		return nil, false
	case raw[0] == '"':
		var s string
		_ = json.Unmarshal(raw, &s)
		return s, true
	case string(raw) == "null":
		return nil, true
	}
	return string(raw), true
}

// membersOf calls f for each member of an object, in order, until it returns false.
func membersOf(object json.RawMessage, f func(name string, raw json.RawMessage) bool) error {
	d := json.NewDecoder(bytes.NewReader(object))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		key, _ := name.(string)
		if !f(key, raw) {
			return nil
		}
	}
	return nil
}

// firstToken is a value as the messages of failed casts show it: a scalar's text, or the bracket that it begins with.
func firstToken(raw json.RawMessage) string {
	switch {
	case len(raw) == 0:
		return ""
	case raw[0] == '{' || raw[0] == '[':
		return string(raw[:1])
	}
	text, _ := scalarOf(raw)
	s, _ := text.(string)
	return s
}

func jsonNull(doc string) bool { return strings.TrimSpace(doc) == "null" }

func jsonElements(doc, target string) (any, error) {
	if jsonNull(doc) {
		return nil, nil
	}
	var elems []json.RawMessage
	if !strings.HasPrefix(doc, "[") || json.Unmarshal([]byte(doc), &elems) != nil {
		return nil, badCast("Cannot cast to %s. Expected a json array, but got %s\n%s", target, firstToken(json.RawMessage(doc)), doc)
	}
	out := make([]string, len(elems))
	for i, e := range elems {
		out[i] = string(e)
	}
	return out, nil
}

func jsonEntries(doc, target, expected string) (keys, values any, err error) {
	if jsonNull(doc) {
		return nil, nil, nil
	}
	if !strings.HasPrefix(doc, "{") {
		return nil, nil, badCast("Cannot cast to %s. %s, but got %s\n%s", target, expected, firstToken(json.RawMessage(doc)), doc)
	}
	ks, vs := []string{}, []string{}
	err = membersOf(json.RawMessage(doc), func(name string, raw json.RawMessage) bool {
		ks, vs = append(ks, trinojson.Quote(name)), append(vs, string(raw))
		return true
	})
	return ks, vs, err
}

// jsonFields gives a row's members in order: from an array by their places, from an object by their names. A member that is not
// there is null.
func jsonFields(doc, target string, names []string) (any, error) {
	switch {
	case jsonNull(doc):
		return nil, nil
	case strings.HasPrefix(doc, "["):
		list, err := jsonElements(doc, target)
		if err != nil {
			return nil, err
		}
		elems := list.([]string)
		if len(elems) > len(names) {
			return nil, badCast("Cannot cast to %s. Expected json array ending, but got %s\n%s", target, firstToken(json.RawMessage(elems[len(names)])), doc)
		}
		if len(elems) < len(names) {
			return nil, badCast("Cannot cast to %s. Expected a json value, but got ]\n%s", target, doc)
		}
		return elems, nil
	case !strings.HasPrefix(doc, "{"):
		return nil, badCast("Cannot cast to %s. Expected a json array or object, but got %s\n%s", target, firstToken(json.RawMessage(doc)), doc)
	}
	out := make([]string, len(names))
	index := map[string]int{}
	for i, n := range names {
		if n == "" {
			return nil, badCast("Cannot cast to %s. Cannot cast a JSON object to anonymous row type. Input must be a JSON array.\n%s", target, doc)
		}
		out[i] = "null"
		index[strings.ToLower(n)] = i
	}
	var err error
	seen := map[string]bool{}
	_ = membersOf(json.RawMessage(doc), func(name string, raw json.RawMessage) bool {
		name = strings.ToLower(name)
		if i, ok := index[name]; ok {
			if seen[name] {
				err = badCast("Cannot cast to %s. Duplicate field: %s\n%s", target, name, doc)
				return false
			}
			seen[name] = true
			out[i] = string(raw)
		}
		return true
	})
	return out, err
}

// jsonCast reads a JSON scalar as a value of a type, and writes it as a text that DuckDB's plain cast reads.
func jsonCast(a []any) (any, error) {
	doc, target := strings.TrimSpace(a[0].(string)), a[1].(string)
	raw := json.RawMessage(doc)
	text, scalar := scalarOf(raw)
	s, isText := text.(string)
	name := target
	if target == "decimal" {
		name = "DECIMAL(" + strconv.Itoa(int(a[2].(int32))) + "," + strconv.Itoa(int(a[3].(int32))) + ")"
	}
	switch {
	case scalar && !isText:
		return nil, nil
	case !scalar:
		return nil, badCast("Cannot cast '%s' to %s", doc, name)
	}
	quoted := raw[0] == '"'
	if !quoted && s != "true" && s != "false" && !strings.ContainsAny(s[:min(1, len(s))], "-0123456789") { // of json_array_get, which leaves the quotes out
		return nil, badCast("Cannot cast '%s' to %s", doc, name)
	}
	isNumber := !quoted && s != "true" && s != "false"
	if !quoted && !isNumber && target != "varchar" && target != "boolean" {
		s = map[string]string{"true": "1", "false": "0"}[s]
	}
	return jsonScalarAs(s, doc, target, name, quoted, isNumber, int(a[2].(int32)), int(a[3].(int32)))
}

func jsonScalarAs(s, doc, target, name string, quoted, isNumber bool, p, scale int) (any, error) {
	whole := !strings.ContainsAny(s, ".eE")
	switch target {
	case "varchar":
		if isNumber && !whole {
			f, _ := strconv.ParseFloat(s, 64)
			return scientific(f, 17), nil
		}
		return s, nil
	case "boolean":
		if isNumber {
			f, _ := strconv.ParseFloat(s, 64)
			if _, err := strconv.ParseInt(s, 10, 64); whole && err != nil {
				return nil, badCast("Cannot cast '%s' to boolean", doc)
			}
			return strconv.FormatBool(f != 0), nil
		}
		switch strings.ToLower(s) {
		case "true", "t", "1":
			return "true", nil
		case "false", "f", "0":
			return "false", nil
		}
		return nil, badCast("Cannot cast '%s' to BOOLEAN", s)
	case "real", "double":
		f, ok := ParseFloat(s, kindNamed(target))
		if !ok {
			return nil, badCast("Cannot cast '%s' to %s", s, castName(kindNamed(target)))
		}
		return strconv.FormatFloat(f, 'g', -1, 64), nil
	case "decimal":
		text, ok := ParseDecimal(s, p, scale)
		if !ok {
			return nil, badCast("Cannot cast '%s' to %s", doc, name)
		}
		return text, nil
	}
	if isNumber && !whole {
		f, _ := strconv.ParseFloat(s, 64)
		n, ok := floatInteger(f, "double", target)
		if !ok && target == "bigint" {
			return nil, noInteger(f, "double", target)
		} else if !ok {
			return nil, badCast("Cannot cast '%s' to %s", doc, name)
		}
		return strconv.FormatInt(n, 10), nil
	}
	n, ok := ParseInteger(s, kindNamed(target))
	if !ok && !quoted {
		return nil, badCast("Cannot cast '%s' to %s", doc, name)
	}
	if !ok {
		return nil, badCast("Cannot cast '%s' to %s", s, castName(kindNamed(target)))
	}
	return strconv.FormatInt(n, 10), nil
}
