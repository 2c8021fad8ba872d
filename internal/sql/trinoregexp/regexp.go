package trinoregexp

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// Regexp is a pattern that was read. It may be used by several goroutines.
type Regexp struct {
	root    node
	names   map[string]int
	program program
	prefix  string // what every match begins with
	must    string // what every match has in it, "" if that is its prefix
	first   *[256]bool
	atStart bool
	// tailLine says that such a match may end before a line feed at the end.
	tailLine bool
	tail     int // the most bytes of a match that ends where the text does, -1 where it may end elsewhere or be long
	idle     sync.Pool
}

// Compile reads a pattern. The error is an *Error.
func Compile(pattern string) (re *Regexp, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			re, err = nil, e
		}
	}()
	p := &parser{s: pattern}
	re = &Regexp{root: p.parse(), names: p.names}
	re.program = compile(re.root, p.groups)
	re.prefix = prefix(re.root)
	if re.must = must(re.root); re.must == re.prefix {
		re.must = ""
	}
	re.first = firstBytes(re.root)
	re.atStart = startsText(re.root)
	if re.tail = tail(re.root); re.tail >= 0 {
		re.tailLine = tailLine(re.root)
	}
	re.idle.New = func() any {
		return &machine{program: &re.program, caps: make([]int, 2*(re.program.groups+1)), regs: make([]int, 2*re.program.registers)}
	}
	return re, nil
}

// Groups is the number of groups.
func (re *Regexp) Groups() int { return re.program.groups }

// Group is a named group's number.
func (re *Regexp) Group(name string) (int, bool) {
	n, ok := re.names[name]
	return n, ok
}

// Each calls f with every match's places, two for each group, -1 where it took no part, until f says no. f must not keep them.
// The error is an *Error: the search takes too long.
func (re *Regexp) Each(s string, f func(places []int) bool) error { return re.From(s, 0, f) }

// From is Each from a place on.
func (re *Regexp) From(s string, from int, f func(places []int) bool) (err error) {
	m := re.idle.Get().(*machine)
	defer func() {
		if r := recover(); r != nil {
			if r != errTooLong {
				panic(r)
			}
			m.stack, err = nil, errTooLong
		}
		m.s = ""
		re.idle.Put(m)
	}()
	m.s, m.steps = s, 0
	for from <= len(s) {
		if !re.find(m, from) || !f(m.caps) {
			return nil
		}
		to := m.caps[1]
		if to == m.caps[0] {
			if to == len(s) {
				return nil
			}
			_, n := utf8.DecodeRuneInString(s[to:])
			to += n
		}
		from = to
	}
	return nil
}

// find is the first match from a place on.
func (re *Regexp) find(m *machine, from int) bool {
	m.search = from
	m.memo.on, m.memo.began = false, m.steps
	if re.tail >= 0 {
		if from = re.tailStart(m.s, from); from < 0 {
			return false
		}
	}
	if re.must != "" && !strings.Contains(m.s[from:], re.must) {
		return false
	}
	for pos := from; pos <= len(m.s); {
		switch {
		case re.atStart && pos > 0:
			return false
		case re.prefix != "":
			i := strings.Index(m.s[pos:], re.prefix)
			if i < 0 {
				return false
			}
			pos += i
		case re.first != nil:
			for pos < len(m.s) && !re.first[m.s[pos]] {
				pos++
			}
			if pos == len(m.s) {
				return false
			}
		}
		if m.try(pos) {
			m.caps[0] = pos
			return true
		}
		if pos == len(m.s) {
			return false
		}
		_, n := utf8.DecodeRuneInString(m.s[pos:])
		pos += n
	}
	return false
}

// prefix is the text that all matches begin with.
func prefix(n node) string {
	switch n := n.(type) {
	case *char:
		if !n.fold {
			return string(n.r)
		}
	case *concat:
		var b strings.Builder
		for _, x := range n.items {
			c, ok := x.(*char)
			if !ok || c.fold {
				if b.Len() == 0 {
					return prefix(x)
				}
				break
			}
			b.WriteRune(c.r)
		}
		return b.String()
	case *flagged:
		return prefix(n.x)
	case *group:
		return prefix(n.x)
	case *atomic:
		return prefix(n.x)
	case *repeat:
		if n.low > 0 {
			return prefix(n.x)
		}
	}
	return ""
}

// startsText reports whether a match can only begin where the text does.
func startsText(n node) bool {
	switch n := n.(type) {
	case *anchor:
		return n.kind == beginText
	case *concat:
		return len(n.items) > 0 && startsText(n.items[0])
	case *flagged:
		return startsText(n.x)
	case *group:
		return startsText(n.x)
	case *alt:
		for _, x := range n.items {
			if !startsText(x) {
				return false
			}
		}
		return true
	}
	return false
}

// firstBytes are the bytes that a match can begin with, nil where it may be empty.
func firstBytes(n node) *[256]bool {
	var f [256]bool
	if !first(n, &f) {
		return nil
	}
	return &f
}

// first adds the bytes that n can begin with, and reports whether n takes a character.
func first(n node, f *[256]bool) bool {
	set := func(i instruction) {
		for b := range 128 {
			f[b] = f[b] || one(&i, string(rune(b)), 0) > 0
		}
		for b := 128; b < 256; b++ {
			f[b] = true
		}
	}
	switch n := n.(type) {
	case *char, *dot, *class:
		i, ok := single(n)
		if !ok {
			for b := range f {
				f[b] = true
			}
			return true
		}
		set(i)
		if c, ok := n.(*char); ok && c.fold {
			// Texts of several characters may be equal to one that begins with another byte, which is none of ASCII.
			return true
		}
		return true
	case *concat:
		for _, x := range n.items {
			if first(x, f) {
				return true
			}
		}
		return false
	case *alt:
		all := true
		for _, x := range n.items {
			all = first(x, f) && all
		}
		return all
	case *repeat:
		return first(n.x, f) && n.low > 0
	case *flagged:
		return first(n.x, f)
	case *group:
		return first(n.x, f)
	case *atomic:
		return first(n.x, f)
	case *backref:
		for b := range f {
			f[b] = true
		}
		return false
	}
	return false
}
