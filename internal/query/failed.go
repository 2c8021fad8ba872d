package query

import (
	"context"
	"errors"
	"fmt"

	"tarn/internal/catalog"
	"tarn/internal/sql/syntax"
)

// Athena runs DDL in Hive, and hands Hive's errors on: https://docs.aws.amazon.com/athena/latest/ug/troubleshooting-athena.html.
const (
	semantic = "FAILED: SemanticException "
	ddlTask  = "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. "
)

// failed is an error of a statement about tables, as Hive words it.
func failed(at syntax.Node, code syntax.Code, format string, args ...any) error {
	return refused(at, code, format, args...)
}

// told is failed with a word of help.
func told(at syntax.Node, code syntax.Code, hint, format string, args ...any) error {
	return &syntax.Error{Span: spanOf(at), Code: code, Hint: hint, Msg: fmt.Sprintf(format, args...)}
}

// hiveTarget is target, with Hive's words for a database that is not there.
func (s *session) hiveTarget(n *syntax.Name) (target, error) {
	to, err := s.target(n)
	var place *syntax.Error
	if errors.As(err, &place) && place.Code == syntax.SchemaNotFound {
		err = failed(n, syntax.SchemaNotFound, semantic+"[Error 10072]: Database does not exist: %s", to.database)
	}
	return to, err
}

// stored finds a table of the data catalog. A view is none.
func (s *session) stored(ctx context.Context, at syntax.Node, to target) (catalog.Table, error) {
	t, err := s.service.options.Tables.Table(ctx, to.database, to.name)
	switch {
	case errors.Is(err, catalog.ErrTableNotFound), errors.Is(err, catalog.ErrDatabaseNotFound):
		return t, failed(at, syntax.TableNotFound, semantic+"[Error 10001]: Table not found %s.%s", to.database, to.name)
	case err == nil && t.Type == catalog.VirtualView:
		return t, failed(at, syntax.NotSupported, semantic+"[Error 10132]: To alter a view you need to use the ALTER VIEW command: %s.%s is a view", to.database, to.name)
	}
	return t, err
}

// changes is how often a change is tried that another one came before.
const changes = 5

// alter changes a table's description, in one step.
func (s *session) alter(at syntax.Node, n *syntax.Name, what string, change func(ctx context.Context, t *catalog.Table) error) (*work, error) {
	return s.set(at, n, what, func(ctx context.Context, t catalog.Table) error {
		if err := change(ctx, &t); err != nil {
			return err
		}
		return s.service.options.Tables.SetTable(ctx, t.Name, t, true)
	})
}

// set has a table put in the place of what it is, and once more where another change came before it.
func (s *session) set(at syntax.Node, n *syntax.Name, what string, put func(ctx context.Context, t catalog.Table) error) (*work, error) {
	to, err := s.hiveTarget(n)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(at, what+" "+to.full, to.database, to.name, ""); err != nil {
		return nil, err
	}
	return act(func(ctx context.Context) error {
		for tries := 1; ; tries++ {
			t, err := s.stored(ctx, at, to)
			if err != nil {
				return err
			}
			t.Updated = s.now.UTC()
			err = put(ctx, t)
			if !errors.Is(err, catalog.ErrTableChanged) || tries == changes {
				return err
			}
		}
	}), nil
}
