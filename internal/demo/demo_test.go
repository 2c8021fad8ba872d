package demo

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func write(t *testing.T, o Options) (string, *Truth) {
	t.Helper()
	dir := t.TempDir()
	truth, err := Write(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return dir, truth
}

// written is the default demonstration, written once.
var written = sync.OnceValues(func() (string, *Truth) {
	dir, err := os.MkdirTemp("", "tarn-demo")
	if err != nil {
		panic(err)
	}
	truth, err := Write(context.Background(), dir, Options{})
	if err != nil {
		panic(err)
	}
	return dir, truth
})

func TestMain(m *testing.M) {
	code := m.Run()
	dir, _ := written()
	os.RemoveAll(dir)
	os.Exit(code)
}

func treeHash(t *testing.T, dir string) string {
	t.Helper()
	sum := sha256.New()
	for _, key := range keysBelow(t, dir) {
		sum.Write([]byte(key))
		sum.Write(read(t, dir, key))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func keysBelow(t *testing.T, dir string) (keys []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			key, _ := filepath.Rel(dir, path)
			keys = append(keys, filepath.ToSlash(key))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func read(t *testing.T, dir, key string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, key))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func unpack(t *testing.T, dir, key string) []byte {
	t.Helper()
	gz, err := gzip.NewReader(bytes.NewReader(read(t, dir, key)))
	if err != nil {
		t.Fatal(key, err)
	}
	var out bytes.Buffer
	if _, err := out.ReadFrom(gz); err != nil {
		t.Fatal(key, err)
	}
	return out.Bytes()
}

func TestSameOptionsSameBytes(t *testing.T) {
	o := Options{Seed: 7, Days: 4, Events: 2500}
	a, _ := write(t, o)
	b, _ := write(t, o)
	first := treeHash(t, a)
	if again := treeHash(t, b); again != first {
		t.Errorf("tree hash %s, then %s", first, again)
	}
	for _, other := range []Options{{Seed: 8, Days: 4, Events: 2500}, {Seed: 7, Days: 5, Events: 2500}, {Seed: 7, Days: 4, Events: 2600}} {
		c, _ := write(t, other)
		if treeHash(t, c) == first {
			t.Errorf("%+v gives the tree of %+v", other, o)
		}
	}
}

// TestContentIsFixed holds machines and compilers to the same content. Its hash
// changes with the story and the vocabulary, and with nothing else; it is of the
// decompressed files, because a later compressor may do better.
func TestContentIsFixed(t *testing.T) {
	dir, _ := write(t, Options{Days: 2, Events: 2000})
	sum := sha256.New()
	for _, key := range keysBelow(t, dir) {
		if key != TruthFile {
			sum.Write([]byte(key))
			sum.Write(unpack(t, dir, key))
		}
	}
	const want = "d56326511560c0d99727089824eadfc2cfc1800b2b550f498723f24c9ed1881a"
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		t.Errorf("content hash %s, want %s", got, want)
	}
}

var keyPattern = regexp.MustCompile(`^(` +
	`AWSLogs/o-[a-z0-9]{10}/(\d{12})/CloudTrail/([a-z0-9-]+)/(\d{4})/(\d\d)/(\d\d)/\d{12}_CloudTrail_[a-z0-9-]+_\d{8}T\d{4}Z_[A-Za-z0-9]{16}` +
	`|trail2/AWSLogs/\d{12}/CloudTrail/[a-z0-9-]+/\d{4}/\d\d/\d\d/\d{12}_CloudTrail_[a-z0-9-]+_\d{8}T\d{4}Z_[A-Za-z0-9]{16}` +
	`|AWSLogs/o-[a-z0-9]{10}/\d{12}/CloudTrail-Digest/[a-z0-9-]+/\d{4}/\d\d/\d\d/\d{12}_CloudTrail-Digest_[a-z0-9-]+_miru-organization-trail_ap-northeast-2_\d{8}T\d{6}Z` +
	`|AWSLogs/o-[a-z0-9]{10}/\d{12}/CloudTrail-Insight/[a-z0-9-]+/\d{4}/\d\d/\d\d/\d{12}_CloudTrail-Insight_[a-z0-9-]+_\d{8}T\d{4}Z_[A-Za-z0-9]{16}` +
	`)\.json\.gz$`)

var stampPattern = regexp.MustCompile(`/(\d{4})/(\d\d)/(\d\d)/[^/]+_(\d{8})T`)

func TestLayout(t *testing.T) {
	dir, truth := written()
	kinds := map[string]int{}
	var size int64
	for _, key := range keysBelow(t, dir) {
		if key == TruthFile {
			continue
		}
		if !keyPattern.MatchString(key) {
			t.Errorf("odd key %s", key)
		}
		if m := stampPattern.FindStringSubmatch(key); m == nil || m[1]+m[2]+m[3] != m[4] {
			t.Errorf("folder and name disagree: %s", key)
		}
		kinds[logKind(key)]++
		size += int64(len(read(t, dir, key)))
	}
	want := map[string]int{"CloudTrail": truth.LogFiles, "CloudTrail-Digest": truth.DigestFiles, "CloudTrail-Insight": truth.InsightFiles}
	if !maps.Equal(kinds, want) {
		t.Errorf("files %v, truth %v", kinds, want)
	}
	if truth.Objects != truth.LogFiles+truth.DigestFiles+truth.InsightFiles || truth.Bytes != size {
		t.Errorf("truth has %d objects of %d bytes, the tree %v of %d", truth.Objects, truth.Bytes, kinds, size)
	}
}

func logKind(key string) string {
	parts := strings.Split(key, "/")
	return parts[len(parts)-6]
}

func TestSizes(t *testing.T) {
	_, truth := written()
	event := float64(truth.JSONBytes) / float64(truth.Records)
	ratio := float64(truth.JSONBytes) / float64(truth.LogBytes)
	perFile := float64(truth.Records) / float64(truth.LogFiles)
	t.Logf("%d objects, %d log files, %d bytes; %.0f bytes an event, gz 1/%.1f, %.0f records a file; %d calls",
		truth.Objects, truth.LogFiles, truth.Bytes, event, ratio, perFile, len(truth.ByEvent))
	if truth.Events != 30000 {
		t.Errorf("%d events", truth.Events)
	}
	if event < 1200 || event > 1800 {
		t.Errorf("%.0f bytes an event", event)
	}
	if ratio < 8 || ratio > 12 {
		t.Errorf("gz 1/%.2f", ratio)
	}
	if perFile < 50 {
		t.Errorf("%.0f records a file", perFile)
	}
	errors := 0
	for _, n := range truth.ByError {
		errors += n
	}
	if share := errors * 1000 / truth.Events; share < 40 || share > 70 {
		t.Errorf("%d per mille of the events failed", share)
	}
}

func TestForeignFolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(context.Background(), dir, Options{Days: 1, Events: 1}); !errors.Is(err, ErrForeignFolder) {
		t.Errorf("got %v", err)
	}
	if keys := keysBelow(t, dir); !slices.Equal(keys, []string{"mine.txt"}) {
		t.Errorf("left %v", keys)
	}
}

func TestWriteReplacesADemonstration(t *testing.T) {
	o := Options{Days: 2, Events: 1200}
	dir, _ := write(t, o)
	want := treeHash(t, dir)
	for _, o := range []Options{{Days: 3, Events: 1500, Seed: 5}, o} {
		if _, err := Write(context.Background(), dir, o); err != nil {
			t.Fatal(err)
		}
	}
	if got := treeHash(t, dir); got != want {
		t.Error("something of the older demonstration is left")
	}
}

func TestCancelLeavesWholeFiles(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Write(ctx, dir, Options{Days: 6, Events: 4000, Progress: func(done, total int) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	keys := keysBelow(t, dir)
	if len(keys) < 10 {
		t.Errorf("only %d files", len(keys))
	}
	for _, key := range keys {
		if key != TruthFile && !json.Valid(unpack(t, dir, key)) {
			t.Errorf("%s is not whole", key)
		}
	}
	if _, err := ReadTruth(dir); !errors.Is(err, ErrIncomplete) {
		t.Errorf("got %v", err)
	}
	if _, err := Write(context.Background(), dir, Options{Days: 1, Events: 1}); err != nil {
		t.Errorf("cannot write again: %v", err)
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for _, o := range []Options{{Days: -1}, {Days: 5000}, {Events: -1}, {End: time.Unix(0, 0)}} {
		if _, err := Write(context.Background(), t.TempDir(), o); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}
