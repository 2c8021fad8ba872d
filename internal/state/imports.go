package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"tarn/internal/imports"
)

var _ imports.Store = (*DB)(nil)

// Imports implements imports.Store.
func (s *DB) Imports(ctx context.Context) ([]imports.Import, error) {
	return contents[imports.Import](ctx, s, `SELECT content FROM imports ORDER BY created, id`)
}

// PutImport implements imports.Store.
func (s *DB) PutImport(ctx context.Context, i imports.Import) error {
	text, err := json.Marshal(i)
	if err != nil {
		return err
	}
	_, err = s.sql.ExecContext(ctx, `INSERT INTO imports(id, created, content) VALUES (?, ?, ?) ON CONFLICT(id) DO UPDATE SET content = excluded.content`, i.ID, stamp(i.Created), string(text))
	return err
}

// Failures implements imports.Store.
func (s *DB) Failures(ctx context.Context, id string) ([]imports.Failure, error) {
	return contents[imports.Failure](ctx, s, `SELECT content FROM import_failures WHERE import = ? ORDER BY number`, id)
}

// PutFailures implements imports.Store.
func (s *DB) PutFailures(ctx context.Context, id string, failures []imports.Failure) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		for _, f := range failures {
			text, err := json.Marshal(f)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, `INSERT INTO import_failures(import, number, content) VALUES (?, ?, ?) ON CONFLICT(import, number) DO UPDATE SET content = excluded.content`, id, f.Number, string(text))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// contents reads records that are kept as JSON.
func contents[T any](ctx context.Context, s *DB, query string, args ...any) ([]T, error) {
	rows, err := s.sql.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var text string
		var one T
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(text), &one); err != nil {
			return nil, fmt.Errorf("a record in the state: %w", err)
		}
		out = append(out, one)
	}
	return out, rows.Err()
}
