package emit_test

import (
	"database/sql"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
)

// render runs a translated statement and writes its rows, a line each, columns between bars.
func render(db *sql.DB, q *analyze.Query, duck string) (string, error) {
	rows, err := db.Query(duck)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	cells := make([]any, len(q.Columns))
	ptrs := make([]any, len(cells))
	for i := range cells {
		ptrs[i] = &cells[i]
	}
	var b strings.Builder
	for rows.Next() {
		if err := rows.Scan(ptrs...); err != nil {
			return "", err
		}
		for i, v := range cells {
			if i > 0 {
				b.WriteString(" | ")
			}
			b.WriteString(cell(v, q.Columns[i].Type))
		}
		b.WriteByte('\n')
	}
	return b.String(), rows.Err()
}

func cell(v any, t schema.Type) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case time.Time:
		switch t.Kind {
		case schema.Date:
			return v.Format("2006-01-02")
		case schema.Time:
			return v.Format("15:04:05.000")
		}
		layout := "2006-01-02 15:04:05"
		if t.Precision > 0 {
			layout += "." + strings.Repeat("0", t.Precision)
		}
		if t.Kind == schema.TimestampTZ {
			zone := t.Zone
			if zone == "" {
				zone = "UTC"
			}
			return v.In(functions.Location(t.Zone)).Format(layout) + " " + zone
		}
		return v.UTC().Format(layout)
	case float64:
		return schema.JavaText(v, 64)
	case []byte:
		return "0x" + hex.EncodeToString(v)
	case duckdb.Decimal:
		s := new(big.Rat).SetFrac(v.Value, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(v.Scale)), nil))
		return s.FloatString(int(v.Scale))
	case duckdb.Interval:
		return fmt.Sprintf("%dmon %dd %dus", v.Months, v.Days, v.Micros)
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = cell(e, *t.Elem)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		parts := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			parts[i] = functions.Member(t, i) + "=" + cell(v[functions.Member(t, i)], f.Type)
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case duckdb.OrderedMap:
		var parts []string
		values := v.Values()
		for i, k := range v.Keys() {
			parts = append(parts, cell(k, *t.Key)+"="+cell(values[i], *t.Elem))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v)
}
