package source

import (
	"strings"
	"time"
)

// Day is a UTC day as text, 2006-01-02, which sorts by time. It is empty where no day is known.
type Day string

// DayOf is the day of a time.
func DayOf(t time.Time) Day { return Day(t.UTC().Format(time.DateOnly)) }

// Add gives the day n days later.
func (d Day) Add(n int) Day {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return DayOf(t.AddDate(0, 0, n))
}

// path is the day as it stands in keys: 2006/01/02.
func (d Day) path() string { return strings.ReplaceAll(string(d), "-", "/") }

// dayFrom makes a day of its parts, if there is one in the calendar.
func dayFrom(year, month, day string) Day {
	if !isYear(year) || len(month) != 2 || len(day) != 2 {
		return ""
	}
	d := year + "-" + month + "-" + day
	if _, err := time.Parse(time.DateOnly, d); err != nil {
		return ""
	}
	return Day(d)
}

func isYear(s string) bool {
	return len(s) == 4 && digits(s) && (s[:2] == "20" || s[:2] == "19")
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
