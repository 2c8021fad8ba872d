package hive

import (
	"cmp"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/schema"
)

// keyValue is a partition key's value: nil, bool, int64, float64, string or time.Time, as in schema.Predicate, and the text that
// SQL's CAST reads.
func keyValue(key catalog.Column, t schema.Type, text string) (value any, cast *string, err error) {
	if text == catalog.HiveNull || text == `\N` {
		return nil, nil, nil
	}
	cast = &text
	switch t.Kind {
	case schema.Varchar, schema.Char:
		value = text
	case schema.Boolean:
		value, err = strconv.ParseBool(strings.ToLower(text))
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		bits := map[schema.Kind]int{schema.Tinyint: 8, schema.Smallint: 16, schema.Integer: 32, schema.Bigint: 64}[t.Kind]
		value, err = strconv.ParseInt(text, 10, bits)
	case schema.Real, schema.Double:
		value, err = strconv.ParseFloat(text, 64)
	case schema.Decimal:
		if _, ok := new(big.Rat).SetString(text); !ok || strings.Contains(text, "/") {
			err = strconv.ErrSyntax
		}
		value = unknown{}
	case schema.Date:
		value, err = time.Parse(time.DateOnly, text)
	case schema.Timestamp:
		value, err = time.Parse("2006-01-02 15:04:05.999999999", text)
	default:
		return nil, nil, userError("NOT_SUPPORTED", fmt.Sprintf("Unsupported Type [%s] for partition: %s", t, key.Name))
	}
	if err != nil {
		return nil, nil, userError("HIVE_INVALID_PARTITION_VALUE", fmt.Sprintf("Invalid partition value '%s' for %s partition key: %s", text, t, key.Name))
	}
	return value, cast, nil
}

// unknown is a value that predicates are not tried on.
type unknown struct{}

// Meets reports whether a partition's value, nil, bool, int64, float64, string or time.Time, may meet a predicate.
func Meets(value any, p schema.Predicate) bool { return meets(value, p) }

// meets reports whether a partition's value may meet a predicate.
func meets(value any, p schema.Predicate) bool {
	switch p.Op {
	case schema.IsNull:
		return value == nil
	case schema.NotNull:
		return value != nil
	}
	if value == nil {
		return false // a comparison with NULL holds for no row
	}
	for _, want := range p.Values {
		order, ok := compared(value, want)
		if !ok {
			return true
		}
		switch {
		case p.Op == schema.Eq || p.Op == schema.In, p.Op == schema.Le, p.Op == schema.Ge:
			if order == 0 {
				return true
			}
		}
		if (p.Op == schema.Lt || p.Op == schema.Le) && order < 0 || (p.Op == schema.Gt || p.Op == schema.Ge) && order > 0 {
			return true
		}
	}
	return false
}

func compared(a, b any) (order int, ok bool) {
	switch a := a.(type) {
	case string:
		b, ok := b.(string)
		return cmp.Compare(a, b), ok
	case int64:
		b, ok := b.(int64)
		return cmp.Compare(a, b), ok
	case float64:
		b, ok := b.(float64)
		return cmp.Compare(a, b), ok
	case bool:
		b, ok := b.(bool)
		return cmp.Compare(truth(a), truth(b)), ok
	case time.Time:
		b, ok := b.(time.Time)
		return a.Compare(b), ok
	}
	return 0, false
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
