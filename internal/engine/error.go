package engine

// Error is a statement's failure while it ran, in Trino's words.
type Error struct {
	// Code is Trino's name of the error: DIVISION_BY_ZERO, INVALID_CAST_ARGUMENT, EXCEEDED_LOCAL_MEMORY_LIMIT.
	// https://github.com/trinodb/trino/blob/master/core/trino-spi/src/main/java/io/trino/spi/StandardErrorCode.java
	Code    string
	Message string
	// Err is what the engine said, for the log.
	Err error
}

func (e *Error) Error() string { return e.Message }
func (e *Error) Unwrap() error { return e.Err }
