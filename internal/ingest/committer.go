package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sys/unix"

	"tarn/internal/lake"
)

// committer puts the workers' batches into commits, one after another. A flush takes three steps: the rows are told apart
// from what is there, one worker at a time; the data files are written, all workers at once; and when a commit is due and no
// file is being written, the ledger is staged, the table's snapshot committed, and the batch done.
//
// Two invariants hold under mu: the index on disk has every row of the table and of the open batch, and no row outside them;
// and what the open batch added goes away with it, by the batch's ID.
type committer struct {
	m *Importer

	mu       sync.Mutex
	idle     *sync.Cond
	open     *Batch
	files    []lake.DataFile
	days     map[int32]bool
	part     int
	held     int // bytes that the open batch keeps for the ledger
	writing  int
	closing  int // commits that wait for writers
	last     time.Time
	err      error
	counts   map[int32]lake.DayCount
	verified map[int32]bool
	// stopping is closed when the import is interrupted: it then waits for nothing more.
	stopping <-chan struct{}
}

// entryCost is about what a part or a quarantined record takes on its way to the ledger, beside its text.
const entryCost = 500

func newCommitter(ctx context.Context, m *Importer) (*committer, error) {
	c := &committer{m: m, stopping: ctx.Done(), days: map[int32]bool{}, verified: map[int32]bool{}, last: time.Now()}
	c.idle = sync.NewCond(&c.mu)
	var err error
	c.counts, err = m.table.Days(ctx)
	return c, err
}

func (c *committer) failed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err != nil
}

// due reports whether a commit may be made now.
func (c *committer) due() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Since(c.last) >= c.m.o.CommitEvery
}

// flush writes a worker's batch and commits if it is time to.
func (c *committer) flush(ctx context.Context, w *worker) error {
	if err := c.waitForDisk(); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.closing > 0 && c.err == nil {
		c.idle.Wait()
	}
	if c.err != nil {
		return c.err
	}
	if err := c.begin(ctx); err != nil {
		return c.fail(err)
	}
	d := newDedup(c, w)
	if err := d.run(ctx); err != nil {
		if ctx.Err() != nil && !d.indexed {
			return err // interrupted before it changed anything: what is open is good
		}
		return c.fail(err)
	}
	c.writing++
	c.mu.Unlock()
	var files []lake.DataFile
	var err error
	if d.kept > 0 {
		files, err = w.writer.Write(w.batch, d.keep)
	}
	c.mu.Lock()
	c.writing--
	c.idle.Broadcast()
	c.files = append(c.files, files...)
	if err != nil {
		return c.fail(err)
	}
	if c.err != nil {
		return c.err
	}
	c.add(w, d, files)
	if time.Since(c.last) >= c.m.o.CommitEvery || c.held >= maxHeld {
		return c.commit(ctx)
	}
	return nil
}

// begin opens a batch where none is open.
func (c *committer) begin(ctx context.Context) error {
	if c.open != nil {
		return nil
	}
	b := &Batch{ID: uuid.NewString(), Store: c.m.store}
	// An interruption here must not fail what the other workers have read.
	if err := c.m.ledger.Begin(context.WithoutCancel(ctx), b.Store, b.ID); err != nil {
		return fmt.Errorf("opening a batch in the ledger: %w", err)
	}
	c.open, c.part, c.held, c.files = b, 0, 0, nil
	clear(c.days)
	return nil
}

// add counts what a worker brought as part of the open batch.
func (c *committer) add(w *worker, d *dedup, files []lake.DataFile) {
	c.open.Parts = append(c.open.Parts, w.parts...)
	c.open.Quarantine = append(append(c.open.Quarantine, w.quarantine...), d.conflicts...)
	c.open.Digests = append(c.open.Digests, w.digests...)
	c.held += w.held + entryCost*(len(w.parts)+len(w.quarantine))
	for _, q := range d.conflicts {
		c.held += entryCost + len(q.Raw)
	}
	p := &c.m.Progress
	for _, f := range files {
		c.open.Files = append(c.open.Files, File{Path: c.m.lake.Relative(f.Path), SHA256: f.SHA256, Rows: f.Rows, Bytes: f.Bytes})
		p.fileBytes.Add(f.Bytes)
	}
	p.files.Add(int64(len(files)))
	p.in.Add(int64(d.kept))
	p.duplicates.Add(int64(d.duplicates))
	p.quarantined.Add(int64(len(d.conflicts)))
	p.conflicts.Add(int64(len(d.conflicts)))
	for _, q := range d.conflicts {
		p.problem(q.Object.URI, q.Record, q.Offset, q.Reason)
	}
}

// commit makes the open batch part of the store. mu is held; while it waits for writers, nobody begins another flush.
func (c *committer) commit(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx) // what was read is kept when the import is interrupted
	c.closing++
	for c.writing > 0 {
		c.idle.Wait()
	}
	defer func() {
		c.closing--
		c.idle.Broadcast()
	}()
	if c.err != nil {
		return c.err
	}
	b := c.open
	if b == nil {
		return nil
	}
	if len(b.Parts) == 0 {
		if err := c.m.ledger.Drop(ctx, b.ID); err != nil {
			return c.fail(err)
		}
		c.open = nil
		return nil
	}
	if err := c.m.ledger.Stage(ctx, *b); err != nil {
		return c.fail(fmt.Errorf("staging a batch in the ledger: %w", err))
	}
	if len(c.files) > 0 {
		if err := c.m.table.Commit(ctx, b.ID, c.files); err != nil {
			return c.fail(err)
		}
		c.m.Progress.commits.Add(1)
	}
	c.open = nil
	if err := c.m.ledger.Done(ctx, b.ID); err != nil {
		c.err = fmt.Errorf("marking a batch done in the ledger: %w", err)
		return c.err
	}
	c.last = time.Now()
	for day := range c.days {
		if err := c.m.index.Merge(day); err != nil {
			c.m.o.Log.Warn("the index of seen events could not be merged", "day", day, "error", err)
		}
	}
	return nil
}

// fail ends the import and takes the open batch back: its files, what it added to the index, and its place in the ledger.
func (c *committer) fail(err error) error {
	if c.err == nil {
		c.err = err
	}
	b := c.open
	if b == nil || c.writing > 0 {
		return c.err // the last writer to come back takes it back
	}
	c.open = nil
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if refreshErr := c.m.table.Refresh(ctx); refreshErr == nil && c.m.table.Committed()[b.ID] {
		return c.err // the commit went through though its answer was lost; recovery marks it done
	} else if refreshErr != nil {
		return c.err // not known: recovery will find out
	}
	for _, f := range c.files {
		os.Remove(f.Path)
	}
	dropErr := c.m.index.Drop(b.ID)
	if dropErr == nil {
		dropErr = c.m.ledger.Drop(ctx, b.ID)
	}
	if dropErr != nil {
		c.m.o.Log.Warn("a failed batch could not be taken back; the next import does", "batch", b.ID, "error", dropErr)
	}
	return c.err
}

// finish commits what is open, or takes it back if something failed.
func (c *committer) finish(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err != nil {
		c.fail(c.err)
		return c.err
	}
	return c.commit(ctx)
}

// waitForDisk holds the import while the disk is nearly full.
func (c *committer) waitForDisk() error {
	for told := false; ; told = true {
		var s unix.Statfs_t
		if err := unix.Statfs(c.m.dir, &s); err != nil {
			return nil
		}
		free := int64(s.Bavail) * int64(s.Bsize)
		if free >= c.m.o.MinFree {
			return nil
		}
		if !told {
			c.m.o.Say(fmt.Sprintf("the disk of %s has %d MB free, less than the %d MB that are kept free; the import waits until there is more", filepath.Clean(c.m.dir), free>>20, c.m.o.MinFree>>20))
		}
		select {
		case <-c.stopping:
			return errors.New("stopped while waiting for free disk space; what was not committed is read again by the next import")
		case <-time.After(2 * time.Second):
		}
	}
}
