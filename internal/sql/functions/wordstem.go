package functions

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
)

// stemmers are Snowball's, by the languages that Trino calls them by; nil for those that the library lacks.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"da": danish.Stem, "de": german.Stem, "en": english.Stem, "es": spanish.Stem, "fi": finnish.Stem, "fr": french.Stem, "hu": hungarian.Stem, "it": italian.Stem,
	"nl": dutch.Stem, "no": norwegian.Stem, "pt": portuguese.Stem, "ro": romanian.Stem, "ru": russian.Stem, "sv": swedish.Stem, "tr": turkish.Stem,
	"ca": nil, "eu": nil, "hy": nil, "lt": nil,
}

func wordStem(word, language string) (any, error) {
	stem, known := stemmers[language]
	switch {
	case !known:
		return nil, badArgument("Unknown stemmer language: %s", language)
	case stem == nil:
		return nil, fault("NOT_SUPPORTED", "the stems of the language %s are not in Tarn", language)
	}
	if language == "ro" {
		word = cedillas.Replace(word)
	}
	env := snowballstem.NewEnv(word)
	stem(env)
	if language == "ro" {
		return commas.Replace(env.Current()), nil
	}
	return env.Current(), nil
}

// The library reads Romanian with cedillas; Trino's stemmer gives commas, whatever it is given.
var cedillas, commas = strings.NewReplacer("ș", "ş", "ț", "ţ"), strings.NewReplacer("ş", "ș", "ţ", "ț")
