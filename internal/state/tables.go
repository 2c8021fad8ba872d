package state

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"tarn/internal/catalog"
)

const tableColumns = `database, name, id, version, content`

// scanner is a row, or rows.
type scanner interface{ Scan(...any) error }

func tableOf(row scanner) (t catalog.Table, err error) {
	var text string
	if err := row.Scan(&t.Database, &t.Name, &t.ID, &t.Version, &text); err != nil {
		return t, err
	}
	if err := json.Unmarshal([]byte(text), &t); err != nil {
		return t, fmt.Errorf("table %s.%s as it is kept: %w", t.Database, t.Name, err)
	}
	return t, nil
}

// Table implements catalog.Data.
func (s *DB) Table(ctx context.Context, database, name string) (catalog.Table, error) {
	t, err := tableOf(s.sql.QueryRowContext(ctx, `SELECT `+tableColumns+` FROM tables WHERE database = ? AND name = ?`, database, name))
	if errors.Is(err, sql.ErrNoRows) {
		if _, err := s.Database(ctx, database); err != nil {
			return t, err
		}
		err = fmt.Errorf("%w: %s.%s", catalog.ErrTableNotFound, database, name)
	}
	return t, err
}

// Tables implements catalog.Data.
func (s *DB) Tables(ctx context.Context, database, after string, max int) ([]catalog.Table, error) {
	return s.tables(ctx, `SELECT `+tableColumns+` FROM tables WHERE database = ? AND name > ? ORDER BY name LIMIT ?`, database, after, limit(max))
}

func (s *DB) tables(ctx context.Context, query string, args ...any) ([]catalog.Table, error) {
	rows, err := s.sql.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []catalog.Table
	for rows.Next() {
		t, err := tableOf(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// TableNames implements catalog.Data.
func (s *DB) TableNames(ctx context.Context, database string) ([]catalog.TableName, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT name, type FROM tables WHERE database = ? ORDER BY name`, database)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []catalog.TableName
	for rows.Next() {
		var t catalog.TableName
		if err := rows.Scan(&t.Name, &t.Type); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// AddTable implements catalog.Data.
func (s *DB) AddTable(ctx context.Context, t catalog.Table, partitions ...catalog.Partition) error {
	return s.tx(ctx, func(tx *sql.Tx) error { return addTable(ctx, tx, t, partitions) })
}

func addTable(ctx context.Context, tx *sql.Tx, t catalog.Table, partitions []catalog.Partition) error {
	if _, err := databaseOf(t.Database, tx.QueryRowContext(ctx, `SELECT content FROM databases WHERE name = ?`, t.Database)); err != nil {
		return err
	}
	t.ID = cmp.Or(t.ID, uuid.NewString())
	text, err := json.Marshal(t)
	if err != nil {
		return err
	}
	r, err := tx.ExecContext(ctx, `INSERT INTO tables(database, name, id, type, version, content) VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT(database, name) DO NOTHING`,
		t.Database, t.Name, t.ID, t.Type, string(text))
	if err := changed(r, err, catalog.ErrTableExists, t.Database+"."+t.Name); err != nil {
		return err
	}
	return addPartitions(ctx, tx, t, partitions)
}

// SetTable implements catalog.Data.
func (s *DB) SetTable(ctx context.Context, name string, t catalog.Table, archive bool) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		old, err := tableOf(tx.QueryRowContext(ctx, `SELECT `+tableColumns+` FROM tables WHERE database = ? AND name = ?`, t.Database, name))
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return fmt.Errorf("%w: %s.%s", catalog.ErrTableNotFound, t.Database, name)
		case err != nil:
			return err
		case t.Version >= 0 && t.Version != old.Version:
			return fmt.Errorf("%w: %s.%s has version %d, not %d", catalog.ErrTableChanged, t.Database, name, old.Version, t.Version)
		}
		text, err := json.Marshal(t)
		if err != nil {
			return err
		}
		if archive {
			if _, err := tx.ExecContext(ctx, `INSERT INTO table_versions(table_id, version, content) SELECT id, version, content FROM tables WHERE id = ?`, old.ID); err != nil {
				return err
			}
		}
		if t.Name != name {
			var n int
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM tables WHERE database = ? AND name = ?`, t.Database, t.Name).Scan(&n); err != nil {
				return err
			}
			if n > 0 {
				return fmt.Errorf("%w: %s.%s", catalog.ErrTableExists, t.Database, t.Name)
			}
		}
		_, err = tx.ExecContext(ctx, `UPDATE tables SET name = ?, type = ?, version = version + 1, content = ? WHERE id = ?`, t.Name, t.Type, string(text), old.ID)
		return err
	})
}

// MoveTable implements catalog.Data.
func (s *DB) MoveTable(ctx context.Context, t catalog.Table, database string) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		if _, err := databaseOf(database, tx.QueryRowContext(ctx, `SELECT content FROM databases WHERE name = ?`, database)); err != nil {
			return err
		}
		var n int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM tables WHERE database = ? AND name = ?`, database, t.Name).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("%w: %s.%s", catalog.ErrTableExists, database, t.Name)
		}
		text, err := json.Marshal(t)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO table_versions(table_id, version, content) SELECT id, version, content FROM tables WHERE id = ?`, t.ID); err != nil {
			return err
		}
		r, err := tx.ExecContext(ctx, `UPDATE tables SET database = ?, name = ?, version = version + 1, content = ? WHERE id = ? AND version = ?`,
			database, t.Name, string(text), t.ID, t.Version)
		return changed(r, err, catalog.ErrTableChanged, t.Database+"."+t.Name)
	})
}

// RemoveTable implements catalog.Data.
func (s *DB) RemoveTable(ctx context.Context, database, name string) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		for _, of := range []string{"table_versions", "partitions"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+of+` WHERE table_id = (SELECT id FROM tables WHERE database = ? AND name = ?)`, database, name); err != nil {
				return err
			}
		}
		r, err := tx.ExecContext(ctx, `DELETE FROM tables WHERE database = ? AND name = ?`, database, name)
		return changed(r, err, catalog.ErrTableNotFound, database+"."+name)
	})
}

// Versions implements catalog.Data.
func (s *DB) Versions(ctx context.Context, database, name string, before int64, max int) ([]catalog.Table, error) {
	if _, err := s.Table(ctx, database, name); err != nil {
		return nil, err
	}
	return s.tables(ctx, `SELECT t.database, t.name, t.id, v.version, v.content FROM tables t JOIN (
			SELECT id AS table_id, version, content FROM tables UNION ALL SELECT table_id, version, content FROM table_versions) v ON v.table_id = t.id
		WHERE t.database = ?1 AND t.name = ?2 AND (?3 <= 0 OR v.version < ?3) ORDER BY v.version DESC LIMIT ?4`, database, name, before, limit(max))
}

// RemoveVersion implements catalog.Data.
func (s *DB) RemoveVersion(ctx context.Context, database, name string, version int64) error {
	t, err := s.Table(ctx, database, name)
	if err != nil {
		return err
	}
	if t.Version == version {
		return fmt.Errorf("%w: %d is the present version of %s.%s", catalog.ErrTableChanged, version, database, name)
	}
	r, err := s.sql.ExecContext(ctx, `DELETE FROM table_versions WHERE table_id = ? AND version = ?`, t.ID, version)
	return changed(r, err, catalog.ErrVersionNotFound, fmt.Sprintf("%d of %s.%s", version, database, name))
}
