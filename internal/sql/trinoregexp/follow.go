package trinoregexp

import (
	"slices"
	"unicode/utf8"
)

// follow is the bytes that what comes after a repetition can begin with, nil where that may be anything or nothing. Going back
// into the repetition, the places before other bytes need no try: what follows would fail there at once.
type follow [256]bool

// follows notes what can come after each repetition of single characters.
func (p *program) follows() {
	const most = 10000 // instructions: a pattern so large would take long to compile, for little
	if len(p.code) > most {
		return
	}
	for pc := range p.code {
		i := &p.code[pc]
		if i.op != opStar && i.op != opLazyStar {
			continue
		}
		var f follow
		steps := 64
		if !p.begins(pc+2, &f, &steps) {
			continue
		}
		i.follow = &f
		if i.op == opStar && !f.meets(&p.code[i.n]) {
			i.op = opFastStar // each place to go back to is before a character of its own
		}
	}
}

// begins adds the first bytes of what pc goes on with. It gives up where there may be none, or after too many steps.
func (p *program) begins(pc int, f *follow, steps *int) bool {
	for {
		if *steps--; *steps < 0 {
			return false
		}
		i := &p.code[pc]
		switch i.op {
		case opOpen, opClose:
			pc++
		case opJump:
			pc = i.x
		case opSplit:
			if !p.begins(i.x, f, steps) {
				return false
			}
			pc = i.y
		case opChar, opFold, opAny, opAnyNoLine, opClass:
			f.add(i)
			return true
		case opStar, opFastStar, opLazyStar:
			f.add(&p.code[i.n])
			if i.x > 0 {
				return true
			}
			pc += 2
		default:
			return false
		}
	}
}

// add adds the bytes that a character begins with.
func (f *follow) add(i *instruction) {
	for b := range utf8.RuneSelf {
		f[b] = f[b] || one(i, string(rune(b)), 0) > 0
	}
	if i.beyondASCII() {
		for b := utf8.RuneSelf; b < len(f); b++ {
			f[b] = true
		}
	}
}

// meets reports whether a character can begin with one of the bytes.
func (f *follow) meets(i *instruction) bool {
	var own follow
	own.add(i)
	for b := range own {
		if own[b] && f[b] {
			return true
		}
	}
	return false
}

// beyondASCII reports whether a character can be one that is not of ASCII.
func (i *instruction) beyondASCII() bool {
	switch i.op {
	case opChar:
		return i.r >= utf8.RuneSelf
	case opFold:
		return slices.ContainsFunc(i.fold, func(r rune) bool { return r >= utf8.RuneSelf })
	case opClass:
		return len(i.set) > 0 && i.set[len(i.set)-1].hi >= utf8.RuneSelf
	}
	return true
}

// at reports whether what follows can begin at a place.
func (f *follow) at(s string, pos int) bool { return pos < len(s) && f[s[pos]] }

// run takes characters of ASCII that a class has, at most n.
func run(i *instruction, s string, pos, n int) int {
	from := pos
	end := len(s)
	if n < end-pos {
		end = pos + n
	}
	switch i.op {
	case opClass:
		for pos < end && s[pos] < utf8.RuneSelf && i.low[s[pos]/64]&(1<<(s[pos]%64)) != 0 {
			pos++
		}
	case opAny, opAnyNoLine:
		for pos < end && s[pos] < utf8.RuneSelf && (s[pos] != '\n' || i.op == opAny) {
			pos++
		}
	}
	return pos - from
}
