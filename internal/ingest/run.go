package ingest

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/bits"
	"os"
	"path/filepath"
)

// A run is a file of entries, sorted by identity: the magic, then 16 bytes of identity and 8 of content hash (little-endian)
// each. Identities are hashes and so spread evenly: an entry's place is near its value's share of the file.

func writeRun(path string, entries iter.Seq[Entry], n int) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temp := path + ".tmp"
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(temp)
		}
	}()
	w := bufio.NewWriterSize(f, 256<<10)
	w.Write(runMagic)
	var b [entrySize]byte
	for e := range entries {
		copy(b[:16], e.ID[:])
		binary.LittleEndian.PutUint64(b[16:], e.Content)
		w.Write(b[:])
		n--
	}
	if n != 0 {
		return fmt.Errorf("index run %s: %d entries are missing", path, n)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(temp, path)
}

// runReader looks entries up in a run, in ascending order.
type runReader struct {
	f       *os.File
	entries int
	// window holds the entries [first, first+len/entrySize).
	window []byte
	first  int
	buffer []byte
	err    error
}

func openRun(r run) (*runReader, error) {
	f, err := os.Open(r.path)
	if err != nil {
		return nil, err
	}
	rd := &runReader{f: f, entries: r.entries, buffer: make([]byte, windowEntries*entrySize)}
	head := make([]byte, len(runMagic))
	if _, err := f.ReadAt(head, 0); err != nil || string(head) != string(runMagic) {
		f.Close()
		return nil, fmt.Errorf("%w: %s", errDamaged, r.path)
	}
	return rd, nil
}

func (r *runReader) close() { r.f.Close() }

func (r *runReader) load(first int) bool {
	first = max(0, min(first, r.entries-1))
	n := min(windowEntries, r.entries-first)
	if _, err := r.f.ReadAt(r.buffer[:n*entrySize], int64(len(runMagic)+first*entrySize)); err != nil && !errors.Is(err, io.EOF) {
		r.err = err
		return false
	}
	r.window, r.first = r.buffer[:n*entrySize], first
	return true
}

func (r *runReader) at(i int) (*Identity, uint64) {
	e := r.window[i*entrySize : (i+1)*entrySize]
	return (*Identity)(e[:16]), binary.LittleEndian.Uint64(e[16:])
}

// find returns an identity's content hash.
func (r *runReader) find(id *Identity) (uint64, bool) {
	if r.entries == 0 || r.err != nil {
		return 0, false
	}
	if len(r.window) == 0 || !r.covers(id) {
		guess, _ := bits.Mul64(binary.BigEndian.Uint64(id[:8]), uint64(r.entries))
		if !r.load(int(guess) - windowEntries/2) {
			return 0, false
		}
		for !r.covers(id) {
			next := r.first + windowEntries
			if lo, _ := r.at(0); compareIDs(id, lo) < 0 {
				next = r.first - windowEntries + 1
			}
			if !r.load(next) {
				return 0, false
			}
		}
	}
	lo, hi := 0, len(r.window)/entrySize
	for lo < hi {
		mid := (lo + hi) / 2
		v, content := r.at(mid)
		switch c := compareIDs(v, id); {
		case c == 0:
			return content, true
		case c < 0:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return 0, false
}

// covers reports whether the identity, if the run has it, is in the window.
func (r *runReader) covers(id *Identity) bool {
	n := len(r.window) / entrySize
	lo, _ := r.at(0)
	hi, _ := r.at(n - 1)
	return (r.first == 0 || compareIDs(lo, id) <= 0) && (r.first+n == r.entries || compareIDs(id, hi) <= 0)
}

// mergeRuns gives the entries of several runs in order.
func mergeRuns(readers []*runReader) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		next := make([]int, len(readers))
		for {
			best := -1
			var bestEntry Entry
			for i, r := range readers {
				if next[i] == r.entries {
					continue
				}
				if next[i] < r.first || next[i] >= r.first+len(r.window)/entrySize {
					if !r.load(next[i]) {
						return
					}
				}
				id, content := r.at(next[i] - r.first)
				if best < 0 || compareIDs(id, &bestEntry.ID) < 0 {
					best, bestEntry = i, Entry{*id, content}
				}
			}
			if best < 0 || !yield(bestEntry) {
				return
			}
			next[best]++
		}
	}
}
