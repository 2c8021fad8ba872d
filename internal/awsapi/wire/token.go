package wire

import (
	"encoding/base64"
	"encoding/json"
	"slices"
)

// SealToken makes the token of the page after an entry. of names the list and all that narrows it: the token is good for that
// list alone.
func SealToken(after []string, of ...string) *string {
	text, err := json.Marshal([2][]string{of, after})
	if err != nil {
		panic(err) // texts always have a form
	}
	return new(base64.RawURLEncoding.EncodeToString(text))
}

// OpenToken gives what a token was made with, nil for an empty one; ok is false for one that is not of this list.
func OpenToken(token string, of ...string) (after []string, ok bool) {
	if token == "" {
		return nil, true
	}
	var parts [2][]string
	text, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || json.Unmarshal(text, &parts) != nil || !slices.Equal(parts[0], of) || len(parts[1]) == 0 {
		return nil, false
	}
	return parts[1], true
}
