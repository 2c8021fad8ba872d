package analyze

import (
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// lint looks over a WHERE clause for filters that cannot do what they say. It says only what is so whatever the rows are.
func (a *analyzer) lint(where Expr) {
	terms := conjuncts(where)
	for _, c := range terms {
		a.lintTerm(c, false)
	}
	a.lintRanges(terms)
}

// lintTerm looks at one condition; not says that it stands under NOT.
func (a *analyzer) lintTerm(c Expr, not bool) {
	switch c := c.(type) {
	case *Not:
		a.lintTerm(c.X, !not)
	case *Compare:
		a.lintCompare(c)
	case *In:
		for _, item := range c.List {
			if not && isNull(item) {
				a.note(c.At(), "NOT IN with a NULL in the list is true for no row: leave the NULL out")
				return
			}
		}
		a.lintEventIn(c)
	case *Like:
		if p, ok := textLiteral(strip(c.Pattern)); ok && c.Escape == nil && p != "" && strings.Trim(p, "%") == "" && !not {
			a.note(c.At(), "LIKE '%s' is true for every row that has a value: it leaves out NULL only", p)
		} else if p, ok := textLiteral(strip(c.Pattern)); ok && c.Escape == nil && !strings.ContainsAny(p, "%_") {
			a.note(c.At(), "LIKE without %% or _ compares the whole text: write = for that, or LIKE '%%%s%%' for a part", p)
		}
	case *Literal:
		if v, ok := c.Value.(bool); ok && !v && !not {
			a.note(c.At(), "this is false for every row")
		}
	}
}

func (a *analyzer) lintCompare(cmp *Compare) {
	if cmp.Op != "IS DISTINCT FROM" && (isNull(cmp.Left) || isNull(cmp.Right)) {
		a.note(cmp.At(), "a comparison with NULL is true for no row: write IS NULL or IS NOT NULL")
		return
	}
	left, ok := strip(cmp.Left).(*Literal)
	if _, constant := strip(cmp.Right).(*Literal); !ok || !constant {
		a.lintColumn(cmp)
		a.lintEvent(cmp)
		if s, text := textLiteral(strip(cmp.Right)); text && s == "" && cmp.Op == ">=" {
			a.note(cmp.At(), "no text comes before '': this is true for every row that has a value, and leaves out NULL only")
		}
		return
	}
	if s, quoted := left.Value.(string); quoted && plainName(s) {
		a.note(cmp.At(), "'%s' in single quotes is a text, not a column: this comparison is the same for every row. A column that is a reserved word takes double quotes: %s", s, syntax.Quote(s))
		return
	}
	a.note(cmp.At(), "this compares two constants: it is the same for every row")
}

// lintColumn looks at a comparison of a column with itself.
func (a *analyzer) lintColumn(cmp *Compare) {
	l, ok := strip(cmp.Left).(*Ref)
	r, ok2 := strip(cmp.Right).(*Ref)
	if !ok || !ok2 || l.Column != r.Column || cmp.Op == "IS DISTINCT FROM" {
		return
	}
	switch cmp.Op {
	case "<>", "<", ">":
		a.note(cmp.At(), "this compares a column with itself: it is true for no row")
	case "=", "<=", ">=":
		a.note(cmp.At(), "this compares a column with itself: it leaves out NULL only")
	}
}

func isNull(x Expr) bool {
	for {
		c, ok := x.(*Cast)
		if !ok {
			break
		}
		x = c.X
	}
	l, ok := x.(*Literal)
	return ok && l.Value == nil
}

// bounds are what the terms of a conjunction leave of a column.
type bounds struct{ low, high, equal *Compare }

// lintRanges finds conditions on one column that no value meets.
func (a *analyzer) lintRanges(terms []Expr) {
	of := map[*Column]*bounds{}
	for _, t := range terms {
		cmp, ok := t.(*Compare)
		if !ok {
			continue
		}
		ref, isRef := strip(cmp.Left).(*Ref)
		if _, isLit := cmp.Right.(*Literal); !isRef || !isLit || ref.T.Kind != cmp.Left.Type().Kind {
			continue
		}
		b := of[ref.Column]
		if b == nil {
			b = &bounds{}
			of[ref.Column] = b
		}
		switch cmp.Op {
		case ">", ">=":
			b.low = cmp
		case "<", "<=":
			b.high = cmp
		case "=":
			if b.equal != nil && order(b.equal.Right, cmp.Right) != 0 {
				a.note(cmp.At(), "with = at %s, this is true for no row", b.equal.At().From)
			}
			b.equal = cmp
		}
		if b.low == nil || b.high == nil || b.low != cmp && b.high != cmp {
			continue
		}
		if c := order(b.low.Right, b.high.Right); c > 0 || c == 0 && same(b.low.Right, b.high.Right) && (b.low.Op == ">" || b.high.Op == "<") {
			a.note(cmp.At(), "no value is %s and %s: this is true for no row", a.said(b.low), a.said(b.high))
		}
	}
}

func (a *analyzer) said(c *Compare) string {
	if n, ok := a.origin[c.Right]; ok {
		return c.Op + " " + syntax.Print(n)
	}
	return c.Op + " what stands at " + c.Right.At().From.String()
}

func same(x, y Expr) bool { return key(x) == key(y) }

// order compares two literals: 0 where they are equal, or where nothing is known.
func order(x, y Expr) int {
	l, r := x.(*Literal), y.(*Literal)
	switch v := l.Value.(type) {
	case int64:
		if w, ok := r.Value.(int64); ok {
			return compareOrdered(v, w)
		}
	case float64:
		if w, ok := r.Value.(float64); ok && v == v && w == w {
			return compareOrdered(v, w)
		}
	case string:
		if w, ok := r.Value.(string); ok && l.T.Kind == schema.Varchar && r.T.Kind == schema.Varchar {
			return strings.Compare(v, w)
		}
	case time.Time:
		if w, ok := r.Value.(time.Time); ok && l.T.Kind == r.T.Kind {
			return v.Compare(w)
		}
	}
	return 0
}

func compareOrdered[T int64 | float64](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
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
