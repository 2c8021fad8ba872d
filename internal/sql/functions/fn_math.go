package functions

import (
	"errors"
	"fmt"

	"tarn/internal/schema"
)

// https://trino.io/docs/current/functions/math.html
var maths = []*Function{
	scalar("abs", "absolute value", numbers("abs($1)", "tinyint", "smallint", "integer", "bigint", "real", "double", "decimal(p, s)")...),
	scalar("round", "to the nearest, half away from zero", append(append(
		numbers("$1", "tinyint", "smallint", "integer", "bigint"), numbers("(CASE WHEN $1 = 0 THEN abs($1) ELSE round($1) END)", "real", "double")...),
		on("(tinyint, integer) -> tinyint", "CAST(tarn_round_integer($1, $2, 'tinyint') AS TINYINT)"), on("(smallint, integer) -> smallint", "CAST(tarn_round_integer($1, $2, 'smallint') AS SMALLINT)"),
		on("(integer, integer) -> integer", "CAST(tarn_round_integer($1, $2, 'integer') AS INTEGER)"), on("(bigint, integer) -> bigint", "tarn_round_integer($1, $2, 'bigint')"),
		on("(double, integer) -> double", "tarn_round($1, $2)"), on("(real, integer) -> real", "tarn_real(tarn_round(CAST($1 AS DOUBLE), $2))"),
		on("(decimal(p, s)) -> decimal(38, 0)", "CAST(round($1) AS $type)").typed(wholeDecimal),
		by("(decimal(p, s), integer) -> decimal(p, s)", decimalRound("half")).typed(func(_ []schema.Type, t schema.Type) schema.Type {
			return schema.DecimalOf(min(38, t.Precision+1), t.Scale)
		}))...),
	scalar("great_circle_distance", "kilometres between two places, each a latitude and a longitude in degrees", on("(double, double, double, double) -> double", "tarn_great_circle($1, $2, $3, $4)")),
	scalar("floor", "the next whole number below", append(append(numbers("$1", "tinyint", "smallint", "integer", "bigint"), numbers("floor($1)", "real", "double")...),
		on("(decimal(p, s)) -> decimal(38, 0)", "CAST(floor($1) AS $type)").typed(wholeDecimal))...),
	scalar("ceil ceiling", "the next whole number above", append(append(numbers("$1", "tinyint", "smallint", "integer", "bigint"), numbers("ceil($1)", "real", "double")...),
		on("(decimal(p, s)) -> decimal(38, 0)", "CAST(ceil($1) AS $type)").typed(wholeDecimal))...),
	scalar("truncate", "without the fraction, or with so many digits of it", append(numbers("trunc($1)", "real", "double"),
		on("(decimal(p, s)) -> decimal(38, 0)", "CAST(trunc($1) AS $type)").typed(func(args []schema.Type, _ schema.Type) schema.Type {
			return schema.DecimalOf(max(1, args[0].Precision-args[0].Scale), 0)
		}),
		by("(decimal(p, s), integer) -> decimal(p, s)", decimalRound("down")))...),
	scalar("mod", "remainder", append(integers2(mod, "tinyint", "smallint", "integer", "bigint"),
		on("(decimal(p, s), decimal(a, b)) -> decimal(38, 0)", "(CASE WHEN $2 = 0 AND $1 IS NOT NULL THEN {fail Division by zero} ELSE CAST($1 % $2 AS $type) END)").typed(func(args []schema.Type, _ schema.Type) schema.Type {
			s := max(args[0].Scale, args[1].Scale)
			return schema.DecimalOf(max(1, min(38, s+min(args[0].Precision-args[0].Scale, args[1].Precision-args[1].Scale))), s)
		}),
		on("(real, real) -> real", "(CASE WHEN $2 <> 0 THEN $1 % $2 WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN CAST('nan' AS FLOAT) END)"), on("(double, double) -> double", "(CASE WHEN $2 <> 0 THEN $1 % $2 WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN CAST('nan' AS DOUBLE) END)"))...),
	// Java's pow(1, NaN) and pow(±1, ±Infinity) are NaN, C's 1.
	scalar("power pow", "x to the y", let("(double, double) -> double", "(CASE WHEN isnan($2) AND $1 IS NOT NULL OR isinf($2) AND abs($1) = 1 THEN CAST('nan' AS DOUBLE) ELSE pow($1, $2) END)")),
	scalar("sqrt", "square root", on("(double) -> double", "(CASE WHEN $1 < 0 THEN CAST('nan' AS DOUBLE) ELSE sqrt($1) END)")),
	scalar("cbrt", "cube root", on("(double) -> double", "tarn_cbrt($1)")),
	scalar("exp", "e to the x", on("(double) -> double", "exp($1)")),
	scalar("ln", "natural logarithm", on("(double) -> double", logarithm("ln($1)"))),
	scalar("log2", "logarithm to base 2", on("(double) -> double", logarithm("ln($1) / ln(CAST(2 AS DOUBLE))"))),
	scalar("log10", "logarithm to base 10", on("(double) -> double", logarithm("log10($1)"))),
	scalar("log", "logarithm of the second to the base of the first", on("(double, double) -> double", "(tarn_ln($2) / tarn_ln($1))")),
	scalar("sign", "-1, 0 or 1", append(append(append(numbers("CAST(sign($1) AS TINYINT)", "tinyint"), numbers("CAST(sign($1) AS SMALLINT)", "smallint")...),
		append(numbers("CAST(sign($1) AS INTEGER)", "integer"), numbers("CAST(sign($1) AS BIGINT)", "bigint")...)...),
		on("(real) -> real", "(CASE WHEN isnan($1) THEN $1 WHEN $1 > 0 THEN CAST(1 AS FLOAT) WHEN $1 < 0 THEN CAST(-1 AS FLOAT) ELSE $1 END)"),
		on("(double) -> double", "(CASE WHEN isnan($1) THEN $1 WHEN $1 > 0 THEN CAST(1 AS DOUBLE) WHEN $1 < 0 THEN CAST(-1 AS DOUBLE) ELSE $1 END)"),
		on("(decimal(p, s)) -> decimal(1, 0)", "CAST(sign($1) AS DECIMAL(1, 0))"))...),
	scalar("pi", "3.14159…", on("() -> double", "pi()")),
	scalar("e", "2.71828…", on("() -> double", "exp(1.0::DOUBLE)")),
	scalar("random rand", "a number from 0 to 1, below n, or from m to below n", append([]*Overload{on("() -> double", "random()")}, randoms()...)...).volatile(),
	scalar("sin", "sine", on("(double) -> double", "(CASE WHEN isinf($1) THEN CAST('nan' AS DOUBLE) ELSE sin($1) END)")),
	scalar("cos", "cosine", on("(double) -> double", "(CASE WHEN isinf($1) THEN CAST('nan' AS DOUBLE) ELSE cos($1) END)")),
	scalar("tan", "tangent", on("(double) -> double", "(CASE WHEN isinf($1) THEN CAST('nan' AS DOUBLE) ELSE tan($1) END)")),
	scalar("asin", "arc sine", on("(double) -> double", "(CASE WHEN $1 BETWEEN -1 AND 1 THEN asin($1) WHEN $1 IS NOT NULL THEN CAST('nan' AS DOUBLE) END)")),
	scalar("acos", "arc cosine", on("(double) -> double", "(CASE WHEN $1 BETWEEN -1 AND 1 THEN acos($1) WHEN $1 IS NOT NULL THEN CAST('nan' AS DOUBLE) END)")),
	scalar("atan", "arc tangent", on("(double) -> double", "atan($1)")), scalar("atan2", "arc tangent of y / x", on("(double, double) -> double", "atan2($1, $2)")),
	scalar("sinh", "hyperbolic sine", on("(double) -> double", "sinh($1)")), scalar("cosh", "hyperbolic cosine", on("(double) -> double", "cosh($1)")),
	scalar("tanh", "hyperbolic tangent", on("(double) -> double", "tanh($1)")),
	scalar("degrees", "radians in degrees", on("(double) -> double", "($1 * (180 / pi()))")), scalar("radians", "degrees in radians", on("(double) -> double", "($1 * (pi() / 180))")),
	scalar("is_nan", "whether it is no number", on("(double) -> boolean", "isnan($1)"), on("(real) -> boolean", "isnan($1)")),
	scalar("is_finite", "whether it is finite", on("(double) -> boolean", "isfinite($1)")),
	scalar("is_infinite", "whether it is infinite", on("(double) -> boolean", "isinf($1)")),
	scalar("nan", "no number", on("() -> double", "CAST('nan' AS DOUBLE)")), scalar("infinity", "infinity", on("() -> double", "CAST('inf' AS DOUBLE)")),
	scalar("width_bucket", "the number of the bucket that a value lies in", on("(double, double, double, bigint) -> bigint", "tarn_width_bucket($1, $2, $3, $4)"),
		on("(double, array(double)) -> bigint", "tarn_bucket($1, $2)")),
	scalar("from_base", "a number written in a base", on("(varchar(n), bigint) -> bigint", "tarn_from_base($1, $2)")),
	scalar("to_base", "a number in a base", on("(bigint, bigint) -> varchar(64)", "tarn_to_base($1, $2)")),
	scalar("normal_cdf", "the normal distribution's cumulative probability", on("(double, double, double) -> double", "tarn_normal_cdf($1, $2, $3)")),
	scalar("inverse_normal_cdf", "its inverse", on("(double, double, double) -> double", "tarn_inverse_normal_cdf($1, $2, $3)")),
	scalar("wilson_interval_lower", "the Wilson interval's lower bound", on("(bigint, bigint, double) -> double", "tarn_wilson($1, $2, $3, -1)")),
	scalar("wilson_interval_upper", "the Wilson interval's upper bound", on("(bigint, bigint, double) -> double", "tarn_wilson($1, $2, $3, 1)")),
	scalar("cosine_similarity", "the cosine of the angle between two vectors", on("(array(double), array(double)) -> double", "tarn_vectors($1, $2, 'cosine_similarity')"),
		on("(map(varchar, double), map(varchar, double)) -> double", "tarn_cosine_of_maps(map_keys($1), map_values($1), map_keys($2), map_values($2))")),
	scalar("cosine_distance", "1 less the cosine of the angle between two vectors", on("(array(double), array(double)) -> double", "tarn_vectors($1, $2, 'cosine_distance')")),
	scalar("euclidean_distance", "the distance of two vectors", on("(array(double), array(double)) -> double", "tarn_vectors($1, $2, 'euclidean_distance')")),
	scalar("dot_product", "the product of two vectors", on("(array(double), array(double)) -> double", "tarn_vectors($1, $2, 'dot_product')")),
}

// numbers are overloads of one argument whose type is the result's; numbers2 of two.
func numbers(form string, types ...string) []*Overload {
	var list []*Overload
	for _, t := range types {
		list = append(list, on("("+t+") -> "+t, form))
	}
	return list
}

func integers2(form func(*Call) (string, error), types ...string) []*Overload {
	var list []*Overload
	for _, t := range types {
		list = append(list, by("("+t+", "+t+") -> "+t, form))
	}
	return list
}

// mod of whole numbers fails at zero in a way that Trino's TRY does not catch.
func mod(c *Call) (string, error) {
	if n, _ := c.Args[1].Value.(int64); c.Trying && n == 0 {
		if c.Args[1].Const && c.Args[1].Value != nil {
			return "", errors.New("GENERIC_INTERNAL_ERROR: / by zero")
		}
		return "", errors.New("mod within TRY, which does not catch its division by zero in Trino, is not in Tarn yet: use x % y")
	}
	return Fill("(CASE WHEN $2 = 0 AND $1 IS NOT NULL THEN {fail GENERIC_INTERNAL_ERROR: / by zero} WHEN $2 = -1 THEN $1 - $1 ELSE $1 % $2 END)", c)
}

func randoms() []*Overload {
	var list []*Overload
	for _, t := range []string{"tinyint", "smallint", "integer", "bigint"} {
		list = append(list,
			on("("+t+") -> "+t, "(CASE WHEN $1 <= 0 THEN {fail bound must be positive} ELSE CAST(floor(random() * $1) AS $type) END)"),
			on("("+t+", "+t+") -> "+t, "(CASE WHEN $1 >= $2 THEN {fail start value must be less than stop value} ELSE CAST($1 + floor(random() * (CAST($2 AS DOUBLE) - $1)) AS $type) END)"))
	}
	return list
}

// wholeDecimal is the type of a decimal rounded to a whole number.
func wholeDecimal(args []schema.Type, _ schema.Type) schema.Type {
	t := args[0]
	return schema.DecimalOf(min(38, max(1, t.Precision-t.Scale+min(t.Scale, 1))), 0)
}

// decimalRound rounds a decimal to so many digits, which may be negative.
func decimalRound(way string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		how := way
		n, known := c.Args[1].Value.(int64)
		if s := int64(c.Args[0].Type.Scale); known && n >= s {
			return Fill("CAST($1 AS $type)", c)
		} else if known && n >= 0 && how == "half" {
			return Fill(fmt.Sprintf("CAST(round($1, %d) AS $type)", n), c)
		}
		if c.Args[0].Type.Precision > 18 {
			how += " long"
		}
		return Fill(fmt.Sprintf("CAST(tarn_decimal_round(CAST($1 AS VARCHAR), $2, '%s', %d) AS $type)", how, c.Args[0].Type.Scale), c)
	}
}

// logarithm: Trino gives -Infinity for 0 and NaN below, where DuckDB fails.
func logarithm(form string) string {
	return "(CASE WHEN $1 > 0 OR isnan($1) THEN " + form + " WHEN $1 = 0 THEN CAST('-inf' AS DOUBLE) WHEN $1 < 0 THEN CAST('nan' AS DOUBLE) END)"
}
