package trinoregexp

import (
	"fmt"
	"strings"
)

// Plain is a pattern that RE2 matches alike, on texts that are as it says.
type Plain struct {
	// Text is the pattern in RE2's syntax.
	Text string
	// ASCII: only on texts of ASCII. NoLine: only on texts that do not end with a line feed.
	ASCII, NoLine bool
}

// mostRE2 bounds what RE2 gets: it unfolds repetitions.
const mostRE2 = 1000

// RE2 gives the pattern as RE2 reads it, false where RE2 matches otherwise or not at all: look-around, back-references, atomic
// groups, lines, and repetitions of what may be empty. With occurs, it is only asked whether there is a match.
func (re *Regexp) RE2(occurs bool) (Plain, bool) {
	w := &re2Writer{}
	w.plain.ASCII = re.tail > 0
	if !w.node(re.root, occurs) || w.weight(re.root) > mostRE2 {
		return Plain{}, false
	}
	w.plain.Text = w.b.String()
	return w.plain, true
}

// MayBeEmpty reports whether a group, 0 for the whole, may match the empty text.
func (re *Regexp) MayBeEmpty(n int) bool {
	g := find(re.root, n)
	return g == nil || minLength(g) == 0
}

// Repeated reports whether a group is within a repetition.
func (re *Regexp) Repeated(n int) bool { return n > 0 && repeated(re.root, n, false) }

func find(x node, n int) node {
	if g, ok := x.(*group); n == 0 || ok && g.n == n {
		return x
	}
	for _, c := range children(x) {
		if g := find(c, n); g != nil {
			return g
		}
	}
	return nil
}

func repeated(x node, n int, within bool) bool {
	if g, ok := x.(*group); ok && g.n == n {
		return within
	}
	_, ok := x.(*repeat)
	for _, c := range children(x) {
		if repeated(c, n, within || ok) {
			return true
		}
	}
	return false
}

type re2Writer struct {
	b     strings.Builder
	plain Plain
}

// weight is how large a node is once its repetitions are unfolded.
func (w *re2Writer) weight(n node) int {
	sum := 1
	for _, x := range children(n) {
		sum += w.weight(x)
	}
	switch n := n.(type) {
	case *repeat:
		return min(1<<20, sum*max(1, n.low, n.high))
	case *class:
		return sum + len(n.set)
	}
	return min(1<<20, sum)
}

// node writes a node; last says that nothing comes after it, and that it does not matter where the match ends.
func (w *re2Writer) node(n node, last bool) bool {
	switch n := n.(type) {
	case *char:
		if n.r < 0 || n.r > 0x10ffff || n.r >= 0xd800 && n.r < 0xe000 {
			return false
		}
		if !n.fold {
			w.char(n.r)
			return true
		}
		if len(longFolds(n.r)) > 0 {
			return false
		}
		var spans []span
		for _, r := range folded(n.r) {
			spans = append(spans, span{r, r})
		}
		return w.set(setOf(spans...))
	case *dot:
		if n.all {
			w.b.WriteString("(?s:.)")
		} else {
			w.b.WriteString(`[^\n]`)
		}
		return true
	case *class:
		return len(n.more) == 0 && w.set(n.set)
	case *concat:
		for i, x := range n.items {
			if folds(n.items[i:]) { // one character, which is none of ASCII, may be equal to several
				w.plain.ASCII = true
			}
			if !w.node(x, last && i == len(n.items)-1) {
				return false
			}
		}
		return true
	case *alt:
		w.b.WriteString("(?:")
		for i, x := range n.items {
			if i > 0 {
				w.b.WriteByte('|')
			}
			if !w.node(x, last) {
				return false
			}
		}
		w.b.WriteByte(')')
		return true
	case *flagged:
		w.b.WriteString("(?:")
		ok := w.node(n.x, last)
		w.b.WriteByte(')')
		return ok
	case *group:
		w.b.WriteByte('(')
		ok := w.node(n.x, last)
		w.b.WriteByte(')')
		return ok
	case *repeat:
		return w.repeat(n)
	case *anchor:
		switch n.kind {
		case beginText:
			w.b.WriteString(`\A`)
		case endText:
			w.b.WriteString(`\z`)
		case endTextLine:
			if last {
				w.b.WriteString(`\n?\z`)
				break
			}
			w.plain.NoLine = true
			w.b.WriteString(`\z`)
		case wordBoundary:
			w.plain.ASCII = true
			w.b.WriteString(`\b`)
		case notBoundary:
			w.plain.ASCII = true
			w.b.WriteString(`\B`)
		default:
			return false
		}
		return true
	}
	return false
}

// folds reports whether nodes begin with characters that one may be equal to, where case does not matter.
func folds(items []node) bool {
	var run []*char
	for _, x := range items {
		c, ok := x.(*char)
		if !ok || !c.fold {
			break
		}
		run = append(run, c)
	}
	return len(longsAt(run)) > 0
}

func (w *re2Writer) repeat(n *repeat) bool {
	if minLength(n.x) == 0 || n.low > mostRE2 || n.high > mostRE2 || n.high == 0 {
		return false
	}
	w.b.WriteString("(?:")
	if !w.node(n.x, false) {
		return false
	}
	w.b.WriteByte(')')
	switch {
	case n.low == 0 && n.high == 1:
		w.b.WriteByte('?')
	case n.low == 0 && n.high < 0:
		w.b.WriteByte('*')
	case n.low == 1 && n.high < 0:
		w.b.WriteByte('+')
	case n.high < 0:
		fmt.Fprintf(&w.b, "{%d,}", n.low)
	default:
		fmt.Fprintf(&w.b, "{%d,%d}", n.low, n.high)
	}
	if n.lazy {
		w.b.WriteByte('?')
	}
	return true
}

func (w *re2Writer) char(r rune) {
	switch {
	case r < 0x20 || r == 0x7f:
		fmt.Fprintf(&w.b, `\x{%x}`, r)
	case strings.ContainsRune(`\.+*?()|[]{}^$-&~#/ `, r) && r != ' ' && r != '/':
		w.b.WriteByte('\\')
		w.b.WriteRune(r)
	default:
		w.b.WriteRune(r)
	}
}

func (w *re2Writer) set(s set) bool {
	if len(s) == 0 || len(s) > 100 {
		return false
	}
	w.b.WriteByte('[')
	for _, x := range s {
		w.char(x.lo)
		if x.hi > x.lo {
			w.b.WriteByte('-')
			w.char(x.hi)
		}
	}
	w.b.WriteByte(']')
	return true
}
