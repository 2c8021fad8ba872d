package functions

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
)

// DuckType is the DuckDB type that holds a Trino type's values.
//
// A timestamp with time zone is kept as its instant, in UTC; its zone is part of its type (schema.Type.Zone). Where
// the zone differs from row to row (MixedZones), it is a struct of the instant, t, and the canonical zone, z.
// An interval is an INTERVAL of months only, or of microseconds only. JSON is its text. A char is without the spaces at its end;
// an IP address is its 16 bytes.
func DuckType(t schema.Type) (string, error) {
	switch t.Kind {
	case schema.Unknown:
		return "INTEGER", nil
	case schema.Boolean:
		return "BOOLEAN", nil
	case schema.Tinyint:
		return "TINYINT", nil
	case schema.Smallint:
		return "SMALLINT", nil
	case schema.Integer:
		return "INTEGER", nil
	case schema.Bigint:
		return "BIGINT", nil
	case schema.Real:
		return "FLOAT", nil
	case schema.Double:
		return "DOUBLE", nil
	case schema.Decimal:
		return fmt.Sprintf("DECIMAL(%d,%d)", t.Precision, t.Scale), nil
	case schema.Varchar, schema.Char, schema.JSON:
		return "VARCHAR", nil
	case schema.Varbinary, schema.IPAddress:
		return "BLOB", nil
	case schema.Date:
		return "DATE", nil
	case schema.Time:
		if t.Precision > 6 {
			return "", fmt.Errorf("%s is not in Tarn yet: the finest precision is 6", t)
		}
		return "TIME", nil
	case schema.Timestamp, schema.TimestampTZ:
		if t.Precision > 6 {
			return "", fmt.Errorf("%s is not in Tarn yet: the finest precision is 6", t)
		}
		if t.Zone == MixedZones {
			return "STRUCT(t TIMESTAMP, z VARCHAR)", nil
		}
		return "TIMESTAMP", nil
	case schema.IntervalDaySecond, schema.IntervalYearMonth:
		return "INTERVAL", nil
	case schema.UUID:
		return "UUID", nil
	case schema.Array:
		e, err := DuckType(*t.Elem)
		return e + "[]", err
	case schema.Map:
		k, err := DuckType(*t.Key)
		if err != nil {
			return "", err
		}
		v, err := DuckType(*t.Elem)
		return "MAP(" + k + ", " + v + ")", err
	case schema.Row:
		parts := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			d, err := DuckType(f.Type)
			if err != nil {
				return "", err
			}
			parts[i] = Quote(Member(t, i)) + " " + d
		}
		return "STRUCT(" + strings.Join(parts, ", ") + ")", nil
	}
	return "", fmt.Errorf("the type %s is not in Tarn yet", t)
}

// Member is the name that DuckDB has for a row's i-th member: its own, or fieldN where the row's names are missing or
// clash (DuckDB wants them, and apart from case, different).
func Member(row schema.Type, i int) string {
	seen := map[string]bool{}
	for _, f := range row.Fields {
		name := strings.ToLower(f.Name)
		if name == "" || seen[name] {
			return fmt.Sprintf("field%d", i)
		}
		seen[name] = true
	}
	return row.Fields[i].Name
}

// Quote writes a name for DuckDB.
func Quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// QuoteText writes a text for DuckDB, which has no form for the character NUL.
func QuoteText(s string) string {
	s = strings.ReplaceAll(s, "'", "''")
	if strings.ContainsRune(s, 0) {
		return "('" + strings.ReplaceAll(s, "\x00", "' || chr(0) || '") + "')"
	}
	return "'" + s + "'"
}
