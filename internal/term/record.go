package term

import (
	"fmt"
	"strings"
)

// record writes a row with one column a line, long values wrapped.
func (t *Table) record(texts []string, nulls []bool) error {
	names := 0
	for _, c := range t.columns {
		names = max(names, Width(c.Name))
	}
	names = min(names, max(t.Width/2, least))
	head := fmt.Sprintf("-[ %d ]", t.rows)
	t.w.WriteString(paint(t.Colour, dim, head+strings.Repeat("-", max(t.Width-len(head), 0))) + "\n")
	for i, s := range texts {
		name := pad(Cut(t.columns[i].Name, names), names, false)
		for j, line := range Wrap(s, t.Width-names-3) {
			if j > 0 {
				name = strings.Repeat(" ", names)
			}
			if nulls[i] {
				line = paint(t.Colour, dim, line)
			}
			t.w.WriteString(paint(t.Colour, bold, name) + paint(t.Colour, dim, " | ") + line + "\n")
		}
	}
	return nil
}
