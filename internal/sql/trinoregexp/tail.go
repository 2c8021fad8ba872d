package trinoregexp

import (
	"strings"
	"unicode/utf8"
)

// Trino's library looks for a short match that has to end where the text does from as many bytes before the end as it may have,
// and finds none where that lies within the text's last character: 'a?$' is not in '日'. So it is here.

// tail is the most bytes of a match that has to end where the text does, -1 for others.
func tail(n node) int {
	if !endsText(n) {
		return -1
	}
	return maxBytes(n)
}

// tailStart is where the search for such a match begins, -1 where it finds none.
func (re *Regexp) tailStart(s string, from int) int {
	end := len(s)
	if re.tailLine && strings.HasSuffix(s, "\n") {
		end--
	}
	start := end - re.tail
	if start <= from {
		return from
	}
	at := start
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	if at > start && at == len(s) {
		return -1
	}
	return at
}

// tailLine reports whether the end may be before a line feed.
func tailLine(n node) bool {
	switch n := n.(type) {
	case *anchor:
		return n.kind == endTextLine
	case *concat:
		return tailLine(n.items[len(n.items)-1])
	case *alt:
		for _, x := range n.items {
			if tailLine(x) {
				return true
			}
		}
		return false
	}
	return tailLine(children(n)[0])
}

func endsText(n node) bool {
	switch n := n.(type) {
	case *anchor:
		return n.kind == endText || n.kind == endTextLine
	case *concat:
		return len(n.items) > 0 && endsText(n.items[len(n.items)-1])
	case *flagged:
		return endsText(n.x)
	case *group:
		return endsText(n.x)
	case *atomic:
		return endsText(n.x)
	case *repeat:
		return n.low > 0 && endsText(n.x)
	case *alt:
		for _, x := range n.items {
			if !endsText(x) {
				return false
			}
		}
		return true
	}
	return false
}

// maxBytes is the most bytes that a node takes, -1 for more than a few.
func maxBytes(n node) int {
	const few = 8
	switch n := n.(type) {
	case *char:
		size := utf8.RuneLen(n.r)
		if n.fold {
			for _, r := range folded(n.r) {
				size = max(size, utf8.RuneLen(r))
			}
		}
		return size
	case *class:
		if len(n.set) > 0 && n.set[len(n.set)-1].hi < utf8.RuneSelf {
			return 1
		}
		return -1
	case *dot, *backref:
		return -1
	case *concat:
		sum := 0
		for _, x := range n.items {
			size := maxBytes(x)
			if size < 0 || sum+size > few {
				return -1
			}
			sum += size
		}
		return sum
	case *alt:
		most := 0
		for _, x := range n.items {
			size := maxBytes(x)
			if size < 0 {
				return -1
			}
			most = max(most, size)
		}
		return most
	case *repeat:
		size := maxBytes(n.x)
		if n.high == 0 || size == 0 {
			return 0
		}
		if size < 0 || n.high < 0 || n.high > few || size*n.high > few {
			return -1
		}
		return size * n.high
	case *flagged:
		return maxBytes(n.x)
	case *group:
		return maxBytes(n.x)
	case *atomic:
		return maxBytes(n.x)
	}
	return 0
}
