package trino

import (
	"testing"
	"time"

	"tarn/internal/schema"
)

// The client gives an offset as a zone without a name.
func TestOffsetsAreNamed(t *testing.T) {
	for text, want := range map[string]string{
		"2020-01-01 09:00:00 +09:00": "+09:00", "2020-01-01 09:00:00 -05:30": "-05:30", "2020-01-01 09:00:00 -01:00": "-01:00",
	} {
		when, err := time.Parse("2006-01-02 15:04:05 -07:00", text)
		if err != nil {
			t.Fatal(err)
		}
		got := fromTime(when, schema.Of(schema.TimestampTZ)).(time.Time)
		if !got.Equal(when) || got.Location().String() != want || got.Hour() != 9 {
			t.Errorf("%s became %v in %q", text, got, got.Location())
		}
	}
}
