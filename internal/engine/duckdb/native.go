package duckdb

/*
#include <stdlib.h>

void tarn_native(void *info, void *input, void *output);
typedef void (*tarn_native_fn)(void *, void *, void *);
typedef void (*tarn_free_fn)(void *);
*/
import "C"

import (
	"fmt"
	"runtime/cgo"
	"time"
	"unsafe"

	duck "github.com/duckdb/duckdb-go-bindings"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/functions"
)

// native is a scalar function of ours as an instance has it. DuckDB calls it from several threads.
type native struct {
	functions.Native
	// room is what the results for one batch of rows may have together, in bytes; DuckDB counts no memory of ours.
	room int64
}

// register makes a function known to a database. The handle is to be deleted when the database is closed.
func (n *conn) register(f functions.Native, room int64) (cgo.Handle, error) {
	d := duck.CreateScalarFunction()
	defer duck.DestroyScalarFunction(&d)
	duck.ScalarFunctionSetName(d, f.Name)
	for _, name := range f.Args {
		t, err := parseType(name)
		if err != nil {
			return 0, fmt.Errorf("function %s: %w", f.Name, err)
		}
		duck.ScalarFunctionAddParameter(d, t)
		duck.DestroyLogicalType(&t)
	}
	t, err := parseType(f.Result)
	if err != nil {
		return 0, fmt.Errorf("function %s: %w", f.Name, err)
	}
	duck.ScalarFunctionSetReturnType(d, t)
	duck.DestroyLogicalType(&t)
	// DuckDB's own NULL handling goes by whole constants only: rows are looked at below in any case.
	duck.ScalarFunctionSetSpecialHandling(d)
	if !f.Total {
		if err := setFallible(d); err != nil {
			return 0, fmt.Errorf("function %s: %w", f.Name, err)
		}
	}
	handle := cgo.NewHandle(&native{f, room})
	extra := C.malloc(C.size_t(unsafe.Sizeof(handle)))
	*(*cgo.Handle)(extra) = handle
	duck.ScalarFunctionSetExtraInfo(d, extra, unsafe.Pointer(C.tarn_free_fn(C.free)))
	duck.ScalarFunctionSetFunction(d, unsafe.Pointer(C.tarn_native_fn(C.tarn_native)))
	if duck.RegisterScalarFunction(n.c, d) == duck.StateError {
		handle.Delete()
		return 0, fmt.Errorf("function %s cannot be registered", f.Name)
	}
	return handle, nil
}

// In DuckDB's ScalarFunction, a byte each says whether a function is volatile, how it takes NULLs, and whether it fails at values. Its C
// interface sets the first two, and says of every function that it fails at none: DuckDB then asks it for values that are in no row
// (https://github.com/duckdb/duckdb/blob/v1.5.5/src/include/duckdb/function/function.hpp, BaseScalarFunction).
const (
	volatileAt = 232
	nullsAt    = volatileAt + 1
	fallibleAt = volatileAt + 2
)

// setFallible says that a function fails at some values. The layout is that of the one DuckDB that is linked, and looked at first.
func setFallible(d duck.ScalarFunction) error {
	flags := unsafe.Slice((*byte)(d.Ptr), fallibleAt+1)
	if flags[volatileAt] != 0 || flags[nullsAt] != 1 || flags[fallibleAt] != 0 {
		return fmt.Errorf("this DuckDB keeps what a function is elsewhere than Tarn knows")
	}
	probe := duck.CreateScalarFunction()
	defer duck.DestroyScalarFunction(&probe)
	before := [fallibleAt + 1]byte(unsafe.Slice((*byte)(probe.Ptr), fallibleAt+1))
	duck.ScalarFunctionSetSpecialHandling(probe)
	duck.ScalarFunctionSetVolatile(probe)
	after := [fallibleAt + 1]byte(unsafe.Slice((*byte)(probe.Ptr), fallibleAt+1))
	before[volatileAt], before[nullsAt] = 1, 1
	if before != after {
		return fmt.Errorf("this DuckDB keeps what a function is elsewhere than Tarn knows")
	}
	flags[fallibleAt] = 1
	return nil
}

//export tarn_native
func tarn_native(info, input, output unsafe.Pointer) {
	call := duck.FunctionInfo{Ptr: info}
	f := (*(*cgo.Handle)(duck.ScalarFunctionGetExtraInfo(call))).Value().(*native)
	defer func() {
		if p := recover(); p != nil {
			duck.ScalarFunctionSetError(call, fmt.Sprintf("GENERIC_INTERNAL_ERROR: %s: %v", f.Name, p))
		}
	}()
	if err := f.run(duck.DataChunk{Ptr: input}, duck.Vector{Ptr: output}); err != nil {
		duck.ScalarFunctionSetError(call, err.Error())
	}
}

func (f *native) run(chunk duck.DataChunk, out duck.Vector) error {
	n := int(duck.DataChunkGetSize(chunk))
	columns := make([]vector, len(f.Args))
	for i := range columns {
		c := duck.DataChunkGetVector(chunk, duck.IdxT(i))
		t := duck.VectorGetColumnType(c)
		v, err := newVector(t, schema.Type{})
		duck.DestroyLogicalType(&t)
		if err != nil {
			return err
		}
		v.bind(c)
		columns[i] = v
	}
	w := newWriter(out)
	args := make([]any, len(f.Args))
	room := f.room
rows:
	for row := range n {
		for i := range columns {
			var err error
			if args[i], err = columns[i].value(row); err != nil {
				return err
			}
			if args[i] == nil && !f.Nulls {
				w.null(row)
				continue rows
			}
			if r, ok := args[i].(engine.Row); ok && f.Args[i] == "ZONED" {
				at, _ := r[0].(time.Time)
				zone, _ := r[1].(string)
				args[i] = functions.Zoned{At: at, Zone: zone}
			}
			if n, ok := args[i].(int64); ok {
				args[i] = sized(n, f.Args[i])
			}
		}
		result, err := f.Fn(args)
		if err != nil {
			return err
		}
		if room -= size(result); room < 0 {
			return fmt.Errorf("EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node memory limit of %s", dataSize(2*f.room))
		}
		if err := w.set(row, result); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return nil
}

// size is what a text has in bytes; other values are small, or as large as what they were made of.
func size(v any) int64 {
	switch v := v.(type) {
	case string:
		return int64(len(v))
	case []byte:
		return int64(len(v))
	}
	return 0
}

// sized gives an integer in the Go type of its DuckDB one.
func sized(n int64, kind string) any {
	switch kind {
	case "TINYINT":
		return int8(n)
	case "SMALLINT":
		return int16(n)
	case "INTEGER":
		return int32(n)
	}
	return n
}
