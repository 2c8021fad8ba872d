package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"tarn/internal/catalog"
)

var _ catalog.Data = (*DB)(nil)

// Changes implements catalog.Data.
func (s *DB) Changes(ctx context.Context) (n int64, err error) {
	err = s.sql.QueryRowContext(ctx, `SELECT n FROM changes`).Scan(&n)
	return n, err
}

// Database implements catalog.Data. The database default is always there.
func (s *DB) Database(ctx context.Context, name string) (d catalog.Database, err error) {
	return databaseOf(name, s.sql.QueryRowContext(ctx, `SELECT content FROM databases WHERE name = ?`, name))
}

func databaseOf(name string, row *sql.Row) (d catalog.Database, err error) {
	var text string
	err = row.Scan(&text)
	switch {
	case errors.Is(err, sql.ErrNoRows) && name == catalog.DefaultSchema:
		return catalog.Database{Name: name}, nil
	case errors.Is(err, sql.ErrNoRows):
		return d, fmt.Errorf("%w: %s", catalog.ErrDatabaseNotFound, name)
	case err != nil:
		return d, err
	}
	return d, json.Unmarshal([]byte(text), &d)
}

// Databases implements catalog.Data.
func (s *DB) Databases(ctx context.Context, after string, max int) ([]catalog.Database, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT name, content FROM databases WHERE name > ?1 UNION ALL
		SELECT 'default', '{"name":"default"}' WHERE 'default' > ?1 AND NOT EXISTS (SELECT 1 FROM databases WHERE name = 'default')
		ORDER BY 1 LIMIT ?2`, after, limit(max))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []catalog.Database
	for rows.Next() {
		var name, text string
		var d catalog.Database
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, rows.Err()
}

// limit is a LIMIT of which 0 is none.
func limit(max int) int {
	if max <= 0 {
		return -1
	}
	return max
}

// AddDatabase implements catalog.Data.
func (s *DB) AddDatabase(ctx context.Context, d catalog.Database) error {
	if d.Name == catalog.DefaultSchema {
		return fmt.Errorf("%w: %s", catalog.ErrDatabaseExists, d.Name)
	}
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	r, err := s.sql.ExecContext(ctx, `INSERT INTO databases(name, content) VALUES (?, ?) ON CONFLICT DO NOTHING`, d.Name, string(text))
	return changed(r, err, catalog.ErrDatabaseExists, d.Name)
}

// changed is err, or none where no row was written.
func changed(r sql.Result, err, none error, name string) error {
	if err != nil {
		return err
	}
	if n, _ := r.RowsAffected(); n == 0 {
		return fmt.Errorf("%w: %s", none, name)
	}
	return nil
}

// SetDatabase implements catalog.Data.
func (s *DB) SetDatabase(ctx context.Context, d catalog.Database) error {
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	insert := `UPDATE databases SET content = ?2 WHERE name = ?1`
	if d.Name == catalog.DefaultSchema {
		insert = `INSERT INTO databases(name, content) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET content = excluded.content`
	}
	r, err := s.sql.ExecContext(ctx, insert, d.Name, string(text))
	return changed(r, err, catalog.ErrDatabaseNotFound, d.Name)
}

// RemoveDatabase implements catalog.Data.
func (s *DB) RemoveDatabase(ctx context.Context, name string, tables bool) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM tables WHERE database = ?`, name).Scan(&n); err != nil {
			return err
		}
		if n > 0 && !tables {
			return fmt.Errorf("%w: %s", catalog.ErrDatabaseNotEmpty, name)
		}
		if n > 0 {
			for _, of := range []string{"table_versions", "partitions"} {
				if _, err := tx.ExecContext(ctx, `DELETE FROM `+of+` WHERE table_id IN (SELECT id FROM tables WHERE database = ?)`, name); err != nil {
					return err
				}
			}
			if _, err := tx.ExecContext(ctx, `DELETE FROM tables WHERE database = ?`, name); err != nil {
				return err
			}
		}
		r, err := tx.ExecContext(ctx, `DELETE FROM databases WHERE name = ?`, name)
		return changed(r, err, catalog.ErrDatabaseNotFound, name)
	})
}
