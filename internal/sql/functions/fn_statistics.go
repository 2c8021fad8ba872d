package functions

import "fmt"

// https://trino.io/docs/current/functions/aggregate.html#statistical-aggregate-functions
var statistics = []*Function{
	aggregate("stddev stddev_samp", "sample standard deviation", finite("stddev_samp", 2)),
	aggregate("stddev_pop", "population standard deviation", finite("stddev_pop", 1)),
	aggregate("variance var_samp", "sample variance", finite("var_samp", 2)),
	aggregate("var_pop", "population variance", finite("var_pop", 1)),
	aggregate("skewness", "skewness", on("(double) -> double", "(CASE WHEN count({d}$1){t} > 2 THEN skewness({d}$1){t} * (count({d}$1){t} - 2) / sqrt(count({d}$1){t} * (count({d}$1){t} - 1)) END)")),
	aggregate("kurtosis", "excess kurtosis of a sample", on("(double) -> double", "(CASE WHEN count({d}$1){t} > 3 THEN coalesce(kurtosis({d}$1){t}, CAST('nan' AS DOUBLE)) END)")),
	aggregate("geometric_mean", "geometric mean", on("(bigint) -> double", geometric), on("(double) -> double", geometric), on("(real) -> real", "CAST("+geometric+" AS FLOAT)")),
	pairwise("corr", "correlation"), pairwise("covar_pop", "population covariance"), pairwise("covar_samp", "sample covariance"),
	pairwise("regr_slope", "slope of the line through the points"), pairwise("regr_intercept", "where the line through the points meets the axis"),
}

// finite: DuckDB fails where a value is NaN or infinite; Trino's result is NaN.
func finite(name string, least int) *Overload {
	return on("(double) -> double", fmt.Sprintf("(CASE WHEN bool_or(NOT isfinite($1)){t} THEN CASE WHEN count({d}$1){t} >= %d THEN CAST('nan' AS DOUBLE) END ELSE %s({d}CASE WHEN isfinite($1) THEN $1 END){t} END)", least, name))
}

const geometric = "exp(avg({d}CASE WHEN $1 > 0 THEN ln($1) WHEN $1 = 0 THEN CAST('-inf' AS DOUBLE) WHEN $1 IS NOT NULL THEN CAST('nan' AS DOUBLE) END){t})"

// pairwise: where Trino has no number for it, DuckDB has NaN, or says that it is out of range.
func pairwise(name, doc string) *Function {
	form := name + "({d}$1, $2){t}"
	switch name {
	case "corr":
		form = "covar_pop({d}$1, $2){t} / sqrt(var_pop({d}CASE WHEN $2 IS NOT NULL THEN $1 END){t} * var_pop({d}CASE WHEN $1 IS NOT NULL THEN $2 END){t})"
	case "regr_intercept":
		form = "(avg({d}CASE WHEN $2 IS NOT NULL THEN $1 END){t} - regr_slope({d}$1, $2){t} * avg({d}CASE WHEN $1 IS NOT NULL THEN $2 END){t})"
	}
	if name != "covar_pop" && name != "covar_samp" {
		form = "(CASE WHEN var_pop({d}CASE WHEN $1 IS NOT NULL THEN $2 END){t} <> 0 AND isfinite(" + form + ") THEN " + form + " END)"
	}
	return aggregate(name, doc, on("(real, real) -> real", "CAST("+form+" AS FLOAT)"), on("(double, double) -> double", form))
}
