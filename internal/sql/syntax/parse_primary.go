package syntax

import (
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf16"
)

// primary: an operand with what may follow it: member names and subscripts.
func (p *parser) primary() Expr {
	x := p.operand()
	for n := 0; ; n++ {
		p.chain(n)
		switch {
		case p.see(".") && !p.ahead(1).is("*"):
			p.advance()
			field := p.ident()
			x = &Deref{Span: p.from(x.Pos()), Base: x, Field: field}
		case p.accept("["):
			index := p.value()
			p.expect("]")
			x = &Subscript{Span: p.from(x.Pos()), Base: x, Index: index}
		default:
			return x
		}
	}
}

func (p *parser) operand() Expr {
	t := p.tok()
	switch t.kind {
	case text:
		return p.text()
	case unicodeText:
		return p.unicodeText()
	case binary:
		return p.binary()
	case integer, decimal, double:
		p.advance()
		kinds := map[kind]NumberKind{integer: IntegerNumber, decimal: DecimalNumber, double: DoubleNumber}
		return &Number{Span: t.Span, Kind: kinds[t.kind], Value: strings.ReplaceAll(t.val, "_", "")}
	case symbol:
		switch t.val {
		case "(":
			return p.paren()
		case "?":
			return p.param()
		case "[":
			return p.array()
		}
	case word:
		if x := p.keyword(t); x != nil {
			return x
		}
	}
	if !t.isName() {
		p.mismatch("<expression>")
	}
	return p.named()
}

// keyword reads the expressions that begin with a word of the language. It returns nil where the word is just a name.
func (p *parser) keyword(t *token) Expr {
	next := p.ahead(1)
	switch t.val {
	case "NULL":
		p.advance()
		return &Null{t.Span}
	case "TRUE", "FALSE":
		p.advance()
		return &Bool{t.Span, t.val == "TRUE"}
	case "CASE":
		return p.caseExpr()
	case "CAST", "TRY_CAST":
		if next.is("(") {
			return p.cast()
		}
	case "EXISTS":
		p.expect("EXISTS", "(")
		q := p.query()
		p.expect(")")
		return &Exists{Span: p.from(t.From), Query: q}
	case "EXTRACT":
		return p.extract()
	case "INTERVAL":
		// Without a unit, it is a value of a type INTERVAL, which there is not.
		if next.kind == text && p.ahead(2).isAny(intervalUnits...) || next.isAny("+", "-") && p.ahead(2).kind == text {
			return p.interval()
		}
	case "ARRAY":
		if next.is("[") {
			return p.array()
		}
	case "ROW":
		if next.is("(") {
			p.expect("ROW", "(")
			items := commas(p, p.expression)
			p.expect(")")
			return &Row{Span: p.from(t.From), Explicit: true, Items: items}
		}
	case "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP", "CURRENT_USER", "CURRENT_CATALOG", "CURRENT_SCHEMA":
		return p.current()
	case "TRIM":
		return p.trim()
	case "SUBSTRING":
		if next.is("(") {
			return p.substring()
		}
	case "POSITION":
		if next.is("(") {
			return p.position()
		}
	case "GROUPING":
		if next.is("(") {
			return p.grouping()
		}
	case "NORMALIZE":
		if next.is("(") {
			return p.normalize()
		}
	case "LISTAGG":
		if next.is("(") {
			return p.named()
		}
	case "JSON_EXISTS", "JSON_VALUE", "JSON_QUERY", "JSON_OBJECT", "JSON_ARRAY":
		if next.is("(") {
			return p.json()
		}
	case "RUNNING", "FINAL":
		if next.isName() {
			n := 2
			for p.ahead(n).is(".") && p.ahead(n+1).isName() {
				n += 2
			}
			if p.ahead(n).is("(") {
				return p.processed()
			}
		}
	case "DOUBLE":
		if next.is("PRECISION") && p.ahead(2).kind == text {
			p.advance()
			p.advance()
			v := p.text()
			return &Typed{Span: p.from(t.From), Type: "DOUBLE", Value: v.Value}
		}
	}
	return nil
}

// named: type 'text' | x -> … | function(…) | name
func (p *parser) named() Expr {
	t, next := p.tok(), p.ahead(1)
	switch {
	case next.kind == text && t.kind == word && !reserved[t.val]:
		p.advance()
		v := p.text()
		return &Typed{Span: p.from(t.From), Type: t.val, Value: v.Value}
	case next.is("->"):
		return p.lambda()
	case next.is("("):
		return p.call(&Name{Span: t.Span, Parts: []*Ident{p.anyWord()}})
	}
	for n := 1; p.ahead(n).is(".") && p.ahead(n+1).isName(); n += 2 { // catalog.schema.function(…)
		if p.ahead(n + 2).is("(") {
			return p.call(p.name())
		}
	}
	id := p.ident()
	if p.see("OVER", "(") { // a measure of a row pattern in a window
		p.over()
		panic(&Error{Span: id.Span, Code: InvalidWindowMeasure, Msg: "Measure " + id.Name + " is not defined in the corresponding window"})
	}
	return id
}

// paren: () -> … | (x, y) -> … | (query) | (expression) | (a, b)
func (p *parser) paren() Expr {
	if p.seesLambda() {
		return p.lambda()
	}
	start := p.pos()
	p.expect("(")
	if p.startsQuery() {
		q := p.query()
		p.expect(")")
		return &Subquery{Span: p.from(start), Query: q}
	}
	x := p.expression()
	if sub, ok := x.(*Subquery); ok && p.seesQueryRest() {
		q := p.rest(sub.Pos(), sub.Query, sub.Span)
		p.expect(")")
		return &Subquery{Span: p.from(start), Query: q}
	}
	if p.accept(")") {
		return x
	}
	items := []Expr{x}
	for p.accept(",") {
		items = append(items, p.expression())
	}
	p.expect(")")
	return &Row{Span: p.from(start), Items: items}
}

func (p *parser) seesLambda() bool {
	n := 1
	for p.ahead(n).isName() {
		n++
		if p.ahead(n).is(",") {
			n++
			continue
		}
		break
	}
	return p.ahead(n).is(")") && p.ahead(n+1).is("->")
}

func (p *parser) lambda() Expr {
	start := p.pos()
	l := &Lambda{}
	if p.accept("(") {
		if !p.see(")") {
			l.Params = commas(p, p.ident)
		}
		p.expect(")")
	} else {
		l.Params = []*Ident{p.ident()}
	}
	p.expect("->")
	l.Body = p.expression()
	l.Span = p.from(start)
	return l
}

func (p *parser) param() Expr {
	t := p.advance()
	p.params++
	return &Param{Span: t.Span, Index: p.params - 1}
}

func (p *parser) caseExpr() Expr {
	start := p.pos()
	p.expect("CASE")
	c := &Case{}
	if !p.see("WHEN") {
		c.Operand = p.expression()
	}
	for {
		at := p.pos()
		p.expect("WHEN")
		w := &When{Cond: p.expression()}
		p.expect("THEN")
		w.Result = p.expression()
		w.Span = p.from(at)
		c.Whens = append(c.Whens, w)
		if !p.see("WHEN") {
			break
		}
	}
	if p.accept("ELSE") {
		c.Else = p.expression()
	}
	p.expect("END")
	c.Span = p.from(start)
	return c
}

func (p *parser) cast() Expr {
	start := p.pos()
	c := &Cast{Try: p.advance().val == "TRY_CAST"}
	p.expect("(")
	c.X = p.expression()
	p.expect("AS")
	c.Type = p.typeName()
	p.expect(")")
	c.Span = p.from(start)
	return c
}

func (p *parser) extract() Expr {
	start := p.pos()
	p.expect("EXTRACT", "(")
	e := &Extract{Field: strings.ToUpper(p.ident().Name)}
	p.expect("FROM")
	e.X = p.value()
	p.expect(")")
	e.Span = p.from(start)
	return e
}

var intervalUnits = []string{"YEAR", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND"}

func (p *parser) interval() Expr {
	start := p.pos()
	p.expect("INTERVAL")
	i := &Interval{Negative: p.accept("-")}
	if !i.Negative {
		p.accept("+")
	}
	i.Value = p.text().Value
	i.From = p.unit()
	if p.accept("TO") {
		i.To = p.unit()
	}
	i.Span = p.from(start)
	return i
}

func (p *parser) unit() string {
	if !p.tok().isAny(intervalUnits...) {
		p.mismatch("'DAY'", "'HOUR'", "'MINUTE'", "'MONTH'", "'SECOND'", "'WEEK'", "'YEAR'")
	}
	return p.advance().val
}

func (p *parser) array() Expr {
	start := p.pos()
	p.accept("ARRAY")
	p.expect("[")
	a := &Array{}
	if !p.see("]") {
		a.Items = commas(p, p.expression)
	}
	p.expect("]")
	a.Span = p.from(start)
	return a
}

func (p *parser) current() Expr {
	t := p.advance()
	c := &Current{Name: t.val, Precision: -1}
	if strings.Contains(t.val, "TIME") && p.accept("(") {
		c.Precision = p.integer()
		p.expect(")")
	}
	c.Span = p.from(t.From)
	return c
}

// grouping: GROUPING ([name {, name}])
func (p *parser) grouping() Expr {
	name := p.advance()
	c := &Call{Name: &Name{Span: name.Span, Parts: []*Ident{{Span: name.Span, Name: p.src[name.From.Offset:name.To.Offset]}}}}
	p.expect("(")
	if !p.see(")") {
		c.Args = commas(p, func() Expr {
			var x Expr = p.ident()
			for p.accept(".") {
				field := p.ident()
				x = &Deref{Span: p.from(x.Pos()), Base: x, Field: field}
			}
			return x
		})
	}
	if !p.accept(")") {
		p.mismatch("')'", "','", "'.'")
	}
	c.Span = p.from(name.From)
	return c
}

func (p *parser) integer() int {
	t := p.tok()
	n, err := strconv.Atoi(t.val)
	if t.kind != integer || err != nil {
		p.mismatch("<integer>")
	}
	p.advance()
	return n
}

func (p *parser) binary() Expr {
	t := p.advance()
	v, err := hex.DecodeString(strings.Join(strings.Fields(t.val), ""))
	if err != nil {
		p.fail(t.Span, "Binary literal must contain an even number of hexadecimal digits")
	}
	return &Binary{t.Span, v}
}

// unicodeText: U&'\0041\+01F600' [UESCAPE '\']
func (p *parser) unicodeText() Expr {
	t := p.advance()
	escape := '\\'
	if p.accept("UESCAPE") {
		e := p.text()
		if rs := []rune(e.Value); len(rs) == 1 {
			escape = rs[0]
		} else {
			p.fail(e.Span, "Invalid Unicode escape character")
		}
	}
	var out []rune
	rs := []rune(t.val)
	for i := 0; i < len(rs); i++ {
		if rs[i] != escape {
			out = append(out, rs[i])
			continue
		}
		if i+1 < len(rs) && rs[i+1] == escape {
			out = append(out, escape)
			i++
			continue
		}
		n := 4
		if i+1 < len(rs) && rs[i+1] == '+' {
			n = 6
			i++
		}
		if i+n >= len(rs) {
			p.fail(t.Span, "Incomplete escape sequence")
		}
		v, err := strconv.ParseUint(string(rs[i+1:i+1+n]), 16, 32)
		if err != nil || v > 0x10ffff || utf16.IsSurrogate(rune(v)) {
			p.fail(t.Span, "Invalid escaped character")
		}
		out = append(out, rune(v))
		i += n
	}
	return &Text{Span: p.from(t.From), Value: string(out)}
}
