package lake

import (
	"github.com/apache/iceberg-go"

	"tarn/internal/schema"
)

// icebergSchema is a table's Iceberg schema. JSON is a string there; a timestamp has microseconds and no zone.
func icebergSchema(t *schema.Table) *iceberg.Schema {
	return iceberg.NewSchema(0, icebergFields(t.Columns)...)
}

func icebergFields(columns []schema.Stored) []iceberg.NestedField {
	out := make([]iceberg.NestedField, len(columns))
	for i, c := range columns {
		out[i] = iceberg.NestedField{ID: c.ID, Name: c.Name, Type: icebergType(c), Doc: c.Doc}
	}
	return out
}

func icebergType(c schema.Stored) iceberg.Type {
	switch c.Kind {
	case schema.Row:
		return &iceberg.StructType{FieldList: icebergFields(c.Members)}
	case schema.Array:
		return &iceberg.ListType{ElementID: c.Elem, Element: &iceberg.StructType{FieldList: icebergFields(c.Members)}}
	case schema.Boolean:
		return iceberg.PrimitiveTypes.Bool
	case schema.Integer:
		return iceberg.PrimitiveTypes.Int32
	case schema.Bigint:
		return iceberg.PrimitiveTypes.Int64
	case schema.Double:
		return iceberg.PrimitiveTypes.Float64
	case schema.Date:
		return iceberg.PrimitiveTypes.Date
	case schema.Timestamp:
		return iceberg.PrimitiveTypes.Timestamp
	}
	return iceberg.PrimitiveTypes.String
}

// withFieldIDs returns a copy of t whose field IDs are the ones that the Iceberg table has. Columns that the Iceberg table
// lacks are left out.
func withFieldIDs(t *schema.Table, s *iceberg.Schema) *schema.Table {
	copied := *t
	copied.Columns = matchFields(t.Columns, s.Fields())
	return &copied
}

func matchFields(columns []schema.Stored, fields []iceberg.NestedField) []schema.Stored {
	byName := make(map[string]iceberg.NestedField, len(fields))
	for _, f := range fields {
		byName[f.Name] = f
	}
	out := make([]schema.Stored, 0, len(columns))
	for _, c := range columns {
		f, ok := byName[c.Name]
		if !ok {
			continue
		}
		c.ID = f.ID
		switch t := f.Type.(type) {
		case *iceberg.StructType:
			c.Members = matchFields(c.Members, t.FieldList)
		case *iceberg.ListType:
			c.Elem = t.ElementID
			if element, ok := t.Element.(*iceberg.StructType); ok {
				c.Members = matchFields(c.Members, element.FieldList)
			}
		}
		out = append(out, c)
	}
	return out
}
