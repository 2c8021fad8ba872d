package syntax

// statement: query | EXPLAIN … | SHOW … | DESCRIBE …
func (p *parser) statement() Statement {
	defer p.nest()()
	switch t := p.tok(); {
	case t.is("EXPLAIN"):
		return p.explain()
	case t.is("SHOW"):
		return p.show()
	case t.isAny("DESCRIBE", "DESC"):
		start := p.pos()
		p.advance()
		p.accept("EXTENDED")
		p.accept("FORMATTED")
		name := p.name()
		return &Describe{Span: p.from(start), Name: name}
	case p.startsQuery() || t.is("("):
		return p.query()
	case t.kind == word && otherStatements[t.val]:
		p.refuse(t.Span, "%s statements are not in Tarn yet", t.val)
	}
	p.mismatch("'DESCRIBE'", "'EXPLAIN'", "'SHOW'", "<query>")
	return nil
}

var otherStatements = wordSet(`ALTER ANALYZE CALL COMMENT CREATE DEALLOCATE DELETE DENY DROP EXECUTE GRANT INSERT LOAD MERGE MSCK
	OPTIMIZE PREPARE REFRESH RESET REVOKE ROLLBACK SET START TRUNCATE UNLOAD UPDATE USE VACUUM`)

// explain: EXPLAIN [ANALYZE [VERBOSE]] [(TYPE …, FORMAT …)] statement
func (p *parser) explain() Statement {
	start := p.pos()
	p.expect("EXPLAIN")
	e := &Explain{}
	e.Analyze = p.accept("ANALYZE")
	e.Verbose = e.Analyze && p.accept("VERBOSE")
	if p.see("(") && p.ahead(1).isAny("TYPE", "FORMAT") {
		p.advance()
		e.Options = commas(p, func() ExplainOption {
			if !p.tok().isAny("TYPE", "FORMAT") {
				p.mismatch("'FORMAT'", "'TYPE'")
			}
			o := ExplainOption{Name: p.advance().val}
			if !p.tok().isAny("TEXT", "GRAPHVIZ", "JSON", "LOGICAL", "DISTRIBUTED", "VALIDATE", "IO") {
				p.mismatch("'DISTRIBUTED'", "'GRAPHVIZ'", "'IO'", "'JSON'", "'LOGICAL'", "'TEXT'", "'VALIDATE'")
			}
			o.Value = p.advance().val
			return o
		})
		p.expect(")")
	}
	e.Statement = p.statement()
	e.Span = p.from(start)
	return e
}

// show: SHOW TABLES|SCHEMAS|DATABASES|COLUMNS|CATALOGS|FUNCTIONS|VIEWS|PARTITIONS|CREATE TABLE|CREATE VIEW …
func (p *parser) show() Statement {
	start := p.pos()
	p.expect("SHOW")
	s := &Show{}
	switch t := p.tok(); {
	case t.isAny("TABLES", "SCHEMAS", "CATALOGS", "FUNCTIONS", "VIEWS"):
		s.What = p.advance().val
		if s.What != "CATALOGS" && (p.accept("FROM") || p.accept("IN")) {
			s.In = p.name()
		}
	case t.is("DATABASES"):
		p.advance()
		s.What = "SCHEMAS"
	case t.isAny("COLUMNS", "PARTITIONS", "TBLPROPERTIES"):
		s.What = p.advance().val
		if s.What == "COLUMNS" && !p.accept("FROM") {
			p.expect("IN")
		}
		s.In = p.name()
		if s.What == "COLUMNS" && (p.accept("FROM") || p.accept("IN")) {
			schema := p.name()
			s.In.Parts = append(schema.Parts, s.In.Parts...)
			s.In.Span = p.from(start)
		}
	case t.is("CREATE"):
		p.advance()
		if !p.tok().isAny("TABLE", "VIEW") {
			p.mismatch("'TABLE'", "'VIEW'")
		}
		s.What = "CREATE " + p.advance().val
		s.In = p.name()
	default:
		p.mismatch("'CATALOGS'", "'COLUMNS'", "'CREATE'", "'FUNCTIONS'", "'SCHEMAS'", "'TABLES'")
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
