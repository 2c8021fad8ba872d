package athena

import "tarn/internal/awsapi/wire"

// openToken gives what a token was made with; empty for none.
func openToken(token *string, of string) (string, error) {
	after, ok := wire.OpenToken(wire.Value(token), of)
	switch {
	case !ok || len(after) > 1:
		return "", malformed(*token)
	case after == nil:
		return "", nil
	}
	return after[0], nil
}

func malformed(token string) *wire.Error {
	return invalid("INVALID_INPUT", "The nextPageToken is malformed: %s", token)
}

// page gives a part of a list in the order of its names, which has n at most, and the token of the next one.
func page[T any](what string, token *string, n int, list []T, name func(T) string) ([]T, *string, error) {
	after, err := openToken(token, what)
	if err != nil {
		return nil, nil, err
	}
	out := []T{}
	for _, v := range list {
		switch {
		case after != "" && name(v) <= after:
		case len(out) == n:
			return out, wire.SealToken([]string{name(out[n-1])}, what), nil
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
