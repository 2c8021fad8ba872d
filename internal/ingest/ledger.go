package ingest

import (
	"context"
	"time"
)

// Object identifies a source object as it was when it was read: its address and version, and its ETag or, for a file, its
// size and modification time. A replaced object is another Object.
type Object struct {
	URI, Version, ETag string
	Size               int64
}

// Part is what a batch took of an object. A large object is spread over several batches.
type Part struct {
	Object Object
	SHA256 string
	// Records is the number of records read so far, from the object's beginning; Complete says that there are no more.
	Records  int64
	Complete bool
	// What became of the records of this part.
	Events, Duplicates, Quarantined int64
	// Kind is events, insights, digest, empty, or failed where the object could not be read to its end.
	Kind string
}

// Quarantined is a record, or an object, that did not become a row.
type Quarantined struct {
	ID     string
	Object Object
	// Record is the record's number in the object, or -1 for the object itself; Offset is in decompressed bytes.
	Record, Offset int64
	// Kind is record, conflict or object.
	Kind    string
	Reason  string
	EventID string
	// Raw is the record as delivered, cut where it is very long.
	Raw  []byte
	Time time.Time
}

// Digest is a CloudTrail digest file, kept byte for byte.
type Digest struct {
	Object Object
	SHA256 string
	// Content is the file; Metadata is the object's S3 metadata, which holds the signature.
	Content  []byte
	Metadata map[string]string
}

// File is a data file that a batch wrote.
type File struct {
	Path, SHA256 string
	Rows, Bytes  int64
}

// Batch is the unit of the exactly-once path.
type Batch struct {
	ID, Store  string
	Parts      []Part
	Quarantine []Quarantined
	Digests    []Digest
	Files      []File
}

// OpenBatch is a batch that was begun.
type OpenBatch struct {
	ID string
	// Staged says that it was staged, Files how many data files it then had.
	Staged bool
	Files  int
}

// Ledger remembers which objects were read. The order is Begin, Stage, the commit of the table's snapshot, Done: whoever finds
// a batch that was begun and is neither done nor dropped asks the table whether its snapshot is there.
type Ledger interface {
	// Progress tells how many records of an object are in the store, and whether that is all of it. Only batches that are
	// done count.
	Progress(ctx context.Context, store string, o Object) (records int64, complete bool, err error)
	// Begin opens a batch.
	Begin(ctx context.Context, store, id string) error
	// Stage records what the batch holds. It is durable before it returns; nothing of it is seen before Done.
	Stage(ctx context.Context, b Batch) error
	Done(ctx context.Context, id string) error
	// Drop forgets a batch whose snapshot is not there.
	Drop(ctx context.Context, id string) error
	// Open lists the batches of a store that were begun and are neither done nor dropped.
	Open(ctx context.Context, store string) ([]OpenBatch, error)
	// Record notes data files that a compaction wrote: only b's Files count.
	Record(ctx context.Context, b Batch) error
	// Key is the secret that hashes of this data directory are made with, 32 bytes.
	Key(ctx context.Context) ([]byte, error)
}
