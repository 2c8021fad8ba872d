package objects

import (
	"context"
	"crypto/md5"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"tarn/internal/disk"
)

// local is a bucket of Tarn's own. An object's file has a name of its own making, so that no key can be too long, too strange, or
// the same as another's on a file system that does not tell A from a.
type local struct {
	name  string
	dir   string
	index Index
	now   func() time.Time
}

var _ Local = (*local)(nil)

func (b *local) Put(ctx context.Context, key string, content io.Reader, o PutOptions) (Info, error) {
	if err := checkKey(key); err != nil {
		return Info{}, err
	}
	if err := b.index.HasBucket(ctx, b.name); err != nil {
		return Info{}, err
	}
	info := Info{Key: key, ContentType: o.ContentType, Metadata: o.Metadata, Headers: o.Headers, Writer: o.Writer, Audit: o.Audit}
	if info.ContentType == "" {
		info.ContentType = "application/octet-stream"
	}
	if o.Tee != nil {
		content = io.TeeReader(content, o.Tee)
	}
	file, err := b.write(ctx, key, content, &info)
	if err != nil {
		return Info{}, err
	}
	if o.Check != nil {
		err = o.Check(&info)
	}
	return info, b.commit(ctx, Entry{Info: info, File: file}, Condition{Absent: o.IfNoneMatch, ETag: o.IfMatch}, err)
}

// commit puts a file that was written in its key's place; where that fails, or failed is set, the file goes.
func (b *local) commit(ctx context.Context, e Entry, c Condition, failed error) error {
	if failed != nil {
		os.Remove(b.path(e.File))
		return failed
	}
	replaced, err := b.index.PutEntry(ctx, b.name, e, c)
	switch {
	case errors.Is(err, ErrNoBucket) || errors.Is(err, ErrNoObject) || errors.Is(err, ErrExists) || errors.Is(err, ErrChanged):
		os.Remove(b.path(e.File))
	case err != nil:
		// The entry may be there nevertheless: what is not in the index, Sweep removes.
	case replaced != "":
		os.Remove(b.path(replaced))
	}
	return err
}

// write writes a new file and gives its name; info gets the size, time and ETag.
func (b *local) write(ctx context.Context, key string, content io.Reader, info *Info) (name string, err error) {
	name = newFile(key)
	at := b.path(name)
	if err := disk.MakeFolder(filepath.Dir(at)); err != nil {
		return "", err
	}
	f, err := os.OpenFile(at, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	defer func() {
		err = errors.Join(err, f.Close())
		if err != nil {
			os.Remove(at)
		}
	}()
	sum := md5.New()
	if info.Size, err = io.Copy(io.MultiWriter(f, sum), &reader{ctx, content}); err != nil {
		return "", err
	}
	if err := f.Sync(); err != nil {
		return "", err
	}
	info.ETag, info.Modified = hex.EncodeToString(sum.Sum(nil)), b.now().UTC().Truncate(time.Millisecond)
	return name, disk.SyncFolder(filepath.Dir(at))
}

func (b *local) Get(ctx context.Context, key string, offset, length int64) (io.ReadCloser, Info, error) {
	for attempt := 0; ; attempt++ {
		e, err := b.index.Entry(ctx, b.name, key)
		if err != nil {
			return nil, Info{}, err
		}
		f, err := b.open(e.File)
		if errors.Is(err, fs.ErrNotExist) && attempt < 20 {
			continue // it was replaced this moment
		}
		if err != nil {
			return nil, Info{}, fmt.Errorf("the file of s3://%s/%s: %w", b.name, key, err)
		}
		if length < 0 || length > e.Size-offset {
			length = max(e.Size-offset, 0)
		}
		return &part{io.NewSectionReader(f, offset, length), f}, e.Info, nil
	}
}

type part struct {
	*io.SectionReader
	io.Closer
}

func (b *local) Head(ctx context.Context, key string) (Info, error) {
	e, err := b.index.Entry(ctx, b.name, key)
	return e.Info, err
}

func (b *local) LocalPath(key string) (string, bool) {
	e, err := b.index.Entry(context.Background(), b.name, key)
	if err != nil {
		return "", false
	}
	at := b.path(e.File)
	info, err := os.Lstat(at)
	return at, err == nil && info.Mode().IsRegular()
}

// open opens a file of the bucket. A link in its place is not followed: the bucket makes none, and who reads an object may not read what it leads to.
func (b *local) open(file string) (*os.File, error) {
	f, err := os.OpenFile(b.path(file), os.O_RDONLY|syscall.O_NOFOLLOW, 0)
	if errors.Is(err, syscall.ELOOP) {
		return nil, fmt.Errorf("%s is a symbolic link, which is not followed", b.path(file))
	}
	return f, err
}

func (b *local) Delete(ctx context.Context, keys ...string) error {
	files, err := b.index.RemoveEntries(ctx, b.name, keys...)
	for _, f := range files {
		os.Remove(b.path(f))
	}
	return err
}

// path is the place of a file of the bucket.
func (b *local) path(file string) string { return filepath.Join(b.dir, file[:min(len(file), 1)], file) }

var extension = regexp.MustCompile(`^\.[A-Za-z0-9]{1,10}$`)

// newFile makes up a name. It ends as the key does, for whoever looks at the folder.
func newFile(key string) string {
	name := strings.ToLower(rand.Text())
	if ext := path.Ext(key); extension.MatchString(ext) {
		name += ext
	}
	return name
}

// reader ends with its context.
type reader struct {
	ctx     context.Context
	content io.Reader
}

func (r *reader) Read(p []byte) (int, error) {
	if r.ctx.Err() != nil {
		return 0, context.Cause(r.ctx)
	}
	return r.content.Read(p)
}
