package objects_test

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"tarn/internal/blob"
	"tarn/internal/blob/blobtest"
	"tarn/internal/objects"
)

// openReal gives buckets of which one is on an S3 server.
func openReal(t *testing.T) (*objects.Buckets, objects.Bucket, *blobtest.Server) {
	t.Helper()
	server := blobtest.StartS3(t)
	server.Setenv(t)
	server.Put(t, "corp", "there", []byte("already"), nil)
	s, _ := open(t)
	s.S3 = map[string]blob.S3Options{"corp": blobtest.Options(server.Endpoint), "none": blobtest.Options(server.Endpoint)}
	b, err := s.Open(t.Context(), "corp")
	if err != nil {
		t.Fatal(err)
	}
	return s, b, server
}

func TestABucketOfS3(t *testing.T) {
	s, b, _ := openReal(t)
	ctx := t.Context()
	if got := get(t, b, "there", 2, 3); got != "rea" {
		t.Errorf("%q", got)
	}
	o := objects.PutOptions{ContentType: "text/csv", Metadata: map[string]string{"by": "someone"}, Headers: map[string]string{"Cache-Control": "no-store"}, Writer: "TARNKEY"}
	info, err := b.Put(ctx, "a/ü +.csv", strings.NewReader("0123456789"), o)
	if err != nil {
		t.Fatal(err)
	}
	head, err := b.Head(ctx, "a/ü +.csv")
	if err != nil || head.ETag != info.ETag || head.Size != 10 || head.ContentType != "text/csv" || !maps.Equal(head.Metadata, o.Metadata) ||
		head.Headers["Cache-Control"] != "no-store" || head.Writer != "TARNKEY" || head.Modified.IsZero() {
		t.Errorf("%+v %v", head, err)
	}
	for _, c := range []struct {
		offset, length int64
		want           string
	}{{0, -1, "0123456789"}, {3, 2, "34"}, {8, 100, "89"}, {10, -1, ""}, {11, -1, ""}, {0, 0, ""}} {
		if got := get(t, b, "a/ü +.csv", c.offset, c.length); got != c.want {
			t.Errorf("%d bytes from %d are %q, want %q", c.length, c.offset, got, c.want)
		}
	}
	wrong := errors.New("wrong")
	for name, o := range map[string]objects.PutOptions{"exists": {IfNoneMatch: true}, "changed": {IfMatch: "0"}, "check": {Check: func(*objects.Info) error { return wrong }}} {
		_, err := b.Put(ctx, "there", strings.NewReader("other"), o)
		if !errors.Is(err, map[string]error{"exists": objects.ErrExists, "changed": objects.ErrChanged, "check": wrong}[name]) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// An upload of several parts that breaks off leaves nothing.
	broken := io.MultiReader(strings.NewReader(strings.Repeat("x", 20<<20)), iotest.ErrReader(wrong))
	if _, err := b.Put(ctx, "broken", broken, objects.PutOptions{}); !errors.Is(err, wrong) {
		t.Error(err)
	}
	if _, err := b.Head(ctx, "broken"); !errors.Is(err, objects.ErrNoObject) {
		t.Error(err)
	}
	if got := get(t, b, "there", 0, -1); got != "already" {
		t.Errorf("%q", got)
	}
	if err := b.Delete(ctx, "there", "not there"); err != nil {
		t.Error(err)
	}
	if _, err := b.Head(ctx, "there"); !errors.Is(err, objects.ErrNoObject) {
		t.Error(err)
	}
	// A bucket of S3 that is not there shows when it is used.
	none, err := s.Open(ctx, "none")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := none.List(ctx, "", "", 1); !errors.Is(err, objects.ErrNoBucket) {
		t.Error(err)
	}
	if err := s.Create(ctx, "corp"); !errors.Is(err, objects.ErrExists) {
		t.Error(err)
	}
	if err := s.Remove(ctx, "corp"); !errors.Is(err, objects.ErrForbidden) {
		t.Error(err)
	}
	all, err := s.List(ctx)
	if err != nil || len(all) != 3 || all[1].Name != "corp" {
		t.Errorf("%v %v", all, err)
	}
}

func TestAnUploadToABucketOfS3(t *testing.T) {
	s, b, _ := openReal(t)
	ctx := t.Context()
	u, err := s.Begin(ctx, "corp", "big", objects.UploadOptions{ContentType: "text/plain"})
	if err != nil {
		t.Fatal(err)
	}
	var parts []objects.Part
	for n, content := range []string{strings.Repeat("x", objects.MinPart), "end"} {
		info, err := s.PutPart(ctx, u, n+1, strings.NewReader(content), nil)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, objects.Part{Number: n + 1, Info: info})
	}
	if _, err := s.Complete(ctx, u, parts, objects.PutOptions{}); err != nil {
		t.Fatal(err)
	}
	if got := get(t, b, "big", objects.MinPart-1, -1); got != "xend" {
		t.Errorf("%q", got)
	}
	if n := files(t, s); n != 0 {
		t.Errorf("%d files are left", n)
	}
}

func TestListingsOfABucketOfS3(t *testing.T) {
	_, b, server := openReal(t)
	r := rand.New(rand.NewPCG(3, 4))
	keys := []string{"there"}
	for i := range 40 {
		// The server keeps keys as files, so that these are such as files can have.
		key := fmt.Sprintf("%c/%d ü+%%", 'a'+r.IntN(4), i)
		if i%3 == 0 {
			key = fmt.Sprintf("top-%d", i)
		}
		if !utf8.ValidString(key) {
			t.Fatal(key)
		}
		server.Put(t, "corp", key, []byte("x"), nil)
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, prefix := range []string{"", "a", "a/", "top", "no such"} {
		for _, max := range []int{1, 3, 1000} {
			expect := slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return !strings.HasPrefix(k, prefix) })
			delimited(t, b, expect, prefix, max)
		}
	}
	page, more, err := b.List(t.Context(), "a/", "a/", 2)
	if err != nil || !more || len(page) != 2 {
		t.Errorf("%v %v %v", page, more, err)
	}
}
