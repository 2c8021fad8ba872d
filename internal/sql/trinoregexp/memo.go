package trinoregexp

// Where a place in the text and in the program was gone back to once and nothing came of it, nothing will come of it the next time:
// what a program does from there depends on these two alone, but for references to groups, repetitions of what may be empty, and what
// is within look-around and atomic groups. A search that takes long notes such places, which bounds it by the text's length times
// the program's, where it would else try each way to divide a text among repetitions.

// memoAfter is how many steps a search takes before it notes places: most take fewer, and are not slowed down.
var memoAfter = 100_000

// memoBits is the most places that are noted.
const memoBits = 256 << 20

// memo is the places of one search that nothing came of.
type memo struct {
	bits  []uint64
	on    bool
	began int // the steps when the search began
}

// remembers notes for each instruction whether going back to it depends on nothing but the place.
func (p *program) remembers() {
	p.pure = make([]bool, len(p.code))
	for pc := range p.code {
		switch p.code[pc].op {
		case opBackref, opFoldRef, opEnter, opLeave, opLeaveWith:
			p.pure = nil
			return
		}
		p.pure[pc] = true
	}
	for pc, i := range p.code {
		end := pc
		switch i.op {
		case opTry:
			end = i.x
		case opMark:
			for end < len(p.code)-1 && !((p.code[end].op == opBack || p.code[end].op == opCut) && p.code[end].n == i.n) {
				end++
			}
			end++
		}
		for k := pc; k < end; k++ {
			p.pure[k] = false
		}
	}
}

// tried reports whether a place was gone back to before, and notes it.
func (m *machine) tried(pc, pos int) bool {
	took := m.steps - m.memo.began
	if took < memoAfter || m.pure == nil || !m.pure[pc] {
		return false
	}
	if !m.memo.on {
		n := len(m.code) * (len(m.s) + 1)
		const cheap = 256 // places are cleared in the time of a step
		if n > memoBits || took < n/cheap && memoAfter > 0 {
			return false
		}
		n = n/64 + 1
		if cap(m.memo.bits) < n {
			m.memo.bits = make([]uint64, n)
		}
		m.memo.bits = m.memo.bits[:n]
		clear(m.memo.bits)
		m.memo.on = true
	}
	bit := pc*(len(m.s)+1) + pos
	word, mask := &m.memo.bits[bit/64], uint64(1)<<(bit%64)
	if *word&mask != 0 {
		return true
	}
	*word |= mask
	return false
}
