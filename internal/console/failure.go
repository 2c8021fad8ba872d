package console

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"unicode/utf16"
	"unicode/utf8"

	"tarn/internal/query"
)

// Failure is an error as the API has it.
type Failure struct {
	Status int `json:"-"`
	// Code is a name: Trino's of a statement's error, AWS's of an operation's.
	Code    string `json:"code"`
	Message string `json:"message"`
	// Hint is a word of help.
	Hint string `json:"hint,omitempty"`
	// Line and Column count from 1, From and To from 0 in UTF-16 units; they are absent where the error has no place.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
	From   int `json:"from,omitempty"`
	To     int `json:"to,omitempty"`
	// Text is the text that the place is in, where that is not the statement's own.
	Text string `json:"text,omitempty"`
	// Incomplete says that the statement ended where more was expected.
	Incomplete bool `json:"incomplete,omitempty"`
}

func (f *Failure) Error() string { return f.Message }

func invalid(format string, args ...any) *Failure {
	return &Failure{Status: http.StatusBadRequest, Code: "Invalid", Message: fmt.Sprintf(format, args...)}
}

func notFound(what string) *Failure {
	return &Failure{Status: http.StatusNotFound, Code: "NotFound", Message: "There is no " + what + "."}
}

// statementFailure is a statement's error. sql is the text that its places are in.
func statementFailure(e *query.Error, sql string) *Failure {
	text := sql
	if e.Text != "" {
		text = e.Text
	}
	return &Failure{
		Status: http.StatusBadRequest, Code: e.Code, Message: e.Message, Hint: e.Hint, Line: e.Line, Column: e.Column, Incomplete: e.Incomplete,
		From: units(text, e.From), To: units(text, e.To), Text: e.Text,
	}
}

// units turns an offset in bytes into one in UTF-16 units, as browsers count.
func units(text string, offset int) int {
	n := 0
	for i, r := range text {
		if i >= offset {
			break
		}
		if r == utf8.RuneError {
			n++
			continue
		}
		n += utf16.RuneLen(r)
	}
	return n
}

// failure is an error as a client gets it: one that is not of the API is the server's own, and its text stays in the log.
func (s *Console) failure(r *http.Request, err error) *Failure {
	var f *Failure
	var q *query.Error
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &q):
		return statementFailure(q, "")
	case errors.Is(err, query.ErrNotFound):
		return notFound("such query execution")
	case errors.Is(err, query.ErrExpired):
		return &Failure{Status: http.StatusGone, Code: "ResultExpired", Message: "The result of this query is not kept any more; run it again."}
	case errors.Is(err, query.ErrRunning):
		return &Failure{Status: http.StatusConflict, Code: "Running", Message: "The query has not ended."}
	case errors.Is(err, query.ErrTooMany):
		return &Failure{Status: http.StatusTooManyRequests, Code: "TooManyQueries", Message: "As many queries run as may at a time; wait for one to end."}
	case errors.Is(err, context.Canceled):
		// 499 is what servers note where the client has gone; nobody reads the reply.
		return &Failure{Status: 499, Code: "Aborted", Message: "The client ended the request."}
	}
	s.Log.Error("console", "path", r.URL.Path, "err", err)
	return &Failure{Status: http.StatusInternalServerError, Code: "InternalError", Message: "The server failed; its log says why."}
}

func (s *Console) fail(w http.ResponseWriter, f *Failure) {
	if f.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="tarn"`)
	}
	answer(w, max(f.Status, 400), f)
}
