package trinotime

import (
	"fmt"
	"strings"
	"time"
)

// The grammars of ISO 8601 as Joda has them:
// https://www.joda.org/joda-time/apidocs/org/joda/time/format/ISODateTimeFormat.html#dateTimeParser--
var isoDate, isoDateTime = func() (part, part) {
	dash, colon, point := literal("-"), literal(":"), choice{[]part{literal("."), literal(",")}, false}
	two := func(k fieldKind) part { return number{k, 2, 2, false} }
	year := number{fYear, 4, 9, true}
	date := choice{[]part{
		sequence{year, optional(dash, two(fMonth), optional(dash, two(fDay)))},
		sequence{number{fWeekyear, 4, 9, true}, literal("-W"), two(fWeek), optional(dash, number{fDayOfWeek, 1, 1, false})},
		sequence{year, dash, number{fDayOfYear, 3, 3, false}},
	}, false}
	after := func(k fieldKind) part { return sequence{point, fraction{k, 1, 9}} }
	clock := sequence{two(fHour), choice{[]part{
		sequence{colon, two(fMinute), choice{[]part{sequence{colon, two(fSecond), optional(after(fFractionSecond))}, after(fFractionMinute)}, true}},
		after(fFractionHour),
	}, true}}
	zone := optional(offset{true})
	return date, choice{[]part{
		sequence{literal("T"), clock, zone},
		sequence{date, optional(literal("T"), optional(clock), zone)},
	}, false}
}()

// ISO reads what from_iso8601_timestamp takes. zone is "" for UTC, else the offset as +09:00.
func ISO(s string) (t time.Time, zone string, err error) {
	if t, ok := plainISO(s); ok {
		return t, "", nil
	}
	return parse(isoDateTime, s)
}

// ISODate reads what from_iso8601_date takes.
func ISODate(s string) (time.Time, error) {
	t, _, err := parse(isoDate, s)
	return t, err
}

// plainISO reads the one form that logs have: 2022-01-11T00:27:12Z.
func plainISO(s string) (time.Time, bool) {
	if len(s) != 20 || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' || s[19] != 'Z' {
		return time.Time{}, false
	}
	ok := true
	digits := func(from, to int) int {
		n := 0
		for _, c := range []byte(s[from:to]) {
			ok = ok && c >= '0' && c <= '9'
			n = n*10 + int(c-'0')
		}
		return n
	}
	y, m, d, h, mi, sec := digits(0, 4), digits(5, 7), digits(8, 10), digits(11, 13), digits(14, 16), digits(17, 19)
	if !ok || m < 1 || m > 12 || d < 1 || d > 28 && d > daysIn(y, time.Month(m)) || h > 23 || mi > 59 || sec > 59 {
		return time.Time{}, false
	}
	return time.Date(y, time.Month(m), d, h, mi, sec, 0, time.UTC), true
}

// WriteISO writes an instant in a canonical zone, with so many digits of the second: 2022-01-11T00:27:12.000Z.
func WriteISO(t time.Time, zone string, digits int) (string, error) {
	_, seconds := t.In(Location(zone)).Zone()
	if seconds%60 != 0 {
		sign, s := '+', seconds
		if s < 0 {
			sign, s = '-', -s
		}
		return "", fmt.Errorf("Timezone with non-zero seconds offset cannot be rendered as ISO8601: %c%02d:%02d:%02d", sign, s/3600, s/60%60, s%60)
	}
	wall := t.Add(time.Duration(seconds) * time.Second)
	layout := "-01-02T15:04:05"
	if digits > 0 {
		layout += "." + strings.Repeat("0", digits)
	}
	year := fmt.Sprintf("%04d", wall.Year())
	switch y := wall.Year(); {
	case y > 9999:
		year = "+" + year
	case y < 0:
		year = fmt.Sprintf("-%04d", -y)
	}
	name := OffsetName(seconds / 60)
	if name == "" {
		name = "Z"
	}
	return year + wall.Format(layout) + name, nil
}
