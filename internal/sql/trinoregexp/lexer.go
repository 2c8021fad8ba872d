package trinoregexp

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// tokenKind is what a token is.
type tokenKind uint8

const (
	endToken tokenKind = iota
	charToken
	codeToken // a character by its number: never an operator
	dotToken
	quantifierToken
	altToken
	openToken
	closeToken
	anchorToken
	typeToken // \d and its kind
	propertyToken
	backrefToken
	quoteToken
	classToken
	// within classes
	rangeToken
	andToken
	classEndToken
	posixToken
)

// token is a lexeme of a pattern.
type token struct {
	kind tokenKind
	r    rune
	// escaped says that a backslash stood before a character.
	escaped bool
	low     int
	high    int
	lazy    bool
	greedy  bool // possessive
	anchor  anchorKind
	set     set
	refs    []int
	at      int
}

// Error is a pattern's error, in the words of Trino's library.
type Error struct{ Msg string }

func (e *Error) Error() string { return e.Msg }

func fail(format string, args ...any) { panic(&Error{fmt.Sprintf(format, args...)}) }

// options are the flags in force.
type options struct{ ignoreCase, dotAll, multiLine, extended bool }

type parser struct {
	s       string
	i       int
	options options
	groups  int
	names   map[string]int
	depth   int
	nodes   int
}

func (p *parser) end() bool { return p.i >= len(p.s) }

func (p *parser) sees(text string) bool { return strings.HasPrefix(p.s[p.i:], text) }

func (p *parser) fetch() rune {
	r, n := utf8.DecodeRuneInString(p.s[p.i:])
	p.i += n
	return r
}

func (p *parser) accept(text string) bool {
	if p.sees(text) {
		p.i += len(text)
		return true
	}
	return false
}

// next reads a token outside of classes.
func (p *parser) next() token {
	for {
		if p.end() {
			return token{kind: endToken, at: p.i}
		}
		t := token{kind: charToken, at: p.i}
		t.r = p.fetch()
		switch t.r {
		case '\\':
			return p.escape(t)
		case '.':
			t.kind = dotToken
		case '*':
			return p.quantifier(t, 0, -1, false)
		case '+':
			return p.quantifier(t, 1, -1, false)
		case '?':
			return p.quantifier(t, 0, 1, false)
		case '{':
			if low, high, ok := p.bounds(); ok {
				return p.quantifier(t, low, high, true)
			}
		case '|':
			t.kind = altToken
		case '(':
			if p.accept("?#") {
				p.comment()
				continue
			}
			t.kind = openToken
		case ')':
			t.kind = closeToken
		case '^':
			t.kind, t.anchor = anchorToken, beginText
			if p.options.multiLine {
				t.anchor = beginLine
			}
		case '$':
			t.kind, t.anchor = anchorToken, endTextLine
			if p.options.multiLine {
				t.anchor = endLine
			}
		case '[':
			t.kind = classToken
		case '#':
			if p.options.extended {
				for !p.end() && p.fetch() != '\n' {
				}
				continue
			}
		case ' ', '\t', '\n', '\r', '\f':
			if p.options.extended {
				continue
			}
		}
		return t
	}
}

func (p *parser) comment() {
	for {
		if p.end() {
			fail("end pattern in group")
		}
		switch p.fetch() {
		case '\\':
			if !p.end() {
				p.fetch()
			}
		case ')':
			return
		}
	}
}

func (p *parser) quantifier(t token, low, high int, interval bool) token {
	t.kind, t.low, t.high = quantifierToken, low, high
	switch {
	case p.accept("?"):
		t.lazy = true
	case p.accept("+"):
		t.greedy = true
	}
	return t
}

const mostRepeats = 100000

// bounds reads what follows a {; where it is none, the { is a character like others.
func (p *parser) bounds() (low, high int, ok bool) {
	start := p.i
	defer func() {
		if !ok {
			p.i = start
		}
	}()
	number := func() (int, bool) {
		from := p.i
		n := 0
		for !p.end() && p.s[p.i] >= '0' && p.s[p.i] <= '9' {
			if n = n*10 + int(p.s[p.i]-'0'); n > 1<<31-1 {
				fail("too big number for repeat range")
			}
			p.i++
		}
		if n > mostRepeats {
			fail("too big number for repeat range")
		}
		return n, p.i > from
	}
	low, ok = number()
	if !ok || p.end() {
		return 0, 0, false
	}
	high = low
	if p.accept(",") {
		var given bool
		if high, given = number(); !given {
			high = -1
		}
	}
	if !p.accept("}") {
		return 0, 0, false
	}
	if high >= 0 && low > high {
		fail("upper is smaller than lower in repeat range")
	}
	return low, high, true
}

// escape reads what follows a backslash outside of classes.
func (p *parser) escape(t token) token {
	if p.end() {
		fail("end pattern at escape")
	}
	t.escaped = true
	from := p.i
	t.r = p.fetch()
	anchor := func(k anchorKind) token {
		t.kind, t.anchor = anchorToken, k
		return t
	}
	switch t.r {
	case 'w', 'W', 'd', 'D', 's', 'S', 'p', 'P':
		if s, ok := p.typeSet(t.r, 0); ok {
			t.kind, t.set = typeToken, s
		}
		return t
	case 'b':
		return anchor(wordBoundary)
	case 'B':
		return anchor(notBoundary)
	case 'A':
		return anchor(beginText)
	case 'Z':
		return anchor(endTextLine)
	case 'z':
		return anchor(endText)
	case 'G':
		return anchor(beginSearch)
	case 'Q':
		t.kind = quoteToken
		return t
	case 'k':
		if p.sees("<") {
			p.i++
			return p.namedRef(t)
		}
		return t
	case '1', '2', '3', '4', '5', '6', '7', '8', '9':
		p.i = from
		n := 0
		for !p.end() && p.s[p.i] >= '0' && p.s[p.i] <= '9' && n < 1<<24 {
			n = n*10 + int(p.s[p.i]-'0')
			p.i++
		}
		if n <= p.groups || n <= 9 {
			t.kind, t.refs = backrefToken, []int{n}
			return t
		}
		p.i = from
		if t.r >= '8' {
			t.r = p.fetch()
			return t
		}
	}
	p.i = from
	if r, ok := p.escaped(); ok {
		t.kind, t.r = codeToken, r
	} else {
		t.r = p.fetch()
	}
	return t
}

// typeSet is the set of \w and its kind; depth is 1 within a class.
func (p *parser) typeSet(r rune, depth int) (set, bool) {
	switch r {
	case 'w':
		return words, true
	case 'W':
		return words.not(), true
	case 'd':
		return digits, true
	case 'D':
		return digits.not(), true
	case 's':
		return spaces, true
	case 'S':
		return spaces.not(), true
	}
	var name string
	switch {
	case p.accept("{"):
		end := strings.IndexAny(p.s[p.i:], "}(){|")
		if end < 0 || p.s[p.i+end] != '}' {
			if end < 0 {
				end = len(p.s) - p.i
			}
			fail("invalid character property name <%s>", p.s[p.i:p.i+end])
		}
		name = p.s[p.i : p.i+end]
		p.i += end + 1
	default:
		if p.end() {
			fail("end pattern at escape")
		}
		if depth > 0 {
			return nil, false
		}
		name = string(p.fetch())
	}
	s, ok := property(name)
	if !ok {
		fail("invalid character property name <%s>", name)
	}
	if r == 'P' {
		s = s.not()
	}
	return s, true
}

// escaped reads an escape that stands for a character's number, without its backslash.
func (p *parser) escaped() (rune, bool) {
	from := p.i
	switch r := p.fetch(); r {
	case 'n':
		return '\n', true
	case 't':
		return '\t', true
	case 'r':
		return '\r', true
	case 'f':
		return '\f', true
	case 'a':
		return 7, true
	case 'b':
		return 8, true
	case 'e':
		return 27, true
	case 'v':
		return '\v', true
	case 'c':
		if p.end() {
			fail("end pattern at control")
		}
		c := p.fetch()
		if c == '?' {
			return 0x7f, true
		}
		if c == '\\' && !p.end() {
			if inner, ok := p.escaped(); ok {
				c = inner
			} else {
				c = p.fetch()
			}
		}
		return c & 0x9f, true
	case 'x':
		if p.accept("{") {
			start := p.i
			n := p.number(16, 8)
			if p.i > start && p.accept("}") {
				return p.codePoint(n), true
			}
			p.i = start - 1
			return 0, true // \x without digits
		}
		return p.rawByte(p.number(16, 2)), true
	case 'u':
		return p.codePoint(p.number(16, 4)), true
	case '0':
		return p.rawByte(p.number(8, 2)), true
	case '1', '2', '3', '4', '5', '6', '7':
		p.i = from
		return p.rawByte(p.number(8, 3)), true
	}
	p.i = from
	return 0, false
}

func (p *parser) number(base, most int) int {
	n := 0
	for ; most > 0 && !p.end(); most-- {
		d := strings.IndexByte("0123456789abcdef", p.s[p.i]|0x20)
		if p.s[p.i] < '0' || d < 0 || d >= base {
			break
		}
		n = n*base + d
		p.i++
	}
	return n
}

// codePoint is a character by its number; one that no text has never matches.
func (p *parser) codePoint(n int) rune { return rune(n) }

// rawByte is a character by its byte. Those beyond ASCII are bytes of UTF-8, of which a text of characters cannot be made.
func (p *parser) rawByte(n int) rune {
	if n > 0xff {
		fail("too big number")
	}
	if n > 0x7f {
		panic(&Error{unsupported + "a byte above 7f in a regular expression is not in Tarn yet"})
	}
	return rune(n)
}

// unsupported begins the message of an error that is Tarn's own.
const unsupported = "NOT_SUPPORTED: "

// name reads a group's name up to its end.
func (p *parser) name(end rune) string {
	from := p.i
	for !p.end() {
		at := p.i
		switch r := p.fetch(); {
		case r == end:
			if at == from {
				fail("group name is empty")
			}
			return p.s[from:at]
		case r == ')':
			fail("invalid group name <%s>", p.s[from:at])
		}
	}
	if from == len(p.s) {
		fail("group name is empty")
	}
	fail("invalid group name <%s>", p.s[from:])
	return ""
}

func (p *parser) namedRef(t token) token {
	name := p.name('>')
	t.kind = backrefToken
	t.r = 0
	digits := strings.TrimPrefix(name, "-")
	if digits != "" && strings.Trim(digits, "0123456789") == "" {
		n := 0
		for _, d := range digits {
			n = min(n*10+int(d-'0'), 1<<24)
		}
		if len(digits) < len(name) {
			if n = p.groups + 1 - n; n <= 0 {
				fail("invalid backref number/name")
			}
		}
		t.refs = []int{n}
		return t
	}
	n, ok := p.names[name]
	if !ok {
		fail("undefined name <%s> reference", name)
	}
	t.refs = []int{n}
	return t
}
