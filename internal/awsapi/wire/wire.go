// Package wire has what the structs of the AWS APIs share: times, errors, and the checks of members.
//
// The protocol is AWS JSON 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html.
package wire

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"
)

// Shape is a struct of an API.
type Shape interface {
	// Check notes the members that the API does not take; at is the struct's own place, empty at the top.
	Check(c *Check, at string)
}

// Operation is what a service's model says of one.
type Operation struct {
	// Input and Output make an empty struct; nil where there is none.
	Input, Output func() Shape
	// Errors are those that it declares.
	Errors []string
}

// Time is a time on the wire: seconds since 1970 with a fraction, as a JSON number. Milliseconds are what it keeps.
type Time struct{ time.Time }

// At is a time as a member.
func At(t time.Time) *Time {
	if t.IsZero() {
		return nil
	}
	return &Time{t}
}

// MarshalJSON writes the number.
func (t Time) MarshalJSON() ([]byte, error) {
	ms := t.UnixMilli()
	if ms%1000 == 0 {
		return strconv.AppendInt(nil, ms/1000, 10), nil
	}
	return strconv.AppendFloat(nil, float64(ms)/1000, 'f', 3, 64), nil
}

// UnmarshalJSON reads a number, or text of RFC 3339.
func (t *Time) UnmarshalJSON(text []byte) error {
	var s string
	if json.Unmarshal(text, &s) == nil && string(text) != "null" {
		v, err := time.Parse(time.RFC3339Nano, s)
		t.Time = v.UTC()
		return err
	}
	v, err := strconv.ParseFloat(string(text), 64)
	// The years 1 to 9999 are those that RFC 3339 can write.
	if err != nil || math.IsNaN(v) || v < -62135596800 || v >= 253402300800 {
		return fmt.Errorf("%s is not a time", text)
	}
	whole, part := math.Modf(v)
	t.Time = time.Unix(int64(whole), int64(math.Round(part*1e3))*1e6).UTC()
	return nil
}

// Error is an error as a client gets it.
type Error struct {
	// Code is the name of the error's shape, as in EventDataStoreNotFoundException.
	Code    string
	Message string
	// Status is the HTTP status; 400 where it is 0.
	Status int
	// Members are further members of the shape.
	Members map[string]any
}

func (e *Error) Error() string { return e.Code + ": " + e.Message }

// Fail makes an error of an API.
func Fail(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}
