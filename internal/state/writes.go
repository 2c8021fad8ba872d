package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/hive"
)

var _ hive.Data = (*DB)(nil)

// Writes implements hive.Data.
func (s *DB) Writes(ctx context.Context) ([]hive.Write, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT id, place, files, begun FROM writes`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []hive.Write
	for rows.Next() {
		var w hive.Write
		var files, begun string
		if err := rows.Scan(&w.ID, &w.Place, &files, &begun); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(files), &w.Files); err != nil {
			return nil, err
		}
		w.Begun = parseStamp(begun)
		out = append(out, w)
	}
	return out, rows.Err()
}

// BeginWrite implements hive.Data.
func (s *DB) BeginWrite(ctx context.Context, w hive.Write, alone bool) error {
	files, err := json.Marshal(w.Files)
	if err != nil {
		return err
	}
	return s.tx(ctx, func(tx *sql.Tx) error {
		if alone {
			rows, err := tx.QueryContext(ctx, `SELECT place FROM writes`)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var place string
				if err := rows.Scan(&place); err != nil {
					return err
				}
				if strings.HasPrefix(place, w.Place) || strings.HasPrefix(w.Place, place) {
					return fmt.Errorf("%w: %s", hive.ErrPlaceTaken, place)
				}
			}
			if err := rows.Err(); err != nil {
				return err
			}
		}
		if err := count(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO writes(id, place, files, begun) VALUES (?, ?, ?, ?)`, w.ID, w.Place, string(files), stamp(w.Begun))
		return err
	})
}

// CommitWrite implements hive.Data.
func (s *DB) CommitWrite(ctx context.Context, id string, t catalog.Table, create bool, partitions []catalog.Partition) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `DELETE FROM writes WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if n, _ := r.RowsAffected(); n == 0 {
			return fmt.Errorf("write %s was dropped before it ended", id)
		}
		if err := count(ctx, tx); err != nil {
			return err
		}
		if create {
			return addTable(ctx, tx, t, partitions)
		}
		var n int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM tables WHERE id = ?`, t.ID).Scan(&n); err != nil {
			return err
		}
		if n == 0 && t.ID != "" {
			return fmt.Errorf("%w: %s.%s", catalog.ErrTableNotFound, t.Database, t.Name)
		}
		for _, p := range partitions {
			var there int
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM partitions WHERE table_id = ? AND key = ?`, t.ID, partitionKey(p.Values)).Scan(&there); err != nil {
				return err
			}
			if there == 0 {
				if err := addPartitions(ctx, tx, t, []catalog.Partition{p}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// DropWrite implements hive.Data.
func (s *DB) DropWrite(ctx context.Context, id string) error {
	_, err := s.sql.ExecContext(ctx, `DELETE FROM writes WHERE id = ?`, id)
	return err
}

// count counts a change that no trigger sees.
func count(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE changes SET n = n + 1`)
	return err
}
