package lake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	icebergio "github.com/apache/iceberg-go/io"
	"github.com/google/uuid"

	"tarn/internal/blob"
	"tarn/internal/disk"
)

// Warehouse is an S3 bucket that new tables keep their files in. The lake's folder then holds copies: of metadata, and of the
// data files that were used last.
type Warehouse struct {
	// URI is s3://bucket/prefix. Open opens it when it is first needed.
	URI  string
	Open func(context.Context) (blob.Storage, error)
	// Cache is how many bytes of data files the folder may hold; DefaultCache if zero.
	Cache int64
}

// DefaultCache is 20 GB.
const DefaultCache = 20_000_000_000

// ErrWarehouse says that a table's files are in a bucket that the lake was not told of.
var ErrWarehouse = errors.New("the table's files are elsewhere")

// remote is an opened Warehouse. A location s3://bucket/prefix/name is the file name of the lake's folder: paths go on as if
// all files were there, and whoever reads one has it fetched first.
type remote struct {
	Warehouse
	uri    string // ends in a slash
	prefix string // of keys

	mu      sync.Mutex
	storage blob.Storage
	// grown counts the bytes that came into the folder since it was last looked over; -1 before the first time.
	grown int64
	// whole are the copies that were found whole, as they were then.
	whole sync.Map // fileState by path
}

func newRemote(w Warehouse) (*remote, error) {
	if w.Cache <= 0 {
		w.Cache = DefaultCache
	}
	r := &remote{Warehouse: w, uri: strings.TrimRight(w.URI, "/") + "/", grown: -1}
	_, key, ok := blob.SplitURI(r.uri)
	if !ok {
		return nil, fmt.Errorf("%s is no place for the lake: give s3://bucket/prefix", w.URI)
	}
	r.prefix = key
	return r, nil
}

func (r *remote) open(ctx context.Context) (blob.Storage, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.storage == nil {
		s, err := r.Open(ctx)
		if err != nil {
			return nil, fmt.Errorf("opening the lake's bucket: %w", err)
		}
		r.storage = s
	}
	return r.storage, nil
}

func isRemote(location string) bool { return strings.HasPrefix(location, "s3://") }

// path is where a location's file is, or its copy.
func (l *Lake) path(location string) string {
	if l.remote != nil {
		if rest, ok := strings.CutPrefix(location, l.remote.uri); ok {
			return filepath.Join(l.dir, filepath.FromSlash(rest))
		}
	}
	return localPath(location)
}

// key is the object that a file of the lake's folder is a copy of.
func (l *Lake) key(path string) string {
	return l.remote.prefix + filepath.ToSlash(l.Relative(path))
}

// remote reports whether the table's files are in the bucket.
func (t *Table) remote() bool { return t.lake.remote != nil && isRemote(t.ice.Location()) }

// Remote reports whether the table's files are in a bucket, so that a plan's files have to be fetched.
func (t *Table) Remote() bool { return t.remote() }

// locate is the location of a file of the table.
func (t *Table) locate(path string) string {
	if t.remote() {
		return t.lake.remote.uri + filepath.ToSlash(t.lake.Relative(path))
	}
	return locate(path)
}

// put makes a file that is whole and synced part of the table: in a bucket, it is uploaded.
func (t *Table) put(ctx context.Context, path string, content *os.File) error {
	if !t.remote() {
		return nil
	}
	info, err := content.Stat()
	if err != nil {
		return err
	}
	if err := t.lake.upload(ctx, path, content); err != nil {
		return err
	}
	t.lake.tidyCopies(info.Size())
	return nil
}

func (l *Lake) upload(ctx context.Context, path string, content *os.File) error {
	s, err := l.remote.open(ctx)
	if err != nil {
		return err
	}
	return s.Put(ctx, l.key(path), content)
}

// download makes a copy at path: all of it is there under its name, or nothing. It returns its size.
func (l *Lake) download(ctx context.Context, path string) (int64, error) {
	s, err := l.remote.open(ctx)
	if err != nil {
		return 0, err
	}
	key := l.key(path)
	body, err := s.Open(ctx, blob.Object{Key: key, URI: s.URI(key)})
	if err != nil {
		if errors.Is(err, blob.ErrNotFound) {
			err = fmt.Errorf("%w (%w)", err, fs.ErrNotExist)
		}
		return 0, err
	}
	defer body.Close()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return 0, err
	}
	part := path + "." + uuid.NewString() + partSuffix
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(f, body)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err == nil {
		err = disk.SyncFolder(filepath.Dir(path))
	}
	if err != nil {
		os.Remove(part)
		return 0, fmt.Errorf("fetching %s: %w", s.URI(key), err)
	}
	return n, nil
}

// partSuffix ends the names of copies that are being made.
const partSuffix = ".part"

// removeRemote removes the objects of files; copies stay.
func (l *Lake) removeRemote(ctx context.Context, paths ...string) error {
	s, err := l.remote.open(ctx)
	if err != nil {
		return err
	}
	keys := make([]string, len(paths))
	for i, path := range paths {
		keys[i] = l.key(path)
	}
	return s.Remove(ctx, keys...)
}

// eachRemote calls do for each file of a table's folder that is in the bucket.
func (l *Lake) eachRemote(ctx context.Context, dir string, do func(path string, size int64) error) error {
	s, err := l.remote.open(ctx)
	if err != nil {
		return err
	}
	for e, err := range s.List(ctx, blob.ListOptions{Prefix: l.key(dir) + "/"}) {
		if err == nil {
			err = e.Err
		}
		if err != nil {
			return err
		}
		if err := do(filepath.Join(l.dir, filepath.FromSlash(strings.TrimPrefix(e.Key, l.remote.prefix))), e.Size); err != nil {
			return err
		}
	}
	return nil
}

// bucketIO is how the catalog's library reads and writes metadata in the bucket.
type bucketIO struct {
	ctx  context.Context
	lake *Lake
}

// lakeProperty names, among a catalog's properties, the lake that it is of: the library makes file systems from them.
const lakeProperty = "tarn.lake"

var withBuckets sync.Map // of *Lake, by what lakeProperty says

func init() {
	icebergio.Register("s3", func(ctx context.Context, location *url.URL, props map[string]string) (icebergio.IO, error) {
		if l, ok := withBuckets.Load(props[lakeProperty]); ok {
			return bucketIO{ctx, l.(*Lake)}, nil
		}
		return nil, fmt.Errorf("%w: %s, which lake.warehouse in tarn.yaml does not name", ErrWarehouse, location)
	})
}

func (b bucketIO) path(name string) (string, error) {
	if !strings.HasPrefix(name, b.lake.remote.uri) {
		return "", fmt.Errorf("%w: %s is not in %s, which lake.warehouse in tarn.yaml names", ErrWarehouse, name, b.lake.remote.uri)
	}
	return b.lake.path(name), nil
}

// Open implements icebergio.IO.
func (b bucketIO) Open(name string) (icebergio.File, error) {
	path, err := b.path(name)
	if err != nil {
		return nil, err
	}
	f, _, err := b.lake.openCopy(b.ctx, path)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Remove implements icebergio.IO.
func (b bucketIO) Remove(name string) error {
	path, err := b.path(name)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return b.lake.removeRemote(b.ctx, path)
}

// WriteFile implements icebergio.WriteFileIO.
func (b bucketIO) WriteFile(name string, content []byte) error {
	f, err := b.Create(name)
	if err != nil {
		return err
	}
	if _, err := f.Write(content); err != nil {
		f.(*uploadedFile).File.Close()
		return err
	}
	return f.Close()
}

// Create implements icebergio.WriteFileIO.
func (b bucketIO) Create(name string) (icebergio.FileWriter, error) {
	path, err := b.path(name)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	return &uploadedFile{f, b}, nil
}

// uploadedFile is in the bucket once it is closed.
type uploadedFile struct {
	*os.File
	b bucketIO
}

func (f *uploadedFile) Close() error {
	err := f.Sync()
	if err == nil {
		err = f.b.lake.upload(f.b.ctx, f.Name(), f.File)
	}
	if closeErr := f.File.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = disk.SyncFolder(filepath.Dir(f.Name()))
	}
	if err != nil {
		os.Remove(f.Name()) // what is here is in the bucket, too
	}
	return err
}
