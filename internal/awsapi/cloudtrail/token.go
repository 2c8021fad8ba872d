package cloudtrail

import (
	"encoding/base64"
	"strings"

	"tarn/internal/awsapi/wire"
)

// sealToken makes the token of the page after something. what names the list and all that narrows it: the token is good for
// that alone.
func sealToken(after string, what ...string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join(what, "\x00") + "\x01" + after))
}

// openToken gives what a token was made with; empty for none. The error is one of the API.
func openToken(token *string, what ...string) (string, error) {
	if token == nil {
		return "", nil
	}
	text, err := base64.RawURLEncoding.Strict().DecodeString(*token)
	of, after, ok := strings.Cut(string(text), "\x01")
	if err != nil || !ok || of != strings.Join(what, "\x00") {
		return "", badToken()
	}
	return after, nil
}

func badToken() *wire.Error {
	return wire.Fail("InvalidNextTokenException", "The specified token is not valid: it does not belong to this request.")
}

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// some is a member that is left out where it is empty.
func some[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
