package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"tarn/internal/catalog"
)

var _ catalog.Views = (*DB)(nil)

// Views implements catalog.Views.
func (s *DB) Views(ctx context.Context) ([]catalog.View, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT shown, sql, comment, security, columns, created FROM views ORDER BY name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []catalog.View
	for rows.Next() {
		var v catalog.View
		var columns, created string
		if err := rows.Scan(&v.Name, &v.SQL, &v.Comment, &v.Security, &columns, &created); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(columns), &v.Columns); err != nil {
			return nil, fmt.Errorf("the columns of view %s: %w", v.Name, err)
		}
		v.Created = parseStamp(created)
		out = append(out, v)
	}
	return out, rows.Err()
}

// PutView implements catalog.Views.
func (s *DB) PutView(ctx context.Context, v catalog.View, replace bool) error {
	columns, err := json.Marshal(v.Columns)
	if err != nil {
		return err
	}
	return s.tx(ctx, func(tx *sql.Tx) error {
		insert := `INSERT INTO views(name, shown, sql, comment, security, columns, created) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(name) DO `
		if replace {
			insert += `UPDATE SET shown = excluded.shown, sql = excluded.sql, comment = excluded.comment, security = excluded.security, columns = excluded.columns, created = excluded.created`
		} else {
			insert += `NOTHING`
		}
		r, err := tx.ExecContext(ctx, insert, strings.ToLower(v.Name), v.Name, v.SQL, v.Comment, v.Security, string(columns), stamp(v.Created))
		if err != nil {
			return err
		}
		if n, _ := r.RowsAffected(); n == 0 {
			return fmt.Errorf("%w: %s", catalog.ErrViewExists, v.Name)
		}
		return nil
	})
}

// RemoveView implements catalog.Views.
func (s *DB) RemoveView(ctx context.Context, name string) error {
	r, err := s.sql.ExecContext(ctx, `DELETE FROM views WHERE name = ?`, strings.ToLower(name))
	if err != nil {
		return err
	}
	if n, _ := r.RowsAffected(); n == 0 {
		return fmt.Errorf("%w: %s", catalog.ErrViewNotFound, name)
	}
	return nil
}
