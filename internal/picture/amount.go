package picture

import (
	"math"
	"strconv"
	"strings"

	"tarn/internal/term"
)

// Amount is a number with its unit: bytes, seconds, percent, or none.
func Amount(v float64, unit string) string {
	switch unit {
	case "bytes":
		return term.Bytes(int64(v))
	case "seconds":
		if v < 1 && v > -1 {
			return decimal(v*1000, 1) + " ms"
		}
		return decimal(v, 2) + " s"
	case "percent":
		return decimal(v, 1) + "%"
	}
	return decimal(v, 2)
}

// AmountOf is Amount of a text that is a number; any other text stays as it is.
func AmountOf(text, unit string) string {
	if v, ok := value(text); ok {
		return Amount(v, unit)
	}
	return text
}

// rough is an amount for an axis.
func rough(v float64, unit string) string {
	if unit == "" {
		for _, s := range []struct {
			n float64
			s string
		}{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}} {
			if math.Abs(v) >= s.n {
				return decimal(v/s.n, 1) + s.s
			}
		}
	}
	return Amount(v, unit)
}

// decimal is a number with commas between thousands, and so many digits after the point at most.
func decimal(v float64, digits int) string {
	text := strconv.FormatFloat(math.Abs(v), 'f', digits, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	whole, part, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if part != "" {
		whole += "." + part
	}
	if v < 0 && whole != "0" {
		return "-" + whole
	}
	return whole
}

// Change is how a number compares with the one before, as in +12.5%; empty where there is nothing to compare with.
func Change(now, before float64) string {
	if before == 0 {
		return ""
	}
	by := (now - before) / math.Abs(before) * 100
	sign := ""
	if by > 0 {
		sign = "+"
	}
	return sign + decimal(by, 1) + "%"
}
