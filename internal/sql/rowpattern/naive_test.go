package rowpattern

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// naive matches a pattern by its definition: all ways, the preferred one first, by calling what comes after.
type naive struct {
	rows int
	// holds says whether a row may have a label, given the labels of the rows of the match before it.
	holds func(label, row int, before []int) bool
}

func (n *naive) match(p *Pattern, row int, labels []int, then func(row int, labels []int) []int) []int {
	switch p.Kind {
	case Label:
		if row > n.rows || !n.holds(p.Label, row, labels) {
			return nil
		}
		return then(row+1, append(labels[:len(labels):len(labels)], p.Label))
	case Empty:
		return then(row, labels)
	case Start:
		if row != 1 {
			return nil
		}
		return then(row, labels)
	case End:
		if row != n.rows+1 {
			return nil
		}
		return then(row, labels)
	case Sequence:
		return n.sequence(p.Parts, row, labels, then)
	case Choice:
		for _, part := range p.Parts {
			if m := n.match(part, row, labels, then); m != nil {
				return m
			}
		}
		return nil
	case Permutation:
		var order func(rest, chosen []*Pattern) []int
		order = func(rest, chosen []*Pattern) []int {
			if len(rest) == 0 {
				return n.sequence(chosen, row, labels, then)
			}
			for i, part := range rest {
				if m := order(slices.Delete(slices.Clone(rest), i, i+1), append(chosen[:len(chosen):len(chosen)], part)); m != nil {
					return m
				}
			}
			return nil
		}
		return order(p.Parts, nil)
	case Exclusion:
		return n.match(p.Parts[0], row, labels, then)
	}
	return n.repeat(p, 0, row, labels, then)
}

func (n *naive) sequence(parts []*Pattern, row int, labels []int, then func(int, []int) []int) []int {
	if len(parts) == 0 {
		return then(row, labels)
	}
	return n.match(parts[0], row, labels, func(row int, labels []int) []int { return n.sequence(parts[1:], row, labels, then) })
}

func (n *naive) repeat(p *Pattern, done, row int, labels []int, then func(int, []int) []int) []int {
	more := func() []int {
		if p.Max >= 0 && done >= p.Max {
			return nil
		}
		return n.match(p.Parts[0], row, labels, func(next int, labels []int) []int { return n.repeat(p, done+1, next, labels, then) })
	}
	if done < p.Min {
		return more()
	}
	if p.Reluctant {
		if m := then(row, labels); m != nil {
			return m
		}
		return more()
	}
	if m := more(); m != nil {
		return m
	}
	return then(row, labels)
}

// text writes a pattern as SQL has it.
func (p *Pattern) text() string {
	parts := make([]string, len(p.Parts))
	for i, part := range p.Parts {
		parts[i] = part.text()
	}
	switch p.Kind {
	case Label:
		return string(rune('A' + p.Label))
	case Empty:
		return "()"
	case Start:
		return "^"
	case End:
		return "$"
	case Sequence:
		return "(" + strings.Join(parts, " ") + ")"
	case Choice:
		return "(" + strings.Join(parts, " | ") + ")"
	case Permutation:
		return "PERMUTE(" + strings.Join(parts, ", ") + ")"
	case Exclusion:
		return "{- " + parts[0] + " -}"
	}
	q := fmt.Sprintf("{%d,%d}", p.Min, p.Max)
	if p.Max < 0 {
		q = fmt.Sprintf("{%d,}", p.Min)
	}
	if p.Reluctant {
		q += "?"
	}
	return "(" + parts[0] + ")" + q
}

// mayBeEmpty reports whether a pattern matches no rows, too: a loop over one goes by an order of its own, which Trino's answers in
// conformance/testdata have.
func (p *Pattern) mayBeEmpty() bool {
	switch p.Kind {
	case Label:
		return false
	case Empty, Start, End:
		return true
	case Choice:
		return slices.ContainsFunc(p.Parts, (*Pattern).mayBeEmpty)
	case Repetition:
		return p.Min == 0 || p.Parts[0].mayBeEmpty()
	}
	return !slices.ContainsFunc(p.Parts, func(part *Pattern) bool { return !part.mayBeEmpty() })
}

func randomPattern(r *rand.Rand, labels, depth int) *Pattern {
	parts := func(least, most int) []*Pattern {
		out := make([]*Pattern, least+r.IntN(most-least+1))
		for i := range out {
			out[i] = randomPattern(r, labels, depth-1)
		}
		return out
	}
	if depth == 0 {
		return &Pattern{Kind: Label, Label: r.IntN(labels)}
	}
	switch r.IntN(12) {
	case 0:
		return &Pattern{Kind: Empty}
	case 1:
		return &Pattern{Kind: [2]Kind{Start, End}[r.IntN(2)]}
	case 2, 3, 4:
		return &Pattern{Kind: Sequence, Parts: parts(2, 3)}
	case 5, 6:
		return &Pattern{Kind: Choice, Parts: parts(2, 3)}
	case 7:
		return &Pattern{Kind: Permutation, Parts: parts(2, 3)}
	case 8, 9, 10:
		p := &Pattern{Kind: Repetition, Parts: parts(1, 1), Min: r.IntN(3), Reluctant: r.IntN(3) == 0}
		if p.Max = -1; r.IntN(2) == 0 || p.Parts[0].mayBeEmpty() {
			p.Max = max(1, p.Min) + r.IntN(2)
		}
		return p
	}
	return &Pattern{Kind: Label, Label: r.IntN(labels)}
}

// bits makes a table of one condition a label, which holds in some rows.
func bits(r *rand.Rand, labels, rows int) *Table {
	t := &Table{Rows: rows, Bits: [][]int64{make([]int64, rows+1)}}
	for row := 1; row <= rows; row++ {
		for l := range labels {
			t.Bits[0][row] |= int64(r.IntN(3)/2*2+r.IntN(2)) & 1 << (2 * l)
		}
	}
	return t
}

// Random patterns over random rows have the match that the definition gives, where conditions are about a row alone, and where they are about
// the first row of another label.
func TestAgainstDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 20000 {
		const labels = 3
		rows := r.IntN(7)
		table := bits(r, labels, rows)
		spec := &Spec{Labels: labels, Pattern: randomPattern(r, labels, 3), Conditions: make([]*Condition, labels), Rows: All, Assigned: true,
			Anchors: []Anchor{{Kind: Row, Last: true}, {Kind: Row, Labels: []int{0}}, {Kind: Row, Labels: []int{0, 1}, Last: true, Offset: 1}}}
		values := make([]int64, rows+1)
		for row := range values {
			values[row] = int64(r.IntN(4))
		}
		table.Columns = []Column{{Ints: values, Null: make([]bool, rows+1)}}
		table.Columns[0].Null[0] = true
		spec.Conditions[0] = &Condition{Op: Bit, Bit: 0}
		spec.Conditions[1] = &Condition{Op: Bit, Bit: 1}
		other := r.IntN(3) // what label 2 is compared with, 0: nothing
		if other > 0 {
			spec.Conditions[2] = &Condition{Op: Comparison, Compare: ">=", LeftAt: 0, Other: other}
		}
		n := &naive{rows: rows, holds: func(label, row int, before []int) bool {
			if label < 2 {
				return table.bit(label, row) == yes
			}
			start := row - len(before)
			switch other {
			case 1:
				at := slices.Index(before, 0)
				return at >= 0 && values[row] >= values[start+at]
			case 2:
				seen := 0
				for at := len(before) - 1; at >= 0; at-- {
					if before[at] < 2 {
						if seen++; seen == 2 {
							return values[row] >= values[start+at]
						}
					}
				}
				return false
			}
			return true
		}}
		p, err := Compile(spec)
		if err != nil {
			t.Fatal(err)
		}
		s := &search{program: p, table: table, number: 1, seen: make([]int, len(p.code)), seenWith: map[string]bool{}, last: p.lastRows(table)}
		for start := 1; start <= rows; start++ {
			m, err := s.at(start)
			if err != nil {
				t.Fatal(err)
			}
			var got []int
			if m != nil {
				got = append([]int{}, m.labels...)
			}
			want := n.match(spec.Pattern, start, []int{}, func(_ int, labels []int) []int { return labels })
			if (got == nil) != (want == nil) || !slices.Equal(got, want) {
				t.Fatalf("statement %d: %s from row %d of %v, label 2 against %d of %v:\nfound %v\nwant  %v", i, spec.Pattern.text(), start, table.Bits[0], other, values, got, want)
			}
		}
	}
}
