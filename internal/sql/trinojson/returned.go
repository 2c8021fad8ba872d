package trinojson

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"tarn/internal/schema"
)

// returned turns an item into json_value's declared type, as a text that casts to it; false where Trino's own cast fails.
func (s *Spec) returned(it item) (string, bool) {
	switch s.Returning {
	case "varchar":
		if it.kind == textItemKind {
			if s.Size > 0 {
				return cut(sqlText(it.text), s.Size), true
			}
			return sqlText(it.text), true
		}
		v := it.varchar()
		return v, s.Size == 0 || utf8.RuneCountInString(v) <= s.Size
	case "char":
		return cut(sqlText(it.text), s.Size), it.kind == textItemKind
	case "boolean":
		return it.boolean()
	case "tinyint", "smallint", "integer", "bigint":
		return it.whole(map[string]uint{"tinyint": 8, "smallint": 16, "integer": 32, "bigint": 64}[s.Returning])
	case "real", "double":
		return it.floating()
	case "decimal":
		return it.decimal(s.Size, s.Scale)
	}
	return sqlText(it.text), it.kind == textItemKind || it.kind == otherItem
}

// varchar is the item cast to varchar, a double in Trino's form: 1.5E0.
func (it item) varchar() string {
	switch it.kind {
	case boolItem:
		return strconv.FormatBool(it.truth)
	case numberItem:
		if it.num.kind >= realNumber {
			return scientific(it.num.f, map[numberKind]int{realNumber: 32, doubleNumber: 64}[it.num.kind])
		}
		return it.num.text()
	}
	return it.text
}

func scientific(f float64, bits int) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return schema.JavaText(f, 64)
	}
	return schema.ExponentText(f, bits)
}

func (it item) boolean() (string, bool) {
	switch it.kind {
	case boolItem:
		return strconv.FormatBool(it.truth), true
	case numberItem:
		if it.num.kind == decimalNumber {
			return strconv.FormatBool(it.num.d.Sign() != 0), true
		}
		return strconv.FormatBool(it.num.double() != 0), true
	case textItemKind:
		switch strings.ToLower(it.text) {
		case "t", "true", "1":
			return "true", true
		case "f", "false", "0":
			return "false", true
		}
	}
	return "", false
}

func (it item) whole(bits uint) (string, bool) {
	var n *big.Int
	switch it.kind {
	case boolItem:
		if it.truth {
			return "1", true
		}
		return "0", true
	case textItemKind:
		v, err := strconv.ParseInt(strings.TrimSpace(it.text), 10, int(bits))
		return strconv.FormatInt(v, 10), err == nil
	case numberItem:
		switch it.num.kind {
		case integerNumber, bigintNumber:
			n = big.NewInt(it.num.i)
		case decimalNumber:
			n = divideHalfUp(it.num.d, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(it.num.scale)), nil))
		default:
			r := math.Round(it.num.f)
			if math.IsNaN(r) || math.Abs(r) > 1<<63 {
				return "", false
			}
			n, _ = big.NewFloat(r).Int(nil)
		}
	default:
		return "", false
	}
	limit := new(big.Int).Lsh(big.NewInt(1), bits-1)
	return n.String(), n.Cmp(limit) < 0 && n.Cmp(new(big.Int).Neg(limit)) >= 0
}

func (it item) floating() (string, bool) {
	switch it.kind {
	case boolItem:
		if it.truth {
			return "1", true
		}
		return "0", true
	case numberItem:
		return strings.TrimSuffix(strconv.FormatFloat(it.num.double(), 'g', -1, 64), "Inf") + map[bool]string{true: "Infinity"}[math.IsInf(it.num.double(), 0)], true
	case textItemKind:
		v := strings.TrimSpace(it.text)
		_, err := strconv.ParseFloat(v, 64)
		return v, err == nil && !strings.ContainsAny(v, "_xX")
	}
	return "", false
}

func (it item) decimal(precision, scale int) (string, bool) {
	var digits string
	switch it.kind {
	case boolItem:
		digits = map[bool]string{true: "1", false: "0"}[it.truth]
	case textItemKind:
		digits = strings.TrimSpace(it.text)
	case numberItem:
		digits = it.num.text()
	default:
		return "", false
	}
	r, ok := new(big.Rat).SetString(digits)
	if !ok || strings.ContainsAny(digits, "_xX/") {
		return "", false
	}
	text := r.FloatString(scale) // halves away from zero
	whole, _, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	return text, len(strings.TrimLeft(whole, "0")) <= precision-scale
}
