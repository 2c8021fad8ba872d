package functions

import (
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

// https://trino.io/docs/current/functions/conversion.html
var conversions = []*Function{
	special("typeof", "(T) -> varchar", "name of the type"),
	special("format", "(varchar, T...) -> varchar", "the arguments in a text, as Java's String.format puts them there"),
	scalar("format_number", "a number with a unit: 1.23K", on("(bigint) -> varchar", "tarn_format_number($1)"), on("(double) -> varchar", "tarn_format_number(tarn_java_long($1))")),
	scalar("parse_data_size parse_presto_data_size", "the bytes of a text such as 2.3MB", on("(varchar(n)) -> decimal(38, 0)", "CAST(tarn_data_size($1) AS DECIMAL(38, 0))")),
}

var conversionNatives = []Native{
	{Name: "tarn_format", Args: []string{"VARCHAR", "VARCHAR[]"}, Result: "VARCHAR", Doc: "format", Fn: func(a []any) (any, error) { return javaFormat(a[0].(string), textsOf(a[1])) }},
	{Name: "tarn_format_number", Args: []string{"BIGINT"}, Result: "VARCHAR", Doc: "format_number", Fn: func(a []any) (any, error) { return unitNumber(a[0].(int64)), nil }},
	{Name: "tarn_java_long", Args: []string{"DOUBLE"}, Result: "BIGINT", Doc: "a double as Java casts it to a whole number", Fn: func(a []any) (any, error) {
		switch f := a[0].(float64); {
		case f != f:
			return int64(0), nil
		case f >= math.MaxInt64:
			return int64(math.MaxInt64), nil
		case f <= math.MinInt64:
			return int64(math.MinInt64), nil
		default:
			return int64(f), nil
		}
	}},
	{Name: "tarn_data_size", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "parse_data_size", Fn: func(a []any) (any, error) { return dataSize(a[0].(string)) }},
}

func unitNumber(n int64) string {
	f, unit := float64(n), 0
	for math.Abs(f) >= 1000 && unit < 5 {
		f, unit = f/1000, unit+1
	}
	digits := 2
	switch {
	case f >= 100:
		digits = 0
	case f >= 10:
		digits = 1
	}
	s := strconv.FormatFloat(f, 'f', digits, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	return s + []string{"", "K", "M", "B", "T", "Q"}[unit]
}

var dataSizeText = regexp.MustCompile(`^(\d+(?:\.\d*)?|\.\d+)([a-zA-Z]+)$`)

func dataSize(s string) (any, error) {
	m := dataSizeText.FindStringSubmatch(s)
	unit := -1
	if m != nil {
		for i, u := range []string{"B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"} {
			if u == m[2] {
				unit = i
			}
		}
	}
	if unit < 0 {
		return nil, badArgument("Invalid data size: '%s'", s)
	}
	r, _ := new(big.Rat).SetString(m[1])
	r.Mul(r, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(10*unit))))
	whole := new(big.Int).Quo(r.Num(), r.Denom())
	if whole.Cmp(tenTo38) >= 0 {
		return nil, outOfRange("Value out of range: '%s' ('%sB')", s, whole)
	}
	return whole.String(), nil
}
