package functions

import (
	"fmt"

	"tarn/internal/schema"
)

// Instants writes a value with the instants alone of its times whose zones differ: equal values are then equal to DuckDB, too. Its type is WithoutZones's.
func Instants(param func() string, text string, t schema.Type) string {
	return Rebuild(param, text, t, func(text string, t schema.Type) string {
		if t.Kind != schema.Map || !HasMixedZones(t) {
			return InstantOf(text, t.Zone)
		}
		e := param()
		entry := fmt.Sprintf("struct_pack(key := %s, value := %s)", Instants(param, e+".key", *t.Key), Instants(param, e+".value", *t.Elem))
		return fmt.Sprintf("(CASE WHEN %[1]s IS NOT NULL THEN map_from_entries(list_transform(map_entries(%[1]s), lambda %[2]s: %[3]s)) END)", text, e, entry)
	})
}

// WithoutZones is a type whose times with zones that differ are instants.
func WithoutZones(t schema.Type) schema.Type {
	if !HasMixedZones(t) {
		return t
	}
	if t.Zone == MixedZones {
		t.Zone = ""
	}
	if t.Elem != nil {
		elem := WithoutZones(*t.Elem)
		t.Elem = &elem
	}
	if t.Key != nil {
		key := WithoutZones(*t.Key)
		t.Key = &key
	}
	fields := make([]schema.Field, len(t.Fields))
	for i, f := range t.Fields {
		fields[i] = schema.Field{Name: f.Name, Type: WithoutZones(f.Type)}
	}
	if t.Fields != nil {
		t.Fields = fields
	}
	return t
}

// byInstants are the functions of arrays that compare elements, and how they do where the elements are times whose zones differ: by their instants.
var byInstants = map[string]func(o *Overload, c *Call) (string, error){
	"contains": ofInstants, "contains_sequence": ofInstants, "arrays_overlap": ofInstants, "array_position": ofInstants,
	"array_max": foundAgain, "array_min": foundAgain, "array_distinct": foundAgain, "array_union": foundAgain, "array_intersect": foundAgain, "array_except": foundAgain,
	"array_remove": func(_ *Overload, c *Call) (string, error) {
		return Fill("(CASE WHEN $2 IS NOT NULL THEN list_filter($1, lambda tarn_x: "+InstantOf("tarn_x", MixedZones)+" IS DISTINCT FROM "+InstantOf("$2", MixedZones)+") END)", c)
	},
	"element_at": func(_ *Overload, c *Call) (string, error) { // of a map
		return c.Let(c.texts(), func(n []string) string {
			e := c.Param()
			key := *c.Args[0].Type.Key
			return fmt.Sprintf("list_extract(list_filter(map_entries(%s), lambda %s: %s = %s), 1).value", n[0], e, Instants(c.Param, e+".key", key), Instants(c.Param, n[1], key))
		}), nil
	},
	"array_sort": func(_ *Overload, c *Call) (string, error) {
		return c.Let(c.texts()[:1], func(n []string) string {
			x, i, e := c.Param(), c.Param(), c.Param()
			return fmt.Sprintf("list_transform(list_sort(list_transform(%[1]s, lambda %[2]s, %[3]s: struct_pack(n := %[2]s IS NULL, t := %[4]s, i := %[3]s))), lambda %[5]s: list_extract(%[1]s, %[5]s.i))",
				n[0], x, i, InstantOf(x, MixedZones), e)
		}), nil
	},
}

// ByInstants writes a call whose arguments have times with zones that differ; ok is false where a function cannot be written so.
func (o *Overload) ByInstants(f *Function, c *Call) (text string, ok bool, err error) {
	form := byInstants[f.Name]
	if form == nil {
		return "", false, nil
	}
	first := c.Args[0].Type
	if direct := first.Elem != nil && first.Elem.Zone == MixedZones; !direct && f.Name[:5] == "array" && f.Name != "arrays_overlap" && f.Name != "array_position" {
		return "", false, nil
	}
	switch {
	case f.Name == "array_sort" && len(c.Args) > 1, f.Name == "element_at" && first.Kind != schema.Map:
		return "", false, nil
	}
	text, err = form(o, c)
	return text, true, err
}

// ofInstants is the function of the arguments' instants.
func ofInstants(o *Overload, c *Call) (string, error) {
	d := *c
	d.Args = append([]Arg(nil), c.Args...)
	for i := range d.Args {
		a := &d.Args[i]
		a.Text, a.Type = Instants(c.Param, a.Text, a.Type), WithoutZones(a.Type)
	}
	d.Result = WithoutZones(c.Result)
	return o.Form(&d)
}

// foundAgain is the function of the arguments' instants, with the first element of such an instant in the place of each.
func foundAgain(o *Overload, c *Call) (string, error) {
	var failed error
	text := c.Let(c.texts(), func(n []string) string {
		d := *c
		d.Args = append([]Arg(nil), c.Args...)
		from := n[0]
		for i := range d.Args {
			d.Args[i].Text = n[i]
			if i > 0 {
				from = "list_concat(" + from + ", " + n[i] + ")"
			}
		}
		instants, err := ofInstants(o, &d)
		failed = err
		x := c.Param()
		again := func(t string) string {
			return fmt.Sprintf("list_extract(list_filter(%s, lambda %s: %s = %s), 1)", from, x, InstantOf(x, MixedZones), t)
		}
		if c.Result.Kind != schema.Array {
			return again(instants)
		}
		t := c.Param()
		return "list_transform(" + instants + ", lambda " + t + ": " + again(t) + ")"
	})
	return text, failed
}
