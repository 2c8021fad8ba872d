package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
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
	k.Created = parseStamp(created)
	for _, name := range strings.Fields(stores) {
		if database, ok := strings.CutPrefix(name, databasePrefix); ok {
			k.Databases = append(k.Databases, database)
		} else {
			k.Stores = append(k.Stores, name)
		}
	}
	return k, err
}

// databasePrefix tells databases from stores, whose names are IDs.
const databasePrefix = "db:"

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
	k.Secret, err = s.sealer.Open(k.ID, secret)
	return k, err
}

// AddKey implements auth.Keys.
func (s *DB) AddKey(ctx context.Context, k auth.Key) error {
	secret, err := s.sealer.Seal(k.ID, k.Secret)
	if err != nil {
		return err
	}
	reach := slices.Clone(k.Stores)
	for _, d := range k.Databases {
		reach = append(reach, databasePrefix+d)
	}
	return s.tx(ctx, func(tx *sql.Tx) error {
		var taken int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM keys WHERE name = ?`, k.Name).Scan(&taken); err != nil {
			return err
		}
		if taken > 0 {
			return fmt.Errorf("%w: %s", auth.ErrKeyExists, k.Name)
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO keys(id, secret, name, role, stores, created) VALUES (?, ?, ?, ?, ?, ?)`,
			k.ID, secret, k.Name, k.Role, strings.Join(reach, " "), stamp(k.Created))
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

// sealKeys encrypts the secrets that format 3 kept as they were. What SQLite had in the places of the plain ones is overwritten.
func (s *DB) sealKeys(ctx context.Context) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT id, secret FROM keys WHERE secret NOT LIKE 'sealed:%'`)
		if err != nil {
			return err
		}
		defer rows.Close()
		plain := map[string]string{}
		for rows.Next() {
			var id, secret string
			if err := rows.Scan(&id, &secret); err != nil {
				return err
			}
			plain[id] = secret
		}
		if err := rows.Err(); err != nil || len(plain) == 0 {
			return err
		}
		if _, err := tx.ExecContext(ctx, `PRAGMA secure_delete = on`); err != nil {
			return err
		}
		for id, secret := range plain {
			text, err := s.sealer.Seal(id, secret)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE keys SET secret = ? WHERE id = ?`, text, id); err != nil {
				return err
			}
		}
		return nil
	})
}
