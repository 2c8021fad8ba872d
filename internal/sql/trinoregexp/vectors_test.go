package trinoregexp

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// testdata/vectors.txt has patterns, texts and what Trino 476's library answered: the number of groups and the places of all
// matches, or an error. Lines are: quoted pattern, tab, quoted text, tab, answer.
func TestVectors(t *testing.T) {
	raw, err := os.ReadFile("testdata/vectors.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(raw)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		pattern, err := strconv.Unquote(fields[0])
		text, err2 := strconv.Unquote(fields[1])
		if err != nil || err2 != nil {
			t.Fatalf("%s: %v %v", line, err, err2)
		}
		got := answer(pattern, text)
		if got != fields[2] && !strings.HasPrefix(got, "error: NOT_SUPPORTED") {
			t.Errorf("%q on %q:\n got  %s\n want %s", pattern, text, got, fields[2])
		}
		n++
	}
	if n < 1000 {
		t.Errorf("only %d vectors", n)
	}
}

func answer(pattern, text string) string {
	re, err := Compile(pattern)
	if err != nil {
		return "error: " + err.Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d groups", re.Groups())
	err = re.Each(text, func(places []int) bool {
		sep := " | "
		for i := 0; i < len(places); i += 2 {
			if places[i] < 0 || places[i+1] < 0 {
				b.WriteString(sep + "-")
			} else {
				fmt.Fprintf(&b, "%s%d-%d", sep, places[i], places[i+1])
			}
			sep = " "
		}
		return true
	})
	if err != nil {
		return "error: " + err.Error()
	}
	return b.String()
}

func TestHellEnds(t *testing.T) {
	for _, pattern := range []string{`(a+)+$`, `(a|aa)+$`, `(a|a?)+b`, `(.*)*x`, `(?:a?){50}a{50}b`, `(\w+\s?)*!$`, `((a*)*)*b`, `(?=(a+)+b)`} {
		re, err := Compile(pattern)
		if err != nil {
			t.Fatal(err)
		}
		err = re.Each(strings.Repeat("a", 5000)+"é", func([]int) bool { return true })
		if err != nil && !strings.HasPrefix(err.Error(), "EXCEEDED_TIME_LIMIT: ") {
			t.Errorf("%s: %v", pattern, err)
		}
	}
	for _, pattern := range []string{strings.Repeat("(", 200000), strings.Repeat("[", 200000), strings.Repeat("a*", 100000), "(?:(?:(?:a{1000}){1000}){1000})", strings.Repeat("(?:", 5000) + "a" + strings.Repeat(")*", 5000)} {
		if _, err := Compile(pattern); err == nil && len(pattern) < 100 {
			t.Errorf("%.20s… is taken", pattern)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add(`(?i)a(b|c)*?\1[^d-f&&[g]]{2,3}+`, "abcaé\n")
	f.Add(`(?<n>\p{L}+)(?=x)(?<!y)\k<n>\b$`, "aax")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 200 || len(text) > 200 {
			return
		}
		text = strings.ToValidUTF8(text, "")
		re, err := Compile(strings.ToValidUTF8(pattern, ""))
		if err != nil {
			return
		}
		re.RE2(false)
		last := -1
		_ = re.Each(text, func(places []int) bool {
			if places[0] < last || places[1] > len(text) {
				t.Fatalf("%q on %q: %v after %d", pattern, text, places, last)
			}
			last = places[0]
			return true
		})
	})
}
