package trinoregexp

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var (
	atoms  = strings.Fields(`a b ab . \d \w \s \W [ab] [^a] [a-c\d] \b ^ $ \A \z \. é [a-z&&[^b]] \p{Lu} - [^\W] \n x{2} (?i:k) (?i)s [\w-] & ~ # \Qa.b\E \x41 [^b-] / @ [-^\]]`)
	quants = strings.Fields(`* + ? *? +? ?? {2} {1,2} {0,2}? {2,}`)
	pieces = []string{"a", "b", "c", "A", "K", "k", "s", "S", "1", " ", "\n", "é", "É", "日", ".", "-", "x", "ſ", "ß", "&", "#", "@", "~", "/"}
)

func randomPattern(r *rand.Rand, depth int) string {
	var b strings.Builder
	for range 1 + r.IntN(4) {
		if depth > 0 && r.IntN(3) == 0 {
			b.WriteString([]string{"(", "(?:"}[r.IntN(2)] + randomPattern(r, depth-1) + ")")
		} else {
			b.WriteString(atoms[r.IntN(len(atoms))])
		}
		if r.IntN(3) == 0 {
			b.WriteString(quants[r.IntN(len(quants))])
		}
		if r.IntN(7) == 0 {
			b.WriteByte('|')
		}
	}
	return b.String()
}

// Go's regexp reads RE2's syntax and gives RE2's matches.
func TestRE2MatchesAlike(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	plain := 0
	for range 20000 {
		pattern := randomPattern(r, 2)
		re, err := Compile(pattern)
		if err != nil {
			continue
		}
		p, ok := re.RE2(false)
		if !ok {
			continue
		}
		occurs, _ := re.RE2(true)
		other, err := regexp.Compile(p.Text)
		if err != nil {
			t.Fatalf("%q as %q: %v", pattern, p.Text, err)
		}
		plain++
		var b strings.Builder
		for range r.IntN(8) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		s := b.String()
		if (!occurs.ASCII || utf8.RuneCountInString(s) == len(s)) && (!occurs.NoLine || !strings.HasSuffix(s, "\n")) {
			found := false
			if err := re.Each(s, func([]int) bool { found = true; return false }); err != nil {
				t.Fatal(err)
			}
			if want := regexp.MustCompile(occurs.Text).MatchString(s); found != want {
				t.Errorf("%q as %q occurs in %q: %t, RE2 has %t", pattern, occurs.Text, s, found, want)
			}
		}
		if p.ASCII && utf8.RuneCountInString(s) != len(s) || p.NoLine && strings.HasSuffix(s, "\n") {
			continue
		}
		var first []int
		if err := re.Each(s, func(places []int) bool { first = slices.Clone(places); return false }); err != nil {
			t.Fatal(err)
		}
		want := other.FindStringSubmatchIndex(s)
		for n := 1; n <= re.Groups() && len(first) == len(want) && first != nil; n++ {
			if re.Repeated(n) || re.MayBeEmpty(n) { // such groups are not asked of RE2
				first[2*n], first[2*n+1], want[2*n], want[2*n+1] = 0, 0, 0, 0
			}
			if first[2*n+1] < 0 || first[2*n] < 0 {
				first[2*n], first[2*n+1] = -1, -1
			}
		}
		if !slices.Equal(first, want) {
			t.Errorf("%q as %q on %q: %v, RE2 has %v", pattern, p.Text, s, first, want)
		}
	}
	if plain < 3000 {
		t.Errorf("only %d patterns are RE2's", plain)
	}
}
