package functions

// https://trino.io/docs/current/functions/array.html
var arrays = []*Function{
	scalar("cardinality", "number of elements or entries", on("(array(T)) -> bigint", "CAST(len($1) AS BIGINT)"), on("(map(K, V)) -> bigint", "CAST(cardinality($1) AS BIGINT)")),
	scalar("element_at", "an element, from the end for a negative index, or the value of a key; NULL where there is none",
		on("(array(T), bigint) -> T", "(CASE WHEN $2 = 0 THEN {fail SQL array indices start at 1} ELSE list_extract($1, $2) END)"), on("(map(K, V), K) -> V", "map_extract_value($1, $2)")),
	scalar("contains", "whether an array has an element", on("(array(T), T) -> boolean", "tarn_contains($1, $2)"), on("(varchar, ipaddress) -> boolean", "tarn_ip_contains($1, $2)")),
	scalar("filter", "the elements that a lambda holds for", on("(array(T), function(T, boolean)) -> array(T)", "list_filter($1, $2)")),
	scalar("transform", "a lambda applied to each element", on("(array(T), function(T, U)) -> array(U)", "list_transform($1, $2)")),
	scalar("any_match", "whether a lambda holds for any element", on("(array(T), function(T, boolean)) -> boolean", "tarn_any(list_transform($1, $2))")),
	scalar("all_match", "whether a lambda holds for all elements", on("(array(T), function(T, boolean)) -> boolean", "tarn_all(list_transform($1, $2))")),
	scalar("none_match", "whether a lambda holds for no element", on("(array(T), function(T, boolean)) -> boolean", "(NOT tarn_any(list_transform($1, $2)))")),
	scalar("array_join", "the elements as one text, without NULLs, or with a text in their place",
		on("(array(varchar), varchar) -> varchar", "tarn_join($1, $2)"), on("(array(bigint), varchar) -> varchar", "tarn_join(CAST($1 AS VARCHAR[]), $2)"), on("(array(boolean), varchar) -> varchar", "tarn_join(CAST($1 AS VARCHAR[]), $2)"),
		on("(array(varchar), varchar, varchar) -> varchar", "tarn_join(list_transform($1, lambda x: coalesce(x, $3)), $2)")),
	scalar("array_distinct", "each element once, in the order of first appearance", on("(array(E)) -> array(E)", "tarn_distinct($1)")),
	scalar("array_sort", "in ascending order, NULLs last", on("(array(O)) -> array(O)", "list_sort($1, 'ASC', 'NULLS LAST')")),
	scalar("array_max", "greatest element; NULL if any is", on("(array(O)) -> O", "(CASE WHEN list_count($1) = len($1) THEN list_max($1) END)")),
	scalar("array_min", "least element; NULL if any is", on("(array(O)) -> O", "(CASE WHEN list_count($1) = len($1) THEN list_min($1) END)")),
	scalar("array_position", "index of an element, 0 for none", on("(array(T), T) -> bigint", "(CASE WHEN $2 IS NOT NULL AND $1 IS NOT NULL THEN CAST(coalesce(list_position($1, $2), 0) AS BIGINT) END)")),
	scalar("array_remove", "without an element", on("(array(E), E) -> array(E)", "(CASE WHEN $2 IS NOT NULL THEN list_filter($1, lambda x: x IS NULL OR x <> $2) END)")),
	scalar("flatten", "arrays of an array joined", on("(array(array(T))) -> array(T)", "flatten($1)")),
	scalar("sequence", "numbers, or days, from one to another",
		on("(bigint, bigint) -> array(bigint)", "generate_series($1, $2, CASE WHEN $1 <= $2 THEN 1 ELSE -1 END)"), on("(bigint, bigint, bigint) -> array(bigint)", "generate_series($1, $2, $3)"),
		on("(date, date) -> array(date)", "CAST(generate_series(CAST($1 AS TIMESTAMP), CAST($2 AS TIMESTAMP), INTERVAL 1 DAY) AS DATE[])"),
		on("(date, date, interval day to second) -> array(date)", "CAST(generate_series(CAST($1 AS TIMESTAMP), CAST($2 AS TIMESTAMP), $3) AS DATE[])"),
		on("(date, date, interval year to month) -> array(date)", "CAST(generate_series(CAST($1 AS TIMESTAMP), CAST($2 AS TIMESTAMP), $3) AS DATE[])"),
		on("(timestamp(p), timestamp(p), interval day to second) -> array(timestamp(p))", "generate_series($1, $2, $3)"),
		on("(timestamp(p), timestamp(p), interval year to month) -> array(timestamp(p))", "generate_series($1, $2, $3)")),
	scalar("repeat", "an element n times", on("(T, bigint) -> array(T)", "list_transform(range($2), lambda x: $1)")),
}

// https://trino.io/docs/current/functions/map.html
var maps = []*Function{
	scalar("map_keys", "the keys", on("(map(K, V)) -> array(K)", "map_keys($1)")),
	scalar("map_values", "the values", on("(map(K, V)) -> array(V)", "map_values($1)")),
	scalar("map_entries", "the entries, as rows", on("(map(K, V)) -> array(row(K, V))", "list_transform(map_entries($1), lambda x: {'field0': x.key, 'field1': x.value})")),
	scalar("map", "a map of keys and values", on("(array(K), array(V)) -> map(K, V)", "map($1, $2)"), on("() -> map(unknown, unknown)", "map([], [])")),
}

// https://trino.io/docs/current/functions/binary.html
var binaries = []*Function{
	scalar("to_hex", "bytes in hexadecimal", on("(varbinary) -> varchar", "hex($1)")),
	scalar("from_hex", "the bytes of a hexadecimal text", on("(varchar) -> varbinary", "unhex($1)")),
	scalar("to_base64", "bytes in Base64", on("(varbinary) -> varchar", "base64($1)")),
	scalar("from_base64", "the bytes of a Base64 text", on("(varchar) -> varbinary", "from_base64($1)")),
	scalar("md5", "MD5 of bytes", on("(varbinary) -> varbinary", "unhex(md5($1))")),
	scalar("sha1", "SHA-1 of bytes", on("(varbinary) -> varbinary", "unhex(sha1($1))")),
	scalar("sha256", "SHA-256 of bytes", on("(varbinary) -> varbinary", "unhex(sha256($1))")),
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

var urls []*Function

func special(name, signature, doc string) *Function {
	return &Function{Name: name, Doc: doc, Overloads: []*Overload{{Signature: signature}}}
}

// Special reports whether a function is a form of its own in the analyser.
func (f *Function) Special() bool { return f.Overloads[0].Duck == "" && f.Overloads[0].Emit == nil }
