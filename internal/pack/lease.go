package pack

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sys/unix"

	"tarn/internal/disk"
)

// A lease lists files that are in use, and is locked by who uses them. It is written under the store's shared lock, so that
// whoever removes files sees it whole.
type lease struct {
	file *os.File
	once sync.Once
}

func (s *Store) lease(ctx context.Context) (*lease, error) {
	dir := filepath.Join(s.Dir, "leases")
	if err := disk.MakeFolder(dir); err != nil {
		return nil, err
	}
	l, err := s.shared(ctx)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	f, err := os.OpenFile(filepath.Join(dir, uuid.NewString()), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		return nil, err
	}
	return &lease{file: f}, nil
}

// keep lists the files that the lease keeps from now on.
func (l *lease) keep(paths []string) error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt([]byte(strings.Join(paths, "\n")), 0)
	return err
}

func (l *lease) end() {
	l.once.Do(func() {
		os.Remove(l.file.Name())
		l.file.Close()
	})
}

// leased lists the files that are in use. The caller holds the store's exclusive lock.
func (s *Store) leased() (map[string]bool, error) {
	used := map[string]bool{}
	dir := filepath.Join(s.Dir, "leases")
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		text, held, err := readClaim(path)
		if err != nil {
			return nil, err
		}
		if !held {
			os.Remove(path)
			continue
		}
		for p := range strings.SplitSeq(text, "\n") {
			used[p] = true
		}
	}
	return used, nil
}

// touch notes that files were used.
func touch(paths []string) {
	now := time.Now()
	for _, p := range paths {
		if info, err := os.Stat(p); err == nil && now.Sub(info.ModTime()) > time.Second {
			os.Chtimes(p, now, now)
		}
	}
}
