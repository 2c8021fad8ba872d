package term

import (
	"bufio"
	"io"
	"strings"
)

// sample is the number of rows that a table's widths are judged by. Later cells that are wider stick out, or are cut.
const sample = 1000

// least is what a column is not cut below; where a table would have to be, rows are written one member a line.
const least = 8

// Column is a table's column. Right aligns it, for numbers.
type Column struct {
	Name  string
	Right bool
}

// Cell is one value's text. Null shows as NULL, which the text NULL does not.
type Cell struct {
	Text string
	Null bool
}

// Table writes rows in columns, or one member a line where they do not fit.
type Table struct {
	// Width is the room in cells; 0 is no limit.
	Width int
	// Colour says that NULL and rules are dimmed.
	Colour bool

	w       *bufio.Writer
	columns []Column
	held    [][]string
	nulls   [][]bool
	widths  []int
	begun   bool
	tall    bool
	rows    int
	cut     bool
}

// NewTable makes a table. Rows appear as they come once there are enough to judge the widths by; the rest with Close.
func NewTable(w io.Writer, columns []Column) *Table {
	t := &Table{w: bufio.NewWriter(w), columns: make([]Column, len(columns)), widths: make([]int, len(columns))}
	for i, c := range columns {
		t.columns[i] = Column{Name: Safe(c.Name), Right: c.Right}
		t.widths[i] = Width(t.columns[i].Name)
	}
	return t
}

// Row adds a row, with as many cells as there are columns.
func (t *Table) Row(cells []Cell) error {
	texts, nulls := make([]string, len(cells)), make([]bool, len(cells))
	for i, c := range cells {
		switch {
		case c.Null:
			texts[i], nulls[i] = "NULL", true
		case c.Text == "NULL":
			texts[i] = "'NULL'"
		default:
			texts[i] = Safe(c.Text)
		}
	}
	if t.begun {
		return t.write(texts, nulls)
	}
	for i, s := range texts {
		t.widths[i] = max(t.widths[i], Width(s))
	}
	t.held, t.nulls = append(t.held, texts), append(t.nulls, nulls)
	if len(t.held) < sample {
		return nil
	}
	return t.begin()
}

// Close writes what is left.
func (t *Table) Close() error {
	if !t.begun {
		if err := t.begin(); err != nil {
			return err
		}
	}
	return t.w.Flush()
}

// Rows is the number of rows so far; Cut says that some cell was shortened.
func (t *Table) Rows() int { return t.rows }
func (t *Table) Cut() bool { return t.cut }

func (t *Table) begin() error {
	t.begun = true
	t.fit()
	if !t.tall {
		names, rules := make([]string, len(t.columns)), make([]string, len(t.columns))
		for i, c := range t.columns {
			names[i], rules[i] = c.Name, strings.Repeat("-", t.widths[i])
		}
		t.line(names, nil, " | ", bold)
		t.line(rules, nil, "-+-", dim)
	}
	for i, row := range t.held {
		if err := t.write(row, t.nulls[i]); err != nil {
			return err
		}
	}
	t.held, t.nulls = nil, nil
	return nil
}

// fit narrows the widest columns of text until all have room, or gives up on columns. A number is never shortened.
func (t *Table) fit() {
	room := t.Width - 3*(len(t.columns)-1)
	total := 0
	for _, w := range t.widths {
		total += w
	}
	if t.Width == 0 || total <= room {
		return
	}
	narrow := func(limit int) int {
		n := 0
		for i, w := range t.widths {
			if !t.columns[i].Right {
				w = min(w, limit)
			}
			n += w
		}
		return n
	}
	limit := least
	if narrow(limit) > room {
		t.tall = true
		return
	}
	for narrow(limit+1) <= room {
		limit++
	}
	spare := room - narrow(limit)
	for i, w := range t.widths {
		if w > limit && !t.columns[i].Right {
			t.widths[i] = limit
			if spare > 0 {
				t.widths[i]++
				spare--
			}
		}
	}
}

func (t *Table) write(texts []string, nulls []bool) error {
	t.rows++
	if t.tall {
		return t.record(texts, nulls)
	}
	return t.line(texts, nulls, " | ", "")
}

func (t *Table) line(texts []string, nulls []bool, between, colour string) error {
	var line strings.Builder
	for i, s := range texts {
		if i > 0 {
			line.WriteString(paint(t.Colour, dim, between))
		}
		width := t.widths[i]
		if t.Width > 0 && Width(s) > width && !t.columns[i].Right {
			s, t.cut = Cut(s, width), true
		}
		paintAs := colour
		if nulls != nil && nulls[i] {
			paintAs = dim
		}
		if i == len(texts)-1 && !t.columns[i].Right {
			width = 0
		}
		padded := pad(s, width, t.columns[i].Right)
		if paintAs != "" {
			padded = strings.Replace(padded, s, paint(t.Colour, paintAs, s), 1)
		}
		line.WriteString(padded)
	}
	t.w.WriteString(strings.TrimRight(line.String(), " "))
	return t.w.WriteByte('\n')
}
