package duckdb

import (
	"fmt"
	"time"
	"unsafe"

	duck "github.com/duckdb/duckdb-go-bindings"

	"tarn/internal/engine"
	"tarn/internal/sql/functions"
)

// writer fills the vector that a native function's results go to.
type writer struct {
	vector   duck.Vector
	kind     duck.Type
	data     unsafe.Pointer
	validity unsafe.Pointer
	length   int // of a list's child so far
	values   *writer
}

func newWriter(v duck.Vector) *writer {
	t := duck.VectorGetColumnType(v)
	defer duck.DestroyLogicalType(&t)
	return &writer{vector: v, kind: duck.GetTypeId(t), data: duck.VectorGetData(v)}
}

func (w *writer) null(row int) {
	if w.validity == nil {
		duck.VectorEnsureValidityWritable(w.vector)
		w.validity = duck.VectorGetValidity(w.vector)
	}
	duck.ValiditySetRowInvalid(w.validity, duck.IdxT(row))
	if w.kind == duck.TypeStruct { // whoever copies the members asks each
		for i := range 2 {
			member := duck.StructVectorGetChild(w.vector, duck.IdxT(i))
			duck.VectorEnsureValidityWritable(member)
			duck.ValiditySetRowInvalid(duck.VectorGetValidity(member), duck.IdxT(row))
		}
	}
}

func put[T any](data unsafe.Pointer, i int, value T) {
	*(*T)(unsafe.Add(data, uintptr(i)*unsafe.Sizeof(value))) = value
}

// set writes one result, nil for NULL.
func (w *writer) set(row int, value any) error {
	switch value := value.(type) {
	case nil:
		w.null(row)
	case string:
		duck.VectorAssignStringElement(w.vector, duck.IdxT(row), value)
	case []byte:
		duck.VectorAssignStringElementLen(w.vector, duck.IdxT(row), value)
	case bool:
		put(w.data, row, value)
	case int64:
		return w.setInt(row, value)
	case int:
		return w.setInt(row, int64(value))
	case int32:
		return w.setInt(row, int64(value))
	case float64:
		if w.kind == duck.TypeFloat {
			put(w.data, row, float32(value))
			break
		}
		put(w.data, row, value)
	case engine.Date:
		put(w.data, row, int32(value))
	case time.Time:
		put(w.data, row, value.UnixMicro())
	case []string:
		from, err := w.grow(row, len(value))
		if err != nil {
			return err
		}
		child := duck.ListVectorGetChild(w.vector)
		for i, s := range value {
			duck.VectorAssignStringElement(child, duck.IdxT(from+i), s)
		}
	case []float64:
		from, err := w.grow(row, len(value))
		if err != nil {
			return err
		}
		data := duck.VectorGetData(duck.ListVectorGetChild(w.vector))
		for i, f := range value {
			put(data, from+i, f)
		}
	case []*string:
		return w.setTexts(row, value)
	case [][]*string:
		return w.setLists(row, value)
	case [][]int64:
		return w.setNumbers(row, value)
	case functions.Zoned:
		put(duck.VectorGetData(duck.StructVectorGetChild(w.vector, 0)), row, value.At.UnixMicro())
		duck.VectorAssignStringElement(duck.StructVectorGetChild(w.vector, 1), duck.IdxT(row), value.Zone)
	case functions.Pairs:
		return w.setPairs(row, value)
	case functions.ListPairs:
		return w.setListPairs(row, value)
	default:
		return fmt.Errorf("a result of type %T has no writer", value)
	}
	return nil
}

func (w *writer) setInt(row int, value int64) error {
	switch w.kind {
	case duck.TypeBigInt:
		put(w.data, row, value)
	case duck.TypeInteger:
		put(w.data, row, int32(value))
	case duck.TypeSmallInt:
		put(w.data, row, int16(value))
	case duck.TypeTinyInt:
		put(w.data, row, int8(value))
	default:
		return fmt.Errorf("an integer for DuckDB's type %d", w.kind)
	}
	return nil
}

// grow makes place for a list's elements and says where they begin.
func (w *writer) grow(row, n int) (int, error) {
	from := w.length
	w.length += n
	if duck.ListVectorReserve(w.vector, duck.IdxT(w.length)) == duck.StateError || duck.ListVectorSetSize(w.vector, duck.IdxT(w.length)) == duck.StateError {
		return 0, fmt.Errorf("no place for %d elements", w.length)
	}
	put(w.data, row, listEntry{uint64(from), uint64(n)})
	return from, nil
}

func (w *writer) setPairs(row int, p functions.Pairs) error {
	from, err := w.grow(row, len(p.Keys))
	if err != nil {
		return err
	}
	entries := duck.ListVectorGetChild(w.vector)
	keys, values := duck.StructVectorGetChild(entries, 0), duck.StructVectorGetChild(entries, 1)
	for i, key := range p.Keys {
		duck.VectorAssignStringElement(keys, duck.IdxT(from+i), key)
		if v := p.Values[i]; v != nil {
			duck.VectorAssignStringElement(values, duck.IdxT(from+i), *v)
			continue
		}
		duck.VectorEnsureValidityWritable(values)
		duck.ValiditySetRowInvalid(duck.VectorGetValidity(values), duck.IdxT(from+i))
	}
	return nil
}
