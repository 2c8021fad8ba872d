package ingest

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/minio/highwayhash"
)

// Index knows the events of a store, day by day: a keyed hash of each event's identity, and one of its bytes as delivered. It
// is a set of sorted files a day, and holds nothing that the table does not: Complete compares the two, Rebuild makes it anew.
type Index struct {
	dir  string
	key  []byte
	runs map[int32][]run
}

// Identity is the keyed hash of an event's eventID, or of its content where it has none.
type Identity [16]byte

// Entry is one event. Content is the keyed hash of the record's bytes; 0 where it is not known.
type Entry struct {
	ID      Identity
	Content uint64
}

type run struct {
	path    string
	entries int
}

const (
	entrySize = 24
	// runsPerDay is the number of runs from which a day's are merged into one.
	runsPerDay = 8
	// windowEntries is how many entries a lookup reads at once.
	windowEntries = 1024
)

var runMagic = []byte("TARNRUN1")

// OpenIndex opens the index in a folder. key is the data directory's secret.
func OpenIndex(dir string, key []byte) (*Index, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &Index{dir: dir, key: key, runs: map[int32][]run{}}, nil
}

// Identify hashes an event's identity.
func (x *Index) Identify(id []byte) Identity { return highwayhash.Sum128(id, x.key) }

// HashContent hashes a record's bytes; it is never 0.
func (x *Index) HashContent(raw []byte) uint64 { return max(highwayhash.Sum64(raw, x.key), 1) }

func (x *Index) dayDir(day int32) string { return filepath.Join(x.dir, strconv.Itoa(int(day))) }

func (x *Index) load(day int32) ([]run, error) {
	if runs, ok := x.runs[day]; ok {
		return runs, nil
	}
	var runs []run
	entries, err := os.ReadDir(x.dayDir(day))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		path := filepath.Join(x.dayDir(day), e.Name())
		if !strings.HasSuffix(e.Name(), ".run") {
			os.Remove(path) // left by a killed writer
			continue
		}
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		n := (info.Size() - int64(len(runMagic))) / entrySize
		if n < 0 || (info.Size()-int64(len(runMagic)))%entrySize != 0 {
			return nil, fmt.Errorf("%w: %s", errDamaged, path)
		}
		runs = append(runs, run{path, int(n)})
	}
	x.runs[day] = runs
	return runs, nil
}

var errDamaged = errors.New("the index of seen events is damaged")

// Complete reports whether the index has as many events of a day as the table has rows.
func (x *Index) Complete(day int32, rows int64) (bool, error) {
	runs, err := x.load(day)
	if errors.Is(err, errDamaged) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var n int64
	for _, r := range runs {
		n += int64(r.entries)
	}
	return n == rows, nil
}

// Add writes a day's new entries, sorted, under a name that begins with the batch's ID.
func (x *Index) Add(day int32, batch string, part int, entries []Entry) error {
	runs, err := x.load(day)
	if err != nil {
		return err
	}
	path := filepath.Join(x.dayDir(day), fmt.Sprintf("%s-%d.run", batch, part))
	if err := writeRun(path, slices.Values(entries), len(entries)); err != nil {
		return err
	}
	x.runs[day] = append(runs, run{path, len(entries)})
	return nil
}

// Drop removes what a batch added.
func (x *Index) Drop(batch string) error {
	clear(x.runs)
	return dropRuns(x.dir, batch)
}

func dropRuns(dir, batch string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*", batch+"-*.run"))
	if err != nil {
		return err
	}
	for _, p := range paths {
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// rebuildEntries is how many entries Rebuild holds at a time.
const rebuildEntries = 1 << 20

// Rebuild replaces a day's runs by the entries that fill adds, in any order.
func (x *Index) Rebuild(day int32, fill func(add func(Entry) error) error) error {
	if err := os.RemoveAll(x.dayDir(day)); err != nil {
		return err
	}
	delete(x.runs, day)
	var entries []Entry
	part := 0
	flush := func() error {
		if len(entries) == 0 {
			return nil
		}
		sortEntries(entries)
		part++
		err := x.Add(day, "rebuilt", part, entries)
		entries = entries[:0]
		return err
	}
	err := fill(func(e Entry) error {
		if entries = append(entries, e); len(entries) == rebuildEntries {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return err
	}
	return x.Merge(day)
}

// Merge puts a day's runs together when they have become many: the small ones, so that an entry is not written again for each
// batch that comes after it.
func (x *Index) Merge(day int32) error {
	for len(x.runs[day]) >= runsPerDay {
		runs := x.runs[day]
		slices.SortFunc(runs, func(a, b run) int { return cmp.Compare(a.entries, b.entries) })
		n, total := 0, 0
		for n < len(runs) && (n < runsPerDay/2 || runs[n].entries <= total) {
			total += runs[n].entries
			n++
		}
		// A killed merge leaves runs that say the same twice, and Complete finds it out.
		merged := run{filepath.Join(x.dayDir(day), "merged-"+uuid.NewString()+".run"), total}
		if err := writeMerged(merged, runs[:n]); err != nil {
			return err
		}
		x.runs[day] = append(slices.Clone(runs[n:]), merged)
		for _, r := range runs[:n] {
			if err := os.Remove(r.path); err != nil {
				return err
			}
		}
	}
	return nil
}

func writeMerged(merged run, runs []run) error {
	readers := make([]*runReader, 0, len(runs))
	defer func() {
		for _, r := range readers {
			r.close()
		}
	}()
	for _, r := range runs {
		rd, err := openRun(r)
		if err != nil {
			return err
		}
		readers = append(readers, rd)
	}
	err := writeRun(merged.path, mergeRuns(readers), merged.entries)
	for _, r := range readers {
		if r.err != nil {
			err = r.err
		}
	}
	return err
}

func sortEntries(e []Entry) {
	slices.SortFunc(e, func(a, b Entry) int { return compareIDs(&a.ID, &b.ID) })
}

func compareIDs(a, b *Identity) int {
	if c := cmp.Compare(binary.BigEndian.Uint64(a[:]), binary.BigEndian.Uint64(b[:])); c != 0 {
		return c
	}
	return bytes.Compare(a[8:], b[8:])
}

// Lookup calls found for every entry of sorted that the day has, with the content hash that is kept for it.
func (x *Index) Lookup(day int32, sorted []Entry, found func(i int, content uint64)) error {
	runs, err := x.load(day)
	if err != nil {
		return err
	}
	for _, r := range runs {
		rd, err := openRun(r)
		if err != nil {
			return err
		}
		for i := range sorted {
			content, ok := rd.find(&sorted[i].ID)
			if ok {
				found(i, content)
			}
		}
		rd.close()
		if rd.err != nil {
			return fmt.Errorf("reading the index of seen events: %w", rd.err)
		}
	}
	return nil
}
