package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tarn/internal/auth"
	"tarn/internal/decode"
	"tarn/internal/disk"
	"tarn/internal/schema"
)

// Group imports what one walk finds into several stores: each object into that of its format, which its key tells or else its
// content. Groups of a data directory run one after another, since each takes the locks of several stores.
type Group struct {
	// Dir is the data directory.
	Dir string
	// Open makes the importer of a format. It is called once, when the first object of the format is found.
	Open func(ctx context.Context, f decode.Format) (*Importer, error)
	// Known tells of an object whose key does not tell its format which format it was imported as; ok is false where it was not.
	Known func(ctx context.Context, o Object) (format string, ok bool, err error)
	// Workers decode at the same time; 1 if zero. BatchBytes bounds what each holds before it writes; 64 MB if zero.
	Workers, BatchBytes int
	// Say tells the person at the terminal why the import waits. It may be nil.
	Say func(string)

	// only is the one importer of a group that takes everything.
	only *Importer

	mu      sync.Mutex
	members map[string]*member
	loose   loose
	begun   time.Time
}

// member is an importer of the group, once it has begun; or why it could not.
type member struct {
	once sync.Once
	*Importer
	err error
}

// loose counts objects that belong to no importer.
type loose struct {
	Progress
	unrecognised atomic.Int64
	names        []string
}

// maxNames is how many objects that nothing recognises a report names.
const maxNames = 100

// Run imports what walk finds. When ctx ends, what was read is committed and the report says that it was interrupted. The
// error is for what stops the whole import; objects and records that could not be read are in the report.
func (g *Group) Run(ctx context.Context, walk Walk) (Report, error) {
	g.begun = time.Now()
	g.members = map[string]*member{}
	if g.Workers == 0 {
		g.Workers = 1
	}
	if g.BatchBytes == 0 {
		g.BatchBytes = 64 << 20
	}
	if g.Say == nil {
		g.Say = func(string) {}
	}
	if g.only != nil {
		// An import into one store waits for others into that one alone.
		if _, err := g.member(ctx, g.only.o.Format); err != nil {
			return g.Report(), err
		}
	} else {
		unlock, err := disk.LockFile(ctx, filepath.Join(g.Dir, "import-group.lock"), func() {
			g.Say("another import is running; waiting for it to end")
		})
		if err != nil {
			return g.Report(), err
		}
		defer unlock()
	}
	defer func() {
		for _, m := range g.all() {
			m.end()
		}
	}()
	err := g.run(ctx, walk)
	report := g.Report()
	report.Interrupted = ctx.Err() != nil
	return report, err
}

func (g *Group) run(ctx context.Context, walk Walk) error {
	temp := filepath.Join(g.Dir, "tmp")
	if err := os.MkdirAll(temp, 0o700); err != nil {
		return err
	}
	// Readers stop at the end of the walk, when ctx ends, or when one of them fails.
	reading, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	objects := make(chan Found, 64)
	var readers sync.WaitGroup
	for range g.Workers {
		r := newReader(g, temp)
		readers.Go(func() {
			if err := r.run(reading, objects); err != nil {
				stop(err)
			}
		})
	}
	walkErr := walk(reading, func(f Found) error {
		select {
		case objects <- f:
			return nil
		case <-reading.Done():
			return context.Cause(reading)
		}
	})
	close(objects)
	readers.Wait()
	cause := context.Cause(reading)
	var commitErr error
	for _, m := range g.all() {
		commitErr = errors.Join(commitErr, m.c.finish(context.WithoutCancel(ctx)))
	}
	switch {
	case ctx.Err() != nil:
		return commitErr
	case cause != nil:
		return cause
	case walkErr != nil:
		return errors.Join(walkErr, commitErr)
	}
	return commitErr
}

// member gives the importer of a format, which begins with the first object.
func (g *Group) member(ctx context.Context, f decode.Format) (*Importer, error) {
	g.mu.Lock()
	m := g.members[f.Name]
	if m == nil {
		m = &member{}
		g.members[f.Name] = m
	}
	g.mu.Unlock()
	m.once.Do(func() {
		one := g.only
		if one == nil {
			if one, m.err = g.Open(ctx, f); m.err != nil {
				return
			}
		}
		if m.err = one.begin(ctx); m.err == nil {
			g.mu.Lock()
			m.Importer = one
			g.mu.Unlock()
		}
	})
	return m.Importer, m.err
}

// all are the importers that have begun, in the order of the formats' list.
func (g *Group) all() []*Importer {
	g.mu.Lock()
	defer g.mu.Unlock()
	var out []*Importer
	for _, m := range g.members {
		if m.Importer != nil {
			out = append(out, m.Importer)
		}
	}
	slices.SortFunc(out, func(a, b *Importer) int { return place(a.o.Format) - place(b.o.Format) })
	return out
}

// place is where a format stands in the list.
func place(f decode.Format) int {
	return slices.IndexFunc(decode.Formats, func(g decode.Format) bool { return g.Name == f.Name })
}

// Importers are those that have had an object, or were to have it all.
func (g *Group) Importers() []*Importer { return g.all() }

// Report gives the counts as of now, and of each store its own.
func (g *Group) Report() Report {
	var r Report
	all := g.all()
	for _, m := range all {
		one := m.Progress.Report()
		r.add(one)
		r.Formats = append(r.Formats, FormatReport{Format: m.o.Format.Name, Store: m.o.Name, Objects: one.Objects, Events: one.Events})
	}
	r.add(g.loose.Report())
	g.loose.mu.Lock()
	r.Objects.Unrecognised, r.Unrecognised = g.loose.unrecognised.Load(), slices.Clone(g.loose.names)
	g.loose.mu.Unlock()
	if r.Objects.Unrecognised == 0 && (len(all) == 0 || len(all) == 1 && all[0].o.Format.Name == schema.CloudTrail.Name) {
		r.Formats = nil
	}
	if r.Seconds = time.Since(g.begun).Seconds(); r.Seconds > 0 {
		r.EventsPerSec = float64(r.Events.In) / r.Seconds
	}
	return r
}

// unrecognise counts an object that is in no format.
func (l *loose) unrecognise(uri string) {
	l.found.Add(1)
	l.unrecognised.Add(1)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.names) < maxNames {
		l.names = append(l.names, uri)
	}
}

// begin takes the store's lock, settles what an earlier import left, and opens the index.
func (m *Importer) begin(ctx context.Context) (err error) {
	if (m.store == auth.AuditStore) != m.o.Record {
		return ErrRecord
	}
	m.Progress.begun = time.Now()
	unlock, err := disk.LockFile(ctx, filepath.Join(m.dir, "import-"+m.store+".lock"), func() {
		m.o.Say("another import into this store is running; waiting for it to end")
	})
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			unlock()
		}
	}()
	if err := m.recover(ctx); err != nil {
		return err
	}
	key, err := m.ledger.Key(ctx)
	if err != nil {
		return err
	}
	if m.index, err = OpenIndex(filepath.Join(m.dir, "index", m.store), key); err != nil {
		return err
	}
	release, err := m.lake.Hold()
	if err != nil {
		return err
	}
	if m.c, err = newCommitter(ctx, m); err != nil {
		release()
		return err
	}
	m.end = func() {
		release()
		unlock()
	}
	return nil
}

// errNotFormat says that an object is in another format than it was said to be.
func errNotFormat(want, is decode.Format) error {
	return fmt.Errorf("not %s: it is in the format of %s; import it with --format %s or auto", want.Title, is.Title, is.Name)
}
