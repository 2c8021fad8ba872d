package analyze

import (
	"fmt"
	"strings"

	"tarn/internal/sql/syntax"
)

// jsonTable gives JSON_TABLE the meaning of a lateral query: UNNEST of the items that the path finds, a JSON_VALUE or a JSON_QUERY of the item for each
// column, and below it a query of the same form for each nested path.
func (a *analyzer) jsonTable(t *syntax.JSONTable, outer *scope, before []field) (Relation, []field) {
	b := &jsonTableQuery{table: t}
	seen := map[string]bool{}
	a.jsonNames(t.PathName, t.Columns, seen)
	if t.Plan {
		a.pathsNamed(t.Columns)
	}
	body := b.level(t.Input, t.Path, t.Passing, t.Columns)
	query := a.query(&syntax.Query{Span: t.Span, Body: body}, &scope{parent: outer, fields: before})
	rel, fields := a.derived(query, "", true)
	for i := range fields {
		fields[i].name, fields[i].column.Name = b.names[i], b.names[i]
	}
	return rel, fields
}

// jsonNames refuses a name that columns or paths have twice.
func (a *analyzer) jsonNames(path *syntax.Ident, columns []*syntax.JSONColumn, seen map[string]bool) {
	once := func(id *syntax.Ident) {
		if id == nil {
			return
		}
		name := jsonName(id)
		if seen[name] {
			a.fail(id.Span, syntax.DuplicateColumnOrPathName, "All column and path names in JSON_TABLE invocation must be unique")
		}
		seen[name] = true
	}
	once(path)
	for _, c := range columns {
		once(c.Name)
		if c.Columns != nil {
			a.jsonNames(c.PathName, c.Columns, seen)
		}
	}
}

// jsonName is a name as SQL/JSON takes it: without quotes in capital letters.
func jsonName(id *syntax.Ident) string {
	if id.Quoted {
		return id.Name
	}
	return strings.ToUpper(id.Name)
}

func (a *analyzer) pathsNamed(columns []*syntax.JSONColumn) {
	for _, c := range columns {
		if c.Columns == nil {
			continue
		}
		if c.PathName == nil {
			a.fail(c.Path.Span, syntax.MissingPathName, "All nested JSON paths must be named when default plan is given")
		}
		a.pathsNamed(c.Columns)
	}
}

// jsonTableQuery writes the query of a JSON_TABLE.
type jsonTableQuery struct {
	table *syntax.JSONTable
	n     int // of what has a name
	// names are the columns', in the order of the text.
	names []string
}

func (b *jsonTableQuery) name(kind string) *syntax.Ident {
	b.n++
	return &syntax.Ident{Span: b.table.Span, Name: fmt.Sprintf("$%s%d", kind, b.n), Quoted: true}
}

// level is the query of a path: the columns of its own and of the paths below it.
func (b *jsonTableQuery) level(input *syntax.JSONValue, path *syntax.Text, passing []*syntax.JSONArgument, columns []*syntax.JSONColumn) *syntax.Select {
	at := b.table.Span
	item, number := b.name("item"), b.name("number")
	rows := &syntax.JSON{Span: at, Name: "JSON_ROWS", Input: input, Path: path, Passing: passing, OnError: b.table.OnError}
	var from syntax.Relation = &syntax.Aliased{Span: at, Relation: &syntax.Unnest{Span: at, Exprs: []syntax.Expr{rows}, Ordinality: true},
		Alias: b.name("rows"), Columns: []*syntax.Ident{item, number}}
	s := &syntax.Select{Span: at}
	var below []*syntax.Select // a query for each nested path, with its columns alone
	var inner [][]*syntax.Ident
	for _, c := range columns {
		if c.Columns == nil {
			b.names = append(b.names, c.Name.Name)
			s.Items = append(s.Items, &syntax.SelectExpr{Span: c.Span, X: b.column(c, item, number), Alias: b.name("column")})
			continue
		}
		q := b.level(&syntax.JSONValue{Span: at, X: item}, c.Path, nil, c.Columns)
		var own []*syntax.Ident
		for _, it := range q.Items {
			id := it.(*syntax.SelectExpr).Alias
			own = append(own, id)
			s.Items = append(s.Items, &syntax.SelectExpr{Span: c.Span, X: id, Alias: id})
		}
		below, inner = append(below, q), append(inner, own)
	}
	if below != nil {
		beside := b.union
		if b.table.Cross {
			beside = b.cross
		}
		body, all := beside(below, inner)
		from = b.join(from, body, all)
	}
	s.From = []syntax.Relation{from}
	return s
}

// column is a column's value in an item.
func (b *jsonTableQuery) column(c *syntax.JSONColumn, item, number *syntax.Ident) syntax.Expr {
	if c.Value == nil {
		return number
	}
	j := *c.Value
	j.Input = &syntax.JSONValue{Span: c.Span, X: item}
	if j.Path == nil {
		j.Path = &syntax.Text{Span: c.Name.Span, Value: `lax $."` + strings.ReplaceAll(jsonName(c.Name), `"`, `""`) + `"`}
	}
	if j.OnError == "" && b.table.OnError == "ERROR" {
		j.OnError = "ERROR"
	}
	return &j
}

// union is the rows of several paths one after another: the columns of the others are NULL.
func (b *jsonTableQuery) union(queries []*syntax.Select, columns [][]*syntax.Ident) (syntax.Body, []*syntax.Ident) {
	var all []*syntax.Ident
	for _, own := range columns {
		all = append(all, own...)
	}
	var body syntax.Body
	done := 0
	for i, q := range queries {
		items := make([]syntax.SelectItem, 0, len(all))
		for j, id := range all {
			if k := j - done; k >= 0 && k < len(columns[i]) {
				items = append(items, q.Items[k])
			} else {
				items = append(items, &syntax.SelectExpr{Span: b.table.Span, X: &syntax.Null{Span: b.table.Span}, Alias: id})
			}
		}
		done += len(columns[i])
		q.Items = items
		if body == nil {
			body = q
		} else {
			body = &syntax.SetOperation{Span: b.table.Span, Op: syntax.Union, All: true, Left: body, Right: q}
		}
	}
	return body, all
}

// cross is each row of a path beside each of the others.
func (b *jsonTableQuery) cross(queries []*syntax.Select, columns [][]*syntax.Ident) (syntax.Body, []*syntax.Ident) {
	s := &syntax.Select{Span: b.table.Span}
	var all []*syntax.Ident
	for i, q := range queries {
		s.From = append(s.From, &syntax.Aliased{Span: b.table.Span, Relation: &syntax.Lateral{Span: b.table.Span, Query: &syntax.Query{Span: b.table.Span, Body: q}}, Alias: b.name("beside"), Columns: columns[i]})
		for _, id := range columns[i] {
			s.Items = append(s.Items, &syntax.SelectExpr{Span: b.table.Span, X: id, Alias: id})
		}
		all = append(all, columns[i]...)
	}
	return s, all
}

// join puts the rows of nested paths beside those of the path around; OUTER keeps these where there are none.
func (b *jsonTableQuery) join(from syntax.Relation, body syntax.Body, columns []*syntax.Ident) syntax.Relation {
	at := b.table.Span
	kind := syntax.LeftJoin
	if b.table.Inner {
		kind = syntax.InnerJoin
	}
	right := &syntax.Aliased{Span: at, Relation: &syntax.Lateral{Span: at, Query: &syntax.Query{Span: at, Body: body}}, Alias: b.name("nested"), Columns: columns}
	return &syntax.Join{Span: at, Kind: kind, Left: from, Right: right, On: &syntax.Bool{Span: at, Value: true}}
}
