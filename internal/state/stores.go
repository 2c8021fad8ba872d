package state

import (
	"context"
	"database/sql"
	"fmt"

	"tarn/internal/catalog"
)

var _ catalog.Stores = (*DB)(nil)

// Stores implements catalog.Stores.
func (s *DB) Stores(ctx context.Context) ([]catalog.EventDataStore, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT id, name, kind, lake_table, status, retention_days, termination_protection, created, updated, delete_after FROM stores ORDER BY created, name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []catalog.EventDataStore
	for rows.Next() {
		var e catalog.EventDataStore
		var created, updated, deleteAfter string
		if err := rows.Scan(&e.ID, &e.Name, &e.Kind, &e.Table, &e.Status, &e.RetentionDays, &e.TerminationProtection, &created, &updated, &deleteAfter); err != nil {
			return nil, err
		}
		e.Created, e.Updated, e.DeleteAfter = parseStamp(created), parseStamp(updated), parseStamp(deleteAfter)
		out = append(out, e)
	}
	return out, rows.Err()
}

// AddStore implements catalog.Stores.
func (s *DB) AddStore(ctx context.Context, e catalog.EventDataStore) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		if err := nameIsFree(ctx, tx, e); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO stores(id, name, kind, lake_table, status, retention_days, termination_protection, created, updated, delete_after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			e.ID, e.Name, e.Kind, e.Table, e.Status, e.RetentionDays, e.TerminationProtection, stamp(e.Created), stamp(e.Updated), stamp(e.DeleteAfter))
		return err
	})
}

// nameIsFree fails where another store has the name, in small or capital letters: SQL does not tell them apart.
func nameIsFree(ctx context.Context, tx *sql.Tx, e catalog.EventDataStore) error {
	var others int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM stores WHERE name = ? COLLATE NOCASE AND id <> ?`, e.Name, e.ID).Scan(&others)
	if err == nil && others > 0 {
		err = fmt.Errorf("%w: %s", catalog.ErrStoreExists, e.Name)
	}
	return err
}

// SetStore implements catalog.Stores.
func (s *DB) SetStore(ctx context.Context, e catalog.EventDataStore) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		if err := nameIsFree(ctx, tx, e); err != nil {
			return err
		}
		r, err := tx.ExecContext(ctx, `UPDATE stores SET name = ?, status = ?, retention_days = ?, termination_protection = ?, updated = ?, delete_after = ? WHERE id = ?`,
			e.Name, e.Status, e.RetentionDays, e.TerminationProtection, stamp(e.Updated), stamp(e.DeleteAfter), e.ID)
		if err != nil {
			return err
		}
		if n, _ := r.RowsAffected(); n == 0 {
			return fmt.Errorf("%w: %s", catalog.ErrStoreNotFound, e.ID)
		}
		return nil
	})
}

// RemoveStore implements catalog.Stores: the store goes with everything that the state knows of it.
func (s *DB) RemoveStore(ctx context.Context, id string) error {
	for _, table := range []string{"objects", "quarantine", "digests", "batches", "sources"} {
		if _, err := s.sql.ExecContext(ctx, `DELETE FROM `+table+` WHERE store = ?`, id); err != nil {
			return err
		}
	}
	_, err := s.sql.ExecContext(ctx, `DELETE FROM stores WHERE id = ?`, id)
	return err
}
