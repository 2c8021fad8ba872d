package emit_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"tarn/internal/sql/syntax"
)

const maxStatement = 262144 // bytes, as Athena has it

// doubling is a WITH clause of n levels, each of which uses the one before twice.
func doubling(n int, from, where string) string {
	var b strings.Builder
	b.WriteString("WITH a0 AS (SELECT 1 AS x)")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, ", a%d AS (SELECT a.x FROM a%d AS a%s a%d AS b%s)", i, i-1, from, i-1, where)
	}
	fmt.Fprintf(&b, " SELECT count(*) FROM a%d", n)
	return b.String()
}

func fill(head, item, tail string) string {
	return head + strings.Repeat(item, (maxStatement-len(head)-len(tail))/len(item)) + tail
}

// However large a statement is, it ends in an answer or in an error, soon, and without a panic.
func TestBounds(t *testing.T) {
	db := open(t)
	columns := make([]string, 5000)
	for i := range columns {
		columns[i] = fmt.Sprintf("%d AS c%d", i, i)
	}
	for _, c := range []struct{ name, sql string }{
		{"IN", "SELECT count(*) FROM cloudtrail WHERE 7 IN (" + strings.Repeat("1,", 99999) + "7)"},
		{"IN of texts", fill("SELECT count(*) FROM cloudtrail WHERE eventName IN ('x'", ",'ab'", ")")},
		{"UNION ALL", "SELECT 1" + strings.Repeat(" UNION ALL SELECT 1", 9999)},
		{"UNION", "SELECT 1" + strings.Repeat(" UNION SELECT 1", 800)},
		{"columns", "SELECT " + strings.Join(columns, ", ") + " FROM cloudtrail"},
		{"columns of columns", "SELECT * FROM (SELECT " + strings.Join(columns, ", ") + ") ORDER BY c17, c18"},
		{"grouped columns", "SELECT * FROM (SELECT " + strings.Join(columns[:1000], ", ") + ") GROUP BY " + ordinals(1000)},
		{"AND", fill("SELECT count(*) FROM cloudtrail WHERE 1 = 1", " AND eventName <> 'x'", "")},
		{"OR", fill("SELECT count(*) FROM cloudtrail WHERE 1 = 1", " OR eventName = 'x'", "")},
		{"CASE", fill("SELECT CASE", " WHEN eventName = 'x' THEN 1", " END FROM cloudtrail")},
		{"VALUES", fill("SELECT count(*) FROM (VALUES 0", ", 1", ")")},
		{"parentheses", "SELECT " + strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000)},
		{"subqueries", "SELECT " + strings.Repeat("(SELECT ", 5000) + "1" + strings.Repeat(")", 5000)},
		{"shallower subqueries", "SELECT " + strings.Repeat("(SELECT ", 200) + "1" + strings.Repeat(")", 200)},
		{"derived", strings.Repeat("SELECT * FROM (", 200) + "SELECT 1" + strings.Repeat(")", 200)},
		{"calls", "SELECT " + strings.Repeat("abs(", 400) + "1" + strings.Repeat(")", 400)},
		{"greatest", "SELECT " + strings.Repeat("least(2, ", 400) + "x" + strings.Repeat(")", 400) + " FROM (VALUES 1) t (x)"},
		{"divisions", "SELECT 1" + strings.Repeat(" / x", 800) + " FROM (VALUES 1) t (x)"},
		{"subscripts", "SELECT a" + strings.Repeat("[1]", 800) + " FROM (VALUES ARRAY[1]) t (a)"},
		{"arrays", "SELECT " + strings.Repeat("ARRAY[", 400) + "1" + strings.Repeat("]", 400)},
		{"concatenation", "SELECT 'a'" + strings.Repeat(" || 'a'", 850)},
		{"joins", "SELECT count(*) FROM (VALUES 1) t0 (x)" + strings.Repeat(" CROSS JOIN (VALUES 1) t (x)", 25)},
		{"WITH twice", doubling(40, ",", "")},
		{"WITH twice joined", doubling(40, " JOIN", " ON a.x = b.x")},
		{"WITH twice united", "WITH a0 AS (SELECT 1 AS x), " + united(16) + " SELECT count(*) FROM a16"},
		{"recursion within recursion", recursions(4)},
		{"CUBE", "SELECT count(*) FROM (SELECT " + strings.Join(columns[:30], ", ") + ") GROUP BY CUBE (" + names(30) + ")"},
		{"garbage", fill("SELECT ", "'\"(`[{$", "")},
		{"comments", fill("SELECT 1 ", "/*", "")},
		{"LIKE", "SELECT '" + strings.Repeat("a", 5000) + "' LIKE '" + strings.Repeat("%a_", 40) + "b'"},
		{"LIKE of a pattern from rows", "SELECT '" + strings.Repeat("a", 5000) + "' LIKE p FROM (VALUES '" + strings.Repeat("%a", 40) + "b') AS t (p)"},
		{"LIKE with ESCAPE", "SELECT '" + strings.Repeat("a", 5000) + "' LIKE '" + strings.Repeat("%a", 40) + "!%' ESCAPE '!'"},
		{"regexp", `SELECT regexp_like('` + strings.Repeat("a", 30) + `!', '^(a+)+$')`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if len(c.sql) > maxStatement {
				t.Fatalf("the statement has %d bytes", len(c.sql))
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			duck, q, err := translate(c.sql)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if took > 20*time.Second {
				t.Errorf("translating took %v", took)
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 2000 {
				t.Errorf("translating took %d MB", mb)
			}
			if err != nil {
				var e *syntax.Error
				if !errors.As(err, &e) {
					t.Errorf("the error is none of the language: %v", err)
				}
				t.Logf("%v: %.200v", took, err)
				return
			}
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			conn, err := db.Conn(ctx)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			start = time.Now()
			rows, err := conn.QueryContext(ctx, duck)
			n := 0
			if err == nil {
				for rows.Next() {
					n++
				}
				err = rows.Err()
				rows.Close()
			}
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("running it took %v", d)
			}
			t.Logf("%v, then %v: %d bytes, %d columns, %d rows, %.100v", took, time.Since(start), len(duck), len(q.Columns), n, err)
		})
	}
}

func ordinals(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprint(i + 1)
	}
	return strings.Join(list, ", ")
}

func names(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("c%d", i)
	}
	return strings.Join(list, ", ")
}

func united(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("a%d AS (SELECT x FROM a%d UNION ALL SELECT x FROM a%d)", i+1, i, i)
	}
	return strings.Join(list, ", ")
}

// recursions nests recursive queries in each other's steps: each level has eleven copies of the next.
func recursions(n int) string {
	if n == 0 {
		return "SELECT 1"
	}
	return fmt.Sprintf("WITH RECURSIVE r%d (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r%d WHERE x < (SELECT max(y) FROM (%s) AS t (y))) SELECT max(x) FROM r%d", n, n, recursions(n-1), n)
}
