package trinojson

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// evaluation follows one path through one document.
type evaluation struct {
	path   *Path
	doc    item
	params map[string]item
	// here is the item that a filter looks at, and last the last index of the array that a subscript is of.
	here    []item
	last    []int
	objects int
}

type evalError struct{ msg string }

func (e *evalError) Error() string { return "PATH_EVALUATION_ERROR: path evaluation failed: " + e.msg }

func failed(format string, args ...any) error { return &evalError{fmt.Sprintf(format, args...)} }

func wrongType(expected string, it item) error {
	return failed("invalid item type. Expected: %s, actual: %s", expected, it.typeName())
}

// eval gives a path's items.
func (e *evaluation) eval(n node) ([]item, error) {
	switch n := n.(type) {
	case *literal:
		return []item{n.item}, nil
	case *context:
		return []item{e.doc}, nil
	case *current:
		if len(e.here) == 0 {
			return nil, failed("accessing current filter item with no enclosing filter")
		}
		return e.here[len(e.here)-1:], nil
	case *last:
		if len(e.last) == 0 {
			return nil, failed("accessing the last array index with no enclosing array")
		}
		return []item{{kind: numberItem, num: wholeNumber(int64(e.last[len(e.last)-1]))}}, nil
	case *variable:
		return []item{e.params[n.name]}, nil
	case *member:
		return e.each(n.base, true, func(it item, out []item) ([]item, error) { return e.member(it, n.key, out) })
	case *wildcard:
		return e.each(n.base, true, e.allMembers)
	case *descend:
		return e.each(n.base, false, func(it item, out []item) ([]item, error) {
			if it.json != nil {
				out = descendants(it.json, n.key, out)
			}
			return out, nil
		})
	case *elementOf:
		return e.each(n.base, false, func(it item, out []item) ([]item, error) { return e.elements(it, n.subscripts, out) })
	case *allOf:
		return e.each(n.base, false, func(it item, out []item) ([]item, error) {
			elems, err := e.array(it)
			return append(out, elems...), err
		})
	case *filter:
		return e.each(n.base, true, func(it item, out []item) ([]item, error) {
			e.here = append(e.here, it)
			yes := e.test(n.where)
			e.here = e.here[:len(e.here)-1]
			if yes == isTrue {
				out = append(out, it)
			}
			return out, nil
		})
	case *method:
		return e.each(n.base, n.name != "type" && n.name != "size", func(it item, out []item) ([]item, error) { return e.method(n.name, it, out) })
	case *sign:
		return e.each(n.x, true, func(it item, out []item) ([]item, error) {
			if it.kind != numberItem {
				return nil, wrongType("NUMBER", it)
			}
			if !n.minus {
				return append(out, it), nil
			}
			m, err := negate(it.num)
			if err != nil {
				return nil, failed("")
			}
			return append(out, item{kind: numberItem, num: m}), nil
		})
	case *binary:
		return e.binary(n)
	}
	return nil, failed("unknown path")
}

// each evaluates base and gathers what f makes of its items. In lax mode arrays are unwrapped first where unwrap says so.
func (e *evaluation) each(base node, unwrap bool, f func(item, []item) ([]item, error)) ([]item, error) {
	items, err := e.eval(base)
	if err != nil {
		return nil, err
	}
	if unwrap {
		items = e.unwrap(items)
	}
	var out []item
	for _, it := range items {
		if out, err = f(it, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (e *evaluation) unwrap(items []item) []item {
	if !e.path.lax {
		return items
	}
	var out []item
	for i, it := range items {
		if it.json == nil || it.json.kind != startArray {
			if out != nil {
				out = append(out, it)
			}
			continue
		}
		if out == nil {
			out = append(make([]item, 0, len(items)+len(it.json.elems)), items[:i]...)
		}
		for _, v := range it.json.elems {
			out = append(out, itemOf(v))
		}
	}
	if out == nil {
		return items
	}
	return out
}

func (e *evaluation) member(it item, key string, out []item) ([]item, error) {
	if it.json == nil || it.json.kind != startObject {
		if e.path.lax {
			return out, nil
		}
		return nil, wrongType("OBJECT", it)
	}
	if m := it.json.members[key]; m != nil {
		return append(out, itemOf(m)), nil
	}
	if e.path.lax {
		return out, nil
	}
	return nil, failed("structural error: missing member '%s' in JSON object", key)
}

func (e *evaluation) allMembers(it item, out []item) ([]item, error) {
	if it.json == nil || it.json.kind != startObject {
		if e.path.lax {
			return out, nil
		}
		return nil, wrongType("OBJECT", it)
	}
	for _, k := range it.json.keys {
		out = append(out, itemOf(it.json.members[k]))
	}
	return out, nil
}

func descendants(v *value, key string, out []item) []item {
	if m := v.members[key]; m != nil {
		out = append(out, itemOf(m))
	}
	for _, k := range v.keys {
		out = descendants(v.members[k], key, out)
	}
	for _, m := range v.elems {
		out = descendants(m, key, out)
	}
	return out
}

// array is an array's elements; in lax mode anything else is an array of itself.
func (e *evaluation) array(it item) ([]item, error) {
	if it.json == nil || it.json.kind != startArray {
		if e.path.lax {
			return []item{it}, nil
		}
		return nil, wrongType("ARRAY", it)
	}
	elems := make([]item, len(it.json.elems))
	for i, v := range it.json.elems {
		elems[i] = itemOf(v)
	}
	return elems, nil
}

func (e *evaluation) elements(it item, subscripts []subscript, out []item) ([]item, error) {
	elems, err := e.array(it)
	if err != nil {
		return nil, err
	}
	e.last = append(e.last, len(elems)-1)
	defer func() { e.last = e.last[:len(e.last)-1] }()
	for _, s := range subscripts {
		from, err := e.index(s.from, "from")
		if err != nil {
			return nil, err
		}
		to := from
		if s.to != nil {
			if to, err = e.index(s.to, "to"); err != nil {
				return nil, err
			}
		}
		if !e.path.lax && (from < 0 || to >= int64(len(elems)) || from > to) {
			return nil, failed("structural error: invalid array subscript: [%d, %d] for array of size %d", from, to, len(elems))
		}
		for i := max(from, 0); i <= min(to, int64(len(elems))-1); i++ {
			out = append(out, elems[i])
		}
	}
	return out, nil
}

func (e *evaluation) index(n node, name string) (int64, error) {
	items, err := e.eval(n)
	if err != nil {
		return 0, err
	}
	if len(items) != 1 {
		return 0, failed("array subscript '%s' value must be singleton numeric", name)
	}
	if items[0].kind != numberItem {
		return 0, wrongType("NUMBER", items[0])
	}
	switch m := items[0].num; m.kind {
	case integerNumber, bigintNumber:
		return m.i, nil
	case decimalNumber:
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(m.scale)), nil)
		q := divideHalfUp(m.d, unit)
		if !q.IsInt64() {
			return 0, failed("")
		}
		return q.Int64(), nil
	default:
		r := math.Round(m.f)
		if math.IsNaN(r) || math.Abs(r) >= 1<<63 {
			return 0, failed("")
		}
		return int64(r), nil
	}
}

func (e *evaluation) binary(n *binary) ([]item, error) {
	operand := func(x node) (item, error) {
		items, err := e.eval(x)
		if err != nil {
			return item{}, err
		}
		if items = e.unwrap(items); len(items) != 1 {
			return item{}, failed("arithmetic binary expression requires singleton operands")
		}
		return items[0], nil
	}
	left, err := operand(n.left)
	if err != nil {
		return nil, err
	}
	right, err := operand(n.right)
	if err != nil {
		return nil, err
	}
	for _, it := range []item{left, right} {
		if it.kind != numberItem {
			return nil, wrongType("NUMBER", it)
		}
	}
	m, err := arithmetic(n.op, left.num, right.num)
	if err != nil {
		return nil, failed("")
	}
	return []item{{kind: numberItem, num: m}}, nil
}

func (e *evaluation) method(name string, it item, out []item) ([]item, error) {
	switch name {
	case "type":
		return append(out, textItem(it.pathType())), nil
	case "size":
		n := 1
		if it.json != nil && it.json.kind == startArray {
			n = len(it.json.elems)
		} else if !e.path.lax {
			return nil, wrongType("ARRAY", it)
		}
		return append(out, item{kind: numberItem, num: wholeNumber(int64(n))}), nil
	case "keyvalue":
		if it.json == nil || it.json.kind != startObject {
			return nil, wrongType("OBJECT", it)
		}
		id := &value{kind: integer, text: strconv.Itoa(e.objects)}
		e.objects++
		for _, k := range it.json.keys {
			out = append(out, itemOf(&value{kind: startObject, keys: []string{"name", "value", "id"},
				members: map[string]*value{"name": {kind: text, text: k}, "value": it.json.members[k], "id": id}}))
		}
		return out, nil
	case "double":
		switch it.kind {
		case numberItem:
			return append(out, item{kind: numberItem, num: number{kind: doubleNumber, f: it.num.double()}}), nil
		case textItemKind:
			f, err := strconv.ParseFloat(strings.TrimSpace(it.text), 64)
			if err != nil && !math.IsInf(f, 0) || strings.ContainsAny(it.text, "_xX") {
				return nil, failed("")
			}
			return append(out, item{kind: numberItem, num: number{kind: doubleNumber, f: f}}), nil
		}
		return nil, wrongType("NUMBER or TEXT", it)
	}
	if it.kind != numberItem {
		return nil, wrongType("NUMBER", it)
	}
	m, err := rounded(name, it.num)
	if err != nil {
		return nil, failed("")
	}
	return append(out, item{kind: numberItem, num: m}), nil
}

// pathType is what .type() says.
func (it item) pathType() string {
	switch it.kind {
	case textItemKind:
		return "string"
	case boolItem:
		return "boolean"
	case numberItem:
		return "number"
	case otherItem:
		name, _, _ := strings.Cut(it.typ, "(")
		switch {
		case name != "time" && name != "timestamp":
			return name
		case strings.HasSuffix(it.typ, "with time zone"):
			return name + " with time zone"
		}
		return name + " without time zone"
	}
	return strings.ToLower(it.typeName())
}
