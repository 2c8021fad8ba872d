package emit

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// sortKey writes a value that rows are sorted by. DuckDB gives a sorted column back from its keys, where -0.0 is 0.0: the key of
// what holds floating-point numbers is another expression than the value. With NULLS FIRST, NaN is the least value to Trino, and to DuckDB
// the greatest in any case: numbers are turned round, and so is their direction.
func (e *emitter) sortKey(text string, t schema.Type, nullsFirst bool) string {
	if t.Kind == schema.Char {
		return functions.CharKey(text, t, e.param)
	}
	if !functions.Within(t, functions.IsFloat) {
		return text
	}
	nested := functions.Nested(t)
	return functions.Rebuild(e.param, text, t, func(text string, t schema.Type) string {
		if !functions.IsFloat(t) {
			return text
		}
		if nullsFirst && nested {
			return fmt.Sprintf("(CASE WHEN %[1]s IS NOT NULL THEN struct_pack(n := NOT isnan(%[1]s), v := %[1]s + 0) END)", text)
		}
		if nullsFirst {
			return "-(" + text + " + 0)"
		}
		return "(" + text + " + 0)"
	})
}

// guarded is a sort key of a window or an aggregate. Trino fails where a NULL within an array or a row decides; here, where there
// is one at all.
func (e *emitter) guarded(text string, t schema.Type, nullsFirst bool) string {
	if !functions.Nested(t) {
		return e.sortKey(text, t, nullsFirst)
	}
	return e.let([]string{text}, func(n []string) string {
		key := e.sortKey(n[0], t, nullsFirst)
		holds := functions.NullWithin(e.param, n[0], t)
		return fmt.Sprintf("(CASE WHEN CASE WHEN %s IS NOT NULL AND (%s) THEN %s END THEN NULL ELSE %s END)", n[0], holds, e.failing("'NOT_SUPPORTED: "+nullWithin(t)+"'", schema.Of(schema.Boolean), syntax.Span{}), key)
	})
}

func (e *emitter) let(values []string, form func(names []string) string) string {
	return (&functions.Call{Param: e.param}).Let(values, form)
}

// comparer is for forms that compare arrays or rows and belong to no function.
func (e *emitter) comparer() *functions.Call {
	return &functions.Call{Param: e.param, Less: func(a, b string, t schema.Type) string { return e.ordered("<", a, b, t) }}
}

// nullWithin is what Trino says of a NULL within an array or a row that is compared.
func nullWithin(t schema.Type) string {
	if t.Kind == schema.Row {
		return "ROW comparison not supported for fields with null elements"
	}
	return "ARRAY comparison not supported for arrays with null elements"
}

// orderWithin writes the ORDER BY of a window or an aggregate.
func (e *emitter) orderWithin(keys []analyze.SortKey) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = e.guarded(e.orderText(k), k.X.Type(), k.NullsFirst) + " " + direction(k)
	}
	return "ORDER BY " + strings.Join(parts, ", ")
}

// orderNames is orderWithin where each key is one of the columns.
func (e *emitter) orderNames(keys []analyze.SortKey, items []string, columns []*analyze.Column) string {
	parts := e.columnTexts(keys, items, columns)
	for i, k := range keys {
		parts[i] = e.guarded(parts[i], k.X.Type(), k.NullsFirst) + " " + direction(k)
	}
	return "ORDER BY " + strings.Join(parts, ", ")
}

// orderText is a key's value. A number alone would be the place of a column.
func (e *emitter) orderText(k analyze.SortKey) string {
	text := e.order(k.X)
	if _, constant := k.X.(*analyze.Literal); constant {
		return "CAST(" + text + " AS " + e.duckType(k.X.At(), k.X.Type()) + ")"
	}
	return text
}

// orderBy writes the ORDER BY of a query. Keys that are items go by number.
func (e *emitter) orderBy(keys []analyze.SortKey, items []string) string {
	texts, places := make([]string, len(keys)), make([]string, len(keys))
	for i, k := range keys {
		texts[i] = e.orderText(k)
		for j, item := range items {
			if plainKey(k) && alike(item, e.order(k.X)) {
				places[i] = fmt.Sprint(j + 1)
				break
			}
		}
	}
	return e.orderTexts(keys, texts, places)
}

// plainKey reports whether a key's value is what DuckDB sorts by.
func plainKey(k analyze.SortKey) bool {
	t := k.X.Type()
	return !functions.Nested(t) && !functions.IsFloat(t) && t.Kind != schema.Char && !functions.HasMixedZones(t)
}

// orderTexts writes the ORDER BY of a query of its keys' values; places are those that go by number.
func (e *emitter) orderTexts(keys []analyze.SortKey, texts, places []string) string {
	var parts, before, checks []string
	windows := false // in this key, or in one before it
	for i, k := range keys {
		t := k.X.Type()
		key := e.sortKey(texts[i], t, k.NullsFirst)
		windows = windows || windowed(k.X)
		if functions.Nested(t) {
			if windows {
				key = e.guarded(texts[i], t, k.NullsFirst)
			} else {
				checks = append(checks, e.told(before, texts[i], key, t))
			}
		}
		before = append(before, key)
		if places != nil && places[i] != "" {
			key = places[i]
		}
		parts = append(parts, key+" "+direction(k))
	}
	return "ORDER BY " + strings.Join(append(parts, checks...), ", ")
}

// told is a last sort key that fails where Trino does, when two rows are told apart by a NULL within a key only: they are neighbours
// in any order, and have the same keys before.
func (e *emitter) told(before []string, text, key string, t schema.Type) string {
	partition := ""
	if before != nil {
		partition = "PARTITION BY " + strings.Join(before, ", ") + " "
	}
	last := fmt.Sprintf("lag(%s) OVER (%sORDER BY %s)", text, partition, key)
	return e.let([]string{last, text}, func(n []string) string { return "(" + e.ordered("<", n[0], n[1], t) + " IS NULL)" })
}

func windowed(x analyze.Expr) bool {
	found := false
	analyze.Each(x, func(x analyze.Expr) {
		if _, ok := x.(*analyze.Window); ok {
			found = true
		}
	})
	return found
}
