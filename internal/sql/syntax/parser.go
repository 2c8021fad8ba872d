package syntax

// Statement is a whole statement.
type Statement interface{ Node }

// Parse reads one statement. The error is an *Error.
func Parse(sql string) (Statement, error) { return nil, &Error{Msg: "not yet"} }
