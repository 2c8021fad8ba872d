package query

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"tarn/internal/auth"
	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// PreparedStore keeps prepared statements, each under a name within a workgroup.
type PreparedStore interface {
	// Prepared gives a statement, or ErrNotPrepared.
	Prepared(ctx context.Context, workgroup, name string) (PreparedStatement, error)
	// PreparedIn lists a workgroup's, in the order of their names.
	PreparedIn(ctx context.Context, workgroup string) ([]PreparedStatement, error)
	// PutPrepared adds a statement, in the place of one of its name.
	PutPrepared(ctx context.Context, p PreparedStatement) error
	// RemovePrepared fails with ErrNotPrepared where there is none.
	RemovePrepared(ctx context.Context, workgroup, name string) error
}

// PreparedStatement is a statement under a name, which is in small letters.
type PreparedStatement struct {
	Workgroup, Name, SQL, Description string
	Updated                           time.Time
}

// ErrNotPrepared says that there is no prepared statement of that name.
var ErrNotPrepared = errors.New("there is no such prepared statement")

// preparedMemory is a PreparedStore that forgets with its process.
type preparedMemory struct{ all sync.Map }

func (m *preparedMemory) Prepared(_ context.Context, workgroup, name string) (PreparedStatement, error) {
	v, ok := m.all.Load([2]string{workgroup, name})
	if !ok {
		return PreparedStatement{}, ErrNotPrepared
	}
	return v.(PreparedStatement), nil
}

func (m *preparedMemory) PreparedIn(_ context.Context, workgroup string) ([]PreparedStatement, error) {
	var out []PreparedStatement
	m.all.Range(func(key, v any) bool {
		if p := v.(PreparedStatement); p.Workgroup == workgroup {
			out = append(out, p)
		}
		return true
	})
	slices.SortFunc(out, func(a, b PreparedStatement) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

func (m *preparedMemory) PutPrepared(_ context.Context, p PreparedStatement) error {
	m.all.Store([2]string{p.Workgroup, p.Name}, p)
	return nil
}

func (m *preparedMemory) RemovePrepared(_ context.Context, workgroup, name string) error {
	if _, ok := m.all.LoadAndDelete([2]string{workgroup, name}); !ok {
		return ErrNotPrepared
	}
	return nil
}

func (s *session) prepared() PreparedStore { return s.service.options.Prepared }

// find gives a prepared statement's text and tree.
func (s *session) find(ctx context.Context, name *syntax.Ident) (syntax.Statement, text, error) {
	p, err := s.prepared().Prepared(ctx, s.stmt.Workgroup, strings.ToLower(name.Name))
	if errors.Is(err, ErrNotPrepared) {
		return nil, text{}, &Error{Kind: UserError, Code: string(syntax.NotFound), Message: "Prepared statement not found: " + name.Name}
	}
	if err != nil {
		return nil, text{}, err
	}
	t := text{sql: p.SQL}
	tree, err := syntax.Parse(t.sql)
	return tree, t, t.placed(err)
}

// maySave fails where the statement's key may not keep statements: another's EXECUTE runs them with the other's rights.
func (s *session) maySave(at syntax.Node) error {
	if k := s.stmt.Key; k.Role != "" && !k.Role.Allows(auth.Save) {
		return refused(at, permissionDenied, "Access Denied: Cannot change prepared statements: role %s may not", k.Role)
	}
	return nil
}

func (s *session) prepare(p *syntax.Prepare, t text) (*work, error) {
	if err := s.maySave(p); err != nil {
		return nil, err
	}
	switch p.Statement.(type) {
	case *syntax.Prepare, *syntax.Execute, *syntax.Deallocate:
		word, _, _ := strings.Cut(syntax.Print(p.Statement), " ")
		return nil, &Error{Kind: UserError, Code: string(syntax.NotSupported), Message: "Invalid statement type for prepared statement: " + word}
	}
	sql := t.sql[p.Statement.Pos().Offset:p.Statement.End().Offset]
	return act(func(ctx context.Context) error {
		return s.prepared().PutPrepared(ctx, PreparedStatement{Workgroup: s.stmt.Workgroup, Name: strings.ToLower(p.Name.Name), SQL: sql, Updated: s.now.UTC()})
	}), nil
}

func (s *session) deallocate(ctx context.Context, d *syntax.Deallocate) (*work, error) {
	if err := s.maySave(d); err != nil {
		return nil, err
	}
	if _, _, err := s.find(ctx, d.Name); err != nil {
		return nil, err
	}
	return act(func(ctx context.Context) error {
		return s.prepared().RemovePrepared(ctx, s.stmt.Workgroup, strings.ToLower(d.Name.Name))
	}), nil
}

// execute works out a prepared statement with its values in place of its parameters.
func (s *session) execute(ctx context.Context, e *syntax.Execute, outer text) (*work, error) {
	tree, t, err := s.executed(ctx, e, outer)
	if err != nil {
		return nil, err
	}
	return s.work(ctx, tree, t)
}

func (s *session) executed(ctx context.Context, e *syntax.Execute, outer text) (tree syntax.Statement, t text, err error) {
	if e.Immediate != nil {
		t = text{sql: e.Immediate.Value, within: e.Immediate}
		tree, err = syntax.Parse(t.sql)
		err = t.placed(err)
	} else {
		tree, t, err = s.find(ctx, e.Name)
	}
	if err != nil {
		return nil, t, err
	}
	switch tree.(type) {
	case *syntax.Prepare, *syntax.Execute, *syntax.Deallocate:
		word, _, _ := strings.Cut(syntax.Print(tree), " ")
		return nil, t, &Error{Kind: UserError, Code: string(syntax.NotSupported), Message: "Invalid statement type for prepared statement: " + word}
	}
	t.parameters = []string{}
	for _, x := range e.Using {
		if err := constant(x); err != nil {
			return nil, t, err
		}
		t.parameters = append(t.parameters, syntax.Print(x))
	}
	if e.Using == nil && e.Immediate == nil && len(outer.parameters) > 0 {
		t.parameters = outer.parameters // Athena takes the values beside the statement, too
	}
	return tree, t, nil
}

// constant refuses values that are none by themselves.
func constant(x syntax.Expr) (err error) {
	syntax.Walk(x, func(n syntax.Node) bool {
		if err != nil {
			return false
		}
		switch n := n.(type) {
		case *syntax.Query:
			err = refused(n, syntax.NotSupported, "a subquery is no value of a parameter")
		case *syntax.Deref:
			err = refused(n, syntax.ExpressionNotConstant, "Constant expression cannot contain column references")
		case *syntax.Ident:
			err = refused(n, syntax.ExpressionNotConstant, "Constant expression cannot contain column references")
		case *syntax.Param:
			err = refused(n, syntax.InvalidParameterUsage, "a parameter is no value of a parameter")
		case *syntax.Call:
			for _, a := range n.Args {
				if err == nil {
					err = constant(a)
				}
			}
			return false
		case *syntax.Cast:
			err = constant(n.X)
			return false
		case *syntax.Lambda:
			return false
		}
		return true
	})
	return err
}

var bigint, varchar, integer, boolean = schema.Of(schema.Bigint), schema.Of(schema.Varchar), schema.Of(schema.Integer), schema.Of(schema.Boolean)

// describePrepared is DESCRIBE INPUT and DESCRIBE OUTPUT.
func (s *session) describePrepared(ctx context.Context, d *syntax.DescribePrepared) (*work, error) {
	tree, t, err := s.find(ctx, d.Name)
	if err != nil {
		return nil, err
	}
	q, isQuery := tree.(*syntax.Query)
	if !d.Output {
		columns := []analyze.Output{{Name: "Position", Type: bigint}, {Name: "Type", Type: varchar}}
		if !isQuery {
			return rows(columns, nil), nil
		}
		a, err := s.analyse(q, t, analyze.Options{Describe: true})
		if err != nil {
			return nil, t.placed(err)
		}
		var out []engine.Row
		for i, p := range a.Parameters {
			out = append(out, engine.Row{int64(i), p.String()})
		}
		return rows(columns, out), nil
	}
	columns := []analyze.Output{{Name: "Column Name", Type: varchar}, {Name: "Catalog", Type: varchar}, {Name: "Schema", Type: varchar}, {Name: "Table", Type: varchar},
		{Name: "Type", Type: varchar}, {Name: "Type Size", Type: integer}, {Name: "Aliased", Type: boolean}}
	var out []engine.Row
	if !isQuery {
		w, err := s.work(ctx, tree, t)
		if err != nil {
			return nil, err
		}
		for _, c := range w.columns {
			out = append(out, engine.Row{c.Name, "", "", "", c.Type.String(), size(c.Type), false})
		}
		return rows(columns, out), nil
	}
	a, err := s.analyse(q, t, analyze.Options{Describe: true})
	if err != nil {
		return nil, t.placed(err)
	}
	aliased := aliases(q)
	for i, c := range a.Columns {
		row := engine.Row{c.Name, "", "", "", c.Type.String(), size(c.Type), i < len(aliased) && aliased[i]}
		if r := a.Origin(i); r != nil {
			row[1], row[2], row[3] = r.Catalog, r.Schema, r.Name
		}
		out = append(out, row)
	}
	return rows(columns, out), nil
}

// aliases says which items of a SELECT list have names of their own; nil where a star hides how many there are.
func aliases(q *syntax.Query) []bool {
	s, ok := q.Body.(*syntax.Select)
	if !ok {
		return nil
	}
	var out []bool
	for _, item := range s.Items {
		x, ok := item.(*syntax.SelectExpr)
		if !ok {
			return nil
		}
		out = append(out, x.Alias != nil)
	}
	return out
}

// size is a type's in bytes, 0 where it varies.
func size(t schema.Type) int64 {
	switch t.Kind {
	case schema.Unknown, schema.Boolean, schema.Tinyint:
		return 1
	case schema.Smallint:
		return 2
	case schema.Integer, schema.Real, schema.Date, schema.IntervalYearMonth:
		return 4
	case schema.Bigint, schema.Double, schema.Time, schema.TimestampTZ, schema.IntervalDaySecond, schema.Timestamp:
		return 8
	case schema.Decimal:
		if t.Precision <= 18 {
			return 8
		}
		return 16
	case schema.UUID, schema.IPAddress:
		return 16
	}
	return 0
}
