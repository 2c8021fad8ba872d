package mirror

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"tarn/internal/disk"
)

// Folder is a place on this machine's disk.
type Folder string

// unfinished begins the names of files that are being written: readers of such folders leave out names with a period.
const unfinished = ".tarn-"

// List implements Place, but for what is in folders that are no partition's.
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
func (f Folder) Put(_ context.Context, name string, content io.Reader) error {
	return f.write(name, content, os.Rename)
}

// Create implements Place.
func (f Folder) Create(_ context.Context, name string, content []byte) error {
	return f.write(name, bytes.NewReader(content), os.Link)
}

// write writes a file under a name that readers leave out, and has it given its own.
func (f Folder) write(name string, content io.Reader, give func(from, to string) error) error {
	to := f.path(name)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(to), unfinished)
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // where it is there under it, too, or has not got its own
	defer temp.Close()
	if _, err := io.Copy(temp, content); err != nil {
		return err
	}
	if err := errors.Join(temp.Chmod(0o644), temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := give(temp.Name(), to); err != nil {
		return err
	}
	return disk.SyncFolder(filepath.Dir(to))
}

// Read implements Place.
func (f Folder) Read(_ context.Context, name string) ([]byte, error) {
	return os.ReadFile(f.path(name))
}

func (f Folder) path(name string) string { return filepath.Join(string(f), filepath.FromSlash(name)) }

// Remove implements Place. A folder that has nothing more goes, too.
func (f Folder) Remove(_ context.Context, names ...string) error {
	for _, name := range names {
		path := f.path(name)
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for dir := filepath.Dir(path); dir != filepath.Clean(string(f)) && os.Remove(dir) == nil; dir = filepath.Dir(dir) {
		}
	}
	return nil
}
