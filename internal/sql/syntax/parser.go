package syntax

import (
	"fmt"
	"strings"
)

// maxDepth bounds how deep expressions, queries and types nest, and maxChain how many operators follow each other on one
// level (AND and OR excepted): both become depth in the engine.
const (
	maxDepth = 500
	maxChain = 900
)

// Parse reads one statement, with or without a semicolon. The error is an *Error.
func Parse(sql string) (stmt Statement, err error) {
	p := &parser{src: sql}
	p.toks, p.hive = lexStatement(sql)
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			stmt, err = nil, e
		}
	}()
	stmt = p.statement()
	p.end()
	return stmt, nil
}

// parser holds the tokens and a place among them. Its methods are the rules of the grammar; they panic with an *Error, which
// Parse catches.
type parser struct {
	src    string
	toks   []token
	at     int
	depth  int
	params int
	// hive says that the statement is one of Hive's.
	hive bool
}

// end takes the semicolon. What comes after it is another statement, which Athena refuses in these words.
func (p *parser) end() {
	if !p.accept(";") {
		if p.tok().kind != eof {
			p.mismatch("<EOF>")
		}
		return
	}
	for p.accept(";") {
	}
	t := p.tok()
	if t.kind == eof {
		return
	}
	sql := []rune(p.src)
	e := &Error{Span: t.Span, Msg: "Only one sql statement is allowed. Got: " + string(sql[:min(len(sql), 200)])}
	if len(sql) > 200 {
		e.Msg += "…"
	}
	if e.Hint = "the semicolon before this ends the statement: leave out what follows, or run it by itself"; t.isAny(clauses...) {
		e.Hint = "the semicolon before " + t.val + " ends the statement: leave it out"
	}
	panic(e)
}

func (p *parser) tok() *token { return &p.toks[p.at] }

// ahead looks n tokens on.
func (p *parser) ahead(n int) *token { return &p.toks[min(p.at+n, len(p.toks)-1)] }

func (p *parser) advance() *token {
	t := p.tok()
	if t.kind != eof {
		p.at++
	}
	return t
}

// is reports whether the token is this word or symbol.
func (t *token) is(s string) bool { return (t.kind == word || t.kind == symbol) && t.val == s }

func (t *token) isAny(words ...string) bool {
	for _, w := range words {
		if t.is(w) {
			return true
		}
	}
	return false
}

// see reports whether these words and symbols come next.
func (p *parser) see(seq ...string) bool {
	for i, s := range seq {
		if !p.ahead(i).is(s) {
			return false
		}
	}
	return true
}

// accept moves past these words and symbols if they come next.
func (p *parser) accept(seq ...string) bool {
	if !p.see(seq...) {
		return false
	}
	p.at += len(seq)
	return true
}

func (p *parser) expect(seq ...string) {
	for _, s := range seq {
		if !p.accept(s) {
			p.mismatch("'" + s + "'")
		}
	}
}

// from is the span from a place up to the last token taken.
func (p *parser) from(start Pos) Span {
	if p.at == 0 {
		return Span{start, start}
	}
	return Span{start, p.toks[p.at-1].To}
}

func (p *parser) pos() Pos { return p.tok().From }

// mismatch fails at the present token, as Trino words it.
func (p *parser) mismatch(expecting ...string) {
	t := p.tok()
	e := &Error{Span: t.Span}
	switch t.kind {
	case bad:
		e.Msg = t.val
		e.Incomplete = t.val == unclosed
		if fixed := Straighten(p.src); fixed != p.src {
			e.Hint = corrected + fixed
		}
	case eof:
		e.Msg = "mismatched input '<EOF>'. Expecting: " + strings.Join(expecting, ", ")
		e.Incomplete = true
	case digitWord:
		e.Msg = "identifiers must not start with a digit; surround the identifier with double quotes"
	case backWord:
		e.Msg = backQuoted
	default:
		e.Msg = fmt.Sprintf("mismatched input '%s'. Expecting: %s", p.src[t.From.Offset:t.To.Offset], strings.Join(expecting, ", "))
	}
	if e.Hint == "" && p.hive {
		e.Hint = p.hiveHabit()
	} else if e.Hint == "" {
		e.Hint = p.habit()
	}
	panic(e)
}

const backQuoted = "backquoted identifiers are not supported; use double quotes to quote identifiers"

func (p *parser) fail(at Span, format string, args ...any) {
	panic(&Error{Span: at, Msg: fmt.Sprintf(format, args...)})
}

// refuse fails where Trino would not: what it says is not in Tarn.
func (p *parser) refuse(at Span, format string, args ...any) {
	panic(&Error{Span: at, Code: NotSupported, Msg: fmt.Sprintf(format, args...)})
}

// nest counts one level of nesting; the caller defers what it returns.
func (p *parser) nest() func() {
	p.depth++
	if p.depth > maxDepth {
		p.fail(p.tok().Span, "statement is too deeply nested (the limit is %d levels)", maxDepth)
	}
	return func() { p.depth-- }
}

// commas reads one or more of a rule, between commas.
func commas[T any](p *parser, rule func() T) []T {
	list := []T{rule()}
	for p.accept(",") {
		list = append(list, rule())
	}
	return list
}

// isName reports whether the token can be a name as it stands.
func (t *token) isName() bool {
	return t.kind == quotedWord || t.kind == word && !reserved[t.val]
}

func (p *parser) ident() *Ident {
	t := p.tok()
	if !t.isName() {
		p.mismatch("<identifier>")
	}
	return p.anyWord()
}

func (p *parser) anyWord() *Ident {
	t := p.advance()
	if t.kind == quotedWord {
		if t.val == "" {
			p.fail(t.Span, "Zero-length delimited identifier not allowed")
		}
		return &Ident{Span: t.Span, Name: t.val, Quoted: true}
	}
	return &Ident{Span: t.Span, Name: p.src[t.From.Offset:t.To.Offset]}
}

func (p *parser) name() *Name {
	start := p.pos()
	parts := []*Ident{p.ident()}
	for p.accept(".") {
		parts = append(parts, p.ident())
	}
	return &Name{Span: p.from(start), Parts: parts}
}

func (p *parser) names() []*Ident {
	p.expect("(")
	list := commas(p, p.ident)
	p.expect(")")
	return list
}

func (p *parser) text() *Text {
	t := p.tok()
	if t.kind != text {
		p.mismatch("<string>")
	}
	p.advance()
	return &Text{Span: t.Span, Value: t.val}
}
