package functions

import "fmt"

// https://trino.io/docs/current/functions/aggregate.html
var aggregates = []*Function{
	aggregate("count", "rows, or those where the argument is not NULL", on("() -> bigint", "count(*)"), on("(T) -> bigint", "count($1)")),
	aggregate("count_if", "rows where the argument is true", on("(boolean) -> bigint", "count_if($1)")),
	aggregate("sum", "sum; NULL without rows",
		on("(bigint) -> bigint", "CAST(sum({d}$1){t} AS BIGINT)"), on("(double) -> double", "sum($1)"), on("(real) -> real", "CAST(sum({d}$1){t} AS FLOAT)"),
		on("(decimal(p, s)) -> decimal(38, s)", "sum($1)"),
		on("(interval day to second) -> interval day to second", "to_microseconds(CAST(sum({d}epoch_us($1)){t} AS BIGINT))")),
	aggregate("avg", "average; NULL without rows. A decimal's is rounded half up at its own scale",
		on("(bigint) -> double", "avg($1)"), on("(double) -> double", "avg($1)"), on("(real) -> real", "CAST(avg({d}$1){t} AS FLOAT)"),
		by("(decimal(p, s)) -> decimal(p, s)", func(c *Call) (string, error) {
			t := c.Args[0].Type
			return Fill(fmt.Sprintf("CAST(tarn_decimal_divide(CAST(sum({d}$1){t} AS VARCHAR), CAST(nullif(count({d}$1){t}, 0) AS VARCHAR), %d) AS DECIMAL(%d,%d))", t.Scale, t.Precision, t.Scale), c)
		})),
	aggregate("min", "least value", on("(O) -> O", "min($1)"), on("(O, bigint) -> array(O)", "min($1, $2)")),
	aggregate("max", "greatest value", on("(O) -> O", "max($1)"), on("(O, bigint) -> array(O)", "max($1, $2)")),
	aggregate("max_by", "the first argument where the second is greatest", on("(T, O) -> T", "arg_max_null($1, $2)")),
	aggregate("min_by", "the first argument where the second is least", on("(T, O) -> T", "arg_min_null($1, $2)")),
	aggregate("arbitrary any_value", "any value that is not NULL", on("(T) -> T", "any_value($1)")),
	aggregate("bool_and every", "true if every value is", on("(boolean) -> boolean", "bool_and($1)")),
	aggregate("bool_or", "true if any value is", on("(boolean) -> boolean", "bool_or($1)")),
	aggregate("array_agg", "the values as an array, NULL among them", on("(T) -> array(T)", "array_agg($1{o})")),
	aggregate("approx_distinct", "about how many different values", on("(E) -> bigint", "approx_count_distinct($1)"), on("(E, double) -> bigint", "approx_count_distinct($1)")),
	aggregate("approx_percentile", "about the value at a percentage",
		on("(bigint, double) -> bigint", "CAST(approx_quantile($1, CAST($2 AS FLOAT)){t} AS BIGINT)"), on("(double, double) -> double", "approx_quantile($1, CAST($2 AS FLOAT))")),
	aggregate("histogram", "how often each value occurs", on("(E) -> map(E, bigint)", "CAST(histogram({d}$1){t} AS $type)")),
	aggregate("map_agg", "a map of the keys and values; of a key that occurs again, one value",
		on("(E, V) -> map(E, V)", "tarn_map_of(array_agg({k: $1, v: $2}){t})")),
	aggregate("listagg", "the values as one text", on("(varchar, varchar) -> varchar", "string_agg($1, $2{o})"), on("(varchar) -> varchar", "string_agg($1, ''{o})")),
	aggregate("stddev stddev_samp", "sample standard deviation", on("(double) -> double", "stddev_samp($1)")),
	aggregate("stddev_pop", "population standard deviation", on("(double) -> double", "stddev_pop($1)")),
	aggregate("variance var_samp", "sample variance", on("(double) -> double", "var_samp($1)")),
	aggregate("var_pop", "population variance", on("(double) -> double", "var_pop($1)")),
	aggregate("geometric_mean", "geometric mean", on("(double) -> double", "geomean($1)")),
	aggregate("corr", "correlation", on("(double, double) -> double", "corr($1, $2)")),
}

// https://trino.io/docs/current/functions/window.html
var windows = []*Function{
	window("row_number", "number of the row, from 1", on("() -> bigint", "row_number()")),
	window("rank", "rank with gaps", on("() -> bigint", "rank()")),
	window("dense_rank", "rank without gaps", on("() -> bigint", "dense_rank()")),
	window("percent_rank", "rank as a share", on("() -> double", "percent_rank()")),
	window("cume_dist", "share of rows up to this one", on("() -> double", "cume_dist()")),
	window("ntile", "number of the bucket, from 1", on("(bigint) -> bigint", "ntile($1)")),
	window("lag", "value of an earlier row", on("(T) -> T", "lag($1{n})"), on("(T, bigint) -> T", "lag($1, $2{n})"), on("(T, bigint, T) -> T", "lag($1, $2, $3{n})")).nulls(),
	window("lead", "value of a later row", on("(T) -> T", "lead($1{n})"), on("(T, bigint) -> T", "lead($1, $2{n})"), on("(T, bigint, T) -> T", "lead($1, $2, $3{n})")).nulls(),
	window("first_value", "first value of the frame", on("(T) -> T", "first_value($1{n})")).nulls(),
	window("last_value", "last value of the frame", on("(T) -> T", "last_value($1{n})")).nulls(),
	window("nth_value", "n-th value of the frame", on("(T, bigint) -> T", "nth_value($1, $2{n})")).nulls(),
}
