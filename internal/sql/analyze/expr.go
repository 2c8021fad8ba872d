package analyze

import (
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
	"tarn/internal/suggest"
)

var boolean = schema.Of(schema.Boolean)

// expr gives an expression its meaning. s may be nil where no names are in reach.
func (a *analyzer) expr(x syntax.Expr, s *scope) Expr {
	e := a.expression(x, s)
	if _, ok := a.origin[e]; !ok {
		a.origin[e] = x
	}
	return e
}

func (a *analyzer) expression(x syntax.Expr, s *scope) Expr {
	at := span(x)
	switch x := x.(type) {
	case *syntax.Null, *syntax.Bool, *syntax.Text, *syntax.Binary, *syntax.Number, *syntax.Typed, *syntax.Interval, *syntax.Current:
		return a.literal(x)
	case *syntax.Param:
		return a.parameter(x)
	case *syntax.Ident:
		return a.ident(x, s)
	case *syntax.Deref:
		return a.deref(x, s)
	case *syntax.Subscript:
		return a.subscript(x, s)
	case *syntax.Unary:
		return a.unary(x, s)
	case *syntax.Arith:
		return a.arith(x, a.expr(x.Left, s), a.expr(x.Right, s))
	case *syntax.AtZone:
		zone, ok := a.expr(x.Zone, s).(*Literal)
		if !ok {
			a.fail(span(x.Zone), syntax.NotSupported, "AT TIME ZONE is in Tarn with a literal zone only, so far")
		}
		return a.atZone(at, a.expr(x.X, s), zone)
	case *syntax.Compare:
		return a.compare(x.OpSpan, at, x.Op, a.expr(x.Left, s), a.expr(x.Right, s))
	case *syntax.IsDistinct:
		d := a.compare(at, at, "IS DISTINCT FROM", a.expr(x.Left, s), a.expr(x.Right, s))
		return a.negateIf(x.Not, at, d)
	case *syntax.Between:
		return a.between(x, s)
	case *syntax.InList:
		return a.inList(x, s)
	case *syntax.Like:
		return a.like(x, s)
	case *syntax.IsNull:
		return a.negateIf(x.Not, at, &IsNull{typed{boolean, at}, a.expr(x.X, s)})
	case *syntax.Not:
		return &Not{typed{boolean, at}, a.condition(x.X, s, "NOT")}
	case *syntax.Logic:
		l := &Logic{typed{boolean, at}, x.And, nil}
		for _, t := range x.Terms {
			l.Terms = append(l.Terms, a.condition(t, s, "Logical expression term"))
		}
		return l
	case *syntax.Case:
		return a.caseExpr(x, s)
	case *syntax.Cast:
		return a.castTo(at, a.expr(x.X, s), a.typeOf(at, x.Type), x.Try)
	case *syntax.Row:
		r := &Row{typed: typed{schema.Type{Kind: schema.Row}, at}}
		for _, item := range x.Items {
			e := a.expr(item, s)
			r.Items = append(r.Items, e)
			r.T.Fields = append(r.T.Fields, schema.Field{Type: e.Type()})
		}
		return r
	case *syntax.Array:
		var items []Expr
		for _, item := range x.Items {
			items = append(items, a.expr(item, s))
		}
		t := a.unify(at, items, "All ARRAY elements must be the same type: %s vs %s")
		return &Array{typed{schema.ArrayOf(t), at}, items}
	case *syntax.Extract:
		return a.extract(x, s)
	case *syntax.Normalize:
		form := x.Form
		if form == "" {
			form = "NFC"
		}
		return a.function(x.Span, "normalize", s, x.X, &syntax.Text{Span: x.Span, Value: form})
	case *syntax.Trim:
		return a.trim(x, s)
	case *syntax.Call:
		return a.call(x, s)
	case *syntax.JSON:
		return a.json(x, s)
	case *syntax.Lambda:
		a.fail(at, syntax.TypeMismatch, "a lambda can only be an argument of a function that takes one")
	case *syntax.Subquery, *syntax.Exists, *syntax.InQuery, *syntax.Quantified:
		return a.subquery(x, s)
	}
	a.fail(at, syntax.NotSupported, "this expression is not in Tarn yet")
	return nil
}

// condition is an expression that has to be boolean.
func (a *analyzer) condition(x syntax.Expr, s *scope, clause string) Expr {
	e := a.expr(x, s)
	if e.Type().Kind == schema.Unknown {
		return a.coerce(e, boolean)
	}
	if e.Type().Kind != schema.Boolean {
		switch clause {
		case "WHERE", "HAVING", "JOIN ON":
			a.fail(span(x), syntax.TypeMismatch, "%s clause must evaluate to a boolean: actual type %s", clause, e.Type())
		}
		a.fail(span(x), syntax.TypeMismatch, "%s must evaluate to a boolean (actual: %s)", clause, e.Type())
	}
	return e
}

func (a *analyzer) negateIf(not bool, at syntax.Span, x Expr) Expr {
	if not {
		return &Not{typed{boolean, at}, x}
	}
	return x
}

func (a *analyzer) ident(x *syntax.Ident, s *scope) Expr {
	if e := a.resolve(s, nil, x.Name, x.Span); e != nil {
		return e
	}
	hint := suggest.Names(x.Name, s.names())
	if h := absent[strings.ToLower(x.Name)]; a.lake && h != "" {
		hint = h
	}
	a.failHint(x.Span, syntax.ColumnNotFound, hint, "Column '%s' cannot be resolved", strings.ToLower(x.Name))
	return nil
}

// absent are columns of CloudTrail Lake's that event data stores do not have here, with what to do.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-supported-event-schemas.html
var absent = map[string]string{
	"eventcontext":      "Event data stores have no column eventContext yet: json_extract(eventJson, '$.eventContext') reads it.",
	"eventjsonchecksum": "AWS does not publish how eventJsonChecksum is computed: event data stores have no such column. md5(to_utf8(eventJson)) tells texts apart.",
}

// nameParts are the names of a chain of dereferences, nil if it is no such chain.
func nameParts(x syntax.Expr) []string {
	switch x := x.(type) {
	case *syntax.Ident:
		return []string{x.Name}
	case *syntax.Deref:
		if base := nameParts(x.Base); base != nil {
			return append(base, x.Field.Name)
		}
	}
	return nil
}

// deref: the longest start of a.b.c that is a column, the rest are members of rows.
func (a *analyzer) deref(x *syntax.Deref, s *scope) Expr {
	if parts := nameParts(x); parts != nil {
		if r := s.recognizer(); r != nil {
			return r.qualified(x, parts)
		}
		if e := a.resolve(s, parts[:len(parts)-1], parts[len(parts)-1], x.Span); e != nil {
			a.qualified(x.Base, parts[:len(parts)-1])
			return e
		}
		if _, ok := x.Base.(*syntax.Ident); ok && a.resolve(s, nil, parts[0], x.Span) == nil {
			hint := suggest.Names(parts[0], s.names())
			if a.isQualifier(s, parts[0]) {
				hint = suggest.Names(parts[1], s.names())
			}
			a.failHint(x.Span, syntax.ColumnNotFound, hint, "Column '%s' cannot be resolved", strings.ToLower(strings.Join(parts, ".")))
		}
	}
	base := a.expr(x.Base, s)
	t := base.Type()
	if t.Kind != schema.Row {
		a.refuseMember(base, x.Field.Name)
		a.fail(span(x.Base), syntax.TypeMismatch, "Expression %s is not of type ROW", syntax.Print(x.Base))
	}
	found := -1
	var names []string
	for i, f := range t.Fields {
		names = append(names, f.Name)
		if strings.EqualFold(f.Name, x.Field.Name) {
			if found >= 0 {
				a.fail(x.Span, syntax.AmbiguousName, "Ambiguous row field reference: %s", x.Field.Name)
			}
			found = i
		}
	}
	if found < 0 {
		a.refuseMember(base, x.Field.Name)
		reference := strings.ToLower(strings.Join(nameParts(x), "."))
		if reference == "" {
			reference = strings.ToLower(x.Field.Name)
		}
		a.failHint(x.Span, syntax.InvalidColumnReference, suggest.Names(x.Field.Name, names), "Column reference '%s' is invalid", reference)
	}
	return &Member{typed: typed{t.Fields[found].Type, x.Span}, X: base, Index: found, Quoted: x.Field.Quoted}
}

// qualified notes a relation's name of several parts before a column, which another engine has under the last of them.
func (a *analyzer) qualified(x syntax.Expr, parts []string) {
	if len(parts) > 1 {
		a.plain = append(a.plain, Plain{Span: span(x), Text: functions.Quote(parts[len(parts)-1])})
	}
}

// place is where something stands: in the statement, or in a view's text.
type place struct {
	views string
	at    syntax.Pos
}

// refuseMember is where Trino refuses row.name, because UNNEST has made the one member of the row a column of its own. On Athena the column is the row:
// the statement is analysed again with that.
func (a *analyzer) refuseMember(x Expr, name string) {
	r, ok := x.(*Ref)
	if !ok || len(r.Column.Row.Fields) != 1 || !strings.EqualFold(r.Column.Row.Fields[0].Name, name) || a.whole[r.Column.Unnest] {
		return
	}
	a.whole[r.Column.Unnest] = true
	panic(&syntax.Error{})
}

func (a *analyzer) isQualifier(s *scope, name string) bool {
	for ; s != nil; s = s.parent {
		for _, f := range s.fields {
			if n := len(f.qualifier); n > 0 && strings.EqualFold(f.qualifier[n-1], name) {
				return true
			}
		}
	}
	return false
}

func (a *analyzer) subscript(x *syntax.Subscript, s *scope) Expr {
	base, index := a.expr(x.Base, s), a.expr(x.Index, s)
	switch t := base.Type(); t.Kind {
	case schema.Array:
		if !functions.Coerces(index.Type(), schema.Of(schema.Bigint)) {
			a.fail(span(x), syntax.TypeMismatch, "Cannot use %s for subscript of %s", index.Type(), t)
		}
		return &Subscript{typed{*t.Elem, x.Span}, base, a.coerce(index, schema.Of(schema.Bigint))}
	case schema.Map:
		if !functions.Coerces(index.Type(), *t.Key) {
			a.fail(span(x), syntax.TypeMismatch, "Cannot use %s for subscript of %s", index.Type(), t)
		}
		return &Subscript{typed{*t.Elem, x.Span}, base, a.coerce(index, *t.Key)}
	case schema.Row:
		lit, ok := index.(*Literal)
		n, isInt := lit.integer()
		if !ok || !isInt {
			a.fail(span(x.Index), syntax.ExpressionNotConstant, "Subscript expression on ROW requires a constant index")
		}
		if n < 1 || int(n) > len(t.Fields) {
			a.fail(span(x.Index), syntax.InvalidFunctionArgument, "Invalid subscript index: %d. ROW type has %d fields", n, len(t.Fields))
		}
		return &Member{typed: typed{t.Fields[n-1].Type, x.Span}, X: base, Index: int(n) - 1}
	default:
		a.fail(span(x), syntax.TypeMismatch, "Cannot use %s for subscript of %s", index.Type(), t)
	}
	return nil
}

// unify turns expressions into their common type.
func (a *analyzer) unify(at syntax.Span, items []Expr, format string) schema.Type {
	t := schema.Type{}
	for _, e := range items {
		common, ok := functions.Common(t, e.Type())
		if !ok {
			a.fail(e.At(), syntax.TypeMismatch, format, t, e.Type())
		}
		t = common
	}
	for i := range items {
		items[i] = a.coerce(items[i], t)
	}
	return t
}

func (a *analyzer) caseExpr(x *syntax.Case, s *scope) Expr {
	c := &Case{typed: typed{Span: x.Span}}
	var results []Expr
	var conds []Expr
	if x.Operand != nil {
		conds = append(conds, a.expr(x.Operand, s))
	}
	for _, w := range x.Whens {
		if x.Operand != nil {
			conds = append(conds, a.expr(w.Cond, s))
		} else {
			conds = append(conds, a.condition(w.Cond, s, "CASE WHEN clause"))
		}
		results = append(results, a.expr(w.Result, s))
	}
	if x.Else != nil {
		results = append(results, a.expr(x.Else, s))
	}
	if x.Operand != nil {
		a.lakeTimes(conds)
		a.unify(x.Span, conds, "CASE operand type does not match WHEN clause operand type: %s vs %s")
		c.Operand, conds = conds[0], conds[1:]
	}
	c.T = a.unify(x.Span, results, "All CASE results must be the same type or coercible to a common type. Cannot find common type between %s and %s")
	for i := range x.Whens {
		c.Whens = append(c.Whens, When{conds[i], results[i]})
	}
	if x.Else != nil {
		c.Else = results[len(results)-1]
	}
	return c
}
