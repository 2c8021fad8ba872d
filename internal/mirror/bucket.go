package mirror

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"

	"tarn/internal/objects"
)

// Bucket is a place in a bucket: Tarn's own, or one of S3.
type Bucket struct {
	objects.Bucket
	// Prefix begins the keys; it is empty or ends in a slash.
	Prefix string
}

// List implements Place.
func (b Bucket) List(ctx context.Context, each func(string)) error {
	for after := ""; ; {
		list, more, err := b.Bucket.List(ctx, b.Prefix, after, 1000)
		if err != nil {
			return err
		}
		for _, o := range list {
			each(strings.TrimPrefix(o.Key, b.Prefix))
			after = o.Key
		}
		if !more {
			return nil
		}
	}
}

// Put implements Place.
func (b Bucket) Put(ctx context.Context, name string, content io.Reader) error {
	_, err := b.Bucket.Put(ctx, b.Prefix+name, content, objects.PutOptions{})
	return err
}

// Create implements Place.
func (b Bucket) Create(ctx context.Context, name string, content []byte) error {
	_, err := b.Bucket.Put(ctx, b.Prefix+name, bytes.NewReader(content), objects.PutOptions{IfNoneMatch: true})
	if errors.Is(err, objects.ErrExists) {
		return fs.ErrExist
	}
	return err
}

// Read implements Place.
func (b Bucket) Read(ctx context.Context, name string) ([]byte, error) {
	r, _, err := b.Get(ctx, b.Prefix+name, 0, -1)
	if errors.Is(err, objects.ErrNoObject) {
		return nil, fs.ErrNotExist
	}
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, 1<<20))
}

// Remove implements Place.
func (b Bucket) Remove(ctx context.Context, names ...string) error {
	for len(names) > 0 {
		n := min(len(names), 1000)
		keys := make([]string, n)
		for i, name := range names[:n] {
			keys[i] = b.Prefix + name
		}
		if err := b.Delete(ctx, keys...); err != nil {
			return err
		}
		names = names[n:]
	}
	return nil
}
