package duckdb

import (
	"fmt"

	"tarn/internal/sql/functions"

	duck "github.com/duckdb/duckdb-go-bindings"
)

// setListPairs writes a map of lists of texts.
func (w *writer) setListPairs(row int, p functions.ListPairs) error {
	from, err := w.grow(row, len(p.Keys))
	if err != nil {
		return err
	}
	entries := duck.ListVectorGetChild(w.vector)
	keys := duck.StructVectorGetChild(entries, 0)
	if w.values == nil {
		w.values = newWriter(duck.StructVectorGetChild(entries, 1))
	}
	w.values.data = duck.VectorGetData(w.values.vector) // growing may have moved it
	for i, key := range p.Keys {
		duck.VectorAssignStringElement(keys, duck.IdxT(from+i), key)
		if err := w.values.setTexts(from+i, p.Values[i]); err != nil {
			return err
		}
	}
	return nil
}

// setLists writes a list of lists of texts.
func (w *writer) setLists(row int, lists [][]*string) error {
	from, err := w.grow(row, len(lists))
	if err != nil {
		return err
	}
	if w.values == nil {
		w.values = newWriter(duck.ListVectorGetChild(w.vector))
	}
	w.values.data = duck.VectorGetData(w.values.vector)
	for i, list := range lists {
		if err := w.values.setTexts(from+i, list); err != nil {
			return err
		}
	}
	return nil
}

// setNumbers writes a list of lists of numbers.
func (w *writer) setNumbers(row int, lists [][]int64) error {
	from, err := w.grow(row, len(lists))
	if err != nil {
		return err
	}
	if w.values == nil {
		w.values = newWriter(duck.ListVectorGetChild(w.vector))
	}
	w.values.data = duck.VectorGetData(w.values.vector)
	all := 0
	for _, list := range lists {
		all += len(list)
	}
	at := w.values.length
	if duck.ListVectorReserve(w.values.vector, duck.IdxT(at+all)) == duck.StateError {
		return fmt.Errorf("no place for %d elements", at+all)
	}
	for i, list := range lists {
		if _, err := w.values.grow(from+i, len(list)); err != nil {
			return err
		}
	}
	data := duck.VectorGetData(duck.ListVectorGetChild(w.values.vector))
	for _, list := range lists {
		for _, n := range list {
			put(data, at, n)
			at++
		}
	}
	return nil
}

// setTexts writes a list of texts, nil for NULL.
func (w *writer) setTexts(row int, texts []*string) error {
	from, err := w.grow(row, len(texts))
	if err != nil {
		return err
	}
	child := duck.ListVectorGetChild(w.vector)
	for i, s := range texts {
		if s != nil {
			duck.VectorAssignStringElement(child, duck.IdxT(from+i), *s)
			continue
		}
		duck.VectorEnsureValidityWritable(child)
		duck.ValiditySetRowInvalid(duck.VectorGetValidity(child), duck.IdxT(from+i))
	}
	return nil
}
