package demo

import (
	"fmt"
	"strings"
)

// template is JSON text with words in angle brackets, such as
// {"bucketName":"<bucket>"}. A word has one value within an event, however
// often it occurs, so a request, its response and its resources agree.
type template []piece

type piece struct {
	literal string
	word    word
	tag     uint64
}

// scope is what a word may depend on.
type scope struct {
	world   uint64 // the seed of all that outlives an event
	seed    uint64 // the event's
	account int
	region  int
	at      int64
	arn     string // the caller's
	action  string // service:Action
}

type word func(b []byte, x *scope, tag uint64) []byte

// compile panics on an unknown word: templates are part of the program.
func compile(source string) (t template) {
	for source != "" {
		before, rest, found := strings.Cut(source, "<")
		if before != "" {
			t = append(t, piece{literal: before})
		}
		if !found {
			return t
		}
		name, after, closed := strings.Cut(rest, ">")
		w, known := words[name]
		if !closed || !known {
			panic(fmt.Sprintf("demo: no word %q in template", name))
		}
		t = append(t, piece{word: w, tag: label(name)})
		source = after
	}
	return t
}

func (t template) appendTo(b []byte, x *scope) []byte {
	for i := range t {
		if p := &t[i]; p.word == nil {
			b = append(b, p.literal...)
		} else {
			b = p.word(b, x, p.tag)
		}
	}
	return b
}

// draw is a generator for what belongs to the event alone.
func (x *scope) draw(tag uint64) prng { return prng{derive(x.seed, tag)} }

// thing is a generator for one of size things of a kind that the account has in
// the region; the same one comes up again, the first ones most often.
func (x *scope) thing(tag uint64, size int) (prng, int) {
	r := x.draw(tag)
	k := r.tail(size)
	return prng{derive(x.world, tag, uint64(x.account)<<8|uint64(x.region), uint64(k))}, k
}
