package syntax

import (
	"strings"
	"unicode/utf8"
)

// Error is a fault in a statement's text, worded as Trino words it.
type Error struct {
	Span
	// Code is the kind of error; empty means SyntaxError.
	Code Code
	// Msg has no position: `mismatched input 'FORM'. Expecting: ...`.
	Msg string
	// Hint is a word of help that Trino does not give; it may be empty, and may hold a corrected statement.
	Hint string
	// Incomplete says that the text ended where more was expected: a console can ask for another line.
	Incomplete bool
}

// Kind is the error's code.
func (e *Error) Kind() Code {
	if e.Code == "" {
		return SyntaxError
	}
	return e.Code
}

// Error gives Trino's form: `line 1:8: message`.
func (e *Error) Error() string {
	if e.Raw() {
		return e.Msg
	}
	return e.From.String() + ": " + e.Msg
}

// Raw says that the message stands by itself: those of Athena's DDL that begin with FAILED name the place themselves.
func (e *Error) Raw() bool { return RawMessage(e.Msg) }

// RawMessage reports whether a message is one of Hive's, which stand without a place before them.
func RawMessage(msg string) bool { return strings.HasPrefix(msg, "FAILED: ") }

// Caret shows the line of sql that a span begins in, with carets under the span, for a terminal.
func Caret(sql string, at Span) string {
	from := min(max(at.From.Offset, 0), len(sql))
	start := strings.LastIndexByte(sql[:from], '\n') + 1
	line, _, _ := strings.Cut(sql[start:], "\n")
	var pad strings.Builder
	for _, r := range sql[start:from] {
		if r != '\t' {
			r = ' '
		}
		pad.WriteRune(r)
	}
	to := min(max(at.To.Offset, from), start+len(line))
	width := 1
	if to > from {
		width = utf8.RuneCountInString(sql[from:to])
	}
	return strings.TrimRight(line, "\r") + "\n" + pad.String() + strings.Repeat("^", width)
}
