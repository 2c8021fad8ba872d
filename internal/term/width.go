package term

import (
	"os"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/mattn/go-runewidth"
)

// columns measures text in terminal cells. Characters of ambiguous width (§, ①, Я, …) count one cell, as terminals in use show
// them whatever the language; RUNEWIDTH_EASTASIAN=1 says that one's own does not.
var columns = &runewidth.Condition{StrictEmojiNeutral: true, EastAsianWidth: os.Getenv("RUNEWIDTH_EASTASIAN") == "1"}

// Width is the number of cells that text without control characters takes.
func Width(s string) int { return columns.StringWidth(s) }

// Cut shortens text to a width, with … where something is missing. What belongs together, such as a letter and its accents, is
// kept or dropped as a whole.
func Cut(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	const mark = "…"
	room := width - Width(mark)
	if room < 0 {
		return ""
	}
	head, _ := split(s, room)
	return head + mark
}

// Wrap breaks text into lines of a width: at spaces where that does not waste half a line, otherwise anywhere between
// characters. It gives at least one line.
func Wrap(s string, width int) []string {
	width = max(width, 2)
	var lines []string
	for Width(s) > width {
		head, rest := split(s, width)
		if i := strings.LastIndexByte(head, ' '); i > 0 && Width(head[:i]) >= width/2 && !strings.HasPrefix(rest, " ") {
			head, rest = head[:i], head[i:]+rest
		}
		lines = append(lines, head)
		s = strings.TrimPrefix(rest, " ")
	}
	return append(lines, s)
}

// split cuts text between characters so that the first part is at most so wide.
func split(s string, width int) (head, rest string) {
	if width >= len(s) {
		return s, ""
	}
	used := 0
	g := graphemes.FromString(s)
	for g.Next() {
		w := columns.StringWidth(g.Value())
		if used+w > width {
			return s[:g.Start()], s[g.Start():]
		}
		used += w
	}
	return s, ""
}

// pad fills text up to a width with spaces.
func pad(s string, width int, right bool) string {
	gap := width - Width(s)
	if gap <= 0 {
		return s
	}
	if right {
		return strings.Repeat(" ", gap) + s
	}
	return s + strings.Repeat(" ", gap)
}

// ascii reports whether text can go to a terminal as it is, at a byte a cell.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return utf8.ValidString(s)
}
