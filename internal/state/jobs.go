package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"tarn/internal/job"
)

var _ job.Store = (*DB)(nil)

// JobRuns implements job.Store.
func (s *DB) JobRuns(ctx context.Context, name string, max int) ([]job.Run, error) {
	if max == 0 {
		max = -1
	}
	return contents[job.Run](ctx, s, `SELECT content FROM job_runs WHERE job = ? OR ? = '' ORDER BY begun DESC, id LIMIT ?`, name, name, max)
}

// FindJobRuns implements job.Store. States and intervals have indexes.
func (s *DB) FindJobRuns(ctx context.Context, f job.RunFilter) ([]job.Run, error) {
	text, args := `SELECT content FROM job_runs WHERE 1`, []any{}
	where := func(condition string, values ...any) {
		text += " AND " + condition
		args = append(args, values...)
	}
	if f.ID != "" {
		where(`id >= ? AND id < ?`, f.ID, f.ID+"\U0010ffff")
	}
	if f.Job != "" {
		where(`job = ?`, f.Job)
	}
	if n := len(f.States); n > 0 {
		var states []any
		for _, state := range f.States {
			states = append(states, string(state))
		}
		if !slices.Contains(f.States, job.Success) {
			where(`content ->> 'state' <> 'success'`) // as the index has it
		}
		where(`content ->> 'state' IN (?`+strings.Repeat(", ?", n-1)+`)`, states...)
	}
	if !f.Over.End.IsZero() {
		where(`unixepoch(content ->> 'end') > ? AND unixepoch(content ->> 'start') < ?`, f.Over.Start.Unix(), f.Over.End.Unix())
	}
	if f.Max == 0 {
		f.Max = -1
	}
	return contents[job.Run](ctx, s, text+` ORDER BY begun DESC, id LIMIT ?`, append(args, f.Max)...)
}

// PutJobRun implements job.Store.
func (s *DB) PutJobRun(ctx context.Context, r job.Run) error {
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = s.sql.ExecContext(ctx, `INSERT INTO job_runs(id, job, begun, content) VALUES (?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET begun = excluded.begun, content = excluded.content`,
		r.ID, r.Job, stamp(r.Begun), string(text))
	return err
}

// JobSettings implements job.Store.
func (s *DB) JobSettings(ctx context.Context, name string) (out job.Settings, err error) {
	var text string
	err = s.sql.QueryRowContext(ctx, `SELECT content FROM job_settings WHERE job = ?`, name).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return out, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &out)
	}
	return out, err
}

// SetJobSettings implements job.Store.
func (s *DB) SetJobSettings(ctx context.Context, name string, settings job.Settings) error {
	text, err := json.Marshal(settings)
	if err != nil {
		return err
	}
	_, err = s.sql.ExecContext(ctx, `INSERT INTO job_settings(job, content) VALUES (?, ?) ON CONFLICT(job) DO UPDATE SET content = excluded.content`, name, string(text))
	return err
}
