package serde

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
)

// codec is a way of compressing whole files.
type codec struct {
	magic []byte // what the files begin with, nil if nothing in particular
	must  bool   // all of them
	open  func(*bufio.Reader) (io.Reader, error)
}

// maxZstdWindow bounds the memory that a zstd file can ask for.
const maxZstdWindow = 128 << 20

// codecs are the codecs of Hadoop by the endings of names: https://docs.aws.amazon.com/athena/latest/ug/compression-formats.html.
var codecs = map[string]codec{
	".gz": {[]byte{0x1f, 0x8b}, true, func(in *bufio.Reader) (io.Reader, error) { return gzip.NewReader(in) }},
	".zst": {[]byte{0x28, 0xb5, 0x2f, 0xfd}, true, func(in *bufio.Reader) (io.Reader, error) {
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxZstdWindow))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}},
	".bz2":     {[]byte("BZh"), true, func(in *bufio.Reader) (io.Reader, error) { return bzip2.NewReader(in), nil }},
	".deflate": {nil, false, func(in *bufio.Reader) (io.Reader, error) { return zlib.NewReader(in) }},
	".snappy":  {snappyMagic, false, openSnappy},
	".lz4":     {lz4Magic, false, openLZ4},
}

// What Hadoop writes under these names has frames of its own; these are the magics of the codecs' own.
var (
	snappyMagic = []byte("\xff\x06\x00\x00sNaPpY")
	lz4Magic    = []byte{0x04, 0x22, 0x4d, 0x18}
)

func openLZ4(in *bufio.Reader) (io.Reader, error) {
	if head, _ := in.Peek(4); bytes.Equal(head, lz4Magic) {
		return lz4.NewReader(in), nil
	}
	return &hadoopBlocks{in: in, decode: func(dst, src []byte) (int, error) { return lz4.UncompressBlock(src, dst) }}, nil
}

// decompress gives the text of a file.
func decompress(r io.Reader, name string) (io.ReadCloser, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	ending := strings.ToLower(path.Ext(name))
	c, ok := codecs[ending]
	if !ok {
		head, err := in.Peek(10)
		if err != nil && err != io.EOF {
			return nil, err
		}
		for _, each := range codecs {
			if each.magic != nil && bytes.HasPrefix(head, each.magic) {
				c, ok = each, true
			}
		}
	}
	if !ok {
		return io.NopCloser(in), nil
	}
	if _, err := in.Peek(1); err == io.EOF {
		return io.NopCloser(in), nil // an empty file has no rows, whatever it is called
	}
	if head, _ := in.Peek(len(c.magic)); c.must && !bytes.Equal(head, c.magic) {
		return nil, &Error{Code: codeCursor, Message: "the file is not compressed as its name says: it does not begin as " + ending + " does"}
	}
	z, err := c.open(in)
	if err != nil {
		return nil, damaged(err, ending)
	}
	return &decompressed{z, ending}, nil
}

type decompressed struct {
	io.Reader
	ending string
}

func (d *decompressed) Read(p []byte) (int, error) {
	n, err := d.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = damaged(err, d.ending)
	}
	return n, err
}

func (d *decompressed) Close() error {
	if c, ok := d.Reader.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// damaged says what is wrong with a compressed file. An early end looks the same whoever finds it.
func damaged(err error, ending string) error {
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return &Error{Code: codeCursor, Message: "the compressed file is cut off: its end is missing", Err: io.ErrUnexpectedEOF}
	}
	return &Error{Code: codeCursor, Message: "the file cannot be decompressed as " + ending + ": " + err.Error(), Err: err}
}
