package lake

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sys/unix"
)

// A lease is a locked file in the lake's folder. While one is held that began before a file fell out of the table, the file
// stays on disk. The lock falls with its process, so that a killed reader holds nothing.

// Hold begins a lease; what it returns ends it. Whoever reads files that a plan does not hold, or writes files that are not
// committed yet, holds one from before it does.
func (l *Lake) Hold() (func(), error) {
	path := filepath.Join(l.dir, "leases", uuid.NewString())
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("taking a lease on the lake's files: %w", err)
	}
	// A sweep that looks whether it is held may hold the lock for a moment.
	for err = unix.EINTR; errors.Is(err, unix.EINTR); {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("taking a lease on the lake's files: %w", err)
	}
	return func() {
		os.Remove(path)
		f.Close()
	}, nil
}

// oldestLease returns when the oldest lease that is held began. Leases of dead processes are removed.
func (l *Lake) oldestLease() (oldest time.Time, held bool, err error) {
	dir := filepath.Join(l.dir, "leases")
	entries, err := os.ReadDir(dir)
	if err != nil {
		return oldest, false, err
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		info, err := e.Info()
		if err != nil {
			continue // ended meanwhile
		}
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		// One made this moment may not be locked yet: it counts as held.
		alive := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) != nil
		if !alive && time.Since(info.ModTime()) > time.Minute {
			os.Remove(path)
		} else if !held || info.ModTime().Before(oldest) {
			oldest, held = info.ModTime(), true
		}
		f.Close()
	}
	return oldest, held, nil
}
