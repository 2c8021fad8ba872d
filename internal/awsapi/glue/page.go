package glue

import (
	"encoding/base64"
	"encoding/json"
	"slices"
)

// seal makes the token of the page after something, good for the list alone that what names.
func seal(after []string, what ...string) *string {
	text, err := json.Marshal([2][]string{what, after})
	if err != nil {
		panic(err) // texts always have a form
	}
	return new(base64.RawURLEncoding.EncodeToString(text))
}

// open gives what a token was made with, nil for none.
func open(token *string, what ...string) ([]string, error) {
	if token == nil || *token == "" {
		return nil, nil
	}
	var parts [2][]string
	text, err := base64.RawURLEncoding.Strict().DecodeString(*token)
	if err == nil {
		err = json.Unmarshal(text, &parts)
	}
	if err != nil || !slices.Equal(parts[0], what) || len(parts[1]) == 0 {
		return nil, invalid("Invalid NextToken: it does not belong to this request")
	}
	return parts[1], nil
}

// most is the size of a page.
func most(asked *int32, limit int) int {
	if asked == nil {
		return limit
	}
	return min(int(*asked), limit)
}
