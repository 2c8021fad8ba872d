package dashboard

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Span is a stretch of time, with its beginning and without its end.
type Span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// before is the span that ends where this one begins, as long as it.
func (s Span) before() Span { return Span{s.From.Add(-s.To.Sub(s.From)), s.From} }

// relative is a range that ends now: so many hours, days or months.
type relative struct {
	n    int
	unit string
}

var relatives = regexp.MustCompile(`^([1-9][0-9]{0,4})(m|h|d|mo)$`)

func parseSpan(text string) (relative, error) {
	m := relatives.FindStringSubmatch(text)
	if m == nil {
		return relative{}, fmt.Errorf("range %q: give minutes, hours, days or months, as in 30m, 24h, 30d or 12mo", text)
	}
	n, err := strconv.Atoi(m[1])
	return relative{n, m[2]}, err
}

// at is the range that ends at a time. Ranges of days begin at a midnight of the zone, those of months on a first: a page shows whole
// days, and so many of them. The end is the next whole step, so that all who look within a step ask the same.
func (r relative) at(now time.Time, step time.Duration, zone *time.Location) Span {
	to := now.Truncate(step)
	if !to.Equal(now) {
		to = to.Add(step)
	}
	local := now.In(zone)
	y, m, d := local.Date()
	switch r.unit {
	case "d":
		return Span{time.Date(y, m, d-r.n+1, 0, 0, 0, 0, zone).UTC(), to.UTC()}
	case "mo":
		return Span{time.Date(y, m-time.Month(r.n)+1, 1, 0, 0, 0, 0, zone).UTC(), to.UTC()}
	case "h":
		return Span{to.Add(-time.Duration(r.n) * time.Hour).UTC(), to.UTC()}
	}
	return Span{to.Add(-time.Duration(r.n) * time.Minute).UTC(), to.UTC()}
}
