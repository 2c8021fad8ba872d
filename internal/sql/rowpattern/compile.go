package rowpattern

import "errors"

// maxProgram bounds a program's size: {n} and PERMUTE write their parts many times.
const maxProgram = 100_000

var errLarge = errors.New("NOT_SUPPORTED: the row pattern is too large: its quantifiers and permutations make more than 100000 steps of it")

type opcode uint8

const (
	opLabel opcode = iota // x: the label
	opStart
	opEnd
	opJump  // x: the target
	opSplit // x: the preferred target, y: the other one
	opSave  // the edge of an exclusion
	opDone
)

type instruction struct {
	op   opcode
	x, y int
}

type compiler struct {
	code []instruction
	// excluded says that an exclusion is around: one within it adds nothing.
	excluded bool
}

func compile(p *Pattern) (code []instruction, err error) {
	defer func() {
		if r := recover(); r != nil {
			if r != errLarge { //nolint:errorlint // it is this very value
				panic(r)
			}
			err = errLarge
		}
	}()
	c := &compiler{}
	c.pattern(p)
	c.add(instruction{op: opDone})
	return c.code, nil
}

func (c *compiler) add(in instruction) int {
	if len(c.code) >= maxProgram {
		panic(errLarge)
	}
	c.code = append(c.code, in)
	return len(c.code) - 1
}

func (c *compiler) pattern(p *Pattern) {
	switch p.Kind {
	case Label:
		c.add(instruction{op: opLabel, x: p.Label})
	case Start:
		c.add(instruction{op: opStart})
	case End:
		c.add(instruction{op: opEnd})
	case Sequence:
		c.sequence(p.Parts)
	case Choice:
		parts := make([][]*Pattern, len(p.Parts))
		for i, part := range p.Parts {
			parts[i] = []*Pattern{part}
		}
		c.choice(parts)
	case Permutation:
		c.choice(c.permutations(p.Parts))
	case Exclusion:
		if c.excluded {
			c.pattern(p.Parts[0])
			return
		}
		c.excluded = true
		c.add(instruction{op: opSave})
		c.pattern(p.Parts[0])
		c.add(instruction{op: opSave})
		c.excluded = false
	case Repetition:
		c.repetition(p)
	}
}

func (c *compiler) sequence(parts []*Pattern) {
	for _, part := range parts {
		c.pattern(part)
	}
}

func (c *compiler) choice(parts [][]*Pattern) {
	var jumps []int
	for i, part := range parts {
		if i == len(parts)-1 {
			c.sequence(part)
			break
		}
		split := c.add(instruction{op: opSplit})
		c.sequence(part)
		jumps = append(jumps, c.add(instruction{op: opJump}))
		c.code[split].x, c.code[split].y = split+1, len(c.code)
	}
	for _, at := range jumps {
		c.code[at].x = len(c.code)
	}
}

// permutations are all orders of the parts, in the order of their numbers.
func (c *compiler) permutations(parts []*Pattern) [][]*Pattern {
	var all [][]*Pattern
	used := make([]bool, len(parts))
	var order []*Pattern
	var next func()
	next = func() {
		if len(order) == len(parts) {
			if len(all)*len(parts) > maxProgram {
				panic(errLarge)
			}
			all = append(all, append([]*Pattern(nil), order...))
			return
		}
		for i, part := range parts {
			if used[i] {
				continue
			}
			used[i] = true
			order = append(order, part)
			next()
			order = order[:len(order)-1]
			used[i] = false
		}
	}
	next()
	return all
}

// split writes a split whose first target is preferred, or the other way round.
func (c *compiler) split(at, first, second int, reluctant bool) {
	if reluctant {
		first, second = second, first
	}
	c.code[at] = instruction{opSplit, first, second}
}

func (c *compiler) repetition(p *Pattern) {
	body := p.Parts[0]
	if p.Max >= 0 {
		for range p.Min {
			c.pattern(body)
		}
		var splits []int
		for range p.Max - p.Min {
			splits = append(splits, c.add(instruction{op: opSplit}))
			c.pattern(body)
		}
		for _, at := range splits {
			c.split(at, at+1, len(c.code), p.Reluctant)
		}
		return
	}
	start := -1
	if p.Min == 0 {
		start = c.add(instruction{op: opSplit})
	}
	loop := len(c.code)
	c.pattern(body)
	for i := 1; i < p.Min; i++ {
		loop = len(c.code)
		c.pattern(body)
	}
	at := c.add(instruction{op: opSplit})
	c.split(at, loop, len(c.code), p.Reluctant)
	if start >= 0 {
		c.split(start, start+1, len(c.code), p.Reluctant)
	}
}
