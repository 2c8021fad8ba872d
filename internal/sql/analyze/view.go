package analyze

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

func fullName(r *schema.Relation) string { return r.Catalog + "." + r.Schema + "." + r.Name }

// view puts a view's query in its name's place. Its names mean what they mean by themselves, whatever is around.
func (a *analyzer) view(t *syntax.Table, rel *schema.Relation) (Relation, []field) {
	name := fullName(rel)
	switch {
	case t.Version != nil:
		a.fail(t.Span, syntax.NotSupported, "Cannot query view '%s' as of a version or a time", name)
	case strings.EqualFold(name, a.opts.View):
		a.fail(t.Name.Span, syntax.ViewIsRecursive, "Statement would create a recursive view")
	case slices.Contains(a.views, name):
		a.fail(t.Name.Span, syntax.ViewIsRecursive, "View is recursive")
	}
	stale := func(format string, args ...any) {
		a.fail(t.Name.Span, syntax.InvalidView, "View '%s' is stale or in invalid state: %s", name, fmt.Sprintf(format, args...))
	}
	around := a.plain
	a.plain = nil
	node := a.viewQuery(t, name, rel.View)
	own := a.plain
	a.plain = append(around, Plain{Span: t.Span, Alias: t.Name.Parts[len(t.Name.Parts)-1].Name, View: &PlainView{rel.View.SQL, own, rel.View.Columns}})
	want := rel.View.Columns
	if len(want) != len(node.Columns) {
		stale("stored view column count (%d) does not match column count derived from the view query analysis (%d)", len(want), len(node.Columns))
	}
	columns := make([]*Column, len(want))
	for i, c := range node.Columns {
		typ, err := ParseType(want[i].Type)
		if err != nil {
			stale("%s", err)
		}
		if !strings.EqualFold(c.Name, want[i].Name) || !functions.Coerces(c.T, typ) {
			stale("column [%s] of type %s projected from query view at position %d cannot be coerced to column [%s] of type %s stored in view definition", c.Name, c.T, i, want[i].Name, typ)
		}
		columns[i] = &Column{Name: want[i].Name, T: typ}
	}
	r, fields := a.derived(a.castColumns(node, columns), "", false)
	for i := range fields {
		fields[i].name = want[i].Name
		fields[i].qualifier = []string{rel.Catalog, rel.Schema, rel.Name}
	}
	return r, fields
}

// viewQuery analyses a view's text. What fails in it is the view's failure.
func (a *analyzer) viewQuery(t *syntax.Table, name string, v *schema.View) *Node {
	lake, windows, opts, home := a.lake, a.windows, a.opts, a.home
	defer func() {
		a.lake, a.windows, a.opts, a.home = lake, windows, opts, home
		a.views = a.views[:len(a.views)-1]
		r := recover()
		if r == nil {
			return
		}
		var e *syntax.Error
		if err, ok := r.(error); !ok || !errors.As(err, &e) {
			panic(r)
		}
		if e.Code == syntax.ViewIsRecursive {
			panic(&syntax.Error{Span: t.Name.Span, Code: e.Code, Msg: e.Msg})
		}
		a.fail(t.Name.Span, syntax.InvalidView, "Failed analyzing stored view '%s': %s", name, e)
	}()
	a.views = append(a.views, name)
	a.lake, a.windows, a.opts.Parameters, a.home = false, nil, nil, nil
	if v.Schema != "" {
		a.home = []string{v.Catalog, v.Schema}
	}
	stmt, err := syntax.Parse(v.SQL)
	if err != nil {
		panic(err)
	}
	q, ok := stmt.(*syntax.Query)
	if !ok {
		panic(&syntax.Error{Span: span(stmt), Msg: "not a query"})
	}
	if syntax.Parameters(q) > 0 {
		panic(&syntax.Error{Span: span(q), Code: syntax.InvalidParameterUsage, Msg: "a view takes no parameters"})
	}
	return a.query(q, nil)
}
