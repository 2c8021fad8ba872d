package analyze

import (
	"errors"
	"fmt"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// Analyze gives a statement its meaning, or says in Trino's words why it has none. The error is a *syntax.Error.
func Analyze(stmt syntax.Statement, cat Catalog, opts Options) (q *Query, err error) {
	query, ok := stmt.(*syntax.Query)
	if !ok {
		return nil, &syntax.Error{Span: syntax.Span{From: stmt.Pos(), To: stmt.End()}, Code: syntax.NotSupported, Msg: "this statement is not a query"}
	}
	whole := map[place]bool{}
	for {
		n := len(whole)
		if q, err = analyzeOnce(query, cat, opts, whole); len(whole) == n {
			return q, err
		}
	}
}

// analyzeOnce analyses with the rows of these UNNESTs whole, and adds one where only that gives a name a meaning: see refuseMember.
func analyzeOnce(query *syntax.Query, cat Catalog, opts Options, whole map[place]bool) (q *Query, err error) {
	a := &analyzer{cat: cat, opts: opts, whole: whole, lake: opts.Lake, now: opts.Now, origin: map[Expr]syntax.Expr{}}
	if a.now.IsZero() {
		a.now = time.Now()
	}
	a.now = a.now.UTC().Truncate(time.Millisecond)
	if opts.Describe {
		a.parameters, a.unset = make([]schema.Type, syntax.Parameters(query)), map[*Literal]int{}
	}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*syntax.Error)
			if !ok {
				panic(r)
			}
			q, err = nil, e
		}
	}()
	root := a.query(query, nil)
	q = &Query{Text: a.opts.Text, Root: root, Scans: a.scans, Notes: a.notes, Plain: a.plain, Hidden: a.usesHidden, NamesUser: a.namesUser, Parameters: a.parameters}
	for i, c := range root.Columns {
		name := c.Name
		if name == "" {
			name = fmt.Sprintf("_col%d", i)
		}
		q.Columns = append(q.Columns, Output{Name: name, Type: c.T})
	}
	prune(root)
	a.lintUnbounded(root)
	q.Notes = a.notes
	return q, nil
}

// analyzer holds what one statement's analysis gathers. Its methods panic with a *syntax.Error, which Analyze catches.
type analyzer struct {
	cat   Catalog
	opts  Options
	now   time.Time
	lake  bool
	ids   int
	scans []*Scan
	notes []Note
	plain []Plain
	// usesHidden and namesUser are the query's Hidden and NamesUser.
	usesHidden, namesUser bool
	// volatile counts the calls that give another value each time, and the names in subqueries that stand for an expression around them,
	// as they do in ORDER BY: the same text elsewhere is another query.
	volatile int
	// functions are those that the statement brings along.
	functions []*inlineFunction
	// windows are the named windows of the SELECT at hand.
	windows map[string]*syntax.Window
	// parameters are the types that the statement wants of its parameters, under Options.Describe.
	parameters []schema.Type
	unset      map[*Literal]int
	// home is the catalog and the schema of names without them; nil for the session's.
	home []string
	// views are the full names of those around.
	views []string
	// afterItems are errors that Trino comes to when it has read all items of a SELECT.
	afterItems []*syntax.Error
	// whole are the UNNESTs of rows whose columns are those rows.
	whole map[place]bool
	// origin is the text that an expression came from.
	origin map[Expr]syntax.Expr
}

func span(n syntax.Node) syntax.Span { return syntax.Span{From: n.Pos(), To: n.End()} }

func (a *analyzer) fail(at syntax.Span, code syntax.Code, format string, args ...any) {
	panic(&syntax.Error{Span: at, Code: code, Msg: fmt.Sprintf(format, args...)})
}

func (a *analyzer) failHint(at syntax.Span, code syntax.Code, hint, format string, args ...any) {
	panic(&syntax.Error{Span: at, Code: code, Msg: fmt.Sprintf(format, args...), Hint: hint})
}

// failAs fails with an error of the packages below: its own code if it has one, otherwise this one.
func (a *analyzer) failAs(at syntax.Span, code syntax.Code, err error) {
	e := &syntax.Error{Span: at, Code: code, Msg: err.Error()}
	var own *syntax.Error
	if errors.As(err, &own) {
		e.Msg, e.Hint = own.Msg, own.Hint
		if own.Code != "" {
			e.Code = own.Code
		}
	}
	panic(e)
}

func (a *analyzer) note(at syntax.Span, format string, args ...any) {
	a.notes = append(a.notes, Note{at, fmt.Sprintf(format, args...)})
}

func (a *analyzer) id() int {
	a.ids++
	return a.ids
}

func (a *analyzer) column(name string, t schema.Type) *Column {
	return &Column{ID: a.id(), Name: name, T: t}
}
