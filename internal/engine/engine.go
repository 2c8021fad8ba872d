// Package engine declares what runs a statement and what it needs: the engines are the folders below.
package engine

import (
	"context"
	"io"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
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
	// Sources is the number of the table's own files whose rows Paths have, where that is another than the number of Paths.
	Sources int
	// Partitions is the number of partitions that are read, TotalPartitions that of all; 0 where the table has none.
	Partitions, TotalPartitions int
	// Converted counts the files that were parsed for this plan, and their bytes.
	Converted      int
	ConvertedBytes int64
	// Fetched counts the files, and their bytes, that were brought to this machine for this plan.
	Fetched      int
	FetchedBytes int64
	Release      func()
	// Found, where it is not nil, stands in place of Table and Uniform: the files are others', and their columns are found by name.
	Found *Found
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

// Found says how columns are found in files that anyone wrote. A column is one of the file's by its name, in small or capital
// letters, and becomes its declared type as far as Trino's Hive connector has it; one that a file lacks is NULL.
type Found struct {
	// Columns are those that the statement reads of the files. IDs, where it is not nil, are their field IDs, by which they are found in place of
	// their names.
	Columns []schema.Column
	IDs     []int
	// Constants are columns that have one value in a file; Values has, for each of the set's Paths, the value of each as a text
	// that SQL's CAST reads, nil for NULL.
	Constants []schema.Column
	Values    [][]*string
	// Names are what Paths are called in errors: s3://bucket/key.
	Names []string
	// Packs has, where it is not nil, for each of Paths that has the rows of several files, which these are; nil for others, and
	// Values has nil for what Packs has.
	Packs []*Pack
}

// Pack says of which files a Parquet file has the rows.
type Pack struct {
	// Group tells packs apart that have other columns, or the same IDs for other files.
	Group string
	// Column is the name of a bigint that tells which part a row is of. Rows of a part that is not listed are no rows of the table.
	Column string
	// Whole says that all rows are of parts that are listed.
	Whole bool
	Parts []Part
}

// Part is a file whose rows are in a pack. One that is listed twice is read twice.
type Part struct {
	ID int64
	// Values are as Found's.
	Values []*string
}

// Writer is an engine that writes rows into files.
type Writer interface {
	// Write runs a statement and writes its rows into Parquet files of a folder, which must be there and empty. When it fails,
	// files may be left. started is as of Run.
	Write(ctx context.Context, q *analyze.Query, o WriteOptions, started func()) ([]Written, Stats, error)
}

// WriteOptions say what files are written.
type WriteOptions struct {
	Dir string
	// Names are those of the statement's columns in the files. The types are Hive's: what Hive has no type for fails.
	Names []string
	// Partitions is the number of columns at the end that are partition keys: they are not in the files, and each file has one
	// value of each.
	Partitions int
	// Compression is NONE, SNAPPY, GZIP, ZSTD or LZ4.
	Compression string
	// Level is that of ZSTD, from 1 to 22; 0 leaves it to the engine.
	Level int
	// Iceberg, where it is not nil, has files written as Iceberg has them, and stands in place of Partitions.
	Iceberg *Iceberg
}

// Iceberg says how the files of an Iceberg table are written. The columns' types are Iceberg's, and all columns are in the files.
type Iceberg struct {
	// IDs are the columns' field IDs.
	IDs []schema.FieldID
	// Keys are what partitions the table, with columns by number: each file has one value of each, which Written has.
	Keys []Key
}

// Key is a term by which a table is partitioned, of a column by its number.
type Key struct {
	Column int
	Term   schema.Term
}

// Written is a file that was written.
type Written struct {
	Path string
	// Values are those of the partition keys, as Trino casts them to varchar; nil for NULL.
	Values []*string
	Rows   int64
	Bytes  int64
}
