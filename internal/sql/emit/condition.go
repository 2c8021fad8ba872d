package emit

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/rowpattern"
	"tarn/internal/sql/syntax"
)

// maxPairs bounds the pairs of a partition's rows that are looked at, maxVariants what is computed for each of several labels.
const (
	maxPairs    = 25_000_000
	maxVariants = 100
)

func sortedKeys[V any](set map[string]V) []string { return slices.Sorted(maps.Keys(set)) }

// meaning is what a column of a condition stands for.
type meaning struct {
	anchor   int
	distance int
	of       *analyze.Column // nil for a number
	// classifier is the number of a label that is asked for; -1 for none.
	classifier int
}

// definition writes the condition of one label.
type definition struct {
	*matches
	label   int
	columns map[*analyze.Column]meaning
	// alone are the terms of the condition that are about the row that is looked at alone.
	alone []analyze.Expr
}

// conditions writes the conditions of all labels into the spec.
func (m *matches) conditions() {
	m.spec.Conditions = make([]*rowpattern.Condition, len(m.r.Labels))
	m.own = m.anchor(rowpattern.Anchor{Kind: rowpattern.Row, Last: true})
	for label, define := range m.r.Defines {
		d := &definition{matches: m, label: label, columns: map[*analyze.Column]meaning{}}
		m.definitions = append(m.definitions, d)
		if define != nil {
			d.known(define)
			d.alone = d.ownTerms(define.X)
		}
	}
	for label, define := range m.r.Defines {
		if define != nil {
			m.spec.Conditions[label] = m.definitions[label].top(define.X)
		}
	}
	// The columns of the spec are those of integers, then of floating-point numbers, then of texts.
	at := map[*[]string]int{&m.ints: 0, &m.floats: len(m.ints), &m.texts: len(m.ints) + len(m.floats)}
	for _, c := range m.compared {
		c.to.Left, c.to.Right = c.left+at[c.list], c.right+at[c.list]
	}
}

// compared is a comparison whose columns are counted within their kind.
type compared struct {
	to          *rowpattern.Condition
	list        *[]string
	left, right int
}

// known finds what the columns of a condition stand for.
func (d *definition) known(define *analyze.PatternDefine) {
	for _, read := range define.Reads {
		anchor := -1
		if read.Columns != nil {
			anchor = d.anchor(rowpattern.Anchor{Kind: rowpattern.Row, Labels: read.Labels, Last: read.Last, Offset: read.Offset})
		}
		for _, c := range read.Columns {
			d.columns[c.As] = meaning{anchor: anchor, distance: read.Physical, of: c.Of, classifier: -1}
		}
		if read.Classifier != nil {
			d.classifier(read)
		}
	}
	for _, count := range define.Counts {
		a := rowpattern.Anchor{Kind: rowpattern.Count, Labels: count.Labels}
		if count.Counted != nil {
			for _, c := range count.Row.Columns {
				d.e.columns[c.As] = "x." + name(c.Of)
			}
			d.e.columns[d.r.Number] = "NULL"
			d.bits = append(d.bits, "coalesce(CAST("+d.e.expr(count.Counted)+" AS BIGINT), 2)")
			a.Counted = &rowpattern.Condition{Op: rowpattern.Bit, Bit: len(d.bits) - 1}
		}
		d.spec.Anchors = append(d.spec.Anchors, a)
		d.columns[count.Column] = meaning{anchor: len(d.spec.Anchors) - 1, classifier: -1}
	}
	d.columns[d.r.Number] = meaning{anchor: d.anchor(rowpattern.Anchor{Kind: rowpattern.Number}), classifier: -1}
}

func (m *matches) anchor(a rowpattern.Anchor) int {
	for i, have := range m.spec.Anchors {
		if have.Kind == a.Kind && a.Kind != rowpattern.Count && have.Last == a.Last && have.Offset == a.Offset && slices.Equal(have.Labels, a.Labels) && (have.Labels == nil) == (a.Labels == nil) {
			return i
		}
	}
	m.spec.Anchors = append(m.spec.Anchors, a)
	return len(m.spec.Anchors) - 1
}

// classifier: the label of the row that is looked at is known; of another one, the condition is computed for each.
func (d *definition) classifier(read *analyze.PatternRead) {
	n := read.Navigation
	if n.Labels == nil && n.Last && n.Offset == 0 && n.Physical == 0 {
		d.e.columns[read.Classifier] = functions.QuoteText(d.r.Labels[d.label])
		return
	}
	if n.Labels != nil && n.Physical != 0 {
		d.refuse(syntax.Span{}, "PREV and NEXT of CLASSIFIER(label) in DEFINE are not in Tarn yet: of CLASSIFIER() they are")
	}
	d.spec.Classifiers = append(d.spec.Classifiers, n)
	d.columns[read.Classifier] = meaning{anchor: -1, classifier: len(d.spec.Classifiers) - 1}
}

func (d *definition) refuse(at syntax.Span, format string, args ...any) {
	d.e.fail(at, &syntax.Error{Span: at, Code: syntax.NotSupported, Msg: fmt.Sprintf(format, args...)})
}

// asks are the anchors and the classifiers that an expression is about.
func (d *definition) asks(x analyze.Expr) (anchors []int, classifiers []*analyze.Column) {
	analyze.Each(x, func(x analyze.Expr) {
		ref, ok := x.(*analyze.Ref)
		if !ok {
			return
		}
		m, ok := d.columns[ref.Column]
		switch {
		case !ok:
		case m.classifier >= 0:
			if !slices.Contains(classifiers, ref.Column) {
				classifiers = append(classifiers, ref.Column)
			}
		case !slices.Contains(anchors, m.anchor):
			anchors = append(anchors, m.anchor)
		}
	})
	return anchors, classifiers
}

// terms are what has to hold, all of it.
func terms(x analyze.Expr) []analyze.Expr {
	l, ok := x.(*analyze.Logic)
	if !ok || !l.And {
		return []analyze.Expr{x}
	}
	var out []analyze.Expr
	for _, t := range l.Terms {
		out = append(out, terms(t)...)
	}
	return out
}

func (d *definition) ownTerms(x analyze.Expr) []analyze.Expr {
	var out []analyze.Expr
	for _, t := range terms(x) {
		anchors, classifiers := d.asks(t)
		if len(anchors) == 1 && anchors[0] == d.own && classifiers == nil && !mayFail(t) {
			out = append(out, t)
		}
	}
	return out
}

// top is the whole condition of a label: of pairs, only those are looked at whose rows may be asked for.
func (d *definition) top(x analyze.Expr) *rowpattern.Condition {
	anchors, classifiers := d.asks(x)
	all := terms(x)
	if len(anchors) <= 1 && classifiers == nil || len(all) == 1 {
		d.filtered = len(all) == 1
		return d.condition(x)
	}
	c := &rowpattern.Condition{Op: rowpattern.And}
	for _, t := range all {
		d.filtered = true
		c.Args = append(c.Args, d.condition(t))
	}
	return c
}

// filter is what a row has to meet to be asked for as the row of an anchor; "" where that is not known.
func (d *definition) filter(anchor int, alias string) string {
	a := d.spec.Anchors[anchor]
	if a.Kind != rowpattern.Row {
		return ""
	}
	meets := func(d *definition) string {
		var parts []string
		for _, t := range d.alone {
			d.bind(d.own, alias)
			parts = append(parts, d.e.expr(t))
		}
		return strings.Join(parts, " AND ")
	}
	if anchor == d.own {
		return meets(d)
	}
	var parts []string
	for _, l := range a.Labels {
		text := meets(d.definitions[l])
		if text == "" {
			return ""
		}
		parts = append(parts, "("+text+")")
	}
	return strings.Join(parts, " OR ")
}

func (d *definition) condition(x analyze.Expr) *rowpattern.Condition {
	filtered := d.filtered
	d.filtered = false

	anchors, classifiers := d.asks(x)
	if len(anchors) <= 1 && classifiers == nil {
		return d.single(x, anchors, nil)
	}
	switch x := x.(type) {
	case *analyze.Logic:
		c := &rowpattern.Condition{Op: rowpattern.Or}
		if x.And {
			c.Op = rowpattern.And
		}
		for _, t := range x.Terms {
			c.Args = append(c.Args, d.condition(t))
		}
		return c
	case *analyze.Not:
		return &rowpattern.Condition{Op: rowpattern.Not, Args: []*rowpattern.Condition{d.condition(x.X)}}
	case *analyze.Between:
		low, high := &analyze.Compare{Op: ">=", Left: x.X, Right: x.Low}, &analyze.Compare{Op: "<=", Left: x.X, Right: x.High}
		low.T, low.Span, high.T, high.Span = x.T, x.Span, x.T, x.Span
		return &rowpattern.Condition{Op: rowpattern.And, Args: []*rowpattern.Condition{d.condition(low), d.condition(high)}}
	case *analyze.Compare:
		if c := d.compare(x); c != nil {
			return c
		}
	}
	switch {
	case len(anchors) <= 1:
		return d.single(x, anchors, classifiers)
	case len(anchors) == 2 && classifiers == nil:
		return d.pair(x, anchors, filtered)
	}
	d.refuse(x.At(), "A condition of DEFINE whose parts cannot be told apart and that is about more than two rows, or two and CLASSIFIER(), is not in Tarn yet")
	return nil
}

// bind gives the columns of an anchor the texts of a row.
func (d *definition) bind(anchor int, alias string) {
	for c, m := range d.columns {
		switch {
		case m.classifier >= 0 || m.anchor != anchor:
		case m.of == nil:
			d.e.columns[c] = alias + ".r"
		default:
			d.e.columns[c] = d.shift(alias, m.distance) + "." + name(m.of)
		}
	}
}

// bit has a condition computed for each row.
func (d *definition) bit(x analyze.Expr) int {
	text := d.value(x)
	if i := slices.Index(d.bits, text); i >= 0 {
		return i
	}
	return d.addBit(text, x)
}

func (d *definition) addBit(text string, x analyze.Expr) int {
	d.bits = append(d.bits, text)
	if mayFail(x) {
		if d.fallible == nil {
			d.fallible = map[int]string{}
		}
		d.fallible[len(d.bits)-1] = d.e.expr(x)
	}
	return len(d.bits) - 1
}

// value is a condition as a number: 0 FALSE, 1 TRUE, 2 NULL, 3 where it fails: it is computed for rows that the search may never ask for.
func (d *definition) value(x analyze.Expr) string {
	number := func() string { return "coalesce(CAST(" + d.e.expr(x) + " AS BIGINT), 2)" }
	if !mayFail(x) {
		return number()
	}
	return "coalesce(" + d.e.tryForm(number) + ", 3)"
}

// mayFail reports whether an expression may fail at a value.
func mayFail(x analyze.Expr) bool {
	found := false
	analyze.Each(x, func(x analyze.Expr) {
		switch x := x.(type) {
		case *analyze.Arith, *analyze.Negate, *analyze.Call, *analyze.Subscript:
			found = true
		case *analyze.Cast:
			found = found || !x.Implicit
		}
	})
	return found
}

// fails is a condition that is FALSE and fails where a value does, nil where it cannot.
func (d *definition) fails(x analyze.Expr, anchor int) *rowpattern.Condition {
	if !mayFail(x) {
		return nil
	}
	null := &analyze.IsNull{X: x}
	null.T, null.Span = schema.Of(schema.Boolean), x.At()
	not := &analyze.Not{X: null}
	not.T, not.Span = null.T, null.Span
	both := &analyze.Logic{And: true, Terms: []analyze.Expr{null, not}}
	both.T, both.Span = null.T, null.Span
	return d.single(both, []int{anchor}, nil)
}

// single is a condition about one row, or one number, and labels.
func (d *definition) single(x analyze.Expr, anchors []int, classifiers []*analyze.Column) *rowpattern.Condition {
	c := &rowpattern.Condition{Op: rowpattern.Bit, Anchor: -1}
	if len(anchors) > 0 {
		c.Anchor = anchors[0]
		d.bind(c.Anchor, "x")
	}
	if classifiers == nil {
		c.Bit = d.bit(x)
		return c
	}
	variants := 1
	for _, col := range classifiers {
		c.Classifiers = append(c.Classifiers, d.columns[col].classifier)
		if variants *= len(d.r.Labels) + 1; variants > maxVariants {
			d.refuse(x.At(), "A condition of DEFINE that is about CLASSIFIER() of several rows, with so many variables, is not in Tarn yet")
		}
	}
	c.Bit = len(d.bits)
	for v := range variants {
		rest := v
		for i := len(classifiers) - 1; i >= 0; i-- {
			label := rest % (len(d.r.Labels) + 1)
			rest /= len(d.r.Labels) + 1
			d.e.columns[classifiers[i]] = "CAST(NULL AS VARCHAR)"
			if label < len(d.r.Labels) {
				d.e.columns[classifiers[i]] = functions.QuoteText(d.r.Labels[label])
			}
		}
		d.addBit(d.value(x), x)
	}
	return c
}

// compare is a comparison of values of two rows of a type whose values the search itself compares.
func (d *definition) compare(x *analyze.Compare) *rowpattern.Condition {
	left, lc := d.asks(x.Left)
	right, rc := d.asks(x.Right)
	if len(left) != 1 || len(right) != 1 || lc != nil || rc != nil || !x.Left.Type().Equal(x.Right.Type()) {
		return nil
	}
	list, form := d.comparable(x.Left.Type())
	if list == nil {
		return nil
	}
	put := func(x analyze.Expr, anchor int) int {
		d.bind(anchor, "x")
		text := fmt.Sprintf(form, d.e.order(x))
		if mayFail(x) {
			text = d.e.tryForm(func() string { return fmt.Sprintf(form, d.e.order(x)) })
		}
		if i := slices.Index(*list, text); i >= 0 {
			return i
		}
		*list = append(*list, text)
		return len(*list) - 1
	}
	c := &rowpattern.Condition{Op: rowpattern.Comparison, Compare: x.Op, LeftAt: left[0], Other: right[0]}
	d.compared = append(d.compared, &compared{to: c, list: list, left: put(x.Left, left[0]), right: put(x.Right, right[0])})
	whole := &rowpattern.Condition{Op: rowpattern.Or}
	for _, side := range []*rowpattern.Condition{d.fails(x.Left, left[0]), d.fails(x.Right, right[0])} {
		if side != nil {
			whole.Args = append(whole.Args, side)
		}
	}
	if whole.Args == nil {
		return c
	}
	whole.Args = append(whole.Args, c)
	return whole
}

// comparable is how values of a type are compared: as numbers or texts of this form.
func (m *matches) comparable(t schema.Type) (list *[]string, form string) {
	switch t.Kind {
	case schema.Boolean, schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		return &m.ints, "CAST(%s AS BIGINT)"
	case schema.Date:
		return &m.ints, "CAST(%s - DATE '1970-01-01' AS BIGINT)"
	case schema.Timestamp, schema.TimestampTZ:
		return &m.ints, "epoch_us(%s)"
	case schema.Decimal:
		if t.Precision <= 18 {
			return &m.ints, fmt.Sprintf("CAST(%%s * CAST(1%s AS DECIMAL(%d,0)) AS BIGINT)", strings.Repeat("0", t.Scale), t.Scale+1)
		}
	case schema.Double, schema.Real:
		return &m.floats, "CAST(%s AS DOUBLE)"
	case schema.Varchar:
		return &m.texts, "%s"
	}
	return nil, ""
}

// pair is a condition about two rows, computed for each two of a partition, or, filtered, for those that may be asked for.
func (d *definition) pair(x analyze.Expr, anchors []int, filtered bool) *rowpattern.Condition {
	var wanted [2]string
	for i, alias := range []string{"y", "z"} {
		wanted[i] = "true"
		if text := d.filter(anchors[i], alias); filtered && text != "" {
			wanted[i] = "(" + alias + ".r = 0 OR " + text + ")"
		}
	}
	d.bind(anchors[0], "y")
	d.bind(anchors[1], "z")
	value := d.value(x)
	if mayFail(x) {
		if d.falliblePairs == nil {
			d.falliblePairs = map[int]string{}
		}
		d.falliblePairs[len(d.pairs)] = d.e.expr(x)
	}
	many := d.e.failing(fmt.Sprintf("'NOT_SUPPORTED: A condition of DEFINE that computes with the values of two rows is in Tarn for at most %d pairs of rows in a partition: compare what is computed of one row with what is computed of the other'", maxPairs), schema.Of(schema.Boolean), x.At())
	rows := func(alias, wanted string) string {
		return fmt.Sprintf("(SELECT %[1]s.*, count(*) OVER (PARTITION BY %[1]s.p) AS n FROM %[2]sn AS %[1]s%[3]s WHERE %[4]s)", alias, d.name, d.shifted(alias), wanted)
	}
	text := fmt.Sprintf("SELECT p, list((y << 33) | (z << 2) | v) AS l FROM (SELECT y.p AS p, y.r AS y, z.r AS z, CASE WHEN y.n * z.n > %d THEN CAST(%s AS BIGINT) ELSE %s END AS v FROM %s AS y JOIN %s AS z ON z.p = y.p%s%s) AS k WHERE v > 0 GROUP BY p",
		maxPairs, many, value, rows("y", wanted[0]), rows("z", wanted[1]), d.shifted("y"), d.shifted("z"))
	d.pairs = append(d.pairs, text)
	return &rowpattern.Condition{Op: rowpattern.Pair, Pair: len(d.pairs) - 1, LeftAt: anchors[0], Other: anchors[1]}
}
