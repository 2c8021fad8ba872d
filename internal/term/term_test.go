package term

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestCaretStandsUnderTheWord(t *testing.T) {
	for _, c := range []struct {
		text, at string
		width    int
		want     string
	}{
		{"SELECT evntName FROM x", "evntName", 0, "LINE 1: SELECT evntName FROM x\n               ^^^^^^^^"},
		{"SELECT *\nFROM x\nWHERE 名前 = '값' AND b", "b", 0, "LINE 3: WHERE 名前 = '값' AND b\n                              ^"},
		{"WHERE 名前 = 1", "名前", 0, "LINE 1: WHERE 名前 = 1\n              ^^^^"},
		{"a\t\x1b[31mb c", "c", 0, "LINE 1: a\\t\\x1b[31mb c\n                     ^"},
		{"SELECT aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, wrong, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "wrong", 40, "LINE 1: …aaaaaaaaaa, wrong, bbbbbbbbbbb…\n                     ^^^^^"},
	} {
		i := strings.LastIndex(c.text, c.at)
		if got := Caret(c.text, i, i+len(c.at), c.width); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
	if got, want := Caret("SELECT", 6, 6, 0), "LINE 1: SELECT\n              ^"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := Caret("SELECT\r\n", 6, 8, 0), "LINE 1: SELECT\n              ^"; got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestCutAndWrapKeepCharactersWhole(t *testing.T) {
	parts := []string{"a", " ", "한", "語", "e\u0301", "👩‍👩‍👧‍👦", "🇰🇷", "word", "ｆ", "§"}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var b strings.Builder
		for range rnd.IntN(30) {
			b.WriteString(parts[rnd.IntN(len(parts))])
		}
		s, width := b.String(), 2+rnd.IntN(20)
		cut := Cut(s, width)
		if Width(cut) > width || !utf8.ValidString(cut) || strings.HasSuffix(strings.TrimSuffix(cut, "…"), "\u200d") {
			t.Fatalf("Cut(%q, %d) = %q", s, width, cut)
		}
		lines := Wrap(s, width)
		for _, line := range lines {
			if Width(line) > width || !utf8.ValidString(line) {
				t.Fatalf("Wrap(%q, %d) = %q", s, width, lines)
			}
		}
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(s, " ", ""); got != want {
			t.Fatalf("Wrap(%q, %d) lost text: %q", s, width, lines)
		}
	}
}

func TestSafeLeavesNothingThatATerminalObeys(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		s := Safe(string(r))
		if Safe(s) != s || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
			t.Errorf("Safe(%U) = %q", r, s)
		}
	}
	var b bytes.Buffer
	w := SafeWriter{&b}
	w.Write([]byte("a,\x1b[2Jb\r\nc\rd\n"))
	if got, want := b.String(), "a,\\x1b[2Jb\nc\\rd\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestManyRowsStream(t *testing.T) {
	var b bytes.Buffer
	table := NewTable(&b, []Column{{Name: "n", Right: true}})
	for i := range 3 * sample {
		table.Row([]Cell{{Text: strings.Repeat("9", 1+i/sample)}})
		if i > 2*sample && b.Len() == 0 {
			t.Fatal("nothing is written before the end")
		}
	}
	table.Close()
	if n := strings.Count(b.String(), "\n"); n != 3*sample+2 {
		t.Errorf("%d lines", n)
	}
}

func TestColours(t *testing.T) {
	var b bytes.Buffer
	table := NewTable(&b, []Column{{Name: "a"}, {Name: "n", Right: true}})
	table.Colour = true
	table.Row([]Cell{{Null: true}, {Text: "1"}})
	table.Close()
	want := "\x1b[1ma\x1b[0m   \x1b[2m | \x1b[0m\x1b[1mn\x1b[0m\n\x1b[2m----\x1b[0m\x1b[2m-+-\x1b[0m\x1b[2m-\x1b[0m\n\x1b[2mNULL\x1b[0m\x1b[2m | \x1b[0m1\n"
	if got := b.String(); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestAmounts(t *testing.T) {
	for got, want := range map[string]string{
		Bytes(0): "0 B", Bytes(999): "999 B", Bytes(1000): "1.0 kB", Bytes(9949): "9.9 kB", Bytes(9951): "10 kB", Bytes(999_499): "999 kB", Bytes(999_500): "1.0 MB", Bytes(5e9): "5.0 GB",
		Count(0): "0", Count(-1234): "-1,234", Count(-123): "-123", Count(1234567): "1,234,567", Things(1, "row", "rows"): "1 row", Things(2000, "row", "rows"): "2,000 rows",
		Time(12 * time.Millisecond): "12 ms", Time(1500 * time.Millisecond): "1.5 s", Time(200 * time.Second): "3 m 20 s", Time(125 * time.Minute): "2 h 5 m",
		Bar(0, 4): "[....]", Bar(0.5, 4): "[##..]", Bar(2, 4): "[####]",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if _, ok := Left(time.Second, 0); ok {
		t.Error("the time left is told before anything is done")
	}
	p := NewProgress(&bytes.Buffer{}, 0)
	p.Show("not a terminal")
	p.Clear()
}
