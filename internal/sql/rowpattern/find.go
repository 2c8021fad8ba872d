package rowpattern

import (
	"errors"
	"sort"
)

// Find gives the rows of all matches, in order. A row is three numbers and what the spec's Navigations are: its number, from 1 (of a match
// that is given as one row, its first row's); the match's number, 0 for a row that no match has; and 0. A navigation's row is 0 where there
// is none, and a label counts from 1. With Assigned, four numbers are given for each row of a match before it: its number, the match's, 1
// and its label. Where a condition that is asked for cannot be computed, that is all that is given: the row, the number of the bit, 2 and 0, or
// the first row, the number of the set of pairs, 3 and the second row.
func (p *Program) Find(t *Table) ([][]int64, error) {
	s := &search{program: p, table: t, number: 1, seen: make([]int, len(p.code)), seenWith: map[string]bool{}, last: p.lastRows(t)}
	g := &given{spec: p.spec, rows: t.Rows}
	skipped, matched := 0, 0
	for row := 1; row <= t.Rows; row++ {
		if row <= skipped {
			continue
		}
		m, err := s.at(row)
		if errors.Is(err, errFailed) {
			return [][]int64{s.failure}, nil
		}
		if err != nil {
			return nil, err
		}
		switch {
		case m == nil:
			if p.spec.Rows == AllAndOthers && row > matched {
				g.other(row)
			}
			skipped = row
			continue
		case len(m.labels) == 0:
			if p.spec.Rows != AllButEmpty {
				g.empty(row, s.number)
			}
			skipped = row
		default:
			g.match(m, row, s.number)
			matched = max(matched, row+len(m.labels)-1)
			if skipped, err = p.skip(m, row); err != nil {
				return nil, err
			}
		}
		s.number++
	}
	return g.out, nil
}

// skip is the last row that no match begins with, after a match.
func (p *Program) skip(m *match, start int) (int, error) {
	switch p.spec.Skip {
	case SkipPast:
		return start + len(m.labels) - 1, nil
	case SkipNext:
		return start, nil
	}
	at := -1
	has := p.set(p.spec.SkipTo)
	for i, l := range m.labels {
		if has[l] {
			at = i
			if p.spec.Skip == SkipFirst {
				break
			}
		}
	}
	switch at {
	case -1:
		return 0, errMissing
	case 0:
		return 0, errFirst
	}
	return start + at - 1, nil
}

// given gathers what Find gives.
type given struct {
	spec *Spec
	rows int
	out  [][]int64
	// page is place for numbers.
	page []int64
}

func (g *given) add(row, number, kind int, more int) []int64 {
	n := 3 + more
	if len(g.page) < n {
		g.page = make([]int64, max(8192, n))
	}
	out := g.page[:n:n]
	g.page = g.page[n:]
	out[0], out[1], out[2] = int64(row), int64(number), int64(kind)
	g.out = append(g.out, out)
	return out[3:]
}

func (g *given) other(row int) { g.add(row, 0, 0, len(g.spec.Navigations)) }

func (g *given) empty(row, number int) { g.add(row, number, 0, len(g.spec.Navigations)) }

func (g *given) match(m *match, start, number int) {
	if g.spec.Assigned {
		for i, l := range m.labels {
			g.add(start+i, number, 1, 1)[0] = int64(l)
		}
	}
	places := make([][]int, len(g.spec.Navigations))
	for i, n := range g.spec.Navigations {
		if n.Labels == nil {
			continue
		}
		has := make([]bool, g.spec.Labels)
		for _, l := range n.Labels {
			has[l] = true
		}
		for at, l := range m.labels {
			if has[l] {
				places[i] = append(places[i], at)
			}
		}
	}
	one := func(row, at int) {
		out := g.add(start+row, number, 0, len(g.spec.Navigations))
		for i := range g.spec.Navigations {
			out[i] = g.navigate(&g.spec.Navigations[i], places[i], m, start, at)
		}
	}
	if g.spec.Rows == One {
		one(0, len(m.labels)-1)
		return
	}
	from := 0
	for i := 0; i+1 < len(m.edges); i += 2 {
		for at := from; at < m.edges[i]; at++ {
			one(at, at)
		}
		from = m.edges[i+1]
	}
	for at := from; at < len(m.labels); at++ {
		one(at, at)
	}
}

// navigate is the row, or the label, that a navigation comes to from a row of a match, 0 for none. places are the rows of its labels.
func (g *given) navigate(n *Navigation, places []int, m *match, start, at int) int64 {
	reach := at
	if n.Final || !n.Last {
		reach = len(m.labels) - 1
	}
	to := -1
	switch {
	case n.Labels == nil && n.Last:
		to = max(-1, reach-n.Offset)
	case n.Labels == nil:
		if n.Offset <= reach {
			to = n.Offset
		}
	case n.Last:
		if i := sort.SearchInts(places, reach+1) - 1 - n.Offset; i >= 0 {
			to = places[i]
		}
	default:
		if n.Offset < len(places) {
			to = places[n.Offset]
		}
	}
	if to < 0 {
		return 0
	}
	to += n.Physical
	if n.Classifier {
		if to < 0 || to >= len(m.labels) {
			return 0
		}
		return int64(m.labels[to]) + 1
	}
	if row := start + to; row >= 1 && row <= g.rows {
		return int64(row)
	}
	return 0
}
