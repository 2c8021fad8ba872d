package schema

import (
	"math"
	"strconv"
	"strings"
)

// FloatText writes a double (64 bits) or a real (32) as Trino's results have it: its shortest form, 1.0, with an exponent from ten
// million on and below a thousandth, 1.0E10; NaN, Infinity.
func FloatText(f float64, bits int) string {
	return floatText(f, bits, strconv.FormatFloat(f, 'e', -1, bits))
}

// JavaText is FloatText as Java's own toString has it, and with it JSON and messages: of texts that read back alike it takes the
// nearest of two digits where one would do, 4.9E-324 for 5.0E-324.
func JavaText(f float64, bits int) string { return floatText(f, bits, nearest(f, bits)) }

// ExponentText is JavaText that always has an exponent: 1.5E0. The number is finite.
func ExponentText(f float64, bits int) string { return withExponent(nearest(f, bits)) }

func floatText(f float64, bits int, digits string) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	}
	if abs := math.Abs(f); abs == 0 || abs >= 1e-3 && abs < 1e7 {
		s := strconv.FormatFloat(f, 'f', -1, bits)
		if !strings.Contains(s, ".") {
			s += ".0"
		}
		return s
	}
	return withExponent(digits)
}

// nearest is the number's shortest form with an exponent, or that of two digits.
func nearest(f float64, bits int) string {
	s := strconv.FormatFloat(f, 'e', -1, bits)
	if two := strconv.FormatFloat(f, 'e', 1, bits); !strings.Contains(s, ".") {
		if back, err := strconv.ParseFloat(two, bits); err == nil && back == f {
			return two
		}
	}
	return s
}

// withExponent turns Go's d.dde+nn into d.ddEn.
func withExponent(s string) string {
	mantissa, exp, _ := strings.Cut(s, "e")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	n, _ := strconv.Atoi(exp)
	return mantissa + "E" + strconv.Itoa(n)
}
