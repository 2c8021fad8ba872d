package functions

import (
	"fmt"
	"strconv"
	"time"
)

// Zone checks a time zone's name or offset and gives its canonical form, "" for UTC.
func Zone(name string) (string, error) {
	if name == "UTC" || name == "Z" || name == "GMT" || name == "Etc/UTC" {
		return "", nil
	}
	if m, ok := offsetMinutes(name); ok {
		if m == 0 {
			return "", nil
		}
		return name, nil
	}
	if name != "" && name != "Local" {
		if _, err := time.LoadLocation(name); err == nil {
			return name, nil
		}
	}
	return "", fmt.Errorf("'%s' is not a valid time zone", name)
}

// Location is the location of a canonical zone.
func Location(zone string) *time.Location {
	if m, ok := offsetMinutes(zone); ok {
		return time.FixedZone(zone, m*60)
	}
	if loc, err := time.LoadLocation(zone); err == nil {
		return loc
	}
	return time.UTC
}

// offsetMinutes reads +09:00 and the like.
func offsetMinutes(s string) (int, bool) {
	if len(s) != 6 || s[3] != ':' || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	h, err := strconv.Atoi(s[1:3])
	m, err2 := strconv.Atoi(s[4:6])
	if err != nil || err2 != nil || h > 14 || m > 59 {
		return 0, false
	}
	if s[0] == '-' {
		return -h*60 - m, true
	}
	return h*60 + m, true
}

// Local turns an instant's text into the wall clock's in a zone; Instant turns it back.
func Local(text, zone string) string {
	if zone == "" {
		return text
	}
	if m, ok := offsetMinutes(zone); ok {
		return fmt.Sprintf("(%s + to_minutes(%d))", text, m)
	}
	return fmt.Sprintf("((%s AT TIME ZONE 'UTC') AT TIME ZONE %s)", text, QuoteText(zone))
}

// Instant turns a wall clock's text in a zone into the instant.
func Instant(text, zone string) string {
	if zone == "" {
		return text
	}
	if m, ok := offsetMinutes(zone); ok {
		return fmt.Sprintf("(%s - to_minutes(%d))", text, m)
	}
	return fmt.Sprintf("((%s AT TIME ZONE %s) AT TIME ZONE 'UTC')", text, QuoteText(zone))
}
