package lake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/apache/iceberg-go"
	"github.com/apache/iceberg-go/table"
)

// Expiry says which snapshots stay.
type Expiry struct {
	// OlderThan is the age from which snapshots may go, Keep the number that stays whatever their age.
	OlderThan time.Duration
	Keep      int
}

// DefaultExpiry is what happens without being asked: a day of snapshots, and at least ten.
var DefaultExpiry = Expiry{OlderThan: 24 * time.Hour, Keep: 10}

// Expire drops old snapshots. Those that name a batch in staged stay: its recovery looks for them. Files are left to Sweep.
// It returns how many snapshots went.
func (t *Table) Expire(ctx context.Context, e Expiry, staged map[string]bool) (int, error) {
	unlock, err := t.lake.lockCommits(ctx)
	if err != nil {
		return 0, err
	}
	defer unlock()
	if err := t.Refresh(ctx); err != nil {
		return 0, err
	}
	before := t.ice.Metadata().Snapshots()
	for i := range before {
		if before[i].Summary == nil {
			continue
		}
		for _, id := range strings.Fields(before[i].Summary.Properties[batchProperty]) {
			if staged[id] {
				e.Keep = max(e.Keep, len(before)-i)
			}
		}
	}
	tx := t.ice.NewTransaction()
	if err := tx.ExpireSnapshots(table.WithOlderThan(e.OlderThan), table.WithRetainLast(max(e.Keep, 1)), table.WithPostCommit(false)); err != nil {
		return 0, fmt.Errorf("expiring snapshots of table %s: %w", t.name, err)
	}
	ice, err := tx.Commit(ctx)
	if err != nil {
		return 0, fmt.Errorf("expiring snapshots of table %s: %w", t.name, err)
	}
	t.ice = ice
	return len(before) - len(ice.Metadata().Snapshots()), nil
}

// Swept counts what a sweep removed.
type Swept struct {
	Files int
	Bytes int64
}

// Sweep removes the files of the table's folder that no snapshot needs: replaced ones, expired ones, and those that a killed
// writer left. A file stays for the lake's grace after it was written or fell out, and as long as a query holds it.
//
// The first sweep that finds a file not needed makes a mark for it, whose modification time says since when.
func (t *Table) Sweep(ctx context.Context) (Swept, error) {
	var swept Swept
	unlock, err := t.lake.lockCommits(ctx)
	if err != nil {
		return swept, err
	}
	defer unlock()
	if err := t.Refresh(ctx); err != nil {
		return swept, err
	}
	needed, err := t.neededFiles()
	if err != nil {
		return swept, err
	}
	oldest, held, err := t.lake.oldestLease()
	if err != nil {
		return swept, err
	}
	marks := filepath.Dir(t.mark("any"))
	if err := os.MkdirAll(marks, 0o700); err != nil {
		return swept, err
	}
	now := time.Now()
	type unneeded struct {
		path, mark string
		size       int64
	}
	var gone []unneeded
	look := func(path string, size int64) error {
		if needed[path] {
			return nil
		}
		mark := t.mark(path)
		since, err := unneededSince(mark, now)
		if err != nil {
			return err
		}
		if now.Sub(since) < t.lake.o.Grace || held && !oldest.After(since) {
			return nil
		}
		gone = append(gone, unneeded{path, mark, size})
		return nil
	}
	here := map[string]bool{}
	err = filepath.WalkDir(t.dir(), func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // a copy that another process removed
		case err != nil || ctx.Err() != nil:
			return errOr(err, ctx)
		case path == marks:
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		here[path] = true
		return look(path, info.Size())
	})
	if err == nil && t.remote() {
		err = t.lake.eachRemote(ctx, t.dir(), func(path string, size int64) error {
			if here[path] {
				return nil
			}
			return look(path, size)
		})
	}
	if err == nil && t.remote() {
		paths := make([]string, len(gone))
		for i, g := range gone {
			paths[i] = g.path
		}
		err = t.lake.removeRemote(ctx, paths...)
	}
	for _, g := range gone {
		if err != nil {
			break
		}
		if err = os.Remove(g.path); err == nil || errors.Is(err, fs.ErrNotExist) {
			err = nil
			os.Remove(g.mark)
			swept.Files++
			swept.Bytes += g.size
		}
	}
	if err != nil {
		return swept, fmt.Errorf("sweeping table %s: %w", t.name, err)
	}
	return swept, nil
}

func errOr(err error, ctx context.Context) error {
	if err != nil {
		return err
	}
	return ctx.Err()
}

// mark is the path of the mark that says since when a file has not been needed.
func (t *Table) mark(path string) string {
	return filepath.Join(t.dir(), "unneeded", filepath.Base(path))
}

// unneededSince reads, or makes, the mark that says since when a file has not been needed.
func unneededSince(mark string, now time.Time) (time.Time, error) {
	info, err := os.Stat(mark)
	if err == nil {
		return info.ModTime(), nil
	}
	return now, os.WriteFile(mark, nil, 0o600)
}

// neededFiles lists every path that some snapshot reaches, and the metadata that the catalog and its log name.
func (t *Table) neededFiles() (map[string]bool, error) {
	needed := map[string]bool{t.lake.path(t.ice.MetadataLocation()): true}
	for m := range t.ice.Metadata().PreviousFiles() {
		needed[t.lake.path(m.MetadataFile)] = true
	}
	io, err := t.ice.FS(context.Background())
	if err != nil {
		return nil, err
	}
	manifests := map[string]bool{}
	for _, s := range t.ice.Metadata().Snapshots() {
		needed[t.lake.path(s.ManifestList)] = true
		list, err := s.Manifests(io)
		if err != nil {
			return nil, fmt.Errorf("reading manifests: %w", err)
		}
		for _, m := range list {
			if manifests[m.FilePath()] {
				continue
			}
			manifests[m.FilePath()] = true
			needed[t.lake.path(m.FilePath())] = true
			for e, err := range m.Entries(io, true) {
				if err != nil {
					return nil, fmt.Errorf("reading manifest %s: %w", m.FilePath(), err)
				}
				if e.Status() != iceberg.EntryStatusDELETED {
					needed[t.lake.path(e.DataFile().FilePath())] = true
				}
			}
		}
	}
	return needed, nil
}
