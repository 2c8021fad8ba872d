package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tarn/internal/catalog"
)

// partitionKey is a partition's values as one text. The character 1 after each makes a text of the first values a beginning of
// those of all partitions that have them; within a value it is 2 and 1, and 2 is 2 and 2.
func partitionKey(values []string) string {
	var b strings.Builder
	for _, v := range values {
		for _, c := range []byte(v) {
			if c == 1 || c == 2 {
				b.WriteByte(2)
			}
			b.WriteByte(c)
		}
		b.WriteByte(1)
	}
	return b.String()
}

func partitionValues(key string) []string {
	values := []string{}
	var b []byte
	for i := 0; i < len(key); i++ {
		switch c := key[i]; {
		case c == 2 && i+1 < len(key):
			i++
			b = append(b, key[i])
		case c == 1:
			values = append(values, string(b))
			b = b[:0]
		default:
			b = append(b, c)
		}
	}
	return values
}

func partitionOf(row scanner) (p catalog.Partition, err error) {
	var key, text string
	if err := row.Scan(&key, &text); err != nil {
		return p, err
	}
	err = json.Unmarshal([]byte(text), &p)
	p.Values = partitionValues(key)
	return p, err
}

// Partition implements catalog.Data.
func (s *DB) Partition(ctx context.Context, t catalog.Table, values []string) (catalog.Partition, error) {
	p, err := partitionOf(s.sql.QueryRowContext(ctx, `SELECT key, content FROM partitions WHERE table_id = ? AND key = ?`, t.ID, partitionKey(values)))
	if errors.Is(err, sql.ErrNoRows) {
		err = noPartition(t, values)
	}
	return p, err
}

func noPartition(t catalog.Table, values []string) error {
	return fmt.Errorf("%w: %s of %s.%s", catalog.ErrPartitionNotFound, strings.Join(values, "/"), t.Database, t.Name)
}

// Partitions implements catalog.Data.
func (s *DB) Partitions(ctx context.Context, t catalog.Table, prefix, after []string, f func(catalog.Partition) (bool, error)) error {
	from := partitionKey(prefix)
	rows, err := s.sql.QueryContext(ctx, `SELECT key, content FROM partitions WHERE table_id = ? AND key >= ? AND key < ? AND key > ? ORDER BY key`,
		t.ID, from, from+"\U0010ffff", partitionKey(after))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		p, err := partitionOf(rows)
		if err != nil {
			return err
		}
		if more, err := f(p); !more || err != nil {
			return err
		}
	}
	return rows.Err()
}

// CountPartitions implements hive.Data.
func (s *DB) CountPartitions(ctx context.Context, t catalog.Table) (n int, err error) {
	err = s.sql.QueryRowContext(ctx, `SELECT count(*) FROM partitions WHERE table_id = ?`, t.ID).Scan(&n)
	return n, err
}

// AddPartition implements catalog.Data.
func (s *DB) AddPartition(ctx context.Context, t catalog.Table, p ...catalog.Partition) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM tables WHERE id = ?`, t.ID).Scan(&n); err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("%w: %s.%s", catalog.ErrTableNotFound, t.Database, t.Name)
		}
		return addPartitions(ctx, tx, t, p)
	})
}

func addPartitions(ctx context.Context, tx *sql.Tx, t catalog.Table, all []catalog.Partition) error {
	if len(all) == 0 {
		return nil
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO partitions(table_id, key, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, p := range all {
		text, err := json.Marshal(p)
		if err != nil {
			return err
		}
		r, err := insert.ExecContext(ctx, t.ID, partitionKey(p.Values), string(text))
		if err := changed(r, err, catalog.ErrPartitionExists, strings.Join(p.Values, "/")); err != nil {
			return err
		}
	}
	return nil
}

// SetPartition implements catalog.Data.
func (s *DB) SetPartition(ctx context.Context, t catalog.Table, values []string, p catalog.Partition) error {
	return s.tx(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `DELETE FROM partitions WHERE table_id = ? AND key = ?`, t.ID, partitionKey(values))
		if err != nil {
			return err
		}
		if n, _ := r.RowsAffected(); n == 0 {
			return noPartition(t, values)
		}
		return addPartitions(ctx, tx, t, []catalog.Partition{p})
	})
}

// RemovePartition implements catalog.Data.
func (s *DB) RemovePartition(ctx context.Context, t catalog.Table, values []string) error {
	r, err := s.sql.ExecContext(ctx, `DELETE FROM partitions WHERE table_id = ? AND key = ?`, t.ID, partitionKey(values))
	if err == nil {
		if n, _ := r.RowsAffected(); n == 0 {
			return noPartition(t, values)
		}
	}
	return err
}
