package analyze

import (
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// block is a SELECT while it is analysed.
type block struct {
	*Select
	syntax  *syntax.Select
	scope   *scope
	windows map[string]*syntax.Window
	// names of the items, and which expressions of the text they are.
	names   []string
	sources []syntax.Expr
}

// selectBody analyses a SELECT together with the ORDER BY that follows it, which sees both its output and its relations.
func (a *analyzer) selectBody(n *Node, s *syntax.Select, order []*syntax.SortItem, outer *scope) {
	b := &block{Select: &Select{Distinct: s.Distinct}, syntax: s}
	n.Body = b.Select
	b.scope = &scope{parent: outer}
	if s.From != nil {
		b.From, b.scope.fields = a.from(s.From, outer)
	}
	a.namedWindows(b)
	if s.Where != nil {
		b.Where = a.condition(s.Where, b.scope, "WHERE")
		a.refuseAggregates(b.Where, "WHERE clause")
		strictFilters(b.Where)
		a.lint(b.Where)
	}
	saved := a.windows
	a.windows = b.windows
	for _, item := range s.Items {
		a.item(b, item)
	}
	if s.Having != nil {
		b.Having = a.condition(s.Having, b.scope, "HAVING")
		a.refuseWindows(b.Having, "HAVING clause")
		strictFilters(b.Having)
	}
	a.orderBlock(b, order)
	a.windows = saved
	a.group(b)
	a.checkDistinct(b, order)
	for i, x := range b.Items {
		n.Columns = append(n.Columns, a.column(b.names[i], x.Type()))
	}
}

func (a *analyzer) namedWindows(b *block) {
	b.windows = map[string]*syntax.Window{}
	for _, w := range b.syntax.Windows {
		name := strings.ToLower(w.Name.Name)
		if b.windows[name] != nil {
			a.fail(w.Span, syntax.DuplicateWindowName, "WINDOW name '%s' specified more than once", w.Name.Name)
		}
		b.windows[name] = w.Spec
	}
}

func (a *analyzer) item(b *block, item syntax.SelectItem) {
	add := func(name string, x Expr, src syntax.Expr) {
		b.Items = append(b.Items, x)
		b.names = append(b.names, name)
		b.sources = append(b.sources, src)
	}
	switch item := item.(type) {
	case *syntax.SelectExpr:
		x := a.expr(item.X, b.scope)
		if x.Type().Kind == schema.Function {
			a.fail(item.Span, syntax.TypeMismatch, "a lambda is no value")
		}
		add(outputName(item), x, item.X)
	case *syntax.SelectAll:
		if item.Base == nil {
			if b.From == nil {
				a.fail(item.Span, syntax.ColumnNotFound, "SELECT * not allowed in queries without FROM clause")
			}
			a.star(b, item, b.scope.fields, add)
			return
		}
		a.qualifiedStar(b, item, add)
	}
}

func (a *analyzer) star(b *block, item *syntax.SelectAll, fields []field, add func(string, Expr, syntax.Expr)) {
	a.starPlace(item, fields)
	visible := 0
	for j := range fields {
		if !fields[j].hidden {
			visible++
		}
	}
	a.checkAliases(item, visible)
	i := 0
	for j := range fields {
		f := &fields[j]
		if f.hidden {
			continue
		}
		name := f.name
		if item.Aliases != nil {
			name = item.Aliases[i].Name
		}
		i++
		add(name, a.fieldExpr(f, nil, item.Span), nil)
	}
}

// starPlace notes a star over hidden columns as the columns that it stands for: another engine would take the hidden ones for some of them.
func (a *analyzer) starPlace(item *syntax.SelectAll, fields []field) {
	if !slices.ContainsFunc(fields, func(f field) bool { return f.hidden }) {
		return
	}
	var parts []string
	seen := map[string]bool{}
	for _, f := range fields {
		if f.hidden {
			continue
		}
		text := functions.Quote(f.name)
		if n := len(f.qualifier); n > 0 {
			text = functions.Quote(f.qualifier[n-1]) + "." + text
		}
		if key := strings.ToLower(text); f.name == "" || seen[key] { // no text names it
			a.plain = append(a.plain, Plain{Span: item.Span, Star: true})
			return
		} else {
			seen[key] = true
		}
		if n := len(parts); n < len(item.Aliases) {
			text += " AS " + functions.Quote(item.Aliases[n].Name)
		}
		parts = append(parts, text)
	}
	a.plain = append(a.plain, Plain{Span: item.Span, Star: true, Text: strings.Join(parts, ", ")})
}

func (a *analyzer) checkAliases(item *syntax.SelectAll, columns int) {
	if n := len(item.Aliases); n > 0 && n != columns {
		a.fail(span(item.Aliases[0]), syntax.MismatchedColumnAliases, "Column alias list has %d entries but relation has %d columns", n, columns)
	}
}

// qualifiedStar is t.* of a relation, or the members of a row.
func (a *analyzer) qualifiedStar(b *block, item *syntax.SelectAll, add func(string, Expr, syntax.Expr)) {
	if parts := nameParts(item.Base); parts != nil {
		var fields []field
		for _, f := range b.scope.fields {
			if f.matches(parts, f.name) {
				fields = append(fields, f)
			}
		}
		if fields != nil {
			a.qualified(item.Base, parts)
			a.star(b, item, fields, add)
			return
		}
		if len(parts) == 1 {
			a.fail(item.Span, syntax.TableNotFound, "Unable to resolve reference %s", parts[0])
		}
	}
	x := a.expr(item.Base, b.scope)
	if x.Type().Kind != schema.Row {
		a.fail(span(item.Base), syntax.TypeMismatch, "expected expression of type Row")
	}
	a.checkAliases(item, len(x.Type().Fields))
	for i, f := range x.Type().Fields {
		name := f.Name
		if item.Aliases != nil {
			name = item.Aliases[i].Name
		}
		add(name, &Member{typed: typed{f.Type, item.Span}, X: x, Index: i}, nil)
	}
}

// outputName: the alias, or the last name of a column; empty for what has no name.
func outputName(item *syntax.SelectExpr) string {
	if item.Alias != nil {
		return item.Alias.Name
	}
	switch x := item.X.(type) {
	case *syntax.Ident:
		return x.Name
	case *syntax.Deref:
		if nameParts(x) != nil {
			return x.Field.Name
		}
	}
	return ""
}

// orderBlock analyses ORDER BY: a number is an item, a name an item's before a column's.
func (a *analyzer) orderBlock(b *block, order []*syntax.SortItem) {
	if order == nil {
		return
	}
	s := &scope{parent: b.scope, outputs: true}
	for i, name := range b.names {
		if name != "" {
			s.fields = append(s.fields, field{name: name, x: b.Items[i], column: &Column{}})
		}
	}
	for _, item := range order {
		var x Expr
		if i, ok := a.ordinal(item.X, len(b.Items), "ORDER BY"); ok {
			x = b.Items[i]
		} else {
			x = a.expr(item.X, s)
		}
		b.Order = append(b.Order, a.sortKey(x, item))
	}
}

func (a *analyzer) checkDistinct(b *block, order []*syntax.SortItem) {
	if !b.Distinct {
		return
	}
	for i, x := range b.Items {
		if !functions.Comparable(x.Type()) {
			a.fail(b.syntax.Span, syntax.TypeMismatch, "DISTINCT can only be applied to comparable types (actual: %s): %s", x.Type(), b.names[i])
		}
	}
	have := map[string]bool{}
	for _, x := range b.Items {
		have[key(x)] = true
	}
	for i, k := range b.Order {
		if !have[key(k.X)] {
			a.fail(span(order[i].X), syntax.ExpressionNotInDistinct, "For SELECT DISTINCT, ORDER BY expressions must appear in select list")
		}
	}
}
