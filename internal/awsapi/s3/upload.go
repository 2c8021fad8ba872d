package s3

import (
	"context"
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"

	"tarn/internal/objects"
)

func md5Of(text []byte) string {
	sum := md5.Sum(text)
	return hex.EncodeToString(sum[:])
}

type uploadDocument struct {
	XMLName               xml.Name
	Bucket, Key, UploadId string
}

// createUpload: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html.
func (f *Face) createUpload(ctx context.Context, q *request) (*answer, error) {
	o, err := q.putOptions()
	if err != nil {
		return nil, err
	}
	algorithm := strings.ToUpper(q.r.Header.Get("X-Amz-Checksum-Algorithm"))
	kind := strings.ToUpper(q.r.Header.Get("X-Amz-Checksum-Type"))
	if err := checkKind(algorithm, &kind); err != nil {
		return nil, err
	}
	u, err := f.Buckets.Begin(ctx, q.bucket, q.key, objects.UploadOptions{ContentType: o.ContentType, Metadata: o.Metadata, Headers: o.Headers, Writer: o.Writer,
		ChecksumAlgorithm: algorithm, ChecksumType: kind})
	if err != nil {
		return nil, err
	}
	a := &answer{status: http.StatusOK, header: http.Header{}, document: uploadDocument{name("InitiateMultipartUploadResult"), q.bucket, q.key, u.ID}}
	if algorithm != "" {
		a.header.Set("X-Amz-Checksum-Algorithm", algorithm)
		a.header.Set("X-Amz-Checksum-Type", kind)
	}
	return a, nil
}

// checkKind checks a checksum and its type, and gives the type that goes without saying.
func checkKind(algorithm string, kind *string) error {
	if algorithm == "" {
		if *kind != "" {
			return fail("InvalidRequest", "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.")
		}
		return nil
	}
	if _, ok := algorithms[algorithm]; !ok {
		return fail("InvalidRequest", "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]")
	}
	full := algorithm == "CRC64NVME"
	if *kind == "" {
		*kind = "COMPOSITE"
		if full {
			*kind = "FULL_OBJECT"
		}
	}
	if *kind != "COMPOSITE" && *kind != "FULL_OBJECT" || full && *kind == "COMPOSITE" || strings.HasPrefix(algorithm, "SHA") && *kind == "FULL_OBJECT" {
		return fail("InvalidRequest", "The %s checksum type cannot be used with the %s checksum algorithm.", *kind, strings.ToLower(algorithm))
	}
	return nil
}

// upload finds the upload of a request. A limited key finds its own.
func (f *Face) upload(ctx context.Context, q *request) (objects.Upload, error) {
	if _, err := f.Buckets.Open(ctx, q.bucket); err != nil {
		return objects.Upload{}, err
	}
	u, err := f.Buckets.Index.Upload(ctx, q.bucket, q.key, q.query.Get("uploadId"))
	if err == nil && !objects.Reaches(q.call.Key, objects.Info{Writer: u.Options.Writer}) {
		err = objects.ErrNoUpload
	}
	return u, err
}

func (q *request) partNumber() (int, error) {
	n, err := q.number("partNumber", 0, 1, objects.MaxParts)
	if err != nil || n == 0 || n > objects.MaxParts {
		return 0, fail("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive")
	}
	return n, nil
}

// uploadPart: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html.
func (f *Face) uploadPart(ctx context.Context, q *request) (*answer, error) {
	number, err := q.partNumber()
	if err != nil {
		return nil, err
	}
	if err := q.whole(); err != nil {
		return nil, err
	}
	u, err := f.upload(ctx, q)
	if err != nil {
		return nil, err
	}
	in, err := integrityOf(q.r.Header, u.Options.ChecksumAlgorithm)
	if err != nil {
		return nil, err
	}
	if want := u.Options.ChecksumAlgorithm; want != "" && in.algorithm != want {
		return nil, fail("InvalidRequest", "Checksum Type mismatch occurred, expected checksum Type: %s, actual checksum Type: %s", strings.ToLower(want), strings.ToLower(in.algorithm))
	}
	info, err := f.Buckets.PutPart(ctx, u, number, teed(q.r.Body, in), in.check)
	if err != nil {
		return nil, err
	}
	a := &answer{status: http.StatusOK, header: http.Header{"Etag": {`"` + info.ETag + `"`}}}
	for algorithm, value := range info.Checksums {
		a.header.Set(checksumHeader(algorithm), value)
	}
	return a, nil
}

// uploadPartCopy: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html.
func (f *Face) uploadPartCopy(ctx context.Context, q *request) (*answer, error) {
	number, err := q.partNumber()
	if err != nil {
		return nil, err
	}
	u, err := f.upload(ctx, q)
	if err != nil {
		return nil, err
	}
	from, source, err := f.source(ctx, q)
	if err != nil {
		return nil, err
	}
	offset, length := int64(0), source.Size
	if text := q.r.Header.Get("X-Amz-Copy-Source-Range"); text != "" {
		var partial bool
		if offset, length, partial = parseRange(text, source.Size); !partial || length < 0 {
			return nil, fail("InvalidArgument", "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy")
		}
	}
	if length > maxPut {
		return nil, fail("InvalidRequest", "The specified copy source is larger than the maximum allowable size for a copy source: %d", int64(maxPut))
	}
	body, err := from.get(ctx, source, offset, length)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	in, err := integrityOf(http.Header{}, u.Options.ChecksumAlgorithm)
	if err != nil {
		return nil, err
	}
	info, err := f.Buckets.PutPart(ctx, u, number, teed(body, in), in.check)
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, document: copyResult{XMLName: name("CopyPartResult"), LastModified: stamp(info.Modified), ETag: `"` + info.ETag + `"`, checksumMembers: membersOf(info)}}, nil
}

type completeDocument struct {
	XMLName xml.Name `xml:"CompleteMultipartUpload"`
	Parts   []struct {
		PartNumber int
		ETag       string
		checksumMembers
	} `xml:"Part"`
}

type completeResult struct {
	XMLName               xml.Name
	Location, Bucket, Key string
	ETag                  string
	ChecksumType          string `xml:",omitempty"`
	checksumMembers
}

// completeUpload: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html.
func (f *Face) completeUpload(ctx context.Context, q *request) (*answer, error) {
	u, err := f.upload(ctx, q)
	if err != nil {
		return nil, err
	}
	// The checksum headers are the object's, not the document's.
	declared := q.r.Header.Get(checksumHeader(u.Options.ChecksumAlgorithm))
	for algorithm := range algorithms {
		q.r.Header.Del(checksumHeader(algorithm))
	}
	var in completeDocument
	if err := q.document(&in, false); err != nil {
		return nil, err
	}
	if len(in.Parts) == 0 || len(in.Parts) > objects.MaxParts {
		return nil, malformed
	}
	put, err := q.putOptions()
	if err != nil {
		return nil, err
	}
	if _, err := f.writable(ctx, q, q.key); err != nil {
		return nil, err
	}
	named, err := f.namedParts(ctx, u, in)
	if err != nil {
		return nil, err
	}
	c, err := newCompletion(u.Options, named, declared)
	if err != nil {
		return nil, err
	}
	info, err := f.Buckets.Complete(ctx, u, named, objects.PutOptions{Tee: c.tee(), Check: c.check, IfNoneMatch: put.IfNoneMatch, IfMatch: put.IfMatch})
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, document: completeResult{XMLName: name("CompleteMultipartUploadResult"), Location: "http://" + q.r.Host + "/" + q.bucket + "/" + q.key,
		Bucket: q.bucket, Key: q.key, ETag: `"` + info.ETag + `"`, ChecksumType: info.ChecksumType, checksumMembers: membersOf(info)}}, nil
}

// namedParts gives the upload's parts as the document names them.
func (f *Face) namedParts(ctx context.Context, u objects.Upload, in completeDocument) ([]objects.Part, error) {
	all, err := f.Buckets.Index.Parts(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	byNumber := map[int]objects.Part{}
	for _, p := range all {
		byNumber[p.Number] = p
	}
	var named []objects.Part
	last := 0
	for _, p := range in.Parts {
		if p.PartNumber <= last {
			return nil, fail("InvalidPartOrder", "The list of parts was not in ascending order. The parts list must be specified in order by part number.")
		}
		last = p.PartNumber
		part, ok := byNumber[p.PartNumber]
		if !ok || part.ETag != objects.ETagOf(p.ETag) {
			return nil, objects.ErrPart
		}
		if given := p.value(u.Options.ChecksumAlgorithm); given != "" && given != part.Checksums[u.Options.ChecksumAlgorithm] {
			return nil, objects.ErrPart
		}
		named = append(named, part)
	}
	return named, nil
}

// completion is the checksum of a completed upload.
type completion struct {
	*integrity
	value string
	kind  string
}

func newCompletion(o objects.UploadOptions, parts []objects.Part, declared string) (*completion, error) {
	c := &completion{kind: o.ChecksumType}
	algorithm := o.ChecksumAlgorithm
	if algorithm == "" {
		c.integrity = &integrity{}
		return c, nil
	}
	if o.ChecksumType == "FULL_OBJECT" {
		h := http.Header{}
		if declared != "" {
			h.Set(checksumHeader(algorithm), declared)
		}
		var err error
		c.integrity, err = integrityOf(h, algorithm)
		return c, err
	}
	sum := algorithms[algorithm]()
	for _, p := range parts {
		raw, _ := base64.StdEncoding.DecodeString(p.Checksums[algorithm])
		sum.Write(raw)
	}
	c.integrity = &integrity{algorithm: algorithm}
	c.value = fmt.Sprintf("%s-%d", base64.StdEncoding.EncodeToString(sum.Sum(nil)), len(parts))
	if declared != "" && declared != c.value && declared+fmt.Sprintf("-%d", len(parts)) != c.value {
		return nil, fail("BadDigest", "The %s you specified did not match the calculated checksum.", algorithm)
	}
	return c, nil
}

func (c *completion) check(info *objects.Info) error {
	if c.value != "" {
		info.Checksums, info.ChecksumType = map[string]string{c.algorithm: c.value}, c.kind
		return nil
	}
	return c.integrity.check(info)
}

// abortUpload: https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html.
func (f *Face) abortUpload(ctx context.Context, q *request) (*answer, error) {
	u, err := f.upload(ctx, q)
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusNoContent}, f.Buckets.Abort(ctx, u)
}
