package trinoregexp

import (
	"slices"
	"sort"
	"unicode/utf8"
)

// span is the characters from lo to hi.
type span struct{ lo, hi rune }

// set is a set of characters: spans in order that do not touch.
type set []span

func setOf(spans ...span) set {
	s := slices.Clone(spans)
	sort.Slice(s, func(i, j int) bool { return s[i].lo < s[j].lo })
	out := s[:0]
	for _, x := range s {
		if n := len(out); n > 0 && x.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, x.hi)
			continue
		}
		out = append(out, x)
	}
	return set(out)
}

func (s set) has(r rune) bool {
	lo, hi := 0, len(s)
	for lo < hi {
		m := (lo + hi) / 2
		switch {
		case r < s[m].lo:
			hi = m
		case r > s[m].hi:
			lo = m + 1
		default:
			return true
		}
	}
	return false
}

func (s set) or(t set) set { return setOf(append(slices.Clone(s), t...)...) }

func (s set) not() set {
	var out set
	next := rune(0)
	for _, x := range s {
		if x.lo > next {
			out = append(out, span{next, x.lo - 1})
		}
		next = x.hi + 1
	}
	if next <= utf8.MaxRune {
		out = append(out, span{next, utf8.MaxRune})
	}
	return out
}

func (s set) and(t set) set { return s.not().or(t.not()).not() }

var (
	digits = setOf(span{'0', '9'})
	words  = setOf(span{'0', '9'}, span{'A', 'Z'}, span{'_', '_'}, span{'a', 'z'})
	spaces = setOf(span{'\t', '\r'}, span{' ', ' '})
)
