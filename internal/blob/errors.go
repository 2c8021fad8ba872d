package blob

import (
	"errors"
	"fmt"
)

// The kinds of an Error, for errors.Is.
var (
	// ErrAddress: the path or s3://bucket/prefix, or an option that goes with it, cannot be meant.
	ErrAddress = errors.New("address not understood")
	// ErrNotFound: the object, file or folder is not there.
	ErrNotFound = errors.New("not found")
	// ErrNoBucket: the bucket is not there.
	ErrNoBucket = errors.New("no such bucket")
	// ErrRefused: reading is not allowed. Error.Action says what is missing.
	ErrRefused = errors.New("refused")
	// ErrChanged: the object is no longer the one that was listed.
	ErrChanged = errors.New("changed")
	// ErrArchived: the object must be restored from its storage class first.
	ErrArchived = errors.New("archived")
	// ErrCredentials: there are none, or they have expired.
	ErrCredentials = errors.New("no valid credentials")
	// ErrRegion: the bucket is in another region, and which one was not told.
	ErrRegion = errors.New("wrong region")
	// ErrUnreachable: there was no answer, or not the whole of one, after all attempts.
	ErrUnreachable = errors.New("unreachable")
	// ErrServer: the server answered with an error of its own after all attempts, 503 SlowDown among them.
	ErrServer = errors.New("server error")
)

// Error is one sentence for the person who asked, of a kind that errors.Is finds. The cause is found by errors.As.
type Error struct {
	// Kind is one of the kinds above.
	Kind error
	// URI is what could not be read.
	URI string
	// Action is the IAM action that is missing, as in kms:Decrypt, and Resource what it is missing on, for ErrRefused.
	Action, Resource string

	sentence string
	cause    error
}

func (e *Error) Error() string { return e.sentence }

// Unwrap gives the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.cause}
}

func fail(kind error, uri string, cause error, format string, args ...any) *Error {
	return &Error{Kind: kind, URI: uri, sentence: fmt.Sprintf(format, args...), cause: cause}
}
