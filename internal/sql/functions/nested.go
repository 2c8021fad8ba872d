package functions

import (
	"fmt"
	"slices"
	"strings"

	"tarn/internal/schema"
)

// Nested reports whether a type is an array, a map or a row.
func Nested(t schema.Type) bool {
	return t.Kind == schema.Array || t.Kind == schema.Map || t.Kind == schema.Row
}

// Within reports whether is holds for a type or for one within it.
func Within(t schema.Type, is func(schema.Type) bool) bool {
	return is(t) || t.Elem != nil && Within(*t.Elem, is) || t.Key != nil && Within(*t.Key, is) ||
		slices.ContainsFunc(t.Fields, func(f schema.Field) bool { return Within(f.Type, is) })
}

// IsFloat reports whether a type is real or double.
func IsFloat(t schema.Type) bool { return t.Kind == schema.Double || t.Kind == schema.Real }

// IsMap reports whether a type is a map.
func IsMap(t schema.Type) bool { return t.Kind == schema.Map }

// Rebuild writes an array or a row, or leaves another value to leaf: leaf writes the parts that are neither. A NULL stays NULL.
func Rebuild(param func() string, text string, t schema.Type, leaf func(text string, t schema.Type) string) string {
	switch t.Kind {
	case schema.Array:
		x := param()
		if inner := Rebuild(param, x, *t.Elem, leaf); inner != x {
			return "list_transform(" + text + ", lambda " + x + ": " + inner + ")"
		}
		return text
	case schema.Row:
		parts, same := make([]string, len(t.Fields)), true
		for i, f := range t.Fields {
			member := fmt.Sprintf("struct_extract_at(%s, %d)", text, i+1)
			part := Rebuild(param, member, f.Type, leaf)
			same = same && part == member
			parts[i] = Quote(Member(t, i)) + " := " + part
		}
		if same {
			return text
		}
		return "(CASE WHEN " + text + " IS NOT NULL THEN struct_pack(" + strings.Join(parts, ", ") + ") END)"
	}
	return leaf(text, t)
}

// CharKey writes a char, or an array of them, so that DuckDB's order is Trino's, which compares the padded values. CharOf takes the padding away.
func CharKey(text string, t schema.Type, param func() string) string {
	return Rebuild(param, text, t, func(text string, t schema.Type) string { return fmt.Sprintf("rpad(%s, %d, ' ')", text, t.Length) })
}

// CharOf is the inverse of CharKey.
func CharOf(text string, t schema.Type, param func() string) string {
	return Rebuild(param, text, t, func(text string, _ schema.Type) string { return "rtrim(" + text + ", ' ')" })
}

// Canonical writes a value so that equal maps are equal to DuckDB, which looks at the order of their entries.
func Canonical(param func() string, text string, t schema.Type) string {
	return Rebuild(param, text, t, func(text string, t schema.Type) string {
		if t.Kind != schema.Map {
			return text
		}
		entries, e := "map_entries("+text+")", param()
		key, value := Canonical(param, e+".key", *t.Key), Canonical(param, e+".value", *t.Elem)
		if key != e+".key" || value != e+".value" {
			entries = fmt.Sprintf("list_transform(%s, lambda %s: struct_pack(key := %s, value := %s))", entries, e, key, value)
		}
		return fmt.Sprintf("(CASE WHEN %s IS NOT NULL THEN map_from_entries(list_sort(%s)) END)", text, entries)
	})
}

// NullWithin is the condition that an array or a row holds a NULL, at any depth; "" for a type that holds none.
func NullWithin(param func() string, x string, t schema.Type) string {
	switch t.Kind {
	case schema.Array:
		text := fmt.Sprintf("list_count(%[1]s) < len(%[1]s)", x)
		y := param()
		if inner := NullWithin(param, y, *t.Elem); inner != "" {
			text = fmt.Sprintf("(%s OR len(list_filter(%s, lambda %s: %s)) > 0)", text, x, y, inner)
		}
		return text
	case schema.Row:
		var parts []string
		for i, f := range t.Fields {
			member := fmt.Sprintf("struct_extract_at(%s, %d)", x, i+1)
			parts = append(parts, member+" IS NULL")
			if inner := NullWithin(param, member, f.Type); inner != "" {
				parts = append(parts, inner)
			}
		}
		return "(" + strings.Join(parts, " OR ") + ")"
	}
	return ""
}

// rank writes an array or a row so that DuckDB's order puts the greatest first, or the least, and next to it those that Trino cannot
// tell from it: a NULL goes before all others, and NaN is the greatest only where there is nothing else.
func (c *Call) rank(text string, t schema.Type, greatest bool) string {
	part := func(text string, t schema.Type) string {
		members := "n := " + text + " IS NOT NULL"
		if greatest {
			members = "n := " + text + " IS NULL"
		}
		switch {
		case Nested(t):
			return "struct_pack(" + members + ", v := " + c.rank(text, t, greatest) + ")"
		case IsFloat(t) && greatest:
			members += ", f := NOT isnan(" + text + ")"
		}
		return "struct_pack(" + members + ", v := " + text + ")"
	}
	if t.Kind == schema.Array {
		x := c.Param()
		return "list_transform(" + text + ", lambda " + x + ": " + part(x, *t.Elem) + ")"
	}
	parts := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		parts[i] = fmt.Sprintf("m%d := %s", i, part(fmt.Sprintf("struct_extract_at(%s, %d)", text, i+1), f.Type))
	}
	return "(CASE WHEN " + text + " IS NOT NULL THEN struct_pack(" + strings.Join(parts, ", ") + ") END)"
}

// extremes writes max, min, max_by or min_by whose keys are arrays or rows: it fails as Trino does where the keys that decide are
// told apart by a NULL only. n is the text of how many values are asked for, or "" for one value that is no array.
func (c *Call) extremes(value, key Arg, n string) string {
	greatest := strings.HasPrefix(c.Name, "max")
	pick, more := "arg_min", "2"
	if greatest {
		pick = "arg_max"
	}
	wanted := []string{}
	if n != "" {
		more = fmt.Sprintf("CAST(CASE WHEN %[1]s > 0 THEN %[1]s + 1 ELSE %[1]s END AS BIGINT)", n)
		wanted = append(wanted, fmt.Sprintf("any_value(CASE WHEN %s IS NOT NULL THEN %s END){t}", key.Text, n))
	}
	list := fmt.Sprintf("%s({d}{'v': %s, 'k': %s}, %s, %s){t}", pick, value.Text, key.Text, c.rank(key.Text, key.Type, greatest), more)
	return c.Let(append(wanted, list), func(names []string) string {
		found := names[len(names)-1]
		values := found + "[1].v"
		if n != "" {
			values = fmt.Sprintf("list_transform(%s[1:%s], lambda tarn_e: tarn_e.v)", found, names[0])
		}
		return fmt.Sprintf("(CASE WHEN %s THEN %s END)", c.told(found, ".k", key.Type), values)
	})
}

// Extreme writes the least or the greatest of a column of arrays or rows.
func (c *Call) Extreme(text string, t schema.Type, name string) string {
	of := *c
	of.Name = name
	return strings.NewReplacer("{d}", "", "{t}", "").Replace(of.extremes(Arg{Text: text, Type: t}, Arg{Text: text, Type: t}, ""))
}

// told is true of a sorted list, and fails where Trino's comparison of neighbours does. member leads to the keys.
func (c *Call) told(list, member string, t schema.Type) string {
	i := c.Param()
	return fmt.Sprintf("len(list_transform(range(1, len(%[1]s)), lambda %[2]s: %[3]s)) >= 0", list, i,
		c.Less(fmt.Sprintf("list_extract(%s, %s)%s", list, i, member), fmt.Sprintf("list_extract(%s, %s + 1)%s", list, i, member), t))
}

// ExtremeOf is the greatest or the least of a list of arrays or rows; NULL if any is.
func (c *Call) ExtremeOf(list string, t schema.Type, greatest bool) string {
	x, y, sort := c.Param(), c.Param(), "list_sort"
	if greatest {
		sort = "list_reverse_sort"
	}
	// Trino compares up to the first NULL.
	before := fmt.Sprintf("%[1]s[1:coalesce(nullif(list_position(list_transform(%[1]s, lambda %[2]s: %[2]s IS NULL), true), 0) - 1, len(%[1]s))]", list, y)
	ranked := fmt.Sprintf("%s(list_transform(%s, lambda %s: {'r': %s, 'k': %[3]s}))", sort, before, x, c.rank(x, t, greatest))
	return c.Let([]string{ranked + "[1:2]"}, func(n []string) string {
		return fmt.Sprintf("(CASE WHEN %s AND list_count(%[2]s) = len(%[2]s) THEN %[3]s[1].k END)", c.told(n[0], ".k", t), list, n[0])
	})
}
