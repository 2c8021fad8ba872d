package rowpattern

// place is where a condition is evaluated: a row that has its label already, within a match that began at start. Rows count from 1.
type place struct {
	start, row, number int
	regs               []int32
}

// evaluate gives a condition's value.
func (s *search) evaluate(c *Condition, at place) truth {
	switch c.Op {
	case And:
		out := yes
		for _, arg := range c.Args {
			switch s.evaluate(arg, at) {
			case no:
				return no
			case failed:
				return failed
			case unknown:
				out = unknown
			}
		}
		return out
	case Or:
		out := no
		for _, arg := range c.Args {
			switch s.evaluate(arg, at) {
			case yes:
				return yes
			case failed:
				return failed
			case unknown:
				out = unknown
			}
		}
		return out
	case Not:
		switch s.evaluate(c.Args[0], at) {
		case yes:
			return no
		case no:
			return yes
		case failed:
			return failed
		}
		return unknown
	case Bit:
		row, number := 0, 0
		if c.Anchor >= 0 {
			row = s.anchor(c.Anchor, at)
		}
		for _, i := range c.Classifiers {
			number = number*(s.program.spec.Labels+1) + s.classifier(i, at)
		}
		value := s.table.bit(c.Bit+number, row)
		if value == failed {
			s.failure = []int64{int64(row), int64(c.Bit + number), 2, 0}
		}
		return value
	case Comparison:
		return s.table.compare(c.Compare, c.Left, s.anchor(c.LeftAt, at), c.Right, s.anchor(c.Other, at))
	}
	left, right := s.anchor(c.LeftAt, at), s.anchor(c.Other, at)
	value := s.table.Pairs[c.Pair].get(left, right)
	if value == failed {
		s.failure = []int64{int64(left), int64(c.Pair), 3, int64(right)}
	}
	return value
}

// anchor is the row that an anchor is at, 0 for none, or the number that it is.
func (s *search) anchor(i int, at place) int {
	a := &s.program.spec.Anchors[i]
	switch {
	case a.Kind == Number:
		return at.number
	case a.Kind == Count:
		return int(at.regs[s.program.countAt[i]])
	case a.Labels != nil:
		t := s.program.anchorOf[i]
		slot := t.at + a.Offset
		if a.Last {
			slot += t.firsts
		}
		return max(0, int(at.regs[slot]))
	case a.Last:
		if row := at.row - a.Offset; row >= at.start {
			return row
		}
	default:
		if row := at.start + a.Offset; row <= at.row {
			return row
		}
	}
	return 0
}

// classifier is the label of a row, or the number of labels where there is none.
func (s *search) classifier(i int, at place) int {
	n, t := &s.program.spec.Classifiers[i], s.program.classifierOf[i]
	slot, size := n.Offset+n.Physical, t.firsts
	if n.Last {
		slot, size = n.Offset-n.Physical, t.lasts
	}
	if slot < 0 || slot >= size {
		return s.program.spec.Labels
	}
	if n.Last {
		slot += t.firsts
	}
	if at.regs[t.at+slot] < 0 {
		return s.program.spec.Labels
	}
	return int(at.regs[t.at+t.firsts+t.lasts+slot])
}
