package functions

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"tarn/internal/schema"
)

// The casts between texts and numbers whose plain form in DuckDB is another: emit calls them for the values that the plain form
// does not cover.
var castNumbers = casts(
	caster{Native{Name: "tarn_integer", Args: []string{"VARCHAR", "VARCHAR"}, Result: "BIGINT", Doc: "varchar to an integer type"},
		func(a []any) (any, bool) { return asAny(ParseInteger(a[0].(string), kindNamed(a[1].(string)))) },
		func(a []any) error {
			return badCast("Cannot cast '%s' to %s", a[0], castName(kindNamed(a[1].(string))))
		}},
	caster{Native{Name: "tarn_double", Args: []string{"VARCHAR", "VARCHAR"}, Result: "DOUBLE", Doc: "varchar to double or real"},
		func(a []any) (any, bool) { return asAny(ParseFloat(a[0].(string), kindNamed(a[1].(string)))) },
		func(a []any) error {
			return badCast("Cannot cast '%s' to %s", a[0], castName(kindNamed(a[1].(string))))
		}},
	caster{Native{Name: "tarn_decimal", Args: []string{"VARCHAR", "INTEGER", "INTEGER"}, Result: "VARCHAR", Doc: "varchar to decimal"},
		func(a []any) (any, bool) {
			return asAny(ParseDecimal(a[0].(string), int(a[1].(int32)), int(a[2].(int32))))
		},
		func(a []any) error {
			what := "Value is not a number."
			if _, ok := ParseDecimal(a[0].(string), 1<<20, 0); ok {
				what = "Value too large."
			}
			return badCast("Cannot cast VARCHAR '%s' to DECIMAL(%d, %d). %s", a[0], a[1], a[2], what)
		}},
	caster{Native{Name: "tarn_double_integer", Args: []string{"DOUBLE", "VARCHAR", "VARCHAR"}, Result: "BIGINT", Doc: "double or real to an integer type"},
		func(a []any) (any, bool) { return asAny(floatInteger(a[0].(float64), a[1].(string), a[2].(string))) },
		func(a []any) error { return noInteger(a[0].(float64), a[1].(string), a[2].(string)) }},
	caster{Native{Name: "tarn_double_decimal", Args: []string{"DOUBLE", "VARCHAR", "INTEGER", "INTEGER"}, Result: "VARCHAR", Doc: "double or real to decimal"},
		func(a []any) (any, bool) {
			return asAny(floatDecimal(a[0].(float64), a[1].(string), int(a[2].(int32)), int(a[3].(int32))))
		},
		func(a []any) error {
			return badCast("Cannot cast %s '%s' to DECIMAL(%d, %d)", strings.ToUpper(a[1].(string)), floatText(a[0].(float64), a[1].(string)), a[2], a[3])
		}},
)

func asAny[T any](v T, ok bool) (any, bool) { return v, ok }

var castTexts = []Native{
	{Name: "tarn_double_text", Args: []string{"DOUBLE"}, Result: "VARCHAR", Doc: "a double cast to varchar",
		Fn: func(a []any) (any, error) { return scientific(a[0].(float64), 17), nil }},
	{Name: "tarn_real_text", Args: []string{"DOUBLE"}, Result: "VARCHAR", Doc: "a real cast to varchar",
		Fn: func(a []any) (any, error) { return scientific(a[0].(float64), 7), nil }},
	{Name: "tarn_java_double", Args: []string{"DOUBLE"}, Result: "VARCHAR", Doc: "a double as JSON and messages have it",
		Fn: func(a []any) (any, error) { return schema.JavaText(a[0].(float64), 64), nil }},
	{Name: "tarn_too_long", Args: []string{"VARCHAR", "VARCHAR", "INTEGER", "BOOLEAN"}, Result: "VARCHAR", Doc: "fails for a text that is longer than its type", Fn: tooLong},
	{Name: "tarn_decimal_arith", Args: []string{"VARCHAR", "VARCHAR", "VARCHAR", "INTEGER"}, Result: "VARCHAR", Doc: "decimal arithmetic that may overflow", Fn: decimalArith},
}

func kindNamed(name string) schema.Kind {
	k, _ := schema.KindOf(name, false)
	return k
}

// castName is a type in the words of a failed cast.
func castName(k schema.Kind) string {
	if k == schema.Integer {
		return "INT"
	}
	return strings.ToUpper(k.Name())
}

var integerBits = map[schema.Kind]int{schema.Tinyint: 8, schema.Smallint: 16, schema.Integer: 32, schema.Bigint: 64}

// InRange reports whether an integer type holds a number.
func InRange(n int64, k schema.Kind) bool {
	unused := 64 - integerBits[k]
	return n<<unused>>unused == n
}

// ParseInteger reads a text as a cast to an integer type does: white space around it does not count, and digits may be of any script.
func ParseInteger(s string, k schema.Kind) (int64, bool) {
	t := strings.TrimFunc(s, blank)
	if t == "" || len(t) > 200 || t[0] > '9' && t[0] < 0x80 {
		return 0, false
	}
	n, err := strconv.ParseInt(digits(t), 10, integerBits[k])
	return n, err == nil
}

// blank are the characters that Java's trim takes off.
func blank(r rune) bool { return r <= ' ' }

// digits writes the digits of other scripts as ASCII's. The digits of a script are in a row, and there are ten.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 || !unicode.Is(unicode.Nd, r) {
			if r == '_' {
				return '?'
			}
			return r
		}
		zero := r
		for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
			zero--
		}
		return '0' + (r - zero)
	}, s)
}

// ParseFloat reads a text as Java's Double.parseDouble does, with its suffixes d and f.
func ParseFloat(s string, k schema.Kind) (float64, bool) {
	t := strings.TrimFunc(s, blank)
	if t == "" || t[0] > '9' && t[0] != 'N' && t[0] != 'I' {
		return 0, false
	}
	bare := strings.TrimLeft(t, "+-")
	hex := strings.HasPrefix(bare, "0x") || strings.HasPrefix(bare, "0X")
	word := bare == "NaN" || bare == "Infinity"
	ok := len(t)-len(bare) <= 1 && !strings.ContainsRune(t, '_') && (word || !strings.ContainsAny(bare, "nNiI"))
	if !word && len(bare) > 1 && strings.ContainsRune("dDfF", rune(bare[len(bare)-1])) && !(hex && !strings.ContainsAny(bare, "pP")) {
		t = t[:len(t)-1]
	}
	bits := 64
	if k == schema.Real {
		bits = 32
	}
	if bare == "NaN" {
		t = "NaN"
	}
	f, err := strconv.ParseFloat(t, bits)
	if e, isNum := err.(*strconv.NumError); isNum && e.Err == strconv.ErrRange {
		err = nil
	}
	return f, ok && err == nil
}

// ParseDecimal reads a text as Java's BigDecimal does, and rounds half up to the scale.
func ParseDecimal(s string, p, scale int) (string, bool) {
	t := digits(s)
	if t == "" || len(t) > 4096 || strings.ContainsAny(t, "_xXpPinIN/ ") {
		return "", false
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(t), "e")
	n, err := strconv.Atoi(exponent)
	switch {
	case exponent != "" && err != nil:
		return "", false
	case n < -400:
		t = mantissa + "e-400" // rounds to nothing, as far as any scale tells
	case n > 400 && strings.Trim(mantissa, "+-0.") != "":
		return "", p > 1000
	}
	r, ok := new(big.Rat).SetString(t)
	if !ok {
		return "", false
	}
	return rounded(r, p, scale)
}

// rounded writes a number with so many digits after the point, rounded half away from zero; fits is whether p digits hold it.
func rounded(r *big.Rat, p, scale int) (text string, fits bool) {
	text = r.FloatString(scale)
	n := len(strings.TrimLeft(strings.Replace(strings.TrimPrefix(text, "-"), ".", "", 1), "0"))
	return text, n <= p
}

func floatInteger(f float64, from, to string) (int64, bool) {
	r := math.Round(f)
	limit := math.Ldexp(1, integerBits[kindNamed(to)]-1)
	switch {
	case r >= -limit && r < limit:
		return int64(r), true
	case from == "real" && to == "bigint" && f > 0:
		return math.MaxInt64, true
	case from == "real" && to == "bigint" && f < 0:
		return math.MinInt64, true
	}
	return 0, false
}

func noInteger(f float64, from, to string) error {
	switch {
	case f != f && (to != "bigint" || from == "real"):
		return badCast("Cannot cast %s NaN to %s", from, to)
	case to != "bigint":
		return outOfRange("Out of range for %s: %s", to, floatText(f, from))
	}
	return badCast("Unable to cast %s to bigint", schema.JavaText(f, 64))
}

// floatText is a double's or a real's text in Java's words.
func floatText(f float64, kind string) string {
	if kind == "real" {
		return schema.JavaText(f, 32)
	}
	return schema.JavaText(f, 64)
}

func floatDecimal(f float64, from string, p, scale int) (string, bool) {
	bits := 64
	if from == "real" {
		bits = 32
	}
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'e', -1, bits))
	if !ok {
		return "", false
	}
	return rounded(r, p, scale)
}

// scientific writes 1.5E0 with at most so many digits, as casts to varchar do.
func scientific(f float64, n int) string {
	switch {
	case f != f:
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0 && math.Signbit(f):
		return "-0E0"
	case f == 0:
		return "0E0"
	}
	precision, bits := -1, 64
	if n < 17 {
		precision, bits = n-1, 32
		if short := strconv.FormatFloat(f, 'e', -1, 32); len(strings.TrimLeft(strings.Replace(short[:strings.IndexByte(short, 'e')], ".", "", 1), "-")) <= n {
			precision = -1
		} else {
			f, _ = strconv.ParseFloat(short, 64)
			bits = 64
		}
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', precision, bits), "e")
	if strings.Contains(mantissa, ".") {
		mantissa = strings.TrimSuffix(strings.TrimRight(mantissa, "0"), ".")
	}
	if !strings.Contains(mantissa, ".") { // two digits at least, the nearest
		mantissa, exponent, _ = strings.Cut(strconv.FormatFloat(f, 'e', 1, 64), "e")
	}
	e, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(e)
}

var tenTo38 = new(big.Int).Exp(big.NewInt(10), big.NewInt(38), nil)

// unscaled are a decimal's digits as a whole number, and how many of them are after the point.
func unscaled(text string) (*big.Int, int, bool) {
	whole, fraction, _ := strings.Cut(text, ".")
	n, ok := new(big.Int).SetString(whole+fraction, 10)
	return n, len(fraction), ok
}

func shiftTen(n *big.Int, by int) *big.Int {
	return n.Mul(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(by, 0))), nil))
}

// decimalArith is x op y of decimals as texts, at a scale. Results of more than 38 digits are an error.
func decimalArith(a []any) (any, error) {
	x, xs, ok := unscaled(a[0].(string))
	y, ys, ok2 := unscaled(a[1].(string))
	op, scale := a[2].(string), int(a[3].(int32))
	if !ok || !ok2 {
		return nil, badArgument("not a decimal")
	}
	if (op == "/" || op == "%") && y.Sign() == 0 {
		return nil, fault("DIVISION_BY_ZERO", "Division by zero")
	}
	if op != "*" && op != "/" {
		x, y = shiftTen(x, scale-xs), shiftTen(y, scale-ys)
	}
	r := new(big.Int)
	switch op {
	case "+":
		r.Add(x, y)
	case "-":
		r.Sub(x, y)
	case "*":
		r.Mul(x, y)
	case "%":
		r.Rem(x, y)
	case "/":
		// Half up: twice the numerator and the denominator once more, over twice the denominator.
		negative := x.Sign()*y.Sign() < 0
		x, y = shiftTen(x.Abs(x), scale+ys-xs), shiftTen(y.Abs(y), xs-ys-scale)
		r.Quo(r.Add(r.Lsh(x, 1), y), new(big.Int).Lsh(y, 1))
		if negative {
			r.Neg(r)
		}
	}
	if r.CmpAbs(tenTo38) >= 0 {
		return nil, outOfRange("Decimal overflow")
	}
	text, sign := r.String(), ""
	if text[0] == '-' {
		text, sign = text[1:], "-"
	}
	if scale == 0 {
		return sign + text, nil
	}
	if zeros := scale + 1 - len(text); zeros > 0 {
		text = strings.Repeat("0", zeros) + text
	}
	return sign + text[:len(text)-scale] + "." + text[len(text)-scale:], nil
}
