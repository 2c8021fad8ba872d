// Package pack keeps the rows of files that were parsed once: packs, each a Parquet file with the rows of several sources.
//
// A folder of packs is safe to use from several processes at once. Nothing in it is missed when it goes: it is made anew.
package pack

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"tarn/internal/disk"
	"tarn/internal/schema"
)

// Store is a folder of packs. Its methods may be called from several goroutines.
type Store struct {
	// Dir has a folder for each definition; it is made when it is needed.
	Dir string
	// Limit is what all packs may take, in bytes. Those that were used longest ago go first.
	Limit int64
	// Workers is the number of sources that are parsed at the same time; 1 by default.
	Workers int

	once   sync.Once
	slots  chan struct{}
	mu     sync.Mutex
	listed map[string]*manifest // by path
	grown  int64                // bytes that came in since the folder was looked over
	looked bool
}

// Definition says how the bytes of sources become rows: sources of one definition have packs in common.
type Definition struct {
	// Name tells it from others; it is used as a folder's.
	Name string
	// Columns are the rows', by their names in the packs.
	Columns []Column
}

// Column is a column of packs.
type Column struct {
	Name string
	Type schema.Type
}

// Source is a file as it was when it was listed.
type Source struct {
	// URI is its address, ETag and Version what tells it from one that takes its place.
	URI, ETag string
	Size      int64
	Modified  time.Time
}

func (s Source) key() string {
	return fmt.Sprintf("%s\x00%s\x00%d\x00%d", s.URI, s.ETag, s.Size, s.Modified.UnixNano())
}

// SourceColumn is the column of packs, a bigint, that tells which source a row is of.
const SourceColumn = "tarn source"

// Parse reads a source and gives its rows, one value a column. A row is the caller's again once yield returns.
type Parse func(ctx context.Context, s Source, yield func(row []any) error) error

// Progress is how far the parsing of sources has come.
type Progress struct {
	Done, Total int
	// Bytes are those of the sources that are done.
	Bytes int64
}

func (s *Store) definition(d Definition) string { return filepath.Join(s.Dir, d.Name) }

// lock takes a lock on a file of the folder, which falls with the process. A shared one of the store's own keeps packs from
// being removed.
func lock(ctx context.Context, path string, how int) (*os.File, error) {
	if err := disk.MakeFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	for wait := time.Millisecond; ; wait = min(2*wait, 50*time.Millisecond) {
		switch err = unix.Flock(int(f.Fd()), how|unix.LOCK_NB); err {
		case nil:
			return f, nil
		case unix.EINTR, unix.EWOULDBLOCK:
		default:
			f.Close()
			return nil, fmt.Errorf("locking %s: %w", path, err)
		}
		select {
		case <-ctx.Done():
			f.Close()
			return nil, context.Cause(ctx)
		case <-time.After(wait):
		}
	}
}

// shared keeps packs from being removed while it is held.
func (s *Store) shared(ctx context.Context) (*os.File, error) {
	return lock(ctx, filepath.Join(s.Dir, "lock"), unix.LOCK_SH)
}

// exclusive is held by who removes packs.
func (s *Store) exclusive(ctx context.Context) (*os.File, error) {
	return lock(ctx, filepath.Join(s.Dir, "lock"), unix.LOCK_EX)
}

func (s *Store) slot() chan struct{} {
	s.once.Do(func() { s.slots = make(chan struct{}, max(s.Workers, 1)) })
	return s.slots
}
