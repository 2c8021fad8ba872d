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
	// Incomplete says that the statement ended where more was expected.
	Incomplete bool `json:"incomplete,omitempty"`

	cause error
}

// Error gives Trino's form: `line 1:8: Column 'x' cannot be resolved`.
func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d:%d: %s", e.Line, e.Column, e.Message)
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.cause }

// translate is the one place where errors of the packages below get their code and kind.
func translate(err error, parsing bool) *Error {
	var done *Error
	var place *syntax.Error
	var run *engine.Error
	switch {
	case errors.As(err, &done):
		return done
	case errors.As(err, &place):
		e := &Error{Kind: UserError, Code: "SYNTAX_ERROR", Message: place.Msg, Hint: place.Hint, Incomplete: place.Incomplete,
			Line: place.From.Line, Column: place.From.Col, From: place.From.Offset, To: place.To.Offset, cause: err}
		if !parsing {
			e.Code = codeOf(place.Msg)
		}
		return e
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

// meanings tell an analysis error's code by Trino's own wording of it. The first that fits counts.
var meanings = []struct{ text, code string }{
	{"Function '", "FUNCTION_NOT_FOUND"},
	{"Unexpected parameters", "FUNCTION_NOT_FOUND"},
	{"cannot be resolved", "COLUMN_NOT_FOUND"},
	{"is ambiguous", "AMBIGUOUS_NAME"},
	{"Ambiguous", "AMBIGUOUS_NAME"},
	{"Catalog '", "CATALOG_NOT_FOUND"},
	{"Schema '", "SCHEMA_NOT_FOUND"},
	{"does not exist", "TABLE_NOT_FOUND"},
	{"must be an aggregate expression", "EXPRESSION_NOT_AGGREGATE"},
	{"cannot contain aggregations", "EXPRESSION_NOT_SCALAR"},
	{"Cannot nest aggregations", "NESTED_AGGREGATION"},
	{"is not in Tarn yet", "NOT_SUPPORTED"},
	{"are not in Tarn yet", "NOT_SUPPORTED"},
	{"so far", "NOT_SUPPORTED"},
	{"not supported", "NOT_SUPPORTED"},
	{"not yet supported", "NOT_SUPPORTED"},
	{"Cannot apply operator", "TYPE_MISMATCH"},
	{"must evaluate to", "TYPE_MISMATCH"},
	{"Cannot cast", "TYPE_MISMATCH"},
	{"mismatched types", "TYPE_MISMATCH"},
	{"incompatible types", "TYPE_MISMATCH"},
	{"is not of type", "TYPE_MISMATCH"},
	{"Cannot unnest type", "TYPE_MISMATCH"},
	{"All COALESCE operands must be the same type", "TYPE_MISMATCH"},
	{"must be the same type", "TYPE_MISMATCH"},
	{"not comparable", "TYPE_MISMATCH"},
	{"not orderable", "TYPE_MISMATCH"},
	{"Cannot negate", "TYPE_MISMATCH"},
	{"specified more than once", "DUPLICATE_NAMED_QUERY"},
	{"is not in select list", "INVALID_COLUMN_REFERENCE"},
	{"Column alias list has", "MISMATCHED_COLUMN_ALIASES"},
	{"literal", "INVALID_LITERAL"},
	{"this statement is not a query", "NOT_SUPPORTED"},
	{"requires ORDER BY", "MISSING_ORDER_BY"},
	{"requires an OVER clause", "MISSING_OVER"},
}

func codeOf(message string) string {
	for _, m := range meanings {
		if strings.Contains(message, m.text) {
			return m.code
		}
	}
	return "GENERIC_USER_ERROR"
}
