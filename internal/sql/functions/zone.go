package functions

import (
	"fmt"
	"time"

	"tarn/internal/sql/trinotime"
)

// Zone checks a time zone's name or offset and gives its canonical form, "" for UTC.
func Zone(name string) (string, error) { return trinotime.Zone(name) }

// Location is the location of a canonical zone.
func Location(zone string) *time.Location { return trinotime.Location(zone) }

// Local turns an instant's text into the wall clock's in a zone; Instant turns it back. The text of a time whose zone differs
// from row to row is a struct: see DuckType.
func Local(text, zone string) string {
	if zone == MixedZones {
		return "tarn_wall_of(" + text + ")"
	}
	if m, ok := trinotime.IsOffset(zone); ok {
		if m == 0 {
			return text
		}
		return fmt.Sprintf("(%s + to_minutes(%d))", text, m)
	}
	form := "tarn_wall(" + text + ", " + QuoteText(zone) + ")"
	if since, offset, ok := trinotime.Settled(zone); ok {
		return fmt.Sprintf("(CASE WHEN %[1]s >= TIMESTAMP '%[2]s' THEN %[1]s + to_seconds(%[3]d) ELSE %[4]s END)", text, since.Format("2006-01-02 15:04:05"), offset, form)
	}
	return form
}

// InstantOf is the instant's text of a time whose zone is known or differs from row to row. Without the cast DuckDB forgets the type of a constant NULL.
func InstantOf(text, zone string) string {
	if zone == MixedZones {
		return "CAST(struct_extract(" + text + ", 't') AS TIMESTAMP)"
	}
	return text
}

// zoneText is the text of a time's zone.
func zoneText(text, zone string) string {
	if zone == MixedZones {
		return "struct_extract(" + text + ", 'z')"
	}
	return QuoteText(zone)
}

// Rezoned puts a clock, which was computed from a time of the zone, back into that zone, with the offset the time had where
// that is possible.
func Rezoned(wall, text, zone string) string {
	if m, ok := trinotime.IsOffset(zone); ok && zone != MixedZones {
		if m == 0 {
			return wall
		}
		return fmt.Sprintf("(%s - to_minutes(%d))", wall, m)
	}
	at := "tarn_instant_near(" + wall + ", " + zoneText(text, zone) + ", " + InstantOf(text, zone) + ")"
	if zone == MixedZones {
		return "tarn_zoned(" + at + ", " + zoneText(text, zone) + ")"
	}
	return at
}
