package lake

import (
	"context"
	"net/url"
	"os"
	"path/filepath"

	"tarn/internal/disk"

	icebergio "github.com/apache/iceberg-go/io"
)

// local is the local file system as the catalog's metadata is written to it. The catalog's commit survives a power cut, so what
// it names must, too: LocalFS leaves that to chance.
type local struct{ icebergio.LocalFS }

func init() {
	icebergio.Unregister("file")
	icebergio.Register("file", func(context.Context, *url.URL, map[string]string) (icebergio.IO, error) { return local{}, nil })
}

// WriteFile implements icebergio.WriteFileIO.
func (d local) WriteFile(name string, content []byte) error {
	f, err := d.Create(name)
	if err != nil {
		return err
	}
	if _, err := f.Write(content); err != nil {
		f.(*syncedFile).File.Close()
		return err
	}
	return f.Close()
}

// Create implements icebergio.WriteFileIO.
func (local) Create(name string) (icebergio.FileWriter, error) {
	path := localPath(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	return &syncedFile{f}, nil
}

// syncedFile is on disk, with its name, once it is closed.
type syncedFile struct{ *os.File }

func (f *syncedFile) Close() error {
	err := f.Sync()
	if closeErr := f.File.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = disk.SyncFolder(filepath.Dir(f.Name()))
	}
	return err
}
