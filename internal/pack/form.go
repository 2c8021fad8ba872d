package pack

import (
	"fmt"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/schema"
)

// node is a column, or a part of one, in a pack: what turns a value into leaves.
type node struct {
	kind schema.Kind
	// defined is the definition level of a value that is not NULL, repeated the repetition level of the elements of an array or
	// map after the first.
	defined, repeated int
	// first and end are the leaves below it.
	first, end int
	children   []*node
	leaf       func(value any) (parquet.Value, bool)
}

// form is how the rows of a definition are written.
type form struct {
	schema  *parquet.Schema
	columns []*node
	leaves  int
	// source is the leaf of SourceColumn.
	source int
}

func newForm(columns []Column) (*form, error) {
	group := parquet.Group{SourceColumn: parquet.Required(parquet.Int(64))}
	for _, c := range columns {
		if group[c.Name] != nil {
			return nil, fmt.Errorf("two columns are called %s", c.Name)
		}
		n, err := parquetNode(c.Type)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", c.Name, err)
		}
		group[c.Name] = n
	}
	f := &form{schema: parquet.NewSchema("pack", group)}
	f.leaves = len(f.schema.Columns())
	source, _ := f.schema.Lookup(SourceColumn)
	f.source = source.ColumnIndex
	for _, c := range columns {
		n, err := f.node(c.Type, []string{c.Name}, 0, 0)
		if err != nil {
			return nil, err
		}
		f.columns = append(f.columns, n)
	}
	return f, nil
}

// parquetNode is a type as Parquet has it. All is optional but the keys of maps. Texts have dictionaries where these pay.
func parquetNode(t schema.Type) (parquet.Node, error) {
	var n parquet.Node
	switch t.Kind {
	case schema.Boolean:
		n = parquet.Leaf(parquet.BooleanType)
	case schema.Tinyint:
		n = parquet.Int(8)
	case schema.Smallint:
		n = parquet.Int(16)
	case schema.Integer:
		n = parquet.Int(32)
	case schema.Bigint:
		n = parquet.Int(64)
	case schema.Real:
		n = parquet.Leaf(parquet.FloatType)
	case schema.Double:
		n = parquet.Leaf(parquet.DoubleType)
	case schema.Decimal:
		n = parquet.Decimal(t.Scale, t.Precision, decimalType(t))
	case schema.Varchar, schema.Char:
		n = parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	case schema.Varbinary:
		n = parquet.Leaf(parquet.ByteArrayType)
	case schema.Date:
		n = parquet.Date()
	case schema.Timestamp:
		n = parquet.TimestampAdjusted(parquet.Millisecond, false)
	case schema.Array:
		elem, err := parquetNode(*t.Elem)
		if err != nil {
			return nil, err
		}
		n = parquet.List(elem)
	case schema.Map:
		key, err := parquetNode(*t.Key)
		if err != nil {
			return nil, err
		}
		value, err := parquetNode(*t.Elem)
		if err != nil {
			return nil, err
		}
		n = parquet.Map(key, value)
	case schema.Row:
		group := parquet.Group{}
		for _, f := range t.Fields {
			member, err := parquetNode(f.Type)
			if err != nil {
				return nil, err
			}
			name := memberName(f)
			if group[name] != nil {
				return nil, fmt.Errorf("two members of %s are called %s", t, name)
			}
			group[name] = member
		}
		n = group
	default:
		return nil, fmt.Errorf("a %s cannot be kept", t)
	}
	return parquet.Optional(n), nil
}

func decimalType(t schema.Type) parquet.Type {
	switch {
	case t.Precision <= 9:
		return parquet.Int32Type
	case t.Precision <= 18:
		return parquet.Int64Type
	}
	return parquet.FixedLenByteArrayType(16)
}

// node compiles what writes values of a type at a path. defined and repeated are the levels of what it lies in.
func (f *form) node(t schema.Type, path []string, defined, repeated int) (*node, error) {
	n := &node{kind: t.Kind, defined: defined + 1, repeated: repeated}
	below := func(t schema.Type, defined, repeated int, names ...string) error {
		child, err := f.node(t, append(path[:len(path):len(path)], names...), defined, repeated)
		if err != nil {
			return err
		}
		n.children = append(n.children, child)
		if len(n.children) == 1 {
			n.first, n.end = child.first, child.end
		}
		n.first, n.end = min(n.first, child.first), max(n.end, child.end)
		return nil
	}
	switch t.Kind {
	case schema.Array:
		n.repeated++
		return n, below(*t.Elem, n.defined+1, n.repeated, "list", "element")
	case schema.Map:
		n.repeated++
		if err := below(*t.Key, n.defined, n.repeated, "key_value", "key"); err != nil { // required: its level is the pair's
			return nil, err
		}
		return n, below(*t.Elem, n.defined+1, n.repeated, "key_value", "value")
	case schema.Row:
		for _, m := range t.Fields {
			if err := below(m.Type, n.defined, repeated, memberName(m)); err != nil {
				return nil, err
			}
		}
		return n, nil
	}
	leaf, ok := f.schema.Lookup(path...)
	if !ok {
		return nil, fmt.Errorf("the pack has no column %v", path)
	}
	n.first, n.end, n.leaf = leaf.ColumnIndex, leaf.ColumnIndex+1, leafOf(t)
	return n, nil
}
