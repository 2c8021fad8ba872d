package query

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tarn/internal/engine"
	"tarn/internal/hive"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// work is a statement with its meaning settled: a query for the engine, or something to do here.
type work struct {
	columns []analyze.Output
	notes   []analyze.Note
	query   *analyze.Query
	// do is called once the statement runs, and gives its rows; started is to be called when it has what it waited for.
	do func(ctx context.Context, started func()) ([]engine.Row, engine.Stats, error)
	// write is do of a statement whose rows are written elsewhere.
	write func(ctx context.Context, started func()) (hive.Result, error)
}

// text is a statement's text while it is worked out: its own, or a prepared statement's.
type text struct {
	sql        string
	parameters []string
	// within is where a statement in quotes begins; nil for one that stands by itself.
	within *syntax.Text
	own    bool // the text is the one that was asked
}

// settle gives a statement its meaning. id is its execution's, where there is one. The error is an *Error.
func (s *Service) settle(ctx context.Context, stmt Statement, id string) (*work, error) {
	t := text{sql: stmt.SQL, parameters: stmt.Parameters, own: true}
	tree, err := syntax.Parse(t.sql)
	if err != nil {
		return nil, translate(err)
	}
	catalog, err := s.options.Catalog(ctx, stmt)
	if err != nil {
		return nil, translate(err)
	}
	session := &session{service: s, stmt: stmt, catalog: catalog, now: time.Now(), id: id}
	w, err := session.work(ctx, tree, t)
	if err != nil {
		return nil, translate(err)
	}
	return w, nil
}

// session is what a statement is worked out in.
type session struct {
	service *Service
	stmt    Statement
	catalog analyze.Catalog
	now     time.Time
	// id is the execution's, where there is one.
	id string
}

func spanOf(n syntax.Node) syntax.Span { return syntax.Span{From: n.Pos(), To: n.End()} }

func refused(at syntax.Node, code syntax.Code, format string, args ...any) error {
	return &syntax.Error{Span: spanOf(at), Code: code, Msg: fmt.Sprintf(format, args...)}
}

// work settles a statement of a text.
func (s *session) work(ctx context.Context, tree syntax.Statement, t text) (*work, error) {
	w, err := s.settled(ctx, tree, t)
	return w, t.placed(err)
}

// placed moves an error of a text in quotes to where the statement has it, and gives one of a prepared statement its text.
func (t text) placed(err error) error {
	var e *syntax.Error
	if !errors.As(err, &e) {
		return err
	}
	if t.within != nil {
		moved := *e
		for _, p := range []*syntax.Pos{&moved.From, &moved.To} {
			if p.Line == 1 {
				p.Col += t.within.From.Col
			}
			p.Line += t.within.From.Line - 1
			p.Offset = min(p.Offset+t.within.From.Offset+1, t.within.To.Offset)
		}
		return &moved
	}
	if t.own {
		return err
	}
	placed := translate(err)
	if placed.Text == "" {
		placed.Text = t.sql
	}
	return placed
}

func (s *session) settled(ctx context.Context, tree syntax.Statement, t text) (*work, error) {
	if n := syntax.Parameters(tree); n != len(t.parameters) {
		switch tree.(type) {
		case *syntax.Prepare, *syntax.Execute:
		default:
			at := syntax.Span{From: tree.Pos(), To: tree.End()}
			return nil, &syntax.Error{Span: at, Code: syntax.InvalidParameterUsage, Msg: fmt.Sprintf("Incorrect number of parameters: expected %d but found %d", n, len(t.parameters))}
		}
	}
	if _, ok := tree.(*syntax.Query); !ok && s.stmt.Into != nil {
		return nil, refused(tree, syntax.NotSupported, "rows go into a table from a query only: write SELECT …")
	}
	switch tree := tree.(type) {
	case *syntax.Query:
		if s.stmt.Into != nil {
			return s.into(tree, t)
		}
		q, err := s.analyse(tree, t, analyze.Options{})
		if err != nil {
			return nil, err
		}
		return &work{columns: q.Columns, notes: q.Notes, query: q}, nil
	case *syntax.Execute:
		return s.execute(ctx, tree, t)
	case *syntax.Prepare:
		return s.prepare(tree, t)
	case *syntax.Deallocate:
		return s.deallocate(ctx, tree)
	case *syntax.DescribePrepared:
		return s.describePrepared(ctx, tree)
	case *syntax.Explain:
		return s.explain(ctx, tree, t)
	case *syntax.Show:
		return s.show(ctx, tree)
	case *syntax.Describe:
		return s.describe(ctx, tree)
	case *syntax.CreateView:
		return s.createView(tree, t)
	case *syntax.DropView:
		return s.dropView(tree)
	case *syntax.CreateTable:
		return s.createHiveTable(ctx, tree)
	case *syntax.CreateTableAs:
		return s.createTable(tree, t)
	case *syntax.Insert:
		return s.insert(tree, t)
	case *syntax.Unload:
		return s.unload(tree, t)
	case *syntax.DropTable:
		return s.dropTable(tree)
	case *syntax.SetProperties:
		return s.setProperties(tree)
	case *syntax.UnsetProperties:
		return s.unsetProperties(tree)
	case *syntax.SetLocation:
		return s.setLocation(ctx, tree)
	case *syntax.AddColumns:
		return s.addColumns(tree)
	case *syntax.ChangeColumn:
		return s.changeColumn(tree)
	case *syntax.DropColumn:
		return s.dropColumn(tree)
	case *syntax.RenameTable:
		return s.renameTable(tree)
	case *syntax.AddPartitions:
		return s.addPartitions(ctx, tree)
	case *syntax.DropPartitions:
		return s.dropPartitions(tree)
	case *syntax.RenamePartition:
		return s.renamePartition(tree)
	case *syntax.Optimize:
		return s.optimize(tree, t)
	case *syntax.Vacuum:
		return s.vacuum(tree)
	case *syntax.Repair:
		return s.repair(tree)
	case *syntax.AlterSchema:
		return s.alterSchema(tree)
	case *syntax.CreateSchema:
		return s.createSchema(tree)
	case *syntax.DropSchema:
		return s.dropSchema(tree)
	}
	return nil, refused(tree, syntax.NotSupported, "this statement is not in Tarn yet")
}

func (s *session) analyse(q *syntax.Query, t text, o analyze.Options) (*analyze.Query, error) {
	o.Size = s.service.options.Size
	o.User, o.Text, o.Lake, o.Now, o.Parameters = s.stmt.By, t.sql, s.stmt.Lake, s.now, t.parameters
	analysed, err := analyze.Analyze(q, s.catalog, o)
	if err == nil {
		err = s.mayRead(analysed)
	}
	return analysed, err
}

// rows makes work of rows that are known already.
func rows(columns []analyze.Output, rows []engine.Row) *work {
	return &work{columns: columns, do: func(context.Context, func()) ([]engine.Row, engine.Stats, error) { return rows, engine.Stats{}, nil }}
}

// act makes work of something that gives no rows.
func act(f func(ctx context.Context) error) *work {
	return &work{do: func(ctx context.Context, started func()) ([]engine.Row, engine.Stats, error) {
		return nil, engine.Stats{}, f(ctx)
	}}
}
