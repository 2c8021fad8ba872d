package notify

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"tarn/internal/term"
)

// numbers says which columns have numbers alone.
func (s Section) numbers() []bool {
	out := make([]bool, len(s.Columns))
	for i := range out {
		out[i] = len(s.Rows) > 0 && !slices.ContainsFunc(s.Rows, func(row []string) bool { return row[i] != "" && !number.MatchString(row[i]) })
	}
	return out
}

// number is how a report writes one: with commas from 1,000 on, which the ID of an account has not, nor a date or an address.
var number = regexp.MustCompile(`^[-+]?(\d{1,3}(,\d{3})*(\.\d+)?|\d+\.\d+)%?$`)

// html writes a table for a mail: with its styles in it, since mail programs read no others.
func (s Section) html(b *strings.Builder) {
	align := func(right bool) string {
		if right {
			return "right"
		}
		return "left"
	}
	right := s.numbers()
	b.WriteString(`<table cellpadding="6" style="border-collapse:collapse;font-size:14px"><tr>`)
	for i, name := range s.Columns {
		fmt.Fprintf(b, `<th align="%s" style="border-bottom:1px solid #c4cece;color:#5f6d6c">%s</th>`, align(right[i]), html.EscapeString(name))
	}
	b.WriteString("</tr>")
	for _, row := range s.Rows {
		b.WriteString("<tr>")
		for i, value := range row {
			fmt.Fprintf(b, `<td align="%s" style="border-bottom:1px solid #dfe5e5">%s</td>`, align(right[i]), html.EscapeString(value))
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</table>")
}

// cell is how wide a cell of a table in lines may be.
const cell = 40

// lines are a table in characters of one width; East Asian ones take two.
func (s Section) lines() (out []string) {
	if len(s.Rows) == 0 {
		return nil
	}
	right, widths := s.numbers(), make([]int, len(s.Columns))
	all := append([][]string{s.Columns}, s.Rows...)
	for _, row := range all {
		for i, value := range row {
			widths[i] = max(widths[i], min(term.Width(oneLine(value)), cell))
		}
	}
	for _, row := range all {
		var b strings.Builder
		for i, value := range row {
			value = term.Cut(oneLine(value), widths[i])
			pad := strings.Repeat(" ", max(widths[i]-term.Width(value), 0))
			if i > 0 {
				b.WriteString("  ")
			}
			if right[i] {
				b.WriteString(pad + value)
			} else {
				b.WriteString(value + pad)
			}
		}
		out = append(out, strings.TrimRight(b.String(), " "))
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// slackTable is a section's title and its table in characters of one width, as many lines of it as a block takes.
func (m Message) slackTable(s Section) string {
	text, more := "*"+escaped(s.Title, 200)+"*", s.More
	if s.Note != "" {
		text += "\n" + escaped(s.Note, 500)
	}
	lines := s.lines()
	room := slackSection - len(text) - 100
	var table strings.Builder
	for i, line := range lines {
		// A fence within would end the one around it.
		line = slackEscape.Replace(strings.ReplaceAll(line, "```", "'''"))
		if len(line)+1 > room {
			more += len(lines) - max(i, 1)
			break
		}
		room -= len(line) + 1
		table.WriteString(line + "\n")
	}
	if table.Len() > 0 {
		text += "\n```\n" + table.String() + "```"
	}
	if more > 0 {
		text += "\n" + m.more(more)
	}
	return text
}
