package trinojson

import (
	"math"
	"strconv"
	"strings"
)

// javaDouble writes a double as Java's Double.toString does.
func javaDouble(f float64) string { return javaFloat(f, 64) }

// javaReal writes a real as Java's Float.toString does.
func javaReal(f float64) string { return javaFloat(f, 32) }

func javaFloat(f float64, bits int) string {
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
	return exponent(f, bits)
}

// exponent writes d.dddEn. Of texts that read back alike Java takes the nearest of two digits where one would do.
func exponent(f float64, bits int) string {
	s := strconv.FormatFloat(f, 'e', -1, bits)
	if two := strconv.FormatFloat(f, 'e', 1, bits); !strings.Contains(s, ".") {
		if back, err := strconv.ParseFloat(two, bits); err == nil && back == f {
			s = two
		}
	}
	mantissa, exp, _ := strings.Cut(s, "e")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	n, _ := strconv.Atoi(exp)
	return mantissa + "E" + strconv.Itoa(n)
}

// jsonNumber is a double as JSON has it: what is no number there is a text.
func jsonNumber(s string) string {
	if c := s[len(s)-1]; c < '0' || c > '9' {
		return `"` + s + `"`
	}
	return s
}

// normal is a number's text as Jackson writes what it has read: an integer's own, a double's in Java's form.
func normal(t token, raw string) string {
	if t == float {
		f, _ := strconv.ParseFloat(raw, 64)
		return jsonNumber(javaDouble(f))
	}
	if raw == "-0" {
		return "0"
	}
	return raw
}
