package schema_test

import (
	"math"
	"testing"

	"tarn/internal/schema"
)

// The texts are those of Java 24's Double.toString and Float.toString.
func TestJavaText(t *testing.T) {
	for want, f := range map[string]float64{"0.0": 0, "-0.0": math.Copysign(0, -1), "1.0": 1, "0.001": 1e-3, "9.9E-4": 9.9e-4, "9999999.0": 9999999, "1.0E7": 1e7, "1.234E10": 1.234e10,
		"4.9E-324": math.SmallestNonzeroFloat64, "2.0E23": 2e23, "1.7976931348623157E308": math.MaxFloat64, "NaN": math.NaN(), "-Infinity": math.Inf(-1)} {
		if got := schema.JavaText(f, 64); got != want {
			t.Errorf("double %v: %s, want %s", f, got, want)
		}
	}
	for want, f := range map[string]float32{"0.1": 0.1, "1.4E-45": math.SmallestNonzeroFloat32, "3.4028235E38": math.MaxFloat32, "1.0E10": 1e10} {
		if got := schema.JavaText(float64(f), 32); got != want {
			t.Errorf("real %v: %s, want %s", f, got, want)
		}
	}
	if got := schema.FloatText(math.SmallestNonzeroFloat32, 32); got != "1.0E-45" { // recorded from Trino
		t.Errorf("in results, %s", got)
	}
}
