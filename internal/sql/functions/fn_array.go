package functions

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
)

// https://trino.io/docs/current/functions/array.html
var arrays = []*Function{
	scalar("cardinality", "number of elements or entries", on("(array(T)) -> bigint", "CAST(len($1) AS BIGINT)"), on("(map(K, V)) -> bigint", "CAST(cardinality($1) AS BIGINT)")),
	scalar("element_at", "an element, from the end for a negative index, or the value of a key; NULL where there is none",
		on("(array(T), bigint) -> T", "(CASE WHEN $2 = 0 AND $1 IS NOT NULL THEN {fail SQL array indices start at 1} ELSE list_extract($1, $2) END)"), by("(map(K, V), K) -> V", func(c *Call) (string, error) { return Fill("map_extract_value($1, "+c.key(c.Args[1])+")", c) })),
	scalar("contains", "whether an array has an element", by("(array(E), E) -> boolean", contains), on("(varchar, ipaddress) -> boolean", "tarn_ip_contains($1, $2)")),
	scalar("contains_sequence", "whether an array has the elements of another, one after the other",
		let("(array(E), array(E)) -> boolean", "(CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN len($2) = 0 OR list_contains(list_transform(range(1, len($1) - len($2) + 2), lambda tarn_i: $1[tarn_i : tarn_i + len($2) - 1] = $2), true) END)")),
	scalar("array_join", "the elements as one text, without NULLs, or with a text in their place",
		by("(array(varchar), varchar) -> varchar", arrayJoin("$1")), by("(array(varchar), varchar, varchar) -> varchar", arrayJoin("list_transform($1, lambda tarn_x: coalesce(tarn_x, $3))"))),
	scalar("array_distinct", "each element once, in the order of first appearance", let("(array(E)) -> array(E)", "list_filter($1, lambda tarn_x, tarn_i: list_position($1, tarn_x) = tarn_i)")),
	scalar("array_except", "each element once that another array does not have",
		let("(array(E), array(E)) -> array(E)", "(CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN CASE WHEN len($2) = 0 THEN $1 ELSE list_filter($1, lambda tarn_x, tarn_i: list_position($1, tarn_x) = tarn_i AND coalesce(list_position($2, tarn_x), 0) = 0) END END)")),
	scalar("array_intersect", "each element once that both arrays have", by("(array(E), array(E)) -> array(E)", intersect)),
	scalar("array_union", "each element once that either array has", by("(array(E), array(E)) -> array(E)", func(c *Call) (string, error) {
		joined := "(CASE WHEN " + c.Args[0].Text + " IS NOT NULL AND " + c.Args[1].Text + " IS NOT NULL THEN list_concat(" + c.Args[0].Text + ", " + c.Args[1].Text + ") END)"
		return c.Let([]string{joined}, func(n []string) string {
			return fmt.Sprintf("list_filter(%[1]s, lambda tarn_x, tarn_i: list_position(%[1]s, tarn_x) = tarn_i)", n[0])
		}), nil
	})),
	scalar("arrays_overlap", "whether two arrays have an element in common that is not NULL; NULL if only a NULL could be",
		let("(array(E), array(E)) -> boolean", "(CASE WHEN list_has_any($1, $2) THEN true WHEN len($1) > 0 AND len($2) > 0 AND (list_count($1) < len($1) OR list_count($2) < len($2)) THEN NULL WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN false END)")),
	scalar("array_histogram", "how often each element occurs",
		let("(array(E)) -> map(E, bigint)", "(CASE WHEN list_count($1) = 0 THEN CAST(map([], []) AS $type) ELSE CAST(list_aggregate($1, 'histogram') AS $type) END)")),
	scalar("array_sort", "in ascending order, NULLs last, or as a lambda compares", by("(array(O)) -> array(O)", arraySort), by("(array(T), function(T, T, integer)) -> array(T)", sortBy)),
	scalar("array_max", "greatest element; NULL if any is", by("(array(O)) -> O", extremeOf("list_max"))),
	scalar("array_min", "least element; NULL if any is", by("(array(O)) -> O", extremeOf("list_min"))),
	scalar("array_position", "index of an element, 0 for none", by("(array(E), E) -> bigint", func(c *Call) (string, error) {
		if Nested(c.Args[1].Type) {
			return c.find(func(_, at, undecided string) string {
				return fmt.Sprintf("(CASE WHEN %s THEN %s ELSE CAST(%s AS BIGINT) END)", undecided, c.Fail(nullCompared(c)), at)
			}), nil
		}
		found := "coalesce(list_position($1, $2), 0)"
		if IsFloat(c.Args[1].Type) {
			found = "CASE WHEN isnan($2) THEN 0 ELSE " + found + " END"
		}
		return Fill("(CASE WHEN $2 IS NOT NULL AND $1 IS NOT NULL THEN CAST("+found+" AS BIGINT) END)", c)
	})),
	scalar("array_remove", "without an element", by("(array(E), E) -> array(E)", func(c *Call) (string, error) {
		differs := "tarn_x IS DISTINCT FROM $2"
		if IsFloat(c.Args[1].Type) { // NaN equals nothing
			differs = "(tarn_x IS DISTINCT FROM $2 OR isnan(tarn_x))"
		}
		if t := c.Args[1].Type; Nested(t) {
			return c.Let(c.texts(), func(n []string) string {
				x := c.Param()
				return fmt.Sprintf("(CASE WHEN %s IS NOT NULL THEN list_filter(%s, lambda %s: CASE WHEN %[3]s IS NULL THEN true ELSE NOT coalesce(%[4]s, %[5]s) END) END)", n[1], n[0], x,
					c.Equal(x, n[1], t), c.FailAs(nullCompared(c), schema.Of(schema.Boolean)))
			}), nil
		}
		return Fill("(CASE WHEN $2 IS NOT NULL THEN list_filter($1, lambda tarn_x: "+differs+") END)", c)
	})),
	scalar("flatten", "arrays of an array joined", on("(array(array(T))) -> array(T)", "CAST(flatten($1) AS $type)")),
	scalar("combinations", "the sub-arrays of a size, elements in their order", by("(array(T), bigint) -> array(array(T))", combinations)),
	scalar("ngrams", "the sub-arrays of neighbours",
		let("(array(T), bigint) -> array(array(T))", "(CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN $2 <= 0 THEN {fail N must be positive} WHEN $2 >= len($1) THEN [$1] ELSE list_transform(range(1, len($1) - $2 + 2), lambda tarn_i: $1[tarn_i : tarn_i + $2 - 1]) END)")),
	scalar("repeat", "an element n times", by("(T, bigint) -> array(T)", func(c *Call) (string, error) {
		return c.Let([]string{"CAST(" + c.Args[0].Text + " AS " + elementType(c) + ")", c.Args[1].Text}, func(n []string) string {
			return fmt.Sprintf("(CASE WHEN %[2]s < 0 THEN %[3]s WHEN %[2]s > 10000 THEN %[4]s ELSE list_transform(range(%[2]s), lambda tarn_i: %[1]s) END)", n[0], n[1],
				c.Fail("count argument of repeat function must be greater than or equal to 0"), c.Fail("count argument of repeat function must be less than or equal to 10000"))
		}), nil
	})),
	scalar("sequence", "numbers, days or times from one to another",
		by("(bigint, bigint) -> array(bigint)", sequence), by("(bigint, bigint, bigint) -> array(bigint)", sequence),
		by("(date, date) -> array(date)", sequence), by("(date, date, interval day to second) -> array(date)", sequence), by("(date, date, interval year to month) -> array(date)", sequence),
		by("(timestamp(p), timestamp(p), interval day to second) -> array(timestamp(p))", sequence), by("(timestamp(p), timestamp(p), interval year to month) -> array(timestamp(p))", sequence)),
	scalar("shuffle", "in some order",
		let("(array(T)) -> array(T)", "list_transform(list_sort(list_transform($1, lambda tarn_x, tarn_i: {'r': random(), 'i': tarn_i})), lambda tarn_e: list_extract($1, tarn_e.i))")).volatile(),
	scalar("slice", "a part, from an index on, from the end for a negative one",
		let("(array(T), bigint, bigint) -> array(T)", "(CASE WHEN $1 IS NULL OR $2 IS NULL OR $3 IS NULL THEN NULL WHEN $3 < 0 THEN {fail length must be greater than or equal to 0} WHEN $2 = 0 THEN {fail SQL array indices start at 1}"+
			" WHEN $3 = 0 OR $2 > len($1) OR $2 < - len($1) THEN $1[1:0]"+
			" WHEN $2 < 0 THEN $1[len($1) + $2 + 1 : least(len($1) + $2 + $3, len($1))] ELSE $1[$2 : least($2 + $3 - 1, len($1))] END)")),
	scalar("trim_array", "without the last n elements", by("(array(T), bigint) -> array(T)", func(c *Call) (string, error) {
		return c.Let(c.texts(), func(n []string) string {
			return fmt.Sprintf("(CASE WHEN %[1]s IS NULL OR %[2]s IS NULL THEN NULL WHEN %[2]s < 0 THEN %[3]s WHEN %[2]s > len(%[1]s) THEN %[4]s ELSE %[1]s[1 : len(%[1]s) - %[2]s] END)", n[0], n[1],
				c.FailText("'size must not be negative: ' || "+n[1]), c.FailText("'size must not exceed array cardinality ' || len("+n[0]+") || ': ' || "+n[1]))
		}), nil
	})),
	scalar("zip", "arrays side by side, as rows", zips(2), zips(3), zips(4), zips(5)),
}

// elementType is the DuckDB type of the elements of an array that is the result.
func elementType(c *Call) string {
	t, err := DuckType(*c.Result.Elem)
	if err != nil {
		return "VARCHAR"
	}
	return t
}

// contains: NaN equals nothing, and Trino does not look into nested elements that hold a NULL.
func contains(c *Call) (string, error) {
	switch t := c.Args[1].Type; {
	case IsFloat(t):
		return c.Let(c.texts(), func(n []string) string {
			return fmt.Sprintf("(CASE WHEN isnan(%[2]s) THEN CASE WHEN list_count(%[1]s) < len(%[1]s) THEN NULL WHEN %[1]s IS NOT NULL THEN false END ELSE tarn_contains(%[1]s, %[2]s) END)", n[0], n[1])
		}), nil
	case Nested(t):
		return c.find(func(list, at, undecided string) string {
			return fmt.Sprintf("(CASE WHEN %s THEN %s WHEN %s > 0 THEN true WHEN list_count(%[4]s) < len(%[4]s) THEN NULL ELSE false END)", undecided, c.Fail(nullCompared(c)), at, list)
		}), nil
	}
	return Fill("tarn_contains($1, $2)", c)
}

// find looks for an array or a row in a list, element by element, as Trino does: at is where it is, 0 for nowhere, and undecided whether it came to an
// element of which a NULL within leaves open whether it is the same. NULL where the list or the value is.
func (c *Call) find(form func(list, at, undecided string) string) string {
	return c.Let(c.texts(), func(n []string) string {
		x := c.Param()
		same := fmt.Sprintf("list_transform(%s, lambda %s: CASE WHEN %[2]s IS NULL THEN false ELSE %[3]s END)", n[0], x, c.Equal(x, n[1], c.Args[1].Type))
		return fmt.Sprintf("(CASE WHEN %s IS NOT NULL AND %s IS NOT NULL THEN %s END)", n[0], n[1], c.Let([]string{same}, func(s []string) string {
			first := fmt.Sprintf("coalesce(list_position(list_transform(%s, lambda %s: %[2]s IS NOT FALSE), true), 0)", s[0], c.Param())
			return c.Let([]string{first}, func(at []string) string {
				return form(n[0], at[0], fmt.Sprintf("%s > 0 AND list_extract(%s, %[1]s) IS NULL", at[0], s[0]))
			})
		}))
	})
}

// nullCompared is what Trino says of an element that a NULL within keeps from being compared.
func nullCompared(c *Call) string {
	return c.Name + " does not support arrays with elements that are null or contain null"
}

// intersect: Trino goes through the longer array.
func intersect(c *Call) (string, error) {
	return c.Let(c.texts(), func(n []string) string {
		a, b := n[0], n[1]
		longer := fmt.Sprintf("(CASE WHEN len(%[1]s) >= len(%[2]s) THEN %[1]s ELSE %[2]s END)", a, b)
		shorter := fmt.Sprintf("(CASE WHEN len(%[1]s) >= len(%[2]s) THEN %[2]s ELSE %[1]s END)", a, b)
		return fmt.Sprintf("(CASE WHEN %s IS NOT NULL AND %s IS NOT NULL THEN %s END)", a, b, c.Let([]string{longer, shorter}, func(n []string) string {
			return fmt.Sprintf("list_filter(%[1]s, lambda tarn_x, tarn_i: list_position(%[1]s, tarn_x) = tarn_i AND coalesce(list_position(%[2]s, tarn_x), 0) > 0)", n[0], n[1])
		}))
	}), nil
}

// arraySort fails where Trino does: where a NULL within decides.
func arraySort(c *Call) (string, error) {
	list := "list_sort(" + c.Args[0].Text + ", 'ASC', 'NULLS LAST')"
	if t := *c.Result.Elem; t.Kind == schema.Char {
		return CharOf(fmt.Sprintf("list_sort(%s, 'ASC', 'NULLS LAST')", CharKey(c.Args[0].Text, c.Result, c.Param)), c.Result, c.Param), nil
	}
	if !Nested(*c.Result.Elem) {
		return list, nil
	}
	kind, err := DuckType(c.Result)
	if err != nil {
		return "", err
	}
	return c.Let([]string{"CAST(" + list + " AS " + kind + ")"}, func(n []string) string { // of a NULL, DuckDB would forget its type
		return "(CASE WHEN " + c.told(n[0], "", *c.Result.Elem) + " THEN " + n[0] + " END)"
	}), nil
}

// extremeOf: NULL if any element is; NaN counts only where there is nothing else.
func extremeOf(name string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		if name == "list_max" && IsFloat(c.Result) {
			return c.Let(c.texts(), func(n []string) string {
				return fmt.Sprintf("(CASE WHEN list_count(%[1]s) = len(%[1]s) THEN coalesce(list_max(list_filter(%[1]s, lambda tarn_x: NOT isnan(tarn_x))), list_max(%[1]s)) END)", n[0])
			}), nil
		}
		if Nested(c.Result) {
			return c.Let(c.texts(), func(n []string) string { return c.ExtremeOf(n[0], c.Result, name == "list_max") }), nil
		}
		if t := c.Args[0].Type; c.Result.Kind == schema.Char {
			return Fill("(CASE WHEN list_count($1) = len($1) THEN "+CharOf(name+"("+CharKey("$1", t, c.Param)+")", c.Result, c.Param)+" END)", c)
		}
		return Fill("(CASE WHEN list_count($1) = len($1) THEN "+name+"($1) END)", c)
	}
}

// sortBy sorts as a comparing lambda says: an element's place is the number of those that come before it, in a stable order.
func sortBy(c *Call) (string, error) {
	return c.Let([]string{c.Args[0].Text}, func(n []string) string {
		a := n[0]
		x, i, y, j := c.Param(), c.Param(), c.Param(), c.Param()
		bad := c.FailAs("Lambda comparator must return either -1, 0, or 1", schema.Of(schema.Boolean))
		before := fmt.Sprintf("CASE WHEN %[1]s = %[2]s THEN false ELSE CASE %[3]s WHEN -1 THEN true WHEN 0 THEN %[1]s < %[2]s WHEN 1 THEN false ELSE %[4]s END END", j, i, c.Args[1].Body(y, x), bad)
		places := fmt.Sprintf("list_transform(%[1]s, lambda %[2]s, %[3]s: {'r': len(list_filter(%[1]s, lambda %[4]s, %[5]s: %[6]s)), 'i': %[3]s})", a, x, i, y, j, before)
		return fmt.Sprintf("list_transform(list_sort(%s), lambda tarn_e: list_extract(%s, tarn_e.i))", places, a)
	}), nil
}

// combinations: the indices come from a native, as one flat list.
func combinations(c *Call) (string, error) {
	return c.Let(c.texts(), func(n []string) string {
		return fmt.Sprintf("(CASE WHEN %[1]s IS NOT NULL AND %[2]s IS NOT NULL THEN list_transform(tarn_combinations(CAST(len(%[1]s) AS BIGINT), %[2]s), lambda tarn_p: list_transform(string_split(tarn_p, ','), lambda tarn_i: list_extract(%[1]s, TRY_CAST(tarn_i AS BIGINT)))[1:%[2]s]) END)", n[0], n[1])
	}), nil
}

func zips(n int) *Overload {
	var args, results []string
	for i := 1; i <= n; i++ {
		v := "TUVWX"[i-1 : i]
		args = append(args, "array("+v+")")
		results = append(results, v)
	}
	return by("("+strings.Join(args, ", ")+") -> array(row("+strings.Join(results, ", ")+"))", func(c *Call) (string, error) {
		return c.Let(c.texts(), func(n []string) string {
			t, err := DuckType(c.Result)
			if err != nil {
				return ""
			}
			return "(CASE WHEN " + strings.Join(n, " IS NOT NULL AND ") + " IS NOT NULL THEN CAST(list_zip(" + strings.Join(n, ", ") + ") AS " + t + ") END)"
		}), nil
	})
}

// https://trino.io/docs/current/functions/conditional.html
//
// These are forms of their own in the analyser; the rows are for the coverage table and for errors.
var conditionals = []*Function{
	special("if", "(boolean, T, T) -> T", "one value or the other"),
	special("coalesce", "(T...) -> T", "the first value that is not NULL"),
	special("nullif", "(T, T) -> T", "NULL if both are equal"),
	special("try", "(T) -> T", "NULL where evaluation fails"),
	special("greatest", "(O...) -> O", "the greatest; NULL if any is"),
	special("least", "(O...) -> O", "the least; NULL if any is"),
}

// arrayJoin: DuckDB's own form takes a separator that is a literal.
func arrayJoin(list string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		if _, ok := c.Args[1].Str(); ok {
			return Fill("tarn_join("+list+", $2)", c)
		}
		return Fill("tarn_concat_ws($2, "+list+")", c)
	}
}

func special(name, signature, doc string) *Function {
	return &Function{Name: name, Doc: doc, Overloads: []*Overload{{Signature: signature}}}
}

// Special reports whether a function is a form of its own in the analyser.
func (f *Function) Special() bool { return f.Overloads[0].Duck == "" && f.Overloads[0].Emit == nil }
