package syntax

// InlineFunction is a function that a statement brings along: https://trino.io/docs/current/udf/sql.html.
type InlineFunction struct {
	Span
	Name    *Ident
	Params  []*FunctionParam
	Returns *Type
	// Varies is NOT DETERMINISTIC, NullOnNull RETURNS NULL ON NULL INPUT.
	Varies, NullOnNull bool
	// Body is the expression of RETURN.
	Body Expr
}

// FunctionParam is a parameter of an inline function.
type FunctionParam struct {
	Span
	Name *Ident
	Type *Type
}

// rootQuery: [WITH FUNCTION …, FUNCTION …] query
func (p *parser) rootQuery() *Query {
	if !p.seesFunctions() {
		return p.query()
	}
	start := p.pos()
	p.expect("WITH")
	list := commas(p, p.inlineFunction)
	q := p.query()
	q.Functions, q.Span = list, p.from(start)
	return q
}

// seesFunctions: FUNCTION is no reserved word, and may be the name of a query.
func (p *parser) seesFunctions() bool {
	return p.see("WITH", "FUNCTION") && p.ahead(2).isName() && !p.ahead(2).is("AS")
}

// inlineFunction: FUNCTION name (name type, …) RETURNS type {characteristic} RETURN value
func (p *parser) inlineFunction() *InlineFunction {
	start := p.pos()
	p.expect("FUNCTION")
	f := &InlineFunction{Name: p.ident()}
	p.expect("(")
	if !p.see(")") {
		f.Params = commas(p, func() *FunctionParam {
			at := p.pos()
			x := &FunctionParam{Name: p.ident()}
			x.Type = p.typeName()
			x.Span = p.from(at)
			return x
		})
	}
	p.expect(")")
	p.expect("RETURNS")
	f.Returns = p.typeName()
	for p.characteristic(f) {
	}
	if p.see("BEGIN") {
		p.refuse(p.tok().Span, "functions of several statements (BEGIN … END) are not in Tarn yet: RETURN with an expression is")
	}
	p.expect("RETURN")
	f.Body = p.value()
	f.Span = p.from(start)
	return f
}

// characteristic: LANGUAGE SQL | [NOT] DETERMINISTIC | RETURNS NULL ON NULL INPUT | CALLED ON NULL INPUT | SECURITY … | COMMENT 'text'
func (p *parser) characteristic(f *InlineFunction) bool {
	switch {
	case p.accept("LANGUAGE"):
		if !p.accept("SQL") {
			p.refuse(p.tok().Span, "functions in other languages than SQL are not in Tarn yet")
		}
	case p.accept("NOT", "DETERMINISTIC"):
		f.Varies = true
	case p.accept("DETERMINISTIC"):
	case p.accept("RETURNS", "NULL", "ON", "NULL", "INPUT"):
		f.NullOnNull = true
	case p.accept("CALLED", "ON", "NULL", "INPUT"):
	case p.accept("SECURITY"):
		if !p.accept("DEFINER") {
			p.expect("INVOKER")
		}
	case p.accept("COMMENT"):
		p.text()
	default:
		return false
	}
	return true
}

func (w *printer) inlineFunction(f *InlineFunction) {
	w.put("FUNCTION ")
	w.node(f.Name)
	w.put(" (")
	list(w, f.Params)
	w.put(") RETURNS ")
	w.node(f.Returns)
	if f.Varies {
		w.put(" NOT DETERMINISTIC")
	}
	if f.NullOnNull {
		w.put(" RETURNS NULL ON NULL INPUT")
	}
	w.put(" RETURN ")
	if precedence(f.Body) < precConcat {
		w.paren(f.Body)
	} else {
		w.node(f.Body)
	}
}
