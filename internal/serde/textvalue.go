package serde

import (
	"encoding/base64"
	"strconv"
	"strings"

	"tarn/internal/schema"
)

// textValue reads a value of a plain type as LazySimpleSerDe does; what cannot be read is NULL, but for base64.
func textValue(s string, t schema.Type, formats timestampFormats) (any, error) {
	switch t.Kind {
	case schema.Varchar, schema.Char:
		return text(s, t), nil
	case schema.Boolean:
		if strings.EqualFold(s, "true") {
			return true, nil
		}
		if strings.EqualFold(s, "false") {
			return false, nil
		}
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		if n, ok := textInteger(s, intBits[t.Kind]); ok {
			return n, nil
		}
	case schema.Real:
		if f, ok := javaFloat(s, 32); ok {
			return float32(f), nil
		}
	case schema.Double:
		if f, ok := javaFloat(s, 64); ok {
			return f, nil
		}
	case schema.Decimal:
		if v, why := decimal(s, t); why == "" {
			return v, nil
		}
	case schema.Date:
		if d, ok := hiveDate(s); ok {
			return d, nil
		}
	case schema.Timestamp:
		const shortest = 8 // Hive does not look at what is shorter
		if at, ok := formats.read(s); ok && len(s) >= shortest {
			if v, ok := at.micros(t); ok {
				return v, nil
			}
		}
	case schema.Varbinary:
		b, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			return nil, badValue("%q is not base64", s)
		}
		return b, nil
	}
	return nil, nil
}

// textInteger reads a whole number; digits behind a point are read over.
func textInteger(s string, bits int) (int64, bool) {
	if whole, fraction, ok := strings.Cut(s, "."); ok {
		for i := 0; i < len(fraction); i++ {
			if fraction[i] < '0' || fraction[i] > '9' {
				return 0, false
			}
		}
		if s = whole; s == "" || s == "-" || s == "+" {
			s += "0"
		}
	}
	n, err := strconv.ParseInt(s, 10, bits)
	return n, err == nil
}
