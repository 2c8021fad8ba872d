package trinoregexp

import (
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// answers gives the answer with no place noted, and with each noted from the first step on.
func answers(pattern, text string) (without, with string) {
	defer func(n int) { memoAfter = n }(memoAfter)
	memoAfter = math.MaxInt
	without = answer(pattern, text)
	memoAfter = 0
	return without, answer(pattern, text)
}

// Places that nothing came of change no answer.
func TestMemo(t *testing.T) {
	raw, err := os.ReadFile("testdata/vectors.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		fields := strings.Split(line, "\t")
		pattern, _ := strconv.Unquote(fields[0])
		text, _ := strconv.Unquote(fields[1])
		if without, with := answers(pattern, text); with != without && !strings.Contains(without, "EXCEEDED") {
			t.Errorf("%q on %q:\n without %s\n with    %s", pattern, text, without, with)
		}
	}
	r := rand.New(rand.NewPCG(5, 7))
	for range 20000 {
		pattern, text := madeUp(r, 4), ""
		for range r.IntN(14) {
			text += string("abé"[r.IntN(2)])
		}
		if without, with := answers(pattern, text); with != without && !strings.Contains(without, "EXCEEDED") {
			t.Errorf("%q on %q:\n without %s\n with    %s", pattern, text, without, with)
		}
	}
}

// madeUp makes a pattern.
func madeUp(r *rand.Rand, depth int) string {
	if depth == 0 || r.IntN(5) == 0 {
		return []string{"a", "b", "[ab]", ".", "[^a]", "é", "^", "$", `\b`}[r.IntN(9)]
	}
	x := madeUp(r, depth-1)
	switch r.IntN(9) {
	case 0, 1, 2:
		return x + madeUp(r, depth-1)
	case 3:
		return "(" + x + "|" + madeUp(r, depth-1) + ")"
	case 4:
		return "(" + x + ")"
	case 5:
		return "(?" + []string{"=", "!", ">", "<=", "<!"}[r.IntN(5)] + x + ")"
	case 6:
		return "(?:" + x + ")" + []string{"*", "+", "?", "{0,2}", "{2,3}", "{1,}"}[r.IntN(6)] + []string{"", "?", "+"}[r.IntN(3)]
	}
	return x + []string{"*", "+", "?", "*?", "+?", "*+"}[r.IntN(6)]
}

// AWS's own pattern for CloudFront's logs, on a line of them as they are now: its repetitions take tabs as well as what stands
// between, so that there are more ways to divide the line than could be tried.
func TestMemoEnds(t *testing.T) {
	pattern := `^(?!#)([^ ]+)\s+([^ ]+)\s+([^ ]+)\s+([^ ]+)\s+([^ ]+)\s+([^ ]+)\s+([^ ]+)\s+([^ ]+)\s+([^ ]+)\s+([^ ]+)\s+[^\(]+[\(]([^\;]+).*\%20([^\/]+)[\/](.*)$`
	line := "2019-12-04\t21:02:31\tLAX1\t392\t192.0.2.100\tGET\td111111abcdef8.cloudfront.net\t/index.html\t200\t-\tMozilla/5.0%20(Windows%20NT%2010.0;%20Win64;%20x64)%20AppleWebKit/537.36\t-\t-\tHit\tSOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==\td111111abcdef8.cloudfront.net\thttps\t23\t0.001\t-\tTLSv1.2\tECDHE-RSA-AES128-GCM-SHA256\tHit\tHTTP/2.0\t-\t-"
	began := time.Now()
	if got := answer(pattern, strings.ReplaceAll(line, "%20", "+")); got != "13 groups" {
		t.Error(got)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Error(took)
	}
}
