package functions

import (
	"strconv"
	"strings"
)

// DoubleText writes a double as Java does, and as JSON and messages have it: its shortest form, 1.0E10 from ten million on and below a thousandth.
func DoubleText(f float64) string {
	switch {
	case f != f:
		return "NaN"
	case f > 1.7976931348623157e308:
		return "Infinity"
	case f < -1.7976931348623157e308:
		return "-Infinity"
	}
	abs := f
	if abs < 0 {
		abs = -abs
	}
	if abs == 0 || abs >= 1e-3 && abs < 1e7 {
		s := strconv.FormatFloat(f, 'f', -1, 64)
		if !strings.Contains(s, ".") {
			s += ".0"
		}
		return s
	}
	mantissa, exp, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
	if !strings.Contains(mantissa, ".") { // Java has two digits at least, and takes the nearest
		mantissa, exp, _ = strings.Cut(strconv.FormatFloat(f, 'e', 1, 64), "e")
	}
	n, _ := strconv.Atoi(exp)
	return mantissa + "E" + strconv.Itoa(n)
}
