package syntax

// describe: DESCRIBE [EXTENDED|FORMATTED] name [PARTITION (…)] [column.member …] | DESCRIBE INPUT|OUTPUT prepared
func (p *parser) describe() Statement {
	start := p.pos()
	p.advance()
	if p.tok().isAny("INPUT", "OUTPUT") && p.ahead(1).isName() {
		d := &DescribePrepared{Output: p.advance().val == "OUTPUT", Name: p.ident()}
		d.Span = p.from(start)
		return d
	}
	d := &Describe{}
	if next := p.ahead(1); p.tok().isAny("EXTENDED", "FORMATTED") && (next.isName() || next.kind == backWord || next.kind == digitWord) {
		d.Form = p.advance().val
	}
	if p.tok().isAny("DATABASE", "SCHEMA") && p.ahead(1).isName() {
		p.refuse(p.from(start), "Queries of this type are not supported: Athena has no DESCRIBE %s", p.tok().val)
	}
	d.Name = p.hiveName()
	if p.see("PARTITION", "(") {
		d.Partition = p.partition(false)
	}
	if t := p.tok(); t.isName() || t.kind == backWord {
		d.Column = append(d.Column, p.hiveIdent())
		for p.accept(".") {
			if t := p.tok(); t.kind == text {
				p.advance()
				d.Column = append(d.Column, &Ident{Span: t.Span, Name: t.val, Quoted: true})
			} else {
				d.Column = append(d.Column, p.hiveIdent())
			}
		}
	}
	d.Span = p.from(start)
	return d
}

// show: SHOW TABLES|SCHEMAS|DATABASES|COLUMNS|CATALOGS|FUNCTIONS|VIEWS|PARTITIONS|TBLPROPERTIES|CREATE TABLE|CREATE VIEW …
func (p *parser) show() Statement {
	start := p.pos()
	p.expect("SHOW")
	s := &Show{}
	switch t := p.tok(); {
	case t.isAny("TABLES", "SCHEMAS", "CATALOGS", "FUNCTIONS", "VIEWS", "DATABASES"):
		s.What = p.advance().val
		if s.What != "CATALOGS" && (p.accept("FROM") || p.accept("IN")) {
			s.In = p.hiveName()
		}
	case t.is("SESSION"):
		s.What = p.advance().val
	case t.is("STATS"):
		p.advance()
		p.expect("FOR")
		s.What = "STATS"
		s.In = p.name()
	case t.isAny("GRANTS", "GRANT", "ROLES", "ROLE", "CURRENT", "BRANCHES", "PRINCIPALS"):
		p.refuse(p.from(start), "SHOW %s is not in Tarn: who may read what is settled by Tarn's keys", t.val)
	case t.isAny("LOCKS", "INDEXES", "COMPACTIONS", "TRANSACTIONS"):
		p.refuse(p.from(start), "Queries of this type are not supported: Athena has no SHOW %s", t.val)
	case t.isAny("COLUMNS", "PARTITIONS", "TBLPROPERTIES"):
		p.showTable(s, start)
	case t.is("CREATE"):
		p.advance()
		if p.tok().isAny("SCHEMA", "FUNCTION", "MATERIALIZED") {
			p.refuse(p.from(start), "SHOW CREATE %s is not in Tarn yet", p.tok().val)
		}
		if !p.tok().isAny("TABLE", "VIEW") {
			p.mismatch("'TABLE'", "'VIEW'")
		}
		s.What = "CREATE " + p.advance().val
		s.In = p.hiveName()
	default:
		p.mismatch("'CATALOGS'", "'COLUMNS'", "'CREATE'", "'DATABASES'", "'FUNCTIONS'", "'PARTITIONS'", "'SCHEMAS'", "'SESSION'", "'STATS'", "'TABLES'", "'TBLPROPERTIES'", "'VIEWS'")
	}
	if p.accept("LIKE") {
		s.Like = p.text()
		if p.accept("ESCAPE") {
			s.Escape = p.text()
		}
	} else if p.tok().kind == text {
		s.Regex = p.text()
	}
	s.Span = p.from(start)
	return s
}

// showTable: COLUMNS FROM|IN name [FROM|IN database] | PARTITIONS name [PARTITION (…)] | TBLPROPERTIES name [('property')]
func (p *parser) showTable(s *Show, start Pos) {
	s.What = p.advance().val
	if s.What == "COLUMNS" && !p.accept("FROM") {
		p.expect("IN")
	}
	s.In = p.hiveName()
	switch {
	case s.What == "COLUMNS" && (p.accept("FROM") || p.accept("IN")):
		schema := p.hiveName()
		s.In.Parts = append(schema.Parts, s.In.Parts...)
		s.In.Span = p.from(start)
	case s.What == "PARTITIONS" && p.see("PARTITION"):
		s.Partition = p.partition(false)
	case s.What == "TBLPROPERTIES" && p.accept("("):
		t := p.tok()
		if t.kind != text && t.kind != quotedWord {
			p.mismatch("<string>")
		}
		p.advance()
		s.Regex = &Text{Span: t.Span, Value: t.val}
		p.expect(")")
	}
}
