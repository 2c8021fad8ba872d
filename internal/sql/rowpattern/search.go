package rowpattern

import (
	"encoding/binary"
	"errors"
	"slices"
)

// Program is a Spec, ready to be run. It can be run by several at once.
type Program struct {
	spec *Spec
	code []instruction

	tracked      []*tracked
	counts       []*counted
	anchorOf     []*tracked
	classifierOf []*tracked
	countAt      []int
	registers    int
	blank        []int32
	// need are, for each instruction, the registers that matter behind it.
	need [][]int
	// must are, for each instruction, the labels that every match behind it has.
	must [][]int
	// steps and threads are maxSteps and maxThreads.
	steps, threads int
}

// Compile makes a program of a spec.
func Compile(spec *Spec) (*Program, error) {
	code, err := compile(spec.Pattern)
	if err != nil {
		return nil, err
	}
	p := &Program{spec: spec, code: code, steps: maxSteps, threads: maxThreads}
	p.remember()
	p.must = make([][]int, len(code))
	if !spec.Fallible {
		p.must = mustHave(code, spec.Labels)
	}
	return p, nil
}

// maxSteps bounds the work on a partition, maxThreads what is followed at a time.
const (
	maxSteps   = 300_000_000
	maxThreads = 100_000
)

var (
	errSteps   = errors.New("EXCEEDED_TIME_LIMIT: the row pattern takes more than 300 million steps in one partition: let fewer rows begin a match, or partition them")
	errThreads = errors.New("EXCEEDED_LOCAL_MEMORY_LIMIT: the row pattern has more than 100000 ways to match the same rows")
	errFailed  = errors.New("GENERIC_INTERNAL_ERROR: a condition of a row pattern fails")
	errMissing = errors.New("GENERIC_USER_ERROR: AFTER MATCH SKIP failed: pattern variable is not present in match")
	errFirst   = errors.New("GENERIC_USER_ERROR: AFTER MATCH SKIP failed: cannot skip to first row of match")
)

// search runs a program over one partition.
type search struct {
	program *Program
	table   *Table
	steps   int
	number  int
	start   int // the row that the match begins with

	seen       []int // the generation that an instruction was seen in
	generation int
	seenWith   map[string]bool
	key        []byte
	page       []int32
	nodes      []history
	// last is, for each label, the last row that may have it.
	last []int
	// failure is the condition that fails.
	failure []int64
	current []thread
	next    []thread
}

// history is the labels of a thread's rows, the last one first.
type history struct {
	before *history
	label  int
	regs   []int32
}

// saved is the edges of exclusions, the last one first.
type saved struct {
	before *saved
	at     int
}

type thread struct {
	pc    int
	past  *history
	saved *saved
}

func (s *search) step() error {
	if s.steps++; s.steps > s.program.steps {
		return errSteps
	}
	return nil
}

// match is a match that was found: the labels of its rows, and the edges of what is excluded, from its first row.
type match struct {
	labels []int
	edges  []int
}

// at looks for a match that begins with a row.
func (s *search) at(start int) (*match, error) {
	s.start = start
	var found *thread
	current, next := s.current[:0], s.next[:0]
	defer func() { s.current, s.next = current, next }()
	s.fresh()
	if err := s.advance(&current, thread{}, start); err != nil {
		return nil, err
	}
	for row := start; row <= s.table.Rows && len(current) > 0; row++ {
		s.fresh()
		next = next[:0]
		for _, t := range current {
			in := s.program.code[t.pc]
			if in.op == opDone {
				found = &t
				break // the others are less preferred
			}
			if err := s.step(); err != nil {
				return nil, err
			}
			regs := s.program.blank
			if t.past != nil {
				regs = t.past.regs
			}
			if s.program.registers > 0 {
				regs = s.after(regs, in.x, row)
			}
			if c := s.program.spec.Conditions[in.x]; c != nil {
				value := s.evaluate(c, place{start, row, s.number, regs})
				if value == failed {
					return nil, errFailed
				}
				if value != yes {
					continue
				}
			}
			if err := s.advance(&next, thread{t.pc + 1, s.remembered(t.past, in.x, regs), t.saved}, row+1); err != nil {
				return nil, err
			}
		}
		if len(next) > s.program.threads {
			return nil, errThreads
		}
		current, next = next, current
	}
	for _, t := range current { // at the end of the partition
		if s.program.code[t.pc].op == opDone {
			found = &t
			break
		}
	}
	if found == nil {
		return nil, nil
	}
	return found.match(), nil
}

// remembered is a history with one more row. Histories come from pages of many.
func (s *search) remembered(past *history, label int, regs []int32) *history {
	if len(s.nodes) == 0 {
		s.nodes = make([]history, 256)
	}
	h := &s.nodes[0]
	s.nodes = s.nodes[1:]
	*h = history{past, label, regs}
	return h
}

func (s *search) fresh() {
	s.generation++
	if s.program.registers > 0 {
		clear(s.seenWith)
	}
}

// known reports whether a thread that is preferred to this one was here and remembers the same.
func (s *search) known(t thread) bool {
	p := s.program
	if p.registers == 0 || len(p.need[t.pc]) == 0 || t.past == nil {
		was := s.seen[t.pc] == s.generation
		s.seen[t.pc] = s.generation
		return was
	}
	s.key = binary.LittleEndian.AppendUint32(s.key[:0], uint32(t.pc))
	for _, r := range p.need[t.pc] {
		s.key = binary.LittleEndian.AppendUint32(s.key, uint32(t.past.regs[r]))
	}
	if s.seenWith[string(s.key)] {
		return true
	}
	s.seenWith[string(s.key)] = true
	return false
}

// advance follows a thread up to where it wants a row. Row is the next one.
func (s *search) advance(list *[]thread, t thread, row int) error {
	for {
		if err := s.step(); err != nil {
			return err
		}
		if s.known(t) {
			return nil
		}
		switch in := s.program.code[t.pc]; in.op {
		case opStart:
			if row != 1 {
				return nil
			}
			t.pc++
		case opEnd:
			if row != s.table.Rows+1 {
				return nil
			}
			t.pc++
		case opJump:
			t.pc = in.x
		case opSplit:
			other := t
			t.pc = in.x
			if err := s.advance(list, t, row); err != nil {
				return err
			}
			t = other
			t.pc = in.y
		case opSave:
			t.saved = &saved{t.saved, row - s.start}
			t.pc++
		default:
			for _, l := range s.program.must[t.pc] {
				if s.last[l] < row {
					return nil
				}
			}
			*list = append(*list, t)
			return nil
		}
	}
}

func (t thread) match() *match {
	m := &match{}
	for h := t.past; h != nil; h = h.before {
		m.labels = append(m.labels, h.label)
	}
	slices.Reverse(m.labels)
	for e := t.saved; e != nil; e = e.before {
		m.edges = append(m.edges, e.at)
	}
	slices.Reverse(m.edges)
	return m
}
