package s3_test

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"net"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	client "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

type netConn = net.Conn

func dialTo(ctx context.Context, address string) (net.Conn, error) {
	return new(net.Dialer).DialContext(ctx, "tcp", address)
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.NewChaCha8([32]byte{1}).Read(b)
	return b
}

func TestTheTransferManager(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	ctx := t.Context()
	content := random(12<<20 + 345)
	manager := transfermanager.New(c, func(o *transfermanager.Options) { o.PartSizeBytes, o.MultipartUploadThreshold = 5<<20, 5<<20 })
	// A reader of unknown length, so that parts go up in chunks.
	up, err := manager.UploadObject(ctx, &transfermanager.UploadObjectInput{Bucket: aws.String("b-1"), Key: aws.String("big"), Body: io.MultiReader(bytes.NewReader(content))})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(strings.Trim(*up.ETag, `"`), "-3") {
		t.Errorf("ETag %s", *up.ETag)
	}
	head, err := c.HeadObject(ctx, &client.HeadObjectInput{Bucket: aws.String("b-1"), Key: aws.String("big"), PartNumber: aws.Int32(3)})
	if err != nil || *head.PartsCount != 3 || *head.ContentLength != 2<<20+345 {
		t.Errorf("%+v %v", head, err)
	}
	got := &buffer{b: make([]byte, len(content))}
	if _, err := manager.DownloadObject(ctx, &transfermanager.DownloadObjectInput{Bucket: aws.String("b-1"), Key: aws.String("big"), WriterAt: got}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.b, content) {
		t.Error("what came back is not what was sent")
	}
}

type buffer struct{ b []byte }

func (b *buffer) WriteAt(p []byte, at int64) (int, error) { return copy(b.b[at:], p), nil }

func TestUploads(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	ctx := t.Context()
	bucket, key := aws.String("b-1"), aws.String("k ü")
	for _, kind := range []struct {
		algorithm types.ChecksumAlgorithm
		kind      types.ChecksumType
	}{{types.ChecksumAlgorithmCrc32, ""}, {types.ChecksumAlgorithmCrc64nvme, types.ChecksumTypeFullObject}, {types.ChecksumAlgorithmSha256, types.ChecksumTypeComposite},
		{types.ChecksumAlgorithmCrc32c, types.ChecksumTypeFullObject}} {
		u, err := c.CreateMultipartUpload(ctx, &client.CreateMultipartUploadInput{Bucket: bucket, Key: key, ChecksumAlgorithm: kind.algorithm, ChecksumType: kind.kind, ContentType: aws.String("text/plain")})
		if err != nil {
			t.Fatal(err)
		}
		var parts []types.CompletedPart
		for n, content := range [][]byte{random(5 << 20), []byte("the end")} {
			number := aws.Int32(int32(n + 1))
			p, err := c.UploadPart(ctx, &client.UploadPartInput{Bucket: bucket, Key: key, UploadId: u.UploadId, PartNumber: number, Body: bytes.NewReader(content), ChecksumAlgorithm: kind.algorithm})
			if err != nil {
				t.Fatal(err)
			}
			parts = append(parts, types.CompletedPart{PartNumber: number, ETag: p.ETag, ChecksumCRC32: p.ChecksumCRC32, ChecksumCRC32C: p.ChecksumCRC32C, ChecksumCRC64NVME: p.ChecksumCRC64NVME, ChecksumSHA256: p.ChecksumSHA256})
		}
		list, err := c.ListParts(ctx, &client.ListPartsInput{Bucket: bucket, Key: key, UploadId: u.UploadId, MaxParts: aws.Int32(1)})
		if err != nil || !*list.IsTruncated || *list.NextPartNumberMarker != "1" || *list.Parts[0].Size != 5<<20 {
			t.Errorf("%+v %v", list, err)
		}
		for want, wrong := range map[string][]types.CompletedPart{"InvalidPartOrder": {parts[1], parts[0]}, "InvalidPart": {{PartNumber: aws.Int32(1), ETag: parts[1].ETag}}, "MalformedXML": {}} {
			_, err := c.CompleteMultipartUpload(ctx, &client.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: u.UploadId, MultipartUpload: &types.CompletedMultipartUpload{Parts: wrong}})
			if code(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
		done, err := c.CompleteMultipartUpload(ctx, &client.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: u.UploadId, MultipartUpload: &types.CompletedMultipartUpload{Parts: parts}})
		if err != nil {
			t.Fatal(kind.algorithm, err)
		}
		if !strings.HasSuffix(*done.ETag, `-2"`) || done.ChecksumType == "" {
			t.Errorf("%s: %s %s", kind.algorithm, *done.ETag, done.ChecksumType)
		}
		if got := get(t, c, *key); len(got) != 5<<20+7 || !strings.HasSuffix(got, "the end") {
			t.Errorf("%d bytes", len(got))
		}
	}
}

func TestUploadsThatDoNotEnd(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	ctx := t.Context()
	bucket, key := aws.String("b-1"), aws.String("k")
	u, err := c.CreateMultipartUpload(ctx, &client.CreateMultipartUploadInput{Bucket: bucket, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	var parts []types.CompletedPart
	for n := range int32(2) {
		p, err := c.UploadPart(ctx, &client.UploadPartInput{Bucket: bucket, Key: key, UploadId: u.UploadId, PartNumber: aws.Int32(n + 1), Body: strings.NewReader("small")})
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, types.CompletedPart{PartNumber: aws.Int32(n + 1), ETag: p.ETag})
	}
	_, err = c.CompleteMultipartUpload(ctx, &client.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: u.UploadId, MultipartUpload: &types.CompletedMultipartUpload{Parts: parts}})
	if code(err) != "EntityTooSmall" {
		t.Error(err)
	}
	list, err := c.ListMultipartUploads(ctx, &client.ListMultipartUploadsInput{Bucket: bucket})
	if err != nil || len(list.Uploads) != 1 || *list.Uploads[0].UploadId != *u.UploadId {
		t.Errorf("%+v %v", list, err)
	}
	if _, err := s.client("limited").ListParts(ctx, &client.ListPartsInput{Bucket: bucket, Key: key, UploadId: u.UploadId}); code(err) != "NoSuchUpload" {
		t.Error(err)
	}
	if _, err := c.AbortMultipartUpload(ctx, &client.AbortMultipartUploadInput{Bucket: bucket, Key: key, UploadId: u.UploadId}); err != nil {
		t.Error(err)
	}
	if _, err := c.AbortMultipartUpload(ctx, &client.AbortMultipartUploadInput{Bucket: bucket, Key: key, UploadId: u.UploadId}); code(err) != "NoSuchUpload" {
		t.Error(err)
	}
	for _, n := range []int32{0, 10001, -1} {
		_, err := c.UploadPart(ctx, &client.UploadPartInput{Bucket: bucket, Key: key, UploadId: u.UploadId, PartNumber: &n, Body: strings.NewReader("small")})
		if code(err) != "InvalidArgument" {
			t.Error(n, err)
		}
	}
}
