package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"tarn/internal/source"
)

// ErrNoSource says that no source has the ID or address.
var ErrNoSource = errors.New("no such source")

// Sources lists the sources that are followed.
func (s *DB) Sources(ctx context.Context) ([]source.Source, error) {
	return s.sources(ctx, `SELECT options FROM sources WHERE followed = 1 ORDER BY created, uri`)
}

// Visited lists the sources that are followed, and those that were imported from once.
func (s *DB) Visited(ctx context.Context) ([]source.Source, error) {
	return s.sources(ctx, `SELECT options FROM sources ORDER BY created, uri`)
}

func (s *DB) sources(ctx context.Context, sql string) ([]source.Source, error) {
	rows, err := s.sql.QueryContext(ctx, sql)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []source.Source
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		var src source.Source
		if err := json.Unmarshal([]byte(text), &src); err != nil {
			return nil, fmt.Errorf("a source in the state: %w", err)
		}
		out = append(out, src)
	}
	return out, rows.Err()
}

// PutSource keeps a source that is followed. One of the same address and store is replaced, and its progress stays.
func (s *DB) PutSource(ctx context.Context, src source.Source) error {
	text, err := json.Marshal(src)
	if err != nil {
		return err
	}
	_, err = s.sql.ExecContext(ctx, `INSERT INTO sources(id, uri, store, options, followed, created) VALUES (?, ?, ?, ?, 1, ?)
		ON CONFLICT(uri, store) DO UPDATE SET id = excluded.id, options = excluded.options, followed = 1, created = excluded.created`, src.ID, src.URI, src.Store, string(text), stamp(src.Created))
	return err
}

// RemoveSource stops following the source of an ID or address. What was imported stays.
func (s *DB) RemoveSource(ctx context.Context, name string) error {
	r, err := s.sql.ExecContext(ctx, `UPDATE sources SET followed = 0 WHERE followed = 1 AND (id = ? OR uri = ?)`, name, name)
	if err != nil {
		return err
	}
	if n, _ := r.RowsAffected(); n == 0 {
		return fmt.Errorf("%w: %s", ErrNoSource, name)
	}
	return nil
}

// Walked returns what the last walk of an address into a store left, and SetWalked keeps it. Addresses that are not followed
// have one, too.
func (s *DB) Walked(ctx context.Context, uri, store string) (state source.State, err error) {
	var text string
	err = s.sql.QueryRowContext(ctx, `SELECT progress FROM sources WHERE uri = ? AND store = ?`, uri, store).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) || err == nil && text == "" {
		return state, nil
	}
	if err != nil {
		return state, err
	}
	return state, json.Unmarshal([]byte(text), &state)
}

func (s *DB) SetWalked(ctx context.Context, src source.Source, state source.State) error {
	text, err := json.Marshal(state)
	if err != nil {
		return err
	}
	options, err := json.Marshal(src)
	if err != nil {
		return err
	}
	_, err = s.sql.ExecContext(ctx, `INSERT INTO sources(id, uri, store, options, followed, created, progress) VALUES (?, ?, ?, ?, 0, ?, ?)
		ON CONFLICT(uri, store) DO UPDATE SET progress = excluded.progress`, src.ID, src.URI, src.Store, string(options), stamp(src.Created), string(text))
	return err
}
