package trinoregexp

import (
	"slices"
	"strings"
)

// classOf is a class of a set, with what its characters are equal to where case does not matter.
func (p *parser) classOf(s set, negate bool) node {
	c := &class{set: s}
	if p.options.ignoreCase {
		c.set = foldSet(s)
		if !negate {
			t := unicodeTables()
			for r := range t.folds {
				if r >= 0x80 && s.has(r) {
					c.more = append(c.more, longFolds(r)...)
				}
			}
			slices.SortFunc(c.more, func(a, b []rune) int { return strings.Compare(string(a), string(b)) })
		}
	}
	if negate {
		c.set = c.set.not()
	}
	return c
}

func (p *parser) class() node {
	s, negate := p.classSet()
	return p.classOf(s, negate)
}

// nextInClass reads a token within a class.
func (p *parser) nextInClass() token {
	if p.end() {
		return token{kind: endToken}
	}
	t := token{kind: charToken, at: p.i}
	t.r = p.fetch()
	switch t.r {
	case ']':
		t.kind = classEndToken
	case '-':
		t.kind = rangeToken
	case '[':
		if p.sees(":") && p.posixAhead() {
			t.kind = posixToken
			return t
		}
		t.kind = classToken
	case '&':
		if p.accept("&") {
			t.kind = andToken
		}
	case '\\':
		if p.end() {
			fail("end pattern at escape")
		}
		t.escaped = true
		from := p.i
		t.r = p.fetch()
		switch t.r {
		case 'w', 'W', 'd', 'D', 's', 'S', 'p', 'P':
			if s, ok := p.typeSet(t.r, 1); ok {
				t.kind, t.set = typeToken, s
			}
			return t
		}
		p.i = from
		if r, ok := p.escaped(); ok {
			t.kind, t.r = codeToken, r
		} else {
			t.r = p.fetch()
		}
	}
	return t
}

// posixAhead reports whether [: is closed by :].
func (p *parser) posixAhead() bool {
	for i := p.i + 1; i < len(p.s); i++ {
		switch {
		case p.s[i] == '\\':
			i++
		case strings.HasPrefix(p.s[i:], ":]"):
			return true
		case p.s[i] == ']':
			return false
		}
	}
	return false
}

var posixNames = []string{"alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit", "ascii", "word"}

// posix reads [:name:] after its [; false where it is none, and nothing is read.
func (p *parser) posix() (set, bool) {
	start := p.i
	p.i++
	not := p.accept("^")
	for _, name := range posixNames {
		if p.accept(name + ":]") {
			s, _ := property(name)
			if not {
				s = s.not()
			}
			return s, true
		}
	}
	for n := 0; !p.end() && p.s[p.i] != ':' && p.s[p.i] != ']' && n <= 20; n++ {
		p.fetch()
	}
	if p.sees(":]") {
		fail("invalid POSIX bracket type")
	}
	p.i = start
	return nil, false
}

// classState is where the reading of a class stands.
type classState uint8

const (
	atStart classState = iota
	atValue
	inRange
	complete
)

// classSet reads a class after its [.
func (p *parser) classSet() (result set, negate bool) {
	if p.depth++; p.depth > deepest {
		panic(&Error{unsupported + "a regular expression nested so deep is not in Tarn yet"})
	}
	defer func() { p.depth-- }()
	t := p.nextInClass()
	if t.kind == charToken && t.r == '^' && !t.escaped {
		negate = true
		t = p.nextInClass()
	}
	if t.kind == classEndToken {
		if !strings.Contains(p.s[p.i:], "]") {
			fail("empty char-class")
		}
		t.kind = charToken // []…]
	}
	var spans []span
	var before set
	anded := false
	state := atStart
	last, isClass := rune(0), false
	flush := func() {
		if state == atValue && !isClass {
			spans = append(spans, span{last, last})
		}
	}
	value := func(r rune) {
		switch state {
		case atValue:
			flush()
		case inRange:
			if last > r {
				fail("empty range in char class")
			}
			spans = append(spans, span{last, r})
			state = complete
			return
		default:
			state = atValue
		}
		last, isClass = r, false
	}
	sets := func(s set) {
		if state == inRange {
			fail("char-class value at end of range")
		}
		flush()
		spans = append(spans, s...)
		state, isClass = atValue, true
	}
	for ; t.kind != classEndToken; t = p.nextInClass() {
	again:
		switch t.kind {
		case endToken:
			fail("premature end of char-class")
		case charToken, codeToken:
			value(t.r)
		case typeToken:
			sets(t.set)
		case posixToken:
			if s, ok := p.posix(); ok {
				sets(s)
			} else {
				value('[')
			}
		case rangeToken:
			switch state {
			case inRange:
				value('-')
				continue
			case atValue:
				t = p.nextInClass()
				if t.kind == classEndToken || t.kind == andToken {
					value('-')
					break
				}
				state = inRange // after a class such as \w, from the character before that
			case atStart, complete:
				t = p.nextInClass()
				value('-')
			}
			if t.kind == classEndToken {
				flush()
				return p.finish(spans, before, anded), negate
			}
			goto again
		case classToken:
			flush()
			state = complete
			s, not := p.classSet()
			if not {
				s = s.not()
			}
			spans = append(spans, s...)
		case andToken:
			flush()
			before = p.finish(spans, before, anded)
			anded, spans, state = true, nil, atStart
		}
	}
	flush()
	return p.finish(spans, before, anded), negate
}

func (p *parser) finish(spans []span, before set, anded bool) set {
	s := setOf(spans...)
	if anded {
		s = before.and(s)
	}
	return s
}
