package functions

import (
	"fmt"
	"strings"
)

// https://trino.io/docs/current/functions/map.html
var maps = []*Function{
	scalar("map_keys", "the keys", on("(map(K, V)) -> array(K)", "map_keys($1)")),
	scalar("map_values", "the values", on("(map(K, V)) -> array(V)", "map_values($1)")),
	scalar("map_entries", "the entries, as rows", on("(map(K, V)) -> array(row(K, V))", "list_transform(map_entries($1), lambda tarn_x: {'field0': tarn_x.key, 'field1': tarn_x.value})")),
	scalar("map", "a map of keys and values", by("(array(K), array(V)) -> map(K, V)", func(c *Call) (string, error) {
		x := c.Param()
		if holds := NullWithin(c.Param, x, *c.Result.Key); holds != "" {
			return c.Let(c.texts(), func(n []string) string {
				return fmt.Sprintf("(CASE WHEN len(list_filter(%s, lambda %s: %s)) > 0 THEN %s ELSE map(%s, %s) END)", n[0], x, holds, c.Fail("map key cannot be indeterminate"), n[0], n[1])
			}), nil
		}
		return Fill("map($1, $2)", c)
	}), on("() -> map(unknown, unknown)", "map([], [])")),
	scalar("map_concat", "the entries of all maps; of a key that occurs again, the last", by("(map(K, V)...) -> map(K, V)", func(c *Call) (string, error) {
		if len(c.Args) < 2 {
			return "", fmt.Errorf("There must be two or more concatenation arguments to map_concat")
		}
		return c.Let(c.texts(), func(n []string) string {
			return "(CASE WHEN " + strings.Join(n, " IS NOT NULL AND ") + " IS NOT NULL THEN map_concat(" + strings.Join(n, ", ") + ") END)"
		}), nil
	})),
	scalar("map_filter", "the entries that a lambda holds for", by("(map(K, V), function(K, V, boolean)) -> map(K, V)", func(c *Call) (string, error) {
		x := c.Param()
		return ofEntries(c, fmt.Sprintf("list_filter(map_entries(%s), lambda %s: %s)", c.Args[0].Text, x, c.Args[1].Body(x+".key", x+".value"))), nil
	})),
	scalar("transform_keys", "a lambda applied to each key", by("(map(K, V), function(K, V, C)) -> map(C, V)", func(c *Call) (string, error) {
		x := c.Param()
		return ofEntries(c, fmt.Sprintf("list_transform(map_entries(%s), lambda %s: {'key': %s, 'value': %[2]s.value})", c.Args[0].Text, x, c.Args[1].Body(x+".key", x+".value"))), nil
	})),
	scalar("transform_values", "a lambda applied to each value", by("(map(K, V), function(K, V, W)) -> map(K, W)", func(c *Call) (string, error) {
		x := c.Param()
		return ofEntries(c, fmt.Sprintf("list_transform(map_entries(%s), lambda %s: {'key': %[2]s.key, 'value': %[3]s})", c.Args[0].Text, x, c.Args[1].Body(x+".key", x+".value"))), nil
	})),
	scalar("map_from_entries", "a map of rows of a key and a value", by("(array(row(K, V))) -> map(K, V)", func(c *Call) (string, error) {
		return c.Let(c.texts(), func(n []string) string {
			return fmt.Sprintf("(CASE WHEN list_count(%[1]s) < len(%[1]s) THEN %[2]s ELSE CAST(map_from_entries(%[1]s) AS %[3]s) END)", n[0], c.Fail("map entry cannot be null"), resultType(c))
		}), nil
	})),
	scalar("multimap_from_entries", "a map of rows of a key and a value, with all the values of a key", by("(array(row(K, V))) -> map(K, array(V))", func(c *Call) (string, error) {
		return c.Let(c.texts(), func(n []string) string {
			x := c.Param()
			entries := fmt.Sprintf("list_transform(%s, lambda %s: {'k': struct_extract_at(%[2]s, 1), 'v': struct_extract_at(%[2]s, 2)})", n[0], x)
			return fmt.Sprintf("(CASE WHEN list_count(%[1]s) < len(%[1]s) THEN %[2]s WHEN len(list_filter(%[1]s, lambda tarn_x: struct_extract_at(tarn_x, 1) IS NULL)) > 0 THEN %[3]s WHEN %[1]s IS NOT NULL THEN CAST(%[4]s AS %[5]s) END)",
				n[0], c.Fail("map entry cannot be null"), c.Fail("map key cannot be null"), multimapOf(c, entries), resultType(c))
		}), nil
	})),
	scalar("map_zip_with", "a lambda applied to the keys of two maps and their values", by("(map(K, V), map(K, W), function(K, V, W, R)) -> map(K, R)", func(c *Call) (string, error) {
		return c.Let([]string{c.Args[0].Text, c.Args[1].Text}, func(n []string) string {
			k := c.Param()
			return fmt.Sprintf("(CASE WHEN %[1]s IS NOT NULL AND %[2]s IS NOT NULL THEN %[3]s END)", n[0], n[1],
				ofEntries(c, fmt.Sprintf("list_transform(list_concat(map_keys(%[1]s), list_filter(map_keys(%[2]s), lambda %[3]s: NOT map_contains(%[1]s, %[3]s))), lambda %[3]s: {'key': %[3]s, 'value': %[4]s})", n[0], n[1], k,
					c.Args[2].Body(k, fmt.Sprintf("map_extract_value(%s, %s)", n[0], k), fmt.Sprintf("map_extract_value(%s, %s)", n[1], k)))))
		}), nil
	})),
}

// ofEntries is a map of entries that are the result's.
func ofEntries(c *Call, entries string) string {
	return "CAST(map_from_entries(" + entries + ") AS " + resultType(c) + ")"
}

func resultType(c *Call) string {
	t, err := DuckType(c.Result)
	if err != nil {
		return "VARCHAR"
	}
	return t
}

// sorted names entries {k, v} and their order by key, in which equal keys keep their own; form gets both, and the places in
// the order where a key begins.
func sorted(c *Call, entries string, form func(es, order, starts string) string) string {
	return c.Let([]string{entries}, func(n []string) string {
		order := fmt.Sprintf("list_sort(list_transform(%s, lambda tarn_e, tarn_i: {'k': tarn_e.k, 'i': tarn_i}))", n[0])
		return c.Let([]string{order}, func(o []string) string {
			starts := fmt.Sprintf("list_filter(range(1, len(%[1]s) + 1), lambda tarn_j: tarn_j = 1 OR %[1]s[tarn_j].k IS DISTINCT FROM %[1]s[tarn_j - 1].k)", o[0])
			return c.Let([]string{starts}, func(s []string) string { return form(n[0], o[0], s[0]) })
		})
	})
}

// mapOf is a map of entries {k, v}: of a key that occurs again, the first. Most often none does.
func mapOf(c *Call, entries string) string {
	return c.Let([]string{entries}, func(n []string) string {
		slow := sorted(c, n[0], func(es, order, starts string) string {
			return fmt.Sprintf("map(list_transform(%[3]s, lambda tarn_j: %[2]s[tarn_j].k), list_transform(%[3]s, lambda tarn_j: %[1]s[%[2]s[tarn_j].i].v))", es, order, starts)
		})
		keys := "list_transform(" + n[0] + ", lambda tarn_e: tarn_e.k)"
		return fmt.Sprintf("(CASE WHEN %[1]s IS NULL THEN NULL WHEN len(list_distinct(%[2]s)) = len(%[1]s) THEN map(%[2]s, list_transform(%[1]s, lambda tarn_e: tarn_e.v)) ELSE %[3]s END)", n[0], keys, slow)
	})
}

// multimapOf is a map of entries {k, v} with all the values of a key, in their order.
func multimapOf(c *Call, entries string) string {
	return sorted(c, entries, func(es, order, starts string) string {
		return fmt.Sprintf("(CASE WHEN %[1]s IS NOT NULL THEN map(list_transform(%[3]s, lambda tarn_j: %[2]s[tarn_j].k), list_transform(%[3]s, lambda tarn_j, tarn_n: list_transform(%[2]s[tarn_j : coalesce(%[3]s[tarn_n + 1] - 1, len(%[2]s))], lambda tarn_e: %[1]s[tarn_e.i].v))) END)", es, order, starts)
	})
}

// key is a key that is looked up: NaN is none.
func (c *Call) key(a Arg) string {
	if _, number := a.Value.(float64); IsFloat(a.Type) && !number {
		return "nullif(" + a.Text + ", CAST('nan' AS DOUBLE))"
	}
	return a.Text
}
