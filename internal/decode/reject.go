package decode

import (
	"errors"
	"fmt"
)

// Reject is a record that did not become a row. Reading can go on after it.
type Reject struct {
	// Reason is one sentence for the person who looks into the quarantine. It begins with one of: "no eventTime",
	// "not a CloudTrail event", "corrupt JSON", "truncated", "larger than", "nested deeper than", "not JSON"; of lines, with
	// "not a" or "not an" and what a record would be, "no time", "cut in two", "ambiguous", "truncated", "larger than".
	Reason string
	// Record is the record's number within the object, Offset where it starts and Length how long it is, in bytes of
	// decompressed text.
	Record, Offset, Length int64
	// Raw are the record's bytes, or the first of them: MaxRejectRaw at most.
	Raw []byte
}

// MaxRejectRaw is how much of a rejected record is kept in Reject.Raw.
const MaxRejectRaw = 1 << 20

func (r *Reject) Error() string {
	return fmt.Sprintf("record %d at offset %d: %s", r.Record, r.Offset, r.Reason)
}

// ErrDigest says that the object is a CloudTrail digest file, which holds no events
// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html).
var ErrDigest = errors.New("a digest file, not a log file")

// ReadError says that the rest of an object cannot be read. All that came before Offset has been given.
type ReadError struct {
	// Record is the number that the next record would have had.
	Record, Offset int64
	Err            error
}

func (e *ReadError) Error() string {
	return fmt.Sprintf("cannot be read after offset %d (record %d): %v", e.Offset, e.Record, e.Err)
}

func (e *ReadError) Unwrap() error { return e.Err }
