package blob_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tarn/internal/blob"
)

// lines lists a bucket as text: a key below the folder, and what is said about it.
func lines(t *testing.T, b blob.Bucket, below string, o blob.ListOptions) []string {
	t.Helper()
	var out []string
	for e, err := range b.List(t.Context(), o) {
		if err != nil {
			t.Fatal(err)
		}
		line := strings.TrimPrefix(e.Key, below)
		switch {
		case e.Skip != "":
			line += " skipped: " + e.Skip
		case e.Err != nil:
			line += " failed: " + strings.ReplaceAll(e.Err.Error(), "/"+below, "")
		case e.Prefix:
		default:
			line += fmt.Sprintf(" %d", e.Size)
		}
		out = append(out, line)
	}
	return out
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func expect(t *testing.T, got []string, want string) {
	t.Helper()
	if g, w := strings.Join(got, "\n"), strings.TrimSpace(want); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func TestFolderLists(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	for name, content := range map[string]string{
		"a/1.json": "1", "a/2.json": "22", "a.b": "333", "a-b/x": "x", "日本/語.json.gz": "4444", "b/.hidden": "", "b/upload.tmp": "",
		".git/config": "", "b/~keep": "1", "zz": "",
	} {
		write(t, filepath.Join(dir, name), content)
	}
	write(t, filepath.Join(outside, "secret"), "secret")
	for link, target := range map[string]string{
		"link-out": filepath.Join(outside, "secret"), "link-in": "a.b", "link-dir": "a", "link-up": "..", "link-nowhere": "nothing",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	b, prefix, err := blob.Open(t.Context(), dir, blob.S3Options{})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, lines(t, b, prefix, blob.ListOptions{Prefix: prefix}), `
.git/ skipped: hidden
a-b/x 1
a.b 3
a/1.json 1
a/2.json 2
b/.hidden skipped: hidden
b/upload.tmp skipped: a temporary file (.tmp)
b/~keep 1
link-dir skipped: a symbolic link to a folder
link-in 3
link-nowhere skipped: a symbolic link that leads out of the folder or nowhere
link-out skipped: a symbolic link that leads out of the folder or nowhere
link-up skipped: a symbolic link that leads out of the folder or nowhere
pipe skipped: neither a file nor a folder
zz 0
日本/語.json.gz 4`)
	expect(t, lines(t, b, prefix, blob.ListOptions{Prefix: prefix + "a", Folders: true}), "a-b/\na.b 3\na/")
	expect(t, lines(t, b, prefix, blob.ListOptions{Prefix: prefix, StartAfter: prefix + "a/1.json", Limit: 2}), `
a/2.json 2
b/.hidden skipped: hidden`)
	expect(t, lines(t, b, prefix, blob.ListOptions{Prefix: prefix, StartAfter: prefix + ".git/", Limit: 1}), "a-b/x 1")
	expect(t, lines(t, b, prefix, blob.ListOptions{Prefix: prefix + "nothing/"}), "")

	if _, err := b.Open(t.Context(), blob.Object{Key: prefix + "link-out"}); err == nil {
		t.Error("a link that leads out of the folder was opened")
	}
	if _, err := b.Open(t.Context(), blob.Object{Key: prefix + "pipe"}); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("a pipe: %v", err)
	}
}

func TestFolderGoesOnAfterWhatItCannotRead(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a/1"), "1")
	write(t, filepath.Join(dir, "b"), "2")
	write(t, filepath.Join(dir, "c"), "3")
	os.Chmod(filepath.Join(dir, "a"), 0)
	os.Chmod(filepath.Join(dir, "b"), 0)
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "a"), 0o755) })
	b, prefix, err := blob.Open(t.Context(), dir, blob.S3Options{})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, lines(t, b, prefix, blob.ListOptions{Prefix: prefix}), `
a/ failed: a/ cannot be read: permission denied; let the user who runs tarn read it
b 1
c 1`)
	if _, err := b.Open(t.Context(), blob.Object{Key: prefix + "b"}); !errors.Is(err, blob.ErrRefused) {
		t.Error(err)
	}
}

func TestSingleFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.json")
	write(t, path, "hello")
	write(t, path+"2", "another")
	b, key, err := blob.Open(t.Context(), path, blob.S3Options{})
	if err != nil {
		t.Fatal(err)
	}
	o, _, err := b.Head(t.Context(), key)
	if err != nil || o.URI != path || o.Size != 5 || o.ETag == "" {
		t.Fatalf("%+v %v", o, err)
	}
	body, err := b.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if content, err := io.ReadAll(body); err != nil || string(content) != "hello" {
		t.Errorf("%q %v", content, err)
	}
	body.Close()
	if r := b.Requests(); r.Get != 1 || r.Head != 1 || r.Bytes != 5 {
		t.Errorf("%+v", r)
	}

	body, err = b.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	write(t, path, "HELLO")
	os.Chtimes(path, time.Time{}, o.ModTime.Add(time.Second))
	if _, err := io.ReadAll(body); !errors.Is(err, blob.ErrChanged) {
		t.Errorf("a file that changes while it is read: %v", err)
	}
	if _, err := b.Open(t.Context(), o); !errors.Is(err, blob.ErrChanged) {
		t.Errorf("a file that changed since it was listed: %v", err)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	for uri, want := range map[string]string{
		"":              "no path and no s3://bucket/prefix was given",
		"/nothing/here": "/nothing/here does not exist",
		"gs://bucket/x": "gs://bucket/x: gs:// is not understood; give a path or s3://bucket/prefix",
		"s3://":         "s3:// names no bucket; give s3://bucket/prefix",
		"/dev/null":     "/dev/null is neither a file nor a folder",
		"s3://arn:aws:s3:us-east-1:111122223333:accesspoint/a": "s3://arn:aws:s3:us-east-1:111122223333:accesspoint/a: an ARN is not understood; give s3://bucket/prefix, with an access point's alias as the bucket",
	} {
		if _, _, err := blob.Open(t.Context(), uri, blob.S3Options{}); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", uri, err, want)
		}
	}
	if _, _, err := blob.Open(t.Context(), "s3://logs", blob.S3Options{EndpointURL: "localhost:9000"}); !errors.Is(err, blob.ErrAddress) {
		t.Error(err)
	}
}

func TestFolderOrderIsKeyOrder(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"x/a", "x!/a", "x0", "x/b/c", "x/b!", "x/b.d/e", "x/b-"} {
		write(t, filepath.Join(dir, name), "")
	}
	b, prefix, err := blob.Open(t.Context(), dir, blob.S3Options{})
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for e := range b.List(t.Context(), blob.ListOptions{Prefix: prefix}) {
		keys = append(keys, e.Key)
	}
	if !slices.IsSorted(keys) || len(keys) != 7 {
		t.Errorf("%q", keys)
	}
	for i, after := range keys {
		n := 0
		for e := range b.List(t.Context(), blob.ListOptions{Prefix: prefix, StartAfter: after}) {
			if n++; e.Key != keys[i+n] {
				t.Errorf("after %s: %s", after, e.Key)
			}
		}
		if n != len(keys)-1-i {
			t.Errorf("after %s: %d keys", after, n)
		}
	}
}
