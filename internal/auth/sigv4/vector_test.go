package sigv4

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// one is a lookup with one key in it.
func one(id, secret string) Secrets {
	return func(_ context.Context, asked string) (string, error) {
		if asked != id {
			return "", ErrUnknownKey
		}
		return secret, nil
	}
}

func read(t testing.TB, text string) *http.Request {
	t.Helper()
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(text)))
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return r
}

// TestSuite takes the requests that AWS publishes to test signers with.
func TestSuite(t *testing.T) {
	text, err := os.ReadFile("testdata/requests.txt")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)
	keys := one("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
	for _, part := range strings.Split(string(text), "\n=== ")[1:] {
		name, request, _ := strings.Cut(part, "\n")
		s, err := Verify(read(t, strings.TrimSuffix(request, "\n")+"\n\n"), keys, now)
		if err != nil || s.Service != "service" || s.Region != "us-east-1" || s.KeyID != "AKIDEXAMPLE" {
			t.Errorf("%s: %v %+v", name, err, s)
		}
		if _, err := Verify(read(t, strings.TrimSuffix(request, "\n")+"\n\n"), one("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEy"), now); !errors.Is(err, ErrMismatch) {
			t.Errorf("%s, with another secret: %v", name, err)
		}
	}
}

const (
	s3Key    = "AKIAIOSFODNN7EXAMPLE"
	s3Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	emptySum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)

var s3Time = time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)

func s3Authorization(headers, signature string) string {
	return "AWS4-HMAC-SHA256 Credential=" + s3Key + "/20130524/us-east-1/s3/aws4_request,SignedHeaders=" + headers + ",Signature=" + signature
}

// TestS3Examples takes the examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and
// sigv4-query-string-auth.html.
func TestS3Examples(t *testing.T) {
	host := "Host: examplebucket.s3.amazonaws.com\n"
	date := "x-amz-date: 20130524T000000Z\n"
	empty := "x-amz-content-sha256: " + emptySum + "\n"
	for name, request := range map[string]string{
		"get": "GET /test.txt HTTP/1.1\n" + host + "Range: bytes=0-9\n" + date + empty +
			"Authorization: " + s3Authorization("host;range;x-amz-content-sha256;x-amz-date", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
		"put": "PUT /test$file.text HTTP/1.1\n" + host + "Date: Fri, 24 May 2013 00:00:00 GMT\n" + date + "Content-Length: 21\nx-amz-storage-class: REDUCED_REDUNDANCY\n" +
			"x-amz-content-sha256: 44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072\n" +
			"Authorization: " + s3Authorization("date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class", "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd") +
			"\n\nWelcome to Amazon S3.",
		"lifecycle": "GET /?lifecycle HTTP/1.1\n" + host + date + empty +
			"Authorization: " + s3Authorization("host;x-amz-content-sha256;x-amz-date", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
		"list": "GET /?max-keys=2&prefix=J HTTP/1.1\n" + host + date + empty +
			"Authorization: " + s3Authorization("host;x-amz-content-sha256;x-amz-date", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
		"presigned": "GET /test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + s3Key + "%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z" +
			"&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404 HTTP/1.1\n" + host,
	} {
		r := read(t, request+"\n\n")
		s, err := Verify(r, one(s3Key, s3Secret), s3Time.Add(time.Minute))
		if err != nil || s.Service != "s3" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := io.ReadAll(r.Body); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestChunkedExamples takes those of sigv4-streaming.html and sigv4-streaming-trailers.html: 65 KB of the letter a.
func TestChunkedExamples(t *testing.T) {
	a := strings.Repeat("a", 65*1024)
	const head = "PUT /examplebucket/chunkObject.txt HTTP/1.1\nHost: s3.amazonaws.com\nx-amz-date: 20130524T000000Z\nx-amz-storage-class: REDUCED_REDUNDANCY\n" +
		"Content-Encoding: aws-chunked\nx-amz-decoded-content-length: 66560\n"
	chunk := func(size int, signature string) string {
		return fmt.Sprintf("%x;chunk-signature=%s\r\n%s\r\n", size, signature, a[:size])
	}
	plain := chunk(65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648") +
		chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497") + chunk(0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9")
	trailing := chunk(65536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2") +
		chunk(1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7") +
		"0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n" +
		"x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n"
	for _, c := range []struct{ name, request, body string }{
		{"chunks", head + "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\nContent-Length: 66824\nAuthorization: " +
			s3Authorization("content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class", "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"), plain},
		{"trailers", head + "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER\nx-amz-trailer: x-amz-checksum-crc32c\nTransfer-Encoding: chunked\nAuthorization: " +
			s3Authorization("content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer", "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"), trailing},
	} {
		take := func(body string) (string, error) {
			r := read(t, c.request+"\n\n")
			r.Body = io.NopCloser(strings.NewReader(body))
			if _, err := Verify(r, one(s3Key, s3Secret), s3Time); err != nil {
				t.Fatal(c.name, err)
			}
			got, err := io.ReadAll(r.Body)
			if r.ContentLength != 66560 || r.Header.Get("Content-Encoding") != "" {
				t.Errorf("%s: it is told as %d bytes in %q", c.name, r.ContentLength, r.Header.Get("Content-Encoding"))
			}
			return string(got), err
		}
		if got, err := take(c.body); err != nil || got != a {
			t.Errorf("%s: %v, %d bytes", c.name, err, len(got))
		}
		for what, body := range map[string]string{
			"a byte of the first chunk": strings.Replace(c.body, "aaaa", "aaba", 1),
			"a byte of the last chunk":  c.body[:len(c.body)-1000] + "b" + c.body[len(c.body)-999:],
			"more at the end":           c.body + "a",
			"less at the end":           c.body[:len(c.body)-2],
			"without its last chunk":    c.body[:strings.Index(c.body, "\r\n0;")+2],
			"half of it":                c.body[:len(c.body)/2],
			"nothing":                   "",
			"its chunks changed places": c.body[strings.Index(c.body, "\r\n400;")+2:strings.Index(c.body, "\r\n0;")+2] + c.body,
			"without signatures":        strings.NewReplacer(";chunk-signature=", ";").Replace(c.body),
			"a larger size":             "1" + c.body,
			"a size that overflows":     "ffffffffffffffff" + c.body[5:],
			"a negative size":           "-" + c.body,
			"a long head":               strings.Repeat("0", 70000) + c.body,
			"another checksum":          strings.Replace(c.body, "sOO8", "sOO9", 1) + "x",
			"a second trailer":          strings.Replace(c.body, "x-amz-trailer-signature", "x-amz-meta-a:b\r\nx-amz-trailer-signature", 1) + "x",
		} {
			if _, err := take(body); !errors.Is(err, ErrPayload) && !errors.Is(err, ErrMismatch) {
				t.Errorf("%s, %s: %v", c.name, what, err)
			}
		}
	}
}
