package syntax

import (
	"strconv"
	"strings"
)

// inHive reports whether a statement is read as Hive reads it: with \ in its texts, and with texts in double quotes. Athena reads
// DDL so, and the rest as Trino does. toks are the statement's, as Trino reads it.
func inHive(toks []token) bool {
	if len(toks) < 2 {
		return false
	}
	switch first, second := &toks[0], &toks[1]; {
	case first.isAny("ALTER", "MSCK"):
		return true
	case !first.is("CREATE"):
		return false
	case second.isAny("EXTERNAL", "SCHEMA", "DATABASE"):
		return true
	default:
		return second.is("TABLE") && !hasQuery(toks)
	}
}

// hasQuery reports whether AS stands outside of all parentheses: it begins the query of a CREATE TABLE.
func hasQuery(toks []token) bool {
	depth := 0
	for i := range toks {
		switch t := &toks[i]; {
		case t.is("("):
			depth++
		case t.is(")"):
			depth--
		case depth == 0 && t.is("AS") && !toks[max(i-1, 0)].isAny("STORED", "TERMINATED", "DEFINED"):
			return true
		}
	}
	return false
}

// hiveQuoted reads a text as Hive does: \ takes the next character as it is or names one, and texts that touch are one.
// https://github.com/apache/hive/blob/master/parser/src/java/org/apache/hadoop/hive/ql/parse/HiveLexerParent.g and
// BaseSemanticAnalyzer.unescapeSQLString.
func (l *lexer) hiveQuoted(k kind) (kind, string) {
	s := l.rest()
	var b strings.Builder
	at := 0
	for at < len(s) && (s[at] == '\'' || s[at] == '"') {
		quote := s[at]
		from := at + 1
		for at = from; at < len(s) && s[at] != quote; at++ {
			if s[at] == '\\' {
				at++
			}
		}
		if at >= len(s) {
			l.skip(len(s))
			return bad, unclosed
		}
		unescapeHive(&b, s[from:at])
		at++
	}
	l.skip(at)
	return k, b.String()
}

func unescapeHive(b *strings.Builder, s string) {
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		rest := s[i:]
		if len(rest) >= 5 && rest[0] == 'u' {
			if r, err := strconv.ParseUint(rest[1:5], 16, 32); err == nil {
				b.WriteRune(rune(r))
				i += 4
				continue
			}
		}
		if len(rest) >= 3 && rest[0] <= '1' {
			if c, err := strconv.ParseUint(rest[:3], 8, 8); err == nil {
				b.WriteRune(rune(c))
				i += 2
				continue
			}
		}
		switch c := rest[0]; c {
		case '0':
			b.WriteByte(0)
		case 'b':
			b.WriteByte('\b')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case 'Z':
			b.WriteByte(0x1a)
		case '%', '_':
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
}

// HiveText writes a text in single quotes as Hive reads it.
func HiveText(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for i := range len(s) {
		switch c := s[i]; c {
		case '\\', '\'':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		case 0:
			b.WriteString(`\u0000`)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// HiveQuote writes a name in back quotes.
func HiveQuote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }
