package syntax

// relation: sampled {join}
func (p *parser) relation() Relation {
	defer p.nest()()
	left := p.sampled()
	for n := 0; ; n++ {
		p.chain(n)
		j := &Join{Left: left}
		switch {
		case p.accept("CROSS", "JOIN"):
			j.Kind = CrossJoin
			j.Right = p.sampled()
		case p.accept("NATURAL"):
			j.Natural = true
			j.Kind = p.joinKind()
			j.Right = p.sampled()
		case p.tok().isAny("JOIN", "INNER", "LEFT", "RIGHT", "FULL"):
			j.Kind = p.joinKind()
			j.Right = p.relation()
			switch {
			case p.accept("ON"):
				j.On = p.expression()
			case p.accept("USING"):
				j.Using = p.names()
			default:
				p.mismatch("'ON'", "'USING'")
			}
		default:
			return left
		}
		j.Span = p.from(left.Pos())
		left = j
	}
}

func (p *parser) joinKind() JoinKind {
	kind := InnerJoin
	switch {
	case p.accept("INNER"):
	case p.tok().isAny("LEFT", "RIGHT", "FULL"):
		kind = JoinKind(p.advance().val)
		p.accept("OUTER")
	}
	p.expect("JOIN")
	return kind
}

// sampled: aliased [TABLESAMPLE (BERNOULLI|SYSTEM) (percentage)]
func (p *parser) sampled() Relation {
	start := p.pos()
	r := p.aliased()
	if p.see("TABLESAMPLE") {
		p.advance()
		if !p.tok().isAny("BERNOULLI", "SYSTEM") {
			p.mismatch("'BERNOULLI'", "'SYSTEM'")
		}
		s := &Sampled{Relation: r, Method: p.advance().val}
		p.expect("(")
		s.Percentage = p.expression()
		p.expect(")")
		s.Span = p.from(start)
		return s
	}
	return r
}

// aliased: primary [[AS] name [(columns)]] [MATCH_RECOGNIZE …]
func (p *parser) aliased() Relation {
	start := p.pos()
	r := p.relationPrimary()
	if p.accept("AS") || p.seesAlias() {
		a := &Aliased{Relation: r, Alias: p.ident()}
		if p.see("(") {
			a.Columns = p.names()
		}
		a.Span = p.from(start)
		r = a
	}
	if p.see("MATCH_RECOGNIZE", "(") {
		return p.recognized(start, r)
	}
	return r
}

// relationPrimary: UNNEST (…) | LATERAL (query) | (query) | (relation) | name
func (p *parser) relationPrimary() Relation {
	start := p.pos()
	switch {
	case p.accept("UNNEST"):
		p.expect("(")
		u := &Unnest{Exprs: commas(p, p.expression)}
		p.expect(")")
		u.Ordinality = p.accept("WITH", "ORDINALITY")
		u.Span = p.from(start)
		return u
	case p.see("LATERAL", "("):
		p.expect("LATERAL", "(")
		q := p.query()
		p.expect(")")
		return &Lateral{Span: p.from(start), Query: q}
	case p.see("(") && p.queryAt(1):
		p.advance()
		q := p.query()
		p.expect(")")
		return &Derived{Span: p.from(start), Query: q}
	case p.accept("("):
		return p.parenRelation(start)
	case p.see("JSON_TABLE", "("):
		return p.jsonTable()
	case p.see("TABLE", "("):
		return p.tableFunction()
	}
	return p.table()
}

// parenRelation: what began as a relation in parentheses may turn out to be a query whose first operand is in parentheses.
func (p *parser) parenRelation(start Pos) Relation {
	inner := p.relation()
	if d, ok := inner.(*Derived); ok {
		q := d.Query
		if p.seesQueryRest() {
			q = p.rest(d.Pos(), d.Query, d.Span)
		}
		p.expect(")")
		return &Derived{Span: p.from(start), Query: q}
	}
	p.expect(")")
	return &ParenRelation{Span: p.from(start), Relation: inner}
}

// table: (name | event data store ID) [FOR (VERSION|TIMESTAMP) AS OF …]
func (p *parser) table() Relation {
	start := p.pos()
	t := &Table{}
	if id := p.storeID(); id != nil {
		t.Name, t.StoreID = id, true
	} else {
		t.Name = p.name()
	}
	if p.see("(") {
		p.mismatch("','", "'.'", "'AS'", "'CROSS'", "'EXCEPT'", "'FETCH'", "'FOR'", "'FULL'", "'GROUP'", "'HAVING'", "'INNER'", "'INTERSECT'", "'JOIN'", "'LEFT'", "'LIMIT'", "'MATCH_RECOGNIZE'", "'NATURAL'", "'OFFSET'", "'ORDER'", "'RIGHT'", "'TABLESAMPLE'", "'UNION'", "'WHERE'", "'WINDOW'", "<EOF>", "<identifier>")
	}
	if p.see("FOR") {
		p.advance()
		t.VersionTime = p.tok().isAny("TIMESTAMP", "SYSTEM_TIME")
		if !p.tok().isAny("TIMESTAMP", "VERSION", "SYSTEM_TIME", "SYSTEM_VERSION") {
			p.mismatch("'TIMESTAMP'", "'VERSION'")
		}
		p.advance()
		p.expect("AS", "OF")
		t.Version = p.value()
	}
	t.Span = p.from(start)
	return t
}

// tableFunction: TABLE (name ([name =>] expression, …))
func (p *parser) tableFunction() Relation {
	start := p.pos()
	p.expect("TABLE", "(")
	f := &TableFunction{Name: p.name()}
	p.expect("(")
	if !p.see(")") {
		f.Args = commas(p, func() *TableArgument {
			at := p.pos()
			a := &TableArgument{}
			if p.tok().isName() && p.ahead(1).is("=>") {
				a.Name = p.ident()
				p.expect("=>")
			}
			switch {
			case p.see("TABLE", "("):
				a.Table = p.tableArgument()
			case p.accept("DESCRIPTOR"):
				a.Columns = p.names()
			default:
				a.X = p.expression()
			}
			a.Span = p.from(at)
			return a
		})
	}
	p.expect(")", ")")
	f.Span = p.from(start)
	return f
}

// tableArgument: TABLE (name | query) [[AS] name [(columns)]]
func (p *parser) tableArgument() Relation {
	start := p.pos()
	p.expect("TABLE", "(")
	var r Relation
	if p.startsQuery() || p.see("(") {
		q := p.query()
		r = &Derived{Span: q.Span, Query: q}
	} else {
		r = p.table()
	}
	p.expect(")")
	if p.accept("AS") || p.tok().isName() && !p.tok().isAny("PARTITION", "PRUNE", "KEEP", "COPARTITION") {
		a := &Aliased{Relation: r, Alias: p.ident()}
		if p.see("(") {
			a.Columns = p.names()
		}
		a.Span = p.from(start)
		return a
	}
	return r
}

// storeID takes an event data store's ID: CloudTrail Lake has it without quotes in FROM, and it may start with a digit.
func (p *parser) storeID() *Name {
	at := p.tok().From
	if !looksLikeUUID(p.src[at.Offset:]) {
		return nil
	}
	end := at.Offset + uuidLength
	for p.tok().From.Offset < end && p.tok().kind != eof {
		p.advance()
	}
	span := p.from(at)
	return &Name{Span: span, Parts: []*Ident{{Span: span, Name: p.src[at.Offset:end], Quoted: true}}}
}

const uuidLength = 36

// looksLikeUUID reports whether s begins with 8-4-4-4-12 hexadecimal digits.
func looksLikeUUID(s string) bool {
	if len(s) < uuidLength {
		return false
	}
	for i := range uuidLength {
		c := s[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !isDigit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F') {
				return false
			}
		}
	}
	if len(s) == uuidLength {
		return true
	}
	c := s[uuidLength]
	return !isDigit(c) && !isWordStart(rune(c)) && c != '-'
}
