package query

import (
	"context"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// optimize is OPTIMIZE … REWRITE DATA USING BIN_PACK: https://docs.aws.amazon.com/athena/latest/ug/optimize-statement.html. Its condition chooses
// partitions.
func (s *session) optimize(o *syntax.Optimize, t text) (*work, error) {
	table, err := s.icebergNamed(o, o.Name, "optimize")
	if err != nil {
		return nil, err
	}
	var where []schema.Predicate
	if o.Where != nil {
		frame, err := syntax.Parse("SELECT 1 FROM t WHERE true")
		if err != nil {
			return nil, err
		}
		q := frame.(*syntax.Query)
		body := q.Body.(*syntax.Select)
		body.From, body.Where = []syntax.Relation{&syntax.Table{Span: o.Name.Span, Name: o.Name}}, o.Where
		analysed, err := s.analyse(q, t, analyze.Options{})
		if err != nil {
			return nil, err
		}
		where = analysed.Scans[0].Where
	}
	return s.look(o, func(ctx context.Context, house Warehouse) error { return house.Optimize(ctx, table, where) })
}

// vacuum is VACUUM: https://docs.aws.amazon.com/athena/latest/ug/vacuum-statement.html.
func (s *session) vacuum(v *syntax.Vacuum) (*work, error) {
	table, err := s.icebergNamed(v, v.Name, "vacuum")
	if err != nil {
		return nil, err
	}
	return s.look(v, func(ctx context.Context, house Warehouse) error { return house.Vacuum(ctx, table) })
}

// look makes work of looking after a table.
func (s *session) look(at syntax.Node, do func(ctx context.Context, house Warehouse) error) (*work, error) {
	house, err := s.writer(at)
	if err != nil {
		return nil, err
	}
	return &work{do: func(ctx context.Context, started func()) ([]engine.Row, engine.Stats, error) {
		started()
		return nil, engine.Stats{}, do(ctx, house)
	}}, nil
}

// icebergNamed finds the Iceberg table that a statement looks after.
func (s *session) icebergNamed(at syntax.Node, n *syntax.Name, what string) (t catalog.Table, err error) {
	to, err := s.hiveTarget(n)
	if err != nil {
		return t, err
	}
	if err := s.mayWrite(at, what+" table "+to.full, to.database, to.name, ""); err != nil {
		return t, err
	}
	r, err := s.lookup(to)
	if err != nil {
		return t, err
	}
	if r == nil {
		return t, refused(n, syntax.TableNotFound, "Table '%s' does not exist", to.full)
	}
	t, ok := r.Origin.(catalog.Table)
	if !ok || !t.Iceberg() {
		return t, refused(n, syntax.NotSupported, "'%s' is no Iceberg table: there is nothing to %s", to.full, what)
	}
	return t, nil
}
