package functions

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
)

// https://trino.io/docs/current/functions/aggregate.html
var aggregates = []*Function{
	aggregate("count", "rows, or those where the argument is not NULL", on("() -> bigint", "count(*)"), on("(T) -> bigint", "count($1)")),
	aggregate("count_if", "rows where the argument is true", on("(boolean) -> bigint", "count({d}CASE WHEN $1 THEN 1 END){t}")),
	aggregate("sum", "sum; NULL without rows",
		on("(bigint) -> bigint", "CAST(sum({d}$1){t} AS BIGINT)"), on("(double) -> double", "sum($1)"), on("(real) -> real", "CAST(sum({d}$1){t} AS FLOAT)"),
		by("(decimal(p, s)) -> decimal(38, s)", decimalSum),
		on("(interval day to second) -> interval day to second", "to_microseconds(CAST(sum({d}epoch_us($1)){t} AS BIGINT))"),
		on("(interval year to month) -> interval year to month", "to_months(CAST(sum({d}"+monthsOf+"){t} AS INTEGER))")),
	aggregate("avg", "average; NULL without rows. A decimal's is rounded half up at its own scale",
		on("(bigint) -> double", "avg($1)"), on("(double) -> double", "avg($1)"), on("(real) -> real", "CAST(avg({d}$1){t} AS FLOAT)"),
		by("(decimal(p, s)) -> decimal(p, s)", func(c *Call) (string, error) {
			t := c.Args[0].Type
			return Fill(fmt.Sprintf("CAST(tarn_decimal_divide(CAST(sum({d}$1){t} AS VARCHAR), CAST(nullif(count({d}$1){t}, 0) AS VARCHAR), %d) AS DECIMAL(%d,%d))", t.Scale, t.Precision, t.Scale), c)
		}),
		on("(interval day to second) -> interval day to second", "to_microseconds(CAST(floor(avg({d}epoch_us($1) // 1000){t} + 0.5) AS BIGINT) * 1000)"),
		on("(interval year to month) -> interval year to month", "to_months(CAST(floor(avg({d}"+monthsOf+"){t} + 0.5) AS INTEGER))")),
	aggregate("min", "least value", by("(O) -> O", leastOrGreatest), by("(O, bigint) -> array(O)", leastOrGreatestN)),
	aggregate("max", "greatest value", by("(O) -> O", leastOrGreatest), by("(O, bigint) -> array(O)", leastOrGreatestN)),
	aggregate("max_by", "the first argument where the second is greatest", by("(T, O) -> T", extremeBy("arg_max_null")), by("(T, O, bigint) -> array(T)", byN("arg_max"))),
	aggregate("min_by", "the first argument where the second is least", by("(T, O) -> T", extremeBy("arg_min_null")), by("(T, O, bigint) -> array(T)", byN("arg_min"))),
	aggregate("arbitrary any_value", "any value that is not NULL", on("(T) -> T", "any_value($1)")),
	aggregate("bool_and every", "true if every value is", on("(boolean) -> boolean", "bool_and($1)")),
	aggregate("bool_or", "true if any value is", on("(boolean) -> boolean", "bool_or($1)")),
	aggregate("bitwise_and_agg", "bits in all values", on("(bigint) -> bigint", "bit_and($1)")),
	aggregate("bitwise_or_agg", "bits in any value", on("(bigint) -> bigint", "bit_or($1)")),
	aggregate("bitwise_xor_agg", "bits in an odd number of values", on("(bigint) -> bigint", "bit_xor($1)")),
	aggregate("array_agg", "the values as an array, NULL among them", on("(T) -> array(T)", "array_agg($1{o})")),
	aggregate("approx_distinct", "how many different values: Tarn counts them all", on("(E) -> bigint", "count(DISTINCT $1)"), by("(E, double) -> bigint", func(c *Call) (string, error) {
		if e, ok := c.Args[1].Value.(float64); ok && (e < 0.0040625 || e > 0.26) {
			return c.Fail("Max standard error must be in [0.0040625, 0.26]: " + schema.JavaText(e, 64)), nil
		}
		return Fill("count(DISTINCT $1)", c)
	})),
	aggregate("approx_most_frequent", "the values that occur most often, and how often: Tarn counts them all",
		by("(bigint, bigint, bigint) -> map(bigint, bigint)", mostFrequent), by("(bigint, varchar, bigint) -> map(varchar, bigint)", mostFrequent)),
	aggregate("approx_percentile", "the value at a percentage, or at several: Tarn sorts them all",
		by("(bigint, double) -> bigint", percentile), by("(bigint, array(double)) -> array(bigint)", percentile), by("(bigint, double, double) -> bigint", weighted), by("(bigint, double, array(double)) -> array(bigint)", weighted),
		by("(double, double) -> double", percentile), by("(double, array(double)) -> array(double)", percentile), by("(double, double, double) -> double", weighted), by("(double, double, array(double)) -> array(double)", weighted),
		by("(real, double) -> real", percentile), by("(real, array(double)) -> array(real)", percentile), by("(real, double, double) -> real", weighted), by("(real, double, array(double)) -> array(real)", weighted)),
	aggregate("histogram", "how often each value occurs", by("(E) -> map(E, bigint)", histogram)),
	aggregate("numeric_histogram", "buckets of the values: the mean of each, and its weight; which, depends on the order of the rows where there are more values than buckets",
		by("(bigint, real) -> map(real, real)", histogramOf), by("(bigint, double) -> map(double, double)", histogramOf),
		by("(bigint, real, double) -> map(real, real)", histogramOf), by("(bigint, double, double) -> map(double, double)", histogramOf)),
	aggregate("map_agg", "a map of the keys and values; of a key that occurs again, the first value",
		by("(E, V) -> map(E, V)", func(c *Call) (string, error) {
			return "CAST(" + mapOf(c, entriesOf(c)) + " AS " + resultType(c) + ")", nil
		})),
	aggregate("multimap_agg", "a map of the keys with all their values",
		by("(E, V) -> map(E, array(V))", func(c *Call) (string, error) {
			return "CAST(" + multimapOf(c, entriesOf(c)) + " AS " + resultType(c) + ")", nil
		})),
	aggregate("map_union", "a map of the entries of all maps; of a key that occurs again, the first value",
		by("(map(E, V)) -> map(E, V)", func(c *Call) (string, error) {
			x := c.Param()
			entries := fmt.Sprintf("list_transform(flatten(array_agg({d}map_entries(%s)){t}), lambda %s: {'k': %[2]s.key, 'v': %[2]s.value})", c.Args[0].Text, x)
			some := "bool_or(" + c.Args[0].Text + " IS NOT NULL){t}"
			return "(CASE WHEN " + some + " THEN CAST(" + mapOf(c, entries) + " AS " + resultType(c) + ") END)", nil
		})),
	aggregate("listagg", "the values as one text", on("(varchar, varchar) -> varchar", "string_agg({d}$1, $2{o})"), on("(varchar) -> varchar", "string_agg({d}$1, ''{o})")),
	aggregate("checksum", "a hash of the values, whatever their order", by("(E) -> varbinary", checksum)),
	aggregate("reduce_agg", "the values taken into a state, one after the other", by("(T, S, function(S, T, S), function(S, S, S)) -> S", func(c *Call) (string, error) {
		switch t := c.Result; t.Kind {
		case schema.Array, schema.Map, schema.Row, schema.JSON:
			return "", fmt.Errorf("State type not supported for reduce_agg: %s is not in Tarn yet", t)
		}
		list := c.Args[0]
		list.Text = "list_filter(array_agg({d}" + list.Text + "{o}){t}, lambda tarn_x: tarn_x IS NOT NULL)"
		list.Type = schema.ArrayOf(list.Type)
		return c.Let([]string{"nullif(" + list.Text + ", [])"}, func(n []string) string {
			list.Text = n[0]
			return reduce(c, list, c.Args[1], c.Args[2])
		}), nil
	})),
}

// monthsOf are the months of an interval.
const monthsOf = "(datepart('year', $1) * 12 + datepart('month', $1))"

// entriesOf are the keys and values of map_agg: a NULL key counts for nothing.
func entriesOf(c *Call) string {
	k, v := c.Args[0].Text, c.Args[1].Text
	return fmt.Sprintf("nullif(list_filter(array_agg({d}CASE WHEN %[1]s IS NOT NULL THEN {'k': %[1]s, 'v': %[2]s} END{o}){t}, lambda tarn_e: tarn_e IS NOT NULL), [])", k, v)
}

// leastOrGreatest: NaN is greatest to DuckDB; to Trino it counts only where there is nothing else.
func leastOrGreatest(c *Call) (string, error) {
	if Nested(c.Result) {
		return c.extremes(c.Args[0], c.Args[0], ""), nil
	}
	if c.Name == "max" && IsFloat(c.Result) {
		return Fill("coalesce(max(nullif($1, CAST('nan' AS DOUBLE))){t}, max($1){t})", c)
	}
	if c.Result.Kind == schema.Char {
		return Fill("rtrim("+c.Name+"({d}"+CharKey("$1", c.Result, c.Param)+"){t}, ' ')", c)
	}
	return Fill(c.Name+"($1)", c)
}

func leastOrGreatestN(c *Call) (string, error) {
	counted(c, 0, 1)
	if fail := tooMany(c, c.Args[1], "second argument of "+c.Name+"_n", "positive"); fail != "" {
		return Fill(fail, c)
	}
	if Nested(*c.Result.Elem) {
		return c.extremes(c.Args[0], c.Args[0], c.Args[1].Text), nil
	}
	if c.Name == "max" && IsFloat(*c.Result.Elem) {
		return Fill("list_transform(max({d}CASE WHEN $1 IS NOT NULL THEN {'a': NOT isnan($1), 'y': $1} END, $2){t}, lambda tarn_x: tarn_x.y)", c)
	}
	return Fill(c.Name+"($1, $2)", c)
}

// counted leaves out the rows that do not say how many values are asked for: Trino skips them.
func counted(c *Call, key, n int) {
	if c.Args[n].Value == nil {
		c.Args[key].Text = fmt.Sprintf("(CASE WHEN %s IS NOT NULL THEN %s END)", c.Args[n].Text, c.Args[key].Text)
	}
}

// tooMany fails for a literal count that Trino does not take, where there is a row.
func tooMany(c *Call, n Arg, what, least string) string {
	v, ok := n.Value.(int64)
	switch {
	case ok && v <= 0:
		return "any_value({d}CASE WHEN $1 IS NOT NULL THEN " + c.Fail(what+" must be "+least) + " END){t}"
	case ok && v > 10000:
		return "any_value({d}CASE WHEN $1 IS NOT NULL THEN " + c.Fail(fmt.Sprintf("%s must be less than or equal to 10000; found %d", what, v)) + " END){t}"
	}
	return ""
}

// extremeBy: NaN counts only where there is nothing else.
func extremeBy(name string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		switch t := c.Args[1].Type; {
		case Nested(t):
			return c.extremes(c.Args[0], c.Args[1], ""), nil
		case t.Kind == schema.Char:
			return Fill(name+"({d}$1, "+CharKey("$2", t, c.Param)+"){t}", c)
		case IsFloat(t) && name == "arg_max_null":
			return Fill("(CASE WHEN bool_or(NOT isnan($2)){t} THEN arg_max_null({d}$1, nullif($2, CAST('nan' AS DOUBLE))){t} ELSE arg_max_null({d}$1, $2){t} END)", c)
		}
		return Fill(name+"($1, $2)", c)
	}
}

func byN(name string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		counted(c, 1, 2)
		if fail := tooMany(c, c.Args[2], "third argument of "+c.Name, "a positive integer"); fail != "" {
			return Fill(strings.Replace(fail, "$1", "$2", 1), c)
		}
		key := "$2"
		switch t := c.Args[1].Type; {
		case Nested(t):
			return c.extremes(c.Args[0], c.Args[1], c.Args[2].Text), nil
		case IsFloat(t) && name == "arg_max":
			key = "CASE WHEN $2 IS NOT NULL THEN {'f': NOT isnan($2), 'v': $2} END"
		}
		return Fill("list_transform("+name+"({d}{'v': $1}, "+key+", $3){t}, lambda tarn_x: tarn_x.v)", c)
	}
}

// finiteOnly fails for values that Trino's digest does not take.
func finiteOnly(c *Call, form string) (string, error) {
	if !IsFloat(c.Args[0].Type) {
		return Fill(form, c)
	}
	return Fill("(CASE WHEN bool_or(NOT isfinite($1)){t} THEN "+c.FailText("'value must be finite; was ' || tarn_double_text(any_value(CASE WHEN NOT isfinite("+c.Args[0].Text+") THEN CAST("+c.Args[0].Text+" AS DOUBLE) END){t})")+" ELSE "+form+" END)", c)
}

// percentile: Trino's value is the one at the place floor(p·n), from 0, of the values in their order; DuckDB's, at ceil(p·n) - 1.
func percentile(c *Call) (string, error) {
	next := "least(tarn_p + 1e-12, 1.0)"
	if p := c.Args[1]; p.Type.Kind == schema.Array {
		return finiteOnly(c, "quantile_disc({d}$1, list_transform($2, lambda tarn_p: "+next+")){t}")
	} else if v, ok := p.Value.(float64); ok {
		if !(v >= 0 && v <= 1) {
			return c.Fail("Percentile must be between 0 and 1"), nil
		}
		if v < 1 {
			v = min(v+1e-12, 1)
		}
		return finiteOnly(c, fmt.Sprintf("quantile_disc({d}$1, CAST('%g' AS DOUBLE)){t}", v))
	}
	return finiteOnly(c, "quantile_disc({d}$1, least($2 + 1e-12, 1.0)){t}")
}

// weighted reckons with all values, in a native.
func weighted(c *Call) (string, error) {
	t := c.Result
	list := "$3"
	if t.Kind != schema.Array {
		list = "[$3]"
	} else {
		t = *t.Elem
	}
	kind, err := DuckType(t)
	if err != nil {
		return "", err
	}
	cast := "CAST(tarn_x AS " + kind + ")"
	if t.Kind == schema.Bigint {
		cast = "CAST(round(tarn_x) AS BIGINT)"
	}
	text := "list_transform(tarn_percentiles(array_agg({d}CASE WHEN $1 IS NOT NULL THEN CAST($1 AS DOUBLE) END){t}, array_agg({d}$2){t}, " + list + "), lambda tarn_x: " + cast + ")"
	if c.Result.Kind != schema.Array {
		text += "[1]"
	}
	return finiteOnly(c, text)
}

// histogram: to DuckDB's, NaN is a number like any other.
func histogram(c *Call) (string, error) {
	if !IsFloat(c.Args[0].Type) {
		return Fill("CAST(histogram({d}$1){t} AS $type)", c)
	}
	return Fill("(CASE WHEN count($1){t} > 0 THEN map_concat(coalesce(CAST(histogram({d}nullif($1, CAST('nan' AS DOUBLE))){t} AS $type), CAST(map([], []) AS $type)),"+
		" CASE WHEN count_if({d}isnan($1)){t} > 0 THEN CAST(map([CAST('nan' AS DOUBLE)], [count_if(isnan($1)){t}]) AS $type) ELSE CAST(map([], []) AS $type) END) END)", c)
}

// decimalSum fails where the sum has more than 38 digits: the engine's holds some of 39.
func decimalSum(c *Call) (string, error) {
	scale := c.Args[0].Type.Scale
	most := fmt.Sprintf("%s.%s' AS DECIMAL(38,%d))", strings.Repeat("9", 38-scale), strings.Repeat("9", scale), scale)
	return Fill("(CASE WHEN sum({d}$1){t} NOT BETWEEN CAST('-"+most+" AND CAST('"+most+" THEN {fail NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow} ELSE sum({d}$1){t} END)", c)
}

func mostFrequent(c *Call) (string, error) {
	if n, ok := c.Args[0].Value.(int64); ok && n < 2 {
		return c.Fail(fmt.Sprintf("approx_most_frequent bucket count must be greater than one, input bucket count: %d", n)), nil
	}
	return Fill("map_from_entries(list_transform(list_sort(list_transform(map_entries(histogram({d}$2){t}), lambda tarn_e: {'n': - CAST(tarn_e.value AS BIGINT), 'k': tarn_e.key}))[1:$1], lambda tarn_e: {'k': tarn_e.k, 'v': - tarn_e.n}))", c)
}

// https://trino.io/docs/current/functions/window.html
var windows = []*Function{
	window("row_number", "number of the row, from 1", on("() -> bigint", "row_number()")),
	window("rank", "rank with gaps", on("() -> bigint", "rank()")),
	window("dense_rank", "rank without gaps", on("() -> bigint", "dense_rank()")),
	window("percent_rank", "rank as a share", on("() -> double", "percent_rank()")),
	window("cume_dist", "share of rows up to this one", on("() -> double", "cume_dist()")),
	window("ntile", "number of the bucket, from 1", on("(bigint) -> bigint", "ntile($1)")),
	window("lag", "value of an earlier row", by("(T) -> T", shifted), by("(T, bigint) -> T", shifted), by("(T, bigint, T) -> T", shifted)).nulls(),
	window("lead", "value of a later row", by("(T) -> T", shifted), by("(T, bigint) -> T", shifted), by("(T, bigint, T) -> T", shifted)).nulls(),
	window("first_value", "first value of the frame", on("(T) -> T", "first_value($1{n})")).nulls(),
	window("last_value", "last value of the frame", on("(T) -> T", "last_value($1{n})")).nulls(),
	window("nth_value", "n-th value of the frame", by("(T, bigint) -> T", func(c *Call) (string, error) {
		return Fill("nth_value($1, "+atLeast(c, c.Args[1], 1)+"{n})", c)
	})).nulls(),
}

// shifted checks the offset as Trino does.
func shifted(c *Call) (string, error) {
	if len(c.Args) == 1 {
		return Fill(c.Name+"($1{n})", c)
	}
	offset := atLeast(c, c.Args[1], 0)
	if len(c.Args) == 2 {
		return Fill(c.Name+"($1, "+offset+"{n})", c)
	}
	return Fill(c.Name+"($1, "+offset+", $3{n})", c)
}

// atLeast fails for an offset that is less; where nth_value's is NULL, so is its value.
func atLeast(c *Call, n Arg, least int64) string {
	if v, ok := n.Value.(int64); ok && v >= least {
		return n.Text
	}
	long := schema.Of(schema.Bigint)
	text := fmt.Sprintf("(CASE WHEN %[1]s < %[2]d THEN %[3]s", n.Text, least, c.FailAs(fmt.Sprintf("Offset must be at least %d", least), long))
	if least == 0 {
		text += " WHEN " + n.Text + " IS NULL THEN " + c.FailAs("Offset must not be null", long)
	}
	return text + " ELSE " + n.Text + " END)"
}
