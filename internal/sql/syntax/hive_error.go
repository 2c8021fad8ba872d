package syntax

import (
	"fmt"
	"strings"
)

// What Trino expects where Athena reads DDL as Trino does.
var (
	trinoCreates = []string{"'MATERIALIZED'", "'OR'", "'ROLE'", "'SCHEMA'", "'TABLE'", "'VIEW'"}
	trinoBegins  = []string{"'ALTER'", "'ANALYZE'", "'CALL'", "'COMMENT'", "'COMMIT'", "'CREATE'", "'DEALLOCATE'", "'DELETE'", "'DENY'", "'DESC'", "'DESCRIBE'", "'DROP'",
		"'EXECUTE'", "'EXPLAIN'", "'GRANT'", "'INSERT'", "'MERGE'", "'PREPARE'", "'REFRESH'", "'RESET'", "'REVOKE'", "'ROLLBACK'", "'SET'", "'SHOW'", "'START'", "'TRUNCATE'",
		"'UNLOAD'", "'UPDATE'", "'USE'", "<query>"}
)

// inAthena reads a statement of Hive's. What Athena cannot read as Hive's it reads as Trino's, and says what Trino says: for all that
// is wrong in a CREATE EXTERNAL TABLE, that EXTERNAL is. The error has those words, and the place and reason beside them.
func (p *parser) inAthena(rule func() Statement) (s Statement) {
	first := p.at
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		e, ok := r.(*Error)
		if ok && e.Code == "" && !e.Raw() && !strings.HasPrefix(e.Hint, corrected) {
			r = p.asTrino(first, e)
		}
		panic(r)
	}()
	if p.depth > 1 {
		p.refuse(p.tok().Span, "Queries of this type are not supported: a statement about tables cannot be explained or prepared")
	}
	s = rule()
	if t := p.tok(); t.kind != eof && !t.is(";") {
		p.mismatch("<EOF>")
	}
	return s
}

const corrected = "corrected statement:\n"

// asTrino is an error where Trino's grammar stops.
func (p *parser) asTrino(first int, e *Error) *Error {
	at, expecting := p.trinoStops(first)
	if at == nil {
		return e
	}
	out := &Error{Span: at.Span, Incomplete: e.Incomplete, Hint: fmt.Sprintf("line %d:%d: %s", e.From.Line, e.From.Col, e.Msg)}
	if e.Hint != "" {
		out.Hint += ": " + e.Hint
	}
	if at.kind == backWord {
		out.Msg = backQuoted
	} else {
		out.Msg = fmt.Sprintf("mismatched input '%s'. Expecting: %s", p.src[at.From.Offset:at.To.Offset], strings.Join(expecting, ", "))
	}
	return out
}

// trinoStops is the token that Trino does not take, and what it would take; nil where both read the statement alike.
func (p *parser) trinoStops(first int) (*token, []string) {
	toks := p.toks[first:]
	second := &toks[min(1, len(toks)-1)]
	switch t := &toks[0]; {
	case t.is("MSCK"):
		return t, trinoBegins
	case t.is("CREATE") && second.isAny("EXTERNAL", "DATABASE"):
		return second, trinoCreates
	case t.is("ALTER") && second.is("DATABASE"):
		return second, []string{"'MATERIALIZED'", "'SCHEMA'", "'TABLE'", "'VIEW'"}
	case t.is("ALTER") && second.is("TABLE"):
		return alterStops(toks[2:])
	}
	return nil, nil
}

// alterStops looks at what follows ALTER TABLE.
func alterStops(toks []token) (*token, []string) {
	i := 0
	for i+2 < len(toks) && toks[i].kind != backWord && toks[i+1].is(".") {
		i += 2
	}
	if toks[i].kind == backWord {
		return &toks[i], nil
	}
	verb := &toks[min(i+1, len(toks)-1)]
	next := &toks[min(i+2, len(toks)-1)]
	switch {
	case verb.kind == eof || next.kind == eof:
		return nil, nil
	case verb.isAny("ADD", "DROP"):
		return next, []string{"'COLUMN'"}
	case verb.is("SET"):
		return next, []string{"'AUTHORIZATION'", "'PROPERTIES'"}
	case verb.is("RENAME"):
		return nil, nil
	}
	return verb, []string{"'ADD'", "'ALTER'", "'DROP'", "'EXECUTE'", "'RENAME'", "'SET'"}
}

// hiveHabit gives a word of help for a statement that ends its being Hive's at the present token.
func (p *parser) hiveHabit() string {
	t, last := p.tok(), &token{}
	if p.at > 0 {
		last = &p.toks[p.at-1]
	}
	switch {
	case last.is(",") && (t.is(")") || t.is(">") || t.kind == eof):
		return "there is a comma too many before this"
	case t.is("-") || last.is("-"):
		return "a name with a hyphen takes back quotes"
	case t.isAny(clauses...) && last.is(")"), t.isAny(clauses...) && last.kind != symbol:
		return "the clauses come in this order: COMMENT, PARTITIONED BY, CLUSTERED BY, ROW FORMAT, STORED AS, LOCATION, TBLPROPERTIES"
	case t.kind == quotedWord && last.is("="), t.kind == word && last.is("="):
		return "a value takes quotes"
	}
	return ""
}

// hyphened fails where a name goes on with a hyphen, in the words that Athena has for it.
func (p *parser) hyphened(name *Ident) {
	t := p.tok()
	if !t.is("-") || name.Quoted || t.From.Offset != name.To.Offset {
		return
	}
	panic(&Error{Span: t.Span, Msg: fmt.Sprintf("FAILED: ParseException line %d:%d missing EOF at '-' near '%s'", t.From.Line, t.From.Col-1, name.Name),
		Hint: "a name with a hyphen takes back quotes: `my-table`"})
}
