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
var castNumbers = casts([]Native{
	{Name: "tarn_integer", Args: []string{"VARCHAR", "VARCHAR"}, Result: "BIGINT", Doc: "varchar to an integer type",
		Fn: func(a []any) (any, error) { return ParseInteger(a[0].(string), kindNamed(a[1].(string))) }},
	{Name: "tarn_double", Args: []string{"VARCHAR", "VARCHAR"}, Result: "DOUBLE", Doc: "varchar to double or real",
		Fn: func(a []any) (any, error) { return ParseFloat(a[0].(string), kindNamed(a[1].(string))) }},
	{Name: "tarn_decimal", Args: []string{"VARCHAR", "INTEGER", "INTEGER"}, Result: "VARCHAR", Doc: "varchar to decimal", Fn: func(a []any) (any, error) {
		return ParseDecimal(a[0].(string), int(a[1].(int32)), int(a[2].(int32)))
	}},
	{Name: "tarn_double_integer", Args: []string{"DOUBLE", "VARCHAR", "VARCHAR"}, Result: "BIGINT", Doc: "double or real to an integer type", Fn: floatInteger},
	{Name: "tarn_double_decimal", Args: []string{"DOUBLE", "VARCHAR", "VARCHAR", "INTEGER", "INTEGER"}, Result: "VARCHAR", Doc: "double or real to decimal", Fn: floatDecimal},
})

var castTexts = []Native{
	{Name: "tarn_double_text", Args: []string{"DOUBLE"}, Result: "VARCHAR", Doc: "a double cast to varchar",
		Fn: func(a []any) (any, error) { return scientific(a[0].(float64), 17), nil }},
	{Name: "tarn_real_text", Args: []string{"DOUBLE"}, Result: "VARCHAR", Doc: "a real cast to varchar",
		Fn: func(a []any) (any, error) { return scientific(a[0].(float64), 7), nil }},
	{Name: "tarn_java_double", Args: []string{"DOUBLE"}, Result: "VARCHAR", Doc: "a double as JSON and messages have it",
		Fn: func(a []any) (any, error) { return DoubleText(a[0].(float64)), nil }},
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
func ParseInteger(s string, k schema.Kind) (int64, error) {
	n, err := strconv.ParseInt(digits(strings.TrimFunc(s, blank)), 10, integerBits[k])
	if err != nil {
		return 0, badCast("Cannot cast '%s' to %s", s, castName(k))
	}
	return n, nil
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
func ParseFloat(s string, k schema.Kind) (float64, error) {
	t := strings.TrimFunc(s, blank)
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
	if !ok || err != nil {
		return 0, badCast("Cannot cast '%s' to %s", s, castName(k))
	}
	return f, nil
}

// ParseDecimal reads a text as Java's BigDecimal does, and rounds half up to the scale.
func ParseDecimal(s string, p, scale int) (string, error) {
	t := digits(s)
	valid := t != "" && !strings.ContainsAny(t, "_xXpPinIN/ ")
	mantissa, exponent, _ := strings.Cut(strings.ToLower(t), "e")
	if n, err := strconv.Atoi(exponent); exponent != "" && (err != nil || n > 1<<30) {
		valid = valid && err == nil
	} else if valid && n < -400 {
		t = mantissa + "e-400" // rounds to nothing, as far as any scale tells
	} else if valid && n > 400 && strings.Trim(mantissa, "+-0.") != "" {
		return "", badCast("Cannot cast VARCHAR '%s' to DECIMAL(%d, %d). Value too large.", s, p, scale)
	}
	r, ok := new(big.Rat).SetString(t)
	if !valid || !ok {
		return "", badCast("Cannot cast VARCHAR '%s' to DECIMAL(%d, %d). Value is not a number.", s, p, scale)
	}
	text, fits := rounded(r, p, scale)
	if !fits {
		return "", badCast("Cannot cast VARCHAR '%s' to DECIMAL(%d, %d). Value too large.", s, p, scale)
	}
	return text, nil
}

// rounded writes a number with so many digits after the point, rounded half away from zero; fits is whether p digits hold it.
func rounded(r *big.Rat, p, scale int) (text string, fits bool) {
	text = r.FloatString(scale)
	n := len(strings.TrimLeft(strings.Replace(strings.TrimPrefix(text, "-"), ".", "", 1), "0"))
	return text, n <= p
}

func floatInteger(a []any) (any, error) {
	f, from, to := a[0].(float64), a[1].(string), a[2].(string)
	r := math.Round(f)
	limit := math.Ldexp(1, integerBits[kindNamed(to)]-1)
	if r >= -limit && r < limit {
		return int64(r), nil
	}
	switch {
	case f != f && (to != "bigint" || from == "real"):
		return nil, badCast("Cannot cast %s NaN to %s", from, to)
	case to != "bigint":
		return nil, outOfRange("Out of range for %s: %s", to, floatText(f, from))
	case from == "real" && f > 0:
		return int64(math.MaxInt64), nil
	case from == "real":
		return int64(math.MinInt64), nil
	}
	return nil, badCast("Unable to cast %s to bigint", DoubleText(f))
}

// floatText is a double's or a real's text in Java's words.
func floatText(f float64, kind string) string {
	if kind == "real" {
		g, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'g', -1, 32), 64)
		return DoubleText(g)
	}
	return DoubleText(f)
}

func floatDecimal(a []any) (any, error) {
	f, from, p, scale := a[0].(float64), a[1].(string), int(a[3].(int32)), int(a[4].(int32))
	bits := 64
	if from == "real" {
		bits = 32
	}
	if r, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'e', -1, bits)); ok {
		if text, fits := rounded(r, p, scale); fits {
			return text, nil
		}
	}
	return nil, badCast("Cannot cast %s '%s' to DECIMAL(%d, %d)", strings.ToUpper(from), floatText(f, from), p, scale)
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

// decimalArith is x op y of decimals as texts, at a scale. Results of more than 38 digits are an error.
func decimalArith(a []any) (any, error) {
	x, ok := new(big.Rat).SetString(a[0].(string))
	y, ok2 := new(big.Rat).SetString(a[1].(string))
	scale := int(a[3].(int32))
	if !ok || !ok2 {
		return nil, badArgument("not a decimal")
	}
	op := a[2].(string)
	if (op == "/" || op == "%") && y.Sign() == 0 {
		return nil, fault("DIVISION_BY_ZERO", "Division by zero")
	}
	r := new(big.Rat)
	switch op {
	case "+":
		r.Add(x, y)
	case "-":
		r.Sub(x, y)
	case "*":
		r.Mul(x, y)
	case "/":
		r.Quo(x, y)
	case "%":
		q := r.Quo(x, y)
		whole := new(big.Rat).SetInt(new(big.Int).Quo(q.Num(), q.Denom()))
		r = new(big.Rat).Sub(x, whole.Mul(whole, y))
	}
	text, fits := rounded(r, 38, scale)
	if !fits {
		return nil, outOfRange("Decimal overflow")
	}
	return text, nil
}
