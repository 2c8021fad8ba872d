package mirror

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"tarn/internal/disk"
)

// Folder is a place on this machine's disk.
type Folder string

// unfinished begins the names of files that are being written: readers of such folders leave out names with a period.
const unfinished = ".tarn-"

// half are the names that such files get.
var half = regexp.MustCompile(`^\.tarn-[0-9]+$`)

// List implements Place, but for what is in folders that are no partition's. It removes what a killed process left half written.
func (f Folder) List(_ context.Context, each func(string)) error {
	err := filepath.WalkDir(string(f), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(string(f), path)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		switch {
		case d.IsDir() && !ofPartition(name):
			return fs.SkipDir
		case d.IsDir():
		case half.MatchString(d.Name()):
			return os.Remove(path)
		default:
			each(name)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Put implements Place.
func (f Folder) Put(_ context.Context, name string, content io.Reader) (err error) {
	to := filepath.Join(string(f), filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(to), unfinished)
	if err != nil {
		return err
	}
	defer func() {
		temp.Close()
		if err != nil {
			os.Remove(temp.Name())
		}
	}()
	if _, err := io.Copy(temp, content); err != nil {
		return err
	}
	if err := errors.Join(temp.Chmod(0o644), temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), to); err != nil {
		return err
	}
	return disk.SyncFolder(filepath.Dir(to))
}

// Remove implements Place. A folder that has nothing more goes, too.
func (f Folder) Remove(_ context.Context, names ...string) error {
	for _, name := range names {
		path := filepath.Join(string(f), filepath.FromSlash(name))
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for dir := filepath.Dir(path); dir != filepath.Clean(string(f)) && os.Remove(dir) == nil; dir = filepath.Dir(dir) {
		}
	}
	return nil
}
