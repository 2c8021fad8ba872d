package rowpattern

import "slices"

// tracked is what a thread remembers of the rows of some labels, because a condition asks for it: the first rows and the last ones.
type tracked struct {
	labels        []int
	has           []bool // by label
	firsts, lasts int
	// at is where its registers begin: the first rows, the last ones, then, where classified, the labels of both.
	at         int
	classified bool
}

// counted is a register that counts rows.
type counted struct {
	anchor int
	has    []bool
	at     int
}

func (p *Program) set(labels []int) []bool {
	has := make([]bool, p.spec.Labels)
	for i := range has {
		has[i] = labels == nil
	}
	for _, l := range labels {
		has[l] = true
	}
	return has
}

func (p *Program) track(labels []int) *tracked {
	for _, t := range p.tracked {
		if slices.Equal(t.labels, labels) && (t.labels == nil) == (labels == nil) {
			return t
		}
	}
	t := &tracked{labels: labels, has: p.set(labels)}
	p.tracked = append(p.tracked, t)
	return t
}

// remember lays out the registers.
func (p *Program) remember() {
	p.anchorOf, p.classifierOf = make([]*tracked, len(p.spec.Anchors)), make([]*tracked, len(p.spec.Classifiers))
	p.countAt = make([]int, len(p.spec.Anchors))
	for i, a := range p.spec.Anchors {
		if a.Kind != Row || a.Labels == nil {
			continue
		}
		t := p.track(a.Labels)
		p.anchorOf[i] = t
		if a.Last {
			t.lasts = max(t.lasts, a.Offset+1)
		} else {
			t.firsts = max(t.firsts, a.Offset+1)
		}
	}
	for i, n := range p.spec.Classifiers {
		t := p.track(n.Labels)
		p.classifierOf[i], t.classified = t, true
		if n.Last {
			t.lasts = max(t.lasts, n.Offset-n.Physical+1)
		} else {
			t.firsts = max(t.firsts, n.Offset+n.Physical+1)
		}
	}
	for _, t := range p.tracked {
		t.at = p.registers
		p.registers += t.firsts + t.lasts
		if t.classified {
			p.registers += t.firsts + t.lasts
		}
	}
	for i, a := range p.spec.Anchors {
		if a.Kind == Count {
			p.counts = append(p.counts, &counted{i, p.set(a.Labels), p.registers})
			p.countAt[i] = p.registers
			p.registers++
		}
	}
	p.blank = make([]int32, p.registers)
	for _, t := range p.tracked {
		for i := range t.firsts + t.lasts {
			p.blank[t.at+i] = -1
		}
	}
	p.needs()
}

// after gives the registers after a row got a label. Rows count from 1.
func (s *search) after(regs []int32, label, row int) []int32 {
	p := s.program
	var out []int32
	change := func() {
		if out == nil {
			out = append(s.block(len(regs)), regs...)
		}
	}
	for _, t := range p.tracked {
		if !t.has[label] {
			continue
		}
		change()
		rows := out[t.at : t.at+t.firsts+t.lasts]
		var labels []int32
		if t.classified {
			labels = out[t.at+len(rows) : t.at+2*len(rows)]
		}
		put := func(i int) {
			rows[i] = int32(row)
			if labels != nil {
				labels[i] = int32(label)
			}
		}
		for i := range t.firsts {
			if rows[i] < 0 {
				put(i)
				break
			}
		}
		if t.lasts > 0 {
			copy(rows[t.firsts+1:], rows[t.firsts:])
			if labels != nil {
				copy(labels[t.firsts+1:], labels[t.firsts:])
			}
			put(t.firsts)
		}
	}
	for _, c := range p.counts {
		if !c.has[label] {
			continue
		}
		if is := p.spec.Anchors[c.anchor].Counted; is != nil && s.table.bit(is.Bit, row) != yes {
			continue
		}
		change()
		out[c.at]++
	}
	if out == nil {
		return regs
	}
	return out
}

// block is place for n registers, from a page of many.
func (s *search) block(n int) []int32 {
	if len(s.page) < n {
		s.page = make([]int32, max(4096, n))
	}
	b := s.page[:0:n]
	s.page = s.page[n:]
	return b
}

// needs finds, for each instruction, the registers that conditions of labels behind it ask for.
func (p *Program) needs() {
	if p.registers == 0 {
		return
	}
	ofLabel := make([][]bool, p.spec.Labels)
	for l, c := range p.spec.Conditions {
		ofLabel[l] = make([]bool, p.registers)
		p.asked(c, ofLabel[l])
	}
	p.need = make([][]int, len(p.code))
	reach := make([]map[int]bool, len(p.code)) // labels behind
	for changed := true; changed; {
		changed = false
		for i := len(p.code) - 1; i >= 0; i-- {
			if reach[i] == nil {
				reach[i] = map[int]bool{}
			}
			before := len(reach[i])
			from := func(j int) {
				for l := range reach[j] {
					reach[i][l] = true
				}
			}
			switch in := p.code[i]; in.op {
			case opLabel:
				reach[i][in.x] = true
				from(i + 1)
			case opJump:
				from(in.x)
			case opSplit:
				from(in.x)
				from(in.y)
			case opDone:
			default:
				from(i + 1)
			}
			changed = changed || len(reach[i]) > before
		}
	}
	for i := range p.code {
		wanted := make([]bool, p.registers)
		for l := range reach[i] {
			for r, is := range ofLabel[l] {
				wanted[r] = wanted[r] || is
			}
		}
		for r, is := range wanted {
			if is {
				p.need[i] = append(p.need[i], r)
			}
		}
	}
}

// asked marks the registers that a condition asks for, now or when more rows have come.
func (p *Program) asked(c *Condition, regs []bool) {
	if c == nil {
		return
	}
	all := func(t *tracked) {
		if t == nil {
			return
		}
		n := t.firsts + t.lasts
		if t.classified {
			n *= 2
		}
		for i := range n {
			regs[t.at+i] = true
		}
	}
	anchor := func(i int) {
		all(p.anchorOf[i])
		if p.spec.Anchors[i].Kind == Count {
			regs[p.countAt[i]] = true
		}
	}
	switch c.Op {
	case Bit:
		if c.Anchor >= 0 {
			anchor(c.Anchor)
		}
		for _, i := range c.Classifiers {
			all(p.classifierOf[i])
		}
	case Comparison, Pair:
		anchor(c.LeftAt)
		anchor(c.Other)
	}
	for _, arg := range c.Args {
		p.asked(arg, regs)
	}
}
