package decode

import (
	"math"
	"strconv"
)

// integer reads a whole number in decimal digits, with a minus sign or without.
func integer(b []byte) (int64, bool) {
	neg := len(b) > 0 && b[0] == '-'
	if neg {
		b = b[1:]
	}
	if len(b) == 0 || len(b) > 19 {
		return 0, false
	}
	var n uint64
	for _, c := range b {
		if c -= '0'; c > 9 {
			return 0, false
		} else {
			n = n*10 + uint64(c)
		}
	}
	if neg {
		return -int64(n), n <= 1<<63
	}
	return int64(n), n <= math.MaxInt64
}

// small says that a number is one of SQL's integer.
func small(n int64) bool { return n == int64(int32(n)) }

var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// decimal reads a number with or without a fraction.
func decimal(b []byte) (float64, bool) {
	neg := len(b) > 0 && b[0] == '-'
	digits := b
	if neg {
		digits = b[1:]
	}
	if len(digits) == 0 || len(digits) > 400 {
		return 0, false
	}
	var n uint64
	point := -1
	for i, c := range digits {
		switch {
		case c-'0' <= 9:
			if len(digits) <= 16 {
				n = n*10 + uint64(c-'0')
			}
		case c == '.' && point < 0:
			point = i
		default:
			return 0, false
		}
	}
	if point >= 0 && len(digits) == 1 {
		return 0, false
	}
	if len(digits) > 16 {
		f, err := strconv.ParseFloat(string(b), 64)
		return f, err == nil
	}
	// Both numbers are exact, so the quotient is the nearest double.
	f := float64(n)
	if point >= 0 {
		f /= tens[len(digits)-1-point]
	}
	if neg {
		f = -f
	}
	return f, true
}
