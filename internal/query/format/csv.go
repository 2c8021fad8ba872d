package format

import (
	"bufio"
	"io"
	"strings"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// CSV writes RFC 4180 with \n as line end, names first. NULL is empty; an empty text is "".
type CSV struct {
	w       *bufio.Writer
	columns []analyze.Output
	// sheet has texts that a spreadsheet would take for formulas begin with an apostrophe.
	sheet bool
}

// NewCSV writes the line of names.
func NewCSV(w io.Writer, columns []analyze.Output) (*CSV, error) {
	c := &CSV{w: bufio.NewWriterSize(w, 64<<10), columns: columns}
	return c, c.head()
}

// NewSheet writes CSV that a person opens in a spreadsheet: it begins with the mark by which Excel knows UTF-8, and a text that would be taken
// for a formula begins with an apostrophe. Whoever sends a request writes what stands in a log, and must not have a formula run
// (https://owasp.org/www-community/attacks/CSV_Injection).
func NewSheet(w io.Writer, columns []analyze.Output) (*CSV, error) {
	c := &CSV{w: bufio.NewWriterSize(w, 64<<10), columns: columns, sheet: true}
	c.w.WriteString("\ufeff")
	return c, c.head()
}

func (c *CSV) head() error {
	for i, column := range c.columns {
		c.field(i, c.text(column.Name), false)
	}
	return c.w.WriteByte('\n')
}

// text is a text as the file has it.
func (c *CSV) text(s string) string {
	if c.sheet && s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// Rows is Encoder's.
func (c *CSV) Rows(rows []engine.Row) error {
	for _, row := range rows {
		for i, value := range row {
			s := Text(c.columns[i].Type, value)
			if k := c.columns[i].Type.Kind; k == schema.Varchar || k == schema.Char {
				s = c.text(s)
			}
			c.field(i, s, value == nil)
		}
		if err := c.w.WriteByte('\n'); err != nil {
			return err
		}
	}
	return nil
}

func (c *CSV) field(i int, s string, null bool) {
	if i > 0 {
		c.w.WriteByte(',')
	}
	switch {
	case null:
	case s == "" || strings.ContainsAny(s, "\",\r\n") || s[0] == ' ' || s[len(s)-1] == ' ':
		c.w.WriteByte('"')
		c.w.WriteString(strings.ReplaceAll(s, `"`, `""`))
		c.w.WriteByte('"')
	default:
		c.w.WriteString(s)
	}
}

// Close is Encoder's.
func (c *CSV) Close() error { return c.w.Flush() }
