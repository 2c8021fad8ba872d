package lake

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/twmb/avro/ocf"
)

// openCopy opens the copy of a file that is in the bucket. One that is not here is fetched, and so is one that is not whole, as a power
// cut or a full disk may leave it; n is how many bytes came.
func (l *Lake) openCopy(ctx context.Context, path string) (f *os.File, n int64, err error) {
	for fetched := false; ; fetched = true {
		f, err = os.Open(path)
		if err == nil && (fetched || l.remote.found(f)) {
			return f, n, nil // what is as broken in the bucket is for its reader to tell
		}
		if err == nil {
			f.Close()
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, 0, err
		}
		if n, err = l.download(ctx, path); err != nil {
			return nil, 0, err
		}
	}
}

// fileState is what tells whether a file has been written since.
type fileState struct {
	size, modified int64
}

// found is whole, gone through once while a file stays as it is.
func (r *remote) found(f *os.File) bool {
	info, err := f.Stat()
	if err != nil {
		return false
	}
	state := fileState{info.Size(), info.ModTime().UnixNano()}
	if known, ok := r.whole.Load(f.Name()); ok && known == state {
		return true
	}
	if !whole(f) {
		return false
	}
	r.whole.Store(f.Name(), state)
	return true
}

// whole reports whether a file's content is whole, as far as its format tells: JSON and Avro are gone through, and Parquet has its magic at
// both ends. The file is at its beginning afterwards.
func whole(f *os.File) bool {
	info, err := f.Stat()
	if err != nil {
		return false
	}
	content := io.NewSectionReader(f, 0, info.Size())
	switch filepath.Ext(f.Name()) {
	case ".parquet":
		return reads(f, 0, "PAR1") && reads(f, info.Size()-4, "PAR1")
	case ".json":
		text, err := io.ReadAll(content)
		return err == nil && json.Valid(text)
	case ".avro":
		r, err := ocf.NewReader(content)
		for err == nil {
			var row any
			err = r.Decode(&row)
		}
		return errors.Is(err, io.EOF)
	}
	return true
}

func reads(f io.ReaderAt, offset int64, text string) bool {
	got := make([]byte, len(text))
	_, err := f.ReadAt(got, offset)
	return err == nil && string(got) == text
}
