package serde

import (
	"strconv"
	"testing"
)

func TestFloatsOfJava(t *testing.T) {
	for text, want := range map[string]string{"+NaN": "NaN", "-NaN": "NaN", "NaN": "NaN", " 1.5d ": "1.5", "0x1p3": "8", "-Infinity": "-Inf", "nan": "", "inf": "", "1_0": "", "": ""} {
		got := ""
		if f, ok := javaFloat(text, 64); ok {
			got = strconv.FormatFloat(f, 'g', -1, 64)
		}
		if got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}
