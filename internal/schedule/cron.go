package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// field is one of the six of a cron expression.
type field struct {
	name     string
	min, max int
	names    []string // of min, min+1, …
}

var sixFields = []field{
	{"minutes", 0, 59, nil},
	{"hours", 0, 23, nil},
	{"day-of-month", 1, 31, nil},
	{"month", 1, 12, []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}},
	{"day-of-week", 1, 7, []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}},
	{"year", 1970, 2199, nil},
}

// fields checks a cron expression of AWS's, and writes it as gronx has it: with seconds before it, and with the days of the week from 0.
func fields(text string) (string, error) {
	parts := strings.Fields(strings.ToUpper(text))
	if len(parts) != len(sixFields) {
		return "", fmt.Errorf("it has %d fields, where a cron expression has six: minutes, hours, day-of-month, month, day-of-week, year", len(parts))
	}
	if (parts[2] == "?") == (parts[4] == "?") {
		return "", fmt.Errorf("one of day-of-month and day-of-week is a question mark, and only one")
	}
	out := []string{"0"}
	for i, p := range parts {
		f := sixFields[i]
		var items []string
		for _, item := range strings.Split(p, ",") {
			text, err := f.item(item)
			if err != nil {
				return "", fmt.Errorf("%s %s: %w", f.name, p, err)
			}
			items = append(items, text)
		}
		out = append(out, strings.Join(items, ","))
	}
	return strings.Join(out, " "), nil
}

var (
	weekday = regexp.MustCompile(`^(\d+)W$`)
	lastDay = regexp.MustCompile(`^(\w+)L$`)
	nth     = regexp.MustCompile(`^(\w+)#(\d)$`)
)

func (f field) item(item string) (string, error) {
	switch {
	case item == "*", item == "?" && (f.name == "day-of-month" || f.name == "day-of-week"):
		return item, nil
	case f.name == "day-of-month" && item == "L":
		return item, nil
	case f.name == "day-of-month" && weekday.MatchString(item):
		if _, err := f.value(weekday.FindStringSubmatch(item)[1]); err != nil {
			return "", err
		}
		return item, nil
	case f.name == "day-of-week" && item == "L": // the week's last day
		return "6", nil
	case f.name == "day-of-week" && nth.MatchString(item):
		m := nth.FindStringSubmatch(item)
		day, err := f.value(m[1])
		if err != nil || m[2] < "1" || m[2] > "5" {
			return "", fmt.Errorf("%s is no day of the month's first to fifth week", item)
		}
		return f.text(day) + "#" + m[2], nil
	case f.name == "day-of-week" && lastDay.MatchString(item):
		day, err := f.value(lastDay.FindStringSubmatch(item)[1])
		if err != nil {
			return "", err
		}
		return f.text(day) + "L", nil
	}
	span, step, stepped := strings.Cut(item, "/")
	if stepped {
		if n, err := strconv.Atoi(step); err != nil || n < 1 || n > f.max {
			return "", fmt.Errorf("the step %q is no number from 1 to %d", step, f.max)
		}
	}
	first, last, ranged := strings.Cut(span, "-")
	if span == "*" {
		return "*/" + step, nil
	}
	from, err := f.value(first)
	if err != nil {
		return "", err
	}
	to := from
	if ranged {
		if to, err = f.value(last); err != nil {
			return "", err
		}
		if to < from {
			return "", fmt.Errorf("the range %s ends before it begins", span)
		}
	}
	switch {
	case stepped && !ranged: // from there to the end
		return f.text(from) + "-" + f.text(f.max) + "/" + step, nil
	case stepped:
		return f.text(from) + "-" + f.text(to) + "/" + step, nil
	case ranged:
		return f.text(from) + "-" + f.text(to), nil
	}
	return f.text(from), nil
}

func (f field) value(text string) (int, error) {
	for i, name := range f.names {
		if text == name {
			return f.min + i, nil
		}
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < f.min || n > f.max {
		return 0, fmt.Errorf("%q is no number from %d to %d", text, f.min, f.max)
	}
	return n, nil
}

// text writes a value as gronx has it.
func (f field) text(n int) string {
	if f.name == "day-of-week" {
		n--
	}
	return strconv.Itoa(n)
}
