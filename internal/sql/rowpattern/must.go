package rowpattern

// mustHave finds, for each instruction, the labels that every way from it to the end has. A thread for which one of them comes no more is not
// followed: so a pattern that waits for a row that is not there costs no search from each row to the partition's end.
func mustHave(code []instruction, labels int) [][]int {
	if labels > 64 {
		return make([][]int, len(code))
	}
	all := uint64(1)<<labels - 1
	if labels == 64 {
		all = ^uint64(0)
	}
	sets := make([]uint64, len(code))
	for i := range sets {
		sets[i] = all
	}
	for changed := true; changed; {
		changed = false
		for i := len(code) - 1; i >= 0; i-- {
			var set uint64
			switch in := code[i]; in.op {
			case opDone:
			case opLabel:
				set = sets[i+1] | 1<<in.x
			case opJump:
				set = sets[in.x]
			case opSplit:
				set = sets[in.x] & sets[in.y]
			default:
				set = sets[i+1]
			}
			changed = changed || set != sets[i]
			sets[i] = set
		}
	}
	out := make([][]int, len(code))
	for i, set := range sets {
		if code[i].op != opLabel {
			continue
		}
		for l := range labels {
			if set>>l&1 == 1 {
				out[i] = append(out[i], l)
			}
		}
	}
	return out
}

// lastRows finds, for each label, the last row that may have it, as far as its condition is about the row alone.
func (p *Program) lastRows(t *Table) []int {
	last := make([]int, p.spec.Labels)
	for l, c := range p.spec.Conditions {
		last[l] = t.Rows
		if c == nil {
			continue
		}
		for last[l] > 0 && !p.mayHold(c, t, last[l]) {
			last[l]--
		}
	}
	return last
}

// mayHold reports whether a condition may be TRUE at a row, whatever the match. One that fails there is to be asked for.
func (p *Program) mayHold(c *Condition, t *Table, row int) bool {
	switch c.Op {
	case And:
		for _, arg := range c.Args {
			if !p.mayHold(arg, t, row) {
				return false
			}
		}
		return true
	case Or:
		for _, arg := range c.Args {
			if p.mayHold(arg, t, row) {
				return true
			}
		}
		return false
	case Bit:
		if c.Classifiers != nil {
			return true
		}
		if c.Anchor >= 0 {
			if a := p.spec.Anchors[c.Anchor]; a.Kind != Row || a.Labels != nil || !a.Last || a.Offset > 0 {
				return true
			}
		} else {
			row = 0
		}
		value := t.bit(c.Bit, row)
		return value == yes || value == failed
	}
	return true
}
