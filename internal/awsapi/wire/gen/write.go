package main

import (
	"bytes"
	"fmt"
	"go/format"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// writer writes a service's package.
type writer struct {
	service
	model    model
	out      bytes.Buffer
	patterns []string
}

func (w *writer) p(format string, args ...any) { fmt.Fprintf(&w.out, format+"\n", args...) }

func (w *writer) file() ([]byte, error) {
	w.p("// Package %s has the structs of an AWS API as they are on the wire, and checks their members.", w.pkg)
	w.p("//\n// It is written by internal/awsapi/wire/gen from botocore's service model (%s).", w.service.model)
	w.p("package %s\n\nimport \"tarn/internal/awsapi/wire\"\n", w.pkg)
	shapes := map[string]bool{}
	w.p("// Operations are those that the structs below are for.")
	w.p("var Operations = map[string]wire.Operation{")
	for _, name := range slices.Sorted(slices.Values(w.ops)) {
		op, ok := w.model.Operations[name]
		if !ok {
			return nil, fmt.Errorf("the model has no operation %s", name)
		}
		w.p("%q: {", name)
		for _, side := range []struct {
			what string
			m    *member
		}{{"Input", op.Input}, {"Output", op.Output}} {
			if side.m == nil {
				continue
			}
			w.reach(side.m.Shape, shapes)
			w.p("%s: func() wire.Shape { return new(%s) },", side.what, typeName(side.m.Shape))
		}
		var errors []string
		for _, e := range op.Errors {
			errors = append(errors, fmt.Sprintf("%q", e.Shape))
		}
		w.p("Errors: []string{%s},", strings.Join(errors, ", "))
		w.p("},")
	}
	w.p("}\n")
	w.p("// Others are the service's operations that have no structs here.\nvar Others = []string{")
	for _, name := range slices.Sorted(maps.Keys(w.model.Operations)) {
		if !slices.Contains(w.ops, name) {
			w.p("%q,", name)
		}
	}
	w.p("}\n")
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		w.shape(name)
	}
	if len(w.patterns) > 0 {
		w.p("var patterns = [...]wire.Pattern{")
		for _, p := range w.patterns {
			w.p("{Text: %q},", p)
		}
		w.p("}")
	}
	return format.Source(w.out.Bytes())
}

// reach notes the shapes that a shape leads to, itself included.
func (w *writer) reach(name string, seen map[string]bool) {
	if seen[name] {
		return
	}
	seen[name] = true
	s := w.model.Shapes[name]
	for _, m := range s.Members {
		w.reach(m.Shape, seen)
	}
	for _, m := range []*member{s.Member, s.Key, s.Value} {
		if m != nil {
			w.reach(m.Shape, seen)
		}
	}
}

// typeName is a shape's name in Go.
func typeName(shape string) string { return strings.ToUpper(shape[:1]) + shape[1:] }

// value is the Go type of a shape that stands by itself, in a list or a map.
func (w *writer) value(name string) string {
	s := w.model.Shapes[name]
	switch s.Type {
	case "string", "character":
		return "string"
	case "integer":
		return "int32"
	case "long":
		return "int64"
	case "boolean":
		return "bool"
	case "double", "float":
		return "float64"
	case "timestamp":
		return "wire.Time"
	case "blob":
		return "[]byte"
	case "list":
		return "[]" + w.value(s.Member.Shape)
	case "map":
		if w.nullable[name] {
			return "map[string]*" + w.value(s.Value.Shape)
		}
		return "map[string]" + w.value(s.Value.Shape)
	case "structure":
		return typeName(name)
	}
	panic("a shape of type " + s.Type)
}

// field is the Go type of a member: a pointer where nil has to say that it is absent.
func (w *writer) field(name string) string {
	switch w.model.Shapes[name].Type {
	case "list", "map", "blob":
		return w.value(name)
	}
	return "*" + w.value(name)
}

func (w *writer) shape(name string) {
	s := w.model.Shapes[name]
	switch {
	case s.Type == "structure":
		w.structure(name, s)
	case len(s.Enum) > 0:
		w.p("// The values of %s.", typeName(name))
		w.p("const (")
		for _, v := range s.Enum {
			w.p("%s = %q", typeName(name)+constant(v), v)
		}
		w.p(")\n")
		var quoted []string
		for _, v := range s.Enum {
			quoted = append(quoted, fmt.Sprintf("%q", v))
		}
		w.p("var enum%s = []string{%s}\n", typeName(name), strings.Join(quoted, ", "))
	}
}

var word = regexp.MustCompile(`[A-Za-z0-9]+`)

// constant is an enum's value as a part of a Go name: FAILED_BY_USER is FailedByUser.
func constant(value string) string {
	var b strings.Builder
	for _, part := range word.FindAllString(value, -1) {
		if part == strings.ToUpper(part) {
			part = strings.ToLower(part)
		}
		b.WriteString(typeName(part))
	}
	return b.String()
}

func (w *writer) structure(name string, s shape) {
	w.p("// %s is the API's %s.", typeName(name), name)
	w.p("type %s struct {", typeName(name))
	members := slices.Sorted(maps.Keys(s.Members))
	for _, m := range members {
		tag := fmt.Sprintf("`json:\"%s,omitzero\"`", onWire(m, s.Members[m]))
		if at := s.Members[m].Location; at != "" && at != "body" {
			tag = "`json:\"-\"` // in the " + at
		}
		w.p("%s %s %s", typeName(m), w.field(s.Members[m].Shape), tag)
	}
	w.p("}\n")
	w.p("// Check notes the members that the API does not take.")
	w.p("func (s *%s) Check(c *wire.Check, at string) {", typeName(name))
	for _, m := range members {
		field, path := "s."+typeName(m), fmt.Sprintf("c.At(at, %q)", onWire(m, s.Members[m]))
		if slices.Contains(s.Required, m) {
			w.p("c.Required(%s != nil, %s)", field, path)
		}
		w.check(field, path, s.Members[m].Shape, w.field(s.Members[m].Shape)[0] == '*')
	}
	w.p("}\n")
}

func onWire(name string, m member) string {
	if m.Name != "" {
		return m.Name
	}
	return name
}

// check writes the checks of a value that the expression v gives; pointer says that it is a pointer, which may be nil.
func (w *writer) check(v, path, name string, pointer bool) {
	s := w.model.Shapes[name]
	if !w.checked(name, map[string]bool{}) {
		return
	}
	if pointer {
		w.p("if %s != nil {", v)
		defer w.p("}")
	}
	star := v
	if pointer && s.Type != "structure" {
		star = "*" + v
	}
	switch s.Type {
	case "structure":
		w.p("%s.Check(c, %s)", v, path)
	case "string", "character":
		if s.Min != nil || s.Max != nil {
			w.p("c.Length(%s, %s, %s, %s)", star, path, bound(s.Min, 0), bound(s.Max, -1))
		}
		if pattern, ok := goPattern(s.Pattern); ok {
			w.p("c.Matches(%s, %s, &patterns[%d])", star, path, w.pattern(pattern))
		} else if s.Pattern != "" {
			w.p("// %s has a pattern that Go does not read: %s", name, s.Pattern)
		}
		if len(s.Enum) > 0 {
			w.p("c.Enum(%s, %s, enum%s)", star, path, typeName(name))
		}
	case "integer", "long", "double", "float":
		if s.Min != nil {
			w.p("c.AtLeast(float64(%s), %s, %s)", star, path, bound(s.Min, 0))
		}
		if s.Max != nil {
			w.p("c.AtMost(float64(%s), %s, %s)", star, path, bound(s.Max, 0))
		}
	case "list", "map":
		if s.Min != nil || s.Max != nil {
			w.p("if %s != nil {\nc.Size(len(%s), %s, %s, %s)\n}", v, v, path, bound(s.Min, 0), bound(s.Max, -1))
		}
		if s.Type == "map" {
			if w.checked(s.Key.Shape, map[string]bool{}) || w.checked(s.Value.Shape, map[string]bool{}) {
				w.p("for k, e := range %s {\n_, _ = k, e", v)
				w.check("k", "c.Key("+path+", k)", s.Key.Shape, false)
				w.element("e", "c.Value("+path+", k)", s.Value.Shape)
				w.p("}")
			}
			return
		}
		if w.checked(s.Member.Shape, map[string]bool{}) {
			w.p("for i, e := range %s {", v)
			w.element("e", "c.Item("+path+", i)", s.Member.Shape)
			w.p("}")
		}
	}
}

func (w *writer) element(v, path, name string) {
	if w.model.Shapes[name].Type == "structure" {
		w.p("%s.Check(c, %s)", v, path)
		return
	}
	w.check(v, path, name, false)
}

// checked reports whether a shape has anything to check.
func (w *writer) checked(name string, seen map[string]bool) bool {
	if seen[name] {
		return false
	}
	seen[name] = true
	s := w.model.Shapes[name]
	if s.Type == "structure" {
		return true
	}
	if s.Type != "boolean" && s.Type != "timestamp" && s.Type != "blob" && (s.Min != nil || s.Max != nil || len(s.Enum) > 0 || s.Pattern != "") {
		return true
	}
	for _, m := range []*member{s.Member, s.Key, s.Value} {
		if m != nil && w.checked(m.Shape, seen) {
			return true
		}
	}
	return false
}

func bound(v *float64, missing int) string {
	if v == nil {
		return fmt.Sprint(missing)
	}
	return fmt.Sprintf("%.0f", *v)
}

// pattern gives a pattern its number.
func (w *writer) pattern(p string) int {
	i := slices.Index(w.patterns, p)
	if i < 0 {
		i = len(w.patterns)
		w.patterns = append(w.patterns, p)
	}
	return i
}

var escaped = regexp.MustCompile(`\\u([0-9A-Fa-f]{4})`)

// goPattern gives a pattern, which is Java's, as Go writes it, where Go can read it. Java names a character beyond 16 bits by its
// two surrogates; a class that ends with them is everything up to the last character.
func goPattern(p string) (string, bool) {
	p = strings.ReplaceAll(p, `\uD800\uDC00-\uDBFF\uDFFF`, `\x{10000}-\x{10FFFF}`)
	p = escaped.ReplaceAllString(p, `\x{$1}`)
	_, err := regexp.Compile(p)
	return p, err == nil && p != ""
}
