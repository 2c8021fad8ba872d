package functions

import (
	"fmt"
	"regexp"
	"sync"
)

var natives = []Native{
	{Name: "tarn_decimal_divide", Args: []string{"VARCHAR", "VARCHAR", "INTEGER"}, Result: "VARCHAR", Doc: "decimal division, rounded half up at a scale", Fn: func(a []any) (any, error) {
		return decimalArith([]any{a[0], a[1], "/", a[2]})
	}},
	{Name: "tarn_regexp_extract", Args: []string{"VARCHAR", "VARCHAR", "INTEGER"}, Result: "VARCHAR", Doc: "regexp_extract of a group that may be empty", Fn: regexpGroup},
	{Name: "tarn_fail", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "fails with its argument, where TRY has to catch it",
		Fn: func(a []any) (any, error) { return nil, fmt.Errorf("%s", a[0].(string)) }},
	{Name: "tarn_merge_overflow", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "an event's JSON with the members that no column holds merged in"},
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
