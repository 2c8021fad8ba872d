package functions

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"math"

	"github.com/cespare/xxhash/v2"
	"github.com/twmb/murmur3"
)

// bytesOf is a native from bytes to something.
func bytesOf(name, result, doc string, fn func(b []byte) (any, error)) Native {
	return Native{Name: name, Args: []string{"BLOB"}, Result: result, Doc: doc, Fn: func(a []any) (any, error) { return fn(a[0].([]byte)) }}
}

var binaryHashes = []Native{
	// Buckets of Iceberg: https://iceberg.apache.org/spec/#appendix-b-32-bit-hash-requirements.
	{Name: "tarn_bucket", Args: []string{"BLOB", "INTEGER"}, Result: "INTEGER", Doc: "the bucket of bytes, of a number of buckets", Total: true,
		Fn: func(a []any) (any, error) { return icebergBucket(a[0].([]byte), a[1].(int32)), nil }},
	{Name: "tarn_bucket_number", Args: []string{"BIGINT", "INTEGER"}, Result: "INTEGER", Doc: "the bucket of a number, of a number of buckets", Total: true,
		Fn: func(a []any) (any, error) {
			return icebergBucket(binary.LittleEndian.AppendUint64(nil, uint64(a[0].(int64))), a[1].(int32)), nil
		}},
	bytesOf("tarn_sha512", "BLOB", "sha512", func(b []byte) (any, error) { sum := sha512.Sum512(b); return sum[:], nil }),
	bytesOf("tarn_crc32", "BIGINT", "crc32", func(b []byte) (any, error) { return int64(crc32.ChecksumIEEE(b)), nil }),
	bytesOf("tarn_xxhash64", "BLOB", "xxhash64", func(b []byte) (any, error) { return binary.BigEndian.AppendUint64(nil, xxhash.Sum64(b)), nil }),
	bytesOf("tarn_murmur3", "BLOB", "murmur3", func(b []byte) (any, error) {
		h1, h2 := murmur3.Sum128(b)
		return binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, h1), h2), nil
	}),
	bytesOf("tarn_spooky32", "BLOB", "spooky_hash_v2_32", func(b []byte) (any, error) {
		return binary.BigEndian.AppendUint32(nil, uint32(spooky(b))), nil
	}),
	bytesOf("tarn_spooky64", "BLOB", "spooky_hash_v2_64", func(b []byte) (any, error) { return binary.BigEndian.AppendUint64(nil, spooky(b)), nil }),
	{Name: "tarn_hmac", Args: []string{"BLOB", "BLOB", "VARCHAR"}, Result: "BLOB", Doc: "hmac_md5 and its kind", Fn: func(a []any) (any, error) {
		key := a[1].([]byte)
		if len(key) == 0 {
			return nil, fault("GENERIC_INTERNAL_ERROR", "Empty key")
		}
		h := hmac.New(map[string]func() hash.Hash{"md5": md5.New, "sha1": sha1.New, "sha256": sha256.New, "sha512": sha512.New}[a[2].(string)], key)
		h.Write(a[0].([]byte))
		return h.Sum(nil), nil
	}},
	{Name: "tarn_big_endian_32", Args: []string{"INTEGER"}, Result: "BLOB", Doc: "to_big_endian_32", Fn: func(a []any) (any, error) {
		return binary.BigEndian.AppendUint32(nil, uint32(a[0].(int32))), nil
	}},
	{Name: "tarn_big_endian_64", Args: []string{"BIGINT"}, Result: "BLOB", Doc: "to_big_endian_64", Fn: func(a []any) (any, error) {
		return binary.BigEndian.AppendUint64(nil, uint64(a[0].(int64))), nil
	}},
	bytesOf("tarn_from_big_endian_32", "INTEGER", "from_big_endian_32", func(b []byte) (any, error) {
		if len(b) != 4 {
			return nil, badArgument("expected 4-byte input, but got instead: %d", len(b))
		}
		return int32(binary.BigEndian.Uint32(b)), nil
	}),
	bytesOf("tarn_from_big_endian_64", "BIGINT", "from_big_endian_64", func(b []byte) (any, error) {
		if len(b) != 8 {
			return nil, badArgument("expected 8-byte input, but got instead: %d", len(b))
		}
		return int64(binary.BigEndian.Uint64(b)), nil
	}),
	{Name: "tarn_ieee754_32", Args: []string{"FLOAT"}, Result: "BLOB", Doc: "to_ieee754_32", Fn: func(a []any) (any, error) {
		f := a[0].(float32)
		bits := math.Float32bits(f)
		if f != f {
			bits = 0x7fc00000
		}
		return binary.BigEndian.AppendUint32(nil, bits), nil
	}},
	{Name: "tarn_ieee754_64", Args: []string{"DOUBLE"}, Result: "BLOB", Doc: "to_ieee754_64", Fn: func(a []any) (any, error) {
		f := a[0].(float64)
		bits := math.Float64bits(f)
		if f != f {
			bits = 0x7ff8000000000000
		}
		return binary.BigEndian.AppendUint64(nil, bits), nil
	}},
	bytesOf("tarn_from_ieee754_32", "DOUBLE", "from_ieee754_32", func(b []byte) (any, error) {
		if len(b) != 4 {
			return nil, badArgument("Input floating-point value must be exactly 4 bytes long")
		}
		return float64(math.Float32frombits(binary.BigEndian.Uint32(b))), nil
	}),
	bytesOf("tarn_from_ieee754_64", "DOUBLE", "from_ieee754_64", func(b []byte) (any, error) {
		if len(b) != 8 {
			return nil, badArgument("Input floating-point value must be exactly 8 bytes long")
		}
		return math.Float64frombits(binary.BigEndian.Uint64(b)), nil
	}),
}

func icebergBucket(b []byte, n int32) int32 { return int32(murmur3.Sum32(b)&0x7fffffff) % n }
