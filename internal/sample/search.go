package sample

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tarn/internal/title"
)

// Hit is a query that a search found.
type Hit struct {
	Query
	// Relevance is between 0 and 1: the share of the phrase's words that the query has, those in its name counting most, those
	// in its tags less, those in its description least.
	Relevance float64
}

const (
	inName        = 1.0
	inTags        = 0.9
	inDescription = 0.6
	inStatement   = 0.4
)

// Search finds the queries that have words of a phrase, the most relevant first.
func Search(queries []Query, phrase string) []Hit {
	wanted := words(phrase)
	if len(wanted) == 0 {
		return nil
	}
	var hits []Hit
	for _, q := range queries {
		fields := []struct {
			words  []string
			weight float64
		}{{wordsIn(q.Name), inName}, {words(strings.Join(q.Tags, " ")), inTags}, {wordsIn(q.Description), inDescription}, {words(q.SQL), inStatement}}
		sum := 0.0
		for _, w := range wanted {
			for _, f := range fields {
				if has(f.words, w) {
					sum += f.weight
					break
				}
			}
		}
		if sum > 0 {
			hits = append(hits, Hit{q, sum / float64(len(wanted))})
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Relevance, a.Relevance) })
	return hits
}

// wordsIn are the words of a title in all languages.
func wordsIn(t title.Title) []string {
	var out []string
	for _, text := range t {
		out = append(out, words(text)...)
	}
	return out
}

// has reports whether a word is among others. Korean writes particles, and Japanese everything, without a space: there, a part of a word will do.
func has(words []string, w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	return slices.ContainsFunc(words, func(o string) bool { return o == w || first >= 0x1100 && strings.Contains(o, w) })
}

// words are a text's words in small letters, without those that say nothing and without the ends of plurals.
func words(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
			w = strings.TrimSuffix(w, "s")
		}
		if !slices.Contains(empty, w) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

var empty = []string{"a", "an", "and", "are", "by", "for", "from", "in", "is", "me", "my", "of", "on", "or", "show", "that", "the", "to", "was", "were", "what", "which", "who", "with", "find", "list", "all"}
