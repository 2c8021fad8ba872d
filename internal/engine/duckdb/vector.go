package duckdb

import (
	"fmt"
	"math/big"
	"strings"
	"time"
	"unicode/utf8"
	"unsafe"

	duck "github.com/duckdb/duckdb-go-bindings"
	"github.com/google/uuid"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/functions"
)

// vector reads one column of a chunk, or a part of a nested one. It is made once for a result and bound to each chunk.
// https://duckdb.org/docs/stable/clients/c/vector.html has the layouts.
type vector struct {
	read     func(v *vector, row int) (any, error)
	children []vector
	width    int // of an array, in elements
	scale    int // of a decimal

	data  unsafe.Pointer
	valid *uint64
	nest  func(duck.Vector, int) duck.Vector
}

// newVector reads a DuckDB type as a Trino one.
func newVector(t duck.LogicalType, want schema.Type) (vector, error) {
	read, ok := readers[duck.GetTypeId(t)]
	v := vector{read: read}
	switch kind := duck.GetTypeId(t); kind {
	case duck.TypeDecimal:
		v.scale = int(duck.DecimalScale(t))
		v.read, ok = decimalReaders[duck.DecimalInternalType(t)]
	case duck.TypeList, duck.TypeArray, duck.TypeMap, duck.TypeStruct:
		v, err := newNested(t, kind, want)
		if kind == duck.TypeStruct && want.Kind == schema.TimestampTZ {
			v.read = readZoned
		}
		return v, err
	}
	if !ok {
		return v, fmt.Errorf("DuckDB's type %d has no reader for %s", duck.GetTypeId(t), want)
	}
	if want.Kind == schema.TimestampTZ && want.Zone != "" {
		utc, zone := v.read, functions.Location(want.Zone)
		v.read = func(v *vector, row int) (any, error) {
			t, err := utc(v, row)
			if at, ok := t.(time.Time); ok {
				return at.In(zone), err
			}
			return t, err
		}
	}
	switch want.Kind {
	case schema.Char:
		plain := v.read
		v.read = func(v *vector, row int) (any, error) {
			value, err := plain(v, row)
			if s, ok := value.(string); ok {
				return s + strings.Repeat(" ", max(0, want.Length-utf8.RuneCountInString(s))), err
			}
			return value, err
		}
	case schema.IPAddress:
		v.read = func(v *vector, row int) (any, error) { return functions.IPText(text(v, row)), nil }
	}
	if narrow, ok := narrowed[want.Kind]; ok {
		wide := v.read
		v.read = func(v *vector, row int) (any, error) {
			value, err := wide(v, row)
			if err != nil {
				return nil, err
			}
			return narrow(value)
		}
	}
	return v, nil
}

// readZoned reads a time whose zone differs from row to row: see functions.DuckType.
func readZoned(v *vector, row int) (any, error) {
	t, err := v.children[0].value(row)
	if err != nil {
		return nil, err
	}
	zone, err := v.children[1].value(row)
	at, isTime := t.(time.Time)
	if name, ok := zone.(string); ok && isTime && name != "" {
		return at.In(functions.Location(name)), err
	}
	return t, err
}

// bind points the vector at a chunk's data.
func (v *vector) bind(c duck.Vector) {
	v.data = duck.VectorGetData(c)
	v.valid = (*uint64)(duck.VectorGetValidity(c))
	for i := range v.children {
		v.children[i].bind(v.nest(c, i))
	}
}

// value gives a row's value, nil for NULL.
func (v *vector) value(row int) (any, error) {
	if v.valid != nil && at[uint64](unsafe.Pointer(v.valid), row/64)&(1<<(row%64)) == 0 {
		return nil, nil
	}
	return v.read(v, row)
}

func at[T any](data unsafe.Pointer, i int) T {
	var t T
	return *(*T)(unsafe.Add(data, uintptr(i)*unsafe.Sizeof(t)))
}

func integer[T int8 | int16 | int32 | int64 | uint8 | uint16 | uint32](v *vector, row int) (any, error) {
	return int64(at[T](v.data, row)), nil
}

var readers = map[duck.Type]func(*vector, int) (any, error){
	duck.TypeSQLNull:   func(*vector, int) (any, error) { return nil, nil },
	duck.TypeBoolean:   func(v *vector, row int) (any, error) { return at[bool](v.data, row), nil },
	duck.TypeTinyInt:   integer[int8],
	duck.TypeSmallInt:  integer[int16],
	duck.TypeInteger:   integer[int32],
	duck.TypeBigInt:    integer[int64],
	duck.TypeUTinyInt:  integer[uint8],
	duck.TypeUSmallInt: integer[uint16],
	duck.TypeUInteger:  integer[uint32],
	duck.TypeUBigInt: func(v *vector, row int) (any, error) {
		return engine.Decimal{Unscaled: new(big.Int).SetUint64(at[uint64](v.data, row))}, nil
	},
	duck.TypeHugeInt: decimal128,
	duck.TypeFloat:   func(v *vector, row int) (any, error) { return at[float32](v.data, row), nil },
	duck.TypeDouble:  func(v *vector, row int) (any, error) { return at[float64](v.data, row), nil },
	duck.TypeVarchar: func(v *vector, row int) (any, error) { return string(text(v, row)), nil },
	duck.TypeBlob:    func(v *vector, row int) (any, error) { return append([]byte{}, text(v, row)...), nil },
	duck.TypeUUID: func(v *vector, row int) (any, error) {
		h := at[hugeint](v.data, row)
		var id uuid.UUID
		big := uint64(h.upper) ^ 1<<63
		for i := range 8 {
			id[i], id[8+i] = byte(big>>(56-8*i)), byte(h.lower>>(56-8*i))
		}
		return id.String(), nil
	},
	duck.TypeDate:        func(v *vector, row int) (any, error) { return engine.Date(at[int32](v.data, row)), nil },
	duck.TypeTime:        func(v *vector, row int) (any, error) { return engine.TimeOfDay(at[int64](v.data, row)), nil },
	duck.TypeTimestampS:  instant(func(n int64) time.Time { return time.Unix(n, 0) }),
	duck.TypeTimestampMS: instant(time.UnixMilli),
	duck.TypeTimestamp:   instant(time.UnixMicro),
	duck.TypeTimestampTZ: instant(time.UnixMicro),
	duck.TypeTimestampNS: instant(func(n int64) time.Time { return time.Unix(0, n) }),
	duck.TypeInterval:    func(v *vector, row int) (any, error) { return at[engine.Interval](v.data, row), nil },
}

func instant(of func(int64) time.Time) func(*vector, int) (any, error) {
	return func(v *vector, row int) (any, error) { return of(at[int64](v.data, row)).UTC(), nil }
}

type hugeint struct {
	lower uint64
	upper int64
}

var decimalReaders = map[duck.Type]func(*vector, int) (any, error){
	duck.TypeSmallInt: decimal64[int16],
	duck.TypeInteger:  decimal64[int32],
	duck.TypeBigInt:   decimal64[int64],
	duck.TypeHugeInt:  decimal128,
}

func decimal64[T int16 | int32 | int64](v *vector, row int) (any, error) {
	return engine.Decimal{Unscaled: big.NewInt(int64(at[T](v.data, row))), Scale: v.scale}, nil
}

func decimal128(v *vector, row int) (any, error) {
	h := at[hugeint](v.data, row)
	n := big.NewInt(h.upper)
	n.Lsh(n, 64)
	return engine.Decimal{Unscaled: n.Add(n, new(big.Int).SetUint64(h.lower)), Scale: v.scale}, nil
}

// text is a string's or blob's bytes, DuckDB's own: up to 12 lie in the vector itself, more behind a pointer.
func text(v *vector, row int) []byte {
	p := unsafe.Add(v.data, row*16)
	n := *(*uint32)(p)
	if n <= 12 {
		return unsafe.Slice((*byte)(unsafe.Add(p, 4)), n)
	}
	return unsafe.Slice(*(**byte)(unsafe.Add(p, 8)), n)
}

// narrowed bring DuckDB's wider types back to Trino's.
var narrowed = map[schema.Kind]func(any) (any, error){
	schema.Bigint: toInt64, schema.Integer: toInt64, schema.Smallint: toInt64, schema.Tinyint: toInt64,
	schema.Real: func(value any) (any, error) {
		if f, ok := value.(float64); ok {
			return float32(f), nil
		}
		return value, nil
	},
	schema.Double: func(value any) (any, error) {
		switch n := value.(type) {
		case float32:
			return float64(n), nil
		case engine.Decimal:
			f, _ := new(big.Rat).SetFrac(n.Unscaled, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n.Scale)), nil)).Float64()
			return f, nil
		}
		return value, nil
	},
	schema.Decimal: func(value any) (any, error) {
		if n, ok := value.(int64); ok {
			return engine.Decimal{Unscaled: big.NewInt(n)}, nil
		}
		return value, nil
	},
}

func toInt64(value any) (any, error) {
	d, ok := value.(engine.Decimal)
	if !ok || d.Scale != 0 {
		return value, nil
	}
	if !d.Unscaled.IsInt64() {
		return nil, &engine.Error{Code: "NUMERIC_VALUE_OUT_OF_RANGE", Message: "bigint out of range: " + d.String()}
	}
	return d.Unscaled.Int64(), nil
}
