package emit

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/rowpattern"
)

// recognition writes MATCH_RECOGNIZE. The input's rows get the number of their partition, p, and their number in it, r. What conditions are made
// of is computed for each row, and one call a partition of functions.MatchRows finds the matches. It tells the numbers of the rows that
// measures read, which are joined.
func (e *emitter) recognition(r *analyze.Recognition) string {
	m := &matches{e: e, r: r, name: fmt.Sprintf("m%d", r.ID)}
	m.spec = rowpattern.Spec{Labels: len(r.Labels), Pattern: r.Pattern, Rows: r.Rows, Skip: r.Skip, SkipTo: r.SkipTo, Assigned: len(r.Aggregates) > 0}
	m.input()
	m.conditions()
	m.found()
	items, from := m.output()
	alias := fmt.Sprintf("t%d", r.ID)
	e.bind(alias, r.Columns)
	if m.fallible != nil || m.falliblePairs != nil {
		from += " WHERE (SELECT count(v) FROM " + m.name + "f) >= 0"
	}
	text := "(WITH " + strings.Join(m.with, ", ") + " SELECT " + strings.Join(items, ", ") + " FROM " + from + ") AS " + alias + "(" + names(r.Columns) + ")"
	return e.sized(r.At(), text)
}

// matches writes one MATCH_RECOGNIZE.
type matches struct {
	e    *emitter
	r    *analyze.Recognition
	name string
	with []string
	spec rowpattern.Spec
	// bits, ints, floats and texts are what is computed of each row, pairs of each pair.
	bits, ints, floats, texts, pairs []string
	// fallible are the conditions that may fail, by the number of the bit, and of the set of pairs.
	fallible, falliblePairs map[int]string
	// own is the anchor of the row that is looked at.
	own         int
	definitions []*definition
	// filtered says that the next condition is a term of all that has to hold.
	filtered bool
	// compared are the columns in the order that conditions name them, until the kinds are put one after another.
	compared []*compared
	// shifts are the rows at a fixed distance from another one that are read.
	shifts map[string]bool
}

// add puts a query of the WITH clause.
func (m *matches) add(name, text string, materialized bool) {
	if materialized {
		text = "MATERIALIZED (" + text + ")"
	} else {
		text = "(" + text + ")"
	}
	m.with = append(m.with, m.name+name+" AS "+text)
}

// input: b are the rows of the input, n these and, for each partition, a row 0 that has NULLs only.
func (m *matches) input() {
	from := m.e.relation(m.r.Input)
	var items, outer, nulls []string
	for _, c := range m.r.Carried {
		items = append(items, m.e.expr(c.X)+" AS "+name(c.Column))
		outer = append(outer, name(c.Column))
		nulls = append(nulls, ", NULL")
		m.e.columns[c.Column] = "x." + name(c.Column)
	}
	items = append(items, "row_number() OVER () AS g")
	over := ""
	if m.r.Keys != nil {
		over = m.e.partitionBy(m.r.Keys) + " "
	}
	if m.r.Order != nil {
		over += m.e.orderWithin(m.r.Order) + ", x.g"
	} else {
		over += "ORDER BY x.g"
	}
	columns := strings.Join(append([]string{"p", "r"}, outer...), ", ")
	m.add("b", "SELECT first_value(x.g) OVER w AS p, row_number() OVER w AS r"+prefixed(outer)+" FROM (SELECT "+strings.Join(items, ", ")+" FROM "+from+") AS x WINDOW w AS ("+over+")", true)
	m.add("n", "SELECT "+columns+" FROM "+m.name+"b UNION ALL SELECT p, 0"+strings.Join(nulls, "")+" FROM "+m.name+"b WHERE r = 1", false)
}

func prefixed(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return ", " + strings.Join(list, ", ")
}

// found: s are the numbers that functions.MatchRows gives, o those of the rows that are given, l the labels of all rows of matches.
func (m *matches) found() {
	for _, c := range m.r.Reads {
		if c.Columns != nil {
			m.spec.Navigations = append(m.spec.Navigations, c.Navigation)
		}
		if c.Classifier != nil {
			n := c.Navigation
			n.Classifier = true
			m.spec.Navigations = append(m.spec.Navigations, n)
		}
	}
	m.spec.Fallible = m.fallible != nil || m.falliblePairs != nil
	spec, err := json.Marshal(&m.spec)
	if err != nil {
		m.e.fail(m.r.At(), err)
	}
	var lists []string
	list := func(kind string, texts []string) {
		parts := make([]string, len(texts))
		for i, text := range texts {
			parts[i] = "list(" + text + " ORDER BY x.r)"
		}
		lists = append(lists, "CAST(["+strings.Join(parts, ", ")+"] AS "+kind+"[][])")
	}
	list("BIGINT", m.packed())
	list("BIGINT", m.ints)
	list("DOUBLE", m.floats)
	list("VARCHAR", m.texts)
	text := "SELECT x.p, count(*) - 1 AS n, " + lists[0] + " AS bits, " + lists[1] + " AS ints, " + lists[2] + " AS floats, " + lists[3] + " AS texts FROM " + m.name + "n AS x" + m.shifted("x") + " GROUP BY x.p"
	from := "(" + text + ") AS v"
	var pairs []string
	for i, pair := range m.pairs {
		from += fmt.Sprintf(" LEFT JOIN (%s) AS q%d ON q%d.p = v.p", pair, i, i)
		pairs = append(pairs, fmt.Sprintf("coalesce(q%d.l, [])", i))
	}
	m.add("s", fmt.Sprintf("SELECT v.p, unnest(%s(%s, v.n, v.bits, v.ints, v.floats, v.texts, CAST([%s] AS BIGINT[][]))) AS u FROM %s",
		functions.MatchRows, functions.QuoteText(string(spec)), strings.Join(pairs, ", "), from), true)
	items := "p, u[1] AS r, u[2] AS n"
	for i := range m.spec.Navigations {
		items += fmt.Sprintf(", u[%d] AS n%d", i+4, i)
	}
	m.failures()
	m.add("o", "SELECT "+items+" FROM "+m.name+"s WHERE u[3] = 0", false)
	if m.spec.Assigned {
		m.add("l", "SELECT p, u[1] AS r, u[2] AS n, u[4] AS label FROM "+m.name+"s WHERE u[3] = 1", false)
	}
}

// failures: f computes the condition that a search came to and that fails, as it is: so the failure has its own words.
func (m *matches) failures() {
	var parts []string
	one := func(kind int, conditions map[int]string, from string) {
		if conditions == nil {
			return
		}
		text := ""
		for _, i := range slices.Sorted(maps.Keys(conditions)) {
			text += fmt.Sprintf(" WHEN %d THEN %s", i, conditions[i])
		}
		parts = append(parts, fmt.Sprintf("SELECT CASE WHEN CASE u[2]%s END THEN error('GENERIC_INTERNAL_ERROR: a condition of DEFINE failed before') ELSE error('GENERIC_INTERNAL_ERROR: a condition of DEFINE failed before') END AS v FROM %ss AS s %s WHERE s.u[3] = %d", text, m.name, from, kind))
	}
	at := func(alias string, place int) string {
		return fmt.Sprintf("JOIN %sn AS %s ON %s.p = s.p AND %s.r = s.u[%d]", m.name, alias, alias, alias, place)
	}
	one(2, m.fallible, at("x", 1)+m.shifted("x"))
	one(3, m.falliblePairs, at("y", 1)+" "+at("z", 4)+m.shifted("y")+m.shifted("z"))
	if parts != nil {
		m.add("f", strings.Join(parts, " UNION ALL "), false)
	}
}

// packed are the bits, several in a number: see rowpattern.Table.
func (m *matches) packed() []string {
	const each = 31
	var out []string
	for i := 0; i < len(m.bits); i += each {
		var parts []string
		for j, bit := range m.bits[i:min(i+each, len(m.bits))] {
			parts = append(parts, fmt.Sprintf("(%s << %d)", bit, 2*j))
		}
		out = append(out, strings.Join(parts, " + "))
	}
	return out
}

// shift is the row at a distance from another one.
func (m *matches) shift(alias string, distance int) string {
	if distance == 0 {
		return alias
	}
	name := fmt.Sprintf("%s_%d", alias, distance)
	if distance < 0 {
		name = fmt.Sprintf("%s__%d", alias, -distance)
	}
	if m.shifts == nil {
		m.shifts = map[string]bool{}
	}
	m.shifts[fmt.Sprintf(" LEFT JOIN %[1]sb AS %[2]s ON %[2]s.p = %[3]s.p AND %[2]s.r = nullif(%[3]s.r, 0) + (%[4]d)", m.name, name, alias, distance)] = true
	return name
}

// shifted are the joins of the rows at a distance from a row.
func (m *matches) shifted(alias string) string {
	text := ""
	for _, join := range sortedKeys(m.shifts) {
		if strings.Contains(join, " = "+alias+".p ") {
			text += join
		}
	}
	return text
}

// output are the columns, and where they come from: c is the row that is given.
func (m *matches) output() (items []string, from string) {
	e := m.e
	from = m.name + "o AS o LEFT JOIN " + m.name + "b AS c ON c.p = o.p AND c.r = o.r"
	n := 0
	for i, read := range m.r.Reads {
		if read.Columns != nil {
			alias := fmt.Sprintf("j%d", i)
			from += fmt.Sprintf(" LEFT JOIN %[1]sb AS %[2]s ON %[2]s.p = o.p AND %[2]s.r = o.n%[3]d", m.name, alias, n)
			n++
			for _, c := range read.Columns {
				e.columns[c.As] = alias + "." + name(c.Of)
			}
		}
		if read.Classifier != nil {
			e.columns[read.Classifier] = m.label(fmt.Sprintf("o.n%d", n))
			n++
		}
	}
	for i, agg := range m.r.Aggregates {
		alias := fmt.Sprintf("a%d", i)
		from += fmt.Sprintf(" LEFT JOIN (%[1]s) AS %[2]s ON %[2]s.p = o.p AND %[2]s.r = o.r AND %[2]s.n = o.n", m.aggregate(agg), alias)
		e.columns[agg.Column] = alias + ".v"
	}
	e.columns[m.r.Number] = "o.n"
	measures := map[*analyze.Column]string{}
	for _, x := range m.r.Measures {
		text := e.expr(x.X)
		if m.r.Rows == rowpattern.AllAndOthers {
			text = "CASE WHEN o.n > 0 THEN " + text + " END"
		}
		measures[x.Column] = text
	}
	for _, c := range m.r.Columns {
		text := measures[c]
		if c.Of != nil {
			text = "c." + name(c.Of.Column)
			if !c.Of.Used() {
				text = "NULL"
			}
		}
		items = append(items, text+" AS "+name(c))
	}
	return items, from
}

// label is the name of a label whose number counts from 1.
func (m *matches) label(number string) string {
	quoted := make([]string, len(m.r.Labels))
	for i, l := range m.r.Labels {
		quoted[i] = functions.QuoteText(l)
	}
	return "list_extract([" + strings.Join(quoted, ", ") + "], " + number + ")"
}

// aggregate is an aggregation for each row that is given.
func (m *matches) aggregate(agg *analyze.PatternAggregate) string {
	e := m.e
	on := "l.p = o.p AND l.n = o.n"
	if agg.Labels != nil {
		on += " AND l.label IN (" + strings.Trim(strings.Join(strings.Fields(fmt.Sprint(agg.Labels)), ", "), "[]") + ")"
	}
	if !agg.Final && m.r.Rows != rowpattern.One {
		on += " AND l.r <= o.r"
	}
	for _, c := range agg.Row.Columns {
		e.columns[c.As] = "y." + name(c.Of)
	}
	if agg.Row.Classifier != nil {
		e.columns[agg.Row.Classifier] = m.label("l.label + 1")
	}
	e.columns[m.r.Number] = "l.n"
	present := e.synthetic(schema.Of(schema.Boolean), "(l.r IS NOT NULL)")
	x := *agg.X
	x.Filter = present
	if x.Order == nil {
		x.Order = []analyze.SortKey{{X: e.synthetic(schema.Of(schema.Bigint), "l.r")}}
	}
	wanted := e.wanted
	e.wanted = present
	text := e.aggregate(&x)
	e.wanted = wanted
	return fmt.Sprintf("SELECT o.p AS p, o.r AS r, o.n AS n, %[2]s AS v FROM %[1]so AS o LEFT JOIN %[1]sl AS l ON %[3]s LEFT JOIN %[1]sb AS y ON y.p = l.p AND y.r = l.r GROUP BY o.p, o.r, o.n", m.name, text, on)
}

// synthetic is a column of this text.
func (e *emitter) synthetic(t schema.Type, text string) *analyze.Ref {
	ref := &analyze.Ref{Column: &analyze.Column{T: t}}
	ref.T = t
	e.columns[ref.Column] = text
	return ref
}
