package state

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"tarn/internal/auth"
)

var _ auth.Keys = (*DB)(nil)

// Keys implements auth.Keys.
func (s *DB) Keys(ctx context.Context) ([]auth.Key, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT id, secret, name, role, stores, created FROM keys ORDER BY created, name`)
	if err != nil {
		return nil, fmt.Errorf("reading the keys: %w", err)
	}
	defer rows.Close()
	var out []auth.Key
	for rows.Next() {
		var k auth.Key
		var stores, created string
		if err := rows.Scan(&k.ID, &k.Secret, &k.Name, &k.Role, &stores, &created); err != nil {
			return nil, err
		}
		k.Stores, k.Created = strings.Fields(stores), parseStamp(created)
		out = append(out, k)
	}
	return out, rows.Err()
}

// AddKey implements auth.Keys.
func (s *DB) AddKey(ctx context.Context, k auth.Key) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		var taken int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM keys WHERE name = ?`, k.Name).Scan(&taken); err != nil {
			return err
		}
		if taken > 0 {
			return fmt.Errorf("%w: %s", auth.ErrKeyExists, k.Name)
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO keys(id, secret, name, role, stores, created) VALUES (?, ?, ?, ?, ?, ?)`,
			k.ID, k.Secret, k.Name, k.Role, strings.Join(k.Stores, " "), stamp(k.Created))
		return err
	})
}

// RemoveKey implements auth.Keys.
func (s *DB) RemoveKey(ctx context.Context, id string) error {
	r, err := s.sql.ExecContext(ctx, `DELETE FROM keys WHERE id = ?`, id)
	if err != nil {
		return err
	}
	if n, _ := r.RowsAffected(); n == 0 {
		return fmt.Errorf("%w: %s", auth.ErrKeyNotFound, id)
	}
	return nil
}
