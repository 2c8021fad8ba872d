package trinoregexp

import (
	"unicode/utf8"
)

// Bounds of one search: a regular expression that takes longer fails.
const (
	mostSteps  = 30_000_000
	mostFrames = 4_000_000
)

// frame is what is gone back to, or restored on the way back.
type frame struct {
	kind frameKind
	pc   int32
	n    int32
	pos  int
	old  int
}

type frameKind uint8

const (
	branchFrame frameKind = iota // go on at pc, pos
	openFrame                    // group n began at pos, ended at old
	closeFrame                   // group n ended at old
	enterFrame                   // register n was old
	starFrame                    // a greedy repetition may end anywhere from old to pos
	lazyFrame                    // a lazy one may take one more of at most old
)

// machine matches one program on texts, one after another.
type machine struct {
	*program
	s      string
	caps   []int
	regs   []int
	stack  []frame
	steps  int
	search int
	memo   memo
}

var errTooLong = &Error{"EXCEEDED_TIME_LIMIT: The regular expression takes too long on this text: it goes back over the text again and again"}

// try matches at pos; caps has the groups then.
func (m *machine) try(pos int) bool {
	m.stack = m.stack[:0]
	for i := range m.caps {
		m.caps[i] = -1
	}
	s, pc := m.s, 0
	for {
		if m.steps++; m.steps > mostSteps || len(m.stack) > mostFrames {
			panic(errTooLong)
		}
		i := &m.code[pc]
		ok := true
		switch i.op {
		case opMatch:
			m.caps[1] = pos
			return true
		case opChar, opFold, opAny, opAnyNoLine, opClass:
			n := one(i, s, pos)
			if ok = n > 0; ok {
				pos += n
				pc++
			}
		case opSplit:
			m.stack = append(m.stack, frame{kind: branchFrame, pc: int32(i.y), pos: pos})
			pc = i.x
		case opJump:
			pc = i.x
		case opOpen:
			m.stack = append(m.stack, frame{kind: openFrame, n: int32(i.n), pos: m.caps[2*i.n], old: m.caps[2*i.n+1]})
			m.caps[2*i.n] = pos
			pc++
		case opClose:
			m.stack = append(m.stack, frame{kind: closeFrame, n: int32(i.n), old: m.caps[2*i.n+1]})
			m.caps[2*i.n+1] = pos
			pc++
		case opAnchor:
			ok = m.anchored(anchorKind(i.n), pos)
			pc++
		case opBackref, opFoldRef:
			var n int
			if n, ok = m.backref(i, pos); ok {
				pos += n
				pc++
			}
		case opMark:
			m.regs[2*i.n], m.regs[2*i.n+1] = len(m.stack), pos
			pc++
		case opCut:
			m.cut(m.regs[2*i.n])
			pc++
		case opBack:
			m.cut(m.regs[2*i.n])
			pos = m.regs[2*i.n+1]
			pc++
		case opTry:
			m.regs[2*i.n] = len(m.stack)
			m.stack = append(m.stack, frame{kind: branchFrame, pc: int32(i.x), pos: pos})
			pc++
		case opRefuse:
			m.unwind(m.regs[2*i.n])
			ok = false
		case opStep:
			for n := i.n; n > 0 && ok; n-- {
				if ok = pos > 0; ok {
					_, size := utf8.DecodeLastRuneInString(s[:pos])
					pos -= size
				}
			}
			pc++
		case opFail:
			ok = false
		case opEnter:
			m.stack = append(m.stack, frame{kind: enterFrame, n: int32(i.n), old: m.regs[2*i.n]})
			m.regs[2*i.n] = pos
			pc++
		case opLeave:
			pc++
			if m.regs[2*i.n] == pos {
				pc = i.x
			}
		case opLeaveWith:
			pc++
			if m.regs[2*i.n] == pos {
				switch m.changed(i.n, pos) {
				case unchanged:
					pc = i.x
				case moved:
					ok = false
				}
			}
		case opStar, opFastStar:
			body := &m.code[i.n]
			from, count := pos, 0
			least := pos
			if n := run(body, s, pos, i.y); n > 0 {
				pos += n
				if count = n; count >= i.x {
					least = from + i.x
				}
			}
			for count < i.y {
				n := one(body, s, pos)
				if n == 0 {
					break
				}
				pos += n
				if count++; count == i.x {
					least = pos
				}
			}
			m.steps += (pos - from) / 8
			if ok = count >= i.x; ok {
				if i.x == 0 {
					least = from
				}
				if i.op == opStar && pos > least {
					m.stack = append(m.stack, frame{kind: starFrame, pc: int32(pc + 2), pos: pos, old: least})
				}
				pc += 2
			}
		case opLazyStar:
			body := &m.code[i.n]
			for count := 0; count < i.x && ok; count++ {
				n := one(body, s, pos)
				ok = n > 0
				pos += n
			}
			if ok {
				if i.y > i.x {
					m.stack = append(m.stack, frame{kind: lazyFrame, pc: int32(pc), pos: pos, old: i.y - i.x})
				}
				pc += 2
			}
		}
		if !ok {
			if pc, pos, ok = m.back(); !ok {
				return false
			}
		}
	}
}

// back goes to the latest place where there was a choice.
func (m *machine) back() (pc, pos int, ok bool) {
	for n := len(m.stack) - 1; n >= 0; n-- {
		f := &m.stack[n]
		switch f.kind {
		case branchFrame:
			pc, pos = int(f.pc), f.pos
			m.stack = m.stack[:n]
			if !m.tried(pc, pos) {
				return pc, pos, true
			}
		case starFrame:
			star := &m.code[f.pc-2]
			for {
				_, size := utf8.DecodeLastRuneInString(m.s[:f.pos])
				f.pos -= size
				if f.pos <= f.old || star.follow == nil || star.follow.at(m.s, f.pos) {
					break
				}
			}
			pc, pos = int(f.pc), f.pos
			if f.pos <= f.old {
				n--
			}
			m.stack = m.stack[:n+1]
			if !m.tried(pc, pos) {
				return pc, pos, true
			}
			m.steps++
			n = len(m.stack) // it may have more places
		case lazyFrame:
			star := &m.code[f.pc]
			size := one(&m.code[star.n], m.s, f.pos)
			if size > 0 {
				f.pos += size
				f.old--
				for f.old > 0 && star.follow != nil && !star.follow.at(m.s, f.pos) {
					if size = one(&m.code[star.n], m.s, f.pos); size == 0 {
						break
					}
					f.pos += size
					f.old--
					m.steps++
				}
				pc, pos = int(f.pc)+2, f.pos
				if f.old == 0 {
					n--
				}
				m.stack = m.stack[:n+1]
				if !m.tried(pc, pos) {
					return pc, pos, true
				}
				m.steps++
				n = len(m.stack)
			}
		default:
			m.restore(f)
		}
	}
	m.stack = m.stack[:0]
	return 0, 0, false
}

func (m *machine) restore(f *frame) {
	switch f.kind {
	case openFrame:
		m.caps[2*f.n], m.caps[2*f.n+1] = f.pos, f.old
	case closeFrame:
		m.caps[2*f.n+1] = f.old
	case enterFrame:
		m.regs[2*f.n] = f.old
	}
}

// unwind takes back all from a height on.
func (m *machine) unwind(height int) {
	for n := len(m.stack) - 1; n >= height; n-- {
		m.restore(&m.stack[n])
	}
	m.stack = m.stack[:height]
}

// cut forgets the choices from a height on, not what is to be restored.
func (m *machine) cut(height int) {
	kept := m.stack[:height]
	for _, f := range m.stack[height:] {
		if f.kind == openFrame || f.kind == closeFrame || f.kind == enterFrame {
			kept = append(kept, f)
		}
	}
	m.stack = kept
}

// one is the size of the character at pos if an instruction takes it, else 0.
func one(i *instruction, s string, pos int) int {
	if pos >= len(s) {
		return 0
	}
	r, n := rune(s[pos]), 1
	if r >= utf8.RuneSelf {
		r, n = utf8.DecodeRuneInString(s[pos:])
	}
	ok := true
	switch i.op {
	case opChar:
		ok = r == i.r
	case opFold:
		ok = false
		for _, x := range i.fold {
			ok = ok || x == r
		}
	case opAnyNoLine:
		ok = r != '\n'
	case opClass:
		if r < 256 {
			ok = i.low[r/64]&(1<<(r%64)) != 0
		} else {
			ok = i.set.has(r)
		}
	}
	if !ok {
		return 0
	}
	return n
}

func (m *machine) anchored(k anchorKind, pos int) bool {
	s := m.s
	switch k {
	case beginText:
		return pos == 0
	case beginLine:
		return pos == 0 || s[pos-1] == '\n' && pos < len(s)
	case endText:
		return pos == len(s)
	case endTextLine, endLine:
		return pos == len(s) || s[pos] == '\n' && (k == endLine || pos+1 == len(s))
	case beginSearch:
		return pos == m.search
	case wordBoundary:
		return m.word(pos, false) != m.word(pos, true)
	}
	return m.word(pos, false) == m.word(pos, true)
}

// word reports whether the character before or after a place is one of a word.
func (m *machine) word(pos int, before bool) bool {
	var r rune
	var n int
	if before {
		r, n = utf8.DecodeLastRuneInString(m.s[:pos])
	} else {
		r, n = utf8.DecodeRuneInString(m.s[pos:])
	}
	if n == 0 {
		return false
	}
	if r < utf8.RuneSelf {
		return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	s, _ := property("word")
	return s.has(r)
}

func (m *machine) backref(i *instruction, pos int) (int, bool) {
	from, to := m.caps[2*i.n], m.caps[2*i.n+1]
	if from < 0 || to < from {
		return 0, false
	}
	text := m.s[from:to]
	if i.op == opBackref {
		if len(m.s)-pos < len(text) || m.s[pos:pos+len(text)] != text {
			return 0, false
		}
		m.steps += len(text) / 8
		return len(text), true
	}
	at := pos
	for _, r := range text {
		other, n := utf8.DecodeRuneInString(m.s[at:])
		if n == 0 || !equalFold(r, other) {
			return 0, false
		}
		at += n
	}
	return at - pos, at-pos == len(text)
}

// changed tells what an empty repetition did to the groups within.
type change uint8

const (
	unchanged change = iota
	changedGroup
	moved
)

func (m *machine) changed(reg, pos int) change {
	result := unchanged
	for n := len(m.stack) - 1; n >= 0; n-- {
		f := &m.stack[n]
		if f.kind == enterFrame && int(f.n) == reg {
			break
		}
		if f.kind != openFrame {
			continue
		}
		if f.old < 0 {
			return changedGroup
		}
		if f.pos != f.old {
			return changedGroup
		}
		if f.old != pos {
			result = moved
		}
	}
	return result
}
