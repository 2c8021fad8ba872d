package rows

// Log records repeat each other: who has one access key has one name and mostly one address. A leaf therefore remembers which
// value came last in the company of another leaf's value, twice: beside the last value people search by (a principal, a key,
// an address), and beside the value of the leaf before. Both are guesses, and compared with the text before they count.

const guesses = 64

// company is what stands beside the next value.
type company struct {
	// near is the code of the leaf before, far that of the last leaf that people search.
	near, far uint32
}

// guess has codes plus one, by the code in company.
type guess struct {
	near, far [guesses]uint32
	// trust says which was right last.
	trustFar bool
}

// Again sets a string leaf of the last row, outside arrays, if text begins with a value that the leaf is likely to have, and
// goes on with stop. It returns the value's length, or -1: then it has set nothing. The values come from Learn.
func (b *Batch) Again(leaf int, text []byte, stop byte) int {
	l := &b.Leaves[leaf]
	g := l.guess
	if g == nil {
		return -1
	}
	first, second := g.near[b.beside.near%guesses], g.far[b.beside.far%guesses]
	if g.trustFar {
		first, second = second, first
	}
	n := l.matches(first, text, stop)
	if n < 0 {
		if first == second {
			return -1
		}
		if n = l.matches(second, text, stop); n < 0 {
			return -1
		}
		g.trustFar = !g.trustFar
		first = second
	}
	b.met(leaf, l, first-1)
	return n
}

func (l *Leaf) matches(guess uint32, text []byte, stop byte) int {
	if guess == 0 {
		return -1
	}
	v := l.Dict[guess-1]
	if n := len(v); n < len(text) && text[n] == stop && string(text[:n]) == v {
		return n
	}
	return -1
}

// Learn is SetString for a value that Again may find: one whose text is itself, without stop in it.
func (b *Batch) Learn(leaf int, v []byte) {
	l := &b.Leaves[leaf]
	code := b.code(l, v)
	if l.guess == nil {
		l.Codes[b.N-1] = l.max + code
		return
	}
	b.met(leaf, l, code)
}

// met sets the leaf and remembers the company it was met in.
func (b *Batch) met(leaf int, l *Leaf, code uint32) {
	l.Codes[b.N-1] = l.max + code
	l.guess.near[b.beside.near%guesses] = code + 1
	l.guess.far[b.beside.far%guesses] = code + 1
	b.beside.near = code
	if l.search {
		b.beside.far = code
	}
}
