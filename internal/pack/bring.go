package pack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/dustin/go-humanize"
	"golang.org/x/sync/errgroup"
)

// Held are packs that stay until they are released.
type Held struct {
	Packs []Pack
	// Parsed counts the sources that were parsed for this, and their bytes; the rest had been before.
	Parsed      int
	ParsedBytes int64
	lease       *lease
}

// Release lets the packs go. It may be called again.
func (h *Held) Release() { h.lease.end() }

// Pack is a Parquet file with the columns of its definition and SourceColumn.
type Pack struct {
	Path  string
	Parts []Part
	// Whole says that the pack has rows of the parts only.
	Whole bool

	manifest *manifest
}

// Part is a source whose rows a pack has.
type Part struct {
	// Source is the index of the source among those that were asked for, ID what SourceColumn has.
	Source int
	ID     int64
	Rows   int64
}

// ErrLimit says that the packs that are wanted at once do not fit into the store's limit.
var ErrLimit = errors.New("the rows of the files do not fit")

// Bring gives packs with the rows of sources, in the order of the packs, and parses those that no pack holds yet. told, where it
// is not nil, hears how far that is. An error of parse ends it; what was parsed before stays.
func (s *Store) Bring(ctx context.Context, d Definition, sources []Source, parse Parse, told func(Progress)) (*Held, error) {
	h := &Held{}
	var err error
	if h.lease, err = s.lease(ctx); err != nil {
		return nil, err
	}
	if err = s.bring(ctx, h, d, sources, parse, told); err != nil {
		h.Release()
		if errors.Is(err, ErrLimit) {
			s.Tidy(ctx)
		}
		return nil, err
	}
	return h, nil
}

func (s *Store) bring(ctx context.Context, h *Held, d Definition, sources []Source, parse Parse, told func(Progress)) error {
	f, err := newForm(d.Columns)
	if err != nil {
		return err
	}
	work := &work{store: s, definition: d, form: f, parse: parse, told: told}
	begun, merged := time.Now(), false
	for {
		missing, err := s.find(ctx, h, d, sources)
		if err != nil {
			return err
		}
		s.tidy(ctx, work.written) // once what was written is held
		work.written, work.held = 0, 0
		for _, p := range h.Packs {
			work.held += p.manifest.Bytes
		}
		if len(missing) == 0 {
			if time.Since(begun) < mergeTime {
				// What cannot be merged is read as it is.
				if again, err := s.merge(ctx, d, f, h.Packs); err == nil && again {
					merged = true
					continue
				}
			}
			if merged {
				s.sweepMerged(ctx, d)
			}
			h.Parsed, h.ParsedBytes = work.progress.Done, work.progress.Bytes
			return nil
		}
		work.progress.Total = max(work.progress.Total, work.progress.Done+len(missing))
		if err := work.some(ctx, missing); err != nil {
			return err
		}
	}
}

// find looks which packs hold which sources, keeps these, and gives the sources that are missing.
func (s *Store) find(ctx context.Context, h *Held, d Definition, sources []Source) (missing []Source, err error) {
	l, err := s.shared(ctx)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	all, err := s.manifests(s.definition(d))
	if err != nil {
		return nil, err
	}
	wanted := make(map[string]int, len(sources))
	for i, source := range sources {
		wanted[source.key()] = i
	}
	h.Packs = h.Packs[:0]
	var paths []string
	var bytes int64
	for _, m := range slices.Backward(all) { // what was merged is in the later
		p := Pack{Path: m.path, Whole: !m.Stray, manifest: m}
		used := false
		for _, source := range m.Sources {
			i, ok := wanted[source.Key]
			if !ok {
				p.Whole = p.Whole && source.Rows == 0
				continue
			}
			delete(wanted, source.Key)
			used = true
			p.Parts = append(p.Parts, Part{i, source.ID, source.Rows})
		}
		if used {
			h.Packs = append(h.Packs, p)
			paths = append(paths, m.path)
			bytes += m.Bytes
		}
	}
	slices.Reverse(h.Packs)
	if bytes > s.Limit {
		return nil, s.tooLarge()
	}
	for i, source := range sources {
		if j, ok := wanted[source.key()]; ok && j == i {
			missing = append(missing, source)
		}
	}
	if err := h.lease.keep(paths); err != nil {
		return nil, err
	}
	touch(paths)
	return missing, nil
}

func (s *Store) tooLarge() error {
	return fmt.Errorf("%w: they take more than %s", ErrLimit, humanize.Bytes(uint64(s.Limit)))
}

// work is the parsing of what a caller lacks.
type work struct {
	store      *Store
	definition Definition
	form       *form
	parse      Parse
	told       func(Progress)

	mu       sync.Mutex
	progress Progress
	// held are the bytes of the packs that the caller has, written those that came since they were counted.
	held, written int64
}

func (w *work) done(s Source) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.progress.Done++
	w.progress.Bytes += s.Size
	w.tell()
}

func (w *work) tell() {
	if w.told != nil {
		w.told(w.progress)
	}
}

// waitEvery is how often is looked whether others are done with what they parse.
const waitEvery = 20 * time.Millisecond

// some parses sources until none is left that nobody has claimed, and waits a moment where others have claimed the rest.
func (w *work) some(ctx context.Context, sources []Source) error {
	var bytes int64
	for _, source := range sources {
		bytes += source.Size
	}
	workers := max(w.store.Workers, 1)
	share := bytes/int64(workers) + 1
	w.mu.Lock()
	w.tell()
	w.mu.Unlock()
	g, ctx := errgroup.WithContext(ctx)
	for range workers {
		g.Go(func() error {
			for {
				slot := w.store.slot()
				select {
				case slot <- struct{}{}:
				case <-ctx.Done():
					return context.Cause(ctx)
				}
				any, err := w.claimed(ctx, sources, share)
				<-slot
				if err != nil || !any {
					return err
				}
			}
		})
	}
	err := g.Wait()
	if err == nil {
		select {
		case <-ctx.Done():
		case <-time.After(waitEvery):
		}
	}
	return err
}

// claimed makes one pack. any is false where there is nothing left to claim.
func (w *work) claimed(ctx context.Context, sources []Source, share int64) (any bool, err error) {
	w.mu.Lock()
	full := w.held+w.written > w.store.Limit
	w.mu.Unlock()
	if full {
		return false, w.store.tooLarge() // what is left would not fit either
	}
	c, _, err := w.store.claim(ctx, w.definition, sources, share)
	if err != nil || c == nil {
		return false, err
	}
	defer c.end()
	m, err := w.write(ctx, c)
	if m != nil && len(m.Sources) > 0 {
		if kept := m.write(); err == nil {
			err = kept
		}
		w.mu.Lock()
		w.written += m.Bytes
		w.mu.Unlock()
	} else {
		os.Remove(c.base + packSuffix)
	}
	return true, err
}

// write writes the rows of a claim's sources. Where one fails, the pack has those before it.
func (w *work) write(ctx context.Context, c *claim) (m *manifest, err error) {
	m = &manifest{path: c.base + packSuffix}
	out, err := os.OpenFile(c.base+partSuffix, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	f := newFile(w.form, out)
	var failed error
	for i, source := range c.sources {
		if failed = context.Cause(ctx); failed != nil {
			break
		}
		f.source = c.number<<32 | int64(i)
		before := f.rows
		if failed = w.parse(ctx, source, f.row); failed != nil {
			m.Stray = f.rows > before
			break
		}
		m.Sources = append(m.Sources, packed{Key: source.key(), ID: f.source, Rows: f.rows - before})
		m.Rows += f.rows - before
		w.done(source)
	}
	if m.Rows == 0 && !m.Stray {
		return m, failed
	}
	if err := f.end(out, m); err != nil {
		return nil, errors.Join(failed, err)
	}
	return m, failed
}
