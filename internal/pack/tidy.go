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

// Tidy removes the packs that were used longest ago where all take more than the limit, and are not in use, and what is left of definitions
// that have none any more.
func (s *Store) Tidy(ctx context.Context) error {
	if err := s.sweepDefinitions(ctx, time.Now().Add(-sweepAfter)); err != nil {
		return err
	}
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

// sweepAfter is how long a definition's folder stays that has no pack.
const sweepAfter = 24 * time.Hour

// sweepDefinitions removes the folders of definitions that have no pack, and in which nothing has come or gone since a time.
func (s *Store) sweepDefinitions(ctx context.Context, since time.Time) error {
	folders, err := os.ReadDir(s.Dir)
	if err != nil {
		if os.IsNotExist(err) {
			err = nil
		}
		return err
	}
	for _, f := range folders {
		info, err := f.Info()
		if err != nil || !f.IsDir() || f.Name() == "leases" || f.Name() == "copies" || info.ModTime().After(since) {
			continue
		}
		dir := filepath.Join(s.Dir, f.Name())
		if packs, err := filepath.Glob(filepath.Join(dir, "*"+packSuffix)); err != nil || len(packs) > 0 {
			continue
		}
		if err := s.sweepDefinition(ctx, dir, since); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) sweepDefinition(ctx context.Context, dir string, since time.Time) error {
	l, err := s.exclusive(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	info, err := os.Stat(dir) // nobody begins a claim meanwhile
	if err != nil || info.ModTime().After(since) {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), manifestSuffix) {
			s.forget(filepath.Join(dir, strings.TrimSuffix(e.Name(), manifestSuffix)+packSuffix))
		}
	}
	return os.RemoveAll(dir)
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
