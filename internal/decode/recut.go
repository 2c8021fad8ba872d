package decode

import (
	"bytes"
	"fmt"
)

const ambiguous = "ambiguous: its quotes can be read in more than one way"

// recut is the search for the way to cut a line whose values have quotes in them.
type recut struct {
	best  []span
	n     int
	rest  int
	extra int  // of the best, the fields beyond the known ones
	short bool // of the best, that it has fewer fields than it should
	ways  int  // as good as the best
	steps int
}

// most is how many fields are looked at for one line.
const mostSteps = 20_000

// cutAnew cuts a line, at any quotes in the fields that may have them: the way that leaves the fewest fields over counts (but see found),
// so that a client cannot end a line early and have the rest taken for fields that are new. Where two ways are as good as each
// other, or there are too many, the line is not read.
func (d *delimited) cutAnew(line []byte) (n, rest int, why string) {
	a := &d.again
	a.ways, a.steps = 0, mostSteps
	d.walk(line, 0, 0)
	if a.ways == 0 && a.steps > 0 {
		return 0, 0, fmt.Sprintf("not %s: its fields are not those that are known", d.what)
	}
	if a.ways != 1 || a.steps <= 0 {
		return 0, 0, ambiguous
	}
	copy(d.spans, a.best[:a.n])
	return a.n, a.rest, ""
}

// walk cuts field k, which begins at i, and those after it, in every way.
func (d *delimited) walk(line []byte, k, i int) {
	a := &d.again
	if a.steps--; a.steps < 0 {
		return
	}
	if i > len(line) {
		if k > 0 && d.columns[k-1].end {
			d.found(k, len(line), 0)
		}
		return
	}
	if k == len(d.columns) {
		if extra := wellFormed(line[i:]); extra > 0 {
			d.found(k, i, extra)
		}
		return
	}
	c := &d.columns[k]
	for end := closes(c, line, i); end >= 0; end = closesNext(line, end) {
		if end == len(line) || line[end] == ' ' {
			s := inner(c, line, i, end)
			if c.fits(line, s) && (c.form != free || line[i] == '"' && c.whole(line[i+1:end-1])) {
				d.spans[k] = s
				d.walk(line, k+1, end+1)
			}
		}
		if c.form != free || line[i] != '"' || a.steps < 0 {
			return
		}
	}
}

// whole reports whether the text between two quotes can be all of a field: a request ends in its protocol.
func (c *column) whole(text []byte) bool {
	if !c.request {
		return true
	}
	last := text[bytes.LastIndexByte(text, ' ')+1:]
	return bytes.HasPrefix(last, []byte("HTTP/")) && bytes.IndexByte(last, '"') < 0 || len(bytes.Trim(last, "-")) == 0
}

// closesNext is the index after the next quote from i on; -1 where there is none.
func closesNext(line []byte, i int) int {
	for ; i < len(line); i++ {
		if line[i] == '"' {
			return i + 1
		}
	}
	return -1
}

// found notes a way to cut the line. Where the lines before it do not say that the object is of a former year, one with all known fields
// and more of them counts before one with fewer: fields that are new are not part of a value.
func (d *delimited) found(n, rest, extra int) {
	a := &d.again
	short := n < len(d.columns) && (d.fields == 0 || d.fields == len(d.columns))
	if a.ways > 0 && (short && !a.short || short == a.short && extra > a.extra) {
		return
	}
	if a.ways > 0 && short == a.short && extra == a.extra {
		a.ways++
		return
	}
	a.ways, a.n, a.rest, a.extra, a.short = 1, n, rest, extra, short
	copy(a.best, d.spans[:n])
}

// wellFormed counts fields that are words or in quotes; 0 says that the text is not a list of such.
func wellFormed(text []byte) int {
	n := 0
	for i := 0; i <= len(text); n++ {
		if i < len(text) && text[i] == '"' {
			if i = closesNext(text, i+1); i < 0 || i < len(text) && text[i] != ' ' {
				return 0
			}
			i++
			continue
		}
		from := i
		for i < len(text) && text[i] != ' ' {
			if text[i] == '"' {
				return 0
			}
			i++
		}
		if i == from {
			return 0
		}
		i++
	}
	return n
}
