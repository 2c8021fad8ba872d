package console

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// TypeScript writes the types of the API for the app, from the same table as OpenAPI.
func TypeScript() string {
	w := typist{done: map[string]string{}}
	for _, r := range Routes() {
		w.use(r.In)
		if r.Out != nil {
			w.use(r.Out)
		}
	}
	w.use(reflect.TypeFor[Failure]())
	var b strings.Builder
	b.WriteString("// The types of the JSON API, made by go generate ./docs/gen from internal/console; do not edit.\n")
	for _, name := range slices.Sorted(maps.Keys(w.done)) {
		b.WriteString("\nexport interface " + name + " {\n" + w.done[name] + "}\n")
	}
	return b.String()
}

// typist collects the named structs, by their names.
type typist struct{ done map[string]string }

// use writes a type as TypeScript has it.
func (w typist) use(t reflect.Type) string {
	switch {
	case t == rawJSON || t.Kind() == reflect.Interface:
		return "unknown"
	case t.Implements(textMarshaler):
		return "string"
	case t.Kind() == reflect.Pointer && t.Elem().Kind() != reflect.Struct:
		return w.use(t.Elem()) + " | null"
	case t.Kind() == reflect.Pointer:
		return w.use(t.Elem())
	}
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Float64:
		return "number"
	case reflect.Slice:
		if e := w.use(t.Elem()); strings.Contains(e, " ") {
			return "(" + e + ")[]"
		} else {
			return e + "[]"
		}
	case reflect.Map:
		return "Record<string, " + w.use(t.Elem()) + ">"
	}
	if !named(t) {
		return "{}"
	}
	if _, ok := w.done[nameIn(t)]; ok {
		return nameIn(t)
	}
	w.done[nameIn(t)] = ""
	var b strings.Builder
	for _, f := range members(t) {
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || name == "" || !f.IsExported() {
			continue
		}
		mark := ""
		if strings.Contains(rest, "omitempty") || strings.Contains(rest, "omitzero") {
			mark = "?"
		}
		if doc := f.Tag.Get("doc"); doc != "" {
			fmt.Fprintf(&b, "  /** %s */\n", doc)
		}
		fmt.Fprintf(&b, "  %s%s: %s;\n", name, mark, w.use(f.Type))
	}
	w.done[nameIn(t)] = b.String()
	return nameIn(t)
}
