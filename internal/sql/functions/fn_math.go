package functions

import (
	"fmt"

	"tarn/internal/schema"
)

// https://trino.io/docs/current/functions/math.html
var maths = []*Function{
	scalar("abs", "absolute value", on("(tinyint) -> tinyint", "abs($1)"), on("(smallint) -> smallint", "abs($1)"), on("(integer) -> integer", "abs($1)"), on("(bigint) -> bigint", "abs($1)"),
		on("(decimal(p, s)) -> decimal(p, s)", "abs($1)"), on("(real) -> real", "abs($1)"), on("(double) -> double", "abs($1)")),
	scalar("round", "to the nearest, half away from zero",
		on("(integer) -> integer", "$1"), on("(bigint) -> bigint", "$1"), on("(double) -> double", "round($1)"), on("(real) -> real", "round($1)"),
		on("(decimal(p, s)) -> decimal(38, 0)", "CAST(round($1) AS $type)").typed(wholeDecimal),
		on("(double, bigint) -> double", "round($1, CAST($2 AS INTEGER))"), on("(real, bigint) -> real", "round($1, CAST($2 AS INTEGER))"),
		on("(bigint, bigint) -> bigint", "CAST(round($1, CAST($2 AS INTEGER)) AS BIGINT)"),
		by("(decimal(p, s), bigint) -> decimal(p, s)", func(c *Call) (string, error) {
			n, ok := c.Args[1].Value.(int64)
			if !ok {
				return "", fmt.Errorf("round of a decimal is in Tarn with a literal number of digits only, so far")
			}
			return Fill(fmt.Sprintf("CAST(round($1, %d) AS $type)", n), c)
		}).typed(func(_ []schema.Type, t schema.Type) schema.Type {
			return schema.DecimalOf(min(38, t.Precision+1), t.Scale)
		})),
	scalar("floor", "the next whole number below", on("(bigint) -> bigint", "$1"), on("(integer) -> integer", "$1"), on("(double) -> double", "floor($1)"), on("(real) -> real", "floor($1)"),
		on("(decimal(p, s)) -> decimal(38, 0)", "CAST(floor($1) AS $type)").typed(wholeDecimal)),
	scalar("ceil ceiling", "the next whole number above", on("(bigint) -> bigint", "$1"), on("(integer) -> integer", "$1"), on("(double) -> double", "ceil($1)"), on("(real) -> real", "ceil($1)"),
		on("(decimal(p, s)) -> decimal(38, 0)", "CAST(ceil($1) AS $type)").typed(wholeDecimal)),
	scalar("truncate", "without the fraction", on("(double) -> double", "trunc($1)"), on("(real) -> real", "trunc($1)")),
	scalar("mod", "remainder", on("(bigint, bigint) -> bigint", "(CASE WHEN $2 = 0 THEN {fail Division by zero} ELSE $1 % $2 END)"), on("(double, double) -> double", "(CASE WHEN $2 = 0 THEN CAST('nan' AS DOUBLE) ELSE $1 % $2 END)")),
	scalar("power pow", "x to the y", on("(double, double) -> double", "pow($1, $2)")),
	scalar("sqrt", "square root", on("(double) -> double", "(CASE WHEN $1 < 0 THEN CAST('nan' AS DOUBLE) ELSE sqrt($1) END)")),
	scalar("cbrt", "cube root", on("(double) -> double", "cbrt($1)")),
	scalar("exp", "e to the x", on("(double) -> double", "exp($1)")),
	scalar("ln", "natural logarithm", on("(double) -> double", logarithm("ln($1)"))),
	scalar("log2", "logarithm to base 2", on("(double) -> double", logarithm("log2($1)"))),
	scalar("log10", "logarithm to base 10", on("(double) -> double", logarithm("log10($1)"))),
	scalar("sign", "-1, 0 or 1", on("(bigint) -> bigint", "CAST(sign($1) AS BIGINT)"), on("(integer) -> integer", "CAST(sign($1) AS INTEGER)"), on("(double) -> double", "CAST(sign($1) AS DOUBLE)")),
	scalar("pi", "3.14159…", on("() -> double", "pi()")),
	scalar("e", "2.71828…", on("() -> double", "exp(1.0::DOUBLE)")),
	scalar("random rand", "a number from 0 to 1, or below n", on("() -> double", "random()"), on("(bigint) -> bigint", "CAST(floor(random() * $1) AS BIGINT)")).volatile(),
	scalar("sin", "sine", on("(double) -> double", "sin($1)")), scalar("cos", "cosine", on("(double) -> double", "cos($1)")), scalar("tan", "tangent", on("(double) -> double", "tan($1)")),
	scalar("atan", "arc tangent", on("(double) -> double", "atan($1)")), scalar("atan2", "arc tangent of y / x", on("(double, double) -> double", "atan2($1, $2)")),
	scalar("degrees", "radians in degrees", on("(double) -> double", "degrees($1)")), scalar("radians", "degrees in radians", on("(double) -> double", "radians($1)")),
	scalar("is_nan", "whether it is no number", on("(double) -> boolean", "isnan($1)")), scalar("is_finite", "whether it is finite", on("(double) -> boolean", "isfinite($1)")),
	scalar("is_infinite", "whether it is infinite", on("(double) -> boolean", "isinf($1)")),
	scalar("nan", "no number", on("() -> double", "CAST('nan' AS DOUBLE)")), scalar("infinity", "infinity", on("() -> double", "CAST('inf' AS DOUBLE)")),
	scalar("bitwise_and", "bits in both", on("(bigint, bigint) -> bigint", "($1 & $2)")), scalar("bitwise_or", "bits in either", on("(bigint, bigint) -> bigint", "($1 | $2)")),
	scalar("bitwise_xor", "bits in one", on("(bigint, bigint) -> bigint", "xor($1, $2)")), scalar("bitwise_not", "the other bits", on("(bigint) -> bigint", "(~$1)")),
}

// wholeDecimal is the type of a decimal rounded to a whole number.
func wholeDecimal(args []schema.Type, _ schema.Type) schema.Type {
	t := args[0]
	return schema.DecimalOf(min(38, max(1, t.Precision-t.Scale+min(t.Scale, 1))), 0)
}

// logarithm: Trino gives -Infinity for 0 and NaN below, where DuckDB fails.
func logarithm(form string) string {
	return "(CASE WHEN $1 > 0 OR isnan($1) THEN " + form + " WHEN $1 = 0 THEN CAST('-inf' AS DOUBLE) WHEN $1 < 0 THEN CAST('nan' AS DOUBLE) END)"
}
