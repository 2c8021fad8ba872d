package trino

import (
	"testing"
	"time"

	"tarn/internal/engine"
	"tarn/internal/schema"
)

func TestZones(t *testing.T) {
	for text, want := range map[string]string{
		"2020-01-01 09:00:00 +09:00": "2020-01-01T00:00:00Z", "2020-01-01 09:00:00.5 -05:30": "2020-01-01T14:30:00.5Z", "2020-07-01 09:00:00 Europe/Berlin": "2020-07-01T07:00:00Z",
		"2020-10-25 02:30:00 Europe/Berlin": "2020-10-25T00:30:00Z", "2020-01-01 09:00:00 UTC": "2020-01-01T09:00:00Z",
	} {
		v, err := fromText(text, schema.Of(schema.TimestampTZ))
		if err != nil {
			t.Fatal(err)
		}
		got := v.(time.Time)
		if zone := text[len(text)-len(got.Location().String()):]; got.UTC().Format(time.RFC3339Nano) != want || zone != got.Location().String() || got.Format(time.DateTime) != text[:19] {
			t.Errorf("%s became %v in %q", text, got, got.Location())
		}
	}
}

// The protocol writes years as Java does: four digits at least, and a sign where there are more.
func TestYears(t *testing.T) {
	for text, want := range map[string]engine.Date{
		"0000-01-01": -719528, "-0001-12-31": -719529, "9999-12-31": 2932896, "+10000-01-01": 2932897, "-0004-02-29": -719528 - 4*365 - 1 + 59, "1970-01-01": 0,
		"+292278-12-31": 106033184, "1600-02-29": -135081,
	} {
		if got, err := fromText(text, schema.Of(schema.Date)); err != nil || got != want {
			t.Errorf("%s became %v, not %v: %v", text, got, want, err)
		}
	}
	for _, wrong := range []string{"", "x", "2020", "2021-02-29", "2020-13-01", "20-01"} {
		if v, err := fromText(wrong, schema.Of(schema.Date)); err == nil {
			t.Errorf("%q became %v", wrong, v)
		}
	}
}
