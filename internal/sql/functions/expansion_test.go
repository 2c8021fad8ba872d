package functions

import (
	"strings"
	"testing"
)

// What DuckDB makes of a macro's call is its body with the arguments in it; the tests of the engine show that it ends in time.
func TestExpandedFollowsMacros(t *testing.T) {
	for text, want := range map[string]float64{
		"a + 'tarn_ln(x)' + \"tarn_ln(x)\"": 31, // no calls
		"f(a, (b, c))":                      11,
		"tarn_months(i)":                    float64(len("datepart('year', i) * 12 + datepart('month', i)") - 2),
	} {
		if got := Expanded(text); got < want-4 || got > want+4 {
			t.Errorf("%s: %v, not %v", text, got, want)
		}
	}
	nested := "x"
	for range 12 {
		nested = "tarn_round(" + nested + ", 1)"
	}
	if got := Expanded(nested); got < 1e8 {
		t.Errorf("twelve calls of a macro that has its argument five times: %v", got)
	}
	if got := Expanded(strings.Repeat("(", 100_000)); got < 100_000 {
		t.Errorf("unbalanced: %v", got)
	}
}
