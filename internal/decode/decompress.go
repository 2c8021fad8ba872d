package decode

import (
	"bufio"
	"bytes"
	"io"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Decompress gives the text of an object: gzip (one member or several), zstd (one frame or several), or plain, told apart by
// the first bytes. A compressed object that ends too early gives io.ErrUnexpectedEOF after all bytes that could be read;
// what follows a gzip member and is none is an error after the good bytes. The caller closes the result, not r.
func Decompress(r io.Reader) (io.ReadCloser, error) {
	in := buffers.Get().(*bufio.Reader)
	in.Reset(r)
	head, err := in.Peek(4)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		z, _ := gzips.Get().(*gzip.Reader)
		if z == nil {
			z = new(gzip.Reader)
		}
		if err := z.Reset(in); err != nil {
			return nil, unexpected(err)
		}
		return &decompressed{Reader: z, in: in, gzip: z}, nil
	case bytes.Equal(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxZstdWindow))
		if err != nil {
			return nil, err
		}
		return &decompressed{Reader: z, in: in, zstd: z}, nil
	}
	return &decompressed{Reader: in, in: in}, nil
}

// maxZstdWindow bounds the memory that a zstd object can ask for; zstd's own command line asks for leave above it, too.
const maxZstdWindow = 128 << 20

var (
	buffers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}
	gzips   sync.Pool
)

type decompressed struct {
	io.Reader
	in   *bufio.Reader
	gzip *gzip.Reader
	zstd *zstd.Decoder
}

func (d *decompressed) Read(p []byte) (int, error) {
	if d.Reader == nil {
		return 0, io.ErrClosedPipe
	}
	n, err := d.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = unexpected(err)
	}
	return n, err
}

// unexpected makes an early end look the same whoever finds it.
func unexpected(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return errCutOff
	}
	return err
}

// errCutOff is an io.ErrUnexpectedEOF that a person understands.
var errCutOff = cutOff{}

type cutOff struct{}

func (cutOff) Error() string { return "the compressed data is cut off: its end is missing" }
func (cutOff) Unwrap() error { return io.ErrUnexpectedEOF }

func (d *decompressed) Close() error {
	if d.Reader == nil {
		return nil
	}
	d.Reader = nil
	if d.gzip != nil {
		gzips.Put(d.gzip)
	}
	if d.zstd != nil {
		d.zstd.Close()
	}
	d.in.Reset(nil)
	buffers.Put(d.in)
	return nil
}
