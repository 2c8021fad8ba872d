package state

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"tarn/internal/catalog"
)

var (
	_ catalog.Tags     = (*DB)(nil)
	_ catalog.Policies = (*DB)(nil)
)

// Tags implements catalog.Tags.
func (s *DB) Tags(ctx context.Context, resource string) ([]catalog.Tag, error) {
	text, err := s.attribute(ctx, "tags", resource)
	if err != nil || text == "" {
		return nil, err
	}
	var tags []catalog.Tag
	if err := json.Unmarshal([]byte(text), &tags); err != nil {
		return nil, fmt.Errorf("the tags of %s: %w", resource, err)
	}
	return tags, nil
}

// SetTags implements catalog.Tags.
func (s *DB) SetTags(ctx context.Context, resource string, tags []catalog.Tag) error {
	if len(tags) == 0 {
		return s.setAttribute(ctx, "tags", resource, "")
	}
	sortBy(tags, func(t catalog.Tag) string { return t.Key })
	text, err := json.Marshal(tags)
	if err != nil {
		return err
	}
	return s.setAttribute(ctx, "tags", resource, string(text))
}

// Policy implements catalog.Policies.
func (s *DB) Policy(ctx context.Context, resource string) (string, error) {
	return s.attribute(ctx, "policy", resource)
}

// SetPolicy implements catalog.Policies.
func (s *DB) SetPolicy(ctx context.Context, resource, policy string) error {
	return s.setAttribute(ctx, "policy", resource, policy)
}

func (s *DB) attribute(ctx context.Context, kind, resource string) (text string, err error) {
	err = s.sql.QueryRowContext(ctx, `SELECT content FROM attributes WHERE resource = ? AND kind = ?`, resource, kind).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return text, err
}

func (s *DB) setAttribute(ctx context.Context, kind, resource, text string) error {
	if text == "" {
		_, err := s.sql.ExecContext(ctx, `DELETE FROM attributes WHERE resource = ? AND kind = ?`, resource, kind)
		return err
	}
	_, err := s.sql.ExecContext(ctx, `INSERT INTO attributes(resource, kind, content) VALUES (?, ?, ?) ON CONFLICT(resource, kind) DO UPDATE SET content = excluded.content`, resource, kind, text)
	return err
}

func sortBy[T any](all []T, key func(T) string) {
	slices.SortFunc(all, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
}
