package s3_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	client "github.com/aws/aws-sdk-go-v2/service/s3"
)

// signed makes a request that an admin signs, whatever is in it.
func (s *server) signed(t *testing.T, method, path, body, hash string, header map[string]string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	if hash == "" {
		sum := sha256.Sum256([]byte(body))
		hash = hex.EncodeToString(sum[:])
	}
	r.Header.Set("X-Amz-Content-Sha256", hash)
	k := s.keys["admin"]
	err = v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true }).SignHTTP(t.Context(), aws.Credentials{AccessKeyID: k.ID, SecretAccessKey: k.Secret}, r, hash, "s3", "us-east-1", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// send gives an answer's status and the code in its document.
func send(t *testing.T, r *http.Request) (status int, code string) {
	t.Helper()
	out, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Body.Close()
	text, _ := io.ReadAll(out.Body)
	_, code, _ = strings.Cut(string(text), "<Code>")
	code, _, _ = strings.Cut(code, "</Code>")
	return out.StatusCode, code
}

func TestKeysThatLeadOut(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	keys := []string{"../../../../etc/passwd", "..", ".", "/", "//", "/etc/passwd", "a/../../b", "..\\..\\b", "a\x00b", "a\nb", "%2e%2e%2f", "b-1/../../state.db", strings.Repeat("../", 300), strings.Repeat("x", 1024)}
	for _, key := range keys {
		put(t, c, key, "of "+key)
	}
	for _, key := range keys {
		if got := get(t, c, key); got != "of "+key {
			t.Errorf("%q: %q", key, got)
		}
	}
	root := filepath.Dir(s.buckets.Dir)
	filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		rel, _ := filepath.Rel(root, path)
		if err == nil && !d.IsDir() && !strings.HasPrefix(rel, "objects/b-1/") && !strings.HasPrefix(rel, "state.db") {
			t.Errorf("there is a file %s", rel)
		}
		return nil
	})
	for _, path := range []string{"/..%2f..%2fetc/passwd", "/%2e%2e/x", "/b-1%00/x", "/.../x"} {
		if status, code := send(t, s.signed(t, "GET", path, "", "", nil)); status != 404 || code != "NoSuchBucket" {
			t.Errorf("%s: %d %s", path, status, code)
		}
	}
}

func TestDocumentsThatDoHarm(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	put(t, c, "k", "x")
	bomb := `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><Delete><Object><Key>&b;</Key></Object></Delete>`
	outside := `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&a;</Key></Object></Delete>`
	for name, d := range map[string]struct{ body, want string }{
		"a bomb of entities":   {bomb, "MalformedXML"},
		"an entity of a file":  {outside, "MalformedXML"},
		"a deep document":      {strings.Repeat("<Delete>", 100_000), "MalformedXML"},
		"no document":          {"", "MalformedXML"},
		"another document":     {"<CompleteMultipartUpload/>", "MalformedXML"},
		"no keys":              {"<Delete></Delete>", "MalformedXML"},
		"a document and more":  {"<Delete><Object><Key>k</Key></Object></Delete><Delete/>", "MalformedXML"},
		"a document cut off":   {"<Delete><Object><Key>k</Key></Object>", "MalformedXML"},
		"too many keys":        {"<Delete>" + strings.Repeat("<Object><Key>k</Key></Object>", 1001) + "</Delete>", "MalformedXML"},
		"a document too large": {"<Delete>" + strings.Repeat(" ", 9<<20), "EntityTooLarge"},
	} {
		if status, code := send(t, s.signed(t, "POST", "/b-1?delete=", d.body, "", nil)); status != 400 || code != d.want {
			t.Errorf("%s: %d %s, want %s", name, status, code, d.want)
		}
	}
	if got := get(t, c, "k"); got != "x" {
		t.Error(got)
	}
}

func TestBodiesThatLie(t *testing.T) {
	s := start(t)
	c := s.bucket(t)
	other := sha256.Sum256([]byte("other"))
	const chunk = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
	forged := "5;chunk-signature=" + strings.Repeat("0", 64) + "\r\nhello\r\n0;chunk-signature=" + strings.Repeat("0", 64) + "\r\n\r\n"
	trailed := "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"
	for name, l := range map[string]struct {
		body, hash string
		header     map[string]string
		status     int
		want       string
	}{
		"another body than was signed":       {"content", hex.EncodeToString(other[:]), nil, 400, "XAmzContentSHA256Mismatch"},
		"chunks with forged signatures":      {forged, chunk, map[string]string{"X-Amz-Decoded-Content-Length": "5"}, 403, "SignatureDoesNotMatch"},
		"chunks without their length":        {forged, chunk, nil, 400, "AuthorizationHeaderMalformed"},
		"chunks that are none":               {"hello", chunk, map[string]string{"X-Amz-Decoded-Content-Length": "5"}, 400, "IncompleteBody"},
		"a trailer that lies":                {trailed, "STREAMING-UNSIGNED-PAYLOAD-TRAILER", map[string]string{"X-Amz-Decoded-Content-Length": "5", "X-Amz-Trailer": "x-amz-checksum-crc32"}, 400, "BadDigest"},
		"a trailer that is missing":          {"5\r\nhello\r\n0\r\n\r\n", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", map[string]string{"X-Amz-Decoded-Content-Length": "5", "X-Amz-Trailer": "x-amz-checksum-crc32"}, 400, "BadDigest"},
		"chunks that hold more":              {"6\r\nhello!\r\n0\r\n\r\n", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", map[string]string{"X-Amz-Decoded-Content-Length": "5"}, 400, "BadDigest"},
		"a checksum that is announced only":  {"hello", "UNSIGNED-PAYLOAD", map[string]string{"X-Amz-Sdk-Checksum-Algorithm": "CRC32"}, 400, "InvalidRequest"},
		"an MD5 of something else":           {"hello", "UNSIGNED-PAYLOAD", map[string]string{"Content-Md5": "AAAAAAAAAAAAAAAAAAAAAA=="}, 400, "BadDigest"},
		"two checksums of different kinds":   {"hello", "UNSIGNED-PAYLOAD", map[string]string{"X-Amz-Checksum-Crc32": "AAAAAA==", "X-Amz-Checksum-Crc32c": "AAAAAA=="}, 400, "InvalidRequest"},
		"a checksum of an unknown algorithm": {"5\r\nhello\r\n0\r\n\r\n", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", map[string]string{"X-Amz-Decoded-Content-Length": "5", "X-Amz-Trailer": "x-amz-checksum-md9"}, 400, "AuthorizationHeaderMalformed"},
	} {
		if status, code := send(t, s.signed(t, "PUT", "/b-1/lie", l.body, l.hash, l.header)); status != l.status || code != l.want {
			t.Errorf("%s: %d %s, want %d %s", name, status, code, l.status, l.want)
		}
	}
	// Whoever does not say how long it is.
	endless := s.signed(t, "PUT", "/b-1/lie", "", "UNSIGNED-PAYLOAD", nil)
	endless.Body, endless.ContentLength = io.NopCloser(strings.NewReader("hello")), -1
	if status, code := send(t, endless); status != 411 || code != "MissingContentLength" {
		t.Errorf("%d %s", status, code)
	}
	// Whoever sends less than it says, and goes.
	r := s.signed(t, "PUT", "/b-1/lie", "hello", "UNSIGNED-PAYLOAD", nil)
	var head bytes.Buffer
	fmt.Fprintf(&head, "PUT /b-1/lie HTTP/1.1\r\nHost: %s\r\nContent-Length: 5\r\n", r.Host)
	r.Header.Write(&head)
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.Write([]byte(head.String() + "\r\nhel"))
	conn.(*net.TCPConn).CloseWrite()
	if out, err := http.ReadResponse(bufio.NewReader(conn), r); err != nil || out.StatusCode != 400 {
		t.Errorf("%v %v", out, err)
	}
	page, err := c.ListObjectsV2(t.Context(), &client.ListObjectsV2Input{Bucket: aws.String("b-1")})
	if err != nil || *page.KeyCount != 0 {
		t.Errorf("what lied is there: %+v %v", page, err)
	}
	left := 0
	filepath.WalkDir(s.buckets.Dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			left++
		}
		return nil
	})
	if left > 0 {
		t.Errorf("%d files are left", left)
	}
}
