package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"tarn/internal/ingest"
)

// QuarantineEntry is a quarantined record or object with what became of it.
type QuarantineEntry struct {
	ingest.Quarantined
	Store string
	// Resolved is when a later reading took the record in; zero while it stands.
	Resolved time.Time
}

// ErrNoEntry says that no quarantine entry has the ID.
var ErrNoEntry = errors.New("no such quarantine entry")

const quarantineColumns = `SELECT id, store, uri, version, etag, size, record, byte_offset, kind, reason, event_id, raw, time, resolved FROM quarantine `

// Quarantine calls yield with the entries of a store (of all stores if it is empty), oldest first. Resolved ones are left out
// unless all is set.
func (s *DB) Quarantine(ctx context.Context, store string, all bool, yield func(QuarantineEntry) error) error {
	rows, err := s.sql.QueryContext(ctx, quarantineColumns+`WHERE (? = '' OR store = ?) AND (? OR resolved = '') ORDER BY time, uri, record`, store, store, all)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return err
		}
		if err := yield(e); err != nil {
			return err
		}
	}
	return rows.Err()
}

// QuarantineByID finds an entry by its ID or the unique beginning of it.
func (s *DB) QuarantineByID(ctx context.Context, id string) (QuarantineEntry, error) {
	rows, err := s.sql.QueryContext(ctx, quarantineColumns+`WHERE id >= ? AND id < ? LIMIT 2`, id, id+"\U0010ffff")
	if err != nil {
		return QuarantineEntry{}, err
	}
	defer rows.Close()
	var found []QuarantineEntry
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return e, err
		}
		found = append(found, e)
	}
	switch {
	case rows.Err() != nil:
		return QuarantineEntry{}, rows.Err()
	case len(found) == 0 || id == "":
		return QuarantineEntry{}, fmt.Errorf("%w: %s", ErrNoEntry, id)
	case len(found) > 1:
		return QuarantineEntry{}, fmt.Errorf("%w: several begin with %s", ErrNoEntry, id)
	}
	return found[0], nil
}

func scanEntry(rows *sql.Rows) (QuarantineEntry, error) {
	var e QuarantineEntry
	var at, resolved string
	err := rows.Scan(&e.ID, &e.Store, &e.Object.URI, &e.Object.Version, &e.Object.ETag, &e.Object.Size, &e.Record, &e.Offset,
		&e.Kind, &e.Reason, &e.EventID, &e.Raw, &at, &resolved)
	e.Time, e.Resolved = parseStamp(at), parseStamp(resolved)
	return e, err
}

// Resolve marks the entries of an object that are older than before, if it was read to its end since: that reading did not find
// them again.
func (s *DB) Resolve(ctx context.Context, store, uri string, before time.Time) (int64, error) {
	r, err := s.sql.ExecContext(ctx, `UPDATE quarantine SET resolved = ? WHERE store = ? AND uri = ? AND resolved = '' AND time < ?
		AND EXISTS (SELECT 1 FROM objects o WHERE o.store = quarantine.store AND o.uri = quarantine.uri AND o.complete AND o.kind <> 'failed' AND o.imported >= ?)`,
		stamp(time.Now()), store, uri, stamp(before), stamp(before))
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// QuarantineCount counts the entries of a store that stand.
func (s *DB) QuarantineCount(ctx context.Context, store string) (n int64, err error) {
	err = s.sql.QueryRowContext(ctx, `SELECT count(*) FROM quarantine WHERE store = ? AND resolved = ''`, store).Scan(&n)
	return n, err
}

// Totals sums what the ledger says of a store.
func (s *DB) Totals(ctx context.Context, store string) (objects, events int64, err error) {
	err = s.sql.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(events), 0) FROM objects WHERE store = ?`, store).Scan(&objects, &events)
	return objects, events, err
}

// FileHash is the recorded hash of a data file, by its path in the lake.
func (s *DB) FileHash(ctx context.Context, path string) (sum string, known bool, err error) {
	// A batch that was committed and is not done yet has its files with it.
	err = s.sql.QueryRowContext(ctx, `SELECT sha256 FROM files WHERE path = ?
		UNION ALL SELECT f.value ->> 'SHA256' FROM batches b, json_each(b.staged, '$.Files') f WHERE b.staged <> '' AND f.value ->> 'Path' = ? LIMIT 1`, path, path).Scan(&sum)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return sum, err == nil, err
}

// LedgerObject is one object of the ledger.
type LedgerObject struct {
	ingest.Part
	Store    string
	Imported time.Time
}

// Objects calls yield with the objects of the ledger.
func (s *DB) Objects(ctx context.Context, yield func(LedgerObject) error) error {
	rows, err := s.sql.QueryContext(ctx, `SELECT store, uri, version, etag, size, sha256, records, complete, kind, events, duplicates, quarantined, imported FROM objects ORDER BY store, uri`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var o LedgerObject
		var at string
		if err := rows.Scan(&o.Store, &o.Object.URI, &o.Object.Version, &o.Object.ETag, &o.Object.Size, &o.SHA256, &o.Records, &o.Complete, &o.Kind,
			&o.Events, &o.Duplicates, &o.Quarantined, &at); err != nil {
			return err
		}
		o.Imported = parseStamp(at)
		if err := yield(o); err != nil {
			return err
		}
	}
	return rows.Err()
}
