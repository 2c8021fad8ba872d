// Package account is the names of AWS accounts: what people call the accounts whose IDs of twelve digits the logs have.
package account

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names are accounts' names by their IDs.
type Names map[string]string

// maxName bounds a name, in characters; AWS's own have at most 50
// (https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html).
const maxName = 100

// IsID reports whether a text is an account's ID: twelve digits.
func IsID(text string) bool {
	return len(text) == digits && strings.Trim(text, "0123456789") == ""
}

const digits = 12

// Check fails for an ID or a name that is none.
func (n Names) Check() error {
	for _, id := range slices.Sorted(maps.Keys(n)) {
		if err := check(id, n[id]); err != nil {
			return err
		}
	}
	return nil
}

func check(id, name string) error {
	switch {
	case !IsID(id):
		return fmt.Errorf("account %q: an ID has twelve digits; in YAML it stands in quotes, as in \"012345678901\"", id)
	case strings.TrimSpace(name) == "":
		return fmt.Errorf("account %s has no name", id)
	case utf8.RuneCountInString(name) > maxName:
		return fmt.Errorf("account %s has a name of more than %d characters", id, maxName)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return fmt.Errorf("account %s has a name with a character that cannot be shown", id)
	}
	return nil
}

// Beside writes the name before each ID that stands by itself in a text: "prod (111122223333)". An ID within an ARN, an address of S3 or a
// longer word is part of that, and stays as it is.
func (n Names) Beside(text string) string {
	var b strings.Builder
	rest := 0
	n.each(text, func(at int, id string) {
		b.WriteString(text[rest:at])
		b.WriteString(n[id] + " (" + id + ")")
		rest = at + digits
	})
	return b.String() + text[rest:]
}

// Of are the names of those accounts whose IDs stand in the texts; nil where there are none.
func (n Names) Of(texts ...string) Names {
	var out Names
	for _, text := range texts {
		n.each(text, func(_ int, id string) {
			if out == nil {
				out = Names{}
			}
			out[id] = n[id]
		})
	}
	return out
}

// each calls found for each ID in a text that stands by itself and has a name.
func (n Names) each(text string, found func(at int, id string)) {
	if len(n) == 0 {
		return
	}
	for at := 0; at+digits <= len(text); {
		c := text[at]
		if c < '0' || c > '9' {
			at++
			continue
		}
		end := at
		for end < len(text) && text[end] >= '0' && text[end] <= '9' {
			end++
		}
		if id := text[at:end]; n[id] != "" && ends(text[:at]) && begins(text[end:]) {
			found(at, id)
		}
		at = end
	}
}

// joint are the characters that make what is on both of their sides one thing.
const joint = ":/-_.@"

// ends and begins report whether a word ends before, or begins after, a place: with the sentence's full stop it does.
func ends(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(joint, r)
}

func begins(after string) bool {
	r, size := utf8.DecodeRuneInString(after)
	if strings.ContainsRune(".:", r) {
		return begins(after[size:]) && !strings.HasPrefix(after[size:], ":")
	}
	// Korean and Japanese write particles without a space.
	return after == "" || !(unicode.IsLetter(r) && r < 0x1100) && !unicode.IsDigit(r) && !strings.ContainsRune(joint, r)
}
