package format

import (
	"bufio"
	"io"
	"strings"

	"tarn/internal/engine"
	"tarn/internal/sql/analyze"
)

// CSV writes RFC 4180 with \n as line end, names first. NULL is empty; an empty text is "".
type CSV struct {
	w       *bufio.Writer
	columns []analyze.Output
}

// NewCSV writes the line of names.
func NewCSV(w io.Writer, columns []analyze.Output) (*CSV, error) {
	c := &CSV{w: bufio.NewWriterSize(w, 64<<10), columns: columns}
	for i, column := range columns {
		c.field(i, column.Name, false)
	}
	return c, c.w.WriteByte('\n')
}

// Rows is Encoder's.
func (c *CSV) Rows(rows []engine.Row) error {
	for _, row := range rows {
		for i, value := range row {
			c.field(i, Text(c.columns[i].Type, value), value == nil)
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
