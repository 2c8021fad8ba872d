package state

import (
	"context"
	"database/sql"
	"errors"
)

// Saved gives a content that was saved under a name, nil where there is none. It is what only the APIs understand: each kind has
// names of its own.
func (s *DB) Saved(ctx context.Context, kind, name string) (content []byte, err error) {
	err = s.sql.QueryRowContext(ctx, `SELECT content FROM saved WHERE kind = ? AND name = ?`, kind, name).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return content, err
}

// AllSaved gives all contents of a kind, in the order of their names.
func (s *DB) AllSaved(ctx context.Context, kind string) ([][]byte, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT content FROM saved WHERE kind = ? ORDER BY name`, kind)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out [][]byte
	for rows.Next() {
		var content []byte
		if err := rows.Scan(&content); err != nil {
			return nil, err
		}
		out = append(out, content)
	}
	return out, rows.Err()
}

// AddSaved saves a content. Where there is one of that name, it changes nothing and reports false.
func (s *DB) AddSaved(ctx context.Context, kind, name string, content []byte) (bool, error) {
	r, err := s.sql.ExecContext(ctx, `INSERT INTO saved(kind, name, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, kind, name, content)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// SetSaved saves a content, in the place of one of that name.
func (s *DB) SetSaved(ctx context.Context, kind, name string, content []byte) error {
	_, err := s.sql.ExecContext(ctx, `INSERT INTO saved(kind, name, content) VALUES (?, ?, ?) ON CONFLICT(kind, name) DO UPDATE SET content = excluded.content`, kind, name, content)
	return err
}

// RemoveSaved removes a content, and reports whether there was one.
func (s *DB) RemoveSaved(ctx context.Context, kind, name string) (bool, error) {
	r, err := s.sql.ExecContext(ctx, `DELETE FROM saved WHERE kind = ? AND name = ?`, kind, name)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}
