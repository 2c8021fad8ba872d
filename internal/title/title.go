// Package title is a title: a text that a file gives once, or once in each language.
package title

import (
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
)

// Languages are those that titles may be in, by their codes of ISO 639-1. The first is the one in which a plain text is.
var Languages = []string{"en", "ko", "ja"}

// Title is a text by language.
type Title map[string]string

// UnmarshalYAML reads `title: Sign-ins`, and `title: {en: Sign-ins, ko: 로그인, ja: サインイン}`.
func (t *Title) UnmarshalYAML(text []byte) error {
	var plain string
	if err := yaml.Unmarshal(text, &plain); err == nil {
		*t = Title{Languages[0]: plain}
		return nil
	}
	var by map[string]string
	if err := yaml.Unmarshal(text, &by); err != nil {
		return fmt.Errorf("give a text, or a text for each language, as in {en: Sign-ins, ko: 로그인}")
	}
	for code := range by {
		if !slices.Contains(Languages, code) {
			return fmt.Errorf("language %q is not known: there are %v", code, Languages)
		}
	}
	*t = by
	return nil
}

// In is the text in a language, or in the first of Languages that there is one in.
func (t Title) In(language string) string {
	if s, ok := t[language]; ok {
		return s
	}
	for _, code := range Languages {
		if s, ok := t[code]; ok {
			return s
		}
	}
	return ""
}
