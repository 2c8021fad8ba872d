package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"tarn/internal/notify"
)

var _ notify.Store = (*DB)(nil)

// PutOutboxEntry implements notify.Store.
func (s *DB) PutOutboxEntry(ctx context.Context, e notify.Entry) error {
	return putEntry(ctx, s.sql, e)
}

func putEntry(ctx context.Context, db execer, e notify.Entry) error {
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `INSERT INTO outbox(id, state, due, created, content) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET state = excluded.state, due = excluded.due, content = excluded.content`, e.ID, string(e.Progress), stamp(e.Due), stamp(e.Created), string(text))
	return err
}

// WaitingEntries implements notify.Store.
func (s *DB) WaitingEntries(ctx context.Context) ([]notify.Entry, error) {
	return contents[notify.Entry](ctx, s, `SELECT content FROM outbox WHERE state = 'waiting' ORDER BY created, id`)
}

// ClaimEntry implements notify.Store.
func (s *DB) ClaimEntry(ctx context.Context, id string, at, until time.Time) (e notify.Entry, ok bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		var text string
		err := tx.QueryRowContext(ctx, `SELECT content FROM outbox WHERE id = ? AND state = 'waiting' AND due <= ?`, id, stamp(at)).Scan(&text)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil {
			err = json.Unmarshal([]byte(text), &e)
		}
		if err != nil {
			return err
		}
		e.Due, e.Attempts, ok = until.UTC(), e.Attempts+1, true
		return putEntry(ctx, tx, e)
	})
	return e, ok && err == nil, err
}

// OutboxEntries implements notify.Store.
func (s *DB) OutboxEntries(ctx context.Context, max int) ([]notify.Entry, error) {
	if max == 0 {
		max = -1
	}
	return contents[notify.Entry](ctx, s, `SELECT content FROM outbox ORDER BY created DESC, id LIMIT ?`, max)
}

// RemoveOutboxEntries implements notify.Store.
func (s *DB) RemoveOutboxEntries(ctx context.Context, before time.Time) error {
	_, err := s.sql.ExecContext(ctx, `DELETE FROM outbox WHERE state <> 'waiting' AND created < ?`, stamp(before))
	return err
}
