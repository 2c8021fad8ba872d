// Package sigv4 checks AWS's Signature Version 4: that a request is of someone who knows a key's secret, and is as it was signed.
//
// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html and, for S3 with its query
// strings and chunked bodies, https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html.
package sigv4

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Skew is how far a request's time may lie from the server's clock. It is also for how long a request can be sent again: equal
// requests of one second have equal signatures, so that those that were seen cannot be refused.
const Skew = 15 * time.Minute

// MaxExpiry is the longest life of a presigned URL.
const MaxExpiry = 7 * 24 * time.Hour

// Signature is what a request's signature says, once it is known to be good.
type Signature struct {
	// KeyID is the access key ID.
	KeyID string
	// Region and Service are of the signature's scope: us-east-1, athena.
	Region, Service string
	// Time is when it was signed.
	Time time.Time
	// Presigned says that it is in the URL, and how long that lives.
	Presigned bool
	Expires   time.Duration

	headers   []string // signed, in small letters, sorted
	signature string
}

// The kinds of errors. An error of Verify or of the body that Verify leaves is one of them, or comes from reading the body or
// from the lookup of the secret.
var (
	// ErrMissing says that the request has no signature.
	ErrMissing = errors.New("the request is not signed")
	// ErrMalformed says that the signature is not of a form that AWS documents.
	ErrMalformed = errors.New("the signature is incomplete or malformed")
	// ErrUnknownKey says that there is no such access key. A lookup of secrets returns it.
	ErrUnknownKey = errors.New("there is no such access key")
	// ErrToken says that the request has a session token. Tarn gives out none.
	ErrToken = errors.New("the security token is invalid")
	// ErrMismatch says that the signature is another one than the secret gives.
	ErrMismatch = errors.New("the signature does not match")
	// ErrSkewed says that the request's time is too far from the server's.
	ErrSkewed = errors.New("the request's time is too far from the server's")
	// ErrExpired says that a presigned URL has lived its time.
	ErrExpired = errors.New("the presigned URL has expired")
	// ErrUnsigned says that headers had to be signed, too.
	ErrUnsigned = errors.New("headers are not signed that have to be")
	// ErrPayload says that the body is another one than was signed.
	ErrPayload = errors.New("the body is not the one that was signed")
)

func malformed(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrMalformed, fmt.Sprintf(format, args...))
}

// Secrets looks up an access key's secret, or fails with ErrUnknownKey.
type Secrets func(ctx context.Context, id string) (secret string, err error)

// Verify checks a request's signature. Whoever is asked for something has to compare the scope's service with its own.
//
// The body of a request to S3 is checked while it is read: r.Body is replaced by a reader that unpacks what came in chunks and
// whose last Read gives an error instead of io.EOF when the body is not what was signed, so that nothing may be made of the
// bytes before io.EOF. Every other body is read whole before Verify returns; bound it before.
func Verify(r *http.Request, secrets Secrets, now time.Time) (Signature, error) {
	s, err := parse(r)
	if err != nil {
		return s, err
	}
	if err := s.inTime(now); err != nil {
		return s, err
	}
	if err := s.covers(r); err != nil {
		return s, err
	}
	payload, err := s.payload(r)
	if err != nil {
		return s, err
	}
	canonicals, err := s.canonicals(r, payload.hash)
	if err != nil {
		return s, err
	}
	secret, err := secrets(r.Context(), s.KeyID)
	if err != nil {
		return s, err
	}
	key := s.signingKey(secret)
	good := 0
	for _, canonical := range canonicals {
		want := hex.EncodeToString(sum(key, s.stringToSign(canonical)))
		good |= subtle.ConstantTimeCompare([]byte(want), []byte(s.signature))
	}
	if good != 1 {
		return s, ErrMismatch
	}
	return s, payload.unpack(r, s, key)
}

// inTime checks that the request is of now.
func (s Signature) inTime(now time.Time) error {
	age := now.Sub(s.Time)
	switch {
	case age < -Skew, !s.Presigned && age > Skew:
		return fmt.Errorf("%w: it says %s, and here it is %s", ErrSkewed, s.Time.Format(stampForm), now.UTC().Format(stampForm))
	case s.Presigned && age > s.Expires:
		return ErrExpired
	}
	return nil
}

// stampForm is ISO 8601's basic form, in UTC.
const stampForm = "20060102T150405Z"

func (s Signature) scope() string {
	return s.Time.Format("20060102") + "/" + s.Region + "/" + s.Service + "/" + terminator
}

func (s Signature) stringToSign(canonical string) string {
	hash := sha256.Sum256([]byte(canonical))
	return algorithm + "\n" + s.Time.Format(stampForm) + "\n" + s.scope() + "\n" + hex.EncodeToString(hash[:])
}

// signingKey is the key of a day, a region and a service.
func (s Signature) signingKey(secret string) []byte {
	key := []byte("AWS4" + secret)
	for _, part := range []string{s.Time.Format("20060102"), s.Region, s.Service, terminator} {
		key = sum(key, part)
	}
	return key
}
