package syntax

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lexer cuts a statement into tokens. It never fails: what is no token becomes one of kind bad, which is an error only if
// the parser gets there (an event data store's ID may hold such pieces).
type lexer struct {
	src  string
	pos  Pos
	toks []token
	// hive says that texts are Hive's.
	hive bool
}

// lex returns the tokens of src, the last of kind eof.
func lex(src string) []token {
	return (&lexer{src: src}).all()
}

// lexStatement is lex of a statement, which may be one of Hive's.
func lexStatement(src string) (toks []token, hive bool) {
	toks = lex(src)
	if hive = inHive(toks); hive {
		toks = (&lexer{src: src, hive: true}).all()
	}
	return toks, hive
}

func (l *lexer) all() []token {
	src := l.src
	l.pos, l.toks = Pos{Line: 1, Col: 1}, make([]token, 0, len(src)/4+1)
	for {
		l.space()
		from := l.pos
		if from.Offset == len(src) {
			l.toks = append(l.toks, token{kind: eof, Span: Span{from, from}})
			return l.toks
		}
		k, val := l.next()
		l.toks = append(l.toks, token{kind: k, val: val, Span: Span{from, l.pos}})
	}
}

func (l *lexer) rest() string { return l.src[l.pos.Offset:] }

func (l *lexer) peek() rune {
	r, _ := utf8.DecodeRuneInString(l.rest())
	return r
}

// skip moves on by n bytes, which end on a character's boundary.
func (l *lexer) skip(n int) {
	for _, r := range l.src[l.pos.Offset : l.pos.Offset+n] {
		l.pos.Col++
		if r == '\n' {
			l.pos.Line++
			l.pos.Col = 1
		}
	}
	l.pos.Offset += n
}

func (l *lexer) space() {
	for {
		s := l.rest()
		n := len(s) - len(strings.TrimLeft(s, " \t\r\n"))
		switch {
		case n > 0:
			l.skip(n)
		case strings.HasPrefix(s, "--"):
			n = strings.IndexByte(s, '\n')
			if n < 0 {
				n = len(s)
			}
			l.skip(n)
		case strings.HasPrefix(s, "/*"):
			n = strings.Index(s[2:], "*/")
			if n < 0 {
				return
			}
			l.skip(n + 4)
		default:
			return
		}
	}
}

// symbols, longest first.
var symbols = []string{"<>", "!=", "<=", ">=", "||", "->", "=>", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", ".", ";", "?", ":", "|", "{", "}", "^", "$"}

func (l *lexer) next() (kind, string) {
	s := l.rest()
	c := s[0]
	switch {
	case strings.HasPrefix(s, "/*"):
		l.skip(len(s))
		return bad, "the comment is not closed"
	case c == '\'' && l.hive:
		return l.hiveQuoted(text)
	case c == '"' && l.hive:
		return l.hiveQuoted(quotedWord)
	case c == '\'':
		return l.quoted('\'', text)
	case c == '"':
		return l.quoted('"', quotedWord)
	case c == '`':
		return l.quoted('`', backWord)
	case !l.hive && (c == 'x' || c == 'X') && len(s) > 1 && s[1] == '\'':
		l.skip(1)
		return l.quoted('\'', binary)
	case !l.hive && (c == 'u' || c == 'U') && strings.HasPrefix(s[1:], "&'"):
		l.skip(2)
		return l.quoted('\'', unicodeText)
	case isDigit(c), c == '.' && len(s) > 1 && isDigit(s[1]):
		return l.number()
	case isWordStart(l.peek()):
		n := strings.IndexFunc(s, func(r rune) bool { return !isWordStart(r) && !(r < 0x80 && isDigit(byte(r))) })
		if n < 0 {
			n = len(s)
		}
		l.skip(n)
		return word, strings.ToUpper(s[:n])
	}
	for _, sym := range symbols {
		if strings.HasPrefix(s, sym) {
			l.skip(len(sym))
			return symbol, sym
		}
	}
	r, n := utf8.DecodeRuneInString(s)
	l.skip(n)
	if msg := lookalike(r); msg != "" {
		return bad, msg
	}
	return bad, "unexpected character '" + string(r) + "'"
}

func (l *lexer) quoted(quote byte, k kind) (kind, string) {
	s := l.rest()
	for i := 1; i < len(s); i++ {
		if s[i] != quote {
			continue
		}
		if i+1 < len(s) && s[i+1] == quote {
			i++
			continue
		}
		l.skip(i + 1)
		return k, strings.ReplaceAll(s[1:i], string(quote)+string(quote), string(quote))
	}
	l.skip(len(s))
	return bad, unclosed
}

const unclosed = "the quote is not closed"

func (l *lexer) number() (kind, string) {
	s := l.rest()
	k, n := integer, digits(s)
	if based := basedInteger.FindString(s); based != "" {
		n = len(based)
	}
	if n < len(s) && s[n] == '.' {
		k = decimal
		n++
		n += digits(s[n:])
	}
	if n < len(s) && (s[n] == 'e' || s[n] == 'E') {
		e := n + 1
		if e < len(s) && (s[e] == '+' || s[e] == '-') {
			e++
		}
		if d := digits(s[e:]); d > 0 {
			k, n = double, e+d
		}
	}
	if r, _ := utf8.DecodeRuneInString(s[n:]); n < len(s) && isWordStart(r) {
		for n < len(s) {
			r, size := utf8.DecodeRuneInString(s[n:])
			if !isWordStart(r) && !(r < 0x80 && isDigit(byte(r))) {
				break
			}
			n += size
		}
		k = digitWord
	}
	l.skip(n)
	return k, s[:n]
}

// basedInteger is an integer in hexadecimal, octal or binary: 0xFF, 0o17, 0b101.
var basedInteger = regexp.MustCompile(`^0(?:[xX](?:[0-9a-fA-F]_?)*[0-9a-fA-F]|[oO](?:[0-7]_?)*[0-7]|[bB](?:[01]_?)*[01])`)

func digits(s string) int {
	n := 0
	for n < len(s) && (isDigit(s[n]) || s[n] == '_' && n > 0 && n+1 < len(s) && isDigit(s[n+1])) {
		n++
	}
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isWordStart takes letters of every script: Trino's own grammar takes ASCII only, Athena takes the rest for a name, too.
func isWordStart(r rune) bool { return r == '_' || r != utf8.RuneError && unicode.IsLetter(r) }

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
