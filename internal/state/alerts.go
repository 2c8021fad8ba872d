package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"tarn/internal/alert"
)

var _ alert.Store = (*DB)(nil)

// RuleSettings implements alert.Store.
func (s *DB) RuleSettings(ctx context.Context, rule string) (alert.Settings, error) {
	return ruleSettings(ctx, s.sql, rule)
}

// asker is a connection or a transaction.
type asker interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func ruleSettings(ctx context.Context, q asker, rule string) (out alert.Settings, err error) {
	var text string
	err = q.QueryRowContext(ctx, `SELECT content FROM alert_settings WHERE rule = ?`, rule).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return out, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &out)
	}
	return out, err
}

// execer is a connection or a transaction.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// SetRuleSettings implements alert.Store.
func (s *DB) SetRuleSettings(ctx context.Context, rule string, settings alert.Settings) error {
	return setRuleSettings(ctx, s.sql, rule, settings)
}

func setRuleSettings(ctx context.Context, db execer, rule string, settings alert.Settings) error {
	text, err := json.Marshal(settings)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `INSERT INTO alert_settings(rule, content) VALUES (?, ?) ON CONFLICT(rule) DO UPDATE SET content = excluded.content`, rule, string(text))
	return err
}

// Groups implements alert.Store.
func (s *DB) Groups(ctx context.Context, rule string) ([]alert.Group, error) {
	return contents[alert.Group](ctx, s, `SELECT content FROM alert_groups WHERE rule = ? OR ? = '' ORDER BY rule, labels`, rule, rule)
}

// Announced implements alert.Store.
func (s *DB) Announced(ctx context.Context, rule string) (map[string]bool, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT hash FROM alert_rows WHERE rule = ?`, rule)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var hash string
		if err := rows.Scan(&hash); err != nil {
			return nil, err
		}
		out[hash] = true
	}
	return out, rows.Err()
}

// maxEvents is how many events of a rule are kept.
const maxEvents = 10_000

// Change implements alert.Store.
func (s *DB) Change(ctx context.Context, c alert.Change) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		now, err := ruleSettings(ctx, tx, c.Rule)
		if err != nil {
			return err
		}
		c.Settings.Enabled = now.Enabled // which may have been set while the rule was evaluated
		if err := setRuleSettings(ctx, tx, c.Rule, c.Settings); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM alert_groups WHERE rule = ?`, c.Rule); err != nil {
			return err
		}
		for _, g := range c.Groups {
			labels, err1 := json.Marshal(g.Labels)
			text, err2 := json.Marshal(g)
			if err := errors.Join(err1, err2); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO alert_groups(rule, labels, content) VALUES (?, ?, ?)`, c.Rule, string(labels), string(text)); err != nil {
				return err
			}
		}
		for _, r := range c.Seen {
			_, err := tx.ExecContext(ctx, `INSERT INTO alert_rows(rule, hash, time) VALUES (?, ?, ?) ON CONFLICT(rule, hash) DO UPDATE SET time = max(time, excluded.time)`, c.Rule, r.Hash, stamp(r.Time))
			if err != nil {
				return err
			}
		}
		for _, prefix := range c.Forget {
			if _, err := tx.ExecContext(ctx, `DELETE FROM alert_rows WHERE rule = ? AND hash >= ? AND hash < ?`, c.Rule, prefix, prefix+"~"); err != nil {
				return err
			}
		}
		if !c.Older.IsZero() {
			if _, err := tx.ExecContext(ctx, `DELETE FROM alert_rows WHERE rule = ? AND time < ?`, c.Rule, stamp(c.Older)); err != nil {
				return err
			}
		}
		for _, e := range c.Events {
			text, err := json.Marshal(e)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO alert_events(id, rule, time, content) VALUES (?, ?, ?, ?)`, e.ID, e.Rule, stamp(e.Time), string(text)); err != nil {
				return err
			}
		}
		if len(c.Events) > 0 {
			_, err := tx.ExecContext(ctx, `DELETE FROM alert_events WHERE rule = ? AND time < (SELECT time FROM alert_events WHERE rule = ? ORDER BY time DESC LIMIT 1 OFFSET ?)`, c.Rule, c.Rule, maxEvents)
			if err != nil {
				return err
			}
		}
		for _, m := range c.Messages {
			if err := putEntry(ctx, tx, m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("noting what the rule %s found: %w", c.Rule, err)
	}
	return nil
}

// AlertEvents implements alert.Store.
func (s *DB) AlertEvents(ctx context.Context, rule string, max int) ([]alert.Event, error) {
	if max == 0 {
		max = -1
	}
	return contents[alert.Event](ctx, s, `SELECT content FROM alert_events WHERE rule = ? OR ? = '' ORDER BY time DESC, id LIMIT ?`, rule, rule, max)
}

// Silences implements alert.Store.
func (s *DB) Silences(ctx context.Context) ([]alert.Silence, error) {
	return contents[alert.Silence](ctx, s, `SELECT content FROM silences ORDER BY id`)
}

// PutSilence implements alert.Store.
func (s *DB) PutSilence(ctx context.Context, q alert.Silence) error {
	text, err := json.Marshal(q)
	if err != nil {
		return err
	}
	_, err = s.sql.ExecContext(ctx, `INSERT INTO silences(id, content) VALUES (?, ?) ON CONFLICT(id) DO UPDATE SET content = excluded.content`, q.ID, string(text))
	return err
}

// RemoveSilence implements alert.Store.
func (s *DB) RemoveSilence(ctx context.Context, id string) error {
	out, err := s.sql.ExecContext(ctx, `DELETE FROM silences WHERE id = ?`, id)
	if err != nil {
		return err
	}
	if n, err := out.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, alert.ErrSilenceNotFound)
	}
	return nil
}
