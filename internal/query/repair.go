package query

import (
	"context"
	"strings"

	"tarn/internal/engine"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// repair is MSCK REPAIR TABLE. Its rows are the lines that Hive prints.
func (s *session) repair(r *syntax.Repair) (*work, error) {
	to, err := s.hiveTarget(r.Name)
	if err != nil {
		return nil, err
	}
	warehouse, err := s.writer(r)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(r, "repair table "+to.full, to.database, to.name, ""); err != nil {
		return nil, err
	}
	return &work{columns: []analyze.Output{column("result")}, do: func(ctx context.Context, started func()) ([]engine.Row, engine.Stats, error) {
		started()
		t, err := s.stored(ctx, r, to)
		if err != nil || len(t.PartitionKeys) == 0 {
			return nil, engine.Stats{}, err
		}
		if err := s.mayReadFrom(r, "repair table "+to.full, t.Storage.Location); err != nil {
			return nil, engine.Stats{}, err
		}
		found, err := warehouse.Repair(ctx, t)
		if err != nil {
			return nil, engine.Stats{}, err
		}
		var out []engine.Row
		list := func(label string, names []string) {
			if len(names) == 0 {
				return
			}
			var line strings.Builder // a table may have a hundred thousand
			line.WriteString(label)
			for _, n := range names {
				line.WriteString("\t" + t.Name + ":" + n)
			}
			out = append(out, engine.Row{line.String()})
		}
		list("Partitions not in metastore:", found.Added)
		list("Partitions missing from filesystem:", found.Missing)
		for _, n := range found.Added {
			out = append(out, engine.Row{"Repair: Added partition to metastore " + t.Name + ":" + n})
		}
		if len(found.Strange) > 0 {
			out = append(out, engine.Row{"Folders that are not in Hive's style (key=value, key by key): " + strings.Join(found.Strange, ", ") + ". ALTER TABLE " + t.Name + " ADD PARTITION (…) LOCATION '…' adds them one by one"})
		}
		return out, engine.Stats{}, nil
	}}, nil
}
