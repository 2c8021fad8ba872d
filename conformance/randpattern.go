package main

import (
	"fmt"
	"strings"
)

// patternQuery is a MATCH_RECOGNIZE over one of the small tables. Rows are ordered by a key, so that there is one answer.
func (q *querier) patternQuery() *node {
	p := &patterner{querier: q, labels: "ABCD"[:1+q.r.IntN(4)]}
	var clauses []*node
	if q.r.IntN(2) == 0 {
		clauses = append(clauses, optional(clause("PARTITION BY "+pick(q.r, "f", "s", "v", "w", "dt", "f, v", "m"))))
	}
	clauses = append(clauses, clause("ORDER BY id"+pick(q.r, "", " DESC")))
	var measures []*node
	for i := range 1 + q.r.IntN(5) {
		measures = append(measures, optional(clause("%s AS m"+fmt.Sprint(i), p.measure())))
	}
	measures = append(measures, clause("classifier() AS c"))
	clauses = append(clauses, listOf("MEASURES ", ", ", "", measures...))
	clauses = append(clauses, optional(clause(pick(q.r, "ONE ROW PER MATCH", "ALL ROWS PER MATCH", "ALL ROWS PER MATCH", "ALL ROWS PER MATCH OMIT EMPTY MATCHES", "ALL ROWS PER MATCH WITH UNMATCHED ROWS"))))
	clauses = append(clauses, optional(clause("AFTER MATCH SKIP "+pick(q.r, "PAST LAST ROW", "PAST LAST ROW", "TO NEXT ROW", "TO NEXT ROW", "TO LAST "+p.label(), "TO FIRST "+p.label(), "TO U"))))
	clauses = append(clauses, clause("PATTERN (%s)", p.pattern(3)))
	clauses = append(clauses, clause("SUBSET U = ("+strings.Join(strings.Split(p.labels[:1+q.r.IntN(len(p.labels))], ""), ", ")+")"))
	var defines []*node
	for _, l := range p.labels {
		p.own = string(l)
		if q.r.IntN(5) > 0 || len(defines) == 0 {
			defines = append(defines, clause(string(l)+" AS %s", p.condition(2)))
		}
	}
	clauses = append(clauses, listOf("DEFINE ", ", ", "", defines...))
	return clause("SELECT * FROM (SELECT id, i, b, s, d, m, l, v, w, f, dt, ts, t6, tz FROM "+pick(q.r, "r0", "r1", "r1", "r2", "r2", "r2")+") MATCH_RECOGNIZE (%s)", listOf("", " ", "", clauses...))
}

type patterner struct {
	*querier
	labels string
	own    string // the label whose condition is made
}

func (p *patterner) label() string {
	if p.r.IntN(8) == 0 {
		return "U"
	}
	return string(p.labels[p.r.IntN(len(p.labels))])
}

// pattern names each label at least once: what it has not is not defined.
func (p *patterner) pattern(depth int) *node {
	parts := []*node{p.part(depth)}
	for _, l := range p.labels {
		if !strings.ContainsRune(parts[0].String(), l) {
			parts = append(parts, clause(string(l)+pick(p.r, "", "?", "*", "+", "{2}", "{,2}", "*?")))
		}
	}
	return listOf("", pick(p.r, " ", " ", " | "), "", parts...)
}

func (p *patterner) part(depth int) *node {
	if depth == 0 || p.r.IntN(4) == 0 {
		return clause(string(p.labels[p.r.IntN(len(p.labels))]))
	}
	parts := func(n int) []*node {
		out := make([]*node, n)
		for i := range out {
			out[i] = p.part(depth - 1)
		}
		return out
	}
	switch p.r.IntN(14) {
	case 0:
		return clause("()")
	case 1:
		return clause(pick(p.r, "^", "$"))
	case 2, 3, 4:
		return listOf("(", " ", ")", parts(2+p.r.IntN(2))...)
	case 5, 6:
		return listOf("(", " | ", ")", parts(2+p.r.IntN(2))...)
	case 7:
		return listOf("PERMUTE(", ", ", ")", parts(2+p.r.IntN(2))...)
	case 8:
		return clause("{- %s -}", p.part(depth-1))
	}
	return clause("(%s)"+pick(p.r, "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{,3}", "{2,}", "{1,}?", "{0,2}?"), p.part(depth-1))
}

// columns of one type, by which values are compared.
var patternColumns = [][]string{{"id", "i", "b", "s", "10", "0"}, {"d", "d", "1.5e0"}, {"m", "m", "1.5"}, {"l", "l"}, {"v", "w", "'a'"}, {"dt", "dt"}, {"ts", "t6", "ts"}, {"tz", "tz"}, {"id", "id", "id"}}

// read is a value of a row: of this one, or of one that is navigated to.
func (p *patterner) read(column string) string {
	if !('a' <= column[0] && column[0] <= 'z') {
		return column
	}
	labelled := column
	if p.r.IntN(2) == 0 {
		labelled = p.label() + "." + column
	}
	mode, n := "", p.r.IntN(3)
	if p.own == "" {
		mode = pick(p.r, "", "RUNNING ", "FINAL ")
	}
	logical := mode + pick(p.r, "FIRST(", "LAST(") + labelled + pick(p.r, "", "", ", 1", ", 2") + ")"
	switch p.r.IntN(7) {
	case 0, 1:
		return logical
	case 2:
		return fmt.Sprintf("%s(%s, %d)", pick(p.r, "PREV", "NEXT"), column, n)
	case 3:
		return fmt.Sprintf("%s(%s, %d)", pick(p.r, "PREV", "NEXT"), logical, n)
	}
	return labelled
}

func (p *patterner) condition(depth int) *node {
	if depth > 0 && p.r.IntN(3) > 0 {
		switch p.r.IntN(5) {
		case 0:
			return clause("NOT (%s)", p.condition(depth-1))
		case 1, 2:
			return listOf("(", " OR ", ")", optional(p.condition(depth-1)), optional(p.condition(depth-1)))
		}
		return listOf("(", " AND ", ")", optional(p.condition(depth-1)), optional(p.condition(depth-1)))
	}
	columns := pick(p.r, patternColumns...)
	left, right := p.read(columns[p.r.IntN(2)]), p.read(pick(p.r, columns...))
	switch p.r.IntN(14) {
	case 0:
		return clause(left + pick(p.r, " IS NULL", " IS NOT NULL"))
	case 1:
		return clause(left + " BETWEEN " + right + " AND " + p.read(pick(p.r, columns...)))
	case 2:
		return clause("classifier() " + pick(p.r, "=", "<>") + " '" + p.own + "'")
	case 3:
		return clause(pick(p.r, "PREV(classifier())", "LAST(classifier(), 1)", "FIRST(classifier())", "FIRST(classifier(), 1)", "LAST(classifier(U))", "classifier("+p.label()+")", "PREV(LAST(classifier(), 1), 1)", "NEXT(FIRST(classifier()), 1)", "NEXT(classifier())") +
			pick(p.r, " = ", " <> ", " IS DISTINCT FROM ") + "'" + string(p.labels[p.r.IntN(len(p.labels))]) + "'")
	case 4:
		return clause(pick(p.r, "count(*)", "count("+p.label()+".*)", "count("+p.label()+".i)", "count(v)") + pick(p.r, " < ", " <= ", " <> ") + fmt.Sprint(1+p.r.IntN(5)))
	case 5:
		return clause("match_number() " + pick(p.r, "% 2 = 0", "<= 3", "<> 2", "+ count(*) < 8"))
	case 6:
		return clause(p.read(pick(p.r, "i", "id", "s")) + pick(p.r, " - ", " + ", " * ") + p.read(pick(p.r, "i", "id", "s")) + pick(p.r, " < ", " >= ") + fmt.Sprint(p.r.IntN(20)))
	case 7:
		return clause("coalesce(" + left + ", " + right + ") = " + right)
	case 8:
		return clause(pick(p.r, "true", "f = true", "NOT f = true", p.read("f")+" = true"))
	}
	return clause(left + pick(p.r, " = ", " <> ", " < ", " <= ", " > ", " >= ", " IS DISTINCT FROM ", " IS NOT DISTINCT FROM ") + right)
}

func (p *patterner) measure() *node {
	p.own = ""
	switch p.r.IntN(8) {
	case 0:
		return clause("match_number()")
	case 1:
		return clause(pick(p.r, "PREV(classifier())", "LAST(classifier(), 1)", "FINAL LAST(classifier())", "classifier("+p.label()+")", "NEXT(classifier(), 2)", "FIRST(classifier(U), 1)"))
	case 2, 3:
		column := pick(p.r, "i", "b", "m", "id")
		if p.r.IntN(2) == 0 {
			column = p.label() + "." + column
		}
		return clause(pick(p.r, "", "RUNNING ", "FINAL ") + pick(p.r, "count(*)", "count("+p.label()+".*)", "count("+column+")", "sum("+column+")", "min("+column+")", "max("+column+")", "array_agg("+column+")", "max_by("+column+", "+column+")", "array_agg(classifier())"))
	case 4:
		return clause(p.read("i") + pick(p.r, " + ", " - ") + p.read("id"))
	}
	return clause(p.read(pick(p.r, "id", "id", "i", "d", "m", "v", "ts", "tz", "dt", "f")))
}
