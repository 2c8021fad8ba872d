package syntax

import "strings"

var lower = strings.ToLower

// hivePlain are the types without members.
var hivePlain = wordSet(`BOOLEAN TINYINT SMALLINT INT INTEGER BIGINT FLOAT REAL DOUBLE STRING BINARY DATE TIMESTAMP DECIMAL NUMERIC VARCHAR CHAR`)

// hiveType: name | name(n, …) | array<type> | map<type, type> | struct<name: type [COMMENT 'text'], …>
func (p *parser) hiveType() *HiveType {
	defer p.nest()()
	start := p.pos()
	first := p.tok()
	t := &HiveType{}
	switch {
	case p.accept("ARRAY"):
		t.Name = "array"
		p.expect("<")
		t.Args = []*HiveType{p.hiveType()}
		p.expect(">")
	case p.accept("MAP"):
		t.Name = "map"
		p.expect("<")
		t.Args = append(t.Args, p.hiveType())
		p.expect(",")
		t.Args = append(t.Args, p.hiveType())
		p.expect(">")
	case p.accept("STRUCT"):
		t.Name = "struct"
		p.expect("<")
		t.Fields = commas(p, p.hiveField)
		p.expect(">")
	case first.kind == word && hivePlain[first.val]:
		t.Name = lower(p.advance().val)
		if t.Name == "double" {
			p.accept("PRECISION")
		}
		if p.accept("(") {
			t.Numbers = commas(p, p.integer)
			p.expect(")")
		}
	case first.kind == word || first.kind == digitWord:
		name := p.src[first.From.Offset:first.To.Offset]
		panic(&Error{Span: first.Span, Msg: "mismatched input '" + name + "'. Expecting: <type>", Hint: "there is no type " + name + ": https://docs.aws.amazon.com/athena/latest/ug/data-types.html lists them"})
	default:
		p.mismatch("<type>")
	}
	t.Span = p.from(start)
	return t
}

// hiveField: name: type [COMMENT 'text']
func (p *parser) hiveField() *HiveField {
	start := p.pos()
	f := &HiveField{Name: p.hiveIdent()}
	if strings.ContainsAny(f.Name.Name, ":<>,") {
		p.fail(f.Name.Span, "the name of a member has none of : < > and a comma")
	}
	p.expect(":")
	f.Type = p.hiveType()
	if p.accept("COMMENT") {
		f.Comment = p.hiveText()
	}
	f.Span = p.from(start)
	return f
}
