package functions

import (
	"fmt"
	"strings"
)

// https://trino.io/docs/current/functions/aggregate.html#statistical-aggregate-functions
var statistics = []*Function{
	aggregate("stddev stddev_samp", "sample standard deviation", finite("stddev_samp", 2)),
	aggregate("stddev_pop", "population standard deviation", finite("stddev_pop", 1)),
	aggregate("variance var_samp", "sample variance", finite("var_samp", 2)),
	aggregate("var_pop", "population variance", finite("var_pop", 1)),
	aggregate("skewness", "skewness", whereFinite(3, "(CASE WHEN count({d}$1){t} > 2 THEN CASE WHEN min({d}$1){t} = max({d}$1){t} THEN CAST('nan' AS DOUBLE) ELSE skewness({d}CASE WHEN isfinite($1) THEN $1 END){t} * (count({d}$1){t} - 2) / sqrt(count({d}$1){t} * (count({d}$1){t} - 1)) END END)")),
	aggregate("kurtosis", "excess kurtosis of a sample", whereFinite(4, "(CASE WHEN count({d}$1){t} > 3 THEN CASE WHEN min({d}$1){t} = max({d}$1){t} THEN CAST('nan' AS DOUBLE) ELSE coalesce(kurtosis({d}CASE WHEN isfinite($1) THEN $1 END){t}, CAST('nan' AS DOUBLE)) END END)")),
	aggregate("geometric_mean", "geometric mean", on("(bigint) -> double", geometric), on("(double) -> double", geometric), on("(real) -> real", "CAST("+geometric+" AS FLOAT)")),
	pairwise("corr", "correlation"), pairwise("covar_pop", "population covariance"), pairwise("covar_samp", "sample covariance"),
	pairwise("regr_slope", "slope of the line through the points"), pairwise("regr_intercept", "where the line through the points meets the axis"),
}

func finite(name string, least int) *Overload {
	return whereFinite(least, name+"({d}CASE WHEN isfinite($1) THEN $1 END){t}")
}

// whereFinite: DuckDB fails where a value is NaN or infinite; Trino's result is NaN.
func whereFinite(least int, form string) *Overload {
	return on("(double) -> double", fmt.Sprintf("(CASE WHEN bool_or(NOT isfinite($1)){t} THEN CASE WHEN count({d}$1){t} >= %d THEN CAST('nan' AS DOUBLE) END ELSE %s END)", least, form))
}

const geometric = "exp(avg({d}CASE WHEN $1 > 0 THEN ln($1) WHEN $1 = 0 THEN CAST('-inf' AS DOUBLE) WHEN $1 IS NOT NULL THEN CAST('nan' AS DOUBLE) END){t})"

// pairwise: where Trino has no number for it, DuckDB has NaN, or says that it is out of range.
func pairwise(name, doc string) *Function {
	const (
		x   = "{d}CASE WHEN isfinite($1) AND isfinite($2) THEN $1 END"
		y   = "{d}CASE WHEN isfinite($1) AND isfinite($2) THEN $2 END"
		odd = "bool_or($1 IS NOT NULL AND $2 IS NOT NULL AND NOT (isfinite($1) AND isfinite($2))){t}"
	)
	form := name + "(" + x + ", " + strings.TrimPrefix(y, "{d}") + "){t}"
	switch name {
	case "covar_pop", "covar_samp":
		least := map[string]int{"covar_pop": 1, "covar_samp": 2}[name]
		form = fmt.Sprintf("(CASE WHEN %s THEN CASE WHEN count({d}CASE WHEN $1 IS NOT NULL THEN $2 END){t} >= %d THEN CAST('nan' AS DOUBLE) END ELSE %s END)", odd, least, form)
	case "corr":
		form = "covar_pop(" + x + ", " + strings.TrimPrefix(y, "{d}") + "){t} / sqrt(var_pop(" + x + "){t} * var_pop(" + y + "){t})"
	case "regr_intercept":
		form = "(avg(" + x + "){t} - " + strings.Replace(form, name, "regr_slope", 1) + " * avg(" + y + "){t})"
	}
	if name != "covar_pop" && name != "covar_samp" {
		form = "(CASE WHEN " + odd + " THEN NULL WHEN var_pop(" + y + "){t} <> 0 AND isfinite(" + form + ") THEN " + form + " END)"
	}
	return aggregate(name, doc, on("(real, real) -> real", "CAST("+form+" AS FLOAT)"), on("(double, double) -> double", form))
}
