package main

import (
	"testing"

	"tarn/internal/ingest"
	"tarn/internal/source"
)

// TestProgressLine: what is read counts before it is committed, and the line's end is what a narrow terminal can do without.
func TestProgressLine(t *testing.T) {
	r := ingest.Report{Seconds: 4, Bytes: 8_000_000}
	r.Objects.New, r.Events.Records = 1240, 60_000
	for want, all := range map[string]*source.Count{
		"1,240 objects 8.0 MB, 60,000 records, 15,000 a second":                                   nil,
		"1,240 of 2,929 objects [#####.....] 8.0 MB, 60,000 records, 4.0 s left, 15,000 a second": {Objects: 2929, Bytes: 16_000_000},
	} {
		if got := progressLine(r, all); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}
