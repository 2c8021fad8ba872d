package trinoregexp

// checkBehind refuses what look-behind does not take: texts of no fixed length, but for whole alternatives, and some parts.
func checkBehind(l *look) {
	for _, branch := range behindBranches(l) {
		if length(branch) < 0 || !behindTakes(branch, l.negate) {
			fail("invalid pattern in look-behind")
		}
	}
}

// behindBranches are the alternatives of a look-behind, each of its own length.
func behindBranches(l *look) []node {
	if a, ok := unwrap(l.x).(*alt); ok {
		return a.items
	}
	return []node{l.x}
}

func behindTakes(n node, negate bool) bool {
	switch n := n.(type) {
	case *backref, *atomic, *flagged:
		return false
	case *group:
		if negate {
			return false
		}
	case *look:
		return n.behind
	case *anchor:
		switch n.kind {
		case endText, endTextLine:
			return false
		}
	}
	for _, x := range children(n) {
		if !behindTakes(x, negate) {
			return false
		}
	}
	return true
}

// length is the number of characters that a node takes, -1 where that is not fixed.
func length(n node) int {
	switch n := n.(type) {
	case *char, *dot:
		return 1
	case *class:
		if len(n.more) > 0 {
			return -1
		}
		return 1
	case *concat:
		sum := 0
		for _, x := range n.items {
			l := length(x)
			if l < 0 {
				return -1
			}
			sum += l
		}
		return sum
	case *alt:
		first := length(n.items[0])
		for _, x := range n.items[1:] {
			if length(x) != first {
				return -1
			}
		}
		return first
	case *repeat:
		if n.low != n.high {
			return -1
		}
		l := length(n.x)
		if l < 0 {
			return -1
		}
		return l * n.low
	case *group:
		return length(n.x)
	case *atomic:
		return length(n.x)
	case *backref:
		return -1
	}
	return 0
}
