package console

import (
	"encoding"
	"encoding/json"
	"path"
	"reflect"
	"regexp"
	"strings"
)

// OpenAPI describes the API, in OpenAPI's version 3.0.
func OpenAPI() ([]byte, error) {
	w := &describer{schemas: map[string]any{}}
	failure := w.schema(reflect.TypeFor[Failure]())
	paths := map[string]map[string]any{}
	for _, r := range Routes() {
		if paths[Prefix+r.Path] == nil {
			paths[Prefix+r.Path] = map[string]any{}
		}
		ok := map[string]any{"description": "The answer."}
		if r.Out == nil {
			ok["content"] = map[string]any{"application/octet-stream": map[string]any{}}
		} else {
			ok["content"] = map[string]any{"application/json": map[string]any{"schema": w.schema(r.Out)}}
		}
		operation := map[string]any{
			"operationId": r.operation(), "summary": r.Summary, "tags": []string{r.Group},
			"responses": map[string]any{"200": ok, "default": map[string]any{"description": "Why not.", "content": map[string]any{"application/json": map[string]any{"schema": failure}}}},
		}
		if r.Open {
			operation["security"] = []any{}
		}
		parameters, body := w.parameters(r)
		if r.Method != "GET" {
			parameters = append(parameters, map[string]any{"name": "X-Tarn", "in": "header", "required": true, "schema": map[string]any{"type": "string", "enum": []string{"1"}}, "description": "No other web page can send it."})
		}
		if len(parameters) > 0 {
			operation["parameters"] = parameters
		}
		if body != nil {
			operation["requestBody"] = map[string]any{"required": true, "content": map[string]any{"application/json": map[string]any{"schema": body}}}
		}
		paths[Prefix+r.Path][strings.ToLower(r.Method)] = operation
	}
	text, err := json.MarshalIndent(map[string]any{
		"openapi": "3.0.3",
		"info": map[string]any{
			"title": "Tarn's console", "version": "1", "license": map[string]any{"name": "Apache-2.0"},
			"description": "The API that the console speaks, at the address of the console. Programs send a key's token as bearer token. Times are RFC 3339, UTC. Values of rows are texts, so that 64-bit numbers keep all their digits.",
		},
		"servers":  []any{map[string]any{"url": "http://127.0.0.1:8901"}},
		"paths":    paths,
		"security": []any{map[string]any{"token": []string{}}, map[string]any{"cookie": []string{}}},
		"components": map[string]any{
			"schemas": w.schemas,
			"securitySchemes": map[string]any{
				"token":  map[string]any{"type": "http", "scheme": "bearer", "description": "KEYID.SECRET, as tarn key create prints it; KEYID:SECRET, too."},
				"cookie": map[string]any{"type": "apiKey", "in": "cookie", "name": sessionCookie, "description": "after tarn_session the name has _ and the server's port, and __Host- before it where the console is reached with TLS"},
			},
		},
	}, "", "  ")
	return append(text, '\n'), err
}

// operation is a name for programs that are made from the description.
func (r Route) operation() string {
	name := strings.ToLower(r.Method)
	for _, part := range strings.FieldsFunc(r.Path, func(c rune) bool { return c == '/' || c == '{' || c == '}' }) {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	return name
}

// describer collects the schemas of Go's types, by their names.
type describer struct{ schemas map[string]any }

var (
	rawJSON       = reflect.TypeFor[json.RawMessage]()
	bodyType      = reflect.TypeFor[body]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
)

// nameIn is what a type is called in the API: one of another package has that one's name before its own.
func nameIn(t reflect.Type) string {
	if pkg := path.Base(t.PkgPath()); pkg != "console" && pkg != "." {
		return strings.ToUpper(pkg[:1]) + pkg[1:] + t.Name()
	}
	return t.Name()
}

// members are a struct's fields, with those of the ones that it embeds.
func members(t reflect.Type) (out []reflect.StructField) {
	for _, f := range reflect.VisibleFields(t) {
		if !f.Anonymous {
			out = append(out, f)
		}
	}
	return out
}

func (w *describer) parameters(r Route) (list []any, content any) {
	rest := map[string]any{}
	var required []string
	for i := range r.In.NumField() {
		f := r.In.Field(i)
		if f.Type == bodyType {
			return list, map[string]any{"type": "object"}
		}
		if name, ok := f.Tag.Lookup("path"); ok && !strings.Contains(r.Path, "{"+name+"}") {
			continue
		}
		p := map[string]any{"schema": w.schema(f.Type)}
		if doc := f.Tag.Get("doc"); doc != "" {
			p["description"] = doc
		}
		if name, ok := f.Tag.Lookup("path"); ok {
			p["name"], p["in"], p["required"] = name, "path", true
		} else if name, ok := f.Tag.Lookup("query"); ok {
			p["name"], p["in"] = name, "query"
		} else {
			name, needed := w.member(f, rest)
			if needed {
				required = append(required, name)
			}
			continue
		}
		list = append(list, p)
	}
	if len(rest) == 0 {
		return list, nil
	}
	if named(r.In) {
		return list, w.schema(r.In)
	}
	return list, object(rest, required)
}

var exported = regexp.MustCompile(`^[A-Z]`)

func named(t reflect.Type) bool { return exported.MatchString(t.Name()) }

func object(members map[string]any, required []string) map[string]any {
	out := map[string]any{"type": "object", "properties": members}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

// member describes a field of a struct, and reports whether it is always there.
func (w *describer) member(f reflect.StructField, into map[string]any) (name string, always bool) {
	name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "-" || !f.IsExported() {
		return "", false
	}
	s := w.schema(f.Type)
	if doc := f.Tag.Get("doc"); doc != "" {
		m, _ := s.(map[string]any)
		if _, ref := m["$ref"]; ref {
			s = map[string]any{"allOf": []any{m}, "description": doc}
		} else {
			m["description"] = doc
		}
	}
	into[name] = s
	return name, !strings.Contains(rest, "omitempty") && !strings.Contains(rest, "omitzero")
}

func (w *describer) schema(t reflect.Type) any {
	switch {
	case t == rawJSON:
		return map[string]any{"description": "JSON of AWS's API"}
	case t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct:
		return w.schema(t.Elem())
	case t.Kind() == reflect.Pointer:
		s, _ := w.schema(t.Elem()).(map[string]any)
		s["nullable"] = true
		return s
	}
	if t.Implements(textMarshaler) {
		return map[string]any{"type": "string"}
	}
	switch t.Kind() {
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64, reflect.Int32:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": w.schema(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": w.schema(t.Elem())}
	case reflect.Interface:
		return map[string]any{}
	case reflect.Struct:
	default:
		panic("the API has a type that is not described: " + t.String())
	}
	if t.Name() == "none" {
		return map[string]any{"type": "object"}
	}
	if named(t) {
		ref := map[string]any{"$ref": "#/components/schemas/" + nameIn(t)}
		if _, ok := w.schemas[nameIn(t)]; ok {
			return ref
		}
		w.schemas[nameIn(t)] = nil // it may hold itself
		w.schemas[nameIn(t)] = w.structure(t)
		return ref
	}
	return w.structure(t)
}

func (w *describer) structure(t reflect.Type) any {
	described := map[string]any{}
	var required []string
	for _, f := range members(t) {
		if name, always := w.member(f, described); always {
			required = append(required, name)
		}
	}
	return object(described, required)
}
