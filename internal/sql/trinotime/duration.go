package trinotime

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var durationForm = regexp.MustCompile(`^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*$`)

// Duration reads what parse_duration takes, in milliseconds.
func Duration(s string) (int64, error) {
	if s == "" {
		return 0, fmt.Errorf("duration is empty")
	}
	m := durationForm.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("duration is not a valid data duration string: %s", s)
	}
	unit, ok := map[string]float64{"ns": 1e-6, "us": 1e-3, "ms": 1, "s": 1e3, "m": 60e3, "h": 3600e3, "d": 86400e3}[m[2]]
	if !ok {
		return 0, fmt.Errorf("Unknown time unit: %s", m[2])
	}
	n, _ := strconv.ParseFloat(m[1], 64)
	return int64(math.Floor(n*unit + 0.5)), nil
}

// HumanSeconds writes what human_readable_seconds gives.
func HumanSeconds(f float64) (string, error) {
	switch {
	case math.IsNaN(f):
		return "", fmt.Errorf("Invalid argument found: NaN")
	case math.IsInf(f, 1):
		return "", fmt.Errorf("Invalid argument found: Infinity")
	case math.IsInf(f, -1):
		return "", fmt.Errorf("Invalid argument found: -Infinity")
	}
	n := int64(math.MaxInt64) // as Java's round
	if abs := math.Floor(math.Abs(f) + 0.5); abs < 1<<63 {
		n = int64(abs)
	}
	var out []string
	for _, u := range []struct {
		name string
		size int64
	}{{"week", 604800}, {"day", 86400}, {"hour", 3600}, {"minute", 60}, {"second", 1}} {
		count := n / u.size
		n %= u.size
		if count == 0 && (u.size > 1 || out != nil) {
			continue
		}
		plural := "s"
		if count == 1 {
			plural = ""
		}
		out = append(out, fmt.Sprintf("%d %s%s", count, u.name, plural))
	}
	return strings.Join(out, ", "), nil
}

// AddMonths keeps the day within the month: 31 January and a month is the last of February.
func AddMonths(t time.Time, n int64) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	return first.AddDate(0, 0, min(t.Day(), daysIn(first.Year(), first.Month()))-1)
}

// MonthsBetween counts the whole months from one clock to another. The last day of a month ends a month that began later in
// its own.
func MonthsBetween(from, to time.Time) int64 {
	if to.Before(from) {
		return -MonthsBetween(to, from)
	}
	n := int64(to.Year()-from.Year())*12 + int64(to.Month()) - int64(from.Month())
	if d := to.Day(); d == daysIn(to.Year(), to.Month()) && from.Day() > d {
		from = from.AddDate(0, 0, d-from.Day())
	}
	first := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC) }
	if to.Sub(first(to)) < from.Sub(first(from)) {
		n--
	}
	return n
}
