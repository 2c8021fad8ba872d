package main

import (
	"fmt"
	"slices"
	"strings"

	"tarn/internal/schema"
)

// spelt is an expression or a query in the longer of two forms that mean the same, where Trino's own answers to the two are not always the
// same: IN and a list as the comparisons that it stands for, and mod as the operator, whose division by zero TRY catches.
func (n *node) spelt() *node {
	out := *n
	if n.gone {
		return &out
	}
	out.kids = make([]*node, len(n.kids))
	for i, k := range n.kids {
		out.kids[i] = k.spelt()
	}
	switch {
	case slices.Equal(n.text, []string{"(", " IN ", ")"}) && out.kids[1].list:
		return out.anyEqual()
	case slices.Equal(n.text, []string{"(", " NOT IN ", ")"}) && out.kids[1].list:
		return expression(n.typ, "(NOT %s)", out.anyEqual())
	case slices.Equal(n.text, []string{"mod(", ", ", ")"}):
		out.text = []string{"(", " % ", ")"}
	}
	return &out
}

func (n *node) anyEqual() *node {
	var kids []*node
	for _, k := range n.kids[1].kids {
		if !k.gone {
			kids = append(kids, expression(schema.Of(schema.Boolean), "(%s = %s)", n.kids[0], k))
		}
	}
	// Of comparisons with OR between them, Trino's optimizer makes the IN again.
	return expression(schema.Of(schema.Boolean), fmt.Sprintf("any_match(ARRAY[%s], e -> e)", strings.Repeat(", %s", len(kids))[2:]), kids...)
}
