package serde

import (
	"encoding/base64"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"tarn/internal/schema"
)

// plain reads a value that is not nested. What cannot be read is NULL.
func (o *openX) plain(s string, t schema.Type) (any, error) {
	switch t.Kind {
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		if n, ok := openXInteger(s); ok && n == n<<(64-intBits[t.Kind])>>(64-intBits[t.Kind]) {
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
		if n, ok := javaInteger(s); ok && n == int64(int32(n)) {
			return int32(n), nil
		}
	case schema.Timestamp:
		if at, ok := openXTimestamp(s, o.formats); ok {
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

// javaInteger reads a decimal, hexadecimal (0x) or octal (0) number.
func javaInteger(s string) (int64, bool) {
	base := 10
	if len(s) >= 3 && s[0] == '0' && s[1]|0x20 == 'x' && isHex(s[2]) {
		s, base = s[2:], 16
	} else if len(s) >= 2 && s[0] == '0' && s[1] >= '0' && s[1] <= '8' {
		s, base = s[1:], 8
	}
	n, err := strconv.ParseInt(s, base, 64)
	return n, err == nil
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// openXInteger reads a whole number, from which a fraction is cut.
func openXInteger(s string) (int64, bool) {
	if n, ok := javaInteger(s); ok {
		return n, true
	}
	digits, scale, ok := bigDecimal(s)
	if !ok {
		return 0, false
	}
	v, ok := truncated(digits, scale)
	if !ok || !v.IsInt64() {
		return 0, false
	}
	return v.Int64(), true
}

// truncated gives the whole part of a number.
func truncated(digits *big.Int, scale int64) (*big.Int, bool) {
	switch {
	case digits.Sign() == 0 || scale > int64(len(digits.String())):
		return new(big.Int), true
	case scale < -maxPrecision:
		return nil, false
	case scale < 0:
		return new(big.Int).Mul(digits, pow10(-scale)), true
	}
	return new(big.Int).Quo(digits, pow10(scale)), true
}

var zoneOffset = regexp.MustCompile(`.[+-]\d{2}:?\d{2}$`)

// openXTimestamp reads a timestamp: by timestamp.formats, as Hive's, as ISO's with a zone, as seconds with a fraction, or as a
// whole number of seconds, or from 13 characters on of milliseconds.
func openXTimestamp(s string, formats timestampFormats) (instant, bool) {
	for _, each := range formats {
		if at, ok := each(s); ok {
			return at, true
		}
	}
	if strings.IndexByte(s, ':') > 0 {
		if strings.HasSuffix(s, "Z") || strings.HasSuffix(s, "z") || zoneOffset.MatchString(s) {
			if at, ok := zoned(s); ok {
				return at, true
			}
		}
		return hiveTimestamp(s)
	}
	if s == "" || strings.Trim(s, "-+.0123456789") != "" {
		return instant{}, false
	}
	if strings.Contains(s, ".") {
		digits, scale, ok := bigDecimal(s)
		if !ok {
			return instant{}, false
		}
		v, ok := truncated(digits, scale-3)
		if !ok || !v.IsInt64() {
			return instant{}, false
		}
		return ofMillis(v.Int64()), true
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return instant{}, false
	}
	const millis = 13
	if len(s) >= millis {
		return ofMillis(n), true
	}
	return instant{n, 0}, true
}

func ofMillis(n int64) instant {
	s := n / 1000
	if n%1000 < 0 {
		s--
	}
	return instant{s, (n - s*1000) * 1_000_000}
}

// zoned reads ISO's form with Z, +hhmm or +hh:mm.
func zoned(s string) (instant, bool) {
	c := clock{s}
	at, ok := c.iso()
	if !ok {
		return at, false
	}
	if c.rest == "Z" || c.rest == "z" {
		return at, true
	}
	digits := strings.Replace(c.rest, ":", "", 1)
	if len(digits) != 5 || digits[0] != '+' && digits[0] != '-' {
		return at, false
	}
	n, err := strconv.ParseUint(digits[1:], 10, 32)
	if err != nil || n/100 > 18 || n%100 > 59 {
		return at, false
	}
	by := int64(n/100*3600 + n%100*60)
	if digits[0] == '-' {
		by = -by
	}
	at.seconds -= by
	return at, true
}
