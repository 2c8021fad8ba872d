package emit_test

import (
	"errors"
	"testing"

	"tarn/internal/sql/syntax"
)

// Whatever a statement is, translating it gives a text or an error of the language.
func FuzzTranslate(f *testing.F) {
	for _, s := range seedStatements {
		f.Add(s)
	}
	for _, s := range []string{
		`WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT (1, n) IN (SELECT 1, n) FROM t ORDER BY 1 FETCH FIRST 2 ROWS WITH TIES`,
		`SELECT awsRegion, grouping(awsRegion), count(*) FILTER (WHERE readOnly) FROM cloudtrail TABLESAMPLE SYSTEM (10) GROUP BY GROUPING SETS ((awsRegion), ()) HAVING count(*) > ALL (SELECT 1) ORDER BY 2`,
		`SELECT x, y, rank() OVER (PARTITION BY x ORDER BY y) FROM UNNEST(ARRAY[1, 2], MAP(ARRAY['a'], ARRAY[1])) WITH ORDINALITY AS t (x, k, v, y) LEFT JOIN LATERAL (SELECT x + 1 AS z) ON true`,
		`SELECT eventName AS a FROM cloudtrail INTERSECT CORRESPONDING SELECT 'x' AS a EXCEPT ALL TABLE cloudtrail`,
		`SELECT CASE WHEN userIdentity.type = 'Root' THEN transform(ARRAY[1], x -> x / 0) END, try(1 / 0), CAST(eventTime AS date) FROM cloudtrail WHERE eventTime > TIMESTAMP '2022-01-01' AT TIME ZONE 'Asia/Seoul'`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, sql string) {
		_, _, err := translate(sql)
		var e *syntax.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("%q: %v", sql, err)
		}
	})
}
