package sigv4

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestForgeries changes good requests, one thing at a time. None of them may be taken, nor cause anything but a refusal.
func TestForgeries(t *testing.T) {
	type change struct {
		name string
		do   func(*http.Request)
	}
	header := func(name, value string) change {
		return change{name + ": " + value, func(r *http.Request) { r.Header.Set(name, value) }}
	}
	authorization := func(name string, do func(string) string) change {
		return change{name, func(r *http.Request) { r.Header.Set("Authorization", do(r.Header.Get("Authorization"))) }}
	}
	swap := func(old, new string) change {
		return authorization(old+" → "+new, func(s string) string { return strings.Replace(s, old, new, 1) })
	}
	query := func(name string, do func(string) string) change {
		return change{"query: " + name, func(r *http.Request) { r.URL.RawQuery = do(r.URL.RawQuery) }}
	}
	body := func(name, text string) change {
		return change{"body: " + name, func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader(text)) }}
	}
	request := []change{
		{"another method", func(r *http.Request) { r.Method = "DELETE" }},
		{"another path", func(r *http.Request) { r.URL.Path = "/other"; r.URL.RawPath = "" }},
		{"a longer path", func(r *http.Request) { r.URL.Path += "/x"; r.URL.RawPath = "" }},
		{"another host", func(r *http.Request) { r.Host = "evil.example" }},
		{"no host", func(r *http.Request) { r.Host = "" }},
		query("one more", func(q string) string { return q + "&versionId=1" }),
		query("an empty one more", func(q string) string { return q + "&acl" }),
		query("a semicolon", func(q string) string { return q + "&a;b=1" }),
		query("a bad escape", func(q string) string { return q + "&a=%zz" }),
	}
	var inHeader []change
	inHeader = append(inHeader, request...)
	for i := range 64 {
		inHeader = append(inHeader, authorization(fmt.Sprintf("digit %d of the signature", i), func(s string) string {
			at := len(s) - 64 + i
			digit := byte('0')
			if s[at] == '0' {
				digit = 'f'
			}
			return s[:at] + string(digit) + s[at+1:]
		}))
	}
	inHeader = append(inHeader,
		swap("eu-central-1", "us-east-1"), swap("/aws4_request", "/aws5_request"), swap("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512"), swap("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"),
		swap("AWS4-HMAC-SHA256", "aws4-hmac-sha256"), swap("20261125", "20261124"), swap("20261125", "20261126"), swap("TARNABCDEFGHIJKLMNOP", "TARNABCDEFGHIJKLMNOQ"),
		swap("TARNABCDEFGHIJKLMNOP", ""), swap("TARNABCDEFGHIJKLMNOP", "TARNABCDEFGHIJKLMNOP/x"), swap("host;", ""), swap("host;", "host;host;"), swap("host;", "Host;"),
		swap("SignedHeaders=", "SignedHeaders=accept;"), swap("SignedHeaders=", "SignedHeaders=zz;"), swap(";x-amz-date", ""), swap("x-amz-date", "x-amz-date;x-missing"),
		swap("SignedHeaders", "signedheaders"), swap("Signature=", "Signature=00"), swap("Signature=", ""), swap(", Signature", ", Extra=1, Signature"), swap(", Signature", ", SignedHeaders=host, Signature"),
		authorization("a short signature", func(s string) string { return s[:len(s)-1] }),
		authorization("no signature", func(s string) string { return s[:len(s)-64] }),
		authorization("capital letters", func(s string) string { return s[:len(s)-64] + strings.ToUpper(s[len(s)-64:]) }),
		authorization("a comma at its end", func(s string) string { return s + "," }),
		authorization("AWS's second version", func(string) string { return "AWS TARNABCDEFGHIJKLMNOP:frJIUN8DYpKDtOLCwo//yllqDzg=" }),
		authorization("a bearer token", func(string) string { return "Bearer " + sdkKey.AccessKeyID + "." + sdkKey.SecretAccessKey }),
		authorization("basic", func(string) string { return "Basic VEFSTjpTRUNSRVQ=" }),
		authorization("empty", func(string) string { return "" }),
		authorization("the algorithm alone", func(string) string { return algorithm }),
		authorization("a hash of nothing", func(s string) string { return s[:len(s)-64] + emptySum }),
		change{"none", func(r *http.Request) { r.Header.Del("Authorization") }},
		change{"two", func(r *http.Request) { r.Header.Add("Authorization", r.Header.Get("Authorization")) }},
		change{"one in the URL, too", func(r *http.Request) { r.URL.RawQuery += "&X-Amz-Signature=" + emptySum }},
		change{"one in the URL, in small letters", func(r *http.Request) { r.URL.RawQuery += "&x-amz-algorithm=" + algorithm }},
		header("X-Amz-Date", "20261125T120001Z"), header("X-Amz-Date", "20261125T120000"), header("X-Amz-Date", ""), header("X-Amz-Date", "20251125T120000Z"),
		header("X-Amz-Date", "Wed, 25 Nov 2026 12:00:00 GMT"),
		change{"two dates", func(r *http.Request) { r.Header.Add("X-Amz-Date", "20261125T120000Z") }},
		change{"no date", func(r *http.Request) { r.Header.Del("X-Amz-Date") }},
		header("X-Amz-Security-Token", "token"), header("X-Amz-Target", "AmazonAthena.DeleteWorkGroup"), header("X-Amz-Acl", "public-read"), header("X-Amz-Meta-A", "c"),
		header("Content-Type", "text/html"), header("X-Amz-Copy-Source", "/secret/key"),
		change{"a second value of a signed header", func(r *http.Request) { r.Header.Add("Content-Type", "text/html") }},
		change{"a signed header is gone", func(r *http.Request) { r.Header.Del("Content-Type") }},
	)
	presignedOnly := append(request[:len(request):len(request)],
		query("a longer life", func(q string) string { return strings.Replace(q, "X-Amz-Expires=60", "X-Amz-Expires=600000", 1) }),
		query("a life without end", func(q string) string { return strings.Replace(q, "X-Amz-Expires=60", "X-Amz-Expires=99999999", 1) }),
		query("no life", func(q string) string { return strings.Replace(q, "X-Amz-Expires=60&", "", 1) }),
		query("two lives", func(q string) string { return q + "&X-Amz-Expires=60" }),
		query("another date", func(q string) string { return strings.Replace(q, "20261125T120000Z", "20261125T120100Z", 1) }),
		query("another region", func(q string) string { return strings.Replace(q, "eu-central-1", "us-east-1", 1) }),
		query("another service", func(q string) string { return strings.Replace(q, "%2Fs3%2F", "%2Fsts%2F", 1) }),
		query("no signed headers", func(q string) string {
			return strings.Replace(q, "X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=", 1)
		}),
		query("another signature", func(q string) string { return strings.Replace(q, "X-Amz-Signature=", "X-Amz-Signature=0", 1) }),
		query("two signatures", func(q string) string { return q + "&X-Amz-Signature=" + emptySum }),
		query("no signature", func(q string) string { return q[:strings.Index(q, "&X-Amz-Signature")] }),
		query("no algorithm", func(q string) string { return strings.Replace(q, "X-Amz-Algorithm=AWS4-HMAC-SHA256&", "", 1) }),
		query("a token", func(q string) string { return q + "&X-Amz-Security-Token=x" }),
		query("a name in small letters", func(q string) string { return strings.Replace(q, "X-Amz-Date", "x-amz-date", 1) }),
		header("X-Amz-Acl", "public-read"), header("Authorization", "AWS4-HMAC-SHA256 Credential=a"), header("X-Amz-Content-Sha256", emptySum),
	)
	n := 0
	try := func(kind string, make func() *http.Request, changes []change) {
		t.Helper()
		if err := verify(make(), sdkTime); err != nil {
			t.Fatalf("%s, as it is: %v", kind, err)
		}
		for _, c := range changes {
			n++
			r := make()
			c.do(r)
			err := verify(r, sdkTime)
			known := false
			for _, want := range []error{ErrMissing, ErrMalformed, ErrUnknownKey, ErrToken, ErrMismatch, ErrSkewed, ErrExpired, ErrUnsigned, ErrPayload} {
				known = known || errors.Is(err, want)
			}
			if !known {
				t.Errorf("%s, %s: %v", kind, c.name, err)
			}
		}
	}
	bodies := []change{body("another", "other"), body("longer", "body "), body("shorter", "bod"), body("none", "")}
	try("JSON", func() *http.Request {
		return signed(t, "athena", "POST", "http://127.0.0.1:8900/", "body", "", "Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "AmazonAthena.GetWorkGroup")
	}, append(inHeader[:len(inHeader):len(inHeader)], append(bodies, header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"), header("X-Amz-Content-Sha256", hashOf("other")), header("X-Amz-Content-Sha256", streaming))...))
	try("S3", func() *http.Request {
		return signed(t, "s3", "PUT", "http://127.0.0.1:8900/bucket/key?tagging", "body", hashOf("body"), "Content-Type", "text/plain", "X-Amz-Meta-A", "b")
	}, append(inHeader[:len(inHeader):len(inHeader)], append(bodies, header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"), header("X-Amz-Content-Sha256", hashOf("other")), header("X-Amz-Content-Sha256", unsignedTrailer),
		header("X-Amz-Content-Sha256", ""), change{"no hash", func(r *http.Request) { r.Header.Del("X-Amz-Content-Sha256") }})...))
	try("presigned", func() *http.Request {
		return presignedBy(t, "s3", "GET", "http://127.0.0.1:8900/bucket/key?x=1", unsigned, 60e9)
	}, presignedOnly)
	t.Logf("%d forgeries", n)
	if n < 100 {
		t.Error("too few forgeries")
	}
}
