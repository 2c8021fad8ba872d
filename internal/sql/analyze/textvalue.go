package analyze

import (
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/trinojson"
)

// textValue casts a text to a type at once, into a Literal's value. known is false for types whose casts are left to the engine.
func textValue(s string, to schema.Type) (value any, known, valid bool) {
	switch to.Kind {
	case schema.Varchar, schema.Char:
		if rs := []rune(s); to.Length != schema.Unbounded && len(rs) > to.Length {
			s = string(rs[:to.Length])
		}
		if to.Kind == schema.Char {
			s = strings.TrimRight(s, " ")
		}
		return s, true, true
	case schema.Varbinary:
		return []byte(s), true, true
	case schema.Boolean:
		switch strings.ToLower(s) {
		case "true", "t", "1":
			return true, true, true
		case "false", "f", "0":
			return false, true, true
		}
		return nil, true, false
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		n, ok := functions.ParseInteger(s, to.Kind)
		return n, true, ok
	case schema.Real, schema.Double:
		f, ok := functions.ParseFloat(s, to.Kind)
		return f, true, ok
	case schema.Decimal:
		text, ok := functions.ParseDecimal(s, to.Precision, to.Scale)
		return text, true, ok
	case schema.Date:
		days, ok := functions.ParseDate(s)
		return time.Unix(days*86400, 0).UTC(), true, ok
	case schema.Time:
		micros, ok := functions.ParseTime(s, to.Precision)
		return time.UnixMicro(micros).UTC(), true, ok
	case schema.UUID:
		if len(s) != 36 || strings.Trim(s, "0123456789abcdefABCDEF-") != "" || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
			return nil, true, false
		}
		return strings.ToLower(s), true, true
	case schema.IPAddress:
		ip, ok := functions.ParseIP(s)
		return ip, true, ok
	case schema.JSON:
		text, err := trinojson.Parse(s)
		return text, true, err == nil
	}
	return nil, false, false
}
