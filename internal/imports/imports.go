// Package imports runs the imports that StartImport asks for, one at a time, and goes on with them after a restart.
package imports

import (
	"context"
	"errors"
	"time"
)

// Import is one that was asked for
// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetImport.html).
type Import struct {
	ID string `json:"id"`
	// Store is the ID of the event data store that the events go to.
	Store string `json:"store"`
	// URI is s3://bucket/prefix; Region and Role are kept as they were given.
	URI    string `json:"uri"`
	Region string `json:"region"`
	Role   string `json:"role"`
	// From and To bound the days of the log files; no bound where zero.
	From       time.Time  `json:"from,omitzero"`
	To         time.Time  `json:"to,omitzero"`
	Status     Status     `json:"status"`
	Created    time.Time  `json:"created"`
	Updated    time.Time  `json:"updated"`
	Statistics Statistics `json:"statistics"`
	// Again are the addresses of objects that an earlier run failed at, to be read again.
	Again []string `json:"again,omitempty"`
}

// Status is an import's, in the words of the API.
type Status string

// The statuses.
const (
	Initializing Status = "INITIALIZING"
	InProgress   Status = "IN_PROGRESS"
	Failed       Status = "FAILED"
	Stopped      Status = "STOPPED"
	Completed    Status = "COMPLETED"
)

// Open reports whether the import has not come to its end.
func (s Status) Open() bool { return s == Initializing || s == InProgress }

// Statistics count what an import did: files are log files, events those of them that the store has.
type Statistics struct {
	PrefixesFound     int64 `json:"prefixesFound"`
	PrefixesCompleted int64 `json:"prefixesCompleted"`
	FilesCompleted    int64 `json:"filesCompleted"`
	EventsCompleted   int64 `json:"eventsCompleted"`
	FailedEntries     int64 `json:"failedEntries"`
}

// Failure is a file, or a record of one, that did not come in
// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ImportFailureListItem.html).
type Failure struct {
	// Number tells an import's failures apart, from 0.
	Number   int       `json:"number"`
	Location string    `json:"location"`
	Status   string    `json:"status"`
	Type     string    `json:"type"`
	Message  string    `json:"message"`
	Updated  time.Time `json:"updated"`
}

// The statuses of a failure.
const (
	FailureFailed    = "FAILED"
	FailureRetry     = "RETRY"
	FailureSucceeded = "SUCCEEDED"
)

// Store keeps imports.
type Store interface {
	// Imports lists them, the oldest first.
	Imports(ctx context.Context) ([]Import, error)
	// PutImport adds an import, or replaces the one of its ID.
	PutImport(ctx context.Context, i Import) error
	// Failures lists an import's failures by number; PutFailures adds some, or replaces those of their numbers.
	Failures(ctx context.Context, id string) ([]Failure, error)
	PutFailures(ctx context.Context, id string, f []Failure) error
}

// Run runs an import and tells w what it does. It ends with ctx; what was read by then is in. An error says that it could not
// go on.
type Run func(ctx context.Context, i Import, w Watcher) error

// Watcher is told how an import goes on. Its methods may be called at any time.
type Watcher interface {
	Counted(Statistics)
	// Failed tells of a file or a record that did not come in: where it lies, what kind of failure it is, and why.
	Failed(location, kind, reason string)
}

// Errors, one a kind.
var (
	ErrNotFound = errors.New("no such import")
	// ErrBusy: one import runs at a time.
	ErrBusy = errors.New("another import runs")
	// ErrEnded: the import has come to its end.
	ErrEnded = errors.New("the import has ended")
)
