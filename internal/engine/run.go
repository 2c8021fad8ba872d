package engine

import (
	"context"

	"tarn/internal/sql/analyze"
)

// Engine runs analysed statements.
type Engine interface {
	// Run waits for a place, plans q's files and begins to run it. started, where not nil, is called when the place is given.
	// The end of ctx ends the statement, at any time up to Close. Errors are of type *Error, or the context's.
	Run(ctx context.Context, q *analyze.Query, started func()) (Rows, error)
	Close() error
}

// Rows is the result of a running statement, in batches. Next and Close are for one goroutine; Progress and Stats are for any.
type Rows interface {
	// Next gives some more rows, at least one, or io.EOF after the last. A row has one value a column of the statement, as
	// Value says. The batch is the caller's to keep.
	Next() ([]Row, error)
	Progress() Progress
	Stats() Stats
	// Close ends the statement where it still runs, and lets go of its files. It may be called again.
	Close() error
}

// Progress is how far a statement has come.
type Progress struct {
	// Fraction is between 0 and 1; negative while unknown.
	Fraction float64
	// Doing says what is done before the statement itself runs: converting 3 of 17 files.
	Doing string
}

type watcher struct{}

// Watched notes in a context who is told how far the files of a statement are made ready.
func Watched(ctx context.Context, told func(Progress)) context.Context {
	return context.WithValue(ctx, watcher{}, told)
}

// Tell tells how far files are made ready, where somebody wants to know.
func Tell(ctx context.Context, p Progress) {
	if told, ok := ctx.Value(watcher{}).(func(Progress)); ok {
		told(p)
	}
}

type bound struct{}

// Bounded notes in a context how many bytes of the data files a statement may need; 0 is no limit.
func Bounded(ctx context.Context, bytes int64) context.Context {
	return context.WithValue(ctx, bound{}, bytes)
}

// ExceededScan is the code of a statement that needs more bytes of the data files than it may.
const ExceededScan = "EXCEEDED_SCAN_LIMIT"

// Exceeds is the error, in Athena's words, of a statement that needs more than its context allows, nil for any other. Engines ask
// once the files are planned, before the first is read.
func Exceeds(ctx context.Context, s Stats) error {
	if limit, ok := ctx.Value(bound{}).(int64); ok && limit > 0 && s.Scanned > limit {
		return &Error{Code: ExceededScan, Message: "Bytes scanned limit was exceeded"}
	}
	return nil
}

// Stats say what a statement reads.
type Stats struct {
	// Files, Rows and Bytes count the data files that were planned; TotalFiles those before predicates left any out.
	Files      int   `json:"files,omitempty"`
	TotalFiles int   `json:"totalFiles,omitempty"`
	Rows       int64 `json:"rows,omitempty"`
	Bytes      int64 `json:"bytes,omitempty"`
	// Scanned counts the bytes of the column chunks that the statement needs: of its columns, in the row groups that may have
	// rows that it wants.
	Scanned int64 `json:"scanned,omitempty"`
	// Fetched counts the data files, and the bytes of them, that came from where they are kept; the rest was on this machine.
	Fetched      int   `json:"fetched,omitempty"`
	FetchedBytes int64 `json:"fetchedBytes,omitempty"`
	// Partitions counts those that are read, TotalPartitions all of the tables that have some.
	Partitions      int `json:"partitions,omitempty"`
	TotalPartitions int `json:"totalPartitions,omitempty"`
	// Converted counts the files that were parsed for the statement, and their bytes, which Scanned has, too: what is parsed
	// once is read by its column chunks from then on.
	Converted      int   `json:"converted,omitempty"`
	ConvertedBytes int64 `json:"convertedBytes,omitempty"`
}

// Add adds what another set of files has.
func (s *Stats) Add(t Stats) {
	s.Files += t.Files
	s.TotalFiles += t.TotalFiles
	s.Rows += t.Rows
	s.Bytes += t.Bytes
	s.Scanned += t.Scanned
	s.Fetched += t.Fetched
	s.FetchedBytes += t.FetchedBytes
	s.Partitions += t.Partitions
	s.TotalPartitions += t.TotalPartitions
	s.Converted += t.Converted
	s.ConvertedBytes += t.ConvertedBytes
}
