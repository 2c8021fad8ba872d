package serde_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/snappy"
	"github.com/pierrec/lz4/v4"

	"tarn/internal/serde"
)

// The files of testdata/codec are one table as Trino 476 writes it by each codec of hive.compression_codec, in the frames of
// Hadoop.
func TestCodecs(t *testing.T) {
	files, err := filepath.Glob("testdata/codec/trino.*")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	def := table(t, "", "n int, t string")
	f, err := serde.New(def)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n := int64(0)
		seen := map[int64]bool{}
		count := func(row []any) error {
			i := row[0].(int64)
			if want := fmt.Sprintf("a text that repeats, and repeats, again and again, number %d", i%7); row[1] != want {
				t.Fatalf("%s: row %d has %v", file, i, row[1])
			}
			seen[i] = true
			n++
			return nil
		}
		if err := f.Read(bytes.NewReader(content), file, count); err != nil || n != 10000 || len(seen) != 10000 {
			t.Errorf("%s: %d rows, %v", file, n, err)
		}
		// Cut off, it gives what it has, and an error.
		n = 0
		err = f.Read(bytes.NewReader(content[:len(content)*9/10]), file, count)
		if !errors.Is(err, io.ErrUnexpectedEOF) || n >= 10000 {
			t.Errorf("%s, cut off: %d rows, %v", file, n, err)
		}
	}
}

func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.String()
}

func framed(writer func(io.Writer) io.WriteCloser) string {
	var b bytes.Buffer
	w := writer(&b)
	w.Write([]byte("x\ny\n"))
	w.Close()
	return b.String()
}

func TestCompressed(t *testing.T) {
	var deflated bytes.Buffer
	z := zlib.NewWriter(&deflated)
	z.Write([]byte("x\ny\n"))
	z.Close()
	long := strings.Repeat("a line\n", 100_000)
	for _, c := range []struct{ what, name, content, want string }{
		{"plain", "a.txt", "x\ny", "x\ny\n"},
		{"two members", "a.gz", gzipped("x\n") + gzipped("y\n"), "x\ny\n"},
		{"a line over two members", "a.gz", gzipped("x") + gzipped("y\n"), "xy\n"},
		{"gzip without the ending", "a", gzipped("x\n"), "x\n"},
		{"the ending without gzip", "a.gz", "x\n", "error: HIVE_CURSOR_ERROR: the file is not compressed as its name says: it does not begin as .gz does (a.gz)\n"},
		{"something after gzip", "a.gz", gzipped("x\n") + "what is no member of it", "x\nerror: HIVE_CURSOR_ERROR: the file cannot be decompressed as .gz: gzip: invalid header (a.gz)\n"},
		{"cut off", "a.gz", gzipped("x\ny\n")[:20], "x\ny\nerror: HIVE_CURSOR_ERROR: the compressed file is cut off: its end is missing (a.gz)\n"},
		{"cut off in the sum", "a.gz", gzipped(long)[:len(gzipped(long))-4], long + "error: HIVE_CURSOR_ERROR: the compressed file is cut off: its end is missing (a.gz)\n"},
		{"deflate", "a.deflate", deflated.String(), "x\ny\n"},
		{"bzip2", "a.bz2", "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\x06\xe4\xe9\x9e\x00\x00\x01\x40\x80\x00\x10\x00\x60\x20\x00\x30\xcc\x0c\x7a\x82\x71\x77\x24\x53\x85\x09\x00\x6e\x4e\x99\xe0", "x\ny\n"},
		{"snappy's own frames", "a.snappy", framed(func(w io.Writer) io.WriteCloser { return snappy.NewBufferedWriter(w) }), "x\ny\n"},
		{"snappy without the ending", "a", framed(func(w io.Writer) io.WriteCloser { return snappy.NewBufferedWriter(w) }), "x\ny\n"},
		{"lz4's own frames", "a.lz4", framed(func(w io.Writer) io.WriteCloser { return lz4.NewWriter(w) }), "x\ny\n"},
		{"empty", "a.gz", "", ""},
		{"a byte order mark", "a.txt", "\xef\xbb\xbfx\n", "x\n"},
		{"ends of lines", "a.txt", "a\r\nb\rc\n\nd\r", "a\nb\nc\n\nd\n"},
		{"snappy that is none", "a.snappy", "something else that is long enough", "error: HIVE_CURSOR_ERROR: the file cannot be decompressed as .snappy: a block of 1936682341 bytes; it is not framed as Hadoop frames it (a.snappy)\n"},
	} {
		if got := read(t, table(t, "", "a string"), c.name, c.content); got != c.want {
			t.Errorf("%s: got %.200q, want %.200q", c.what, got, c.want)
		}
	}
}

// What Compress writes is what decompress reads, also where a file has many blocks, and Hadoop's frames are of its sizes.
func TestCompressGivesBackWhatWasWritten(t *testing.T) {
	f, err := serde.New(table(t, "", "t string"))
	if err != nil {
		t.Fatal(err)
	}
	random := make([]byte, 700_000)
	chance := rand.New(rand.NewPCG(1, 2))
	for i := range random {
		random[i] = byte('a' + chance.IntN(26)) // seldom shorter when it is compressed
	}
	for _, ending := range []string{".gz", ".deflate", ".zst", ".snappy", ".lz4"} {
		for _, text := range []string{"", "x", strings.Repeat("na", 500_000), string(random)} {
			var file bytes.Buffer
			z, ok, err := serde.Compress(&file, ending, nil)
			if err != nil || !ok {
				t.Fatal(ending, err)
			}
			for part := range slices.Chunk([]byte(text), 333_333) {
				if _, err := z.Write(part); err != nil {
					t.Fatal(err)
				}
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			if ending == ".snappy" || ending == ".lz4" {
				for rest := file.Bytes(); len(rest) > 0; {
					n, size := binary.BigEndian.Uint32(rest), binary.BigEndian.Uint32(rest[4:])
					if n > 256<<10 || size > 256<<10 {
						t.Errorf("%s: a block of %d bytes in %d", ending, n, size)
					}
					rest = rest[8+size:]
				}
			}
			got := ""
			if err := f.Read(&file, "file"+ending, func(row []any) error { got, _ = row[0].(string); return nil }); err != nil || got != text {
				t.Errorf("%s: %d bytes of %d, %v", ending, len(got), len(text), err)
			}
		}
	}
	if _, ok, err := serde.Compress(io.Discard, ".bz2", nil); ok || err != nil {
		t.Error("it writes bz2")
	}
}
