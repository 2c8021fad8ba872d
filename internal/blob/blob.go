// Package blob reads objects: from a folder, from a single file, or from an S3 bucket. It writes only where the lake keeps its own files.
package blob

import (
	"context"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Object is an object as a listing or an answer described it.
type Object struct {
	// URI is the object's address: s3://bucket/key, or a file's absolute path.
	URI string
	// Key is the S3 key; for a file, the absolute path without its first slash, so that keys of both kinds read alike.
	Key     string
	Size    int64
	ModTime time.Time
	// ETag changes when the object is replaced. For a file it is made of size and modification time.
	ETag string
	// Version is the version ID, where the bucket keeps versions. Listings do not tell it.
	Version string
	// StorageClass is empty for files and for STANDARD.
	StorageClass string
	// Restored says that a readable copy of an archived object is there for the time being.
	Restored bool
}

// Archived reports whether the object must be restored before it can be read. Objects in the archive tiers of
// INTELLIGENT_TIERING are only known when opened: ErrArchived.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
func (o Object) Archived() bool {
	return !o.Restored && (o.StorageClass == "GLACIER" || o.StorageClass == "DEEP_ARCHIVE")
}

// Entry is one line of a listing.
type Entry struct {
	Object
	// Prefix says that Key is a common prefix, ending in the delimiter, and not an object.
	Prefix bool
	// Err says why the object, or the folder of that key, cannot be read. The listing goes on after it.
	Err error
	// Skip says why the object is left out on purpose: a hidden or unfinished file, a symbolic link that leads out.
	Skip string
	// Link says that it is a symbolic link that is not followed.
	Link bool
}

// ListOptions limit a listing.
type ListOptions struct {
	// Prefix is what keys begin with. It need not end at a slash.
	Prefix string
	// StartAfter leaves out keys up to and including it. It need not be a key.
	StartAfter string
	// Folders gives one Entry for all keys that share the part from Prefix to the next slash.
	Folders bool
	// Limit ends the listing after that many entries; none if zero.
	Limit int
}

// Bucket gives read access to objects. It is safe for concurrent use.
type Bucket interface {
	// List gives entries in the order of their keys' bytes, page by page. An error ends it.
	List(context.Context, ListOptions) iter.Seq2[Entry, error]
	// Open reads an object from its beginning to its end. Where o has an ETag or a Version, exactly that object is read:
	// ErrChanged, here or while reading, says that another has taken its place.
	Open(ctx context.Context, o Object) (*Body, error)
	// Head describes one object. The metadata's names are in lower case, without x-amz-meta-.
	Head(ctx context.Context, key string) (Object, map[string]string, error)
	// URI is the address of a key.
	URI(key string) string
	// Requests counts what was asked of the bucket so far.
	Requests() Requests
}

// Body is an object's content.
type Body struct {
	// Object is the object as it was answered: with its Version, where the bucket keeps versions.
	Object Object
	// Metadata is what the object's writer noted on it, as in Head.
	Metadata map[string]string

	content io.ReadCloser
}

// NewBody is an object's content that is read elsewhere.
func NewBody(o Object, metadata map[string]string, content io.ReadCloser) *Body {
	return &Body{Object: o, Metadata: metadata, content: content}
}

// Read reads the content. It goes on by itself after a lost connection.
func (b *Body) Read(p []byte) (int, error) { return b.content.Read(p) }

// Close ends reading.
func (b *Body) Close() error { return b.content.Close() }

// Requests counts requests by kind, each attempt by itself, as S3 bills them.
type Requests struct {
	List  int64 `json:"list"`
	Get   int64 `json:"get"`
	Head  int64 `json:"head"`
	Bytes int64 `json:"bytes"`
}

// Open gives the bucket that a path or s3://bucket/prefix names, and the prefix within it. A prefix that is not empty and does
// not end in a slash is the key of a single object.
func Open(ctx context.Context, uri string, o S3Options) (b Bucket, prefix string, err error) {
	scheme, rest, found := strings.Cut(uri, "://")
	switch {
	case uri == "":
		return nil, "", fail(ErrAddress, uri, nil, "no path and no s3://bucket/prefix was given")
	case found && scheme == "s3":
		return openS3(ctx, rest, o)
	case found && scheme == "file":
		return openFolder(rest)
	case found:
		if _, err := os.Lstat(uri); err != nil {
			return nil, "", fail(ErrAddress, uri, nil, "%s: %s:// is not understood; give a path or s3://bucket/prefix", uri, scheme)
		}
	}
	return openFolder(uri)
}

// SplitURI gives the bucket and the key of s3://bucket/key.
func SplitURI(uri string) (bucket, key string, ok bool) {
	rest, ok := strings.CutPrefix(uri, "s3://")
	bucket, key, _ = strings.Cut(rest, "/")
	return bucket, key, ok && bucket != ""
}

func absolute(path string) (string, error) {
	if path == "~" || strings.HasPrefix(path, "~/") {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		path = home + path[1:]
	}
	return filepath.Abs(path)
}
