package serde

import (
	"compress/zlib"
	"encoding/binary"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
)

// Compress gives what compresses a file whose name has an ending of Hadoop's codecs, as Hadoop does it; level is ZSTD's alone. ok is false for an
// ending that is not written. Close ends the file, and does not close w.
func Compress(w io.Writer, ending string, level []zstd.EOption) (z io.WriteCloser, ok bool, err error) {
	switch ending {
	case ".gz":
		return gzip.NewWriter(w), true, nil
	case ".deflate":
		return zlib.NewWriter(w), true, nil
	case ".zst":
		z, err := zstd.NewWriter(w, level...)
		return z, true, err
	case ".snappy":
		return &blockWriter{out: w, encode: func(dst, src []byte) ([]byte, error) { return snappy.Encode(dst, src), nil }}, true, nil
	case ".lz4":
		var c lz4.Compressor
		return &blockWriter{out: w, encode: func(dst, src []byte) ([]byte, error) {
			dst = grow(dst, lz4.CompressBlockBound(len(src)))
			n, err := c.CompressBlock(src, dst)
			if err == nil && n == 0 {
				err = errors.New("lz4: a block could not be compressed")
			}
			return dst[:n], err
		}}, true, nil
	}
	return nil, false, nil
}

// hadoopBlock is the text of a block: compressed, also where that makes it longer, it fits into the 256 KiB that readers of Hadoop have.
const hadoopBlock = 200 << 10

// blockWriter writes what hadoopBlocks reads, a chunk a block.
type blockWriter struct {
	out         io.Writer
	encode      func(dst, src []byte) ([]byte, error)
	text, chunk []byte
}

func (b *blockWriter) Write(p []byte) (n int, err error) {
	for len(p) > 0 {
		some := min(len(p), hadoopBlock-len(b.text))
		b.text = append(b.text, p[:some]...)
		p, n = p[some:], n+some
		if len(b.text) == hadoopBlock {
			if err := b.end(); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

func (b *blockWriter) end() (err error) {
	if b.chunk, err = b.encode(b.chunk[:cap(b.chunk)], b.text); err != nil {
		return err
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(len(b.text)))
	head = binary.BigEndian.AppendUint32(head, uint32(len(b.chunk)))
	b.text = b.text[:0]
	for _, part := range [][]byte{head, b.chunk} {
		if _, err := b.out.Write(part); err != nil {
			return err
		}
	}
	return nil
}

func (b *blockWriter) Close() error {
	if len(b.text) == 0 {
		return nil
	}
	return b.end()
}
