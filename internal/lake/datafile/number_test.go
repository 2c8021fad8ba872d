package datafile

import (
	"fmt"
	"math"
	"testing"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// Numbers of every stored type come back as they were, NULLs among them, and the file's bounds are theirs.
func TestNumbers(t *testing.T) {
	l := rows.NewLayout(&schema.Table{Name: "numbers", Version: 1, Columns: []schema.Stored{
		{ID: 1, Name: "i", Kind: schema.Integer}, {ID: 2, Name: "b", Kind: schema.Bigint},
		{ID: 3, Name: "d", Kind: schema.Double}, {ID: 4, Name: "day", Kind: schema.Date},
	}})
	ints := []int64{math.MinInt32, -1, 0, 1, math.MaxInt32}
	bigs := []int64{math.MinInt64, -1, 0, 1, math.MaxInt64}
	doubles := []float64{math.Inf(-1), -1, math.Copysign(0, -1), 0.001, math.MaxFloat64}
	b := rows.NewBatch(l, 0)
	for i := range ints {
		b.Begin()
		b.SetInt(0, ints[i])
		b.SetInt(1, bigs[i])
		b.SetDouble(2, doubles[i])
		b.SetInt(3, ints[i])
		b.Begin()
	}
	path, _ := write(t, l, 2, b)
	r, err := OpenReader(path, l)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	got := rows.NewBatch(l, 0)
	for g := range r.Groups() {
		if err := r.ReadGroup(g, got); err != nil {
			t.Fatal(err)
		}
	}
	for i := range ints { // the first group has the values, the second the NULLs
		for leaf, want := range []int64{ints[i], bigs[i], int64(math.Float64bits(doubles[i])), ints[i]} {
			if v, ok := got.Int(leaf, i); !ok || v != want {
				t.Errorf("%s of row %d: %d %t, want %d", l.Table.Columns[leaf].Name, i, v, ok, want)
			}
			if v, ok := got.Int(leaf, len(ints)+i); ok {
				t.Errorf("%s of row %d: %d, want NULL", l.Table.Columns[leaf].Name, len(ints)+i, v)
			}
		}
	}
	for column, want := range []string{"-2147483648 2147483647", "-9223372036854775808 9223372036854775807", "-Inf 1.7976931348623157e+308"} {
		low, high, ok := r.pq.RowGroups()[0].ColumnChunks()[column].(*parquet.FileColumnChunk).Bounds()
		if got := fmt.Sprint(low, " ", high); !ok || got != want {
			t.Errorf("the bounds of %s: %s, want %s", l.Table.Columns[column].Name, got, want)
		}
	}
}
