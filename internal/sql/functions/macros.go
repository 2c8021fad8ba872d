package functions

// Macros lists the CREATE MACRO statements that emitted text relies on, to be run once on an instance, after Natives.
func Macros() []string { return macros }

var macros = []string{
	`CREATE MACRO tarn_round_time(t, unit) AS make_timestamp(CAST(floor((epoch_us(t) + unit // 2) / unit) AS BIGINT) * unit)`,
	`CREATE MACRO tarn_substr(s, i) AS CASE WHEN i = 0 OR abs(i) > length(s) THEN left(s, 0) ELSE substr(s, i) END`,
	`CREATE MACRO tarn_substr3(s, i, n) AS CASE WHEN i = 0 OR abs(i) > length(s) OR n <= 0 THEN left(s, 0) ELSE substr(s, i, n) END`,
	`CREATE MACRO tarn_contains(a, x) AS CASE WHEN a IS NULL OR x IS NULL THEN NULL WHEN list_contains(a, x) THEN true WHEN list_count(a) < len(a) THEN NULL ELSE false END`,
	`CREATE MACRO tarn_any(a) AS CASE WHEN a IS NULL THEN NULL WHEN list_contains(a, true) THEN true WHEN list_count(a) < len(a) THEN NULL ELSE false END`,
	`CREATE MACRO tarn_all(a) AS CASE WHEN a IS NULL THEN NULL WHEN list_contains(a, false) THEN false WHEN list_count(a) < len(a) THEN NULL ELSE true END`,
	`CREATE MACRO tarn_join(a, d) AS CASE WHEN a IS NULL OR d IS NULL THEN NULL ELSE coalesce(array_to_string(list_filter(a, lambda x: x IS NOT NULL), d), '') END`,
	`CREATE MACRO tarn_distinct(a) AS CASE WHEN a IS NULL OR len(a) < 2 THEN a ELSE (SELECT list(x ORDER BY i) FROM (SELECT x, min(i) AS i FROM (SELECT unnest(a) AS x, generate_subscripts(a, 1) AS i) GROUP BY x)) END`,
	`CREATE MACRO tarn_map_of(es) AS CASE WHEN es IS NOT NULL THEN map(list_distinct(list_transform(es, lambda e: e.k)), list_transform(list_distinct(list_transform(es, lambda e: e.k)), lambda key: list_filter(es, lambda e: e.k = key)[1].v)) END`,
}
