package term

import (
	"fmt"
	"strings"
)

// Caret shows the line of a text in which the bytes [from, to) begin, with carets below them, in at most width cells (0 is no
// limit):
//
//	LINE 2: WHERE 名前 = eventNmae
//	                     ^^^^^^^^^
func Caret(text string, from, to, width int) string {
	from = min(max(from, 0), len(text))
	to = min(max(to, from), len(text))
	start := strings.LastIndexByte(text[:from], '\n') + 1
	line, _, _ := strings.Cut(text[start:], "\n")
	line = strings.TrimSuffix(line, "\r")
	from, to = min(from-start, len(line)), min(to-start, len(line))

	label := fmt.Sprintf("LINE %d: ", strings.Count(text[:start], "\n")+1)
	before, at, after := Safe(line[:from]), Safe(line[from:to]), Safe(line[to:])
	if room := width - len(label); width > 0 && Width(before)+Width(at)+Width(after) > room {
		before, at, after = window(before, at, after, room)
	}
	marks := strings.Repeat("^", max(Width(at), 1))
	return label + before + at + after + "\n" + strings.Repeat(" ", len(label)+Width(before)) + marks
}

// window leaves out the ends of a line that is too long, the place itself last.
func window(before, at, after string, room int) (string, string, string) {
	at = Cut(at, max(room-10, 10))
	rest := max(room-Width(at), 2)
	if keep := max(rest/2, rest-Width(after)); Width(before) > keep {
		for Width(before) > keep-1 {
			_, before = split(before, max(Width(before)-keep+1, 2))
		}
		before = "…" + before
	}
	return before, at, Cut(after, rest-Width(before))
}
