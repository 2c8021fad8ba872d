package glue

import "tarn/internal/awsapi/wire"

// open gives what a token was made with, nil for none.
func open(token *string, of ...string) ([]string, error) {
	after, ok := wire.OpenToken(wire.Value(token), of...)
	if !ok {
		return nil, invalid("Invalid NextToken: it does not belong to this request")
	}
	return after, nil
}

// most is the size of a page.
func most(asked *int32, limit int) int {
	if asked == nil {
		return limit
	}
	return min(int(*asked), limit)
}
