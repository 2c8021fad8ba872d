package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"tarn/internal/auth"
)

var _ auth.Keys = (*DB)(nil)

// Keys implements auth.Keys.
func (s *DB) Keys(ctx context.Context) ([]auth.Key, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT id, name, role, stores, created FROM keys ORDER BY created, name`)
	if err != nil {
		return nil, fmt.Errorf("reading the keys: %w", err)
	}
	defer rows.Close()
	var out []auth.Key
	for rows.Next() {
		k, err := scanKey(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, k)
	}
	return out, rows.Err()
}

// scanKey reads a row of ID, name, role, stores and time of making, and then into more.
func scanKey(scan func(...any) error, more ...any) (k auth.Key, err error) {
	var stores, created string
	err = scan(append([]any{&k.ID, &k.Name, &k.Role, &stores, &created}, more...)...)
	k.Stores, k.Created = strings.Fields(stores), parseStamp(created)
	return k, err
}

// KeyOf implements auth.Keys.
func (s *DB) KeyOf(ctx context.Context, id string) (auth.Key, error) {
	var secret string
	k, err := scanKey(s.sql.QueryRowContext(ctx, `SELECT id, name, role, stores, created, secret FROM keys WHERE id = ?`, id).Scan, &secret)
	if errors.Is(err, sql.ErrNoRows) {
		return k, fmt.Errorf("%w: %s", auth.ErrKeyNotFound, id)
	}
	if err != nil {
		return k, fmt.Errorf("reading a key: %w", err)
	}
	k.Secret = secret
	return k, nil
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
