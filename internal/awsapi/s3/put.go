package s3

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tarn/internal/objects"
)

// maxPut is the largest object, or part, of one request: 5 GB. https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html.
const maxPut = 5 << 30

// putObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html.
func (f *Face) putObject(ctx context.Context, q *request) (*answer, error) {
	o, err := q.putOptions()
	if err != nil {
		return nil, err
	}
	if err := q.whole(); err != nil {
		return nil, err
	}
	in, err := integrityOf(q.r.Header, "")
	if err != nil {
		return nil, err
	}
	b, err := f.writable(ctx, q, q.key)
	if err != nil {
		return nil, err
	}
	o.Tee, o.Check = in.tee(), in.check
	info, err := b.Put(ctx, q.key, q.r.Body, o)
	if err != nil {
		return nil, err
	}
	a := &answer{status: http.StatusOK, header: http.Header{"Etag": {`"` + info.ETag + `"`}}}
	tellChecksums(info, a.header)
	return a, nil
}

// writable opens the bucket to write a key. A limited key does not replace what was written for others.
func (f *Face) writable(ctx context.Context, q *request, key string) (objects.Bucket, error) {
	b, err := f.Buckets.Open(ctx, q.bucket)
	if err != nil {
		return nil, err
	}
	if objects.Reaches(q.call.Key, objects.Info{}) {
		return b, nil
	}
	info, err := b.Head(ctx, key)
	switch {
	case errors.Is(err, objects.ErrNoObject):
		return b, nil
	case err == nil && !objects.Reaches(q.call.Key, info):
		return nil, denied(q)
	}
	return b, err
}

// whole checks that the length of the body is known and not too large.
func (q *request) whole() error {
	switch {
	case q.r.ContentLength < 0:
		return fail("MissingContentLength", "You must provide the Content-Length HTTP header.")
	case q.r.ContentLength > maxPut:
		return fail("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
	}
	return nil
}

// putOptions reads what a request says of the object that it makes.
func (q *request) putOptions() (objects.PutOptions, error) {
	h := q.r.Header
	o := objects.PutOptions{ContentType: h.Get("Content-Type"), Writer: q.call.Key.ID}
	if o.ContentType == "" {
		o.ContentType = "binary/octet-stream"
	}
	for _, name := range []string{"Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"} {
		value := h.Get(name)
		if name == "Content-Encoding" {
			value = unchunked(value)
		}
		if value != "" {
			o.Headers = with(o.Headers, name, value)
		}
	}
	size := 0
	for name, values := range h {
		if meta, ok := strings.CutPrefix(strings.ToLower(name), "x-amz-meta-"); ok {
			o.Metadata = with(o.Metadata, meta, strings.Join(values, ","))
			size += len(meta) + len(o.Metadata[meta])
		}
	}
	if size > 2048 {
		return o, fail("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")
	}
	switch none := h.Get("If-None-Match"); none {
	case "":
	case "*":
		o.IfNoneMatch = true
	default:
		return o, fail("NotImplemented", "If-None-Match takes * only when an object is written")
	}
	o.IfMatch = objects.ETagOf(h.Get("If-Match"))
	return o, refused(h)
}

// unchunked leaves out what only the transfer has.
func unchunked(encoding string) string {
	var kept []string
	for one := range strings.SplitSeq(encoding, ",") {
		if one = strings.TrimSpace(one); one != "" && !strings.EqualFold(one, "aws-chunked") {
			kept = append(kept, one)
		}
	}
	return strings.Join(kept, ",")
}

func with(m map[string]string, name, value string) map[string]string {
	if m == nil {
		m = map[string]string{}
	}
	m[name] = value
	return m
}

// refused names what a request asks for and Tarn would not do: a client that relies on it has to know.
func refused(h http.Header) error {
	for name := range h {
		low := strings.ToLower(name)
		switch {
		case strings.HasPrefix(low, "x-amz-server-side-encryption"), strings.HasPrefix(low, "x-amz-object-lock"), strings.HasPrefix(low, "x-amz-grant-"),
			low == "x-amz-tagging", low == "x-amz-website-redirect-location", low == "x-amz-write-offset-bytes":
			return fail("NotImplemented", "A header you provided implies functionality that is not in Tarn: %s", low)
		}
	}
	if acl := h.Get("X-Amz-Acl"); acl != "" && acl != "private" && acl != "bucket-owner-full-control" {
		return fail("AccessControlListNotSupported", "The bucket does not allow ACLs")
	}
	if class := h.Get("X-Amz-Storage-Class"); class != "" && class != "STANDARD" {
		return fail("InvalidStorageClass", "The storage class you specified is not valid: Tarn has STANDARD only")
	}
	return nil
}

type copyResult struct {
	XMLName      xml.Name
	LastModified string
	ETag         string
	ChecksumType string `xml:",omitempty"`
	checksumMembers
}

// copyObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html.
func (f *Face) copyObject(ctx context.Context, q *request) (*answer, error) {
	o, err := q.putOptions()
	if err != nil {
		return nil, err
	}
	from, source, err := f.source(ctx, q)
	if err != nil {
		return nil, err
	}
	directive := q.r.Header.Get("X-Amz-Metadata-Directive")
	switch directive {
	case "", "COPY":
		if from.bucket == q.bucket && from.key == q.key {
			return nil, fail("InvalidRequest", "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.")
		}
		o.ContentType, o.Metadata, o.Headers = source.ContentType, source.Metadata, source.Headers
	case "REPLACE":
	default:
		return nil, fail("InvalidArgument", "Unknown metadata directive.")
	}
	if source.Size > maxPut {
		return nil, fail("InvalidRequest", "The specified copy source is larger than the maximum allowable size for a copy source: %d", int64(maxPut))
	}
	body, err := from.get(ctx, source, 0, -1)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	b, err := f.writable(ctx, q, q.key)
	if err != nil {
		return nil, err
	}
	in, err := integrityOf(http.Header{}, copyAlgorithm(q.r.Header, source))
	if err != nil {
		return nil, err
	}
	o.Tee, o.Check, o.Audit = in.tee(), in.check, source.Audit
	info, err := b.Put(ctx, q.key, body, o)
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, document: copyResult{XMLName: name("CopyObjectResult"), LastModified: stamp(info.Modified), ETag: `"` + info.ETag + `"`,
		ChecksumType: info.ChecksumType, checksumMembers: membersOf(info)}}, nil
}

// copyAlgorithm is the one that is asked for, or the source's.
func copyAlgorithm(h http.Header, source objects.Info) string {
	if name := strings.ToUpper(h.Get("X-Amz-Checksum-Algorithm")); name != "" {
		return name
	}
	for name := range source.Checksums {
		return name
	}
	return ""
}

// origin is what is copied.
type origin struct {
	bucket, key string
	from        objects.Bucket
}

// source finds the object of X-Amz-Copy-Source, which the key has to be allowed to read.
func (f *Face) source(ctx context.Context, q *request) (origin, objects.Info, error) {
	text, version, _ := strings.Cut(q.r.Header.Get("X-Amz-Copy-Source"), "?versionId=")
	path, err := url.PathUnescape(text)
	bucket, key, ok := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if err != nil || !ok || key == "" {
		return origin{}, objects.Info{}, fail("InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey")
	}
	if version != "" && version != "null" {
		return origin{}, objects.Info{}, fail("NoSuchVersion", "The specified version does not exist.")
	}
	reading := *q
	reading.bucket, reading.key = bucket, key
	if err := readPlace(f, &reading); err != nil {
		return origin{}, objects.Info{}, err
	}
	b, err := f.Buckets.Open(ctx, bucket)
	if err != nil {
		return origin{}, objects.Info{}, err
	}
	info, err := b.Head(ctx, key)
	if err != nil {
		return origin{}, info, err
	}
	if !objects.Reaches(q.call.Key, info) {
		return origin{}, info, denied(&reading)
	}
	return origin{bucket, key, b}, info, conditions(q.r.Header, "X-Amz-Copy-Source-", info)
}

// get reads the object that was found.
func (o origin) get(ctx context.Context, found objects.Info, offset, length int64) (io.ReadCloser, error) {
	body, info, err := o.from.Get(ctx, o.key, offset, length)
	if err != nil {
		return nil, err
	}
	if info.ETag != found.ETag || info.Size != found.Size {
		body.Close()
		return nil, fail("OperationAborted", "The source was replaced while it was copied. Try again.")
	}
	return body, nil
}

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

func name(local string) xml.Name { return xml.Name{Space: namespace, Local: local} }

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
