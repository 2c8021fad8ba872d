// Package hive reads and writes the rows of databases' tables: files under a location, in folders that tell the partitions.
package hive

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/google/uuid"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/objects"
	"tarn/internal/pack"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// Tables are the tables of the data catalog. Its methods may be called from several goroutines.
type Tables struct {
	Data    Data
	Buckets *objects.Buckets
	// Engine gives rows and writes them into files. It may be set after the first use of the methods that read.
	Engine interface {
		engine.Engine
		engine.Writer
	}
	// Encoder writes rows in a form other than Parquet, Text a value as Trino casts it to varchar.
	Encoder func(f Form, w io.Writer, columns []analyze.Output) (Encoder, error)
	Text    func(t schema.Type, value any) string
	// Packs keep the rows of files that are not Parquet, and copies of Parquet files that are not on this machine.
	Packs *pack.Store
	// Temp is a folder for files that are being written; the engine may write there.
	Temp string
	// Now is the clock; time.Now by default.
	Now func() time.Time

	auditOnce sync.Once
	notes     audited
}

// Data keeps the data catalog, and notes what is being written.
type Data interface {
	catalog.Data
	// CountPartitions is how many partitions a table has.
	CountPartitions(ctx context.Context, t catalog.Table) (int, error)
	// BeginWrite notes, durably, files that are about to be put. A write that is alone fails with ErrPlaceTaken where another
	// has noted files under its place.
	BeginWrite(ctx context.Context, w Write, alone bool) error
	// CommitWrite ends a write: from now on its files are read. In the same moment the table is made, where one is given, and the
	// partitions that are not there yet are added to it.
	CommitWrite(ctx context.Context, id string, t catalog.Table, create bool, partitions []catalog.Partition) error
	// DropWrite forgets a write whose files are gone.
	DropWrite(ctx context.Context, id string) error
	// Writes lists those that have begun and not ended.
	Writes(ctx context.Context) ([]Write, error)
}

// Write is a statement's putting of files.
type Write struct {
	ID    string
	Begun time.Time
	// Place is the location that they go to, with a slash at its end; Files are their addresses.
	Place string
	Files []string
}

func (h *Tables) now() time.Time {
	if h.Now != nil {
		return h.Now()
	}
	return time.Now()
}

func newID() string { return uuid.NewString() }

func userError(code, message string) error { return &engine.Error{Code: code, Message: message} }
