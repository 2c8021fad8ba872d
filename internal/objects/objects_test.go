package objects_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"tarn/internal/objects"
	"tarn/internal/state"
)

// open gives buckets in a new folder, with one of the name b.
func open(t *testing.T) (*objects.Buckets, objects.Bucket) {
	t.Helper()
	dir := t.TempDir()
	db, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s := &objects.Buckets{Dir: filepath.Join(dir, "objects"), Index: db}
	if err := s.Create(t.Context(), "bucket"); err != nil {
		t.Fatal(err)
	}
	b, err := s.Open(t.Context(), "bucket")
	if err != nil {
		t.Fatal(err)
	}
	return s, b
}

func put(t *testing.T, b objects.Bucket, key, content string) objects.Info {
	t.Helper()
	info, err := b.Put(t.Context(), key, strings.NewReader(content), objects.PutOptions{})
	if err != nil {
		t.Fatalf("putting %q: %v", key, err)
	}
	return info
}

func get(t *testing.T, b objects.Bucket, key string, offset, length int64) string {
	t.Helper()
	r, _, err := b.Get(t.Context(), key, offset, length)
	if err != nil {
		t.Fatalf("getting %q: %v", key, err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// files counts the files in the buckets' folder.
func files(t *testing.T, s *objects.Buckets) (n int) {
	t.Helper()
	filepath.WalkDir(s.Dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return nil
	})
	return n
}

func TestAnObjectIsReadAsItWasWritten(t *testing.T) {
	s, b := open(t)
	ctx := t.Context()
	o := objects.PutOptions{ContentType: "text/csv", Metadata: map[string]string{"by": "someone"}, Headers: map[string]string{"Cache-Control": "no-store"}}
	info, err := b.Put(ctx, "a/b.csv", strings.NewReader("0123456789"), o)
	if err != nil {
		t.Fatal(err)
	}
	head, err := b.Head(ctx, "a/b.csv")
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("%x", md5.Sum([]byte("0123456789"))); head.ETag != want || info.ETag != want {
		t.Errorf("the ETags are %s and %s, want %s", info.ETag, head.ETag, want)
	}
	if head.Size != 10 || head.ContentType != "text/csv" || head.Metadata["by"] != "someone" || head.Headers["Cache-Control"] != "no-store" || !head.Modified.Equal(info.Modified) {
		t.Errorf("%+v", head)
	}
	for _, c := range []struct {
		offset, length int64
		want           string
	}{{0, -1, "0123456789"}, {3, 2, "34"}, {8, 100, "89"}, {10, -1, ""}, {11, -1, ""}, {0, 0, ""}} {
		if got := get(t, b, "a/b.csv", c.offset, c.length); got != c.want {
			t.Errorf("%d bytes from %d are %q, want %q", c.length, c.offset, got, c.want)
		}
	}
	path, ok := b.(objects.Local).LocalPath("a/b.csv")
	if content, err := os.ReadFile(path); !ok || err != nil || string(content) != "0123456789" || filepath.Ext(path) != ".csv" {
		t.Errorf("the file %s: %q %v", path, content, err)
	}
	// A link in the place of an object's file is not followed.
	secret := filepath.Join(t.TempDir(), "secret")
	if err := errors.Join(os.WriteFile(secret, []byte("0123456789"), 0o600), os.Remove(path), os.Symlink(secret, path)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Get(ctx, "a/b.csv", 0, -1); err == nil || !strings.Contains(err.Error(), "symbolic link") {
		t.Error(err)
	}
	if _, ok := b.(objects.Local).LocalPath("a/b.csv"); ok {
		t.Error("a link is a file of the bucket")
	}
	put(t, b, "a/b.csv", "other")
	if _, err := os.Lstat(path); err == nil {
		t.Error("the file of the object that was replaced is there")
	}
	if err := b.Delete(ctx, "a/b.csv", "not there"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Head(ctx, "a/b.csv"); !errors.Is(err, objects.ErrNoObject) {
		t.Error(err)
	}
	if n := files(t, s); n != 0 {
		t.Errorf("%d files are left", n)
	}
}

func TestConditions(t *testing.T) {
	s, b := open(t)
	ctx := t.Context()
	info := put(t, b, "k", "one")
	_, err := b.Put(ctx, "k", strings.NewReader("two"), objects.PutOptions{IfNoneMatch: true})
	if !errors.Is(err, objects.ErrExists) {
		t.Error(err)
	}
	_, err = b.Put(ctx, "k", strings.NewReader("two"), objects.PutOptions{IfMatch: "0"})
	if !errors.Is(err, objects.ErrChanged) {
		t.Error(err)
	}
	_, err = b.Put(ctx, "none", strings.NewReader("two"), objects.PutOptions{IfMatch: "0"})
	if !errors.Is(err, objects.ErrNoObject) {
		t.Error(err)
	}
	wrong := errors.New("the checksum is another")
	_, err = b.Put(ctx, "k", strings.NewReader("two"), objects.PutOptions{Check: func(*objects.Info) error { return wrong }})
	if !errors.Is(err, wrong) {
		t.Error(err)
	}
	_, err = b.Put(ctx, "k", iotest.ErrReader(wrong), objects.PutOptions{})
	if !errors.Is(err, wrong) {
		t.Error(err)
	}
	if got := get(t, b, "k", 0, -1); got != "one" {
		t.Errorf("it is now %q", got)
	}
	if n := files(t, s); n != 1 {
		t.Errorf("there are %d files", n)
	}
	if _, err = b.Put(ctx, "k", strings.NewReader("two"), objects.PutOptions{IfMatch: info.ETag}); err != nil {
		t.Error(err)
	}
}

func TestBucketsComeAndGo(t *testing.T) {
	s, b := open(t)
	ctx := t.Context()
	for _, name := range []string{"", "..", "a", "A-b-c", "a/b", "a..b", "192.168.1.1", ".abc", "abc.", "xn--abc", strings.Repeat("a", 64), "abc\x00"} {
		if err := s.Create(ctx, name); !errors.Is(err, objects.ErrName) {
			t.Errorf("bucket %q: %v", name, err)
		}
		if _, err := s.Open(ctx, name); !errors.Is(err, objects.ErrNoBucket) {
			t.Errorf("bucket %q: %v", name, err)
		}
	}
	if err := s.Create(ctx, "bucket"); !errors.Is(err, objects.ErrExists) {
		t.Error(err)
	}
	put(t, b, "k", "x")
	if err := s.Remove(ctx, "bucket"); !errors.Is(err, objects.ErrNotEmpty) {
		t.Error(err)
	}
	b.Delete(ctx, "k")
	if err := s.Remove(ctx, "bucket"); err != nil {
		t.Error(err)
	}
	if _, err := b.Put(ctx, "k", strings.NewReader("x"), objects.PutOptions{}); !errors.Is(err, objects.ErrNoBucket) {
		t.Error(err)
	}
	if err := s.Remove(ctx, "bucket"); !errors.Is(err, objects.ErrNoBucket) {
		t.Error(err)
	}
	if _, _, err := b.List(ctx, "", "", 1); !errors.Is(err, objects.ErrNoBucket) {
		t.Error(err)
	}
	if _, err := s.Ensure(ctx, "bucket"); err != nil {
		t.Error(err)
	}
}

// strange makes keys that have hurt others: paths out of a folder, names that file systems hold to be the same, long ones, bytes
// that are no text.
func strange(r *rand.Rand) string {
	pieces := []string{"a", "A", "b", "/", "//", "..", "../", ".", "\x00", "\xff", "\xfe\xff", "%2F", "%", "\\", "é", "é", "日本", "ß", "ẞ", " ", "\n", "con", "~",
		strings.Repeat("x", 300), "\U0010FFFF", "-", "+"}
	var key strings.Builder
	for range 1 + r.IntN(5) {
		key.WriteString(pieces[r.IntN(len(pieces))])
	}
	return key.String()[:min(key.Len(), objects.MaxKey)]
}

func TestAnyKeyIsAKeyOfItsOwn(t *testing.T) {
	s, b := open(t)
	ctx := t.Context()
	r := rand.New(rand.NewPCG(1, 2))
	want := map[string]string{}
	for i := range 400 {
		key := strange(r)
		if i%5 == 4 {
			if err := b.Delete(ctx, key); err != nil {
				t.Fatal(err)
			}
			delete(want, key)
			continue
		}
		want[key] = fmt.Sprint(i)
		put(t, b, key, want[key])
	}
	keys := make([]string, 0, len(want))
	for key, content := range want {
		keys = append(keys, key)
		if got := get(t, b, key, 0, -1); got != content {
			t.Errorf("%q is %q, want %q", key, got, content)
		}
	}
	if n := files(t, s); n != len(want) {
		t.Errorf("there are %d files for %d objects", n, len(want))
	}
	slices.Sort(keys)
	for _, prefix := range []string{"", "a", "a/", "\xff", "é", "..", "no such"} {
		for _, max := range []int{1, 3, 1000} {
			var got []string
			after := ""
			for more := true; more; {
				page, m, err := b.List(ctx, prefix, after, max)
				if err != nil || m && len(page) != max {
					t.Fatal(len(page), err)
				}
				for _, info := range page {
					got = append(got, info.Key)
					after = info.Key
				}
				more = m
			}
			expect := slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return !strings.HasPrefix(k, prefix) })
			if !slices.Equal(got, expect) {
				t.Errorf("prefix %q, %d at once: %q, want %q", prefix, max, got, expect)
			}
			delimited(t, b, expect, prefix, max)
		}
	}
	for _, key := range []string{"", strings.Repeat("x", objects.MaxKey+1)} {
		if _, err := b.Put(ctx, key, strings.NewReader(""), objects.PutOptions{}); !errors.Is(err, objects.ErrName) {
			t.Error(err)
		}
	}
}

// delimited compares pages with common prefixes with what the sorted keys say.
func delimited(t *testing.T, b objects.Bucket, keys []string, prefix string, max int) {
	t.Helper()
	var want, got []string
	for _, key := range keys {
		if i := strings.Index(key[len(prefix):], "/"); i >= 0 {
			key = "prefix " + key[:len(prefix)+i+1]
		}
		if !slices.Contains(want, key) {
			want = append(want, key)
		}
	}
	for o := (objects.PageOptions{Prefix: prefix, Delimiter: "/", Max: max}); ; {
		page, err := b.Page(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, info := range page.Objects {
			got = append(got, info.Key)
		}
		for _, p := range page.Prefixes {
			got = append(got, "prefix "+p)
		}
		if !page.More {
			break
		}
		o.After = page.Next
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("prefix %q, %d at once: %q, want %q", prefix, max, got, want)
	}
}

func TestWritersAtTheSameTime(t *testing.T) {
	s, b := open(t)
	ctx := t.Context()
	var work sync.WaitGroup
	made := make(chan int, 8)
	for i := range 8 {
		work.Go(func() {
			content := bytes.Repeat([]byte{byte('a' + i)}, 100_000)
			for range 5 {
				if _, err := b.Put(ctx, "k", bytes.NewReader(content), objects.PutOptions{}); err != nil {
					t.Error(err)
				}
				r, info, err := b.Get(ctx, "k", 0, -1)
				if err != nil {
					t.Error(err)
					continue
				}
				got, _ := io.ReadAll(r)
				r.Close()
				if fmt.Sprintf("%x", md5.Sum(got)) != info.ETag || len(got) != len(content) {
					t.Errorf("what was read is not the object of ETag %s", info.ETag)
				}
			}
			if _, err := b.Put(ctx, "once", bytes.NewReader(content), objects.PutOptions{IfNoneMatch: true}); err == nil {
				made <- i
			} else if !errors.Is(err, objects.ErrExists) {
				t.Error(err)
			}
		})
	}
	work.Wait()
	if len(made) != 1 {
		t.Errorf("%d writers made the object that was not there", len(made))
	}
	if n := files(t, s); n != 2 {
		t.Errorf("there are %d files for two objects", n)
	}
}

func TestAWriterThatEndsHalfWay(t *testing.T) {
	s, b := open(t)
	put(t, b, "k", "whole")
	ctx, cancel := context.WithCancel(t.Context())
	half := io.MultiReader(strings.NewReader("ha"), readerFunc(func([]byte) (int, error) { cancel(); return 0, nil }))
	if _, err := b.Put(ctx, "k", half, objects.PutOptions{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	// What a killed process leaves: a file, and an upload.
	left := filepath.Join(s.Dir, "bucket", "x", "xleft")
	os.MkdirAll(filepath.Dir(left), 0o700)
	os.WriteFile(left, []byte("half"), 0o600)
	u, err := s.Begin(t.Context(), "bucket", "big", objects.UploadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PutPart(t.Context(), u, 1, strings.NewReader("part"), nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Sweep(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	if n := files(t, s); n != 3 {
		t.Errorf("%d files after a sweep that spares what is young, want 3", n)
	}
	s.Now = func() time.Time { return time.Now().Add(2 * time.Hour) }
	if err := s.Sweep(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); err == nil || files(t, s) != 2 {
		t.Errorf("%d files after a sweep, want the object's and the part's", files(t, s))
	}
	s.Now = func() time.Time { return time.Now().AddDate(0, 0, 8) }
	if err := s.Sweep(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	if n := files(t, s); n != 1 {
		t.Errorf("%d files after a week", n)
	}
	if got := get(t, b, "k", 0, -1); got != "whole" {
		t.Error(got)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestAMultipartUpload(t *testing.T) {
	s, b := open(t)
	ctx := t.Context()
	u, err := s.Begin(ctx, "bucket", "big", objects.UploadOptions{ContentType: "text/plain", Metadata: map[string]string{"a": "b"}})
	if err != nil {
		t.Fatal(err)
	}
	big := strings.Repeat("0123456789abcdef", objects.MinPart/16)
	var parts []objects.Part
	for n, content := range []string{"replaced", big, "the end", "not used"} {
		info, err := s.PutPart(ctx, u, max(n, 1), strings.NewReader(content), nil)
		if err != nil {
			t.Fatal(err)
		}
		if n == 1 || n == 2 {
			parts = append(parts, objects.Part{Number: n, Info: info})
		}
	}
	for _, wrong := range [][]objects.Part{{parts[1], parts[0]}, {{Number: 7}}, {{Number: 1, Info: parts[1].Info}}} {
		if _, err := s.Complete(ctx, u, wrong, objects.PutOptions{}); !errors.Is(err, objects.ErrPart) {
			t.Error(err)
		}
	}
	info, err := s.Complete(ctx, u, parts, objects.PutOptions{})
	if err != nil {
		t.Fatal(err)
	}
	one, two := md5.Sum([]byte(big)), md5.Sum([]byte("the end"))
	if want := fmt.Sprintf("%x-2", md5.Sum(append(one[:], two[:]...))); info.ETag != want {
		t.Errorf("ETag %s, want %s", info.ETag, want)
	}
	head, err := b.Head(ctx, "big")
	if err != nil || head.ETag != info.ETag || head.ContentType != "text/plain" || head.Metadata["a"] != "b" {
		t.Errorf("%+v %v", head, err)
	}
	if got := get(t, b, "big", 0, -1); got != big+"the end" {
		t.Errorf("%d bytes", len(got))
	}
	if n := files(t, s); n != 1 {
		t.Errorf("%d files are left", n)
	}
	if _, err := s.PutPart(ctx, u, 1, strings.NewReader("late"), nil); !errors.Is(err, objects.ErrNoUpload) || files(t, s) != 1 {
		t.Error(err)
	}
	if err := s.Abort(ctx, u); !errors.Is(err, objects.ErrNoUpload) {
		t.Error(err)
	}
}
