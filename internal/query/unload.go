package query

import (
	"context"
	"slices"
	"strings"

	"tarn/internal/hive"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// unload is Athena's UNLOAD.
func (s *session) unload(u *syntax.Unload, t text) (*work, error) {
	warehouse, err := s.writer(u)
	if err != nil {
		return nil, err
	}
	if err := checkPlace(u.To, u.To.Value); err != nil {
		return nil, err
	}
	p, err := unloadProperties(u)
	if err != nil {
		return nil, err
	}
	q, err := s.analyse(u.Query, t, analyze.Options{})
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(u, "unload to "+u.To.Value, "", "", u.To.Value); err != nil {
		return nil, err
	}
	if err := s.mayName(u, "unload to "+u.To.Value, u.To.Value); err != nil {
		return nil, err
	}
	out := hive.Unload{Query: q, Place: u.To.Value, Keys: len(p.partitionedBy), Form: p.form}
	var names []string
	for i, c := range q.Columns {
		name := strings.ToLower(c.Name)
		switch {
		case slices.Contains(names, name):
			return nil, refused(u, syntax.DuplicateColumnName, "Column name '%s' specified more than once", name)
		case c.Type.Kind == schema.Unknown:
			return nil, refused(u, syntax.ColumnTypeUnknown, "Column type is unknown: %s", name)
		case p.form.Format == "PARQUET" || p.form.Format == "AVRO" || i >= len(q.Columns)-out.Keys:
			if _, err := kept(name, c.Type); err != nil {
				return nil, err
			}
		}
		names = append(names, name)
	}
	data := len(names) - out.Keys
	if data < 1 || !slices.Equal(names[data:], p.partitionedBy) {
		return nil, refused(u, columnOrder, "Partition keys must be the last columns in the table and in the same order as the table properties: [%s]", strings.Join(p.partitionedBy, ", "))
	}
	out.Names = names
	return &work{notes: q.Notes, write: func(ctx context.Context, started func()) (hive.Result, error) {
		return warehouse.Unload(ctx, out, started)
	}}, nil
}
