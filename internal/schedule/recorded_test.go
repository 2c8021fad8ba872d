package schedule

import (
	"os"
	"strings"
	"testing"
	"time"
)

// differs says why pyawscron is no judge of an expression; empty where it is.
func differs(expression string) string {
	f := strings.Fields(expression)
	switch {
	case f[4] == "L":
		return "it never has the last day of the week, Saturday"
	case f[2] == "31W":
		return "it leaves out months of 30 days, where Quartz, as here, takes the weekday nearest to their end"
	}
	return ""
}

// TestRecorded compares with pyawscron, another reading of AWS's cron expressions: testdata/record.py wrote what it says.
func TestRecorded(t *testing.T) {
	text, err := os.ReadFile("testdata/recorded.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		parts := strings.Split(strings.TrimSpace(line), " | ")
		if differs(parts[0]) != "" {
			continue
		}
		s, err := Parse("cron("+parts[0]+")", time.UTC, time.Time{})
		if err != nil && len(parts) == 2 && strings.Contains(err.Error(), "never comes") {
			continue // as the 31st of February
		}
		if err != nil {
			t.Errorf("%s: %v", parts[0], err)
			continue
		}
		n++
		begun := time.Now()
		from := at(t, parts[1])
		var got []string
		for range 4 {
			next, ok := s.Next(from)
			if !ok {
				break
			}
			got = append(got, next.UTC().Format("2006-01-02 15:04"))
			from = next
		}
		if took := time.Since(begun); took > time.Second {
			t.Errorf("%s took %v", parts[0], took)
		}
		if want := parts[2:]; strings.Join(got, " | ") != strings.Join(want, " | ") {
			t.Errorf("%s after %s: got %v, want %v", parts[0], parts[1], got, want)
		}
	}
	if n < 300 {
		t.Errorf("%d expressions were compared", n)
	}
}
