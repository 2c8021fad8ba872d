package main

import (
	"strings"

	"tarn/internal/schema"
)

// node is a part of a made-up statement: an expression, a clause, or a list. Shrinking works on nodes alone: it leaves parts out, puts
// a part in the place of a larger one of its type, and literals in the place of parts.
type node struct {
	// typ is the type that an expression was made for; the zero value for anything else.
	typ  schema.Type
	expr bool
	// text has one piece more than there are kids.
	text []string
	kids []*node
	// list says that text is a prefix, a separator and a suffix.
	list bool
	// optional says that the statement may do without.
	optional bool
	gone     bool
	// bare says that TRY cannot be around it: an aggregation, or a window function.
	bare bool
}

// leaf is an expression without parts.
func leaf(t schema.Type, text string) *node { return &node{typ: t, expr: true, text: []string{text}} }

// expression puts kids into a text with %s for each.
func expression(t schema.Type, text string, kids ...*node) *node {
	return &node{typ: t, expr: true, text: strings.Split(text, "%s"), kids: kids}
}

func bareExpression(t schema.Type, text string, kids ...*node) *node {
	n := expression(t, text, kids...)
	n.bare = true
	return n
}

func clause(text string, kids ...*node) *node {
	return &node{text: strings.Split(text, "%s"), kids: kids}
}

func optional(n *node) *node {
	n.optional = true
	return n
}

// listOf is kids with a separator between those that are left.
func listOf(prefix, separator, suffix string, kids ...*node) *node {
	return &node{list: true, text: []string{prefix, separator, suffix}, kids: kids}
}

func (n *node) String() string {
	var b strings.Builder
	n.write(&b)
	return b.String()
}

func (n *node) write(b *strings.Builder) {
	if n.gone {
		return
	}
	if n.list {
		b.WriteString(n.text[0])
		first := true
		for _, k := range n.kids {
			if k.gone {
				continue
			}
			if !first {
				b.WriteString(n.text[1])
			}
			first = false
			k.write(b)
		}
		b.WriteString(n.text[2])
		return
	}
	for i, t := range n.text {
		b.WriteString(t)
		if i < len(n.kids) {
			n.kids[i].write(b)
		}
	}
}

// left counts the kids that are there.
func (n *node) left() int {
	c := 0
	for _, k := range n.kids {
		if !k.gone {
			c++
		}
	}
	return c
}

// walk visits the nodes that are there, larger ones first.
func (n *node) walk(visit func(*node)) {
	if n.gone {
		return
	}
	visit(n)
	for _, k := range n.kids {
		k.walk(visit)
	}
}

// maxShrinks is how many smaller statements are tried.
const maxShrinks = 200

// shrink makes root as small as it can while still says that the difference is there.
func shrink(root *node, still func() bool) {
	tries := 0
	try := func(change, undo func()) bool {
		if tries >= maxShrinks {
			return false
		}
		tries++
		change()
		if still() {
			return true
		}
		undo()
		return false
	}
	for again := true; again && tries < maxShrinks; {
		again = false
		var all []*node
		root.walk(func(n *node) { all = append(all, n) })
		for _, n := range all {
			if n.shrinkOnce(try) {
				again = true
				break
			}
		}
	}
}

// shrinkOnce tries what makes this node smaller, and reports whether something did.
func (n *node) shrinkOnce(try func(change, undo func()) bool) bool {
	if n.list && n.left() > 3 { // half of a long list at a time
		var there []*node
		for _, k := range n.kids {
			if !k.gone {
				there = append(there, k)
			}
		}
		for _, half := range [][]*node{there[:len(there)/2], there[len(there)/2:]} {
			set := func(gone bool) func() {
				return func() {
					for _, k := range half {
						k.gone = gone
					}
				}
			}
			if try(set(true), set(false)) {
				return true
			}
		}
	}
	for _, k := range n.kids {
		if k.gone || !(k.optional || n.list && n.left() > 1) {
			continue
		}
		if try(func() { k.gone = true }, func() { k.gone = false }) {
			return true
		}
	}
	if !n.expr || len(n.kids) == 0 {
		return false
	}
	old := *n
	undo := func() { *n = old }
	var inner []*node
	for _, k := range n.kids {
		k.walk(func(m *node) {
			if m.expr && m.typ.Equal(n.typ) {
				inner = append(inner, m)
			}
		})
	}
	if len(inner) > 6 {
		inner = inner[:6]
	}
	for _, m := range inner {
		if try(func() { *n = *m }, undo) {
			return true
		}
	}
	for _, text := range plainLiterals(n.typ) {
		if try(func() { *n = *leaf(old.typ, text) }, undo) {
			return true
		}
	}
	return false
}

// plainLiterals are the simplest values of a type.
func plainLiterals(t schema.Type) []string {
	out := []string{}
	if s, ok := literals[t.Kind]; ok {
		out = append(out, s[0], s[1])
	}
	return append(out, "CAST(NULL AS "+sqlType(t)+")")
}
