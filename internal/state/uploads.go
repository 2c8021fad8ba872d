package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"tarn/internal/objects"
)

// PutUpload implements objects.Index.
func (s *DB) PutUpload(ctx context.Context, u objects.Upload) error {
	options, err := json.Marshal(u.Options)
	if err != nil {
		return err
	}
	_, err = s.sql.ExecContext(ctx, `INSERT INTO uploads(id, bucket, key, begun, options) VALUES (?, ?, ?, ?, ?)`, u.ID, u.Bucket, bytes(u.Key), stamp(u.Begun), string(options))
	return err
}

// Upload implements objects.Index.
func (s *DB) Upload(ctx context.Context, bucket, key, id string) (objects.Upload, error) {
	u := objects.Upload{ID: id, Bucket: bucket, Key: key}
	var begun, options string
	err := s.sql.QueryRowContext(ctx, `SELECT begun, options FROM uploads WHERE id = ? AND bucket = ? AND key = ?`, id, bucket, bytes(key)).Scan(&begun, &options)
	if errors.Is(err, sql.ErrNoRows) {
		return u, fmt.Errorf("%w: %s", objects.ErrNoUpload, id)
	}
	if err != nil {
		return u, err
	}
	u.Begun = parseStamp(begun)
	return u, json.Unmarshal([]byte(options), &u.Options)
}

// Uploads implements objects.Index.
func (s *DB) Uploads(ctx context.Context, bucket, prefix, afterKey, afterID string, max int) ([]objects.Upload, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT id, key, begun, options FROM uploads
		WHERE bucket = ? AND substr(key, 1, ?) = ? AND (key, id) > (?, ?) ORDER BY key, id LIMIT ?`,
		bucket, len(prefix), bytes(prefix), bytes(afterKey), afterID, max)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []objects.Upload
	for rows.Next() {
		u := objects.Upload{Bucket: bucket}
		var key []byte
		var begun, options string
		if err := rows.Scan(&u.ID, &key, &begun, &options); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(options), &u.Options); err != nil {
			return nil, fmt.Errorf("the options of upload %s: %w", u.ID, err)
		}
		u.Key, u.Begun = string(key), parseStamp(begun)
		out = append(out, u)
	}
	return out, rows.Err()
}

// PutPart implements objects.Index.
func (s *DB) PutPart(ctx context.Context, upload string, p objects.Part) (replaced string, err error) {
	record, err := json.Marshal(p.Info)
	if err != nil {
		return "", err
	}
	err = s.tx(ctx, func(tx *sql.Tx) error {
		if err := hasUpload(ctx, tx, upload); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, `SELECT file FROM upload_parts WHERE upload = ? AND number = ?`, upload, p.Number).Scan(&replaced)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO upload_parts(upload, number, file, record) VALUES (?, ?, ?, ?)
			ON CONFLICT(upload, number) DO UPDATE SET file = excluded.file, record = excluded.record`, upload, p.Number, p.File, string(record))
		return err
	})
	return replaced, err
}

func hasUpload(ctx context.Context, q queryer, id string) error {
	var there bool
	err := q.QueryRowContext(ctx, `SELECT EXISTS(SELECT 1 FROM uploads WHERE id = ?)`, id).Scan(&there)
	if err == nil && !there {
		err = fmt.Errorf("%w: %s", objects.ErrNoUpload, id)
	}
	return err
}

// Parts implements objects.Index.
func (s *DB) Parts(ctx context.Context, upload string) ([]objects.Part, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT number, file, record FROM upload_parts WHERE upload = ? ORDER BY number`, upload)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []objects.Part
	for rows.Next() {
		var p objects.Part
		var record string
		if err := rows.Scan(&p.Number, &p.File, &record); err != nil {
			return nil, err
		}
		if p.Info, err = objectInfo("", record); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// RemoveUpload implements objects.Index.
func (s *DB) RemoveUpload(ctx context.Context, upload string) (files []string, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		if err := hasUpload(ctx, tx, upload); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `DELETE FROM upload_parts WHERE upload = ? RETURNING file`, upload)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var file string
			if err := rows.Scan(&file); err != nil {
				return err
			}
			files = append(files, file)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM uploads WHERE id = ?`, upload)
		return err
	})
	if err != nil {
		return nil, err
	}
	return files, nil
}
