// Package engine declares what runs a statement and what it needs: the engines are the folders below.
package engine

import (
	"context"
	"io"

	"tarn/internal/schema"
)

// Files answers which data files hold a relation's rows.
type Files interface {
	// Plan returns the files that may hold rows meeting every predicate. columns are the stored top-level columns the
	// statement reads. The files stay on disk until Release is called, which must happen exactly once.
	Plan(ctx context.Context, rel *schema.Relation, columns []string, where []schema.Predicate) (*FileSet, error)
}

// FileSet is one relation's files for one statement.
type FileSet struct {
	// Paths are local Parquet files; none for an empty table.
	Paths []string
	// Table gives the columns with their field IDs: files may be older than it and lack some.
	Table *schema.Table
	// Uniform says that every file has all of Table's columns, at every depth: the files are then read without looking at each
	// first.
	Uniform bool
	// Rows and Bytes count what Paths hold; Total is the number of files before predicates left any out.
	Rows, Bytes int64
	Total       int
	Release     func()
	// Remote is nil where the files are on this machine. Otherwise Paths are where copies go: what reads them calls Fetch first.
	Remote Remote
}

// Remote is where files are kept that a statement reads on this machine.
type Remote interface {
	// Part gives random access to a file that may not have been fetched, and its size.
	Part(ctx context.Context, path string) (r io.ReaderAt, size int64, close func(), err error)
	// Fetch brings files to their paths. They stay until the FileSet's Release.
	Fetch(ctx context.Context, paths []string) error
	// Fetched counts the files that were brought whole, and all bytes that came.
	Fetched() (files int, bytes int64)
}
