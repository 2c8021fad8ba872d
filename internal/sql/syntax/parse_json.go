package syntax

// json: JSON_EXISTS(…) and its kin
func (p *parser) json() Expr {
	start := p.pos()
	j := &JSON{Name: p.advance().val}
	p.expect("(")
	switch j.Name {
	case "JSON_OBJECT", "JSON_ARRAY":
		p.jsonBuild(j)
	default:
		p.jsonPath(j)
	}
	p.expect(")")
	j.Span = p.from(start)
	return j
}

// jsonPath: value, 'path' [AS name] [PASSING …] and the function's own clauses
func (p *parser) jsonPath(j *JSON) {
	j.Input = p.jsonValue()
	p.expect(",")
	j.Path = p.text()
	if p.accept("AS") {
		j.PathName = p.ident()
	}
	j.Passing = p.jsonPassing()
	switch j.Name {
	case "JSON_EXISTS":
		if p.tok().isAny("TRUE", "FALSE", "UNKNOWN", "ERROR") {
			j.OnError = p.advance().val
			p.expect("ON", "ERROR")
		}
		return
	case "JSON_QUERY":
		p.jsonReturning(j)
		p.jsonWrapper(j)
	default:
		if p.accept("RETURNING") {
			j.Returning = p.typeName()
		}
	}
	p.jsonBehaviours(j)
}

// jsonPassing: [PASSING value AS name, …]
func (p *parser) jsonPassing() []*JSONArgument {
	if !p.accept("PASSING") {
		return nil
	}
	return commas(p, func() *JSONArgument {
		start := p.pos()
		a := &JSONArgument{Value: p.jsonValue()}
		p.expect("AS")
		a.Name = p.ident()
		a.Span = p.from(start)
		return a
	})
}

// jsonBehaviours: [… ON EMPTY] [… ON ERROR]
func (p *parser) jsonBehaviours(j *JSON) {
	j.OnEmpty, j.EmptyDefault = p.jsonBehaviour(j.Name)
	if j.OnEmpty != "" {
		p.expect("ON")
		if p.accept("ERROR") {
			j.OnEmpty, j.OnError, j.EmptyDefault, j.ErrorDefault = "", j.OnEmpty, nil, j.EmptyDefault
			return
		}
		p.expect("EMPTY")
		if j.OnError, j.ErrorDefault = p.jsonBehaviour(j.Name); j.OnError != "" {
			p.expect("ON", "ERROR")
		}
	}
}

// jsonBehaviour: ERROR | NULL | DEFAULT value | EMPTY ARRAY | EMPTY OBJECT; "" where none is here
func (p *parser) jsonBehaviour(function string) (string, Expr) {
	switch {
	case p.tok().isAny("ERROR", "NULL"):
		return p.advance().val, nil
	case function == "JSON_VALUE" && p.accept("DEFAULT"):
		return "DEFAULT", p.expression()
	case function == "JSON_QUERY" && p.accept("EMPTY"):
		if !p.tok().isAny("ARRAY", "OBJECT") {
			p.mismatch("'ARRAY'", "'OBJECT'")
		}
		return "EMPTY " + p.advance().val, nil
	}
	return "", nil
}

func (p *parser) jsonWrapper(j *JSON) {
	switch {
	case p.accept("WITHOUT"):
		j.Wrapper = "WITHOUT"
	case p.accept("WITH"):
		j.Wrapper = "UNCONDITIONAL"
		if p.tok().isAny("CONDITIONAL", "UNCONDITIONAL") {
			j.Wrapper = p.advance().val
		}
	}
	if j.Wrapper != "" {
		p.accept("ARRAY")
		p.expect("WRAPPER")
	}
	if p.tok().isAny("KEEP", "OMIT") {
		j.Quotes = p.advance().val
		p.expect("QUOTES")
		if p.accept("ON") {
			p.expect("SCALAR", "STRING")
			j.Scalar = true
		}
	}
}

// jsonReturning: [RETURNING type [FORMAT JSON [ENCODING …]]]
func (p *parser) jsonReturning(j *JSON) {
	if p.accept("RETURNING") {
		j.Returning = p.typeName()
		j.Format, j.Encoding = p.jsonFormat()
	}
}

func (p *parser) jsonFormat() (format bool, encoding string) {
	if !p.accept("FORMAT") {
		return false, ""
	}
	p.expect("JSON")
	if p.accept("ENCODING") {
		if !p.tok().isAny("UTF8", "UTF16", "UTF32") {
			p.mismatch("'UTF16'", "'UTF32'", "'UTF8'")
		}
		encoding = p.advance().val
	}
	return true, encoding
}

func (p *parser) jsonValue() *JSONValue {
	start := p.pos()
	v := &JSONValue{X: p.expression()}
	v.Format, v.Encoding = p.jsonFormat()
	v.Span = p.from(start)
	return v
}

// jsonBuild: [members] [NULL|ABSENT ON NULL] [WITH|WITHOUT UNIQUE [KEYS]] [RETURNING …]
func (p *parser) jsonBuild(j *JSON) {
	if !p.see(")") && !(p.see("RETURNING") && !p.ahead(1).isAny(":", "VALUE", ",", ")")) {
		object := j.Name == "JSON_OBJECT"
		j.Members = commas(p, func() *JSONMember {
			start := p.pos()
			m := &JSONMember{}
			if object {
				m.Key = p.jsonKey()
			}
			m.Value = p.jsonValue()
			m.Span = p.from(start)
			return m
		})
		if p.tok().isAny("NULL", "ABSENT") {
			j.Nulls = p.advance().val
			p.expect("ON", "NULL")
		}
		if object && p.tok().isAny("WITH", "WITHOUT") {
			j.Unique = p.advance().val
			p.expect("UNIQUE")
			p.accept("KEYS")
		}
	}
	p.jsonReturning(j)
}

// jsonKey: [KEY] name VALUE | name :
func (p *parser) jsonKey() Expr {
	if next := p.ahead(1); p.see("KEY") && (next.kind == text || next.kind == quotedWord || next.kind == word && !next.is("VALUE")) {
		p.advance()
	}
	key := p.expression()
	if !p.accept(":") && !p.accept("VALUE") {
		p.mismatch("'%'", "'*'", "'+'", "'-'", "'.'", "'/'", "':'", "'AND'", "'AT'", "'OR'", "'VALUE'", "'['", "'||'", "<predicate>")
	}
	return key
}
