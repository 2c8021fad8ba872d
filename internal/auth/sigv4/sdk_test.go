package sigv4

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

var sdkKey = aws.Credentials{AccessKeyID: "TARNABCDEFGHIJKLMNOP", SecretAccessKey: "SECRETSECRETSECRETSECRETSECRETSECRETSECR"}

var sdkTime = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func hashOf(body string) string {
	h := sha256.Sum256([]byte(body))
	return hex.EncodeToString(h[:])
}

// signed is a request as the SDK for Go signs it, as the server gets it.
func signed(t testing.TB, service, method, address, body, declared string, headers ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	hash := hashOf(body)
	if declared != "" {
		hash = declared
		r.Header.Set("X-Amz-Content-Sha256", declared)
	}
	err = v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = service == "s3" }).
		SignHTTP(context.Background(), sdkKey, r, hash, service, "eu-central-1", sdkTime)
	if err != nil {
		t.Fatal(err)
	}
	return received(t, r, body)
}

func presignedBy(t testing.TB, service, method, address, hash string, expires time.Duration) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	q := r.URL.Query()
	q.Set("X-Amz-Expires", fmt.Sprint(int(expires.Seconds())))
	r.URL.RawQuery = q.Encode()
	uri, _, err := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = service == "s3" }).
		PresignHTTP(context.Background(), sdkKey, r, hash, service, "eu-central-1", sdkTime)
	if err != nil {
		t.Fatal(err)
	}
	if r, err = http.NewRequest(method, uri, nil); err != nil {
		t.Fatal(err)
	}
	return received(t, r, "")
}

// received sends a request over the wire, and gives what arrives.
func received(t testing.TB, r *http.Request, body string) *http.Request {
	t.Helper()
	var wire bytes.Buffer
	if err := r.Write(&wire); err != nil {
		t.Fatal(err)
	}
	got := read(t, wire.String())
	got.Body = io.NopCloser(strings.NewReader(body))
	return got
}

func verify(r *http.Request, at time.Time) error {
	_, err := Verify(r, one(sdkKey.AccessKeyID, sdkKey.SecretAccessKey), at)
	if err == nil {
		_, err = io.ReadAll(r.Body)
	}
	return err
}

func TestSDK(t *testing.T) {
	for _, path := range []string{"/", "/bucket/key", "/bucket/a%20b", "/bucket/a+b", "/bucket/%ED%95%9C", "/bucket/a%2Fb", "/bucket/a=b,c:d@e!$&'()*", "/bucket//x", "/b/..%2F", "/bucket/%25"} {
		for _, query := range []string{"", "list-type=2&prefix=a%2Fb&delimiter=%2F", "a=%20&a=%2B&b", "x=1&X=2&x=0", "%ED%95%9C=1"} {
			address := "http://127.0.0.1:8900" + path + "?" + query
			for _, declared := range []string{"", hashOf("body"), "UNSIGNED-PAYLOAD"} {
				service := "s3"
				if declared == "" {
					if service = "athena"; strings.Contains(path, "//") {
						continue // the SDK does not make those paths normal
					}
				}
				if err := verify(signed(t, service, "PUT", address, "body", declared, "Content-Type", "text/plain", "X-Amz-Meta-A", "  a   b "), sdkTime); err != nil {
					t.Errorf("%s %s %s: %v", service, address, declared, err)
				}
			}
			if err := verify(presignedBy(t, "s3", "GET", address, "UNSIGNED-PAYLOAD", time.Hour), sdkTime.Add(time.Hour)); err != nil {
				t.Errorf("presigned %s: %v", address, err)
			}
		}
	}
	if err := verify(presignedBy(t, "sts", "GET", "http://sts/?Action=GetCallerIdentity", emptySum, time.Minute), sdkTime); err != nil {
		t.Error(err)
	}
}

func TestTime(t *testing.T) {
	for _, c := range []struct {
		off  time.Duration
		want error
	}{{0, nil}, {Skew, nil}, {-Skew, nil}, {Skew + time.Second, ErrSkewed}, {-Skew - time.Second, ErrSkewed}, {24 * time.Hour, ErrSkewed}} {
		if err := verify(signed(t, "athena", "POST", "http://a/", "{}", ""), sdkTime.Add(c.off)); !errors.Is(err, c.want) {
			t.Errorf("header, %v: %v", c.off, err)
		}
	}
	for _, c := range []struct {
		life, off time.Duration
		want      error
	}{
		{time.Second, time.Second, nil}, {time.Second, 2 * time.Second, ErrExpired}, {MaxExpiry, MaxExpiry, nil}, {MaxExpiry, MaxExpiry + time.Second, ErrExpired},
		{MaxExpiry + time.Second, 0, ErrMalformed}, {0, 0, ErrMalformed}, {-time.Second, 0, ErrMalformed}, {time.Hour, -Skew - time.Second, ErrSkewed},
	} {
		if err := verify(presignedBy(t, "s3", "GET", "http://a/b", "UNSIGNED-PAYLOAD", c.life), sdkTime.Add(c.off)); !errors.Is(err, c.want) {
			t.Errorf("presigned for %v, %v later: %v", c.life, c.off, err)
		}
	}
}

// TestUnsignedTrailer is how the SDKs send streams over TLS.
func TestUnsignedTrailer(t *testing.T) {
	for kind, sum := range map[string]string{"crc32": "iqC+yQ==", "sha256": "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=", "crc64nvme": "jSnVw/bqjr4="} {
		body := "5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-" + kind + ":" + sum + "\r\n\r\n"
		send := func(body string) error {
			r := signed(t, "s3", "PUT", "http://a/b/c", body, unsignedTrailer, "X-Amz-Decoded-Content-Length", "11", "X-Amz-Trailer", "x-amz-checksum-"+kind, "Content-Encoding", "aws-chunked,gzip")
			err := verify(r, sdkTime)
			if got := r.Header.Get("Content-Encoding"); got != "gzip" {
				t.Errorf("encoding %q", got)
			}
			return err
		}
		if kind == "crc32" {
			body = strings.Replace(body, sum, "DUoRhQ==", 1)
		}
		if err := send(body); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if err := send(strings.Replace(body, "hello", "hallo", 1)); !errors.Is(err, ErrPayload) {
			t.Errorf("%s: %v", kind, err)
		}
		if err := send(body[:strings.Index(body, "0\r\nx-amz")] + "0\r\n\r\n"); !errors.Is(err, ErrPayload) {
			t.Errorf("%s, without its trailer: %v", kind, err)
		}
	}
}

// TestServer has a real server receive what a client signed.
func TestServer(t *testing.T) {
	var err error
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { err = verify(r, sdkTime) }))
	defer server.Close()
	for _, service := range []string{"s3", "glue"} {
		r, _ := http.NewRequest("POST", server.URL+"/a%20b/c?d=e%20f", strings.NewReader("body"))
		r.Header.Set("X-Amz-Target", "AWSGlue.GetTable")
		if service == "s3" {
			r.Header.Set("X-Amz-Content-Sha256", hashOf("body"))
		}
		signer := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = service == "s3" })
		if e := signer.SignHTTP(t.Context(), sdkKey, r, hashOf("body"), service, "us-east-1", sdkTime); e != nil {
			t.Fatal(e)
		}
		reply, e := http.DefaultClient.Do(r)
		if e != nil {
			t.Fatal(e)
		}
		reply.Body.Close()
		if err != nil {
			t.Errorf("%s: %v", service, err)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add("GET", "/a?b=c", "AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request,SignedHeaders=host,Signature="+emptySum, "UNSIGNED-PAYLOAD", "body")
	f.Add("PUT", "/?X-Amz-Algorithm=AWS4-HMAC-SHA256", "", streaming, "5;chunk-signature="+emptySum+"\r\nhello\r\n")
	f.Fuzz(func(t *testing.T, method, uri, authorization, declared, body string) {
		u, err := url.ParseRequestURI(uri)
		if err != nil {
			return
		}
		r := &http.Request{Method: method, URL: u, Host: "h", Header: http.Header{"X-Amz-Date": {"20261125T120000Z"}, "X-Amz-Decoded-Content-Length": {"5"}}, Body: io.NopCloser(strings.NewReader(body))}
		if authorization != "" {
			r.Header.Set("Authorization", authorization)
		}
		if declared != "" {
			r.Header.Set("X-Amz-Content-Sha256", declared)
		}
		if err := verify(r, sdkTime); err == nil {
			t.Errorf("%s %s %s %s is taken", method, uri, authorization, declared)
		}
	})
}

// FuzzChunked reads bodies whose request is signed well, and takes none but the one that was sent.
func FuzzChunked(f *testing.F) {
	const good = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"
	f.Add(good)
	f.Add("5;chunk-signature=" + emptySum + "\r\nhello\r\n0\r\n\r\n")
	f.Fuzz(func(t *testing.T, body string) {
		r := signed(t, "s3", "PUT", "http://a/b/c", body, unsignedTrailer, "X-Amz-Decoded-Content-Length", "5", "X-Amz-Trailer", "x-amz-checksum-crc32")
		if _, err := Verify(r, one(sdkKey.AccessKeyID, sdkKey.SecretAccessKey), sdkTime); err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r.Body)
		if err == nil && len(got) != 5 {
			t.Errorf("%q gives %q", body, got)
		}
		if body == good && (err != nil || string(got) != "hello") {
			t.Errorf("%q %v", got, err)
		}
	})
}
