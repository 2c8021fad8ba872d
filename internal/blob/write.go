package blob

import (
	"context"
	"errors"
	"io"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	managed "github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// Store is a bucket in which whoever uses Tarn keeps results and tables.
type Store interface {
	Storage
	// Write writes an object of a length that need not be known, whole or not at all: large ones in parts, which are thrown away
	// where the content ends with an error. ErrExists and ErrChanged say that a condition does not hold.
	Write(ctx context.Context, key string, content io.Reader, o WriteOptions) (etag string, err error)
	// Describe is Head with what readers get beside the content.
	Describe(ctx context.Context, key string) (Description, error)
	// Range reads length bytes from offset on, to the end where length is negative, of the object of an ETag.
	Range(ctx context.Context, key, etag string, offset, length int64) (io.ReadCloser, error)
	// Page lists up to max keys, at most 1,000, that begin with prefix and are greater than after, folder markers among them. With a
	// delimiter, keys that share what comes up to it are one prefix.
	Page(ctx context.Context, prefix, after, delimiter string, max int) (Page, error)
}

// Page is a part of a listing; More says that it goes on.
type Page struct {
	Objects  []Object
	Prefixes []string
	More     bool
}

// WriteOptions are what is written beside the content, and on which condition.
type WriteOptions struct {
	ContentType string
	Metadata    map[string]string
	// Headers are Cache-Control, Content-Disposition, Content-Encoding and Content-Language.
	Headers map[string]string
	// IfNoneMatch: no object has the key. IfMatch: the one that has it has this ETag.
	IfNoneMatch bool
	IfMatch     string
}

// Description is an object with its metadata and headers.
type Description struct {
	Object
	ContentType string
	Metadata    map[string]string
	Headers     map[string]string
}

// ErrExists: the key is taken.
var ErrExists = errors.New("it exists")

// OpenStore opens a bucket by its name. Nothing is asked of it but its region, where that is not told.
func OpenStore(ctx context.Context, name string, o S3Options) (Store, error) {
	b, _, err := openS3(ctx, name, o)
	return b, err
}

func (b *bucket) Write(ctx context.Context, key string, content io.Reader, o WriteOptions) (etag string, err error) {
	in := &transfermanager.UploadObjectInput{Bucket: &b.name, Key: &key, Body: content, Metadata: o.Metadata, ContentType: set(o.ContentType),
		CacheControl: set(o.Headers["Cache-Control"]), ContentDisposition: set(o.Headers["Content-Disposition"]),
		ContentEncoding: set(o.Headers["Content-Encoding"]), ContentLanguage: set(o.Headers["Content-Language"]),
		RequestPayer: managed.RequestPayer(b.payer())}
	if o.IfNoneMatch {
		in.IfNoneMatch = aws.String("*")
	}
	if o.IfMatch != "" {
		in.IfMatch = aws.String(`"` + o.IfMatch + `"`)
	}
	var reading, first error
	read := false
	in.Body = readerFunc(func(p []byte) (int, error) {
		read = true
		n, err := content.Read(p)
		if err != nil && err != io.EOF {
			reading = err
		}
		return n, err
	})
	err = b.do(ctx, call{key: key, action: "s3:PutObject"}, func(c *s3.Client) error {
		if read {
			return first // the content is gone; the next object goes to the right region
		}
		out, err := transfermanager.New(c, func(m *transfermanager.Options) {
			m.PartSizeBytes, m.Concurrency = 16<<20, 2
		}).UploadObject(ctx, in)
		if err == nil {
			etag = tag(out.ETag)
		}
		first = err
		return err
	})
	switch {
	case reading != nil:
		return "", reading
	case errors.Is(err, ErrChanged) && o.IfNoneMatch:
		return "", fail(ErrExists, b.URI(key), err, "%s exists", b.URI(key))
	}
	return etag, err
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func set(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (b *bucket) Describe(ctx context.Context, key string) (Description, error) {
	var out *s3.HeadObjectOutput
	err := b.do(ctx, call{key: key, action: "s3:GetObject"}, func(c *s3.Client) (err error) {
		out, err = c.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &b.name, Key: &key, RequestPayer: b.payer()})
		return err
	})
	if err != nil {
		return Description{}, err
	}
	d := Description{Object: b.headed(key, out), ContentType: aws.ToString(out.ContentType), Metadata: lower(out.Metadata), Headers: map[string]string{}}
	for name, value := range map[string]*string{"Cache-Control": out.CacheControl, "Content-Disposition": out.ContentDisposition, "Content-Encoding": out.ContentEncoding,
		"Content-Language": out.ContentLanguage} {
		if value != nil {
			d.Headers[name] = *value
		}
	}
	return d, nil
}

func (b *bucket) Range(ctx context.Context, key, etag string, offset, length int64) (io.ReadCloser, error) {
	if length == 0 {
		return io.NopCloser(readerFunc(func([]byte) (int, error) { return 0, io.EOF })), nil
	}
	s := &body{ctx: ctx, bucket: b, object: Object{URI: b.URI(key), Key: key, ETag: etag}, size: -1, at: offset}
	out, err := s.connect()
	if err != nil {
		return nil, err
	}
	if out.ContentLength != nil && (offset == 0 || out.ContentRange != nil) {
		s.size = offset + *out.ContentLength
	}
	if length < 0 {
		return s, nil
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(s, length), s}, nil
}

func (b *bucket) Page(ctx context.Context, prefix, after, delimiter string, max int) (Page, error) {
	in := &s3.ListObjectsV2Input{Bucket: &b.name, Prefix: set(prefix), Delimiter: set(delimiter), StartAfter: set(after), MaxKeys: aws.Int32(int32(min(max, 1000))),
		EncodingType: types.EncodingTypeUrl, RequestPayer: b.payer()}
	if delimiter != "" && after != prefix && strings.HasSuffix(after, delimiter) {
		// What comes after a common prefix is what comes after all keys under it.
		in.StartAfter = aws.String(after + "\U0010FFFF")
	}
	var out *s3.ListObjectsV2Output
	err := b.do(ctx, call{key: prefix, action: "s3:ListBucket"}, func(c *s3.Client) (err error) {
		out, err = c.ListObjectsV2(ctx, in)
		return err
	})
	if err != nil {
		return Page{}, err
	}
	decode := func(s *string) string {
		if d, err := url.QueryUnescape(aws.ToString(s)); err == nil && out.EncodingType == types.EncodingTypeUrl {
			return d
		}
		return aws.ToString(s)
	}
	page := Page{More: aws.ToBool(out.IsTruncated)}
	for _, o := range out.Contents {
		page.Objects = append(page.Objects, b.object(decode(o.Key), o))
	}
	for _, p := range out.CommonPrefixes {
		page.Prefixes = append(page.Prefixes, decode(p.Prefix))
	}
	return page, nil
}
