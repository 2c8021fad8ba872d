package functions

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"sync"
)

var natives = []Native{
	{Name: "tarn_json_member", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "a JSON object's member as the map face has it",
		Fn: func(a []any) (any, error) { return jsonMember(a[0].(string), a[1].(string)) }},
	{Name: "tarn_json_map", Args: []string{"VARCHAR"}, Result: "MAP(VARCHAR, VARCHAR)", Doc: "the map face of a JSON object",
		Fn: func(a []any) (any, error) { return jsonMap(a[0].(string)) }},
	{Name: "tarn_json_scalar", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "json_extract_scalar",
		Fn: func(a []any) (any, error) { return jsonScalarAt(a[0].(string), a[1].(string)) }},
	{Name: "tarn_json_extract", Args: []string{"VARCHAR", "VARCHAR"}, Result: "VARCHAR", Doc: "json_extract",
		Fn: func(a []any) (any, error) { return jsonValueAt(a[0].(string), a[1].(string)) }},
	{Name: "tarn_json_parse", Args: []string{"VARCHAR"}, Result: "VARCHAR", Doc: "json_parse", Fn: func(a []any) (any, error) {
		s := a[0].(string)
		if !json.Valid([]byte(s)) {
			return nil, fmt.Errorf("Cannot convert value to JSON: '%s'", s)
		}
		return canonical(json.RawMessage(s), true)
	}},
	{Name: "tarn_json_array_length", Args: []string{"VARCHAR"}, Result: "BIGINT", Doc: "json_array_length", Fn: func(a []any) (any, error) {
		var elems []json.RawMessage
		if s := strings.TrimSpace(a[0].(string)); !strings.HasPrefix(s, "[") || json.Unmarshal([]byte(s), &elems) != nil {
			return nil, nil
		}
		return int64(len(elems)), nil
	}},
	{Name: "tarn_json_size", Args: []string{"VARCHAR", "VARCHAR"}, Result: "BIGINT", Doc: "json_size", Fn: jsonSizeAt},
	{Name: "tarn_json_is_scalar", Args: []string{"VARCHAR"}, Result: "BOOLEAN", Doc: "is_json_scalar", Fn: func(a []any) (any, error) {
		s := strings.TrimSpace(a[0].(string))
		if !json.Valid([]byte(s)) {
			return nil, fmt.Errorf("Invalid JSON value: %s", s)
		}
		return s[0] != '{' && s[0] != '[', nil
	}},
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

func jsonSizeAt(a []any) (any, error) {
	steps, err := parsePath(a[1].(string))
	if err != nil {
		return nil, err
	}
	raw, ok := value(a[0].(string), steps)
	if !ok {
		return nil, nil
	}
	n := int64(0)
	switch raw[0] {
	case '{':
		err = members(raw, func(string, json.RawMessage) bool { n++; return true })
	case '[':
		var elems []json.RawMessage
		err = json.Unmarshal(raw, &elems)
		n = int64(len(elems))
	}
	return n, err
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
