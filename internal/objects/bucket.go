// Package objects keeps objects: buckets in a folder of the data directory, and the S3 buckets that tarn.yaml names.
//
// Keys, ETags, conditions and the order of listings are S3's:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html.
package objects

import (
	"context"
	"errors"
	"io"
	"time"
)

// Info describes an object.
type Info struct {
	Key string `json:"-"`
	// ETag is without quotation marks: the content's MD5 in hexadecimal digits, with -N where it was put together of N parts.
	ETag        string    `json:"etag"`
	ContentType string    `json:"contentType,omitempty"`
	Size        int64     `json:"size"`
	Modified    time.Time `json:"modified"`
	// Metadata is what the writer noted, by names in small letters without x-amz-meta-.
	Metadata map[string]string `json:"metadata,omitempty"`
	// Headers are the headers that readers get with the content, as in Content-Encoding.
	Headers map[string]string `json:"headers,omitempty"`
	// Checksums are what the writer gave and was checked, by algorithm as in CRC32, in base64.
	Checksums map[string]string `json:"checksums,omitempty"`
	// ChecksumType is FULL_OBJECT, or COMPOSITE for checksums of parts' checksums.
	ChecksumType string `json:"checksumType,omitempty"`
	// Writer is the ID of the key that wrote it, empty where that is not known.
	Writer string `json:"writer,omitempty"`
	// Audit says that it has what the record of calls says.
	Audit bool `json:"audit,omitempty"`
	// Parts are the sizes of the parts that it was put together of.
	Parts []int64 `json:"parts,omitempty"`
}

// PutOptions say what is written beside the content, and on which condition.
type PutOptions struct {
	// ContentType is application/octet-stream where it is empty.
	ContentType string
	Metadata    map[string]string
	Headers     map[string]string
	// Writer is the ID of the key for which it is written. Keys that are limited to stores or databases read only what was
	// written for them.
	Writer string
	// Audit says that it has what the record of calls says: keys that may not read that may not read it, either.
	Audit bool
	// Tee gets the content as it is read.
	Tee io.Writer
	// Check is asked once the content was read and before it takes the key: its error leaves everything as it was. It may set
	// the checksums and the parts of the Info.
	Check func(*Info) error
	// IfNoneMatch fails with ErrExists where the key is taken.
	IfNoneMatch bool
	// IfMatch fails with ErrChanged where the key's object has another ETag.
	IfMatch string
}

// Bucket holds objects by key, which is 1 to 1,024 bytes of any kind. It is safe for concurrent use, also by several processes.
type Bucket interface {
	// Put writes an object whole, or not at all, and takes the place of the one that was there.
	Put(ctx context.Context, key string, content io.Reader, o PutOptions) (Info, error)
	// Get reads length bytes from offset on; to the end where length is negative or reaches past it. An offset past the end gives
	// no bytes. What is read is one object, whatever is put meanwhile.
	Get(ctx context.Context, key string, offset, length int64) (io.ReadCloser, Info, error)
	Head(ctx context.Context, key string) (Info, error)
	// List gives up to max objects whose keys begin with prefix and are greater than after, in the order of their bytes, and
	// whether there are more. Metadata is left out where it would have to be asked for.
	List(ctx context.Context, prefix, after string, max int) ([]Info, bool, error)
	// Page is List with S3's delimiter.
	Page(ctx context.Context, o PageOptions) (Page, error)
	// Delete removes objects. One that is not there is no error.
	Delete(ctx context.Context, keys ...string) error
}

// Local is a bucket whose objects are files.
type Local interface {
	Bucket
	// LocalPath is the file of an object, which stays as it is until the object is replaced or deleted. Nobody but the bucket
	// may write it.
	LocalPath(key string) (string, bool)
}

// Errors, one a kind.
var (
	ErrNoBucket  = errors.New("there is no such bucket")
	ErrNoObject  = errors.New("there is no such object")
	ErrForbidden = errors.New("not allowed")
	// ErrExists: the bucket is there, or the key is taken.
	ErrExists = errors.New("it exists")
	// ErrChanged: the object is not the one that was meant.
	ErrChanged = errors.New("the object was changed")
	// ErrNotEmpty: a bucket with objects is not removed.
	ErrNotEmpty = errors.New("the bucket is not empty")
	// ErrName: no bucket, or no key, can have this name.
	ErrName = errors.New("the name is not valid")
	// ErrNoUpload: the upload is not there, or was completed or aborted.
	ErrNoUpload = errors.New("there is no such upload")
	// ErrPart: a part that an upload is to be made of is not there, is another, or is too small.
	ErrPart = errors.New("the part is not valid")
)
