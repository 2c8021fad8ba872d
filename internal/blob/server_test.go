package blob_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tarn/internal/blob"
	"tarn/internal/blob/blobtest"
)

// TestServer reads from a real S3 server, with and without faults before it.
func TestServer(t *testing.T) {
	s := blobtest.StartS3(t)
	s.Setenv(t)
	big := make([]byte, 3<<20)
	rand.NewChaCha8([32]byte{7}).Read(big)
	s.Put(t, "logs", "AWSLogs/big.bin", big, map[string]string{"Signature": "abcd", "signature-algorithm": "SHA256withRSA"})
	var keys []string
	for i := range 30 {
		keys = append(keys, fmt.Sprintf("AWSLogs/day %d/日+%02d&é.json", i%3, i))
		s.Put(t, "logs", keys[i], []byte("{}"), nil)
	}
	s.Put(t, "logs", "AWSLogs-old/x.json", []byte("old"), nil)
	slices.Sort(keys)
	proxy := blobtest.StartProxy(t, s.Endpoint)
	open := func(t *testing.T, faults ...blobtest.Fault) blob.Bucket {
		t.Helper()
		proxy.Set()
		b, prefix, err := blob.Open(t.Context(), "s3://logs/AWSLogs", blobtest.Options(proxy.Endpoint))
		if err != nil || prefix != "AWSLogs/" {
			t.Fatalf("%q %v", prefix, err)
		}
		proxy.Set(faults...)
		return b
	}
	list := func(t *testing.T, b blob.Bucket, o blob.ListOptions) (found []string) {
		t.Helper()
		for e, err := range b.List(t.Context(), o) {
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, e.Key)
		}
		return found
	}
	read := func(t *testing.T, b blob.Bucket) {
		t.Helper()
		body, err := b.Open(t.Context(), blob.Object{Key: "AWSLogs/big.bin"})
		if err != nil {
			t.Fatal(err)
		}
		defer body.Close()
		content, err := io.ReadAll(body)
		if err != nil || sha256.Sum256(content) != sha256.Sum256(big) {
			t.Errorf("%d of %d bytes: %v", len(content), len(big), err)
		}
		if body.Metadata["signature"] != "abcd" || body.Object.Size != int64(len(big)) || body.Object.ETag == "" {
			t.Errorf("%v %+v", body.Metadata, body.Object)
		}
	}

	t.Run("list", func(t *testing.T) {
		b := open(t)
		if found := list(t, b, blob.ListOptions{Prefix: "AWSLogs/day"}); !slices.Equal(found, keys) {
			t.Errorf("%q", found)
		}
		if found := list(t, b, blob.ListOptions{Prefix: "AWSLogs/", Folders: true}); !slices.Equal(found,
			[]string{"AWSLogs/big.bin", "AWSLogs/day 0/", "AWSLogs/day 1/", "AWSLogs/day 2/"}) {
			t.Errorf("%q", found)
		}
		if found := list(t, b, blob.ListOptions{Prefix: "AWSLogs/", StartAfter: keys[4], Limit: 7}); !slices.Equal(found, keys[5:12]) {
			t.Errorf("%q", found)
		}
	})
	t.Run("single object", func(t *testing.T) {
		_, key, err := blob.Open(t.Context(), "s3://logs/AWSLogs/big.bin", blobtest.Options(s.Endpoint))
		if err != nil || key != "AWSLogs/big.bin" {
			t.Errorf("%q %v", key, err)
		}
		_, _, err = blob.Open(t.Context(), "s3://logs/AWSLog", blobtest.Options(s.Endpoint))
		if !errors.Is(err, blob.ErrNotFound) {
			t.Error(err)
		}
	})
	t.Run("region asked for", func(t *testing.T) {
		o := blobtest.Options(s.Endpoint)
		o.Region = ""
		b, _, err := blob.Open(t.Context(), "s3://logs", o)
		if err != nil || b.Requests().Head != 1 {
			t.Error(err)
		}
		if _, _, err = blob.Open(t.Context(), "s3://no-such-bucket/x", o); !errors.Is(err, blob.ErrNoBucket) {
			t.Error(err)
		}
	})
	t.Run("head", func(t *testing.T) {
		o, metadata, err := open(t).Head(t.Context(), "AWSLogs/big.bin")
		if err != nil || o.Size != int64(len(big)) || metadata["signature-algorithm"] != "SHA256withRSA" {
			t.Errorf("%+v %v %v", o, metadata, err)
		}
	})
	t.Run("slow down", func(t *testing.T) {
		b := open(t, blobtest.Fault{Status: 503, Code: "SlowDown", Times: 2})
		list(t, b, blob.ListOptions{Prefix: "AWSLogs/"})
		if r := b.Requests(); r.List != 1+3 {
			t.Errorf("%+v", r)
		}
	})
	t.Run("slow down for ever", func(t *testing.T) {
		b := open(t, blobtest.Fault{Kind: "GET", Status: 500, Code: "InternalError"})
		if _, err := b.Open(t.Context(), blob.Object{Key: "AWSLogs/big.bin"}); !errors.Is(err, blob.ErrServer) || b.Requests().Get != 8 {
			t.Error(err, b.Requests())
		}
	})
	t.Run("cut", func(t *testing.T) {
		b := open(t, blobtest.Fault{Kind: "GET", Cut: 100_000, Times: 5}, blobtest.Fault{Kind: "GET", Cut: 2_000_000, Times: 1})
		read(t, b)
		if r := b.Requests(); r.Get != 7 || r.Bytes != int64(len(big)) {
			t.Errorf("%+v", r)
		}
	})
	t.Run("cut for ever", func(t *testing.T) {
		b := open(t, blobtest.Fault{Kind: "GET", Cut: 100_000})
		body, err := b.Open(t.Context(), blob.Object{Key: "AWSLogs/big.bin"})
		if err != nil {
			t.Fatal(err)
		}
		defer body.Close()
		if _, err := io.Copy(io.Discard, body); !errors.Is(err, blob.ErrUnreachable) {
			t.Error(err)
		}
	})
	t.Run("silence", func(t *testing.T) {
		o := blobtest.Options(proxy.Endpoint)
		o.Timeout = 200 * time.Millisecond
		proxy.Set(blobtest.Fault{Delay: time.Second, Times: 1})
		b, _, err := blob.Open(t.Context(), "s3://logs/", o)
		if err != nil {
			t.Fatal(err)
		}
		if found := list(t, b, blob.ListOptions{Prefix: "AWSLogs/day"}); len(found) != 30 || b.Requests().List != 2 {
			t.Error(len(found), b.Requests())
		}
	})
	t.Run("listed twice", func(t *testing.T) {
		b := open(t, blobtest.Fault{Kind: "LIST", Twice: true})
		if found := list(t, b, blob.ListOptions{Prefix: "AWSLogs/day"}); !slices.Equal(found, keys) || proxy.Hits() == 0 {
			t.Errorf("%q", found)
		}
	})
	t.Run("replaced while reading", func(t *testing.T) {
		s.Put(t, "logs", "other", bytes.Repeat([]byte("a"), 1<<20), nil)
		b := open(t, blobtest.Fault{Kind: "GET", Cut: 100_000, Times: 1})
		body, err := b.Open(t.Context(), blob.Object{Key: "other"})
		if err != nil {
			t.Fatal(err)
		}
		defer body.Close()
		s.Put(t, "logs", "other", bytes.Repeat([]byte("b"), 1<<20), nil)
		if _, err := io.Copy(io.Discard, body); !errors.Is(err, blob.ErrChanged) {
			t.Error(err)
		}
		if _, err := b.Open(t.Context(), body.Object); !errors.Is(err, blob.ErrChanged) {
			t.Error(err)
		}
	})
	t.Run("unknown key", func(t *testing.T) {
		if _, _, err := open(t).Head(t.Context(), "nothing"); !errors.Is(err, blob.ErrNotFound) {
			t.Error(err)
		}
		if _, err := open(t).Open(t.Context(), blob.Object{Key: "nothing"}); !errors.Is(err, blob.ErrNotFound) {
			t.Error(err)
		}
	})
}
