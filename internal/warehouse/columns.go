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

// SetColumns gives an Iceberg table the columns of to in place of those of from: in the lake first, and then in the data catalog, which Settle has
// follow where that is cut off. was has the names so far of those columns of to that from has, too. It fails with catalog.ErrTableChanged where
// from is not what there is any more.
func (w *Warehouse) SetColumns(ctx context.Context, from, to catalog.Table, was map[string]string) error {
	unlock, err := w.alone(ctx, Name(from))
	if err != nil {
		return err
	}
	defer unlock()
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
		if _, err := w.settle(ctx, from); err != nil {
			return err
		}
		return catalog.ErrTableChanged
	}
	if err != nil {
		return unsupported(err)
	}
	return w.Data.SetTable(ctx, from.Name, to, true)
}

// Settle gives the data catalog the columns that the lake has of a table, where a change of them was cut off between the two. It
// returns the table as it is then.
func (w *Warehouse) Settle(ctx context.Context, t catalog.Table) (catalog.Table, error) {
	unlock, err := w.alone(ctx, Name(t)) // a change that goes on is none that was cut off
	if err != nil {
		return t, err
	}
	defer unlock()
	now, err := w.Data.Table(ctx, t.Database, t.Name)
	if err != nil || now.ID != t.ID {
		return t, err
	}
	return w.settle(ctx, now)
}

// settle is Settle of the table as it was read from the data catalog. The caller is alone.
func (w *Warehouse) settle(ctx context.Context, t catalog.Table) (catalog.Table, error) {
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

// errOthers says that a table's columns are others than those of the statement.
var errOthers = &engine.Error{Code: "ICEBERG_INVALID_METADATA", Message: "the table's columns were changed meanwhile: ask again"}

// others is errOthers, once what a statement sees when it is asked again is what the lake has.
func (w *Warehouse) others(ctx context.Context, t catalog.Table) error {
	if _, err := w.Settle(ctx, t); err != nil {
		return err
	}
	return errOthers
}
