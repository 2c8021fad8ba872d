package analyze

import (
	"strconv"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/trinojson"
)

// textValue casts a text to a type at once, into a Literal's value. known is false for types whose casts are left to the engine.
func textValue(s string, to schema.Type) (value any, known bool, err error) {
	switch to.Kind {
	case schema.Varchar, schema.Char:
		if rs := []rune(s); to.Length != schema.Unbounded && len(rs) > to.Length {
			s = string(rs[:to.Length])
		}
		if to.Kind == schema.Char {
			s = strings.TrimRight(s, " ")
		}
		return s, true, nil
	case schema.Varbinary:
		return []byte(s), true, nil
	case schema.Boolean:
		switch strings.ToLower(s) {
		case "true", "t", "1":
			return true, true, nil
		case "false", "f", "0":
			return false, true, nil
		}
		return nil, true, errNoValue
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		n, err := functions.ParseInteger(s, to.Kind)
		return n, true, err
	case schema.Real, schema.Double:
		f, err := functions.ParseFloat(s, to.Kind)
		return f, true, err
	case schema.Decimal:
		text, err := functions.ParseDecimal(s, to.Precision, to.Scale)
		return text, true, err
	case schema.Date:
		days, err := functions.ParseDate(s)
		return time.Unix(days*86400, 0).UTC(), true, err
	case schema.Time:
		micros, err := functions.ParseTime(s, to.Precision)
		return time.UnixMicro(micros).UTC(), true, err
	case schema.UUID:
		if len(s) != 36 || strings.Trim(s, "0123456789abcdefABCDEF-") != "" || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
			return nil, true, errNoValue
		}
		return strings.ToLower(s), true, nil
	case schema.IPAddress:
		ip, err := functions.ParseIP(s)
		return ip, true, err
	case schema.JSON:
		text, err := trinojson.Parse(s)
		return text, true, err
	}
	return nil, false, nil
}

var errNoValue = strconv.ErrSyntax
