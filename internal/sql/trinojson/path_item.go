package trinojson

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"tarn/internal/schema"
)

// itemKind is what an item of a path's sequence is.
type itemKind uint8

const (
	jsonItem itemKind = iota // an object, an array, null, or a whole number too large for SQL
	textItemKind
	boolItem
	numberItem
	otherItem // a date, a time and the like, which JSON does not have
)

// item is one item of the sequences that a path's evaluation goes through: JSON, or an SQL value.
type item struct {
	kind  itemKind
	json  *value // the JSON that it is or comes from; nil for an SQL value
	text  string
	truth bool
	num   number
	typ   string // an SQL value's type
}

func textItem(s string) item {
	return item{kind: textItemKind, text: s, typ: "varchar(" + strconv.Itoa(utf8.RuneCountInString(s)) + ")"}
}

// itemOf is a JSON value as an item.
func itemOf(v *value) item {
	it := item{json: v}
	switch v.kind {
	case text:
		it.kind, it.text = textItemKind, v.text
	case yes, no:
		it.kind, it.truth = boolItem, v.kind == yes
	case float:
		f, _ := strconv.ParseFloat(v.text, 64)
		it.kind, it.num = numberItem, number{kind: doubleNumber, f: f}
	case integer:
		if n, err := strconv.ParseInt(v.text, 10, 64); err == nil {
			it.kind, it.num = numberItem, wholeNumber(n)
		}
	}
	return it
}

// typeName is the kind of a JSON value, or an SQL value's type.
func (it item) typeName() string {
	if it.json != nil {
		switch it.json.kind {
		case startObject:
			return "OBJECT"
		case startArray:
			return "ARRAY"
		case text:
			return "STRING"
		case yes, no:
			return "BOOLEAN"
		case null:
			return "NULL"
		}
		return "NUMBER"
	}
	if it.kind == numberItem {
		return it.num.typeName()
	}
	return it.typ
}

// toJSON is the item as JSON; false for what JSON does not have.
func (it item) toJSON() (*value, bool) {
	switch {
	case it.json != nil:
		return it.json, true
	case it.kind == textItemKind:
		return &value{kind: text, text: it.text}, true
	case it.kind == boolItem && it.truth:
		return &value{kind: yes, text: "true"}, true
	case it.kind == boolItem:
		return &value{kind: no, text: "false"}, true
	case it.kind == numberItem:
		return it.num.toJSON(), true
	}
	return nil, false
}

// number is an SQL number.
type number struct {
	kind  numberKind
	i     int64
	f     float64
	d     *big.Int
	scale int
}

type numberKind uint8

const (
	integerNumber numberKind = iota
	bigintNumber
	decimalNumber
	realNumber
	doubleNumber
)

func wholeNumber(n int64) number {
	if n < math.MinInt32 || n > math.MaxInt32 {
		return number{kind: bigintNumber, i: n}
	}
	return number{kind: integerNumber, i: n}
}

func parseDecimal(s string) (number, error) {
	whole, fraction, _ := strings.Cut(s, ".")
	d, ok := new(big.Int).SetString(whole+fraction, 10)
	if !ok || len(strings.TrimLeft(whole+fraction, "-+0")) > 38 {
		return number{}, fmt.Errorf("no decimal: %s", s)
	}
	return number{kind: decimalNumber, d: d, scale: len(fraction)}, nil
}

func (n number) typeName() string {
	switch n.kind {
	case integerNumber:
		return "integer"
	case bigintNumber:
		return "bigint"
	case decimalNumber:
		digits := len(new(big.Int).Abs(n.d).String())
		return fmt.Sprintf("decimal(%d,%d)", max(digits, n.scale), n.scale)
	case realNumber:
		return "real"
	}
	return "double"
}

// text is the number in digits: a decimal's all, a double's in Java's form.
func (n number) text() string {
	switch n.kind {
	case integerNumber, bigintNumber:
		return strconv.FormatInt(n.i, 10)
	case decimalNumber:
		s := new(big.Int).Abs(n.d).String()
		for len(s) <= n.scale {
			s = "0" + s
		}
		if n.scale > 0 {
			s = s[:len(s)-n.scale] + "." + s[len(s)-n.scale:]
		}
		if n.d.Sign() < 0 {
			s = "-" + s
		}
		return s
	case realNumber:
		return schema.JavaText(n.f, 32)
	}
	return schema.JavaText(n.f, 64)
}

func (n number) toJSON() *value {
	s := n.text()
	if n.kind >= realNumber && (math.IsNaN(n.f) || math.IsInf(n.f, 0)) {
		return &value{kind: text, text: s}
	}
	// A number that is written as it stands: an integer's kind keeps its text.
	return &value{kind: integer, text: s}
}

func (n number) double() float64 {
	switch n.kind {
	case integerNumber, bigintNumber:
		return float64(n.i)
	case decimalNumber:
		f, _ := strconv.ParseFloat(n.text(), 64)
		return f
	}
	return n.f
}

func (n number) decimal() (*big.Int, int) {
	if n.kind == decimalNumber {
		return n.d, n.scale
	}
	return big.NewInt(n.i), 0
}
