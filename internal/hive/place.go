package hive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"tarn/internal/auth"
	"tarn/internal/blob"
	"tarn/internal/objects"
)

// stored is a file under a location.
type stored struct {
	// uri is what "$path" says; relative is the name below the location.
	uri, relative string
	key, etag     string
	size          int64
	modified      time.Time
	// path is where the file is on this machine, if that is known to stay as it is.
	path string
}

// site is a location as one that is listed and read.
type site interface {
	list(ctx context.Context, f func(stored) error) error
	// open reads a file as it was listed; errChanged, here or while reading, says that another has taken its place.
	open(ctx context.Context, f stored) (io.ReadCloser, error)
	// kept fails for a file that may not be read though its rows are at hand.
	kept(ctx context.Context, f stored) error
}

// errChanged says that a file was replaced after it was listed.
var errChanged = errors.New("a file was changed")

// folderScheme begins a location that is a folder of this machine. Such are the owner's at the command line only.
const folderScheme = "file://"

// open gives a location, or nil where nothing is there.
func (h *Tables) open(ctx context.Context, location string) (site, error) {
	if strings.HasPrefix(location, folderScheme) {
		return openFolder(location)
	}
	name, prefix, err := place(location)
	if err != nil {
		return nil, err
	}
	bucket, err := h.Buckets.Open(ctx, name)
	if errors.Is(err, objects.ErrNoBucket) && h.Buckets.Own(name) {
		return nil, nil // as one that is empty: it goes away with its last object
	}
	if err != nil {
		return nil, unreadable(location, err)
	}
	return bucketSite{bucket, name, prefix, h.audited()}, nil
}

func unreadable(place string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return userError("GENERIC_EXTERNAL", fmt.Sprintf("%s cannot be read: %v", place, err))
}

// bucketSite is a location in a bucket.
type bucketSite struct {
	bucket       objects.Bucket
	name, prefix string
	notes        *audited
}

// page is how many objects are listed at a time.
const page = 1000

func (s bucketSite) list(ctx context.Context, f func(stored) error) error {
	after := ""
	for more := true; more; {
		var infos []objects.Info
		var err error
		if infos, more, err = s.bucket.List(ctx, s.prefix, after, page); err != nil {
			return unreadable("s3://"+s.name+"/"+s.prefix, err)
		}
		for _, o := range infos {
			after = o.Key
			if err := s.secret(ctx, o); err != nil {
				return err
			}
			one := stored{uri: "s3://" + s.name + "/" + o.Key, relative: strings.TrimPrefix(o.Key, s.prefix), key: o.Key, etag: o.ETag, size: o.Size, modified: o.Modified}
			if local, ok := s.bucket.(objects.Local); ok {
				one.path, _ = local.LocalPath(o.Key)
			}
			if err := f(one); err != nil {
				return err
			}
		}
		more = more && len(infos) > 0
	}
	return nil
}

// secret fails for an object that has what the record of calls says, which the statement's key may not read. Lists of S3 do not say that of
// an object: it shows when it is opened.
func (s bucketSite) secret(ctx context.Context, o objects.Info) error {
	if o.Audit {
		noticed(ctx)
	}
	if k, _ := auth.From(ctx); objects.Secret(k, o) {
		return userError("PERMISSION_DENIED", fmt.Sprintf("Access Denied: Cannot read s3://%s/%s: it has what the record of calls says", s.name, o.Key))
	}
	return nil
}

func (s bucketSite) open(ctx context.Context, f stored) (io.ReadCloser, error) {
	r, info, err := s.bucket.Get(ctx, f.key, 0, -1)
	switch {
	case errors.Is(err, objects.ErrNoObject), errors.Is(err, objects.ErrChanged):
		return nil, fmt.Errorf("%w: %s", errChanged, f.uri)
	case err != nil:
		return nil, unreadable(f.uri, err)
	case info.ETag != f.etag || info.Size != f.size:
		r.Close()
		return nil, fmt.Errorf("%w: %s", errChanged, f.uri)
	}
	err = s.secret(ctx, info)
	if _, local := s.bucket.(objects.Local); err == nil && info.Audit && !local {
		err = s.notes.note(f, info.Writer)
	}
	if err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// folderSite is a folder of this machine, by its path. It is open only while it is listed, or a file is: a table may have a hundred thousand.
type folderSite string

func openFolder(location string) (site, error) {
	path, err := url.PathUnescape(strings.TrimPrefix(location, folderScheme))
	if err != nil || !filepath.IsAbs(path) {
		return nil, userError("HIVE_INVALID_METADATA", fmt.Sprintf("the location %q is none that Tarn reads: a folder of this machine is file:///path/", location))
	}
	return folderSite(path), nil
}

// opened opens the folder; closed is called when that is no longer needed.
func (s folderSite) opened(ctx context.Context) (b blob.Bucket, prefix string, closed func(), err error) {
	b, prefix, err = blob.Open(ctx, string(s), blob.S3Options{})
	if err != nil {
		return nil, "", nil, err
	}
	return b, prefix, func() {
		if c, ok := b.(io.Closer); ok {
			c.Close()
		}
	}, nil
}

func (s folderSite) list(ctx context.Context, f func(stored) error) error {
	bucket, prefix, closed, err := s.opened(ctx)
	if errors.Is(err, blob.ErrNotFound) {
		return nil
	}
	if err != nil {
		return unreadable(folderScheme+string(s), err)
	}
	defer closed()
	for e, err := range bucket.List(ctx, blob.ListOptions{Prefix: prefix}) {
		if err == nil {
			err = e.Err
		}
		if err != nil {
			return unreadable(folderScheme+"/"+prefix, err)
		}
		relative := strings.TrimPrefix(e.Key, prefix)
		if e.Link && !hidden(relative) {
			return userError("HIVE_CANNOT_OPEN_SPLIT", fmt.Sprintf("%s%s is %s, and is not followed: put what it leads to below the location", folderScheme, e.URI, e.Skip))
		}
		if e.Skip != "" {
			continue // hidden, or no file
		}
		one := stored{uri: folderScheme + "/" + e.Key, relative: relative, key: e.Key, etag: e.ETag, size: e.Size, modified: e.ModTime}
		if err := f(one); err != nil {
			return err
		}
	}
	return nil
}

func (s folderSite) open(ctx context.Context, f stored) (io.ReadCloser, error) {
	bucket, _, closed, err := s.opened(ctx)
	if err == nil {
		defer closed()
		var body *blob.Body
		if body, err = bucket.Open(ctx, blob.Object{Key: f.key, ETag: f.etag}); err == nil {
			return body, nil
		}
	}
	if errors.Is(err, blob.ErrChanged) || errors.Is(err, blob.ErrNotFound) {
		return nil, fmt.Errorf("%w: %s", errChanged, f.uri)
	}
	return nil, unreadable(f.uri, err)
}

func (s folderSite) kept(context.Context, stored) error { return nil }
