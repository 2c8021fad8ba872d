package trinotime

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

// fieldKind is a field that a pattern reads or writes.
type fieldKind uint8

const (
	fEra fieldKind = iota
	fYear
	fYearOfEra
	fWeekyear
	fCentury
	fMonth
	fWeek
	fDay
	fDayOfYear
	fDayOfWeek
	fHalfday
	fHour
	fClockHour     // 1 to 24
	fHourOfHalf    // 0 to 11
	fClockHourHalf // 1 to 12
	fMinute
	fSecond
	fFractionHour // milliseconds of what is named
	fFractionMinute
	fFractionSecond
)

// The sizes of units, to sort fields by.
const (
	noUnit = iota
	millis
	seconds
	minutes
	hours
	halfdays
	days
	weeks
	months
	years
	centuries
)

// fieldInfo: what a field counts, within what. Within none sorts first.
var fieldInfo = [...]struct {
	name         string
	unit, within int
	low, high    int
}{
	fEra: {"era", noUnit, noUnit, 0, 1}, fYear: {"year", years, noUnit, -292275054, 292278993}, fYearOfEra: {"yearOfEra", years, noUnit, 1, 292278993},
	fWeekyear: {"weekyear", years, noUnit, -292275054, 292278993}, fCentury: {"centuryOfEra", centuries, noUnit, 0, 2922789},
	fMonth: {"monthOfYear", months, years, 1, 12}, fWeek: {"weekOfWeekyear", weeks, years, 1, 53}, fDay: {"dayOfMonth", days, months, 1, 31},
	fDayOfYear: {"dayOfYear", days, years, 1, 366}, fDayOfWeek: {"dayOfWeek", days, weeks, 1, 7}, fHalfday: {"halfdayOfDay", halfdays, days, 0, 1},
	fHour: {"hourOfDay", hours, days, 0, 23}, fClockHour: {"clockhourOfDay", hours, days, 1, 24}, fHourOfHalf: {"hourOfHalfday", hours, halfdays, 0, 11},
	fClockHourHalf: {"clockhourOfHalfday", hours, halfdays, 1, 12}, fMinute: {"minuteOfHour", minutes, hours, 0, 59}, fSecond: {"secondOfMinute", seconds, minutes, 0, 59},
	fFractionHour: {"millisOfHour", millis, hours, 0, 3599999}, fFractionMinute: {"millisOfMinute", millis, minutes, 0, 59999}, fFractionSecond: {"millisOfSecond", millis, seconds, 0, 999},
}

type saved struct {
	kind  fieldKind
	value int
}

// bucket gathers the fields that a text has; then they are put together, the largest first.
// https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeParserBucket.html
type bucket struct {
	fields []saved
	offset *int // milliseconds
	zone   *string
}

func (b *bucket) save(k fieldKind, v int) { b.fields = append(b.fields, saved{k, v}) }

func rank(unit int) int {
	if unit == noUnit {
		return centuries + 1
	}
	return unit
}

// compute puts the fields together: a clock as a time in UTC, before its zone is looked at.
func (b *bucket) compute(text string) (time.Time, error) {
	fs := b.fields
	sort.SliceStable(fs, func(i, j int) bool {
		x, y := fieldInfo[fs[i].kind], fieldInfo[fs[j].kind]
		if rx, ry := rank(x.within), rank(y.within); rx != ry {
			return rx > ry
		}
		return rank(x.unit) > rank(y.unit)
	})
	if len(fs) > 0 {
		if u := fieldInfo[fs[0].kind].unit; u >= days && u <= months {
			b.save(fYear, 2000)
			return b.compute(text)
		}
	}
	t := time.Unix(0, 0).UTC()
	var err error
	for pass := range 2 {
		for i, f := range fs {
			if t, err = f.set(t); err != nil {
				return t, fmt.Errorf("Cannot parse \"%s\": %w", text, err)
			}
			if pass == 0 || i == len(fs)-1 {
				t = f.floor(t)
			}
		}
	}
	return t, nil
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func daysIn(y int, m time.Month) int { return time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day() }

func weeksIn(y int) int {
	_, w := time.Date(y, 12, 28, 0, 0, 0, 0, time.UTC).ISOWeek()
	return w
}

// withDate changes a time's date, the day no later than the month has one.
func withDate(t time.Time, y int, m time.Month, d int) time.Time {
	return midnight(time.Date(y, m, min(d, daysIn(y, m)), 0, 0, 0, 0, time.UTC)).Add(t.Sub(midnight(t)))
}

func (f saved) set(t time.Time) (time.Time, error) {
	info := fieldInfo[f.kind]
	low, high := info.low, info.high
	y, m, d := t.Date()
	switch f.kind {
	case fDay:
		high = daysIn(y, m)
	case fDayOfYear:
		high = time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC).YearDay()
	case fWeek:
		wy, _ := t.ISOWeek()
		high = weeksIn(wy)
	}
	if f.value < low || f.value > high {
		return t, fmt.Errorf("Value %d for %s must be in the range [%d,%d]", f.value, info.name, low, high)
	}
	clock := t.Sub(midnight(t))
	hour := int(clock / time.Hour)
	switch f.kind {
	case fYear:
		return withDate(t, f.value, m, d), nil
	case fYearOfEra:
		if y < 1 {
			return withDate(t, 1-f.value, m, d), nil
		}
		return withDate(t, f.value, m, d), nil
	case fEra:
		if (f.value == 0) != (y < 1) {
			return withDate(t, 1-y, m, d), nil
		}
	case fCentury:
		return withDate(t, f.value*100+y%100, m, d), nil
	case fWeekyear:
		_, w := t.ISOWeek()
		w = min(w, weeksIn(f.value))
		dow := (int(t.Weekday()) + 6) % 7
		return weekOne(f.value).AddDate(0, 0, (w-1)*7+dow).Add(clock), nil
	case fMonth:
		return withDate(t, y, time.Month(f.value), d), nil
	case fWeek:
		_, w := t.ISOWeek()
		return t.AddDate(0, 0, (f.value-w)*7), nil
	case fDay:
		return t.AddDate(0, 0, f.value-d), nil
	case fDayOfYear:
		return t.AddDate(0, 0, f.value-t.YearDay()), nil
	case fDayOfWeek:
		return t.AddDate(0, 0, f.value-1-(int(t.Weekday())+6)%7), nil
	case fHalfday:
		return t.Add(time.Duration(f.value-hour/12) * 12 * time.Hour), nil
	case fHour, fClockHour:
		return t.Add(time.Duration(f.value%24-hour) * time.Hour), nil
	case fHourOfHalf, fClockHourHalf:
		return t.Add(time.Duration(f.value%12-hour%12) * time.Hour), nil
	case fMinute:
		return t.Add(time.Duration(f.value-t.Minute()) * time.Minute), nil
	case fSecond:
		return t.Add(time.Duration(f.value-t.Second()) * time.Second), nil
	case fFractionHour:
		return t.Truncate(time.Hour).Add(time.Duration(f.value) * time.Millisecond), nil
	case fFractionMinute:
		return t.Truncate(time.Minute).Add(time.Duration(f.value) * time.Millisecond), nil
	case fFractionSecond:
		return t.Truncate(time.Second).Add(time.Duration(f.value) * time.Millisecond), nil
	}
	return t, nil
}

// weekOne is the Monday of a week year's first week.
func weekOne(y int) time.Time {
	fourth := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC)
	return fourth.AddDate(0, 0, -((int(fourth.Weekday()) + 6) % 7))
}

// floor is the beginning of what the field names.
func (f saved) floor(t time.Time) time.Time {
	y, m, _ := t.Date()
	switch fieldInfo[f.kind].unit {
	case centuries:
		return time.Date(y-y%100, 1, 1, 0, 0, 0, 0, time.UTC)
	case years:
		if f.kind == fWeekyear {
			wy, _ := t.ISOWeek()
			return weekOne(wy)
		}
		return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	case months:
		return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	case weeks:
		return midnight(t).AddDate(0, 0, -((int(t.Weekday()) + 6) % 7))
	case days:
		return midnight(t)
	case halfdays:
		return midnight(t).Add(time.Duration(t.Hour()/12*12) * time.Hour)
	case hours:
		return midnight(t).Add(time.Duration(t.Hour()) * time.Hour)
	case minutes:
		return t.Add(-time.Duration(t.Second())*time.Second - time.Duration(t.Nanosecond()))
	case seconds:
		return t.Add(-time.Duration(t.Nanosecond()))
	}
	return t
}

// parse reads a whole text. zone is its canonical zone, "" for UTC or none.
func parse(p part, text string) (t time.Time, zone string, err error) {
	b := &bucket{}
	end := p.parse(b, text, 0)
	if end < len(text) {
		if end < 0 {
			end = ^end
		}
		return t, "", malformed(text, end)
	}
	wall, err := b.compute(text)
	switch {
	case err != nil:
		return t, "", err
	case b.offset != nil:
		z, err := OffsetZone(int64(*b.offset / 60000))
		if err == nil && *b.offset%60000 != 0 {
			err = badZone(fmt.Sprint(*b.offset))
		}
		return wall.Add(-time.Duration(*b.offset) * time.Millisecond), z, err
	case b.zone != nil:
		t, ok := StrictInstant(wall, *b.zone)
		if !ok {
			return t, "", fmt.Errorf("Cannot parse \"%s\": Illegal instant due to time zone offset transition (%s)", text, *b.zone)
		}
		return t, *b.zone, nil
	}
	return wall, "", nil
}

// malformed words a text that a pattern does not fit: https://www.joda.org/joda-time/ does it so.
func malformed(text string, at int) error {
	sample := text
	if n := at + 32; len(text) > n+3 {
		sample = strings.ToValidUTF8(text[:n], "") + "..."
	}
	switch {
	case at <= 0:
		return fmt.Errorf("Invalid format: \"%s\"", sample)
	case at >= len(text):
		return fmt.Errorf("Invalid format: \"%s\" is too short", sample)
	}
	return fmt.Errorf("Invalid format: \"%s\" is malformed at \"%s\"", sample, sample[min(at, len(sample)):])
}
