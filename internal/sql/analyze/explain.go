package analyze

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// Step is a step of a statement's plan, as EXPLAIN shows it.
type Step struct {
	Name string
	// About are the step's properties in brackets: table = …, orderBy = […].
	About []string
	// Layout are the columns that it gives.
	Layout []string
	// Details are lines of their own: what a column stands for.
	Details  []string
	Children []*Step
}

// Plan gives a statement's steps, the last first, in the words of Trino's plans. They are the typed tree's: how the engine
// goes about them is its own.
func (q *Query) Plan() *Step {
	names := make([]string, len(q.Columns))
	for i, c := range q.Columns {
		names[i] = c.Name
	}
	p := &planner{names: map[*Column]string{}, taken: map[string]bool{}}
	top := p.node(q.Root)
	return &Step{Name: "Output", About: []string{"columnNames = [" + strings.Join(names, ", ") + "]"}, Layout: top.Layout, Children: []*Step{top}}
}

// planner names the columns of a plan: by their own names, numbered where they clash.
type planner struct {
	names map[*Column]string
	taken map[string]bool
}

func (p *planner) column(c *Column) string {
	if name, ok := p.names[c]; ok {
		return name
	}
	return p.name(c, c.Name)
}

// same gives a column that is another under its own name the other's.
func (p *planner) same(c *Column, x Expr) {
	r, ok := x.(*Ref)
	if own := strings.ToLower(c.Name); ok && (own == "" || strings.HasPrefix(own, "_col") || own == strings.ToLower(r.Column.Name)) {
		p.names[c] = p.column(r.Column)
	}
}

func (p *planner) name(c *Column, want string) string {
	base := strings.ToLower(want)
	if base == "" || strings.HasPrefix(base, "_col") {
		base = "expr"
	}
	name := base
	for i := 1; p.taken[name]; i++ {
		name = fmt.Sprintf("%s_%d", base, i)
	}
	p.taken[name] = true
	p.names[c] = name
	return name
}

func (p *planner) layout(columns []*Column) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = p.column(c) + ":" + c.T.String()
	}
	return out
}

func (p *planner) node(n *Node) *Step {
	var s *Step
	switch body := n.Body.(type) {
	case *Select:
		s = p.selection(n, body)
	case *SetOperation:
		s = &Step{Name: map[syntax.SetOp]string{syntax.Union: "Union", syntax.Intersect: "Intersect", syntax.Except: "Except"}[body.Op],
			Layout: p.layout(n.Columns), Children: []*Step{p.node(body.Left), p.node(body.Right)}}
		if !body.All {
			s = &Step{Name: "Distinct", Layout: s.Layout, Children: []*Step{s}}
		}
	case *Values:
		s = &Step{Name: "Values", Layout: p.layout(n.Columns)}
		for i, row := range body.Rows {
			if i == 20 {
				s.Details = append(s.Details, fmt.Sprintf("… %d rows in all", len(body.Rows)))
				break
			}
			s.Details = append(s.Details, "("+p.list(row)+")")
		}
	case *Nested:
		s = p.node(body.Query)
		for i, c := range n.Columns {
			p.names[c] = p.column(body.Query.Columns[i])
		}
	}
	if _, done := n.Body.(*Select); !done {
		s = p.ordered(s, n, n.Order)
	}
	for _, c := range n.With {
		if c.refs > 0 {
			s.Children = append(s.Children, p.with(c))
		}
	}
	return s
}

func (p *planner) with(c *CTE) *Step {
	name := "With"
	if c.Recursive {
		name = "WithRecursive"
	}
	return &Step{Name: name, About: []string{"name = " + c.Name}, Layout: p.layout(c.Columns), Children: []*Step{p.node(c.Query)}}
}

// ordered puts a node's order and limits on top of a step.
func (p *planner) ordered(s *Step, n *Node, order []SortKey) *Step {
	limit, offset := "", ""
	if n.Limit != nil {
		limit = p.expr(n.Limit)
	}
	if n.Offset != nil {
		offset = p.expr(n.Offset)
	}
	over := func(name string, about ...string) {
		s = &Step{Name: name, About: about, Layout: s.Layout, Children: []*Step{s}}
	}
	switch {
	case order != nil && limit != "" && offset == "" && !n.Ties:
		over("TopN", "count = "+limit, "orderBy = ["+p.keys(order)+"]")
		return s
	case order != nil:
		over("Sort", "orderBy = ["+p.keys(order)+"]")
	}
	if offset != "" {
		over("Offset", "count = "+offset)
	}
	if limit != "" {
		about := []string{"count = " + limit}
		if n.Ties {
			about = append(about, "withTies = true")
		}
		over("Limit", about...)
	}
	return s
}

func (p *planner) keys(keys []SortKey) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		direction, nulls := "ASC", "NULLS LAST"
		if k.Desc {
			direction = "DESC"
		}
		if k.NullsFirst {
			nulls = "NULLS FIRST"
		}
		parts[i] = p.expr(k.X) + " " + direction + " " + nulls
	}
	return strings.Join(parts, ", ")
}

func (p *planner) selection(n *Node, b *Select) *Step {
	s := &Step{Name: "Values", Details: []string{"()"}}
	if b.From != nil {
		s = p.relation(b.From)
	}
	filter := func(x Expr) {
		if x == nil {
			return
		}
		about := "filterPredicate = " + p.expr(x)
		if s.Name == "TableScan" {
			s.Name, s.About = "ScanFilter", append(s.About, about)
			return
		}
		s = &Step{Name: "Filter", About: []string{about}, Layout: s.Layout, Children: []*Step{s}}
	}
	filter(b.Where)
	if g := b.Group; g != nil {
		for i, k := range g.Keys {
			p.same(g.KeyColumns[i], k)
		}
		for i, x := range g.Aggregates {
			if x, ok := x.(*Aggregate); ok && p.names[g.AggColumns[i]] == "" {
				p.name(g.AggColumns[i], x.Function.Name)
			}
		}
		agg := &Step{Name: "Aggregate", Children: []*Step{s}, Layout: p.layout(append(g.KeyColumns[:len(g.KeyColumns):len(g.KeyColumns)], g.AggColumns...))}
		var keys []string
		for i, k := range g.Keys {
			keys = append(keys, p.column(g.KeyColumns[i]))
			if text := p.expr(k); text != keys[i] {
				agg.Details = append(agg.Details, keys[i]+" := "+text)
			}
		}
		if keys != nil {
			agg.About = append(agg.About, "keys = ["+strings.Join(keys, ", ")+"]")
		}
		if g.Sets != nil {
			agg.About = append(agg.About, fmt.Sprintf("groupingSets = %d", len(g.Sets)))
		}
		for i, x := range g.Aggregates {
			agg.Details = append(agg.Details, p.column(g.AggColumns[i])+" := "+p.expr(x))
		}
		s = agg
		filter(b.Having)
	}
	for i, x := range b.Items {
		p.same(n.Columns[i], x)
	}
	project := &Step{Name: "Project", Children: []*Step{s}, Layout: p.layout(n.Columns)}
	for i, x := range b.Items {
		if r, ok := x.(*Ref); ok && p.column(r.Column) == strings.Split(project.Layout[i], ":")[0] {
			continue
		}
		project.Details = append(project.Details, p.column(n.Columns[i])+" := "+p.expr(x))
		if contains(x, func(x Expr) bool { _, is := x.(*Window); return is }) && project.Name == "Project" {
			project.Name = "Window"
		}
	}
	if s.Name == "ScanFilter" || s.Name == "TableScan" {
		project.Name = map[string]string{"ScanFilter": "ScanFilterProject", "TableScan": "ScanProject"}[s.Name]
		project.About, project.Children = s.About, s.Children
		project.Details = append(project.Details, s.Details...)
	}
	s = project
	if b.Distinct {
		s = &Step{Name: "Distinct", Layout: s.Layout, Children: []*Step{s}}
	}
	return p.ordered(s, n, b.Order)
}

func (p *planner) relation(r Relation) *Step {
	switch r := r.(type) {
	case *ScanRelation:
		rel := r.Scan.Relation
		s := &Step{Name: "TableScan", About: []string{"table = " + rel.Catalog + ":" + rel.Schema + "." + rel.Name}, Layout: nil}
		if rel.AsOf != nil {
			if rel.AsOf.Snapshot != 0 {
				s.About = append(s.About, fmt.Sprintf("snapshot = %d", rel.AsOf.Snapshot))
			} else {
				s.About = append(s.About, "asOf = "+rel.AsOf.Time.Format("2006-01-02 15:04:05.000 UTC"))
			}
		}
		p.sample(s, r.Method, r.Sample)
		for _, c := range r.Columns {
			if c.Source == nil || c.Source.From == "" {
				continue
			}
			for _, used := range r.Scan.Columns {
				if used == c.Source.From && c.Name != "$path" {
					s.Layout = append(s.Layout, p.column(c)+":"+c.T.String())
				}
			}
		}
		for _, w := range r.Scan.Where {
			s.Details = append(s.Details, "files where "+predicate(w))
		}
		return s
	case *Derived:
		s := p.node(r.Query)
		for i, c := range r.Columns {
			p.names[c] = p.column(r.Query.Columns[i])
		}
		if r.Lateral {
			s = &Step{Name: "Lateral", Layout: s.Layout, Children: []*Step{s}}
		}
		p.sample(s, r.Method, r.Sample)
		return s
	case *CTERelation:
		return &Step{Name: "WithScan", About: []string{"name = " + r.CTE.Name}, Layout: p.layout(r.Columns)}
	case *Unnest:
		s := &Step{Name: "Unnest", About: []string{"unnest = [" + p.list(r.Exprs) + "]"}, Layout: p.layout(r.Columns)}
		if r.Ordinality {
			s.About = append(s.About, "withOrdinality = true")
		}
		return s
	case *Sequence:
		about := fmt.Sprintf("sequence(%d, %d, %d)", r.Start, r.Stop, r.Step)
		if r.Computed != nil {
			about = "sequence(" + p.list(r.Computed) + ")"
		}
		return &Step{Name: "TableFunctionProcessor", About: []string{about}, Layout: p.layout(r.Columns)}
	case *Recognition:
		return p.recognition(r)
	case *Join:
		left, right := p.relation(r.Left), p.relation(r.Right)
		s := &Step{Name: map[syntax.JoinKind]string{syntax.CrossJoin: "CrossJoin", syntax.InnerJoin: "InnerJoin", syntax.LeftJoin: "LeftJoin",
			syntax.RightJoin: "RightJoin", syntax.FullJoin: "FullJoin"}[r.Kind], Children: []*Step{left, right}}
		s.Layout = append(append(s.Layout, left.Layout...), right.Layout...)
		if r.On != nil {
			s.About = append(s.About, "criteria = "+p.expr(r.On))
		}
		return s
	}
	return &Step{Name: "Relation"}
}

func (p *planner) sample(s *Step, method string, percent float64) {
	if method != "" {
		s.About = append(s.About, fmt.Sprintf("sample = %s (%v%%)", method, percent))
	}
}

// Condition writes a predicate on a stored column.
func Condition(w schema.Predicate) string { return predicate(w) }

func predicate(w schema.Predicate) string {
	op := [...]string{schema.Eq: "=", schema.In: "IN", schema.Lt: "<", schema.Le: "<=", schema.Gt: ">", schema.Ge: ">=", schema.IsNull: "IS NULL", schema.NotNull: "IS NOT NULL"}[w.Op]
	values := make([]string, len(w.Values))
	for i, v := range w.Values {
		values[i] = constantText(v)
	}
	text := w.Column + " " + op
	switch {
	case w.Op == schema.In:
		return text + " (" + strings.Join(values, ", ") + ")"
	case len(values) > 0:
		return text + " " + values[0]
	}
	return text
}

// String draws the plan as Trino does.
func (s *Step) String() string {
	var b strings.Builder
	s.draw(&b, "", "")
	return b.String()
}

func (s *Step) title() string { return s.Name + "[" + strings.Join(s.About, ", ") + "]" }

// draw writes a step: first before its name, rest before its other lines.
func (s *Step) draw(b *strings.Builder, first, rest string) {
	b.WriteString(first + s.title() + "\n")
	bar := rest + "│   "
	if len(s.Children) == 0 {
		bar = rest + "    "
	}
	fmt.Fprintf(b, "%sLayout: [%s]\n", bar, strings.Join(s.Layout, ", "))
	for _, d := range s.Details {
		fmt.Fprintf(b, "%s%s\n", bar, d)
	}
	for i, c := range s.Children {
		if i == len(s.Children)-1 {
			c.draw(b, rest+"└─ ", rest+"   ")
		} else {
			c.draw(b, rest+"├─ ", rest+"│  ")
		}
	}
}
