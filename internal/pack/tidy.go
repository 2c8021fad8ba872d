package pack

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// tidy keeps the store within its limit after bytes came in. It looks when a good part of the limit came in since it last did.
func (s *Store) tidy(ctx context.Context, came int64) {
	s.mu.Lock()
	s.grown += came
	look := came > 0 && !s.looked || s.grown > s.Limit/20
	if look {
		s.grown, s.looked = 0, true
	}
	s.mu.Unlock()
	if look {
		s.Tidy(ctx)
	}
}

// kept is a file that can go.
type kept struct {
	path string
	size int64
	used time.Time
}

// Tidy removes the packs that were used longest ago where all take more than the limit, and are not in use.
func (s *Store) Tidy(ctx context.Context) error {
	all, total, err := s.files()
	if err != nil || total <= s.Limit {
		return err
	}
	l, err := s.exclusive(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	used, err := s.leased()
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b kept) int { return a.used.Compare(b.used) })
	for _, f := range all {
		if total <= s.Limit-s.Limit/10 {
			break
		}
		if !used[f.path] && s.remove(f.path) == nil {
			total -= f.size
		}
	}
	return nil
}

// files lists the packs, and what they take.
func (s *Store) files() (all []kept, total int64, err error) {
	err = filepath.WalkDir(s.Dir, func(path string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return nil // gone meanwhile
		}
		if strings.HasSuffix(path, partSuffix) && time.Since(info.ModTime()) > time.Hour {
			os.Remove(path) // of a process that was killed
		}
		if !strings.HasSuffix(path, packSuffix) {
			return nil
		}
		all = append(all, kept{path, info.Size(), info.ModTime()})
		total += info.Size()
		return nil
	})
	return all, total, err
}

// remove removes a pack, its manifest first. The caller holds the store's exclusive lock.
func (s *Store) remove(path string) error {
	os.Remove(strings.TrimSuffix(path, packSuffix) + manifestSuffix)
	s.forget(path)
	return os.Remove(path)
}
