package state

import (
	"context"
	"database/sql"
	"errors"

	"tarn/internal/query"
)

var _ query.PreparedStore = (*DB)(nil)

// Prepared implements query.PreparedStore.
func (s *DB) Prepared(ctx context.Context, workgroup, name string) (query.PreparedStatement, error) {
	p := query.PreparedStatement{Workgroup: workgroup, Name: name}
	var updated string
	err := s.sql.QueryRowContext(ctx, `SELECT sql, description, updated FROM prepared WHERE workgroup = ? AND name = ?`, workgroup, name).Scan(&p.SQL, &p.Description, &updated)
	if errors.Is(err, sql.ErrNoRows) {
		err = query.ErrNotPrepared
	}
	p.Updated = parseStamp(updated)
	return p, err
}

// PreparedIn implements query.PreparedStore.
func (s *DB) PreparedIn(ctx context.Context, workgroup string) ([]query.PreparedStatement, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT name, sql, description, updated FROM prepared WHERE workgroup = ? ORDER BY name`, workgroup)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []query.PreparedStatement
	for rows.Next() {
		p := query.PreparedStatement{Workgroup: workgroup}
		var updated string
		if err := rows.Scan(&p.Name, &p.SQL, &p.Description, &updated); err != nil {
			return nil, err
		}
		p.Updated = parseStamp(updated)
		out = append(out, p)
	}
	return out, rows.Err()
}

// PutPrepared implements query.PreparedStore.
func (s *DB) PutPrepared(ctx context.Context, p query.PreparedStatement) error {
	_, err := s.sql.ExecContext(ctx, `INSERT INTO prepared(workgroup, name, sql, description, updated) VALUES (?, ?, ?, ?, ?) ON CONFLICT(workgroup, name) DO UPDATE SET sql = excluded.sql, description = excluded.description, updated = excluded.updated`,
		p.Workgroup, p.Name, p.SQL, p.Description, stamp(p.Updated))
	return err
}

// RemovePrepared implements query.PreparedStore.
func (s *DB) RemovePrepared(ctx context.Context, workgroup, name string) error {
	r, err := s.sql.ExecContext(ctx, `DELETE FROM prepared WHERE workgroup = ? AND name = ?`, workgroup, name)
	if err != nil {
		return err
	}
	if n, _ := r.RowsAffected(); n == 0 {
		return query.ErrNotPrepared
	}
	return nil
}
