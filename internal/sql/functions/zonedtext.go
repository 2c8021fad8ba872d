package functions

import (
	"strings"
	"time"

	"tarn/internal/sql/trinotime"
)

// ParseZoned reads a text as a cast to timestamp with time zone does, rounded to so many digits of the second. precision is how
// many it has, hasZone whether it has a zone.
func ParseZoned(s string, digits int) (z Zoned, precision int, hasZone, ok bool) {
	m := dateTimeParts(s)
	if m == nil {
		return z, 0, false, false
	}
	micros, ok := ParseTimestamp(s, digits)
	if !ok {
		return z, 0, false, false
	}
	if i := strings.IndexByte(m[2], '.'); i >= 0 {
		precision = len(strings.TrimSpace(m[2])) - i - 1
	}
	z.At = time.UnixMicro(micros).UTC()
	if zone := strings.TrimSpace(m[3]); zone != "" {
		hasZone = true
		if z.Zone, _ = Zone(zone); ok {
			z.At, ok = trinotime.StrictInstant(z.At, z.Zone)
		}
	}
	return z, precision, hasZone, ok
}
