package notify

import (
	"fmt"
	"html"
	"strings"
	"time"
)

// Plain is a message as a text of lines.
func (m Message) Plain() string {
	m = m.named()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", m.heading())
	if m.Text != "" {
		fmt.Fprintf(&b, "\n%s\n", m.Text)
	}
	if len(m.Fields) > 0 {
		b.WriteByte('\n')
		for _, f := range m.Fields {
			fmt.Fprintf(&b, "%s: %s\n", f.Name, f.Value)
		}
	}
	for i, row := range m.Rows {
		if len(m.Rows) > 1 {
			fmt.Fprintf(&b, "\n%d.\n", i+1)
		} else {
			b.WriteByte('\n')
		}
		for j, value := range row {
			if value != "" {
				fmt.Fprintf(&b, "%s: %s\n", m.Columns[j], value)
			}
		}
	}
	if m.More > 0 {
		fmt.Fprintf(&b, "\n%s\n", m.more(m.More))
	}
	for _, s := range m.Sections {
		fmt.Fprintf(&b, "\n%s\n", s.Title)
		if s.Note != "" {
			fmt.Fprintf(&b, "  %s\n", s.Note)
		}
		for _, line := range s.lines() {
			fmt.Fprintf(&b, "  %s\n", line)
		}
		if s.More > 0 {
			fmt.Fprintf(&b, "  %s\n", m.more(s.More))
		}
	}
	if m.Link != "" {
		fmt.Fprintf(&b, "\n%s\n", m.Link)
	}
	fmt.Fprintf(&b, "\n%s\n", m.foot())
	return b.String()
}

func (m Message) foot() string {
	at := m.Time.UTC().Format(time.RFC3339)
	if m.Rule == "" {
		return at
	}
	return "rule " + m.Rule + ", " + at
}

// HTML is a message as a page of a mail.
func (m Message) HTML() string {
	m = m.named()
	var b strings.Builder
	e := html.EscapeString
	fmt.Fprintf(&b, "<!DOCTYPE html><html><body style=\"font-family:sans-serif\"><h2>%s</h2>", e(m.heading()))
	if m.Text != "" {
		fmt.Fprintf(&b, "<p>%s</p>", strings.ReplaceAll(e(m.Text), "\n", "<br>"))
	}
	pair := func(name, value string) {
		fmt.Fprintf(&b, "<tr><th align=\"left\" valign=\"top\">%s</th><td>%s</td></tr>", e(name), e(value))
	}
	if len(m.Fields) > 0 || len(m.Rows) == 1 {
		b.WriteString("<table cellpadding=\"4\">")
		for _, f := range m.Fields {
			pair(f.Name, f.Value)
		}
		if len(m.Rows) == 1 {
			for i, name := range m.Columns {
				pair(name, m.Rows[0][i])
			}
		}
		b.WriteString("</table>")
	}
	if len(m.Rows) > 1 {
		b.WriteString("<table cellpadding=\"4\" border=\"1\" style=\"border-collapse:collapse\"><tr>")
		for _, name := range m.Columns {
			fmt.Fprintf(&b, "<th align=\"left\">%s</th>", e(name))
		}
		b.WriteString("</tr>")
		for _, row := range m.Rows {
			b.WriteString("<tr>")
			for _, value := range row {
				fmt.Fprintf(&b, "<td valign=\"top\">%s</td>", e(value))
			}
			b.WriteString("</tr>")
		}
		b.WriteString("</table>")
	}
	if m.More > 0 {
		fmt.Fprintf(&b, "<p>%s</p>", e(m.more(m.More)))
	}
	for _, s := range m.Sections {
		fmt.Fprintf(&b, "<h3 style=\"margin:24px 0 6px\">%s</h3>", e(s.Title))
		if s.Note != "" {
			fmt.Fprintf(&b, "<p style=\"color:#5f6d6c;margin:0\">%s</p>", e(s.Note))
		}
		if len(s.Rows) > 0 {
			s.html(&b)
		}
		if s.More > 0 {
			fmt.Fprintf(&b, "<p style=\"color:#5f6d6c;margin:6px 0 0\">%s</p>", e(m.more(s.More)))
		}
	}
	if m.Link != "" {
		fmt.Fprintf(&b, "<p><a href=\"%s\">%s</a></p>", e(m.Link), e(m.open()))
	}
	fmt.Fprintf(&b, "<p><small>%s</small></p></body></html>\n", e(m.foot()))
	return b.String()
}
