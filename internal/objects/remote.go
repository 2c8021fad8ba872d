package objects

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"

	"tarn/internal/blob"
)

// remote is a bucket of S3.
type remote struct {
	name  string
	store blob.Store
}

var _ Bucket = (*remote)(nil)

// open opens a bucket of S3, once.
func (s *Buckets) open(ctx context.Context, name string) (Bucket, error) {
	s.mu.Lock()
	b, ok := s.real[name]
	s.mu.Unlock()
	if ok {
		return b, nil
	}
	store, err := blob.OpenStore(ctx, name, s.S3[name])
	if err != nil {
		return nil, kind(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.real == nil {
		s.real = map[string]Bucket{}
	}
	s.real[name] = &remote{name, store}
	return s.real[name], nil
}

// writerName is where S3's metadata has the writer.
const writerName = "tarn-writer"

// auditName is there where it has what the record of calls says.
const auditName = "tarn-audit"

// kind gives an error of blob its kind here.
func kind(err error) error {
	// One that says that the key is taken says, too, that something changed: the first that fits counts.
	for _, k := range []struct{ from, to error }{
		{blob.ErrNoBucket, ErrNoBucket}, {blob.ErrNotFound, ErrNoObject}, {blob.ErrRefused, ErrForbidden}, {blob.ErrExists, ErrExists}, {blob.ErrChanged, ErrChanged},
	} {
		if errors.Is(err, k.from) {
			return fmt.Errorf("%w: %w", k.to, err)
		}
	}
	return err
}

// Put checks the content before the last byte is sent: where that fails, S3 gets no object.
func (b *remote) Put(ctx context.Context, key string, content io.Reader, o PutOptions) (Info, error) {
	if err := checkKey(key); err != nil {
		return Info{}, err
	}
	info := Info{Key: key, ContentType: o.ContentType, Metadata: o.Metadata, Headers: o.Headers, Writer: o.Writer, Audit: o.Audit}
	if info.ContentType == "" {
		info.ContentType = "application/octet-stream"
	}
	if o.Tee != nil {
		content = io.TeeReader(content, o.Tee)
	}
	sum := md5.New()
	content = io.TeeReader(content, sum)
	checked := readerFunc(func(p []byte) (int, error) {
		n, err := content.Read(p)
		info.Size += int64(n)
		if err == io.EOF && o.Check != nil {
			info.ETag = hex.EncodeToString(sum.Sum(nil))
			if failed := o.Check(&info); failed != nil {
				return n, failed
			}
		}
		return n, err
	})
	w := blob.WriteOptions{ContentType: info.ContentType, Metadata: maps.Clone(o.Metadata), Headers: o.Headers, IfNoneMatch: o.IfNoneMatch, IfMatch: o.IfMatch}
	if o.Writer != "" {
		if w.Metadata == nil {
			w.Metadata = map[string]string{}
		}
		w.Metadata[writerName] = o.Writer
	}
	if o.Audit {
		if w.Metadata == nil {
			w.Metadata = map[string]string{}
		}
		w.Metadata[auditName] = "true"
	}
	etag, err := b.store.Write(ctx, key, &reader{ctx, checked}, w)
	if err != nil {
		return Info{}, kind(err)
	}
	head, err := b.Head(ctx, key)
	if err != nil || head.ETag != etag {
		// It was replaced this moment; what was written is known nevertheless.
		info.ETag = etag
		return info, nil
	}
	head.Checksums, head.ChecksumType = info.Checksums, info.ChecksumType
	return head, nil
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func (b *remote) Get(ctx context.Context, key string, offset, length int64) (io.ReadCloser, Info, error) {
	info, err := b.Head(ctx, key)
	if err != nil {
		return nil, info, err
	}
	if length < 0 || length > info.Size-offset {
		length = max(info.Size-offset, 0)
	}
	r, err := b.store.Range(ctx, key, info.ETag, offset, length)
	return r, info, kind(err)
}

func (b *remote) Head(ctx context.Context, key string) (Info, error) {
	d, err := b.store.Describe(ctx, key)
	if err != nil {
		return Info{}, kind(err)
	}
	info := described(d.Object)
	info.ContentType, info.Metadata, info.Headers = d.ContentType, d.Metadata, d.Headers
	info.Writer = info.Metadata[writerName]
	_, info.Audit = info.Metadata[auditName]
	delete(info.Metadata, writerName)
	delete(info.Metadata, auditName)
	return info, nil
}

func described(o blob.Object) Info {
	return Info{Key: o.Key, ETag: o.ETag, Size: o.Size, Modified: o.ModTime}
}

func (b *remote) List(ctx context.Context, prefix, after string, max int) ([]Info, bool, error) {
	page, err := b.Page(ctx, PageOptions{Prefix: prefix, After: after, Max: max})
	return page.Objects, page.More, err
}

func (b *remote) Page(ctx context.Context, o PageOptions) (Page, error) {
	var page Page
	after := o.After
	for {
		left := o.Max - len(page.Objects) - len(page.Prefixes)
		if left <= 0 {
			return page, nil
		}
		got, err := b.store.Page(ctx, o.Prefix, after, o.Delimiter, left)
		if err != nil {
			return page, kind(err)
		}
		last := ""
		for _, object := range got.Objects {
			page.Objects = append(page.Objects, described(object))
			last = max(last, object.Key)
		}
		for _, p := range got.Prefixes {
			page.Prefixes = append(page.Prefixes, p)
			last = max(last, p)
		}
		page.More = got.More && last != ""
		if !page.More {
			return page, nil
		}
		after, page.Next = last, last
	}
}

func (b *remote) Delete(ctx context.Context, keys ...string) error {
	return kind(b.store.Remove(ctx, keys...))
}
