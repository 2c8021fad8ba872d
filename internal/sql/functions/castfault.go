package functions

import (
	"encoding/base64"
	"fmt"
)

// fault is a failure of a native with the code that Trino gives it: `INVALID_CAST_ARGUMENT: Cannot cast 'x' to BIGINT`, which
// the engine reads.
func fault(code, format string, args ...any) error {
	return fmt.Errorf(code+": "+format, args...)
}

func badCast(format string, args ...any) error {
	return fault("INVALID_CAST_ARGUMENT", format, args...)
}

func outOfRange(format string, args ...any) error {
	return fault("NUMERIC_VALUE_OUT_OF_RANGE", format, args...)
}

func badArgument(format string, args ...any) error {
	return fault("INVALID_FUNCTION_ARGUMENT", format, args...)
}

// attempt is a native that gives NULL where fn fails, for TRY_CAST.
func attempt(fn func([]any) (any, error)) func([]any) (any, error) {
	return func(a []any) (any, error) {
		v, err := fn(a)
		if err != nil {
			return nil, nil
		}
		return v, nil
	}
}

// casts makes of each native `tarn_x` a second one that gives NULL instead of failing: `tarn_try_x`.
func casts(list []Native) []Native {
	for _, n := range list {
		n.Name, n.Fn = "tarn_try_"+n.Name[len("tarn_"):], attempt(n.Fn)
		n.Doc += ", NULL where it fails"
		list = append(list, n)
	}
	return list
}

// tooLong is a text that a varchar(n) does not hold. Trino has two wordings: one for types that check, one for those that do not.
func tooLong(a []any) (any, error) {
	text, shown, n, checks := a[0].(string), a[1].(string), a[2].(int32), a[3].(bool)
	if checks {
		return nil, badCast("Value %s cannot be represented as varchar(%d)", shown, n)
	}
	return nil, fault("GENERIC_INTERNAL_ERROR", "Character count exceeds length limit %d: base64:%s", n, base64.StdEncoding.EncodeToString([]byte(text)))
}
