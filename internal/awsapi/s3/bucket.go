package s3

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"net/http"
	"strings"

	"tarn/internal/objects"
)

type owner struct{ ID string }

// owner is the canonical user ID of the home's account, which is 64 hexadecimal digits.
func (f *Face) owner() owner {
	sum := sha256.Sum256([]byte("tarn " + f.Home.Account))
	return owner{hex.EncodeToString(sum[:])}
}

type bucketsDocument struct {
	XMLName           xml.Name
	Owner             owner
	Buckets           []bucketMember `xml:"Buckets>Bucket"`
	Prefix            string         `xml:",omitempty"`
	ContinuationToken string         `xml:",omitempty"`
}

type bucketMember struct {
	Name, CreationDate string
	BucketRegion       string
}

// listBuckets: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html.
func (f *Face) listBuckets(ctx context.Context, q *request) (*answer, error) {
	most, err := q.number("max-buckets", 10_000, 1, 10_000)
	if err != nil {
		return nil, err
	}
	prefix := q.query.Get("prefix")
	after, err := q.token("continuation-token", "buckets", prefix)
	if err != nil {
		return nil, err
	}
	all, err := f.Buckets.List(ctx)
	if err != nil {
		return nil, err
	}
	d := bucketsDocument{XMLName: name("ListAllMyBucketsResult"), Owner: f.owner(), Prefix: prefix}
	for _, b := range all {
		if b.Name <= after || !strings.HasPrefix(b.Name, prefix) || !f.Buckets.Sees(q.call.Key, b.Name) {
			continue
		}
		if len(d.Buckets) == most {
			d.ContinuationToken = tokenOf(d.Buckets[most-1].Name, "buckets", prefix)
			break
		}
		d.Buckets = append(d.Buckets, bucketMember{b.Name, stamp(b.Created), f.Home.Region})
	}
	return &answer{status: http.StatusOK, document: d}, nil
}

// createBucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html. Whatever region is asked for, the bucket is here.
func (f *Face) createBucket(ctx context.Context, q *request) (*answer, error) {
	if err := refused(q.r.Header); err != nil {
		return nil, err
	}
	var in struct {
		XMLName            xml.Name `xml:"CreateBucketConfiguration"`
		LocationConstraint string
	}
	if err := q.document(&in, true); err != nil {
		return nil, err
	}
	err := f.Buckets.Create(ctx, q.bucket)
	switch {
	case errors.Is(err, objects.ErrExists) && f.Buckets.Own(q.bucket):
		return nil, fail("BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.")
	case errors.Is(err, objects.ErrExists):
		return nil, fail("BucketAlreadyExists", "The requested bucket name is not available: it is a bucket of S3 that tarn.yaml lists.")
	case err != nil:
		return nil, err
	}
	return &answer{status: http.StatusOK, header: http.Header{"Location": {"/" + q.bucket}}}, nil
}

// headBucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html.
func (f *Face) headBucket(ctx context.Context, q *request) (*answer, error) {
	if _, err := f.Buckets.Open(ctx, q.bucket); err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, header: http.Header{"X-Amz-Bucket-Region": {f.Home.Region}, "Content-Type": {"application/xml"}}}, nil
}

// deleteBucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html.
func (f *Face) deleteBucket(ctx context.Context, q *request) (*answer, error) {
	return &answer{status: http.StatusNoContent}, f.Buckets.Remove(ctx, q.bucket)
}

type locationDocument struct {
	XMLName xml.Name
	Region  string `xml:",chardata"`
}

// bucketLocation: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html. us-east-1 is empty there.
func (f *Face) bucketLocation(ctx context.Context, q *request) (*answer, error) {
	if _, err := f.Buckets.Open(ctx, q.bucket); err != nil {
		return nil, err
	}
	d := locationDocument{XMLName: name("LocationConstraint"), Region: f.Home.Region}
	if d.Region == "us-east-1" {
		d.Region = ""
	}
	return &answer{status: http.StatusOK, document: d}, nil
}

// bucketVersioning: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html. Empty says that there was never any.
func (f *Face) bucketVersioning(ctx context.Context, q *request) (*answer, error) {
	if _, err := f.Buckets.Open(ctx, q.bucket); err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, document: struct{ XMLName xml.Name }{name("VersioningConfiguration")}}, nil
}
