package syntax

import "strings"

// tableStatement reads a statement about tables and databases, or gives nil where there is another.
func (p *parser) tableStatement() Statement {
	schema := func(n int) bool { return p.ahead(n).isAny("SCHEMA", "DATABASE") }
	switch t := p.tok(); {
	case t.is("CREATE") && (p.ahead(1).is("EXTERNAL") || p.hive && p.ahead(1).is("TABLE")):
		return p.inAthena(p.createHiveTable)
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
		return p.inAthena(p.createSchema)
	case t.is("DROP") && schema(1):
		return p.dropSchema()
	case t.is("ALTER") && (p.ahead(1).is("TABLE") || schema(1)):
		return p.inAthena(p.alter)
	case t.is("MSCK"):
		return p.inAthena(p.repair)
	case t.is("OPTIMIZE"):
		return p.inAthena(p.optimize)
	case t.is("VACUUM"):
		return p.inAthena(p.vacuum)
	}
	return nil
}

// hiveName is a name as Hive's statements have it: in back quotes, too, and with a digit in front. One in back quotes may hold the
// database's, too: `logs.elb`.
func (p *parser) hiveName() *Name {
	start := p.pos()
	part := func() *Ident {
		t := p.tok()
		switch {
		case t.kind == backWord && t.val != "":
			p.advance()
			return &Ident{Span: t.Span, Name: t.val, Quoted: true}
		case t.kind == digitWord:
			p.advance()
			return &Ident{Span: t.Span, Name: t.val}
		}
		id := p.ident()
		p.hyphened(id)
		return id
	}
	first := part()
	parts := []*Ident{first}
	for p.accept(".") {
		parts = append(parts, part())
	}
	if database, name, ok := strings.Cut(first.Name, "."); ok && len(parts) == 1 && p.src[first.From.Offset] == '`' && database != "" && name != "" && !strings.Contains(name, ".") {
		parts = []*Ident{{Span: first.Span, Name: database, Quoted: true}, {Span: first.Span, Name: name, Quoted: true}}
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
	p.expect("AS")
	c.Query = p.rootQuery()
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
	i.Query = p.rootQuery()
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
		c.Comment = p.hiveText()
	}
	if p.accept("LOCATION") {
		c.Location = p.hiveText()
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

// pairs: ('name' = 'value', …)
func (p *parser) pairs() []*Pair {
	p.expect("(")
	list := commas(p, func() *Pair {
		start := p.pos()
		x := &Pair{Name: p.hiveText()}
		p.expect("=")
		x.Value = p.hiveText()
		x.Span = p.from(start)
		return x
	})
	p.expect(")")
	return list
}
