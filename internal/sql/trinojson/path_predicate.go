package trinojson

import "strings"

// truth is SQL's: true, false or unknown.
type truth uint8

const (
	isUnknown truth = iota
	isFalse
	isTrue
)

func truthOf(b bool) truth {
	if b {
		return isTrue
	}
	return isFalse
}

// test gives a predicate's truth. What fails in it is unknown.
func (e *evaluation) test(p predicate) truth {
	switch p := p.(type) {
	case *logic:
		left := e.test(p.left)
		decides := truthOf(!p.and)
		if left == decides {
			return left
		}
		right := e.test(p.right)
		if right == decides || left != isUnknown {
			return right
		}
		return isUnknown
	case *not:
		switch e.test(p.x) {
		case isTrue:
			return isFalse
		case isFalse:
			return isTrue
		}
		return isUnknown
	case *unknown:
		return truthOf(e.test(p.x) == isUnknown)
	case *exists:
		items, err := e.eval(p.x)
		if err != nil {
			return isUnknown
		}
		return truthOf(len(items) > 0)
	case *startsWith:
		return e.startsWith(p)
	case *compare:
		return e.compare(p)
	}
	return isUnknown
}

func (e *evaluation) operands(x node) ([]item, bool) {
	items, err := e.eval(x)
	return e.unwrap(items), err == nil
}

func (e *evaluation) startsWith(p *startsWith) truth {
	whole, ok := e.operands(p.whole)
	prefix, ok2 := e.operands(p.prefix)
	if !ok || !ok2 || len(prefix) != 1 || prefix[0].kind != textItemKind {
		return isUnknown
	}
	result := isFalse
	for _, it := range whole {
		if it.kind != textItemKind {
			return isUnknown
		}
		if strings.HasPrefix(it.text, prefix[0].text) {
			if result = isTrue; e.path.lax {
				return result
			}
		}
	}
	return result
}

// compare holds where a pair of items does. In lax mode the first pair that holds, or cannot be compared, decides.
func (e *evaluation) compare(p *compare) truth {
	left, ok := e.operands(p.left)
	right, ok2 := e.operands(p.right)
	if !ok || !ok2 {
		return isUnknown
	}
	result := isFalse
	for _, l := range left {
		for _, r := range right {
			switch compareItems(p.op, l, r) {
			case isUnknown:
				return isUnknown
			case isTrue:
				if result = isTrue; e.path.lax {
					return result
				}
			}
		}
	}
	return result
}

func compareItems(op string, l, r item) truth {
	if isNull(l) || isNull(r) {
		both := isNull(l) && isNull(r)
		return truthOf(op == "==" && both || op == "<>" && !both)
	}
	var c int
	switch {
	case l.kind != r.kind || l.kind == jsonItem:
		return isUnknown
	case l.kind == textItemKind:
		c = strings.Compare(l.text, r.text)
	case l.kind == boolItem:
		c = int(truthOf(l.truth)) - int(truthOf(r.truth))
	case l.kind == otherItem:
		if l.typ != r.typ {
			return isUnknown
		}
		c = strings.Compare(l.text, r.text)
	default:
		var ordered bool
		if c, ordered = order(l.num, r.num); !ordered {
			return truthOf(op == "<>")
		}
	}
	switch op {
	case "==":
		return truthOf(c == 0)
	case "<>":
		return truthOf(c != 0)
	case "<":
		return truthOf(c < 0)
	case "<=":
		return truthOf(c <= 0)
	case ">":
		return truthOf(c > 0)
	}
	return truthOf(c >= 0)
}

func isNull(it item) bool { return it.json != nil && it.json.kind == null }
