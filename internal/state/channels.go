package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"tarn/internal/catalog"
)

var _ catalog.Channels = (*DB)(nil)

// Channels implements catalog.Channels.
func (s *DB) Channels(ctx context.Context) ([]catalog.Channel, error) {
	out, err := contents[catalog.Channel](ctx, s, `SELECT content FROM channels`)
	for i := range out {
		text, attemptErr := s.attribute(ctx, "attempts", "channel/"+out[i].ID)
		if attemptErr == nil && text != "" {
			attemptErr = json.Unmarshal([]byte(text), &out[i].Ingestion)
		}
		err = errors.Join(err, attemptErr)
	}
	sortBy(out, func(c catalog.Channel) string { return stamp(c.Created) + c.ID })
	return out, err
}

// AddChannel implements catalog.Channels.
func (s *DB) AddChannel(ctx context.Context, c catalog.Channel) error {
	return s.putChannel(ctx, c, `INSERT INTO channels(name, source, content, id) VALUES (?, ?, ?, ?)`)
}

// SetChannel implements catalog.Channels.
func (s *DB) SetChannel(ctx context.Context, c catalog.Channel) error {
	return s.putChannel(ctx, c, `UPDATE channels SET name = ?, source = ?, content = ? WHERE id = ?`)
}

func (s *DB) putChannel(ctx context.Context, c catalog.Channel, statement string) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return s.tx(ctx, func(tx *sql.Tx) error {
		var others int
		err := tx.QueryRowContext(ctx, `SELECT count(*) FROM channels WHERE (name = ? OR source = ?) AND id <> ?`, c.Name, c.Source, c.ID).Scan(&others)
		if err == nil && others > 0 {
			err = fmt.Errorf("%w: %s from %s", catalog.ErrChannelExists, c.Name, c.Source)
		}
		if err != nil {
			return err
		}
		r, err := tx.ExecContext(ctx, statement, c.Name, c.Source, string(text), c.ID)
		return changed(r, err, catalog.ErrChannelNotFound, c.ID)
	})
}

// SetAttempts implements catalog.Channels.
func (s *DB) SetAttempts(ctx context.Context, id string, a catalog.Attempts) error {
	text, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return s.setAttribute(ctx, "attempts", "channel/"+id, string(text))
}

// RemoveChannel implements catalog.Channels.
func (s *DB) RemoveChannel(ctx context.Context, id string) error {
	if err := s.setAttribute(ctx, "attempts", "channel/"+id, ""); err != nil {
		return err
	}
	r, err := s.sql.ExecContext(ctx, `DELETE FROM channels WHERE id = ?`, id)
	return changed(r, err, catalog.ErrChannelNotFound, id)
}
