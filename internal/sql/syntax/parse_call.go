package syntax

import "strings"

// call: name(…) [WITHIN GROUP …] [FILTER …] [IGNORE|RESPECT NULLS] [OVER …]
func (p *parser) call(name *Name) Expr {
	c := &Call{Name: name}
	p.expect("(")
	switch {
	case p.accept("*"):
		c.Star = true
	case p.tok().isName() && p.ahead(1).is(".") && p.ahead(2).is("*"):
		c.Label = p.ident()
		p.expect(".", "*")
		c.Star = true
	case !p.see(")") && !p.see("ORDER"):
		c.Distinct = p.accept("DISTINCT")
		if !c.Distinct {
			p.accept("ALL")
		}
		c.Args = commas(p, p.expression)
	}
	if p.accept("ORDER", "BY") {
		c.OrderBy = commas(p, p.sortItem)
	}
	if p.see("ON", "OVERFLOW") {
		c.Overflow = p.overflow()
	}
	inner := p.nullTreatment()
	p.expect(")")
	if strings.EqualFold(name.Parts[len(name.Parts)-1].Name, "listagg") && p.accept("WITHIN", "GROUP", "(", "ORDER", "BY") {
		c.WithinGroup = commas(p, p.sortItem)
		p.expect(")")
	}
	if p.accept("FILTER", "(", "WHERE") {
		c.Filter = p.expression()
		p.expect(")")
	}
	c.Nulls = p.nullTreatment()
	if c.Nulls != "" && !p.see("OVER") {
		p.mismatch("'OVER'")
	}
	if c.Nulls == "" {
		c.Nulls = inner
	}
	if p.see("OVER") && (p.ahead(1).is("(") || p.ahead(1).isName()) {
		c.Over = p.over()
	}
	c.Span = p.from(name.Pos())
	return c
}

// processed: (RUNNING | FINAL) name(…)
func (p *parser) processed() Expr {
	t := p.advance()
	c, ok := p.call(p.name()).(*Call)
	if ok {
		c.Mode, c.Span = t.val, p.from(t.From)
	}
	return c
}

func (p *parser) nullTreatment() string {
	if p.tok().isAny("IGNORE", "RESPECT") && p.ahead(1).is("NULLS") {
		v := p.advance().val
		p.advance()
		return v
	}
	return ""
}

// overflow: ON OVERFLOW (ERROR | TRUNCATE ['filler'] (WITH|WITHOUT) COUNT)
func (p *parser) overflow() *Overflow {
	start := p.pos()
	p.expect("ON", "OVERFLOW")
	o := &Overflow{}
	if !p.accept("ERROR") {
		p.expect("TRUNCATE")
		o.Truncate = true
		if p.tok().kind == text {
			o.Filler = p.text()
		}
		o.Count = p.accept("WITH")
		if !o.Count {
			p.expect("WITHOUT")
		}
		p.expect("COUNT")
	}
	o.Span = p.from(start)
	return o
}

func (p *parser) over() *Window {
	p.expect("OVER")
	if p.see("(") {
		return p.windowSpec()
	}
	start := p.pos()
	name := p.ident()
	return &Window{Span: p.from(start), Name: name}
}

// refuseWindowPattern refuses the clauses of row pattern recognition in a window.
func (p *parser) refuseWindowPattern(words ...string) {
	if p.see("AFTER", "MATCH") || p.tok().isAny(words...) && !p.ahead(1).isAny(")", "PARTITION", "ORDER", "ROWS", "RANGE", "GROUPS") {
		p.refuse(p.tok().Span, "row pattern recognition in a window is not in Tarn yet: MATCH_RECOGNIZE is")
	}
}

// windowSpec: ([base] [PARTITION BY …] [ORDER BY …] [frame])
func (p *parser) windowSpec() *Window {
	start := p.pos()
	p.expect("(")
	w := &Window{}
	p.refuseWindowPattern("MEASURES")
	if p.tok().isName() && !p.see("PARTITION", "BY") && !(p.tok().isAny("ROWS", "RANGE", "GROUPS") && !p.ahead(1).is(")")) {
		w.Base = p.ident()
	}
	if p.accept("PARTITION", "BY") {
		w.PartitionBy = commas(p, p.expression)
	}
	if p.accept("ORDER", "BY") {
		w.OrderBy = commas(p, p.sortItem)
	}
	p.refuseWindowPattern("MEASURES")
	if p.tok().isAny("ROWS", "RANGE", "GROUPS") {
		w.Frame = p.frame()
		p.refuseWindowPattern("PATTERN", "SUBSET", "DEFINE", "INITIAL", "SEEK")
	}
	p.expect(")")
	w.Span = p.from(start)
	return w
}

// frame: (ROWS|RANGE|GROUPS) (bound | BETWEEN bound AND bound)
func (p *parser) frame() *Frame {
	start := p.pos()
	f := &Frame{Unit: p.advance().val}
	if p.accept("BETWEEN") {
		f.First = p.bound()
		p.expect("AND")
		f.Last = p.bound()
	} else {
		f.First = p.bound()
	}
	f.Span = p.from(start)
	return f
}

func (p *parser) bound() *Bound {
	start := p.pos()
	b := &Bound{}
	switch {
	case p.accept("UNBOUNDED", "PRECEDING"):
		b.Kind = "UNBOUNDED PRECEDING"
	case p.accept("UNBOUNDED", "FOLLOWING"):
		b.Kind = "UNBOUNDED FOLLOWING"
	case p.accept("CURRENT", "ROW"):
		b.Kind = "CURRENT ROW"
	default:
		b.Value = p.expression()
		if !p.tok().isAny("PRECEDING", "FOLLOWING") {
			p.mismatch("'FOLLOWING'", "'PRECEDING'")
		}
		b.Kind = p.advance().val
	}
	b.Span = p.from(start)
	return b
}

// trim: TRIM([[LEADING|TRAILING|BOTH] [chars] FROM] x). The short form is a call like any other.
func (p *parser) trim() Expr {
	t := p.tok()
	if !p.ahead(1).is("(") {
		p.mismatch("<expression>")
	}
	p.advance()
	p.expect("(")
	tr := &Trim{}
	if p.tok().isAny("LEADING", "TRAILING", "BOTH") {
		tr.Where = p.advance().val
	}
	if tr.Where == "" || !p.see("FROM") {
		tr.X = p.value()
		if tr.Where == "" && !p.see("FROM") {
			c := &Call{Name: &Name{Span: t.Span, Parts: []*Ident{{Span: t.Span, Name: "trim"}}}, Args: []Expr{tr.X}}
			if p.accept(",") {
				c.Args = append(c.Args, p.value())
			}
			p.expect(")")
			c.Span = p.from(t.From)
			return c
		}
		tr.Chars = tr.X
	}
	p.expect("FROM")
	tr.X = p.value()
	p.expect(")")
	tr.Span = p.from(t.From)
	return tr
}

// normalize: NORMALIZE(x [, NFC|NFD|NFKC|NFKD])
func (p *parser) normalize() Expr {
	t := p.advance()
	p.expect("(")
	n := &Normalize{X: p.value()}
	if p.accept(",") {
		if !p.tok().isAny("NFC", "NFD", "NFKC", "NFKD") {
			p.mismatch("'NFC'", "'NFD'", "'NFKC'", "'NFKD'")
		}
		form := p.advance()
		n.Form = p.src[form.From.Offset:form.To.Offset]
	}
	p.expect(")")
	n.Span = p.from(t.From)
	return n
}

// substring: SUBSTRING(x FROM start [FOR length]) means substr, as SUBSTRING(x, start, length) does.
func (p *parser) substring() Expr {
	t := p.advance()
	p.expect("(")
	c := &Call{Name: &Name{Span: t.Span, Parts: []*Ident{{Span: t.Span, Name: p.src[t.From.Offset:t.To.Offset]}}}}
	c.Args = []Expr{p.expression()}
	if p.accept("FROM") {
		c.Args = append(c.Args, p.value())
		if p.accept("FOR") {
			c.Args = append(c.Args, p.value())
		}
	} else {
		for p.accept(",") {
			c.Args = append(c.Args, p.expression())
		}
	}
	p.expect(")")
	c.Span = p.from(t.From)
	return c
}

// position: POSITION(part IN x) means strpos(x, part).
func (p *parser) position() Expr {
	t := p.advance()
	p.expect("(")
	part := p.value()
	p.expect("IN")
	x := p.value()
	p.expect(")")
	return &Call{Span: p.from(t.From), Name: &Name{Span: t.Span, Parts: []*Ident{{Span: t.Span, Name: "strpos"}}}, Args: []Expr{x, part}}
}
