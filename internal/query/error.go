package query

import (
	"errors"
	"fmt"
	"strings"

	"tarn/internal/engine"
	"tarn/internal/sql/syntax"
)

// Kind says whose an error is, in Trino's words.
type Kind string

// The kinds.
const (
	UserError             Kind = "USER_ERROR"
	InternalError         Kind = "INTERNAL_ERROR"
	InsufficientResources Kind = "INSUFFICIENT_RESOURCES"
	External              Kind = "EXTERNAL"
)

// Error is why a statement failed.
type Error struct {
	Kind Kind `json:"kind"`
	// Code is Trino's name of the error: SYNTAX_ERROR, COLUMN_NOT_FOUND, DIVISION_BY_ZERO.
	Code    string `json:"code"`
	Message string `json:"message"`
	// Hint is a word of help beyond Trino's message.
	Hint string `json:"hint,omitempty"`
	// Line and Column count from 1, Column in characters; 0 where the error has no place. From and To are byte offsets.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
	From   int `json:"from,omitempty"`
	To     int `json:"to,omitempty"`
	// Text is the text that the place is in, where that is not the statement's own: a prepared statement's.
	Text string `json:"text,omitempty"`
	// Incomplete says that the statement ended where more was expected.
	Incomplete bool `json:"incomplete,omitempty"`

	cause error
}

// Error gives Trino's form: `line 1:8: Column 'x' cannot be resolved`.
func (e *Error) Error() string {
	if e.Line > 0 && !syntax.RawMessage(e.Message) {
		return fmt.Sprintf("line %d:%d: %s", e.Line, e.Column, e.Message)
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.cause }

// AsWritten reports whether it is the statement's text that is refused, at a place in it: a word that is no SQL, a name that is not there, a
// type that does not fit. Nothing was done then, and asked again the statement is refused again until it, or what it names, is changed.
func (e *Error) AsWritten() bool { return e.Kind == UserError && e.Line > 0 }

// translate is the one place where errors of the packages below get their code and kind.
func translate(err error) *Error {
	var done *Error
	var place *syntax.Error
	var run *engine.Error
	switch {
	case errors.As(err, &done):
		return done
	case errors.As(err, &place):
		return &Error{Kind: UserError, Code: string(place.Kind()), Message: place.Msg, Hint: place.Hint, Incomplete: place.Incomplete,
			Line: place.From.Line, Column: place.From.Col, From: place.From.Offset, To: place.To.Offset, cause: err}
	case errors.As(err, &run):
		return &Error{Kind: kindOf(run.Code), Code: run.Code, Message: run.Message, cause: err}
	}
	return &Error{Kind: InternalError, Code: "GENERIC_INTERNAL_ERROR", Message: err.Error(), cause: err}
}

func kindOf(code string) Kind {
	switch {
	case strings.HasPrefix(code, "EXCEEDED_") && strings.HasSuffix(code, "MEMORY_LIMIT"), code == "GENERIC_INSUFFICIENT_RESOURCES", code == "EXCEEDED_TIME_LIMIT":
		return InsufficientResources
	case code == "GENERIC_INTERNAL_ERROR", code == "SERVER_SHUTTING_DOWN":
		return InternalError
	case code == "GENERIC_EXTERNAL":
		return External
	}
	return UserError
}
