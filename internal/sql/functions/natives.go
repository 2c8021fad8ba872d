package functions

import (
	"fmt"
	"math/big"
	"regexp"
	"sync"
)

var natives = []Native{
	{Name: "tarn_iso8601", Args: []string{"VARCHAR"}, Result: "TIMESTAMP", Doc: "from_iso8601_timestamp, of texts in UTC", Fn: func(a []any) (any, error) {
		t, zone, err := ISOTime(a[0].(string))
		if err == nil && zone != "" {
			err = fmt.Errorf("a zone that differs from row to row (%s) is not in Tarn yet", zone)
		}
		if err != nil {
			return nil, err
		}
		return t, nil
	}},
	{Name: "tarn_double_text", Args: []string{"DOUBLE"}, Result: "VARCHAR", Doc: "a double cast to varchar",
		Fn: func(a []any) (any, error) { return DoubleText(a[0].(float64)), nil }},
	{Name: "tarn_decimal_divide", Args: []string{"VARCHAR", "VARCHAR", "INTEGER"}, Result: "VARCHAR", Doc: "decimal division, rounded half up at a scale", Fn: decimalDivide},
	{Name: "tarn_regexp_extract", Args: []string{"VARCHAR", "VARCHAR", "INTEGER"}, Result: "VARCHAR", Doc: "regexp_extract of a group that may be empty", Fn: regexpGroup},
	{Name: "tarn_fail", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "fails with its argument, where TRY has to catch it",
		Fn: func(a []any) (any, error) { return nil, fmt.Errorf("%s", a[0].(string)) }},
	{Name: "tarn_merge_overflow", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "an event's JSON with the members that no column holds merged in"},
}

func decimalDivide(a []any) (any, error) {
	x, ok := new(big.Rat).SetString(a[0].(string))
	y, ok2 := new(big.Rat).SetString(a[1].(string))
	if !ok || !ok2 {
		return nil, fmt.Errorf("not a decimal")
	}
	if y.Sign() == 0 {
		return nil, fmt.Errorf("Division by zero")
	}
	scale, _ := a[2].(int32)
	return new(big.Rat).Quo(x, y).FloatString(int(scale)), nil
}

var patterns sync.Map // of *regexp.Regexp by text; a statement has few

func regexpGroup(a []any) (any, error) {
	text := a[1].(string)
	re, ok := patterns.Load(text)
	if !ok {
		compiled, err := regexp.Compile(text)
		if err != nil {
			return nil, err
		}
		re, _ = patterns.LoadOrStore(text, compiled)
	}
	s := a[0].(string)
	m := re.(*regexp.Regexp).FindStringSubmatchIndex(s)
	group, _ := a[2].(int32)
	if m == nil || 2*int(group) >= len(m) || m[2*group] < 0 {
		return nil, nil
	}
	return s[m[2*group]:m[2*group+1]], nil
}
