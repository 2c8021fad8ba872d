package athena

import (
	"encoding/base64"
	"strings"

	"tarn/internal/awsapi/wire"
)

// sealToken makes the token of a page after something; what says of which list it is.
func sealToken(what, after string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(what + "\n" + after))
}

// openToken gives what a token was made with; empty for none.
func openToken(what, token string) (string, error) {
	if token == "" {
		return "", nil
	}
	text, err := base64.RawURLEncoding.Strict().DecodeString(token)
	after, ok := strings.CutPrefix(string(text), what+"\n")
	if err != nil || !ok || after == "" {
		return "", malformed(token)
	}
	return after, nil
}

func malformed(token string) *wire.Error {
	return invalid("INVALID_INPUT", "The nextPageToken is malformed: %s", token)
}

// page gives a part of a list in the order of its names, which has n at most, and the token of the next one.
func page[T any](what, token string, n int, list []T, name func(T) string) ([]T, *string, error) {
	after, err := openToken(what, token)
	if err != nil {
		return nil, nil, err
	}
	out := []T{}
	for _, v := range list {
		switch {
		case after != "" && name(v) <= after:
		case len(out) == n:
			return out, new(sealToken(what, name(out[n-1]))), nil
		default:
			out = append(out, v)
		}
	}
	return out, nil, nil
}

// most is a page's length: what was asked for, or a default.
func most(asked *int32, otherwise int) int {
	if asked == nil {
		return otherwise
	}
	return int(*asked)
}
