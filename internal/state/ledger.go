package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tarn/internal/ingest"
)

var _ ingest.Ledger = (*DB)(nil)

// Progress implements ingest.Ledger.
func (s *DB) Progress(ctx context.Context, store string, o ingest.Object) (records int64, complete bool, err error) {
	err = s.sql.QueryRowContext(ctx, `SELECT records, complete FROM objects WHERE store = ? AND uri = ? AND version = ? AND etag = ? AND size = ?`,
		store, o.URI, o.Version, o.ETag, o.Size).Scan(&records, &complete)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return records, complete, err
}

// Imported finds an object in all stores at once: the IDs of those that have all of it.
func (s *DB) Imported(ctx context.Context, o ingest.Object) (stores []string, err error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT stores.id FROM stores CROSS JOIN objects ON objects.store = stores.id
		WHERE uri = ? AND version = ? AND etag = ? AND size = ? AND complete`, o.URI, o.Version, o.ETag, o.Size)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		stores = append(stores, id)
	}
	return stores, rows.Err()
}

// Events is how many events of an object the store has, and whether the object could be read to its end.
func (s *DB) Events(ctx context.Context, store string, o ingest.Object) (events int64, readable bool, err error) {
	err = s.sql.QueryRowContext(ctx, `SELECT events + duplicates, kind <> 'failed' FROM objects WHERE store = ? AND uri = ? AND version = ? AND etag = ? AND size = ?`,
		store, o.URI, o.Version, o.ETag, o.Size).Scan(&events, &readable)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return events, readable, err
}

// Begin implements ingest.Ledger.
func (s *DB) Begin(ctx context.Context, store, id string) error {
	_, err := s.sql.ExecContext(ctx, `INSERT INTO batches(id, store, begun) VALUES (?, ?, ?)`, id, store, stamp(time.Now()))
	return err
}

// Stage implements ingest.Ledger.
func (s *DB) Stage(ctx context.Context, b ingest.Batch) error {
	text, err := json.Marshal(b)
	if err != nil {
		return err
	}
	r, err := s.sql.ExecContext(ctx, `UPDATE batches SET staged = ? WHERE id = ?`, string(text), b.ID)
	if err != nil {
		return err
	}
	if n, _ := r.RowsAffected(); n != 1 {
		return fmt.Errorf("batch %s was not begun", b.ID)
	}
	return nil
}

// Done implements ingest.Ledger. It may be called again for a batch that is done.
func (s *DB) Done(ctx context.Context, id string) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		var store, text string
		err := tx.QueryRowContext(ctx, `SELECT store, staged FROM batches WHERE id = ?`, id).Scan(&store, &text)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		var b ingest.Batch
		if err := json.Unmarshal([]byte(text), &b); err != nil {
			return fmt.Errorf("batch %s in the ledger: %w", id, err)
		}
		if err := settle(ctx, tx, b, stamp(time.Now())); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM batches WHERE id = ?`, id)
		return err
	})
}

func settle(ctx context.Context, tx *sql.Tx, b ingest.Batch, now string) error {
	for _, p := range b.Parts {
		_, err := tx.ExecContext(ctx, `INSERT INTO objects(store, uri, version, etag, size, sha256, records, complete, kind, events, duplicates, quarantined, batch, imported)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT(store, uri, version, etag, size) DO UPDATE SET records = excluded.records, complete = excluded.complete, kind = excluded.kind, sha256 = excluded.sha256,
			  events = events + excluded.events, duplicates = duplicates + excluded.duplicates, quarantined = quarantined + excluded.quarantined,
			  batch = excluded.batch, imported = excluded.imported`,
			b.Store, p.Object.URI, p.Object.Version, p.Object.ETag, p.Object.Size, p.SHA256, p.Records, p.Complete, p.Kind, p.Events, p.Duplicates, p.Quarantined, b.ID, now)
		if err != nil {
			return err
		}
	}
	for _, q := range b.Quarantine {
		_, err := tx.ExecContext(ctx, `INSERT INTO quarantine(id, store, uri, version, etag, size, record, byte_offset, kind, reason, event_id, raw, batch, time)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT(store, uri, version, etag, size, record, byte_offset, kind) DO UPDATE SET reason = excluded.reason, raw = excluded.raw, batch = excluded.batch, time = excluded.time, resolved = ''`,
			q.ID, b.Store, q.Object.URI, q.Object.Version, q.Object.ETag, q.Object.Size, q.Record, q.Offset, q.Kind, q.Reason, q.EventID, q.Raw, b.ID, stamp(q.Time))
		if err != nil {
			return err
		}
	}
	for _, d := range b.Digests {
		metadata, err := json.Marshal(d.Metadata)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO digests(store, uri, version, etag, sha256, content, metadata, imported) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			b.Store, d.Object.URI, d.Object.Version, d.Object.ETag, d.SHA256, d.Content, string(metadata), now)
		if err != nil {
			return err
		}
	}
	for _, f := range b.Files {
		_, err := tx.ExecContext(ctx, `INSERT INTO files(path, sha256, records, bytes, batch) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, f.Path, f.SHA256, f.Rows, f.Bytes, b.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

// Record implements ingest.Ledger.
func (s *DB) Record(ctx context.Context, b ingest.Batch) error {
	return s.tx(ctx, func(tx *sql.Tx) error { return settle(ctx, tx, ingest.Batch{Store: b.Store, Files: b.Files}, "") })
}

// Drop implements ingest.Ledger.
func (s *DB) Drop(ctx context.Context, id string) error {
	_, err := s.sql.ExecContext(ctx, `DELETE FROM batches WHERE id = ?`, id)
	return err
}

// Open implements ingest.Ledger.
func (s *DB) Open(ctx context.Context, store string) ([]ingest.OpenBatch, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT id, staged FROM batches WHERE store = ? ORDER BY begun`, store)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var open []ingest.OpenBatch
	for rows.Next() {
		var o ingest.OpenBatch
		var text string
		if err := rows.Scan(&o.ID, &text); err != nil {
			return nil, err
		}
		if o.Staged = text != ""; o.Staged {
			var b ingest.Batch
			if err := json.Unmarshal([]byte(text), &b); err != nil {
				return nil, fmt.Errorf("batch %s in the ledger: %w", o.ID, err)
			}
			o.Files = len(b.Files)
		}
		open = append(open, o)
	}
	return open, rows.Err()
}
