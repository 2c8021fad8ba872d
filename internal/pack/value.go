package pack

import (
	"fmt"
	"math/big"
	"strings"
	"unsafe"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/schema"
	"tarn/internal/serde"
)

func memberName(f schema.Field) string { return strings.ToLower(f.Name) }

// leafOf gives what makes a value of a plain type Parquet's; false for a value of another type.
func leafOf(t schema.Type) func(any) (parquet.Value, bool) {
	switch t.Kind {
	case schema.Boolean:
		return func(v any) (parquet.Value, bool) { b, ok := v.(bool); return parquet.BooleanValue(b), ok }
	case schema.Tinyint, schema.Smallint, schema.Integer:
		return func(v any) (parquet.Value, bool) { n, ok := v.(int64); return parquet.Int32Value(int32(n)), ok }
	case schema.Bigint:
		return func(v any) (parquet.Value, bool) { n, ok := v.(int64); return parquet.Int64Value(n), ok }
	case schema.Real:
		return func(v any) (parquet.Value, bool) { x, ok := v.(float32); return parquet.FloatValue(x), ok }
	case schema.Double:
		return func(v any) (parquet.Value, bool) { x, ok := v.(float64); return parquet.DoubleValue(x), ok }
	case schema.Date:
		return func(v any) (parquet.Value, bool) { d, ok := v.(int32); return parquet.Int32Value(d), ok }
	case schema.Timestamp:
		return func(v any) (parquet.Value, bool) { us, ok := v.(int64); return parquet.Int64Value(millis(us)), ok }
	case schema.Varbinary:
		return func(v any) (parquet.Value, bool) { b, ok := v.([]byte); return parquet.ByteArrayValue(b), ok }
	case schema.Decimal:
		return func(v any) (parquet.Value, bool) { return decimalValue(t, v) }
	}
	return func(v any) (parquet.Value, bool) {
		s, ok := v.(string)
		s = strings.ToValidUTF8(s, "\uFFFD") // readers of Parquet refuse a file with other bytes
		return parquet.ByteArrayValue(unsafe.Slice(unsafe.StringData(s), len(s))), ok
	}
}

// millis is the nearest millisecond, as Trino's timestamp(3) has it.
func millis(us int64) int64 {
	ms := (us + 500) / 1000
	if (us+500)%1000 < 0 {
		ms--
	}
	return ms
}

func decimalValue(t schema.Type, v any) (parquet.Value, bool) {
	n, ok := v.(*big.Int)
	switch {
	case !ok:
		return parquet.Value{}, false
	case t.Precision <= 9:
		return parquet.Int32Value(int32(n.Int64())), n.IsInt64()
	case t.Precision <= 18:
		return parquet.Int64Value(n.Int64()), n.IsInt64()
	}
	b := make([]byte, 16)
	if n.BitLen() > 127 {
		return parquet.Value{}, false
	}
	if n.Sign() < 0 { // in two's complement
		n = new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), 128))
	}
	return parquet.FixedLenByteArrayValue(n.FillBytes(b)), true
}

// put adds a value's leaves. repeat is the repetition level of the first.
func (n *node) put(leaves [][]parquet.Value, value any, repeat int) error {
	if value == nil {
		n.null(leaves, repeat, n.defined-1)
		return nil
	}
	switch n.kind {
	case schema.Array:
		list, ok := value.([]any)
		if !ok {
			return n.other(value)
		}
		if len(list) == 0 {
			n.null(leaves, repeat, n.defined)
		}
		for _, v := range list {
			if err := n.children[0].put(leaves, v, repeat); err != nil {
				return err
			}
			repeat = n.repeated
		}
		return nil
	case schema.Map:
		return n.pairs(leaves, value, repeat)
	case schema.Row:
		members, ok := value.([]any)
		if !ok || len(members) != len(n.children) {
			return n.other(value)
		}
		for i, m := range n.children {
			if err := m.put(leaves, members[i], repeat); err != nil {
				return err
			}
		}
		return nil
	}
	v, ok := n.leaf(value)
	if !ok {
		return n.other(value)
	}
	leaves[n.first] = append(leaves[n.first], v.Level(repeat, n.defined, n.first))
	return nil
}

// pairs adds a map; a pair without a key is left out, since no map has one.
func (n *node) pairs(leaves [][]parquet.Value, value any, repeat int) error {
	pairs, ok := value.(serde.Map)
	if !ok {
		return n.other(value)
	}
	any := false
	for _, p := range pairs {
		if p[0] == nil {
			continue
		}
		for i, c := range n.children {
			if err := c.put(leaves, p[i], repeat); err != nil {
				return err
			}
		}
		repeat, any = n.repeated, true
	}
	if !any {
		n.null(leaves, repeat, n.defined)
	}
	return nil
}

// null adds the one entry that every leaf has for a value that ends above it.
func (n *node) null(leaves [][]parquet.Value, repeat, defined int) {
	if n.children == nil {
		leaves[n.first] = append(leaves[n.first], parquet.Value{}.Level(repeat, defined, n.first))
		return
	}
	for _, c := range n.children {
		c.null(leaves, repeat, defined)
	}
}

func (n *node) other(value any) error {
	return fmt.Errorf("a %T cannot be a %s", value, schema.Of(n.kind))
}
