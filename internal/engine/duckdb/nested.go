package duckdb

import (
	duck "github.com/duckdb/duckdb-go-bindings"

	"tarn/internal/engine"
	"tarn/internal/schema"
)

// newNested reads lists, maps and structs.
func newNested(t duck.LogicalType, kind duck.Type, want schema.Type) (vector, error) {
	var v vector
	add := func(child duck.LogicalType, want *schema.Type) error {
		defer duck.DestroyLogicalType(&child)
		if want == nil {
			want = &schema.Type{}
		}
		c, err := newVector(child, *want)
		v.children = append(v.children, c)
		return err
	}
	switch kind {
	case duck.TypeList:
		v.read, v.nest = readList, listChild
		return v, add(duck.ListTypeChildType(t), want.Elem)
	case duck.TypeArray:
		v.width = int(duck.ArrayTypeArraySize(t))
		v.read = readArray
		v.nest = func(c duck.Vector, _ int) duck.Vector { return duck.ArrayVectorGetChild(c) }
		return v, add(duck.ArrayTypeChildType(t), want.Elem)
	case duck.TypeMap:
		// A map is a list of structs of a key and a value.
		v.read, v.nest = readMap, func(c duck.Vector, i int) duck.Vector {
			return duck.StructVectorGetChild(duck.ListVectorGetChild(c), duck.IdxT(i))
		}
		if err := add(duck.MapTypeKeyType(t), want.Key); err != nil {
			return v, err
		}
		return v, add(duck.MapTypeValueType(t), want.Elem)
	}
	v.read = readRow
	v.nest = func(c duck.Vector, i int) duck.Vector { return duck.StructVectorGetChild(c, duck.IdxT(i)) }
	for i := range int(duck.StructTypeChildCount(t)) {
		var field *schema.Type
		if i < len(want.Fields) {
			field = &want.Fields[i].Type
		}
		if err := add(duck.StructTypeChildType(t, duck.IdxT(i)), field); err != nil {
			return v, err
		}
	}
	return v, nil
}

func listChild(c duck.Vector, _ int) duck.Vector { return duck.ListVectorGetChild(c) }

type listEntry struct{ offset, length uint64 }

func readList(v *vector, row int) (any, error) {
	e := at[listEntry](v.data, row)
	return v.children[0].values(int(e.offset), int(e.length))
}

func readArray(v *vector, row int) (any, error) {
	return v.children[0].values(row*v.width, v.width)
}

func readMap(v *vector, row int) (any, error) {
	e := at[listEntry](v.data, row)
	keys, err := v.children[0].values(int(e.offset), int(e.length))
	if err != nil {
		return nil, err
	}
	values, err := v.children[1].values(int(e.offset), int(e.length))
	if err != nil {
		return nil, err
	}
	return engine.Map{Keys: keys, Values: values}, nil
}

func readRow(v *vector, row int) (any, error) {
	out := make(engine.Row, len(v.children))
	for i := range v.children {
		var err error
		if out[i], err = v.children[i].value(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (v *vector) values(from, n int) ([]any, error) {
	out := make([]any, n)
	for i := range out {
		var err error
		if out[i], err = v.value(from + i); err != nil {
			return nil, err
		}
	}
	return out, nil
}
