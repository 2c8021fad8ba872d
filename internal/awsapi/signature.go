package awsapi

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"tarn/internal/auth"
	"tarn/internal/auth/sigv4"
	"tarn/internal/awsapi/wire"
)

// KeyLookup finds a key by its access key ID, or fails with auth.ErrKeyNotFound.
type KeyLookup func(ctx context.Context, id string) (auth.Key, error)

// Verify makes a door's Verify of a lookup of keys.
func Verify(find KeyLookup) func(r *http.Request, body []byte) (Caller, error) {
	return func(r *http.Request, body []byte) (Caller, error) {
		r.Body = io.NopCloser(bytes.NewReader(body))
		who, _, err := VerifyRequest(r, find, time.Now())
		if err != nil {
			return Caller{}, signatureError(err)
		}
		return who, nil
	}
}

// VerifyRequest checks a request's signature as sigv4.Verify does, and tells whose it is. Its errors are those of sigv4.
func VerifyRequest(r *http.Request, find KeyLookup, now time.Time) (Caller, sigv4.Signature, error) {
	var key auth.Key
	signature, err := sigv4.Verify(r, func(ctx context.Context, id string) (secret string, err error) {
		key, err = find(ctx, id)
		if errors.Is(err, auth.ErrKeyNotFound) {
			err = sigv4.ErrUnknownKey
		}
		return key.Secret, err
	}, now)
	if err != nil {
		return Caller{}, signature, err
	}
	return Caller{Key: key, Region: signature.Region, Service: signature.Service}, signature, nil
}

// signatureError is an error of a signature in the words of the JSON services:
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/CommonErrors.html.
func signatureError(err error) error {
	for _, c := range []struct {
		kind          error
		code, message string
	}{
		{sigv4.ErrMissing, "MissingAuthenticationTokenException", "Missing Authentication Token"},
		{sigv4.ErrUnknownKey, "UnrecognizedClientException", "The security token included in the request is invalid."},
		{sigv4.ErrToken, "UnrecognizedClientException", "The security token included in the request is invalid."},
		{sigv4.ErrMismatch, "InvalidSignatureException", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."},
		{sigv4.ErrPayload, "InvalidSignatureException", "The request signature we calculated does not match the signature you provided: the body is another one than was signed."},
		{sigv4.ErrSkewed, "InvalidSignatureException", "Signature expired or not yet valid: " + err.Error()},
		{sigv4.ErrExpired, "InvalidSignatureException", "Signature expired: the presigned URL has lived its time."},
		{sigv4.ErrUnsigned, "InvalidSignatureException", err.Error()},
		{sigv4.ErrMalformed, "IncompleteSignatureException", err.Error()},
	} {
		if errors.Is(err, c.kind) {
			return wire.Fail(c.code, "%s", c.message)
		}
	}
	return err
}
