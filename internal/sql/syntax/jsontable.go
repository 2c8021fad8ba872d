package syntax

// JSONTable is JSON_TABLE(…): https://trino.io/docs/current/functions/json.html#json-table.
type JSONTable struct {
	Span
	Input    *JSONValue
	Path     *Text
	PathName *Ident
	Passing  []*JSONArgument
	Columns  []*JSONColumn
	// Plan says that PLAN DEFAULT was given, Inner and Cross what it chose: OUTER and UNION are the other ways.
	Plan, Inner, Cross bool
	// OnError is "", ERROR or EMPTY.
	OnError string
}

// JSONColumn is one of JSON_TABLE's columns, or a nested path with columns of its own.
type JSONColumn struct {
	Span
	Name *Ident
	// Value is JSON_VALUE or JSON_QUERY without an input, and without a path where the name tells it; nil for FOR ORDINALITY and for a nested path.
	Value *JSON
	// Path is a nested path, PathName its name.
	Path     *Text
	PathName *Ident
	Columns  []*JSONColumn
}

func (*JSONTable) relation() {}

// jsonTable: JSON_TABLE (value, 'path' [AS name] [PASSING …] COLUMNS (…) [PLAN …] [ERROR|EMPTY ON ERROR])
func (p *parser) jsonTable() Relation {
	defer p.nest()()
	start := p.pos()
	p.expect("JSON_TABLE", "(")
	t := &JSONTable{Input: p.jsonValue()}
	p.expect(",")
	t.Path = p.text()
	if p.accept("AS") {
		t.PathName = p.ident()
	}
	t.Passing = p.jsonPassing()
	t.Columns = p.jsonColumns()
	if p.accept("PLAN") {
		p.jsonPlan(t)
	}
	if p.tok().isAny("ERROR", "EMPTY") {
		t.OnError = p.advance().val
		p.expect("ON", "ERROR")
	}
	p.expect(")")
	t.Span = p.from(start)
	return t
}

// jsonPlan: DEFAULT (INNER|OUTER [, UNION|CROSS])
func (p *parser) jsonPlan(t *JSONTable) {
	if !p.see("DEFAULT") {
		p.refuse(p.tok().Span, "PLAN with the names of paths is not in Tarn yet: PLAN DEFAULT is")
	}
	p.expect("DEFAULT", "(")
	t.Plan = true
	commas(p, func() any {
		if !p.tok().isAny("INNER", "OUTER", "UNION", "CROSS") {
			p.mismatch("'CROSS'", "'INNER'", "'OUTER'", "'UNION'")
		}
		switch p.advance().val {
		case "INNER":
			t.Inner = true
		case "CROSS":
			t.Cross = true
		}
		return nil
	})
	p.expect(")")
}

func (p *parser) jsonColumns() []*JSONColumn {
	p.expect("COLUMNS", "(")
	list := commas(p, p.jsonColumn)
	p.expect(")")
	return list
}

// jsonColumn: name FOR ORDINALITY | name type [FORMAT JSON] [PATH 'path'] … | NESTED [PATH] 'path' [AS name] COLUMNS (…)
func (p *parser) jsonColumn() *JSONColumn {
	defer p.nest()()
	start := p.pos()
	c := &JSONColumn{}
	if p.see("NESTED") && (p.ahead(1).is("PATH") || p.ahead(1).kind == text) {
		p.advance()
		p.accept("PATH")
		c.Path = p.text()
		if p.accept("AS") {
			c.PathName = p.ident()
		}
		c.Columns = p.jsonColumns()
		c.Span = p.from(start)
		return c
	}
	c.Name = p.ident()
	if !p.accept("FOR", "ORDINALITY") {
		j := &JSON{Name: "JSON_VALUE", Returning: p.typeName()}
		if j.Format, j.Encoding = p.jsonFormat(); j.Format {
			j.Name = "JSON_QUERY"
		}
		if p.accept("PATH") {
			j.Path = p.text()
		}
		if j.Format {
			p.jsonWrapper(j)
		}
		p.jsonBehaviours(j)
		j.Span = p.from(start)
		c.Value = j
	}
	c.Span = p.from(start)
	return c
}

func jsonTableChildren(k *kids, t *JSONTable) {
	add(k, t.Input)
	add(k, t.Path)
	add(k, t.PathName)
	add(k, t.Passing...)
	add(k, t.Columns...)
}

func jsonColumnChildren(k *kids, c *JSONColumn) {
	add(k, c.Name)
	add(k, c.Value)
	add(k, c.Path)
	add(k, c.PathName)
	add(k, c.Columns...)
}
