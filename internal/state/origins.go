package state

import (
	"context"
	"iter"
)

// ObjectURIs gives the addresses of the objects that were read, until the caller has enough.
func (s *DB) ObjectURIs(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		rows, err := s.sql.QueryContext(ctx, `SELECT uri FROM objects`)
		if err != nil {
			yield("", err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var uri string
			if err := rows.Scan(&uri); err != nil || !yield(uri, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield("", err)
		}
	}
}
