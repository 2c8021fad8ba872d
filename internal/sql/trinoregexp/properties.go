package trinoregexp

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strconv"
	"strings"
	"sync"
)

// The properties of Unicode 6.1 and their names, which Trino's library has, and what is equal where case does not matter.
//
//go:embed unicode61.txt.gz
var unicode61 []byte

type tables struct {
	// text has each property's line by its names.
	text map[string]string
	// folds are the texts that a character is equal to; most are of one character.
	folds map[rune][][]rune
	// starts has the characters that are equal to a text of several, by its first character.
	starts map[rune][]long
}

type long struct {
	text []rune
	is   rune
}

// unicodeTables reads the file: lines `names: spans`, and lines `=character text text…`. A span is written as its distance from
// the one before and its length, in base 36.
var unicodeTables = sync.OnceValue(func() *tables {
	z, err := gzip.NewReader(bytes.NewReader(unicode61))
	if err != nil {
		panic(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	t := &tables{text: map[string]string{}, folds: map[rune][][]rune{}, starts: map[rune][]long{}}
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSuffix(line, "\n")
		if rest, ok := strings.CutPrefix(line, "="); ok {
			texts := strings.Split(rest, " ")
			r := []rune(texts[0])[0]
			for _, to := range texts[1:] {
				rs := []rune(to)
				t.folds[r] = append(t.folds[r], rs)
				if len(rs) > 1 {
					t.starts[rs[0]] = append(t.starts[rs[0]], long{rs, r})
				}
			}
			continue
		}
		names, spans, _ := strings.Cut(line, ":")
		for _, name := range strings.Fields(names) {
			t.text[name] = spans
		}
	}
	return t
})

var properties sync.Map // of set by name

// property is the set of characters that have one, by its name in any case, without spaces, hyphens and low lines.
func property(name string) (set, bool) {
	name = strings.ToLower(strings.NewReplacer(" ", "", "-", "", "_", "").Replace(name))
	if s, ok := properties.Load(name); ok {
		return s.(set), true
	}
	spans, ok := unicodeTables().text[name]
	if !ok {
		return nil, false
	}
	var s set
	next := rune(0)
	for _, field := range strings.Fields(spans) {
		skip, size, _ := strings.Cut(field, ",")
		from, _ := strconv.ParseInt(skip, 36, 32)
		n, _ := strconv.ParseInt("0"+size, 36, 32)
		next += rune(from)
		s = append(s, span{next, next + rune(n)})
		next += rune(n) + 1
	}
	properties.Store(name, s)
	return s, true
}

// folded are the characters that a character is equal to where case does not matter, itself among them.
func folded(r rune) []rune {
	if r < 0x80 && r != 'k' && r != 'K' && r != 's' && r != 'S' {
		switch {
		case 'a' <= r && r <= 'z':
			return []rune{r, r - 32}
		case 'A' <= r && r <= 'Z':
			return []rune{r, r + 32}
		}
		return []rune{r}
	}
	out := []rune{r}
	for _, to := range unicodeTables().folds[r] {
		if len(to) == 1 {
			out = append(out, to[0])
		}
	}
	return out
}

// long folds of a character: the texts of several characters that it is equal to.
func longFolds(r rune) [][]rune {
	if r < 0x80 {
		return nil
	}
	var out [][]rune
	for _, to := range unicodeTables().folds[r] {
		if len(to) > 1 {
			out = append(out, to)
		}
	}
	return out
}

func equalFold(a, b rune) bool {
	if a == b {
		return true
	}
	for _, r := range folded(a) {
		if r == b {
			return true
		}
	}
	return false
}

// foldSet is a set with what its characters are equal to where case does not matter.
func foldSet(s set) set {
	more := []span(s)
	for r, to := range unicodeTables().folds {
		if s.has(r) {
			for _, t := range to {
				if len(t) == 1 {
					more = append(more, span{t[0], t[0]})
				}
			}
		}
	}
	return setOf(more...)
}
