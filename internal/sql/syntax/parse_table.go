package syntax

import "strings"

// tableStatement reads a statement about tables and databases, or gives nil where there is another.
func (p *parser) tableStatement() Statement {
	schema := func(n int) bool { return p.ahead(n).isAny("SCHEMA", "DATABASE") }
	switch t := p.tok(); {
	case t.is("CREATE") && p.ahead(1).is("TABLE"):
		return p.createTableAs()
	case t.is("INSERT") && p.ahead(1).is("INTO"):
		return p.insert()
	case t.is("UNLOAD"):
		return p.unload()
	case t.is("DROP") && p.ahead(1).is("TABLE"):
		start := p.pos()
		p.expect("DROP", "TABLE")
		d := &DropTable{IfExists: p.accept("IF", "EXISTS")}
		d.Name = p.hiveName()
		d.Span = p.from(start)
		return d
	case t.is("CREATE") && schema(1):
		return p.createSchema()
	case t.is("DROP") && schema(1):
		return p.dropSchema()
	case t.is("ALTER") && p.ahead(1).is("TABLE"):
		return p.alterTable()
	}
	return nil
}

// hiveName is a name as Hive's statements have it: in backquotes, too.
func (p *parser) hiveName() *Name {
	start := p.pos()
	part := func() *Ident {
		if t := p.tok(); t.kind == backWord && t.val != "" {
			p.advance()
			return &Ident{Span: t.Span, Name: t.val, Quoted: true}
		}
		return p.ident()
	}
	parts := []*Ident{part()}
	for p.accept(".") {
		parts = append(parts, part())
	}
	return &Name{Span: p.from(start), Parts: parts}
}

// createTableAs: CREATE TABLE [IF NOT EXISTS] name [(columns)] [COMMENT 'text'] [WITH (…)] AS query [WITH [NO] DATA]
func (p *parser) createTableAs() Statement {
	start := p.pos()
	p.expect("CREATE", "TABLE")
	c := &CreateTableAs{IfNotExists: p.accept("IF", "NOT", "EXISTS")}
	c.Name = p.hiveName()
	if p.see("(") && p.ahead(1).isName() && (p.ahead(2).is(",") || p.ahead(2).is(")")) {
		c.Columns = p.names()
	}
	if p.accept("COMMENT") {
		c.Comment = p.text()
	}
	if p.see("WITH", "(") {
		c.Properties = p.properties()
	}
	if !p.see("AS") {
		p.refuse(p.from(start), "CREATE TABLE with declared columns is not in Tarn yet: CREATE TABLE … AS SELECT makes a table of a query's rows")
	}
	p.expect("AS")
	c.Query = p.query()
	if p.accept("WITH") {
		c.NoData = p.accept("NO")
		p.expect("DATA")
	}
	c.Span = p.from(start)
	return c
}

// properties: WITH (name = value, …)
func (p *parser) properties() []*Property {
	p.expect("WITH", "(")
	list := commas(p, func() *Property {
		start := p.pos()
		x := &Property{Name: p.ident()}
		p.expect("=")
		x.Value = p.expression()
		x.Span = p.from(start)
		return x
	})
	p.expect(")")
	return list
}

// insert: INSERT INTO name [(columns)] query
func (p *parser) insert() Statement {
	start := p.pos()
	p.expect("INSERT", "INTO")
	i := &Insert{Name: p.hiveName()}
	if p.see("(") && p.ahead(1).isName() {
		i.Columns = p.names()
	}
	i.Query = p.query()
	i.Span = p.from(start)
	return i
}

// unload: UNLOAD (query) TO 's3://…' WITH (…)
func (p *parser) unload() Statement {
	start := p.pos()
	p.expect("UNLOAD", "(")
	u := &Unload{Query: p.query()}
	p.expect(")", "TO")
	u.To = p.text()
	if p.see("WITH", "(") {
		u.Properties = p.properties()
	}
	u.Span = p.from(start)
	return u
}

// createSchema: CREATE SCHEMA|DATABASE [IF NOT EXISTS] name [COMMENT 'text'] [LOCATION 's3://…'] [WITH DBPROPERTIES (…)]
func (p *parser) createSchema() Statement {
	start := p.pos()
	p.advance()
	p.advance()
	c := &CreateSchema{IfNotExists: p.accept("IF", "NOT", "EXISTS")}
	c.Name = p.hiveName()
	if p.accept("COMMENT") {
		c.Comment = p.text()
	}
	if p.accept("LOCATION") {
		c.Location = p.text()
	}
	if p.accept("WITH", "DBPROPERTIES") {
		c.Pairs = p.pairs()
	}
	if p.see("WITH", "(") {
		for _, x := range p.properties() {
			text, ok := x.Value.(*Text)
			if !strings.EqualFold(x.Name.Name, "location") || !ok {
				p.refuse(x.Span, "the property %s of a schema is not in Tarn: it has location = 's3://…'", x.Name.Name)
			}
			c.Location = text
		}
	}
	c.Span = p.from(start)
	return c
}

// dropSchema: DROP SCHEMA|DATABASE [IF EXISTS] name [RESTRICT|CASCADE]
func (p *parser) dropSchema() Statement {
	start := p.pos()
	p.advance()
	p.advance()
	d := &DropSchema{IfExists: p.accept("IF", "EXISTS")}
	d.Name = p.hiveName()
	d.Cascade = p.accept("CASCADE")
	if !d.Cascade {
		p.accept("RESTRICT")
	}
	d.Span = p.from(start)
	return d
}

// alterTable: ALTER TABLE name SET TBLPROPERTIES ('name' = 'value', …)
func (p *parser) alterTable() Statement {
	start := p.pos()
	p.expect("ALTER", "TABLE")
	a := &SetProperties{Name: p.hiveName()}
	if !p.see("SET", "TBLPROPERTIES") {
		t := p.tok()
		p.refuse(p.from(start), "ALTER TABLE … %s is not in Tarn yet: ALTER TABLE name SET TBLPROPERTIES (…) is", p.src[t.From.Offset:t.To.Offset])
	}
	p.expect("SET", "TBLPROPERTIES")
	a.Pairs = p.pairs()
	a.Span = p.from(start)
	return a
}

// pairs: ('name' = 'value', …)
func (p *parser) pairs() []*Pair {
	p.expect("(")
	list := commas(p, func() *Pair {
		start := p.pos()
		x := &Pair{Name: p.text()}
		p.expect("=")
		x.Value = p.text()
		x.Span = p.from(start)
		return x
	})
	p.expect(")")
	return list
}
