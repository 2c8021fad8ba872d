package syntax

// startsQuery reports whether a query begins here without a parenthesis.
func (p *parser) startsQuery() bool { return p.queryAt(0) }

func (p *parser) queryAt(n int) bool {
	t := p.ahead(n)
	return t.isAny("SELECT", "WITH", "VALUES") || t.is("TABLE") && p.ahead(n+1).isName()
}

// query: [WITH …] body [ORDER BY …] [OFFSET …] [LIMIT … | FETCH FIRST …]
func (p *parser) query() *Query {
	defer p.nest()()
	start := p.pos()
	q := &Query{}
	if p.see("WITH") {
		q.With = p.with()
	}
	q.Body = p.setOperations(p.bodyPrimary())
	p.queryTail(q)
	q.Span = p.from(start)
	return q
}

// rest takes a query that was read in parentheses as the first operand of what follows: (q) UNION … ORDER BY ….
func (p *parser) rest(start Pos, first *Query, at Span) *Query {
	q := &Query{Body: p.setOperations(&ParenQuery{Span: at, Query: first})}
	p.queryTail(q)
	q.Span = p.from(start)
	return q
}

func (p *parser) seesQueryRest() bool {
	return p.tok().isAny("UNION", "INTERSECT", "EXCEPT", "ORDER", "OFFSET", "LIMIT", "FETCH")
}

func (p *parser) queryTail(q *Query) {
	if p.accept("ORDER", "BY") {
		q.OrderBy = commas(p, p.sortItem)
	}
	if p.accept("OFFSET") {
		q.Offset = p.rowCount()
		if !p.accept("ROW") {
			p.accept("ROWS")
		}
	}
	switch {
	case p.accept("LIMIT"):
		if !p.accept("ALL") {
			q.Limit = p.rowCount()
		}
		if q.Offset == nil && p.see("OFFSET") {
			p.fail(p.tok().Span, "mismatched input 'OFFSET'. Expecting: <EOF>: OFFSET comes before LIMIT")
		}
	case p.accept("FETCH"):
		if !p.accept("FIRST") {
			p.expect("NEXT")
		}
		q.Fetch = true
		if p.tok().isAny("ROW", "ROWS") {
			q.Limit = &Number{Span: p.from(p.pos()), Value: "1"}
		} else {
			q.Limit = p.rowCount()
		}
		if !p.accept("ROW") {
			p.expect("ROWS")
		}
		if !p.accept("ONLY") {
			p.expect("WITH", "TIES")
			q.Ties = true
		}
	}
}

func (p *parser) rowCount() Expr {
	switch t := p.tok(); {
	case t.kind == integer:
		return p.primary()
	case t.is("?"):
		return p.param()
	}
	p.mismatch("'?'", "<integer>")
	return nil
}

// with: WITH [RECURSIVE] name [(columns)] AS (query), …
func (p *parser) with() *With {
	start := p.pos()
	p.expect("WITH")
	w := &With{Recursive: p.accept("RECURSIVE")}
	w.Tables = commas(p, func() *CommonTable {
		start := p.pos()
		t := &CommonTable{Name: p.ident()}
		if p.see("(") {
			t.Columns = p.names()
		}
		p.expect("AS", "(")
		t.Query = p.query()
		p.expect(")")
		t.Span = p.from(start)
		return t
	})
	w.Span = p.from(start)
	return w
}

// setOperations: INTERSECT binds closer than UNION and EXCEPT; all associate to the left.
func (p *parser) setOperations(first Body) Body {
	left := p.intersections(first)
	for n := 0; p.tok().isAny("UNION", "EXCEPT"); n++ {
		p.chain(n)
		s := p.setOperation(left)
		s.Right = p.intersections(p.bodyPrimary())
		s.Span = p.from(left.Pos())
		left = s
	}
	return left
}

func (p *parser) intersections(left Body) Body {
	for n := 0; p.see("INTERSECT"); n++ {
		p.chain(n)
		s := p.setOperation(left)
		s.Right = p.bodyPrimary()
		s.Span = p.from(left.Pos())
		left = s
	}
	return left
}

func (p *parser) chain(n int) {
	if n >= maxChain {
		p.fail(p.tok().Span, "statement is too deeply nested (the limit is %d operators in a row)", maxChain)
	}
}

// setOperation reads what stands between the operands: UNION [ALL|DISTINCT] [CORRESPONDING [BY (names)]]
func (p *parser) setOperation(left Body) *SetOperation {
	s := &SetOperation{Op: SetOp(p.advance().val), Left: left}
	s.All = p.accept("ALL")
	if !s.All {
		p.accept("DISTINCT")
	}
	s.Corresponding = p.accept("CORRESPONDING")
	if s.Corresponding && p.accept("BY") {
		s.By = p.names()
	}
	return s
}

// bodyPrimary: SELECT … | VALUES … | TABLE name | (query)
func (p *parser) bodyPrimary() Body {
	start := p.pos()
	switch {
	case p.see("SELECT"):
		return p.selectBody()
	case p.accept("VALUES"):
		rows := commas(p, p.expression)
		return &Values{Span: p.from(start), Rows: rows}
	case p.accept("TABLE"):
		name := p.name()
		return &TableBody{Span: p.from(start), Name: name}
	case p.accept("("):
		q := p.query()
		p.expect(")")
		return &ParenQuery{Span: p.from(start), Query: q}
	}
	p.mismatch("'('", "'SELECT'", "'TABLE'", "'VALUES'")
	return nil
}

// selectBody: SELECT [ALL|DISTINCT] items [FROM …] [WHERE …] [GROUP BY …] [HAVING …] [WINDOW …]
func (p *parser) selectBody() Body {
	start := p.pos()
	p.expect("SELECT")
	s := &Select{Distinct: p.accept("DISTINCT")}
	if !s.Distinct {
		p.accept("ALL")
	}
	s.Items = commas(p, p.selectItem)
	if p.accept("FROM") {
		s.From = commas(p, p.relation)
	}
	if p.accept("WHERE") {
		s.Where = p.expression()
	}
	if p.see("GROUP") {
		s.GroupBy = p.groupBy()
	}
	if p.accept("HAVING") {
		s.Having = p.expression()
	}
	if p.accept("WINDOW") {
		s.Windows = commas(p, func() *NamedWindow {
			start := p.pos()
			w := &NamedWindow{Name: p.ident()}
			p.expect("AS")
			w.Spec = p.windowSpec()
			w.Span = p.from(start)
			return w
		})
	}
	s.Span = p.from(start)
	return s
}

func (p *parser) selectItem() SelectItem {
	start := p.pos()
	if p.accept("*") {
		return &SelectAll{Span: p.from(start)}
	}
	x := p.expression()
	if p.accept(".", "*") {
		all := &SelectAll{Base: x}
		if p.accept("AS") {
			all.Aliases = p.names()
		}
		all.Span = p.from(start)
		return all
	}
	item := &SelectExpr{X: x}
	if p.accept("AS") {
		item.Alias = p.ident()
	} else if p.seesAlias() {
		item.Alias = p.ident()
	}
	item.Span = p.from(start)
	return item
}

// seesAlias reports whether a name comes that is not the start of a clause: LIMIT, OFFSET and their kin are not reserved.
func (p *parser) seesAlias() bool {
	t, next := p.tok(), p.ahead(1)
	if !t.isName() {
		return false
	}
	if t.kind != word {
		return true
	}
	switch t.val {
	case "LIMIT":
		return next.kind != integer && !next.isAny("ALL", "?")
	case "OFFSET":
		return next.kind != integer && !next.is("?")
	case "FETCH":
		return !next.isAny("FIRST", "NEXT")
	case "WINDOW":
		return !(next.isName() && p.ahead(2).is("AS"))
	case "TABLESAMPLE":
		return !next.isAny("BERNOULLI", "SYSTEM")
	case "MATCH_RECOGNIZE":
		return !next.is("(")
	}
	return true
}

// groupBy: GROUP BY [ALL|DISTINCT] (expression | (expressions) | ROLLUP … | CUBE … | GROUPING SETS …), …
func (p *parser) groupBy() *GroupBy {
	start := p.pos()
	p.expect("GROUP", "BY")
	g := &GroupBy{Distinct: p.accept("DISTINCT")}
	if !g.Distinct {
		p.accept("ALL")
	}
	g.Elements = commas(p, p.groupElement)
	g.Span = p.from(start)
	return g
}

func (p *parser) groupElement() *GroupElement {
	start := p.pos()
	e := &GroupElement{}
	switch {
	case p.accept("AUTO"):
		e.Kind = GroupAuto
	case p.accept("ROLLUP"):
		e.Kind, e.Sets = GroupRollup, p.groupingSets()
	case p.accept("CUBE"):
		e.Kind, e.Sets = GroupCube, p.groupingSets()
	case p.accept("GROUPING", "SETS"):
		if p.see("(", ")") {
			p.advance()
			p.mismatch("'('", "<expression>")
		}
		e.Kind, e.Sets = GroupSets, p.groupingSets()
	default:
		e.Sets = [][]Expr{p.groupingSet()}
	}
	e.Span = p.from(start)
	return e
}

func (p *parser) groupingSets() [][]Expr {
	p.expect("(")
	if p.accept(")") {
		return nil
	}
	sets := commas(p, p.groupingSet)
	p.expect(")")
	return sets
}

// groupingSet: () | (a, b) | a. A row in parentheses is a set of its items.
func (p *parser) groupingSet() []Expr {
	if p.accept("(", ")") {
		return []Expr{}
	}
	x := p.expression()
	if row, ok := x.(*Row); ok && !row.Explicit {
		return row.Items
	}
	return []Expr{x}
}

func (p *parser) sortItem() *SortItem {
	start := p.pos()
	s := &SortItem{X: p.expression()}
	if p.accept("DESC") {
		s.Desc = true
	} else {
		p.accept("ASC")
	}
	if p.accept("NULLS") {
		if !p.tok().isAny("FIRST", "LAST") {
			p.mismatch("'FIRST'", "'LAST'")
		}
		s.Nulls = p.advance().val
	}
	s.Span = p.from(start)
	return s
}
