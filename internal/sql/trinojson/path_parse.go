package trinojson

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// PathError is a fault in a path's text. Offset counts characters from the path's beginning; it is negative for a fault of the
// whole.
type PathError struct {
	Code   string
	Offset int
	Msg    string
}

func (e *PathError) Error() string { return e.Msg }

// lexeme is a token of a path.
type lexeme struct {
	kind byte // 'i' a word, 's' a text, 'd' a number, 'v' a variable, 'o' an operator, 'e' the end
	text string
	at   int
}

type pathParser struct {
	toks  []lexeme
	at    int
	depth int
	steps int
	path  *Path
}

// ParseSQLPath reads a path. The error is a *PathError.
func ParseSQLPath(text string) (p *Path, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*PathError)
			if !ok {
				panic(r)
			}
			p, err = nil, e
		}
	}()
	ps := &pathParser{toks: lexPath(text), path: &Path{}}
	switch t := ps.tok(); {
	case t.kind == 'i' && (t.text == "lax" || t.text == "strict"):
		ps.path.lax = t.text == "lax"
		ps.at++
	case t.text == "$":
		ps.fail(t, "missing {'lax', 'strict'} at '%s'", t.text)
	default:
		ps.mismatch("{'lax', 'strict'}")
	}
	ps.path.root = ps.expression()
	if ps.tok().kind != 'e' {
		ps.mismatch(afterAccessor)
	}
	return ps.path, nil
}

const (
	afterAccessor = "{<EOF>, '+', '*', '/', '%', '.', '..', '[', '?', '-'}"
	operandStart  = "{'+', '(', '$', '@', 'false', 'last', '-', 'null', 'true', DECIMAL_VALUE, DOUBLE_VALUE, INTEGER_VALUE, STRING, NAMED_VARIABLE}"
)

func (p *pathParser) tok() lexeme { return p.toks[p.at] }

func (p *pathParser) fail(t lexeme, format string, args ...any) {
	panic(&PathError{"SYNTAX_ERROR", t.at, fmt.Sprintf(format, args...)})
}

func (p *pathParser) mismatch(expecting string) {
	p.fail(p.tok(), "mismatched input '%s' expecting %s", p.tok().text, expecting)
}

func (p *pathParser) accept(op string) bool {
	if t := p.tok(); t.text == op && (t.kind == 'o' || t.kind == 'i') {
		p.at++
		return true
	}
	return false
}

func (p *pathParser) expect(op string) {
	if !p.accept(op) {
		p.mismatch("'" + op + "'")
	}
}

func (p *pathParser) nest() func() {
	if p.depth++; p.depth > 200 {
		p.fail(p.tok(), "the path is too deeply nested")
	}
	return func() { p.depth-- }
}

func (p *pathParser) expression() node {
	defer p.nest()()
	left := p.product()
	for {
		switch {
		case p.accept("+"):
			left = &binary{'+', left, p.product()}
		case p.accept("-"):
			left = &binary{'-', left, p.product()}
		default:
			return left
		}
	}
}

func (p *pathParser) product() node {
	left := p.signed()
	for {
		switch {
		case p.accept("*"):
			left = &binary{'*', left, p.signed()}
		case p.accept("/"):
			left = &binary{'/', left, p.signed()}
		case p.accept("%"):
			left = &binary{'%', left, p.signed()}
		default:
			return left
		}
	}
}

func (p *pathParser) signed() node {
	defer p.nest()()
	switch {
	case p.accept("-"):
		return p.negated(p.signed(), true)
	case p.accept("+"):
		return p.negated(p.signed(), false)
	}
	return p.accessor()
}

func (p *pathParser) negated(x node, minus bool) node {
	if l, ok := x.(*literal); ok && l.item.kind != numberItem {
		verb := "apply unary plus to"
		if minus {
			verb = "negate"
		}
		panic(&PathError{"INVALID_PATH", -1, fmt.Sprintf("invalid operand type (%s) in JSON path arithmetic unary expression: Cannot %s %s", l.item.typeName(), verb, l.item.typeName())})
	}
	return &sign{x, minus}
}

var methods = map[string]bool{"type": true, "size": true, "double": true, "ceiling": true, "floor": true, "abs": true, "keyvalue": true, "datetime": true}

func (p *pathParser) accessor() node {
	x := p.primary()
	for {
		switch {
		case p.accept("."):
			if p.accept("*") {
				x = &wildcard{x}
				continue
			}
			t := p.tok()
			if t.kind != 'i' && t.kind != 's' {
				p.fail(t, "no viable alternative at input '.%s'", t.text)
			}
			p.at++
			if t.kind == 'i' && methods[t.text] && p.accept("(") {
				if t.text == "datetime" {
					panic(&PathError{"NOT_SUPPORTED", -1, "datetime method in JSON path is not yet supported"})
				}
				p.expect(")")
				x = &method{x, t.text}
				continue
			}
			x = &member{x, t.text}
		case p.accept(".."):
			t := p.tok()
			if t.kind != 'i' && t.kind != 's' {
				p.mismatch("{IDENTIFIER, STRING}")
			}
			p.at++
			x = &descend{x, t.text}
		case p.accept("["):
			if p.accept("*") {
				p.expect("]")
				x = &allOf{x}
				continue
			}
			e := &elementOf{base: x}
			for {
				s := subscript{from: p.expression()}
				if p.accept("to") {
					s.to = p.expression()
				}
				e.subscripts = append(e.subscripts, s)
				if !p.accept(",") {
					break
				}
			}
			p.expect("]")
			x = e
		case p.accept("?"):
			if p.tok().text != "(" {
				p.fail(p.tok(), "missing '(' at '%s'", p.tok().text)
			}
			p.at++
			where := p.or()
			p.expect(")")
			x = &filter{x, where}
		default:
			return x
		}
	}
}

// maxSteps bounds the work on a path: what may be a predicate or an operand is read twice.
const maxSteps = 20_000

func (p *pathParser) primary() node {
	t := p.tok()
	if p.steps++; p.steps > maxSteps {
		panic(&PathError{"SYNTAX_ERROR", -1, "the path is too complex"})
	}
	switch {
	case t.kind == 's':
		p.at++
		return &literal{textItem(t.text)}
	case t.kind == 'd':
		p.at++
		n, err := parseLiteral(t.text)
		if err != nil {
			panic(&PathError{"SYNTAX_ERROR", -2, "Invalid numeric literal: " + t.text})
		}
		return &literal{item{kind: numberItem, num: n}}
	case t.kind == 'v':
		p.at++
		p.path.Variables = append(p.path.Variables, t.text)
		return &variable{t.text}
	case p.accept("$"):
		return &context{}
	case p.accept("@"):
		return &current{}
	case p.accept("last"):
		return &last{}
	case p.accept("null"):
		return &literal{item{kind: jsonItem, json: &value{kind: null, text: "null"}}}
	case p.accept("true"):
		return &literal{item{kind: boolItem, truth: true, typ: "boolean"}}
	case p.accept("false"):
		return &literal{item{kind: boolItem, typ: "boolean"}}
	case p.accept("("):
		x := p.expression()
		p.expect(")")
		return x
	}
	p.mismatch(operandStart)
	return nil
}

func (p *pathParser) or() predicate {
	defer p.nest()()
	left := p.and()
	for p.accept("||") {
		left = &logic{false, left, p.and()}
	}
	return left
}

func (p *pathParser) and() predicate {
	left := p.condition()
	for p.accept("&&") {
		left = &logic{true, left, p.condition()}
	}
	return left
}

func (p *pathParser) condition() predicate {
	switch {
	case p.accept("!"):
		if x := p.delimited(); x != nil {
			return &not{x}
		}
		p.mismatch("{'(', 'exists'}")
	case p.tok().text == "exists" || p.tok().text == "(":
		// A parenthesis may open a predicate or an operand of a comparison: the text behind tells.
		from, depth, vars := p.at, p.depth, len(p.path.Variables)
		if x := p.tryDelimited(); x != nil {
			if p.accept("is") {
				p.expect("unknown")
				return &unknown{x}
			}
			if t := p.tok(); t.kind == 'e' || t.text == ")" || t.text == "&&" || t.text == "||" {
				return x
			}
		}
		p.at, p.depth, p.path.Variables = from, depth, p.path.Variables[:vars]
	}
	start := p.at
	left := p.expression()
	switch t := p.tok(); t.text {
	case "==", "<>", "!=", "<", ">", "<=", ">=":
		p.at++
		if t.text == "!=" {
			t.text = "<>"
		}
		return &compare{t.text, left, p.expression()}
	case "starts":
		p.at++
		p.expect("with")
		prefix := p.tok()
		if prefix.kind != 's' && prefix.kind != 'v' {
			p.mismatch("{STRING, NAMED_VARIABLE}")
		}
		return &startsWith{left, p.primary()}
	case "like_regex":
		panic(&PathError{"NOT_SUPPORTED", -1, "like_regex predicate in JSON path is not yet supported"})
	}
	var seen strings.Builder
	for _, t := range p.toks[start : p.at+1] {
		if t.kind == 'v' {
			seen.WriteByte('$')
		}
		seen.WriteString(t.text)
	}
	p.fail(p.tok(), "no viable alternative at input '%s'", seen.String())
	return nil
}

func (p *pathParser) tryDelimited() (x predicate) {
	defer func() {
		if r := recover(); r != nil {
			if e, ok := r.(*PathError); !ok || e.Code != "SYNTAX_ERROR" || e.Offset < 0 {
				panic(r)
			}
			x = nil
		}
	}()
	return p.delimited()
}

// delimited: exists (path) | (predicate); nil for anything else
func (p *pathParser) delimited() predicate {
	switch {
	case p.accept("exists"):
		p.expect("(")
		x := p.expression()
		p.expect(")")
		return &exists{x}
	case p.accept("("):
		x := p.or()
		p.expect(")")
		return x
	}
	return nil
}

var pathOperators = []string{"==", "<>", "!=", "<=", ">=", "&&", "||", "..", "<", ">", "!", "$", "@", ".", "[", "]", "(", ")", "?", ",", "+", "-", "*", "/", "%"}

// lexPath cuts a path into lexemes, the last of kind 'e'. What is none becomes an operator that no rule takes.
func lexPath(s string) []lexeme {
	var toks []lexeme
	chars := 0 // characters before i
	add := func(kind byte, text string, size string) int {
		toks = append(toks, lexeme{kind, text, chars})
		chars += utf8.RuneCountInString(size)
		return len(size)
	}
	for i := 0; i < len(s); {
		rest := s[i:]
		switch c := rest[0]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
			chars++
		case wordLength(rest) > 0:
			i += add('i', rest[:wordLength(rest)], rest[:wordLength(rest)])
		case c == '$' && wordLength(rest[1:]) > 0:
			n := wordLength(rest[1:])
			i += add('v', rest[1:1+n], rest[:1+n])
		case numberLength(rest) > 0:
			n := numberLength(rest)
			i += add('d', rest[:n], rest[:n])
		case c == '"':
			n := 1
			for n < len(rest) && (rest[n] != '"' || strings.HasPrefix(rest[n:], `""`)) {
				if rest[n] == '"' {
					n++
				}
				n++
			}
			if n >= len(rest) {
				i += add('o', `"`, `"`)
				continue
			}
			i += add('s', strings.ReplaceAll(rest[1:n], `""`, `"`), rest[:n+1])
		default:
			_, n := utf8.DecodeRuneInString(rest)
			op := rest[:n]
			for _, o := range pathOperators {
				if strings.HasPrefix(rest, o) {
					op = o
					break
				}
			}
			i += add('o', op, op)
		}
	}
	return append(toks, lexeme{'e', "<EOF>", chars})
}

func wordLength(s string) int {
	n := 0
	for n < len(s) && (s[n] == '_' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return n
}

func digitsOf(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

func numberLength(s string) int {
	n := digitsOf(s)
	if n < len(s) && s[n] == '.' && !(n > 0 && strings.HasPrefix(s[n:], "..")) {
		if m := digitsOf(s[n+1:]); n > 0 || m > 0 {
			n += 1 + m
		}
	}
	if n == 0 {
		return 0
	}
	if n < len(s) && s[n]|0x20 == 'e' {
		e := n + 1
		if e < len(s) && (s[e] == '+' || s[e] == '-') {
			e++
		}
		if m := digitsOf(s[e:]); m > 0 {
			n = e + m
		}
	}
	return n
}

func parseLiteral(s string) (number, error) {
	switch {
	case strings.ContainsAny(s, "eE"):
		f, err := strconv.ParseFloat(s, 64)
		return number{kind: doubleNumber, f: f}, err
	case strings.Contains(s, "."):
		return parseDecimal(s)
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return wholeNumber(n), err
}
