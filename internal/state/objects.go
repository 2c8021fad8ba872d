package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"tarn/internal/objects"
)

var _ objects.Index = (*DB)(nil)

// Buckets implements objects.Index.
func (s *DB) Buckets(ctx context.Context) ([]objects.BucketInfo, error) {
	rows, err := s.sql.QueryContext(ctx, `SELECT name, created FROM buckets ORDER BY name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []objects.BucketInfo
	for rows.Next() {
		var b objects.BucketInfo
		var created string
		if err := rows.Scan(&b.Name, &created); err != nil {
			return nil, err
		}
		b.Created = parseStamp(created)
		out = append(out, b)
	}
	return out, rows.Err()
}

// AddBucket implements objects.Index.
func (s *DB) AddBucket(ctx context.Context, b objects.BucketInfo) error {
	r, err := s.sql.ExecContext(ctx, `INSERT INTO buckets(name, created) VALUES (?, ?) ON CONFLICT DO NOTHING`, b.Name, stamp(b.Created))
	if err != nil {
		return err
	}
	if n, _ := r.RowsAffected(); n == 0 {
		return fmt.Errorf("bucket %s: %w", b.Name, objects.ErrExists)
	}
	return nil
}

// RemoveBucket implements objects.Index.
func (s *DB) RemoveBucket(ctx context.Context, bucket string) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		var filled bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS(SELECT 1 FROM bucket_objects WHERE bucket = ?)`, bucket).Scan(&filled); err != nil {
			return err
		}
		if filled {
			return fmt.Errorf("%w: %s", objects.ErrNotEmpty, bucket)
		}
		r, err := tx.ExecContext(ctx, `DELETE FROM buckets WHERE name = ?`, bucket)
		if err != nil {
			return err
		}
		if n, _ := r.RowsAffected(); n == 0 {
			return noBucket(bucket)
		}
		return nil
	})
}

func noBucket(name string) error { return fmt.Errorf("%w: %s", objects.ErrNoBucket, name) }

type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func hasBucket(ctx context.Context, q queryer, bucket string) error {
	var there bool
	err := q.QueryRowContext(ctx, `SELECT EXISTS(SELECT 1 FROM buckets WHERE name = ?)`, bucket).Scan(&there)
	if err == nil && !there {
		err = noBucket(bucket)
	}
	return err
}

// HasBucket implements objects.Index.
func (s *DB) HasBucket(ctx context.Context, bucket string) error {
	return hasBucket(ctx, s.sql, bucket)
}

// Entry implements objects.Index.
func (s *DB) Entry(ctx context.Context, bucket, key string) (e objects.Entry, err error) {
	var record string
	err = s.sql.QueryRowContext(ctx, `SELECT file, record FROM bucket_objects WHERE bucket = ? AND key = ?`, bucket, bytes(key)).Scan(&e.File, &record)
	if errors.Is(err, sql.ErrNoRows) {
		if err := s.HasBucket(ctx, bucket); err != nil {
			return e, err
		}
		return e, fmt.Errorf("%w: s3://%s/%s", objects.ErrNoObject, bucket, key)
	}
	if err != nil {
		return e, err
	}
	e.Info, err = objectInfo(key, record)
	return e, err
}

func objectInfo(key, record string) (info objects.Info, err error) {
	if err := json.Unmarshal([]byte(record), &info); err != nil {
		return info, fmt.Errorf("the record of object %q: %w", key, err)
	}
	info.Key = key
	return info, nil
}

// bytes is a key as a BLOB, which the database orders by its bytes.
func bytes(key string) []byte { return append([]byte{}, key...) }

// PutEntry implements objects.Index.
func (s *DB) PutEntry(ctx context.Context, bucket string, e objects.Entry, c objects.Condition) (replaced string, err error) {
	record, err := json.Marshal(e.Info)
	if err != nil {
		return "", err
	}
	err = s.tx(ctx, func(tx *sql.Tx) error {
		if err := hasBucket(ctx, tx, bucket); err != nil {
			return err
		}
		var etag string
		err := tx.QueryRowContext(ctx, `SELECT file, record ->> 'etag' FROM bucket_objects WHERE bucket = ? AND key = ?`, bucket, bytes(e.Key)).Scan(&replaced, &etag)
		switch {
		case err != nil && !errors.Is(err, sql.ErrNoRows):
			return err
		case err == nil && c.Absent:
			return fmt.Errorf("s3://%s/%s: %w", bucket, e.Key, objects.ErrExists)
		case err != nil && c.ETag != "":
			return fmt.Errorf("%w: s3://%s/%s", objects.ErrNoObject, bucket, e.Key)
		case c.ETag != "" && c.ETag != etag:
			return fmt.Errorf("s3://%s/%s: %w", bucket, e.Key, objects.ErrChanged)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO bucket_objects(bucket, key, file, record) VALUES (?, ?, ?, ?)
			ON CONFLICT(bucket, key) DO UPDATE SET file = excluded.file, record = excluded.record`, bucket, bytes(e.Key), e.File, string(record))
		return err
	})
	return replaced, err
}

// Entries implements objects.Index.
func (s *DB) Entries(ctx context.Context, bucket, from, to string, max int) ([]objects.Entry, error) {
	where, args := "bucket = ? AND key >= ?", []any{bucket, bytes(from)}
	if to != "" {
		where, args = where+" AND key < ?", append(args, bytes(to))
	}
	rows, err := s.sql.QueryContext(ctx, `SELECT key, file, record FROM bucket_objects WHERE `+where+` ORDER BY key LIMIT ?`, append(args, max)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []objects.Entry
	for rows.Next() {
		var key []byte
		var e objects.Entry
		var record string
		if err := rows.Scan(&key, &e.File, &record); err != nil {
			return nil, err
		}
		if e.Info, err = objectInfo(string(key), record); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

// RemoveEntries implements objects.Index.
func (s *DB) RemoveEntries(ctx context.Context, bucket string, keys ...string) (files []string, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		if err := hasBucket(ctx, tx, bucket); err != nil {
			return err
		}
		for _, key := range keys {
			var file string
			err := tx.QueryRowContext(ctx, `DELETE FROM bucket_objects WHERE bucket = ? AND key = ? RETURNING file`, bucket, bytes(key)).Scan(&file)
			switch {
			case err == nil:
				files = append(files, file)
			case !errors.Is(err, sql.ErrNoRows):
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return files, nil
}

// Known implements objects.Index.
func (s *DB) Known(ctx context.Context, bucket string, files []string) (map[string]bool, error) {
	known := map[string]bool{}
	list, err := json.Marshal(files)
	if err != nil {
		return nil, err
	}
	rows, err := s.sql.QueryContext(ctx, `SELECT value FROM json_each(?) WHERE EXISTS(SELECT 1 FROM bucket_objects o WHERE o.bucket = ? AND o.file = value)
		OR EXISTS(SELECT 1 FROM upload_parts p WHERE p.file = value)`, string(list), bucket)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		known[name] = true
	}
	return known, rows.Err()
}
