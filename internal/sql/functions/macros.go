package functions

import "slices"

// Macros lists the CREATE MACRO statements that emitted text relies on, to be run once on an instance, after Natives.
func Macros() []string { return slices.Concat(macros, typeMacros) }

var macros = []string{
	`CREATE MACRO tarn_round_time(t, unit) AS make_timestamp(CAST(floor((epoch_us(t) + unit // 2) / unit) AS BIGINT) * unit)`,
	`CREATE MACRO tarn_substr(s, i) AS CASE WHEN i > 0 THEN substr(s, least(i, 2147483648)) WHEN i < 0 AND i >= -length(s) THEN substr(s, i) ELSE left(s, CAST(i * 0 AS BIGINT)) END`,
	`CREATE MACRO tarn_substr3(s, i, n) AS CASE WHEN n > 0 AND i > 0 THEN substr(s, least(i, 2147483648), least(n, 2147483647)) WHEN n > 0 AND i < 0 AND i >= -length(s) THEN substr(s, i, least(n, 2147483647)) ELSE left(s, CAST((i * 0) + (n * 0) AS BIGINT)) END`,
	// Most texts begin and end with what is plainly no white space.
	`CREATE MACRO tarn_trim(s) AS CASE WHEN left(s, 1) BETWEEN '!' AND '~' AND right(s, 1) BETWEEN '!' AND '~' THEN s ELSE trim(s, ` + whiteSpace + `) END`,
	`CREATE MACRO tarn_ltrim(s) AS CASE WHEN left(s, 1) BETWEEN '!' AND '~' THEN s ELSE ltrim(s, ` + whiteSpace + `) END`,
	`CREATE MACRO tarn_rtrim(s) AS CASE WHEN right(s, 1) BETWEEN '!' AND '~' THEN s ELSE rtrim(s, ` + whiteSpace + `) END`,
	`CREATE MACRO tarn_lower(s) AS CASE WHEN strlen(s) > length(s) THEN tarn_lower_other(s) ELSE lower(s) END`,
	`CREATE MACRO tarn_upper(s) AS CASE WHEN strlen(s) > length(s) THEN tarn_upper_other(s) ELSE upper(s) END`,
	`CREATE MACRO tarn_reverse(s) AS CASE WHEN strlen(s) > length(s) THEN tarn_reverse_other(s) ELSE reverse(s) END`,
	`CREATE MACRO tarn_contains(a, x) AS CASE WHEN a IS NULL OR x IS NULL THEN NULL WHEN list_contains(a, x) THEN true WHEN list_count(a) < len(a) THEN NULL ELSE false END`,
	`CREATE MACRO tarn_any(a) AS CASE WHEN a IS NULL THEN NULL WHEN list_contains(a, true) THEN true WHEN list_count(a) < len(a) THEN NULL ELSE false END`,
	`CREATE MACRO tarn_all(a) AS CASE WHEN a IS NULL THEN NULL WHEN list_contains(a, false) THEN false WHEN list_count(a) < len(a) THEN NULL ELSE true END`,
	`CREATE MACRO tarn_join(a, d) AS CASE WHEN a IS NULL OR d IS NULL THEN NULL ELSE coalesce(array_to_string(list_filter(a, lambda x: x IS NOT NULL), d), '') END`,
}

// typeMacros serve values of types that DuckDB has not, or compares and writes otherwise.
var typeMacros = []string{
	`CREATE MACRO tarn_eq(l, r) AS CASE WHEN isnan(l) THEN CASE WHEN r IS NOT NULL THEN false END ELSE l = r END`,
	`CREATE MACRO tarn_ne(l, r) AS CASE WHEN isnan(l) THEN CASE WHEN r IS NOT NULL THEN true END ELSE l <> r END`,
	`CREATE MACRO tarn_lt(l, r) AS CASE WHEN isnan(r) THEN CASE WHEN l IS NOT NULL THEN false END ELSE l < r END`,
	`CREATE MACRO tarn_le(l, r) AS CASE WHEN isnan(r) THEN CASE WHEN l IS NOT NULL THEN false END ELSE l <= r END`,
	`CREATE MACRO tarn_gt(l, r) AS CASE WHEN isnan(l) THEN CASE WHEN r IS NOT NULL THEN false END ELSE l > r END`,
	`CREATE MACRO tarn_ge(l, r) AS CASE WHEN isnan(l) THEN CASE WHEN r IS NOT NULL THEN false END ELSE l >= r END`,
	`CREATE MACRO tarn_real(x) AS CASE WHEN isnan(x) THEN CAST('nan' AS FLOAT) WHEN x >= 3.4028235677973366e38 THEN CAST('inf' AS FLOAT) WHEN x <= -3.4028235677973366e38 THEN CAST('-inf' AS FLOAT) ELSE CAST(x AS FLOAT) END`,
	`CREATE MACRO tarn_round(x, n) AS CASE WHEN n IS NULL THEN NULL WHEN x = 0 THEN abs(x) WHEN isfinite(x * pow(10::DOUBLE, n)) THEN round(x * pow(10::DOUBLE, n)) / pow(10::DOUBLE, n) ELSE x END`,
	`CREATE MACRO tarn_ln(x) AS CASE WHEN x > 0 OR isnan(x) THEN ln(x) WHEN x = 0 THEN CAST('-inf' AS DOUBLE) WHEN x < 0 THEN CAST('nan' AS DOUBLE) END`,
	`CREATE MACRO tarn_half_up(n, d) AS (2 * abs(n) + abs(d)) // (2 * abs(d)) * CASE WHEN (n < 0) <> (d < 0) THEN -1 ELSE 1 END`,
	`CREATE MACRO tarn_millis(n) AS n + 500 - ((n + 500) % 1000 + 1000) % 1000`,
	`CREATE MACRO tarn_months(i) AS datepart('year', i) * 12 + datepart('month', i)`,
	`CREATE MACRO tarn_months_text(i) AS tarn_interval_months(tarn_months(i))`,
	`CREATE MACRO tarn_seconds_text(i) AS tarn_interval_micros(epoch_us(i))`,
	`CREATE MACRO tarn_date_text(d) AS CASE WHEN d BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN strftime(d, '%Y-%m-%d') ELSE tarn_far_date(d - DATE '1970-01-01') END`,
}
