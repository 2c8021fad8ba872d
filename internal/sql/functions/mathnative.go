package functions

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"

	"tarn/internal/schema"
)

var mathNatives = []Native{
	{Name: "tarn_round_integer", Args: []string{"BIGINT", "INTEGER", "VARCHAR"}, Result: "BIGINT", Doc: "round of an integer to a negative number of digits", Fn: roundInteger},
	{Name: "tarn_decimal_round", Args: []string{"VARCHAR", "INTEGER", "VARCHAR", "INTEGER"}, Result: "VARCHAR", Doc: "round and truncate of a decimal", Fn: roundDecimal},
	{Name: "tarn_great_circle", Args: []string{"DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE"}, Result: "DOUBLE", Doc: "great_circle_distance", Fn: greatCircle},
	{Name: "tarn_cbrt", Args: []string{"DOUBLE"}, Result: "DOUBLE", Doc: "cbrt", Fn: func(a []any) (any, error) { return math.Cbrt(a[0].(float64)), nil }},
	{Name: "tarn_width_bucket", Args: []string{"DOUBLE", "DOUBLE", "DOUBLE", "BIGINT"}, Result: "BIGINT", Doc: "width_bucket", Fn: widthBucket},
	{Name: "tarn_bucket", Args: []string{"DOUBLE", "DOUBLE[]"}, Result: "BIGINT", Doc: "width_bucket with the bounds of the buckets", Fn: bucket},
	{Name: "tarn_from_base", Args: []string{"VARCHAR", "BIGINT"}, Result: "BIGINT", Doc: "from_base", Fn: fromBase},
	{Name: "tarn_to_base", Args: []string{"BIGINT", "BIGINT"}, Result: "VARCHAR", Doc: "to_base", Fn: toBase},
	{Name: "tarn_normal_cdf", Args: []string{"DOUBLE", "DOUBLE", "DOUBLE"}, Result: "DOUBLE", Doc: "normal_cdf", Fn: normalCDF},
	{Name: "tarn_inverse_normal_cdf", Args: []string{"DOUBLE", "DOUBLE", "DOUBLE"}, Result: "DOUBLE", Doc: "inverse_normal_cdf", Fn: inverseNormalCDF},
	{Name: "tarn_wilson", Args: []string{"BIGINT", "BIGINT", "DOUBLE", "INTEGER"}, Result: "DOUBLE", Doc: "wilson_interval_lower and _upper", Fn: wilson},
	{Name: "tarn_vectors", Args: []string{"DOUBLE[]", "DOUBLE[]", "VARCHAR"}, Result: "DOUBLE", Doc: "distances of vectors", Fn: vectors},
	{Name: "tarn_cosine_of_maps", Args: []string{"VARCHAR[]", "DOUBLE[]", "VARCHAR[]", "DOUBLE[]"}, Result: "DOUBLE", Doc: "cosine_similarity of maps", Fn: cosineOfMaps},
	{Name: "tarn_shift", Args: []string{"BIGINT", "INTEGER", "VARCHAR", "VARCHAR"}, Result: "BIGINT", Doc: "shifts of bits", Fn: shift},
	{Name: "tarn_bit_count", Args: []string{"BIGINT", "BIGINT"}, Result: "BIGINT", Doc: "bit_count", Fn: bitCount},
}

func roundInteger(a []any) (any, error) {
	n, digits, kind := a[0].(int64), int(a[1].(int32)), a[2].(string)
	switch {
	case digits < -18:
		return nil, outOfRange("numerical overflow: %d", n)
	case digits >= 0 || n == 0:
		return n, nil
	}
	factor := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-digits)), nil)
	text := new(big.Rat).SetFrac(big.NewInt(n), factor).FloatString(0)
	out, _ := new(big.Int).SetString(text, 10)
	out.Mul(out, factor)
	if !out.IsInt64() || out.BitLen() >= integerBits[kindNamed(kind)] {
		if kind == "integer" {
			return nil, fault("GENERIC_INTERNAL_ERROR", "integer overflow")
		}
		return nil, outOfRange("Out of range for %s: %s", kind, out)
	}
	return out.Int64(), nil
}

func roundDecimal(a []any) (any, error) {
	text, n, how, scale := a[0].(string), int(a[1].(int32)), a[2].(string), int(a[3].(int32))
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil, badArgument("not a decimal: %s", text)
	}
	how, long := strings.CutSuffix(how, " long")
	if long && how != "down" && scale-n > 38 { // Trino's arithmetic ends there
		return nil, outOfRange("decimal overflow: %s", strings.Replace(text, ".", "", 1))
	}
	if n >= scale {
		return text, nil
	}
	factor := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(min(max(n, -n), 60))), nil)
	unit := new(big.Rat).SetInt(factor)
	if n > 0 {
		unit.Inv(unit)
	}
	q := new(big.Rat).Quo(r, unit)
	whole, _ := new(big.Int).SetString(q.FloatString(0), 10)
	if how == "down" {
		whole = new(big.Int).Quo(q.Num(), q.Denom())
	}
	return q.Mul(new(big.Rat).SetInt(whole), unit).FloatString(scale), nil
}

func widthBucket(a []any) (any, error) {
	x, low, high, n := a[0].(float64), a[1].(float64), a[2].(float64), a[3].(int64)
	switch {
	case n <= 0:
		return nil, badArgument("bucketCount must be greater than 0")
	case x != x:
		return nil, badArgument("operand must not be NaN")
	case math.IsNaN(low) || math.IsInf(low, 0):
		return nil, badArgument("first bound must be finite")
	case math.IsNaN(high) || math.IsInf(high, 0):
		return nil, badArgument("second bound must be finite")
	case low == high:
		return nil, badArgument("bounds cannot equal each other")
	}
	lower, upper := min(low, high), max(low, high)
	b := int64(0)
	switch {
	case x < lower:
	case x >= upper:
		if n == math.MaxInt64 {
			return nil, outOfRange("Bucket for value %s is out of range", schema.JavaText(x, 64))
		}
		b = n + 1
	default:
		b = int64(float64(n)*(x-lower)/(upper-lower)) + 1
	}
	if low > high {
		b = n - b + 1
	}
	return b, nil
}

func floats(list any) (out []float64, ok bool) {
	for _, v := range list.([]any) {
		f, isNum := v.(float64)
		if !isNum {
			return nil, false
		}
		out = append(out, f)
	}
	return out, true
}

func bucket(a []any) (any, error) {
	x := a[0].(float64)
	list := a[1].([]any)
	bins := make([]float64, len(list))
	for i, b := range list {
		bins[i], _ = b.(float64) // Trino takes NULL for 0
	}
	switch {
	case len(bins) == 0:
		return nil, badArgument("Bins cannot be an empty array")
	case x != x:
		return nil, badArgument("Operand cannot be NaN")
	}
	lower, upper := 0, len(bins)
	for lower < upper {
		if bins[lower] > bins[upper-1] {
			return nil, badArgument("Bin values are not sorted in ascending order")
		}
		i := (lower + upper) / 2
		if math.IsNaN(bins[i]) || math.IsInf(bins[i], 0) {
			return nil, badArgument("Bin value must be finite, got %s", schema.JavaText(bins[i], 64))
		}
		if x < bins[i] {
			upper = i
		} else {
			lower = i + 1
		}
	}
	return int64(lower), nil
}

func badRadix(radix int64) error {
	if radix < 2 || radix > 36 {
		return badArgument("Radix must be between 2 and 36")
	}
	return nil
}

func fromBase(a []any) (any, error) {
	s, radix := a[0].(string), a[1].(int64)
	if err := badRadix(radix); err != nil {
		return nil, err
	}
	n, err := strconv.ParseInt(digits(s), int(radix), 64)
	if err != nil {
		return nil, badArgument("Not a valid base-%d number: %s", radix, s)
	}
	return n, nil
}

func toBase(a []any) (any, error) {
	n, radix := a[0].(int64), a[1].(int64)
	if err := badRadix(radix); err != nil {
		return nil, err
	}
	return strconv.FormatInt(n, int(radix)), nil
}

func normalCDF(a []any) (any, error) {
	mean, sd, v := a[0].(float64), a[1].(float64), a[2].(float64)
	if !(sd > 0) {
		return nil, badArgument("standardDeviation must be > 0")
	}
	return 0.5 * (1 + math.Erf((v-mean)/(sd*math.Sqrt2))), nil
}

func inverseNormalCDF(a []any) (any, error) {
	mean, sd, p := a[0].(float64), a[1].(float64), a[2].(float64)
	switch {
	case !(p > 0 && p < 1):
		return nil, badArgument("p must be 0 > p > 1")
	case !(sd > 0):
		return nil, badArgument("sd must be > 0")
	}
	return mean + sd*1.4142135623730951*math.Erfinv(2*p-1), nil
}

func wilson(a []any) (any, error) {
	successes, trials, z, sign := float64(a[0].(int64)), float64(a[1].(int64)), a[2].(float64), float64(a[3].(int32))
	switch {
	case successes < 0:
		return nil, badArgument("number of successes must not be negative")
	case trials <= 0:
		return nil, badArgument("number of trials must be positive")
	case successes > trials:
		return nil, badArgument("number of successes must not be larger than number of trials")
	case !(z >= 0):
		return nil, badArgument("z-score must not be negative")
	}
	p := successes / trials
	half := z * math.Sqrt(p*(1-p)/trials+z*z/(4*trials*trials))
	return (p + z*z/(2*trials) + sign*half) / (1 + z*z/trials), nil
}

func vectors(a []any) (any, error) {
	x, ok := floats(a[0])
	y, ok2 := floats(a[1])
	if len(a[0].([]any)) != len(a[1].([]any)) {
		return nil, badArgument("The arguments must have the same length")
	}
	if how := a[2].(string); how == "dot_product" || how == "euclidean_distance" { // a NULL counts as 0
		x, y = zeros(a[0]), zeros(a[1])
	} else if !ok || !ok2 {
		return nil, nil
	}
	dot, xx, yy, square := 0.0, 0.0, 0.0, 0.0
	for i := range x {
		dot, xx, yy, square = dot+x[i]*y[i], xx+x[i]*x[i], yy+y[i]*y[i], square+(x[i]-y[i])*(x[i]-y[i])
	}
	switch a[2].(string) {
	case "dot_product":
		return dot, nil
	case "euclidean_distance":
		return math.Sqrt(square), nil
	case "cosine_distance":
		if xx == 0 || yy == 0 {
			return nil, badArgument("Vector magnitude cannot be zero")
		}
		return 1 - dot/math.Sqrt(xx*yy), nil
	}
	if xx == 0 || yy == 0 {
		return nil, badArgument("Vector magnitude cannot be zero")
	}
	return dot / math.Sqrt(xx*yy), nil
}

func zeros(list any) []float64 {
	out := make([]float64, len(list.([]any)))
	for i, v := range list.([]any) {
		out[i], _ = v.(float64)
	}
	return out
}

func cosineOfMaps(a []any) (any, error) {
	x, ok := floats(a[1])
	y, ok2 := floats(a[3])
	if !ok || !ok2 {
		return nil, nil
	}
	norm := func(v []float64) float64 {
		sum := 0.0
		for _, f := range v {
			sum += f * f
		}
		return math.Sqrt(sum)
	}
	nx, ny := norm(x), norm(y)
	at := map[any]float64{}
	for i, k := range a[2].([]any) {
		at[k] = y[i]
	}
	dot := 0.0
	for i, k := range a[0].([]any) {
		dot += x[i] * at[k]
	}
	return dot / (nx * ny), nil
}

func shift(a []any) (any, error) {
	n, by, width, how := a[0].(int64), a[1].(int32), integerBits[kindNamed(a[2].(string))], a[3].(string)
	past := int(by) >= width
	by &= 63 // Java's, of a negative number
	narrow := func(n int64) int64 { return n << (64 - width) >> (64 - width) }
	switch {
	case how == "arithmetic" && past && n < 0:
		return int64(-1), nil
	case past:
		return int64(0), nil
	case how == "arithmetic":
		return n >> by, nil
	case how == "left":
		return narrow(n << by), nil
	}
	mask := uint64(math.MaxUint64) >> (64 - width)
	return narrow(int64((uint64(n) & mask) >> by)), nil
}

func bitCount(a []any) (any, error) {
	n, width := a[0].(int64), a[1].(int64)
	if width < 2 || width > 64 {
		return nil, badArgument("Bits specified in bit_count must be between 2 and 64, got %d", width)
	}
	if width < 64 {
		low, high := int64(-1)<<(width-1), int64(1)<<(width-1)-1
		if n < low || n > high {
			return nil, badArgument("Number must be representable with the bits specified. %d cannot be represented with %d bits", n, width)
		}
	}
	return int64(bits.OnesCount64(uint64(n) & (math.MaxUint64 >> (64 - width)))), nil
}
