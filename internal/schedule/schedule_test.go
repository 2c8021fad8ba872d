package schedule

import (
	"testing"
	"time"
)

// The times are those of AWS's own examples, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html, and of
// the calendar.
func TestNext(t *testing.T) {
	for _, c := range []struct{ schedule, zone, after, want string }{
		{"cron(0 10 * * ? *)", "", "2024-01-31 10:00", "2024-02-01 10:00"},
		{"cron(15 12 * * ? *)", "", "2024-01-31 10:00", "2024-01-31 12:15"},
		{"cron(0 18 ? * MON-FRI *)", "", "2024-02-02 18:00", "2024-02-05 18:00"},
		{"cron(0 8 1 * ? *)", "", "2024-01-31 10:00", "2024-02-01 08:00"},
		{"cron(0/15 * * * ? *)", "", "2024-01-31 10:15", "2024-01-31 10:30"},
		{"cron(5/15 * * * ? *)", "", "2024-01-31 10:51", "2024-01-31 11:05"},
		{"cron(0/5 8-17 ? * MON-FRI *)", "", "2024-02-02 17:55", "2024-02-05 08:00"},
		{"cron(0 0 ? * 1 *)", "", "2024-01-31 10:00", "2024-02-04 00:00"}, // 1 is Sunday
		{"cron(0 0 ? * 7 *)", "", "2024-01-31 10:00", "2024-02-03 00:00"}, // 7 is Saturday
		{"cron(0 0 ? * L *)", "", "2024-01-31 10:00", "2024-02-03 00:00"},
		{"cron(0 0 ? * 2-6/2 *)", "", "2024-02-02 10:00", "2024-02-05 00:00"},
		{"cron(30 9 L-0 * ? *)", "", "", ""},
		{"cron(30 9 L * ? *)", "", "2024-02-01 00:00", "2024-02-29 09:30"},
		{"cron(0 9 1W * ? *)", "", "2024-05-30 00:00", "2024-06-03 09:00"},  // the 1st is a Saturday
		{"cron(0 9 15W * ? *)", "", "2024-06-01 00:00", "2024-06-14 09:00"}, // the 15th is a Saturday
		{"cron(0 9 ? * 3#2 *)", "", "2024-06-01 00:00", "2024-06-11 09:00"}, // second Tuesday
		{"cron(0 9 ? * TUE#2 *)", "", "2024-06-01 00:00", "2024-06-11 09:00"},
		{"cron(0 9 ? * 6L *)", "", "2024-06-01 00:00", "2024-06-28 09:00"}, // last Friday
		{"cron(0 10 * * ? 2030)", "", "2024-06-01 00:00", "2030-01-01 10:00"},
		{"cron(0 10 29 2 ? *)", "", "2025-06-01 00:00", "2028-02-29 10:00"},
		{"cron(0 0 1 JAN,JUL ? *)", "", "2025-06-01 00:00", "2025-07-01 00:00"},
		{"cron(0 15 * * ? *)", "Asia/Seoul", "2024-01-31 06:00", "2024-02-01 06:00"},
		// New York skips 02:30 on 10 March 2024, and shows 01:30 twice on 3 November.
		{"cron(30 2 * * ? *)", "America/New_York", "2024-03-09 12:00", "2024-03-11 06:30"},
		{"cron(30 1 * * ? *)", "America/New_York", "2024-11-03 00:00", "2024-11-03 05:30"},
		{"cron(30 1 * * ? *)", "America/New_York", "2024-11-03 05:30", "2024-11-04 06:30"},
		{"cron(0/5 2 * * ? *)", "America/New_York", "2024-03-09 12:00", "2024-03-11 06:00"},
		{"cron(* * * * ? *)", "America/New_York", "2024-03-10 06:59", "2024-03-10 07:00"},
		{"cron(0/5 * * * ? *)", "America/New_York", "2024-11-03 06:00", "2024-11-03 07:00"},
		{"cron(* * * * ? *)", "Pacific/Apia", "2011-12-30 09:59", "2011-12-30 10:00"}, // Samoa had no 30 December
		{"rate(5 minutes)", "", "2024-01-31 10:00", "2024-01-31 10:05"},
		{"rate(1 hour)", "", "2024-01-31 10:59", "2024-01-31 11:00"},
		{"rate(7 days)", "", "2024-01-01 00:00", "2024-01-08 00:00"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Parse(c.schedule, zone, at(t, "2024-01-01 00:00"))
		if c.want == "" {
			if err == nil {
				t.Errorf("%s: no error", c.schedule)
			}
			continue
		}
		if err != nil {
			t.Error(err)
			continue
		}
		next, ok := s.Next(at(t, c.after))
		if got := next.UTC().Format("2006-01-02 15:04"); !ok || got != c.want {
			t.Errorf("%s in %q after %s: %s, not %s", c.schedule, c.zone, c.after, got, c.want)
			continue
		}
		// What comes next is what the one after it came after, and what was last a moment later.
		if last, ok := s.Previous(next.Add(time.Second)); !ok || !last.Equal(next) {
			t.Errorf("%s in %q before %s: %v", c.schedule, c.zone, next, last)
		}
	}
}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	out, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWhatIsNoSchedule(t *testing.T) {
	for text, want := range map[string]string{
		"0 10 * * *":             `schedule "0 10 * * *" is neither cron(minutes hours day-of-month month day-of-week year) nor rate(value unit), as in cron(0 15 * * ? *) and rate(5 minutes)`,
		"cron(0 10 * * *)":       "schedule cron(0 10 * * *): it has 5 fields, where a cron expression has six: minutes, hours, day-of-month, month, day-of-week, year",
		"cron(0 10 * * * *)":     "schedule cron(0 10 * * * *): one of day-of-month and day-of-week is a question mark, and only one",
		"cron(60 10 * * ? *)":    `schedule cron(60 10 * * ? *): minutes 60: "60" is no number from 0 to 59`,
		"cron(0 10 ? * 0 *)":     `schedule cron(0 10 ? * 0 *): day-of-week 0: "0" is no number from 1 to 7`,
		"cron(0 10 ? * FRI#6 *)": "schedule cron(0 10 ? * FRI#6 *): day-of-week FRI#6: FRI#6 is no day of the month's first to fifth week",
		"cron(0/0 10 * * ? *)":   `schedule cron(0/0 10 * * ? *): minutes 0/0: the step "0" is no number from 1 to 59`,
		"cron(0 10 30 2 ? *)":    "schedule cron(0 10 30 2 ? *) never comes",
		"rate(1 minutes)":        "schedule rate(1 minutes): the unit is minute for 1, and minutes for more",
		"rate(0 minutes)":        "schedule rate(0 minutes): the value of a rate is a number from 1",
	} {
		if _, err := Parse(text, nil, time.Time{}); err == nil || err.Error() != want {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// FuzzParse: no text ends the process or takes long, and what is read comes after the time that it was asked for.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"cron(0 15 * * ? *)", "rate(5 minutes)", "cron(0/5 8-17 ? * MON-FRI 2024-2030)", "cron(0 9 ? * 3#2 *)", "cron(0 9 31W * ? *)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text, nil, time.Unix(0, 0))
		if err != nil {
			return
		}
		now := time.Date(2024, 2, 28, 12, 0, 0, 0, time.UTC)
		if next, ok := s.Next(now); ok && !next.After(now) {
			t.Errorf("%s: %v", text, next)
		}
	})
}
