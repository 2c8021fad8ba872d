package s3_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	client "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/s3"
	"tarn/internal/awsapi/wire"
	"tarn/internal/objects"
	"tarn/internal/state"
)

// server is S3's face at an address, with a key for each role.
type server struct {
	*httptest.Server
	buckets *objects.Buckets
	keys    map[string]auth.Key

	mu    sync.Mutex
	calls []string
	fails error
}

func (s *server) Before(context.Context, *awsapi.Call) error { return s.fails }

func (s *server) After(_ context.Context, c *awsapi.Call, _ wire.Shape, _ any, failed *wire.Error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := c.Service.Name + " " + c.Operation + " " + c.Key.Name
	if failed != nil {
		text += " " + failed.Code
	}
	s.calls = append(s.calls, text)
	return nil
}

func start(t *testing.T) *server {
	t.Helper()
	dir := t.TempDir()
	db, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s := &server{buckets: &objects.Buckets{Dir: filepath.Join(dir, "objects"), Index: db}, keys: map[string]auth.Key{}}
	for _, role := range auth.Roles {
		s.keys[role] = auth.Key{ID: "TARN" + strings.ToUpper(role), Secret: "secret of " + role, Name: role, Role: auth.Role(role)}
	}
	s.keys["limited"] = auth.Key{ID: "TARNLIMITED", Secret: "s", Name: "limited", Role: auth.Analyst, Stores: []string{"one"}}
	s.Server = httptest.NewServer(&s3.Face{Buckets: s.buckets, Home: awsapi.Home{Account: "123456789012", Region: "us-east-1"}, Record: s,
		Hosts: []string{"tarn.example.com"}, Log: slog.New(slog.DiscardHandler), Keys: s.key})
	t.Cleanup(s.Close)
	return s
}

func (s *server) key(_ context.Context, id string) (auth.Key, error) {
	for _, k := range s.keys {
		if k.ID == id {
			return k, nil
		}
	}
	return auth.Key{}, auth.ErrKeyNotFound
}

func (s *server) client(name string, options ...func(*client.Options)) *client.Client {
	k := s.keys[name]
	return client.New(client.Options{BaseEndpoint: &s.URL, UsePathStyle: true, Region: "us-east-1", RetryMaxAttempts: 1,
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported, ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported,
		Credentials: credentials.NewStaticCredentialsProvider(k.ID, k.Secret, "")}, options...)
}

// bucket gives an admin's client, and a bucket b-1.
func (s *server) bucket(t *testing.T) *client.Client {
	t.Helper()
	c := s.client("admin")
	if _, err := c.CreateBucket(t.Context(), &client.CreateBucketInput{Bucket: aws.String("b-1")}); err != nil {
		t.Fatal(err)
	}
	return c
}

func put(t *testing.T, c *client.Client, key, content string) *client.PutObjectOutput {
	t.Helper()
	out, err := c.PutObject(t.Context(), &client.PutObjectInput{Bucket: aws.String("b-1"), Key: &key, Body: strings.NewReader(content)})
	if err != nil {
		t.Fatalf("putting %q: %v", key, err)
	}
	return out
}

func get(t *testing.T, c *client.Client, key string) string {
	t.Helper()
	out, err := c.GetObject(t.Context(), &client.GetObjectInput{Bucket: aws.String("b-1"), Key: &key})
	if err != nil {
		t.Fatalf("getting %q: %v", key, err)
	}
	defer out.Body.Close()
	content, err := io.ReadAll(out.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// code is an error's code, empty for none.
func code(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode()
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestAnObjectThroughTheAPI(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	ctx := t.Context()
	in := &client.PutObjectInput{Bucket: aws.String("b-1"), Key: aws.String("a folder/ü+%20.csv"), Body: strings.NewReader("0123456789"), ContentType: aws.String("text/csv"),
		Metadata: map[string]string{"by": "someone"}, CacheControl: aws.String("no-store"), ContentDisposition: aws.String("attachment")}
	made, err := c.PutObject(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	// The SDK sends a CRC32 of its own, and compares what comes back with it.
	if aws.ToString(made.ETag) != `"781e5e245d69b566979b86e28d23f2c7"` || aws.ToString(made.ChecksumCRC32) == "" {
		t.Errorf("ETag %s, CRC32 %s", aws.ToString(made.ETag), aws.ToString(made.ChecksumCRC32))
	}
	head, err := c.HeadObject(ctx, &client.HeadObjectInput{Bucket: in.Bucket, Key: in.Key, ChecksumMode: types.ChecksumModeEnabled})
	if err != nil {
		t.Fatal(err)
	}
	if *head.ContentLength != 10 || *head.ContentType != "text/csv" || head.Metadata["by"] != "someone" || *head.CacheControl != "no-store" ||
		*head.ContentDisposition != "attachment" || *head.ETag != *made.ETag || *head.ChecksumCRC32 != *made.ChecksumCRC32 || time.Since(*head.LastModified) > time.Minute {
		t.Errorf("%+v", head)
	}
	for _, r := range []struct{ asked, want, part string }{
		{"bytes=0-", "0123456789", "bytes 0-9/10"}, {"bytes=2-4", "234", "bytes 2-4/10"}, {"bytes=-3", "789", "bytes 7-9/10"}, {"bytes=8-99999999999999999999999", "89", "bytes 8-9/10"},
		{"bytes=-99999999999999999999999", "0123456789", "bytes 0-9/10"}, {"bytes=1-2,4-5", "0123456789", ""}, {"lines=1-2", "0123456789", ""}, {"bytes=5-2", "0123456789", ""}, {"bytes=--1", "0123456789", ""},
	} {
		out, err := c.GetObject(ctx, &client.GetObjectInput{Bucket: in.Bucket, Key: in.Key, Range: &r.asked, ResponseContentType: aws.String("text/plain"), ResponseCacheControl: aws.String("max-age=1")})
		if err != nil {
			t.Errorf("%s: %v", r.asked, err)
			continue
		}
		content, _ := io.ReadAll(out.Body)
		if string(content) != r.want || aws.ToString(out.ContentRange) != r.part || *out.ContentType != "text/plain" || *out.CacheControl != "max-age=1" {
			t.Errorf("%s: %q %q %s", r.asked, content, aws.ToString(out.ContentRange), *out.ContentType)
		}
	}
	for _, asked := range []string{"bytes=10-", "bytes=99999999999999999999999-", "bytes=-0"} {
		if _, err := c.GetObject(ctx, &client.GetObjectInput{Bucket: in.Bucket, Key: in.Key, Range: &asked}); code(err) != "InvalidRange" {
			t.Errorf("%s: %v", asked, err)
		}
	}
	if _, err := c.DeleteObject(ctx, &client.DeleteObjectInput{Bucket: in.Bucket, Key: in.Key}); err != nil {
		t.Fatal(err)
	}
	var none *types.NoSuchKey
	if _, err := c.GetObject(ctx, &client.GetObjectInput{Bucket: in.Bucket, Key: in.Key}); !errors.As(err, &none) {
		t.Error(err)
	}
	if _, err := c.DeleteObject(ctx, &client.DeleteObjectInput{Bucket: in.Bucket, Key: in.Key}); err != nil {
		t.Error("deleting what is not there:", err)
	}
}

func TestConditionsOfReadersAndWriters(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	ctx := t.Context()
	bucket, key := aws.String("b-1"), aws.String("k")
	etag := *put(t, c, "k", "one").ETag
	before, after := aws.Time(time.Now().Add(-time.Hour)), aws.Time(time.Now().Add(time.Hour))
	for i, g := range []struct {
		in   client.GetObjectInput
		want string
	}{
		{client.GetObjectInput{IfMatch: &etag}, ""},
		{client.GetObjectInput{IfMatch: aws.String(`"0", ` + etag)}, ""},
		{client.GetObjectInput{IfMatch: aws.String("*")}, ""},
		{client.GetObjectInput{IfMatch: aws.String(`"0"`)}, "PreconditionFailed"},
		{client.GetObjectInput{IfNoneMatch: aws.String(`"0"`)}, ""},
		{client.GetObjectInput{IfNoneMatch: &etag}, "NotModified"},
		{client.GetObjectInput{IfModifiedSince: before}, ""},
		{client.GetObjectInput{IfModifiedSince: after}, "NotModified"},
		{client.GetObjectInput{IfUnmodifiedSince: before}, "PreconditionFailed"},
		{client.GetObjectInput{IfUnmodifiedSince: before, IfMatch: &etag}, ""},
		{client.GetObjectInput{IfModifiedSince: after, IfNoneMatch: aws.String(`"0"`)}, ""},
	} {
		g.in.Bucket, g.in.Key = bucket, key
		if _, err := c.GetObject(ctx, &g.in); code(err) != g.want {
			t.Errorf("%d: %v, want %q", i, err, g.want)
		}
	}
	for i, p := range []struct {
		in   client.PutObjectInput
		want string
	}{
		{client.PutObjectInput{IfNoneMatch: aws.String("*")}, "PreconditionFailed"},
		{client.PutObjectInput{IfNoneMatch: aws.String(etag)}, "NotImplemented"},
		{client.PutObjectInput{IfMatch: aws.String(`"0"`)}, "PreconditionFailed"},
		{client.PutObjectInput{ContentMD5: aws.String("AAAAAAAAAAAAAAAAAAAAAA==")}, "BadDigest"},
		{client.PutObjectInput{ContentMD5: aws.String("AAAA")}, "InvalidDigest"},
		{client.PutObjectInput{ChecksumCRC32: aws.String("AAAAAA==")}, "BadDigest"},
		{client.PutObjectInput{ChecksumCRC32: aws.String("AAAA")}, "InvalidRequest"},
		{client.PutObjectInput{ChecksumSHA256: aws.String("P7EBH9U/hdwWXvjpD2UrKNXlA8QbX3hw7o1LNqkFNxI=")}, "BadDigest"},
		{client.PutObjectInput{ServerSideEncryption: types.ServerSideEncryptionAwsKms}, "NotImplemented"},
		{client.PutObjectInput{Tagging: aws.String("a=b")}, "NotImplemented"},
		{client.PutObjectInput{ACL: types.ObjectCannedACLPublicRead}, "AccessControlListNotSupported"},
		{client.PutObjectInput{StorageClass: types.StorageClassGlacier}, "InvalidStorageClass"},
		{client.PutObjectInput{ExpectedBucketOwner: aws.String("999999999999")}, "AccessDenied"},
		{client.PutObjectInput{Metadata: map[string]string{"a": strings.Repeat("x", 2048)}}, "MetadataTooLarge"},
		{client.PutObjectInput{Key: aws.String(strings.Repeat("k", 1025))}, "KeyTooLongError"},
		{client.PutObjectInput{Bucket: aws.String("b-2")}, "NoSuchBucket"},
	} {
		if p.in.Bucket == nil {
			p.in.Bucket = bucket
		}
		if p.in.Key == nil {
			p.in.Key = key
		}
		p.in.Body = strings.NewReader("two")
		if _, err := c.PutObject(ctx, &p.in); code(err) != p.want {
			t.Errorf("%d: %v, want %q", i, err, p.want)
		}
	}
	if got := get(t, c, "k"); got != "one" {
		t.Errorf("it is now %q", got)
	}
	for _, in := range []client.PutObjectInput{{IfMatch: &etag}, {ChecksumAlgorithm: types.ChecksumAlgorithmSha256}, {ChecksumAlgorithm: types.ChecksumAlgorithmCrc32c},
		{ChecksumAlgorithm: types.ChecksumAlgorithmCrc64nvme}, {ChecksumAlgorithm: types.ChecksumAlgorithmSha1}, {ACL: types.ObjectCannedACLBucketOwnerFullControl}} {
		in.Bucket, in.Key, in.Body = bucket, key, strings.NewReader("two")
		if _, err := c.PutObject(ctx, &in); err != nil {
			t.Error(err)
		}
		get(t, c, "k")
	}
}

func TestListings(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	ctx := t.Context()
	keys := []string{"a", "a/1", "a/2", "a/b/c", "b/", "b/ü &<>", "c+d e", "z"}
	for _, k := range keys {
		put(t, c, k, "x")
	}
	bucket := aws.String("b-1")
	for _, n := range []int32{1, 2, 3, 1000} {
		var got []string
		pages := client.NewListObjectsV2Paginator(c, &client.ListObjectsV2Input{Bucket: bucket, MaxKeys: &n, FetchOwner: aws.Bool(true)})
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range page.Contents {
				got = append(got, *o.Key)
				if *o.Size != 1 || len(*o.Owner.ID) != 64 || *o.ETag != `"9dd4e461268c8034f5c8564e155c67a6"` {
					t.Errorf("%+v", o)
				}
			}
			if int(*page.KeyCount) != len(page.Contents) || *page.MaxKeys != n {
				t.Errorf("KeyCount %d, MaxKeys %d", *page.KeyCount, *page.MaxKeys)
			}
		}
		if !slices.Equal(got, keys) {
			t.Errorf("%d at once: %q", n, got)
		}
		got = nil
		marker := ""
		for {
			page, err := c.ListObjects(ctx, &client.ListObjectsInput{Bucket: bucket, Delimiter: aws.String("/"), MaxKeys: &n, Marker: &marker})
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range page.Contents {
				got = append(got, *o.Key)
			}
			for _, p := range page.CommonPrefixes {
				got = append(got, "+"+*p.Prefix)
			}
			if !*page.IsTruncated {
				break
			}
			marker = *page.NextMarker
		}
		slices.Sort(got)
		if want := []string{"+a/", "+b/", "a", "c+d e", "z"}; !slices.Equal(got, want) {
			t.Errorf("with a delimiter, %d at once: %q", n, got)
		}
	}
	url, err := c.ListObjectsV2(ctx, &client.ListObjectsV2Input{Bucket: bucket, Prefix: aws.String("b/ü"), EncodingType: types.EncodingTypeUrl})
	if err != nil || *url.Contents[0].Key != "b/%C3%BC%20%26%3C%3E" || *url.Prefix != "b/%C3%BC" {
		t.Errorf("%+v %v", url, err)
	}
	page, err := c.ListObjectsV2(ctx, &client.ListObjectsV2Input{Bucket: bucket, StartAfter: aws.String("b/"), MaxKeys: aws.Int32(1)})
	if err != nil || *page.Contents[0].Key != "b/ü &<>" {
		t.Errorf("%+v %v", page, err)
	}
	// A token belongs to its listing.
	for _, in := range []client.ListObjectsV2Input{{ContinuationToken: aws.String("abc")}, {ContinuationToken: aws.String("")}, {ContinuationToken: page.NextContinuationToken, Prefix: aws.String("x")},
		{MaxKeys: aws.Int32(-1)}, {EncodingType: "xml"}} {
		in.Bucket = bucket
		if _, err := c.ListObjectsV2(ctx, &in); code(err) != "InvalidArgument" {
			t.Error(err)
		}
	}
	none, err := c.ListObjectsV2(ctx, &client.ListObjectsV2Input{Bucket: bucket, MaxKeys: aws.Int32(0)})
	if err != nil || *none.IsTruncated || *none.KeyCount != 0 {
		t.Errorf("%+v %v", none, err)
	}
}

func TestBuckets(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	ctx := t.Context()
	name := func(n string) *string { return &n }
	for n, want := range map[string]string{"b-1": "BucketAlreadyOwnedByYou", "B": "InvalidBucketName", "..": "InvalidBucketName", "b-2": ""} {
		_, err := c.CreateBucket(ctx, &client.CreateBucketInput{Bucket: name(n), CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: "eu-west-1"}})
		if code(err) != want {
			t.Errorf("%s: %v", n, err)
		}
	}
	all, err := c.ListBuckets(ctx, &client.ListBucketsInput{})
	if err != nil || len(all.Buckets) != 2 || *all.Buckets[0].Name != "b-1" || time.Since(*all.Buckets[0].CreationDate) > time.Minute {
		t.Errorf("%+v %v", all, err)
	}
	if _, err := c.HeadBucket(ctx, &client.HeadBucketInput{Bucket: name("b-1")}); err != nil {
		t.Error(err)
	}
	if _, err := c.HeadBucket(ctx, &client.HeadBucketInput{Bucket: name("b-3")}); code(err) != "NotFound" {
		t.Error(err)
	}
	if out, err := c.GetBucketLocation(ctx, &client.GetBucketLocationInput{Bucket: name("b-1")}); err != nil || out.LocationConstraint != "" {
		t.Error(err)
	}
	if out, err := c.GetBucketVersioning(ctx, &client.GetBucketVersioningInput{Bucket: name("b-1")}); err != nil || out.Status != "" {
		t.Error(err)
	}
	put(t, c, "k", "x")
	if _, err := c.DeleteBucket(ctx, &client.DeleteBucketInput{Bucket: name("b-1")}); code(err) != "BucketNotEmpty" {
		t.Error(err)
	}
	gone, err := c.DeleteObjects(ctx, &client.DeleteObjectsInput{Bucket: name("b-1"), Delete: &types.Delete{Objects: []types.ObjectIdentifier{{Key: name("k")}, {Key: name("not there")}, {Key: name("v"), VersionId: name("1")}}}})
	if err != nil || len(gone.Deleted) != 2 || len(gone.Errors) != 1 || *gone.Errors[0].Code != "NoSuchVersion" {
		t.Errorf("%+v %v", gone, err)
	}
	if _, err := c.DeleteBucket(ctx, &client.DeleteBucketInput{Bucket: name("b-1")}); err != nil {
		t.Error(err)
	}
	if _, err := c.DeleteBucket(ctx, &client.DeleteBucketInput{Bucket: name("b-1")}); code(err) != "NoSuchBucket" {
		t.Error(err)
	}
	if _, err := c.GetBucketAcl(ctx, &client.GetBucketAclInput{Bucket: name("b-2")}); code(err) != "NotImplemented" || !strings.Contains(err.Error(), "GetBucketAcl is not in Tarn") {
		t.Error(err)
	}
}

func TestEveryAnswerIsSandboxed(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	put(t, c, "page.html", "<script>alert(1)</script>")
	signed := client.NewPresignClient(c)
	page, err := signed.PresignGetObject(t.Context(), &client.GetObjectInput{Bucket: aws.String("b-1"), Key: aws.String("page.html"), ResponseContentType: aws.String("text/html")})
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{page.URL, s.URL + "/b-1/page.html", s.URL + "/", s.URL + "/b-1/no"} {
		r, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.Header.Get("Content-Security-Policy") != "sandbox" || r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("X-Amz-Request-Id") == "" {
			t.Errorf("%s: %v", url, r.Header)
		}
		if url != page.URL && r.StatusCode != http.StatusForbidden {
			t.Errorf("%s without a signature: %s", url, r.Status)
		}
	}
}

func TestPresignedURLs(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	ctx := t.Context()
	signed := client.NewPresignClient(c, client.WithPresignExpires(time.Minute))
	send := func(method, url, body string, header http.Header) (int, string) {
		r, _ := http.NewRequest(method, url, strings.NewReader(body))
		for k, v := range header {
			r.Header[k] = v
		}
		out, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer out.Body.Close()
		text, _ := io.ReadAll(out.Body)
		return out.StatusCode, string(text)
	}
	up, err := signed.PresignPutObject(ctx, &client.PutObjectInput{Bucket: aws.String("b-1"), Key: aws.String("a b/ü")})
	if err != nil {
		t.Fatal(err)
	}
	if status, text := send("PUT", up.URL, "content", up.SignedHeader); status != 200 {
		t.Errorf("%d %s", status, text)
	}
	down, err := signed.PresignGetObject(ctx, &client.GetObjectInput{Bucket: aws.String("b-1"), Key: aws.String("a b/ü"), ResponseContentDisposition: aws.String("attachment; filename=x")})
	if err != nil {
		t.Fatal(err)
	}
	if status, text := send("GET", down.URL, "", nil); status != 200 || text != "content" {
		t.Errorf("%d %s", status, text)
	}
	for _, url := range []string{down.URL + "&response-content-type=text/html", strings.Replace(down.URL, "b-1", "b-2", 1), strings.Replace(down.URL, "X-Amz-Expires=60", "X-Amz-Expires=61", 1)} {
		if status, text := send("GET", url, "", nil); status != 403 || !strings.Contains(text, "<Code>SignatureDoesNotMatch</Code>") {
			t.Errorf("%d %s", status, text)
		}
	}
	if status, _ := send("DELETE", down.URL, "", nil); status != 403 {
		t.Error(status)
	}
	// Signature Version 2, as `aws s3 presign` still makes it for us-east-1.
	old := s.URL + "/b-1/k?AWSAccessKeyId=TARNADMIN&Signature=AAAA&Expires=9999999999"
	if status, text := send("GET", old, "", nil); status != 400 || !strings.Contains(text, "Please use AWS4-HMAC-SHA256") {
		t.Errorf("%d %s", status, text)
	}
}

func TestVirtualHosts(t *testing.T) {
	s := start(t)
	s.bucket(t)
	address := strings.TrimPrefix(s.URL, "http://")
	dial := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (c netConn, err error) { return dialTo(ctx, address) }}}
	for _, endpoint := range []string{"http://localhost:8900", "http://s3.localhost:8900", "http://s3.us-east-1.localhost"} {
		c := s.client("admin", func(o *client.Options) {
			o.UsePathStyle, o.BaseEndpoint, o.HTTPClient = false, &endpoint, dial
		})
		put(t, c, "folder/k", "by host name")
		if got := get(t, c, "folder/k"); got != "by host name" {
			t.Errorf("%s: %q", endpoint, got)
		}
		if _, err := c.ListBuckets(t.Context(), &client.ListBucketsInput{}); err != nil {
			t.Error(err)
		}
		if page, err := c.ListObjectsV2(t.Context(), &client.ListObjectsV2Input{Bucket: aws.String("b-1")}); err != nil || *page.KeyCount != 1 {
			t.Error(err)
		}
	}
}

func TestWhoMay(t *testing.T) {
	s := start(t)
	admin := s.bucket(t)
	ctx := t.Context()
	bucket := aws.String("b-1")
	put(t, admin, "of-admin", "x")
	put(t, s.client("limited"), "of-limited", "y")
	for name, want := range map[string][5]string{
		// reading admin's, reading limited's, writing over admin's, listing, deleting admin's
		"analyst": {"", "", "", "", ""},
		"limited": {"AccessDenied", "", "AccessDenied", "", "AccessDenied"},
		"auditor": {"AccessDenied", "AccessDenied", "AccessDenied", "AccessDenied", "AccessDenied"},
		"ingest":  {"AccessDenied", "AccessDenied", "AccessDenied", "AccessDenied", "AccessDenied"},
	} {
		c := s.client(name)
		put(t, admin, "of-admin", "x")
		var got [5]string
		_, err := c.GetObject(ctx, &client.GetObjectInput{Bucket: bucket, Key: aws.String("of-admin")})
		got[0] = code(err)
		_, err = c.GetObject(ctx, &client.GetObjectInput{Bucket: bucket, Key: aws.String("of-limited")})
		got[1] = code(err)
		_, err = c.PutObject(ctx, &client.PutObjectInput{Bucket: bucket, Key: aws.String("of-admin"), Body: strings.NewReader("z")})
		got[2] = code(err)
		_, err = c.ListObjectsV2(ctx, &client.ListObjectsV2Input{Bucket: bucket})
		got[3] = code(err)
		_, err = c.DeleteObject(ctx, &client.DeleteObjectInput{Bucket: bucket, Key: aws.String("of-admin")})
		got[4] = code(err)
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if name == "limited" {
			out, err := c.DeleteObjects(ctx, &client.DeleteObjectsInput{Bucket: bucket, Delete: &types.Delete{Objects: []types.ObjectIdentifier{{Key: aws.String("of-admin")}}}})
			if err != nil || len(out.Errors) != 1 || *out.Errors[0].Code != "AccessDenied" {
				t.Errorf("%+v %v", out, err)
			}
			_, err = c.CopyObject(ctx, &client.CopyObjectInput{Bucket: bucket, Key: aws.String("mine"), CopySource: aws.String("b-1/of-admin")})
			if code(err) != "AccessDenied" {
				t.Error(err)
			}
		}
	}
	wrong := s.client("admin", func(o *client.Options) {
		o.Credentials = credentials.NewStaticCredentialsProvider(s.keys["admin"].ID, "wrong", "")
	})
	if _, err := wrong.ListBuckets(ctx, &client.ListBucketsInput{}); code(err) != "SignatureDoesNotMatch" {
		t.Error(err)
	}
	unknown := s.client("admin", func(o *client.Options) {
		o.Credentials = credentials.NewStaticCredentialsProvider("TARNNOBODY", "wrong", "")
	})
	if _, err := unknown.ListBuckets(ctx, &client.ListBucketsInput{}); code(err) != "InvalidAccessKeyId" {
		t.Error(err)
	}
}

func TestCallsAreRecorded(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	put(t, c, "k", "x")
	get(t, c, "k")
	c.GetObject(t.Context(), &client.GetObjectInput{Bucket: aws.String("b-1"), Key: aws.String("none")})
	s.client("ingest").DeleteObject(t.Context(), &client.DeleteObjectInput{Bucket: aws.String("b-1"), Key: aws.String("k")})
	want := []string{"s3 CreateBucket admin", "s3 PutObject admin", "s3 GetObject admin", "s3 GetObject admin NoSuchKey", "s3 DeleteObject ingest AccessDenied"}
	if !slices.Equal(s.calls, want) {
		t.Errorf("%q", s.calls)
	}
	// What cannot be recorded is not done.
	s.fails = errors.New("the disk is full")
	if _, err := c.DeleteObject(t.Context(), &client.DeleteObjectInput{Bucket: aws.String("b-1"), Key: aws.String("k")}); code(err) != "ServiceUnavailable" {
		t.Error(err)
	}
	if got := get(t, c, "k"); got != "x" {
		t.Error(got)
	}
}

func TestCopies(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	ctx := t.Context()
	bucket := aws.String("b-1")
	c.PutObject(ctx, &client.PutObjectInput{Bucket: bucket, Key: aws.String("a b"), Body: strings.NewReader("x"), Metadata: map[string]string{"m": "1"}, ContentType: aws.String("text/csv")})
	out, err := c.CopyObject(ctx, &client.CopyObjectInput{Bucket: bucket, Key: aws.String("c"), CopySource: aws.String("b-1/a%20b")})
	if err != nil || *out.CopyObjectResult.ETag != `"9dd4e461268c8034f5c8564e155c67a6"` {
		t.Fatal(err)
	}
	head, err := c.HeadObject(ctx, &client.HeadObjectInput{Bucket: bucket, Key: aws.String("c")})
	if err != nil || head.Metadata["m"] != "1" || *head.ContentType != "text/csv" {
		t.Errorf("%+v %v", head, err)
	}
	for _, in := range []struct {
		in   client.CopyObjectInput
		want string
	}{
		{client.CopyObjectInput{CopySource: aws.String("b-1/c")}, "InvalidRequest"},
		{client.CopyObjectInput{CopySource: aws.String("b-1/c"), MetadataDirective: "REPLACE", Metadata: map[string]string{"m": "2"}}, ""},
		{client.CopyObjectInput{CopySource: aws.String("b-1")}, "InvalidArgument"},
		{client.CopyObjectInput{CopySource: aws.String("b-1/none")}, "NoSuchKey"},
		{client.CopyObjectInput{CopySource: aws.String("none/c")}, "NoSuchBucket"},
		{client.CopyObjectInput{CopySource: aws.String("b-1/a%20b"), CopySourceIfMatch: aws.String("0")}, "PreconditionFailed"},
		{client.CopyObjectInput{CopySource: aws.String("b-1/a%20b"), CopySourceIfNoneMatch: out.CopyObjectResult.ETag}, "PreconditionFailed"},
	} {
		in.in.Bucket, in.in.Key = bucket, aws.String("c")
		if _, err := c.CopyObject(ctx, &in.in); code(err) != in.want {
			t.Errorf("%s: %v, want %q", *in.in.CopySource, err, in.want)
		}
	}
}
