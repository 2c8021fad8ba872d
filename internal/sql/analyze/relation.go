package analyze

import (
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
	"tarn/internal/suggest"
)

// from analyses the relations of a FROM clause into one, and the fields they bring.
func (a *analyzer) from(list []syntax.Relation, outer *scope) (Relation, []field) {
	var rel Relation
	var fields []field
	for _, r := range list {
		next, more := a.relation(r, outer, fields)
		if rel == nil {
			rel = next
		} else {
			rel = &Join{Kind: syntax.CrossJoin, Left: rel, Right: next}
		}
		fields = append(fields, more...)
	}
	return rel, fields
}

// relation analyses one relation. before are the fields that stand to its left, which UNNEST and LATERAL may use.
func (a *analyzer) relation(r syntax.Relation, outer *scope, before []field) (Relation, []field) {
	switch r := r.(type) {
	case *syntax.Table:
		return a.table(r, outer)
	case *syntax.Aliased:
		return a.aliased(r, outer, before)
	case *syntax.ParenRelation:
		return a.relation(r.Relation, outer, before)
	case *syntax.Sampled:
		return a.sampled(r, outer, before)
	case *syntax.Derived:
		return a.derived(a.query(r.Query, outer), "", false)
	case *syntax.Lateral:
		s := &scope{parent: &scope{parent: outer, fields: before}, boundary: new([]*Ref)}
		return a.derived(a.query(r.Query, s), "", true)
	case *syntax.JSONTable:
		return a.jsonTable(r, outer, before)
	case *syntax.TableFunction:
		return a.tableFunction(r, outer)
	case *syntax.MatchRecognize:
		return a.recognize(r, outer)
	case *syntax.Unnest:
		return a.unnest(r, &scope{parent: outer, fields: before})
	case *syntax.Join:
		return a.join(r, outer, before)
	}
	a.fail(span(r), syntax.NotSupported, "this relation is not in Tarn yet")
	return nil, nil
}

func (a *analyzer) table(t *syntax.Table, outer *scope) (Relation, []field) {
	parts := make([]string, len(t.Name.Parts))
	for i, p := range t.Name.Parts {
		parts[i] = p.Name
	}
	if len(parts) == 1 {
		if c := outer.cte(parts[0]); c != nil {
			return a.useCTE(c)
		}
	}
	rel, err := a.lookup(parts)
	if err != nil {
		a.failAs(t.Name.Span, syntax.TableNotFound, err)
	}
	if rel == nil {
		a.missingSchema(t)
		hint := ""
		if names := a.cat.Names(); len(names) > 0 {
			hint = suggest.Names(parts[len(parts)-1], names)
		}
		if t.StoreID {
			a.failHint(t.Name.Span, syntax.TableNotFound, hint, "Event data store '%s' does not exist", parts[0])
		}
		a.failHint(t.Name.Span, syntax.TableNotFound, hint, "Table '%s' does not exist", strings.Join(parts, "."))
	}
	if rel.View != nil {
		return a.view(t, rel)
	}
	if t.Version != nil {
		rel = a.version(t, rel)
	}
	a.lake = a.lake || rel.Lake
	scan := &Scan{Relation: rel}
	a.scans = append(a.scans, scan)
	s := &ScanRelation{ID: a.id(), Scan: scan}
	a.plain = append(a.plain, Plain{Span: t.Span, Scan: scan, Alias: parts[len(parts)-1]})
	var fields []field
	qualifier := []string{rel.Catalog, rel.Schema, rel.Name}
	copy(qualifier[max(0, len(qualifier)-len(parts)):], parts)
	for i := range rel.Columns {
		src := &rel.Columns[i]
		c := &Column{ID: a.id(), Name: src.Name, T: src.Type, Scan: scan, Source: src}
		s.Columns = append(s.Columns, c)
		fields = append(fields, field{qualifier: qualifier, name: src.Name, column: c, hidden: src.Hidden})
	}
	return s, fields
}

// lookup finds a relation. A name alone within a view is one of the view's own schema first.
func (a *analyzer) lookup(parts []string) (*schema.Relation, error) {
	if len(parts) == 1 && a.home != nil {
		if rel, err := a.cat.Lookup(append(slices.Clone(a.home), parts...)); rel != nil || err != nil {
			return rel, err
		}
	}
	return a.cat.Lookup(parts)
}

// named notes that the text gives a relation a name.
func (a *analyzer) named(s *Scan) {
	for i := range a.plain {
		if a.plain[i].Scan == s {
			a.plain[i].Alias = ""
		}
	}
}

// missingSchema fails where no relation has the schema or the catalog that a name begins with.
func (a *analyzer) missingSchema(t *syntax.Table) {
	parts := t.Name.Parts
	if len(parts) > 3 {
		names := make([]string, len(parts))
		for i, p := range parts {
			names[i] = p.Name
		}
		a.fail(t.Name.Span, syntax.SyntaxError, "Too many dots in table name: %s", strings.Join(names, "."))
	}
	if len(parts) < 2 {
		return
	}
	catalog, schemas := "", a.schemas
	if l, ok := a.cat.(lister); ok {
		catalog, _ = l.Session()
		schemas = l.Schemas
	}
	if len(parts) == 3 {
		catalog = parts[0].Name
	}
	names, err := schemas(catalog)
	switch name := parts[len(parts)-2].Name; {
	case err != nil:
		a.failAs(t.Name.Span, syntax.TableNotFound, err)
	case names == nil && len(parts) == 3:
		a.fail(t.Name.Span, syntax.CatalogNotFound, "Catalog '%s' not found", parts[0].Name)
	case names != nil && !slices.ContainsFunc(names, func(s string) bool { return strings.EqualFold(s, name) }):
		a.fail(t.Name.Span, syntax.SchemaNotFound, "Schema '%s' does not exist", name)
	}
}

// lister is a catalog that can say which schemas there are.
type lister interface {
	Session() (catalog, schema string)
	// Schemas gives nil where there is no such catalog.
	Schemas(catalog string) ([]string, error)
}

// schemas are those of the relations that have names without qualification.
func (a *analyzer) schemas(catalog string) ([]string, error) {
	var schemas []string
	for _, name := range a.cat.Names() {
		if rel, err := a.cat.Lookup([]string{name}); err == nil && rel != nil && (catalog == "" || strings.EqualFold(rel.Catalog, catalog)) {
			schemas = append(schemas, rel.Schema)
		}
	}
	return schemas, nil
}

func (a *analyzer) useCTE(c *CTE) (Relation, []field) {
	c.refs++
	r := &CTERelation{ID: a.id(), CTE: c}
	var fields []field
	for _, col := range c.Columns {
		n := a.column(col.Name, col.T)
		r.Columns = append(r.Columns, n)
		fields = append(fields, field{qualifier: []string{c.Name}, name: n.Name, column: n})
	}
	return r, fields
}

func (a *analyzer) derived(q *Node, name string, lateral bool) (Relation, []field) {
	d := &Derived{ID: a.id(), Query: q, Lateral: lateral}
	var fields []field
	for _, c := range q.Columns {
		n := a.column(c.Name, c.T)
		d.Columns = append(d.Columns, n)
		fields = append(fields, field{name: c.Name, column: n})
	}
	return d, fields
}

func (a *analyzer) aliased(r *syntax.Aliased, outer *scope, before []field) (Relation, []field) {
	rel, fields := a.relation(r.Relation, outer, before)
	if u, ok := rel.(*Unnest); ok && r.Columns != nil && (len(r.Columns) != len(fields) || a.whole[u.place]) {
		if whole := a.unnestWhole(u, r); whole != nil {
			fields = whole
		}
	}
	if _, ok := r.Relation.(*syntax.Table); ok {
		switch s := rel.(type) {
		case *ScanRelation:
			a.named(s.Scan)
		case *Derived: // a view
			if n := len(a.plain); n > 0 && a.plain[n-1].View != nil {
				a.plain[n-1].Alias = ""
			}
		}
	}
	if r.Columns != nil {
		visible := 0
		for _, f := range fields {
			if !f.hidden {
				visible++
			}
		}
		if len(r.Columns) != visible {
			a.fail(r.Span, syntax.MismatchedColumnAliases, "Column alias list has %d entries but '%s' has %d columns available", len(r.Columns), r.Alias.Name, visible)
		}
	}
	i := 0
	out := make([]field, 0, len(fields))
	for _, f := range fields {
		f.qualifier = []string{r.Alias.Name}
		if !f.hidden && r.Columns != nil {
			f.name = r.Columns[i].Name
			i++
		}
		out = append(out, f)
	}
	return rel, out
}

func (a *analyzer) unnest(u *syntax.Unnest, s *scope) (Relation, []field) {
	r := &Unnest{ID: a.id(), Ordinality: u.Ordinality, place: place{strings.Join(a.views, "/"), u.Span.From}}
	var fields []field
	add := func(name string, t schema.Type) {
		c := a.column(name, t)
		r.Columns = append(r.Columns, c)
		fields = append(fields, field{name: name, column: c})
	}
	for _, e := range u.Exprs {
		x := a.expr(e, s)
		r.Exprs = append(r.Exprs, x)
		switch t := x.Type(); {
		case t.Kind == schema.Array && t.Elem.Kind == schema.Row:
			for _, f := range t.Elem.Fields {
				add(f.Name, f.Type)
			}
			if len(t.Elem.Fields) == 1 {
				c := r.Columns[len(r.Columns)-1]
				c.Row, c.Unnest = *t.Elem, r.place
			}
		case t.Kind == schema.Array:
			add("", *t.Elem)
		case t.Kind == schema.Map:
			add("", *t.Key)
			add("", *t.Elem)
		default:
			a.fail(span(e), syntax.InvalidFunctionArgument, "Cannot unnest type: %s", t)
		}
	}
	if u.Ordinality {
		add("", schema.Of(schema.Bigint))
	}
	return r, fields
}

// unnestWhole is a habit of Athena's: in UNNEST(headers) AS t (header), where headers are rows, header is the row. To Trino the row's members are the
// columns, and another number of names is an error; so is header.name where the rows have one member. Only there does the habit count. It gives nil
// where the names do not fit that, either.
func (a *analyzer) unnestWhole(u *Unnest, r *syntax.Aliased) []field {
	syn, ok := r.Relation.(*syntax.Unnest)
	if !ok {
		return nil
	}
	var columns []*Column
	some := false
	for _, x := range u.Exprs {
		switch t := x.Type(); {
		case t.Kind == schema.Map:
			columns = append(columns, a.column("", *t.Key), a.column("", *t.Elem))
		default:
			columns = append(columns, a.column("", *t.Elem))
			some = some || t.Elem.Kind == schema.Row
		}
	}
	if u.Ordinality {
		columns = append(columns, a.column("", schema.Of(schema.Bigint)))
	}
	if !some || len(columns) != len(r.Columns) {
		return nil
	}
	u.Whole, u.Columns = true, columns
	for i, x := range u.Exprs {
		if t := x.Type(); t.Kind == schema.Array && t.Elem.Kind == schema.Row {
			at := span(syn.Exprs[i])
			a.plain = append(a.plain, Plain{Span: syntax.Span{From: at.From, To: at.From}, Text: "transform("}, Plain{Span: syntax.Span{From: at.To, To: at.To}, Text: ", e -> ROW(e))"})
		}
	}
	fields := make([]field, len(columns))
	for i, c := range columns {
		fields[i] = field{column: c}
	}
	return fields
}

func (a *analyzer) join(j *syntax.Join, outer *scope, before []field) (Relation, []field) {
	left, lf := a.relation(j.Left, outer, before)
	reach := append(before[:len(before):len(before)], lf...)
	if j.Kind == syntax.RightJoin || j.Kind == syntax.FullJoin {
		reach = append(before[:len(before):len(before)], refused(lf, j.Kind)...)
	}
	right, rf := a.relation(j.Right, outer, reach)
	of := isUnnest(j.Right)
	if of != "" && (j.Using != nil || j.On != nil && !isTrue(j.On)) {
		at := j.Span
		if j.On != nil {
			at = span(j.On)
		}
		a.fail(at, syntax.NotSupported, "%s JOIN involving %s is only supported with condition ON TRUE", j.Kind, of)
	}
	out := &Join{Kind: j.Kind, Left: left, Right: right}
	all := append(lf[:len(lf):len(lf)], rf...)
	if j.Natural {
		a.fail(j.Span, syntax.NotSupported, "Natural join not supported")
	}
	if j.On != nil {
		s := &scope{parent: outer, fields: all}
		out.On = a.condition(j.On, s, "JOIN ON")
		a.refuseAggregates(out.On, "JOIN clause")
		return out, all
	}
	if j.Using == nil {
		return out, all
	}
	return a.using(j, out, lf, rf)
}

// refused marks fields that the right side of a join does not reach.
func refused(fields []field, kind syntax.JoinKind) []field {
	out := append([]field(nil), fields...)
	for i := range out {
		out[i].refused = kind
	}
	return out
}

// isUnnest names what makes rows of a value; "" for another relation.
func isUnnest(r syntax.Relation) string {
	switch r := r.(type) {
	case *syntax.Aliased:
		return isUnnest(r.Relation)
	case *syntax.Unnest:
		return "UNNEST"
	case *syntax.JSONTable:
		return "JSON_TABLE"
	}
	return ""
}

func isTrue(x syntax.Expr) bool {
	b, ok := x.(*syntax.Bool)
	return ok && b.Value
}

// using: the named columns come first, once, without a qualifier; the rest follow.
func (a *analyzer) using(j *syntax.Join, out *Join, lf, rf []field) (Relation, []field) {
	var terms []Expr
	var merged []field
	drop := map[*Column]bool{}
	for i, name := range j.Using {
		for _, before := range j.Using[:i] {
			if strings.EqualFold(before.Name, name.Name) {
				a.fail(name.Span, syntax.DuplicateColumnName, "Column '%s' appears multiple times in USING clause", name.Name)
			}
		}
		l := a.usingField(lf, name, "left")
		r := a.usingField(rf, name, "right")
		t, ok := functions.Common(l.typeOf(), r.typeOf())
		if !ok {
			a.fail(name.Span, syntax.TypeMismatch, "Column types of left and right side of join must match: '%s': %s vs %s", name.Name, l.typeOf(), r.typeOf())
		}
		lx, rx := a.coerce(a.fieldExpr(l, nil, name.Span), t), a.coerce(a.fieldExpr(r, nil, name.Span), t)
		terms = append(terms, &Compare{typed{schema.Of(schema.Boolean), name.Span}, "=", lx, rx})
		x := lx
		switch j.Kind {
		case syntax.RightJoin:
			x = rx
		case syntax.FullJoin:
			x = &Special{typed{t, name.Span}, "coalesce", []Expr{lx, rx}}
		}
		merged = append(merged, field{name: name.Name, column: l.column, x: x})
		drop[l.column], drop[r.column] = true, true
	}
	out.On = a.and(terms)
	for _, f := range append(lf[:len(lf):len(lf)], rf...) {
		if !drop[f.column] {
			merged = append(merged, f)
		}
	}
	return out, merged
}

func (a *analyzer) usingField(fields []field, name *syntax.Ident, side string) *field {
	var found *field
	for i := range fields {
		if strings.EqualFold(fields[i].name, name.Name) {
			if found != nil {
				a.fail(name.Span, syntax.AmbiguousName, "Column '%s' is ambiguous", name.Name)
			}
			found = &fields[i]
		}
	}
	if found == nil {
		a.fail(name.Span, syntax.ColumnNotFound, "Column '%s' is missing from %s side of join", name.Name, side)
	}
	return found
}

func (a *analyzer) and(terms []Expr) Expr {
	if len(terms) == 1 {
		return terms[0]
	}
	return &Logic{typed{schema.Of(schema.Boolean), terms[0].At()}, true, terms}
}
