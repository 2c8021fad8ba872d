package analyze

import (
	"math"
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// recognizer is the row pattern whose MEASURES or DEFINE this scope is in.
func (s *scope) recognizer() *recognizer {
	for ; s != nil && s.boundary == nil; s = s.parent {
		if s.pattern != nil {
			return s.pattern
		}
	}
	return nil
}

// refer notes a label, "" for the universal one, in the functions around.
func (r *recognizer) refer(label string) {
	for _, f := range r.frames {
		f.labels[label] = true
	}
}

// read is a column's value in the row that is navigated to.
func (r *recognizer) read(c *Carried, label string, at syntax.Span) Expr {
	r.refer(label)
	c.carry(r.a)
	row := r.row
	if row == nil {
		row = r.rowOf(label)
	}
	return r.a.ref(row.column(r.a, c.Column), at)
}

// rowOf is the row that is navigated to, of those of a label.
func (r *recognizer) rowOf(label string) *PatternRead {
	n := r.navigation
	if label != "" {
		n.Labels = r.sets[label]
	}
	if r.define != nil && n.Last && n.Offset == 0 && slices.Contains(n.Labels, r.defined) {
		n.Labels = nil // the row that is looked at has this label
	}
	list := &r.Reads
	if r.define != nil {
		list = &r.define.Reads
	}
	for _, have := range *list {
		if slices.Equal(have.Labels, n.Labels) && (have.Labels == nil) == (n.Labels == nil) && have.Last == n.Last && have.Final == n.Final && have.Offset == n.Offset && have.Physical == n.Physical {
			return have
		}
	}
	out := &PatternRead{Navigation: n}
	*list = append(*list, out)
	return out
}

// qualified is label.column. No other name has a point here, not even a row's member.
func (r *recognizer) qualified(x *syntax.Deref, parts []string) Expr {
	first := x
	for {
		next, ok := first.Base.(*syntax.Deref)
		if !ok {
			break
		}
		first = next
	}
	id := first.Base.(*syntax.Ident)
	label := labelName(id)
	if r.sets[label] == nil {
		hint := ""
		for _, c := range r.carried {
			if c.field.matches(nil, parts[0]) && c.Column.T.Kind == schema.Row {
				hint = "Within a row pattern, a point comes after a pattern's variable only: name the member in a subquery before MATCH_RECOGNIZE."
			}
		}
		r.a.failHint(x.Span, syntax.ColumnNotFound, hint, "Column '%s' cannot be resolved", strings.ToLower(strings.Join(parts, ".")))
	}
	rest := strings.ToLower(strings.Join(parts[1:], "."))
	var found *Carried
	if len(parts) == 2 {
		for _, c := range r.carried {
			if c.field.matches(nil, parts[1]) {
				found = c
			}
		}
	}
	if found == nil {
		r.a.fail(x.Span, syntax.ColumnNotFound, "Column %s prefixed with label %s cannot be resolved", rest, label)
	}
	return r.read(found, label, x.Span)
}

func (a *analyzer) patternCall(x *syntax.Call, name string, s *scope) Expr {
	r := s.recognizer()
	if r == nil {
		if x.Label != nil {
			a.fail(x.Label.Span, syntax.InvalidFunctionArgument, "label.* syntax is only supported as the only argument of row pattern count function")
		}
		if x.Mode != "" {
			a.fail(x.Span, syntax.InvalidProcessingMode, "%s semantics is not supported out of pattern recognition context", x.Mode)
		}
		return nil
	}
	if x == r.plain {
		return nil
	}
	if x.Label != nil && name != "count" {
		a.fail(x.Label.Span, syntax.InvalidFunctionArgument, "label.* syntax is only supported as the only argument of row pattern count function")
	}
	if isPatternFunction(x) {
		return r.function(x, strings.ToUpper(name), s)
	}
	f := functions.Lookup(name)
	aggregate := f != nil && f.Kind == functions.Aggregate
	if aggregate {
		r.modifiers(x, syntax.NotSupported, "Cannot use %s with %s aggregate function in pattern recognition context")
	}
	if x.Mode != "" && !aggregate {
		a.fail(x.Span, syntax.InvalidProcessingMode, "%s semantics is supported only for FIRST(), LAST() and aggregation functions. Actual: %s", x.Mode, strings.ToLower(syntax.Print(x.Name)))
	}
	if !aggregate {
		return nil
	}
	return r.aggregate(x, s)
}

func isPatternFunction(x *syntax.Call) bool {
	if len(x.Name.Parts) != 1 {
		return false
	}
	switch strings.ToUpper(x.Name.Parts[0].Name) {
	case "FIRST", "LAST", "PREV", "NEXT", "CLASSIFIER", "MATCH_NUMBER":
		return true
	}
	return false
}

// modifiers refuses what only other functions may have.
func (r *recognizer) modifiers(x *syntax.Call, code syntax.Code, format string) {
	name := strings.ToLower(syntax.Print(x.Name))
	switch {
	case x.Filter != nil:
		r.a.fail(x.Span, code, format, "FILTER", name)
	case x.OrderBy != nil || x.WithinGroup != nil:
		r.a.fail(x.Span, code, format, "ORDER BY", name)
	case x.Distinct:
		r.a.fail(x.Span, code, format, "DISTINCT", name)
	}
}

// function analyses the functions of row pattern recognition.
func (r *recognizer) function(x *syntax.Call, name string, s *scope) Expr {
	r.modifiers(x, syntax.InvalidPatternFunction, "Cannot use %s with %s pattern recognition function")
	logical := name == "FIRST" || name == "LAST"
	if x.Mode != "" && !logical {
		r.a.fail(x.Span, syntax.InvalidProcessingMode, "%s semantics is not supported with %s pattern recognition function", x.Mode, strings.ToLower(syntax.Print(x.Name)))
	}
	switch name {
	case "MATCH_NUMBER":
		if len(x.Args) > 0 {
			r.a.fail(x.Span, syntax.InvalidFunctionArgument, "MATCH_NUMBER pattern recognition function takes no arguments")
		}
		return r.a.ref(r.Number, x.Span)
	case "CLASSIFIER":
		return r.classifier(x)
	}
	offset := r.offset(x)
	r.nesting(x, name)
	outer := r.navigation
	defer func() { r.navigation = outer }()
	if logical {
		r.navigation.Last, r.navigation.Final = name == "LAST", x.Mode == "FINAL"
		r.navigation.Offset = max(0, offset)
	} else {
		if offset < 0 {
			offset = 1
		}
		if name == "PREV" {
			offset = -offset
		}
		r.navigation.Physical = offset
	}
	f := &patternFrame{labels: map[string]bool{}}
	r.frames = append(r.frames, f)
	e := r.a.expr(x.Args[0], s)
	r.frames = r.frames[:len(r.frames)-1]
	r.consistent(x, f, name)
	if len(f.labels) == 0 {
		r.a.fail(x.Span, syntax.InvalidArguments, "Pattern navigation function '%s' must contain at least one column reference or CLASSIFIER()", name)
	}
	return e
}

func (r *recognizer) consistent(x *syntax.Call, f *patternFrame, name string) {
	if len(f.labels) > 1 {
		r.a.fail(x.Span, syntax.InvalidArguments, "All labels and classifiers inside the call to '%s' must match", strings.ToLower(name))
	}
}

func (r *recognizer) classifier(x *syntax.Call) Expr {
	label := ""
	switch len(x.Args) {
	case 0:
	case 1:
		id, ok := x.Args[0].(*syntax.Ident)
		if !ok {
			r.a.fail(span(x.Args[0]), syntax.TypeMismatch, "CLASSIFIER function argument should be primary pattern variable or subset name. Actual: %s", javaName(x.Args[0]))
		}
		if label = labelName(id); r.sets[label] == nil {
			r.a.fail(id.Span, syntax.InvalidFunctionArgument, "%s is not a primary pattern variable or subset name", id.Name)
		}
	default:
		r.a.fail(x.Span, syntax.InvalidFunctionArgument, "CLASSIFIER pattern recognition function takes no arguments or 1 argument")
	}
	r.refer(label)
	row := r.row
	if row == nil {
		row = r.rowOf(label)
	}
	if row.Classifier == nil {
		row.Classifier = r.a.column("classifier", schema.Of(schema.Varchar))
	}
	return r.a.ref(row.Classifier, x.Span)
}

// javaName is the kind of an expression, as Trino's message has it.
func javaName(x syntax.Expr) string {
	switch x := x.(type) {
	case *syntax.Text:
		return "StringLiteral"
	case *syntax.Deref:
		return "DereferenceExpression"
	case *syntax.Call:
		return "FunctionCall"
	case *syntax.Number:
		return map[syntax.NumberKind]string{syntax.IntegerNumber: "LongLiteral", syntax.DecimalNumber: "DecimalLiteral", syntax.DoubleNumber: "DoubleLiteral"}[x.Kind]
	}
	return "Expression"
}

// offset is the second argument of a navigation, -1 where there is none.
func (r *recognizer) offset(x *syntax.Call) int {
	name := strings.ToLower(syntax.Print(x.Name))
	switch len(x.Args) {
	case 1:
		return -1
	case 2:
	default:
		r.a.fail(x.Span, syntax.InvalidFunctionArgument, "%s pattern recognition function requires 1 or 2 arguments", name)
	}
	arg, sign := x.Args[1], int64(1)
	if minus, ok := arg.(*syntax.Unary); ok && minus.Op == "-" {
		arg, sign = minus.X, -1
	}
	num, ok := arg.(*syntax.Number)
	if !ok || num.Kind != syntax.IntegerNumber {
		r.a.fail(x.Span, syntax.InvalidFunctionArgument, "%s pattern recognition navigation function requires a number as the second argument", name)
	}
	n, _ := r.a.expr(num, nil).(*Literal).integer()
	if n *= sign; n < 0 {
		r.a.fail(x.Span, syntax.NumericValueOutOfRange, "%s pattern recognition navigation function requires a non-negative number as the second argument (actual: %d)", name, n)
	}
	if n > math.MaxInt32 {
		r.a.fail(x.Span, syntax.NumericValueOutOfRange, "The second argument of %s pattern recognition navigation function must not exceed %d (actual: %d)", name, math.MaxInt32, n)
	}
	return int(n)
}

// nesting: PREV and NEXT may be of FIRST and LAST, right within them. Nothing else nests, and no aggregation.
func (r *recognizer) nesting(x *syntax.Call, name string) {
	var nested []*syntax.Call
	for _, arg := range x.Args {
		syntax.Walk(arg, func(n syntax.Node) bool {
			c, ok := n.(*syntax.Call)
			if !ok {
				return true
			}
			if f := functions.Lookup(strings.ToLower(c.Name.Parts[len(c.Name.Parts)-1].Name)); f != nil && f.Kind == functions.Aggregate {
				r.a.fail(c.Span, syntax.NestedAggregation, "Cannot nest %s aggregate function inside %s function", strings.ToLower(syntax.Print(c.Name)), strings.ToLower(syntax.Print(x.Name)))
			}
			if isNavigation(c) {
				nested = append(nested, c)
			}
			return true
		})
	}
	if nested == nil {
		return
	}
	fail := func(c *syntax.Call, format string, args ...any) {
		r.a.fail(c.Span, syntax.InvalidNavigationNesting, format, args...)
	}
	inner := strings.ToLower(nested[0].Name.Parts[0].Name)
	if name == "FIRST" || name == "LAST" {
		fail(nested[0], "Cannot nest %s pattern navigation function inside %s pattern navigation function", inner, strings.ToLower(name))
	}
	if len(nested) > 1 {
		fail(nested[1], "Cannot nest multiple pattern navigation functions inside %s pattern navigation function", strings.ToLower(name))
	}
	if inner == "prev" || inner == "next" {
		fail(nested[0], "Cannot nest %s pattern navigation function inside %s pattern navigation function", inner, strings.ToLower(name))
	}
	if nested[0] != x.Args[0] {
		fail(nested[0], "Immediate nesting is required for pattern navigation functions")
	}
}

func isNavigation(x *syntax.Call) bool {
	if !isPatternFunction(x) {
		return false
	}
	name := strings.ToUpper(x.Name.Parts[0].Name)
	return name != "CLASSIFIER" && name != "MATCH_NUMBER"
}

// aggregate analyses an aggregation over the rows of a label.
func (r *recognizer) aggregate(x *syntax.Call, s *scope) Expr {
	for _, arg := range x.Args {
		syntax.Walk(arg, func(n syntax.Node) bool {
			c, ok := n.(*syntax.Call)
			if !ok {
				return true
			}
			name := strings.ToLower(syntax.Print(x.Name))
			if f := functions.Lookup(strings.ToLower(c.Name.Parts[len(c.Name.Parts)-1].Name)); f != nil && f.Kind == functions.Aggregate {
				r.a.fail(c.Span, syntax.NestedAggregation, "Cannot nest %s aggregate function inside %s function", strings.ToLower(syntax.Print(c.Name)), name)
			}
			if isNavigation(c) {
				r.a.fail(c.Span, syntax.InvalidNavigationNesting, "Cannot nest %s pattern navigation function inside %s function", strings.ToLower(syntax.Print(c.Name)), name)
			}
			return true
		})
	}
	f := &patternFrame{labels: map[string]bool{}}
	r.frames = append(r.frames, f)
	agg := &PatternAggregate{Row: &PatternRead{}, Final: x.Mode == "FINAL"}
	outer, plain := r.row, r.plain
	r.row, r.plain = agg.Row, x
	if x.Label != nil {
		label := labelName(x.Label)
		if r.sets[label] == nil {
			r.a.fail(x.Label.Span, syntax.InvalidFunctionArgument, "%s is not a primary pattern variable or subset name", label)
		}
		r.refer(label)
	}
	e := r.a.call(x, s)
	r.row, r.plain = outer, plain
	r.frames = r.frames[:len(r.frames)-1]
	r.consistent(x, f, syntax.Print(x.Name))
	for label := range f.labels {
		if label != "" {
			agg.Labels = r.sets[label]
		}
	}
	var ok bool
	if agg.X, ok = e.(*Aggregate); !ok {
		r.a.fail(x.Span, syntax.NotSupported, "%s in a row pattern is not in Tarn yet", syntax.Print(x.Name))
	}
	agg.Column = r.a.column(agg.X.Function.Name, agg.X.T)
	if r.define != nil {
		return r.count(x, agg)
	}
	r.Aggregates = append(r.Aggregates, agg)
	return r.a.ref(agg.Column, x.Span)
}

// count is an aggregation of DEFINE, where only rows are counted.
func (r *recognizer) count(x *syntax.Call, agg *PatternAggregate) Expr {
	if agg.X.Function.Name != "count" {
		r.a.fail(x.Span, syntax.NotSupported, "The aggregate function %s in DEFINE is not in Tarn yet: of the aggregates, count is", agg.X.Function.Name)
	}
	c := &PatternCount{Labels: agg.Labels, Row: agg.Row, Column: agg.Column}
	if len(agg.X.Args) > 0 {
		if agg.Row.Classifier != nil {
			r.a.fail(x.Span, syntax.NotSupported, "count(CLASSIFIER()) in DEFINE is not in Tarn yet: count(*) counts all rows, count(label.*) those of a label")
		}
		c.Counted = &Not{typed{boolean, x.Span}, &IsNull{typed{boolean, x.Span}, agg.X.Args[0]}}
	}
	r.define.Counts = append(r.define.Counts, c)
	return r.a.ref(c.Column, x.Span)
}
