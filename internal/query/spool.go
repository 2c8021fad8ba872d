package query

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"sort"
	"sync"

	"github.com/klauspost/compress/zstd"

	"tarn/internal/engine"
)

// blockRows is the number of rows after which a block of a kept result is closed, and blockBytes its size before compression.
const (
	blockRows  = 1024
	blockBytes = 1 << 20
)

// A spool that was written is not closed: who still reads it holds the file open, and it closes when the last is gone.

// spool keeps a result's rows in a file while they come, and lets them be read meanwhile: blocks of rows, each compressed by
// itself, then the list of blocks as JSON, its length in eight digits of hexadecimal, and the magic.
type spool struct {
	mu     sync.Mutex
	more   chan struct{} // closed and made anew when rows or the end come
	file   *os.File
	blocks []block
	size   int64
	rows   int64
	ended  bool
	err    error
}

// block is a part of a kept result: its rows begin at From.
type block struct {
	At, Size int64
	From, N  int64
}

const magic = "tarnrows1"

var (
	encoder, _  = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	unpacker, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0))
)

// newSpool begins a result in a file that must not exist.
func newSpool(path string) (*spool, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("keeping the result: %w", err)
	}
	return &spool{file: f, more: make(chan struct{})}, nil
}

// openSpool opens a result that has ended.
func openSpool(path string) (*spool, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	s := &spool{file: f, ended: true, more: make(chan struct{})}
	if err := s.readBlocks(); err != nil {
		f.Close()
		return nil, err
	}
	return s, nil
}

func (s *spool) readBlocks() error {
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	tail := make([]byte, 8+len(magic))
	if _, err := s.file.ReadAt(tail, info.Size()-int64(len(tail))); err != nil || string(tail[8:]) != magic {
		return errDamaged
	}
	var n int64
	if _, err := fmt.Sscanf(string(tail[:8]), "%08x", &n); err != nil {
		return errDamaged
	}
	index := make([]byte, n)
	if _, err := s.file.ReadAt(index, info.Size()-int64(len(tail))-n); err != nil {
		return errDamaged
	}
	if err := json.Unmarshal(index, &s.blocks); err != nil {
		return errDamaged
	}
	if k := len(s.blocks); k > 0 {
		s.rows = s.blocks[k-1].From + s.blocks[k-1].N
	}
	return nil
}

// add takes rows over.
func (s *spool) add(_ context.Context, rows []engine.Row) error {
	for len(rows) > 0 {
		var raw []byte
		n := 0
		for n < len(rows) && n < blockRows && len(raw) < blockBytes {
			raw = appendValues(raw, rows[n])
			n++
		}
		if err := s.write(raw, n); err != nil {
			return fmt.Errorf("keeping the result: %w", err)
		}
		rows = rows[n:]
	}
	return nil
}

func (s *spool) write(raw []byte, n int) error {
	packed := encoder.EncodeAll(raw, nil)
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.file.WriteAt(packed, s.size); err != nil {
		return err
	}
	s.blocks = append(s.blocks, block{At: s.size, Size: int64(len(packed)), From: s.rows, N: int64(n)})
	s.size += int64(len(packed))
	s.rows += int64(n)
	s.wake()
	return nil
}

func (s *spool) wake() {
	close(s.more)
	s.more = make(chan struct{})
}

// end says that no more rows come, and why, where that is not the result's end.
func (s *spool) end(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.wake()
	s.ended, s.err = true, err
	index, jsonErr := json.Marshal(s.blocks)
	if jsonErr != nil {
		return jsonErr
	}
	_, writeErr := s.file.WriteAt(append(index, fmt.Sprintf("%08x%s", len(index), magic)...), s.size)
	return writeErr
}

// read gives up to max rows from a place on. It waits for the first of them, and gives io.EOF at the end.
func (s *spool) read(ctx context.Context, from int64, max int) ([]engine.Row, error) {
	for {
		s.mu.Lock()
		more, ended, err := s.more, s.ended, s.err
		i := sort.Search(len(s.blocks), func(i int) bool { return s.blocks[i].From+s.blocks[i].N > from })
		blocks := slices.Clone(s.blocks[i:min(len(s.blocks), i+1+max/blockRows)])
		s.mu.Unlock()
		if len(blocks) > 0 {
			return s.rowsOf(blocks, from, max)
		}
		if ended {
			if err == nil {
				err = io.EOF
			}
			return nil, err
		}
		select {
		case <-more:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

func (s *spool) rowsOf(blocks []block, from int64, max int) ([]engine.Row, error) {
	var out []engine.Row
	for _, b := range blocks {
		packed := make([]byte, b.Size)
		if _, err := s.file.ReadAt(packed, b.At); err != nil {
			return nil, err
		}
		raw, err := unpacker.DecodeAll(packed, nil)
		if err != nil {
			return nil, errDamaged
		}
		d := decoder{b: raw}
		for i := range b.N {
			row := d.values()
			if b.From+i >= from && len(out) < max {
				out = append(out, row)
			}
		}
		if d.err != nil {
			return nil, d.err
		}
	}
	return out, nil
}

func (s *spool) close() { s.file.Close() }
