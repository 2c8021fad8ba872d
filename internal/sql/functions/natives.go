package functions

import (
	"fmt"
)

var natives = []Native{
	{Name: "tarn_decimal_divide", Args: []string{"VARCHAR", "VARCHAR", "INTEGER"}, Result: "VARCHAR", Doc: "decimal division, rounded half up at a scale", Fn: func(a []any) (any, error) {
		return decimalArith([]any{a[0], a[1], "/", a[2]})
	}},
	{Name: "tarn_fail", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "fails with its argument, where TRY has to catch it",
		Fn: func(a []any) (any, error) { return nil, fmt.Errorf("%s", a[0].(string)) }},
	{Name: "tarn_merge_overflow", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "an event's JSON with the members that no column holds merged in"},
}
