package pack

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/errgroup"

	"tarn/internal/disk"
)

// copiesAtOnce is the number of sources that are copied at the same time.
const copiesAtOnce = 8

// Copy gives copies of sources that are Parquet already, a pack each, in their order, which stay until they are released. fetch
// writes what a source has.
func (s *Store) Copy(ctx context.Context, sources []Source, fetch func(ctx context.Context, source int, to io.Writer) error, told func(Progress)) (*Held, error) {
	dir := filepath.Join(s.Dir, "copies")
	if err := disk.MakeFolder(dir); err != nil {
		return nil, err
	}
	h := &Held{Packs: make([]Pack, len(sources))}
	paths := make([]string, len(sources))
	var bytes int64
	for i, source := range sources {
		sum := sha256.Sum256([]byte(source.key()))
		paths[i] = filepath.Join(dir, hex.EncodeToString(sum[:16])+packSuffix)
		h.Packs[i] = Pack{Path: paths[i], Whole: true}
		bytes += source.Size
	}
	if bytes > s.Limit {
		return nil, s.tooLarge()
	}
	var err error
	if h.lease, err = s.lease(ctx); err != nil {
		return nil, err
	}
	if err = s.copy(ctx, h, sources, paths, fetch, told); err != nil {
		h.Release()
		return nil, err
	}
	s.tidy(ctx, h.ParsedBytes)
	return h, nil
}

func (s *Store) copy(ctx context.Context, h *Held, sources []Source, paths []string, fetch func(ctx context.Context, source int, to io.Writer) error, told func(Progress)) error {
	l, err := s.shared(ctx)
	if err != nil {
		return err
	}
	err = h.lease.keep(paths)
	l.Close()
	if err != nil {
		return err
	}
	touch(paths)
	var missing []int
	for i, path := range paths {
		info, err := os.Stat(path)
		if err == nil && info.Size() == sources[i].Size {
			continue
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		missing = append(missing, i)
	}
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(copiesAtOnce)
	for _, i := range missing {
		g.Go(func() error {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			if err := copyTo(paths[i], func(w io.Writer) error { return fetch(ctx, i, w) }); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			h.Parsed++
			h.ParsedBytes += sources[i].Size
			if told != nil {
				told(Progress{h.Parsed, len(missing), h.ParsedBytes})
			}
			return nil
		})
	}
	return g.Wait()
}

func copyTo(path string, fetch func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), "*"+partSuffix)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // where it has not got its name
	defer f.Close()
	if err := fetch(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
