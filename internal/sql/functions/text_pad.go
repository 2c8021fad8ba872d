package functions

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

var textPads = []Native{
	{Name: "tarn_lpad", Args: []string{"VARCHAR", "BIGINT", "VARCHAR"}, Result: "VARCHAR", Doc: "lpad", Fn: padText(true)},
	{Name: "tarn_rpad", Args: []string{"VARCHAR", "BIGINT", "VARCHAR"}, Result: "VARCHAR", Doc: "rpad", Fn: padText(false)},
	{Name: "tarn_bytes_lpad", Args: []string{"BLOB", "BIGINT", "BLOB"}, Result: "BLOB", Doc: "lpad of bytes", Fn: padBytes(true)},
	{Name: "tarn_bytes_rpad", Args: []string{"BLOB", "BIGINT", "BLOB"}, Result: "BLOB", Doc: "rpad of bytes", Fn: padBytes(false)},
	{Name: "tarn_bytes_substr", Args: []string{"BLOB", "BIGINT", "BIGINT"}, Result: "BLOB", Doc: "substr of bytes", Fn: substrBytes},
	{Name: "tarn_bytes_reverse", Args: []string{"BLOB"}, Result: "BLOB", Doc: "reverse of bytes", Fn: func(a []any) (any, error) {
		b := slices.Clone(a[0].([]byte))
		slices.Reverse(b)
		return b, nil
	}},
}

// longestSlice is how many bytes a value of Trino's may have.
const longestSlice = 2147483639

func checkPad(n int64, with int, what string) error {
	switch {
	case n < 0 || n > math.MaxInt32:
		return badArgument("Target length must be in the range [0..2147483647]")
	case with == 0:
		return badArgument("Padding %s must not be empty", what)
	}
	return nil
}

func padText(left bool) func([]any) (any, error) {
	return func(a []any) (any, error) {
		s, n, with := a[0].(string), a[1].(int64), []rune(a[2].(string))
		if err := checkPad(n, len(with), "string"); err != nil {
			return nil, err
		}
		missing := int(n) - utf8.RuneCountInString(s)
		if missing <= 0 {
			for i := range s {
				if n == 0 {
					return s[:i], nil
				}
				n--
			}
			return s, nil
		}
		text := a[2].(string)
		size := len(s) + missing/len(with)*len(text) + len(string(with[:missing%len(with)]))
		if size > longestSlice {
			return nil, fault("GENERIC_INTERNAL_ERROR", "Cannot allocate slice larger than %d bytes", longestSlice)
		}
		padding := strings.Repeat(text, missing/len(with)) + string(with[:missing%len(with)])
		if left {
			return padding + s, nil
		}
		return s + padding, nil
	}
}

func padBytes(left bool) func([]any) (any, error) {
	return func(a []any) (any, error) {
		b, n, with := a[0].([]byte), a[1].(int64), a[2].([]byte)
		if err := checkPad(n, len(with), "bytes"); err != nil {
			return nil, err
		}
		missing := int(n) - len(b)
		if missing <= 0 {
			return b[:n], nil
		}
		if n > longestSlice {
			return nil, fault("GENERIC_INTERNAL_ERROR", "Cannot allocate slice larger than %d bytes", longestSlice)
		}
		padding := bytes.Repeat(with, missing/len(with)+1)[:missing]
		if left {
			return append(padding, b...), nil
		}
		return append(b, padding...), nil
	}
}

func substrBytes(a []any) (any, error) {
	b, from, n := a[0].([]byte), a[1].(int64), a[2].(int64)
	size := int64(len(b))
	if from < 0 {
		from += size + 1
	}
	if from < 1 || from > size || n <= 0 {
		return []byte{}, nil
	}
	return b[from-1 : from-1+min(n, size-from+1)], nil
}
