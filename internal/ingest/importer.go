// Package ingest runs the write river: objects found, decoded, told apart from what is there, written, committed exactly once.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"time"

	"tarn/internal/decode"
	"tarn/internal/lake"
	"tarn/internal/schema"
	"tarn/internal/selector"
)

// Found is a source object that may have to be read.
type Found struct {
	Object   Object
	Modified time.Time
	// Archived says that the object lies in a storage class that must be restored before it can be read.
	Archived bool
	// Err says why the source cannot give the object at all; Skip leaves it out on purpose.
	Err  error
	Skip bool
	// Open reads the object.
	Open func(context.Context) (Body, error)
	// Archives reports whether an error of Open says that the object lies in an archive after all. It may be nil.
	Archives func(error) bool
}

// Body is an object's content, with what its source says of it.
type Body struct {
	io.ReadCloser
	// Version is the object's version, where the source keeps versions; Metadata what its writer noted on it.
	Version  string
	Metadata map[string]string
}

// Walk calls yield for each object of a source, those of one day together. It ends with yield's error or its own.
type Walk func(ctx context.Context, yield func(Found) error) error

// Options of an Importer.
type Options struct {
	// Format is what the objects hold; CloudTrail if zero. Strict says that someone named it: an object of another format is not
	// read.
	Format decode.Format
	Strict bool
	// Name is the store's name, for reports.
	Name string
	// Workers decode at the same time; 1 if zero.
	Workers int
	// BatchRows and BatchBytes bound what a worker holds before it writes: 40,000 rows and 64 MB of text if zero.
	BatchRows, BatchBytes int
	// CommitEvery is the least time between two commits; 5 seconds if zero.
	CommitEvery time.Duration
	// MaxRecord is the size from which a record goes to quarantine, 32 MB if zero.
	MaxRecord int
	// MinFree is the free disk space, in bytes, below which the import waits; 512 MB if zero, no limit if negative.
	MinFree int64
	// Again reads objects that the ledger knows, too: their events count as duplicates.
	Again bool
	// Select tells which events the store takes; all where it is nil. The others are counted and left out.
	Select *selector.Matcher
	// Failed is told of each object that could not be read and each record that was set aside; it may be nil.
	Failed func(Problem)
	// Equal tells whether two events of one ID are the same, as JSON; decode.EqualJSON where it is nil.
	Equal func(a, b []byte) bool
	// Record says that the record of calls is brought in: its store takes nothing else.
	Record bool
	// Say tells the person at the terminal why the import waits.
	Say func(string)
	Log *slog.Logger
}

// ErrRecord says that events cannot be brought into the record of calls.
var ErrRecord = errors.New("the event data store tarn-audit is the record of calls: events cannot be brought into it")

// Importer brings objects into one store. Imports into a store, in whatever process, run one after another.
type Importer struct {
	store  string
	dir    string
	lake   *lake.Lake
	table  *lake.Table
	ledger Ledger
	o      Options

	Progress Progress
	index    *Index
	c        *committer
	end      func()
}

// New makes an Importer. dir is the data directory, table the store's.
func New(dir string, l *lake.Lake, table *lake.Table, store string, ledger Ledger, o Options) *Importer {
	if o.Format.New == nil {
		o.Format, _ = decode.ByName(schema.CloudTrail.Name)
	}
	if o.Equal == nil {
		o.Equal = decode.EqualJSON
	}
	if o.Workers == 0 {
		o.Workers = 1
	}
	if o.BatchRows == 0 {
		o.BatchRows = 40_000
	}
	if o.BatchBytes == 0 {
		o.BatchBytes = 64 << 20
	}
	if o.CommitEvery == 0 {
		o.CommitEvery = 5 * time.Second
	}
	if o.MinFree == 0 {
		o.MinFree = 512 << 20
	}
	if o.Say == nil {
		o.Say = func(string) {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	m := &Importer{store: store, dir: dir, lake: l, table: table, ledger: ledger, o: o}
	m.Progress.tell = o.Failed
	return m
}

// Run imports what walk finds into the one store, as Group.Run does into several.
func (m *Importer) Run(ctx context.Context, walk Walk) (Report, error) {
	g := &Group{Dir: m.dir, Workers: m.o.Workers, BatchBytes: m.o.BatchBytes, only: m}
	return g.Run(ctx, walk)
}

// Store, Name and Table are what the importer was made with.
func (m *Importer) Store() string      { return m.store }
func (m *Importer) Name() string       { return m.o.Name }
func (m *Importer) Table() *lake.Table { return m.table }

// recover settles the batches that an earlier process left open.
func (m *Importer) recover(ctx context.Context) error {
	open, err := m.ledger.Open(ctx, m.store)
	if err != nil {
		return fmt.Errorf("reading the ledger: %w", err)
	}
	if len(open) == 0 {
		return nil
	}
	if err := m.table.Refresh(ctx); err != nil {
		return err
	}
	committed := m.table.Committed()
	for _, b := range open {
		if b.Staged && (b.Files == 0 || committed[b.ID]) {
			m.o.Log.Info("an interrupted batch was committed", "batch", b.ID)
			if err := m.ledger.Done(ctx, b.ID); err != nil {
				return err
			}
			continue
		}
		m.o.Log.Info("an interrupted batch was not committed; its objects are read again", "batch", b.ID)
		if err := dropRuns(filepath.Join(m.dir, "index", m.store), b.ID); err != nil {
			return err
		}
		if err := m.ledger.Drop(ctx, b.ID); err != nil {
			return err
		}
	}
	return nil
}
