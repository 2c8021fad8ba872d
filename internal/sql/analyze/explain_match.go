package analyze

import (
	"fmt"
	"strings"

	"tarn/internal/sql/syntax"
)

// recognition is a row pattern as Trino's plans show it: what is read is written as column[RUNNING LAST({labels})].
func (p *planner) recognition(r *Recognition) *Step {
	input := p.relation(r.Input)
	s := &Step{Name: "PatternRecognition", Children: []*Step{input}}
	for _, c := range r.Carried {
		p.same(c.Column, c.X)
	}
	for _, c := range r.Columns {
		if c.Of != nil {
			p.names[c] = p.column(c.Of.Column)
		}
	}
	if r.Keys != nil {
		s.About = append(s.About, "partitionBy = ["+p.list(r.Keys)+"]")
	}
	if r.Order != nil {
		s.About = append(s.About, "orderBy = ["+p.keys(r.Order)+"]")
	}
	var used []*Column
	for _, c := range r.Columns {
		if c.Of == nil || c.Of.used {
			used = append(used, c)
		}
	}
	s.Layout = p.layout(used)
	detail := func(format string, args ...any) { s.Details = append(s.Details, fmt.Sprintf(format, args...)) }
	p.names[r.Number] = "match_number"
	p.reads(r, r.Reads)
	for _, a := range r.Aggregates {
		p.rows(a.Row)
		mode := "RUNNING "
		if a.Final {
			mode = "FINAL "
		}
		p.names[a.Column] = mode + p.expr(a.X) + "{" + r.names(a.Labels) + "}"
	}
	for _, m := range r.Measures {
		detail("%s := %s", p.column(m.Column), p.expr(m.X))
	}
	rows := r.syntax.Rows
	if rows == "" {
		rows = syntax.OneRow
	}
	detail("%s", rows)
	skip := "PAST LAST ROW"
	if r.syntax.Skip != nil {
		skip = syntax.Print(r.syntax.Skip)
	}
	detail("AFTER MATCH SKIP %s", skip)
	detail("pattern[%s] (INITIAL)", syntax.Print(r.syntax.Pattern))
	for _, set := range r.syntax.Subsets {
		detail("subset %s", syntax.Print(set))
	}
	for i, d := range r.Defines {
		if d == nil {
			detail("%s := true", r.Labels[i])
			continue
		}
		p.reads(r, d.Reads)
		for _, c := range d.Counts {
			p.rows(c.Row)
			p.names[c.Column] = "RUNNING count(" + r.names(c.Labels) + ".*)"
		}
		detail("%s := %s", r.Labels[i], p.expr(d.X))
	}
	return s
}

// names are labels between commas.
func (r *Recognition) names(labels []int) string {
	names := make([]string, len(labels))
	for i, l := range labels {
		names[i] = r.Labels[l]
	}
	return strings.Join(names, ", ")
}

// rows names the columns of the rows that are aggregated as those of the input.
func (p *planner) rows(row *PatternRead) {
	for _, c := range row.Columns {
		p.names[c.As] = p.column(c.Of)
	}
	if row.Classifier != nil {
		p.names[row.Classifier] = "classifier"
	}
}

// reads names what is read of other rows by where it is read.
func (p *planner) reads(r *Recognition, reads []*PatternRead) {
	for _, read := range reads {
		where := map[bool]string{true: "FINAL ", false: "RUNNING "}[read.Final] + map[bool]string{true: "LAST", false: "FIRST"}[read.Last] + "({" + r.names(read.Labels) + "}"
		if read.Offset > 0 {
			where += fmt.Sprintf(", %d", read.Offset)
		}
		where += ")"
		switch {
		case read.Physical < 0:
			where = fmt.Sprintf("PREV(%s, %d)", where, -read.Physical)
		case read.Physical > 0:
			where = fmt.Sprintf("NEXT(%s, %d)", where, read.Physical)
		}
		for _, c := range read.Columns {
			p.names[c.As] = p.column(c.Of) + "[" + where + "]"
		}
		if read.Classifier != nil {
			p.names[read.Classifier] = "classifier[" + where + "]"
		}
	}
}
