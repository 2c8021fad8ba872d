package serde

import (
	"strconv"
	"strings"

	"tarn/internal/schema"
)

// plainValue reads a value as Java does, for the SerDes whose columns are not nested: Regex and Grok. What cannot be read is NULL.
func plainValue(s string, t schema.Type) any {
	switch t.Kind {
	case schema.Varchar, schema.Char:
		return text(s, t)
	case schema.Boolean:
		return strings.EqualFold(s, "true")
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		if n, err := strconv.ParseInt(s, 10, intBits[t.Kind]); err == nil {
			return n
		}
	case schema.Real:
		if f, ok := javaFloat(s, 32); ok {
			return float32(f)
		}
	case schema.Double:
		if f, ok := javaFloat(s, 64); ok {
			return f
		}
	case schema.Decimal:
		if v, why := decimal(s, t); why == "" {
			return v
		}
	case schema.Date:
		if d, ok := hiveDate(s); ok {
			return d
		}
	case schema.Timestamp:
		if at, ok := hiveTimestamp(s); ok {
			if v, ok := at.micros(t); ok {
				return v
			}
		}
	}
	return nil
}

// plainColumns refuses columns that are nested or of a kind that the SerDe does not give.
func plainColumns(t *Table, without ...schema.Kind) error {
	without = append(without, schema.Array, schema.Map, schema.Row, schema.Varbinary)
	for _, c := range t.Columns {
		for _, k := range without {
			if c.Type.Kind == k {
				return &Error{Code: "NOT_SUPPORTED", Message: "Unsupported column type: " + c.Type.Display() + " of column " + c.Name}
			}
		}
	}
	return nil
}
