package trinotime

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // a machine may have none
)

// zoneNames are the regions that Trino knows, apart from offsets: https://trino.io/docs/current/language/timezone.html.
//
//go:embed zones.txt
var zoneNames string

var knownZones = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, n := range strings.Fields(zoneNames) {
		known[n] = true
	}
	return known
})

// UTC's other names.
var utcNames = map[string]bool{"UTC": true, "Z": true, "UT": true, "UCT": true, "GMT": true, "GMT0": true, "Greenwich": true, "Universal": true, "Zulu": true,
	"Etc/UTC": true, "Etc/UT": true, "Etc/UCT": true, "Etc/GMT": true, "Etc/GMT0": true, "Etc/Greenwich": true, "Etc/Universal": true, "Etc/Zulu": true, "Etc/GMT+0": true, "Etc/GMT-0": true}

// Zone checks a zone's name or offset and gives its canonical form: "" for UTC, +09:00 for an offset, a region's name.
func Zone(name string) (string, error) {
	if utcNames[name] {
		return "", nil
	}
	if name == "" {
		return "", fmt.Errorf("GENERIC_INTERNAL_ERROR: Zone id is an empty string")
	}
	offset := name
	for _, prefix := range []string{"UTC", "GMT", "UT"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			offset = rest
			break
		}
	}
	sign := 1
	if rest, ok := strings.CutPrefix(name, "Etc/GMT"); ok {
		offset, sign = rest, -1
	}
	if m, ok := javaOffset(offset); ok {
		if m < -14*60 || m > 14*60 {
			return "", badZone(name)
		}
		return OffsetName(sign * m), nil
	}
	if knownZones()[name] {
		if _, err := location(name); err == nil {
			return name, nil
		}
	}
	return "", badZone(name)
}

func badZone(name string) error { return fmt.Errorf("'%s' is not a valid time zone", name) }

// OffsetName is the canonical zone of an offset of so many minutes.
func OffsetName(minutes int) string {
	if minutes == 0 {
		return ""
	}
	sign := '+'
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	return fmt.Sprintf("%c%02d:%02d", sign, minutes/60, minutes%60)
}

// OffsetZone is the zone of an offset that was written in hours and minutes.
func OffsetZone(minutes int64) (string, error) {
	if minutes < -14*60 || minutes > 14*60 {
		return "", fmt.Errorf("Invalid offset minutes %d", minutes)
	}
	return OffsetName(int(minutes)), nil
}

// javaOffset reads +9, +09, +0930, +09:30 and, where they are 0, seconds.
func javaOffset(s string) (minutes int, ok bool) {
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	digits := s[1:]
	switch {
	case len(digits) == 5 && digits[2] == ':', len(digits) == 8 && digits[2] == ':' && digits[5] == ':':
		digits = strings.ReplaceAll(digits, ":", "")
	}
	if strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	switch len(digits) {
	case 1, 2:
		digits = ("0" + digits)[len(digits)-1:] + "00"
	case 4:
	case 6:
		if digits[4:] != "00" {
			return 0, false
		}
		digits = digits[:4]
	default:
		return 0, false
	}
	h, _ := strconv.Atoi(digits[:2])
	m, _ := strconv.Atoi(digits[2:])
	if h > 18 || m > 59 {
		return 0, false
	}
	if s[0] == '-' {
		return -h*60 - m, true
	}
	return h*60 + m, true
}

var locations sync.Map // of *time.Location by canonical zone

// Location is the location of a canonical zone.
func Location(zone string) *time.Location {
	if zone == "" || zone == "UTC" {
		return time.UTC
	}
	if l, ok := locations.Load(zone); ok {
		return l.(*time.Location)
	}
	loc, err := location(zone)
	if m, ok := javaOffset(zone); ok {
		loc, err = time.FixedZone(zone, m*60), nil
	}
	if err != nil {
		return time.UTC
	}
	locations.Store(zone, loc)
	return loc
}

// IsOffset reports whether a canonical zone is an offset, and of how many minutes.
func IsOffset(zone string) (minutes int, ok bool) {
	if zone == "" {
		return 0, true
	}
	return javaOffset(zone)
}

func location(name string) (*time.Location, error) {
	if name == "Local" {
		return nil, badZone(name)
	}
	return time.LoadLocation(name)
}

// Wall is an instant's clock in a zone, as a time in UTC.
func Wall(t time.Time, zone string) time.Time {
	if zone == "" {
		return t
	}
	_, offset := t.In(Location(zone)).Zone()
	return t.Add(time.Duration(offset) * time.Second)
}

// Instant is when a zone's clock shows this, as Joda has it. A clock that is skipped is moved on; of two instants it is the
// first west of Greenwich, and the second east of it.
func Instant(wall time.Time, zone string) time.Time {
	if zone == "" {
		return wall
	}
	loc := Location(zone)
	at := func(t time.Time) time.Duration {
		_, offset := t.In(loc).Zone()
		return time.Duration(offset) * time.Second
	}
	guess := at(wall)
	offset := at(wall.Add(-guess))
	if guess != offset && guess < 0 {
		_, end := wall.Add(-guess).In(loc).ZoneBounds()
		_, end2 := wall.Add(-offset).In(loc).ZoneBounds()
		if !end.Equal(end2) {
			offset = guess
		}
	}
	return wall.Add(-offset)
}

// StrictInstant is the first of two instants, and fails for a clock that is skipped.
func StrictInstant(wall time.Time, zone string) (time.Time, bool) {
	if zone == "" {
		return wall, true
	}
	return instant(wall, Location(zone))
}

func instant(wall time.Time, loc *time.Location) (time.Time, bool) {
	const most = 18 * time.Hour
	at := func(t time.Time) time.Duration {
		_, offset := t.In(loc).Zone()
		return time.Duration(offset) * time.Second
	}
	before, after := at(wall.Add(-most)), at(wall.Add(most))
	first := wall.Add(-before)
	if before == after || at(first) == before {
		return first, true
	}
	if second := wall.Add(-after); at(second) == after {
		return second, true
	}
	return first, false
}

// InstantNear is Instant, but keeps the offset that another instant has where that is possible.
func InstantNear(wall time.Time, zone string, near time.Time) time.Time {
	if zone == "" {
		return wall
	}
	loc := Location(zone)
	_, offset := near.In(loc).Zone()
	t := wall.Add(-time.Duration(offset) * time.Second)
	if _, same := t.In(loc).Zone(); same == offset {
		return t
	}
	return Instant(wall, zone)
}

// Settled says since when a zone has had one offset, in seconds, if it is to keep it for good.
func Settled(zone string) (since time.Time, offset int, ok bool) {
	far := time.Date(2400, 7, 1, 0, 0, 0, 0, time.UTC).In(Location(zone))
	start, end := far.ZoneBounds()
	_, offset = far.Zone()
	return start.UTC(), offset, end.IsZero()
}

// Offsets are the least and the greatest offset, in seconds, that a zone has within 18 hours of an instant.
func Offsets(t time.Time, zone string) (least, most int) {
	loc := Location(zone)
	at := t.Add(-18 * time.Hour).In(loc)
	_, least = at.Zone()
	most = least
	for {
		_, end := at.ZoneBounds()
		if end.IsZero() || end.After(t.Add(18*time.Hour)) {
			return least, most
		}
		at = end.In(loc)
		_, o := at.Zone()
		least, most = min(least, o), max(most, o)
	}
}
