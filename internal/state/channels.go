package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"tarn/internal/catalog"
)

var _ catalog.Channels = (*DB)(nil)

// Channels implements catalog.Channels.
func (s *DB) Channels(ctx context.Context) ([]catalog.Channel, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT content FROM channels`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []catalog.Channel
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		var c catalog.Channel
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			return nil, fmt.Errorf("a channel in the state: %w", err)
		}
		out = append(out, c)
	}
	sortBy(out, func(c catalog.Channel) string { return stamp(c.Created) + c.ID })
	return out, rows.Err()
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

// RemoveChannel implements catalog.Channels.
func (s *DB) RemoveChannel(ctx context.Context, id string) error {
	r, err := s.sql.ExecContext(ctx, `DELETE FROM channels WHERE id = ?`, id)
	return changed(r, err, catalog.ErrChannelNotFound, id)
}
