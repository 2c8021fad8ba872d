package trinoregexp

import "strings"

// must is a text that every match has in it, "" where none is known: where it is missing, there is nothing to look for.
func must(n node) string {
	longer := func(a, b string) string {
		if len(b) > len(a) {
			return b
		}
		return a
	}
	switch n := n.(type) {
	case *char:
		if !n.fold {
			return string(n.r)
		}
	case *concat:
		best := ""
		var run strings.Builder
		for _, x := range n.items {
			if c, ok := x.(*char); ok && !c.fold {
				run.WriteRune(c.r)
				continue
			}
			best = longer(longer(best, run.String()), must(x))
			run.Reset()
		}
		return longer(best, run.String())
	case *flagged:
		return must(n.x)
	case *group:
		return must(n.x)
	case *atomic:
		return must(n.x)
	case *repeat:
		if n.low > 0 {
			return must(n.x)
		}
	case *alt:
		if len(n.items) == 1 {
			return must(n.items[0])
		}
	}
	return ""
}
