package syntax

import "strings"

// typeName: name [(parameters)] [WITH|WITHOUT TIME ZONE] {ARRAY}, and the forms ROW(name type), ARRAY<type>, MAP<key, value>.
func (p *parser) typeName() *Type {
	defer p.nest()()
	start := p.pos()
	t := p.plainType()
	t.Span = p.from(start)
	for p.see("ARRAY") {
		p.advance()
		t = &Type{Span: p.from(start), Name: "ARRAY", Args: []*Type{t}}
	}
	return t
}

func (p *parser) plainType() *Type {
	switch {
	case p.accept("DOUBLE", "PRECISION"):
		return &Type{Name: "DOUBLE"}
	case p.accept("INTERVAL", "YEAR", "TO", "MONTH"):
		return &Type{Name: "INTERVAL YEAR TO MONTH"}
	case p.accept("INTERVAL", "DAY", "TO", "SECOND"):
		return &Type{Name: "INTERVAL DAY TO SECOND"}
	case p.accept("ROW", "("):
		t := &Type{Name: "ROW", Fields: commas(p, p.typeField)}
		p.expect(")")
		return t
	}
	t := &Type{Name: strings.ToUpper(p.ident().Name)}
	switch {
	case p.accept("("):
		commas(p, func() any {
			if p.tok().kind == integer {
				t.Numbers = append(t.Numbers, p.integer())
			} else {
				t.Args = append(t.Args, p.typeName())
			}
			return nil
		})
		p.expect(")")
	case (t.Name == "ARRAY" || t.Name == "MAP") && p.accept("<"):
		t.Args = commas(p, p.typeName)
		p.closeAngle()
	}
	if p.accept("WITH", "TIME", "ZONE") {
		t.WithZone = true
	} else {
		p.accept("WITHOUT", "TIME", "ZONE")
	}
	return t
}

// closeAngle takes one `>`.
func (p *parser) closeAngle() {
	if !p.accept(">") {
		p.mismatch("'>'")
	}
}

// typeField: name type | type
func (p *parser) typeField() *TypeField {
	start := p.pos()
	f := &TypeField{}
	if next := p.ahead(1); next.isName() && !p.see("DOUBLE", "PRECISION") && !p.see("INTERVAL", "YEAR", "TO") && !p.see("INTERVAL", "DAY", "TO") && !next.is("ARRAY") ||
		next.is("ARRAY") && (p.ahead(2).is("(") || p.ahead(2).is("<")) {
		f.Name = p.ident()
	}
	f.Type = p.typeName()
	f.Span = p.from(start)
	return f
}

// ParseType reads a type by itself.
func ParseType(s string) (t *Type, err error) {
	p := &parser{src: s, toks: lex(s)}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			t, err = nil, e
		}
	}()
	t = p.typeName()
	if p.tok().kind != eof {
		p.mismatch("<EOF>")
	}
	return t, nil
}
