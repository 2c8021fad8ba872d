package state

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"tarn/internal/digest"
	"tarn/internal/notify"
)

var _ digest.Store = (*DB)(nil)

// reported is the kind under which it is saved until when a dashboard was sent.
const reported = "report"

// Reported implements digest.Store.
func (s *DB) Reported(ctx context.Context, board string) (at time.Time, err error) {
	text, err := s.Saved(ctx, reported, board)
	if err == nil && text != nil {
		err = at.UnmarshalText(text)
	}
	return at, err
}

// Report implements digest.Store.
func (s *DB) Report(ctx context.Context, board string, at time.Time, entries []notify.Entry) (ok bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		var old []byte
		err := tx.QueryRowContext(ctx, `SELECT content FROM saved WHERE kind = ? AND name = ?`, reported, board).Scan(&old)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		var before time.Time
		if err == nil {
			if err := before.UnmarshalText(old); err != nil {
				return err
			}
		}
		if !at.After(before) {
			return nil
		}
		text, err := at.UTC().MarshalText()
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO saved(kind, name, content) VALUES (?, ?, ?) ON CONFLICT(kind, name) DO UPDATE SET content = excluded.content`, reported, board, text); err != nil {
			return err
		}
		for _, e := range entries {
			if err := putEntry(ctx, tx, e); err != nil {
				return err
			}
		}
		ok = true
		return nil
	})
	return ok && err == nil, err
}
