package serde

import "fmt"

// Error is a definition that no file can be read by, or a file that cannot be read by its definition.
type Error struct {
	// Code is Trino's: HIVE_INVALID_METADATA, HIVE_UNSUPPORTED_FORMAT and NOT_SUPPORTED of definitions; HIVE_BAD_DATA and
	// HIVE_CURSOR_ERROR of files.
	Code string
	// Message is Athena's where Athena's is known, else Trino's.
	Message string
	// Where is the place in a file, "" for a definition: its name and the line or the record, which count from 1.
	Where string
	// Err is what is behind the error, if anything is: io.ErrUnexpectedEOF where a compressed file is cut off.
	Err error
}

func (e *Error) Error() string {
	if e.Where == "" {
		return e.Code + ": " + e.Message
	}
	return e.Code + ": " + e.Message + " (" + e.Where + ")"
}

func (e *Error) Unwrap() error { return e.Err }

// The codes of Trino that a SerDe answers with.
const (
	codeMetadata    = "HIVE_INVALID_METADATA"
	codeUnsupported = "HIVE_UNSUPPORTED_FORMAT"
	codeBadData     = "HIVE_BAD_DATA"
	codeCursor      = "HIVE_CURSOR_ERROR"
)

func metadata(format string, args ...any) *Error {
	return &Error{Code: codeMetadata, Message: fmt.Sprintf(format, args...)}
}

func unsupported(format string, args ...any) *Error {
	return &Error{Code: codeUnsupported, Message: fmt.Sprintf(format, args...)}
}

// badValue is a value that cannot be read as its column's type, by a SerDe that does not take it for NULL.
func badValue(format string, args ...any) *Error {
	return &Error{Code: codeBadData, Message: "Failed to parse value: " + fmt.Sprintf(format, args...)}
}
