package lake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sys/unix"
)

// Fetched counts what came from the bucket; the rest was there.
type Fetched struct {
	Files int
	Bytes int64
}

// fetchAtOnce is the number of files that are fetched at the same time.
const fetchAtOnce = 8

// fetch makes sure that copies of a table's data files are there, and keeps them until release. Of a table in the lake's own
// folder the files are there, and a lease keeps them.
//
// A copy that is used is open and has a shared lock, which keeps other processes from removing it.
func (t *Table) fetch(ctx context.Context, paths []string) (done Fetched, release func(), err error) {
	if !t.remote() {
		return done, func() {}, nil
	}
	l := t.lake
	held := make([]*os.File, len(paths))
	release = func() {
		for _, f := range held {
			if f != nil {
				f.Close()
			}
		}
	}
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(fetchAtOnce)
	for i, path := range paths {
		g.Go(func() error {
			f, n, err := l.hold(ctx, path)
			if err != nil {
				return err
			}
			held[i] = f
			mu.Lock()
			defer mu.Unlock()
			if n > 0 {
				done.Files++
				done.Bytes += n
			}
			return nil
		})
	}
	if err = g.Wait(); err != nil {
		release()
		return done, nil, err
	}
	l.tidyCopies(done.Bytes)
	return done, release, nil
}

// tidyCopies keeps the copies within their limit after some came in. Where that fails, work goes on.
func (l *Lake) tidyCopies(came int64) {
	if err := l.evict(came); err != nil {
		l.o.Log.Warn("the lake's copies could not be looked over", "error", err)
	}
}

// hold opens a file's copy with a shared lock; it is fetched if it is not there, and n says what came.
func (l *Lake) hold(ctx context.Context, path string) (f *os.File, n int64, err error) {
	for {
		f, came, err := l.openCopy(ctx, path)
		if err != nil {
			return nil, 0, err
		}
		n += came
		for err = unix.EINTR; errors.Is(err, unix.EINTR); {
			err = unix.Flock(int(f.Fd()), unix.LOCK_SH)
		}
		if err != nil {
			f.Close()
			return nil, 0, fmt.Errorf("locking %s: %w", path, err)
		}
		// It may have been removed before it was locked.
		mine, err1 := f.Stat()
		there, err2 := os.Stat(path)
		if err1 == nil && err2 == nil && os.SameFile(mine, there) {
			now := time.Now()
			os.Chtimes(path, now, now)
			return f, n, nil
		}
		f.Close()
	}
}

// evict removes the copies that were used longest ago where there are more bytes of them than the limit. It looks when a good
// part of the limit came in since it last did.
func (l *Lake) evict(came int64) error {
	r := l.remote
	r.mu.Lock()
	first := r.grown < 0
	r.grown = max(r.grown, 0) + came
	look := first && came > 0 || r.grown > r.Cache/20
	if look {
		r.grown = 0
	}
	r.mu.Unlock()
	if !look {
		return nil
	}
	type copied struct {
		path string
		size int64
		used time.Time
	}
	var all []copied
	var total int64
	err := filepath.WalkDir(l.dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		switch {
		case err != nil:
			return nil // gone meanwhile
		case strings.HasSuffix(path, partSuffix):
			if time.Since(info.ModTime()) > time.Hour {
				os.Remove(path) // of a process that was killed
			}
		case strings.HasSuffix(path, ".parquet"):
			all = append(all, copied{path, info.Size(), info.ModTime()})
			total += info.Size()
		}
		return nil
	})
	if err != nil || total <= r.Cache {
		return err
	}
	locations, err := l.locations(context.Background())
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b copied) int { return a.used.Compare(b.used) })
	for _, c := range all {
		if total <= r.Cache*9/10 {
			break
		}
		table, _, _ := strings.Cut(filepath.ToSlash(l.Relative(c.path)), "/")
		if isRemote(locations[table]) && removeUnused(c.path) {
			total -= c.size
		}
	}
	return nil
}

// removeUnused removes a copy that nobody holds.
func removeUnused(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil && os.Remove(path) == nil
}

// Part gives random access to a planned file without fetching it whole.
func (p *Plan) Part(ctx context.Context, path string) (io.ReaderAt, int64, func(), error) {
	f, err := os.Open(path)
	if err == nil {
		info, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, 0, nil, err
		}
		if !p.table.remote() || info.Size() == p.sizes[path] {
			return f, info.Size(), func() { f.Close() }, nil
		}
		f.Close() // a copy that is not whole
		err = fs.ErrNotExist
	}
	if !p.table.remote() || !errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil, err
	}
	s, err := p.table.lake.remote.open(ctx)
	if err != nil {
		return nil, 0, nil, err
	}
	return partReader{ctx, p, func(b []byte, at int64) (int, error) { return s.Part(ctx, p.table.lake.key(path), b, at) }}, p.sizes[path], func() {}, nil
}

type partReader struct {
	ctx  context.Context
	plan *Plan
	read func([]byte, int64) (int, error)
}

func (r partReader) ReadAt(p []byte, at int64) (int, error) {
	n, err := r.read(p, at)
	r.plan.count(Fetched{Bytes: int64(n)})
	return n, err
}

// Fetch makes sure that planned files are on this machine, until the plan's Release.
func (p *Plan) Fetch(ctx context.Context, paths []string) error {
	if !p.table.remote() {
		return nil
	}
	var bytes int64
	for _, path := range paths {
		bytes += p.sizes[path]
	}
	if limit := p.table.lake.remote.Cache; bytes > limit {
		return fmt.Errorf("the statement reads %d MB of data files, and lake.cache in tarn.yaml leaves room for %d MB: narrow the statement, or raise it", bytes/1e6, limit/1e6)
	}
	release, err := p.fetch(ctx, paths)
	if err != nil {
		return err
	}
	lease := p.Release
	p.Release = func() {
		release()
		lease()
	}
	return nil
}

// FetchFile makes sure that a planned file is on this machine, until release.
func (p *Plan) FetchFile(ctx context.Context, path string) (release func(), err error) {
	return p.fetch(ctx, []string{path})
}

func (p *Plan) fetch(ctx context.Context, paths []string) (release func(), err error) {
	done, release, err := p.table.fetch(ctx, paths)
	if err == nil {
		p.count(done)
	}
	return release, err
}

func (p *Plan) count(f Fetched) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fetched.Files += f.Files
	p.fetched.Bytes += f.Bytes
}

// Fetched counts what came from the bucket for this plan.
func (p *Plan) Fetched() Fetched {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fetched
}
