package functions

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"strings"

	"github.com/cespare/xxhash/v2"

	"tarn/internal/schema"
)

// checksum adds up the hashes of the values, each times a prime, and the prime for each NULL.
func checksum(c *Call) (string, error) {
	hash, err := hashOf(c, c.Args[0].Text, c.Args[0].Type, "tarn_hash_long")
	if err != nil {
		return "", err
	}
	return "tarn_checksum(CAST(sum({d}CAST(tarn_spread(" + hash + ") AS HUGEINT)){t} AS VARCHAR))", nil
}

// hashOf is Trino's 64-bit hash of a value, as a BIGINT. long is the function that hashes what Trino keeps in eight bytes: within
// a row that is another one.
func hashOf(c *Call, x string, t schema.Type, long string) (string, error) {
	switch t.Kind {
	case schema.Unknown:
		return "CAST(NULL AS BIGINT)", nil
	case schema.Boolean:
		return "tarn_hash_long(CAST(" + x + " AS BIGINT))", nil
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		return long + "(CAST(" + x + " AS BIGINT))", nil
	case schema.Double:
		return long + "(tarn_double_bits(" + x + "))", nil
	case schema.Real:
		return long + "(tarn_real_bits(" + x + "))", nil
	case schema.Decimal:
		if t.Precision <= 18 {
			return long + "(CAST(replace(CAST(" + x + " AS VARCHAR), '.', '') AS BIGINT))", nil
		}
	case schema.Varchar:
		return "tarn_hash_bytes(encode(" + x + "))", nil
	case schema.Varbinary:
		return "tarn_hash_bytes(" + x + ")", nil
	case schema.Date:
		return long + "(CAST(" + x + " - DATE '1970-01-01' AS BIGINT))", nil
	case schema.Timestamp:
		if t.Precision <= 6 {
			return long + "(epoch_us(" + x + "))", nil
		}
	case schema.TimestampTZ:
		if t.Precision <= 3 {
			return long + "(epoch_ms(" + x + "))", nil
		}
	case schema.Time:
		if t.Precision <= 6 {
			return long + "(epoch_us(" + x + ") * 1000000)", nil
		}
	case schema.Row:
		hashes := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			h, err := hashOf(c, fmt.Sprintf("struct_extract_at(%s, %d)", x, i+1), f.Type, "tarn_hash_word")
			if err != nil {
				return "", err
			}
			hashes[i] = h
		}
		return "(CASE WHEN " + x + " IS NOT NULL THEN tarn_hash_list([1, " + strings.Join(hashes, ", ") + "]) END)", nil
	case schema.Array:
		e := c.Param()
		h, err := hashOf(c, e, *t.Elem, long)
		return "tarn_hash_list(list_transform(" + x + ", lambda " + e + ": " + h + "))", err
	}
	return "", fmt.Errorf("checksum of %s is not in Tarn yet", t)
}

const checksumPrime = 0x9E3779B185EBCA87

var checksumNatives = []Native{
	{Name: "tarn_hash_long", Args: []string{"BIGINT"}, Result: "BIGINT", Doc: "Trino's hash of an integer", Fn: func(a []any) (any, error) { return hashLong(uint64(a[0].(int64))), nil }},
	{Name: "tarn_hash_word", Args: []string{"BIGINT"}, Result: "BIGINT", Doc: "Trino's hash of an integer within a row", Fn: func(a []any) (any, error) {
		return signed(bits.RotateLeft64(uint64(a[0].(int64))*0xC2B2AE3D27D4EB4F, 31) * checksumPrime), nil
	}},
	{Name: "tarn_double_bits", Args: []string{"DOUBLE"}, Result: "BIGINT", Doc: "what Trino keeps of a double, for hashes", Fn: func(a []any) (any, error) {
		switch f := a[0].(float64); {
		case f == 0: // -0 is 0
			return int64(0), nil
		case math.IsNaN(f):
			return int64(0x7ff8000000000000), nil
		default:
			return signed(math.Float64bits(f)), nil
		}
	}},
	{Name: "tarn_real_bits", Args: []string{"FLOAT"}, Result: "BIGINT", Doc: "what Trino keeps of a real, for hashes", Fn: func(a []any) (any, error) {
		switch f := a[0].(float32); {
		case f == 0:
			return int64(0), nil
		case f != f:
			return int64(0x7fc00000), nil
		default:
			return int64(int32(math.Float32bits(f))), nil
		}
	}},
	{Name: "tarn_hash_bytes", Args: []string{"BLOB"}, Result: "BIGINT", Doc: "Trino's hash of a text or of bytes", Fn: func(a []any) (any, error) { return int64(xxhash.Sum64(a[0].([]byte))), nil }},
	{Name: "tarn_hash_list", Args: []string{"BIGINT[]"}, Result: "BIGINT", Doc: "Trino's hash of an array, from those of its elements", Fn: func(a []any) (any, error) {
		h := int64(0)
		for _, x := range a[0].([]any) {
			v, _ := x.(int64)
			h = 31*h + v
		}
		return h, nil
	}},
	{Name: "tarn_spread", Args: []string{"BIGINT"}, Result: "BIGINT", Nulls: true, Doc: "what a hash adds to a checksum", Fn: func(a []any) (any, error) {
		if a[0] == nil {
			return signed(checksumPrime), nil
		}
		return signed(uint64(a[0].(int64)) * checksumPrime), nil
	}},
	{Name: "tarn_checksum", Args: []string{"VARCHAR"}, Result: "BLOB", Doc: "a sum as the bytes of a checksum", Fn: func(a []any) (any, error) {
		sum, _ := new(big.Int).SetString(a[0].(string), 10)
		sum.And(sum, new(big.Int).SetUint64(math.MaxUint64))
		return binary.LittleEndian.AppendUint64(nil, sum.Uint64()), nil
	}},
}

func hashLong(x uint64) int64 {
	return int64(xxhash.Sum64(binary.LittleEndian.AppendUint64(nil, x)))
}

func signed(x uint64) int64 { return int64(x) }
