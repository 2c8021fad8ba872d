package cloudtrail

import "tarn/internal/awsapi/wire"

// openToken gives what a token was made with; empty for none. The error is one of the API.
func openToken(token *string, of ...string) (string, error) {
	after, ok := wire.OpenToken(wire.Value(token), of...)
	switch {
	case !ok || token != nil && len(after) != 1:
		return "", badToken()
	case after == nil:
		return "", nil
	}
	return after[0], nil
}

func badToken() *wire.Error {
	return wire.Fail("InvalidNextTokenException", "The specified token is not valid: it does not belong to this request.")
}
