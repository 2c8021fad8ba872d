package trinoregexp

// opcode is what an instruction does.
type opcode uint8

const (
	opMatch opcode = iota
	opChar
	opFold
	opAny
	opAnyNoLine
	opClass
	opSplit     // first x, then y
	opJump      // to x
	opOpen      // group n begins
	opClose     // group n ends
	opAnchor    // kind n
	opBackref   // group n
	opFoldRef   // group n, case does not matter
	opMark      // remembers the stack and the place in register n
	opCut       // forgets what could be gone back to since register n's mark
	opBack      // opCut, and back to the marked place
	opTry       // goes on at x where what follows fails
	opRefuse    // what follows opTry did not fail: forgets it, and fails
	opStep      // n characters back
	opFail      //
	opEnter     // a repetition begins: its place to register n
	opLeave     // a repetition ends: goes on at x if it was empty
	opLeaveWith // opLeave, where groups count, too
	opStar      // as often as set of n, at least y times: greedy
	opLazyStar  //
	opFastStar  // possessive
)

type instruction struct {
	op   opcode
	n    int
	x, y int
	r    rune
	fold []rune
	set  set
	low  [4]uint64 // a class's characters below 256
	// follow is of opStar and opLazyStar.
	follow *follow
}

// program is a compiled pattern.
type program struct {
	code      []instruction
	pure      []bool // by instruction, nil if none is: see memo
	groups    int
	registers int
}

const mostCode = 100000

type compiler struct{ program }

func (c *compiler) emit(i instruction) int {
	if len(c.code) >= mostCode {
		panic(&Error{unsupported + "a regular expression so large is not in Tarn yet"})
	}
	c.code = append(c.code, i)
	return len(c.code) - 1
}

func (c *compiler) register() int {
	c.registers++
	return c.registers - 1
}

func compile(n node, groups int) program {
	c := &compiler{program{groups: groups}}
	c.node(n)
	c.emit(instruction{op: opMatch})
	c.follows()
	c.remembers()
	return c.program
}

// single is the instruction of a node that takes exactly one character.
func single(n node) (instruction, bool) {
	switch n := bare(n).(type) {
	case *char:
		if !n.fold {
			return instruction{op: opChar, r: n.r}, true
		}
		if len(longFolds(n.r)) > 0 {
			return instruction{}, false
		}
		return instruction{op: opFold, r: n.r, fold: folded(n.r)}, true
	case *dot:
		if n.all {
			return instruction{op: opAny}, true
		}
		return instruction{op: opAnyNoLine}, true
	case *class:
		if len(n.more) > 0 {
			return instruction{}, false
		}
		return classInstruction(n.set), true
	}
	return instruction{}, false
}

// bare takes off the groups that only group, flags or none.
func bare(n node) node {
	for {
		n = unwrap(n)
		f, ok := n.(*flagged)
		if !ok {
			return n
		}
		n = f.x
	}
}

func classInstruction(s set) instruction {
	i := instruction{op: opClass, set: s}
	for _, x := range s {
		for r := x.lo; r <= x.hi && r < 256; r++ {
			i.low[r/64] |= 1 << (r % 64)
		}
	}
	return i
}

func (c *compiler) node(n node) {
	switch n := n.(type) {
	case *char:
		if i, ok := single(n); ok {
			c.emit(i)
			return
		}
		c.chars([]*char{n})
	case *dot:
		i, _ := single(n)
		c.emit(i)
	case *class:
		branches := []func(){func() { c.emit(classInstruction(n.set)) }}
		for _, text := range n.more {
			branches = append(branches, func() { c.text(text) })
		}
		c.branches(branches)
	case *concat:
		c.concat(n.items)
	case *alt:
		var branches []func()
		for _, x := range n.items {
			branches = append(branches, func() { c.node(x) })
		}
		c.branches(branches)
	case *repeat:
		c.repeat(n)
	case *flagged:
		c.node(n.x)
	case *group:
		c.emit(instruction{op: opOpen, n: n.n})
		c.node(n.x)
		c.emit(instruction{op: opClose, n: n.n})
	case *atomic:
		c.atomic(n)
	case *backref:
		op := opBackref
		if n.fold {
			op = opFoldRef
		}
		c.emit(instruction{op: op, n: n.n})
	case *anchor:
		c.emit(instruction{op: opAnchor, n: int(n.kind)})
	case *look:
		c.look(n)
	}
}

func (c *compiler) text(rs []rune) {
	for _, r := range rs {
		c.emit(instruction{op: opFold, r: r, fold: folded(r)})
	}
}

// branches tries one after another.
func (c *compiler) branches(list []func()) {
	var ends []int
	for i, f := range list {
		if i == len(list)-1 {
			f()
			break
		}
		split := c.emit(instruction{op: opSplit})
		c.code[split].x = len(c.code)
		f()
		ends = append(ends, c.emit(instruction{op: opJump}))
		c.code[split].y = len(c.code)
	}
	for _, e := range ends {
		c.code[e].x = len(c.code)
	}
}

// concat writes runs of characters whose case does not matter together: several may be equal to one.
func (c *compiler) concat(items []node) {
	for i := 0; i < len(items); {
		var run []*char
		for i+len(run) < len(items) {
			ch, ok := items[i+len(run)].(*char)
			if !ok || !ch.fold {
				break
			}
			run = append(run, ch)
		}
		if len(run) == 0 {
			c.node(items[i])
			i++
			continue
		}
		c.chars(run)
		i += len(run)
	}
}

// chars writes characters whose case does not matter, with what is equal to one or to several of them.
func (c *compiler) chars(run []*char) {
	for i := 0; i < len(run); {
		r := run[i].r
		wide := []func(){}
		size := 1
		for _, l := range longsAt(run[i:]) {
			size = max(size, len(l.text))
			wide = append(wide, func() {
				c.emit(instruction{op: opFold, r: l.is, fold: foldedAlike(l.is)})
			})
		}
		plain := func() { c.emit(instruction{op: opFold, r: r, fold: folded(r)}) }
		longs := longFolds(r)
		if len(wide) == 0 && len(longs) == 0 {
			plain()
			i++
			continue
		}
		// What is equal to several characters stands for all of them: the rest of the longest is written in each branch.
		branches := []func(){func() {
			plain()
			c.chars(run[i+1 : i+size])
		}}
		for _, text := range longs {
			branches = append(branches, func() {
				c.text(text)
				c.chars(run[i+1 : i+size])
			})
		}
		for k, l := range longsAt(run[i:]) {
			branches = append(branches, func() {
				wide[k]()
				c.chars(run[i+len(l.text) : i+size])
			})
		}
		c.branches(branches)
		i += size
	}
}

// foldedAlike are the characters with the same text of several, such as ß and ẞ.
func foldedAlike(r rune) []rune { return folded(r) }

// longsAt are the texts of several characters that a run begins with, case aside, and that one character is equal to.
func longsAt(run []*char) []long {
	if len(run) < 2 {
		return nil
	}
	var out []long
	for _, first := range folded(run[0].r) {
		for _, l := range unicodeTables().starts[first] {
			if len(l.text) > len(run) {
				continue
			}
			same := true
			for i, r := range l.text {
				same = same && equalFold(run[i].r, r)
			}
			if same {
				out = append(out, l)
			}
		}
	}
	return out
}

func (c *compiler) repeat(n *repeat) {
	if i, ok := single(n.x); ok && (n.high < 0 || n.high-n.low > 1) {
		c.star(n, i, opStar)
		return
	}
	for range n.low {
		c.node(n.x)
		if c.empty(n.x) {
			break
		}
	}
	if n.high >= 0 {
		var exits []int
		for range n.high - n.low {
			split := c.emit(instruction{op: opSplit})
			exits = append(exits, split)
			c.node(n.x)
		}
		for i, e := range exits {
			c.prefer(e, n.lazy, e+1, len(c.code))
			_ = i
		}
		return
	}
	split := c.emit(instruction{op: opSplit})
	reg, check := -1, minLength(n.x) == 0
	if check {
		reg = c.register()
		c.emit(instruction{op: opEnter, n: reg})
	}
	c.node(n.x)
	leave := -1
	if check {
		op := opLeave
		if hasGroup(n.x) {
			op = opLeaveWith
		}
		leave = c.emit(instruction{op: op, n: reg})
	}
	c.emit(instruction{op: opJump, x: split})
	c.prefer(split, n.lazy, split+1, len(c.code))
	if leave >= 0 {
		c.code[leave].x = len(c.code)
	}
}

// empty reports whether a node only ever matches the empty text and captures nothing: to repeat it changes nothing.
func (c *compiler) empty(n node) bool {
	l, ok := unwrap(n).(*concat)
	return ok && len(l.items) == 0
}

// prefer lets a split try its body first, or last if it is lazy.
func (c *compiler) prefer(split int, lazy bool, body, exit int) {
	if lazy {
		body, exit = exit, body
	}
	c.code[split].x, c.code[split].y = body, exit
}

func (c *compiler) star(n *repeat, i instruction, op opcode) {
	if n.lazy && op == opStar {
		op = opLazyStar
	}
	high := n.high
	if high < 0 {
		high = 1<<31 - 1
	}
	c.emit(instruction{op: op, n: len(c.code) + 1, x: n.low, y: high})
	c.emit(i)
}

func (c *compiler) atomic(n *atomic) {
	if r, ok := unwrap(n.x).(*repeat); ok && !r.lazy {
		if i, ok := single(r.x); ok {
			c.star(r, i, opFastStar)
			return
		}
	}
	reg := c.register()
	c.emit(instruction{op: opMark, n: reg})
	c.node(n.x)
	c.emit(instruction{op: opCut, n: reg})
}

func (c *compiler) look(n *look) {
	body := func(x node) {
		if n.behind {
			c.emit(instruction{op: opStep, n: length(x)})
		}
		c.node(x)
	}
	bodies := []node{n.x}
	if n.behind {
		bodies = behindBranches(n)
	}
	all := func() {
		var branches []func()
		for _, x := range bodies {
			branches = append(branches, func() { body(x) })
		}
		c.branches(branches)
	}
	reg := c.register()
	if n.negate {
		try := c.emit(instruction{op: opTry, n: reg})
		all()
		c.emit(instruction{op: opRefuse, n: reg})
		c.code[try].x = len(c.code)
		return
	}
	c.emit(instruction{op: opMark, n: reg})
	all()
	op := opBack
	if n.behind {
		op = opCut
	}
	c.emit(instruction{op: op, n: reg})
}
