package state

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"tarn/internal/query"
)

var _ query.PreparedStore = (*DB)(nil)

// Prepared implements query.PreparedStore.
func (s *DB) Prepared(ctx context.Context, workgroup, name string) (text string, err error) {
	err = s.sql.QueryRowContext(ctx, `SELECT sql FROM prepared WHERE workgroup = ? AND name = ?`, workgroup, name).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		err = query.ErrNotPrepared
	}
	return text, err
}

// PutPrepared implements query.PreparedStore.
func (s *DB) PutPrepared(ctx context.Context, workgroup, name, text string) error {
	_, err := s.sql.ExecContext(ctx, `INSERT INTO prepared(workgroup, name, sql, updated) VALUES (?, ?, ?, ?) ON CONFLICT(workgroup, name) DO UPDATE SET sql = excluded.sql, updated = excluded.updated`,
		workgroup, name, text, stamp(time.Now()))
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
