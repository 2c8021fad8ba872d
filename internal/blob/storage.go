package blob

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// Storage is a bucket of one's own, in which the lake keeps its files.
type Storage interface {
	Bucket
	// Put writes an object whole, or not at all.
	Put(ctx context.Context, key string, content *os.File) error
	// Remove removes objects. One that is not there is no error.
	Remove(ctx context.Context, keys ...string) error
	// Part reads an object's bytes from an offset on, as io.ReaderAt does.
	Part(ctx context.Context, key string, p []byte, offset int64) (int, error)
}

// OpenStorage opens s3://bucket/prefix to keep files in, and gives the prefix, which is empty or ends in a slash.
func OpenStorage(ctx context.Context, uri string, o S3Options) (Storage, string, error) {
	name, _, ok := SplitURI(uri)
	if !ok {
		return nil, "", fail(ErrAddress, uri, nil, "%s is no place for the lake; give s3://bucket/prefix", uri)
	}
	address := strings.TrimPrefix(uri, "s3://")
	if address != name && !strings.HasSuffix(address, "/") {
		address += "/"
	}
	return openS3(ctx, address, o)
}

var _ Storage = (*bucket)(nil)

// Put is Storage's. The content is read from its beginning.
func (b *bucket) Put(ctx context.Context, key string, content *os.File) error {
	info, err := content.Stat()
	if err != nil {
		return err
	}
	return b.do(ctx, call{key: key, action: "s3:PutObject"}, func(c *s3.Client) error {
		if _, err := content.Seek(0, io.SeekStart); err != nil {
			return err
		}
		_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: &b.name, Key: &key, Body: content, ContentLength: aws.Int64(info.Size())},
			func(o *s3.Options) { o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired })
		return err
	})
}

// removeAtOnce is how many keys a request may name:
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
const removeAtOnce = 1000

// Remove is Storage's.
func (b *bucket) Remove(ctx context.Context, keys ...string) error {
	for len(keys) > 0 {
		n := min(len(keys), removeAtOnce)
		list := make([]types.ObjectIdentifier, n)
		for i := range list {
			list[i].Key = &keys[i]
		}
		var out *s3.DeleteObjectsOutput
		err := b.do(ctx, call{key: keys[0], action: "s3:DeleteObject"}, func(c *s3.Client) (err error) {
			out, err = c.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: &b.name, Delete: &types.Delete{Objects: list, Quiet: aws.Bool(true)}})
			return err
		})
		if err != nil {
			return err
		}
		for _, e := range out.Errors {
			if code := aws.ToString(e.Code); code != "NoSuchKey" {
				return fmt.Errorf("%s cannot be removed: %s: %s", b.URI(aws.ToString(e.Key)), code, aws.ToString(e.Message))
			}
		}
		keys = keys[n:]
	}
	return nil
}

// Part is Storage's.
func (b *bucket) Part(ctx context.Context, key string, p []byte, offset int64) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	err = b.do(ctx, call{key: key, action: "s3:GetObject"}, func(c *s3.Client) error {
		out, err := c.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: &key, Range: aws.String(fmt.Sprintf("bytes=%d-%d", offset, offset+int64(len(p))-1))})
		if err != nil {
			return err
		}
		defer out.Body.Close()
		if aws.ToString(out.ContentRange) == "" { // the server does not know ranges
			if _, err := io.CopyN(io.Discard, out.Body, offset); err != nil {
				return err
			}
		}
		n, err = io.ReadFull(out.Body, p)
		if err == io.ErrUnexpectedEOF {
			err = io.EOF
		}
		return err
	})
	if n < len(p) && err == nil {
		err = io.EOF
	}
	return n, err
}
