package warehouse

import (
	"context"
	"errors"
	"fmt"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/lake"
	"tarn/internal/schema"
)

// SetColumns gives an Iceberg table the columns of to in place of those of from, in the lake; the data catalog is the caller's to change after it.
// was has the names so far of those columns of to that from has, too. It does nothing where the lake's table has them already.
func (w *Warehouse) SetColumns(ctx context.Context, from, to catalog.Table, was map[string]string) error {
	m, err := w.made(ctx, from)
	if err != nil {
		return err
	}
	old, err := from.Relation()
	if err != nil {
		return err
	}
	rel, err := to.Relation()
	if err != nil {
		return err
	}
	var columns []lake.MadeColumn
	for _, c := range shown(rel) {
		columns = append(columns, lake.MadeColumn{Column: c, Was: was[c.Name]})
	}
	err = m.SetColumns(ctx, shown(old), columns)
	if errors.Is(err, lake.ErrColumns) {
		return errOthers
	}
	return unsupported(err)
}

// Settle gives the data catalog the columns that the lake has of a table, where a change of them was cut off between the two. It
// returns the table as it is then.
func (w *Warehouse) Settle(ctx context.Context, t catalog.Table) (catalog.Table, error) {
	m, err := w.made(ctx, t)
	if err != nil {
		return t, err
	}
	if rel, err := t.Relation(); err == nil && m.Has(shown(rel)) {
		return t, nil
	}
	var columns []catalog.Column
	for _, c := range m.Columns() {
		text, ok := c.Type.Each(func(t schema.Type) schema.Type {
			if t.Kind == schema.Timestamp {
				return schema.TimestampOf(3) // as Hive has it
			}
			return t
		}).Hive()
		if !ok {
			return t, fmt.Errorf("column %s of table %s.%s has a type that Hive has no name for", c.Name, t.Database, t.Name)
		}
		columns = append(columns, catalog.Column{Name: c.Name, Type: text, Comment: c.Doc})
	}
	t.Storage.Columns, t.Partitioning = columns, nil
	for _, term := range m.Terms() {
		t.Partitioning = append(t.Partitioning, term.String())
	}
	err = w.Data.SetTable(ctx, t.Name, t, true)
	if errors.Is(err, catalog.ErrTableChanged) {
		return t, nil // somebody else changes it: the next time
	}
	t.Version++
	return t, err
}

// fieldID is the field ID of a column that a statement reads.
func fieldID(m *lake.Made, c schema.Column) (int, error) {
	id, ok := m.FieldID(c)
	if !ok {
		return 0, &engine.Error{Code: "ICEBERG_INVALID_METADATA", Message: fmt.Sprintf("the table has no column %s of type %s any more: its columns were changed meanwhile; ask again", c.Name, c.Type.Display())}
	}
	return id, nil
}
