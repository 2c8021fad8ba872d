package analyze

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/rowpattern"
	"tarn/internal/sql/syntax"
)

// recognizer analyses a MATCH_RECOGNIZE: https://trino.io/docs/current/sql/match-recognize.html.
type recognizer struct {
	*Recognition
	a       *analyzer
	scope   *scope
	carried []*Carried
	// sets are the labels of each name: one of a variable, several of a SUBSET.
	sets map[string][]int
	// define is the condition at hand, defined its label; a measure has none.
	define  *PatternDefine
	defined int
	// navigation is that of the function around, aggregate the aggregation.
	navigation rowpattern.Navigation
	row        *PatternRead
	// frames are what the functions around refer to.
	frames []*patternFrame
	plain  *syntax.Call
}

// patternFrame is the labels that are referred to within a function; "" is the universal one.
type patternFrame struct{ labels map[string]bool }

func (a *analyzer) recognize(m *syntax.MatchRecognize, outer *scope) (Relation, []field) {
	rel, fields := a.relation(m.Input, outer, nil)
	r := &recognizer{Recognition: &Recognition{ID: a.id(), Input: rel, syntax: m}, a: a, sets: map[string][]int{}}
	r.Number = a.column("match_number", schema.Of(schema.Bigint))
	r.input(m, fields, outer)
	r.keys(m)
	r.labels(m)
	windows := a.windows
	a.windows = nil
	for _, d := range m.Defines {
		r.definition(d)
	}
	r.define, r.defined = nil, -1
	for _, x := range m.Measures {
		e := r.expression(x.X)
		r.Measures = append(r.Measures, &PatternMeasure{X: e, Column: a.column(x.Name.Name, e.Type())})
	}
	a.windows = windows
	return r.Recognition, r.output(m)
}

// input makes the input's columns known, each under a name of its own.
func (r *recognizer) input(m *syntax.MatchRecognize, fields []field, outer *scope) {
	names := map[string]bool{}
	r.scope = &scope{parent: outer, pattern: r}
	for i := range fields {
		f := &fields[i]
		if name := strings.ToLower(f.name); name != "" {
			if names[name] {
				r.a.fail(span(m.Input), syntax.AmbiguousName, "ambiguous column: %s in row pattern input relation", f.name)
			}
			names[name] = true
		}
		c := &Carried{of: r.Recognition, field: f, Column: r.a.column(f.name, f.typeOf())}
		r.carried = append(r.carried, c)
		r.scope.fields = append(r.scope.fields, field{name: f.name, column: c.Column, hidden: f.hidden, argument: func() Expr { return r.read(c, "", m.Span) }})
	}
}

// inputColumn is the column of the input that PARTITION BY or ORDER BY names.
func (r *recognizer) inputColumn(x syntax.Expr) *Carried {
	parts := nameParts(x)
	if parts == nil {
		r.a.fail(span(x), syntax.InvalidColumnReference, "Expected column reference. Actual: %s", syntax.Print(x))
	}
	var found *Carried
	for _, c := range r.carried {
		if c.field.matches(parts[:len(parts)-1], parts[len(parts)-1]) {
			found = c
		}
	}
	if found == nil {
		r.a.fail(span(x), syntax.ColumnNotFound, "Column %s is not present in the input relation", syntax.Print(x))
	}
	found.carry(r.a)
	return found
}

func (r *recognizer) keys(m *syntax.MatchRecognize) {
	for _, x := range m.PartitionBy {
		c := r.inputColumn(x)
		if !functions.Comparable(c.Column.T) {
			r.a.fail(span(x), syntax.TypeMismatch, "%s is not comparable, and therefore cannot be used in PARTITION BY", c.Column.T)
		}
		r.Partition = append(r.Partition, c)
		r.Keys = append(r.Keys, r.a.ref(c.Column, span(x)))
	}
	for _, item := range m.OrderBy {
		c := r.inputColumn(item.X)
		if !functions.Orderable(c.Column.T) {
			r.a.fail(item.Span, syntax.TypeMismatch, "%s is not orderable, and therefore cannot be used in ORDER BY", c.Column.T)
		}
		r.Order = append(r.Order, r.a.sortKey(r.a.ref(c.Column, span(item.X)), item))
	}
}

// labelName is a variable's name as CLASSIFIER() gives it: without quotes in capital letters.
func labelName(id *syntax.Ident) string {
	if id.Quoted {
		return id.Name
	}
	return strings.ToUpper(id.Name)
}

// labels reads PATTERN, SUBSET, DEFINE's names, and where to skip to.
func (r *recognizer) labels(m *syntax.MatchRecognize) {
	a := r.a
	syntax.Walk(m.Pattern, func(n syntax.Node) bool {
		if p, ok := n.(*syntax.RowPattern); ok && p.Kind == syntax.PatternVariable {
			if name := labelName(p.Name); r.sets[name] == nil {
				r.sets[name] = []int{len(r.Labels)}
				r.Labels = append(r.Labels, name)
			}
		}
		return true
	})
	unions := map[string][]int{}
	for _, s := range m.Subsets {
		name := labelName(s.Name)
		if r.sets[name] != nil {
			a.fail(s.Name.Span, syntax.InvalidLabel, "union pattern variable name: %s is a duplicate of primary pattern variable name", syntax.Print(s.Name))
		}
		if unions[name] != nil {
			a.fail(s.Name.Span, syntax.InvalidLabel, "union pattern variable name: %s is declared twice", syntax.Print(s.Name))
		}
		for _, id := range s.Union {
			set := r.sets[labelName(id)]
			if set == nil {
				a.fail(id.Span, syntax.InvalidLabel, "subset element: %s is not a primary pattern variable", syntax.Print(id))
			}
			if !slices.Contains(unions[name], set[0]) {
				unions[name] = append(unions[name], set[0])
			}
		}
		slices.Sort(unions[name])
	}
	r.Defines = make([]*PatternDefine, len(r.Labels))
	for _, d := range m.Defines {
		set := r.sets[labelName(d.Name)]
		if set == nil {
			a.fail(d.Name.Span, syntax.InvalidLabel, "defined variable: %s is not a primary pattern variable", syntax.Print(d.Name))
		}
		if r.Defines[set[0]] != nil {
			a.fail(d.Name.Span, syntax.InvalidLabel, "pattern variable with name: %s is defined twice", syntax.Print(d.Name))
		}
		r.Defines[set[0]] = &PatternDefine{}
		syntax.Walk(d.X, func(n syntax.Node) bool {
			if c, ok := n.(*syntax.Call); ok && c.Mode == "FINAL" {
				a.fail(c.Span, syntax.InvalidProcessingMode, "FINAL semantics is not supported in DEFINE clause")
			}
			return true
		})
	}
	r.Pattern = r.pattern(m.Pattern)
	for name, set := range unions {
		r.sets[name] = set
	}
	if m.Skip != nil {
		r.skipTo(m.Skip)
	}
	r.unnested(m)
	if m.Search != "" {
		a.fail(m.SearchAt, syntax.NotSupported, "Pattern search modifier: %s is not allowed in MATCH_RECOGNIZE clause", m.Search)
	}
	r.Rows = map[syntax.RowsPerMatch]rowpattern.Rows{syntax.AllRows: rowpattern.All, syntax.AllShowEmpty: rowpattern.All,
		syntax.AllOmitEmpty: rowpattern.AllButEmpty, syntax.AllWithOthers: rowpattern.AllAndOthers}[m.Rows]
	if r.Rows == rowpattern.AllAndOthers {
		syntax.Walk(m.Pattern, func(n syntax.Node) bool {
			if p, ok := n.(*syntax.RowPattern); ok && p.Kind == syntax.PatternExclusion {
				a.fail(p.Span, syntax.InvalidRowPattern, "Pattern exclusion syntax is not allowed when ALL ROWS PER MATCH WITH UNMATCHED ROWS is specified")
			}
			return true
		})
	}
}

// unnested refuses a row pattern within MEASURES or DEFINE.
func (r *recognizer) unnested(m *syntax.MatchRecognize) {
	check := func(n syntax.Node) bool {
		if inner, ok := n.(*syntax.MatchRecognize); ok {
			r.a.fail(inner.Span, syntax.NestedRowPattern, "nested row pattern recognition in row pattern recognition")
		}
		return true
	}
	for _, x := range m.Measures {
		syntax.Walk(x, check)
	}
	for _, d := range m.Defines {
		syntax.Walk(d, check)
	}
}

func (r *recognizer) skipTo(s *syntax.SkipTo) {
	switch s.Where {
	case "PAST LAST ROW":
		return
	case "TO NEXT ROW":
		r.Skip = rowpattern.SkipNext
		return
	case "FIRST":
		r.Skip = rowpattern.SkipFirst
	default:
		r.Skip = rowpattern.SkipLast
	}
	if r.SkipTo = r.sets[labelName(s.Variable)]; r.SkipTo == nil {
		r.a.fail(s.Variable.Span, syntax.InvalidLabel, "%s is not a primary or union pattern variable", syntax.Print(s.Variable))
	}
}

var patternKinds = map[syntax.PatternKind]rowpattern.Kind{syntax.PatternVariable: rowpattern.Label, syntax.PatternEmpty: rowpattern.Empty, syntax.PatternStart: rowpattern.Start,
	syntax.PatternEnd: rowpattern.End, syntax.PatternConcatenation: rowpattern.Sequence, syntax.PatternAlternation: rowpattern.Choice,
	syntax.PatternPermutation: rowpattern.Permutation, syntax.PatternExclusion: rowpattern.Exclusion, syntax.PatternQuantified: rowpattern.Repetition}

func (r *recognizer) pattern(p *syntax.RowPattern) *rowpattern.Pattern {
	out := &rowpattern.Pattern{Kind: patternKinds[p.Kind]}
	if p.Kind == syntax.PatternVariable {
		out.Label = r.sets[labelName(p.Name)][0]
	}
	if q := p.Quantifier; q != nil {
		out.Min, out.Max = r.quantifier(q)
		out.Reluctant = q.Reluctant
	}
	for _, part := range p.Parts {
		out.Parts = append(out.Parts, r.pattern(part))
	}
	return out
}

func (r *recognizer) quantifier(q *syntax.Quantifier) (least, most int) {
	switch q.Op {
	case "*":
		return 0, -1
	case "+":
		return 1, -1
	case "?":
		return 0, 1
	}
	bound := func(text, which string, lowest int64) int {
		n, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 0, 64)
		if err != nil {
			r.a.fail(q.Span, syntax.SyntaxError, "Invalid numeric literal: %s", text)
		}
		if n < lowest {
			r.a.fail(q.Span, syntax.NumericValueOutOfRange, "Pattern quantifier %s bound must be greater than or equal to %d", which, lowest)
		}
		if n > math.MaxInt32 {
			r.a.fail(q.Span, syntax.NumericValueOutOfRange, "Pattern quantifier %s bound must not exceed %d", which, math.MaxInt32)
		}
		return int(n)
	}
	most = -1
	if q.Min != "" {
		least = bound(q.Min, "lower", 0)
	}
	if q.Exact {
		q.Max = q.Min
		defer func() { q.Max = "" }()
	}
	if q.Max != "" {
		most = bound(q.Max, "upper", 1)
		if least > most {
			r.a.fail(q.Span, syntax.InvalidRange, "Pattern quantifier lower bound must not exceed upper bound")
		}
	}
	return least, most
}

func (r *recognizer) definition(d *syntax.Definition) {
	r.defined = r.sets[labelName(d.Name)][0]
	r.define = r.Defines[r.defined]
	x := r.expression(d.X)
	if x.Type().Kind != schema.Boolean {
		r.a.fail(span(d.X), syntax.TypeMismatch, "Expression defining a label must be boolean (actual type: %s)", x.Type())
	}
	r.define.X = x
}

// expression analyses a condition or a measure.
func (r *recognizer) expression(x syntax.Expr) Expr {
	syntax.Walk(x, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Query:
			return false
		case *syntax.Call:
			if n.Over != nil {
				r.a.fail(n.Span, syntax.NestedWindow, "Cannot nest window functions or row pattern measures inside pattern recognition expressions")
			}
		}
		return true
	})
	r.navigation = rowpattern.Navigation{Last: true}
	e := r.a.expr(x, r.scope)
	Each(e, func(x Expr) {
		if q, ok := x.(*Subquery); ok && q.Correlated() {
			r.a.fail(q.outer[0].Span, syntax.InvalidColumnReference, "Reference to column '%s' from outer scope not allowed in this context", strings.ToLower(q.outer[0].Column.Name))
		}
	})
	return e
}

// output are the columns that the relation gives.
func (r *recognizer) output(m *syntax.MatchRecognize) []field {
	var fields []field
	add := func(c *Column, hidden bool) {
		r.Columns = append(r.Columns, c)
		fields = append(fields, field{name: c.Name, column: c, hidden: hidden})
	}
	done := map[*Carried]bool{}
	carried := func(c *Carried, hidden bool) {
		col := r.a.column(c.Column.Name, c.Column.T)
		col.Of, done[c] = c, true
		add(col, hidden)
	}
	for _, c := range r.Partition {
		carried(c, false)
	}
	if r.Rows != rowpattern.One {
		for _, k := range r.Order {
			for _, c := range r.carried {
				if c.Column == k.X.(*Ref).Column {
					carried(c, false)
				}
			}
		}
	}
	for _, x := range r.Measures {
		add(x.Column, false)
	}
	if r.Rows != rowpattern.One {
		for _, c := range r.carried {
			if !done[c] {
				carried(c, c.field.hidden)
			}
		}
	}
	if len(fields) == 0 {
		r.a.fail(m.Span, syntax.TableHasNoColumns, "pattern recognition output table has no columns")
	}
	return fields
}
