package objects

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Sweep removes files that no object and no part has, and that are older than grace: what killed processes left. It ends uploads
// that were begun a week ago.
func (s *Buckets) Sweep(ctx context.Context, grace time.Duration) error {
	now := s.now()
	if err := s.AbortOld(ctx, now.AddDate(0, 0, -7)); err != nil {
		return err
	}
	dirs, err := filepath.Glob(filepath.Join(s.Dir, "*", "?"))
	if err != nil {
		return err
	}
	for _, dir := range dirs {
		if err := s.sweepDir(ctx, filepath.Base(filepath.Dir(dir)), dir, now.Add(-grace)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Buckets) sweepDir(ctx context.Context, bucket, dir string, before time.Time) error {
	d, err := os.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer d.Close()
	for {
		names, err := d.Readdirnames(batch)
		if len(names) == 0 {
			return nil // io.EOF, or a folder that is gone
		}
		if err != nil {
			return err
		}
		known, err := s.Index.Known(ctx, bucket, names)
		if err != nil {
			return err
		}
		for _, name := range names {
			info, err := os.Lstat(filepath.Join(dir, name))
			if err == nil && !known[name] && info.Mode().IsRegular() && info.ModTime().Before(before) {
				os.Remove(filepath.Join(dir, name))
			}
		}
	}
}
