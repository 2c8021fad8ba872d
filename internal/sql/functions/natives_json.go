package functions

import (
	"encoding/json"
	"sync"

	"tarn/internal/sql/trinojson"
)

var jsonNatives = []Native{
	{Name: "tarn_json_member", Total: true, Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "a JSON object's member as the map face has it",
		Fn: func(a []any) (any, error) { return jsonMember(a[0].(string), a[1].(string)) }},
	{Name: "tarn_json_map", Total: true, Args: []string{"VARCHAR"}, Result: "MAP(VARCHAR, VARCHAR)", Doc: "the map face of a JSON object",
		Fn: func(a []any) (any, error) { return jsonMap(a[0].(string)) }},
	{Name: "tarn_json_scalar", Total: true, Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "json_extract_scalar", Fn: atPath(trinojson.Scalar)},
	{Name: "tarn_json_extract", Total: true, Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "json_extract", Fn: atPath(trinojson.Extract)},
	{Name: "tarn_json_size", Total: true, Args: []string{"VARCHAR", "VARCHAR"}, Result: "BIGINT", Doc: "json_size", Fn: atPath(trinojson.Size)},
	{Name: "tarn_json_parse", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "json_parse",
		Fn: func(a []any) (any, error) { return trinojson.Parse(a[0].(string)) }},
	{Name: "tarn_json_is_scalar", Args: []string{"VARCHAR"}, Result: "BOOLEAN", Doc: "is_json_scalar",
		Fn: func(a []any) (any, error) { return trinojson.IsScalar(a[0].(string)) }},
	{Name: "tarn_json_array_length", Total: true, Args: []string{"VARCHAR"}, Result: "BIGINT", Doc: "json_array_length",
		Fn: func(a []any) (any, error) { return orNull(trinojson.Length(a[0].(string))) }},
	{Name: "tarn_json_array_get", Args: []string{"VARCHAR", "BIGINT"}, Result: "VARCHAR", Doc: "json_array_get",
		Fn: func(a []any) (any, error) {
			v, ok, err := trinojson.Get(a[0].(string), a[1].(int64))
			if err != nil || !ok {
				return nil, err
			}
			return v, nil
		}},
	{Name: "tarn_json_contains_boolean", Args: []string{"VARCHAR", "BOOLEAN"}, Result: "BOOLEAN", Doc: "json_array_contains", Fn: arrayContains},
	{Name: "tarn_json_contains_bigint", Args: []string{"VARCHAR", "BIGINT"}, Result: "BOOLEAN", Doc: "json_array_contains", Fn: arrayContains},
	{Name: "tarn_json_contains_double", Args: []string{"VARCHAR", "DOUBLE"}, Result: "BOOLEAN", Doc: "json_array_contains", Fn: arrayContains},
	{Name: "tarn_json_contains_varchar", Args: []string{"VARCHAR", "VARCHAR"}, Result: "BOOLEAN", Doc: "json_array_contains", Fn: arrayContains},

	{Name: "tarn_sqljson_exists", Args: []string{"VARCHAR", "VARCHAR", "VARCHAR[]"}, Result: "BOOLEAN", Doc: "json_exists", Fn: onDocument((*trinojson.Spec).Exists)},
	{Name: "tarn_sqljson_query", Args: []string{"VARCHAR", "VARCHAR", "VARCHAR[]"}, Result: "VARCHAR", Doc: "json_query", Fn: onDocument((*trinojson.Spec).Query)},
	{Name: "tarn_sqljson_rows", Args: []string{"VARCHAR", "VARCHAR", "VARCHAR[]"}, Result: "VARCHAR[]", Doc: "the rows of json_table, as JSON", Fn: onDocument((*trinojson.Spec).Rows)},
	{Name: "tarn_sqljson_value", Args: []string{"VARCHAR", "VARCHAR", "VARCHAR[]"}, Result: "VARCHAR", Doc: "json_value", Fn: onDocument((*trinojson.Spec).Value)},
	{Name: "tarn_sqljson_state", Args: []string{"VARCHAR", "VARCHAR", "VARCHAR[]"}, Result: "VARCHAR", Doc: "which of its results json_value has",
		Fn: onDocument((*trinojson.Spec).State)},
	{Name: "tarn_sqljson_object", Args: []string{"VARCHAR", "VARCHAR[]", "VARCHAR[]"}, Result: "VARCHAR", Doc: "json_object", Fn: func(a []any) (any, error) {
		s, err := specOf(a[0].(string))
		if err != nil {
			return nil, err
		}
		return s.Object(textsOf(a[1]), textsOf(a[2]))
	}},
	{Name: "tarn_sqljson_array", Args: []string{"VARCHAR", "VARCHAR[]"}, Result: "VARCHAR", Doc: "json_array", Fn: func(a []any) (any, error) {
		s, err := specOf(a[0].(string))
		if err != nil {
			return nil, err
		}
		return s.Array(textsOf(a[1]))
	}},
	{Name: "tarn_json_input", Args: []string{"BLOB", "VARCHAR"}, Result: "VARCHAR", Doc: "the text that bytes are, in an encoding of SQL/JSON",
		Fn: func(a []any) (any, error) { return trinojson.Decode(a[0].([]byte), a[1].(string)), nil }},
	{Name: "tarn_json_output", Args: []string{"VARCHAR", "VARCHAR"}, Result: "BLOB", Doc: "a text's bytes in an encoding of SQL/JSON",
		Fn: func(a []any) (any, error) { return trinojson.Encode(a[0].(string), a[1].(string)), nil }},
}

func orNull[T any](v T, ok bool) (any, error) {
	if !ok {
		return nil, nil
	}
	return v, nil
}

// memo keeps what was made of the constant texts of statements: paths and the like. It forgets all when there are many.
type memo[T any] struct {
	mu   sync.RWMutex
	made map[string]T
}

func (m *memo[T]) get(text string, do func(string) (T, error)) (T, error) {
	m.mu.RLock()
	v, ok := m.made[text]
	m.mu.RUnlock()
	if ok {
		return v, nil
	}
	v, err := do(text)
	if err != nil {
		return v, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.made == nil || len(m.made) >= 1000 {
		m.made = map[string]T{}
	}
	m.made[text] = v
	return v, nil
}

var (
	jsonPaths memo[[]trinojson.Step]
	jsonSpecs memo[*trinojson.Spec]
)

func atPath[T any](f func(string, []trinojson.Step) (T, bool)) func([]any) (any, error) {
	return func(a []any) (any, error) {
		steps, err := jsonPaths.get(a[1].(string), trinojson.ParsePath)
		if err != nil {
			return nil, err
		}
		return orNull(f(a[0].(string), steps))
	}
}

func arrayContains(a []any) (any, error) { return orNull(trinojson.Contains(a[0].(string), a[1])) }

func specOf(text string) (*trinojson.Spec, error) {
	return jsonSpecs.get(text, func(text string) (*trinojson.Spec, error) {
		s := &trinojson.Spec{}
		err := json.Unmarshal([]byte(text), s)
		if err == nil && s.Path != "" {
			err = s.Check()
		}
		return s, err
	})
}

func onDocument(f func(*trinojson.Spec, string, []*string) (any, error)) func([]any) (any, error) {
	return func(a []any) (any, error) {
		s, err := specOf(a[1].(string))
		if err != nil {
			return nil, err
		}
		return f(s, a[0].(string), textsOf(a[2]))
	}
}

func textsOf(list any) []*string {
	elems, _ := list.([]any)
	out := make([]*string, len(elems))
	for i, e := range elems {
		if s, ok := e.(string); ok {
			out[i] = &s
		}
	}
	return out
}

func jsonMember(doc, key string) (any, error) {
	var found any
	trinojson.Members(doc, func(name, text string, null bool) bool {
		if name != key {
			return true
		}
		if !null {
			found = text
		}
		return false
	})
	return found, nil
}

// jsonMap is the map face of a JSON object; nil for anything else.
func jsonMap(doc string) (any, error) {
	var p Pairs
	seen := map[string]bool{}
	ok := trinojson.Members(doc, func(name, text string, null bool) bool {
		if seen[name] {
			return true
		}
		seen[name] = true
		p.Keys = append(p.Keys, name)
		if null {
			p.Values = append(p.Values, nil)
		} else {
			p.Values = append(p.Values, &text)
		}
		return true
	})
	if !ok {
		return nil, nil
	}
	return p, nil
}
