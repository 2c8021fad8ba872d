package syntax

// expression: the whole of it, down to OR.
func (p *parser) expression() Expr {
	defer p.nest()()
	return p.logic(false, func() Expr { return p.logic(true, p.negation) })
}

// logic: term {AND term} or term {OR term}
func (p *parser) logic(and bool, term func() Expr) Expr {
	op := "OR"
	if and {
		op = "AND"
	}
	first := term()
	if !p.see(op) {
		return first
	}
	terms := []Expr{first}
	for p.accept(op) {
		terms = append(terms, term())
	}
	return &Logic{Span: p.from(first.Pos()), And: and, Terms: terms}
}

// negation: NOT negation | predicate
func (p *parser) negation() Expr {
	if !p.see("NOT") {
		return p.predicate()
	}
	defer p.nest()()
	start := p.pos()
	p.advance()
	x := p.negation()
	return &Not{Span: p.from(start), X: x}
}

// predicate: value [comparison | BETWEEN … | IN … | LIKE … | IS …]
func (p *parser) predicate() Expr {
	x := p.value()
	t := p.tok()
	if t.kind == symbol {
		switch t.val {
		case "=", "<>", "!=", "<", "<=", ">", ">=":
			return p.comparison(x)
		}
		return x
	}
	not := p.see("NOT") && p.ahead(1).isAny("BETWEEN", "IN", "LIKE")
	if not {
		p.advance()
	}
	switch {
	case p.accept("BETWEEN"):
		b := &Between{Not: not, X: x, Low: p.value()}
		p.expect("AND")
		b.High = p.value()
		b.Span = p.from(x.Pos())
		return b
	case p.accept("IN"):
		return p.in(x, not)
	case p.accept("LIKE"):
		l := &Like{Not: not, X: x, Pattern: p.value()}
		if p.accept("ESCAPE") {
			l.Escape = p.value()
		}
		l.Span = p.from(x.Pos())
		return l
	case p.accept("IS"):
		not := p.accept("NOT")
		if p.accept("DISTINCT", "FROM") {
			right := p.value()
			return &IsDistinct{Span: p.from(x.Pos()), Not: not, Left: x, Right: right}
		}
		if !p.accept("NULL") {
			p.mismatch("'DISTINCT'", "'NULL'")
		}
		return &IsNull{Span: p.from(x.Pos()), Not: not, X: x}
	}
	return x
}

// comparison: value op (value | ALL|ANY|SOME (query))
func (p *parser) comparison(x Expr) Expr {
	t := p.advance()
	op := t.val
	if op == "!=" {
		op = "<>"
	}
	if p.tok().isAny("ALL", "ANY", "SOME") && p.ahead(1).is("(") && (p.queryAt(2) || p.ahead(2).is("(")) {
		all := p.advance().val == "ALL"
		p.expect("(")
		q := p.query()
		p.expect(")")
		return &Quantified{Span: p.from(x.Pos()), Op: op, OpSpan: t.Span, All: all, X: x, Query: q}
	}
	right := p.value()
	return &Compare{Span: p.from(x.Pos()), Op: op, OpSpan: t.Span, Left: x, Right: right}
}

func (p *parser) in(x Expr, not bool) Expr {
	p.expect("(")
	if p.startsQuery() {
		q := p.query()
		p.expect(")")
		return &InQuery{Span: p.from(x.Pos()), Not: not, X: x, Query: q}
	}
	first := p.expression()
	if sub, ok := first.(*Subquery); ok && p.seesQueryRest() {
		q := p.rest(sub.Pos(), sub.Query, sub.Span)
		p.expect(")")
		return &InQuery{Span: p.from(x.Pos()), Not: not, X: x, Query: q}
	}
	list := []Expr{first}
	for p.accept(",") {
		list = append(list, p.expression())
	}
	p.expect(")")
	return &InList{Span: p.from(x.Pos()), Not: not, X: x, List: list}
}

// value: ||, then + and -, then *, / and %, then signs, then AT TIME ZONE, each closer than the one before.
func (p *parser) value() Expr {
	return p.operators(func() Expr {
		return p.operators(func() Expr {
			return p.operators(p.signed, "*", "/", "%")
		}, "+", "-")
	}, "||")
}

func (p *parser) operators(operand func() Expr, ops ...string) Expr {
	left := operand()
	for n := 0; p.tok().kind == symbol && p.tok().isAny(ops...); n++ {
		p.chain(n)
		op := p.advance()
		right := operand()
		left = &Arith{Span: p.from(left.Pos()), Op: op.val, OpSpan: op.Span, Left: left, Right: right}
	}
	return left
}

func (p *parser) signed() Expr {
	if t := p.tok(); t.kind != symbol || !t.isAny("+", "-") {
		return p.zoned()
	}
	defer p.nest()()
	op := p.advance()
	x := p.signed()
	return &Unary{Span: p.from(op.From), Op: op.val, X: x}
}

// zoned: primary {AT TIME ZONE zone}
func (p *parser) zoned() Expr {
	x := p.primary()
	for n := 0; p.see("AT", "TIME", "ZONE"); n++ {
		p.chain(n)
		p.expect("AT", "TIME", "ZONE")
		var zone Expr
		if p.see("INTERVAL") {
			zone = p.interval()
		} else {
			zone = p.text()
		}
		x = &AtZone{Span: p.from(x.Pos()), X: x, Zone: zone}
	}
	return x
}
