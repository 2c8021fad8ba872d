package functions

import (
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
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

// caster is a cast that can fail: parse reads a value, words say what was wrong with it.
type caster struct {
	Native
	parse func(a []any) (any, bool)
	words func(a []any) error
}

// casts makes two natives of each: one that fails, and `tarn_try_x`, which gives NULL instead, at no more cost.
func casts(list ...caster) []Native {
	var out []Native
	for _, c := range list {
		fails, null := c.Native, c.Native
		fails.Fn = func(a []any) (any, error) {
			if v, ok := c.parse(a); ok {
				return v, nil
			}
			return nil, c.words(a)
		}
		null.Name, null.Doc = "tarn_try_"+strings.TrimPrefix(c.Name, "tarn_"), c.Doc+", NULL where it fails"
		null.Fn = func(a []any) (any, error) {
			if v, ok := c.parse(a); ok {
				return v, nil
			}
			return nil, nil
		}
		out = append(out, fails, null)
	}
	return out
}

var tries = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, n := range Natives() {
		if name, ok := strings.CutPrefix(n.Name, "tarn_try_"); ok {
			all["tarn_"+name] = true
		}
	}
	return all
})

// HasTry reports whether a native has a form that gives NULL instead of failing.
func HasTry(native string) bool { return tries()[native] }

// tooLong is a text that a varchar(n) does not hold. Trino has two wordings: one for types that check, one for those that do not.
func tooLong(a []any) (any, error) {
	text, shown, n, checks := a[0].(string), a[1].(string), a[2].(int32), a[3].(bool)
	if checks {
		return nil, badCast("Value %s cannot be represented as varchar(%d)", shown, n)
	}
	return nil, fault("GENERIC_INTERNAL_ERROR", "Character count exceeds length limit %d: base64:%s", n, base64.StdEncoding.EncodeToString([]byte(text)))
}
