package serde

import (
	"math/big"
	"strconv"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
)

// intBits are the sizes of the integer types.
var intBits = [schema.Function + 1]int{schema.Tinyint: 8, schema.Smallint: 16, schema.Integer: 32, schema.Bigint: 64}

// javaFloat reads a number as Java's Double.parseDouble and Float.parseFloat do.
func javaFloat(text string, bits int) (float64, bool) {
	kind := schema.Double
	if bits == 32 {
		kind = schema.Real
	}
	return functions.ParseFloat(trim(text), kind)
}

// bigDecimal reads a number as Java's BigDecimal does: its digits, and how many of them are behind the point.
func bigDecimal(text string) (digits *big.Int, scale int64, ok bool) {
	mantissa, exponent := text, int64(0)
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa = text[:i]
		n, err := strconv.ParseInt(text[i+1:], 10, 32)
		if err != nil {
			return nil, 0, false
		}
		exponent = n
	}
	sign := ""
	if mantissa != "" && (mantissa[0] == '-' || mantissa[0] == '+') {
		sign, mantissa = mantissa[:1], mantissa[1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	all := whole + fraction
	if all == "" || len(all) > maxDigits {
		return nil, 0, false
	}
	for i := 0; i < len(all); i++ {
		if all[i] < '0' || all[i] > '9' {
			return nil, 0, false
		}
	}
	digits, ok = new(big.Int).SetString(sign+all, 10)
	return digits, int64(len(fraction)) - exponent, ok
}

// maxDigits bounds the work that one number can cause. Java has no bound; no type holds more than 38 digits.
const maxDigits = 10000

// rescale gives the digits at another scale, rounded half up, as long as they are not more than a decimal has.
func rescale(digits *big.Int, from, to int64) (*big.Int, bool) {
	if digits.Sign() == 0 {
		return new(big.Int), true
	}
	n := int64(len(digits.String()))
	switch by := to - from; {
	case by > 0 && n+by > 2*maxPrecision:
		return nil, false
	case by > 0:
		return new(big.Int).Mul(digits, pow10(by)), true
	case -by > n:
		return new(big.Int), true // below half of the last digit
	case by < 0:
		unit := pow10(-by)
		out, rest := new(big.Int).QuoRem(digits, unit, new(big.Int))
		if rest.Abs(rest).Lsh(rest, 1).Cmp(unit) >= 0 {
			out.Add(out, big.NewInt(int64(digits.Sign())))
		}
		return out, true
	}
	return digits, true
}

const maxPrecision = 38

func pow10(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil) }

// decimal reads a value of a decimal type; why says what is wrong with it.
func decimal(text string, t schema.Type) (v *big.Int, why string) {
	digits, scale, ok := bigDecimal(text)
	if !ok {
		return nil, "Cannot convert '" + text + "' to " + t.String() + ". Value is not a number."
	}
	v, ok = rescale(digits, scale, int64(t.Scale))
	if !ok || v.CmpAbs(pow10(int64(t.Precision))) >= 0 {
		return nil, "Cannot convert '" + text + "' to " + t.String() + ". Value too large."
	}
	return v, ""
}

// trim takes away what Java's String.trim does.
func trim(s string) string {
	for s != "" && s[0] <= ' ' {
		s = s[1:]
	}
	for s != "" && s[len(s)-1] <= ' ' {
		s = s[:len(s)-1]
	}
	return s
}
