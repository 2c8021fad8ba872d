package trinoregexp

// node is a part of a pattern.
type node interface{}

type (
	// char is one character; fold says that its case does not matter.
	char struct {
		r    rune
		fold bool
	}
	// any is a dot; all takes the line feed, too.
	dot struct{ all bool }
	// class is a set of characters.
	class struct {
		set set
		// more are texts of several characters that the class takes, where case does not matter.
		more [][]rune
	}
	// concat is one node after another, alt one or another.
	concat struct{ items []node }
	alt    struct{ items []node }
	// repeat is a quantifier; high is -1 without a bound.
	repeat struct {
		x         node
		low, high int
		lazy      bool
	}
	// flagged has flags of its own.
	flagged struct{ x node }
	// group captures.
	group struct {
		x node
		n int
	}
	// atomic does not go back into what it matched.
	atomic struct{ x node }
	// backref is what a group matched.
	backref struct {
		n    int
		fold bool
	}
	// anchor is a place.
	anchor struct{ kind anchorKind }
	// look looks ahead or behind.
	look struct {
		x              node
		behind, negate bool
	}
)

type anchorKind uint8

const (
	beginText    anchorKind = iota // \A, ^
	beginLine                      // ^ with (?m)
	endText                        // \z
	endTextLine                    // \Z, $
	endLine                        // $ with (?m)
	beginSearch                    // \G
	wordBoundary                   // \b
	notBoundary                    // \B
)

// sequence is the nodes one after another.
func sequence(items []node) node {
	if len(items) == 1 {
		return items[0]
	}
	return &concat{items}
}

// children are the nodes within a node.
func children(n node) []node {
	switch n := n.(type) {
	case *concat:
		return n.items
	case *alt:
		return n.items
	case *repeat:
		return []node{n.x}
	case *flagged:
		return []node{n.x}
	case *group:
		return []node{n.x}
	case *atomic:
		return []node{n.x}
	case *look:
		return []node{n.x}
	}
	return nil
}

// minLength is the least number of characters that a node takes.
func minLength(n node) int {
	const most = 1 << 20
	switch n := n.(type) {
	case *char:
		return 1
	case *dot, *class:
		return 1
	case *concat:
		sum := 0
		for _, x := range n.items {
			sum = min(most, sum+minLength(x))
		}
		return sum
	case *alt:
		least := most
		for _, x := range n.items {
			least = min(least, minLength(x))
		}
		return least
	case *repeat:
		return min(most, n.low*minLength(n.x))
	case *flagged:
		return minLength(n.x)
	case *group:
		return minLength(n.x)
	case *atomic:
		return minLength(n.x)
	}
	return 0
}

// hasGroup reports whether a node captures, or refers to what is captured, other than by looking around.
func hasGroup(n node) bool {
	switch n := n.(type) {
	case *group, *backref:
		return true
	case *look:
		return false
	case *repeat:
		return n.high != 0 && hasGroup(n.x)
	}
	for _, x := range children(n) {
		if hasGroup(x) {
			return true
		}
	}
	return false
}
