package functions

import (
	"strings"
	"sync"
)

// Expanded is about how long emitted text is once the engine has put each macro's body, with the arguments in it, in the place of its
// calls. A macro that writes its argument five times makes a short text that nests calls a long one.
func Expanded(text string) float64 {
	e := expansion{text: text, macros: weights()}
	return e.list(true)[0]
}

// weight is the length of a macro's body: without its arguments first, then how often each is in it.
type weight []float64

var weights = sync.OnceValue(func() map[string]weight {
	out := map[string]weight{}
	for _, macro := range Macros() { // each calls those before it only
		head, body, _ := strings.Cut(strings.TrimPrefix(macro, "CREATE MACRO "), " AS ")
		name, parameters, _ := strings.Cut(strings.TrimSuffix(head, ")"), "(")
		e := expansion{text: body, macros: out}
		for _, p := range strings.Split(parameters, ",") {
			e.parameters = append(e.parameters, strings.TrimSpace(p))
		}
		out[name] = e.list(true)
	}
	return out
})

// expansion reads a text.
type expansion struct {
	text       string
	at         int
	parameters []string
	macros     map[string]weight
}

// list reads to the end of a list's element, or of the whole text.
func (e *expansion) list(whole bool) weight {
	sum := make(weight, 1+len(e.parameters))
	for e.at < len(e.text) {
		switch c := e.text[e.at]; {
		case c == '\'' || c == '"':
			n := strings.IndexByte(e.text[e.at+1:], c)
			if n < 0 {
				n = len(e.text) - e.at - 2
			}
			sum[0] += float64(n + 2)
			e.at += n + 2
		case c == '(':
			for _, element := range e.elements() {
				sum.add(element, 1)
			}
			sum[0] += 2
		case (c == ')' || c == ',') && !whole:
			return sum
		case word(c):
			from := e.at
			for e.at < len(e.text) && word(e.text[e.at]) {
				e.at++
			}
			e.word(e.text[from:e.at], sum)
		default:
			sum[0]++
			e.at++
		}
	}
	return sum
}

func (e *expansion) word(name string, sum weight) {
	if m := e.macros[name]; m != nil && e.at < len(e.text) && e.text[e.at] == '(' {
		sum[0] += m[0]
		for i, element := range e.elements() {
			if i+1 < len(m) {
				sum.add(element, m[i+1])
			}
		}
		return
	}
	for i, p := range e.parameters {
		if p == name {
			sum[i+1]++
			return
		}
	}
	sum[0] += float64(len(name))
}

// elements reads what is in parentheses.
func (e *expansion) elements() (out []weight) {
	for e.at++; e.at < len(e.text); e.at++ {
		out = append(out, e.list(false))
		if e.at < len(e.text) && e.text[e.at] == ')' {
			e.at++
			break
		}
	}
	return out
}

func (w weight) add(other weight, times float64) {
	for i, v := range other {
		w[i] += v * times
	}
}

func word(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
