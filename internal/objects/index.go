package objects

import (
	"context"
	"time"
)

// Index knows which objects there are, and in which files. An object is there from the moment that it is in the index: files
// are written before, and removed after.
type Index interface {
	Buckets(ctx context.Context) ([]BucketInfo, error)
	// AddBucket fails with ErrExists.
	AddBucket(ctx context.Context, b BucketInfo) error
	// RemoveBucket fails with ErrNoBucket, and with ErrNotEmpty where it has objects.
	RemoveBucket(ctx context.Context, bucket string) error
	// HasBucket fails with ErrNoBucket.
	HasBucket(ctx context.Context, bucket string) error

	// Entry fails with ErrNoBucket or ErrNoObject.
	Entry(ctx context.Context, bucket, key string) (Entry, error)
	// PutEntry puts an entry in its key's place, and gives the file of the one that was there. It fails with ErrNoBucket, and
	// with ErrExists or ErrChanged where a condition does not hold.
	PutEntry(ctx context.Context, bucket string, e Entry, c Condition) (replaced string, err error)
	// Entries gives up to max entries with from <= key < to, in the order of their bytes; an empty to is no bound.
	Entries(ctx context.Context, bucket, from, to string, max int) ([]Entry, error)
	// RemoveEntries gives the files of those that were there.
	RemoveEntries(ctx context.Context, bucket string, keys ...string) (files []string, err error)

	// PutUpload notes a multipart upload that has begun.
	PutUpload(ctx context.Context, u Upload) error
	// Upload fails with ErrNoUpload.
	Upload(ctx context.Context, bucket, key, id string) (Upload, error)
	// Uploads gives up to max uploads of a bucket, in the order of keys and then of IDs, from after those two on.
	Uploads(ctx context.Context, bucket, prefix, afterKey, afterID string, max int) ([]Upload, error)
	// PutPart puts a part in its number's place, and gives the file of the one that was there. It fails with ErrNoUpload.
	PutPart(ctx context.Context, upload string, p Part) (replaced string, err error)
	// Parts gives an upload's parts, by number.
	Parts(ctx context.Context, upload string) ([]Part, error)
	// RemoveUpload gives the files of its parts, or fails with ErrNoUpload.
	RemoveUpload(ctx context.Context, upload string) (files []string, err error)

	// Known gives those of the files of a bucket that an object or a part has.
	Known(ctx context.Context, bucket string, files []string) (map[string]bool, error)
}

// BucketInfo describes a bucket.
type BucketInfo struct {
	Name    string
	Created time.Time
}

// Entry is an object in the index.
type Entry struct {
	Info
	// File is the name of its file in the bucket's folder.
	File string
}

// Condition is what must hold for the object that is replaced.
type Condition struct {
	// Absent: there is none.
	Absent bool
	// ETag: it has this one.
	ETag string
}

// Upload is a multipart upload that was begun.
type Upload struct {
	ID, Bucket, Key string
	Begun           time.Time
	Options         UploadOptions
}

// Part is a part of an upload.
type Part struct {
	Number int
	Info
	File string
}
