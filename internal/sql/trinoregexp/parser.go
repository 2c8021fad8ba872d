package trinoregexp

import (
	"slices"
	"strings"
	"unicode"
)

const (
	deepest   = 1000
	mostNodes = 100000
)

// parse reads a pattern. It panics with an *Error.
func (p *parser) parse() node {
	t := p.next()
	n, t := p.alternatives(t, endToken)
	p.check(n, nil)
	return n
}

// check refuses what is only known when all has been read.
func (p *parser) check(n node, within []int) {
	switch n := n.(type) {
	case *group:
		within = append(within, n.n)
	case *backref:
		if n.n > p.groups {
			fail("invalid backref number/name")
		}
		if slices.Contains(within, n.n) {
			panic(&Error{unsupported + "a back-reference to the group that it is in is not in Tarn yet"})
		}
	case *look:
		if n.behind {
			checkBehind(n)
		}
	}
	for _, x := range children(n) {
		p.check(x, within)
	}
}

// alternatives reads up to a token of kind end, which it returns.
func (p *parser) alternatives(t token, end tokenKind) (node, token) {
	if p.depth++; p.depth > deepest {
		panic(&Error{unsupported + "a regular expression nested so deep is not in Tarn yet"})
	}
	defer func() { p.depth-- }()
	var items []node
	for {
		var n node
		n, t = p.branch(t, end)
		items = append(items, n)
		if t.kind != altToken {
			break
		}
		t = p.next()
	}
	if t.kind != end {
		if end == closeToken {
			fail("end pattern with unmatched parenthesis")
		}
		fail("unmatched close parenthesis")
	}
	if len(items) == 1 {
		return items[0], t
	}
	return &alt{items}, t
}

func (p *parser) branch(t token, end tokenKind) (node, token) {
	var items []node
	for t.kind != endToken && t.kind != altToken && t.kind != end {
		var n node
		n, t = p.piece(t, end)
		if c, ok := n.(*concat); ok {
			items = append(items, c.items...)
		} else {
			items = append(items, n)
		}
	}
	return sequence(items), t
}

// piece reads an atom with its quantifiers, and the token after them.
func (p *parser) piece(t token, end tokenKind) (node, token) {
	if p.nodes++; p.nodes > mostNodes {
		panic(&Error{unsupported + "a regular expression so long is not in Tarn yet"})
	}
	var n node
	switch t.kind {
	case closeToken:
		fail("unmatched close parenthesis")
	case quantifierToken:
		fail("target of repeat operator is not specified")
	case openToken:
		before := p.options
		var rest bool
		if n, rest = p.parenthesis(); rest {
			// Flags hold for all that follows, other alternatives among it.
			n, t = p.alternatives(p.next(), end)
			p.options = before
			return &flagged{n}, t
		}
	case charToken, codeToken:
		n = &char{t.r, p.options.ignoreCase}
	case dotToken:
		n = &dot{p.options.dotAll}
	case anchorToken:
		n = &anchor{t.anchor}
	case typeToken:
		n = &class{set: t.set}
	case backrefToken:
		n = &backref{t.refs[0], p.options.ignoreCase}
	case quoteToken:
		text := p.s[p.i:]
		if i := strings.Index(text, `\E`); i >= 0 {
			text = text[:i]
			p.i += i + 2
		} else {
			p.i = len(p.s)
		}
		var items []node
		for _, r := range text {
			items = append(items, &char{r, p.options.ignoreCase})
		}
		n = sequence(items)
		if t = p.next(); t.kind == quantifierToken && len(items) > 1 {
			last, after := p.quantified(items[len(items)-1], t)
			return sequence(append(items[:len(items)-1:len(items)-1], last)), after
		}
		return p.quantified(n, t)
	case classToken:
		n = p.class()
	}
	return p.quantified(n, p.next())
}

func (p *parser) quantified(n node, t token) (node, token) {
	for t.kind == quantifierToken {
		n = quantify(n, t.low, t.high, t.lazy)
		if t.greedy {
			n = &atomic{n}
		}
		t = p.next()
	}
	return n, t
}

// parenthesis reads a group after its (. rest says that it was flags only.
func (p *parser) parenthesis() (n node, rest bool) {
	inner := func() node {
		n, _ := p.alternatives(p.next(), closeToken)
		return n
	}
	if !p.sees("?") {
		return p.capture(), false
	}
	p.i++
	if p.end() {
		fail("end pattern in group")
	}
	before := p.options
	switch r := p.fetch(); r {
	case ':':
		n = inner()
		p.options = before
		return &alt{[]node{n}}, false
	case '=':
		n = &look{x: inner()}
	case '!':
		n = &look{x: inner(), negate: true}
	case '>':
		n = &atomic{inner()}
	case '\'':
		return p.namedGroup('\''), false
	case '<':
		if p.end() {
			fail("end pattern with unmatched parenthesis")
		}
		switch {
		case p.accept("="):
			n = &look{x: inner(), behind: true}
		case p.accept("!"):
			n = &look{x: inner(), behind: true, negate: true}
		default:
			return p.namedGroup('>'), false
		}
	default:
		p.i--
		if r > 0x7f {
			fail("undefined group option")
		}
		if p.flags() {
			return nil, true
		}
		n = &flagged{inner()}
	}
	p.options = before
	return n, false
}

func (p *parser) capture() node {
	before := p.options
	p.groups++
	g := &group{n: p.groups}
	g.x, _ = p.alternatives(p.next(), closeToken)
	p.options = before
	return g
}

func (p *parser) namedGroup(end rune) node {
	name := p.name(end)
	for i, r := range name {
		switch {
		case i == 0 && r >= '0' && r <= '9', i == 0 && r == '-':
			fail("invalid group name <%s>", name)
		case r != '_' && !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Pc):
			fail("invalid char in group name <%s>", name)
		}
	}
	if _, ok := p.names[name]; ok {
		fail("multiplex defined name <%s>", name)
	}
	if p.names == nil {
		p.names = map[string]int{}
	}
	p.names[name] = p.groups + 1
	return p.capture()
}

// flags reads (?ims-x) or (?ims-x:, and reports whether it was the former.
func (p *parser) flags() bool {
	off := false
	for {
		if p.end() {
			fail("end pattern in group")
		}
		switch p.fetch() {
		case ')':
			return true
		case ':':
			return false
		case '-':
			off = true
		case 'x':
			p.options.extended = !off
		case 'i':
			p.options.ignoreCase = !off
		case 's':
			p.options.dotAll = !off
		case 'm':
			p.options.multiLine = !off
		default:
			fail("undefined group option")
		}
	}
}

// quantify puts a quantifier on a node, and makes one of two on each other.
func quantify(n node, low, high int, lazy bool) node {
	if low == 1 && high == 1 {
		return n
	}
	inner, ok := unwrap(n).(*repeat)
	if !ok {
		return &repeat{n, low, high, lazy}
	}
	outer := &repeat{inner, low, high, lazy}
	child, parent := kindOf(inner), kindOf(outer)
	if child < 0 {
		return outer
	}
	if parent < 0 {
		if (child == 1 || child == 2) && high > 1 && !lazy {
			outer.high = max(1, low)
		}
		return outer
	}
	switch reductions[child][parent] {
	case 'D':
		return inner
	case 'A':
		return &repeat{inner.x, 0, -1, false}
	case 'a':
		return &repeat{inner.x, 0, -1, true}
	case 'q':
		return &repeat{inner.x, 0, 1, true}
	case 'P':
		return &repeat{&repeat{inner.x, 1, -1, false}, 0, 1, true}
	case 'p':
		return &repeat{&repeat{inner.x, 1, -1, true}, 0, 1, false}
	}
	return outer
}

// unwrap takes off the groups that do not capture.
func unwrap(n node) node {
	for {
		a, ok := n.(*alt)
		if !ok || len(a.items) != 1 {
			return n
		}
		n = a.items[0]
	}
}

// kindOf numbers the popular quantifiers: ? * + ?? *? +?; -1 is another.
func kindOf(r *repeat) int {
	k := -1
	switch {
	case r.low == 0 && r.high == 1:
		k = 0
	case r.low == 0 && r.high < 0:
		k = 1
	case r.low == 1 && r.high < 0:
		k = 2
	default:
		return -1
	}
	if r.lazy {
		k += 3
	}
	return k
}

// reductions says what becomes of a quantifier (row) under another (column): D the inner one, A *, a *?, q ??, P (?:+)??,
// p (?:+?)?, - both.
var reductions = [6]string{"DAAqa-", "DDDPPD", "AAD-PD", "DaaDaa", "DDDDDD", "-pDaaD"}
