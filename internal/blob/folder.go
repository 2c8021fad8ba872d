package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
)

// folder is a folder as a Bucket. Files are opened through os.Root: whatever a symbolic link is changed to while we read,
// nothing outside the folder is opened.
type folder struct {
	root *os.Root
	// prefix is what all keys begin with: the folder's absolute path without its first slash, with a last one.
	prefix             string
	list, opened, read atomic.Int64
	stats              atomic.Int64
}

// openFolder opens a folder, or the folder of a single file.
func openFolder(path string) (*folder, string, error) {
	path, err := absolute(path)
	if err != nil {
		return nil, "", err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, "", explainFile(path, err)
	}
	dir := path
	switch {
	case info.IsDir():
	case info.Mode().IsRegular():
		// A link that was named is followed; what is opened is the file's own folder.
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return nil, "", explainFile(path, err)
		}
		dir = filepath.Dir(path)
	default:
		return nil, "", fail(ErrAddress, path, nil, "%s is neither a file nor a folder", path)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, "", explainFile(dir, err)
	}
	f := &folder{root: root, prefix: strings.TrimPrefix(dir, "/") + "/"}
	if dir == "/" {
		f.prefix = ""
	}
	if dir != path {
		return f, strings.TrimPrefix(path, "/"), nil
	}
	return f, f.prefix, nil
}

// Close lets the folder go, for one who opens many.
func (f *folder) Close() error { return f.root.Close() }

func (f *folder) URI(key string) string { return "/" + key }

func (f *folder) Requests() Requests {
	return Requests{List: f.list.Load(), Get: f.opened.Load(), Head: f.stats.Load(), Bytes: f.read.Load()}
}

// name is the path of a key below the folder.
func (f *folder) name(key string) (string, error) {
	name, ok := strings.CutPrefix(key, f.prefix)
	if !ok {
		return "", fail(ErrNotFound, f.URI(key), nil, "%s is not in the folder /%s", f.URI(key), f.prefix)
	}
	if name == "" {
		return ".", nil
	}
	return strings.TrimSuffix(name, "/"), nil
}

func (f *folder) object(key string, info fs.FileInfo) Object {
	uri := f.URI(key)
	return Object{URI: uri, Key: uri[len(uri)-len(key):], Size: info.Size(), ModTime: info.ModTime().UTC(), ETag: fileTag(info)}
}

func fileTag(info fs.FileInfo) string {
	return fmt.Sprintf("%x-%x", info.Size(), info.ModTime().UnixNano())
}

func (f *folder) Head(_ context.Context, key string) (Object, map[string]string, error) {
	f.stats.Add(1)
	name, err := f.name(key)
	if err != nil {
		return Object{}, nil, err
	}
	info, err := f.root.Stat(name)
	if err != nil {
		return Object{}, nil, explainFile(f.URI(key), err)
	}
	if !info.Mode().IsRegular() {
		return Object{}, nil, fail(ErrNotFound, f.URI(key), nil, "%s is not a file", f.URI(key))
	}
	return f.object(key, info), nil, nil
}

func (f *folder) Open(_ context.Context, o Object) (*Body, error) {
	f.opened.Add(1)
	name, err := f.name(o.Key)
	if err != nil {
		return nil, err
	}
	// A pipe that has taken the file's place would otherwise keep us waiting for a writer.
	file, err := f.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, explainFile(f.URI(o.Key), err)
	}
	info, err := file.Stat()
	switch {
	case err != nil:
		file.Close()
		return nil, explainFile(f.URI(o.Key), err)
	case !info.Mode().IsRegular():
		file.Close()
		return nil, fail(ErrNotFound, f.URI(o.Key), nil, "%s is not a file", f.URI(o.Key))
	case o.ETag != "" && o.ETag != fileTag(info):
		file.Close()
		return nil, changed(f.URI(o.Key))
	}
	o = f.object(o.Key, info)
	return &Body{Object: o, content: &fileBody{file: file, object: o, folder: f}}, nil
}

// fileBody notices at the end that the file was written to while it was read.
type fileBody struct {
	file   *os.File
	object Object
	folder *folder
}

func (b *fileBody) Read(p []byte) (int, error) {
	n, err := b.file.Read(p)
	b.folder.read.Add(int64(n))
	switch {
	case err == nil:
		return n, nil
	case !errors.Is(err, io.EOF):
		return n, explainFile(b.object.URI, err)
	}
	info, err := b.file.Stat()
	if err != nil {
		return n, explainFile(b.object.URI, err)
	}
	if fileTag(info) != b.object.ETag {
		return n, changed(b.object.URI)
	}
	return n, io.EOF
}

func (b *fileBody) Close() error { return b.file.Close() }

func changed(uri string) error {
	return fail(ErrChanged, uri, nil, "%s was changed since it was listed; the next import reads it", uri)
}

func explainFile(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(ErrNotFound, path, err, "%s does not exist", path)
	case errors.Is(err, fs.ErrPermission):
		return fail(ErrRefused, path, err, "%s cannot be read: permission denied; let the user who runs tarn read it", path)
	}
	return fail(ErrServer, path, err, "%s cannot be read: %v", path, cause(err))
}

// cause leaves out the operation and the path, which the sentence has.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
