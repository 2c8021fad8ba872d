package serde

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/klauspost/compress/snappy"
)

// hadoopBlocks reads what Hadoop's BlockCompressorStream writes: blocks, each the length of its text and then chunks, each the
// length of what is compressed and that, until the text is complete. The lengths are of four bytes, the highest first.
type hadoopBlocks struct {
	in     *bufio.Reader
	decode func(dst, src []byte) (int, error)
	left   int // of the block's text
	text   []byte
	rest   []byte // of text
	chunk  []byte
}

// maxHadoopBlock bounds the memory that a file can ask for. Hadoop's own blocks are of 256 KiB.
const maxHadoopBlock = 64 << 20

func openSnappy(in *bufio.Reader) (io.Reader, error) {
	if head, _ := in.Peek(10); bytes.HasPrefix(head, snappyMagic) {
		return snappy.NewReader(in), nil
	}
	return &hadoopBlocks{in: in, decode: decodeSnappy}, nil
}

func decodeSnappy(dst, src []byte) (int, error) {
	n, err := snappy.DecodedLen(src)
	if err != nil {
		return 0, err
	}
	if n > len(dst) {
		return 0, fmt.Errorf("a chunk of %d bytes in a block with %d left", n, len(dst))
	}
	out, err := snappy.Decode(dst, src)
	return len(out), err
}

func (h *hadoopBlocks) Read(p []byte) (int, error) {
	for len(h.rest) == 0 {
		if err := h.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, h.rest)
	h.rest = h.rest[n:]
	return n, nil
}

func (h *hadoopBlocks) next() error {
	if h.left == 0 {
		n, err := h.length()
		if err != nil {
			return err
		}
		h.left = n
		return nil
	}
	n, err := h.length()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	h.chunk = grow(h.chunk, n)
	if _, err := io.ReadFull(h.in, h.chunk); err != nil {
		return io.ErrUnexpectedEOF
	}
	h.text = grow(h.text, h.left)
	n, err = h.decode(h.text, h.chunk)
	if err != nil {
		return err
	}
	if n == 0 && len(h.chunk) > 1 || n > h.left {
		return fmt.Errorf("a chunk of %d bytes in a block with %d left", n, h.left)
	}
	h.rest = h.text[:n]
	h.left -= n
	return nil
}

func (h *hadoopBlocks) length() (int, error) {
	var b [4]byte
	if _, err := io.ReadFull(h.in, b[:]); err != nil {
		return 0, err
	}
	n := binary.BigEndian.Uint32(b[:])
	if n > maxHadoopBlock {
		return 0, fmt.Errorf("a block of %d bytes; it is not framed as Hadoop frames it", n)
	}
	return int(n), nil
}

func grow(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}
