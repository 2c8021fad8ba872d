package warehouse

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"tarn/internal/catalog"
	"tarn/internal/mirror"
	"tarn/internal/objects"
)

// Export brings a copy of an Iceberg table up to date: Hive-style folders of Parquet files, in a folder of this machine or under
// s3://bucket/prefix. It may be asked for again at any time, and ends what a killed process began. A place that has another table's
// copy is refused with mirror.ErrTaken.
func (w *Warehouse) Export(ctx context.Context, database, table, place string) (r mirror.Result, err error) {
	t, err := w.Data.Table(ctx, database, table)
	if err != nil {
		return r, err
	}
	if !t.Iceberg() {
		return r, fmt.Errorf("%s.%s is no Iceberg table: its files are Parquet or others' already, at %s", database, table, t.Storage.Location)
	}
	to, err := w.place(ctx, place)
	if err != nil {
		return r, err
	}
	name := place
	if f, ok := to.(mirror.Folder); ok {
		name = string(f)
	}
	unlock, err := w.alone(ctx, name)
	if err != nil {
		return r, err
	}
	defer unlock()
	m, err := w.made(ctx, t)
	if err != nil {
		return r, err
	}
	if m.Renamed() {
		return r, fmt.Errorf("%s.%s cannot be exported as it is: columns of it were renamed or dropped, and its older files have the names of before; make a new table of it (CREATE TABLE … AS SELECT) and export that", database, table)
	}
	by := m.Partitioning()
	var files []mirror.File
	p, err := m.PlanMade(ctx, func(values []any) bool {
		f := mirror.File{}
		if len(by) > 0 {
			f.Folder = partitionName(by, values)
		}
		files = append(files, f)
		return true
	})
	if err != nil {
		return r, err
	}
	defer p.Release()
	for i := range files {
		files[i].Path = p.Paths[i]
	}
	r, err = mirror.Sync(ctx, to, mirror.Table{
		Owner: mirror.Owner{Table: database + "." + table, ID: t.ID, Lake: w.Origin}, Files: files, Keys: by,
		Fetch: p.FetchFile, Gone: w.gone,
	})
	if errors.Is(err, mirror.ErrTaken) {
		err = fmt.Errorf("%s is not for the copy of %s.%s: %w", place, database, table, err)
	}
	return r, err
}

// gone reports whether no table has an ID.
func (w *Warehouse) gone(ctx context.Context, id string) (bool, error) {
	names, err := w.names(ctx)
	return !names[Name(catalog.Table{ID: id})], err
}

func (w *Warehouse) place(ctx context.Context, place string) (mirror.Place, error) {
	if strings.Contains(place, "://") {
		name, prefix, ok := objects.Split(place)
		if !ok {
			return nil, fmt.Errorf("%s is no place to export to: give a folder, or s3://bucket/prefix", place)
		}
		b, err := w.Buckets.Ensure(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be written: %w", place, err)
		}
		if prefix = strings.Trim(prefix, "/"); prefix != "" {
			prefix += "/"
		}
		return mirror.Bucket{Bucket: b, Prefix: prefix}, nil
	}
	if !filepath.IsAbs(place) {
		return nil, fmt.Errorf("%s is no place to export to: give a folder's full path, or s3://bucket/prefix", place)
	}
	folder, err := unlinked(place)
	if err != nil {
		return nil, err
	}
	data, err := unlinked(filepath.Dir(w.Temp))
	if err != nil {
		return nil, err
	}
	if rel, err := filepath.Rel(data, folder); err == nil && filepath.IsLocal(rel) {
		return nil, fmt.Errorf("%s is in the data directory, which has other files: export to a folder elsewhere", place)
	}
	return mirror.Folder(folder), nil
}

// unlinked is a path without links in what of it is there: files are listed below a folder, and not below a link to it.
func unlinked(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) && filepath.Dir(path) != path {
		real, err = unlinked(filepath.Dir(path))
		return filepath.Join(real, filepath.Base(path)), err
	}
	return real, err
}

// alone waits until nobody else, of this process or another, does what is named so: an export to a place, or a change of a table.
func (w *Warehouse) alone(ctx context.Context, place string) (func(), error) {
	name := fmt.Sprintf("export-%x.lock", sha256.Sum256([]byte(strings.TrimRight(place, "/"))))
	f, err := os.OpenFile(filepath.Join(w.Temp, name), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			return func() { f.Close() }, nil
		}
		if !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR) {
			f.Close()
			return nil, err
		}
		select {
		case <-ctx.Done():
			f.Close()
			return nil, context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}
