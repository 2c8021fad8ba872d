package lake

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/apache/iceberg-go"
	"github.com/apache/iceberg-go/table"

	"tarn/internal/schema"
)

// MadeColumn is a column that a table is to have.
type MadeColumn struct {
	schema.Column
	// Was is the column's name so far; empty for one that the table has not.
	Was string
}

// ErrColumns says that a table's columns are others than those that a change began with.
var ErrColumns = errors.New("the table has other columns")

// SetColumns gives a table other columns in place of those of from. Its files stay as they are: a column is known by its field ID, whatever its name
// and its place were when a file was written, and is NULL in files without it. Types may become wider as Iceberg has it:
// https://iceberg.apache.org/spec/#schema-evolution. A table that has the columns already is left alone.
func (m *Made) SetColumns(ctx context.Context, from []schema.Column, to []MadeColumn) error {
	unlock, err := m.lake.lockCommits(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := m.Refresh(ctx); err != nil {
		return err
	}
	want := make([]schema.Column, len(to))
	for i, c := range to {
		want[i] = c.Column
	}
	if !m.Has(from) {
		if m.Has(want) {
			return nil
		}
		return fmt.Errorf("table %s: %w", m.name, ErrColumns)
	}
	fields, err := m.changed(to)
	if err != nil {
		return err
	}
	meta := m.ice.Metadata()
	_, _, err = m.lake.cat.CommitTable(ctx, ident(m.name), []table.Requirement{table.AssertCurrentSchemaID(meta.CurrentSchema().ID)},
		[]table.Update{table.NewAddSchemaUpdate(iceberg.NewSchema(0, fields...)), table.NewSetCurrentSchemaUpdate(-1)})
	if err != nil {
		return fmt.Errorf("changing the columns of table %s: %w", m.name, err)
	}
	m.lake.commits.Add(1)
	return m.Refresh(ctx)
}

// changed are the fields of the columns that the table is to have.
func (m *Made) changed(to []MadeColumn) ([]iceberg.NestedField, error) {
	next := m.ice.Metadata().LastColumnID()
	var fields []iceberg.NestedField
	for _, c := range to {
		if c.Was == "" {
			next++
			f := iceberg.NestedField{ID: next, Name: c.Name, Doc: c.Doc}
			var err error
			if f.Type, err = madeType(c.Type, &next); err != nil {
				return nil, fmt.Errorf("column %s: %w", c.Name, err)
			}
			fields = append(fields, f)
			continue
		}
		f, ok := m.ice.Schema().FindFieldByName(c.Was)
		if !ok {
			return nil, fmt.Errorf("column %s of table %s: %w", c.Was, m.name, ErrColumns)
		}
		var none int
		wanted, err := madeType(c.Type, &none)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", c.Name, err)
		}
		if !sameType(f.Type, wanted) {
			if !wider(f.Type, wanted) || m.source(f.ID) {
				return nil, &UnsupportedType{fmt.Sprintf("Cannot change column type: %s: %s -> %s", c.Was, f.Type, wanted)}
			}
			f.Type = wanted
		}
		f.Name, f.Doc = c.Name, c.Doc
		fields = append(fields, f)
	}
	spec := m.ice.Spec()
	for i := range spec.NumFields() {
		id := spec.Field(i).SourceIDs[0]
		if !slices.ContainsFunc(fields, func(f iceberg.NestedField) bool { return f.ID == id }) {
			return nil, &UnsupportedType{"Cannot drop partition field: " + spec.Field(i).Name}
		}
	}
	return fields, nil
}

// source reports whether the table's partitions are by a column.
func (m *Made) source(id int) bool {
	spec := m.ice.Spec()
	for i := range spec.NumFields() {
		if spec.Field(i).SourceIDs[0] == id {
			return true
		}
	}
	return false
}

// wider reports whether a type holds all values of another, as Iceberg lets types become wider.
func wider(from, to iceberg.Type) bool {
	switch from := from.(type) {
	case iceberg.Int32Type:
		return to.Equals(iceberg.PrimitiveTypes.Int64)
	case iceberg.Float32Type:
		return to.Equals(iceberg.PrimitiveTypes.Float64)
	case iceberg.DecimalType:
		to, ok := to.(iceberg.DecimalType)
		return ok && to.Scale() == from.Scale() && to.Precision() > from.Precision()
	}
	return false
}

// Columns are the table's own, as the lake has them; a type that no statement makes is unknown.
func (m *Made) Columns() []schema.Column {
	fields := m.columns().Fields()
	out := make([]schema.Column, len(fields))
	for i, f := range fields {
		out[i] = schema.Column{Name: f.Name, From: f.Name, Type: typeOf(f.Type), Doc: f.Doc}
		out[i].Stored = out[i].Type
	}
	return out
}

// typeOf is madeType the other way.
func typeOf(t iceberg.Type) schema.Type {
	switch t := t.(type) {
	case *iceberg.ListType:
		return schema.ArrayOf(typeOf(t.Element))
	case *iceberg.MapType:
		return schema.MapOf(typeOf(t.KeyType), typeOf(t.ValueType))
	case *iceberg.StructType:
		fields := make([]schema.Field, len(t.FieldList))
		for i, f := range t.FieldList {
			fields[i] = schema.Field{Name: f.Name, Type: typeOf(f.Type)}
		}
		return schema.RowOf(fields...)
	case iceberg.DecimalType:
		return schema.DecimalOf(t.Precision(), t.Scale())
	case iceberg.TimestampType:
		return schema.TimestampOf(6)
	}
	for kind, p := range primitives {
		if p.Equals(t) {
			return schema.Of(kind)
		}
	}
	return schema.Of(schema.Unknown)
}

// Renamed reports whether a column of the table may have another name in a file, or another's: files cannot be read by names alone then.
func (m *Made) Renamed() bool {
	for _, old := range m.ice.Metadata().Schemas() {
		for _, f := range old.Fields() {
			if now, ok := m.ice.Schema().FindFieldByName(f.Name); ok && now.ID != f.ID {
				return true
			}
			if now, ok := m.ice.Schema().FindFieldByID(f.ID); ok && now.Name != f.Name {
				return true
			}
		}
	}
	return false
}

// FieldID is the field ID of a column, found by its name and its type.
func (m *Made) FieldID(c schema.Column) (id int, ok bool) {
	f, ok := m.columns().FindFieldByName(c.From)
	if !ok {
		return 0, false
	}
	var none int
	t, err := madeType(c.Type, &none)
	return f.ID, err == nil && sameType(f.Type, t)
}
