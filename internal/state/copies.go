package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/warehouse"
)

var _ warehouse.Copies = (*DB)(nil)

// Digests implements warehouse.Copies.
func (s *DB) Digests(ctx context.Context, copy string) (map[string]string, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT partition, digest FROM copied_partitions WHERE copy = ?`, copy)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var partition, digest string
		if err := rows.Scan(&partition, &digest); err != nil {
			return nil, err
		}
		out[partition] = digest
	}
	return out, rows.Err()
}

// SetDigests implements warehouse.Copies.
func (s *DB) SetDigests(ctx context.Context, copy string, digests map[string]string) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		for partition, digest := range digests {
			text := `INSERT INTO copied_partitions(copy, partition, digest) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest`
			args := []any{copy, partition, digest}
			if digest == "" {
				text, args = `DELETE FROM copied_partitions WHERE copy = ? AND partition = ?`, args[:2]
			}
			if _, err := tx.ExecContext(ctx, text, args...); err != nil {
				return err
			}
		}
		return nil
	})
}

// SetWhole implements warehouse.Copies.
func (s *DB) SetWhole(ctx context.Context, copy string, at time.Time) error {
	_, err := s.sql.ExecContext(ctx, `INSERT INTO copies(copy, whole) VALUES (?, ?) ON CONFLICT DO UPDATE SET whole = excluded.whole`, copy, stamp(at))
	return err
}

// Whole implements warehouse.Copies.
func (s *DB) Whole(ctx context.Context) (map[string]time.Time, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT copy, whole FROM copies`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]time.Time{}
	for rows.Next() {
		var copy, whole string
		if err := rows.Scan(&copy, &whole); err != nil {
			return nil, err
		}
		out[copy] = parseStamp(whole)
	}
	return out, rows.Err()
}

// DropCopy implements warehouse.Copies.
func (s *DB) DropCopy(ctx context.Context, copy string) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM copied_partitions WHERE copy = ?`, copy)
		if err == nil {
			_, err = tx.ExecContext(ctx, `DELETE FROM copies WHERE copy = ?`, copy)
		}
		return err
	})
}

// CopyNames implements warehouse.Copies.
func (s *DB) CopyNames(ctx context.Context) (names []string, err error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT copy FROM copies UNION SELECT copy FROM copied_partitions`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// TableOfID finds a table by its ID.
func (s *DB) TableOfID(ctx context.Context, id string) (catalog.Table, error) {
	t, err := tableOf(s.sql.QueryRowContext(ctx, `SELECT `+tableColumns+` FROM tables WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%w: %s", catalog.ErrTableNotFound, id)
	}
	return t, err
}
