package analyze

import (
	"tarn/internal/sql/syntax"
)

// lint looks over a WHERE clause for filters that cannot do what they say.
func (a *analyzer) lint(where Expr) {
	for _, c := range conjuncts(where) {
		cmp, ok := c.(*Compare)
		if !ok {
			continue
		}
		left, ok := strip(cmp.Left).(*Literal)
		if _, constant := strip(cmp.Right).(*Literal); !ok || !constant {
			continue
		}
		if s, quoted := left.Value.(string); quoted && plainName(s) {
			a.note(c.At(), "'%s' in single quotes is a text, not a column: this comparison is the same for every row. A column that is a reserved word takes double quotes: %s", s, syntax.Quote(s))
			continue
		}
		a.note(c.At(), "this compares two constants: it is the same for every row")
	}
}

func plainName(s string) bool {
	for i, r := range s {
		if r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

// conjuncts are the terms of a conjunction.
func conjuncts(x Expr) []Expr {
	if l, ok := x.(*Logic); ok && l.And {
		var all []Expr
		for _, t := range l.Terms {
			all = append(all, conjuncts(t)...)
		}
		return all
	}
	if x == nil {
		return nil
	}
	return []Expr{x}
}

// strip takes implicit casts off.
func strip(x Expr) Expr {
	for {
		c, ok := x.(*Cast)
		if !ok || !c.Implicit {
			return x
		}
		x = c.X
	}
}
