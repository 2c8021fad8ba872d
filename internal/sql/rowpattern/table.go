package rowpattern

import "cmp"

// Table has the values of a partition's rows. Row 0 is the row that is not there; the rows themselves are 1 to Rows.
type Table struct {
	Rows int
	// Bits have two bits of each value, one that it is TRUE, one that it is NULL; both say that it cannot be computed. A number has 31 values,
	// the first at the lowest bits.
	Bits    [][]int64
	Columns []Column
	Pairs   []*Pairs
}

// valuesPerInt is how many values of two bits a number holds.
const valuesPerInt = 31

// Column has values that are compared: of Ints, Floats and Texts, one is there.
type Column struct {
	Ints   []int64
	Floats []float64
	Texts  []string
	Null   []bool
}

// Pairs has two bits for each pair of rows, or what is known of some where there are many.
type Pairs struct {
	width int
	bits  []uint64
	some  map[uint64]truth
}

// maxWidth is up to how many rows each pair has bits: some 8 MB.
const maxWidth = 6000

// NewPairs has no pair yet.
func NewPairs(rows int) *Pairs {
	width := rows + 1
	if width > maxWidth {
		return &Pairs{width: width, some: map[uint64]truth{}}
	}
	return &Pairs{width: width, bits: make([]uint64, (width*width*2+63)/64)}
}

// Add notes what a condition is of a pair: 1 TRUE, 2 NULL, 3 that it cannot be computed.
func (p *Pairs) Add(left, right int, value uint8) {
	if p.some != nil {
		p.some[uint64(left)<<32|uint64(right)] = truth(value)
		return
	}
	at := (left*p.width + right) * 2
	p.bits[at/64] |= uint64(value) << (at % 64)
}

func (p *Pairs) get(left, right int) truth {
	if p.some != nil {
		return p.some[uint64(left)<<32|uint64(right)]
	}
	at := (left*p.width + right) * 2
	return truth(p.bits[at/64] >> (at % 64) & 3)
}

// truth is FALSE, TRUE or NULL, or that the condition fails.
type truth uint8

const (
	no truth = iota
	yes
	unknown
	failed
)

func (t *Table) bit(number, row int) truth {
	return truth(t.Bits[number/valuesPerInt][row] >> (number % valuesPerInt * 2) & 3)
}

func (t *Table) compare(op string, left, l, right, r int) truth {
	a, b := &t.Columns[left], &t.Columns[right]
	if a.Null[l] || b.Null[r] {
		if op != "IS DISTINCT FROM" {
			return unknown
		}
		return truthOf(a.Null[l] != b.Null[r])
	}
	switch {
	case a.Floats != nil:
		return truthOf(compareFloats(op, a.Floats[l], b.Floats[r]))
	case a.Texts != nil:
		return truthOf(holds(op, cmp.Compare(a.Texts[l], b.Texts[r])))
	}
	return truthOf(holds(op, cmp.Compare(a.Ints[l], b.Ints[r])))
}

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func holds(op string, order int) bool {
	switch op {
	case "=":
		return order == 0
	case "<>", "IS DISTINCT FROM":
		return order != 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

// compareFloats: NaN is equal to nothing and in no order, but not distinct from itself.
func compareFloats(op string, a, b float64) bool {
	switch op {
	case "=":
		return a == b
	case "<>":
		return a != b
	case "IS DISTINCT FROM":
		return a != b && (a == a || b == b)
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	}
	return a >= b
}
