package functions

import (
	"fmt"
	"strings"
)

// MaxListagg is how many bytes LISTAGG's result has at most.
const MaxListagg = 1 << 20

// listagg joins values up to the limit: then come the filler, and how many values are left out.
func listagg(a []any) (any, error) {
	var b strings.Builder
	values := a[0].([]any)
	sep, filler, count := a[1].(string), a[2].(string), a[3].(bool)
	some := false
	for i, v := range values {
		s, ok := v.(string)
		if !ok {
			continue
		}
		add := s
		if some {
			add = sep + s
		}
		if b.Len()+len(add) > MaxListagg {
			if some {
				b.WriteString(sep)
			}
			b.WriteString(filler)
			if count {
				left := 0
				for _, v := range values[i:] {
					if _, ok := v.(string); ok {
						left++
					}
				}
				fmt.Fprintf(&b, "(%d)", left)
			}
			return b.String(), nil
		}
		b.WriteString(add)
		some = true
	}
	if !some {
		return nil, nil
	}
	return b.String(), nil
}
