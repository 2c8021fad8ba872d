package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"tarn/internal/auth"
	"tarn/internal/catalog"
)

var _ catalog.Stores = (*DB)(nil)

// Stores implements catalog.Stores.
func (s *DB) Stores(ctx context.Context) ([]catalog.EventDataStore, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT id, name, stores.kind, lake_table, status, retention_days, termination_protection, created, updated, delete_after, coalesce(a.content, '{}')
		FROM stores LEFT JOIN attributes a ON a.resource = 'eventdatastore/' || id AND a.kind = 'settings' ORDER BY id = ?, created, name`, auth.AuditStore)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []catalog.EventDataStore
	for rows.Next() {
		var e catalog.EventDataStore
		var created, updated, deleteAfter, settings string
		if err := rows.Scan(&e.ID, &e.Name, &e.Kind, &e.Table, &e.Status, &e.RetentionDays, &e.TerminationProtection, &created, &updated, &deleteAfter, &settings); err != nil {
			return nil, err
		}
		e.Settings = catalog.DefaultSettings()
		if err := json.Unmarshal([]byte(settings), &e.Settings); err != nil {
			return nil, fmt.Errorf("the settings of event data store %s: %w", e.Name, err)
		}
		e.Created, e.Updated, e.DeleteAfter = parseStamp(created), parseStamp(updated), parseStamp(deleteAfter)
		out = append(out, e)
	}
	return out, rows.Err()
}

// AddStore implements catalog.Stores.
func (s *DB) AddStore(ctx context.Context, e catalog.EventDataStore) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		if e.ID == auth.AuditStore && (e.Name != catalog.AuditStore || e.Status != catalog.Enabled || !e.TerminationProtection || !e.BuiltIn) {
			return fmt.Errorf("%w: %s is built in, and only its retention can be set", catalog.ErrProtected, catalog.AuditStore)
		}
		if err := nameIsFree(ctx, tx, e); err != nil {
			return err
		}
		if err := setSettings(ctx, tx, e); err != nil {
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

// SetStore implements catalog.Stores. Of a built-in store only the retention is to be set.
func (s *DB) SetStore(ctx context.Context, e catalog.EventDataStore) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		if e.ID == auth.AuditStore && (e.Name != catalog.AuditStore || e.Status != catalog.Enabled || !e.TerminationProtection || !e.BuiltIn) {
			return fmt.Errorf("%w: %s is built in, and only its retention can be set", catalog.ErrProtected, catalog.AuditStore)
		}
		if err := nameIsFree(ctx, tx, e); err != nil {
			return err
		}
		if err := setSettings(ctx, tx, e); err != nil {
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

// setSettings keeps what a store has beside its name.
func setSettings(ctx context.Context, tx *sql.Tx, e catalog.EventDataStore) error {
	text, err := json.Marshal(e.Settings)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO attributes(resource, kind, content) VALUES ('eventdatastore/' || ?, 'settings', ?) ON CONFLICT(resource, kind) DO UPDATE SET content = excluded.content`, e.ID, string(text))
	return err
}

// RemoveStore implements catalog.Stores: the store goes with everything that the state knows of it.
func (s *DB) RemoveStore(ctx context.Context, id string) error {
	for _, table := range []string{"objects", "quarantine", "digests", "batches", "sources"} {
		if _, err := s.sql.ExecContext(ctx, `DELETE FROM `+table+` WHERE store = ?`, id); err != nil {
			return err
		}
	}
	_, err := s.sql.ExecContext(ctx, `DELETE FROM stores WHERE id = ?`, id)
	if err != nil {
		return err
	}
	_, err = s.sql.ExecContext(ctx, `DELETE FROM attributes WHERE resource = 'eventdatastore/' || ?`, id)
	return err
}
