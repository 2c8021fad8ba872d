package functions

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The casts of texts to dates and times. Their results are counted: days and microseconds from 1970-01-01, microseconds of a day.
var castTimes = casts(
	caster{Native{Name: "tarn_date", Args: []string{"VARCHAR"}, Result: "BIGINT", Doc: "varchar to date"},
		func(a []any) (any, bool) { return asAny(ParseDate(a[0].(string))) },
		func(a []any) error { return badCast("Value cannot be cast to date: %s", a[0]) }},
	caster{Native{Name: "tarn_timestamp", Args: []string{"VARCHAR", "INTEGER"}, Result: "BIGINT", Doc: "varchar to timestamp"},
		func(a []any) (any, bool) { return asAny(ParseTimestamp(a[0].(string), int(a[1].(int32)))) },
		func(a []any) error { return badCast("Value cannot be cast to timestamp: %s", a[0]) }},
	caster{Native{Name: "tarn_timestamp_zoned", Args: []string{"VARCHAR", "INTEGER"}, Result: "ZONED", Doc: "varchar to timestamp with time zone"},
		func(a []any) (any, bool) {
			z, _, _, ok := ParseZoned(a[0].(string), int(a[1].(int32)))
			return z, ok
		},
		func(a []any) error { return badCast("Value cannot be cast to timestamp: %s", a[0]) }},
	caster{Native{Name: "tarn_time", Args: []string{"VARCHAR", "INTEGER"}, Result: "BIGINT", Doc: "varchar to time"},
		func(a []any) (any, bool) { return asAny(ParseTime(a[0].(string), int(a[1].(int32)))) },
		func(a []any) error { return badCast("Value cannot be cast to time: %s", a[0]) }},
)

// timeTexts write the values that DuckDB writes otherwise.
var timeTexts = []Native{
	{Name: "tarn_interval_months", Args: []string{"BIGINT"}, Result: "VARCHAR", Doc: "interval year to month to varchar", Fn: func(a []any) (any, error) {
		n, sign := a[0].(int64), ""
		if n < 0 {
			n, sign = -n, "-"
		}
		return fmt.Sprintf("%s%d-%d", sign, n/12, n%12), nil
	}},
	{Name: "tarn_interval_micros", Args: []string{"BIGINT"}, Result: "VARCHAR", Doc: "interval day to second to varchar", Fn: func(a []any) (any, error) {
		n, sign := a[0].(int64)/1000, ""
		if n < 0 {
			n, sign = -n, "-"
		}
		return fmt.Sprintf("%s%d %02d:%02d:%02d.%03d", sign, n/86400000, n/3600000%24, n/60000%60, n/1000%60, n%1000), nil
	}},
	{Name: "tarn_far_date", Args: []string{"BIGINT"}, Result: "VARCHAR", Doc: "a date before the year 1 or after 9999 to varchar, which has no +", Fn: func(a []any) (any, error) {
		return strings.TrimPrefix(DateText(time.Unix(a[0].(int64)*86400, 0).UTC()), "+"), nil
	}},
}

// DateText writes a date as Trino does: +10000-01-01, -0001-12-31.
func DateText(t time.Time) string {
	y, sign := t.Year(), ""
	switch {
	case y > 9999:
		sign = "+"
	case y < 0:
		y, sign = -y, "-"
	}
	return fmt.Sprintf("%s%04d-%02d-%02d", sign, y, t.Month(), t.Day())
}

var (
	dateText  = regexp.MustCompile(`^([+-]?\d{1,9})-(\d{1,2})-(\d{1,2})$`)
	clockText = regexp.MustCompile(`^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?$`)
	dateTime  = regexp.MustCompile(`^([+-]?\d{4,9}-\d{1,2}-\d{1,2})(?: (\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?)(?: ?([A-Za-z+-].*))?| ([A-Za-z+-].*))?$`)
)

const dayMicros = 86400 * 1000 * 1000

// ParseDate counts the days from 1970-01-01 to a text's date.
func ParseDate(s string) (int64, bool) { return parseDays(strings.TrimSpace(s)) }

func parseDays(s string) (int64, bool) {
	m := dateText.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	y, _ := strconv.ParseInt(m[1], 10, 64)
	month, _ := strconv.ParseInt(m[2], 10, 64)
	day, _ := strconv.ParseInt(m[3], 10, 64)
	if month < 1 || month > 12 || day < 1 || day > daysIn(y, month) || y > 5_000_000 || y < -5_000_000 {
		return 0, false
	}
	return daysFrom(y, month, day), true
}

func daysIn(y, m int64) int64 {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysFrom counts the days from 1970-01-01 in the proleptic Gregorian calendar.
func daysFrom(y, m, d int64) int64 {
	if m <= 2 {
		y, m = y-1, m+12
	}
	era := floorDiv(y, 400)
	ofEra := y - era*400
	ofYear := (153*(m-3)+2)/5 + d - 1
	return era*146097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719468
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// dateTimeParts are a text's date, clock and zone.
func dateTimeParts(s string) []string {
	m := dateTime.FindStringSubmatch(strings.TrimSpace(s))
	if m != nil && m[3] == "" {
		m[3] = m[4]
	}
	return m
}

// ParseTimestamp counts the microseconds from 1970-01-01 to a text's time, rounded to so many digits of the second. A zone may
// follow, which is left out.
func ParseTimestamp(s string, digits int) (int64, bool) {
	m := dateTimeParts(s)
	if m != nil {
		days, ok := parseDays(m[1])
		micros := int64(0)
		if m[2] != "" {
			var clockOK bool
			micros, clockOK = parseClock(m[2], digits, digits+12)
			ok = ok && clockOK
		}
		if m[3] != "" {
			_, err := Zone(strings.TrimSpace(m[3]))
			ok = ok && err == nil
		}
		if ok && days > -106_000_000 && days < 106_000_000 {
			return days*dayMicros + micros, true
		}
	}
	return 0, false
}

// ParseTime counts the microseconds from midnight, rounded to so many digits of the second.
func ParseTime(s string, digits int) (int64, bool) {
	micros, ok := parseClock(strings.TrimRight(s, " "), digits, 12)
	return micros % dayMicros, ok
}

// parseClock takes no fraction of more than most digits.
func parseClock(s string, digits, most int) (int64, bool) {
	m := clockText.FindStringSubmatch(s)
	if m == nil || len(m[4]) > most {
		return 0, false
	}
	h, _ := strconv.ParseInt(m[1], 10, 64)
	minute, _ := strconv.ParseInt(m[2], 10, 64)
	second, _ := strconv.ParseInt("0"+m[3], 10, 64)
	if h > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	return (h*3600+minute*60+second)*1e6 + fractionMicros(m[4], digits), true
}

// fractionMicros rounds a second's fraction half up to so many digits, in microseconds.
func fractionMicros(fraction string, digits int) int64 {
	digits = min(digits, 6)
	padded := fraction + strings.Repeat("0", 7)
	n, _ := strconv.ParseInt("0"+padded[:digits], 10, 64)
	if padded[digits] >= '5' {
		n++
	}
	for range 6 - digits {
		n *= 10
	}
	return n
}
