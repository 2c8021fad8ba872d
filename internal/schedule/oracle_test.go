package schedule

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// comes reads AWS's cron expressions a third way, minute by minute and with no library: whether an expression comes at a time of the wall,
// as https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html has its fields and wildcards.
func comes(t *testing.T, expression string, at time.Time) bool {
	t.Helper()
	f := strings.Fields(expression)
	months := []string{"", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}
	weekdays := []string{"", "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}
	number := func(text string, names []string) int {
		if i := slices.Index(names, text); i > 0 {
			return i
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(expression, err)
		}
		return n
	}
	in := func(field string, value, least, most int, names []string) bool {
		for item := range strings.SplitSeq(field, ",") {
			span, step, stepped := strings.Cut(item, "/")
			from, to := least, most
			if first, last, ranged := strings.Cut(span, "-"); span != "*" {
				from = number(first, names)
				if ranged {
					to = number(last, names)
				} else if !stepped {
					to = from
				}
			}
			every := 1
			if stepped {
				every = number(step, nil)
			}
			if value >= from && value <= to && (value-from)%every == 0 {
				return true
			}
		}
		return false
	}
	last := time.Date(at.Year(), at.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	weekday := int(at.Weekday()) + 1
	if !in(f[0], at.Minute(), 0, 59, nil) || !in(f[1], at.Hour(), 0, 23, nil) || !in(f[3], int(at.Month()), 1, 12, months) || !in(f[5], at.Year(), 1970, 2199, nil) {
		return false
	}
	switch day := f[2]; {
	case day == "?":
	case day == "L":
		return at.Day() == last
	case strings.HasSuffix(day, "W"):
		// The weekday nearest to the day, within the month: Friday for a Saturday, Monday for a Sunday.
		d := time.Date(at.Year(), at.Month(), min(number(strings.TrimSuffix(day, "W"), nil), last), 0, 0, 0, 0, time.UTC)
		switch d.Weekday() {
		case time.Saturday:
			d = d.AddDate(0, 0, -1)
			if d.Month() != at.Month() {
				d = d.AddDate(0, 0, 3)
			}
		case time.Sunday:
			d = d.AddDate(0, 0, 1)
			if d.Month() != at.Month() {
				d = d.AddDate(0, 0, -3)
			}
		}
		return at.Day() == d.Day()
	default:
		return in(day, at.Day(), 1, 31, nil)
	}
	switch day := f[4]; {
	case day == "L":
		return weekday == 7
	case strings.HasSuffix(day, "L"):
		return weekday == number(strings.TrimSuffix(day, "L"), weekdays) && at.Day() > last-7
	case strings.Contains(day, "#"):
		name, n, _ := strings.Cut(day, "#")
		return weekday == number(name, weekdays) && (at.Day()-1)/7+1 == number(n, nil)
	default:
		return in(day, weekday, 1, 7, weekdays)
	}
}

// TestAgainstEveryMinute asks made-up expressions, in zones whose clocks skip and repeat, for their next times, and walks all minutes of UTC
// to see which they are.
func TestAgainstEveryMinute(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	// New York skips 02:00 to 03:00 on 8 March 2026 and repeats 01:00 to 02:00 on 1 November; Lord Howe moves by half an hour, on 4 October
	// and 5 April; Beirut at midnight, on 29 March and 25 October.
	begins := []string{"2026-03-07T12:00:00Z", "2026-10-31T12:00:00Z", "2026-10-03T00:00:00Z", "2026-04-03T20:00:00Z", "2026-03-27T10:00:00Z", "2026-10-23T00:00:00Z", "2028-02-27T23:59:00Z", "2026-12-30T00:00:00Z"}
	asked, found := 0, 0
	for range 300 {
		days := pick("*", "1", "31", "29", "1-7", "L", "1W", "15W", "30W", "3/10", "28,1", "*/9", "8") + " " + pick("*", "*", "*", "3,11", "JAN-MAR", "1/3", "OCT") + " ?"
		if r.IntN(2) == 0 {
			days = "? " + pick("*", "*", "*", "3,11", "JAN-MAR", "2/5") + " " + pick("*", "1", "7", "MON-FRI", "2-6/2", "SUN,SAT", "L", "6L", "SUNL", "3#2", "TUE#5", "1#1", "5/2")
		}
		expression := pick("0", "30", "*/10", "5/15", "0-10/5", "1,59", "*") + " " + pick("*", "0", "1", "2", "3", "0/6", "8-17", "23,1", "1-2") + " " + days + " " + pick("*", "*", "*", "2026", "2026-2028", "2025/2")
		zone, err := time.LoadLocation(pick("UTC", "Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "Asia/Kathmandu"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := Parse("cron("+expression+")", zone, time.Time{})
		if err != nil {
			if !strings.Contains(err.Error(), "never comes") {
				t.Error(err)
			}
			continue
		}
		asked++
		begin, err := time.Parse(time.RFC3339, pick(begins...))
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		shown := map[string]bool{} // what the clock has shown
		for at := begin.Add(-3 * time.Hour); len(want) < 40 && at.Before(begin.AddDate(0, 0, 4)); at = at.Add(time.Minute) {
			wall := at.In(zone)
			text := wall.Format("2006-01-02 15:04")
			if again := shown[text]; !again && at.After(begin) && comes(t, expression, wall) {
				want = append(want, at.Format(time.RFC3339))
			}
			shown[text] = true
		}
		for at := begin; len(got) < len(want) || len(want) < 40; {
			next, ok := s.Next(at)
			if !ok || !next.Before(begin.AddDate(0, 0, 4)) {
				break
			}
			got, at = append(got, next.UTC().Format(time.RFC3339)), next
		}
		found += len(want)
		if !slices.Equal(got, want) {
			t.Errorf("cron(%s) in %s after %s: got\n%v, want\n%v", expression, zone, begin.Format(time.RFC3339), got, want)
		}
		// And backwards.
		for i := len(got) - 1; i > 0; i-- {
			at, _ := time.Parse(time.RFC3339, got[i])
			if last, ok := s.Previous(at); !ok || last.UTC().Format(time.RFC3339) != got[i-1] {
				t.Errorf("cron(%s) in %s before %s: %v, want %s", expression, zone, got[i], last.UTC(), got[i-1])
				break
			}
		}
	}
	if t.Logf("%d expressions, %d times", asked, found); found < 1000 {
		t.Error("too few times were found")
	}
}
