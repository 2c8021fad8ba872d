// Package schedule reads schedules as AWS writes them, cron(…) and rate(…), and tells when they come.
package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/adhocore/gronx"
)

// Schedule is a cron expression or a rate of EventBridge Scheduler
// (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html), in a time zone.
//
// A cron expression is about the clock on the wall: a time that the clock skips in spring does not come, one that it shows twice in
// autumn comes once, the first time. A rate counts from its anchor, whatever the clock.
type Schedule struct {
	text   string
	zone   *time.Location
	cron   string // as gronx reads it, without the years
	years  []bool // from the first year of the field on; nil is all
	every  time.Duration
	anchor time.Time
}

var (
	rate = regexp.MustCompile(`^rate\(\s*(\d+)\s+(minute|hour|day)(s?)\s*\)$`)
	cron = regexp.MustCompile(`^cron\((.*)\)$`)
)

// Parse reads cron(minutes hours day-of-month month day-of-week year) or rate(value unit). zone may be nil for UTC. anchor is when a
// rate begins; a cron expression does not use it.
func Parse(text string, zone *time.Location, anchor time.Time) (Schedule, error) {
	if zone == nil {
		zone = time.UTC
	}
	s := Schedule{text: text, zone: zone, anchor: anchor}
	text = strings.TrimSpace(text)
	if m := rate.FindStringSubmatch(text); m != nil {
		n, err := strconv.Atoi(m[1])
		if err != nil || n < 1 || n > 1_000_000 {
			return s, fmt.Errorf("schedule %s: the value of a rate is a number from 1", text)
		}
		if (n == 1) != (m[3] == "") {
			return s, fmt.Errorf("schedule %s: the unit is %s for 1, and %ss for more", text, m[2], m[2])
		}
		s.every = time.Duration(n) * map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}[m[2]]
		return s, nil
	}
	m := cron.FindStringSubmatch(text)
	if m == nil {
		return s, fmt.Errorf("schedule %q is neither cron(minutes hours day-of-month month day-of-week year) nor rate(value unit), as in cron(0 15 * * ? *) and rate(5 minutes)", text)
	}
	var err error
	s.cron, err = fields(m[1])
	if err != nil {
		return s, fmt.Errorf("schedule %s: %w", text, err)
	}
	// A year is a bound, which gronx would look for minute by minute.
	at := strings.LastIndexByte(s.cron, ' ')
	s.years = yearsOf(s.cron[at+1:])
	s.cron = s.cron[:at] + " *"
	if _, ok := s.Next(time.Unix(0, 0)); !ok {
		return s, fmt.Errorf("schedule %s never comes", text)
	}
	return s, nil
}

func (s Schedule) String() string { return s.text }

// Zone is the time zone that the schedule's clock is of.
func (s Schedule) Zone() *time.Location { return s.zone }

// tries bounds how many times in a row may fall into what the clock skips or shows twice: each minute of a day and some hours.
const tries = 30 * 60

// Next is the first time after t at which the schedule comes; ok is false where there is none.
func (s Schedule) Next(t time.Time) (next time.Time, ok bool) {
	if s.every > 0 {
		n := t.Sub(s.anchor) / s.every
		if t.Before(s.anchor) {
			n = -1
		}
		return s.anchor.Add((n + 1) * s.every), true
	}
	wall := s.wall(t)
	for range tries {
		year, ok := s.year(wall.Year(), 1)
		if !ok {
			return time.Time{}, false
		}
		if year > wall.Year() {
			wall = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Add(-time.Second)
		}
		tick, err := gronx.NextTickAfter(s.cron, wall, false)
		if err != nil || tick.Year() > 2199 {
			return time.Time{}, false
		}
		if at, there := s.instant(tick); there && at.After(t) && s.due(tick) {
			return at, true
		}
		wall = tick
	}
	return time.Time{}, false
}

// Previous is the last time before t at which the schedule came; ok is false where there was none.
func (s Schedule) Previous(t time.Time) (previous time.Time, ok bool) {
	if s.every > 0 {
		n := (t.Sub(s.anchor) - 1) / s.every
		return s.anchor.Add(n * s.every), t.After(s.anchor)
	}
	wall := s.wall(t)
	// The hour that autumn shows a second time is before its first showing on the wall.
	wall = wall.Add(3 * time.Hour)
	for range tries {
		year, ok := s.year(wall.Year(), -1)
		if !ok {
			return time.Time{}, false
		}
		if year < wall.Year() {
			wall = time.Date(year+1, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		tick, err := gronx.PrevTickBefore(s.cron, wall, false)
		if err != nil || tick.Year() < 1970 {
			return time.Time{}, false
		}
		if at, there := s.instant(tick); there && at.Before(t) && s.due(tick) {
			return at, true
		}
		wall = tick
	}
	return time.Time{}, false
}

// due reports whether a tick is one: where the nearest weekday is looked for, gronx's steps can end in a month that is not asked for.
func (s Schedule) due(tick time.Time) bool {
	if year, ok := s.year(tick.Year(), 1); !ok || year != tick.Year() {
		return false
	}
	due, err := gronx.New().IsDue(s.cron, tick)
	return err == nil && due
}

// year is the first year from one on, forwards or backwards, that the schedule has.
func (s Schedule) year(from, step int) (int, bool) {
	first, last := sixFields[5].min, sixFields[5].max
	if step > 0 {
		from = max(from, first)
	} else {
		from = min(from, last)
	}
	for y := from; y >= first && y <= last; y += step {
		if s.years == nil || s.years[y-first] {
			return y, true
		}
	}
	return 0, false
}

// yearsOf reads a field of years, which fields has checked.
func yearsOf(text string) []bool {
	if text == "*" {
		return nil
	}
	first, last := sixFields[5].min, sixFields[5].max
	years := make([]bool, last-first+1)
	for item := range strings.SplitSeq(text, ",") {
		span, stepText, stepped := strings.Cut(item, "/")
		step := 1
		if stepped {
			step, _ = strconv.Atoi(stepText)
		}
		fromText, toText, ranged := strings.Cut(span, "-")
		from, to := first, last
		if span != "*" {
			from, _ = strconv.Atoi(fromText)
			if ranged {
				to, _ = strconv.Atoi(toText)
			} else if !stepped {
				to = from
			}
		}
		for y := from; y <= to; y += max(step, 1) {
			years[y-first] = true
		}
	}
	return years
}

// wall is what the clock shows, as if it were in UTC: gronx then knows of no daylight saving.
func (s Schedule) wall(t time.Time) time.Time {
	t = t.In(s.zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// instant is when the clock first shows a time; there is false where it skips it.
func (s Schedule) instant(wall time.Time) (at time.Time, there bool) {
	at = time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, s.zone)
	if !s.wall(at).Equal(wall) {
		return at, false
	}
	for _, back := range []time.Duration{time.Hour, 30 * time.Minute} {
		if earlier := at.Add(-back); s.wall(earlier).Equal(wall) {
			return earlier, true
		}
	}
	return at, true
}
