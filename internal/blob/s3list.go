package blob

import (
	"context"
	"iter"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// List asks for pages of up to 1,000 keys, one at a time. A key that comes twice in a row is given once. Keys travel
// URL-encoded, since XML cannot hold all of them.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
func (b *bucket) List(ctx context.Context, o ListOptions) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		in := &s3.ListObjectsV2Input{Bucket: &b.name, RequestPayer: b.payer(), EncodingType: types.EncodingTypeUrl,
			OptionalObjectAttributes: []types.OptionalObjectAttributes{types.OptionalObjectAttributesRestoreStatus}}
		if o.Prefix != "" {
			in.Prefix = &o.Prefix
		}
		if o.StartAfter != "" {
			in.StartAfter = &o.StartAfter
		}
		if o.Folders {
			in.Delimiter = aws.String("/")
		}
		if o.Limit > 0 && o.Limit < 1000 {
			in.MaxKeys = aws.Int32(int32(o.Limit))
		}
		last, n := "", 0
		for {
			var page *s3.ListObjectsV2Output
			err := b.do(ctx, call{key: o.Prefix, action: "s3:ListBucket"}, func(c *s3.Client) (err error) {
				page, err = c.ListObjectsV2(ctx, in)
				return err
			})
			if err != nil {
				yield(Entry{}, err)
				return
			}
			for e := range b.entries(page) {
				if e.Key == last || e.Key <= o.StartAfter && !e.Prefix {
					continue
				}
				last = e.Key
				if n++; !yield(e, nil) || n == o.Limit {
					return
				}
			}
			if !aws.ToBool(page.IsTruncated) {
				return
			}
			next := aws.ToString(page.NextContinuationToken)
			if next == "" || next == aws.ToString(in.ContinuationToken) {
				uri := b.URI(o.Prefix)
				yield(Entry{}, fail(ErrServer, uri, nil, "the listing of %s does not go on after %s; the server repeats itself", uri, last))
				return
			}
			in.ContinuationToken = &next
		}
	}
}

// entries merges a page's keys and common prefixes, each sorted, in key order. Folder markers, empty objects whose key ends in
// a slash, are no objects.
func (b *bucket) entries(page *s3.ListObjectsV2Output) iter.Seq[Entry] {
	decode := func(s *string) string {
		if page.EncodingType == types.EncodingTypeUrl {
			if d, err := url.QueryUnescape(aws.ToString(s)); err == nil {
				return d
			}
		}
		return aws.ToString(s)
	}
	return func(yield func(Entry) bool) {
		objects, prefixes := page.Contents, page.CommonPrefixes
		for len(objects)+len(prefixes) > 0 {
			if len(objects) > 0 {
				key := decode(objects[0].Key)
				if len(prefixes) == 0 || key < decode(prefixes[0].Prefix) {
					object := objects[0]
					objects = objects[1:]
					if strings.HasSuffix(key, "/") && aws.ToInt64(object.Size) == 0 {
						continue
					}
					if !yield(Entry{Object: b.object(key, object)}) {
						return
					}
					continue
				}
			}
			key := decode(prefixes[0].Prefix)
			prefixes = prefixes[1:]
			if !yield(Entry{Object: Object{URI: b.URI(key), Key: key}, Prefix: true}) {
				return
			}
		}
	}
}

func (b *bucket) object(key string, o types.Object) Object {
	class := string(o.StorageClass)
	if o.StorageClass == types.ObjectStorageClassStandard {
		class = ""
	}
	uri := b.URI(key)
	return Object{URI: uri, Key: uri[len(uri)-len(key):], Size: aws.ToInt64(o.Size), ModTime: aws.ToTime(o.LastModified).UTC(),
		ETag: tag(o.ETag), StorageClass: class, Restored: o.RestoreStatus != nil && o.RestoreStatus.RestoreExpiryDate != nil}
}
