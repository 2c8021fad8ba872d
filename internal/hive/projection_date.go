package hive

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/trinotime"
)

// dates are times from one to another, by an interval, in UTC.
type dates struct {
	pattern  *trinotime.Pattern
	from     time.Time
	interval int64 // in milliseconds, or in months
	months   bool
	n        int64
	kind     schema.Kind
	ordered  bool
	short    bool // years have two digits: of 2000 to 2099
}

// units are those of an interval, in milliseconds; months and years are none.
var units = map[string]int64{"WEEK": 7 * 86_400_000, "DAY": 86_400_000, "HOUR": 3_600_000, "MINUTE": 60_000, "SECOND": 1000, "MILLISECOND": 1}

// date reads format, range, interval and interval.unit. Projected dates are UTC's.
func (c column) date(now time.Time) (dimension, error) {
	format := c.property("format")
	if format == "" {
		return nil, c.invalid("format", "a date needs a pattern of Java's DateTimeFormatter: yyyy/MM/dd")
	}
	joda, letters, err := javaPattern(format)
	if err != nil {
		return nil, c.invalid("format", err.Error())
	}
	d := dates{kind: c.typ.Kind, short: slices.Contains(letters, run{'y', 2}) || slices.Contains(letters, run{'u', 2})}
	if d.pattern, err = trinotime.Joda(joda); err != nil {
		return nil, c.invalid("format", err.Error())
	}
	switch d.kind {
	case schema.Date, schema.Timestamp:
		d.ordered = true
	case schema.Boolean, schema.Real, schema.Double, schema.Decimal:
		return nil, c.invalid("type", "a column of the type "+c.key.Type+" has no dates")
	default:
		d.ordered = sortable(letters)
	}
	if err := c.step(&d, letters); err != nil {
		return nil, err
	}
	bounds := strings.Split(c.property("range"), ",")
	if len(bounds)%2 != 0 || bounds[0] == "" {
		return nil, c.invalid("range", "a date needs its first and its last value, with a comma between: 2021/01/01,NOW")
	}
	half := len(bounds) / 2 // a pattern may have commas of its own
	from, fixed, err := c.bound(&d, strings.Join(bounds[:half], ","), now)
	if err != nil {
		return nil, err
	}
	to, fixed2, err := c.bound(&d, strings.Join(bounds[half:], ","), now)
	if err != nil {
		return nil, err
	}
	d.from = from
	switch {
	case from.After(to) && fixed && fixed2:
		return nil, c.invalid("range", "the first date is after the last")
	case from.After(to):
	case d.months:
		d.n = trinotime.MonthsBetween(from, to)/d.interval + 1
	default:
		d.n = (to.UnixMilli()-from.UnixMilli())/d.interval + 1
	}
	return d, nil
}

// step reads the interval and its unit.
func (c column) step(d *dates, letters []run) error {
	unit := strings.ToUpper(c.trimmed("interval.unit"))
	unit = strings.TrimSuffix(unit, "S")
	d.interval = 1
	if text := c.trimmed("interval"); text != "" {
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil || n < 1 {
			return c.invalid("interval", "it is a positive whole number")
		}
		d.interval = n
	}
	if unit == "" {
		switch finest(letters) {
		case 'd':
			unit = "DAY"
		case 'M':
			unit = "MONTH"
		default:
			return c.invalid("interval.unit", "a format that is not of days or months needs it: YEARS, MONTHS, WEEKS, DAYS, HOURS, MINUTES, SECONDS or MILLISECONDS")
		}
	}
	switch ms, ok := units[unit]; {
	case ok:
		d.interval *= ms
	case unit == "MONTH":
		d.months = true
	case unit == "YEAR":
		d.months, d.interval = true, d.interval*12
	default:
		return c.invalid("interval.unit", "it is YEARS, MONTHS, WEEKS, DAYS, HOURS, MINUTES, SECONDS or MILLISECONDS")
	}
	return nil
}

var relativeDate = regexp.MustCompile(`^(?i)\s*NOW\s*(?:([+-])\s*([0-9]+)\s*(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?\s*)?$`)

// bound reads a date of the range: in the pattern, or relative to now. What the pattern does not say is cut off. fixed says that it
// is the same whenever it is read.
func (c column) bound(d *dates, text string, now time.Time) (t time.Time, fixed bool, err error) {
	m := relativeDate.FindStringSubmatch(text)
	if m == nil {
		t, err = d.parse(strings.TrimSpace(text))
		if err != nil {
			return t, true, c.invalid("range", fmt.Sprintf("'%s' is no date of the format '%s', and not relative as in NOW-3YEARS", strings.TrimSpace(text), c.property("format")))
		}
		return t, true, nil
	}
	t = now.UTC()
	if m[1] != "" {
		n, err := strconv.ParseInt(m[1]+m[2], 10, 32)
		if err != nil {
			return t, false, c.invalid("range", "so far there are no dates")
		}
		switch unit := strings.ToUpper(m[3]); unit {
		case "YEAR":
			t = trinotime.AddMonths(t, 12*n)
		case "MONTH":
			t = trinotime.AddMonths(t, n)
		default:
			ms := units[unit] * n
			t = time.UnixMilli(t.UnixMilli() + ms).UTC()
		}
	}
	if t.Year() < 0 || t.Year() > 9999 {
		return t, false, c.invalid("range", "so far there are no dates")
	}
	cut, err := d.pattern.Format(t, "")
	if err == nil {
		t, err = d.parse(cut)
	}
	if err != nil {
		return t, false, c.invalid("format", "it cannot be read back: "+err.Error())
	}
	return t, false, nil
}

// parse reads a text that is as the pattern writes it.
func (d dates) parse(text string) (time.Time, error) {
	t, _, err := d.pattern.Parse(text)
	if err != nil {
		return t, err
	}
	t = t.UTC()
	if d.short && t.Year() < 2000 {
		t = t.AddDate(100, 0, 0)
	}
	if back, err := d.pattern.Format(t, ""); err != nil || back != text {
		return t, fmt.Errorf("%q is written as %q", text, back)
	}
	return t, nil
}

func (d dates) size() int64   { return d.n }
func (d dates) ascends() bool { return d.ordered }

func (d dates) time(i int64) time.Time {
	if d.months {
		return trinotime.AddMonths(d.from, i*d.interval)
	}
	return time.UnixMilli(d.from.UnixMilli() + i*d.interval).UTC()
}

func (d dates) at(i int64) (projected, error) {
	t := d.time(i)
	place, err := d.pattern.Format(t, "")
	if err != nil {
		return projected{}, err
	}
	switch d.kind {
	case schema.Date:
		return projected{t.Format(time.DateOnly), place}, nil
	case schema.Timestamp:
		return projected{t.Format("2006-01-02 15:04:05.999999"), place}, nil
	}
	return projected{place, place}, nil
}

func (d dates) find(text string) int64 {
	t, err := d.parse(text)
	if err != nil {
		return -1
	}
	near := int64(math.MaxInt64)
	if d.months {
		near = trinotime.MonthsBetween(d.from, t) / d.interval
	} else {
		near = (t.UnixMilli() - d.from.UnixMilli()) / d.interval
	}
	for _, at := range []int64{near - 1, near, near + 1} {
		if at < 0 || at >= d.n {
			continue
		}
		if v, err := d.at(at); err == nil && v.place == text {
			return at
		}
	}
	return -1
}
