package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"tarn/internal/query"
)

var _ query.Store = (*DB)(nil)

// PutExecution implements query.Store. It survives the process at once, and the machine a moment later: s.quick.
func (s *DB) PutExecution(ctx context.Context, x query.Execution) error {
	record, err := json.Marshal(x)
	if err != nil {
		return err
	}
	stmt := x.Statement
	_, err = s.quick.ExecContext(ctx, `INSERT INTO executions(id, face, workgroup, asked_by, token, question, state, sources, submitted, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET state = excluded.state, record = excluded.record`,
		x.ID, stmt.Face, stmt.Workgroup, stmt.By, stmt.ClientToken, stmt.Question(), x.State, " "+strings.Join(x.Sources, " ")+" ", stamp(x.Submitted), string(record))
	return err
}

// Execution implements query.Store.
func (s *DB) Execution(ctx context.Context, id string) (query.Execution, error) {
	var record string
	err := s.quick.QueryRowContext(ctx, `SELECT record FROM executions WHERE id = ?`, id).Scan(&record)
	if errors.Is(err, sql.ErrNoRows) {
		return query.Execution{}, query.ErrNotFound
	}
	if err != nil {
		return query.Execution{}, err
	}
	return execution(id, record)
}

func execution(id, record string) (x query.Execution, err error) {
	if err := json.Unmarshal([]byte(record), &x); err != nil {
		return x, fmt.Errorf("the record of query execution %s: %w", id, err)
	}
	x.Fraction = -1
	if x.State == query.Finished {
		x.Fraction = 1
	}
	return x, nil
}

// Executions implements query.Store.
func (s *DB) Executions(ctx context.Context, f query.Filter) ([]query.Execution, error) {
	where, args := []string{"true"}, []any{}
	and := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	for column, value := range map[string]string{"face": f.Face, "workgroup": f.Workgroup, "asked_by": f.By, "token": f.Token, "question": f.Question} {
		if value != "" {
			and(column+" = ?", value)
		}
	}
	if f.Token != "" {
		and("token <> ''") // for the index
	}
	if len(f.States) > 0 {
		// The indexes of some states are found by constants.
		and("state IN ('" + strings.Join(texts(f.States), "', '") + "')")
	}
	if f.Source != "" {
		and("instr(sources, ?) > 0", " "+f.Source+" ")
	}
	if f.Without != "" {
		and("instr(sources, ?) = 0", " "+f.Without+" ")
	}
	if !f.Since.IsZero() {
		and("submitted >= ?", stamp(f.Since))
	}
	if !f.Until.IsZero() {
		and("submitted < ?", stamp(f.Until))
	}
	if f.After != "" {
		var submitted string
		err := s.quick.QueryRowContext(ctx, `SELECT submitted FROM executions WHERE id = ?`, f.After).Scan(&submitted)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, query.ErrNotFound
		}
		if err != nil {
			return nil, err
		}
		and("(submitted, id) < (?, ?)", submitted, f.After)
	}
	limit := -1
	if f.Limit > 0 {
		limit = f.Limit
	}
	rows, err := s.quick.QueryContext(ctx, `SELECT id, record FROM executions WHERE `+strings.Join(where, " AND ")+` ORDER BY submitted DESC, id DESC LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []query.Execution
	for rows.Next() {
		var id, record string
		if err := rows.Scan(&id, &record); err != nil {
			return nil, err
		}
		x, err := execution(id, record)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

func texts(states []query.State) []string {
	out := make([]string, len(states))
	for i, s := range states {
		out[i] = strings.ReplaceAll(string(s), "'", "''")
	}
	return out
}

// Forget implements query.Store.
func (s *DB) Forget(ctx context.Context, before time.Time) error {
	_, err := s.quick.ExecContext(ctx, `DELETE FROM executions WHERE submitted < ? AND state NOT IN ('QUEUED', 'RUNNING')`, stamp(before))
	return err
}
