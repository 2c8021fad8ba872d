package syntax

import "strings"

// statement: query | EXPLAIN … | SHOW … | DESCRIBE … | PREPARE … | EXECUTE … | DEALLOCATE … | CREATE VIEW … | DROP VIEW … | a
// statement about tables and databases
func (p *parser) statement() Statement {
	defer p.nest()()
	if s := p.tableStatement(); s != nil {
		return s
	}
	switch t := p.tok(); {
	case t.is("EXPLAIN"):
		return p.explain()
	case t.is("SHOW"):
		return p.show()
	case t.isAny("DESCRIBE", "DESC"):
		return p.describe()
	case t.is("PREPARE"), t.is("EXECUTE"), t.is("DEALLOCATE"):
		return p.prepared()
	case t.is("CREATE") && (p.ahead(1).is("VIEW") || p.see("CREATE", "OR", "REPLACE", "VIEW")):
		return p.createView()
	case t.is("DROP") && p.ahead(1).is("VIEW"):
		return p.dropView()
	case p.startsQuery() || t.is("("):
		return p.rootQuery()
	case t.kind == word && otherStatements[t.val]:
		p.refuseStatement()
	}
	p.mismatch("'CREATE'", "'DEALLOCATE'", "'DESC'", "'DESCRIBE'", "'DROP'", "'EXECUTE'", "'EXPLAIN'", "'PREPARE'", "'SHOW'", "'WITH'", "<query>")
	return nil
}

var otherStatements = wordSet(`ALTER ANALYZE CALL COMMENT COMMIT CREATE DELETE DENY DROP GRANT INSERT LOAD MERGE MSCK OPTIMIZE REFRESH
	RESET REVOKE ROLLBACK SET START TRUNCATE UNLOAD UPDATE USE VACUUM`)

// refuseStatement names a statement that Trino or Athena has and Tarn has not: CREATE TABLE, INSERT.
func (p *parser) refuseStatement() {
	t := p.advance()
	name := t.val
	if t.isAny("ALTER", "CREATE", "DROP", "COMMENT", "REFRESH", "SET", "RESET", "START", "MSCK", "SHOW") {
		p.accept("OR", "REPLACE")
		p.accept("EXTERNAL")
		for _, of := range [][]string{{"MATERIALIZED", "VIEW"}, {"TABLE"}, {"VIEW"}, {"SCHEMA"}, {"DATABASE"}, {"FUNCTION"}, {"CATALOG"}, {"ROLE"},
			{"SESSION"}, {"ON"}, {"TRANSACTION"}, {"REPAIR"}, {"PATH"}, {"TIME"}} {
			if p.accept(of...) {
				name += " " + strings.Join(of, " ")
				break
			}
		}
	}
	if t.is("CALL") && p.tok().isName() {
		at := p.tok().Span
		parts := []string{p.ident().Name}
		for p.accept(".") {
			parts = append(parts, p.ident().Name)
		}
		panic(&Error{Span: at, Code: ProcedureNotFound, Msg: "Procedure not registered: " + strings.Join(parts, ".") + " (there are no procedures in Tarn)"})
	}
	p.refuse(p.from(t.From), "%s statements are not in Tarn yet", name)
}

// prepared: PREPARE name FROM statement | EXECUTE name [USING …] | EXECUTE IMMEDIATE 'statement' [USING …] | DEALLOCATE PREPARE name
func (p *parser) prepared() Statement {
	start := p.pos()
	switch {
	case p.accept("PREPARE"):
		s := &Prepare{Name: p.ident()}
		p.expect("FROM")
		from := p.params
		s.Statement = p.statement()
		p.params = from
		s.Span = p.from(start)
		return s
	case p.accept("DEALLOCATE"):
		p.expect("PREPARE")
		s := &Deallocate{Name: p.ident()}
		s.Span = p.from(start)
		return s
	}
	p.expect("EXECUTE")
	s := &Execute{}
	if p.see("IMMEDIATE") && p.ahead(1).kind == text {
		p.advance()
		s.Immediate = p.text()
	} else {
		s.Name = p.ident()
	}
	if p.accept("USING") {
		s.Using = commas(p, p.expression)
	}
	s.Span = p.from(start)
	return s
}

// createView: CREATE [OR REPLACE] VIEW name [COMMENT 'text'] [SECURITY DEFINER|INVOKER] AS query
func (p *parser) createView() Statement {
	start := p.pos()
	p.expect("CREATE")
	v := &CreateView{Replace: p.accept("OR", "REPLACE")}
	p.expect("VIEW")
	v.Name = p.name()
	if p.accept("COMMENT") {
		v.Comment = p.text()
	}
	if p.accept("SECURITY") {
		if !p.tok().isAny("DEFINER", "INVOKER") {
			p.mismatch("'DEFINER'", "'INVOKER'")
		}
		v.Security = p.advance().val
	}
	if p.see("WITH", "(") {
		p.refuse(p.tok().Span, "properties of a view are not in Tarn yet")
	}
	p.expect("AS")
	v.Query = p.rootQuery()
	v.Span = p.from(start)
	return v
}

// dropView: DROP VIEW [IF EXISTS] name
func (p *parser) dropView() Statement {
	start := p.pos()
	p.expect("DROP", "VIEW")
	v := &DropView{IfExists: p.accept("IF", "EXISTS")}
	v.Name = p.name()
	v.Span = p.from(start)
	return v
}

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
			if !p.tok().isAny("TEXT", "GRAPHVIZ", "JSON", "LOGICAL", "DISTRIBUTED", "VALIDATE", "IO", "SQL") {
				p.mismatch("'DISTRIBUTED'", "'GRAPHVIZ'", "'IO'", "'JSON'", "'LOGICAL'", "'SQL'", "'TEXT'", "'VALIDATE'")
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
