// Package state is the data directory's one state file: a SQLite database that implements every store interface.
package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver

	"tarn/internal/auth"
)

// KeyFile is the file of the data directory with which the secrets of keys are encrypted.
const KeyFile = "key"

// Format is the version of the state file that this Tarn writes.
const Format = 6

//go:embed schema.sql
var tables string

// What brings older formats up to date: the tables of format 3, and what makes of them those of schema.sql.
var (
	//go:embed format3.sql
	format3 string
	//go:embed format4.sql
	format4 string
)

// DB is an open state file. Several processes may have one open.
type DB struct {
	sql *sql.DB
	// quick is the same file, written without waiting for the disk: what is written survives the end of the process, and is lost
	// in a power failure, but for what a commit of sql has taken along. It is for what may be asked for again.
	quick *sql.DB
	dir   string
	// sealer encrypts what the file has of secrets.
	sealer *auth.Sealer
}

// ErrNewer says that a newer Tarn wrote the data directory.
var ErrNewer = errors.New("the data directory was written by a newer Tarn")

// Open opens the state of a data directory, and makes it where there is none. An older format is brought up to date after a
// copy of the file was put beside it; a newer one is refused.
func Open(ctx context.Context, dir string) (*DB, error) {
	path := filepath.Join(dir, "state.db")
	_, statErr := os.Stat(path)
	if err := private(path); err != nil {
		return nil, fmt.Errorf("opening the state: %w", err)
	}
	db, err := connect(path, "full")
	if err != nil {
		return nil, err
	}
	quick, err := connect(path, "normal")
	if err != nil {
		return nil, err
	}
	s := &DB{sql: db, quick: quick, dir: dir, sealer: auth.NewSealer(filepath.Join(dir, KeyFile))}
	if statErr != nil {
		err = s.create(ctx)
	} else {
		if err = s.migrate(ctx, path); err == nil {
			err = s.sealKeys(ctx)
		}
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// connect prepares connections, which are made when they are needed.
func connect(path, synchronous string) (*sql.DB, error) {
	return sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_pragma=journal_mode(wal)&_pragma=busy_timeout(30000)&_pragma=synchronous("+synchronous+")&_pragma=foreign_keys(on)&_txlock=immediate")
}

func (s *DB) create(ctx context.Context) error {
	key := make([]byte, 32)
	rand.Read(key)
	return s.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, tables); err != nil {
			return fmt.Errorf("making the state file: %w", err)
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO meta(name, value) VALUES ('format', ?), ('key', ?) ON CONFLICT DO NOTHING`, Format, key)
		return err
	})
}

// migrations[n] brings format n to n+1. Formats 5 and 6 add tables only.
var migrations = map[int]string{1: format3, 2: format3, 3: format4 + tables, 4: tables, 5: tables}

func (s *DB) migrate(ctx context.Context, path string) error {
	var format int
	err := s.sql.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'format'`).Scan(&format)
	if err != nil {
		// Another process may have made the file this moment, or was killed while it did.
		return s.create(ctx)
	}
	if format > Format {
		return fmt.Errorf("%w: its format is %d, this Tarn knows up to %d; install the newer Tarn, or use another --data", ErrNewer, format, Format)
	}
	for ; format < Format; format++ {
		backup := fmt.Sprintf("%s.format%d", path, format)
		if _, err := os.Stat(backup); err != nil {
			if err := s.copyWhole(ctx, backup); err != nil {
				return fmt.Errorf("copying the state before it is brought to format %d: %w", format+1, err)
			}
		}
		err := s.tx(ctx, func(tx *sql.Tx) error {
			var now int
			if err := tx.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'format'`).Scan(&now); err != nil || now != format {
				return err // another process was first
			}
			if _, err := tx.ExecContext(ctx, migrations[format]); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, `UPDATE meta SET value = ? WHERE name = 'format'`, format+1)
			return err
		})
		if err != nil {
			return fmt.Errorf("bringing the state to format %d (a copy is at %s): %w", format+1, backup, err)
		}
	}
	return nil
}

// copyWhole copies the state to path: all of it is there, or nothing.
func (s *DB) copyWhole(ctx context.Context, path string) error {
	temp := fmt.Sprintf("%s-%d", path, os.Getpid())
	os.Remove(temp)
	defer os.Remove(temp)
	if err := s.Backup(ctx, temp); err != nil {
		return err
	}
	return os.Rename(temp, path)
}

// Backup writes a copy of the state to path, as of one moment, while others go on using it.
func (s *DB) Backup(ctx context.Context, path string) error {
	if err := private(path); err != nil {
		return err
	}
	_, err := s.sql.ExecContext(ctx, `VACUUM INTO ?`, path)
	return err
}

// private makes an empty file that only its owner can read, where there is none: SQLite keeps its mode.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// Close closes the state file.
func (s *DB) Close() error { return errors.Join(s.quick.Close(), s.sql.Close()) }

// Key is the data directory's secret for keyed hashes.
func (s *DB) Key(ctx context.Context) (key []byte, err error) {
	err = s.sql.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'key'`).Scan(&key)
	return key, err
}

// Setting returns a named value of the data directory, "" if it was never set; SetSetting sets it.
func (s *DB) Setting(ctx context.Context, name string) (value string, err error) {
	err = s.sql.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = ?`, "setting."+name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

func (s *DB) SetSetting(ctx context.Context, name, value string) error {
	_, err := s.sql.ExecContext(ctx, `INSERT INTO meta(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value`, "setting."+name, value)
	return err
}

func (s *DB) tx(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.sql.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// stamp is how times are kept: RFC 3339, UTC, which sorts.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000000Z")
}

func parseStamp(s string) time.Time {
	t, _ := time.Parse("2006-01-02T15:04:05.000000Z", s)
	return t
}
