package format

import (
	"io"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/term"
)

// Table writes a table for a person's eyes.
type Table struct {
	*term.Table
	columns []analyze.Output
}

// NewTable makes a table of so many cells' width, 0 for no limit.
func NewTable(w io.Writer, columns []analyze.Output, width int, colour bool) *Table {
	heads := make([]term.Column, len(columns))
	for i, c := range columns {
		heads[i] = term.Column{Name: c.Name, Right: numeric(c.Type.Kind)}
	}
	t := &Table{Table: term.NewTable(w, heads), columns: columns}
	t.Width, t.Colour = width, colour
	return t
}

func numeric(k schema.Kind) bool {
	switch k {
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint, schema.Real, schema.Double, schema.Decimal:
		return true
	}
	return false
}

// Rows is Encoder's.
func (t *Table) Rows(rows []engine.Row) error {
	for _, row := range rows {
		cells := make([]term.Cell, len(row))
		for i, value := range row {
			cells[i] = term.Cell{Text: Text(t.columns[i].Type, value), Null: value == nil}
		}
		if err := t.Row(cells); err != nil {
			return err
		}
	}
	return nil
}
